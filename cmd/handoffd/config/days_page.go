package config

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"handoffd/calendar/ics"
	"handoffd/handoff"
)

// DaysPage is an address that holds days off, and the file beside the config that holds the last good copy of them.
type DaysPage struct {
	URL  string
	File string
}

// pageDays are the days off of an address, by the last good copy. That there is none yet is no fault: serve and check
// read it.
func (f *faults) pageDays(at, address string) []handoff.DayOff {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "webcal" &&
		!(u.Scheme == "http" && loopback(u.Host)) {
		f.errorf(at, "%s is no address of a calendar; write one that begins with https:// or webcal://", Quoted(address))
		return nil
	}
	sum := sha256.Sum256([]byte(address))
	name := "holidays-" + hex.EncodeToString(sum[:4]) + ".ics"
	p := DaysPage{URL: address, File: below(f.file, name)}
	f.pages = append(f.pages, p)
	if _, err := os.Stat(p.File); errors.Is(err, fs.ErrNotExist) {
		where := f.index.value(at)
		f.warnings = append(f.warnings, &Error{File: f.file, Row: where.row, Column: where.column,
			Problem: "the days off of " + Quoted(address) + " were not read yet, so there are none; `handoffd check` and " +
				"`handoffd serve` read them"})
		return nil
	}
	return f.fileDays(at, name)
}

// Refresh keeps what the address holds now, if that can be read and has whole days in it. It says whether it differs
// from what was kept.
func (p DaysPage) Refresh(body []byte) (changed bool, err error) {
	s, err := ics.Schedule(body, ics.Options{From: yearStart(firstYear), To: yearStart(lastYear + 1), Zone: time.UTC})
	days := 0
	for _, e := range s.Entries {
		if e.AllDay && e.Status != "CANCELLED" {
			days++
		}
	}
	switch {
	case err != nil:
		return false, fmt.Errorf("days off of %s: %w", p.URL, err)
	case len(s.Unknown) > 0:
		return false, fmt.Errorf("days off of %s cannot all be read: %s", p.URL, s.Unknown[0])
	case days == 0:
		return false, fmt.Errorf("%s holds no whole day; days off are all-day entries", p.URL)
	case len(body) > maxConfig:
		return false, fmt.Errorf("%s holds more than 1 MiB", p.URL)
	}
	if old, err := os.ReadFile(p.File); err == nil && sameDays(string(old), string(body)) {
		return false, nil
	}
	part := p.File + ".part"
	if err := os.WriteFile(part, body, 0o644); err != nil {
		return false, fmt.Errorf("keep a copy of the days off of %s: %w", p.URL, err)
	}
	if err := os.Rename(part, p.File); err != nil {
		return false, fmt.Errorf("keep a copy of the days off of %s: %w", p.URL, err)
	}
	return true, nil
}

// sameDays says whether two copies differ in stamps alone, which many servers set anew for each reader.
func sameDays(a, b string) bool { return withoutStamps(a) == withoutStamps(b) }

func withoutStamps(calendar string) string {
	var kept []string
	for line := range strings.Lines(calendar) {
		if !strings.HasPrefix(line, "DTSTAMP") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}
