package config

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"handoffd/handoff"
)

// DaysPage is an address that holds days off, and the file among those which handoffd makes that holds the last good
// copy of them: the folder of the config may be closed to a service.
type DaysPage struct {
	URL    string
	File   string
	Unread *Error // there is no copy yet, as Config.Warnings says
	Failed error  // it was tried just now
}

// pageDays are the days off of an address, by the last good copy. That there is none yet, or none any more, is no
// fault: serve and check read it.
func (f *faults) pageDays(at, address string) []handoff.DayOff {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "webcal" &&
		!(u.Scheme == "http" && Loopback(u.Host)) {
		f.errorf(at, "%s is no address of a calendar; write one that begins with https:// or webcal://", Quoted(address))
		return nil
	}
	sum := sha256.Sum256([]byte(address))
	name := "holidays-" + hex.EncodeToString(sum[:4]) + ".ics"
	p := DaysPage{URL: address, File: filepath.Join(f.folder, name)}
	f.pages = append(f.pages, p)
	data, err := os.ReadFile(p.File)
	days, _, bad := wholeDays(data)
	if err != nil || bad != nil {
		where := f.index.value(at)
		f.pages[len(f.pages)-1].Unread = &Error{File: f.file, Row: where.row, Column: where.column,
			Problem: "the days off of " + Quoted(address) + " were not read yet, so there are none; `handoffd check` and " +
				"`handoffd serve` read them"}
		f.warnings = append(f.warnings, f.pages[len(f.pages)-1].Unread)
		return nil
	}
	return days
}

// Refresh keeps what the address holds now, if that can be read and has whole days in it. It says whether it differs
// from what was kept.
func (p DaysPage) Refresh(body []byte) (changed bool, err error) {
	days, unknown, err := wholeDays(body)
	switch {
	case err != nil:
		return false, fmt.Errorf("days off of %s: %w", p.URL, err)
	case unknown != "":
		return false, fmt.Errorf("days off of %s cannot all be read: %s", p.URL, unknown)
	case len(days) == 0:
		return false, fmt.Errorf("%s holds no whole day; days off are all-day entries", p.URL)
	case len(body) > maxConfig:
		return false, fmt.Errorf("%s holds more than 1 MiB", p.URL)
	}
	if old, err := os.ReadFile(p.File); err == nil && sameDays(string(old), string(body)) {
		return false, nil
	}
	if err := replaceFile(p.File, body); err != nil {
		return false, fmt.Errorf("keep a copy of the days off of %s: %w", p.URL, err)
	}
	return true, nil
}

// replaceFile puts what is on the disk for good in the place of what was there.
func replaceFile(name string, data []byte) error {
	part, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(part.Name()) }() // of what did not get its name
	_, err = part.Write(data)
	if err == nil {
		err = part.Sync()
	}
	if err = errors.Join(err, part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), name)
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
