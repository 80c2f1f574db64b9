package check

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"handoffd/calendar/ics"
	"handoffd/mail"
)

// maxBack bounds what is kept of a guest: whoever knows the UID can send answers without end.
const maxBack = 20

// read takes in what came back since the last time.
func (p *probing) read(ctx context.Context) error {
	mails, err := p.boxes.poll(ctx)
	if err != nil {
		return err
	}
	for _, m := range mails {
		p.take(m)
	}
	return nil
}

func (p *probing) take(m foundMail) {
	if p.isSpoofed(m.Message) {
		return
	}
	if m.Bounce != nil {
		p.takeBounce(m)
		return
	}
	answers := 0
	for _, c := range m.Calendars {
		_, list, _, err := ics.Answers(c.Data, c.Method)
		if err != nil {
			continue
		}
		for _, a := range list {
			g := p.guest(a.Attendee)
			if a.UID != p.uid || g == nil || len(g.answers) == maxBack {
				continue
			}
			answers, g.due = answers+1, false
			g.answers = append(g.answers, guestAnswer{Answer: a, after: g.last, from: m.From.Key(), same: bytes.Contains(c.Data,
				[]byte(p.uid)), mail: m.Message, folder: m.folder})
			p.say("%s: %s by %s", m.From.Addr, a.PartStat, a.Attendee)
		}
	}
	if g := p.guest(m.From.Key()); answers == 0 && g != nil && len(g.other) < maxBack {
		g.other = append(g.other, fmt.Sprintf("%s (%s)", m.Kind, m.Why))
		p.say("%s: a mail without an answer to the event", m.From.Addr)
	}
}

func (p *probing) takeBounce(m foundMail) {
	own := m.Bounce.HandoffID == p.mark || strings.HasPrefix(m.Bounce.MessageID, p.mark)
	for _, r := range m.Bounce.Recipients {
		if g := p.guest(strings.ToLower(r.Address)); g != nil && own {
			g.bounced, g.invited = "undeliverable "+r.Status, false
		}
	}
}

func (p *probing) guest(address string) *guest {
	for _, g := range p.guests {
		if g.address == address {
			return g
		}
	}
	return nil
}

// report tells of each mailbox what came back, and what the config should say.
func (p *probing) report() []Finding {
	var out []Finding
	var mails []*mail.Message
	for _, g := range p.guests {
		out = append(out, p.reportGuest(g))
		for _, a := range g.answers {
			mails = append(mails, a.mail)
		}
	}
	out = append(out, p.reportSpoof()...)
	if len(mails) == 0 {
		return append(out, failed("probe",
			"accept in the calendar of a test mailbox within --wait; if somebody has, the mail-only calendar (imip) does not "+
				"work with this address: "+p.inviteMend(),
			"no answer came back within %s", p.Wait))
	}
	if len(p.guests) == 1 {
		out = append(out, warned("probe", "name two or more addresses",
			"a swap of reps was not tried: it needs a second address"))
	}
	return append(out, p.propose(mails))
}

func (p *probing) reportGuest(g *guest) Finding {
	switch {
	case g.refused != nil:
		return failed("probe", "check the address", "%s: %v", g.address, g.refused)
	case g.bounced != "":
		return failed("probe", "check the address", "%s: %s", g.address, g.bounced)
	case len(g.answers) > 0:
		return p.reportAnswers(g)
	case len(g.other) > 0:
		return failed("probe", p.inviteMend(), "%s: answered without a calendar part: %s", g.address,
			strings.Join(g.other, "; "))
	case g.last == "":
		return warned("probe", "", "%s: nothing was sent", g.address)
	}
	return warned("probe", "accept there within --wait, or look into its spam folder", "%s: no answer", g.address)
}

func (p *probing) reportAnswers(g *guest) Finding {
	var lines []string
	odd := false
	for _, a := range g.answers {
		uid := "UID unchanged"
		if !a.same {
			uid = "UID wrapped, understood"
		}
		from := "From is the attendee"
		if a.from != g.address {
			from, odd = "From is "+a.from, true
		}
		auth := a.mail.Authenticate(p.conf.Trust())
		proof := auth.Result
		if auth.Method != "" {
			proof = auth.Method + "=" + auth.Result
		}
		if odd = odd || auth.Result != "pass"; a.folder != p.box.IMAP.Folders[0] {
			proof += ", in " + a.folder
		}
		lines = append(lines, fmt.Sprintf("%s after the %s: %s, SEQUENCE %d, %s, %s", a.PartStat, a.after, uid, a.Sequence,
			from, proof))
	}
	f := passed("probe", "%s: %s", g.address, strings.Join(lines, "; "))
	if odd {
		f.Warn, f.Mend = true, "nothing to mend for answers to invitations: UID and attendee decide, the evidence is shown "+
			"as weak"
	}
	return f
}

// propose tells which config fits the answers that came.
func (p *probing) propose(mails []*mail.Message) Finding {
	tried := tally(mails, p.conf.Trust())
	text := fmt.Sprintf("%d answers came by mail, so [calendar] provider = \"imip\" works with these mailboxes",
		len(mails))
	best := candidates(mails, p.hoster(), false)
	better := slices.IndexFunc(best, func(c candidate) bool { return c.judged > tried.judged })
	switch {
	case better >= 0:
		return warned("probe", best[better].lines(p.conf.Trust()), "%s; %s judges %d of them, %s %d", text, p.trusted(),
			tried.judged, candidateName(best[better]), best[better].judged)
	case tried.judged == 0:
		return warned("probe", noResults, "%s; nothing in them proves their senders", text)
	}
	return passed("probe", "%s; %s judges %d of them, %d proved: the config can stay as it is", text, p.trusted(),
		tried.judged, tried.proved)
}
