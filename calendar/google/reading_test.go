package google_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/oauth2"

	"handoffd/calendar"
	"handoffd/calendar/google/googletest"
)

var (
	from = time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC)
	to   = from.AddDate(0, 0, 7)
)

func at(hour int) googletest.Object {
	return googletest.Object{"dateTime": from.Add(time.Duration(hour) * time.Hour).Format(time.RFC3339)}
}

func clock(hour int) time.Time { return from.Add(time.Duration(hour) * time.Hour) }

// TestKindsOfEvents: where somebody works is no appointment, a birthday fills no time, and who is out of office is
// away.
func TestKindsOfEvents(t *testing.T) {
	f := googletest.New(t)
	f.Add(rep, googletest.Object{"eventType": "workingLocation", "summary": "Home",
		"start": googletest.Object{"date": "2027-03-01"}, "end": googletest.Object{"date": "2027-03-02"}})
	f.Add(rep, googletest.Object{"eventType": "birthday", "summary": "Pat",
		"start": googletest.Object{"date": "2027-03-02"}, "end": googletest.Object{"date": "2027-03-03"}})
	f.Add(rep, googletest.Object{"eventType": "focusTime", "summary": "Focus", "start": at(9), "end": at(10)})
	f.Add(rep, googletest.Object{"eventType": "fromGmail", "summary": "Flight", "start": at(10), "end": at(12)})
	f.Add(rep, googletest.Object{"eventType": "outOfOffice", "summary": "Away", "start": at(36), "end": at(40)})
	f.Add(rep, googletest.Object{"summary": "Secret", "visibility": "private", "start": at(60), "end": at(61),
		"status": "tentative"})
	got, err := provider(t, options(f, f)).Schedule(ctx, rep, from, to)
	if err != nil {
		t.Fatal(err)
	}
	busy := []calendar.Span{{Start: clock(9), End: clock(12)}, {Start: clock(36), End: clock(40)},
		{Start: clock(60), End: clock(61)}}
	if diff := cmp.Diff(busy, got.Busy); diff != "" {
		t.Errorf("busy (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]calendar.Span{{Start: clock(36), End: clock(40)}}, got.Away); diff != "" {
		t.Errorf("away (-want +got):\n%s", diff)
	}
	var titles []string
	for _, e := range got.Entries {
		titles = append(titles, e.Title)
	}
	if diff := cmp.Diff([]string{"Pat", "Focus", "Flight", "Away", ""}, titles); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

// TestAllDayInTheOwnersZone: the day of an all-day appointment is one of the calendar's zone.
func TestAllDayInTheOwnersZone(t *testing.T) {
	f := googletest.New(t)
	f.Add(rep, googletest.Object{"summary": "Fair", "start": googletest.Object{"date": "2027-03-03"},
		"end": googletest.Object{"date": "2027-03-04"}})
	got, err := provider(t, options(f, f)).Schedule(ctx, rep, from, to)
	if err != nil {
		t.Fatal(err)
	}
	want := calendar.Span{Start: time.Date(2027, 3, 2, 23, 0, 0, 0, time.UTC),
		End: time.Date(2027, 3, 3, 23, 0, 0, 0, time.UTC)}
	if len(got.Busy) != 1 || !got.Busy[0].Start.Equal(want.Start) || !got.Busy[0].End.Equal(want.End) {
		t.Errorf("busy %v, want %v", got.Busy, want)
	}
}

// TestUnreadable: whatever is not understood is unknown or an error, never free.
func TestUnreadable(t *testing.T) {
	for name, body := range map[string]string{
		"no zone":        `{"kind":"calendar#events","accessRole":"owner","items":[]}`,
		"unknown zone":   `{"kind":"calendar#events","accessRole":"owner","timeZone":"Mars/Olympus","items":[]}`,
		"something else": `{}`,
		"no start": `{"kind":"calendar#events","accessRole":"owner","timeZone":"UTC","items":[{"id":"a",` +
			`"end":{"dateTime":"2027-03-01T10:00:00Z"}}]}`,
		"bad start": `{"kind":"calendar#events","accessRole":"owner","timeZone":"UTC","items":[{"id":"a",` +
			`"start":{"dateTime":"soon"},"end":{"dateTime":"2027-03-01T10:00:00Z"}}]}`,
		"bad date": `{"kind":"calendar#events","accessRole":"owner","timeZone":"UTC","items":[{"id":"a",` +
			`"start":{"date":"2027-02-30"},"end":{"date":"2027-03-02"}}]}`,
		"backwards": `{"kind":"calendar#events","accessRole":"owner","timeZone":"UTC","items":[{"id":"a",` +
			`"start":{"dateTime":"2027-03-01T11:00:00Z"},"end":{"dateTime":"2027-03-01T10:00:00Z"}}]}`,
		"endless listing": `{"kind":"calendar#events","accessRole":"owner","timeZone":"UTC","nextPageToken":"on","items":[` + strings.Repeat(`{"id":"a","start":{"dateTime":"2027-03-01T09:00:00Z"},"end":{"dateTime":"2027-03-01T10:00:00Z"}},`, 999) + `null]}`,
		"endless nothing": `{"kind":"calendar#events","accessRole":"owner","timeZone":"UTC","nextPageToken":"on","items":[]}`,
	} {
		f := googletest.New(t)
		s := &script{answers: []answer{{200, nil, body}}}
		got, err := provider(t, options(f, s)).Schedule(ctx, rep, from, to)
		if err == nil && len(got.Unknown) == 0 {
			t.Errorf("%s: counts as known: %+v", name, got)
		}
	}
	for name, body := range map[string]string{
		"nothing of the person": `{"calendars":{}}`,
		"another person":        `{"calendars":{"sam@acme.example":{"busy":[]}}}`,
		"an error":              `{"calendars":{"rita@acme.example":{"errors":[{"reason":"internalError"}]}}}`,
		"a null error":          `{"calendars":{"rita@acme.example":{"errors":[null]}}}`,
		"a null":                `{"calendars":{"rita@acme.example":{"busy":[null]}}}`,
		"bad time": `{"calendars":{"rita@acme.example":{"busy":[{"start":"soon",` +
			`"end":"2027-03-01T10:00:00Z"}]}}}`,
	} {
		f := googletest.New(t)
		s := &script{answers: []answer{refusing(403, "forbidden"), {200, nil, body}}}
		got, err := provider(t, options(f, s)).Schedule(ctx, rep, from, to)
		if err == nil && len(got.Unknown) == 0 {
			t.Errorf("free/busy with %s: counts as known: %+v", name, got)
		}
	}
}

// TestLongFreeBusy asks for longer than Google answers at once.
func TestLongFreeBusy(t *testing.T) {
	f := googletest.New(t)
	f.Shared[rep] = "freeBusyReader"
	late := from.AddDate(0, 0, 150)
	f.Add(rep, googletest.Object{"start": googletest.Object{"dateTime": late.Format(time.RFC3339)},
		"end": googletest.Object{"dateTime": late.Add(time.Hour).Format(time.RFC3339)}})
	o := options(f, f)
	o.Delegated = false
	got, err := provider(t, o).Schedule(ctx, rep, from, from.AddDate(0, 0, 200))
	if err != nil || len(got.Busy) != 1 || got.Entries != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAutoReply(t *testing.T) {
	now := time.Date(2027, 2, 1, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		set  googletest.Object
		want []calendar.Span
	}{
		{"no Gmail", nil, nil},
		{"off", googletest.Object{"enableAutoReply": false, "endTime": "1804842000000"}, nil},
		{"from, to", googletest.Object{"enableAutoReply": true, "startTime": "1804410000000", "endTime": "1804842000000"},
			[]calendar.Span{{Start: time.UnixMilli(1804410000000).UTC(), End: time.UnixMilli(1804842000000).UTC()}}},
		{"no times", googletest.Object{"enableAutoReply": true}, []calendar.Span{{Start: now, End: now.AddDate(0, 0, 14)}}},
		{"no end", googletest.Object{"enableAutoReply": true, "startTime": "1804410000000"},
			[]calendar.Span{{Start: time.UnixMilli(1804410000000).UTC(),
				End: time.UnixMilli(1804410000000).UTC().AddDate(0, 0, 14)}}},
		{"over", googletest.Object{"enableAutoReply": true, "endTime": "1"}, nil},
	} {
		f := googletest.New(t)
		f.Vacation[rep] = c.set
		o := options(f, f)
		o.AutoReply = true
		got, err := provider(t, o).Schedule(ctx, rep, from, to)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got.Away); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestCheck sees every missing permission named, and nothing left behind.
func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name  string
		ready func(*googletest.Server)
		want  map[string]string // what fails: a word of what mends it
	}{
		{"all well", func(*googletest.Server) {}, map[string]string{}},
		{"may not invite", func(f *googletest.Server) { f.Plain = true },
			map[string]string{"invite guests": "Domain-wide delegation"}},
		{"cannot see a rep", func(f *googletest.Server) { f.Locked[rep] = true },
			map[string]string{"busy": "Share with specific people"}},
		{"cannot see itself", func(f *googletest.Server) { f.Locked[googletest.Organizer] = true },
			map[string]string{"read the calendar": "Share with specific people"}},
		{"no Gmail", func(f *googletest.Server) { f.Vacation[rep] = nil }, map[string]string{"automatic-reply": ""}},
	} {
		f := googletest.New(t)
		f.Vacation[rep] = googletest.Object{"enableAutoReply": false}
		c.ready(f)
		o := options(f, f)
		o.AutoReply = true
		got := map[string]string{}
		for _, finding := range provider(t, o).Check(ctx, []string{rep}) {
			if finding.Err != nil {
				got[finding.What] = finding.Err.Error()
			}
		}
		for what, mend := range c.want {
			found := false
			for k, v := range got {
				if found = found || strings.Contains(k, what) && strings.Contains(v, mend); found {
					delete(got, k)
					break
				}
			}
			if !found {
				t.Errorf("%s: nothing says %q and %q: %v", c.name, what, mend, got)
			}
		}
		if len(got) != 0 {
			t.Errorf("%s: also %v", c.name, got)
		}
		if slices.ContainsFunc(f.Stored[googletest.Organizer],
			func(s *googletest.Stored) bool { return s.Event["status"] != "cancelled" }) || len(f.Told) != 0 {
			t.Errorf("%s: left %v behind, told %v", c.name, f.Stored[googletest.Organizer], f.Told)
		}
	}
}

// TestCheckOtherAccount: the login of somebody else would invite in that name.
func TestCheckOtherAccount(t *testing.T) {
	f := googletest.New(t)
	o := options(f, f)
	o.Organizer, o.Delegated = "alias@acme.example", false
	o.Tokens = func(string) (oauth2.TokenSource, error) { return tokens(googletest.Organizer) }
	got := provider(t, o).Check(ctx, nil)
	if len(got) != 1 || got[0].Err == nil || !strings.Contains(got[0].Err.Error(), "log in as alias@acme.example") {
		t.Errorf("%+v", got)
	}
}
