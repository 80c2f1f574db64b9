package handoff

import (
	"slices"
	"strings"
	"unicode"
)

// Names of what every brief has, whatever fields the config adds.
const (
	FieldContact = "contact"
	FieldWhen    = "when"
	FieldPlace   = "place"
)

// DefaultFields are those of a team whose config names none.
func DefaultFields() []Field {
	return []Field{
		{Name: "company", Label: "Company", Words: []string{"firm", "organisation", "organization", "account"}, Required: true},
		{Name: "need", Label: "Need", Words: []string{"needs", "requirement", "looking for"}, Required: true},
		{Name: "pain", Label: "Pain", Words: []string{"pains", "pain points", "problem"}, Required: true},
		{Name: "solution", Label: "Current solution", Words: []string{"current", "current solution", "today", "uses"}},
		{Name: "timeframe", Label: "Timeframe", Words: []string{"time frame", "timeline"}, Required: true},
		{Name: "request", Label: "Request", Words: []string{"ask", "wants"}},
		{Name: "budget", Label: "Budget", Words: []string{"money"}},
		{Name: "source", Label: "Source", Words: []string{"lead source", "came from"}},
		{Name: "notes", Label: "Notes", Words: []string{"note", "comment", "comments", "remarks"}},
	}
}

// DefaultCriteria are those of a team whose config names none.
func DefaultCriteria() []Criterion {
	return []Criterion{
		{Name: "budget", Label: "Budget", Words: []string{"money", "funding", "funds", "no budget"}},
		{Name: "authority", Label: "Authority", Words: []string{"decision maker", "decision-maker", "not the decider"}},
		{Name: "need", Label: "Need", Words: []string{"no need", "not interested"}},
		{Name: "pain", Label: "Pain", Words: []string{"no pain", "no problem to solve"}},
		{Name: "timeframe", Label: "Timeframe", Words: []string{"timing", "time frame", "timeline", "too early"}},
	}
}

// CriteriaIn lists the criteria that a text names, in the order of the config. Only whole words count.
func (t Team) CriteriaIn(text string) []string {
	words := " " + normalWords(text) + " "
	var out []string
	for _, c := range t.Criteria {
		names := append([]string{c.Name, c.Label}, c.Words...)
		if slices.ContainsFunc(names, func(n string) bool { return strings.Contains(words, " "+normalWords(n)+" ") }) {
			out = append(out, c.Name)
		}
	}
	return out
}

// normalWords lower-cases a text and leaves single blanks between its words.
func normalWords(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// Label is how mails call a field or one of the things every brief has.
func (t Team) Label(name string) string {
	for _, f := range t.Fields {
		if f.Name == name {
			return f.Label
		}
	}
	switch name {
	case FieldContact:
		return "Contact (name and mail address of the prospect)"
	case FieldWhen:
		return "When (date, time and zone)"
	case FieldPlace:
		return "Place (address, phone number or link)"
	}
	return name
}

func (t Team) criteriaText(names []string) string {
	var out []string
	for _, n := range names {
		label := n
		for _, c := range t.Criteria {
			if c.Name == n {
				label = c.Label
			}
		}
		out = append(out, label)
	}
	return strings.Join(out, ", ")
}
