package render

import (
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// root is the id that the mails of one kind about this handoff to this recipient have in References.
func (p *page) root(kind string) string {
	return handoff.MailHash(kind, string(p.H.ID), p.H.UID, p.a.To.String()) + "@" + text.Domain(p.C.Address)
}

// ownThread are the ids of the qualifier's own intro, if that is the thread.
func (p *page) ownThread() []string {
	var ids []string
	for _, id := range p.H.Thread {
		if id = strings.Trim(id, "<>"); isMessageID(id) && len(ids) < 10 {
			ids = append(ids, id)
		}
	}
	return ids
}

// isMessageID says whether a foreign id can be written into a header as it is.
func isMessageID(id string) bool {
	return strings.Count(id, "@") == 1 && len(id) < 200 && !strings.ContainsFunc(id, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`<>,;"\()`, r)
	})
}

// Envelope is the address that the mail of an action is handed over for: the recipient's, or the admin's in a trial.
func (r *Renderer) Envelope(h *handoff.Handoff, a handoff.Action, c *handoff.Config) (string, error) {
	if a.Purpose == handoff.PurposeService {
		reader, _, err := serviceReader(a, c)
		return reader.Email(), err
	}
	to := h.Reach(a, c)
	if to == "" {
		return "", fmt.Errorf("no mail address is known of %s", a.To)
	}
	if c.MayWriteTo(to) {
		return to, nil
	}
	if to = c.Person(c.Admin).Email(); to == "" {
		return "", fmt.Errorf("the trial keeps mail to %s back, and the admin has no address to send it to", a.To)
	}
	return to, nil
}

// recipient is the addressee as the header names them.
func (p *page) recipient() mail.Address {
	if p.a.To.Person != "" && p.Reader.Gone {
		return mail.Address{Addr: p.H.Reach(p.a, p.C)}
	}
	if p.a.To.Person != "" {
		return colleague(p.Reader)
	}
	for _, c := range p.H.Prospects {
		if strings.EqualFold(c.Address, p.a.To.Address) {
			return mail.Address{Name: text.OneLine(c.Name, text.NameLimit), Addr: c.Address}
		}
	}
	return mail.Address{Addr: p.a.To.Address}
}

func colleague(who handoff.Person) mail.Address {
	return mail.Address{Name: text.OneLine(who.Name, text.NameLimit), Addr: who.Email()}
}

// prospects are the addresses of the prospect's side that may get mail.
func (p *page) prospects() []mail.Address {
	var out []mail.Address
	for _, c := range p.H.Reachable() {
		out = append(out, mail.Address{Name: text.OneLine(c.Name, text.NameLimit), Addr: c.Address})
	}
	return out
}

// tokenAddress is the handoff address with the thread token, where the host delivers such addresses. It stands in
// Reply-To only.
func (r *Renderer) tokenAddress(p *page) string {
	return handoff.WithToken(p.C.Address, p.H.Token, r.addressing)
}

// reach tells the rep who has the lead how to write to the prospect; an invitation's own Reply-To would misdirect
// calendar answers.
func (p *page) reach() *templates.Reach {
	to := p.prospects()
	if p.a.To.Person != p.H.Rep() || len(to) == 0 || !p.C.MayWriteTo(to[0].Addr) {
		return nil
	}
	return &templates.Reach{Name: p.Prospect(), Address: to[0].Addr, Cc: p.C.Address,
		Link: "mailto:" + encodeAddress(to[0].Addr) + "?cc=" + encodeAddress(p.C.Address)}
}

// senderName is the display name of mail that stands for a person: "Quinn Ames via Acme".
func (p *page) senderName() string {
	who := p.H.Qualifier
	switch {
	case p.a.Purpose == handoff.PurposeRelay && p.a.To.Role == handoff.RoleProspect:
		who = p.H.Rep()
	case p.a.Purpose.Channel() == handoff.ChannelInternal:
		who = ""
	}
	company := text.OneLine(p.C.Company(), text.NameLimit)
	person := p.C.Person(who)
	switch {
	case person.Gone:
		return company
	case company == "":
		return text.OneLine(person.Name, text.NameLimit)
	}
	return p.via(text.OneLine(person.Name, text.NameLimit))
}

// via is somebody for whom the company writes.
func (p *page) via(name string) string {
	return p.Line("people", "via", templates.People{Name: name, Company: text.OneLine(p.C.Company(), text.NameLimit)})
}
