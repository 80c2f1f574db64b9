package dates

import (
	"strings"
	"testing"
	"time"
)

// What people of fifteen languages write to a sales team, and what calendars and booking pages print. A row with a
// question mark before its time may be asked about as well, but must not be taken for any other time.
func TestParseMails(t *testing.T) {
	for _, p := range append(phrases(t, "mails.tsv"), phrases(t, "tongues.tsv")...) {
		want, timid := strings.CutPrefix(p.start, "?")
		u := Parse(p.text, p.now, p.zone)
		checkSound(t, p.text, u, p.now)
		switch {
		case want == "ASK":
			if len(u.Ask) == 0 {
				t.Errorf("%q is taken for %s %s, must be asked", p.text, u.Start, u.End)
			}
		case len(u.Ask) > 0:
			if !timid {
				t.Errorf("%q is asked about: %s; want %s %s", p.text, said(t, u.Ask), want, p.end)
			}
		case !u.Start.Equal(instant(t, want)) || u.End.IsZero() != (p.end == "") ||
			p.end != "" && !u.End.Equal(instant(t, p.end)):
			t.Errorf("%q is WRONG: %s %s, want %s %s", p.text, u.Start, u.End, want, p.end)
		}
	}
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
