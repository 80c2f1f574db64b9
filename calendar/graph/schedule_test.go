package graph_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/calendar/graph"
	"handoffd/calendar/graph/graphtest"
)

var day = calendar.Span{Start: start.Truncate(24 * time.Hour), End: start.Truncate(24*time.Hour).AddDate(0, 0, 1)}

func at(from, to int) calendar.Span {
	return calendar.Span{Start: day.Start.Add(time.Duration(from) * time.Hour),
		End: day.Start.Add(time.Duration(to) * time.Hour)}
}

func schedule(t *testing.T, p *graph.Provider) calendar.Schedule {
	t.Helper()
	got, err := p.Schedule(context.Background(), rita, day.Start, day.End)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestStatuses: every state of an entry, in the rep's calendar and as free/busy.
func TestStatuses(t *testing.T) {
	zone := time.FixedZone("UTC+9", 9*3600)
	for _, c := range []struct {
		name              string
		entry             graphtest.Entry
		entries, freeBusy []calendar.Span
		unknown           bool
		title             string
		hours             int // that the entry lasts, if not one
	}{
		{name: "busy", entry: graphtest.Entry{}, entries: []calendar.Span{at(9, 10)}, freeBusy: []calendar.Span{at(9, 10)},
			title: "T"},
		{name: "free", entry: graphtest.Entry{ShowAs: "free"}, title: "T"},
		{name: "tentative", entry: graphtest.Entry{ShowAs: "tentative"}, entries: []calendar.Span{at(9, 10)},
			freeBusy: []calendar.Span{at(9, 10)}, title: "T"},
		{name: "out of office", entry: graphtest.Entry{ShowAs: "oof"}, entries: []calendar.Span{at(9, 10)},
			freeBusy: []calendar.Span{at(9, 10)}, title: "T"},
		{name: "working elsewhere", entry: graphtest.Entry{ShowAs: "workingElsewhere"}, title: "T"},
		{name: "unknown", entry: graphtest.Entry{ShowAs: "unknown"}, entries: []calendar.Span{at(9, 10)},
			freeBusy: []calendar.Span{at(9, 10)}, unknown: true, title: "T"},
		{name: "a word of tomorrow", entry: graphtest.Entry{ShowAs: "commuting"}, entries: []calendar.Span{at(9, 10)},
			freeBusy: []calendar.Span{at(9, 10)}, unknown: true, title: "T"},
		{name: "private", entry: graphtest.Entry{Sensitivity: "private"}, entries: []calendar.Span{at(9, 10)},
			freeBusy: []calendar.Span{at(9, 10)}},
		{name: "declined and yet blocking", entry: graphtest.Entry{Own: calendar.Declined},
			freeBusy: []calendar.Span{at(9, 10)}, title: "T"},
		{name: "not answered", entry: graphtest.Entry{Own: calendar.NeedsAction, ShowAs: "tentative"},
			entries: []calendar.Span{at(9, 10)}, freeBusy: []calendar.Span{at(9, 10)}, title: "T"},
		{name: "cancelled", entry: graphtest.Entry{Cancelled: true}, title: "T"},
		{name: "out of office for half a day", entry: graphtest.Entry{ShowAs: "oof"}, entries: []calendar.Span{at(9, 13)},
			freeBusy: []calendar.Span{at(9, 13)}, title: "T", hours: 4},
		{name: "out of office all day", entry: graphtest.Entry{AllDay: true, ShowAs: "oof"},
			entries:  []calendar.Span{{Start: day.Start.Add(-9 * time.Hour), End: day.End.Add(-9 * time.Hour)}},
			freeBusy: []calendar.Span{at(9, 10)}, title: "T"},
		{name: "all day", entry: graphtest.Entry{AllDay: true},
			entries:  []calendar.Span{{Start: day.Start.Add(-9 * time.Hour), End: day.End.Add(-9 * time.Hour)}},
			freeBusy: []calendar.Span{at(9, 10)}, title: "T"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newServer(t)
			c.entry.Title, c.entry.Start, c.entry.End = "T", at(9, 10).Start, at(9, 9+max(c.hours, 1)).End
			if c.entry.AllDay {
				c.entry.Start, c.entry.End, c.freeBusy = day.Start, day.End, []calendar.Span{day}
			}
			s.Plant(rita, c.entry)
			with := func(o *graph.Options) { o.Zone = func(string) *time.Location { return zone } }
			got := schedule(t, newProvider(t, s.Transport(), with))
			if away := (c.entry.AllDay || c.hours > 1) && c.entry.ShowAs == "oof"; away && !slices.Equal(got.Away, c.entries) ||
				!away && len(got.Away) > 0 {
				t.Errorf("away %v", got.Away)
			}
			if diff := cmp.Diff(c.entries, got.Busy); diff != "" {
				t.Errorf("from the entries (-want +got):\n%s", diff)
			}
			if len(got.Entries) != 1 || got.Entries[0].Title != c.title || (len(got.Unknown) > 0) != c.unknown {
				t.Errorf("unknown %q, entries %+v", got.Unknown, got.Entries)
			}
			if c.entry.AllDay && !got.Entries[0].Start.Equal(got.Busy[0].Start) {
				t.Errorf("the entry is at %v, busy %v", got.Entries[0].Start, got.Busy)
			}
			s.Deny(rita, "calendar")
			got = schedule(t, newProvider(t, s.Transport(), with))
			if diff := cmp.Diff(c.freeBusy, got.Busy); diff != "" {
				t.Errorf("as free/busy (-want +got):\n%s", diff)
			}
			if got.Entries != nil || (len(got.Unknown) > 0) != c.unknown {
				t.Errorf("as free/busy: unknown %q, entries %+v", got.Unknown, got.Entries)
			}
			for _, u := range got.Unknown {
				if strings.Contains(u, `"T"`) {
					t.Errorf("a title: %q", u)
				}
			}
		})
	}
}

// TestAllDayAnywhere: without a zone an all-day entry takes every hour that can be of that day.
func TestAllDayAnywhere(t *testing.T) {
	s := newServer(t)
	s.Plant(rita, graphtest.Entry{Start: day.End, End: day.End.AddDate(0, 0, 1), AllDay: true})
	got := schedule(t, newProvider(t, s.Transport(), func(o *graph.Options) { o.Zone = nil }))
	if len(got.Busy) != 1 || !got.Busy[0].Start.Equal(day.End.Add(-14*time.Hour)) {
		t.Errorf("%+v", got.Busy)
	}
}

// TestAcceptedWithoutResponse: the organizer hears nothing, but the rep's calendar tells.
func TestAcceptedWithoutResponse(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	ref := put(t, p, meeting(rita, "With Rita."), calendar.Ref{})
	own := func() calendar.PartStat {
		for _, e := range schedule(t, p).Entries {
			if e.UID == calendar.NormalizeUID(ref.UID) {
				return e.Own
			}
		}
		return "not there"
	}
	if got := own(); got != calendar.NeedsAction {
		t.Errorf("before: %s", got)
	}
	s.Answer(meeting(rita, "").UID, rita, calendar.Accepted, false)
	if got := own(); got != calendar.Accepted {
		t.Errorf("after: %s", got)
	}
	if got := get(t, p, ref).Attendees[1].PartStat; got != calendar.NeedsAction {
		t.Errorf("the organizer knows: %s", got)
	}
}

// TestManyAtOnce: more people than fit into a request, for longer than fits.
func TestManyAtOnce(t *testing.T) {
	var people []string
	for i := range 45 {
		people = append(people, fmt.Sprintf("rep%d@acme.example", i))
	}
	s := graphtest.New(graphtest.Config{Token: token, Mailboxes: append([]string{handoff}, people[:44]...)})
	late := calendar.Span{Start: start.AddDate(0, 0, 120), End: start.AddDate(0, 0, 120).Add(time.Hour)}
	for _, who := range people[:44] {
		s.Deny(who, "calendar")
		s.Plant(who, graphtest.Entry{Start: late.Start, End: late.End})
	}
	got := newProvider(t, s.Transport(), nil).Schedules(context.Background(), people, start, start.AddDate(0, 0, 130))
	asked := 0
	for _, r := range s.Requests() {
		if strings.HasSuffix(r, "getSchedule") {
			asked++
		}
	}
	if asked != 9 {
		t.Errorf("%d requests, want 3 batches × 3 stretches", asked)
	}
	for _, who := range people[:44] {
		if diff := cmp.Diff([]calendar.Span{late}, got[who].Busy); diff != "" || len(got[who].Unknown) != 0 {
			t.Fatalf("%s: unknown %q, busy (-want +got):\n%s", who, got[who].Unknown, diff)
		}
	}
	if u := got[people[44]].Unknown; len(u) == 0 || !strings.Contains(u[0], "ErrorMailRecipientNotFound") {
		t.Errorf("whom nobody knows: %q", u)
	}
}

// TestNeverFree: answers of getSchedule that do not say what was asked.
func TestNeverFree(t *testing.T) {
	empty := strings.Repeat("0", 48)
	item := func(zone, from string) string {
		return fmt.Sprintf(`{"status":"busy","start":{"dateTime":%q,"timeZone":%q},`+
			`"end":{"dateTime":"2027-03-04T10:00:00.0000000","timeZone":%q}}`, from, zone, zone)
	}
	for _, c := range []struct {
		name, value string
		known       bool
		busy        int
	}{
		{"right", `[{"scheduleId":"` + rita + `","availabilityView":"` + empty + `","scheduleItems":[]}]`, true, 0},
		{"nobody", `[]`, false, 0},
		{"no view", `[{"scheduleId":"` + rita + `"}]`, false, 0},
		{"short view", `[{"scheduleId":"` + rita + `","availabilityView":"0000"}]`, false, 0},
		{"error", `[{"scheduleId":"` + rita + `","error":{"responseCode":"5016","message":"x"}}]`, false, 0},
		{"view without entries",
			`[{"scheduleId":"` + rita + `","availabilityView":"` + empty[:20] + "22" + empty[22:] + `","scheduleItems":[]}]`,
			true, 1},
		{"strange view", `[{"scheduleId":"` + rita + `","availabilityView":"` + empty[:20] + "??" + empty[22:] + `","scheduleItems":[]}]`, false, 1},
		{"Windows zone",
			`[{"scheduleId":"` + rita + `","availabilityView":"` + empty + `","scheduleItems":[` + item("Pacific Standard Time",
				"2027-03-04T09:00:00.0000000") + `]}]`, false, 0},
		{"known zone",
			`[{"scheduleId":"` + rita + `","availabilityView":"` + empty + `","scheduleItems":[` + item("Europe/Berlin",
				"2027-03-04T09:00:00.0000000") + `]}]`, true, 1},
		{"no time", `[{"scheduleId":"` + rita + `","availabilityView":"` + empty + `","scheduleItems":[` + item("UTC",
			"tomorrow") + `]}]`, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newProvider(t, stub(func(r *http.Request) *http.Response {
				if strings.HasSuffix(r.URL.Path, "getSchedule") {
					return answer(200, `{"value":`+c.value+`}`)
				}
				return answer(403, `{"error":{"code":"ErrorAccessDenied"}}`)
			}), nil)
			got := schedule(t, p)
			if (len(got.Unknown) == 0) != c.known || len(got.Busy) != c.busy {
				t.Errorf("unknown %q, busy %v", got.Unknown, got.Busy)
			}
		})
	}
}

func TestAway(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	for _, c := range []struct {
		name       string
		start, end time.Time
		want       []calendar.Span
	}{
		{"always", time.Time{}, time.Time{}, []calendar.Span{day}},
		{"scheduled", at(8, 9).Start, day.End.AddDate(0, 0, 3), []calendar.Span{{Start: at(8, 9).Start,
			End: day.End.AddDate(0, 0, 3)}}},
		{"later", day.End, day.End.AddDate(0, 0, 3), nil},
	} {
		s.SetAway(rita, c.start, c.end)
		got := schedule(t, p)
		if diff := cmp.Diff(c.want, got.Away); diff != "" || len(got.Unknown) != 0 {
			t.Errorf("%s: unknown %q, (-want +got):\n%s", c.name, got.Unknown, diff)
		}
	}
	s.Deny(rita, "settings")
	for range 3 {
		if got := schedule(t, p); got.Away != nil || len(got.Unknown) != 0 {
			t.Errorf("without the permission: %+v", got)
		}
	}
	asked := 0
	for _, r := range s.Requests() {
		if strings.HasSuffix(r, "automaticRepliesSetting") {
			asked++
		}
	}
	if asked != 4 {
		t.Errorf("asked %d times, want 3 and once in vain", asked)
	}
}

// TestAwayUnreadable: a setting that cannot be read now leaves the time unknown.
func TestAwayUnreadable(t *testing.T) {
	s := newServer(t)
	for _, body := range []string{`{"status":"scheduled"}`, `{"status":"sometimes"}`, `{`} {
		p := newProvider(t, &stand{match: "automaticRepliesSetting", with: body, next: s.Transport()}, nil)
		if got := schedule(t, p); len(got.Unknown) == 0 {
			t.Errorf("%s: counts as known", body)
		}
	}
}

// stand answers for one thing, and passes the rest on.
type stand struct {
	match, with string
	next        http.RoundTripper
}

func (s *stand) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.Contains(r.URL.Path, s.match) {
		return answer(200, s.with), nil
	}
	return s.next.RoundTrip(r)
}

// TestFourAtATime: Exchange serves four requests to a mailbox at once, and throttles the fifth.
func TestFourAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var under atomic.Int32
		gate := make(chan struct{})
		p := newProvider(t, stub(func(*http.Request) *http.Response {
			under.Add(1)
			<-gate
			return answer(200, `{"status":"disabled","value":[]}`)
		}), nil)
		var wg sync.WaitGroup
		for _, who := range []string{rita, strings.ToUpper(rita), sam} {
			for range 10 {
				wg.Go(func() { _, _ = p.Schedule(context.Background(), who, day.Start, day.End) })
			}
		}
		synctest.Wait()
		if n := under.Load(); n != 8 {
			t.Errorf("%d at once at two mailboxes, want 8", n)
		}
		close(gate)
		wg.Wait()
	})
}

func TestScheduleRefused(t *testing.T) {
	p := newProvider(t, newServer(t).Transport(), nil)
	for _, to := range []time.Time{start, start.AddDate(2, 0, 0), {}} {
		if _, err := p.Schedule(context.Background(), rita, start, to); calendar.KindOf(err) != calendar.Refused {
			t.Errorf("until %v: %v", to, err)
		}
	}
}
