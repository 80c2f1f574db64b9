package report

import (
	"time"

	"handoffd/handoff"
)

// How many weeks charts show: of the funnel one after the other, of the others side by side.
const (
	funnelWeeks = 4
	chartWeeks  = 12
)

// Charts are the three charts of those whose they are, without those that show nothing. The weeks are counted as they
// are known in the snapshot.
func (s Snapshot) Charts(w Whose, why func(handoff.Reason) string) []handoff.Chart {
	drawn, _ := s.Drawn(w, why)
	return drawn
}

// Drawn are the same, and which of the three shows nothing, and why, in a sentence; empty: none.
func (s Snapshot) Drawn(w Whose, why func(handoff.Reason) string) (out []handoff.Chart, left string) {
	meetings, answers := s.weeks(w, why)
	var empty []handoff.Reason
	for _, c := range []handoff.Chart{s.funnel(w, why), meetings, answers} {
		if c.Empty() {
			empty = append(empty, handoff.Because("chart-left/"+handoff.Code(c.Name)))
			continue
		}
		c.ID = c.Name + "." + s.Period.From.Format(time.DateOnly) + "@week"
		c.Text = chartText(c, why)
		out = append(out, c)
	}
	if len(empty) > 0 {
		left = why(handoff.Because("chart-left", handoff.ReasonArg(empty...)))
	}
	return out, left
}

// funnel is what became of the leads of the last four weeks that are ripe, and of the four before.
func (s Snapshot) funnel(w Whose, why func(handoff.Reason) string) handoff.Chart {
	c := handoff.Chart{Name: "funnel", Title: why(handoff.Because("chart-title/funnel")), Side: true}
	for _, stage := range []handoff.Reason{handoff.Because("chart-stage/offered"), handoff.Because("chart-stage/accepted"),
		handoff.Because("chart-stage/held"), handoff.Because("chart-stage/opportunity")} {
		c.Bars = append(c.Bars, handoff.Bar{Label: why(stage)})
	}
	for back := leadWeeks; back <= leadWeeks+funnelWeeks; back += funnelWeeks {
		span := Period{s.Period.Back(back + funnelWeeks - 1).From, s.Period.Back(back).To}
		const day = "2 Jan"
		c.Kinds = append(c.Kinds, why(handoff.Because("chart-span", handoff.WordsArg(span.From.Format(day)),
			handoff.WordsArg(span.To.AddDate(0, 0, -1).Format(day)))))
		n := s.stages(w, span)
		for i := range c.Bars {
			c.Bars[i].Values = append(c.Bars[i].Values, n[i])
		}
	}
	return c
}

// stages counts the leads that were first offered in the span, and how many of them had what within 56 days.
func (s Snapshot) stages(w Whose, span Period) (n [4]int) {
	for _, l := range s.Lives {
		if !w.lead(l) || !span.Has(l.Offer.At) {
			continue
		}
		until := l.Offer.At.AddDate(0, 0, leadDays)
		in := func(at time.Time) bool { return !at.IsZero() && !at.After(until) && !at.After(s.AsOf) }
		accepted, held := false, false
		for _, t := range l.Turns {
			accepted = accepted || w.rep(t.Rep) && in(t.Accepted)
		}
		for _, b := range l.Meetings {
			held = held || b.what() == "held" && w.rep(b.Rep) && in(b.End)
		}
		for i, reached := range []bool{true, accepted, held, in(l.Came)} {
			if reached {
				n[i]++
			}
		}
	}
	return n
}

// weeks are the charts of twelve weeks: what became of the meetings, and how soon offers were answered.
func (s Snapshot) weeks(w Whose, why func(handoff.Reason) string) (meetings, answers handoff.Chart) {
	from := handoff.WordsArg(s.Period.Back(chartWeeks - 1).From.Format("2 Jan"))
	meetings = handoff.Chart{Name: "meetings", Title: why(handoff.Because("chart-title/meetings", from))}
	for _, kind := range []handoff.Reason{handoff.Because("chart-kind/held"), handoff.Because("chart-kind/no-show"),
		handoff.Because("chart-kind/no-show-us"), handoff.Because("chart-kind/called-off"),
		handoff.Because("chart-kind/unconfirmed")} {
		meetings.Kinds = append(meetings.Kinds, why(kind))
	}
	answers = handoff.Chart{Name: "answers", Title: why(handoff.Because("chart-title/answers", from)), Whole: true}
	for _, kind := range []handoff.Reason{handoff.Because("chart-kind/within-1h"), handoff.Because("chart-kind/within-4h"),
		handoff.Because("chart-kind/within-8h"), handoff.Because("chart-kind/later"), handoff.Because("chart-kind/never")} {
		answers.Kinds = append(answers.Kinds, why(kind))
	}
	month := time.Month(0)
	for i := chartWeeks - 1; i >= 0; i-- {
		week := s.Period.Back(i)
		label := week.From.Format("2")
		if m := week.From.Month(); m != month {
			label, month = week.From.Format("2\nJan"), m
		}
		f := Count(s.Lives, week, w, s.AsOf)
		meetings.Bars = append(meetings.Bars, handoff.Bar{Label: label, Values: meetingsOf(f)})
		answers.Bars = append(answers.Bars, handoff.Bar{Label: label, Values: answersOf(f)})
	}
	return meetings, answers
}

// meetingsOf are the meetings of a week by what became of them; those on which people differ are unconfirmed.
func meetingsOf(f Figures) []int {
	place := map[handoff.Code]int{"held": 0, "no-show": 1, "no-show (us)": 2, "called-off": 3}
	n := make([]int, 5)
	for _, x := range f.Of(BookedName).Facts {
		i, known := place[x.What]
		if !known {
			i = 4
		}
		n[i]++
	}
	return n
}

// answersOf are the offers of a week by the working time until they were answered.
func answersOf(f Figures) []int {
	one, four, eight, all := f.Of(Within1).N, f.Of(Within4).N, f.Of(Within8).N, f.Of(OnTime)
	never := 0
	for _, x := range all.Facts {
		if x.What == "silent" {
			never++
		}
	}
	return []int{one, four - one, eight - four, all.Of - eight - never, never}
}

// chartText is a chart in words and numbers: part by part, from the first bar to the last.
func chartText(c handoff.Chart, why func(handoff.Reason) string) string {
	var each []handoff.Reason
	tell := func(label string, values []int) {
		var numbers []handoff.Reason
		for _, v := range values {
			numbers = append(numbers, handoff.Because("chart-number", handoff.NumberArg(v)))
		}
		each = append(each, handoff.Because("chart-numbers", handoff.WordsArg(label), handoff.ReasonArg(numbers...)))
	}
	if c.Side {
		for _, b := range c.Bars {
			tell(b.Label, b.Values)
		}
		return why(handoff.Because("chart-text/side", handoff.WordsArg(c.Title), handoff.WordsArg(c.Kinds[0]),
			handoff.WordsArg(c.Kinds[1]), handoff.ReasonArg(each...)))
	}
	for k, kind := range c.Kinds {
		var values []int
		sum := 0
		for _, b := range c.Bars {
			values, sum = append(values, b.Values[k]), sum+b.Values[k]
		}
		if sum > 0 {
			tell(kind, values)
		}
	}
	return why(handoff.Because("chart-text", handoff.WordsArg(c.Title), handoff.ReasonArg(each...)))
}
