package desk

import (
	"context"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// FreeTimes is when the reps of a team could meet, as the answer to `slots` tells it. Calendars that it misses are
// read.
func (d *Decider) FreeTimes(ctx context.Context, by handoff.Person, team string) ([]handoff.FreeTimes, error) {
	var out []handoff.FreeTimes
	err := d.Update(ctx, func(tx *store.Tx) error {
		q := &handoff.Slots{About: handoff.About{At: d.Now(), By: handoff.Who{Person: by.ID}, Via: handoff.ViaPage}}
		env, err := d.env(tx, handoff.OfTeam(team, by.ID, by.Zone), q, d.Now())
		if err != nil {
			return err
		}
		out = handoff.DetailOf[handoff.EchoDetail](handoff.SlotsFor(q, team, by.Zone, 0, env)).Times
		return nil
	})
	return out, err
}
