package config

import (
	"bytes"
	"errors"
	"image/color"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
	"handoffd/mail"
)

func readFile(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const (
	exampleFile = "../../../config.toml.example"
	tablesFile  = "testdata/tables.toml"
)

func TestExampleConfigFirstTwentyLines(t *testing.T) {
	t.Parallel()
	lines := strings.SplitAfterN(readFile(t, exampleFile), "\n", 21)
	c, err := Parse("config.toml", []byte(strings.Join(lines[:20], "")))
	if err != nil {
		t.Fatal(err)
	}
	team := c.Domain.Teams[0]
	got := []any{c.Domain.Address, c.Domain.Admin, c.Domain.Trial, team.Reps, team.Policy, team.Duration, c.IMAP.TLS,
		c.Database}
	want := []any{"handoff@acme.example", handoff.PersonID("mona"), []string{"*@acme.example"},
		[]handoff.PersonID{"rita", "raul"},
		handoff.DefaultPolicy(), 30 * time.Minute, "tls", "handoffd.db"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("first 20 lines (-want +got):\n%s", diff)
	}
}

// optionLine is a commented option: the # stands right before it. Prose has a blank in between.
var optionLine = regexp.MustCompile(`(?m)^#([a-z\[])`)

func TestExampleConfigWithEveryOption(t *testing.T) {
	t.Parallel()
	text := readFile(t, exampleFile)
	file := filepath.Join(t.TempDir(), "config.toml") // the files that it names stand beside it
	logo := encoded(t, drawn(240, 80, color.White, color.Black), false)
	if err := os.WriteFile(filepath.Join(filepath.Dir(file), "logo.png"), logo, 0o600); err != nil {
		t.Fatal(err)
	}
	plain, err := Parse(file, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse(file, []byte(optionLine.ReplaceAllString(text, "$1")))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Domain.Teams) != 2 {
		t.Errorf("got %d teams, want the optional one too", len(c.Domain.Teams))
	}
	for i, team := range c.Domain.Teams { // what the comments call the default is the default
		if diff := cmp.Diff(handoff.DefaultPolicy(), team.Policy); diff != "" {
			t.Errorf("policy of team %d (-default +example):\n%s", i, diff)
		}
	}
	first, of := c.Domain.Teams[0], plain.Domain.Teams[0]
	if first.Cap != of.Cap || first.CapDay != of.CapDay || first.CapWeek != of.CapWeek || first.Duration != of.Duration ||
		c.Database != plain.Database || c.Agendas[c.Domain.Address] != plain.Agendas[plain.Domain.Address] ||
		c.LogLevel != plain.LogLevel {
		t.Error("an option is shown with another value than its default")
	}
	if len(first.Fields) != 2 || len(first.Criteria) != 1 || first.Advocates[0] != "mona" {
		t.Errorf("options of the first team are not in effect: %+v", first)
	}
}

// TestExampleConfigNamesEveryKey keeps the example complete.
func TestExampleConfigNamesEveryKey(t *testing.T) {
	t.Parallel()
	text := readFile(t, exampleFile)
	var look func(reflect.Type)
	look = func(table reflect.Type) {
		for key, child := range keysOf(table) {
			if !regexp.MustCompile(`\b` + key + `\b`).MatchString(text) {
				t.Errorf("config.toml.example does not mention %q", key)
			}
			if isTables(child) {
				child = child.Elem()
			}
			if child.Kind() == reflect.Struct {
				look(child)
			}
		}
	}
	look(reflect.TypeFor[configFile]())
}

func TestLoad(t *testing.T) {
	t.Parallel()
	c, err := Load(tablesFile)
	if err != nil {
		t.Fatal(err)
	}
	berlin := handoff.OfficeHours(9, 17)
	night := handoff.Hours{Days: [7][]handoff.Minutes{
		time.Monday: {{From: 1320, To: 1440}}, time.Tuesday: {{To: 360}, {From: 1320, To: 1440}},
		time.Wednesday: {{To: 360}, {From: 1320, To: 1440}},
		time.Thursday:  {{To: 360}, {From: 1320, To: 1440}}, time.Friday: {{To: 360}, {From: 1320, To: 1440}},
		time.Saturday: {{To: 360}},
	}}
	policy := handoff.DefaultPolicy()
	policy.Window = 4 * time.Hour
	want := &Config{
		Path: tablesFile, KeyFile: "testdata/handoffd.db.key", Database: "testdata/handoffd.db",
		AuthservID: "mx.acme.example", Addressing: "plus", LearnIDs: "off", Logins: map[string][]string{
			"rita@acme.example":    {"rita@acme.example", "r.vance@acme.example"},
			"r.vance@acme.example": {"rita@acme.example", "r.vance@acme.example"},
		}, InFlight: 16, Agendas: map[string]Agenda{"handoff@acme.example": {Provider: "imip"}},
		Diaries: map[handoff.PersonID][]DiarySource{}, LogLevel: slog.LevelInfo,
		IMAP: Inbox{Account{Addr: "127.0.0.1:143", TLS: "none", Username: "handoff",
			Password: Password{Env: "HANDOFFD_PASSWORD"}}, []string{"INBOX"}},
		SMTP: Account{Addr: "smtp.acme.example:587", TLS: "starttls"},
		Domain: &handoff.Config{
			Address: "handoff@acme.example", Name: "Acme", Admin: "mona", Trial: []string{"*@acme.example"},
			People: map[handoff.PersonID]handoff.Person{
				"quinn": {ID: "quinn", Name: "Quinn Ames", Emails: []string{"quinn@acme.example"}, Zone: "Europe/Berlin",
					Hours: berlin},
				"rita": {ID: "rita", Name: "Rita Vance", Emails: []string{"rita@acme.example", "r.vance@acme.example"},
					Zone: "Europe/Berlin", Hours: berlin},
				"mona": {ID: "mona", Name: "Mona Lind", Emails: []string{"mona@acme.example"}, Zone: "Europe/Berlin",
					Hours: night},
			},
			CalendarMail: true, NameAfter: 4, WeeklyFigures: true, Week: handoff.Week{Zone: "Europe/Berlin"},
			Held: handoff.DefaultHeld, Teams: []handoff.Team{{
				Name: "emea", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"rita"},
				Managers: []handoff.PersonID{"mona"},
				Policy:   policy, Duration: 30 * time.Minute, Cap: 5, CapDay: 3,
				Fields: []handoff.Field{{Name: "need", Label: "Need"}}, Criteria: []handoff.Criterion{{Name: "budget",
					Label: "Budget"}},
			}},
		},
	}
	want.Domain.Hash, want.Domain.TOML = c.Domain.Hash, c.Domain.TOML
	want.Mailboxes = []Mailbox{{Name: "handoff@acme.example", Address: "handoff@acme.example", Source: "handoff",
		IMAP: want.IMAP, SMTP: want.SMTP}}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("config (-want +got):\n%s", diff)
	}
	if got := c.Trust(); !reflect.DeepEqual(got, mail.Trust{AuthservID: "mx.acme.example", Logins: c.Logins}) {
		t.Errorf("trust is %+v", got)
	}
}

func TestConfigHashIsThatOfTheRules(t *testing.T) {
	t.Parallel()
	text := readFile(t, tablesFile)
	hash := func(old, new string) string {
		t.Helper()
		if !strings.Contains(text, old) {
			t.Fatalf("nothing to replace: %q", old)
		}
		c, err := Parse("other.toml", []byte(strings.Replace(text, old, new, 1)))
		if err != nil {
			t.Fatal(err)
		}
		return c.Domain.Hash
	}
	same := hash("", "")
	if !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(same) {
		t.Errorf("hash is %q", same)
	}
	if hash("smtp.acme.example:587", "relay.acme.example:587") != same {
		t.Error("the wiring is no part of the rules, but changed the hash")
	}
	if hash(`window = "4h"`, `window = "5h"`) == same {
		t.Error("another window has the same hash")
	}
}

func TestLoadMissingFile(t *testing.T) {
	t.Parallel()
	_, err := Load(filepath.Join(t.TempDir(), "none.toml"))
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestPasswordRead(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) Password {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return Password{File: path}
	}
	t.Setenv("HANDOFFD_TEST_PASSWORD", "from env")
	tests := []struct {
		name     string
		password Password
		want     string // empty: an error
	}{
		{"file", write("one", "pass word \r\n"), "pass word "},
		{"environment", Password{Env: "HANDOFFD_TEST_PASSWORD"}, "from env"},
		{"empty file", write("empty", "\n"), ""},
		{"huge file", write("huge", strings.Repeat("x", maxPassword+1)), ""},
		{"no file", Password{File: filepath.Join(dir, "none")}, ""},
		{"no variable", Password{Env: "HANDOFFD_TEST_NOT_SET"}, ""},
	}
	for _, test := range tests {
		got, err := test.password.Read()
		if got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%s: got %q, %v", test.name, got, err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, path := range []string{exampleFile, tablesFile, mailboxesFile} {
		text := readFile(f, path)
		f.Add([]byte(text))
		f.Add([]byte(optionLine.ReplaceAllString(text, "$1")))
	}
	for _, b := range badConfigs {
		f.Add([]byte(b.text(f)))
	}
	f.Add([]byte("team = [{policy = {steps = [1, \"2\"]}}]\n[person.x]\n[[team.policy]]\na.b.c = 1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("f.toml", data)
		if err == nil {
			if c.Domain.Address == "" || len(c.Domain.Teams) == 0 || len(c.Domain.Teams[0].Managers) == 0 {
				t.Errorf("accepted an incomplete config: %+v", c.Domain)
			}
			return
		}
		var all Errors
		if !errors.As(err, &all) {
			t.Fatalf("not positions but %v", err)
		}
		rows := bytes.Count(data, []byte("\n")) + 1
		for _, e := range all {
			if e.Row < 1 || e.Row > rows || e.Column < 1 || e.Column > len(data)+1 || strings.ContainsAny(e.Problem, "\n\r") {
				t.Errorf("fault %q does not fit a file of %d rows", e, rows)
			}
		}
	})
}

// TestConferenceIsOfTheAddress: the domain knows which handoff address has a calendar that makes links; a further one
// that says nothing has the calendar of the first.
func TestConferenceIsOfTheAddress(t *testing.T) {
	t.Parallel()
	text := readFile(t, mailboxesFile)
	for _, c := range []struct {
		calendar string
		want     []bool
	}{
		{"", []bool{false, false, false}},
		{"[calendar]\nprovider = \"google\"\nconference = true\n", []bool{true, true, true}},
		{"[calendar]\nprovider = \"graph\"\n", []bool{false, false, false}},
	} {
		conf, err := Parse(mailboxesFile, []byte(text+"\n"+c.calendar))
		if err != nil {
			t.Fatal(err)
		}
		got := []bool{conf.Domain.Conference}
		for _, b := range conf.Domain.Others {
			got = append(got, b.Conference)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.calendar, diff)
		}
	}
}
