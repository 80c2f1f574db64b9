package app

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestDaysOffOfAnAddress: they are read and kept beside the database; what is there later replaces them, and what cannot be
// read, or is no calendar of whole days, leaves the last good copy in force.
func TestDaysOffOfAnAddress(t *testing.T) {
	t.Parallel()
	page := func(day string) string {
		return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\n" +
			"DTSTART;VALUE=DATE:" + day + "\r\nSUMMARY:Founders\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	}
	var body atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if body.Load() == "" {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "text/calendar")
		_, _ = w.Write([]byte(body.Load().(string)))
	}))
	defer server.Close()
	example, err := os.ReadFile("../../../config.toml.example")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "config.toml")
	text := strings.Replace(string(example), `defaults = { `, `defaults = { holidays = ["`+server.URL+`/days.ics"], `, 1)
	text += "\n[database]\npath = \"state/handoffd.db\"\n"
	if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.Mkdir(filepath.Join(filepath.Dir(path), "state"),
		0o700)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, body, off string
		failed          bool
		warnings        int
	}{
		{"never read, and not there", "", "", true, 1},
		{"read", page("20261130"), "2026-11-30", false, 0},
		{"not there any more", "", "2026-11-30", true, 0},
		{"a page", "<html><body>log in</body></html>", "2026-11-30", true, 0},
		{"no whole day", strings.Replace(page("20261130"), ";VALUE=DATE:20261130", ":20261130T100000Z", 1), "2026-11-30",
			true, 0},
		{"another day", page("20261201"), "2026-12-01", false, 0},
		{"its copy is spoilt, and it is not there", "", "", true, 1},
	} {
		if strings.HasPrefix(c.name, "its copy") {
			kept, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "state", "holidays-*.ics"))
			if len(kept) != 1 || os.WriteFile(kept[0], []byte("BEGIN:VCAL"), 0o600) != nil {
				t.Fatalf("kept beside the database: %v", kept)
			}
		}
		body.Store(c.body)
		conf, failed, err := LoadWithDays(t.Context(), path)
		if err != nil || (failed != nil) != c.failed || len(conf.Warnings) != c.warnings {
			t.Fatalf("%s: failed %v, warnings %v, error %v", c.name, failed, conf, err)
		}
		for _, day := range []string{"2026-11-30", "2026-12-01"} {
			start, err := time.ParseInLocation(time.DateOnly, day, conf.Domain.Person("quinn").Location())
			if err != nil {
				t.Fatal(err)
			}
			worked := conf.Domain.Clock("quinn").Between(start, start.AddDate(0, 0, 1)) > 0
			if worked == (day == c.off) {
				t.Errorf("%s: on %s they work: %t", c.name, day, worked)
			}
		}
	}
}
