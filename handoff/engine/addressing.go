package engine

import (
	"errors"
	"regexp"
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// LearnIDs: which copies of own mail show the Message-ID that the server gave it (Amazon SES and Outlook replace it).
const (
	LearnOff  = "off"
	LearnBcc  = "bcc"  // copies that come in as mail, authenticated
	LearnSent = "sent" // copies in a Sent folder that is watched, which no server has authenticated
)

// tokens are those in our own addresses among the recipients; what stands in the address of another domain is nothing.
func (e *Engine) tokens(m *mail.Message) []string {
	var out []string
	add := func(address string) {
		if tag, ours := e.conf().Tag(address); ours && tag != "" && !slices.Contains(out, tag) && len(out) < 10 {
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

// answeredIDs are the Message-IDs of the mails that this one returns or answers. A delivery report is found by them too, so mails
// need no envelope sender of their own.
func (e *Engine) answeredIDs(m *mail.Message) []string {
	var ids []string
	if b := m.Bounce; b != nil {
		if b.MessageID != "" {
			ids = append(ids, b.MessageID)
		}
		ids = append(ids, e.conf().MessageIDs(b.HandoffID)...)
	}
	ids = slices.Concat(ids, m.InReplyTo, m.References)
	return ids[:min(len(ids), 50)]
}

// returnedTo is whom the mail went to that a delivery report returns; false if the report does not show which of ours it was.
func (e *Engine) returnedTo(l *letter, id handoff.ID) (handoff.Recipient, bool, error) {
	r, ok, err := sentRow(l.tx, id, e.answeredIDs(l.m))
	return r.Action.To, ok, err
}

// sentRow finds the row of the outbox that went out with the first of the Message-IDs that is one of ours.
func sentRow(tx *store.Tx, id handoff.ID, messages []string) (store.Row, bool, error) {
	rows, err := tx.Outbox(id)
	for _, m := range messages {
		if i := slices.IndexFunc(rows, func(r store.Row) bool { return r.MessageID == m }); i >= 0 && m != "" {
			return rows[i], true, err
		}
	}
	return store.Row{}, false, err
}

// isFor says whether the address is one of the recipient's.
func (e *Engine) isFor(address string, to handoff.Recipient) bool {
	if to.Person == "" {
		return handoff.SameAddress(address, to.Address)
	}
	p, ok := e.conf().ByEmail(address)
	return ok && p.ID == to.Person
}

var (
	markPattern = regexp.MustCompile(`\[(HO-[A-Z2-7]{6})\]`)
	idPattern   = regexp.MustCompile(`\bHO-[A-Z2-7]{6}\b`)
)

// byMark finds the handoff by the mark that stands in the body of every internal mail, where no token can stand in an address. It
// never counts alone: its writer is an authenticated colleague who has a part in that handoff, and it is the only one in the mail.
func (e *Engine) byMark(l *letter) (handoff.ID, bool, error) {
	if e.Renderer.Addressing() != handoff.AddressingNone || !l.known || !l.verified || l.m.Kind != mail.KindHumanReply {
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
	h, err := l.tx.Handoff(id)
	if errors.Is(err, store.ErrNotFound) {
		return "", false, nil
	}
	if err != nil || h.RoleOf(handoff.Who{Person: l.sender.ID}, e.conf()) == handoff.RoleStranger {
		return "", false, err
	}
	return id, true, nil
}

// takeOwn takes mail from the handoff address itself. A copy of what was sent from here shows the Message-ID that the server gave it,
// which finds the handoff from then on. That gives nobody any authority, but one that is known already keeps its handoff.
func (e *Engine) takeOwn(l *letter) error {
	const itself = "it comes from the handoff address itself"
	if !e.readsCopy(l) {
		return l.silent(ownUnexpected, itself)
	}
	sent := e.conf().MessageIDs(l.m.HandoffID)
	id, ok, err := l.tx.ByMessageIDs(sent)
	if err != nil {
		return err
	}
	if !ok {
		return e.takeOwnDigest(l, sent, itself)
	}
	other, known, err := l.tx.ByMessageIDs([]string{l.m.MessageID})
	switch {
	case err != nil:
		return err
	case known && other != id:
		return l.silent(ownUnexpected, "%s, and its Message-ID is that of another mail", itself)
	}
	l.in.Handoff, l.in.Raw = id, nil // the outbox has the bytes
	if known {
		return l.silent(ownCopy, "own mail; its Message-ID is known")
	}
	if err := l.tx.NoteMessageID(id, l.m.MessageID); err != nil {
		return err
	}
	return l.silent(ownCopy, "own mail; its Message-ID is learned")
}

// readsCopy says whether the mail can be a copy of one of ours, and comes the way that copies are expected.
func (e *Engine) readsCopy(l *letter) bool {
	if l.m.MessageID == "" || l.m.HandoffID == "" || l.forged {
		return false
	}
	return e.LearnIDs == LearnSent || e.LearnIDs == LearnBcc && l.verified
}

// learns says whether Message-IDs are learned at all.
func (e *Engine) learns() bool { return e.LearnIDs == LearnBcc || e.LearnIDs == LearnSent }

// takeOwnDigest takes a copy of a mail about several handoffs. An id that they share finds none of them, so there is nothing to learn.
func (e *Engine) takeOwnDigest(l *letter, sent []string, otherwise string) error {
	id := handoff.ID(idPattern.FindString(l.m.Body))
	if id == "" || len(sent) == 0 {
		return l.silent(ownUnexpected, "%s", otherwise)
	}
	_, ok, err := sentRow(l.tx, id, sent)
	if err != nil {
		return err
	}
	if !ok {
		return l.silent(ownUnexpected, "%s", otherwise)
	}
	l.in.Raw = nil
	return l.silent(ownCopy, "own mail about several handoffs")
}
