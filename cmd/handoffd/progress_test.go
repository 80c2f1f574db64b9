package main

import (
	"bytes"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"handoffd/handoff/store"
)

// newScreen is a progress on a clock of the test; terminal says what it is shown on.
func newScreen(terminal bool) (p *progress, shown *bytes.Buffer, pass func(time.Duration)) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	shown = &bytes.Buffer{}
	p = newProgress(streams{err: shown, now: func() time.Time { return now }})
	p.terminal = terminal
	return p, shown, func(d time.Duration) { now = now.Add(d) }
}

// TestProgressInATerminal draws one line anew: count, total, rate and what is left; a log line does not run into it.
func TestProgressInATerminal(t *testing.T) {
	p, shown, pass := newScreen(true)
	for done := 100; done <= 1000; done += 100 {
		pass(time.Second)
		p.tellReading("INBOX", done, 1000-done)
		if done == 500 {
			slog.New(slog.NewTextHandler(p, nil)).Info("something else")
		}
	}
	lines := strings.Split(shown.String(), "\n")
	if len(lines) != 4 || !strings.Contains(lines[1], "something else") || strings.Contains(lines[1], "\r") ||
		lines[3] != "" {
		t.Fatalf("%d lines:\n%q", len(lines), lines)
	}
	drawn := strings.Split(lines[0], "\r\x1b[K")
	if len(drawn) != 6 || drawn[2] != "reading INBOX: 200 mails of 1000 mails, 20 %, 200 mails/s, 4s left" {
		t.Errorf("drawn %q", drawn)
	}
	if !strings.HasSuffix(lines[2], "reading INBOX: 1000 mails of 1000 mails, 100 %, 111 mails/s, 0s left") {
		t.Errorf("ended %q", lines[2])
	}
	shown.Reset()
	for range 100 { // too fast for the eye
		pass(time.Millisecond)
		p.tell(store.Progress{Stage: store.StageCopy, Done: 1 << 20, Total: 4 << 20})
	}
	if n := strings.Count(shown.String(), "\r"); n != 1 {
		t.Errorf("drawn %d times in a tenth of a second", n)
	}
}

// TestProgressInALog has a line each ten seconds and each thousand mails, and one at the end.
func TestProgressInALog(t *testing.T) {
	for name, tt := range map[string]struct {
		pause time.Duration // for each hundred mails
		want  int
	}{
		"fast": {time.Millisecond, 1 + 2 + 1}, // the first, 1100, 2100, the end
		"slow": {6 * time.Second, 1 + 12},
	} {
		p, shown, pass := newScreen(false)
		for done := 100; done <= 2500; done += 100 {
			pass(tt.pause)
			p.tellReading("INBOX", done, 2500-done)
		}
		if n := strings.Count(shown.String(), "\n"); n != tt.want || strings.Contains(shown.String(), "\r") {
			t.Errorf("%s: %d lines, want %d:\n%s", name, n, tt.want, shown)
		}
		if !strings.Contains(shown.String(), `msg="reading INBOX" percent=100 done="2500 mails" of="2500 mails"`) {
			t.Errorf("%s: no end in\n%s", name, shown)
		}
	}
}

// TestProgressCountsOne: one handoff is no handoffs.
func TestProgressCountsOne(t *testing.T) {
	p, shown, pass := newScreen(false)
	pass(time.Second)
	p.tell(store.Progress{Stage: store.StageCheck, Done: 1, Total: 1})
	if !strings.Contains(shown.String(), `of="1 handoff"`) {
		t.Errorf("%s", shown)
	}
}

func TestAFileIsNoTerminal(t *testing.T) {
	if isTerminal(io.Discard) || isTerminal(&bytes.Buffer{}) {
		t.Error("a buffer is taken for a terminal")
	}
}
