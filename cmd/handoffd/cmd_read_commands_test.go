package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff/intake"
	"handoffd/mail"
)

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
