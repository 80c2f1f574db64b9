package reading

import (
	"cmp"
	"slices"
	"time"

	"handoffd/handoff"
)

// Said is what the sentences of a lead seem to say: those it holds already and the new ones of a colleague, read for
// the team. It is nil if there is nothing to read that was not read before.
func Said(c *handoff.Config, h handoff.Handoff, team handoff.Team, w handoff.Words) *handoff.Prose {
	words := handoff.AddWords(h.Words, w)
	if len(words) == 0 || h.Said != nil && h.Team == team.Name && len(words) == len(h.Words) &&
		words[len(words)-1] == h.Words[len(h.Words)-1] {
		return nil
	}
	var said handoff.Prose
	for _, w := range words {
		over(&said, ReadProse(c, team, w.Text, w.At, c.Person(w.By).Location()))
	}
	return &said
}

// over takes what a later mail says over what an earlier one did.
func over(p *handoff.Prose, q handoff.Prose) {
	p.Name, p.Address = cmp.Or(q.Name, p.Name), cmp.Or(q.Address, p.Address)
	p.Company, p.Phone = cmp.Or(q.Company, p.Company), cmp.Or(q.Phone, p.Phone)
	if !q.Start.IsZero() {
		p.Start, p.End, p.When, p.Doubt = q.Start, q.End, q.When, q.Doubt
	}
	for name, value := range q.Fields {
		if p.Fields == nil {
			p.Fields = map[string]string{}
		}
		p.Fields[name] = value
	}
}

// amending is what a yes to lines of a brief says. The question for the team stands, because no line answers it.
func (r *reading) amending(lines string) handoff.Fact {
	b := ReadBrief(r.c, r.team, lines, r.now, r.zone)
	for _, asked := range r.h.Questions {
		if AsksTeam(asked) && !slices.ContainsFunc(b.Ask, asked.Same) {
			b.Ask = append(b.Ask, asked)
		}
	}
	return &handoff.Amended{Said: Said(r.c, r.h, r.team, handoff.Words{}), Fields: b.Fields, Prospects: b.Prospects,
		Start: b.Start, End: b.End, Zone: b.Zone, Place: b.Place,
		Ask: b.Ask}
}

// Adds says whether sentences say anything of a lead that is not known yet.
func Adds(h handoff.Handoff, text string, c *handoff.Config, now time.Time, zone *time.Location) bool {
	team, ok := c.Team(h.Team)
	return ok && len(ReadProse(c, team, text, now, zone).Lines(team, h)) > 0
}
