package graph_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/calendar/graph"
)

const pat = "pat@globex.example"

var start = time.Date(2027, 3, 4, 14, 0, 0, 0, time.UTC)

func meeting(rep, text string) calendar.Event {
	return calendar.Event{
		UID: "0f1e2d3c@handoff.acme.example", Start: start, End: start.Add(30 * time.Minute), Summary: "Globex and Acme",
		Description: text,
		Attendees: []calendar.Attendee{{Address: pat, Name: "Pat Poe", Role: "REQ-PARTICIPANT"},
			{Address: rep, Role: "REQ-PARTICIPANT"}},
	}
}

func put(t *testing.T, p *graph.Provider, want calendar.Event, at calendar.Ref) calendar.Ref {
	t.Helper()
	ref, err := p.Put(context.Background(), want, at)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func get(t *testing.T, p *graph.Provider, at calendar.Ref) calendar.Event {
	t.Helper()
	e, _, err := p.Get(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestConference: the link is there from the start, and a swap keeps it, as it keeps what Teams wrote into the body.
func TestConference(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), func(o *graph.Options) { o.Conference = true })
	first := meeting(rita, "With Rita <Ray> & you.\n\nAnswer until 12:00.")
	ref := put(t, p, first, calendar.Ref{})
	before := get(t, p, ref)
	if !strings.HasPrefix(before.URL, "https://teams.test.example/") {
		t.Fatalf("no link: %+v", before)
	}
	if before.Description != first.Description {
		t.Errorf("text %q came back as %q", first.Description, before.Description)
	}
	for _, text := range []string{"With Sam Sol.", "With Sam Sol, still."} {
		ref = put(t, p, meeting(sam, text), ref)
		after := get(t, p, ref)
		if after.URL != before.URL || after.Description != text {
			t.Errorf("after the swap: %q, %q", after.URL, after.Description)
		}
		content := s.Events(first.UID)[0].Description
		if n := strings.Count(content, "me-email-text"); n != 1 || strings.Contains(content, "Rita") {
			t.Errorf("%d meeting parts in %s", n, content)
		}
	}
	placed := meeting(rita, "At ours.")
	placed.UID, placed.Location = "other@handoff.acme.example", "Main Street 1"
	ref = put(t, p, placed, calendar.Ref{})
	if get(t, p, ref).URL != "" {
		t.Error("an event with a place got a Teams meeting")
	}
	next := meeting(sam, "With Sam, who has no place.")
	next.UID = placed.UID
	if after := get(t, p, put(t, p, next, ref)); after.URL == "" || after.Description != next.Description {
		t.Errorf("after a swap to somebody without a place: %q, %q", after.URL, after.Description)
	}
}

// TestPutAgainAfterWithdrawal: Exchange remembers the transactionId of what is gone.
func TestPutAgainAfterWithdrawal(t *testing.T) {
	s := newServer(t)
	now := time.Date(2027, 2, 26, 12, 0, 0, 0, time.UTC)
	p := newProvider(t, s.Transport(),
		func(o *graph.Options) { o.Now = func() time.Time { now = now.Add(2 * time.Minute); return now } })
	want := meeting(rita, "With Rita.")
	var at calendar.Ref
	for round := range 5 {
		at = put(t, p, want, at)
		if n := len(s.Events(want.UID)); n != 1 {
			t.Fatalf("round %d: %d events", round, n)
		}
		if err := p.Withdraw(context.Background(), at); err != nil {
			t.Fatal(err)
		}
	}
}

// hook does something before or after the n-th request that matches.
type hook struct {
	next   http.RoundTripper
	match  func(*http.Request) bool
	before func()
}

func (h *hook) RoundTrip(r *http.Request) (*http.Response, error) {
	if h.before != nil && h.match(r) {
		do := h.before
		h.before = nil
		do()
	}
	return h.next.RoundTrip(r)
}

func method(m string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.Method == m }
}

// TestChangedMeanwhile: a guest answers between reading and writing. The answer stays, and the change is made once.
func TestChangedMeanwhile(t *testing.T) {
	s := newServer(t)
	want := meeting(rita, "With Rita.")
	ref := put(t, newProvider(t, s.Transport(), nil), want, calendar.Ref{})
	h := &hook{next: s.Transport(), match: method(http.MethodPatch),
		before: func() { s.Answer(want.UID, pat, calendar.Accepted, true) }}
	put(t, newProvider(t, h, nil), meeting(sam, "With Sam."), ref)
	got := s.Events(want.UID)[0]
	if got.Attendees[0].PartStat != calendar.Accepted || got.Attendees[1].Address != sam {
		t.Errorf("%+v", got.Attendees)
	}
	if diff := cmp.Diff(map[string]int{pat: 2, rita: 2, sam: 1}, s.Notices()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

// TestTakenAwayMeanwhile: somebody deletes the event between reading and writing. It is made anew.
func TestTakenAwayMeanwhile(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	ref := put(t, p, meeting(rita, "With Rita."), calendar.Ref{})
	h := &hook{next: s.Transport(), match: method(http.MethodPatch), before: func() {
		if err := p.Withdraw(context.Background(), ref); err != nil {
			t.Error(err)
		}
	}}
	put(t, newProvider(t, h, nil), meeting(sam, "With Sam."), ref)
	if got := s.Events(meeting(sam, "").UID); len(got) != 1 || got[0].Attendees[1].Address != sam {
		t.Errorf("%+v", got)
	}
}

// TestDeletedMeanwhile is the same with an entry that leaves no cancelled meeting behind.
func TestDeletedMeanwhile(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	entry := calendar.Event{UID: "entry@handoff.acme.example", Start: start, End: start.Add(time.Hour), Summary: "Prepare"}
	ref := put(t, p, entry, calendar.Ref{Calendar: rita})
	entry.Summary = "Prepare for Globex"
	h := &hook{next: s.Transport(), match: method(http.MethodPatch), before: func() {
		if err := p.Withdraw(context.Background(), ref); err != nil {
			t.Error(err)
		}
	}}
	put(t, newProvider(t, h, nil), entry, ref)
	if n := len(s.Events(entry.UID)); n != 1 {
		t.Errorf("%d entries", n)
	}
}

// TestNewRepSameWords: Exchange tells a change of the attendees only to those who come or go, and the prospect has to
// hear of it.
func TestNewRepSameWords(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	ref := put(t, p, meeting(rita, "With us."), calendar.Ref{})
	put(t, p, meeting(sam, "With us."), ref)
	if diff := cmp.Diff(map[string]int{pat: 2, rita: 2, sam: 1}, s.Notices()); diff != "" {
		t.Errorf("notices (-want +got):\n%s", diff)
	}
}

// TestMoveAndSwap: with the time, the answers go, also those of guests who stay while others come.
func TestMoveAndSwap(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	ref := put(t, p, meeting(rita, "With Rita."), calendar.Ref{})
	s.Answer(meeting(rita, "").UID, pat, calendar.Accepted, true)
	next := meeting(sam, "With Sam.")
	next.Start, next.End = next.Start.Add(time.Hour), next.End.Add(time.Hour)
	ref = put(t, p, next, ref)
	for _, a := range get(t, p, ref).Attendees {
		if a.PartStat != calendar.NeedsAction || !a.AnsweredAt.IsZero() {
			t.Errorf("%+v", a)
		}
	}
}

// TestByICalUID: the event can be found by Exchange's own UID too.
func TestByICalUID(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	want := meeting(rita, "With Rita.")
	ref := put(t, p, want, calendar.Ref{})
	if got := get(t, p, calendar.Ref{UID: ref.UID}); got.UID != want.UID {
		t.Errorf("%+v", got)
	}
	if err := p.Withdraw(context.Background(), calendar.Ref{UID: ref.UID}); err != nil || len(s.Events(want.UID)) != 0 {
		t.Errorf("%v, left %+v", err, s.Events(want.UID))
	}
}

// TestMovedByHand: what was changed in the organizer's calendar is put right, and nothing else is written.
func TestMovedByHand(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	want := meeting(rita, "With Rita.")
	ref := put(t, p, want, calendar.Ref{})
	s.Edit(want.UID, func(subject, _ *string, start, end *time.Time) {
		*subject, *start, *end = "Something else", start.Add(time.Hour), end.Add(time.Hour)
	})
	put(t, p, want, ref)
	got := get(t, p, ref)
	if !got.Start.Equal(want.Start) || got.Summary != want.Summary {
		t.Errorf("%+v", got)
	}
}

// TestExchangeRewrites: what Exchange does to a body in its own way is no reason to tell everybody again.
func TestExchangeRewrites(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	want := meeting(rita, "With  Rita.\n\n\n  Indented, and  spaced.")
	want.Summary = "  " + strings.Repeat("Globex and Acme ", 40)
	ref := put(t, p, want, calendar.Ref{})
	s.Edit(want.UID, func(_, content *string, _, _ *time.Time) {
		*content = `<p style="margin:0">` + strings.ReplaceAll(*content, "<div>", "<div class=x>") + "</p>"
	})
	told := s.Notices()
	put(t, p, want, ref)
	if diff := cmp.Diff(told, s.Notices()); diff != "" {
		t.Errorf("told again (-before +after):\n%s", diff)
	}
}

// TestTwins: two events with one UID become one, the older.
func TestTwins(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	want := meeting(rita, "With Rita.")
	first := put(t, p, want, calendar.Ref{})
	// A second process that looked before the first had written.
	blind := &hook{next: s.Transport(), match: func(*http.Request) bool { return false }}
	second := newProvider(t, emptySearch{blind}, nil)
	changed := want
	changed.Description = "With Rita Ray."
	put(t, second, changed, calendar.Ref{})
	if n := len(s.Events(want.UID)); n != 2 {
		t.Fatalf("%d events before, the test needs two", n)
	}
	if got := put(t, p, want, calendar.Ref{}); got.ID != first.ID {
		t.Errorf("kept %s, the older is %s", got.ID, first.ID)
	}
	if n := len(s.Events(want.UID)); n != 1 {
		t.Errorf("%d events", n)
	}
}

// emptySearch finds nothing.
type emptySearch struct{ next http.RoundTripper }

func (e emptySearch) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/calendar/events") {
		return answer(200, `{"value":[]}`), nil
	}
	return e.next.RoundTrip(r)
}

func TestGuests(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	want := meeting(rita, "With Rita.")
	want.Attendees = append(want.Attendees, calendar.Attendee{Address: "RITA@acme.example"},
		calendar.Attendee{Address: handoff},
		calendar.Attendee{Address: "lin@acme.example", Name: "Lin\r\nLee", Role: "OPT-PARTICIPANT"})
	ref := put(t, p, want, calendar.Ref{})
	got := get(t, p, ref)
	var all []string
	for _, a := range got.Attendees {
		all = append(all, a.Address+" "+a.Role+" "+a.Name)
	}
	if diff := cmp.Diff([]string{pat + " REQ-PARTICIPANT Pat Poe", rita + " REQ-PARTICIPANT ",
		"lin@acme.example OPT-PARTICIPANT Lin Lee"}, all); diff != "" {
		t.Errorf("guests (-want +got):\n%s", diff)
	}
	told := s.Notices()
	if put(t, p, want, ref); !cmp.Equal(told, s.Notices()) {
		t.Error("told again")
	}
	want.Attendees = want.Attendees[:1]
	put(t, p, want, ref)
	want.Attendees = nil
	put(t, p, want, ref)
	if left := get(t, p, ref).Attendees; left != nil {
		t.Errorf("nobody was wanted any more, left: %+v", left)
	}
}

func TestAllDayAndKinds(t *testing.T) {
	s := newServer(t)
	p := newProvider(t, s.Transport(), nil)
	for _, want := range []calendar.Event{
		{UID: "a@x", Start: start.Truncate(24 * time.Hour), End: start.Truncate(24*time.Hour).AddDate(0, 0, 2), AllDay: true,
			Summary: "Fair", Status: "CONFIRMED", Transparency: "OPAQUE", Class: "PUBLIC"},
		{UID: "b@x", Start: start, End: start.Add(time.Hour), Summary: "Hold", Status: "TENTATIVE", Transparency: "OPAQUE",
			Class: "PRIVATE"},
		{UID: "c'or'1", Start: start, End: start.Add(time.Hour), Summary: "Note", Status: "CONFIRMED",
			Transparency: "TRANSPARENT", Class: "CONFIDENTIAL"},
	} {
		ref := put(t, p, want, calendar.Ref{Calendar: rita})
		got := get(t, p, ref)
		got.Organizer, got.Stamp = calendar.Attendee{}, time.Time{}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if again := put(t, p, want, calendar.Ref{Calendar: rita}); again != ref {
			t.Errorf("again: %+v, first %+v", again, ref)
		}
		want.Status, want.Transparency, want.Class = "CONFIRMED", "OPAQUE", "PUBLIC"
		put(t, p, want, ref)
		if got := get(t, p, ref); got.Status != "CONFIRMED" || got.Transparency != "OPAQUE" || got.Class != "PUBLIC" {
			t.Errorf("changed to %+v", got)
		}
	}
	for _, bad := range []calendar.Event{{}, {UID: "x", Start: start, End: start}} {
		if _, err := p.Put(context.Background(), bad, calendar.Ref{}); calendar.KindOf(err) != calendar.Refused {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
