package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail"
)

// TestTwoServeProcesses runs two services as processes of their own against each other, for as long as HANDOFFD_LOOP
// says ("60s"), on real Dovecot and Postfix: one has the other for a prospect, the other has the one for a qualifier.
// The engine's test of the same does it on a clock that jumps, for a month.
func TestTwoServeProcesses(t *testing.T) {
	wait, err := time.ParseDuration(os.Getenv("HANDOFFD_LOOP"))
	if err != nil {
		t.Skip("takes as long as HANDOFFD_LOOP says, which is not set to a time such as 60s")
	}
	p := newProvider(t)
	binary := filepath.Join(t.TempDir(), "handoffd")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(p.Config)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "config.toml")
	const one, two = "handoff@acme.example", "handoff@globex.example"
	swapped := strings.NewReplacer(one, two, "quinn@acme.example", one).Replace(string(text))
	if err := os.WriteFile(other, []byte(swapped), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, config := range []string{p.Config, other} {
		log := &hosttest.Log{}
		serve := exec.Command(binary, "serve", "--since", "1970-01-01", "--config", config)
		serve.Stderr = log
		if err := serve.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = serve.Process.Signal(syscall.SIGTERM)
			if err := serve.Wait(); err != nil {
				t.Errorf("serve: %v\n%s", err, log)
			}
		})
	}
	brief := strings.ReplaceAll(demo.Brief("Globex", two, "Globex"), "{when}",
		time.Now().AddDate(0, 0, 7).Format("2006-01-02")+" 15:00")
	p.Send("quinn@acme.example", mail.Draft{To: []mail.Address{{Addr: one}}, Subject: "Lead",
		MessageID: "lead@acme.example", Text: brief})
	p.Until("the other service has the intro", func() bool { return len(p.Box(two)) > 0 })
	timer := time.NewTimer(wait)
	defer timer.Stop()
	<-timer.C
	sent := 0
	for _, box := range []struct{ user, from string }{{one, two}, {two, one}} {
		for _, m := range p.Box(box.user) {
			if m.From.Addr == box.from {
				sent++
				t.Logf("%s → %s: %s (%s)", box.from, box.user, m.Subject, m.Kind)
			}
		}
	}
	t.Logf("%d mails between the two services within %v", sent, wait)
	if sent > 2 {
		t.Errorf("want at most the intro and the invitation")
	}
}
