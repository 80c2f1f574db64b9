package config

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/handoff"
)

func TestParseHours(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:00"},
		{"monday-FRIDAY 9:00-17:00", "Mon-Fri 09:00-17:00"},
		{"Mon-Fri 09:00-12:00 13:00-17:00, Sat 10:00-12:00", "Mon-Fri 09:00-12:00 13:00-17:00, Sat 10:00-12:00"},
		{"Mon-Fri 09:00-12:00, 13:00-17:00", "Mon-Fri 09:00-12:00 13:00-17:00"},
		{"Mon, Wed, Fri 09:00-13:00", "Mon 09:00-13:00, Wed 09:00-13:00, Fri 09:00-13:00"},
		{"Fri-Mon 08:00-10:00", "Mon 08:00-10:00, Fri-Sun 08:00-10:00"},
		{"Tue 13:00-17:00 09:00-12:00", "Tue 09:00-12:00 13:00-17:00"},
		{"Mon 22:00-06:00", "Mon 22:00-06:00"},
		{"Sat 20:00-02:00", "Sat 20:00-02:00"},
		{"Sun 20:00-08:00", "Sun 20:00-08:00"},
		{"Mon 18:00-00:00", "Mon 18:00-24:00"},
		{"Mon-Sun 00:00-24:00", "Mon-Sun 00:00-24:00"},
	}
	for _, test := range tests {
		got, err := parseHours(test.text)
		if err != nil || got.String() != test.want {
			t.Errorf("%q: got %q, %v, want %q", test.text, got, err, test.want)
		}
	}
}

func TestParseHoursReadsWhatHoursWrite(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var hours handoff.Hours
		for d := range hours.Days {
			edges := rapid.SliceOfNDistinct(rapid.IntRange(0, 24*60), 0, 8, rapid.ID[int]).Draw(t, time.Weekday(d).String())
			slices.Sort(edges)
			for i := 0; i+1 < len(edges); i += 2 {
				hours.Days[d] = append(hours.Days[d], handoff.Minutes{From: edges[i], To: edges[i+1]})
			}
		}
		if hours.Weekly() == 0 {
			t.Skip("nobody works no hours")
		}
		got, err := parseHours(hours.String())
		if err != nil {
			t.Fatalf("%q: %v", hours, err)
		}
		if diff := cmp.Diff(hours, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", hours, diff)
		}
	})
}

func TestParseWorking(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"8h": 8 * time.Hour, "90m": 90 * time.Minute,
		"1h30m": 90 * time.Minute, "0m": 0} {
		if got, err := parseWorking(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "8", "2d", "-1h", "30m1h", "1.5h", "8 h", "30s", "999999h"} {
		if got, err := parseWorking(text); err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
}
