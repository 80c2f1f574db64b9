package render

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// intro introduces prospect and rep to each other. Both copies are the same mail but for Reply-To, which has the other
// side first. A rep who comes later gets the thread alone: the prospect has been introduced and is told of the change
// by the invitation.
func (r *Renderer) intro(p *page, d *mail.Draft) (templates.Thread, error) {
	rep := p.C.Person(p.H.Rep())
	if rep.Email() == "" {
		return templates.Thread{}, fmt.Errorf("rep %q has no mail address", rep.ID)
	}
	outside := p.prospects()
	v := p.threadView()
	v.Direct = len(outside) > 0
	if v.Again = p.introduced() || !v.Direct; v.Again {
		v.Greeting = p.hi(rep)
		d.To = []mail.Address{colleague(rep)}
	} else {
		d.To, d.Cc = outside, []mail.Address{colleague(rep)}
		v.Instead = p.PublicName(p.instead())
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
	return !slices.ContainsFunc(p.H.Reachable(), func(c handoff.Contact) bool {
		return p.H.Introduces(c) && (c.Met == p.a.Assignment || p.H.Met(c) != p.H.Rep())
	})
}

// instead is whom the prospect was told to meet before; empty if it was nobody else.
func (p *page) instead() handoff.PersonID {
	for _, id := range []handoff.PersonID{p.H.Met(p.contact()), handoff.DetailOf[handoff.IntroDetail](p.a).Instead} {
		if id != "" && id != p.H.Rep() {
			return id
		}
	}
	return ""
}

// contact is the prospect who reads the mail; the main one if a colleague does.
func (p *page) contact() handoff.Contact {
	for _, c := range p.H.Prospects {
		if p.a.To.Person == "" && handoff.SameAddress(c.Address, p.a.To.Address) {
			return c
		}
	}
	return p.H.Prospect()
}

// threadView holds what prospect and rep may both read.
func (p *page) threadView() templates.Thread {
	rep := p.H.Rep()
	v := templates.Thread{
		Subject: p.threadSubject(), Greeting: p.greetAll(), Prospect: p.Prospect(), ProspectFirst: p.Prospect(),
		Rep:       p.PublicName(rep),
		RepFirst:  text.OneLine(p.C.Person(rep).First(), text.NameLimit),
		Qualifier: p.PublicName(p.H.Qualifier), Sender: p.PublicName(p.H.Qualifier),
		Company: text.OneLine(p.C.Company(), text.NameLimit), Meeting: p.PublicMeeting(),
		Facts: p.publicFacts(), Topic: text.OneLine(p.topic(), text.ValueLimit),
		RepTitle: text.OneLine(p.C.Person(rep).Title, text.NameLimit), RepAddress: p.C.Person(rep).Email(),
		RepPhone: text.OneLine(p.C.Person(rep).Phone, text.NameLimit),
	}
	v.RepCall = view.Telephone(v.RepPhone)
	v.Facts = slices.DeleteFunc(v.Facts, func(r templates.Row) bool {
		return text.OneLine(r.Value, text.ValueLimit) == v.Topic
	})
	if first := view.FirstName(p.H.Prospect().Name); first != "" {
		v.ProspectFirst = first
	}
	if !p.H.Start.IsZero() && !text.SameClock(p.H.Start, p.H.End, p.Own, p.C.Person(rep).Location()) {
		v.Meeting.Also = append(v.Meeting.Also, p.elsewhere(p.H.Start, p.H.End, rep))
	}
	return v
}

// threadSubject is that of the qualifier's own intro, if that began the thread; the subject of a brief is nobody else's
// business.
func (p *page) threadSubject() string {
	subject := text.OneLine(p.H.Subject, text.SubjectLimit)
	if p.H.Origin != handoff.OriginCC || subject == "" {
		return ""
	}
	if len(subject) > 3 && strings.EqualFold(subject[:3], "re:") {
		return subject
	}
	return "Re: " + subject
}

// topicLimit bounds the topic in a title.
const topicLimit = 60

// topic is what the meeting is about, as the prospect may read it: the first public field of the brief.
func (p *page) topic() string {
	for _, f := range p.Team.Fields {
		if value := text.Lines(p.H.Brief[f.Name]); f.Public && value != "" && f.Name != "company" {
			return value
		}
	}
	return ""
}

// publicFacts are the fields of the brief that the config allows the prospect to see.
func (p *page) publicFacts() []templates.Row {
	var rows []templates.Row
	for _, f := range p.Team.Fields {
		if value := text.Lines(p.H.Brief[f.Name]); f.Public && value != "" {
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
	back := mail.Address{Name: p.C.Name, Addr: r.tokenAddress(p)}
	d.To = []mail.Address{p.recipient()}
	if id := strings.Trim(source.MessageID, "<>"); isMessageID(id) {
		d.References = append(d.References, id)
	}
	if p.a.To.Role == handoff.RoleProspect {
		return p.relayOut(d, v, back), nil
	}
	if p.a.Step == handoff.Code(handoff.QuestionOutsider) {
		return p.fetched(d, v, source, back)
	}
	if original := p.original(source); original != nil {
		d.Original, v.Attached, v.Left = original, v.Left, nil
	}
	v.Greeting, v.Subject = p.hi(p.Reader), text.OneLine(source.Subject,
		text.SubjectLimit)
	w := p.threadWords(&v)
	w.Written, w.Reached = text.Stamp(p.sentAt(source), p.Now, p.Zone), len(p.prospects()) > 0
	p.put(&v, "relay-prospect", w)
	d.From.Name = p.via(p.Prospect())
	d.ReplyTo = append(p.prospects(), back)
	return v, nil
}

// relayLimit bounds a mail that is passed on, in bytes.
const relayLimit = 64 << 10

// relayOut passes a rep's words on to the prospect.
func (p *page) relayOut(d *mail.Draft, v templates.Thread, back mail.Address) templates.Thread {
	rep := p.C.Person(p.H.Rep())
	v.Greeting = ""
	p.sayInThread(&v, "relay-rep")
	if rep.Email() != "" {
		d.ReplyTo = append(d.ReplyTo, colleague(rep))
	}
	d.ReplyTo = append(d.ReplyTo, back)
	return v
}

// sayInThread puts the words of a file into a mail of the thread.
func (p *page) sayInThread(v *templates.Thread, name string) { p.put(v, name, p.threadWords(v)) }

// put sets the subject where the thread has none, and the words; what is passed on stays.
func (p *page) put(v *templates.Thread, name string, w templates.Words) {
	said, _ := p.filled(name, w)
	v.Mark = said.Lead
	if v.Subject == "" {
		v.Subject = said.Topic
	}
	if len(said.More) > 0 {
		v.Text = said.More[0]
	}
}

// threadWords are what prospect and rep may both read.
func (p *page) threadWords(v *templates.Thread) templates.Words {
	w := templates.Words{Prospect: v.Prospect, Rep: v.Rep, First: v.RepFirst, From: p.outsiderName(),
		Begins:     text.Stamp(p.H.Start, p.Now, p.Own),
		Unverified: handoff.DetailOf[handoff.RelayDetail](p.a).Verified == handoff.No,
		Maybe:      handoff.DetailOf[handoff.RelayDetail](p.a).Maybe == handoff.Yes}
	if at := handoff.DetailOf[handoff.ProposalDetail](p.a).Asked; !at.IsZero() {
		w.Wished = text.Stamp(at, p.Now, p.Own)
	}
	return w
}

// sentAt is when the mail that is passed on was written, by its own word; now if it does not say or cannot be.
func (p *page) sentAt(source *mail.Message) time.Time {
	if at := source.Date; !at.IsZero() && at.Before(p.Now) && p.Now.Sub(at) < 30*24*time.Hour {
		return at
	}
	return p.Now
}
