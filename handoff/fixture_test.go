package handoff

import (
	"fmt"
	"testing"
	"time"

	"handoffd/calendar"
)

// The fixture: a team in three zones, Monday 23 November 2026 09:00 in Berlin, a meeting on Wednesday 15:00.

var (
	berlin  = Location("Europe/Berlin")
	monday  = time.Date(2026, 11, 23, 9, 0, 0, 0, berlin)
	meeting = time.Date(2026, 11, 25, 15, 0, 0, 0, berlin)
)

func fixtureConfig() *Config {
	people := map[PersonID]Person{}
	for _, p := range []struct{ id, name, zone string }{
		{"quinn", "Quinn Ames", "Europe/Berlin"}, {"rita", "Rita Vance", "Europe/London"},
		{"ben", "Ben Ortiz", "America/New_York"},
		{"yuki", "Yuki Tanaka", "Asia/Tokyo"}, {"mara", "Mara Lindt", "Europe/Berlin"},
		{"vera", "Vera Holm", "Europe/Berlin"},
		{"alma", "Alma Reyes", "Europe/Berlin"}, {"olga", "Olga Nyman", "Europe/Berlin"},
	} {
		people[PersonID(p.id)] = Person{ID: PersonID(p.id), Name: p.name, Emails: []string{p.id + "@acme.example"},
			Zone:  p.zone,
			Hours: OfficeHours(9, 17), Link: "https://meet.acme.example/" + p.id}
	}
	policy := DefaultPolicy() // with room for a second reassignment, each with the whole window
	policy.Lead, policy.Reassign, policy.NextHalf, policy.OnConflict = time.Hour, 2, false, ConflictAsk
	return &Config{Hash: "fixture", Address: "handoff@acme.example", Name: "Acme", Admin: "olga", People: people,
		Teams: []Team{{Name: "sales", Qualifiers: []PersonID{"quinn"}, Reps: []PersonID{"rita", "ben", "yuki"},
			Managers:  []PersonID{"mara", "vera"},
			Advocates: []PersonID{"alma"}, Policy: policy, Fields: DefaultFields(), Criteria: DefaultCriteria(),
			Duration: 30 * time.Minute}},
		Nurture: []Touch{{30 * day, "checking-in"}, {60 * day, "last-word"}}}
}

func by(id PersonID, at time.Time) About {
	return About{At: at, By: Who{Person: id}, Via: "imap", MessageID: "m-" + string(id) + at.Format("150405"),
		Strength: Seen}
}

func outside(address string, at time.Time) About {
	return About{At: at, By: Who{Address: address}, Via: "imap", MessageID: "m-" + address + at.Format("150405"),
		Strength: Weak}
}

func fixtureBrief(at time.Time) *Briefed {
	return &Briefed{About: by("quinn", at), ID: "HO-TEST01", UID: "uid-1@handoffd", Token: "tokentoken", Team: "sales",
		Origin: OriginBrief, Qualifier: "quinn",
		Prospects: []Contact{{Name: "Pat Kim", Address: "pat@globex.example"}}, Start: meeting,
		End: meeting.Add(30 * time.Minute), Zone: "Europe/Berlin",
		Fields: map[string]string{"company": "Globex", "need": "faster quotes", "pain": "lost deals",
			"timeframe": "this quarter"}}
}

// world plays facts against one handoff and sends every mail at once.
type world struct {
	moments []Moment // of all that was said
	t       testing.TB
	c       *Config
	h       Handoff
	now     time.Time
	load    map[PersonID]Load
	look    Lookups
	sent    []Action
	reason  Reason
	hold    bool // mails stay in the outbox
	timed   bool // mails promise the end of a window, and take lag on their way
	lag     time.Duration
	patient bool // invitations wait as long as they are to
	uids    int  // drawn
	noUIDs  bool // as before every side had an event of its own
}

// withCalendars gives people a calendar, empty and readable.
func (w *world) withCalendars(ids ...PersonID) {
	if w.look.Busy == nil {
		w.look.Busy = map[PersonID]Calendar{}
	}
	for _, id := range ids {
		p := w.c.People[id]
		p.Calendars, p.Blocks = []string{"own"}, true
		w.c.People[id] = p
		w.look.Busy[id] = Calendar{From: monday.AddDate(0, -2, 0), To: monday.AddDate(0, 3, 0), ReadAt: w.now}
	}
}

// busyAt puts something into a calendar.
func (w *world) busyAt(id PersonID, start, end time.Time, key string) {
	c := w.look.Busy[id]
	c.Busy = append(c.Busy, Taken{Span: calendar.Span{Start: start, End: end}, Key: key})
	w.look.Busy[id] = c
}

func newWorld(t testing.TB) *world {
	return &world{t: t, c: fixtureConfig(), now: monday, load: map[PersonID]Load{}}
}

// env is what a fact is decided with. The UID for a turn that begins is another one each time.
func (w *world) env() Env {
	look := w.look
	if !w.noUIDs {
		w.uids++
		look.UID = fmt.Sprintf("turn-%d@handoffd", w.uids)
		for i := range hurryMost {
			look.UIDs = append(look.UIDs, fmt.Sprintf("turn-%d-%d@handoffd", w.uids, i))
		}
	}
	return Env{Now: w.now, Config: w.c, Load: w.load, Lookups: look}
}

// claims lets the time pass in which reps can say why they were silent, and nothing else happen.
func (w *world) claims() {
	for _, a := range w.h.claimsOf("", (*Claim).waits) {
		w.now = later(w.now, a.Claim.Until)
	}
	w.say(&Deadline{About: About{At: w.now, Via: "clock"}, What: DueClaim, Due: w.now})
}

// say decides a fact and sends what came of it.
func (w *world) say(f Fact) Decision {
	d := Decide(w.h, f, w.env())
	w.h, w.reason, w.moments = d.Handoff, d.Reason, append(w.moments, d.Moments...)
	for _, e := range d.Ledger {
		w.load[e.Person] = w.load[e.Person].With(e)
	}
	if w.hold {
		return d
	}
	for _, a := range d.Actions {
		if ok, _ := Wanted(w.h, a, w.now); !ok {
			continue
		}
		w.sent = append(w.sent, a)
		told, cur := time.Time{}, w.h.Current()
		if w.timed && cur != nil && w.h.State == Offered && a.To.Person == cur.Rep {
			told, _ = w.h.Window(w.c, *cur, w.now)
			told = told.Truncate(time.Minute)
		}
		at := w.now.Add(w.lag)
		if w.patient && a.Purpose == PurposeInvite {
			at = at.Add(a.Delay)
			if a.To.Person != "" {
				held, _ := KeepBack(w.h, a, w.c, nil, Had{}, at)
				at = later(at, held)
			}
		}
		s := Decide(w.h, &Sent{About: About{At: at, Via: "smtp"}, Key: a.Key(), Purpose: a.Purpose, To: a.To, UID: a.UID,
			Turn: a.Assignment, Told: told}, w.env())
		w.h, w.moments = s.Handoff, append(w.moments, s.Moments...)
	}
	return d
}

// due lets the clock run to what is due next and decides it.
func (w *world) due() Decision {
	n := w.h.Next
	if n.At.After(w.now) {
		w.now = n.At
	}
	return w.say(&Deadline{About: About{At: n.At, Via: "clock"}, What: n.What, Due: n.At})
}

// attending has the prospect accept the invitation.
func (w *world) attending() *world {
	w.say(AcceptedInWords(seen("pat@globex.example", w.now)))
	return w
}

// over lets the time of an accepted meeting pass.
func (w *world) over() Decision {
	for w.h.Next.What == DueConfirm {
		w.due()
	}
	return w.due()
}

func (w *world) after(d time.Duration) *world { w.now = w.now.Add(d); return w }

func (w *world) answered(id PersonID, p calendar.PartStat) Decision {
	return w.say(&Answered{About: by(id, w.now), Attendee: string(id) + "@acme.example", PartStat: p,
		Sequence: w.h.Sequence})
}

// in brings the fixture handoff into a state, by facts only.
func in(t testing.TB, s State) *world {
	w := newWorld(t)
	if s == New {
		return w
	}
	brief := fixtureBrief(w.now)
	if s == Draft {
		delete(brief.Fields, "pain")
	}
	w.say(brief)
	switch s {
	case Draft, Offered:
	case Escalated:
		for w.h.State == Offered {
			w.due()
		}
	case Returned:
		w.after(time.Hour).say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}, Note: "no budget"})
	default:
		w.after(3 * time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
		w.answered("rita", calendar.Accepted)
		later := map[State][]Fact{Past: {nil}, Held: {nil, &Judge{Outcome: OutcomeHeld}},
			Nurture:   {nil, &NurtureUntil{Until: meeting.AddDate(0, 2, 0)}},
			Converted: {nil, &OpportunityMade{Link: "https://crm.example/1"}}, Closed: {&Cancel{}, &Cancel{}}}[s]
		for _, f := range later {
			if f == nil {
				w.over()
				continue
			}
			*f.about() = by("rita", w.now)
			if _, sleeps := f.(*NurtureUntil); s == Closed || sleeps {
				*f.about() = by("quinn", w.now)
			}
			w.say(f)
		}
	}
	if w.h.State != s {
		t.Fatalf("fixture did not reach %s, it is %s: %s", s, w.h.State, w.reason)
	}
	w.sent = nil
	return w
}

// inBerlin is a time of 2026 there.
func inBerlin(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, berlin)
}
