package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/engine"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

// demoCmd plays the main job with servers, people and a clock of its own: no account, no config.
type demoCmd struct {
	JSON  bool   `help:"Tell it as JSON lines."`
	Dir   string `help:"Keep config, mails, invites and database in this folder." placeholder:"DIR"`
	Break string `help:"Withhold one answer of a story (a, b, c or d); the demo must then fail." placeholder:"STORY" enum:",a,b,c,d" default:""`
}

// errStory says that a story did not end as told.
var errStory = errors.New("not every story ended as told")

// Run plays the stories one after the other.
func (c *demoCmd) Run(ctx context.Context, out io.Writer) error {
	dir, keep := c.Dir, c.Dir != ""
	if !keep {
		tmp, err := os.MkdirTemp("", "handoffd-demo-")
		if err != nil {
			return fmt.Errorf("make a folder for the demo: %w", err)
		}
		defer func() { _ = os.RemoveAll(tmp) }()
		dir = tmp
	}
	began := time.Now()
	clock := newJumpClock(demoStart())
	server := demoServer(clock)
	defer func() { _ = server.Close() }()
	s, closeStage, err := newStage(ctx, dir, clock, pipeHost(server), stageOptions{out: out, json: c.JSON, keep: keep})
	if err != nil {
		return err
	}
	defer closeStage()
	s.out.intro(clock.Now())
	failed := ""
	for _, st := range stories() {
		ok, err := s.play(ctx, st, c.Break == st.key)
		if err != nil {
			return err
		}
		if !ok {
			failed += " " + st.key
		}
	}
	if failed != "" {
		return fmt.Errorf("%w:%s; the lines marked ✗ say what is missing", errStory, failed)
	}
	s.out.outro(time.Since(began), c.Dir)
	return nil
}

func (t *timeline) intro(at time.Time) {
	if t.json {
		return
	}
	fmt.Fprintf(t.w, "Everything below is real mail through an in-process mail host. The clock starts %s and jumps\n", at.In(t.zone).Format("Monday 2 January 2006 15:04 MST"))
	fmt.Fprintf(t.w, "to the next due time whenever all is quiet. People only write mail (←) and get mail (→); handoffd does the rest.\n")
}

func (t *timeline) outro(took time.Duration, dir string) {
	if t.json {
		return
	}
	fmt.Fprintf(t.w, "\nAll four stories ended as told: %d mails in %.1f s.\n", t.mails, took.Seconds())
	if dir != "" {
		fmt.Fprintf(t.w, "Config, mails, invites and database are in %s; try: handoffd list --config %s\n", dir, filepath.Join(dir, "config.toml"))
	} else {
		fmt.Fprintf(t.w, "Try `handoffd demo --dir DIR` to keep config, mails, invites and database.\n")
	}
}

// demoStart is a Monday at nine.
func demoStart() time.Time {
	return time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location(demoZone))
}

const (
	demoZone     = "Europe/Berlin"
	demoHost     = "mx.acme.example"
	demoPassword = "demo"
)

// demoConfig is the config that the demo writes and then reads as any other.
const demoConfig = `# Written by the demo; the mail host it names lived in the demo's process.
admin = "olga"
authserv_id = "mx.acme.example"
border = "mx.acme.example"

[address]
email = "handoff@acme.example"
name = "Acme"

[database]
path = "handoffd.db"

[imap]
addr = "127.0.0.1:143"
tls = "none"
username = "handoff@acme.example"
password_env = "HANDOFFD_PASSWORD"

[smtp]
addr = "127.0.0.1:587"
tls = "none"
username = "handoff@acme.example"
password_env = "HANDOFFD_PASSWORD"

[defaults]
zone = "Europe/Berlin"
hours = "Mon-Fri 09:00-17:00"

[[person]]
id = "quinn"
name = "Quinn Ames"
email = "quinn@acme.example"

[[person]]
id = "tara"
name = "Tara Boyle"
email = "tara@acme.example"
zone = "America/New_York"

[[person]]
id = "rita"
name = "Rita Vance"
email = "rita@acme.example"
zone = "Europe/London"
link = "https://meet.acme.example/rita"

[[person]]
id = "ben"
name = "Ben Ortiz"
email = "ben@acme.example"
zone = "America/New_York"
link = "https://meet.acme.example/ben"

[[person]]
id = "yuki"
name = "Yuki Tanaka"
email = "yuki@acme.example"
zone = "Asia/Tokyo"
link = "https://meet.acme.example/yuki"

[[person]]
id = "mara"
name = "Mara Lindt"
email = "mara@acme.example"

[[person]]
id = "alma"
name = "Alma Reyes"
email = "alma@acme.example"

[[person]]
id = "olga"
name = "Olga Nyman"
email = "olga@acme.example"

[[team]]
name = "sales"
qualifiers = ["quinn", "tara"]
reps = ["rita", "ben", "yuki"]
managers = ["mara"]
advocates = ["alma"]
`

// jumpClock stands still until it is jumped.
type jumpClock struct {
	mu  sync.Mutex
	now time.Time
}

func newJumpClock(at time.Time) *jumpClock { return &jumpClock{now: at} }

func (c *jumpClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Jump moves the clock on, never back.
func (c *jumpClock) Jump(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.After(c.now) {
		c.now = to
	}
}

// demoServer is the mail host of everybody in the stories, prospects too.
func demoServer(c clock) *mailtest.Server {
	return mailtest.New(mailtest.Config{Hostname: demoHost, Domains: []string{"acme.example", "globex.example", "initech.example", "umbrella.example", "hooli.example"}, Now: c.Now})
}

// pipeHost reaches the mail host without a socket.
func pipeHost(server *mailtest.Server) host {
	return host{
		imap: func(a string) imap.Config {
			server.AddUser(a, demoPassword)
			return imap.Config{Addr: demoHost + ":143", TLS: "none", Username: a, Password: demoPassword, Dial: server.DialIMAP}
		},
		smtp: func(a string) smtp.Config {
			return smtp.Config{Addr: demoHost + ":587", TLS: "none", Username: a, Password: demoPassword, Dial: server.DialSMTP}
		},
		settled: func(context.Context) error { return nil },
	}
}

type stageOptions struct {
	out  io.Writer
	json bool
	keep bool
	wait func(ctx context.Context, until time.Time) error // default: for the end, since the clock jumps
	tune func(*engine.Options)                            // as in app.Options
}

// newStage writes the config into the folder, reads it as `handoffd serve` would, and puts engine and people on the stage.
func newStage(ctx context.Context, dir string, clk clock, h host, o stageOptions) (*stage, func(), error) {
	path := filepath.Join(dir, "config.toml")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, nil, fmt.Errorf("make the demo's folder: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "handoffd.db")); err == nil {
		return nil, nil, fmt.Errorf("the folder %s holds the database of an earlier demo; name another or remove it", dir)
	}
	if err := os.WriteFile(path, []byte(demoConfig), 0o644); err != nil {
		return nil, nil, fmt.Errorf("write the demo's config: %w", err)
	}
	conf, err := config.Load(path)
	if err != nil {
		return nil, nil, err
	}
	if o.wait == nil {
		o.wait = func(ctx context.Context, _ time.Time) error { <-ctx.Done(); return ctx.Err() }
	}
	a, err := app.Open(ctx, conf, app.Serving, app.Options{Accounts: h, Since: time.Unix(0, 0), Now: clk.Now, Wait: o.wait, Tune: o.tune})
	if err != nil {
		return nil, nil, err
	}
	s := &stage{clock: clk, host: h, config: conf.Domain, store: a.Store, engine: a.Engine}
	s.out = &timeline{w: o.out, json: o.json, zone: handoff.Location(demoZone)}
	if o.keep {
		s.out.dir = dir
	}
	closeAll := func() {
		s.close()
		a.Close()
	}
	s.settle = s.engine.Settle
	if err := s.cast(ctx); err != nil {
		closeAll()
		return nil, nil, err
	}
	return s, closeAll, nil
}

// cast gives everybody of the roster and the four prospects a mailbox.
func (s *stage) cast(ctx context.Context) error {
	team := s.config.Teams[0]
	role := func(id handoff.PersonID) handoff.Role {
		switch {
		case slices.Contains(team.Qualifiers, id):
			return handoff.RoleQualifier
		case slices.Contains(team.Reps, id):
			return handoff.RoleRep
		case slices.Contains(team.Managers, id):
			return handoff.RoleManager
		case slices.Contains(team.Advocates, id):
			return handoff.RoleAdvocate
		}
		return handoff.RoleAdmin
	}
	var ids []handoff.PersonID
	for id := range s.config.People {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		p := s.config.People[id]
		if err := s.add(ctx, &actor{id: id, name: p.Name, address: p.Email(), role: role(id), zone: p.Location()}); err != nil {
			return err
		}
	}
	for _, c := range [][2]string{{"Pat Kim", "pat@globex.example"}, {"Sam Cho", "sam@initech.example"}, {"Lee Novak", "lee@umbrella.example"}, {"Kit Ito", "kit@hooli.example"}} {
		if err := s.add(ctx, &actor{name: c[0], address: c[1], role: handoff.RoleProspect, zone: time.UTC}); err != nil {
			return err
		}
	}
	return nil
}

// uidOf is the UID of the event in an invitation.
func uidOf(m post) string {
	if len(m.Calendars) == 0 {
		return ""
	}
	request, _, err := ics.Decode(m.Calendars[0].Data)
	if err != nil || len(request.Events) == 0 {
		return ""
	}
	return request.Events[0].UID
}
