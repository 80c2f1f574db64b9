package desk

import (
	"context"
	"errors"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// SayOfTeam decides what a manager says on a page about the whole team, such as `pause team until Fri`, or one of its
// reps. It belongs to no handoff, and so it stands in the history of none. The errors are those of Say.
func (d *Decider) SayOfTeam(ctx context.Context, team string, about handoff.About, words string) (handoff.Reason,
	error) {
	now := d.Now()
	said := d.Reader().Spoken(handoff.Handoff{Team: team}, about, words, now)
	if err := notUnderstood(said); err != nil {
		return handoff.Reason{}, err
	}
	f, ok := said[0].(*handoff.Rotation)
	if !ok || !f.Team && f.Rep == "" {
		return handoff.Reason{}, &NotUnderstood{}
	}
	var why handoff.Reason
	err := d.Store.Update(ctx, func(tx *store.Tx) error {
		var env handoff.Env
		if err := tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Team: team, Since: now}, &env); err != nil {
			return err
		}
		if !f.Team {
			out := f.OfRep(team, env.Lookups.Pauses, d.Config(), now)
			if why = out.Why; len(out.Ledger) == 0 {
				return &Refused{why}
			}
			return errors.Join(tx.AddPause(out.Pause), tx.Book(out.Ledger), tx.Enqueue(out.Mail, now))
		}
		p, said, changes := f.OfTeam(team, env.Lookups.Pauses, d.Config(), now)
		if why = said; !changes {
			return &Refused{said}
		}
		return tx.AddPause(p)
	})
	return why, err
}
