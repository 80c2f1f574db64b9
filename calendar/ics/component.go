package ics

import (
	"fmt"
	"slices"
	"strings"
)

// component is a component as it was read: what the guard lets through of it.
type component struct {
	Name     string
	Props    properties
	Children []*component
}

// property is a content line, its name in upper case.
type property struct {
	Name   string
	Value  string
	Params []parameter
}

// parameter is one value of a parameter; one with several values is there several times.
type parameter struct {
	name, value string
}

// properties are those of a component; those of one name stand side by side, in the order of the text.
type properties []property

// All gives the properties of that name.
func (p properties) All(name string) []property {
	for i := range p {
		if p[i].Name != name {
			continue
		}
		n := i + 1
		for n < len(p) && p[n].Name == name {
			n++
		}
		return p[i:n:n]
	}
	return nil
}

// Get gives the first property of that name, nil if there is none.
func (p properties) Get(name string) *property {
	for i := range p {
		if p[i].Name == name {
			return &p[i]
		}
	}
	return nil
}

// group brings those of one name together.
func (p properties) group() {
	heads := make([]string, 0, 32)
	for i := range p {
		switch {
		case i > 0 && p[i].Name == p[i-1].Name:
		case slices.Contains(heads, p[i].Name):
			slices.SortStableFunc(p, func(a, b property) int { return strings.Compare(a.Name, b.Name) })
			return
		default:
			heads = append(heads, p[i].Name)
		}
	}
}

// diagnosis collects what was found wrong, each thing once and not without end.
type diagnosis []string

func (w *diagnosis) add(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if len(*w) < maxWarnings && !slices.Contains(*w, text) {
		*w = append(*w, text)
	}
}

// parse reads the calendars in data, at most limit bytes, with the properties that are known. Components that stand
// outside any VCALENDAR are put in one, the last. Nothing read at all is ErrUnreadable.
func parse(data []byte, limit int, known map[string]bool, warn *diagnosis) ([]*component, error) {
	if len(data) > limit {
		return nil, fmt.Errorf("reading calendar of %d bytes, limit %d: %w", len(data), limit, ErrUnreadable)
	}
	calendars := guardText(string(data), known, warn)
	if len(calendars) == 0 {
		return nil, fmt.Errorf("reading calendar of %d bytes: no VCALENDAR: %w", len(data), ErrUnreadable)
	}
	return calendars, nil
}

// whole reports whether the END of the component was read, and nothing that matters in it was left out.
func whole(c *component) bool { return c.Props.Get(propDamaged) == nil }

// value gives the trimmed raw value of the first property of that name.
func value(c *component, name string) string {
	if p := c.Props.Get(name); p != nil {
		return strings.TrimSpace(p.Value)
	}
	return ""
}

// param gives the first value of the named parameter.
func param(p *property, name string) string {
	for i := range p.Params {
		if p.Params[i].name == name {
			return decodeParam(p.Params[i].value)
		}
	}
	return ""
}
