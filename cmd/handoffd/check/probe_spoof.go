package check

import (
	"context"
	"fmt"
	"maps"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// spoofed is an acceptance in a guest's name that the check has written itself, as whoever knows the prospect's
// invitation could.
type spoofed struct {
	victim  string
	id      string // its Message-ID and X-Handoff-Id
	refused error
	came    *mail.Message
}

// spoof sends it from the handoff address, and waits for it.
func (p *probing) spoof(ctx context.Context, victim *guest) error {
	id := p.mark + "-spoofed"
	p.spoofed = &spoofed{victim: victim.address, id: id + "@" + p.domain()}
	now, self := p.Now().Truncate(time.Second), p.box.Address
	data, err := ics.Encode(calendar.Message{Method: "REPLY",
		Events: []calendar.Event{{UID: p.uid, Sequence: p.seq, Stamp: now, Start: p.start,
			End: p.start.Add(15 * time.Minute), Summary: "handoffd probe", Organizer: calendar.Attendee{Address: self},
			Attendees: []calendar.Attendee{{Address: victim.address, PartStat: calendar.Accepted}}}}})
	if err != nil {
		return fmt.Errorf("write the spoofed answer: %w", err)
	}
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Addr: victim.address}, To: []mail.Address{{Addr: self}},
		Date: now, MessageID: p.spoofed.id, HandoffID: id,
		Subject: "handoffd probe: spoofed answer", Auto: true,
		Text:     "This is a test of handoffd: an answer in the name of somebody else, which must not count.\n",
		Calendar: &mail.Calendar{Method: "REPLY", Data: data}})
	if err != nil {
		return fmt.Errorf("write the spoofed answer: %w", err)
	}
	if p.spoofed.refused = p.hand(ctx, self, raw); p.spoofed.refused != nil {
		return context.Cause(ctx)
	}
	p.say("an acceptance in the name of %s sent by %s itself", victim.address, self)
	ctx, cancel := context.WithTimeout(ctx, p.patience)
	defer cancel()
	tick := time.NewTicker(p.every)
	defer tick.Stop()
	for p.spoofed.came == nil {
		if err := p.read(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil // the next reading may find it
		}
	}
	return nil
}

// isSpoofed takes the mail if it is the spoofed one.
func (p *probing) isSpoofed(m *mail.Message) bool {
	s := p.spoofed
	if s == nil || m.MessageID != s.id && m.HandoffID+"@"+p.domain() != s.id {
		return false
	}
	s.came = m
	return true
}

// reportSpoof says what would become of it.
func (p *probing) reportSpoof() []Finding {
	s := p.spoofed
	switch {
	case s == nil:
		return nil
	case s.refused != nil:
		return []Finding{passed("probe", "an acceptance in the name of %s is refused by the mail server: %v", s.victim,
			s.refused)}
	case s.came == nil:
		return []Finding{passed("probe", "an acceptance in the name of %s, sent by %s itself, did not arrive", s.victim,
			p.box.Address)}
	}
	return []Finding{p.judgeSpoof(p.uid + "-rep")}
}

// judgeSpoof has the spoofed answer decided as one in a handoff whose rep is the victim, under the event UID that the
// rep has.
func (p *probing) judgeSpoof(repUID string) Finding {
	s := p.spoofed
	auth := s.came.Authenticate(p.conf.Trust())
	credited, why := p.credits(repUID, auth.Result == "pass")
	text := fmt.Sprintf("an acceptance in the name of %s, sent by %s itself,", s.victim, p.box.Address)
	switch {
	case credited:
		return failed("probe", "do not serve with this config: tell the authors", "%s would count: %s", text, why)
	case auth.Result == "pass":
		return warned("probe", "let the mail server take From only from whose login it is (in Postfix: "+
			"reject_sender_login_mismatch); else whoever has a login in "+p.domain()+
			" can give commands in a colleague's name", "%s is not credited (%s), but your server vouches for it: %s", text, why,
			auth.Why)
	}
	return passed("probe", "%s is not credited: %s; the sender is not proved: %s", text, why, auth.Why)
}

// credits says whether the rep would be credited with the spoofed answer, and why not.
func (p *probing) credits(repUID string, proved bool) (bool, string) {
	const rep handoff.PersonID = "probe-rep"
	now, c := p.Now(), *p.conf.Domain
	c.People = map[handoff.PersonID]handoff.Person{rep: {ID: rep, Name: p.spoofed.victim,
		Emails: []string{p.spoofed.victim}, Zone: "UTC", Hours: handoff.OfficeHours(0, 24)}}
	maps.Copy(c.People, map[handoff.PersonID]handoff.Person{c.Admin: {ID: c.Admin}})
	c.Teams = []handoff.Team{{Name: "probe", Reps: []handoff.PersonID{rep}, Managers: []handoff.PersonID{c.Admin},
		Policy: handoff.DefaultPolicy(), Duration: 15 * time.Minute}}
	const prospect = "prospect@probe.invalid"
	h := handoff.Handoff{ID: "HO-PROBES", State: handoff.Offered, Team: "probe", Qualifier: c.Admin, UID: p.uid,
		Prospects: []handoff.Contact{{Address: prospect}},
		Start:     p.start, End: p.start.Add(15 * time.Minute), Zone: "UTC", Next: handoff.Next{Owner: rep,
			At: now.Add(8 * time.Hour), What: handoff.DueWindow},
		Assignments: []handoff.Assignment{{N: 1, Rep: rep, UID: repUID, Made: now.Add(-time.Hour),
			Opened: now.Add(-time.Hour), Window: 8 * time.Hour, Due: now.Add(8 * time.Hour),
			Require: []handoff.Requirement{handoff.RequireAccept}}},
		Guests: []handoff.Guest{{Person: rep, Address: p.spoofed.victim, UID: repUID, PartStat: calendar.NeedsAction,
			Live: true, Told: true},
			{Address: prospect, PartStat: calendar.NeedsAction, Live: true, Told: true}}}
	f := &handoff.Answered{About: handoff.About{At: now, By: handoff.Who{Person: rep}, Via: "imap",
		Strength: handoff.Weak}, Attendee: p.spoofed.victim, UID: p.uid,
		PartStat: calendar.Accepted, From: p.spoofed.victim, Proven: proved, Sequence: -1, Start: h.Start}
	if proved {
		f.Strength = handoff.Seen
	}
	d := handoff.Decide(h, f, handoff.Env{Now: now, Config: &c})
	after := d.Handoff
	return after.State != handoff.Offered || len(after.Current().Evidence) > 0 ||
		after.Guests[0].PartStat != calendar.NeedsAction, p.why(&c, d.Reason)
}

// why is the sentence of a reason; its code if the templates cannot be read, which is found elsewhere.
func (p *probing) why(c *handoff.Config, r handoff.Reason) string {
	set, err := templates.LoadReasons(p.conf.Templates)
	if err != nil {
		return r.String()
	}
	return view.Why(set, c, r)
}
