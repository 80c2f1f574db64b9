package handoff

import (
	"slices"
)

// What people were told, so that a change is told once and in the form that fits what they had before.

// Noted says whether some rule goes by the mail of the action being out, beside the row that says so.
func Noted(a Action) bool {
	return a.Purpose.Channel() == ChannelCalendar || a.Purpose == PurposeBrief || a.Purpose == PurposeIntro ||
		a.Purpose == PurposeNotice && a.Step == claimStep
}

// heard notes what a mail that is out has told its reader.
func (t *turn) heard(f *Sent) {
	switch f.Purpose {
	case PurposeNotice:
		t.heardClaim(f)
	case PurposeBrief:
		if a := t.h.turnOf(f.Turn, f.To.Person); a != nil && a.Rep == f.To.Person {
			a.Briefed = true
		}
	case PurposeIntro:
		t.met(f)
		if a := t.h.turnOf(f.Turn, f.To.Person); a != nil && a.Rep == f.To.Person {
			a.Heard = true
		}
	case PurposeInvite, PurposeUpdate:
		t.met(f)
		t.briefedByEvent(f)
		if g := t.h.guestUnder(f.To, t.addressOf(f.To), f.UID); g != nil {
			g.Told, g.Mute, g.Ends = true, f.Via != "" && f.Via != viaMail, t.h.End
		}
	case PurposeCancel:
		if g := t.h.guestUnder(f.To, t.addressOf(f.To), f.UID); g != nil && g.Person == "" && !g.Live {
			g.Told = false
		}
	}
}

// viaMail is About.Via of mails that were handed to a mail server.
const viaMail = "smtp"

// met notes whom the prospect was told that they meet.
func (t *turn) met(f *Sent) {
	if Unnamed(&t.h, t.hosted()) { // it was written without a name
		return
	}
	for i := range t.h.Prospects {
		if c := &t.h.Prospects[i]; f.Turn > 0 && f.To.Person == "" && SameAddress(c.Address, f.To.Address) {
			c.Met = f.Turn
		}
	}
}

// metInThread notes that the qualifier's own mail, which began the thread and came first of all, told of the present
// rep.
func (t *turn) metInThread() {
	for i := range t.h.Prospects {
		if c := &t.h.Prospects[i]; c.Met == 0 {
			c.Met = t.number()
		}
	}
}

// Met is whom the contact was told that they meet; empty if nobody.
func (h *Handoff) Met(c Contact) PersonID {
	if a := h.assignment(c.Met); a != nil {
		return a.Rep
	}
	return ""
}

// met says whether everybody of the prospect's side was told that they meet the present rep.
func (h *Handoff) met() bool {
	return !slices.ContainsFunc(h.Reachable(), func(c Contact) bool { return h.Met(c) != h.Rep() })
}

// assignment is that of the number; nil if there is none.
func (h *Handoff) assignment(n int) *Assignment {
	if n < 1 || n > len(h.Assignments) {
		return nil
	}
	return &h.Assignments[n-1]
}

// Introduces says whether the contact is to be introduced to the rep in a mail of the thread: they hold no invitation
// yet, whose update would name the rep, and the qualifier's own mail has not told all that there is to tell.
func (h *Handoff) Introduces(c Contact) bool {
	for _, g := range h.Guests {
		if g.Person == "" && SameAddress(g.Address, c.Address) && g.Live && g.Told {
			return false
		}
	}
	return h.Origin != OriginCC || c.Met > 0
}

// introducedAfter lets the rep's copy of the introduction wait for a mail to the prospect.
func (t *turn) introducedAfter(key string) {
	for i := range t.actions {
		if a := &t.actions[i]; a.Purpose == PurposeIntro && a.To.Person != "" {
			a.After = append(a.After, key)
		}
	}
}

// inform tells qualifier and rep of another rep, time or place where nothing else in the decision does: somebody else
// changed it.
func (t *turn) inform(before Handoff) {
	open := t.h.State == Offered || t.h.State == Accepted
	if !open && t.h.State != Escalated {
		return
	}
	if before.Rep() == "" { // a draft that somebody else gave out
		if id, _ := t.qualifier(); open && !t.tells(id) {
			t.receipt()
		}
		return
	}
	swapped, moved := before.Rep() != t.h.Rep(), !before.Start.Equal(t.h.Start)
	switch {
	case moved && !open: // a rep whose turn is over hears of it with the next one
		t.tellUnlessTold(t.h.Qualifier, RoleQualifier, "moved")
	case moved:
		t.tellUnlessTold(t.h.Qualifier, RoleQualifier, "moved")
		if t.h.Own == nil || !t.h.Own.Watched { // the event that moved is the rep's own
			t.tellUnlessTold(t.h.Rep(), RoleRep, "moved")
		}
	case swapped && len(AskedAtOnce(&t.h)) == 0:
		t.tellUnlessTold(t.h.Qualifier, RoleQualifier, "reassigned")
	case open && before.State == Escalated && before.Current() == nil && t.h.swaps() > 0 && t.h.Place == "":
		// what went out while nobody had the lead named no place: it was not known whose it would be
		t.tellUnlessTold(t.h.Qualifier, RoleQualifier, "reassigned")
	case t.placed() && !t.h.OwnHolds():
		t.tellUnlessTold(t.h.Qualifier, RoleQualifier, placeStep)
		if open {
			t.tellUnlessTold(t.h.Rep(), RoleRep, placeStep)
		}
	}
}

// tellUnlessTold sends a notice to a colleague to whom nothing goes in this decision.
func (t *turn) tellUnlessTold(id PersonID, role Role, step Code) {
	if !t.tells(id) {
		t.tell(PurposeNotice, id, role, step, nil)
	}
}

// tells says whether a mail goes to the colleague in this decision.
func (t *turn) tells(id PersonID) bool {
	return slices.ContainsFunc(t.actions, func(a Action) bool {
		return a.To.Person == id && (a.Purpose.Channel() == ChannelInternal || a.Purpose.Channel() == ChannelCalendar)
	})
}

// Invited says whether the reader of a mail about the event had a mail about it before.
func (h *Handoff) Invited(a Action) bool {
	g := h.guestUnder(a.To, a.To.Address, a.UID)
	return g != nil && g.Told
}

// tellMoved tells the rep of a new time where no mail of ours about the event does.
func (t *turn) tellMoved() {
	_, held := t.h.Events().Rep()
	watched := t.h.Own != nil && t.h.Own.Watched
	if (!held || t.hosted()) && !watched {
		t.tellRep("moved")
	}
}

// movedStep is the step of mails that the meeting is at another time.
const movedStep = "moved"

// placeStep is the step of mails that the meeting is at another place.
const placeStep = "place"

// offStep is the step of mails that the meeting is off: a CANCEL, or a PurposeProposal to whoever has the introduction
// alone.
const offStep = "off"

// wantedOff: the prospect has read of the meeting, and no CANCEL tells them that it is off.
func wantedOff(h Handoff, a Action) (bool, Reason) {
	c := h.contact(a.To.Address)
	held := func(g Guest) bool {
		return g.Person == "" && SameAddress(g.Address, a.To.Address) && (g.Told || g.Live)
	}
	switch {
	case slices.ContainsFunc(h.Guests, held):
		return false, Because("told-by-event")
	case c == nil || c.Met == 0:
		return false, Because("never-told")
	}
	return true, Because("wanted")
}

// wentStep is the notice to a former rep that the lead is with somebody else.
const wentStep = "passed-on"

// tellWent tells a rep whose turn has ended that the lead went to somebody else: once, by the withdrawal of the event,
// else by a notice. Whether anything of the lead had gone out to them is seen when the notice is to go.
func (t *turn) tellWent(old *Assignment) {
	_, automatic := t.f.(*OutOfOffice)
	switch cur := t.h.Current(); {
	case old == nil || cur == nil || old.Rep == cur.Rep || old.Ended.IsZero():
	case t.by().Person == old.Rep && !automatic: // their own doing
	case t.person(old.Rep).Gone || old.End == EndBounced || t.h.toldByEvent(*old):
	default:
		t.tell(PurposeNotice, old.Rep, RoleRep, wentStep, NoticeDetail{Turn: old.N})
	}
}

// tellBack tells a rep whose turn somebody else has ended that the lead is back with the qualifier, unless something in
// the decision says so. As in tellWent, what they have heard of it is seen when the notice is to go.
func (t *turn) tellBack(old *Assignment) {
	was := t.before.State
	over := (was == Past || was == Held) && !t.now.Before(t.h.Start) // a verdict may come before the time
	if old == nil || t.by().Person == old.Rep || t.person(old.Rep).Gone || old.End == EndBounced || over {
		return
	}
	told := slices.ContainsFunc(t.actions, func(a Action) bool {
		return a.To.Person == old.Rep && a.Purpose.Channel() == ChannelInternal
	})
	if !told && old.Rep != t.h.Qualifier {
		t.tell(PurposeNotice, old.Rep, RoleRep, wentStep, NoticeDetail{Turn: old.N})
	}
}

// heardOf says whether the rep had the brief or the introduction, in any of their turns.
func (h *Handoff) heardOf(rep PersonID) bool {
	return slices.ContainsFunc(slices.Concat(h.Assignments, h.Beside), func(a Assignment) bool {
		return a.Rep == rep && (a.Briefed || a.Heard)
	})
}

// toldByEvent says whether the withdrawal of the event, in a mail of ours, tells the rep of the turn who has the lead
// now.
func (h *Handoff) toldByEvent(old Assignment) bool {
	return slices.ContainsFunc(h.Guests, func(g Guest) bool {
		return g.Person == old.Rep && g.UID == old.UID && g.Told && !g.Live && !g.Mute
	})
}

// wantedWent goes by what the former rep has heard of the lead, and whether a withdrawal tells the same.
func wantedWent(h Handoff, a Action) (bool, Reason) {
	old := h.turnOf(DetailOf[NoticeDetail](a).Turn, a.To.Person)
	if old == nil { // decided by an older version, or the answer to a late mail
		return true, Because("wanted")
	}
	told := slices.ContainsFunc(h.Guests, func(g Guest) bool { return g.Person == old.Rep && g.UID == old.UID && g.Told })
	switch cur := h.Current(); {
	case h.toldByEvent(*old):
		return false, Because("told-by-event/withdrawal")
	case !h.heardOf(old.Rep) && !told:
		return false, Because("never-told/lead")
	case cur != nil && cur.Rep == old.Rep:
		return false, Because("superseded/back")
	}
	return true, Because("wanted")
}
