package render

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// intro introduces prospect and rep to each other. Both copies are the same mail but for Reply-To, which has the other side first.
// A rep who comes later gets the thread alone: the prospect has been introduced and is told of the change by the invitation.
func (r *Renderer) intro(p *page, d *mail.Draft) (templates.Thread, error) {
	rep := p.c.Person(p.h.Rep())
	if rep.Email() == "" {
		return templates.Thread{}, fmt.Errorf("rep %q has no mail address", rep.ID)
	}
	outside := p.prospects()
	v := p.threadView()
	v.Direct = len(outside) > 0
	if v.Again = p.introduced() || !v.Direct; v.Again {
		v.Greeting = "Hi " + text.OneLine(rep.First(), text.NameLimit) + ","
		d.To = []mail.Address{colleague(rep)}
	} else {
		d.To, d.Cc = outside, []mail.Address{colleague(rep)}
		v.Instead = p.colleagueName(p.instead())
	}
	back := mail.Address{Name: p.senderName(), Addr: r.tokenAddress(p)}
	if p.a.To.Role == handoff.RoleProspect {
		d.ReplyTo = []mail.Address{colleague(rep), back}
	} else {
		d.ReplyTo = append(outside, back)
	}
	return v, nil
}

// introduced says whether the prospect knows of the meeting from an earlier mail.
func (p *page) introduced() bool {
	if p.a.To.Role == handoff.RoleProspect {
		return false
	}
	return !slices.ContainsFunc(p.h.Reachable(), func(c handoff.Contact) bool {
		return p.h.Introduces(c) && (c.Met == p.a.Assignment || p.h.Met(c) != p.h.Rep())
	})
}

// instead is whom the prospect was told to meet before; empty if it was nobody else.
func (p *page) instead() handoff.PersonID {
	for _, id := range []handoff.PersonID{p.h.Met(p.contact()), handoff.PersonID(p.a.Detail["instead"])} {
		if id != "" && id != p.h.Rep() {
			return id
		}
	}
	return ""
}

// contact is the prospect who reads the mail; the main one if a colleague does.
func (p *page) contact() handoff.Contact {
	for _, c := range p.h.Prospects {
		if p.a.To.Person == "" && handoff.SameAddress(c.Address, p.a.To.Address) {
			return c
		}
	}
	return p.h.Prospect()
}

// threadView holds what prospect and rep may both read.
func (p *page) threadView() templates.Thread {
	rep := p.h.Rep()
	v := templates.Thread{
		Subject: p.threadSubject(), Greeting: p.greetAll(), Prospect: p.prospect(), ProspectFirst: p.prospect(), Rep: p.colleagueName(rep),
		RepFirst:  text.OneLine(p.c.Person(rep).First(), text.NameLimit),
		Qualifier: p.colleagueName(p.h.Qualifier), Company: text.OneLine(p.c.Name, text.NameLimit), Meeting: p.publicMeeting(), Facts: p.publicFacts(),
	}
	if first := firstName(p.h.Prospect().Name); first != "" {
		v.ProspectFirst = first
	}
	if zone := p.c.Person(rep).Location(); !p.h.Start.IsZero() && !text.SameClock(p.h.Start, p.h.End, p.own, zone) {
		v.Meeting.Also = append(v.Meeting.Also, text.Elsewhere(p.h.Start, p.h.End, p.own, zone)+" for "+v.RepFirst)
	}
	return v
}

// threadSubject is that of the qualifier's own intro, if that began the thread; the subject of a brief is nobody else's business.
func (p *page) threadSubject() string {
	subject := text.OneLine(p.h.Subject, text.SubjectLimit)
	if p.h.Origin != handoff.OriginCC || subject == "" {
		return ""
	}
	if len(subject) > 3 && strings.EqualFold(subject[:3], "re:") {
		return subject
	}
	return "Re: " + subject
}

// publicFacts are the fields of the brief that the config allows the prospect to see.
func (p *page) publicFacts() []templates.Row {
	var rows []templates.Row
	for _, f := range p.team.Fields {
		if value := text.Lines(p.h.Brief[f.Name]); f.Public && value != "" {
			rows = append(rows, templates.Row{Label: text.OneLine(f.Label, text.NameLimit), Value: value})
		}
	}
	return rows
}

// relay passes on what only the handoff address received: the new words, never the quoted history.
func (r *Renderer) relay(p *page, d *mail.Draft, source *mail.Message) (templates.Thread, error) {
	if source == nil {
		return templates.Thread{}, fmt.Errorf("the mail to be passed on is missing")
	}
	v := p.threadView()
	v.Text, v.Left = p.relayed(source)
	back := mail.Address{Name: p.c.Name, Addr: r.tokenAddress(p)}
	d.To = []mail.Address{p.recipient()}
	if id := strings.Trim(source.MessageID, "<>"); isMessageID(id) {
		d.References = append(d.References, id)
	}
	if p.a.To.Role == handoff.RoleProspect {
		return p.relayOut(d, v, back), nil
	}
	if p.a.Step == string(handoff.QuestionOutsider) {
		return p.fetched(d, v, source, back)
	}
	if original := p.original(source); original != nil {
		d.Original, v.Attached, v.Left = original, v.Left, nil
	}
	v.Greeting, v.Subject = "Hi "+text.OneLine(p.reader.First(), text.NameLimit)+",", relaySubject(source, p.prospect())
	v.Mark = fmt.Sprintf("%s wrote this on %s, and only the handoff address received it.", p.prospect(), text.Stamp(p.sentAt(source), p.zone))
	if len(p.prospects()) > 0 {
		v.Mark += " A reply to this mail goes to " + p.prospect() + "."
	}
	if p.a.Detail["verified"] == "no" {
		v.Mark += " I could not verify the sender."
	}
	d.From.Name = p.prospect() + " via " + text.OneLine(p.c.Name, text.NameLimit)
	d.ReplyTo = append(p.prospects(), back)
	return v, nil
}

// relayLimit bounds a mail that is passed on, in bytes.
const relayLimit = 64 << 10

// relayOut passes a rep's words on to the prospect.
func (p *page) relayOut(d *mail.Draft, v templates.Thread, back mail.Address) templates.Thread {
	rep := p.c.Person(p.h.Rep())
	v.Greeting, v.Mark = "", fmt.Sprintf("From %s:", v.Rep)
	if v.Subject == "" {
		v.Subject = "Re: Introduction: " + v.Prospect + " and " + v.Rep
	}
	if rep.Email() != "" {
		d.ReplyTo = append(d.ReplyTo, colleague(rep))
	}
	d.ReplyTo = append(d.ReplyTo, back)
	return v
}

// relaySubject is that of the mail that is passed on.
func relaySubject(source *mail.Message, from string) string {
	if s := text.OneLine(source.Subject, text.SubjectLimit); s != "" {
		return s
	}
	return "Mail from " + from
}

// sentAt is when the mail that is passed on was written, by its own word; now if it does not say or cannot be.
func (p *page) sentAt(source *mail.Message) time.Time {
	if at := source.Date; !at.IsZero() && at.Before(p.now) && p.now.Sub(at) < 30*24*time.Hour {
		return at
	}
	return p.now
}
