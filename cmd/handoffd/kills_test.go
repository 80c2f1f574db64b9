package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff/engine"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
)

// killsEnv says how often TestKilledServe kills the service.
const killsEnv = "HANDOFFD_KILLS"

// stream is a service in a process of its own, on a database of the kind that the tests run on, and leads that flow to
// it.
type stream struct {
	*testing.T
	h        hosttest.Local
	config   string
	database string
	program  string
	log      hosttest.Log
	leads    int
	said     int // how often a service has said that it reads mail
	senders  []*smtp.Sender
}

func newStream(t *testing.T, database string) *stream {
	t.Helper()
	s := &stream{T: t, h: hosttest.StartLocal(t), database: database}
	for _, a := range []string{"quinn", "tara", "rita", "ben", "yuki", "mara", "olga"} {
		s.h.AddUser(a+"@acme.example", "pw")
	}
	key := "path"
	if store.IsURL(database) {
		key = "url"
	}
	s.config = s.h.Config(t, demo.Config, `path = "handoffd.db"`, fmt.Sprintf("%s = %q", key, database))
	s.program = filepath.Join(t.TempDir(), "handoffd")
	self, err := os.Executable()
	if err == nil {
		err = os.Symlink(self, s.program)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range s.qualifiers() { // one alone would be taken for a flood, and wait
		s.senders = append(s.senders, smtp.New(smtp.Config{Addr: s.h.SMTP, TLS: "none", Username: from, Password: "pw"}))
	}
	t.Cleanup(func() {
		for _, sender := range s.senders {
			_ = sender.Close()
		}
		if t.Failed() {
			t.Logf("log of the services:\n%s", tailOf(s.log.String(), 4000))
		}
	})
	return s
}

func tailOf(text string, n int) string { return text[max(0, len(text)-n):] }

// serve starts the service; kill ends it with SIGKILL.
func (s *stream) serve() (kill func()) {
	s.Helper()
	cmd := exec.Command(s.program, "serve", "--since", "1970-01-01", "--config", s.config)
	cmd.Stdout, cmd.Stderr = &s.log, &s.log
	if err := cmd.Start(); err != nil {
		s.Fatal(err)
	}
	return func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
}

// awake waits until the service says that it reads mail; it need not come to that.
func (s *stream) awake() {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	said := s.said
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); <-tick.C {
		if s.said = strings.Count(s.log.String(), "ready: "); s.said > said {
			return
		}
	}
}

func (s *stream) qualifiers() []string { return []string{"quinn@acme.example", "tara@acme.example"} }

// lead has the next lead sent by its qualifier.
func (s *stream) lead() {
	s.Helper()
	prospect := fmt.Sprintf("p%d@globex.example", s.leads)
	s.h.AddUser(prospect, "pw")
	n := s.leads % len(s.senders)
	from := s.qualifiers()[n]
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Addr: from}, To: []mail.Address{{Addr: "handoff@acme.example"}},
		Subject: fmt.Sprint("Lead ", s.leads), MessageID: fmt.Sprintf("lead-%d@acme.example", s.leads), Date: time.Now(),
		Text: strings.ReplaceAll(demo.Brief("Pat Kim", prospect, "Globex"), "{when}", s.when(s.leads))})
	if err == nil {
		err = s.senders[n].Send(s.Context(), from, "handoff@acme.example", raw)
	}
	if err != nil {
		s.Fatal(err)
	}
	s.leads++
}

// when spreads the meetings over days and hours, so that there is a rep for each.
func (s *stream) when(n int) string {
	day := time.Now().AddDate(0, 0, 7+n/5)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 2)
	}
	return fmt.Sprintf("%s %02d:00", day.Format("2006-01-02"), 13+n%5)
}

// tally is what came of the leads.
type tally struct {
	Handoffs, Lost, Doubled int
	Aside                   int // set aside, and told: in hand at so many deaths in a row that it was taken for their cause
	Unsent                  int // rows of the outbox that are not done
	Twice                   int // mails that somebody has more than once, each with the same Message-ID
}

func (s *stream) tally() (out tally) {
	s.Helper()
	st, err := store.Open(s.Context(), s.database)
	if err != nil {
		return tally{Lost: -1} // not now
	}
	defer st.Close()
	prospects := map[string]int{}
	err = st.View(s.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		if err != nil {
			return err
		}
		out.Handoffs = len(all)
		for _, h := range all {
			prospects[h.Prospects[0].Address]++
			rows, err := tx.Outbox(h.ID)
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				out.Unsent++
			}
			for _, r := range rows {
				if (r.State == store.RowPending || r.State == store.RowClaimed) && !r.NotBefore.After(st.Now()) {
					out.Unsent++
				}
			}
			if err := tx.VerifyChain(h.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return tally{Lost: -1}
	}
	aside := map[string]bool{}
	for _, m := range s.everything("handoff@acme.example", engine.FailedFolder) {
		aside[m.Subject] = true
	}
	for n := range s.leads {
		switch got := prospects[fmt.Sprintf("p%d@globex.example", n)]; {
		case got == 0 && aside[fmt.Sprint("Lead ", n)]:
			out.Aside++
		case got == 0:
			out.Lost++
		case got > 1:
			out.Doubled++
		}
	}
	return out
}

// mails counts what people got more than once: a mail in hand goes out again as the same mail.
func (s *stream) mails(out *tally) {
	s.Helper()
	for _, user := range []string{"quinn", "tara", "rita", "ben", "yuki", "mara"} {
		seen := map[string]int{}
		for _, m := range s.everything(user+"@acme.example", "INBOX") {
			if seen[m.MessageID]++; seen[m.MessageID] > 1 {
				out.Twice++
			}
		}
	}
}

// everything is all that lies in a folder, which need not be there.
func (s *stream) everything(user, folder string) (out []*mail.Message) {
	s.Helper()
	c := imap.Config{Addr: s.h.IMAP, TLS: "none", Username: user, Password: "pw", Folder: folder}
	if strings.HasPrefix(user, "handoff@") {
		c.Password = s.h.Password
	}
	b := imap.Open(c)
	defer b.Close()
	for at := (imap.Cursor{}); ; {
		batch, err := b.Poll(s.Context(), at)
		if err != nil && folder != "INBOX" {
			return nil
		}
		if err != nil {
			s.Fatal(err)
		}
		for _, m := range batch.Mails {
			out = append(out, mail.Read(m.Raw))
		}
		if at = batch.Cursor; !batch.More {
			return out
		}
	}
}

// settled waits until every lead is there and nothing is left to be sent.
func (s *stream) settled() (out tally) {
	s.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); <-tick.C {
		if out = s.tally(); out.Lost == 0 && out.Unsent == 0 {
			break
		}
	}
	s.mails(&out)
	return out
}

// TestKilledServe kills the service with SIGKILL while leads flow, at whatever it is doing: no lead is lost or stands
// twice, no mail is left behind, and a mail that was in hand goes out again as the same mail.
func TestKilledServe(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a real service again and again")
	}
	kills := 10
	if n, err := strconv.Atoi(os.Getenv(killsEnv)); err == nil {
		kills = n
	}
	leads := min(100, kills)
	s := newStream(t, storetest.Database(t))
	r := rand.New(rand.NewPCG(1, uint64(kills)))
	begun := time.Now()
	for n := range kills {
		kill := s.serve()
		for s.leads < (n+1)*leads/kills {
			s.lead()
		}
		if r.IntN(4) > 0 { // else it is hardly awake
			s.awake()
		}
		pause := time.NewTimer(time.Duration(r.IntN(250)) * time.Millisecond)
		<-pause.C
		kill()
	}
	before := s.tally()
	defer s.serve()()
	got := s.settled()
	t.Logf("%d kills in %s, %d leads: %d there when the last one died; in the end %+v", kills,
		time.Since(begun).Round(time.Second), s.leads, before.Handoffs, got)
	if got.Handoffs+got.Aside != s.leads || got.Lost != 0 || got.Doubled != 0 || got.Unsent != 0 {
		t.Errorf("%d leads: %+v", s.leads, got)
	}
	if strings.Contains(s.log.String(), "panic") {
		t.Error("a service panicked")
	}
}
