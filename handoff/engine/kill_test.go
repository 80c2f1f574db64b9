package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/outbox"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/mailtest/realtest"
	"handoffd/mail/smtp"
	"handoffd/templates"
)

// The kill tests prove that the death of the process at any step loses no mail and doubles at most those in hand. The
// parent holds the mail servers and plays the people; the child is the service. A child kills itself with SIGKILL at
// its k-th step; another child takes over. This proves process death, not power loss: what the kernel has in its caches
// survives it.

const killEnv = "HANDOFFD_KILL_TEST"

// killJob is what a child is told.
type killJob struct {
	Suffix   string // of all addresses, so that runs share servers
	Database string
	IMAP     string
	SMTP     string
	Password string
	Auth     bool // SMTP wants a login
	Times    []time.Time
	KillAt   int // 0: never
	Arrivals bool
	Deadly   string // subject of a mail that ends the process
}

func TestMain(m *testing.M) {
	if text := os.Getenv(killEnv); text != "" {
		if err := killChild(text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func killConfig(suffix string) *handoff.Config {
	people := map[handoff.PersonID]handoff.Person{}
	for _, p := range []struct{ id, name, zone string }{{"quinn", "Quinn Ames", "Europe/Berlin"},
		{"rita", "Rita Vance", "Europe/London"}, {"mara", "Mara Lindt", "Europe/Berlin"}} {
		people[handoff.PersonID(p.id)] = handoff.Person{ID: handoff.PersonID(p.id), Name: p.name,
			Emails: []string{p.id + suffix + "@acme.example"},
			// London is at work an hour later
			Zone: p.zone, Hours: handoff.OfficeHours(9, 17), Link: "https://meet.acme.example/" + p.id, Night: p.id == "rita"}
	}
	return &handoff.Config{Hash: "kill", Address: "handoff" + suffix + "@acme.example", Name: "Acme", Admin: "mara",
		People: people,
		Teams: []handoff.Team{{Name: "sales", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"rita"},
			Managers: []handoff.PersonID{"mara"},
			Policy:   handoff.DefaultPolicy(), Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria(),
			Duration: 30 * time.Minute}}}
}

func (j killJob) imapConfig(user string) imap.Config {
	return imap.Config{Addr: j.IMAP, TLS: "none", Username: user, Password: j.Password}
}

func (j killJob) smtpConfig(user string) smtp.Config {
	c := smtp.Config{Addr: j.SMTP, TLS: "none"}
	if j.Auth {
		c.Username, c.Password = user, j.Password
	}
	return c
}

// arrived tells the child's time as the time of arrival: real servers know only the real one.
type arrived struct {
	Mailbox
	now func() time.Time
}

func (a arrived) Poll(ctx context.Context, after intake.Cursor) (intake.Batch, error) {
	b, err := a.Mailbox.Poll(ctx, after)
	for i := range b.Mails {
		b.Mails[i].Arrived = a.now()
	}
	return b, err
}

// killChild is the service: it settles at each of the times, counts its steps aloud, and dies at the one it was told.
func killChild(text string) error {
	var j killJob
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		return err
	}
	ctx := context.Background()
	st, err := store.Open(ctx, j.Database)
	if err != nil {
		return err
	}
	set, err := templates.Load("")
	if err != nil {
		return err
	}
	c := killConfig(j.Suffix)
	now := j.Times[0]
	var box Mailbox = adapter.IMAP(imap.Open(j.imapConfig(c.Address)))
	if j.Arrivals {
		box = arrived{box, func() time.Time { return now }}
	}
	e, err := New(ctx, Options{Store: st, Config: c, Renderer: render.New(set, "plus"),
		Carriers: outbox.Carriers{Mail: adapter.Mail(smtp.New(j.smtpConfig(c.Address)))},
		Sources:  []Source{{Name: "inbox", Mailbox: box}}, Trust: mail.Trust{AuthservID: "mx.acme.example",
			Border: "mx.acme.example"}, Since: time.Unix(0, 0), InFlight: 4,
		Now: func() time.Time { return now }, Wait: func(ctx context.Context,
			_ time.Time) error {
			<-ctx.Done()
			return nil
		}})
	if err != nil {
		return err
	}
	steps := 0
	var mu sync.Mutex
	e.hook = func(step string) {
		mu.Lock()
		defer mu.Unlock()
		steps++
		fmt.Println(step)
		if steps == j.KillAt {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // the signal is on its way
		}
	}
	if j.Deadly != "" {
		e.poison = func(m *mail.Message) {
			if m.Subject == j.Deadly {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
	}
	for _, now = range j.Times {
		if err := e.Settle(ctx); err != nil {
			return err
		}
	}
	return st.Close()
}

// killWorld is the parent's side of one run.
type killWorld struct {
	t    *testing.T
	job  killJob
	c    *handoff.Config
	now  time.Time
	mail func(user string) []*mail.Message // everything in somebody's mailbox
	wait func()                            // until what was handed over has arrived
}

// run lets a child work; it returns the steps made and whether it was killed.
func (w *killWorld) run(killAt int, times ...time.Time) (steps []string, killed bool) {
	w.t.Helper()
	j := w.job
	j.KillAt, j.Times = killAt, times
	text, err := json.Marshal(j)
	if err != nil {
		w.t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killEnv+"="+string(text))
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	var exit *exec.ExitError
	switch {
	case err == nil:
	case errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signaled() &&
		exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL:
		killed = true
	default:
		w.t.Fatalf("child: %v\n%s", err, errs.String())
	}
	return strings.Fields(string(out)), killed
}

func (w *killWorld) send(user string, d mail.Draft) {
	w.t.Helper()
	d.From, d.Date = mail.Address{Addr: user}, w.now
	raw, err := mail.Compose(d)
	if err != nil {
		w.t.Fatal(err)
	}
	s := smtp.New(w.job.smtpConfig(user))
	defer s.Close()
	for _, to := range d.To {
		if err := s.Send(w.t.Context(), user, to.Addr, raw); err != nil {
			w.t.Fatal(err)
		}
	}
}

// play plays brief, offer, reply and acceptance with a kill at step k, and checks the end. It returns the step at which
// it was killed.
func (w *killWorld) play(k int) (step string, killed bool) {
	t := w.t
	begin := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	quinn, rita := w.c.People["quinn"].Email(), w.c.People["rita"].Email()
	pat := "pat" + w.job.Suffix + "@globex.example"
	done := 0
	phase := func(times ...time.Time) {
		at := 0
		if !killed && k > done {
			at = k - done
		}
		w.wait()
		steps, dead := w.run(at, times...)
		done += len(steps)
		if dead {
			killed, step = true, steps[len(steps)-1]
			w.wait()
			w.run(0, times...)
		}
		w.wait()
	}
	w.now = begin
	w.send(quinn, mail.Draft{To: []mail.Address{{Addr: w.c.Address}}, Subject: "Handoff",
		MessageID: "brief" + w.job.Suffix + "@acme.example",
		Text: "Contact: Pat Kim <" + pat + ">\nCompany: Globex\nWhen: 2026-11-25 15:00\nNeed: quotes\nPain: lost " +
			"deals\nTimeframe: this quarter\n"})
	phase(begin, begin.Add(3*time.Minute))
	w.now = begin.Add(2 * time.Hour)
	var intro, invite *mail.Message
	for _, m := range w.mail(rita) {
		switch {
		case m.Kind == mail.KindCalendarRequest:
			invite = m
		case len(m.ReplyTo) > 1:
			intro = m
		}
	}
	if intro == nil || invite == nil {
		t.Fatalf("step %d %s: the rep lacks intro or invitation", k, step)
	}
	w.send(rita, mail.Draft{To: intro.ReplyTo, Subject: "Re: " + intro.Subject,
		MessageID: "reply" + w.job.Suffix + "@acme.example", InReplyTo: intro.MessageID,
		References: append(intro.References, intro.MessageID), Text: "Hello, I look forward to meeting you."})
	event, _, err := ics.Decode(invite.Calendars[0].Data)
	if err != nil {
		t.Fatal(err)
	}
	ev := event.Events[0]
	ev.Stamp, ev.Attendees = w.now, []calendar.Attendee{{Address: rita, PartStat: calendar.Accepted}}
	data, err := ics.Encode(calendar.Message{Method: "REPLY", Events: []calendar.Event{ev}})
	if err != nil {
		t.Fatal(err)
	}
	w.send(rita, mail.Draft{To: []mail.Address{{Addr: w.c.Address}}, Subject: "Accepted",
		MessageID: "accept" + w.job.Suffix + "@acme.example", Text: "yes",
		Calendar: &mail.Calendar{Method: "REPLY", Data: data}})
	phase(begin.Add(2*time.Hour + time.Minute))
	w.check(k, step, map[string]int{quinn: 1, rita: 2, pat: 3})
	return step, killed
}

// check expects the same end as without a kill: accepted, each fact once, each mail there, none more than twice and
// then with the same Message-ID.
func (w *killWorld) check(k int, step string, want map[string]int) {
	t := w.t
	t.Helper()
	st, err := store.Open(t.Context(), w.job.Database)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	kinds := map[handoff.Kind]int{}
	err = st.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		if err != nil || len(all) != 1 {
			return fmt.Errorf("%d handoffs: %w", len(all), err)
		}
		if all[0].State != handoff.Accepted {
			t.Errorf("step %d %s: ended %s", k, step, all[0].State)
		}
		facts, err := tx.Facts(all[0].ID)
		for _, f := range facts {
			kinds[f.Kind]++
		}
		return errors.Join(err, tx.VerifyChain(all[0].ID))
	})
	if err != nil {
		t.Fatal(err)
	}
	if kinds[handoff.KindBriefed] != 1 || kinds[handoff.KindReplied] != 1 || kinds[handoff.KindAnswered] != 1 ||
		kinds[handoff.KindSent] != 4 {
		t.Errorf("step %d %s: facts %v", k, step, kinds)
	}
	for user, n := range want {
		copies := map[string]int{}
		for _, m := range w.mail(user) {
			copies[m.MessageID]++
		}
		if len(copies) != n {
			t.Errorf("step %d %s: %s has %d different mails, want %d", k, step, user, len(copies), n)
		}
		for id, c := range copies {
			if c > 2 {
				t.Errorf("step %d %s: %s has %d copies of %s", k, step, user, c, id)
			}
		}
	}
}

// readAll reads everything in a mailbox.
func (j killJob) readAll(t *testing.T, user string) []*mail.Message {
	t.Helper()
	box := imap.Open(j.imapConfig(user))
	defer box.Close()
	var out []*mail.Message
	var at imap.Cursor
	for {
		b, err := box.Poll(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range b.Mails {
			out = append(out, mail.Read(m.Raw))
		}
		if at = b.Cursor; !b.More {
			return out
		}
	}
}

// TestKill kills the service at each step over servers in the parent's process.
func TestKill(t *testing.T) {
	t.Parallel()
	killed, stride := 0, 1
	if testing.Short() || storetest.OnPostgres() {
		stride = 3 // make test dies at every step on SQLite
	}
	for k := 1; ; k += stride {
		w := &killWorld{t: t, c: killConfig(""), wait: func() {}}
		server := mailtest.New(mailtest.Config{Hostname: "mx.acme.example",
			Domains: []string{"acme.example", "globex.example"}, Now: func() time.Time { return w.now }})
		for _, a := range []string{"handoff@acme.example", "quinn@acme.example", "rita@acme.example", "mara@acme.example",
			"pat@globex.example"} {
			server.AddUser(a, "pw")
		}
		w.job = killJob{Database: storetest.Database(t), Password: "pw", Auth: true,
			IMAP: listen(t, server.ServeIMAP), SMTP: listen(t, server.ServeSMTP)}
		w.mail = func(user string) []*mail.Message { return w.job.readAll(t, user) }
		step, dead := w.play(k)
		_ = server.Close()
		if !dead {
			break
		}
		killed++
		t.Logf("in-process: killed at step %2d (%s), another took over: same end", k, step)
	}
	if killed < 20/stride {
		t.Errorf("only %d steps", killed)
	}
}

func listen(t *testing.T, serve func(net.Listener) error) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = serve(l) }()
	return l.Addr().String()
}

// TestKillOverDovecotAndPostfix does the same over the real servers; each run has addresses of its own.
func TestKillOverDovecotAndPostfix(t *testing.T) {
	t.Parallel()
	realtest.Begin(t)
	real, err := mailtest.StartReal(t.Context(), mailtest.Options{Hostname: "mx.acme.example",
		Domains: []string{"acme.example", "globex.example"}})
	realtest.Check(t, err)
	defer func() { _ = real.Stop() }()
	killed := 0
	for k := 1; ; k++ {
		suffix := fmt.Sprintf("-%d", k)
		w := &killWorld{t: t, c: killConfig(suffix)}
		w.job = killJob{Suffix: suffix, Database: storetest.Database(t), Password: mailtest.RealPassword, Arrivals: true,
			IMAP: real.IMAPAddr, SMTP: real.SubmissionAddr}
		w.mail = func(user string) []*mail.Message { return w.job.readAll(t, user) }
		w.wait = func() { awaitQueue(t, real.Dir) }
		step, dead := w.play(k)
		if !dead {
			break
		}
		killed++
		t.Logf("Dovecot and Postfix: killed at step %2d (%s), another took over: same end", k, step)
	}
	if killed < 20 {
		t.Errorf("only %d steps", killed)
	}
}

// awaitQueue waits until Postfix has delivered everything it took: its queues stay empty for a while.
func awaitQueue(t *testing.T, dir string) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for empty := 0; empty < 3; <-tick.C {
		empty++
		for _, queue := range []string{"maildrop", "incoming", "active", "deferred"} {
			err := filepath.WalkDir(filepath.Join(dir, "spool", queue), func(_ string, d fs.DirEntry, err error) error {
				if err == nil && d.Type().IsRegular() {
					empty = 0
				}
				if errors.Is(err, fs.ErrNotExist) {
					return nil
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if time.Now().After(deadline) {
			t.Fatal("Postfix did not deliver within a minute")
		}
	}
}
