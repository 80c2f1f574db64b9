package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Outage is what the mails about an outage speak of.
type Outage struct {
	Config    *handoff.Config
	Source    handoff.Source
	Addresses []string  // handoff addresses that it concerns
	From, To  time.Time // To is zero while it goes on
	Why       string
}

// mostListed bounds the list of one mail.
const mostListed = 200

// fails says in one sentence what the outage keeps from happening, and since when.
func (o Outage) fails(zone *time.Location) string {
	const form = "Monday 2 January 15:04 MST"
	what := "read the mailbox " + o.Source.Name
	switch o.Source.Kind {
	case handoff.SourceMail:
		what = "hand over mail of " + strings.Join(o.Addresses, " and ")
	case handoff.SourceCalendar:
		what = "read the calendar of " + o.Source.Name
	case handoff.SourceEvents:
		what = "write events into the calendar of " + o.Source.Name
	}
	if o.To.IsZero() {
		return fmt.Sprintf("Since %s handoffd cannot %s.", o.From.In(zone).Format(form), what)
	}
	return fmt.Sprintf("From %s to %s handoffd could not %s. Now it can.", o.From.In(zone).Format(form),
		o.To.In(zone).Format(form), what)
}

// ForAdmin is the mail to the admin.
func (o Outage) ForAdmin() handoff.ServiceDetail {
	verb := "cannot"
	if !o.To.IsZero() {
		verb = "could not"
	}
	n := handoff.ServiceDetail{Subject: "handoffd " + verb + " read " + o.Source.Name}
	switch o.Source.Kind {
	case handoff.SourceMail:
		n.Subject = "handoffd " + verb + " send mail"
	case handoff.SourceCalendar:
		n.Subject = "handoffd " + verb + " read the calendar of " + o.Source.Name
	case handoff.SourceEvents:
		n.Subject = "handoffd " + verb + " write the calendar of " + o.Source.Name
	}
	admin := o.Config.Person(o.Config.Admin)
	n.Text = o.fails(admin.Location()) + "\n\n  " + text.Shorten(o.Why, 500) + "\n\n" +
		"No window closes meanwhile and nobody is reminded or passed over for it; the time is given back. No mail is lost: " +
		"what is to be sent or read waits.\n"
	if o.To.IsZero() {
		n.Text += "\nhandoffd keeps trying. `handoffd check --config FILE` on its machine says what is wrong and how to " +
			"mend it.\n"
	}
	return n
}

// ForManager is the mail to a manager: which of their handoffs wait for mail, the next due first. Without a body there
// is nothing to tell.
func (o Outage) ForManager(p handoff.Person, waiting []handoff.Handoff) handoff.ServiceDetail {
	n := handoff.ServiceDetail{Subject: text.Count(len(waiting), "handoff waits", "handoffs wait") + " for mail"}
	if len(waiting) == 0 {
		return n
	}
	slices.SortStableFunc(waiting, func(a, b handoff.Handoff) int { return a.Next.At.Compare(b.Next.At) })
	var b strings.Builder
	fmt.Fprintf(&b, "%s That is more than four of your working hours.\n\n%s knows, and nothing is for you to do in "+
		"handoffd; the clocks of these handoffs stand still. If a meeting is near, call:\n\n", o.fails(p.Location()),
		o.Config.Person(o.Config.Admin).Name)
	for i, h := range waiting {
		if i == mostListed {
			fmt.Fprintf(&b, "  … and %d more: `handoffd list`\n", len(waiting)-i)
			break
		}
		b.WriteString(o.line(h, p.Location()))
	}
	n.Text = b.String()
	return n
}

// line is one handoff of the list.
func (o Outage) line(h handoff.Handoff, zone *time.Location) string {
	line := "  " + string(h.ID)
	if company := text.OneLine(h.Brief["company"], text.NameLimit); company != "" {
		line += ", " + company
	}
	if !h.Start.IsZero() {
		line += ", meeting " + h.Start.In(zone).Format("Mon 2 Jan 15:04 MST")
	}
	return fmt.Sprintf("%s: %s, %s has it\n", line, h.State,
		text.OneLine(o.Config.Person(h.Next.Owner).Name, text.NameLimit))
}
