package main

import (
	"maps"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/reading"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// briefReport is what a mail would be as a brief of the colleague who wrote it.
type briefReport struct {
	Fields  map[string]string `json:"fields"` // by the name of the field
	Start   string            `json:"start"`
	End     string            `json:"end"`
	Rep     string            `json:"rep,omitempty"` // who was asked for
	Team    string            `json:"team,omitempty"`
	Missing []string          `json:"missing"`
	Ask     []string          `json:"ask"`

	team handoff.Team
	when string
}

// leastFields is how many lines "Key: value" make a mail look like a brief.
const leastFields = 2

// asBrief is the mail as it is read if it came to the address of a team that its sender hands over leads to.
func asBrief(c *handoff.Config, u intake.Understood, now time.Time, zone *time.Location) intake.Understood {
	if c == nil {
		c = anybody(u.Message.From.Addr, zone)
	}
	for _, box := range c.Addresses() {
		u = intake.AsBrief(c, box, u, now)
	}
	return u
}

// briefIn reads a person's mail as a brief; nil if it does not look like one, or its sender is no colleague. Without a
// config everybody is one.
func briefIn(c *handoff.Config, u intake.Understood, now time.Time, zone *time.Location) *briefReport {
	m := u.Message
	if m.Kind != mail.KindHumanReply || m.Text == "" {
		return nil
	}
	named := c != nil
	if !named {
		c = anybody(m.From.Addr, zone)
	}
	p, known := c.ByEmail(m.From.Addr)
	set, err := templates.LoadReasons("")
	if !known || err != nil || len(c.Teams) == 0 {
		return nil
	}
	team, ok := c.TeamOf(p.ID, handoff.RoleQualifier)
	if !ok {
		team = c.Teams[0]
	}
	b := reading.ReadBrief(c, team, m.Text, now, p.Location())
	if b.Keys < leastFields && (len(b.Prospects) == 0 || b.Start.IsZero()) {
		return nil
	}
	out := &briefReport{Fields: maps.Clone(b.Fields), Start: rfc3339(b.Start), End: rfc3339(b.End), Rep: b.WishText,
		Team: b.TeamText, Missing: []string{}, Ask: []string{}, team: team}
	if b.Wish != "" {
		out.Rep = c.Person(b.Wish).Name
	}
	var contacts []string
	for _, one := range b.Prospects {
		contacts = append(contacts, strings.TrimSpace(one.Name+" <"+one.Address+">"))
	}
	if len(contacts) > 0 {
		out.Fields[handoff.FieldContact] = strings.Join(contacts, ", ")
	}
	if b.Place != "" {
		out.Fields[handoff.FieldPlace] = b.Place
	}
	if !b.Start.IsZero() {
		out.when = text.StampSpan(b.Start, b.End, now, handoff.Location(b.Zone))
		out.Fields[handoff.FieldWhen] = out.when
	}
	out.Missing = append(out.Missing, missingIn(team, out.Fields)...)
	for _, q := range b.Ask {
		if !named && strings.HasPrefix(string(q.Code), "ask-rep") {
			continue
		}
		out.Ask = append(out.Ask, view.Why(set, c, q))
	}
	return out
}

// missingIn are the required fields that a brief lacks.
func missingIn(team handoff.Team, fields map[string]string) (out []string) {
	for _, name := range []string{handoff.FieldContact, handoff.FieldWhen} {
		if fields[name] == "" {
			out = append(out, name)
		}
	}
	for _, f := range team.Fields {
		if f.Required && fields[f.Name] == "" && !slices.Contains(out, f.Name) {
			out = append(out, f.Name)
		}
	}
	return out
}

// briefText tells of the brief in plain lines.
func briefText(b *briefReport) string {
	if b == nil {
		return ""
	}
	out := "  As a brief of a colleague it says:\n"
	row := func(label, value string) { out += text.Hang("    "+fit(label, 18)+" ", text.Inline(value), 80) + "\n" }
	first := []string{handoff.FieldContact, handoff.FieldWhen, handoff.FieldPlace}
	for _, name := range first {
		if b.Fields[name] != "" {
			row(labelOf(b.team, name), b.Fields[name])
		}
	}
	for _, name := range b.team.Known(b.Fields) {
		if !slices.Contains(first, name) {
			row(labelOf(b.team, name), b.Fields[name])
		}
	}
	if b.Rep != "" {
		row("Rep", b.Rep)
	}
	if b.Team != "" {
		row("Team", b.Team)
	}
	for _, name := range b.Missing {
		row(labelOf(b.team, name), "missing")
	}
	for _, q := range b.Ask {
		row("?", q)
	}
	return out
}

// labelOf is how people call a field.
func labelOf(team handoff.Team, name string) string {
	switch name {
	case handoff.FieldContact, handoff.FieldWhen, handoff.FieldPlace:
		return text.Capital(name) // their labels explain what to write
	}
	return text.Capital(text.Bare(team.Label(name)))
}
