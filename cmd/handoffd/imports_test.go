package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport is the direction of imports: cmd → check, demo → app → config, engine → render → report → handoff →
// calendar; engine → store → handoff. Only app takes the adapters to calendars and mail servers into its hands. mail
// and calendar know neither handoff nor each other.
var mayImport = map[string][]string{
	"handoffd/calendar":                   {},
	"handoffd/calendar/caldav":            {"handoffd/calendar", "handoffd/calendar/ics"},
	"handoffd/calendar/calendartest":      {"handoffd/calendar"},
	"handoffd/calendar/feed":              {"handoffd/calendar", "handoffd/calendar/ics"},
	"handoffd/calendar/google":            {"handoffd/calendar"},
	"handoffd/calendar/google/googletest": {"handoffd/calendar", "handoffd/calendar/calendartest"},
	"handoffd/calendar/graph":             {"handoffd/calendar"},
	"handoffd/calendar/graph/graphtest":   {"handoffd/calendar"},
	"handoffd/calendar/ics":               {"handoffd/calendar"},
	"handoffd/handoff/bundle":             {"handoffd/handoff/text"},
	"handoffd/handoff":                    {"handoffd/calendar", "handoffd/handoff/dates", "handoffd/handoff/text"},
	"handoffd/handoff/dates":              {},
	"handoffd/handoff/desk": {
		"handoffd/calendar", "handoffd/handoff", "handoffd/handoff/intake", "handoffd/handoff/keep",
		"handoffd/handoff/practice", "handoffd/handoff/replay", "handoffd/handoff/store", "handoffd/handoff/text",
	},
	"handoffd/handoff/engine": {
		"handoffd/calendar", "handoffd/calendar/ics", "handoffd/handoff", "handoffd/handoff/burst", "handoffd/handoff/desk",
		"handoffd/handoff/intake", "handoffd/handoff/keep", "handoffd/handoff/outbox", "handoffd/handoff/report",
		"handoffd/handoff/store", "handoffd/handoff/text", "handoffd/handoff/weekly", "handoffd/mail",
	},
	"handoffd/handoff/vitals": {
		"handoffd/calendar", "handoffd/handoff", "handoffd/handoff/desk", "handoffd/handoff/store",
	},
	"handoffd/handoff/weekly": {
		"handoffd/calendar", "handoffd/handoff", "handoffd/handoff/desk", "handoffd/handoff/intake",
		"handoffd/handoff/practice", "handoffd/handoff/report", "handoffd/handoff/store", "handoffd/templates",
	},
	"handoffd/handoff/practice": {"handoffd/handoff"},
	"handoffd/handoff/intake": {
		"handoffd/calendar", "handoffd/calendar/ics", "handoffd/handoff", "handoffd/handoff/dates",
		"handoffd/handoff/practice", "handoffd/handoff/reading", "handoffd/handoff/text", "handoffd/mail",
	},
	"handoffd/handoff/keep":  {"handoffd/handoff", "handoffd/handoff/store", "handoffd/handoff/text"},
	"handoffd/handoff/burst": {},
	"handoffd/handoff/outbox": {
		"handoffd/calendar", "handoffd/handoff", "handoffd/handoff/burst", "handoffd/handoff/desk", "handoffd/handoff/render",
		"handoffd/handoff/store", "handoffd/handoff/text", "handoffd/mail",
	},
	"handoffd/handoff/reading":      {"handoffd/handoff", "handoffd/handoff/dates", "handoffd/handoff/text"},
	"handoffd/handoff/render/chart": {"handoffd/handoff"},
	"handoffd/handoff/render": {
		"handoffd/calendar", "handoffd/calendar/ics", "handoffd/handoff", "handoffd/handoff/render/chart",
		"handoffd/handoff/report",
		"handoffd/handoff/text", "handoffd/handoff/view", "handoffd/mail", "handoffd/templates",
	},
	"handoffd/handoff/replay": {"handoffd/calendar", "handoffd/handoff"},
	"handoffd/handoff/report": {
		"handoffd/calendar", "handoffd/handoff", "handoffd/handoff/text", "handoffd/templates",
	},
	"handoffd/handoff/sample": {
		"handoffd/calendar", "handoffd/handoff", "handoffd/handoff/practice", "handoffd/handoff/report", "handoffd/mail",
	},
	"handoffd/handoff/store":           {"handoffd/calendar", "handoffd/handoff"},
	"handoffd/handoff/store/storetest": {},
	"handoffd/handoff/text":            {},
	"handoffd/handoff/web": {
		"handoffd/calendar", "handoffd/handoff", "handoffd/handoff/desk", "handoffd/handoff/replay",
		"handoffd/handoff/report",
		"handoffd/handoff/store", "handoffd/handoff/text", "handoffd/handoff/view", "handoffd/mail", "handoffd/templates",
	},
	"handoffd/handoff/view":           {"handoffd/handoff", "handoffd/handoff/text", "handoffd/templates"},
	"handoffd/mail":                   {},
	"handoffd/mail/imap":              {"handoffd/mail/oauth"},
	"handoffd/mail/mailtest/realtest": {"handoffd/mail/mailtest"},
	"handoffd/mail/mailtest":          {},
	"handoffd/mail/oauth":             {},
	"handoffd/mail/oauth/oauthtest":   {"handoffd/mail/oauth"},
	"handoffd/mail/smtp":              {"handoffd/mail/oauth"},
	"handoffd/templates":              {"handoffd/handoff/text"},
	"handoffd/cmd/handoffd/app": {
		"handoffd/calendar", "handoffd/calendar/caldav", "handoffd/calendar/feed", "handoffd/calendar/google",
		"handoffd/calendar/graph", "handoffd/cmd/handoffd/app/adapter", "handoffd/cmd/handoffd/app/metrics",
		"handoffd/cmd/handoffd/config", "handoffd/cmd/handoffd/help",
		"handoffd/handoff", "handoffd/handoff/desk", "handoffd/handoff/engine", "handoffd/handoff/outbox",
		"handoffd/handoff/render", "handoffd/handoff/replay",
		"handoffd/handoff/store", "handoffd/handoff/text", "handoffd/handoff/view", "handoffd/handoff/vitals",
		"handoffd/handoff/web", "handoffd/mail/imap", "handoffd/mail/oauth", "handoffd/mail/smtp",
		"handoffd/templates",
	},
	"handoffd/cmd/handoffd/app/adapter": {
		"handoffd/calendar", "handoffd/handoff/intake", "handoffd/handoff/outbox", "handoffd/mail/imap", "handoffd/mail/smtp",
	},
	"handoffd/cmd/handoffd/app/metrics": {
		"handoffd/handoff", "handoffd/handoff/store", "handoffd/handoff/vitals",
	},
	"handoffd/cmd/handoffd/check": {
		"handoffd/calendar", "handoffd/calendar/ics", "handoffd/cmd/handoffd/app",
		"handoffd/cmd/handoffd/config", "handoffd/handoff", "handoffd/handoff/practice", "handoffd/handoff/store",
		"handoffd/handoff/text", "handoffd/handoff/view", "handoffd/mail", "handoffd/mail/imap", "handoffd/mail/oauth",
		"handoffd/mail/smtp", "handoffd/templates",
	},
	"handoffd/cmd/handoffd/config": {
		"handoffd/calendar/ics", "handoffd/handoff", "handoffd/handoff/outbox", "handoffd/handoff/text", "handoffd/mail",
		"handoffd/mail/oauth",
	},
	"handoffd/cmd/handoffd/demo": {
		"handoffd/calendar", "handoffd/calendar/ics", "handoffd/cmd/handoffd/app",
		"handoffd/cmd/handoffd/config", "handoffd/handoff", "handoffd/handoff/engine", "handoffd/handoff/store",
		"handoffd/handoff/text",
		"handoffd/handoff/view", "handoffd/handoff/web", "handoffd/mail", "handoffd/mail/imap", "handoffd/mail/mailtest",
		"handoffd/mail/smtp", "handoffd/templates",
	},
	"handoffd/cmd/handoffd/preview": {
		"handoffd/handoff", "handoffd/handoff/render", "handoffd/handoff/report", "handoffd/handoff/sample",
		"handoffd/templates",
	},
	"handoffd/cmd/handoffd/hosttest": {
		"handoffd/cmd/handoffd/app", "handoffd/cmd/handoffd/config", "handoffd/handoff/engine",
		"handoffd/handoff/intake", "handoffd/mail", "handoffd/mail/imap", "handoffd/mail/mailtest",
		"handoffd/mail/mailtest/realtest", "handoffd/mail/oauth", "handoffd/mail/oauth/oauthtest",
		"handoffd/mail/smtp",
	},
	"handoffd/cmd/handoffd/help": {"handoffd/handoff/text"},
	"handoffd/cmd/handoffd": {"handoffd/calendar", "handoffd/cmd/handoffd/help", "handoffd/calendar/ics", "handoffd/cmd/handoffd/app",
		"handoffd/cmd/handoffd/check", "handoffd/cmd/handoffd/config", "handoffd/cmd/handoffd/demo",
		"handoffd/cmd/handoffd/preview",
		"handoffd/handoff", "handoffd/handoff/bundle", "handoffd/handoff/dates", "handoffd/handoff/intake",
		"handoffd/handoff/keep",
		"handoffd/handoff/reading", "handoffd/handoff/render/chart", "handoffd/handoff/replay",
		"handoffd/handoff/report",
		"handoffd/handoff/store", "handoffd/handoff/text", "handoffd/handoff/view", "handoffd/handoff/weekly",
		"handoffd/mail", "handoffd/mail/oauth",
		"handoffd/templates"},
}

// pure packages take nothing but the standard library beside what is above.
var pure = []string{"handoffd/calendar", "handoffd/handoff", "handoffd/handoff/text", "handoffd/handoff/dates",
	"handoffd/handoff/reading"}

// forbidden to pure packages: they do no IO and know no clock or chance.
var forbidden = []string{"os", "net", "net/http", "database/sql", "math/rand", "math/rand/v2", "crypto/rand", "log",
	"log/slog", "io/fs", "os/exec"}

func TestImportDirection(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "handoffd/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		allowed, known := mayImport[p.ImportPath]
		if !known {
			t.Errorf("%s has no place in the plan: give it one in mayImport", p.ImportPath)
		}
		for _, i := range p.Imports {
			own := strings.HasPrefix(i, "handoffd/")
			if own && allowed != nil && !slices.Contains(allowed, i) {
				t.Errorf("%s must not import %s", p.ImportPath, i)
			}
			if !slices.Contains(pure, p.ImportPath) {
				continue
			}
			if slices.Contains(forbidden, i) || !own && strings.Contains(strings.SplitN(i, "/", 2)[0], ".") {
				t.Errorf("%s is pure and must not import %s", p.ImportPath, i)
			}
		}
	}
}

// TestOnlyAppBuildsAnEngine: what serves, decides once, checks and demonstrates is put together in one place.
func TestOnlyAppBuildsAnEngine(t *testing.T) {
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil && strings.Contains(string(text), "engine.New(") && filepath.Dir(path) != "../../cmd/handoffd/app" {
			t.Errorf("%s builds an engine; app.Open does that", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
