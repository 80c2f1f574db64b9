package web

import (
	"slices"

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
	Empty int // without a next step that somebody chose
	Leads int
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
	Chosen    bool
	Late      bool
	Top       bool
}

// review lists the leads that reps have, by rep; those without a next step come first. Each line is filled in there, as
// in the meeting.
func review(v *visit) error {
	b := store.Board{Open: true, Limit: mostReview}
	if !v.scope.All {
		b.Teams = v.scope.Teams
	}
	var all []handoff.Handoff
	err := v.view(func(tx *store.Tx) (err error) {
		all, err = tx.OnBoard(b)
		return err
	})
	if err != nil {
		return err
	}
	return v.show("review", v.reviewPage(all))
}

func (v *visit) reviewPage(all []handoff.Handoff) reviewPage {
	var p reviewPage
	for _, h := range all {
		if h.Rep() == "" || h.State == handoff.Draft {
			continue
		}
		seen := v.of(h)
		f := view.StepOf(h, v.c, v.Set.Reasons)
		on := handoff.FollowUpOf(&h).On
		row := reviewRow{ID: h.ID, Case: seen.Case(), State: h.State, Qualifier: seen.Name(h.Qualifier),
			Standing: text.Sentence(text.Capital(seen.Standing())), On: v.day(on), Chosen: f.Chosen,
			Late: !on.IsZero() && on.Before(v.now), Top: handoff.TopAccount(&h, v.c)}
		if row.Step = text.Capital(seen.Next()); h.Step != nil {
			row.Step = text.Capital(view.StepWhat(seen))
		}
		if p.Leads++; !f.Chosen {
			p.Empty++
		}
		name := seen.Name(h.Rep())
		i := slices.IndexFunc(p.Reps, func(r reviewRep) bool { return r.Name == name })
		if i < 0 {
			p.Reps, i = append(p.Reps, reviewRep{Name: name}), len(p.Reps)
		}
		p.Reps[i].Leads = append(p.Reps[i].Leads, row)
	}
	for _, r := range p.Reps {
		slices.SortStableFunc(r.Leads, func(a, b reviewRow) int {
			rank := func(r reviewRow) int {
				switch {
				case r.Top:
					return 0
				case !r.Chosen:
					return 1
				}
				return 2
			}
			return rank(a) - rank(b)
		})
	}
	return p
}
