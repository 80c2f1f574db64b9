package desk

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
)

// shelf is a set of calendars in memory that counts how often each is read.
type shelf struct {
	mu    sync.Mutex
	busy  map[handoff.PersonID][]handoff.Taken
	why   map[handoff.PersonID]string // unreadable
	reads map[handoff.PersonID]int
	ask   func() // called while a calendar is read
}

func (s *shelf) Busy(ctx context.Context, p handoff.Person, from, to time.Time) handoff.Calendar {
	s.mu.Lock()
	if s.reads == nil {
		s.reads = map[handoff.PersonID]int{}
	}
	s.reads[p.ID]++
	c := handoff.Calendar{From: from, To: to, Busy: s.busy[p.ID]}
	if why := s.why[p.ID]; why != "" {
		c.Unknown = []handoff.Reason{{Text: why}}
	}
	s.mu.Unlock()
	if s.ask != nil {
		s.ask()
	}
	return c
}

// testDesk is a Decider over a fresh store, of a team whose reps live in three zones and all have a calendar.
func testDesk(t *testing.T, calendars Calendars, now func() time.Time) *Decider {
	t.Helper()
	d, _ := testDeskAt(t, calendars, now)
	return d
}

// testDeskAt also tells the database.
func testDeskAt(t *testing.T, calendars Calendars, now func() time.Time) (*Decider, string) {
	t.Helper()
	c := &handoff.Config{Hash: "desk", Address: "handoff@acme.example", Name: "Acme", Admin: "root",
		People: map[handoff.PersonID]handoff.Person{}}
	for id, zone := range map[handoff.PersonID]string{"quinn": "Europe/Berlin", "rita": "America/New_York",
		"bob":  "Europe/London",
		"ines": "Asia/Kolkata", "mia": "Europe/Berlin", "root": "UTC"} {
		p := handoff.Person{ID: id, Name: string(id), Emails: []string{string(id) + "@acme.example"}, Zone: zone,
			Hours: handoff.OfficeHours(9, 17), Link: "https://meet.acme.example/" + string(id)}
		if id == "rita" || id == "bob" || id == "ines" {
			p.Calendars = []string{"shelf"}
		}
		c.People[id] = p
	}
	c.Teams = []handoff.Team{{Name: "emea", Qualifiers: []handoff.PersonID{"quinn"},
		Reps:     []handoff.PersonID{"rita", "bob", "ines"},
		Managers: []handoff.PersonID{"mia"}, Policy: handoff.DefaultPolicy(), Fields: handoff.DefaultFields(),
		Criteria: handoff.DefaultCriteria(),
		Duration: 30 * time.Minute}}
	database := storetest.Database(t)
	st, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	if err := st.Update(t.Context(), func(tx *store.Tx) error { return tx.PutConfig(c) }); err != nil {
		t.Fatal(err)
	}
	return New(c, Options{Store: st, Calendars: calendars, Now: now}), database
}

// takeBrief has one brief decided and returns what came of it and what it was decided with.
func takeBrief(t *testing.T, d *Decider, f *handoff.Briefed) (out handoff.Decision, looked handoff.Lookups) {
	t.Helper()
	f.About.At = d.Now()
	err := d.Update(t.Context(), func(tx *store.Tx) (err error) {
		if err := d.Draw(tx, f); err != nil {
			return err
		}
		out, err = d.Decide(tx, f.ID, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = d.Store.View(t.Context(), func(tx *store.Tx) error {
		facts, err := tx.Facts(f.ID)
		if len(facts) > 0 {
			looked = facts[0].Lookups
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, looked
}

func testBrief() *handoff.Briefed {
	start := time.Date(2026, 11, 24, 15, 0, 0, 0, handoff.Location("Europe/Berlin"))
	return &handoff.Briefed{About: handoff.About{By: handoff.Who{Person: "quinn"}, Via: "test", Strength: handoff.Seen},
		Team: "emea", Origin: handoff.OriginBrief, Qualifier: "quinn",
		Prospects: []handoff.Contact{{Name: "Pat Kim", Address: "pat@globex.example"}}, Start: start,
		End: start.Add(30 * time.Minute), Zone: "Europe/Berlin", Wish: "rita",
		Fields: map[string]string{"company": "Globex", "need": "quotes", "pain": "lost deals", "timeframe": "soon"}}
}

// TestCalendarsAreReadOutsideTheTransaction reads while the writer is free for others, once per person for many
// decisions, and keeps what was read with the fact.
func TestCalendarsAreReadOutsideTheTransaction(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	start := testBrief().Start
	s := &shelf{busy: map[handoff.PersonID][]handoff.Taken{"rita": {{Span: calendar.Span{Start: start,
		End: start.Add(time.Hour)}, Key: "k1"}}}}
	d := testDesk(t, s, func() time.Time { return now })
	s.ask = func() {
		if err := d.Store.Update(t.Context(), func(*store.Tx) error { return nil }); err != nil {
			t.Error(err)
		}
	}
	_, looked := takeBrief(t, d, testBrief())
	if len(looked.Busy) != 3 || len(looked.Busy["rita"].Busy) != 1 || looked.Busy["rita"].ReadAt.IsZero() {
		t.Fatalf("kept with the fact: %+v", looked.Busy)
	}
	for range 20 {
		f := testBrief()
		f.Prospects[0].Address = "other" + f.Prospects[0].Address
		takeBrief(t, d, f)
	}
	if s.reads["rita"] != 1 {
		t.Errorf("read %d times for 21 briefs within a quarter of an hour", s.reads["rita"])
	}
	now = now.Add(handoff.BusyAge + time.Minute)
	takeBrief(t, d, testBrief())
	if s.reads["rita"] != 2 {
		t.Errorf("read %d times: what is older than %s must be read again", s.reads["rita"], handoff.BusyAge)
	}
}

// TestACalendarThatHangsIsUnknown gives up after five seconds; what was read of others counts.
func TestACalendarThatHangsIsUnknown(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		slow := calendarsFunc(func(ctx context.Context, p handoff.Person, from, to time.Time) handoff.Calendar {
			if p.ID == "rita" {
				<-release
			}
			return handoff.Calendar{From: from, To: to}
		})
		d := New(&handoff.Config{}, Options{Now: func() time.Time { return now }, Calendars: slow})
		need := handoff.Need{What: handoff.NeedBusy, People: []handoff.PersonID{"rita", "bob"}, From: now,
			To: now.Add(time.Hour)}
		d.busy.look(need)
		begun := time.Now()
		d.readCalendars(t.Context(), d.busy.misses())
		if took := time.Since(begun); took != readWait {
			t.Errorf("gave up after %s", took)
		}
		got := d.busy.look(need)
		if len(got["rita"].Unknown) == 0 || len(got["bob"].Unknown) != 0 {
			t.Errorf("%+v", got)
		}
		if len(d.busy.misses()) != 0 {
			t.Error("what could not be read is asked for again at once")
		}
		close(release)
	})
}

// TestAReaderThatFailsIsUnknown survives a panic of a reader.
func TestAReaderThatFailsIsUnknown(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	broken := calendarsFunc(func(context.Context, handoff.Person, time.Time, time.Time) handoff.Calendar { panic("boom") })
	d := testDesk(t, broken, func() time.Time { return now })
	out, looked := takeBrief(t, d, testBrief())
	if len(looked.Busy["rita"].Unknown) == 0 {
		t.Errorf("%+v", looked.Busy)
	}
	if out.Handoff.State != handoff.Offered || out.Handoff.Rep() != "rita" {
		t.Errorf("%s to %s: an unknown calendar is offered with a note", out.Handoff.State, out.Handoff.Rep())
	}
}

type calendarsFunc func(ctx context.Context, p handoff.Person, from, to time.Time) handoff.Calendar

func (f calendarsFunc) Busy(ctx context.Context, p handoff.Person, from, to time.Time) handoff.Calendar {
	return f(ctx, p, from, to)
}
