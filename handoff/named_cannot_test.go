package handoff

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
)

// TestANamedRepWhoCannotIsAskedAbout: whatever keeps a rep whom the qualifier named from having the lead, it goes to
// nobody else unasked.
func TestANamedRepWhoCannotIsAskedAbout(t *testing.T) {
	away := func(from, to time.Time) func(*world) {
		return func(w *world) {
			w.look.Away = map[PersonID][]calendar.Span{"rita": {{Start: from, End: to}}}
		}
	}
	for _, row := range []struct {
		name  string
		set   func(*world)
		asked Code // why, told to the qualifier; empty: nobody is asked
	}{
		{"can", func(*world) {}, ""},
		{"away now", away(monday.Add(-time.Hour), monday.AddDate(0, 0, 1)), "candidate/away/back"},
		{"away on the afternoon of the meeting", away(meeting.Add(-time.Hour), meeting.Add(5*time.Hour)), "candidate/away-then/back"},
		{"has as many offers as are to be", func(w *world) {
			w.c.Teams[0].Cap, w.load["rita"] = 2, Load{Open: 2}
		}, "candidate/full"},
		{"paused", func(w *world) {
			w.look.Pauses = []Pause{{Team: w.c.Teams[0].Name, Rep: "rita", By: "mara",
				Span: calendar.Span{Start: monday.Add(-time.Hour), End: monday.AddDate(0, 0, 2)}}}
		}, "candidate/paused/by"},
		{"candidate/no-mail", func(w *world) { w.look.NoMail = []PersonID{"rita"} }, "candidate/no-mail"},
		{"has not started yet", func(w *world) {
			p := w.c.People["rita"]
			p.Since = 20261201
			w.c.People["rita"] = p
		}, "candidate/new"},
		{"whoever stands in can", func(w *world) {
			p := w.c.People["rita"]
			p.Away = []DayOff{{First: 20261123, Last: 20261127, Leave: true, Cover: "yuki"}}
			w.c.People["rita"] = p
		}, ""},
	} {
		w := newWorld(t)
		row.set(w)
		w.c.Teams[0].Policy.OnConflict = ConflictRoute
		brief := fixtureBrief(w.now)
		brief.Wish = "rita"
		w.say(brief)
		if row.asked == "" {
			if w.h.State != Offered {
				t.Errorf("%s: %s: %s", row.name, w.h.State, w.reason)
			}
			continue
		}
		c := w.h.Clash
		then := strings.HasPrefix(string(row.asked), "candidate/away-then")
		if w.h.State != Draft || c == nil || c.Rep != "rita" || c.Taken() || len(c.Free) != 2 || c.Timeless() == then ||
			(len(c.Slots) > 0) != then ||
			c.With[0].Why.Says != row.asked && c.With[0].Why.Code != row.asked || w.sentTo(PurposeIntro, "", "ben") {
			t.Errorf("%s: %s: %s, %+v", row.name, w.h.State, w.reason, c)
			continue
		}
		other := *w
		next := *w
		next.say(&NameRep{About: by("quinn", w.now)})
		if next.h.State != Offered || next.h.Rep() == "rita" {
			t.Errorf("%s: any: %s with %s: %s", row.name, next.h.State, next.h.Rep(), next.reason)
		}
		if paused := strings.HasPrefix(row.name, "paused"); c.PausedUntil().IsZero() == paused {
			t.Errorf("%s: paused until %s", row.name, c.PausedUntil())
		}
		other.say(&NameRep{About: by("quinn", w.now), Rep: "ben"})
		w.say(&KeepTime{About: by("quinn", w.now)})
		if other.h.Rep() != "ben" || w.h.Rep() != "rita" {
			t.Errorf("%s: another has %s, kept has %s: %s", row.name, other.h.Rep(), w.h.Rep(), w.reason)
		}
	}
}

// TestWhoStandsInForTheNamedCannot: of a rep who was named and is away the question names who stands in, and for whom.
// What is settled is settled of the two.
func TestWhoStandsInForTheNamedCannot(t *testing.T) {
	w := newWorld(t)
	w.withCalendars("yuki")
	w.busyAt("yuki", meeting, meeting.Add(time.Hour), "k1")
	p := w.c.People["rita"]
	p.Away = []DayOff{{First: 20261123, Last: 20261127, Leave: true, Cover: "yuki"}}
	w.c.People["rita"] = p
	brief := fixtureBrief(w.now)
	brief.Wish = "rita"
	w.say(brief)
	if c := w.h.Clash; c == nil || c.Rep != "yuki" || c.For != "rita" || w.reason.Says != "clash/draft-for" {
		t.Fatalf("%s: %+v", w.reason, c)
	}
	w.say(&KeepTime{About: by("quinn", w.now)})
	if w.h.Rep() != "yuki" {
		t.Errorf("%s has it: %s", w.h.Rep(), w.reason)
	}
}

// TestAClashSaysOfEachOtherWhyNot: who is free then is named, and of everybody else why not.
func TestAClashSaysOfEachOtherWhyNot(t *testing.T) {
	w := clashing(t)
	w.c.Teams[0].Cap, w.load["ben"] = 2, Load{Open: 2}
	w.busyAt("yuki", meeting, meeting.Add(time.Hour), "k2")
	w.say(fixtureBrief(w.now))
	c := w.h.Clash
	if c == nil || len(c.Free) > 0 || len(c.Cannot) != 2 || c.Cannot[0].Why.Says != "candidate/full" ||
		c.Cannot[1].Why.Code != "obstacle" {
		t.Errorf("%+v", c)
	}
}
