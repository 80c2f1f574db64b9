package report

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/templates"
)

var update = flag.Bool("update", false, "write the golden files")

var (
	berlin = handoff.Location("Europe/Berlin")
	monday = time.Date(2026, 11, 23, 8, 0, 0, 0, berlin)
	rita   = handoff.Person{ID: "rita", Name: "Rita Vance", Emails: []string{"rita@acme.example"}, Zone: "Europe/Berlin",
		Hours: handoff.OfficeHours(9, 17)}
)

// look reads a calendar of testdata.
func look(t *testing.T, name string) Look {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".ics"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := ics.Schedule(data, ics.Options{From: monday.Add(-Back), To: monday.Add(Ahead), Zone: berlin,
		Self: rita.Emails})
	if err != nil || len(s.Unknown) > 0 {
		t.Fatal(err, s.Unknown)
	}
	return Look{Person: rita, Clock: rita.Hours.In(rita.Location()), Entries: s.Entries,
		Left: []string{"lars@acme.example"}, Ours: func(a string) bool { return a == "handoff@acme.example" }}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got); -update writes it:\n%s", name, diff)
	}
}

// words are the built-in ones, with reasons as older versions stored them.
func words(t *testing.T) Words {
	t.Helper()
	set, err := templates.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return Words{Set: set, Why: func(r handoff.Reason) string { return r.Text }}
}

func write(t *testing.T, h Hygiene) templates.Mail {
	t.Helper()
	m, err := h.Part(words(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// calendars are the names of those in testdata.
var calendars = []string{"1-declined", "2-orphans", "3-holds", "4-duplicates", "5-reminders", "6-clean"}

func TestSixCalendars(t *testing.T) {
	for _, name := range calendars {
		h := Inspect(look(t, name), monday)
		if h.Clean() != (name == "6-clean") {
			t.Errorf("%s: clean %v", name, h.Clean())
		}
		if h.Clean() {
			continue
		}
		m := write(t, h)
		golden(t, name+".txt", "Subject: "+m.Subject+"\n\n"+m.Text)
		golden(t, name+".html", m.HTML)
	}
}

// all is everything of testdata in one calendar.
func all(t *testing.T) Look {
	whole := look(t, calendars[0])
	for _, name := range calendars[1:] {
		whole.Entries = append(whole.Entries, look(t, name).Entries...)
	}
	return whole
}

// The owner of a calendar reads beforehand when their name would be told.
func TestTheOwnerReadsWhenTheNameIsTold(t *testing.T) {
	l := look(t, "3-holds")
	l.Named = 4
	if m := write(t, Inspect(l, monday)); !strings.Contains(m.Text, "for 4 weeks, your manager reads your name, and nothing") {
		t.Errorf("it reads\n%s", m.Text)
	}
}

func TestAllInOneMail(t *testing.T) {
	m := write(t, Inspect(all(t), monday))
	golden(t, "all.txt", "Subject: "+m.Subject+"\n\n"+m.Text)
	golden(t, "all.html", m.HTML)
}

func TestTeamMailHasNoTitles(t *testing.T) {
	var team []Hygiene
	for i, name := range calendars {
		l := look(t, name)
		l.Person.Name = []string{"Rita Vance", "Raul Ortiz", "Mara Bell", "Ines Roy", "Tom Weiss", "Uma Sen"}[i]
		team = append(team, Inspect(l, monday))
	}
	team[2].Unknown = []handoff.Reason{{Text: "work does not answer"}}
	for i := range team {
		team[i].Person.ID = handoff.PersonID(team[i].Person.Name)
	}
	m, ok, err := TeamPart(words(t), TeamCalendars{All: team, Passed: 3, Weeks: 4})
	if !ok || err != nil {
		t.Fatalf("nothing to tell: %v", err)
	}
	for _, h := range team {
		if strings.Contains(m.Text+m.HTML, h.Person.Name) {
			t.Errorf("the manager reads of %s", h.Person.Name)
		}
	}
	late, _, _ := TeamPart(words(t), TeamCalendars{All: team, Weeks: 4, Ignored: []handoff.PersonID{"Raul Ortiz"}})
	if strings.Count(late.Text, "Raul Ortiz") != 1 ||
		!strings.Contains(late.Text, "Asked 4 weeks in a row, without an answer: Raul Ortiz.\n") {
		t.Errorf("after four weeks:\n%s", late.Text)
	}
	if never, _, _ := TeamPart(words(t), TeamCalendars{All: team, Ignored: []handoff.PersonID{"Raul Ortiz"}}); strings.Contains(
		never.Text, "Raul") {
		t.Errorf("named by no policy:\n%s", never.Text)
	}
	golden(t, "team.txt", "Subject: "+m.Subject+"\n\n"+m.Text)
	golden(t, "team.html", m.HTML)
	for _, e := range all(t).Entries {
		if strings.Contains(m.Text+m.HTML+m.Subject, plain(e.Title)) ||
			e.Organizer != "" && strings.Contains(m.Text+m.HTML, e.Organizer) {
			t.Errorf("the manager reads of %q", e.Title)
		}
	}
	if _, ok, _ := TeamPart(words(t), TeamCalendars{All: team[5:], Passed: 1}); ok {
		t.Error("a team without anything gets a mail")
	}
}

// TestStillThere: only an entry that stood in every list, and stands there now, was left alone.
func TestStillThere(t *testing.T) {
	h := Inspect(look(t, "3-holds"), monday)
	all := h.Keys()
	for name, tc := range map[string]struct {
		asked [][]string
		want  bool
	}{
		"never asked": {nil, false}, "always": {[][]string{all, all[:1], all}, true},
		"others each time": {[][]string{all[:1], all[1:2]}, false}, "gone by now": {[][]string{{"x"}, {"x"}}, false},
	} {
		if got := h.StillThere(tc.asked); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatWasSaidHolds(t *testing.T) {
	l := look(t, "3-holds")
	before := Inspect(l, monday)
	l.Said = map[string]handoff.EntryVerdict{before.Found[0].Key: handoff.EntryIgnored,
		before.Found[1].Key: handoff.EntryKept}
	after := Inspect(l, monday)
	if len(after.Found) != len(before.Found)-2 {
		t.Errorf("%d entries, want two less than %d", len(after.Found), len(before.Found))
	}
	for _, f := range after.Found {
		if l.Said[f.Key] != "" {
			t.Errorf("asked again about %q", f.Entry.Title)
		}
	}
	if want := before.Blocked - before.Found[0].Blocks - before.Found[1].Blocks; after.Blocked != want {
		t.Errorf("blocked %v, want %v", after.Blocked, want)
	}
	l.Ours = func(string) bool { return true }
	if h := Inspect(l, monday); !h.Clean() {
		t.Errorf("events of handoffd itself are told: %+v", h.Found)
	}
}

func TestWeek(t *testing.T) {
	office := handoff.Hours{}
	for day := time.Monday; day <= time.Friday; day++ {
		office.Days[day] = []handoff.Minutes{{From: 9 * 60, To: 12 * 60}, {From: 13 * 60, To: 17 * 60}}
	}
	at := func(s string) time.Time {
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	away := func(from, to string) calendar.Span { return calendar.Span{Start: at(from), End: at(to)} }
	for _, tc := range []struct {
		now  string
		name string
		at   string // empty: not due
		away []calendar.Span
	}{
		{"2026-11-23T07:59:59+01:00", "2026-48", "", nil},
		{"2026-11-23T08:00:00+01:00", "2026-48", "2026-11-23T09:00:00+01:00", nil},
		{"2026-11-23T09:00:00+01:00", "2026-48", "2026-11-23T09:00:00+01:00", nil},
		{"2026-11-23T09:00:01+01:00", "2026-48", "", nil},
		{"2026-11-23T12:30:00+01:00", "2026-48", "", nil}, // after lunch is no Today
		{"2026-11-24T08:30:00+01:00", "2026-48", "2026-11-24T09:00:00+01:00", nil},
		{"2026-11-25T08:30:00+01:00", "2026-48", "2026-11-25T09:00:00+01:00", nil},
		{"2026-11-26T08:30:00+01:00", "2026-48", "", nil},
		{"2026-11-22T23:30:00Z", "2026-48", "", nil},
		{"2027-01-04T08:00:00+01:00", "2027-01", "2027-01-04T09:00:00+01:00", nil},
		{"2026-12-28T08:00:00+01:00", "2026-53", "2026-12-28T09:00:00+01:00", nil},
		{"2026-03-30T06:00:00Z", "2026-14", "2026-03-30T09:00:00+02:00", nil},
		{"2026-03-30T05:59:00Z", "2026-14", "", nil},
		// the first working day of who is away on Monday is the day of the mail, also late in the week
		{"2026-11-23T08:30:00+01:00", "2026-48", "", []calendar.Span{away("2026-11-22T00:00:00Z", "2026-11-26T00:00:00Z")}},
		{"2026-11-26T08:30:00+01:00", "2026-48", "2026-11-26T09:00:00+01:00",
			[]calendar.Span{away("2026-11-22T00:00:00Z", "2026-11-25T23:00:00Z")}},
	} {
		clock := office.In(berlin).Less(tc.away...)
		w := WeeklyAt(at(tc.now), clock)
		ok := w.Now(at(tc.now)) && w.InTime(clock)
		if ok != (tc.at != "") || ok && (w.Name != tc.name || !w.At.Equal(at(tc.at))) {
			t.Errorf("%s: %s at %s %v, want %s at %s", tc.now, w.Name, w.At, ok, tc.name, tc.at)
		}
	}
	if now := at("2026-11-23T08:30:00+01:00"); WeeklyAt(now, handoff.Hours{}.In(berlin)).Now(now) {
		t.Error("due for somebody who never works")
	}
}

// The time that may be won back is working time that no appointment takes, each minute once; a model counts it minute
// by minute.
func TestBlockedTimeAgainstMinutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Look{Person: rita, Clock: rita.Hours.In(rita.Location()), Ours: func(string) bool { return false }}
		for i := range rapid.IntRange(0, 10).Draw(t, "entries") {
			start := monday.Add(time.Duration(rapid.IntRange(-8, 60).Draw(t, "start")) * 30 * time.Minute)
			e := calendar.Entry{UID: string(rune('a' + i)), Start: start,
				End:     start.Add(time.Duration(rapid.IntRange(1, 12).Draw(t, "long")) * 30 * time.Minute),
				Title:   rapid.SampledFrom([]string{"Canceled: x", "Numbers", "Hold: y", "Numbers"}).Draw(t, "title"),
				Created: monday.AddDate(0, -3, 0), Busy: true}
			if rapid.Bool().Draw(t, "cancelled") {
				e.Status, e.Busy = "CANCELLED", false
			}
			l.Entries = append(l.Entries, e)
		}
		phantom := map[int]bool{}
		for _, p := range calendar.Phantoms(l.Entries, rita.Emails, monday) {
			phantom[p.Index] = p.Confidence >= calendar.Likely
		}
		var want time.Duration
		for at := monday; at.Before(monday.AddDate(0, 0, 4)); at = at.Add(10 * time.Minute) {
			local := at.In(berlin)
			work := local.Weekday() >= time.Monday && local.Weekday() <= time.Friday && local.Hour() >= 9 && local.Hour() < 17
			soft, hard := false, false
			for i, e := range l.Entries {
				if !at.Before(e.Start) && at.Before(e.End) {
					soft, hard = soft || phantom[i], hard || e.Busy && !phantom[i]
				}
			}
			if work && soft && !hard {
				want += 10 * time.Minute
			}
		}
		h := Inspect(l, monday)
		var sum time.Duration
		for _, b := range h.Causes {
			sum += b.Time
		}
		if h.Blocked != want || sum != want {
			t.Fatalf("blocked %v, by cause %v, want %v", h.Blocked, sum, want)
		}
		if len(h.Keys()) != len(h.Found)+len(h.Unanswered) {
			t.Fatalf("%d keys", len(h.Keys()))
		}
	})
}

// What its owner has said to be no appointment keeps no time from being won back.
func TestIgnoredEntriesTakeNoTime(t *testing.T) {
	at := monday.Add(26 * time.Hour)
	l := Look{Person: rita, Clock: rita.Hours.In(rita.Location()), Ours: func(string) bool { return false },
		Entries: []calendar.Entry{
			{UID: "a", Title: "Canceled: x", Start: at, End: at.Add(2 * time.Hour), Busy: true},
			{UID: "b", Title: "Call", Start: at, End: at.Add(time.Hour), Busy: true},
		}}
	if h := Inspect(l, monday); h.Blocked != time.Hour {
		t.Errorf("beside an appointment %v, want 1h", h.Blocked)
	}
	l.Said = map[string]handoff.EntryVerdict{handoff.EventKey("b"): handoff.EntryIgnored}
	if h := Inspect(l, monday); h.Blocked != 2*time.Hour {
		t.Errorf("beside an ignored entry %v, want 2h", h.Blocked)
	}
}
