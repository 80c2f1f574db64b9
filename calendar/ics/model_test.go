package ics

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handoffd/calendar"
)

// wall is what a clock on a wall shows, without a zone.
type wall struct {
	year, month, day, hour, minute int
}

func (w wall) String() string {
	return fmt.Sprintf("%04d%02d%02dT%02d%02d00", w.year, w.month, w.day, w.hour, w.minute)
}

func shown(t time.Time) wall {
	return wall{t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute()}
}

// plus is a clock that many days later.
func (w wall) plus(days int) wall {
	t := time.Date(w.year, time.Month(w.month), w.day+days, w.hour, w.minute, 0, 0, time.UTC)
	return shown(t)
}

// instantOf finds out when a clock shows something by watching it: from a day before on, minute by minute. What is
// shown twice is meant the first time; what is never shown is as long after the jump as it would have been without it
// (RFC 5545 section 3.3.5).
func instantOf(loc *time.Location, w wall) time.Time {
	as := time.Date(w.year, time.Month(w.month), w.day, w.hour, w.minute, 0, 0, time.UTC)
	before := as.Add(-16 * time.Hour)
	for at := before; at.Before(as.Add(16 * time.Hour)); at = at.Add(time.Minute) {
		if shown(at.In(loc)) == w {
			return at
		}
	}
	for at := before; ; at = at.Add(time.Minute) {
		local := shown(at.In(loc))
		if now := time.Date(local.year, time.Month(local.month), local.day, local.hour, local.minute, 0, 0,
			time.UTC); now.After(as) {
			last := at.Add(-time.Minute) // the last minute before the jump
			l := shown(last.In(loc))
			return last.Add(as.Sub(time.Date(l.year, time.Month(l.month), l.day, l.hour, l.minute, 0, 0, time.UTC)))
		}
	}
}

// near draws a clock, mostly close to a change of the zone's clocks.
func near(t *rapid.T, loc *time.Location) wall {
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 3*365*24*4).Draw(t,
		"quarter")) * 15 * time.Minute)
	if _, end := at.In(loc).ZoneBounds(); !end.IsZero() && end.Year() < 2030 && rapid.IntRange(0, 3).Draw(t, "near") > 0 {
		_, before := end.Add(-time.Second).In(loc).Zone()
		at = end.Add(time.Duration(before)*time.Second + time.Duration(rapid.IntRange(-200, 200).Draw(t,
			"minutes"))*time.Minute)
	}
	return shown(at.UTC())
}

func drawZone(t *rapid.T) *time.Location {
	loc, err := time.LoadLocation(rapid.SampledFrom(someZones).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// ownDefinition is a zone as this package reads it from the VTIMEZONE that it writes.
func ownDefinition(t *rapid.T, loc *time.Location, around time.Time) *zone {
	d := newDefinition(ofLibrary(encodeZone(loc, around, around)), &budget{zoneBudget})
	if d == nil {
		t.Fatalf("the VTIMEZONE of %s cannot be read", loc)
	}
	return &zone{custom: d}
}

func TestInstantAgreesWithAClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := drawZone(t)
		w := near(t, loc)
		want := instantOf(loc, w)
		m, _, ok := scanMoment(w.String())
		if !ok {
			t.Fatal(w)
		}
		for name, z := range map[string]*zone{"tz database": {loc: loc}, "own VTIMEZONE": ownDefinition(t, loc, want)} {
			if got := instantTime(z.instant(m.local)); !got.Equal(want) {
				t.Errorf("%s in %s by the %s: %v, a clock says %v", w, loc, name, got, want.UTC())
			}
		}
	})
}

// TestEncodedZoneComesBack writes an event in a zone and reads it, once by the tz database and once by the VTIMEZONE
// alone.
func TestEncodedZoneComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := drawZone(t)
		start := instantOf(loc, near(t, loc)).UTC()
		want := calendar.Event{UID: "u", Stamp: start, Start: start,
			End: start.Add(time.Duration(rapid.IntRange(0, 3000).Draw(t, "length")) * time.Minute), Zone: loc.String()}
		data, err := EncodeObject(want)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for _, text := range []string{text, strings.ReplaceAll(text, loc.String(), "Zone of our own")} {
			m, warn, err := Decode([]byte(text))
			if err != nil || len(warn) > 0 || len(m.Events) != 1 {
				t.Fatalf("%v, %q, %v\n%s", m, warn, err, text)
			}
			if got := m.Events[0]; !got.Start.Equal(want.Start) || !got.End.Equal(want.End) {
				t.Fatalf("%v to %v came back as %v to %v:\n%s", want.Start, want.End, got.Start, got.End, text)
			}
		}
	})
}

// drawn is an event of the model with its instances.
type drawn struct {
	text  string
	spans []calendar.Span
}

// drawEvent draws an event that may repeat by days, and works out by the clock when it is.
func drawEvent(t *rapid.T, loc *time.Location) drawn {
	kind := rapid.SampledFrom([]string{"timed", "overnight", "floating", "all day"}).Draw(t, "kind")
	w := near(t, loc)
	every, count := rapid.IntRange(1, 9).Draw(t, "every"), rapid.IntRange(1, 8).Draw(t, "count")
	lines := []string{"BEGIN:VEVENT", "UID:u"}
	var length time.Duration
	var until *wall // the end on the day it begins, by the clock
	days := 0
	prefix := ";TZID=" + loc.String() + ":"
	switch kind {
	case "all day":
		days = rapid.IntRange(1, 4).Draw(t, "days")
		w.hour, w.minute = 0, 0
		lines = append(lines, "DTSTART;VALUE=DATE:"+w.String()[:8], "DTEND;VALUE=DATE:"+w.plus(days).String()[:8])
	case "overnight":
		w.hour, w.minute = 22, 30
		end := w.plus(1)
		end.hour = 6
		length = instantOf(loc, end).Sub(instantOf(loc, w))
		until = &end
		lines = append(lines, "DTSTART"+prefix+w.String(), "DTEND"+prefix+end.String())
	default:
		if kind == "floating" {
			prefix = ":"
		}
		length = time.Duration(rapid.IntRange(1, 36*4).Draw(t, "length")) * 15 * time.Minute
		lines = append(lines, "DTSTART"+prefix+w.String(), fmt.Sprintf("DURATION:PT%dM", int(length.Minutes())))
	}
	if count > 1 {
		lines = append(lines, fmt.Sprintf("RRULE:FREQ=DAILY;INTERVAL=%d;COUNT=%d", every, count))
	}
	d := drawn{text: calendarText(append(lines, "END:VEVENT")...)}
	for i := range count {
		at := w.plus(i * every)
		span := calendar.Span{Start: instantOf(loc, at).UTC()}
		if span.End = span.Start.Add(length); days > 0 {
			span.End = instantOf(loc, at.plus(days)).UTC()
		}
		if until != nil { // as long as the first or until the same hour, whichever is later
			if end := instantOf(loc, until.plus(i*every)).UTC(); end.After(span.End) {
				span.End = end
			}
		}
		d.spans = append(d.spans, span)
	}
	return d
}

func TestBusyAgreesWithAClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := drawZone(t)
		d := drawEvent(t, loc)
		got, unknown, err := Busy([]byte(d.text), Options{From: day(2024, 1, 1), To: day(2031, 1, 1), Zone: loc})
		if err != nil || len(unknown) > 0 {
			t.Fatal(unknown, err)
		}
		if diff := cmp.Diff(calendar.Merge(d.spans), got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("in %s (-clock +got):\n%s%s", loc, diff, d.text)
		}
	})
}

func TestEncodeRefusesUnknownZones(t *testing.T) {
	for _, name := range []string{"Nowhere", "../etc/passwd", "Local", "W. Europe Standard Time", "Europe/Berlin\r\nX:1"} {
		m := invite()
		m.Events[0].Zone = name
		if data, err := Encode(m); err == nil {
			t.Errorf("%q was written:\n%s", name, data)
		}
	}
}
