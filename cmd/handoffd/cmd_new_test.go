package main

import (
	"bytes"
	"encoding/base64"
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

// TestNewReadsBriefs: a brief with nothing in it is refused, and makes no lead; a mail that was saved is its body.
func TestNewReadsBriefs(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte(readText(t, exampleConfig)), 0o600); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), filepath.Join(dir, "handoffd.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	const words = "Contact: Pat Kim <pat@globex.example>\r\nCompany: Globex\r\nWhen: Wed 25 Nov 2026, 15:30\r\n"
	const head = "From: Quinn <quinn@acme.example>\r\nSubject: lead\r\nDate: Mon, 23 Nov 2026 09:46:00 +0000\r\n" +
		"Message-ID: <1@acme.example>\r\n"
	encoded := base64.StdEncoding.EncodeToString([]byte(words))
	for _, c := range []struct {
		name, in, want string
		code           int
	}{
		{"empty", "", "the brief is empty", exitUsage},
		{"blank", " \n\t\n", "the brief is empty", exitUsage},
		{"mail without words", head + "\r\n\r\n", "the brief is empty", exitUsage},
		{"words", words, "missing: ", exitDone},
		{"mail", head + "\r\n" + words, "missing: ", exitDone},
		{"mail, encoded", head + "MIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
			encoded, "missing: ", exitDone},
	} {
		var out bytes.Buffer
		s := streams{in: strings.NewReader(c.in), out: &out, err: &out,
			now: func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) }}
		code := run(t.Context(), []string{"new", "--config", path, "--qualifier", "quinn"}, s)
		if code != c.code || !strings.Contains(out.String(), c.want) || strings.Contains(out.String(), "  ? ") {
			t.Errorf("%s: exit %d\n%s", c.name, code, &out)
		}
		if said := out.String(); c.code == exitDone && strings.Contains(said, "missing: Contact") ||
			strings.Contains(said, "missing: When") {
			t.Errorf("%s: not read:\n%s", c.name, said)
		}
	}
}
