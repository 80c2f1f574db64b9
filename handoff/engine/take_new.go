package engine

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/reading"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// circle is who a mail went to, and whom it speaks of.
func (e *Engine) circle(l *letter) reading.Circle {
	c := reading.Circle{Sender: l.sender.ID, Hidden: true, Text: l.m.Text}
	for _, a := range slices.Concat(l.m.To, l.m.Cc) {
		if e.conf().Owns(a.Addr) {
			c.Hidden = false
			continue
		}
		c.To = append(c.To, handoff.Contact{Name: a.Name, Address: a.Key()})
	}
	for _, post := range l.m.Header("List-Post") {
		c.Lists = append(c.Lists, mail.Addresses(post)...)
	}
	if l.list != "" {
		c.Lists = append(c.Lists, l.list)
	}
	for _, a := range l.m.ForwardedFrom {
		if _, colleague := e.conf().ByEmail(a.Addr); !colleague && !e.conf().Owns(a.Addr) {
			c.Forwarded = append(c.Forwarded, handoff.Contact{Name: a.Name, Address: handoff.FoldAddress(a.Addr)})
		}
	}
	return c
}

// noLead tells a colleague once a thread that nothing was made of their mail, and what a lead needs. Copies in a running thread of
// somebody who hands over no leads are left alone.
func (e *Engine) noLead(l *letter, why, format string, args ...any) error {
	reason := fmt.Sprintf(format, args...)
	answered := len(l.m.InReplyTo)+len(l.m.References) > 0
	switch {
	case l.asking:
		return l.silent(unprovedIdle, "%s", reason)
	case answered && why == handoff.NoLeadOfReps:
		return l.silent(bystander, "%s", reason)
	case !e.conf().MayWriteTo(l.sender.Email()):
		return l.silent(trialOnly, "%s", reason)
	}
	if ok, err := e.withinRate(l); err != nil || !ok {
		return err
	}
	thread := l.m.MessageID
	if roots := slices.Concat(l.m.References, l.m.InReplyTo); len(roots) > 0 {
		thread = roots[0]
	}
	first, err := l.tx.FirstTime("", "no-lead", string(l.sender.ID), thread, l.verified)
	switch {
	case err != nil:
		return err
	case !first:
		return l.silent(toldAlready, "%s", reason)
	}
	_ = l.told("%s; %s was told", reason, l.sender.Name)
	n, err := e.keepMail(l)
	if err != nil {
		return err
	}
	team, _ := e.conf().BoxTeam(l.box)
	named, ok := reading.NamedIn(l.m.Subject, l.m.Text, e.conf())
	if ok && why != handoff.NoLeadUnread {
		why = handoff.NoLeadNamed
	}
	a := handoff.NoLead(l.sender.ID, int(n), why, team, l.m.Subject, l.m.MessageID)
	a.Detail["named"] = string(named.ID)
	return l.tx.Enqueue([]handoff.Action{a}, e.Now())
}

// mostEarly bounds how many held mails are looked through for answers that overtook the intro.
const mostEarly = 200

// answersBefore takes the answers to an intro that came in before it: the mail of the one who answered to all was the faster.
func (e *Engine) answersBefore(l *letter, f *handoff.Briefed) error {
	if f.Origin != handoff.OriginCC || l.m.MessageID == "" || l.in.Verdict != taken {
		return nil
	}
	all, err := l.tx.Mails(store.MailFilter{Held: true, Limit: mostEarly})
	if err != nil {
		return err
	}
	slices.Reverse(all)
	for _, in := range all {
		if in.Handoff != "" || in.MessageID == "" || in.Kind != string(mail.KindHumanReply) || l.in.Arrived.Sub(in.Arrived) > 24*time.Hour {
			continue
		}
		raw, err := l.tx.MailRaw(in.MessageID, "")
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		in.Raw = raw
		u := intake.Understand(raw, *e.trust.Load(), in.Arrived, e.adminZone())
		if !slices.Contains(slices.Concat(u.Message.InReplyTo, u.Message.References), l.m.MessageID) {
			continue
		}
		in.Verdict, in.Why = "", ""
		if err := e.take(l.tx, l.box, &in, u); err != nil {
			return err
		}
	}
	return nil
}
