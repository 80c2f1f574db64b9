package intake

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// tapped takes a mail that a button has opened as one that says what the button says, where the mail itself says
// nothing: some programs lose the body of such a mail.
func (l *inbound) tapped(t reading.Tap) {
	l.tap = t
	if l.m.Kind != mail.KindHumanReply || !reading.SaysNothing(l.c, l.m.Text) {
		return
	}
	said := *l.m
	said.Text = t.Verb
	l.m = &said
}

// privately takes a tap from an address that is nobody's for one of the colleague whose mail had the button, and
// proves nothing: they are asked at the address that is known.
func (l *inbound) privately(id handoff.ID) error {
	p := l.c.Person(l.token.Person)
	if l.known || l.tap.Code == "" || l.tap.Code != l.code || l.token.Mail != 0 || p.Gone || p.Email() == "" ||
		id == "" || l.settled() || l.m.Kind != mail.KindHumanReply {
		return nil
	}
	h, err := l.lead(id)
	if err != nil || h.IsProspect(l.m.From.Addr) {
		return err
	}
	from := l.m.From.Addr
	l.be(handoff.Who{Person: p.ID}, p)
	l.private, l.verified = true, false
	l.doubt = handoff.Because("sender-unproved/private", handoff.AddressArg(from))
	return nil
}

// tapLends says whether a button's secret may stand for the proof of its sender: for a yes or no to the offer alone,
// and for the same once more, which changes nothing.
func (l *inbound) tapLends(h handoff.Handoff) (lends, again bool) {
	if l.private || l.token.Person != l.sender.ID {
		return false, false
	}
	facts, ok := reading.ReadCommands(l.m.Text, h, l.about(), l.c, l.now)
	if !ok {
		return false, false
	}
	again = true
	for _, f := range facts {
		switch f.(type) {
		case *handoff.Accept:
			a := h.Current()
			again = again && a != nil && a.Rep == l.sender.ID && !slices.Contains(a.Lacking(), handoff.RequireAccept)
		case *handoff.Decline:
			again = again && h.Rep() != l.sender.ID
		default:
			return false, false
		}
	}
	return true, again
}

// saysHello says whether the mail is the one that a button in the offer opens: the rep's own first words to the
// prospect, which accept the lead too. It is known by the thread's own address in Cc of a mail that answers none. That
// address proves nothing, since the prospect knows it: the rep is proved otherwise.
func (l *inbound) saysHello(h handoff.Handoff) bool {
	inCc := slices.ContainsFunc(l.m.Cc, func(a mail.Address) bool {
		tag, ours := l.c.Tag(a.Addr)
		return ours && tag != "" && tag == h.Token
	})
	return inCc && len(l.m.InReplyTo)+len(l.m.References) == 0 && l.verified && l.code == "" &&
		h.State == handoff.Offered && l.sender.ID == h.Rep() && !h.OwnHolds()
}
