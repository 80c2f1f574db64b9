package intake

import (
	"slices"

	"handoffd/handoff"
)

// Alias is an address that a colleague has called theirs.
type Alias struct {
	Address string
	Person  handoff.PersonID
}

// fromAlias makes a mail from an address that a colleague has called theirs one of that colleague: it is worth what
// proves that it comes from there.
func (l *inbound) fromAlias() error {
	from := l.m.From.Addr
	p, ok, err := l.aliasOf(from)
	if err != nil || !ok || l.known || l.settled() || l.list != "" {
		return err
	}
	l.u.Answers = slices.Clone(l.u.Answers)
	for i, a := range l.u.Answers {
		if handoff.SameAddress(a.Attendee, from) {
			l.u.Answers[i].Attendee = p.Email()
		}
	}
	l.be(handoff.Who{Person: p.ID}, p)
	l.alias = from
	return nil
}

// aliasOf is the colleague who has called an address theirs: one that is nobody else's, whose owner is still here.
func (l *inbound) aliasOf(address string) (handoff.Person, bool, error) {
	if !l.nobodys(address) {
		return handoff.Person{}, false, nil
	}
	id, ok, err := l.f.Alias(address)
	if err != nil || !ok {
		return handoff.Person{}, false, err
	}
	p := l.c.Person(id)
	return p, !p.Gone && p.Email() != "", nil
}

// nobodys says that an address is of nobody in the roster, and not like that of anybody.
func (l *inbound) nobodys(address string) bool {
	return address != "" && !l.c.Owns(address) && len(l.c.Owners(handoff.Handoff{}, address)) == 0
}

// remembers is the address of a held mail that its writer has called theirs, if it may be remembered as that.
func (l *inbound) remembers(held Stored) *Alias {
	try := l.inbound(l.f, Mail{Understood: l.Read(held.Raw, held.Arrived), Arrived: held.Arrived}, l.at)
	from := try.m.From.Key()
	if try.known || try.list != "" || !l.nobodys(from) {
		return nil
	}
	return &Alias{Address: from, Person: l.sender.ID}
}
