package app

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/oauth"
)

func TestSourceNamesStayAndAccountsAreShared(t *testing.T) {
	c, err := config.Load("../config/testdata/mailboxes.toml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Setenv("HANDOFFD_PASSWORD", "a")
	t.Setenv("HANDOFFD_US_PASSWORD", "b")
	c.Database, c.Mailboxes[2].IMAP.Password = filepath.Join(dir, "handoffd.db"),
		config.Password{Env: "HANDOFFD_US_PASSWORD"}
	s, err := Open(t.Context(), c, Serving, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var names []string
	for _, source := range s.Engine.Sources {
		names = append(names, source.Address+" "+source.Name)
	}
	want := []string{"handoff@acme.example handoff/INBOX", "handoff-us@acme.example handoff-us@acme.example/INBOX",
		"handoff-us@acme.example handoff-us@acme.example/Junk", "handoff@apac.example handoff@apac.example/INBOX"}
	if !slices.Equal(names, want) {
		t.Errorf("sources %q, want %q", names, want)
	}
	e := s.Engine
	if len(s.senders) != 2 || len(e.MailOf) != 3 || e.MailOf["handoff@apac.example"] != e.Mail ||
		e.MailOf["handoff-us@acme.example"] == e.Mail {
		t.Errorf("%d senders for %d addresses", len(s.senders), len(e.MailOf))
	}
	if e.Rate != c.Rate || c.Rate.Daily != 900 {
		t.Errorf("rate %+v", e.Rate)
	}
}

// TestCheckBeforeTheFirstStart: there is no database yet, and none is made.
func TestCheckBeforeTheFirstStart(t *testing.T) {
	c, err := config.Load("../config/testdata/mailboxes.toml")
	if err != nil {
		t.Fatal(err)
	}
	c.Database = filepath.Join(t.TempDir(), "handoffd.db")
	a, err := Open(t.Context(), c, Checking, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if _, err := os.Stat(c.Database); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the database: %v", err)
	}
}

func TestAPasswordIsMissedByTheNameOfItsMailbox(t *testing.T) {
	c, err := config.Load("../config/testdata/mailboxes.toml")
	if err != nil {
		t.Fatal(err)
	}
	c.Database = filepath.Join(t.TempDir(), "handoffd.db")
	t.Setenv("HANDOFFD_PASSWORD", "a")
	t.Setenv("HANDOFFD_US_PASSWORD", "")
	_, err = Open(t.Context(), c, Serving, Options{})
	if err == nil || !strings.HasPrefix(err.Error(),
		`[[mailbox]] us: imap: read password: the environment variable HANDOFFD_US_PASSWORD is not set`) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(c.Database); !os.IsNotExist(err) {
		t.Errorf("a database was made: %v", err)
	}
}

// calendarsFile is a config with the calendars of its only rep and with that of its handoff address.
const calendarsFile = `
admin       = "mara"
authserv_id = "mx.acme.example"
address     = { email = "handoff@acme.example", name = "Acme Handoff" }
imap        = { addr = "imap.acme.example:993", username = "handoff@acme.example", password_env = "HANDOFFD_DAY" }
smtp        = { addr = "smtp.acme.example:465", username = "handoff@acme.example", password_env = "HANDOFFD_DAY" }
defaults    = { zone = "Europe/Berlin", hours = "Mon-Fri 09:00-17:00" }
person      = [
  { id = "quinn", name = "Quinn Ames", email = "quinn@acme.example" },
  { id = "rita", name = "Rita Vance", email = "rita@acme.example", calendars = [%s] },
  { id = "mara", name = "Mara Lindt", email = "mara@acme.example" },
]
team        = [{ name = "sales", qualifiers = ["quinn"], reps = ["rita"], managers = ["mara"] }]
calendar    = { %s }
`

// loadText reads a text as the config file of that name.
func loadText(t *testing.T, file, text string) *config.Config {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCalendarsTakeARestart: another calendar, of the handoff address or of a rep, is not opened below a running
// service.
func TestCalendarsTakeARestart(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "config.toml")
	load := func(agenda, own string) *config.Config {
		return loadText(t, file, fmt.Sprintf(calendarsFile, own, agenda))
	}
	const at = `provider = "caldav", url = "https://dav.acme.example/"`
	const own = `{ kind = "caldav", url = "https://dav.acme.example/rita/" }`
	for _, c := range []struct {
		name        string
		agenda, own string
		same        bool
	}{
		{"nothing", at, own, true},
		{"the provider", `provider = "google"`, own, false},
		{"the address", at + `, name = "other"`, own, false},
		{"a rep's own", at, `{ kind = "caldav", url = "https://dav.acme.example/rita/2/" }`, false},
		{"blocks", at, strings.Replace(own, " }", ", blocks = true }", 1), false},
	} {
		if got := sameWiring(load(at, own), load(c.agenda, c.own)); got != c.same {
			t.Errorf("%s changed: taken for the same is %v", c.name, got)
		}
	}
}

// TestMaxInFlightReachesTheOutbox: what the config says is what is claimed at a time.
func TestMaxInFlightReachesTheOutbox(t *testing.T) {
	text, err := os.ReadFile("../config/testdata/tables.toml")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HANDOFFD_PASSWORD", "x")
	c := loadText(t, filepath.Join(t.TempDir(), "config.toml"), strings.Replace(string(text), "tls = \"starttls\"",
		"tls = \"starttls\"\nmax_in_flight = 1", 1))
	s, err := Open(t.Context(), c, Serving, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.Engine.InFlight != 1 {
		t.Errorf("%d mails in hand at a time", s.Engine.InFlight)
	}
}

// TestFlow36AlertsAreLogged: the service shows what its mail server wants people to see, once.
func TestFlow36AlertsAreLogged(t *testing.T) {
	t.Parallel()
	server := mailtest.Healthy.But("LOGIN", "* OK [ALERT] Maintenance on Sunday\r\nTAG OK done\r\n")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() { _ = server.Serve(l) }()
	var log bytes.Buffer
	told := alerts(slog.New(slog.NewTextHandler(&log, nil)))
	for range 3 {
		box := imap.Open(imap.Config{Addr: l.Addr().String(), TLS: "none", Username: "handoff", Password: "pw",
			Timeout: time.Second, Alert: told})
		if _, err := box.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		_ = box.Close()
	}
	if strings.Count(log.String(), "Maintenance on Sunday") != 1 {
		t.Errorf("the log:\n%s", &log)
	}
}

// TestOnlySomeRolesMakeADatabase: what looks, checks or decides beside a service leaves nothing behind where there is
// no database.
func TestOnlySomeRolesMakeADatabase(t *testing.T) {
	t.Setenv("HANDOFFD_DAY", "x")
	for _, test := range []struct {
		name    string
		role    Role
		calling string
		refused bool
		makes   bool
	}{
		{"checking", Checking, `provider = "imip"`, false, false},
		{"checking what uses consent", Checking, `provider = "google"`, false, false},
		{"offline", Offline, `provider = "google"`, true, false},
		{"deciding", Deciding, `provider = "google"`, true, false},
		{"sealing", Sealing, `provider = "google"`, false, true},
		{"serving", Serving, `provider = "imip"`, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := loadText(t, filepath.Join(t.TempDir(), "config.toml"), fmt.Sprintf(calendarsFile, "", test.calling))
			a, err := Open(t.Context(), c, test.role, Options{})
			if refused := err != nil; refused != test.refused || refused && !strings.Contains(err.Error(),
				"handoffd serve --config "+c.Path) {
				t.Fatalf("got %v", err)
			}
			if err == nil {
				defer a.Close()
			}
			if _, err := os.Stat(c.Database); (err == nil) != test.makes {
				t.Errorf("the database: %v", err)
			}
			if test.role != Checking || !c.UsesTokens() {
				return
			}
			cs, err := a.Calendars()
			if err != nil {
				t.Fatal(err)
			}
			if err := cs.Consent("handoff@acme.example"); !errors.Is(err, oauth.ErrNotAuthorized) {
				t.Errorf("consent without a database: %v", err)
			}
		})
	}
}

// TestOneServesADatabase: a second service of a database is refused, one after another is not; who decides beside it is
// not refused.
func TestOneServesADatabase(t *testing.T) {
	t.Setenv("HANDOFFD_DAY", "x")
	c := loadText(t, filepath.Join(t.TempDir(), "config.toml"), fmt.Sprintf(calendarsFile, "", `provider = "imip"`))
	first, err := Open(t.Context(), c, Serving, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), c, Serving, Options{}); err == nil || !strings.Contains(err.Error(),
		"another handoffd serves") {
		t.Errorf("a second service: %v", err)
	}
	beside, err := Open(t.Context(), c, Deciding, Options{})
	if err != nil {
		t.Fatal(err)
	}
	beside.Close()
	first.Close()
	next, err := Open(t.Context(), c, Serving, Options{})
	if err != nil {
		t.Fatal(err)
	}
	next.Close()
}
