package intake

import (
	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// takeGuestEvent takes an event that a guest sends back: a CANCEL of ours is their no, a REQUEST in our thread with
// another time proposes that time. It reports false for what is neither.
func (l *inbound) takeGuestEvent(id handoff.ID, found bool) (bool, error) {
	ev, ok := l.event()
	if !ok || l.known && !l.verified {
		return false, nil
	}
	uid := calendar.NormalizeUID(ev.UID)
	if of, ours, err := l.f.ByUID(uid); err != nil {
		return false, err
	} else if ours {
		id, found = of, true
	} else {
		uid = ""
	}
	if !found {
		return false, nil
	}
	h, err := l.lead(id)
	if err != nil {
		return false, err
	}
	role := h.RoleOf(l.about().By, l.c)
	part := role == handoff.RoleProspect || role == handoff.RoleRep && l.sender.ID == h.Rep()
	switch {
	case !part:
		return false, nil
	case l.m.Kind == mail.KindCalendarCancel && uid != "" && !l.forged:
		return true, l.cancelled(h, uid, "")
	case l.m.Kind == mail.KindCalendarCancel && role == handoff.RoleProspect && h.State.MayCallOff():
		return true, l.mayCancel(h, uid)
	case l.m.Kind == mail.KindCalendarRequest && !ev.Start.Equal(h.Start) && !ev.Start.IsZero():
		return true, l.anotherTime(h, ev, role)
	}
	return false, nil
}

// cancelled is a guest's CANCEL of the event whose UID they alone know: it is their no.
func (l *inbound) cancelled(h handoff.Handoff, uid string, doubt handoff.Doubt) error {
	f := &handoff.Answered{About: l.about(), Attendee: l.m.From.Key(), UID: uid, PartStat: calendar.Declined, Sequence: -1,
		From: l.m.From.Key(), Proven: l.verified, Start: h.Start, Comment: mail.Remark(text.Shorten(l.m.Text, 200)),
		Doubt: doubt}
	if f.PassOn = doubt != "" && l.m.Text != ""; doubt == "" {
		f.By = h.Events().Answerer(l.c, uid, f.Attendee)
	}
	return l.fact(h.ID, f)
}

// mayCancel is a CANCEL by the prospect's side that may mean a no: their words are passed on, and the rep is asked.
func (l *inbound) mayCancel(h handoff.Handoff, uid string) error {
	doubt := handoff.DoubtSender
	if uid == "" {
		doubt = handoff.DoubtEvent
	}
	if err := l.repliedAsking(h); err != nil {
		return err
	}
	return l.cancelled(h, uid, doubt)
}

// anotherTime is a guest's own event at another time: the words are passed on, and the time is put as a proposal.
func (l *inbound) anotherTime(h handoff.Handoff, ev calendar.Event, role handoff.Role) error {
	f := &handoff.Proposed{About: l.about(), Start: ev.Start, End: ev.End,
		Comment: mail.Remark(text.Shorten(l.m.Text, 200))}
	if role == handoff.RoleProspect {
		if err := l.repliedAsking(h); err != nil {
			return err
		}
		f.PassOn = l.m.Text != ""
	}
	return l.fact(h.ID, f)
}

// repliedAsking takes words beside an event that brings up a question, which quotes them.
func (l *inbound) repliedAsking(h handoff.Handoff) error {
	if l.m.Text == "" {
		return nil
	}
	return l.fact(h.ID, &handoff.Replied{About: l.about(), Reach: handoff.ReachOnlyHere, Asks: true})
}

// event is the one event of a mail.
func (l *inbound) event() (calendar.Event, bool) {
	for _, part := range l.m.Calendars {
		if m, _, err := ics.Decode(part.Data); err == nil && len(m.Events) == 1 {
			return m.Events[0], true
		}
	}
	return calendar.Event{}, false
}
