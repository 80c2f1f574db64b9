package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// story tells what comes of a window: what is working time in it and what is not, each mail, its end and what follows.
func (c *whenCmd) story(conf *handoff.Config, rep handoff.Person, r rules,
	known handoff.Lookups) string {
	var b strings.Builder
	local, p, away := rep.Location(), r.team.Policy, known.Away[rep.ID]
	if rep.Hours.Weekly() == 0 {
		fmt.Fprintf(&b, "%s has no working hours, so time runs on the wall clock (%s).\n", rep.Name, rep.Zone)
	} else {
		fmt.Fprintf(&b, "%s works %s (%s).\n", rep.Name, rep.Hours, rep.Zone)
	}
	b.WriteString(awayThen(conf, rep, away, c.From.Time))
	kind := "of working time"
	if p.Wall {
		kind = "on the wall clock"
	}
	fmt.Fprintf(&b, "%s gives %s %s from %s.\n", r, lengthText(p.Window), kind, momentText(c.From.Time, local))
	ahead := handoff.LookAhead(conf, r.team, rep.ID, known, c.From.Time, c.Start.Time)
	if !ahead.Late && !ahead.Off {
		c.spans(&b, conf, rep, r, away, ahead)
	}
	if !slices.Contains(r.team.Reps, rep.ID) {
		whose := "This team has no leads for"
		if r.rule != "" {
			whose = "This rule gives no lead to"
		}
		fmt.Fprintf(&b, "%s %s: so it would be for one who has it all the same.\n", whose, rep.First())
	}
	if ahead.Cut || ahead.Late || ahead.Off {
		c.cut(&b, p, rep, ahead)
	}
	if !ahead.Late && !ahead.Off && !ahead.Fair {
		fmt.Fprintf(&b, "%s does not work before it closes: nobody is reminded, and silence costs nothing.\n", rep.First())
	}
	if !ahead.Leaves.IsZero() {
		fmt.Fprintf(&b, "A start from %s on would leave time.\n", momentText(ahead.Leaves, local))
	}
	if !ahead.Late && !ahead.Off {
		fmt.Fprintf(&b, "It closes %s. %s\n", momentText(ahead.Closes, local), after(rep, p, ahead))
	}
	return b.String()
}

// spans are the working time, the days off and the mails of the window, line by line.
func (c *whenCmd) spans(b *strings.Builder, conf *handoff.Config, rep handoff.Person, r rules, away []calendar.Span,
	ahead handoff.Ahead) {
	local := rep.Location()
	lines := append(changeLines(c.From.Time, ahead.Closes, local),
		breakLines(conf, conf.Clock(rep.ID), c.From.Time, ahead.Closes)...)
	lines = append(lines, awayLines(away, c.From.Time, ahead.Closes, local)...)
	lines = append(lines, workLines(conf.Clock(rep.ID).Less(away...), r.team.Policy, c.From.Time, ahead.Closes)...)
	for _, s := range ahead.Steps {
		lines = append(lines, line{s.At, momentText(s.At, local) + ": " + stepWords(s)})
	}
	slices.SortStableFunc(lines, func(a, b line) int { return a.at.Compare(b.at) })
	for _, l := range lines {
		fmt.Fprintf(b, "  %s\n", l.text)
	}
}

// awayThen says that the rep is away when the window would open: leads go to others then.
func awayThen(conf *handoff.Config, rep handoff.Person, away []calendar.Span, at time.Time) string {
	off, planned := conf.PlannedAway(rep.ID, at)
	switch {
	case !rep.Begun(at):
		return fmt.Sprintf("%s has leads from %s on (since): until then they go to others.\n", rep.First(),
			rep.Begins().Format("Monday 2 January 2006"))
	case planned && off.Cover != "":
		return fmt.Sprintf("%s is away then: a lead goes to %s, who stands in, or to others.\n", rep.First(),
			conf.Person(off.Cover).Name)
	case planned || slices.ContainsFunc(away, func(s calendar.Span) bool {
		return !at.Before(s.Start) && at.Before(s.End)
	}):
		return fmt.Sprintf("%s is away then: a lead goes to others.\n", rep.First())
	}
	return ""
}

// cut says what the meeting leaves of the window.
func (c *whenCmd) cut(b *strings.Builder, p handoff.Policy, rep handoff.Person, ahead handoff.Ahead) {
	local := rep.Location()
	fmt.Fprintf(b, "The meeting starts %s and somebody must have accepted %s before (lead)",
		momentText(c.Start.Time, local), lengthText(p.Lead))
	decides, waits := decidesText(ahead, local), waitsText(ahead, local)
	switch {
	case ahead.Late:
		fmt.Fprintf(b, ": that was %s. No rep is asked; at once %s.%s\n", momentText(ahead.Latest, local), decides, waits)
	case ahead.Off && ahead.Nobody:
		fmt.Fprintf(b, ", before which %s does not work, nor anybody else who could have it: no rep is asked; at once "+
			"%s.%s\n", rep.First(), decides, waits)
	case ahead.Off:
		fmt.Fprintf(b, ", before which %s does not work: the lead goes to others who do.\n", rep.First())
	case p.Wall:
		fmt.Fprintf(b, ": the window is cut short to %s.\n", lengthText(ahead.Closes.Sub(ahead.Opens)))
	case ahead.Work == 0:
		b.WriteString(", which leaves no working time.\n")
	default:
		fmt.Fprintf(b, ": the window is cut short to %s.\n", lengthText(ahead.Work))
	}
}

// decidesText says how long the manager has.
func decidesText(ahead handoff.Ahead, local *time.Location) string {
	switch k := ahead.Case; k.Then {
	case handoff.ThenRegret:
		return fmt.Sprintf("the manager decides, until %s; then the prospect is told that the meeting is off",
			momentText(k.By, local))
	case handoff.ThenOver:
		return "the manager decides, before the meeting begins"
	}
	return fmt.Sprintf("the manager decides, within %s of their working time", lengthText(ahead.Decide))
}

// waitsText says that the manager, who is the next to be asked, reads of the case only later.
func waitsText(ahead handoff.Ahead, local *time.Location) string {
	if k := ahead.Case; k.Asked.After(k.Since) {
		return fmt.Sprintf(" The mail to the manager goes %s.", momentText(k.Asked, local))
	}
	return ""
}

// workLines are the working time in the window, span by span.
func workLines(clock handoff.Clock, p handoff.Policy, from, to time.Time) (out []line) {
	var spent time.Duration
	// hours over midnight are written as two spans
	for _, span := range calendar.Merge(clock.Spans(from, to)) {
		length := span.End.Sub(span.Start)
		spent += length
		text := fmt.Sprintf("%s, together %s of %s", lengthText(length), lengthText(spent), lengthText(p.Window))
		if p.Wall {
			text = fmt.Sprintf("at work %s, together %s", lengthText(length), lengthText(spent))
		}
		out = append(out, line{span.Start, spanText(span.Start.In(clock.Zone), span.End.In(clock.Zone)) + ": " + text})
	}
	return out
}

// stepWords say what a step of a policy does.
func stepWords(s handoff.StepAhead) string {
	switch {
	case s.Passed:
		return "no reminder: the next one comes no later"
	case s.Left:
		return "no reminder: one that is not the last waits for the next morning, which is after the end"
	case s.Named:
		return "a reminder, naming who is next"
	}
	return "a reminder"
}

// after says what follows where nobody has answered when the window closes.
func after(rep handoff.Person, p handoff.Policy, ahead handoff.Ahead) string {
	local := rep.Location()
	if ahead.Hurry {
		return fmt.Sprintf("Less than %s of working time is left (hurry): all who fit and are at work are asked at once, "+
			"whoever accepts first has the lead, and nobody is reminded. Else %s.%s", lengthText(p.Hurry),
			decidesText(ahead, local), waitsText(ahead, local))
	}
	cost := ""
	if ahead.Fair && rep.Hours.Weekly() > 0 && !ahead.Claims {
		cost = fmt.Sprintf(" Silence costs nothing: less than %s of working time.", lengthText(handoff.ClaimLeast))
	}
	if ahead.Half == 0 {
		return "Then " + decidesText(ahead, local) + "." + waitsText(ahead, local) + cost
	}
	tries := "the next rep is asked, with " + lengthText(ahead.Half)
	if ahead.Others > 1 {
		tries = fmt.Sprintf("up to %d more reps are asked, with %s each", ahead.Others, lengthText(ahead.Half))
	}
	return fmt.Sprintf("Then %s; after that %s.%s", tries, decidesText(ahead, local), cost)
}

// momentText is an instant with its zone.
func momentText(t time.Time, zone *time.Location) string { return spanText(t.In(zone), time.Time{}) }
