package intake

import (
	"slices"

	"handoffd/handoff"
	"handoffd/mail"
)

// whose finds out who wrote a mail whose address may be that of several: people whose addresses differ by a plus tag
// alone, and a webmail that answers under the address without one. What the mail answers tells; else the colleague
// among them is asked, and until then it counts for nobody.
func (l *inbound) whose(id handoff.ID, found bool) error {
	similar := l.c.Owners(handoff.Handoff{}, l.m.From.Addr)
	if l.settled() || len(similar) == 0 || l.c.IsExactly(similar[0].Person, l.m.From.Addr) {
		return nil
	}
	var h handoff.Handoff
	if found && id != "" {
		var err error
		if h, err = l.lead(id); err != nil {
			return err
		}
	}
	owners := l.c.Owners(h, l.m.From.Addr)
	ask, colleague := handoff.Person{}, false
	if len(owners) > 1 {
		ask, colleague = l.c.AskOf(h, owners)
	}
	if !colleague {
		return nil
	}
	signs, err := l.signs(id, found)
	if err != nil {
		return err
	}
	if w, ok := l.c.Whose(h, owners, signs); ok {
		l.be(w, l.c.Person(w.Person))
		return nil
	}
	if only, err := l.onlyBrief(owners, found); err != nil || only {
		return err
	}
	var names []string
	for _, w := range l.fitting(h, owners) {
		if w.Person != "" {
			w.Address = l.c.Person(w.Person).Email()
		}
		names = append(names, w.Address)
	}
	address := l.m.From.Addr
	l.be(handoff.Who{Person: ask.ID}, ask)
	l.several, l.verified = l.verified, false
	l.doubt = handoff.Because("sender-unproved/several", handoff.AddressArg(address), handoff.ListArg(names))
	if l.m.Kind == mail.KindAutoReply {
		l.doubt = handoff.Because("sender-unproved/machine", handoff.WordsArg(l.m.Why), handoff.ReasonArg(l.doubt))
	}
	return nil
}

// fitting are those of the owners of an address whose part the mail can be: of a lead they have one, and a new lead is
// handed over by who may. Where it is nobody's part, they are all named.
func (l *inbound) fitting(h handoff.Handoff, owners []handoff.Who) []handoff.Who {
	fit := slices.DeleteFunc(slices.Clone(owners), func(w handoff.Who) bool {
		if h.ID == "" {
			return len(l.c.BriefTeams(l.in.Box, w.Person)) == 0
		}
		return w.Person != "" && h.RoleOf(w, l.c) == handoff.RoleStranger
	})
	if len(fit) == 0 {
		return owners
	}
	return fit
}

// signs are what the mail shows of its writer.
func (l *inbound) signs(id handoff.ID, found bool) (handoff.Signs, error) {
	s := handoff.Signs{Given: l.token.Person}
	for _, a := range l.u.Answers {
		s.UIDs = append(s.UIDs, a.UID)
	}
	for _, a := range slices.Concat(l.m.To, l.m.Cc) {
		s.To = append(s.To, a.Addr)
	}
	if found && id != "" {
		to, _, err := l.returnedTo(id)
		s.Answered = to
		return s, err
	}
	return s, nil
}

// onlyBrief takes the mail for that of the one owner who hands over leads, if it is a brief.
func (l *inbound) onlyBrief(owners []handoff.Who, found bool) (bool, error) {
	hands := slices.DeleteFunc(slices.Clone(owners), func(w handoff.Who) bool { return !l.c.HandsOver(w.Person) })
	if found || len(hands) != 1 || l.m.Kind != mail.KindHumanReply {
		return false, nil
	}
	try := l.proved()
	try.be(hands[0], l.c.Person(hands[0].Person))
	if err := try.takeNew(); err != nil || !try.brings(handoff.KindBriefed) {
		return false, err
	}
	l.be(hands[0], try.sender)
	return true, nil
}

// be takes the mail for that of one of the owners of its address.
func (l *inbound) be(w handoff.Who, p handoff.Person) {
	l.sender, l.known = p, w.Person != ""
	if l.known {
		w.Address = p.Email()
	}
	said := *l.m
	said.From.Addr = w.Address
	l.m = &said
}
