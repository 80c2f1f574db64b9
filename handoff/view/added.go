package view

import (
	"maps"
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Added is what a colleague added to the brief, field by field, and in which words; nothing for other facts.
func Added(v *View, f handoff.Fact) []templates.Row {
	a, ok := f.(*handoff.Amended)
	if !ok {
		return nil
	}
	var rows []templates.Row
	add := func(label, value string) {
		if value = text.OneLine(value, text.ValueLimit); value != "" {
			rows = append(rows, templates.Row{Label: label, Value: value})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.Fields)) {
		add(v.Label(name), a.Fields[name])
	}
	for _, p := range a.Prospects {
		add(v.Line("facts", "contact", templates.Facts{}), ContactName(p))
	}
	add(v.Line("facts", "place", templates.Facts{}), a.Place)
	add("", a.Words)
	return rows
}
