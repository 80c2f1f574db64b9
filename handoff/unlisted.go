package handoff

import (
	"strings"

	"handoffd/handoff/text"
)

// What people hear of answers that count for nobody, or that came from an address which is not known to be theirs.

// askAbout asks the assigned rep about an answer in his name that does not count; of one in the prospect's name he is
// told. Once a turn.
func (f *Answered) askAbout(t *turn, code Code) {
	a := t.h.Current()
	switch {
	case f.By.Person != "":
		t.askRep(code, nil)
	case a == nil || a.Garbled || t.h.State != Offered && t.h.State != Accepted || code != "other-side" &&
		code != "not-the-sender":
	default:
		a.Garbled = true
		t.tellRep("not-credited")
	}
}

// askUnproven asks the assigned rep whether another time that was proposed in his name is his. Once a turn.
func (t *turn) askUnproven() {
	a := t.h.Current()
	if a == nil || a.Garbled || t.h.State != Offered && t.h.State != Accepted {
		return
	}
	a.Garbled = true
	t.tell(PurposeQuestion, a.Rep, RoleRep, "proposal-unproven", nil)
}

// unlisted is an answer of an address that was not invited: an alias, somebody to whom the invitation was forwarded, or
// a room. It counts for nobody. Who was invited under the UID is asked whether the address is theirs; about the
// prospect's side the rep is.
func (f *Answered) unlisted(t *turn, role Role) {
	t.note("not-invited", AddressArg(f.Attendee))
	a := t.h.Last()
	switch {
	case f.Room:
		t.note("room", AddressArg(f.Attendee))
		return
	case role == RoleRep && f.another(t) == "":
		t.notHis(acceptOnly(f.PartStat))
		return
	case f.UID == "" || f.By.Person != "" || a == nil || t.h.State != Offered && t.h.State != Escalated &&
		t.h.State != Accepted:
		return
	}
	q := Question{Kind: QuestionUnlisted, Asked: a.Rep, Address: FoldAddress(f.Attendee), Name: text.OneLine(f.Name, 500),
		Message: f.MessageID, At: t.now,
		Answer: f.PartStat, Revision: t.h.Revision}
	for _, e := range t.h.Events().UIDs() {
		if e.UID == f.UID && e.Person != "" {
			if e.Person != a.Rep || f.UID != a.UID {
				return // an invitation that is withdrawn
			}
			q.Kind, q.Guest = QuestionYours, t.person(a.Rep).Email()
		}
	}
	if q.Kind == QuestionUnlisted {
		q.Guest = t.h.Prospect().Address
	}
	if t.h.ask(q) {
		t.tell(PurposeQuestion, a.Rep, RoleRep, Code(q.Kind), QuestionDetail{Address: q.Address, Name: q.Name, Guest: q.Guest,
			Answer: strings.ToLower(string(f.PartStat))})
	}
}

// fromUnknown says whether an answer that was believed came from an address which is nobody's here.
func (f *Answered) fromUnknown(t *turn) bool {
	return f.UID != "" && f.Strength == Weak && f.From != "" && !f.isBy(t, f.From) && !SameAddress(f.SentBy, f.From)
}

// sentFrom is the note of evidence that came from an unknown address.
func sentFrom(address string) Reason {
	return Because("evidence/sent-from", AddressArg(FoldAddress(address)))
}

// sentFrom says whether evidence came from the unknown address. Older versions stored a sentence that ends with it.
func (e Evidence) sentFrom(address string) bool {
	return e.Note.Same(sentFrom(address)) || strings.HasSuffix(e.Note.Text, " "+FoldAddress(address))
}

// sentFrom tells the rep from which unknown address an answer in his name came that was believed: `no` takes it back.
func (f *Answered) sentFrom(t *turn) {
	if !f.fromUnknown(t) || t.reason.Code == "more-evidence" || t.h.State == Past || t.h.State == Held ||
		t.h.State == Nurture || t.h.State.Finished() {
		return
	}
	q := Question{Kind: QuestionSender, Asked: f.By.Person, Address: FoldAddress(f.From), Message: f.MessageID, At: t.now}
	if t.h.ask(q) {
		t.tell(PurposeNotice, f.By.Person, RoleRep, "sent-from", NoticeDetail{Address: q.Address,
			Answer: strings.ToLower(string(f.PartStat))})
	}
}
