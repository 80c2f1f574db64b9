package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// readingOf and writingOf are the calendar of a handoff address as a source of outages.
func readingOf(address string) handoff.Source {
	return handoff.Source{Kind: handoff.SourceCalendar, Name: address}
}

func writingOf(address string) handoff.Source {
	return handoff.Source{Kind: handoff.SourceEvents, Name: address}
}

// halted is until when no deadline is decided: a reminder of one could not go out, and would be held against somebody.
func (e *Engine) halted() time.Time {
	if _, all := e.outbox.Reach(); !all {
		return e.Now().Add(idleWait)
	}
	return time.Time{}
}

// tellOutages writes down what is to be told of the outages that go on. Where nobody can be told now, it waits until
// one is over: a mail that says "cannot" should not come when it can.
func (e *Engine) tellOutages(ctx context.Context) (int, error) {
	e.telling.Lock()
	defer e.telling.Unlock()
	if one, _ := e.outbox.Reach(); !one {
		return 0, nil
	}
	var open []store.Outage
	err := e.Store.View(ctx, func(tx *store.Tx) (err error) { open, err = tx.OpenOutages(); return err })
	if err != nil || len(open) == 0 {
		return 0, err
	}
	told := 0
	err = e.Store.Update(ctx, func(tx *store.Tx) error {
		told = 0
		for _, o := range open {
			n, err := e.tellOutage(tx, o, time.Time{})
			if err != nil {
				return err
			}
			told += n
		}
		return nil
	})
	if err == nil && told > 0 {
		e.kick()
	}
	return told, err
}

// outageEnds notes that a source is there again. What was to be told of the outage and could not be is told now.
func (e *Engine) outageEnds(tx outbox.Outages, source handoff.Source, at time.Time) error {
	open, err := tx.OpenOutages()
	if err != nil {
		return err
	}
	for _, o := range open {
		if o.Source != source {
			continue
		}
		if _, _, err := tx.OutageEnd(source, at); err != nil {
			return err
		}
		switch source.Kind {
		case handoff.SourceMail:
			e.Log.Warn("the mail server can be reached again", "outlet", source, "since", o.From)
		case handoff.SourceMailbox:
			e.Log.Warn("mailbox can be read again", "mailbox", source, "since", o.From)
		default:
			e.Log.Warn("the calendar can be used again", "calendar", source, "since", o.From)
		}
		_, err := e.tellOutage(tx, o, at)
		return err
	}
	return nil
}

// tellOutage writes the mails about one outage, each once: what is kept in the store survives a restart, and waits for
// a mail server. It gives how many there are that were not written before.
func (e *Engine) tellOutage(tx notices, o store.Outage, to time.Time) (int, error) {
	c, now, told := e.conf(), e.Now(), 0
	out := handoff.Outage{From: o.From, To: to, Addresses: e.addressesOf(o.Source)}
	key := "outage " + o.Source.String() + " " + o.From.UTC().Format(time.RFC3339Nano) + " "
	write := func(key string, to handoff.PersonID, words func() (handoff.ServiceDetail, error)) error {
		was, err := tx.Enqueued(handoff.ServiceKey(key))
		if err != nil || was {
			return err
		}
		d, err := words()
		if err != nil {
			return err
		}
		told++
		return tx.Enqueue([]handoff.Action{handoff.ServiceMail(key, to, d)}, now)
	}
	if out.TellsAdmin(now) {
		err := write(key+"admin", c.Admin, func() (handoff.ServiceDetail, error) { return e.outageNotice(o, to), nil })
		if err != nil {
			return 0, err
		}
	}
	for _, id := range out.TellsManagers(c, now) {
		err := write(key+string(id), id, func() (handoff.ServiceDetail, error) { return e.outageList(tx, o, out, id) })
		if err != nil {
			return 0, err
		}
	}
	return told, nil
}

// addressesOf are the handoff addresses whose mail comes in or goes out by the source of an outage.
func (e *Engine) addressesOf(source handoff.Source) []string {
	switch source.Kind {
	case handoff.SourceMail:
		return e.outbox.Addresses(source.Name)
	case handoff.SourceMailbox:
		for _, s := range e.sources {
			if s.Name == source.Name {
				return []string{s.Address}
			}
		}
	default:
		for _, r := range e.syncs {
			if r.address == source.Name {
				return []string{r.address}
			}
		}
	}
	return nil
}

// whatFails says in one sentence what an outage keeps from happening, and since when.
func (e *Engine) whatFails(o store.Outage, to time.Time, zone *time.Location) string {
	const form = "Monday 2 January 15:04 MST"
	what := "read the mailbox " + o.Source.Name
	switch o.Source.Kind {
	case handoff.SourceMail:
		what = "hand over mail of " + strings.Join(e.addressesOf(o.Source), " and ")
	case handoff.SourceCalendar:
		what = "read the calendar of " + o.Source.Name
	case handoff.SourceEvents:
		what = "write events into the calendar of " + o.Source.Name
	}
	if to.IsZero() {
		return fmt.Sprintf("Since %s handoffd cannot %s.", o.From.In(zone).Format(form), what)
	}
	return fmt.Sprintf("From %s to %s handoffd could not %s. Now it can.", o.From.In(zone).Format(form),
		to.In(zone).Format(form), what)
}

// outageNotice is the mail to the admin.
func (e *Engine) outageNotice(o store.Outage, to time.Time) handoff.ServiceDetail {
	admin := e.conf().Person(e.conf().Admin)
	verb := "cannot"
	if !to.IsZero() {
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
	n.Text = e.whatFails(o, to, admin.Location()) + "\n\n  " + text.Shorten(o.Why, 500) + "\n\n" +
		"No window closes meanwhile and nobody is reminded or passed over for it; the time is given back. No mail is lost: " +
		"what is to be sent or read waits.\n"
	if to.IsZero() {
		n.Text += "\nhandoffd keeps trying. `handoffd check --config FILE` on its machine says what is wrong and how to " +
			"mend it.\n"
	}
	return n
}

// mostListed bounds the list of one mail.
const mostListed = 200

// outageList is the mail to a manager: what waits for mail, the next due first. Without a body there is nothing to
// tell.
func (e *Engine) outageList(tx notices, o store.Outage, out handoff.Outage,
	id handoff.PersonID) (handoff.ServiceDetail, error) {
	c, p := e.conf(), e.conf().Person(id)
	var list []handoff.Handoff
	for _, team := range out.Affects(c, id) {
		all, err := tx.List(store.Filter{Team: team, Open: true})
		if err != nil {
			return handoff.ServiceDetail{}, err
		}
		list = append(list, slices.DeleteFunc(all, func(h handoff.Handoff) bool { return !h.State.Halted() })...)
	}
	n := handoff.ServiceDetail{Subject: fmt.Sprintf("%d handoffs wait for mail", len(list))}
	if len(list) == 1 {
		n.Subject = "1 handoff waits for mail"
	}
	if len(list) == 0 {
		return n, nil
	}
	slices.SortStableFunc(list, func(a, b handoff.Handoff) int { return a.Next.At.Compare(b.Next.At) })
	var b strings.Builder
	fmt.Fprintf(&b, "%s That is more than four of your working hours.\n\n%s knows, and nothing is for you to do in "+
		"handoffd; the clocks of these handoffs stand still. "+
		"If a meeting is near, call:\n\n", e.whatFails(o, out.To, p.Location()), c.Person(c.Admin).Name)
	for i, h := range list {
		if i == mostListed {
			fmt.Fprintf(&b, "  … and %d more: `handoffd list`\n", len(list)-i)
			break
		}
		b.WriteString(haltedLine(c, h, p.Location()))
	}
	n.Text = b.String()
	return n, nil
}

// haltedLine is one handoff of the list.
func haltedLine(c *handoff.Config, h handoff.Handoff, zone *time.Location) string {
	line := "  " + string(h.ID)
	if company := text.OneLine(h.Brief["company"], text.NameLimit); company != "" {
		line += ", " + company
	}
	if !h.Start.IsZero() {
		line += ", meeting " + h.Start.In(zone).Format("Mon 2 Jan 15:04 MST")
	}
	return fmt.Sprintf("%s: %s, %s has it\n", line, h.State, text.OneLine(c.Person(h.Next.Owner).Name, text.NameLimit))
}
