package render

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// Notice is a mail of the service itself, about no handoff: of outages, of mails set aside, of a calendar.
type Notice struct {
	Key      string // with it the same notice is the same mail
	To       handoff.PersonID
	Subject  string
	Text     string
	HTML     string // of a personal notice; empty: text alone
	Personal bool   // for the eyes of its reader alone, whatever the trial says
}

// Hygiene fills in the words of a weekly mail about calendars.
func (r *Renderer) Hygiene(v templates.Hygiene) (templates.Mail, error) {
	m, err := r.set.Write(report.HygieneTemplate, v)
	if err != nil {
		return templates.Mail{}, fmt.Errorf("%w about a calendar: %w", ErrRender, err)
	}
	return m, nil
}

// Notice writes a notice as a mail from one of our addresses. Its Message-ID is that of its key: a second telling after a crash is the
// same mail. In a trial the admin gets what may not go out.
func (r *Renderer) Notice(n Notice, from string, c *handoff.Config, now time.Time) (Mail, error) {
	person, admin := c.Person(n.To), c.Person(c.Admin)
	body, subject := n.Text, n.Subject
	if n.Personal && (person.Gone || person.Email() == "" || !c.MayWriteTo(person.Email())) {
		return Mail{}, fmt.Errorf("%s: what stands in a calendar is for its owner alone", n.To)
	}
	if person.Email() != "" && !c.MayWriteTo(person.Email()) {
		body = meantFor(person.Email()) + "\n\n" + body
		person, subject = admin, trialMark+subject
	}
	if person.Gone || person.Email() == "" {
		person = admin
	}
	if person.Email() == "" {
		return Mail{}, fmt.Errorf("%s has no mail address", n.To)
	}
	domain := text.Domain(from)
	d := mail.Draft{From: mail.Address{Name: c.Name, Addr: from}, To: []mail.Address{colleague(person)},
		Subject: subject, MessageID: handoff.MailHash("notice", n.Key) + "@" + domain, Date: now, Auto: true, Text: body}
	if n.Personal {
		d.HTML = n.HTML
		d.Headers = map[string]string{"List-Id": "Weekly calendar mail <calendars." + domain + ">",
			"List-Unsubscribe": "<mailto:" + from + "?subject=" + strings.ReplaceAll(handoff.StopCalendarMail, " ", "%20") + ">"}
	}
	raw, err := mail.Compose(d)
	return Mail{From: from, To: person.Email(), MessageID: d.MessageID, Raw: raw}, err
}

// trialMark stands before the subject of a mail that a trial sends to the admin.
const trialMark = "[trial] "

// meantFor says whose mail it is that a trial sends to the admin.
func meantFor(address string) string {
	return "Trial: this mail was meant for " + text.OneLine(address, text.NameLimit) + " and went to nobody but you."
}
