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

// zonesApart is more than the same hour of the clock can lie apart in two zones.
const zonesApart = 27 * time.Hour

// Reported is how the period was first reported, in the zone of reports of then; ErrNotFound if it never was. A period
// is the same if it was from the same hour of the clock to the same, in another zone.
func (tx Figures) Reported(from, to time.Time) (Reported, error) {
	r, err := tx.reportedAt(from, to)
	if !errors.Is(err, ErrNotFound) {
		return r, err
	}
	var near []Reported
	err = tx.each(func(scan func(...any) error) error {
		var r Reported
		var fromAt, toAt, at int64
		err := scan(&fromAt, &toAt, &at, &r.Config)
		r.From, r.To, r.AsOf = instant(fromAt), instant(toAt), instant(at)
		near = append(near, r)
		return err
	}, `SELECT from_at, to_at, as_of, config FROM reports WHERE from_at BETWEEN $1 AND $2 AND to_at BETWEEN $3 AND $4
		ORDER BY as_of, from_at`, nanos(from.Add(-zonesApart)), nanos(from.Add(zonesApart)), nanos(to.Add(-zonesApart)),
		nanos(to.Add(zonesApart)))
	if err != nil {
		return Reported{}, tx.fail(err, "read which periods were reported")
	}
	for _, r := range near {
		if r, err = tx.inItsZone(r); err != nil {
			return Reported{}, err
		}
		if onTheClock(r.From) == onTheClock(from) && onTheClock(r.To) == onTheClock(to) {
			return r, nil
		}
	}
	return Reported{}, tx.fail(ErrNotFound, "read how a period was reported")
}

func onTheClock(at time.Time) string { return at.Format("2006-01-02 15:04:05") }

// reportedAt is how exactly that period was first reported.
func (tx Figures) reportedAt(from, to time.Time) (Reported, error) {
	r := Reported{From: from, To: to}
	var at int64
	err := tx.one("SELECT as_of, config FROM reports WHERE from_at = $1 AND to_at = $2",
		[]any{nanos(from), nanos(to)}, []any{&at, &r.Config})
	if err != nil {
		return Reported{}, tx.fail(err, "read how a period was reported")
	}
	r.AsOf = instant(at)
	return tx.inItsZone(r)
}

// inItsZone is the report with its times in the zone of reports of then; as they are if the config was not kept.
func (tx Figures) inItsZone(r Reported) (Reported, error) {
	if r.Config == "" {
		return r, nil
	}
	c, err := Record(tx).Config(r.Config)
	switch {
	case err == nil:
		zone := c.ReportZone()
		r.From, r.To = r.From.In(zone), r.To.In(zone)
	case !errors.Is(err, ErrNotFound):
		return Reported{}, err
	}
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
	was, err := tx.reportedAt(r.From, r.To)
	if !errors.Is(err, ErrNotFound) {
		return was, err
	}
	err = tx.exec("INSERT INTO reports (from_at, to_at, as_of, config) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
		nanos(r.From), nanos(r.To), nanos(r.AsOf), r.Config)
	if err != nil {
		return Reported{}, tx.fail(err, "keep how a period is reported")
	}
	return tx.reportedAt(r.From, r.To)
}
