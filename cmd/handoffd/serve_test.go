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
)

// provider is real Dovecot and Postfix, or another host, with a config that names it, and the commands that are run
// with that.
type provider struct{ *hosttest.Provider }

func newProvider(t *testing.T) *provider {
	t.Helper()
	return &provider{hosttest.NewProvider(t, demo.Config)}
}

// run runs a command and returns what it printed.
func (p *provider) run(args ...string) (code int, out, errs string) {
	p.T.Helper()
	var o, e bytes.Buffer
	code = run(p.T.Context(), append(args, "--config", p.Config),
		streams{in: strings.NewReader(""), out: &o, err: &e, now: time.Now})
	return code, o.String(), e.String()
}

// serve starts the service; it is stopped with the test.
func (p *provider) serve() *hosttest.Log {
	p.T.Helper()
	log := &hosttest.Log{}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--since", "1970-01-01", "--config", p.Config},
			streams{in: strings.NewReader(""), out: log, err: log, now: time.Now})
	}()
	p.T.Cleanup(func() {
		stop()
		if code := <-done; code != exitDone {
			p.T.Errorf("serve ended with %d:\n%s", code, log)
		}
	})
	return log
}

func (p *provider) list(args ...string) string {
	p.T.Helper()
	code, out, errs := p.run(append([]string{"list", "--json"}, args...)...)
	if code != exitDone {
		return errs
	}
	return out
}

// TestServeOverDovecotAndPostfix serves for real: a brief comes in, the mails go out, a forged mail changes nothing and
// is listed.
func TestServeOverDovecotAndPostfix(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	if code, out, errs := p.run("check"); code != exitDone {
		t.Fatalf("check: %s%s", out, errs)
	}
	if code, _, errs := p.run("list"); code != exitFailed || !strings.Contains(errs, "handoffd serve") {
		t.Fatalf("list without a database: %d %s", code, errs)
	}
	log := p.serve()
	text := strings.ReplaceAll(demo.Brief("Pat Kim", "pat@globex.example", "Globex"), "{when}",
		time.Now().AddDate(0, 0, 7).Format("2006-01-02")+" 15:00")
	p.Send("quinn@acme.example", mail.Draft{To: []mail.Address{{Addr: "handoff@acme.example"}}, Subject: "Lead",
		MessageID: "lead@acme.example", Text: text})
	p.Until("the brief is offered", func() bool { return strings.Contains(p.list(), `"state":"offered"`) })
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
	p.Until("the prospect has the intro", func() bool { return len(p.Box("pat@globex.example")) > 0 })
	replyTo := p.Box("pat@globex.example")[0].ReplyTo
	token := replyTo[len(replyTo)-1].Addr
	out, err := exec.Command("swaks", "--silent", "2", "--server", p.Real.SMTPAddr, "--from", "rita@acme.example", "--to",
		token,
		"--h-From", "Rita Vance <rita@acme.example>", "--h-Subject", "Re: Introduction", "--add-header",
		"Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example",
		"--body", "accept\n").CombinedOutput()
	if err != nil {
		t.Fatalf("swaks: %v\n%s", err, out)
	}
	p.Until("the forged mail is held", func() bool { return p.list("--held") != "" })
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
	t.Setenv("HANDOFFD_PASSWORD", "")
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
