package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

// filled is what somebody filled into a form about a handoff.
type filled struct {
	Verb   string
	Field  field // what its form asks for
	Values []string
	More   string
	Sight  handoff.Sight
	Sure   bool // they were told what it does, and said yes
}

// filledIn reads the form.
func (v *visit) filledIn() (f filled, err error) {
	f = filled{Verb: v.r.PostFormValue("verb"), Values: v.r.PostForm["value"], More: v.r.PostFormValue("more")}
	f.Sight, err = sightIn(v.r.PostFormValue("seen"))
	f.Sure = f.Sight.Facts > 0 && v.r.PostFormValue("sure") == sureOf(f.Verb, f.Sight)
	if err == nil && strings.TrimSpace(words(f.Verb, f.Values, f.More)) == "" {
		err = faultOf(http.StatusBadRequest, "form")
	}
	return f, err
}

// sightIn is what was shown of a handoff, as a form carries it; zero where it does not.
func sightIn(seen string) (s handoff.Sight, err error) {
	if seen == "" {
		return s, nil
	}
	s, ok := handoff.ParseSight(seen)
	if !ok {
		return s, faultOf(http.StatusBadRequest, "form")
	}
	return s, nil
}

// slip is why nothing was done of what was filled in. It is told beside the form, which keeps all that was typed.
type slip struct {
	filled
	Over  bool    // the handoff has changed since it was shown
	Since []event // what happened then
	Empty bool    // what it takes was not filled in
	Ask   string  // what was not understood
	Meant string  // what may be meant
	Like  bool    // an example helps
}

// slipOf is the slip that an error of the desk tells of; nil for other errors.
func (v *visit) slipOf(h handoff.Handoff, f filled, err error) *slip {
	over, unread, refused := &desk.Overtaken{}, &desk.NotUnderstood{}, &desk.Refused{}
	switch {
	case errors.As(err, &over):
		s := &slip{filled: f, Over: true}
		for _, fact := range over.Since {
			if handoff.TellsSilence(fact.Reason) {
				continue
			}
			s.Since = append(s.Since, v.event(v.of(h), fact))
		}
		return s
	case errors.As(err, &refused):
		return &slip{filled: f, Ask: text.Sentence(text.Capital(v.why(refused.Why))),
			Like: f.Field.Example() && strings.HasPrefix(string(refused.Why.Code), "past/")}
	case errors.As(err, &unread):
		ask := text.Sentence(text.Capital(strings.TrimSpace(v.why(unread.Ask))))
		return &slip{filled: f, Ask: ask, Meant: unread.Meant, Like: f.Field.Example()}
	}
	return nil
}

// event is a fact on the timeline of a handoff.
func (v *visit) event(seen *view.View, f store.StoredFact) event {
	about := handoff.About{At: f.At, By: f.By, Via: f.Via}
	kind, about, why := handoff.UntoldFact(f.Kind, about, f.Reason, v.now)
	e := view.EventOf(kind, about, why.Code, text.Sentence(text.Capital(v.why(why))), v.me.Location())
	if e.Why == "" && (f.Erased || handoff.Erased(seen.H)) {
		e.Why = handoff.ErasedMark
	}
	if f.Kind == handoff.KindForget && handoff.Erased(seen.H) {
		e.Why = text.Sentence(text.Capital(view.ErasureOf(seen.H).Why(v.c, v.Set.Reasons, v.me.Location())))
	}
	by := e.By
	if about.By.Person != "" {
		by = v.c.Person(about.By.Person).Name
	}
	return event{At: v.at(f.At), Stamp: e.At, By: text.OneLine(by, text.NameLimit), Kind: string(e.Fact), Why: e.Why,
		Key: f.Kind != handoff.KindSent, Added: view.Added(seen, f.Fact)}
}

// lacks says whether an answer was sent without what it takes, or with what is none of its choices.
func (a answer) lacks(f filled) bool {
	strange := func(value string) bool {
		return !slices.ContainsFunc(a.Items, func(i item) bool { return i.Value == value })
	}
	switch {
	case !a.Must:
		return false
	case len(a.Items) > 0 && a.Asks != "NAME" && slices.ContainsFunc(f.Values, strange): // a name may be misspelt
		return true
	case len(a.Items) > 0 && len(f.Values) == 0:
		return true
	}
	return strings.TrimSpace(f.More) == "" && (len(a.Items) == 0 || a.Asks == "value")
}

// keep opens the form of the answer that was filled in, with what was typed; the others stay as they are.
func (s *slip) keep(all []answer) (kept bool) {
	for i := range all {
		a := &all[i]
		if a.Verb != s.Verb || kept {
			continue
		}
		kept, a.Open, a.More, a.Slip = true, true, s.More, s
		for j := range a.Items {
			a.Items[j].Picked = slices.Contains(s.Values, a.Items[j].Value)
		}
	}
	return kept
}

// Wrote is what was typed.
func (f filled) Wrote() string {
	return strings.TrimSpace(strings.Join(f.Values, ", ") + "\n" + strings.TrimSpace(f.More))
}

// status is that of the page which tells it.
func (s *slip) status() int {
	if s.Over {
		return http.StatusConflict
	}
	return http.StatusUnprocessableEntity
}
