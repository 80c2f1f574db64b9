package engine

import (
	"context"
	"fmt"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/handoff/store"
)

// New takes a brief that did not come by mail. It only decides and keeps; the serving process delivers.
func (e *Engine) New(ctx context.Context, qualifier handoff.Person, text string) (handoff.Decision, error) {
	first, ok := e.conf().TeamOf(qualifier.ID, handoff.RoleQualifier)
	if !ok {
		return handoff.Decision{}, fmt.Errorf("%s is not a qualifier of any team; add them to `qualifiers` of one", qualifier.Name)
	}
	now := e.Now()
	teams := e.conf().BriefTeams(e.conf().Of(first.Name).Address, qualifier.ID)
	team, b, sure := reading.ReadBriefOf(e.conf(), teams, text, reading.Circle{Sender: qualifier.ID}, now, qualifier.Location())
	if !sure {
		b.Ask = append([]string{reading.AskTeam(teams)}, b.Ask...)
	}
	f := &handoff.Briefed{About: handoff.About{At: now, By: handoff.Who{Person: qualifier.ID}, Via: "cli", Strength: handoff.Seen}, Team: team.Name,
		Origin: handoff.OriginNew, Qualifier: qualifier.ID, Prospects: b.Prospects, Fields: b.Fields, Start: b.Start, End: b.End, Zone: b.Zone,
		Place: b.Place, Wish: b.Wish, Ask: b.Ask}
	if f.Zone == "" {
		f.Zone = qualifier.Zone
	}
	var d handoff.Decision
	err := e.desk.Update(ctx, func(tx *store.Tx) (err error) {
		if err := e.desk.Draw(tx, f); err != nil {
			return err
		}
		d, err = e.desk.Decide(tx, f.ID, f)
		return err
	})
	return d, err
}
