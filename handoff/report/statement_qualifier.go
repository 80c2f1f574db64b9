package report

import (
	"cmp"
	"maps"
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// targets is how many meetings of a qualifier were accepted and held, beside how many are to be.
func (s stating) targets() []templates.ReviewLine {
	if s.target == 0 {
		return nil
	}
	held := 0
	for _, l := range s.Lives {
		if l.Offer == nil || l.Offer.By != s.Reader {
			continue
		}
		for _, b := range l.Meetings {
			if s.Period.Has(b.End) && b.what() == "held" {
				held++
			}
		}
	}
	return []templates.ReviewLine{s.says(handoff.Because("statement/held", handoff.NumberArg(held),
		handoff.NumberArg(s.target)))}
}

// rejections are the leads of a qualifier that reps rejected in the period, each with the reason and the words of the
// rep, whatever became of the lead since.
func (s stating) rejections() []templates.ReviewLine {
	var out []templates.ReviewLine
	zone := s.c.Person(s.Reader).Zone
	for i := range s.Leads {
		h := &s.Leads[i]
		all := s.rejected(h)
		if len(all) == 0 {
			continue
		}
		team, _ := s.c.Team(h.Team)
		var why []handoff.Reason
		for _, r := range all {
			why = append(why, handoff.Because("statement/rejection", handoff.PersonArg(r.By), handoff.TimeArg(r.At, zone),
				handoff.ReasonArg(handoff.WhyBack(r.Code, team.CriteriaLabels(r.Criteria))),
				handoff.WordsArg(text.OneLine(r.Note, text.ValueLimit))))
		}
		if h.State != handoff.Returned {
			bare := *h
			bare.Return = nil // it is told already
			why = append(why, handoff.Because("statement/now", handoff.ReasonArg(handoff.Stands(&bare))))
		}
		if !h.State.Finished() {
			why = append(why, handoff.NextOf(h, s.c, s.Period.To))
		}
		out = append(out, s.line(h, why...))
	}
	return out
}

// rejected are the rejections of the period of a lead of the reader's.
func (s stating) rejected(h *handoff.Handoff) []handoff.Return {
	if h.Qualifier != s.Reader {
		return nil
	}
	return handoff.RejectionsOf(h, s.Period.From, s.Period.To)
}

// became is what became in the period of the other leads that a qualifier handed over.
func (s stating) became() []templates.ReviewLine {
	var out []templates.ReviewLine
	for i := range s.Leads {
		h := &s.Leads[i]
		if h.Qualifier != s.Reader || h.State == handoff.Draft || !s.Period.Has(h.Since) || len(s.rejected(h)) > 0 {
			continue
		}
		why := []handoff.Reason{handoff.Stands(h)}
		if r := h.Return; r != nil && r.Note != "" && (h.State == handoff.Returned || h.State == handoff.Closed) {
			why = append(why, handoff.Because("statement/words", handoff.PersonArg(r.By),
				handoff.WordsArg(text.OneLine(r.Note, text.ValueLimit))))
		}
		if !h.State.Finished() {
			why = append(why, handoff.NextOf(h, s.c, s.Period.To))
		}
		out = append(out, s.line(h, why...))
	}
	return out
}

// leftOut is what was required of the leads of a qualifier and not known when they were offered, the most frequent
// first.
func (s stating) leftOut() []templates.ReviewLine {
	weeks := Period{s.Period.Back(leftOutOver - 1).From, s.Period.To}
	offers, missing, team := 0, map[string]int{}, handoff.Team{}
	for _, l := range s.Lives {
		o := l.Offer
		if o == nil || o.By != s.Reader || !weeks.Has(o.At) {
			continue
		}
		offers++
		team, _ = s.c.Team(o.Team)
		for _, name := range o.Names {
			missing[text.OneLine(team.Label(name), text.NameLimit)]++
		}
	}
	names := slices.SortedFunc(maps.Keys(missing), func(a, b string) int {
		return cmp.Or(missing[b]-missing[a], cmp.Compare(a, b))
	})
	var each []handoff.Reason
	for _, name := range names[:min(len(names), mostLeftOut)] {
		each = append(each, handoff.Because("statement/misses", handoff.WordsArg(name),
			handoff.NumberArg(missing[name]), handoff.NumberArg(offers)))
	}
	if len(each) == 0 {
		return nil
	}
	return []templates.ReviewLine{s.says(handoff.Because("statement/left-out", handoff.ReasonArg(each...)))}
}

// mostLeftOut is how many things are named that briefs lacked.
const mostLeftOut = 4
