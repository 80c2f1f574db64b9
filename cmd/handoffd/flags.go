package main

import (
	"fmt"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/dates"
)

// timeFlag is a flag with an RFC 3339 time.
type timeFlag struct{ time.Time }

// UnmarshalText reads the flag.
func (i *timeFlag) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.RFC3339, string(text))
	if err != nil {
		return fmt.Errorf("%q is not an RFC 3339 time such as 2026-11-23T10:00:00+01:00", text)
	}
	i.Time = t
	return nil
}

func (i timeFlag) or(t time.Time) time.Time {
	if i.IsZero() {
		return t
	}
	return i.Time
}

// sinceFlag is a flag with a day, which begins in the zone of the admin, or with an RFC 3339 time.
type sinceFlag struct {
	text string
	at   time.Time
	day  bool
}

// UnmarshalText reads the flag.
func (s *sinceFlag) UnmarshalText(text []byte) (err error) {
	s.text = string(text)
	if s.at, err = time.Parse(time.DateOnly, s.text); err == nil {
		s.day = true
		return nil
	}
	if s.at, err = time.Parse(time.RFC3339, s.text); err != nil {
		return fmt.Errorf("%q is neither a day such as 2026-11-23 nor an RFC 3339 time such as 2026-11-23T10:00:00+01:00",
			text)
	}
	return nil
}

// from is the instant that is meant.
func (s sinceFlag) from(c *handoff.Config) time.Time { return s.in(c.Person(c.Admin).Location()) }

// in is the instant that is meant, days in that zone.
func (s sinceFlag) in(zone *time.Location) time.Time {
	if !s.day {
		return s.at
	}
	y, m, d := s.at.Date()
	return dates.StartOfDay(y, m, d, zone)
}

// asOfFlag is a flag with a day or an instant, or "now".
type asOfFlag struct {
	sinceFlag
	now bool
}

// UnmarshalText reads the flag.
func (a *asOfFlag) UnmarshalText(text []byte) error {
	if a.now = string(text) == "now"; a.now {
		return nil
	}
	return a.sinceFlag.UnmarshalText(text)
}

// zoneFlag is a flag with an IANA time zone.
type zoneFlag struct{ location *time.Location }

// UnmarshalText reads the flag.
func (z *zoneFlag) UnmarshalText(text []byte) error {
	l, err := time.LoadLocation(string(text))
	if err != nil || len(text) == 0 {
		return fmt.Errorf("time zone %q is unknown, use an IANA name such as Europe/Berlin", text)
	}
	z.location = l
	return nil
}

func (z zoneFlag) or(l *time.Location) *time.Location {
	if z.location == nil {
		return l
	}
	return z.location
}

// rfc3339 is the time with its offset, "" for the zero time.
func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
