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

// TestNewReadsCalendars: who is busy then is not offered a brief from the command line, no more than one that came by
// mail.
func TestNewReadsCalendars(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) }
	for _, c := range []struct{ name, busy, want string }{
		{"free", "20261126T", `"rep":"rita"`},
		{"busy", "20261125T", `"rep":"raul"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := strings.NewReplacer("20261125T09", c.busy+"14", "20261125T11", c.busy+"16", "Canceled: ", "", "\n",
				"\r\n").Replace(untidyFeed)
			feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/calendar")
				_, _ = w.Write([]byte(page))
			}))
			defer feed.Close()
			t.Setenv("RITA_FEED", feed.URL+"/rita.ics")
			path := filepath.Join(t.TempDir(), "config.toml")
			text := strings.Replace(readText(t, exampleConfig), `link = "https://meet.acme.example/rita"`,
				`calendars = [{ kind = "feed", url_env = "RITA_FEED", private = true }]`, 1)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			s := streams{in: strings.NewReader("Contact: Pat Kim <pat@globex.example>\nCompany: Globex\nNeed: quotes\nPain: " +
				"two lost deals\nTimeframe: Q1\n" +
				"When: Wed 25 Nov 2026, 15:30 Europe/Berlin\nPlace: https://meet.acme.example/pat\n"), out: &out, err: &out,
				now: now}
			if code := run(t.Context(), []string{"new", "--config", path, "--qualifier", "quinn"}, s); code != exitFailed ||
				!strings.Contains(out.String(), "no database") {
				t.Fatalf("without a database: exit %d\n%s", code, &out)
			}
			st, err := store.Open(t.Context(), filepath.Join(filepath.Dir(path), "handoffd.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer st.Close()
			if code := run(t.Context(), []string{"new", "--config", path, "--qualifier", "quinn"}, s); code != exitDone {
				t.Fatalf("exit %d\n%s", code, &out)
			}
			said := out.String()
			if code := run(t.Context(), []string{"list", "--json", "--config", path}, s); code != exitDone ||
				!strings.Contains(out.String(), c.want) {
				t.Errorf("not %s: exit %d\n%s\n%s", c.want, code, said, &out)
			}
		})
	}
}
