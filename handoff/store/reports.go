package store

import (
	"errors"
	"time"
)

// Reported is the report of a period as it was first made.
type Reported struct {
	From, To time.Time
	AsOf     time.Time // what was decided later does not count in it
	Config   string    // the hash of the config by which it was made
}

// Reported is how the period was first reported; ErrNotFound if it never was.
func (tx Figures) Reported(from, to time.Time) (Reported, error) {
	r := Reported{From: from, To: to}
	var at int64
	err := tx.one("SELECT as_of, config FROM reports WHERE from_at = $1 AND to_at = $2",
		[]any{nanos(from), nanos(to)}, []any{&at, &r.Config})
	if err != nil {
		return Reported{}, tx.fail(err, "read how a period was reported")
	}
	r.AsOf = instant(at)
	return r, nil
}

// ReportedBefore is the latest report that was made before the instant; ErrNotFound if none was.
func (tx Figures) ReportedBefore(at time.Time) (Reported, error) {
	var r Reported
	var from, to, asOf int64
	err := tx.one("SELECT from_at, to_at, as_of, config FROM reports WHERE as_of < $1 "+
		"ORDER BY as_of DESC, to_at DESC LIMIT 1",
		[]any{nanos(at)}, []any{&from, &to, &asOf, &r.Config})
	if err != nil {
		return Reported{}, tx.fail(err, "read the report before")
	}
	r.From, r.To, r.AsOf = instant(from), instant(to), instant(asOf)
	return r, nil
}

// KeepReported keeps how a period is reported, unless that is known, and gives what is kept.
func (tx Figures) KeepReported(r Reported) (Reported, error) {
	was, err := tx.Reported(r.From, r.To)
	if !errors.Is(err, ErrNotFound) {
		return was, err
	}
	err = tx.exec("INSERT INTO reports (from_at, to_at, as_of, config) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
		nanos(r.From), nanos(r.To), nanos(r.AsOf), r.Config)
	if err != nil {
		return Reported{}, tx.fail(err, "keep how a period is reported")
	}
	return tx.Reported(r.From, r.To)
}
