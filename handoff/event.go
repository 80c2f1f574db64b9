package handoff

import (
	"slices"
	"strings"

	"handoffd/calendar"
)

// EventsIn says who keeps the event of a meeting.
type EventsIn string

// Where events live.
const (
	EventsMailed EventsIn = ""       // nowhere but in the calendars of those who get them by mail
	EventsCopied EventsIn = "copied" // mailed too, and the calendar of the handoff address holds a copy of the rep's
	EventsHosted EventsIn = "hosted" // a calendar server owns one event for all, invites to it and knows who answered
)

// Every side of a handoff has an event of its own, so that knowing its UID proves an answer where no server can: the
// prospect's people share one for life, Handoff.UID, and each turn of a rep has a fresh one. Where a calendar server
// owns the event, and in handoffs of older installations until their next swap or move, everybody shares the one.

// Events are the events of a handoff, in whosever calendar they stand.
type Events struct{ h *Handoff }

// Events are those of the handoff.
func (h *Handoff) Events() Events { return Events{h} }

// EventUID is what a UID stands for, for good.
type EventUID struct {
	UID    string
	Person PersonID // the rep whose event it is; empty: the prospect's people, or everybody
	Turn   int      // number of the rep's assignment
}

// Block is the UID of the block for preparation in the rep's calendar.
func (e Events) Block() string { return blockUID(e.h.UID) }

// UIDs lists every UID that the meeting ever had, as calendar.NormalizeUID gives them.
func (e Events) UIDs() []EventUID {
	out := []EventUID{{UID: e.h.UID}}
	for _, a := range e.h.Assignments {
		if a.UID != "" && !slices.ContainsFunc(out, func(u EventUID) bool { return u.UID == a.UID }) {
			out = append(out, EventUID{UID: a.UID, Person: a.Rep, Turn: a.N})
		}
	}
	for _, a := range e.h.Beside {
		if a.UID != "" {
			out = append(out, EventUID{UID: a.UID, Person: a.Rep, Turn: a.N})
		}
	}
	return out
}

// Has says whether an event is one of this handoff's: of any side, of any turn, or the time for preparation.
func (e Events) Has(uid string) bool {
	uid = calendar.NormalizeUID(uid)
	return uid == e.Block() || slices.ContainsFunc(e.UIDs(), func(u EventUID) bool { return u.UID == uid })
}

// ownKeys are the EventKeys of all that is this handoff's own in a calendar.
func (h *Handoff) ownKeys() []string {
	keys := []string{EventKey(h.Events().Block())}
	for _, e := range h.Events().UIDs() {
		keys = append(keys, EventKey(e.UID))
	}
	return keys
}

// Answerer is in whose name an answer under the UID stands. Addresses that differ by a plus tag alone are told apart by
// whose event it is.
func (e Events) Answerer(c *Config, uid, attendee string) Who {
	for _, u := range e.UIDs() {
		is := func(email string) bool { return SameAddress(email, attendee) }
		if u.UID == uid && u.Person != "" && slices.ContainsFunc(c.Person(u.Person).Emails, is) {
			return Who{Person: u.Person}
		}
	}
	if p, ok := c.ByEmail(attendee); ok {
		return Who{Person: p.ID}
	}
	return Who{Address: FoldAddress(attendee)}
}

// Proposer is who proposes another time under the UID: the sender, if they have a part in the handoff, or the rep whose
// assistant they are. Else the attendee may have sent it from an address that is not known: the prospect is believed as
// far as anybody unproved is, the rep in whose name it stands is asked.
func (e Events) Proposer(c *Config, uid, attendee, sentBy string, sender Who) (by Who, forRep PersonID) {
	who, a := e.Answerer(c, uid, attendee), e.h.Current()
	assistant := slices.ContainsFunc(c.Person(sender.Person).Emails, func(e string) bool { return SameAddress(e, sentBy) })
	switch {
	case assistant && who.Person != "" && a != nil && a.Rep == who.Person && uid == a.UID:
		return who, ""
	case sender.Person != "" || e.h.IsProspect(sender.Address):
		return sender, ""
	case who.Person == "" && uid == e.h.UID && e.h.IsProspect(attendee):
		return who, ""
	case a != nil && who.Person == a.Rep && uid == a.UID:
		return sender, a.Rep
	}
	return sender, ""
}

// begunWith says whether the UID is that of a turn whose event never had another time than the present one.
func (t *turn) begunWith(uid string) bool {
	return slices.ContainsFunc(t.h.Guests, func(g Guest) bool {
		return g.UID != "" && g.UID == uid &&
			g.First >= t.h.RevSeq
	})
}

// Of is the UID of the event that a guest holds.
func (e Events) Of(g Guest) string {
	if g.UID != "" {
		return g.UID
	}
	return e.h.UID
}

// Rep is the rep who holds an event of this handoff; false if none does.
func (e Events) Rep() (Guest, bool) {
	if a := e.h.Current(); a != nil && a.Hurry {
		if g := e.h.guestUnder(Recipient{Person: a.Rep}, "", a.UID); g != nil && g.Live {
			return *g, true
		}
	}
	for i := len(e.h.Guests) - 1; i >= 0; i-- {
		if g := e.h.Guests[i]; g.Person != "" && g.Live {
			return g, true
		}
	}
	return Guest{}, false
}

// Copy is the UID of the event as a calendar holds it that mails nobody: the rep's, or the shared one of an older
// installation.
func (e Events) Copy() string {
	if g, held := e.Rep(); held {
		return e.Of(g)
	}
	return e.h.UID
}

// HasAddress says whether an address is the guest's.
func (g Guest) HasAddress(c *Config, address string) bool {
	if g.Person != "" {
		return slices.Contains(c.Person(g.Person).Emails, strings.ToLower(address))
	}
	return SameAddress(g.Address, address)
}

// guestUnder finds who holds, or held, an event under the UID that an action names; empty: the one that is shared.
func (h *Handoff) guestUnder(to Recipient, address, uid string) *Guest {
	for i := len(h.Guests) - 1; i >= 0; i-- {
		g := &h.Guests[i]
		same := to.Person != "" && g.Person == to.Person || to.Person == "" && g.Person == "" &&
			SameAddress(g.Address, address)
		if same && g.UID == uid {
			return g
		}
	}
	return nil
}

// freshUID is the UID of the event of a turn that begins now; empty where everybody shares the one event.
func (t *turn) freshUID() string {
	if t.hosted() {
		return ""
	}
	uid := t.e.Lookups.UID
	t.e.Lookups.UID = ""
	return uid
}

func (t *turn) hosted() bool { return t.e.Config.Of(t.h.Team).Events == EventsHosted }
func (t *turn) copied() bool { return t.e.Config.Of(t.h.Team).Events == EventsCopied }

// part gives the present rep an event of his own where reps hold one that is not: the one that everybody shares, as
// older installations made them, or that of somebody who had the meeting before it was over.
func (t *turn) part() {
	a := t.h.Current()
	g, held := t.h.Events().Rep()
	if a == nil || !held || g.Person == a.Rep && (t.hosted() || a.UID != "" && a.UID == g.UID) {
		return
	}
	if a.UID == "" && !t.hosted() {
		if a.UID = t.freshUID(); a.UID == "" {
			return
		}
	}
	t.withdrawOthers(a)
	t.invite(Recipient{Person: a.Rep, Role: RoleRep}, 0)
}

// copyAnswer has the copy of the event show what the rep has answered by mail. Whoever changes the event writes it
// anyhow.
func (t *turn) copyAnswer(before Handoff) {
	g, held := t.h.Events().Rep()
	writes := func(a Action) bool { return a.Purpose.Channel() == ChannelCalendar }
	if !held || !t.copied() || t.f.about().Via != "imap" || slices.ContainsFunc(t.actions, writes) {
		return
	}
	was := before.guestUnder(g.recipient(), g.Address, g.UID)
	if was == nil || was.PartStat == g.PartStat {
		return
	}
	t.act(Action{Purpose: PurposeCopy, To: g.recipient(), UID: g.UID, Assignment: t.number(), Schedule: t.h.Revision,
		Why:    Because("copy", PersonArg(g.Person)),
		Detail: CopyDetail{Answer: g.PartStat}})
}
