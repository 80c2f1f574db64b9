package outbox

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// hold keeps a mail back whose reader does not work now, or has had enough of today. What was rendered goes out: the
// server may have it already.
func (o *Outbox) hold(tx rendering, p *delivery, now time.Time) error {
	a := p.job.Rows[0].Action
	p.hold, p.join = time.Time{}, ""
	if at, hosted := o.hosts(invites(a)); a.To.Person == "" || len(p.job.Rows[0].Bytes) > 0 || hosted && !at.Mails {
		return nil
	}
	away, err := tx.Away(a.To.Person, now)
	if err != nil {
		return err
	}
	had, err := tx.Had(a.To.Person, o.theirDay(a.To.Person, now))
	if err != nil {
		return err
	}
	until, join := handoff.KeepBack(p.about, a, o.conf(), away, had, now)
	if !until.IsZero() {
		p.hold = until
		if join {
			p.join = a.Joined()
		}
	}
	return nil
}

// today writes a mail of several lines. Its reply address stands for all of them.
func (o *Outbox) today(tx rendering, p *delivery, hs []handoff.Handoff, as []handoff.Action, now time.Time) error {
	if err := o.lend(tx, p, &as[0], now); err != nil {
		return err
	}
	c := o.conf()
	p.write = func() {
		p.mail, p.fail = o.Renderer.Today(hs, as, c, now)
		if p.lend != nil {
			p.lend.Message = p.mail.MessageID
			if severalLeads(p.mail.Lines) {
				p.lend.Handoff = ""
			}
		}
	}
	return nil
}

// severalLeads says whether a number has to say which lead an answer is about.
func severalLeads(lines []handoff.TodayLine) bool {
	return slices.ContainsFunc(lines, func(l handoff.TodayLine) bool { return l.Handoff != lines[0].Handoff })
}

// lookBack finds for a brief what became of earlier leads of the same company.
func (o *Outbox) lookBack(tx rendering, h handoff.Handoff, a *handoff.Action) (err error) {
	domain := handoff.CompanyOf(&h)
	if domain == "" || a.Purpose != handoff.PurposeBrief && !h.Events().HoldsBrief(*a) {
		return nil
	}
	others, err := tx.OfCompany(domain, h.Team, h.ID)
	a.Earlier = handoff.EarlierLeads(h, others)
	return err
}

// theirDay is the present day of a person.
func (o *Outbox) theirDay(person handoff.PersonID, now time.Time) string {
	return now.In(o.conf().Person(person).Location()).Format(time.DateOnly)
}

// count notes, when a mail is written for the first time, that it counts against the budget of its reader.
func (o *Outbox) count(tx *keepOnce, p *delivery, at time.Time) error {
	first := p.job.Rows[0]
	if !first.Action.Counted() || len(first.Bytes) > 0 || first.Attempts > 1 {
		return nil
	}
	person := first.Action.To.Person
	return tx.countLive(person, o.theirDay(person, at), at)
}
