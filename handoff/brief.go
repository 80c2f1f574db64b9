package handoff

import (
	"cmp"
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

// FieldPhone is kept with the brief although no team has to configure it: the prospect's phone number.
const FieldPhone = "phone"

// Limits on what facts keep of a mail.
const (
	MaxNote      = 1000 // bytes of the words kept with a command
	MaxNoted     = 120  // bytes of the words quoted in a question
	MaxProspects = 10   // contacts of a lead
)

// DefaultFields are those of a team whose config names none.
func DefaultFields() []Field {
	return []Field{
		{Name: "company", Label: "Company", Words: []string{"firm", "organisation", "organization", "account"},
			Required: true},
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

// WordsBeyondCriteria are the words of a rejection without the names of criteria that it begins with, as the command is
// written; empty if it is nothing else.
func (t Team) WordsBeyondCriteria(said string) string {
	said = strings.TrimSpace(said)
	end := strings.IndexAny(said, "\n.:;–—")
	if i := strings.Index(said, " - "); i >= 0 && (end < 0 || i < end) {
		end = i
	}
	if end < 0 {
		end = len(said)
	}
	if !t.onlyCriteria(said[:end]) {
		return said
	}
	return strings.TrimLeft(said[end:], " \n\t.:;–—-")
}

// onlyCriteria says whether words are names of criteria and nothing else.
func (t Team) onlyCriteria(said string) bool {
	var names []string
	for _, c := range t.Criteria {
		names = append(names, normalWords(c.Name), normalWords(c.Label))
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	words := " " + strings.ReplaceAll(normalWords(said), " ", "  ") + " "
	for _, n := range names {
		words = strings.ReplaceAll(words, " "+strings.ReplaceAll(n, " ", "  ")+" ", " ")
	}
	return strings.Trim(strings.ReplaceAll(words, " and ", ""), " ") == ""
}

// RejectedFor lists the criteria that a comment says were not met: "no budget", "not enough authority", or nothing but
// their names. A decline is often explained in whole sentences, in which "I need to travel" speaks of no criterion, and
// mail gateways add paragraphs.
func (t Team) RejectedFor(comment string) []string {
	words := strings.Fields(normalWords(comment))
	if len(words) > maxRejection {
		return nil
	}
	var out []string
	for _, c := range t.Criteria {
		names := append([]string{c.Name, c.Label}, c.Words...)
		if slices.ContainsFunc(names, func(n string) bool { return deniedIn(words, strings.Fields(normalWords(n))) }) {
			out = append(out, c.Name)
		}
	}
	if all := t.CriteriaIn(comment); len(out) > 0 || len(words) <= 1+len(all) {
		return all
	}
	return nil
}

// maxRejection is how many words a comment has at most that rejects.
const maxRejection = 40

// denials stand at most two words before the criterion that was not met.
var denials = []string{"no", "not", "without", "lack", "lacks", "insufficient", "wrong", "kein", "keine", "keinen",
	"ohne", "fehlendes",
	"pas", "sans", "sin", "nessun", "senza", "sem", "geen", "zonder"}

// lacks are denials that stand after it: "budget is missing".
var lacks = []string{"missing", "lacking", "insufficient", "fehlt", "manque", "falta", "manca", "ontbreekt"}

// Denies says whether a word, in lower case, denies what stands behind it: "no budget".
func Denies(word string) bool { return slices.Contains(denials, word) }

// deniedIn says whether a criterion stands close to a word that denies it, or begins with one itself.
func deniedIn(words, name []string) bool {
	at := func(list []string, i int) bool { return i >= 0 && i < len(words) && slices.Contains(list, words[i]) }
	for i := range words {
		end := i + len(name)
		if len(name) == 0 || end > len(words) || !slices.Equal(words[i:end], name) {
			continue
		}
		verb := end < len(words) && words[end] == "to" // "no need to …", "I need to …"
		if !verb && (at(denials, i) || at(denials, i-1) || at(denials, i-2) || at(lacks, end) || at(lacks, end+1)) {
			return true
		}
	}
	return false
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
	if c, ok := t.criterion(name); ok { // no field of its own, and the brief can say it all the same
		return c.Label
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

// Known lists the names of what a brief says: the team's fields in the order of the config, then what the team has no
// field for, by name.
func (t Team) Known(brief map[string]string) []string {
	var out, others []string
	for _, f := range t.Fields {
		if strings.TrimSpace(brief[f.Name]) != "" {
			out = append(out, f.Name)
		}
	}
	for name, value := range brief {
		if strings.TrimSpace(value) != "" && !slices.Contains(out, name) {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return append(out, others...)
}

// CriteriaLabels are criteria as people read them.
func (t Team) CriteriaLabels(names []string) []string {
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
	return out
}
