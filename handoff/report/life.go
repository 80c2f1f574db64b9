package report

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// Life is what became of one lead, as far as it was known at an instant.
type Life struct {
	ID       handoff.ID
	Offer    *handoff.Moment // nil: it was never offered, and counts nowhere
	Turns    []Turn
	Rounds   []Round
	Touch    time.Time // a rep wrote to the prospect or called
	Meetings []Booked
	Came     time.Time // of an opportunity
	Deals    []handoff.Moment
	Silences []handoff.Moment
	Steps    []handoff.Moment
	Unmet    []handoff.Moment // rejections, with the criteria that were not met
	Stands   handoff.State
	Unheld   time.Time // nobody accepted by the start of the meeting

	kept   bool // it was accepted, and has not come back since
	handed int  // number of the turn of whoever was given it when its meeting had begun; 0: nobody was
}

// Turn is what became of the turn of one rep.
type Turn struct {
	N           int
	Rep         handoff.PersonID
	Opened, Due time.Time
	Silent      bool          // no reply was asked
	Half        time.Time     // accepted, and a reply was owed
	Decisive    time.Time     // the answer that settled it
	Work        time.Duration // working time until then
	Accepted    time.Time     // the first time
	Ended       time.Time
	End         handoff.EndReason
}

// Round goes from an offer to an end of it, through all turns.
type Round struct {
	Begun, Ended time.Time
	How          handoff.State // Accepted, Returned, Nurture or Closed; empty: it goes on
	Why          handoff.Code  // of a return
	Rep          handoff.PersonID
}

// Booked is a meeting that was accepted, with one time.
type Booked struct {
	Start, End time.Time
	Made, Off  time.Time // off: called off or moved; zero: it took place or it stands
	Rep        handoff.PersonID
	Verdict    handoff.Outcome // empty: nobody has said
	Judged     time.Time
	Unfit      bool // held, and the lead was rejected after it
}

// Lives are the leads that moments tell of, as known at the instant: what was decided later does not count, nor what
// came after that, whatever the clock said then. Those of a trial are none.
func Lives(all []handoff.Told, asOf time.Time) []*Life {
	var out []*Life
	of, over := map[handoff.ID]*Life{}, map[handoff.ID]bool{}
	for _, t := range all {
		if t.Decided.After(asOf) {
			over[t.Handoff] = true
		}
		if over[t.Handoff] {
			continue
		}
		l := of[t.Handoff]
		if l == nil {
			l = &Life{ID: t.Handoff}
			of[t.Handoff] = l
			out = append(out, l)
		}
		for _, m := range t.Moments {
			l.add(m)
		}
	}
	return slices.DeleteFunc(out, func(l *Life) bool { return l.Offer != nil && l.Offer.Trial })
}

// Concerns says whether somebody handed the lead over, or had a turn with it.
func (l *Life) Concerns(id handoff.PersonID) bool {
	return l.Offer != nil && l.Offer.By == id || slices.ContainsFunc(l.Turns, func(t Turn) bool { return t.Rep == id })
}

// add has one more moment happen to the lead.
func (l *Life) add(m handoff.Moment) {
	switch m.Kind {
	case handoff.MomentOffer:
		l.Offer = &m
	case handoff.MomentWindow, handoff.MomentHalf, handoff.MomentDecisive,
		handoff.MomentAccepted, handoff.MomentEnd:
		l.turn(m)
	case handoff.MomentTouch:
		l.Touch = m.At
	case handoff.MomentState:
		l.state(m)
	case handoff.MomentMeeting:
		l.off(m.At)
		l.Meetings = append(l.Meetings, Booked{Start: m.Start, End: m.End, Made: m.At, Rep: m.Rep})
	case handoff.MomentOff:
		l.off(m.At)
	case handoff.MomentVerdict:
		l.verdict(m)
	case handoff.MomentOpportunity:
		l.Came = m.At
	case handoff.MomentDeal:
		l.Deals = append(l.Deals, m)
	case handoff.MomentSilence:
		l.Silences = append(l.Silences, m)
	case handoff.MomentStep:
		l.Steps = append(l.Steps, m)
	}
}

// turn has something happen to the turn of a rep.
func (l *Life) turn(m handoff.Moment) {
	if m.Kind == handoff.MomentWindow {
		begun := l.Stands == handoff.Past || l.Stands == handoff.Held
		switch given := begun && !m.End.After(m.Start); {
		case given:
			l.handed = m.Turn
		case l.handed == m.Turn:
			l.handed = 0 // and asked for the time of another meeting
		}
	}
	if l.handed == m.Turn { // no offer: older records tell of it as if it were one
		return
	}
	i := slices.IndexFunc(l.Turns, func(t Turn) bool { return t.N == m.Turn && t.Rep == m.Rep })
	if i < 0 {
		i = len(l.Turns)
		l.Turns = append(l.Turns, Turn{N: m.Turn, Rep: m.Rep})
	}
	t := &l.Turns[i]
	switch m.Kind {
	case handoff.MomentWindow:
		if t.Opened.IsZero() {
			t.Opened, t.Silent = m.Start, m.Silent
		}
		if t.Decisive.IsZero() { // else it was settled in time or not: another time of the meeting changes nothing
			t.Due = m.End
		}
	case handoff.MomentHalf:
		t.Half = m.At
	case handoff.MomentDecisive:
		if t.Decisive.IsZero() {
			t.Decisive, t.Work = m.At, m.Work
		}
	case handoff.MomentAccepted:
		if t.Accepted.IsZero() {
			t.Accepted = m.At
		}
	case handoff.MomentEnd:
		t.Ended, t.End = m.At, handoff.EndReason(m.Code)
	}
}

// state has the lead stand elsewhere: rounds begin and end.
func (l *Life) state(m handoff.Moment) {
	was := l.Stands
	l.Stands = handoff.State(m.Code)
	open := len(l.Rounds) > 0 && l.Rounds[len(l.Rounds)-1].How == ""
	switch l.Stands {
	case handoff.Offered:
		if !open && !l.again(was) {
			l.Rounds = append(l.Rounds, Round{Begun: m.At})
		}
		return
	case handoff.Returned:
		l.kept = false
		if m.Why == "nobody" {
			l.Unheld = m.At
		}
		if rejected(m.Why) {
			l.Unmet = append(l.Unmet, m)
			l.unfit(m.At)
			break
		}
		return
	case handoff.Accepted, handoff.Nurture, handoff.Closed:
	default:
		return
	}
	l.kept = l.Stands == handoff.Accepted
	if open {
		r := &l.Rounds[len(l.Rounds)-1]
		r.Ended, r.How, r.Why, r.Rep = m.At, l.Stands, m.Why, m.Rep
	}
}

// again says whether an offer is of another time of a meeting that was accepted, held or not: no new round, unless
// another rep is asked after the first one's meeting was over.
func (l *Life) again(was handoff.State) bool {
	n, b := len(l.Turns), l.last()
	return l.kept && (was == handoff.Accepted || b == nil || n == 0 || l.Turns[n-1].Rep == b.Rep)
}

// rejected says whether the code of a return is the judgement of a rep.
func rejected(why handoff.Code) bool {
	return why == "rejected" || why == "unstated" || why == "unreachable"
}

// last is the latest meeting, nil if there was none.
func (l *Life) last() *Booked {
	if n := len(l.Meetings); n > 0 {
		return &l.Meetings[n-1]
	}
	return nil
}

// follows notes what follows where the lead fell through: who has the next step, by what was named or by where the
// lead stands.
func (l *Life) follows(f *Fact) {
	f.Stands = l.Stands
	n := len(l.Steps)
	switch l.Stands {
	case handoff.Closed, handoff.Converted, handoff.Nurture, handoff.Escalated:
		return
	}
	switch turns := len(l.Turns); {
	case n > 0 && l.Steps[n-1].Code != "over":
		f.Next, f.NextOn = l.Steps[n-1].Rep, l.Steps[n-1].Start
	case l.Stands == handoff.Returned || turns == 0:
		f.Next = l.Offer.By
	default:
		f.Next = l.Turns[turns-1].Rep
	}
}

// off says that the latest meeting is none any more, unless it is over.
func (l *Life) off(at time.Time) {
	if b := l.last(); b != nil && b.Off.IsZero() && b.Verdict == "" && at.Before(b.End) {
		b.Off = at
	}
}

// verdict is what counts as having become of a meeting.
func (l *Life) verdict(m handoff.Moment) {
	for i := len(l.Meetings) - 1; i >= 0; i-- {
		if b := &l.Meetings[i]; b.Start.Equal(m.Start) && b.Off.IsZero() {
			b.Verdict, b.Judged = handoff.Outcome(m.Code), m.At
			return
		}
	}
	if m.Start.IsZero() || len(l.Meetings) > 0 && !m.Start.After(l.last().Start) {
		return
	}
	// nobody had accepted it, and it was held all the same
	l.Meetings = append(l.Meetings, Booked{Start: m.Start, End: m.End, Made: m.Start, Rep: m.Rep,
		Verdict: handoff.Outcome(m.Code), Judged: m.At})
}

// unfit says that the lead was rejected after its meeting.
func (l *Life) unfit(at time.Time) {
	if b := l.last(); b != nil && b.Verdict == handoff.OutcomeHeld && !at.Before(b.Judged) {
		b.Unfit = true
	}
}

// stood says whether the meeting stood a day before its start, or was made later than that.
func (b Booked) stood() bool {
	return b.Off.IsZero() || b.Off.After(b.Start.Add(-24*time.Hour))
}

// won is the order that the lead became, as it is known last: an order counts once, when it was told first, and not if
// it was lost after all.
func (l *Life) won() (amount handoff.Amount, at time.Time) {
	for i := len(l.Deals) - 1; i >= 0 && l.Deals[i].Code == "won"; i-- {
		at = l.Deals[i].At
	}
	if !at.IsZero() {
		amount = l.Deals[len(l.Deals)-1].Amount
	}
	return amount, at
}
