package reading

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// tried writes attempts as "Mon 23 Nov 10:00 phone".
func tried(all []handoff.Attempt) string {
	var out []string
	for _, a := range all {
		layout := "Mon 2 Jan 15:04"
		if a.Day {
			layout = "Mon 2 Jan"
		}
		out = append(out, strings.TrimSpace(a.At.In(handoff.Location("Europe/London")).Format(layout)+" "+string(a.How)))
	}
	return strings.Join(out, ", ")
}

// TestAttemptsAreRead: when somebody was tried, and how; each day is the latest of its name. It is said on a Thursday.
func TestAttemptsAreRead(t *testing.T) {
	w := newWorld(t)
	now := time.Date(2026, time.November, 26, 11, 0, 0, 0, handoff.Location("Europe/London"))
	w.decide(worldBrief())
	for said, want := range map[string]string{
		"could not reach: called Mon 10:00, mailed Tue":                "Mon 23 Nov 10:00 phone, Tue 24 Nov mail",
		"could not reach, called Mon and Wed 14:30":                    "Mon 23 Nov phone, Wed 25 Nov 14:30",
		"could not reach\ncalled today 9:30\nemailed yesterday":        "Wed 25 Nov mail, Thu 26 Nov 09:30 phone",
		"could not reach: phone on 23 November, LinkedIn on Wednesday": "Mon 23 Nov phone, Wed 25 Nov message",
		"could not reach: called on Friday":                            "Fri 20 Nov phone",
		"could not reach: voicemail 2026-11-24 16:00":                  "Tue 24 Nov 16:00 phone",
		"could not reach: called today":                                "Thu 26 Nov phone",
		"could not reach: called Mon, called Mon":                      "Mon 23 Nov phone",
		"could not reach": "",
		"could not reach, 3 attempts: nobody picks up": "",
		"could not reach: will call on 3 January 2027": "",
	} {
		f, ok := ReadCommand(said, w.h, byPerson("rita", now), w.c, now)
		u, is := f.(*handoff.Unreachable)
		if !ok || !is {
			t.Errorf("%q is %+v", said, f)
			continue
		}
		if got := tried(u.Tries); got != want {
			t.Errorf("%q: %q, want %q", said, got, want)
		}
	}
}

// FuzzTries reads no attempt that is to come, and not one twice.
func FuzzTries(f *testing.F) {
	for _, s := range []string{"called Mon 10:00, mailed Tue", "3 attempts: today and yesterday", "23.11., 24.11.", "Mon Mon Mon"} {
		f.Add(s)
	}
	w := newWorld(f)
	w.decide(worldBrief())
	f.Fuzz(func(t *testing.T, s string) {
		got, _ := ReadCommand("could not reach: "+s, w.h, byPerson("rita", w.now), w.c, w.now)
		u, is := got.(*handoff.Unreachable)
		if !is {
			return
		}
		for i, a := range u.Tries {
			if a.At.After(w.now) && !a.Day || a.At.IsZero() || i > 0 && a == u.Tries[i-1] {
				t.Errorf("%q: %+v", s, u.Tries)
			}
		}
	})
}
