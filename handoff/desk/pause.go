package desk

import (
	"context"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// SayOfTeam decides what a manager says on a page about the whole team, such as `pause team until Fri`. It belongs to
// no handoff, and so it stands in the history of none. The errors are those of Say.
func (d *Decider) SayOfTeam(ctx context.Context, team string, about handoff.About, words string) (handoff.Reason,
	error) {
	now := d.Now()
	said := d.Reader().Spoken(handoff.Handoff{Team: team}, about, words, now)
	if err := notUnderstood(said); err != nil {
		return handoff.Reason{}, err
	}
	f, ok := said[0].(*handoff.Rotation)
	if !ok || !f.Team {
		return handoff.Reason{}, &NotUnderstood{}
	}
	var why handoff.Reason
	err := d.Store.Update(ctx, func(tx *store.Tx) error {
		var env handoff.Env
		if err := tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Team: team, Since: now}, &env); err != nil {
			return err
		}
		p, said, changes := f.OfTeam(team, env.Lookups.Pauses, d.Config(), now)
		if why = said; !changes {
			return &Refused{said}
		}
		return tx.AddPause(p)
	})
	return why, err
}
