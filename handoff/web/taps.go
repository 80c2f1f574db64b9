package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// mostTaps is how many answers a lead in a list offers at one tap.
const mostTaps = 3

// tap is an answer at one tap.
type tap struct {
	ID    handoff.ID
	Verb  string
	Label string
	Back  string
	Seen  handoff.Sight
	Link  string // where it is filled in; empty: nothing need be
	First bool
}

// answer is something that the reader can say of a handoff, with what is to be filled in.
type answer struct {
	field
	ID     handoff.ID
	Usage  string
	Label  string
	Effect string
	Must   bool   // it says nothing without
	Items  []item // to choose from, of some
	Back   string
	Tap    bool // nothing need be filled in
	N      int
	Open   bool // its form is open
	Seen   handoff.Sight
	More   string // what was typed before
	Slip   *slip  // why nothing was done of it
}

// item is one of several to choose from.
type item struct {
	Value, Label string
	Picked       bool
}

// blanks are the ends of usages that are filled in, the longer ones first.
var blanks = []string{"WHO, WHEN, WORDS", "WHAT DATE", "N attempts", "CRITERION", "CRITERIA", "until DATE", "AMOUNT",
	"LINK", "NAME", "TIME", "DATE", "WHY", "value", "2h"}

// may stay empty: the command says enough.
var optional = []string{"WHY", "AMOUNT", "2h", "N attempts"}

// quiet are answers of which a page has no need: it says the same by itself, or has a place of its own for it.
var quiet = []string{"status", "help", "slots"}

// noPage says whether an answer has no place on the page of a lead.
func noPage(usage string) bool { return slices.Contains(quiet, usage) || handoff.WholeTeam(usage) }

// answers are what the reader can say now.
func (v *visit) answers(seen *view.View, back string) []answer {
	role := v.role(seen.H)
	var out []answer
	for _, c := range view.Possible(seen, role, noPage) {
		a := answer{field: v.field(c.Usage, ""), ID: seen.H.ID, Usage: c.Usage, Back: back, Seen: handoff.SightOf(seen.H),
			Label:  seen.Line("taps", string(c.Effect), templates.Effect{Name: v.c.Person(seen.H.Rep()).First()}),
			Effect: text.Capital(seen.Line("commands", string(c.Effect), templates.Effect{Name: seen.Name(seen.H.Rep())}))}
		for _, b := range blanks {
			if before, ok := strings.CutSuffix(c.Usage, b); ok {
				a.Verb, a.Asks = strings.TrimSpace(strings.TrimSuffix(before, ",")), b
				if b == "until DATE" {
					a.Verb, a.Asks = before+"until", "DATE"
				}
				break
			}
		}
		if c.Usage == "take" && handoff.NeedsPlace(seen.H, v.c, v.me.ID) {
			a.Verb, a.Asks = "take:", "PLACE"
		}
		a.Must = a.Asks != "" && (!slices.Contains(optional, a.Asks) || strings.HasSuffix(a.Verb, ":"))
		a.Tap = !a.Must
		a.Items, a.N, a.Open = v.items(seen, a.Asks), len(out), v.r.URL.Query().Get("say") == c.Usage
		out = append(out, a)
	}
	return out
}

// items are what an answer chooses from; none where it is written.
func (v *visit) items(seen *view.View, asks string) []item {
	var out []item
	switch asks {
	case "NAME":
		for _, id := range seen.Team.Reps {
			if p := v.c.Person(id); id != seen.H.Rep() || seen.H.Current() == nil {
				out = append(out, item{Value: p.Name, Label: p.Name})
			}
		}
	case "CRITERIA", "CRITERION":
		for _, c := range seen.Team.Criteria {
			out = append(out, item{Value: c.Name, Label: seen.Criterion(c.Name)})
		}
	case "value":
		missing := func(name string) bool { return slices.Contains(seen.H.Missing, name) }
		for _, name := range []string{handoff.FieldContact, handoff.FieldPlace} { // no fields of the team
			if missing(name) || seen.H.State == handoff.Draft || seen.H.State == handoff.Returned {
				out = append(out, item{Value: name, Label: seen.Label(name)})
			}
		}
		for _, first := range []bool{true, false} {
			for _, f := range seen.Team.Fields {
				if missing(f.Name) == first {
					out = append(out, item{Value: f.Name, Label: seen.Label(f.Name)})
				}
			}
		}
	}
	return out
}

// taps are the likeliest answers to what is to be done next. One that is to be filled in leads to its form.
func taps(all []answer, likely []string, back string) []tap {
	var out []tap
	for _, usage := range likely {
		i := slices.IndexFunc(all, func(a answer) bool { return a.Usage == usage })
		if i < 0 || len(out) == mostTaps {
			continue
		}
		a := all[i]
		t := tap{ID: a.ID, Verb: a.Verb, Label: a.Label, Back: back, Seen: a.Seen, First: len(out) == 0}
		if a.Must {
			t.Link = "/h/" + string(a.ID) + "?say=" + url.QueryEscape(a.Usage) + "#say-" + strconv.Itoa(a.N)
		}
		out = append(out, t)
	}
	return out
}

// words are what a form says, as a plain reply would: the verb, and what was filled in.
func words(verb string, values []string, more string) string {
	verb, more = strings.TrimSpace(verb), strings.TrimSpace(strings.ReplaceAll(more, "\r\n", "\n"))
	var filled []string
	for _, value := range values {
		if value = text.OneLine(value, text.ValueLimit); value != "" {
			filled = append(filled, value)
		}
	}
	if verb == "Key:" { // of the brief, by its own name
		return strings.Join(filled, ", ") + ": " + strings.ReplaceAll(more, "\n", " ")
	}
	out := verb
	if (out == "opportunity" || out == "won") && more != "" { // no other mark would tell what follows from a sentence
		out += ":"
	}
	if len(filled) > 0 {
		out += " " + strings.Join(filled, ", ")
	}
	switch {
	case more == "":
		return out
	case len(filled) > 0:
		return out + "\n" + more
	}
	return out + " " + more
}
