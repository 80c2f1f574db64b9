package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff/intake"
	"handoffd/mail"
)

// TestReadCountsFromTheDate: "tomorrow" of a mail is the day after it was sent; without a date it is counted from now,
// and that is said. A flag goes before both.
func TestReadCountsFromTheDate(t *testing.T) {
	t.Parallel()
	body := "\r\nContact: Pat Kim <pat@globex.example>\r\nCompany: Globex\r\nWhen: tomorrow 15:00\r\nNeed: quotes\r\n"
	head := "From: quinn@acme.example\r\nSubject: Lead\r\nMessage-ID: <1@acme.example>\r\n"
	now := time.Date(2026, 12, 14, 9, 0, 0, 0, time.UTC)
	for name, tc := range map[string]struct{ date, flag, start, said string }{
		"its date": {"Date: Mon, 23 Nov 2026 10:00:00 +0100\r\n", "", "2026-11-24T15:00:00Z", "when it was sent"},
		"no date":  {"", "", "2026-12-15T15:00:00Z", "now: it has no date"},
		"garbled":  {"Date: soon\r\n", "", "2026-12-15T15:00:00Z", "now: it has no date"},
		"the flag": {"Date: Mon, 23 Nov 2026 10:00:00 +0100\r\n", "--now=2027-01-04T09:00:00Z", "2027-01-05T15:00:00Z",
			"as --now says"},
	} {
		for _, form := range []string{"--json", ""} {
			args := slices.DeleteFunc([]string{"read", form, tc.flag, "-"}, func(s string) bool { return s == "" })
			var out, errs strings.Builder
			code := run(t.Context(), args, streams{in: strings.NewReader(head + tc.date + body), out: &out, err: &errs,
				now: func() time.Time { return now }})
			want := tc.said
			if form != "" {
				want = `"start":"` + tc.start
			}
			if said := strings.Join(strings.Fields(out.String()), " "); code != exitDone || !strings.Contains(said, want) {
				t.Errorf("%s %s: %d, no %q in\n%s%s", name, form, code, want, out.String(), errs.String())
			}
			if wide := tooWide(out.String()); form == "" && len(wide) > 0 {
				t.Errorf("%s: too wide: %q", name, wide)
			}
		}
	}
}

// TestReadTellsOfCommands: what a mail would do as a command is told.
func TestReadTellsOfCommands(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for said, want := range map[string]int{"no-show": 1, "held, next: send proposal Fri": 2,
		"nurture until May: no budget": 1, "The board met on Tuesday.": 0} {
		raw := "From: rita@acme.example\r\nSubject: Re: x\r\nMessage-ID: <1@acme.example>\r\n\r\n" + said + "\r\n"
		got := commandsIn(nil, intake.Understand([]byte(raw), mail.Trust{}, now, time.UTC), now, time.UTC)
		if len(got) != want || strings.Contains(commandText(got), "would/") {
			t.Errorf("%q does %q", said, got)
		}
		t.Log(commandText(got))
	}
}
