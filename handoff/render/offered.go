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
func (p *page) times(d *mail.Draft, v templates.Thread) templates.Thread {
	d.Cc = nil // the rep reads it in Today
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

// prospectTap opens a mail of the prospect to the thread's own address that says an answer. The subject begins with it
// too, for programs that lose the body.
func (p *page) prospectTap(say, subject string) string {
	to := p.back
	if to == "" {
		to = p.C.Address
	}
	if !plainASCII(strings.NewReplacer(":", "", ",", "").Replace(subject)) {
		subject = say
	}
	return mailto(to, "", subject+" ["+string(p.H.ID)+"]", say)
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
