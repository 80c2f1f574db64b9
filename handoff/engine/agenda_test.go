package engine

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/templates"
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
		c.Unknown = []string{why}
	}
	s.mu.Unlock()
	if s.ask != nil {
		s.ask()
	}
	return c
}

// threeReps is the config of a team with three reps.
func threeReps() *handoff.Config {
	c := killConfig("")
	for id, name := range map[handoff.PersonID]string{"bob": "Bob Okafor", "ines": "Ines Rao"} {
		c.People[id] = handoff.Person{ID: id, Name: name, Emails: []string{string(id) + "@acme.example"}, Zone: "Europe/London", Hours: handoff.OfficeHours(9, 17),
			Link: "https://meet.acme.example/" + string(id)}
		c.Teams[0].Reps = append(c.Teams[0].Reps, id)
	}
	slices.Sort(c.Teams[0].Reps)
	return c
}

// agendaEngine is an engine over a fresh store whose reps all have a calendar.
func agendaEngine(t *testing.T, calendars Calendars, now func() time.Time) *Engine {
	t.Helper()
	c := threeReps()
	c.Hash = "agenda"
	for _, id := range c.Teams[0].Reps {
		p := c.People[id]
		p.Calendars = []string{"shelf"}
		c.People[id] = p
	}
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "handoffd.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(t.Context(), Options{Store: st, Config: c, Renderer: render.New(set, handoff.AddressingPlus), Calendars: calendars, Now: now,
		Wait: func(ctx context.Context, _ time.Time) error { <-ctx.Done(); return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// take has one brief decided and returns what came of it and what it was decided with.
func takeBrief(t *testing.T, e *Engine, f *handoff.Briefed) (d handoff.Decision, looked handoff.Lookups) {
	t.Helper()
	f.About.At = e.Now()
	err := e.update(t.Context(), func(tx *store.Tx) (err error) {
		if err := e.draw(tx, f); err != nil {
			return err
		}
		d, err = e.decide(tx, f.ID, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	err = e.Store.View(t.Context(), func(tx *store.Tx) error {
		facts, err := tx.Facts(f.ID)
		if len(facts) > 0 {
			looked = facts[0].Lookups
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d, looked
}

func agendaBrief() *handoff.Briefed {
	start := time.Date(2026, 11, 24, 15, 0, 0, 0, handoff.Location("Europe/Berlin"))
	return &handoff.Briefed{About: handoff.About{By: handoff.Who{Person: "quinn"}, Via: "test", Strength: handoff.Seen}, Team: "sales", Origin: handoff.OriginBrief, Qualifier: "quinn",
		Prospects: []handoff.Contact{{Name: "Pat Kim", Address: "pat@globex.example"}}, Start: start, End: start.Add(30 * time.Minute), Zone: "Europe/Berlin", Wish: "rita",
		Fields: map[string]string{"company": "Globex", "need": "quotes", "pain": "lost deals", "timeframe": "soon"}}
}

// TestCalendarsAreReadOutsideTheTransaction reads while the writer is free for others, once per person for many decisions, and keeps what was read with the fact.
func TestCalendarsAreReadOutsideTheTransaction(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	start := agendaBrief().Start
	s := &shelf{busy: map[handoff.PersonID][]handoff.Taken{"rita": {{Span: calendar.Span{Start: start, End: start.Add(time.Hour)}, Key: "k1"}}}}
	e := agendaEngine(t, s, func() time.Time { return now })
	s.ask = func() {
		if err := e.Store.Update(t.Context(), func(*store.Tx) error { return nil }); err != nil {
			t.Error(err)
		}
	}
	_, looked := takeBrief(t, e, agendaBrief())
	if len(looked.Busy) != 3 || len(looked.Busy["rita"].Busy) != 1 || looked.Busy["rita"].ReadAt.IsZero() {
		t.Fatalf("kept with the fact: %+v", looked.Busy)
	}
	for range 20 {
		f := agendaBrief()
		f.Prospects[0].Address = "other" + f.Prospects[0].Address
		takeBrief(t, e, f)
	}
	if s.reads["rita"] != 1 {
		t.Errorf("read %d times for 21 briefs within a quarter of an hour", s.reads["rita"])
	}
	now = now.Add(handoff.BusyAge + time.Minute)
	takeBrief(t, e, agendaBrief())
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
		a := &Engine{Options: Options{Now: func() time.Time { return now }, Calendars: slow}}
		a.Log, a.agenda.calendars = slog.New(slog.DiscardHandler), slow
		a.config.Store(threeReps())
		need := handoff.Need{What: handoff.NeedBusy, People: []handoff.PersonID{"rita", "bob"}, From: now, To: now.Add(time.Hour)}
		a.agenda.look(need)
		begun := time.Now()
		a.readCalendars(t.Context(), a.agenda.misses())
		if took := time.Since(begun); took != readWait {
			t.Errorf("gave up after %s", took)
		}
		got := a.agenda.look(need)
		if len(got["rita"].Unknown) == 0 || len(got["bob"].Unknown) != 0 {
			t.Errorf("%+v", got)
		}
		if len(a.agenda.misses()) != 0 {
			t.Error("what could not be read is asked for again at once")
		}
		close(release)
	})
}

// TestAReaderThatFailsIsUnknown survives a panic of a reader.
func TestAReaderThatFailsIsUnknown(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	broken := calendarsFunc(func(context.Context, handoff.Person, time.Time, time.Time) handoff.Calendar { panic("boom") })
	e := agendaEngine(t, broken, func() time.Time { return now })
	d, looked := takeBrief(t, e, agendaBrief())
	if len(looked.Busy["rita"].Unknown) == 0 {
		t.Errorf("%+v", looked.Busy)
	}
	if d.Handoff.State != handoff.Offered || d.Handoff.Rep() != "rita" {
		t.Errorf("%s to %s: an unknown calendar is offered with a note", d.Handoff.State, d.Handoff.Rep())
	}
}

type calendarsFunc func(ctx context.Context, p handoff.Person, from, to time.Time) handoff.Calendar

func (f calendarsFunc) Busy(ctx context.Context, p handoff.Person, from, to time.Time) handoff.Calendar {
	return f(ctx, p, from, to)
}
