package store

import (
	"database/sql"
	"errors"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// Outage is a time in which a source could not be read.
type Outage struct {
	Source handoff.Source
	From   time.Time
	Why    string
}

// OutageBegin notes that the source cannot be read from at on; false if that is known already.
func (tx Sources) OutageBegin(source handoff.Source, at time.Time, why string) (bool, error) {
	tx.outages = nil
	n, err := tx.change(`INSERT INTO outages (kind, source, from_at, why) VALUES ($1, $2, $3, $4)
		ON CONFLICT (kind, source) WHERE to_at IS NULL DO NOTHING`, source.Kind, source.Name, nanos(at), clip(why, longest))
	if err != nil {
		return false, tx.fail(err, "note the outage of %s", source)
	}
	return n == 1, nil
}

// OutageEnd notes that the source can be read again; it says since when it could not. False if there was no outage.
func (tx Sources) OutageEnd(source handoff.Source, at time.Time) (bool, time.Time, error) {
	tx.outages = nil
	var from int64
	err := tx.one(`UPDATE outages SET to_at = CASE WHEN from_at > $3 THEN from_at ELSE $3 END
		WHERE kind = $1 AND source = $2 AND to_at IS NULL RETURNING from_at`, []any{source.Kind, source.Name, nanos(at)},
		[]any{&from})
	if errors.Is(err, sql.ErrNoRows) {
		return false, time.Time{}, nil
	}
	if err != nil {
		return false, time.Time{}, tx.fail(err, "end the outage of %s", source)
	}
	return true, instant(from), nil
}

// Outages are the spans between from and to in which some source could not be read, in order, joined and cut to the
// span asked for. An outage that goes on lasts until to.
func (tx Sources) Outages(from, to time.Time) ([]calendar.Span, error) {
	first, last := nanos(from), nanos(to)
	found, err := tx.unreadable(first, last)
	if err != nil {
		return nil, tx.fail(err, "read the outages")
	}
	var out []calendar.Span
	for _, s := range found {
		end := s.to.Int64
		if !s.to.Valid || end > last {
			end = last
		}
		out = append(out, calendar.Span{Start: instant(max(s.from, first)), End: instant(end)})
	}
	return calendar.Merge(out), nil
}

// OpenOutages lists the sources that cannot be read now, the longest outage first.
func (tx Sources) OpenOutages() ([]Outage, error) {
	var out []Outage
	err := tx.each(func(scan func(...any) error) error {
		var o Outage
		var from int64
		err := scan(&o.Source.Kind, &o.Source.Name, &from, &o.Why)
		o.From = instant(from)
		out = append(out, o)
		return err
	}, "SELECT kind, source, from_at, why FROM outages WHERE to_at IS NULL ORDER BY from_at, source, kind")
	if err != nil {
		return nil, tx.fail(err, "read the open outages")
	}
	return out, nil
}
