package engine

import (
	"fmt"
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/mail"
)

// whose finds out who wrote a mail whose address may be that of several: people whose addresses differ by a plus tag alone, and a
// webmail that answers under the address without one. What the mail answers tells; else the colleague among them is asked, and until
// then it counts for nobody.
func (e *Engine) whose(l *letter, id handoff.ID, found bool) error {
	similar := e.conf().Owners(handoff.Handoff{}, l.m.From.Addr)
	if l.settled || len(similar) == 0 || e.conf().IsExactly(similar[0].Person, l.m.From.Addr) {
		return nil
	}
	var h handoff.Handoff
	if found && id != "" {
		var err error
		if h, err = l.tx.Handoff(id); err != nil {
			return err
		}
	}
	owners := e.conf().Owners(h, l.m.From.Addr)
	ask, colleague := handoff.Person{}, false
	if len(owners) > 1 {
		ask, colleague = e.conf().AskOf(h, owners)
	}
	if !colleague {
		return nil
	}
	signs, err := e.signs(l, id, found)
	if err != nil {
		return err
	}
	if w, ok := e.conf().Whose(h, owners, signs); ok {
		l.be(w, e.conf().Person(w.Person))
		return nil
	}
	if only, err := e.onlyBrief(l, owners, found); err != nil || only {
		return err
	}
	var names []string
	for _, w := range owners {
		if w.Person != "" {
			w.Address = e.conf().Person(w.Person).Email()
		}
		names = append(names, w.Address)
	}
	address := l.m.From.Addr
	l.be(handoff.Who{Person: ask.ID}, ask)
	l.several, l.verified = l.verified, false
	l.u.Auth.Why = fmt.Sprintf("%s may be the address of %s", address, strings.Join(names, " or "))
	return nil
}

// signs are what the mail shows of its writer.
func (e *Engine) signs(l *letter, id handoff.ID, found bool) (handoff.Signs, error) {
	s := handoff.Signs{Given: l.token.Person}
	for _, a := range l.u.Answers {
		s.UIDs = append(s.UIDs, a.UID)
	}
	for _, a := range slices.Concat(l.m.To, l.m.Cc) {
		s.To = append(s.To, a.Addr)
	}
	if found && id != "" {
		to, _, err := e.returnedTo(l, id)
		s.Answered = to
		return s, err
	}
	return s, nil
}

// onlyBrief takes the mail for that of the one owner who hands over leads, if it is a brief.
func (e *Engine) onlyBrief(l *letter, owners []handoff.Who, found bool) (bool, error) {
	hands := slices.DeleteFunc(slices.Clone(owners), func(w handoff.Who) bool { return !e.conf().HandsOver(w.Person) })
	if found || len(hands) != 1 || l.m.Kind != mail.KindHumanReply {
		return false, nil
	}
	try := &letter{tx: l.tx, box: l.box, in: l.in, u: l.u, m: l.m, now: l.now, verified: true, asking: true}
	before, from := *l.in, l.m.From
	try.be(hands[0], e.conf().Person(hands[0].Person))
	err := e.takeHuman(try, "", false)
	*l.in, l.m.From = before, from
	if err != nil || !slices.ContainsFunc(try.would, func(f handoff.Fact) bool { return f.Kind() == handoff.KindBriefed }) {
		return false, err
	}
	l.be(hands[0], try.sender)
	return true, nil
}

// be takes the mail for that of one of the owners of its address.
func (l *letter) be(w handoff.Who, p handoff.Person) {
	l.sender, l.known = p, w.Person != ""
	if l.known {
		w.Address = p.Email()
	}
	l.m.From.Addr = w.Address
}
