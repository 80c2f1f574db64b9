package intake

import (
	"strings"

	"handoffd/handoff"
)

// takeBounce maps a report to the mail it speaks of; only reports on mails of ours count, and only about whom the mail
// was for.
func (l *inbound) takeBounce(id handoff.ID, found bool) error {
	b := l.m.Bounce
	if !found && b != nil && (handoff.OfCheck(b.HandoffID) || handoff.AboutCheck(b.MessageID, l.c)) {
		return l.silent(ownCheck, handoff.Because("own-check"))
	}
	if !found || b == nil {
		return l.silent(reportElsewhere, handoff.Because("report-elsewhere/bounce"))
	}
	to, sent, err := l.returnedTo(id)
	switch {
	case err != nil:
		return err
	case !sent && !l.learns(): // a learned id says which handoff, not to whom
		return l.silent(reportElsewhere, handoff.Because("report-elsewhere/unsent"))
	}
	for _, r := range b.Recipients {
		if sent && !l.isFor(r.Address, to) {
			if l.t.Verdict == "" {
				_ = l.silent(reportElsewhere, handoff.Because("report-elsewhere/not-sent-to", handoff.AddressArg(r.Address)))
			}
			continue
		}
		f := &handoff.Bounced{About: l.about(), Address: r.Address, Permanent: b.PermanentFor(r), Status: r.Status}
		if p, ok := l.c.ByEmail(r.Address); ok {
			f.Person = p.ID
		}
		f.By = handoff.Who{Address: strings.ToLower(r.Address)}
		if err := l.fact(id, f); err != nil {
			return err
		}
	}
	if len(b.Recipients) == 0 {
		return l.silent(reportElsewhere, handoff.Because("report-elsewhere/no-recipient"))
	}
	return nil
}

// takeComplaint stops mail to whoever complained. Only the one to whom the mail in question went can have done so;
// many hosts leave out who it was.
func (l *inbound) takeComplaint(id handoff.ID, found bool) error {
	if !found || l.m.Bounce == nil {
		return l.silent(reportElsewhere, handoff.Because("report-elsewhere/complaint"))
	}
	to, sent, err := l.returnedTo(id)
	if err != nil {
		return err
	}
	f := &handoff.Complained{About: l.about(), Address: to.Address}
	if to.Person != "" {
		f.Address = l.c.Person(to.Person).Email()
	}
	named := l.m.Bounce.Recipients
	if len(named) > 0 {
		f.Address = named[0].Address
	}
	switch {
	case !sent && (!l.learns() || len(named) == 0): // a learned id says which handoff, not to whom
		return l.silent(reportElsewhere, handoff.Because("report-elsewhere/complaint-unsent"))
	case sent && !l.isFor(f.Address, to):
		return l.silent(reportElsewhere,
			handoff.Because("report-elsewhere/complaint-not-sent-to", handoff.AddressArg(f.Address)))
	}
	if p, ok := l.c.ByEmail(f.Address); ok {
		f.Person = p.ID
	}
	return l.fact(id, f)
}
