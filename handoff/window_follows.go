package handoff

import (
	"fmt"
	"time"
)

// Case is when a manager has a lead of which nobody has said anything.
type Case struct {
	Since   time.Time // it is theirs to decide; zero: it never comes to that
	Manager PersonID
	Asked   time.Time // the mail with the case goes
	By      time.Time // what follows then, if they say nothing
	Then    Then
}

// untaken is an offer to which nobody says a word, as Decide has it: turn by turn, until the manager has the lead.
// It is played with what the config knows of everybody, with absences and pauses: what others have on their hands, and
// who of them is next by that, is not known.
type untaken struct {
	c    *Config
	look Lookups
	h    Handoff
	now  time.Time
	uids int
	off  bool // the rep is not asked: he does not work before somebody must have accepted, and that is near
	Case
	leaves time.Time // where nobody has time to answer: the earliest start that leaves some
}

// playSilence begins with the offer to the rep, whose window opens with it.
func playSilence(c *Config, by Team, rep PersonID, look Lookups, opens, start time.Time) *untaken {
	own := *c
	by.Rules, by.Pairs = nil, nil
	own.Teams, own.Accounts = []Team{by}, nil
	l := &untaken{c: &own, look: look, now: opens, h: Handoff{Team: by.Name, Start: start, Zone: c.Person(rep).Zone,
		Prospects: []Contact{{Address: "prospect@" + own.Of(by.Name).Address}}, Origin: OriginBrief}}
	if len(by.Qualifiers) > 0 {
		l.h.Qualifier = by.Qualifiers[0]
	}
	f := &Briefed{About: About{At: opens, By: Who{Person: l.h.Qualifier}}, Team: by.Name}
	t := begin(l.h, f, l.env(opens))
	t.h.ID, t.h.Created, t.h.End = "HO-AHEAD", opens, start.Add(t.length())
	t.note("complete")
	l.begin(t, rep)
	t.settles(l.h, "")
	l.takes(t.decision())
	for range 100 { // each turn has a few points of its window
		if l.h.State != Offered {
			break
		}
		n := l.h.Next
		l.now = later(l.now, n.At)
		l.say(&Deadline{About: About{At: l.now, Via: "clock"}, What: n.What, Due: n.At})
	}
	if l.h.State == Escalated {
		l.Since, l.Manager, l.By = l.h.Since, l.h.Manager(l.c), l.h.Next.At
		l.Then = l.h.Forecast(l.c, l.now).Then
	}
	return l
}

// begin gives the lead to the rep, whatever the rotation says.
func (l *untaken) begin(t *turn, rep PersonID) {
	if !t.now.Before(t.latest()) {
		l.leaves = t.feasible()
		t.tooNear()
		return
	}
	next, all := t.route()
	if why, unfit := t.unfit(rep, nil); unfit && why.Sentence() == offCode {
		l.off = true
		if next == "" {
			l.leaves = t.feasible()
		}
		t.offerTo(next, all)
		return
	}
	t.others = t.hurryWith(rep, all)
	t.offer(rep, all)
	l.leaves = t.h.Current().TimeFrom
}

func (l *untaken) env(now time.Time) Env {
	l.uids++
	look := Lookups{Away: l.look.Away, Pauses: l.look.Pauses, UID: fmt.Sprintf("ahead-%d", l.uids)}
	for i := range hurryMost {
		look.UIDs = append(look.UIDs, fmt.Sprintf("ahead-%d-%d", l.uids, i))
	}
	return Env{Now: now, Config: l.c, Lookups: look}
}

func (l *untaken) say(f Fact) { l.takes(Decide(l.h, f, l.env(l.now))) }

// takes carries on with what was decided: its mails go out, the invitation to whoever comes after the first rep when
// the introduction has gone.
func (l *untaken) takes(d Decision) {
	first := len(l.h.Assignments) == 0
	l.h = d.Handoff
	for _, a := range d.Actions {
		at := l.now
		if a.Purpose == PurposeInvite && !first {
			at = l.h.opens(l.c, *l.h.Last(), l.now)
		}
		if a.Purpose == PurposeEscalation && l.Asked.IsZero() {
			l.Asked = l.now.Add(a.Delay)
		}
		if ok, _ := Wanted(l.h, a, at); ok {
			l.h = Decide(l.h, &Sent{About: About{At: at, Via: "smtp"}, Key: a.Key(), Purpose: a.Purpose, To: a.To, UID: a.UID,
				Turn: a.Assignment}, l.env(at)).Handoff
		}
	}
}
