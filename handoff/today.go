package handoff

import "time"

// MostLines bounds how many lines of a Today are numbered. What is more is named in one line, and may be answered by
// its id.
const MostLines = 20

// todayPrefix begins the digest keys of what waits for Today.
const todayPrefix = "today/"

// TodayLine is what a number of a Today stands for: a lead, or an entry of its reader's calendar. The last may be
// neither: then the mail told of calendars, and "stop" is for that.
type TodayLine struct {
	Handoff ID
	Entry   string // see EventKey; empty: a lead
	Asks    bool   // it waits for an answer
}

// Numbered says whether a number of the mail stands for the line.
func (l TodayLine) Numbered() bool { return l.Handoff != "" || l.Entry != "" }

// meets puts the meeting, with the brief, into the Today of the rep on the day of the meeting, whenever rep or time of
// an accepted meeting are new.
func (t *turn) meets() {
	before, h := t.before, &t.h
	if h.State != Accepted || before.State == Accepted && before.Rep() == h.Rep() && before.Start.Equal(h.Start) {
		return
	}
	if id := Listener(h); id != "" {
		if day, ok := t.clock(id).lastToday(h.Start); ok && day.After(t.now) {
			t.listensToday(day)
		}
	}
	day, ok := t.clock(h.Rep()).lastToday(h.Start)
	if !ok || !day.After(t.now) { // it is today, and the rep has just heard of it
		return
	}
	a := t.act(Action{Purpose: PurposeMeeting, To: Recipient{Person: h.Rep(), Role: RoleRep}, Assignment: t.number(),
		Schedule: h.Revision})
	a.When, a.Delay = Today, day.Sub(t.now)
}

// lastToday is the start of work on the last working day that begins before the instant, at most a week earlier.
func (c Clock) lastToday(before time.Time) (time.Time, bool) {
	for days := 1; days <= 7; days++ {
		if at := c.NextToday(before.AddDate(0, 0, -days)); at.Before(before) && c.Hours.Weekly() > 0 {
			return at, true
		}
	}
	return time.Time{}, false
}

// wantedLine says of a mail that waited for Today whether what it tells is so still. That a later one tells more of the
// same lead is seen when the lines are written.
func wantedLine(h Handoff, a Action) (bool, Reason) {
	no := func(code Code) (bool, Reason) { return false, Because(code) }
	here := h.assignment(a.Assignment) != nil && h.assignment(a.Assignment).Rep == h.Rep()
	switch a.Purpose {
	case PurposeMeeting:
		if h.State != Accepted || !here || a.Schedule != h.Revision {
			return no("superseded/line")
		}
	case PurposeNotice:
		switch a.Step {
		case "accepted":
			if h.State != Accepted && h.State != Past || !here {
				return no("superseded/line")
			}
		case "reassigned", "assigned":
			if h.State != Offered && h.State != Accepted && h.State != Escalated {
				return no("superseded/line")
			}
		case "extended", "amended":
			if h.State != Offered && h.State != Accepted || h.Rep() != a.To.Person {
				return no("superseded/line")
			}
		}
	case PurposeQuestion:
		return wantedAsked(h, a)
	}
	return true, Because("wanted")
}

// wantedAsked says whether what was to be asked in Today is open still.
func wantedAsked(h Handoff, a Action) (bool, Reason) {
	state := map[Code]State{"draft-waits": Draft, "returned-waits": Returned, "opportunity": Held, "unconfirmed": Past,
		"disputed": Past, Code(OutcomeNoShow): Past, Code(OutcomeMoved): Past, Code(OutcomeCancelled): Past}
	if s, known := state[a.Step]; known && h.State != s {
		return false, Because("settled/asked")
	}
	if a.Step == owedStep {
		if cur := h.Current(); cur == nil || cur.Rep != a.To.Person || h.State != Accepted || cur.has(RequireReply) {
			return false, Because("settled/asked")
		}
	}
	return true, Because("wanted")
}

// owedStep asks for the reply that a rep owes who has accepted.
const owedStep = "reply-owed"
