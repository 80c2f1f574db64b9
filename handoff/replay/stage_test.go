package replay

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// stage is a service as it would record: mails go out a little after they were decided, deadlines are decided a little
// after they passed, answers are decided before what fell due after they came in.
type stage struct {
	c       *handoff.Config
	rnd     *rand.Rand
	now     time.Time
	leads   map[handoff.ID]*handoff.Handoff
	order   []handoff.ID
	loads   tallies
	away    map[handoff.PersonID][]calendar.Span
	queue   []sending
	sent    map[string]bool
	facts   []Recorded
	moments []handoff.Moment
	yes     map[handoff.ID]bool // accepted once
	uids    int
	slow    time.Duration // how long things take at most
	mails   int           // reminders
}

func newStage(c *handoff.Config, seed uint64, slow time.Duration) *stage {
	return &stage{c: c, rnd: rand.New(rand.NewPCG(seed, 3)), now: monday, leads: map[handoff.ID]*handoff.Handoff{},
		loads: tallies{}, away: map[handoff.PersonID][]calendar.Span{}, sent: map[string]bool{}, slow: slow,
		yes: map[handoff.ID]bool{}}
}

func (s *stage) late() time.Duration {
	if s.slow == 0 {
		return 0
	}
	return time.Duration(s.rnd.Int64N(int64(s.slow)))
}

// decide records a fact with what it was decided with.
func (s *stage) decide(id handoff.ID, f handoff.Fact, now time.Time) {
	h := s.leads[id]
	if h == nil {
		h = &handoff.Handoff{}
		s.leads[id], s.order = h, append(s.order, id)
	}
	env := handoff.Env{Now: now, Config: s.c}
	for _, n := range handoff.Needs(*h, f, s.c) {
		switch n.What {
		case handoff.NeedRoute, handoff.NeedLoad:
			env.Load = map[handoff.PersonID]handoff.Load{}
			for _, rep := range n.People {
				env.Load[rep] = s.load(rep, now)
			}
			if n.What == handoff.NeedRoute {
				env.Lookups.Away, env.Lookups.Meets = s.absences(n.People), s.meets(n.People)
			}
		case handoff.NeedUID:
			for i := range n.More + 1 {
				s.uids++
				if uid := fmt.Sprintf("t%d@handoffd", s.uids); i == 0 {
					env.Lookups.UID = uid
				} else {
					env.Lookups.UIDs = append(env.Lookups.UIDs, uid)
				}
			}
		}
	}
	d := handoff.Decide(*h, f, env)
	if d.Err != nil {
		return
	}
	env.Lookups.UIDs = handoff.UsedUIDs(&d.Handoff, env.Lookups.UIDs)
	is := func(a handoff.Assignment) bool { return a.UID == env.Lookups.UID }
	if !slices.ContainsFunc(d.Handoff.Assignments, is) {
		env.Lookups.UID = ""
	}
	s.facts = append(s.facts, Recorded{Handoff: id, Now: now, Config: s.c, Fact: f, Load: env.Load, Lookups: env.Lookups,
		Reason: d.Reason})
	*h = d.Handoff
	s.moments = append(s.moments, d.Moments...)
	for _, m := range d.Moments {
		if m.Kind == handoff.MomentAccepted {
			s.yes[id] = true
		}
	}
	for _, e := range d.Ledger {
		s.loads.book(e)
	}
	for _, a := range d.Away {
		s.away[a.Person] = calendar.Merge(append(s.away[a.Person], a.Span))
	}
	for _, a := range d.Actions {
		if a.Purpose == handoff.PurposeReminder {
			s.mails++
		}
		if key := a.Key(); !s.sent[key] && handoff.Noted(a) {
			s.sent[key] = true
			s.enqueue(sending{at: now.Add(a.Delay + s.late()), a: a, n: len(s.sent)})
		}
	}
}

func (s *stage) load(rep handoff.PersonID, now time.Time) handoff.Load {
	l := s.loads.of(rep).at(now)
	for _, id := range s.order {
		if st := standOf(s.leads[id]); st.offered && st.rep == rep {
			l.Open++
		}
	}
	return l
}

func (s *stage) absences(people []handoff.PersonID) map[handoff.PersonID][]calendar.Span {
	out := map[handoff.PersonID][]calendar.Span{}
	for _, id := range people {
		if len(s.away[id]) > 0 {
			out[id] = slices.Clone(s.away[id])
		}
	}
	return out
}

func (s *stage) meets(people []handoff.PersonID) map[handoff.PersonID][]handoff.Meeting {
	var l handoff.Lookups
	for _, id := range s.order {
		if st := standOf(s.leads[id]); st.meets && slices.Contains(people, st.rep) {
			addMeeting(&l, st.rep, id, st)
		}
	}
	return l.Meets
}

func (s *stage) enqueue(q sending) {
	i, _ := slices.BinarySearchFunc(s.queue, q, func(a, b sending) int {
		if a.at.After(b.at) {
			return 1
		}
		return -1
	})
	s.queue = slices.Insert(s.queue, i, q)
}

// until has mails go out and times pass up to the instant; what fell due for one lead waits for what came in before.
func (s *stage) until(now time.Time, but handoff.ID, came time.Time) {
	for {
		var first due
		var id handoff.ID
		for _, lead := range s.order {
			d := dueOf(s.leads[lead])
			if d.ok && !(lead == but && !came.After(d.at)) && (id == "" || d.at.Before(first.at)) {
				id, first = lead, d
			}
		}
		if len(s.queue) > 0 && !s.queue[0].at.After(now) && (id == "" || !s.queue[0].at.After(first.at)) {
			q := s.queue[0]
			s.queue = s.queue[1:]
			s.send(q)
			continue
		}
		if id == "" || first.at.After(now) {
			return
		}
		s.decide(id, &handoff.Deadline{About: handoff.About{At: first.at, Via: "clock"}, What: first.what, Due: first.at},
			earliest(first.at.Add(s.late()), now))
	}
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func (s *stage) send(q sending) {
	h := s.leads[q.a.Handoff]
	if ok, _ := handoff.Wanted(*h, q.a, q.at); !ok {
		return
	}
	until, _ := handoff.KeepBack(*h, q.a, s.c, s.away[q.a.To.Person], handoff.Had{}, q.at)
	if !until.IsZero() {
		q.at = until
		s.enqueue(q)
		return
	}
	var told time.Time
	if cur := h.Current(); q.a.Purpose == handoff.PurposeInvite && cur != nil && s.rnd.IntN(3) == 0 {
		told, _ = handoff.WindowCloses(*h, s.c, *cur, q.at.Add(-110*time.Second))
	}
	s.decide(q.a.Handoff, &handoff.Sent{About: handoff.About{At: q.at, Via: "smtp"}, Key: q.a.Key(),
		Purpose: q.a.Purpose, To: q.a.To, UID: q.a.UID, Turn: q.a.Assignment, Told: told}, q.at)
}

// say records what somebody said, which came in a little before.
func (s *stage) say(id handoff.ID, f handoff.Fact) {
	came := s.now.Add(-s.late())
	about := handoff.Header(f)
	about.At = came
	handoff.SetHeader(f, about)
	s.until(s.now, id, came)
	s.decide(id, f, s.now)
}

func (s *stage) by(id handoff.PersonID) handoff.About {
	return handoff.About{At: s.now, By: handoff.Who{Person: id}, Via: "imap", Strength: handoff.Seen,
		MessageID: fmt.Sprintf("m%d@acme.example", len(s.facts))}
}

// lives are the facts of n leads with whatever people might do.
func (s *stage) lives(n int) {
	to := len(s.order) + n
	for begun := len(s.facts); len(s.order) < to || len(s.facts)-begun < 12*n; {
		s.now = s.now.Add(time.Duration(s.rnd.IntN(40)) * time.Minute).Add(time.Duration(s.rnd.IntN(60)) * time.Second)
		if len(s.order) < to && s.rnd.IntN(4) == 0 {
			s.brief(time.Duration(20+s.rnd.IntN(150)) * time.Hour)
			continue
		}
		if len(s.order) == 0 {
			continue
		}
		id := s.order[max(0, len(s.order)-1-s.rnd.IntN(12))]
		for _, f := range s.answers(id) {
			s.say(id, f)
		}
	}
}

// brief has a lead come in that meets so much later.
func (s *stage) brief(later time.Duration) {
	k := len(s.order)
	start := s.now.Add(later).Truncate(time.Hour)
	id := handoff.ID(fmt.Sprintf("HO-L%05d", k))
	s.say(id, &handoff.Briefed{About: s.by("quinn"), ID: id, UID: fmt.Sprintf("u%d@handoffd", k),
		Token: fmt.Sprintf("t%d", k), Team: "sales", Origin: handoff.OriginBrief, Qualifier: "quinn",
		Start: start, End: start.Add(30 * time.Minute), Zone: "Europe/Berlin",
		Prospects: []handoff.Contact{{Name: "Pat", Address: fmt.Sprintf("pat@c%d.example", k)}},
		Fields:    map[string]string{"company": "Globex", "need": "x", "pain": "y", "timeframe": "now"}})
}

// answers are what somebody says about a lead: most of whoever has it, some of whoever had it.
func (s *stage) answers(id handoff.ID) []handoff.Fact {
	h := s.leads[id]
	rep, by := h.Rep(), s.by
	if n := len(h.Assignments); n > 1 && s.rnd.IntN(3) == 0 {
		rep = h.Assignments[s.rnd.IntN(n)].Rep
	}
	answered := func(part calendar.PartStat) handoff.Fact {
		f := &handoff.Answered{About: by(rep), Attendee: string(rep) + "@acme.example", PartStat: part, Sequence: -1}
		for _, a := range handoff.Turns(h) {
			if a.Rep == rep {
				f.UID = a.UID
			}
		}
		return f
	}
	return [][]handoff.Fact{
		{answered(calendar.Accepted)}, {answered(calendar.Accepted)},
		{&handoff.Replied{About: by(rep), Reach: handoff.ReachProspect}},
		{&handoff.Replied{About: by(rep), Reach: handoff.ReachProspect}, answered(calendar.Accepted)},
		{&handoff.Accept{About: by(rep)}, &handoff.ReplyReported{About: by(rep)}},
		{answered(calendar.Declined)}, {&handoff.Keep{About: by("mara")}}, {&handoff.Take{About: by("mara")}},
		{&handoff.Judge{About: by(rep), Outcome: handoff.OutcomeHeld}}, {&handoff.NotMyFault{About: by(rep), Note: "ill"}},
		{&handoff.AwayUntil{About: by(rep), Until: s.now.Add(30 * time.Hour)}},
		{&handoff.Reject{About: by(rep), Criteria: []string{"budget"}}},
		{&handoff.Assign{About: by("mara"), Rep: "leo"}}, {&handoff.RuleSilence{About: by("mara")}},
	}[s.rnd.IntN(14)]
}

// reload has another config in force.
func (s *stage) reload(c *handoff.Config, left ...handoff.PersonID) {
	s.until(s.now, "", time.Time{})
	s.c = c
	for _, who := range left {
		for _, id := range s.order {
			if s.leads[id].State.Open() {
				s.decide(id, &handoff.RosterChanged{About: handoff.About{At: s.now}, Person: who, Left: true}, s.now)
			}
		}
	}
}

// lives are the facts of n leads, as they would have been recorded.
func lives(c *handoff.Config, n int, seed uint64) []Recorded {
	s := newStage(c, seed, 40*time.Second)
	s.lives(n)
	return s.facts
}

// counted counts what moments and mails tell.
func (s *stage) counted() (c Counts) {
	for _, m := range s.moments {
		switch {
		case m.Kind == handoff.MomentState && m.Code == "escalated":
			c.Escalations++
		}
	}
	c.Accepted, c.Reminders = len(s.yes), s.mails
	for _, h := range s.leads {
		for i, a := range h.Assignments {
			if !a.HandedOver() {
				c.Offers++
				if i > 0 && h.Assignments[i-1].Rep != a.Rep {
					c.Reassigned++
				}
			}
		}
	}
	return c
}

func config(t *testing.T, change func(*handoff.Config)) *handoff.Config {
	t.Helper()
	c := &handoff.Config{Address: "handoff@acme.example", Name: "Acme", Admin: "olga",
		People: map[handoff.PersonID]handoff.Person{}}
	team := handoff.Team{Name: "sales", Qualifiers: []handoff.PersonID{"quinn"}, Managers: []handoff.PersonID{"mara"},
		Policy: handoff.DefaultPolicy(), Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria(),
		Duration: 30 * time.Minute, Cap: 9, CapDay: 4}
	for _, id := range []handoff.PersonID{"quinn", "mara", "olga", "rita", "ben", "yuki", "leo"} {
		c.People[id] = handoff.Person{ID: id, Name: string(id), Emails: []string{string(id) + "@acme.example"},
			Zone: "Europe/Berlin", Hours: handoff.OfficeHours(9, 17), Link: "https://meet.acme.example/" + string(id)}
	}
	team.Reps = []handoff.PersonID{"rita", "ben", "yuki", "leo"}
	c.Teams = []handoff.Team{team}
	if change != nil {
		change(c)
	}
	if err := c.Seal(); err != nil {
		t.Fatal(err)
	}
	return c
}
