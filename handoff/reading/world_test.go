package reading

import (
	"fmt"
	"testing"
	"time"

	"handoffd/handoff"
)

// The world: a team of three reps, Monday 23 November 2026 09:00 in Berlin, a meeting on Wednesday 15:00.

var (
	monday  = inBerlin(11, 23, 9, 0)
	meeting = inBerlin(11, 25, 15, 0)
)

func worldConfig() *handoff.Config {
	people := map[handoff.PersonID]handoff.Person{}
	for _, p := range []struct{ id, name, zone string }{
		{"quinn", "Quinn Ames", "Europe/Berlin"}, {"rita", "Rita Vance", "Europe/London"},
		{"ben", "Ben Ortiz", "America/New_York"}, {"yuki", "Yuki Tanaka", "Asia/Tokyo"},
		{"mara", "Mara Lindt", "Europe/Berlin"}, {"vera", "Vera Holm", "Europe/Berlin"},
		{"alma", "Alma Reyes", "Europe/Berlin"}, {"olga", "Olga Nyman", "Europe/Berlin"},
	} {
		id := handoff.PersonID(p.id)
		people[id] = handoff.Person{ID: id, Name: p.name, Emails: []string{p.id + "@acme.example"}, Zone: p.zone,
			Hours: handoff.OfficeHours(9, 17), Link: "https://meet.acme.example/" + p.id}
	}
	team := handoff.Team{Name: "sales", Qualifiers: []handoff.PersonID{"quinn"},
		Reps:     []handoff.PersonID{"rita", "ben", "yuki"},
		Managers: []handoff.PersonID{"mara", "vera"}, Advocates: []handoff.PersonID{"alma"}, Policy: handoff.DefaultPolicy(),
		Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria(), Duration: 30 * time.Minute}
	return &handoff.Config{Hash: "world", Address: "handoff@acme.example", Name: "Acme", Admin: "olga", People: people,
		Teams: []handoff.Team{team}}
}

func worldBrief() *handoff.Briefed {
	return &handoff.Briefed{About: byPerson("quinn", monday), ID: "HO-TEST22", UID: "uid-1@handoffd", Token: "tokentoken",
		Team: "sales", Origin: handoff.OriginBrief, Qualifier: "quinn",
		Prospects: []handoff.Contact{{Name: "Pat Kim", Address: "pat@globex.example"}},
		Start:     meeting, End: meeting.Add(30 * time.Minute), Zone: "Europe/Berlin",
		Fields: map[string]string{"company": "Globex", "need": "faster quotes", "pain": "lost deals",
			"timeframe": "this quarter"}}
}

func byPerson(id handoff.PersonID, at time.Time) handoff.About {
	return handoff.About{At: at, By: handoff.Who{Person: id}, Via: "imap",
		MessageID: "m-" + string(id) + at.Format("150405"),
		Strength:  handoff.Seen}
}

// world plays facts against one handoff and sends every mail at once.
type world struct {
	t    testing.TB
	c    *handoff.Config
	h    handoff.Handoff
	now  time.Time
	uids int
}

func newWorld(t testing.TB) *world { return &world{t: t, c: worldConfig(), now: monday} }

func (w *world) decide(f handoff.Fact) handoff.Decision {
	w.uids++
	look := handoff.Lookups{UID: fmt.Sprintf("turn-%d@handoffd", w.uids)}
	d := handoff.Decide(w.h, f, handoff.Env{Now: w.now, Config: w.c, Load: map[handoff.PersonID]handoff.Load{},
		Lookups: look})
	w.h = d.Handoff
	return d
}

// say decides a fact and sends what came of it.
func (w *world) say(f handoff.Fact) handoff.Decision {
	d := w.decide(f)
	for _, a := range d.Actions {
		if ok, _ := handoff.Wanted(w.h, a, w.now); ok {
			w.decide(&handoff.Sent{About: handoff.About{At: w.now, Via: "smtp"}, Key: a.Key(), Purpose: a.Purpose, To: a.To,
				UID: a.UID, Turn: a.Assignment})
		}
	}
	return d
}

// due lets the clock run to what is due next and decides it.
func (w *world) due() {
	n := w.h.Next
	if n.At.After(w.now) {
		w.now = n.At
	}
	w.say(&handoff.Deadline{About: handoff.About{At: n.At, Via: "clock"}, What: n.What, Due: n.At})
}

// read reads a mail of a colleague as a command.
func (w *world) read(id handoff.PersonID, text string) (handoff.Fact, bool) {
	return ReadCommand(text, w.h, byPerson(id, w.now), w.c, w.now)
}

// in brings the handoff into a state, by facts only.
func in(t testing.TB, s handoff.State) *world {
	w := newWorld(t)
	brief := worldBrief()
	if s == handoff.Draft {
		delete(brief.Fields, "pain")
	}
	w.say(brief)
	w.reach(s)
	if w.h.State != s {
		t.Fatalf("the world did not reach %s, it is %s: %s", s, w.h.State, w.h.Why)
	}
	return w
}

func (w *world) reach(s handoff.State) {
	switch s {
	case handoff.Draft, handoff.Offered:
		return
	case handoff.Escalated:
		for w.h.State == handoff.Offered {
			w.due()
		}
		return
	case handoff.Returned:
		w.says("rita", &handoff.Reject{Criteria: []string{"budget"}, Note: "no budget"})
		return
	}
	w.says("rita", &handoff.Accept{})
	w.says("rita", &handoff.ReplyReported{})
	if s == handoff.Closed {
		w.says("quinn", &handoff.Cancel{})
		w.says("quinn", &handoff.Cancel{})
	}
	if s == handoff.Closed || s == handoff.Accepted {
		return
	}
	for w.h.State == handoff.Accepted {
		w.due()
	}
	switch s {
	case handoff.Held:
		w.says("rita", &handoff.Judge{Outcome: handoff.OutcomeHeld})
	case handoff.Nurture:
		w.says("quinn", &handoff.NurtureUntil{Until: meeting.AddDate(0, 2, 0)})
	case handoff.Converted:
		w.says("rita", &handoff.OpportunityMade{Link: "https://crm.example/1"})
	}
}

// says decides a fact of a colleague.
func (w *world) says(id handoff.PersonID, f handoff.Fact) handoff.Decision {
	handoff.SetHeader(f, byPerson(id, w.now))
	return w.say(f)
}
