package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

// provider is real Dovecot and Postfix with a config that names them.
type provider struct {
	t      *testing.T
	real   *mailtest.Real
	config string
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{t: t, real: hosttest.StartReal(t)}
	t.Setenv("HANDOFFD_PASSWORD", mailtest.RealPassword)
	head, tail, _ := strings.Cut(demo.Config, "[smtp]") // the test's Postfix knows its clients by address, without login
	tail = strings.Replace(tail, "username = \"handoff@acme.example\"\npassword_env = \"HANDOFFD_PASSWORD\"\n", "", 1)
	text := strings.NewReplacer("127.0.0.1:143", p.real.IMAPAddr, "127.0.0.1:587", p.real.SubmissionAddr).Replace(head + "[smtp]" + tail)
	p.config = filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(p.config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

// run runs a command and returns what it printed.
func (p *provider) run(args ...string) (code int, out, errs string) {
	p.t.Helper()
	var o, e bytes.Buffer
	code = run(p.t.Context(), append(args, "--config", p.config), streams{in: strings.NewReader(""), out: &o, err: &e, now: time.Now})
	return code, o.String(), e.String()
}

// serve starts the service; it is stopped with the test.
func (p *provider) serve() *hosttest.Log {
	p.t.Helper()
	log := &hosttest.Log{}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--since", "1970-01-01", "--config", p.config}, streams{in: strings.NewReader(""), out: log, err: log, now: time.Now})
	}()
	p.t.Cleanup(func() {
		stop()
		if code := <-done; code != exitDone {
			p.t.Errorf("serve ended with %d:\n%s", code, log)
		}
	})
	return log
}

// until waits for a condition of the world outside.
func (p *provider) until(what string, ok func() bool) {
	p.t.Helper()
	deadline := time.Now().Add(time.Minute)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			p.t.Fatalf("not within a minute: %s", what)
		}
		<-tick.C
	}
}

func (p *provider) list(args ...string) string {
	p.t.Helper()
	code, out, errs := p.run(append([]string{"list", "--json"}, args...)...)
	if code != exitDone {
		return errs
	}
	return out
}

func (p *provider) send(from string, d mail.Draft) {
	p.t.Helper()
	d.From, d.Date = mail.Address{Addr: from}, time.Now()
	raw, err := mail.Compose(d)
	if err != nil {
		p.t.Fatal(err)
	}
	s := smtp.New(smtp.Config{Addr: p.real.SubmissionAddr, TLS: "none"})
	defer s.Close()
	for _, to := range d.To {
		if err := s.Send(p.t.Context(), from, to.Addr, raw); err != nil {
			p.t.Fatal(err)
		}
	}
}

// box is everything in somebody's mailbox.
func (p *provider) box(user string) []*mail.Message {
	p.t.Helper()
	b := imap.Open(hosttest.IMAP(p.real, user))
	defer b.Close()
	batch, err := b.Poll(p.t.Context(), imap.Cursor{})
	if err != nil {
		p.t.Fatal(err)
	}
	var out []*mail.Message
	for _, m := range batch.Mails {
		out = append(out, mail.Read(m.Raw))
	}
	return out
}

// TestServeOverDovecotAndPostfix serves for real: a brief comes in, the mails go out, a forged mail changes nothing and is listed.
func TestServeOverDovecotAndPostfix(t *testing.T) {
	p := newProvider(t)
	if code, out, errs := p.run("check"); code != exitDone {
		t.Fatalf("check: %s%s", out, errs)
	}
	if code, _, errs := p.run("list"); code != exitFailed || !strings.Contains(errs, "handoffd serve") {
		t.Fatalf("list without a database: %d %s", code, errs)
	}
	log := p.serve()
	text := strings.ReplaceAll(demo.Brief("Pat Kim", "pat@globex.example", "Globex"), "{when}", time.Now().AddDate(0, 0, 7).Format("2006-01-02")+" 15:00")
	p.send("quinn@acme.example", mail.Draft{To: []mail.Address{{Addr: "handoff@acme.example"}}, Subject: "Lead", MessageID: "lead@acme.example", Text: text})
	p.until("the brief is offered", func() bool { return strings.Contains(p.list(), `"state":"offered"`) })
	if code, _, errs := p.run("serve"); code != exitFailed || !strings.Contains(errs, "another handoffd serves") {
		t.Errorf("a second service: %d %s", code, errs)
	}
	before := p.list()
	id := before[strings.Index(before, "HO-"):][:9]
	if _, err := exec.LookPath("swaks"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("the forged mail was not tried: %v", err)
	}
	p.until("the prospect has the intro", func() bool { return len(p.box("pat@globex.example")) > 0 })
	replyTo := p.box("pat@globex.example")[0].ReplyTo
	token := replyTo[len(replyTo)-1].Addr
	out, err := exec.Command("swaks", "--silent", "2", "--server", p.real.SMTPAddr, "--from", "rita@acme.example", "--to", token,
		"--h-From", "Rita Vance <rita@acme.example>", "--h-Subject", "Re: Introduction", "--add-header", "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example",
		"--body", "accept\n").CombinedOutput()
	if err != nil {
		t.Fatalf("swaks: %v\n%s", err, out)
	}
	p.until("the forged mail is held", func() bool { return p.list("--held") != "" })
	if after := p.list(); after != before {
		t.Errorf("the forged mail changed something:\n%s\n%s", before, after)
	}
	_, held, _ := p.run("list", "--held")
	_, shown, _ := p.run("show", id)
	t.Logf("handoffd list --held\n%s\nhandoffd show %s\n%s", held, id, shown)
	if !strings.Contains(held, "rita@acme.example") || !strings.Contains(shown, "held     from rita@acme.example") {
		t.Errorf("the forged mail is not listed; log: %s", log)
	}
}

// TestServeRefusesWhatItCannotServe leaves everything as it was.
func TestServeRefusesWhatItCannotServe(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte(demo.Config), 0o600); err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	code := run(t.Context(), []string{"serve", "--config", path}, streams{out: &errs, err: &errs, now: time.Now})
	if code != exitFailed || !strings.Contains(errs.String(), "HANDOFFD_PASSWORD is not set") {
		t.Errorf("without a password: %d %s", code, errs.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "handoffd.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a database was made: %v", err)
	}
}
