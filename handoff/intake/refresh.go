package intake

import (
	"slices"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
)

// takeRefresh takes a guest's wish to get the event once more. Whoever sends it, only the guest whose event it is
// gets a mail.
func (l *inbound) takeRefresh() error {
	for _, part := range l.m.Calendars {
		m, _, err := ics.Decode(part.Data)
		if err != nil || m.Method != "REFRESH" {
			continue
		}
		for _, ev := range m.Events {
			uid := calendar.NormalizeUID(ev.UID)
			i := slices.IndexFunc(ev.Attendees, func(a calendar.Attendee) bool {
				return handoff.SameAddress(a.Address, l.m.From.Addr)
			})
			if i < 0 && len(ev.Attendees) != 1 {
				continue
			}
			id, found, err := l.f.ByUID(uid)
			if err != nil {
				return err
			}
			if !found {
				continue
			}
			h, err := l.lead(id)
			if err != nil {
				return err
			}
			f := &handoff.Refreshed{About: l.about(), Attendee: ev.Attendees[max(i, 0)].Address, UID: uid}
			f.By = h.Events().Answerer(l.c, uid, f.Attendee)
			return l.fact(id, f)
		}
	}
	return l.foreignRefresh()
}

// foreignRefresh ends a wish for an event that is not from here, or not its sender's.
func (l *inbound) foreignRefresh() error {
	why := handoff.Because("unusable/refresh")
	switch {
	case !l.known:
		return l.silent(strangersEvent, why)
	case !l.verified:
		return l.silent(unprovedIdle, why)
	}
	return l.noLead(handoff.NoLeadUnread, why)
}
