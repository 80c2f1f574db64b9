package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// Calendar writes what the mail of the week tells the owner of a calendar about it.
func (r *Renderer) Calendar(h report.Hygiene, c *handoff.Config) (templates.Mail, error) {
	m, err := h.Part(r.tidyWords(c))
	if err != nil {
		return m, fmt.Errorf("%w about a calendar: %w", ErrRender, err)
	}
	return m, nil
}

// Calendars writes what the mail of the week tells the manager of the owners of calendars; false if that is nothing.
func (r *Renderer) Calendars(t report.TeamCalendars, c *handoff.Config) (templates.Mail, bool, error) {
	m, tell, err := report.TeamPart(r.tidyWords(c), t)
	if err != nil {
		return m, tell, fmt.Errorf("%w about calendars: %w", ErrRender, err)
	}
	return m, tell, nil
}

// Figures writes what the mail of the week tells somebody of figures; it is empty if that is nothing.
func (r *Renderer) Figures(u report.Update, c *handoff.Config) (handoff.ServiceDetail, error) {
	d, err := u.Part(r.tidyWords(c))
	if err != nil {
		return d, fmt.Errorf("%w about figures: %w", ErrRender, err)
	}
	return d, nil
}

// Shield writes what an advocate's Today tells beside its lines; false if that is nothing.
func (r *Renderer) Shield(s report.Shield, c *handoff.Config) (templates.Mail, bool, error) {
	m, tell, err := s.Part(r.tidyWords(c), c)
	if err != nil {
		return m, tell, fmt.Errorf("%w to an advocate: %w", ErrRender, err)
	}
	return m, tell, nil
}

func (r *Renderer) tidyWords(c *handoff.Config) report.Words {
	return report.Words{Set: r.set, Why: func(why handoff.Reason) string { return view.Why(r.set.Reasons, c, why) }}
}

// service writes a mail of the service in the name of the config's address. Its Message-ID is that of its key.
func (r *Renderer) service(a handoff.Action, c *handoff.Config, now time.Time) (Mail, error) {
	reader, meant, err := serviceReader(a, c)
	if err != nil {
		return Mail{}, err
	}
	words, domain := handoff.DetailOf[handoff.ServiceDetail](a), text.Domain(c.Address)
	var links []handoff.PageLink
	if handoff.SignsIn(a) {
		words.Says.Args = append(slices.Clone(words.Says.Args), handoff.WordsArg(c.SignInLink(a.Page)))
		links = []handoff.PageLink{{Secret: a.Page, Words: words.Page}}
	}
	if err := r.word(&words, c, reader.ID); err != nil {
		return Mail{}, err
	}
	d := mail.Draft{From: mail.Address{Name: c.Name, Addr: c.Address}, To: []mail.Address{colleague(reader)},
		Subject:   words.Subject,
		MessageID: handoff.MailHash("notice", words.Key) + "@" + domain, Date: now, Auto: true, Text: words.Text}
	if meant != "" {
		w := templates.Trial{Subject: d.Subject, Address: text.OneLine(meant, text.NameLimit)}
		mark, err := r.set.Line("trial", "mark", w)
		banner, err2 := r.set.Line("trial", "meant", w)
		if err = cmp.Or(err, err2); err != nil {
			return Mail{}, err
		}
		d.Subject, d.Text = mark, banner+"\n\n"+d.Text
	}
	if words.Personal == handoff.Yes {
		d.HTML = words.HTML
	}
	if id := strings.Trim(a.Answers, "<>"); isMessageID(id) {
		d.InReplyTo = id
	}
	if d.HTML != "" && strings.HasPrefix(words.Key, "hygiene") { // an older version wrote it
		d.Headers = weekHeaders(c, handoff.StopCalendarMail)
	}
	if handoff.Practises(a) {
		if err := r.practice(&d, words, a, c, now); err != nil {
			return Mail{}, err
		}
	}
	if words.Meets != nil {
		if err := r.invites(&d, *words.Meets, c, now); err != nil {
			return Mail{}, err
		}
	}
	raw, err := mail.Compose(d)
	return Mail{From: c.Address, To: reader.Email(), MessageID: d.MessageID, Raw: raw, Links: links}, err
}

// word fills in the words of a mail of the service that was not worded before.
func (r *Renderer) word(d *handoff.ServiceDetail, c *handoff.Config, reader handoff.PersonID) error {
	if d.Says.Code != "" {
		name := string(d.Says.Sentence())
		subject, body, ok, err := r.set.Service(name, view.Service(r.set.Reasons, c, *d, reader))
		switch {
		case err != nil:
			return fmt.Errorf("%w: %w", ErrRender, err)
		case !ok:
			return fmt.Errorf("%w: there are no words for %s", ErrRender, name)
		}
		d.Subject, d.Text = subject, body
	}
	d.Text = handoff.CutService(d.Text)
	return nil
}

// serviceReader is who gets a mail of the service: the admin instead of people who have left or have no address, and
// in a trial instead of those to whom nothing may go; meant is then the address that it was for. What is for its
// reader alone goes to nobody else.
func serviceReader(a handoff.Action, c *handoff.Config) (reader handoff.Person, meant string, err error) {
	reader, admin := c.Person(a.To.Person), c.Person(c.Admin)
	address := reader.Email()
	kept := address != "" && !c.MayWriteTo(address)
	if handoff.DetailOf[handoff.ServiceDetail](a).Personal == handoff.Yes && (reader.Gone || address == "" || kept) {
		return reader, "", fmt.Errorf("%s: what stands in a calendar is for its owner alone", a.To.Person)
	}
	if kept {
		reader, meant = admin, address
	}
	if reader.Gone || reader.Email() == "" {
		reader = admin
	}
	if reader.Email() == "" {
		return reader, "", fmt.Errorf("%s has no mail address", a.To.Person)
	}
	return reader, meant, nil
}
