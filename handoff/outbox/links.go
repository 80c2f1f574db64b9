package outbox

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// link draws what the links of a mail to one colleague are made from, where there are pages. Nobody else may get that
// mail.
func (o *Outbox) link(p *delivery, a *handoff.Action) (err error) {
	to := o.conf().Person(a.To.Person)
	among := a.Purpose.Channel() == handoff.ChannelInternal || p.about.Events().HoldsBrief(*a) || handoff.SignsIn(*a)
	if o.conf().Pages == "" || a.To.Person == "" || !among || a.Purpose == handoff.PurposeConfirm ||
		!o.conf().MayWriteTo(to.Email()) {
		return nil
	}
	a.Page, err = o.Desk.DrawLink()
	return err
}

// keepLinks keeps what the links of a mail say, and where its handoff stood.
func (o *Outbox) keepLinks(tx linking, p *delivery, now time.Time) error {
	if len(p.mail.Links) == 0 {
		return nil
	}
	l := store.PageLink{Handoff: p.about.ID, Person: p.job.Rows[0].Action.To.Person, Issued: now,
		Expires: now.Add(handoff.PageLinkLife)}
	if l.Handoff == "" {
		l.Expires = now.Add(handoff.SignInLife)
	} else {
		l.Stand = handoff.Stand(&p.about)
	}
	for _, one := range p.mail.Links {
		l.Words = one.Words
		if err := tx.KeepLink(one.Secret, l); err != nil {
			return err
		}
	}
	return nil
}

// linking is what keeping links needs of a transaction.
type linking interface {
	KeepLink(secret string, l store.PageLink) error
}
