package main

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/replay"
	"handoffd/handoff/text"
)

// print tells what would have differed: in sum, lead by lead, and what could not be compared.
func (c *rehearseCmd) print(s streams, conf *handoff.Config, r replay.Report) {
	zone := conf.Person(conf.Admin).Location() // one clock for all that is told
	differ := "none"
	if len(r.Differ) > 0 {
		differ = fmt.Sprint(len(r.Differ))
	}
	fmt.Fprintf(s.out, "%s since %s, %s would have gone otherwise.\n", count(float64(r.Leads), "lead"), c.Since.text,
		differ)
	if len(r.Differ) > 0 {
		fmt.Fprintf(s.out, "Times are those of %s.\n", zone)
	}
	for _, d := range r.Differ {
		was, then := "it stayed so", "it stays so"
		if d.Old != nil {
			was = stepText(conf, d.Old, zone)
		}
		if d.New != nil {
			then = stepText(conf, d.New, zone)
		}
		fmt.Fprintf(s.out, "  %s  %s\n    was:  %s\n    then: %s\n", d.Handoff, lastText(conf, d, zone), was, then)
		if d.Because != "" && d.Instead {
			fmt.Fprintf(s.out, "          because %s\n", text.Bare(d.Because))
		} else if d.Because != "" {
			fmt.Fprintf(s.out, "          and not, as it was: %s\n", text.Bare(d.Because))
		}
	}
	for _, m := range r.Missing {
		if m.Qualifier == "" {
			fmt.Fprintf(s.out, "%s of team %s not compared: this config has no such team.\n",
				count(float64(m.Leads), "lead"), text.Bare(m.Team))
			continue
		}
		fmt.Fprintf(s.out, "%s of %s not compared: not a qualifier of team %s in this config.\n",
			count(float64(m.Leads), "lead"), text.Bare(string(m.Qualifier)), text.Bare(m.Team))
	}
	if r.Unknown > 0 {
		fmt.Fprintf(s.out, "%s not counted, of people who would not have been asked about the lead then: what they would "+
			"have done is unknown.\n", count(float64(r.Unknown), "answer"))
	}
	if r.Unsure > 0 {
		fmt.Fprintf(s.out, "How %s would have gone on is unknown: nobody knows what people do with time that they never "+
			"had, nor what a calendar showed that was not asked.\n",
			count(float64(r.Unsure), "lead"))
	}
	if r.Leads == 0 {
		return
	}
	printSums(s, r)
}

// printSums prints what happened to all leads, as it was and then.
func printSums(s streams, r replay.Report) {
	if len(r.Differ) == 0 {
		fmt.Fprintln(s.out, "In sum:")
	} else {
		fmt.Fprintln(s.out, "In sum; a lead that goes otherwise is counted up to and with its first difference:")
	}
	for _, n := range []struct {
		what          string
		old, new, all int
	}{
		{"offers", r.Old.Offers, r.New.Offers, r.All.Offers},
		{"reassigned", r.Old.Reassigned, r.New.Reassigned, r.All.Reassigned},
		{"reminders due", r.Old.Reminders, r.New.Reminders, r.All.Reminders},
		{"for a manager", r.Old.Escalations, r.New.Escalations, r.All.Escalations},
		{"leads accepted", r.Old.Accepted, r.New.Accepted, r.All.Accepted},
	} {
		in := ""
		if len(r.Differ) > 0 {
			in = fmt.Sprintf(" (it was %d in all)", n.all)
		}
		fmt.Fprintf(s.out, "  %-14s was %d, then %d%s\n", n.what, n.old, n.new, in)
	}
}

// lastText is where a lead was before it went otherwise.
func lastText(conf *handoff.Config, d replay.Difference, zone *time.Location) string {
	if d.Last == nil {
		return "from the start"
	}
	out := "alike until " + stepText(conf, d.Last, zone)
	if !d.Invited.IsZero() {
		out += "; then invited at " + d.Invited.In(zone).Format("Mon 2 Jan 15:04")
	}
	return out
}

// stepText says in whose hands a lead comes, and when.
func stepText(conf *handoff.Config, d *replay.Step, zone *time.Location) string {
	rep := conf.Person(d.Rep)
	when, name := d.At.In(zone).Format("Mon 2 Jan 15:04 MST"), text.Bare(rep.Name)
	var names []string
	for _, id := range d.Asked {
		names = append(names, text.Bare(conf.Person(id).Name))
	}
	if len(names) > 1 {
		name = strings.Join(names, ", ")
	}
	if d.Unknown && d.Turn == 0 && d.State == "" {
		return when + " nobody knows who would have had it"
	}
	if d.Unknown {
		return fmt.Sprintf("it stays with %s until %s; from there on unknown", holderText(d.State, name), when)
	}
	switch d.State {
	case handoff.Offered:
		switch {
		case len(d.Asked) > 1:
			return when + " offered at once to " + name
		case d.Again:
			return fmt.Sprintf("%s offered again to %s%s", when, name, hearsText(zone, d))
		case d.Turn > 1:
			return fmt.Sprintf("%s reassigned to %s%s", when, name, hearsText(zone, d))
		}
		return fmt.Sprintf("%s offered to %s%s", when, name, hearsText(zone, d))
	case handoff.Accepted:
		return fmt.Sprintf("%s accepted by %s", when, name)
	case handoff.Escalated:
		return when + " for the manager to decide"
	}
	return when + " " + stateText(d.State)
}

// holderText says who has a lead in the state.
func holderText(s handoff.State, rep string) string {
	switch s {
	case handoff.Offered, handoff.Accepted, handoff.Past, handoff.Held:
		return rep
	case handoff.Escalated:
		return "the manager"
	}
	return "the qualifier"
}

// stateText says where a lead is that no rep is asked about.
func stateText(s handoff.State) string {
	switch s {
	case handoff.Draft:
		return "a draft: the qualifier is asked for what is missing, or to settle it"
	case handoff.Returned:
		return "back with the qualifier"
	case handoff.Nurture:
		return "asleep until its day"
	case handoff.Past:
		return "over: what became of the meeting is asked"
	case handoff.Held:
		return "held"
	case handoff.Converted:
		return "an opportunity"
	case handoff.Closed:
		return "closed"
	}
	return string(s)
}

// hearsText says when a rep has the invitation who does not work when the lead is offered; from then on the time runs.
func hearsText(zone *time.Location, d *replay.Step) string {
	if d.Opened.Sub(d.At) < 10*time.Minute {
		return ""
	}
	at, layout := d.Opened.In(zone), "Mon 2 Jan 15:04"
	if at.Format(time.DateOnly) == d.At.In(zone).Format(time.DateOnly) {
		layout = "15:04"
	}
	return ", invited at " + at.Format(layout)
}
