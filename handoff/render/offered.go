package render

import (
	"strconv"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// times offers the prospect other times, each to be tapped or answered by its number.
func (r *Renderer) times(p *page, d *mail.Draft) templates.Thread {
	v := p.threadView()
	d.To = []mail.Address{p.recipient()}
	d.ReplyTo = []mail.Address{{Name: p.senderName(), Addr: r.tokenAddress(p)}}
	meets := p.a.Step == handoff.MissedStep || p.a.Step == handoff.ReschedStep
	if rep := p.C.Person(p.H.Rep()); meets && rep.Email() != "" {
		d.ReplyTo = append([]mail.Address{colleague(rep)}, d.ReplyTo...)
	}
	p.sayInThread(&v, "proposal-"+string(p.a.Step))
	v.Meeting = templates.Meeting{}
	if p.H.Times == nil {
		return v
	}
	for i, s := range p.H.Times.Slots {
		n := strconv.Itoa(i + 1)
		when := text.Stamp(s.Start, p.Now, p.Own)
		v.Times = append(v.Times, templates.Tap{Number: n, Text: when, Label: p.label("times/pick", ""),
			Link: p.prospectTap(n, p.Line("taps", "times/subject", templates.Effect{Name: n + ": " + when}))})
	}
	return v
}

// attend asks whether the time still suits.
func (r *Renderer) attend(p *page, d *mail.Draft) templates.Thread {
	v := p.threadView()
	d.To = []mail.Address{p.recipient()}
	d.ReplyTo = []mail.Address{colleague(p.C.Person(p.H.Rep())), {Name: p.senderName(), Addr: r.tokenAddress(p)}}
	p.sayInThread(&v, "proposal-"+string(p.a.Step))
	for _, t := range [][2]string{{"attend/yes", "attend/yes/say"}, {"attend/other", "attend/other/say"}} {
		say := p.label(t[1], "")
		if link := p.prospectTap(say, say+": "+v.Meeting.Short); link != "" {
			v.Taps = append(v.Taps, templates.Button{Label: p.label(t[0], ""), Link: link})
		}
	}
	return v
}

// prospectTap opens a mail of the prospect to the thread's own address that says an answer. The subject begins with it
// too, for programs that lose the body. Empty where no such address can be had.
func (p *page) prospectTap(say, subject string) string {
	if p.back == "" || p.back == p.C.Address { // nothing would tell where the mail belongs
		return ""
	}
	if !plainASCII(strings.NewReplacer(":", "", ",", "").Replace(subject)) {
		subject = say
	}
	return mailto(p.back, "", subject, say)
}

// offeredTimes are the times that the prospect was offered, in one line.
func (p *page) offeredTimes(t *handoff.Times) string {
	if t == nil {
		return ""
	}
	var all []string
	for _, s := range t.Slots {
		all = append(all, text.Stamp(s.Start, p.Now, p.Zone))
	}
	return p.All(all)
}
