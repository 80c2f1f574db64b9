package report

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// mostNamed is how many leads a sentence names.
const mostNamed = 5

// saidOfTen is of how many meetings in ten it must be said what became of them, for what was held to be told as one
// number.
const saidOfTen = 9

// wentOff is how many meetings were held: a range, where of many nobody has said it, or people differ.
func (f Figures) wentOff() []handoff.Reason {
	booked, held, open := f.Of(BookedName).N, f.Of(HeldRate).N, f.Of(Unconfirmed).N+f.Of(Disputed).N
	switch {
	case booked == 0:
		return nil
	case 10*(booked-open) < saidOfTen*booked:
		return []handoff.Reason{handoff.Because("week-held/range", handoff.NumberArg(held), handoff.NumberArg(held+open),
			handoff.NumberArg(booked))}
	}
	return []handoff.Reason{handoff.Because("week-held", handoff.NumberArg(held), handoff.NumberArg(booked))}
}

// short is what a week comes to, in a line.
func (f Figures) short() []handoff.Reason {
	var out []handoff.Reason
	out = append(out, f.wentOff()...)
	if on := f.Of(OnTime); on.Of > 0 {
		out = append(out, handoff.Because("week-on-time", handoff.NumberArg(on.N), handoff.NumberArg(on.Of)))
	}
	if len(out) == 0 {
		return nil
	}
	return []handoff.Reason{handoff.Because("week-short", handoff.ReasonArg(out...))}
}

// sentences are what matters of a week: what was held, what fell through, what was answered in time, what is missing,
// and what went well, with both names.
func (f Figures) sentences(names handoff.ShowNames) []handoff.Reason {
	var out []handoff.Reason
	out = append(out, f.wentOff()...)
	if fell := f.Of(FellThrough); fell.N > 0 {
		var each []handoff.Reason
		for _, x := range fell.Facts[:min(len(fell.Facts), mostNamed)] {
			if names == handoff.NamesOwn {
				x.Next = ""
			}
			each = append(each, handoff.Because("week-fell/each", handoff.WordsArg(x.Handoff),
				handoff.ReasonArg(x.withNext(handoff.Because(saysFact[x.What]), f.From.Location()))))
		}
		if more := fell.N - len(each); more > 0 {
			each = append(each, handoff.Because("week-changed/more", handoff.NumberArg(more)))
		}
		out = append(out, handoff.Because("week-fell", handoff.NumberArg(fell.N), handoff.ReasonArg(each...)))
	}
	if on := f.Of(OnTime); on.Of > 0 {
		out = append(out, handoff.Because("week-on-time", handoff.NumberArg(on.N), handoff.NumberArg(on.Of)))
	}
	var missing []handoff.Reason
	for _, n := range []Name{MissingOutcome, MissingOpp, MissingStep} {
		if g := f.Of(n); g.N > 0 {
			missing = append(missing, handoff.Because("week-"+handoff.Code(n), handoff.NumberArg(g.N)))
		}
	}
	if len(missing) > 0 {
		out = append(out, handoff.Because("week-missing", handoff.ReasonArg(missing...)))
	} else {
		out = append(out, handoff.Because("week-missing/nothing"))
	}
	return slices.Concat(out, f.cheer(names), f.changed())
}

// withNext is what fell through with what follows: a step of somebody, the word of a manager, or why none does.
func (x Fact) withNext(fell handoff.Reason, zone *time.Location) handoff.Reason {
	switch x.Stands {
	case handoff.Closed:
		return handoff.Because("week-next/closed", handoff.ReasonArg(fell))
	case handoff.Converted:
		return handoff.Because("week-next/converted", handoff.ReasonArg(fell))
	case handoff.Nurture:
		return handoff.Because("week-next/nurture", handoff.ReasonArg(fell))
	case handoff.Escalated:
		return handoff.Because("week-next/escalated", handoff.ReasonArg(fell))
	}
	switch {
	case x.Next == "":
		return handoff.Because("week-next/unnamed", handoff.ReasonArg(fell))
	case x.NextOn.IsZero():
		return handoff.Because("week-next", handoff.ReasonArg(fell), handoff.PersonArg(x.Next))
	}
	return handoff.Because("week-next/on", handoff.ReasonArg(fell), handoff.PersonArg(x.Next),
		handoff.WordsArg(x.NextOn.In(zone).Format("Mon 2 Jan")))
}

// cheer is what went well, with the names of rep and qualifier: an order, else an opportunity.
func (f Figures) cheer(names handoff.ShowNames) []handoff.Reason {
	if len(f.Good) == 0 {
		return nil
	}
	g := f.Good[0]
	if names == handoff.NamesOwn {
		if g.Won {
			return []handoff.Reason{handoff.Because("week-cheer/won-unnamed", handoff.WordsArg(g.Handoff))}
		}
		return []handoff.Reason{handoff.Because("week-cheer/opportunity-unnamed", handoff.WordsArg(g.Handoff))}
	}
	both := []handoff.Arg{handoff.PersonArg(g.Rep), handoff.PersonArg(g.Qualifier), handoff.WordsArg(g.Handoff)}
	switch {
	case g.Won && !g.Amount.IsZero():
		return []handoff.Reason{handoff.Because("week-cheer/won-for", append(both,
			handoff.WordsArg(g.Amount.String()))...)}
	case g.Won:
		return []handoff.Reason{handoff.Because("week-cheer/won", both...)}
	}
	return []handoff.Reason{handoff.Because("week-cheer/opportunity", both...)}
}
