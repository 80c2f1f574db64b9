package store

import (
	"time"

	"handoffd/handoff"
)

// AddPause keeps a pause that belongs to no handoff, as the decisions about handoffs keep theirs.
func (tx People) AddPause(p handoff.Pause) error { return tx.addPauses([]handoff.Pause{p}) }

// addPauses keeps who is to have no new leads until when; a pause without a length ends what there was.
func (tx *txn) addPauses(pauses []handoff.Pause) error {
	for _, p := range pauses {
		tx.pauses = nil
		err := tx.exec("UPDATE pauses SET end_at = $3 WHERE team = $1 AND person = $2 AND end_at > $3",
			p.Team, string(p.Rep), nanos(p.Start))
		if err == nil && p.Start.Before(p.End) {
			err = tx.exec("INSERT INTO pauses (team, person, start_at, end_at, by_person) VALUES ($1, $2, $3, $4, $5) "+
				"ON CONFLICT (team, person, start_at) DO UPDATE SET end_at = excluded.end_at, by_person = excluded.by_person",
				p.Team, string(p.Rep), nanos(p.Start), nanos(p.End), string(p.By))
		}
		if err != nil {
			return tx.fail(err, "keep a pause of the team %s", p.Team)
		}
	}
	return nil
}

// pausesOf lists the pauses of the team, of all teams if it has no name, that end after the instant, in order.
func (tx *txn) pausesOf(team string, after time.Time) ([]handoff.Pause, error) {
	if tx.pauses == nil {
		all := []handoff.Pause{}
		err := tx.beside(func() error {
			return tx.each(func(scan func(...any) error) error {
				var p handoff.Pause
				var from, to int64
				err := scan(&p.Team, &p.Rep, &from, &to, &p.By)
				p.Start, p.End = instant(from), instant(to)
				all = append(all, p)
				return err
			}, "SELECT team, person, start_at, end_at, by_person FROM pauses WHERE end_at > start_at "+
				"ORDER BY team, person, start_at")
		})
		if err != nil {
			return nil, tx.fail(err, "read the pauses")
		}
		tx.pauses = all
	}
	var out []handoff.Pause
	for _, p := range tx.pauses {
		if (team == "" || p.Team == team) && p.End.After(after) {
			out = append(out, p)
		}
	}
	return out, nil
}
