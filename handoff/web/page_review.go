package web

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

// mostReview bounds how many leads the review lists.
const mostReview = 200

// reviewPage is the view of the weekly review: the leads that were passed on, each with its next step.
type reviewPage struct {
	Reps  []reviewRep
	Empty int  // that lack a next step
	Leads int  // that reps have
	Other int  // that are back, or with a manager
	Slips int  // lines that were filled in and not set
	Idle  bool // it was sent, and no line was filled in
	Field field
}

type reviewRep struct {
	Name  string
	Leads []reviewRow
}

type reviewRow struct {
	ID        handoff.ID
	Case      string
	State     handoff.State
	Qualifier string
	Standing  string
	Step      string
	On        string
	Gap       handoff.Gap
	Stuck     string // why it does not go on
	Late      bool
	Top       bool
	Seen      handoff.Sight
	Value     string // what was filled in
	Slip      *slip  // why it was not set
}

// review lists the leads that reps have, by rep, and those that came back from one, by who moves next; those without a
// next step come first. The lines are filled in there, as in the meeting.
func review(v *visit) error {
	p, err := v.reviewed(nil)
	if err != nil {
		return err
	}
	return v.show("review", p)
}

// beginsLine begins the name of the field of a lead.
const beginsLine = "next-"

// setSteps sets the next steps that are filled in. What could not be set stays in its line, with why.
func setSteps(v *visit) error {
	slips, said := map[handoff.ID]*slip{}, []string(nil)
	for _, name := range slices.Sorted(maps.Keys(v.r.PostForm)) {
		id, ok := strings.CutPrefix(name, beginsLine)
		value := strings.TrimSpace(v.r.PostFormValue(name))
		if !ok || value == "" {
			continue
		}
		h, err := v.visibleLead(id)
		if err != nil {
			return err
		}
		sight, err := sightIn(v.r.PostFormValue("seen-" + id))
		if err != nil {
			return err
		}
		outcome, slip, err := v.sayFilled(h, filled{Verb: "next:", More: value, Sight: sight})
		switch {
		case err != nil:
			return err
		case slip != nil:
			slips[h.ID] = slip
		case len(outcome) > 0:
			said = append(said, v.of(h).Case()+": "+outcome[0])
		}
	}
	if more := len(said) - mostSaid + 1; more > 1 {
		said = append(said[:mostSaid-1], text.Capital(text.Count(more, "more was set", "more were set"))+".")
	}
	if len(slips) == 0 && len(said) > 0 {
		return v.to("/review", said...)
	}
	p, err := v.reviewed(slips)
	if err != nil {
		return err
	}
	p.Idle = len(slips) == 0
	v.told = said
	return v.showAs(http.StatusUnprocessableEntity, "review", p)
}

// reviewed is the page, with the lines that were not set.
func (v *visit) reviewed(slips map[handoff.ID]*slip) (p reviewPage, err error) {
	b := store.Board{Open: true, Limit: mostReview}
	if !v.scope.All {
		b.Teams = v.scope.Teams
	}
	var all []handoff.Handoff
	err = v.view(func(tx *store.Tx) (err error) {
		all, err = tx.OnBoard(b)
		return err
	})
	if err != nil {
		return p, err
	}
	p.Slips, p.Field = len(slips), v.field("next:", "WHAT DATE")
	for _, h := range all {
		if h.Rep() == "" || h.State == handoff.Draft || h.State == handoff.Nurture { // none of these is with a rep
			continue
		}
		row := v.reviewRow(h)
		if s := slips[h.ID]; s != nil {
			row.Slip, row.Value = s, s.More
		}
		if row.Gap != "" {
			p.Empty++
		}
		name := v.c.Person(h.Rep()).Name
		if h.Current() != nil {
			p.Leads++
		} else {
			p.Other++
			name = v.c.Person(h.Next.Owner).Name
		}
		i := slices.IndexFunc(p.Reps, func(r reviewRep) bool { return r.Name == name })
		if i < 0 {
			p.Reps, i = append(p.Reps, reviewRep{Name: name}), len(p.Reps)
		}
		p.Reps[i].Leads = append(p.Reps[i].Leads, row)
	}
	for _, r := range p.Reps {
		slices.SortStableFunc(r.Leads, func(a, b reviewRow) int { return a.rank() - b.rank() })
	}
	return p, nil
}

// rank has top accounts first, then what lacks a next step or does not go on.
func (r reviewRow) rank() int {
	switch {
	case r.Top:
		return 0
	case r.Gap != "" || r.Stuck != "":
		return 1
	}
	return 2
}

// reviewRow is a lead as the review tells of it: what its next step lacks, and whether it is stuck, as the mail does.
func (v *visit) reviewRow(h handoff.Handoff) reviewRow {
	seen := v.of(h)
	f := handoff.FollowUpOf(&h)
	row := reviewRow{ID: h.ID, Case: seen.Case(), State: h.State, Qualifier: seen.Name(h.Qualifier),
		Standing: text.Sentence(text.Capital(seen.Standing())), On: v.day(f.On), Gap: handoff.StepGap(&h, v.c, v.now),
		Late: !f.On.IsZero() && f.On.Before(v.now), Top: handoff.TopAccount(&h, v.c), Seen: handoff.SightOf(seen.H)}
	if s, ok := handoff.StuckOf(&h, v.c, v.now); ok {
		row.Stuck = text.Sentence(text.Capital(v.why(s.Says(&h, v.me.Zone))))
	}
	if row.Step = text.Capital(seen.Next()); handoff.StepFirst(&h) != nil { // else what comes first is told, then the step
		row.Step = text.Capital(view.StepWhat(seen))
	}
	return row
}
