package intake

import (
	"regexp"
	"slices"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// find looks for the handoff: token, else event UID, else the mails it answers or returns, else the mark, else the id
// that a colleague names, or what a colleague sends on. Never by the words of a subject.
func (l *inbound) find() (handoff.ID, bool, error) {
	for _, t := range l.tokens(l.m) {
		if id, ok, err := l.f.ByToken(t); err != nil || ok {
			return id, ok, err
		}
		if id, ok, err := l.byToken(t); err != nil || ok {
			return id, ok, err
		}
	}
	for _, t := range codes(l.m) {
		if id, ok, err := l.byToken(t); err != nil || ok {
			l.bySubject = l.code == t
			if tap, tapped := reading.TapIn(l.m.Subject); tapped && tap.Code == t {
				l.tapped(tap)
			}
			return id, ok, err
		}
	}
	for _, a := range l.u.Answers {
		if id, ok, err := l.f.ByUID(calendar.NormalizeUID(a.UID)); err != nil || ok {
			return id, ok, err
		}
	}
	if ev, is := l.event(); is && (l.m.Kind == mail.KindCalendarCancel || l.m.Kind == mail.KindCalendarRequest) {
		if id, ok, err := l.f.ByUID(calendar.NormalizeUID(ev.UID)); err != nil || ok {
			return id, ok, err
		}
	}
	if id, ok, err := l.f.ByMessageIDs(l.answeredIDs(l.m)); err != nil || ok {
		return id, ok, err
	}
	if id, ok, err := l.byMark(); err != nil || ok {
		return id, ok, err
	}
	if id, ok, err := l.byName(); err != nil || ok {
		return id, ok, err
	}
	if id, ok, err := l.byProspect(); err != nil || ok {
		return id, ok, err
	}
	return l.byForwarded()
}

// Names are what most mails are found by: the tags of their reply addresses, and the UIDs of the events they answer.
// Whoever is about to interpret many mails may look these up at once.
func (r *Reader) Names(u Understood) (tags, uids []string) {
	tags = append(r.tokens(u.Message), codes(u.Message)...)
	for _, a := range u.Answers {
		uids = append(uids, calendar.NormalizeUID(a.UID))
	}
	return tags, uids
}

// tokens are those in our own addresses among the recipients; what stands in the address of another domain is nothing.
func (r *Reader) tokens(m *mail.Message) []string {
	var out []string
	add := func(address string) {
		if tag, ours := r.Config.Tag(address); ours && tag != "" && !slices.Contains(out, tag) && len(out) < 10 {
			out = append(out, tag)
		}
	}
	for _, a := range slices.Concat(m.To, m.Cc) {
		add(a.Addr)
	}
	for _, a := range m.Delivered {
		add(a)
	}
	return out
}

// answeredIDs are the Message-IDs of the mails that this one returns or answers. A delivery report is found by them
// too, so mails need no envelope sender of their own.
func (l *inbound) answeredIDs(m *mail.Message) []string {
	var ids []string
	if b := m.Bounce; b != nil {
		if b.MessageID != "" {
			ids = append(ids, b.MessageID)
		}
		ids = append(ids, l.c.MessageIDs(b.HandoffID)...)
	}
	ids = slices.Concat(ids, m.InReplyTo, m.References)
	return ids[:min(len(ids), 50)]
}

// returnedTo is whom the mail went to that a delivery report returns; false if the report does not show which of ours
// it was.
func (l *inbound) returnedTo(id handoff.ID) (handoff.Recipient, bool, error) {
	sent, ok, err := l.f.Sent(id, l.answeredIDs(l.m))
	return sent.To, ok, err
}

// isFor says whether the address is one of the recipient's.
func (l *inbound) isFor(address string, to handoff.Recipient) bool {
	if to.Person == "" {
		return handoff.SameAddress(address, to.Address)
	}
	p, ok := l.c.ByEmail(address)
	return ok && p.ID == to.Person
}

var (
	markPattern = regexp.MustCompile(`\[(HO-[A-Z2-7]{6})\]`)
	idPattern   = regexp.MustCompile(`\bHO-[A-Z2-7]{6}\b`)
)

// byMark finds the handoff by the mark that stands in the body of every internal mail, where no token can stand in an
// address. It never counts alone: its writer is an authenticated colleague who has a part in that handoff, and it is
// the only one in the mail.
func (l *inbound) byMark() (handoff.ID, bool, error) {
	if l.Addressing != handoff.AddressingNone || !l.known || !l.verified || l.m.Kind != mail.KindHumanReply {
		return "", false, nil
	}
	id := handoff.ID("")
	for _, m := range markPattern.FindAllStringSubmatch(l.m.Body, -1) {
		if id != "" && id != handoff.ID(m[1]) {
			return "", false, nil
		}
		id = handoff.ID(m[1])
	}
	if id == "" {
		return "", false, nil
	}
	h, there, err := l.f.Handoff(id)
	if err != nil || !there || h.RoleOf(handoff.Who{Person: l.sender.ID}, l.c) == handoff.RoleStranger {
		return "", false, err
	}
	return id, true, nil
}

// takeOwn takes mail from the handoff address itself. A copy of what was sent from here shows the Message-ID that the
// server gave it, which finds the handoff from then on. That gives nobody any authority, but one that is known already
// keeps its handoff.
func (l *inbound) takeOwn() error {
	itself := handoff.Because("own-unexpected")
	if handoff.OfCheck(l.m.HandoffID) && !l.forged {
		l.t.Unkept = true
		return l.silent(ownCheck, handoff.Because("own-check"))
	}
	if !l.readsCopy() {
		return l.silent(ownUnexpected, itself)
	}
	sent := l.c.MessageIDs(l.m.HandoffID)
	id, ok, err := l.f.ByMessageIDs(sent)
	if err != nil {
		return err
	}
	if !ok {
		return l.takeOwnDigest(sent, itself)
	}
	other, known, err := l.f.ByMessageIDs([]string{l.m.MessageID})
	switch {
	case err != nil:
		return err
	case known && other != id:
		return l.silent(ownUnexpected, handoff.Because("own-unexpected/other"))
	}
	l.t.Handoff, l.t.Unkept = id, true // the outbox has the bytes
	if known {
		return l.silent(ownCopy, handoff.Because("own-copy/known"))
	}
	l.t.Learned = true
	return l.silent(ownCopy, handoff.Because("own-copy/learned"))
}

// readsCopy says whether the mail can be a copy of one of ours, and comes the way that copies are expected.
func (l *inbound) readsCopy() bool {
	if l.m.MessageID == "" || l.m.HandoffID == "" || l.forged {
		return false
	}
	return l.LearnIDs == handoff.LearnSent || l.LearnIDs == handoff.LearnBcc && l.verified
}

// learns says whether Message-IDs are learned at all.
func (l *inbound) learns() bool {
	return l.LearnIDs == handoff.LearnBcc || l.LearnIDs == handoff.LearnSent
}

// takeOwnDigest takes a copy of a mail about several handoffs. An id that they share finds none of them, so there is
// nothing to learn.
func (l *inbound) takeOwnDigest(sent []string, otherwise handoff.Reason) error {
	id := handoff.ID(idPattern.FindString(l.m.Body))
	if id == "" || len(sent) == 0 {
		return l.silent(ownUnexpected, otherwise)
	}
	_, ok, err := l.f.Sent(id, sent)
	if err != nil {
		return err
	}
	if !ok {
		return l.silent(ownUnexpected, otherwise)
	}
	l.t.Unkept = true
	return l.silent(ownCopy, handoff.Because("own-copy/several"))
}
