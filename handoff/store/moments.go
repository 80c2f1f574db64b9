package store

import (
	"encoding/json"
	"time"

	"handoffd/handoff"
)

// Figures keeps what figures are counted from.
type Figures struct{ *txn }

// Told are all moments of the leads of which any was decided from … to, those known by then: lead by lead, in their
// order. What was decided after something that was not known yet was not known either, whatever the clock said then.
func (tx Figures) Told(from, to time.Time) ([]handoff.Told, error) {
	var out []handoff.Told
	until := ""
	err := tx.each(func(scan func(...any) error) error {
		var id string
		var at int64
		var body []byte
		if err := scan(&id, &at, &body); err != nil {
			return err
		}
		if at > nanos(to) {
			until = id
		}
		if id == until {
			return nil
		}
		t := handoff.Told{Handoff: handoff.ID(id), Decided: instant(at)}
		out = append(out, t)
		return json.Unmarshal(body, &out[len(out)-1].Moments)
	}, `SELECT m.handoff, m.at, m.body FROM moments m
		WHERE m.handoff IN (SELECT o.handoff FROM moments o WHERE o.at >= $1 AND o.at <= $2) ORDER BY m.handoff, m.seq`,
		nanos(from), nanos(to))
	if err != nil {
		return nil, tx.fail(err, "read what is counted")
	}
	return out, nil
}

// MomentsOwed are leads whose moments are still to be found out, so many at most: they were kept before there were any.
func (tx Figures) MomentsOwed(most int) ([]handoff.ID, error) {
	var out []handoff.ID
	err := tx.each(func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		out = append(out, handoff.ID(id))
		return err
	}, "SELECT handoff FROM moments_owed ORDER BY handoff"+atMost(most))
	if err != nil {
		return nil, tx.fail(err, "read of which leads nothing was counted")
	}
	return out, nil
}

// FillMoments keeps the moments of a lead that were found out later, by the number of the fact; what was kept of it
// since stays. The lead owes none from now on.
func (tx Figures) FillMoments(id handoff.ID, all map[int]handoff.Told) error {
	for seq, t := range all {
		body, err := json.Marshal(t.Moments)
		if err == nil {
			err = tx.exec(`INSERT INTO moments (handoff, seq, at, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
				string(id), int64(seq), nanos(t.Decided), string(body))
		}
		if err != nil {
			return tx.fail(err, "keep what is counted of handoff %s", id)
		}
	}
	if err := tx.exec("DELETE FROM moments_owed WHERE handoff = $1", string(id)); err != nil {
		return tx.fail(err, "keep what is counted of handoff %s", id)
	}
	return nil
}
