package render

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
	"handoffd/templates"
)

// tale plays a handoff with the real rules and renders every mail when it goes out, so that each mail is seen in the
// state it is sent in.
type tale struct {
	t       *testing.T
	r       *Renderer
	c       *handoff.Config
	h       handoff.Handoff
	now     time.Time
	pending []handoff.Action
	sent    []sentMail
	source  *mail.Message
	load    map[handoff.PersonID]handoff.Load
	lookups handoff.Lookups
	own     bool // each turn of a rep has an event of its own
	drawn   int
}

type sentMail struct {
	a handoff.Action
	h handoff.Handoff
	m Mail
}

// builtIn are the embedded templates; package templates tests that they load.
var builtIn = sync.OnceValue(func() *templates.Set {
	set, _ := templates.Load("")
	return set
})

func newTale(t *testing.T, at string) *tale {
	w := &tale{t: t, r: New(builtIn(), handoff.AddressingPlus), c: acme(), now: instant(t, at)}
	w.load = map[handoff.PersonID]handoff.Load{"bob": {Turns: 1, Had: 1}, "ines": {Turns: 2, Had: 2}}
	return w
}

func instant(t *testing.T, text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// acme is a team whose people live in four zones.
func acme() *handoff.Config {
	person := func(id handoff.PersonID, name, zone string) handoff.Person {
		return handoff.Person{ID: id, Name: name, Emails: []string{string(id) + "@acme.example"}, Zone: zone,
			Hours: handoff.OfficeHours(9, 17)}
	}
	people := []handoff.Person{
		person("quinn", "Quinn Ames", "Europe/Berlin"), person("rita", "Rita Vance", "America/New_York"),
		person("bob", "Bob Okafor", "Europe/London"),
		person("ines", "Ines Rao", "Asia/Kolkata"), person("mia", "Mia Chen", "Europe/Berlin"),
		person("max", "Max Holm", "Europe/Berlin"),
		person("ada", "Ada Lind", "Europe/Berlin"), person("root", "Ruth Root", "UTC"),
	}
	c := &handoff.Config{Address: "handoff@acme.example", Name: "Acme", Admin: "root",
		People: map[handoff.PersonID]handoff.Person{}}
	for _, p := range people {
		if p.ID == "rita" || p.ID == "bob" || p.ID == "ines" {
			p.Link = "https://meet.acme.example/" + string(p.ID)
		}
		c.People[p.ID] = p
	}
	fields := handoff.DefaultFields()
	fields[5].Public = true // request
	c.Teams = []handoff.Team{{
		Name: "emea", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"rita", "bob", "ines"},
		Managers:  []handoff.PersonID{"mia", "max"},
		Advocates: []handoff.PersonID{"ada"}, Policy: talePolicy(), Fields: fields,
		Criteria: handoff.DefaultCriteria(), Duration: 30 * time.Minute,
	}}
	return c
}

// by is what a fact of a colleague carries now.
func (w *tale) by(who handoff.PersonID) handoff.About {
	return handoff.About{At: w.now, By: handoff.Who{Person: who}, Via: "imap", Strength: handoff.Seen}
}

// outside is what a fact of the prospect carries now.
func (w *tale) outside() handoff.About {
	return handoff.About{At: w.now, By: handoff.Who{Address: "pat@globex.example"}, Via: "imap", Strength: handoff.Seen}
}

// talePolicy leaves room for a second reassignment, each with the whole window.
func talePolicy() handoff.Policy {
	p := handoff.DefaultPolicy()
	p.Lead, p.Reassign, p.NextHalf, p.OnConflict = time.Hour, 2, false, handoff.ConflictAsk
	return p
}

// brief is a complete one for Tuesday 24 November 2026, 15:00 in Berlin.
func (w *tale) brief() *handoff.Briefed {
	start := time.Date(2026, 11, 24, 15, 0, 0, 0, handoff.Location("Europe/Berlin"))
	return &handoff.Briefed{
		About: w.by("quinn"), ID: "HO-7K3QX2", UID: "u7k3qx2mzt5b6d4f8h2@handoffd", Token: "k4m7qz2xw9", Team: "emea",
		Origin:    handoff.OriginBrief,
		Qualifier: "quinn", Subject: "hot one!! 50k budget", Prospects: []handoff.Contact{{Name: "Pat Kim",
			Address: "pat@globex.example"}},
		Fields: map[string]string{
			"company": "Globex", "need": "Faster quotes for spare parts",
			"pain":     "Quotes take three days.\nTwo large orders were lost over it in October.",
			"solution": "Spreadsheets", "timeframe": "Decision in Q1", "budget": "50,000 EUR, not signed off yet",
			"request": "A demo of the quote builder",
		},
		Start: start, End: start.Add(30 * time.Minute), Zone: "Europe/Berlin",
	}
}

// tell has a fact decided and sends what comes of it.
func (w *tale) tell(f handoff.Fact) {
	w.t.Helper()
	w.decide(f)
	w.deliver()
}

func (w *tale) decide(f handoff.Fact) {
	w.t.Helper()
	if w.drawn++; w.own {
		w.lookups.UID = fmt.Sprintf("u%022d@handoffd", w.drawn)
		w.lookups.UIDs = []string{fmt.Sprintf("v%022d@handoffd", w.drawn), fmt.Sprintf("w%022d@handoffd", w.drawn)}
	}
	d := handoff.Decide(w.h, f, handoff.Env{Now: w.now, Config: w.c, Load: w.load, Lookups: w.lookups})
	w.h = d.Handoff
	w.pending = append(w.pending, d.Actions...)
}

// deliver sends everything that is pending, as the outbox would: asked once more whether it is wanted, and a fact when
// it is out.
func (w *tale) deliver() {
	w.t.Helper()
	for len(w.pending) > 0 {
		a := w.pending[0]
		w.pending = w.pending[1:]
		if ok, _ := handoff.Wanted(w.h, a, w.now); !ok {
			continue
		}
		var source *mail.Message
		if a.Purpose == handoff.PurposeRelay || a.Quotes() != "" {
			source = w.source
		}
		a.Token = "abcdefghij234567" // as the engine draws it
		m, err := w.r.Render(w.h, a, w.c, w.now, source)
		if err != nil {
			w.t.Fatalf("%s step %q: %v", a.Key(), a.Step, err)
		}
		w.sent = append(w.sent, sentMail{a, w.h, m})
		w.decide(&handoff.Sent{About: handoff.About{At: w.now, Via: "smtp"}, Key: a.Key(), Purpose: a.Purpose, To: a.To,
			UID: a.UID, Told: m.Told,
			Turn: a.Assignment})
	}
}

// pass lets due times come, one by one, until the instant.
func (w *tale) pass(until string) {
	w.t.Helper()
	end := instant(w.t, until)
	for n := 0; !w.h.State.Finished() && !w.h.Next.At.After(end) && n < 50; n++ {
		if w.h.Next.At.After(w.now) {
			w.now = w.h.Next.At
		}
		w.tell(&handoff.Deadline{About: handoff.About{At: w.now, Via: "clock"}, What: w.h.Next.What, Due: w.h.Next.At})
	}
	w.now = end
}

// answer is the calendar answer of a colleague.
func (w *tale) answer(who handoff.PersonID, p calendar.PartStat, comment string) {
	w.t.Helper()
	w.tell(&handoff.Answered{About: w.by(who), Attendee: string(who) + "@acme.example", PartStat: p,
		Sequence: w.h.Sequence, Comment: comment})
}

// replied is a reply of a colleague that the prospect got too.
func (w *tale) replied(who handoff.PersonID) {
	w.t.Helper()
	w.tell(&handoff.Replied{About: w.by(who), Reach: handoff.ReachProspect})
}

// last is the latest mail of the purpose and step to the recipient; an empty step is any.
func (w *tale) last(p handoff.Purpose, step handoff.Code, to string) sentMail {
	w.t.Helper()
	for i := len(w.sent) - 1; i >= 0; i-- {
		if s := w.sent[i]; s.a.Purpose == p && (step == "" || s.a.Step == step) && s.a.To.String() == to {
			return s
		}
	}
	for _, s := range w.sent {
		w.t.Logf("sent: %s step %q, state %s", s.a.Key(), s.a.Step, s.h.State)
	}
	w.t.Fatalf("no %s %q went to %s; state %s, next %s at %s", p, step, to, w.h.State, w.h.Next.What, w.h.Next.At)
	return sentMail{}
}
