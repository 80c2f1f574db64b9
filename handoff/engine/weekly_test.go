package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar/graph/graphtest"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// fullMonday is an office on the Monday at 07:30, before anything is written, where the rep is to say what became of the meeting of Friday, and
// something blocks her calendar.
func fullMonday(t *testing.T, change ...func(*handoff.Config)) (*office, *graphtest.Server) {
	o, s := untidy(t)
	for _, f := range change {
		f(o.c)
	}
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, handoff.Location("Europe/London"))
	}
	o.now = at(27, 10, 0)
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead",
		Text: strings.Replace(goodBrief, "Wednesday 25", "Friday 27", 1)})
	o.settle(0)
	o.settle(3 * time.Minute)
	h := o.one()
	for _, words := range []string{"accept", "replied"} {
		o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(h.ID) + "]", Text: words})
	}
	o.settle(0)
	s.Plant(rita, graphtest.Entry{UID: "u8", Title: "Canceled: Review", Start: at(30, 0, 0).Add(36 * time.Hour),
		End: at(30, 0, 0).Add(37 * time.Hour)})
	o.settle(at(27, 18, 0).Sub(o.now))
	o.settle(at(30, 7, 30).Sub(o.now))
	return o, s
}

// since are the mails that somebody got after the first n.
func (o *office) since(user string, n int) []string {
	var out []string
	for _, m := range o.box(user)[n:] {
		out = append(out, m.Subject)
	}
	return out
}

// TestWeeklyStandsForToday: on Monday there is one mail, the calendar's entries above the lines of Today, numbered
// through, and one reply answers both.
func TestWeeklyStandsForToday(t *testing.T) {
	t.Parallel()
	o, _ := fullMonday(t)
	n := len(o.box(rita))
	o.settle(time.Hour)
	o.settle(30 * time.Minute)
	got := o.since(rita, n)
	if len(got) != 1 || got[0] != "Your week: 1 question and 1 h to win back" {
		t.Fatalf("on Monday: %q", got)
	}
	m := o.last(rita)
	entry, line := strings.Index(m.Body, "1. Canceled: Review"), strings.Index(m.Body, "2. Was it held?")
	if entry < 0 || line < entry || !strings.Contains(m.Body, "Today: 1 question") {
		t.Errorf("it reads\n%s", m.Body)
	}
	o.send(rita, mail.Draft{To: m.ReplyTo, Subject: "Re: " + m.Subject, Text: "ignore 1, 2 good\n\nThanks,\nRita"})
	o.settle(time.Minute)
	if h := o.one(); h.State != handoff.Held {
		t.Errorf("2 good: %s, %s", h.State, h.Why)
	}
	if !strings.Contains(o.last(rita).Body, "No. 1 never counts as busy time") {
		t.Errorf("ignore 1: %s", o.last(rita).Body)
	}
	o.settle(8 * time.Hour)
	if rest := o.since(rita, n); len(rest) != 2 {
		t.Errorf("on Monday: %q", rest)
	}
}

// TestWeeklyGoesAtItsHour: where an hour is configured, that day's Today waits for it, and both are one mail, also if the
// service starts anew in that hour.
func TestWeeklyGoesAtItsHour(t *testing.T) {
	t.Parallel()
	o, _ := fullMonday(t, func(c *handoff.Config) { c.Week = handoff.Week{Minute: 10 * 60, Zone: "Europe/London"} })
	n := len(o.box(rita))
	o.settle(2 * time.Hour) // 09:30
	if got := o.since(rita, n); len(got) != 0 {
		t.Errorf("before ten: %q", got)
	}
	for range 2 {
		o.restart(nil)
		o.settle(20 * time.Minute)
	}
	o.settle(30 * time.Minute)
	if got := o.since(rita, n); len(got) != 1 || got[0] != "Your week: 1 question and 1 h to win back" {
		t.Errorf("at ten: %q", got)
	}
}

// TestWeeklyIsCaughtUpOnItsDay: where the service was down at the hour, the mail of the week goes when it is up again on
// that day, within the reader's hours, once, and one mail with Today.
func TestWeeklyIsCaughtUpOnItsDay(t *testing.T) {
	t.Parallel()
	for _, at := range []time.Duration{9*time.Hour + time.Second, 15 * time.Hour} {
		o, _ := fullMonday(t)
		n := len(o.box(rita))
		o.restart(nil)
		o.settle(time.Date(2026, 11, 30, 0, 0, 0, 0, handoff.Location("Europe/London")).Add(at).Sub(o.now))
		for range 2 {
			o.restart(nil)
			o.settle(20 * time.Minute)
		}
		if got := o.since(rita, n); len(got) != 1 || got[0] != "Your week: 1 question and 1 h to win back" {
			t.Errorf("%s: %q", at, got)
		}
	}
}

// TestWeeklyWaitsForItsReader: who is away on Monday has the mail of the week on the first day back, once, with what
// Today would have said; a calendar that cannot be read on Monday is told of on Tuesday, in that Today.
func TestWeeklyWaitsForItsReader(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*office, *graphtest.Server){
		"away": func(o *office, _ *graphtest.Server) {
			o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(o.one().ID) + "]", Text: "away until Tuesday 1 December"})
			o.settle(0)
			err := o.store.View(t.Context(), func(tx *store.Tx) error {
				spans, err := tx.Away("rita", o.now.Add(6*time.Hour))
				if len(spans) == 0 {
					t.Errorf("the absence was not taken: %q", o.last(rita).Text)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		},
		"unreadable": func(_ *office, s *graphtest.Server) { s.Lock(rita) },
	} {
		o, s := fullMonday(t)
		change(o, s)
		n := len(o.box(rita))
		for range 9 {
			o.settle(time.Hour)
		}
		weekly := func(subject string) bool { return strings.HasPrefix(subject, "Your week: ") }
		if monday := o.since(rita, n); slices.ContainsFunc(monday, weekly) {
			t.Errorf("%s, on Monday: %q", name, monday)
		}
		s.Grant(rita)
		o.settle(time.Date(2026, 12, 1, 8, 30, 0, 0, handoff.Location("Europe/London")).Sub(o.now))
		n = len(o.box(rita))
		o.settle(30 * time.Minute)
		if tuesday := o.since(rita, n); len(tuesday) != 1 || !weekly(tuesday[0]) {
			t.Errorf("%s, on Tuesday: %q", name, tuesday)
		}
		o.settle(24 * time.Hour)
		if later := o.weeklies(rita); len(later) != 1 {
			t.Errorf("%s: %d mails of the week", name, len(later))
		}
	}
}

// TestWeeklyToAManager: what blocks their reps' calendars has no numbers; "stop" ends it, also by the reply address
// alone.
func TestWeeklyToAManager(t *testing.T) {
	t.Parallel()
	o, _ := untidy(t)
	o.monday()
	m := o.weeklies(mara)[0]
	o.send(mara, mail.Draft{To: m.ReplyTo, Subject: "Re: " + m.Subject, Text: "stop\n\nMara"})
	o.settle(time.Minute)
	if !strings.Contains(o.last(mara).Body, "nothing more about calendars") {
		t.Errorf("stop: %s", o.last(mara).Body)
	}
}

// TestFourWeeksWithoutAnAnswer: the manager reads no name, until the same entry has stood in a rep's list for as many
// weeks as the policy says.
func TestFourWeeksWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		after, weeks int
		named        bool
	}{"in time": {4, 3, false}, "four weeks": {4, 4, true}, "never by policy": {0, 8, false}} {
		o, _ := untidy(t)
		o.c.NameAfter = tc.after
		h, err := o.e.Week().Inspect(t.Context(), o.c.Person("rita"), o.now)
		if err != nil {
			t.Fatal(err)
		}
		for n := range tc.weeks {
			o.tell(fmt.Sprintf("hygiene rita 2026-%d", 47-n), "rita", handoff.ServiceDetail{Items: h.Keys()})
		}
		o.monday()
		got := o.weeklies(mara)
		if len(got) != 1 || strings.Contains(got[0].Body, "Rita") != tc.named {
			t.Errorf("%s: %d mails, named %v wanted", name, len(got), tc.named)
		}
	}
}
