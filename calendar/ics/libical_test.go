package ics

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

// libical compiles the program that reads busy time with libical. Without it, the Debian packages gcc and libical-dev,
// the test is skipped, and fails where CI=true.
func libical(t testing.TB) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "busy")
	out, err := exec.Command("cc", "-O2", "-o", program, filepath.Join("testdata", "libical", "busy.c"),
		"-lical").CombinedOutput()
	switch {
	case err == nil:
		return program
	case os.Getenv("CI") == "true":
		t.Fatalf("this needs gcc and the Debian package libical-dev: %v\n%s", err, out)
	default:
		t.Skipf("this needs gcc and the Debian package libical-dev: %v", err)
	}
	return ""
}

// byLibical gives the busy time that libical finds, and its rate in events a second over the fastest of the rounds.
func byLibical(t testing.TB, program string, data []byte, from, to time.Time, rounds int) (spans []calendar.Span,
	rate float64) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "calendar.ics")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, file, fmt.Sprint(from.Unix()), fmt.Sprint(to.Unix()), fmt.Sprint(rounds)).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		var start, end int64
		if rest, ok := strings.CutPrefix(lines.Text(), "# "); ok {
			events, seconds, _ := strings.Cut(rest, " ")
			n, err1 := strconv.Atoi(events)
			s, err2 := strconv.ParseFloat(seconds, 64)
			if err := errors.Join(err1, err2); err != nil {
				t.Fatal(err)
			}
			return spans, float64(n) / s
		}
		if _, err := fmt.Sscan(lines.Text(), &start, &end); err != nil {
			t.Fatal(err)
		}
		spans = append(spans, calendar.Span{Start: instantTime(start), End: instantTime(end)})
	}
	t.Fatalf("libical said %q", out)
	return nil, 0
}

// someZones change their clocks in every way that is met: north and south, by half an hour, at midnight, for Ramadan,
// not at all.
var someZones = []string{"Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/Sao_Paulo",
	"America/St_Johns", "America/Santiago",
	"America/Havana", "Asia/Kolkata", "Asia/Tehran", "Asia/Kathmandu", "Asia/Beirut", "Asia/Gaza", "Africa/Casablanca",
	"Africa/Cairo", "Australia/Lord_Howe",
	"Australia/Sydney", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Etc/GMT+12",
	"Antarctica/Troll"}

// TestEncodedZonesReadByLibical writes events around every change of the clocks of many zones, and lets libical, which
// believes the VTIMEZONE, say when they are.
func TestEncodedZonesReadByLibical(t *testing.T) {
	program := libical(t)
	from, to := day(2024, 1, 1), day(2029, 1, 1)
	for _, name := range someZones {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		var events []calendar.Event
		var want []calendar.Span
		for _, at := range interesting(loc, from, to) {
			e := calendar.Event{UID: fmt.Sprintf("%d@acme.example", len(events)), Stamp: from, Start: at,
				End: at.Add(10 * time.Minute), Zone: name}
			events, want = append(events, e), append(want, calendar.Span{Start: e.Start, End: e.End})
		}
		data, err := encode(calendar.Message{Events: events})
		if err != nil {
			t.Fatal(name, err)
		}
		got, _ := byLibical(t, program, data, from, to, 1)
		if diff := cmp.Diff(calendar.Merge(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// interesting are instants around the changes of a zone's clocks, and a plain one each month, an hour apart at least.
func interesting(loc *time.Location, from, to time.Time) []time.Time {
	var list []time.Time
	for at := from.AddDate(0, 0, 10); at.Before(to.AddDate(0, 0, -40)); at = at.AddDate(0, 1, 0) {
		list = append(list, at)
	}
	for at := from; ; {
		_, end := at.In(loc).ZoneBounds()
		if end.IsZero() || end.After(to.AddDate(0, 0, -2)) {
			return list
		}
		for _, off := range []time.Duration{-25 * time.Hour, -90 * time.Minute, -20 * time.Minute, 0, 15 * time.Minute,
			70 * time.Minute, 3 * time.Hour, 25 * time.Hour} {
			list = append(list, end.Add(off).UTC())
		}
		at = end
	}
}

// BenchmarkBusyRace lets libical read the same calendar on the same machine.
func BenchmarkBusyRace(b *testing.B) {
	program := libical(b)
	data, events, o := yearOfEvents(b)
	theirs, rate := byLibical(b, program, data, o.From, o.To, 5)
	best := time.Duration(1 << 62)
	for b.Loop() {
		begin := time.Now()
		ours, unknown, err := Busy(data, o)
		if best = min(best, time.Since(begin)); err != nil || len(unknown) > 0 {
			b.Fatal(unknown, err)
		}
		if diff := cmp.Diff(theirs, ours); diff != "" {
			b.Fatalf("libical and this package disagree (-libical +here):\n%s", diff)
		}
	}
	_, after := byLibical(b, program, data, o.From, o.To, 5)
	rate = max(rate, after) // on a machine that does other things too
	ours := float64(events) / best.Seconds()
	b.ReportMetric(ours, "events/s")
	b.ReportMetric(rate, "libical-events/s")
	b.ReportMetric(ours/rate, "times-libical")
}
