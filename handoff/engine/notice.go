package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/smtp"
)

// notices sends the mails of the service itself: it tells of outages and of mails that were set aside. They take whichever mail
// server can be reached, since it may be one of these that they tell of. Until they are out they wait in the store.
func (e *Engine) notices(ctx context.Context) (int, error) {
	e.telling.Lock()
	defer e.telling.Unlock()
	if err := e.tellOutages(ctx); err != nil || e.Sender == nil {
		return 0, err
	}
	var waiting []store.Notice
	err := e.Store.View(ctx, func(tx *store.Tx) (err error) { waiting, err = tx.Notices(batchSize); return err })
	if err != nil {
		return 0, err
	}
	done := 0
	for _, n := range waiting {
		i := slices.IndexFunc(e.outlets, func(l *outlet) bool { return !l.isDown() && len(l.addresses) > 0 })
		if i < 0 {
			return done, nil // the outage was logged with its mend
		}
		out, err := e.tell(ctx, e.outlets[i], n)
		if err != nil {
			return done, err
		}
		if out {
			done++
		}
	}
	return done, nil
}

// tell sends one notice and marks it. It is out, or will never be; else it is tried again.
func (e *Engine) tell(ctx context.Context, l *outlet, n store.Notice) (out bool, err error) {
	to, raw, err := e.noticeMail(l.addresses[0], n)
	if err == nil {
		err = l.sender.Send(ctx, l.addresses[0], to, raw)
		if ctx.Err() != nil && err != nil {
			return false, ctx.Err()
		}
		if kept := e.tried(ctx, l, err); kept != nil {
			return false, kept
		}
	}
	if refused, ok := errors.AsType[*smtp.Error](err); ok && (refused.Temporary || refused.Uncertain) {
		e.Log.Warn("a notice could not be handed over and is tried again", "subject", n.Subject, "to", n.To, "error", err)
		return false, nil
	}
	if err != nil {
		text := n.Body
		if isPersonal(n.Key) {
			text = ""
		}
		e.Log.Error("nobody could be told", "subject", n.Subject, "to", n.To, "text", text, "error", err)
	}
	return true, e.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error { return tx.NoticeDone(n.ID, e.Now()) })
}

// noticeMail writes a notice as a mail. Its Message-ID is that of its key: a second telling after a crash is the same mail. In a
// trial the admin gets what may not go out.
func (e *Engine) noticeMail(from string, n store.Notice) (to string, raw []byte, err error) {
	c := e.conf()
	person, admin := c.Person(n.To), c.Person(c.Admin)
	text, subject := n.Body, n.Subject
	if isPersonal(n.Key) && (person.Gone || person.Email() == "" || !trialAllows(c.Trial, person.Email())) {
		return "", nil, fmt.Errorf("%s: what stands in a calendar is for its owner alone", n.To)
	}
	if person.Email() != "" && !trialAllows(c.Trial, person.Email()) {
		text, subject = "Trial: this mail was meant for "+oneLine(person.Email(), nameLimit)+" and went to nobody but you.\n\n"+text, "[trial] "+subject
		person = admin
	}
	if person.Gone || person.Email() == "" {
		person = admin
	}
	if person.Email() == "" {
		return "", nil, fmt.Errorf("%s has no mail address", n.To)
	}
	d := mail.Draft{From: mail.Address{Name: c.Name, Addr: from}, To: []mail.Address{colleague(person)},
		Subject: subject, MessageID: mailHash("notice", n.Key) + "@" + domainOf(from), Date: e.Now(), Auto: true, Text: text}
	if isPersonal(n.Key) {
		d.HTML = n.HTML
		d.Headers = map[string]string{"List-Id": "Weekly calendar mail <calendars." + domainOf(from) + ">",
			"List-Unsubscribe": "<mailto:" + from + "?subject=" + strings.ReplaceAll(stopSubject, " ", "%20") + ">"}
	}
	raw, err = mail.Compose(d)
	return person.Email(), raw, err
}

// never is the next time of a pass that comes round by itself.
func never(*store.Tx) (time.Time, bool, error) { return time.Time{}, false, nil }
