package check

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// probing is the event of a probe, and everything that came back about it.
type probing struct {
	*examination
	boxes  *boxes
	mark   string
	uid    string
	seq    int
	start  time.Time
	mails  int // sent so far
	guests []*guest

	spoofed *spoofed // nil: not tried
}

// guest is one of the test mailboxes.
type guest struct {
	address string
	invited bool   // is an attendee now
	holds   bool   // has the event from us, and no CANCEL
	last    string // what was sent last
	due     bool   // was asked and has not answered since
	answers []guestAnswer
	other   []string // what came without an answer
	bounced string
	refused error
}

// guestAnswer is one answer, as it came.
type guestAnswer struct {
	calendar.Answer
	after  string // what was sent last before it was seen
	from   string
	same   bool // the UID stands in it as it was sent
	mail   *mail.Message
	folder string
}

// probe plays the life of an invitation with the given mailboxes: invite, new time, another rep, off. It also tries an
// acceptance in the name of one of them, which must not count.
func (x *examination) probe(ctx context.Context) []Finding {
	if !x.sends || x.inbox == nil {
		return []Finding{warned("probe", "mend what failed above, then check again",
			"not tried: mail cannot be sent and read yet")}
	}
	boxes, err := x.openBoxes(ctx)
	if err != nil {
		return []Finding{failed("probe", "check again", "%v", err)}
	}
	defer boxes.close()
	nonce := strings.ToLower(rand.Text())
	p := &probing{examination: x, boxes: boxes, mark: handoff.ProbeMark + nonce,
		uid:   handoff.ProbeMark + nonce + "@" + x.domain(),
		start: x.Now().AddDate(0, 0, 7).Truncate(time.Hour)}
	for _, a := range x.Guests {
		p.guests = append(p.guests, &guest{address: a})
	}
	if err := p.play(ctx); err != nil {
		return append(p.report(), failed("probe", "check again", "%v", err))
	}
	return p.report()
}

// play sends everything in turn. What was sent out is withdrawn even when the check is stopped.
func (p *probing) play(ctx context.Context) error {
	first, swapped := p.guests, len(p.guests) > 1
	if swapped {
		first = p.guests[:len(p.guests)-1]
	}
	defer p.withdraw(context.WithoutCancel(ctx))
	if err := p.each(ctx, first, "invite", "Please press Accept."); err != nil {
		return err
	}
	if err := p.waitFor(ctx, p.Wait/3); err != nil {
		return err
	}
	p.seq++
	p.start = p.start.Add(time.Hour)
	if err := p.each(ctx, first, "update", "The time has changed. Please press Accept again."); err != nil {
		return err
	}
	if err := p.waitFor(ctx, p.Wait/3); err != nil {
		return err
	}
	if err := p.spoof(ctx, p.guests[len(p.guests)-1]); err != nil || !swapped {
		return err
	}
	if err := p.swap(ctx, first[len(first)-1], p.guests[len(p.guests)-1]); err != nil {
		return err
	}
	return p.waitFor(ctx, p.Wait/3)
}

// swap replaces one guest by another, as a lead passes from rep to rep: the others see one update that does not ask
// them again.
func (p *probing) swap(ctx context.Context, from, to *guest) error {
	p.seq++
	if from.holds {
		from.invited = false
		if err := p.mailTo(ctx, from, "withdrawal", "CANCEL", "The invitation is withdrawn. Nothing to do.", []*guest{from},
			""); err != nil {
			return err
		}
	}
	return p.each(ctx, append(p.invited(), to), "swap",
		"Another colleague takes part now. Please press Accept, if you have not yet.")
}

// each sends the event as it is now to the guests. A guest whose address is refused is out.
func (p *probing) each(ctx context.Context, to []*guest, what, ask string) error {
	for _, g := range to {
		g.invited = g.refused == nil && g.bounced == ""
	}
	for _, g := range to {
		if !g.invited {
			continue
		}
		g.due = g.due || g.last == "" || what != "swap" // those who stay are not asked again
		if err := p.mailTo(ctx, g, what, "REQUEST", ask, p.invited(), "CONFIRMED"); err != nil {
			return err
		}
	}
	return nil
}

func (p *probing) invited() []*guest {
	return slices.DeleteFunc(slices.Clone(p.guests), func(g *guest) bool { return !g.invited })
}

// withdraw calls the event off for whoever still has it.
func (p *probing) withdraw(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 2*p.limit)
	defer cancel()
	p.seq++
	holders := slices.DeleteFunc(slices.Clone(p.guests), func(g *guest) bool { return !g.holds })
	for _, g := range holders {
		err := p.mailTo(ctx, g, "cancellation", "CANCEL", "The probe is over, the event is off. Nothing to do.", holders,
			"CANCELLED")
		if g.holds {
			p.say("could not be withdrawn from %s: %v", g.address, cmp.Or(err, g.refused))
		}
	}
}

// mailTo sends one mail about the event. The error is one of the whole probe; that of a guest is kept with them.
func (p *probing) mailTo(ctx context.Context, to *guest, what, method, ask string, with []*guest, status string) error {
	now, self := p.Now().Truncate(time.Second), p.box.Address
	event := calendar.Event{UID: p.uid, Sequence: p.seq, Stamp: now, Start: p.start, End: p.start.Add(15 * time.Minute),
		Summary: "handoffd probe", Status: status,
		Organizer: calendar.Attendee{Address: self, Name: p.conf.Domain.Name}, Description: "A test of handoffd. " + ask}
	for _, g := range with {
		event.Attendees = append(event.Attendees, calendar.Attendee{Address: g.address, PartStat: g.known(),
			Role: "REQ-PARTICIPANT", RSVP: true})
	}
	data, err := ics.Encode(calendar.Message{Method: method, Events: []calendar.Event{event}})
	if err != nil {
		return fmt.Errorf("write the %s: %w", what, err)
	}
	p.mails++
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Name: p.conf.Domain.Name, Addr: self},
		To: []mail.Address{{Addr: to.address}}, Date: now,
		Subject: "handoffd probe: " + what, MessageID: fmt.Sprintf("%s.%d@%s", p.mark, p.mails, p.domain()),
		HandoffID: p.mark,
		Text:      "This is a test of handoffd, sent to the test mailboxes named at `handoffd check --probe`.\n" + ask + "\n",
		Calendar:  &mail.Calendar{Method: method, Data: data}})
	if err != nil {
		return fmt.Errorf("write the %s: %w", what, err)
	}
	if err := p.hand(ctx, to.address, raw); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		to.refused, to.invited = err, false
		return nil
	}
	to.last, to.holds = what, method == "REQUEST"
	p.say("%s sent to %s (SEQUENCE %d)", what, to.address, p.seq)
	return nil
}

// known is the answer that an update may repeat: one to the present time.
func (g *guest) known() calendar.PartStat {
	if n := len(g.answers); n > 0 && !g.due {
		return g.answers[n-1].PartStat
	}
	return calendar.NeedsAction
}

func (p *probing) say(format string, args ...any) {
	fmt.Fprintf(p.Progress, "%s  %s\n", p.Now().Format(time.TimeOnly),
		text.Bare(text.Inline(fmt.Sprintf(format, args...))))
}

// waitFor reads what comes back until everybody who was asked has answered, or the time is over.
func (p *probing) waitFor(ctx context.Context, wait time.Duration) error {
	const remind = 30 * time.Second // between lines that say what is waited for
	until, told := time.Now().Add(wait), time.Time{}
	tick := time.NewTicker(p.every)
	defer tick.Stop()
	for {
		if err := p.read(ctx); err != nil {
			return err
		}
		open := slices.DeleteFunc(p.invited(), func(g *guest) bool { return !g.due })
		left := time.Until(until)
		if len(open) == 0 || left <= 0 {
			return nil
		}
		if time.Since(told) >= remind {
			told = time.Now()
			p.say("waiting for %s, at most %s more: please accept in each calendar", addressesOf(open), left.Round(time.Second))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func addressesOf(guests []*guest) string {
	var out []string
	for _, g := range guests {
		out = append(out, g.address)
	}
	return strings.Join(out, ", ")
}
