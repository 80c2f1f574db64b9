package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff/store"
)

const untidyFeed = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//acme//test//EN
BEGIN:VEVENT
UID:a1
DTSTAMP:20261101T000000Z
DTSTART:20261125T090000Z
DTEND:20261125T110000Z
SUMMARY:Canceled: Heron
END:VEVENT
END:VCALENDAR
`

func TestHygieneCommand(t *testing.T) {
	feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/calendar")
		_, _ = w.Write([]byte(strings.ReplaceAll(untidyFeed, "\n", "\r\n")))
	}))
	defer feed.Close()
	t.Setenv("RITA_FEED", feed.URL+"/rita.ics")
	dir := t.TempDir()
	text := strings.Replace(readText(t, exampleConfig), `link = "https://meet.acme.example/rita"`,
		`calendars = [{ kind = "feed", url_env = "RITA_FEED", private = true }]`, 1)
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), filepath.Join(dir, "handoffd.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	for _, tc := range []struct {
		args []string
		code int
		want string
		not  string
	}{
		{[]string{"hygiene", "--rep", "Rita"}, exitDone, "1. Canceled: Heron\n     Wed 25 Nov, 10:00–12:00 (2\u00a0h)\n", "By rep"},
		{[]string{"hygiene"}, exitDone, "Rita Vance: 2\u00a0h", "Heron"},
		{[]string{"hygiene", "--rep", "Raul"}, exitFailed, "no source shows what is in the calendar", "Heron"},
		{[]string{"report", "--kind", "hygiene"}, exitDone, "Rita Vance: 2\u00a0h", "Heron"},
		{[]string{"report", "--kind", "hygiene", "--person", "Raul"}, exitDone, "No calendar shows what is in it", "Heron"},
		{[]string{"report", "--kind", "hygiene", "--person", "Raul", "--format", "html"}, exitDone, "No calendar shows", "Heron"},
		{[]string{"report", "--kind", "hygiene", "--format", "csv"}, exitDone,
			"person,seen,cause,entries,minutes\nrita,yes,cancelled,1,120\nraul,no,,0,0\n", "Heron"},
		{[]string{"report", "--kind", "hygiene", "--person", "Rita", "--format", "json"}, exitDone,
			`{"person":"rita","seen":"yes","cause":"cancelled","entries":1,"minutes":120}`, "Heron"},
	} {
		var out bytes.Buffer
		now := func() time.Time { return time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC) }
		code := run(t.Context(), append(tc.args, "--config", path),
			streams{in: strings.NewReader(""), out: &out, err: &out, now: now})
		if got := out.String(); code != tc.code || !strings.Contains(got, tc.want) || strings.Contains(got, tc.not) {
			t.Errorf("%v: exit %d\n%s", tc.args, code, got)
		}
	}
}
