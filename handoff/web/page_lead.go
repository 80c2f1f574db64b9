package web

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// leadPage is the view of one handoff.
type leadPage struct {
	ID        handoff.ID
	Case      string
	State     handoff.State
	Meeting   templates.Meeting
	Off       bool // it was withdrawn
	First     string
	Next      string
	Why       string
	Erased    string // what was stored of its people was erased, or is to be; empty: nobody asked
	Owner     string
	Mine      bool // the reader moves next
	Due       string
	Late      bool
	Clock     *clock
	Step      string
	Taps      []tap
	Answers   []answer
	Qualifier string
	Rep       string
	Had       bool // the rep does not have it any more
	Brief     []templates.Row
	Contacts  []templates.Row
	Missing   []string
	Questions []string
	Verdicts  []templates.Row
	Back      []templates.Row // with what words it was given back
	Turns     []templates.Row
	Choice    *templates.Section
	Deal      string
	Events    []event
	Mails     []mailRow
	Chain     string
	Whole     bool
	Slip      *slip // why nothing was done of a form
	Loose     bool  // that form is not offered any more
	Free      []freeRow
	Team      string // whose free times can be asked for; empty: none
	Wrote     string // what was typed into one that is not offered any more
}

// event is one thing that happened, on the timeline.
type event struct {
	At, Stamp, By, Kind, Why string
	Key                      bool            // it moved the handoff on
	Added                    []templates.Row // to the brief
}

// mailRow is one mail of the handoff.
type mailRow struct {
	Row               int64
	At, To, Kind, Why string
	State             string
	Due               string // it does not go out before
	Refused           string // what the mail server said
	Open              bool   // the reader may read it
	at                time.Time
}

// visible reads the handoff of the path, if the reader may see it. One that they may not is as one that is not there.
func (v *visit) visible() (h handoff.Handoff, err error) { return v.visibleLead(v.r.PathValue("id")) }

func (v *visit) visibleLead(id string) (h handoff.Handoff, err error) {
	err = v.view(func(tx *store.Tx) error {
		h, err = tx.Handoff(handoff.ID(strings.ToUpper(id)))
		return err
	})
	if err == nil && !handoff.MaySee(&h, v.c, v.me.ID) {
		return handoff.Handoff{}, faultOf(http.StatusNotFound, "lead")
	}
	return h, err
}

// lead shows a handoff.
func lead(v *visit) error {
	h, err := v.visible()
	if err != nil {
		return err
	}
	return v.showLead(h, nil)
}

// freeTimes are when the reps of the lead's team could meet, for whoever could ask so by mail.
func (v *visit) freeTimes(p *leadPage, h handoff.Handoff) (err error) {
	if !handoff.MayCommand("slots", v.role(&h), h.State) {
		return nil
	}
	p.Team = h.Team
	p.Free, err = v.free(h.Team)
	return err
}

// showLead shows a handoff, and why nothing was done of a form about it.
func (v *visit) showLead(h handoff.Handoff, s *slip) error {
	h = handoff.WithoutNeglect(h, v.now)
	p, status := v.leadPage(h), http.StatusOK
	if s != nil {
		status, p.Slip = s.status(), s
		if !s.keep(p.Answers) {
			p.Loose, p.Wrote = true, s.Wrote()
		}
	}
	if err := v.freeTimes(&p, h); err != nil {
		return err
	}
	err := v.view(func(tx *store.Tx) error {
		if p.Whole {
			if err := v.history(tx, &p, h); err != nil {
				return err
			}
		}
		return v.mails(tx, &p, h)
	})
	if err != nil {
		return err
	}
	return v.showAs(status, "lead", p)
}

// leadPage is what the handoff itself tells.
func (v *visit) leadPage(h handoff.Handoff) leadPage {
	seen := v.of(h)
	w := v.work(h, "/h/"+string(h.ID))
	erasure := view.ErasureOf(&h)
	p := leadPage{ID: h.ID, Case: seen.Case(), State: h.State, Meeting: seen.Meeting(), First: seen.First(),
		Next: text.Capital(seen.Next()), Owner: w.Owner, Due: w.Due, Mine: w.Mine,
		Why:  text.Sentence(text.Capital(v.why(erasure.Told(h.Why, v.me.Location())))),
		Late: w.Late, Clock: w.Clock, Qualifier: seen.Name(h.Qualifier), Brief: seen.Brief(), Contacts: seen.Contacts(),
		Missing: seen.Missing(), Questions: seen.Questions(), Verdicts: view.Verdicts(seen), Turns: seen.Turns(),
		Back: view.GivenBack(seen, v.me.ID, v.role(&h)),
		Deal: view.Deal(seen.H), Whole: v.scope.All || v.wholeTeam(h.Team)}
	p.Erased = text.Sentence(text.Capital(erasure.Why(v.c, v.Set.Reasons, v.me.Location())))
	p.Off = !handoff.TakesPlace(&h)
	if h.Rep() != "" {
		p.Rep = seen.Name(seen.H.Rep())
		p.Had = h.Current() == nil && h.State != handoff.Converted
	}
	if a := seen.H.Last(); a != nil && len(a.Others) > 0 && v.role(&h) != handoff.RoleRep {
		choice := view.Choice(seen, a)
		p.Choice = &choice
	}
	p.Answers = v.answers(seen, "/h/"+string(h.ID))
	p.Taps = taps(p.Answers, view.Likely(seen), "/h/"+string(h.ID))
	if !handoff.ReadsSilenceOn(&h, v.c, v.me.ID) && handoff.TellsSilence(h.Why) {
		p.Why = ""
	}
	if h.Step != nil {
		p.Step = v.step(seen)
	}
	return p
}

// step is the next step, with who does it and when.
func (v *visit) step(seen *view.View) string {
	s := seen.H.Step
	return strings.Join([]string{seen.Name(s.Owner), view.StepWhat(seen), v.day(s.On)}, " · ")
}

// wholeTeam says whether the reader sees all leads of the team.
func (v *visit) wholeTeam(team string) bool {
	for _, t := range v.scope.Teams {
		if t == team {
			return true
		}
	}
	return false
}

// recorded is what the history of a handoff is read from.
type recorded interface {
	Facts(id handoff.ID) ([]store.StoredFact, error)
	VerifyChain(id handoff.ID) error
}

// history is everything that happened and why, the latest first.
func (v *visit) history(tx recorded, p *leadPage, h handoff.Handoff) error {
	facts, err := tx.Facts(h.ID)
	if err != nil {
		return err
	}
	all, seen := handoff.ReadsSilenceOn(&h, v.c, v.me.ID), v.of(h)
	for i := len(facts) - 1; i >= 0; i-- {
		if !all && handoff.TellsSilence(facts[i].Reason) {
			continue
		}
		p.Events = append(p.Events, v.event(seen, facts[i]))
	}
	if err := tx.VerifyChain(h.ID); err != nil {
		p.Chain = err.Error()
	}
	return nil
}

// sayOnLead decides what the reader says of a handoff. Where nothing came of it, the form is shown again with why.
func sayOnLead(v *visit) error {
	h, err := v.visible()
	if err != nil {
		return err
	}
	f, err := v.filledIn()
	if err != nil {
		return err
	}
	outcome, s, err := v.sayFilled(h, f)
	ask := &asksFirst{}
	switch {
	case errors.As(err, &ask):
		return v.confirm(h, f, ask.taken)
	case err != nil:
		return err
	case s == nil:
		return v.toLead(v.stood, ownPath(v.r.PostFormValue("back")), outcome...)
	}
	if h, err = v.visible(); err != nil {
		return err
	}
	return v.showLead(h, s)
}

// asksFirst says that an answer is one which a page asks about before it does it.
type asksFirst struct{ taken []handoff.Handoff } // the meetings that an absence takes away

// Error implements error.
func (*asksFirst) Error() string { return "it takes a yes to what it does" }

// spokenOf is what was filled in about a handoff, as the reader says it.
func (v *visit) spokenOf(h handoff.Handoff, f filled) desk.Spoken {
	about := handoff.About{At: v.now, By: handoff.Who{Person: v.me.ID}, Via: handoff.ViaPage, Strength: handoff.Seen}
	return desk.Spoken{Handoff: h.ID, About: about, Words: words(f.Verb, f.Values, f.More), Sight: f.Sight, Sure: f.Sure}
}

// sayFilled has decided what was filled in; the slip tells why nothing was.
func (v *visit) sayFilled(h handoff.Handoff, f filled) ([]string, *slip, error) {
	f.Field = v.field(f.Verb, "")
	for _, a := range v.answers(v.of(h), "") {
		if a.Verb == f.Verb {
			f.Field = a.field
		}
		if a.Verb == f.Verb && a.lacks(f) && (f.Sight.Stand == "" || f.Sight.Stand == a.Seen.Stand) {
			return nil, &slip{filled: f, Empty: true}, nil
		}
	}
	s := v.spokenOf(h, f)
	if !f.Sure {
		taken, err := v.Desk.TakenBack(v.r.Context(), h, s)
		if err != nil {
			return nil, nil, err
		}
		if len(taken) > 0 || handoff.Undoes(&h, f.Verb, v.now) {
			return nil, nil, &asksFirst{taken}
		}
	}
	outcome, err := v.say(s)
	if said, again, err := v.twice(h, err); again {
		return said, nil, err
	}
	if s := v.slipOf(h, f, err); s != nil {
		return nil, s, nil
	}
	return outcome, nil, err
}

// twice is what came of a form that is sent once more: by a second press, before the page that tells what came of the
// first.
func (v *visit) twice(h handoff.Handoff, err error) (said []string, ok bool, _ error) {
	again := &desk.Repeated{}
	if !errors.As(err, &again) {
		return nil, false, err
	}
	if v.stood, err = v.visibleLead(string(h.ID)); err != nil {
		return nil, true, err
	}
	for _, fact := range again.Since[max(0, len(again.Since)-mostSaid+1):] {
		if why := text.Sentence(text.Capital(v.why(fact.Reason))); why != "" {
			said = append(said, why)
		}
	}
	return append(said, text.Capital(v.of(v.stood).Next())), true, nil
}

// say has words decided, and gives what came of each.
func (v *visit) say(s desk.Spoken) ([]string, error) {
	all, err := v.Desk.Say(v.r.Context(), s)
	if err != nil {
		return nil, err
	}
	if v.Wake != nil {
		v.Wake()
	}
	var out []string
	for _, d := range all {
		if said := text.Sentence(text.Capital(v.why(d.Reason))); said != "" {
			out = append(out, said)
		}
	}
	if len(all) > 0 {
		v.stood = all[len(all)-1].Handoff
		out = append(out, text.Capital(v.of(v.stood).Next()))
	}
	return out, nil
}
