package view

import (
	"net/url"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Label is how mails call a field of the brief.
func (v *View) Label(field string) string { return text.OneLine(v.Team.Label(field), text.NameLimit) }

// Criterion is how mails call a criterion.
func (v *View) Criterion(name string) string {
	for _, c := range v.Team.Criteria {
		if c.Name == name {
			return text.OneLine(c.Label, text.NameLimit)
		}
	}
	return text.OneLine(name, text.NameLimit)
}

// Criteria are the labels of what the team means by "qualified".
func (v *View) Criteria() []string {
	var out []string
	for _, c := range v.Team.Criteria {
		out = append(out, text.OneLine(c.Label, text.NameLimit))
	}
	return out
}

// Contacts are the people of the prospect's side.
func (v *View) Contacts() []templates.Row {
	var rows []templates.Row
	for i, c := range v.H.Prospects {
		w := templates.Facts{Value: ContactName(c), Address: text.OneLine(c.Address, text.NameLimit)}
		label := v.Line("facts", "contact", w)
		if i > 0 {
			label = v.Line("facts", "contact/also", w)
		}
		if c.Name != "" {
			w.Value = v.Line("facts", "contact/address", w)
		}
		row := templates.Row{Label: label, Value: w.Value, Link: "mailto:" + url.PathEscape(c.Address)}
		if c.Stopped {
			row.Value, row.Link = v.Line("facts", "contact/stopped", w), ""
		}
		if c.Address == "" || !v.C.MayWriteTo(c.Address) {
			row.Link = ""
		}
		rows = append(rows, row)
	}
	return rows
}

// Brief are the fields of the brief in the order of the config, then any others by name.
func (v *View) Brief() []templates.Row {
	var rows []templates.Row
	if handoff.TopAccount(v.H, v.C) && !handoff.TopByBrief(v.H) {
		rows = append(rows, templates.Row{Label: v.Line("facts", "top-account", templates.Facts{}),
			Value: v.Line("facts", "top-account/yes", templates.Facts{})})
	}
	names := v.Team.Known(v.H.Brief)
	for _, name := range names[:min(len(names), 50)] {
		if value := text.Lines(v.H.Brief[name]); value != "" {
			row := templates.Row{Label: v.Label(name), Value: value}
			if name == handoff.FieldPhone {
				row.Link = Telephone(value)
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// Missing are the labels of what the brief lacks.
func (v *View) Missing() []string {
	var out []string
	for _, name := range v.H.Missing {
		out = append(out, v.Label(name))
	}
	return out
}

// Questions are what the qualifier has to settle, word for word; of a lead that is finished nothing is left to settle.
func (v *View) Questions() []string {
	if v.H.State.Finished() {
		return nil
	}
	var out []string
	for _, q := range v.H.Questions[:min(len(v.H.Questions), 20)] {
		out = append(out, text.Sentence(v.why(q)))
	}
	return out
}

// Verdicts are who said what became of the meeting.
func Verdicts(v *View) []templates.Row {
	var rows []templates.Row
	for _, said := range v.H.Verdicts {
		w := templates.Turn{What: string(said.Outcome), At: text.Stamp(said.At, v.Now, v.Zone)}
		rows = append(rows, templates.Row{Label: v.Name(said.By), Value: v.Line("turns", "verdict", w)})
	}
	return rows
}

// Telephone is the link that calls a number; empty if it is none that can be called (RFC 3966).
func Telephone(number string) string {
	var digits strings.Builder
	for i, r := range number {
		switch {
		case r >= '0' && r <= '9', r == '+' && i == 0:
			digits.WriteRune(r)
		case strings.ContainsRune(" ()-./\u00a0\u2011\u2013", r):
		default:
			return ""
		}
	}
	if n := digits.Len(); n < 5 || n > 16 {
		return ""
	}
	return "tel:" + digits.String()
}
