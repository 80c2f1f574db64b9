package web

import (
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// foreseen is what would come of an answer.
type foreseen struct {
	Then   []string // sentences
	Told   []told   // who would hear of it
	Chosen []string // what the rep gets who is still to be chosen
}

// told is somebody who would get mails.
type told struct {
	Who   string
	Mails []string // what each is for
}

// foresee says what would come of an answer of the reader, and who would hear of it.
func (v *visit) foresee(s desk.Spoken) (f foreseen, err error) {
	all, err := v.Desk.Foresee(v.r.Context(), s)
	if err != nil {
		return f, err
	}
	own := slices.DeleteFunc(slices.Clone(all), func(d handoff.Decision) bool { return d.Handoff.ID != s.Handoff })
	for _, d := range all {
		if said := text.Sentence(text.Capital(v.why(d.Reason))); said != "" && d.Handoff.ID == s.Handoff {
			f.Then = append(f.Then, said)
		}
		for _, a := range d.Actions {
			f.tell(v.of(d.Handoff), a, v.me.ID)
		}
	}
	if len(own) > 0 {
		if next := text.Capital(v.of(own[len(own)-1].Handoff).Next()); !slices.Contains(f.Then, next) {
			f.Then = append(f.Then, next)
		}
	}
	return f, nil
}

// sample is who would hear of an answer that is still to be filled in, whatever is filled in: as for the first choices,
// or for the example.
func (v *visit) sample(a answer, say func(filled) desk.Spoken) (f foreseen) {
	const most = 3
	tries := []filled{{Verb: a.Verb, More: v.example(a.field)}}
	if len(a.Items) > 0 {
		tries = nil
		for _, i := range a.Items[:min(most, len(a.Items))] {
			tries = append(tries, filled{Verb: a.Verb, Values: []string{i.Value}})
		}
	}
	for _, one := range tries {
		would, err := v.foresee(say(one))
		if err != nil { // it is told when it is said
			continue
		}
		for _, t := range would.Told {
			if a.Asks == "NAME" && slices.Contains(one.Values, t.Who) {
				f.Chosen = t.Mails
			} else if !slices.ContainsFunc(f.Told, func(o told) bool { return o.Who == t.Who }) {
				f.Told = append(f.Told, t)
			}
		}
	}
	return f
}

// tell adds whom an action tells.
func (f *foreseen) tell(seen *view.View, a handoff.Action, me handoff.PersonID) {
	name := seen.Prospect()
	switch to := a.To.Person; {
	case to == me:
		return
	case to != "":
		name = seen.Name(to)
	case a.To.Address == "":
		return
	}
	i := slices.IndexFunc(f.Told, func(t told) bool { return t.Who == name })
	if i < 0 {
		i = len(f.Told)
		f.Told = append(f.Told, told{Who: name})
	}
	if mail := string(a.Purpose); !slices.Contains(f.Told[i].Mails, mail) {
		f.Told[i].Mails = append(f.Told[i].Mails, mail)
	}
}

// confirmPage is the view of what an answer does that takes a meeting back: it is asked for a yes before.
type confirmPage struct {
	filled
	foreseen
	ID       handoff.ID
	Case     string
	Meeting  templates.Meeting
	Label    string
	Seen     handoff.Sight // as it stands on this page
	Back     string
	Standing string
	Taken    []templates.Row // accepted meetings that an absence takes away
}

// Says is the label in the middle of a sentence.
func (p confirmPage) Says() string {
	if strings.HasPrefix(p.Label, "I ") {
		return p.Label
	}
	first, n := utf8.DecodeRuneInString(p.Label)
	return string(unicode.ToLower(first)) + p.Label[n:]
}

// Yes is what the form of that page carries.
func (p confirmPage) Yes() string { return sureOf(p.Verb, p.Seen) }

// sureOf is what a form carries whose page told what the answer does. It names what was shown there, so that a form
// which was sent before that page never says it, however often it is sent.
func sureOf(verb string, seen handoff.Sight) string { return verb + " " + seen.String() }

// confirm asks for the yes; to what takes the meetings of other leads away, too.
func (v *visit) confirm(h handoff.Handoff, f filled, taken []handoff.Handoff) error {
	seen := v.of(h)
	p := confirmPage{filled: f, ID: h.ID, Case: seen.Case(), Meeting: seen.Meeting(), Label: f.Verb,
		Seen: handoff.SightOf(&h), Back: ownPath(v.r.PostFormValue("back")), Standing: text.Capital(seen.Standing())}
	for _, t := range taken {
		seen := v.of(t)
		p.Taken = append(p.Taken, templates.Row{Label: seen.Case(), Value: seen.Meeting().Short})
	}
	for _, a := range v.answers(seen, "") {
		if a.Verb == f.Verb {
			p.Label, p.Field = a.Label, a.field
		}
	}
	s := v.spokenOf(h, f)
	s.Sure = true
	var err error
	if p.foreseen, err = v.foresee(s); err != nil {
		if s := v.slipOf(h, f, err); s != nil {
			return v.showLead(h, s)
		}
		return err
	}
	return v.showAs(http.StatusOK, "confirm", p)
}
