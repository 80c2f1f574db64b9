package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
)

// fault is something that mail servers, networks, disks or people do to a service that runs, and what must come of it.
// Around each one a handoff is lived from the brief to the acceptance. The functions return what came of it and the
// error that the service logged.
type fault struct {
	name    string
	real    bool // over Dovecot and Postfix
	own     bool // over servers of its own, which it stops or configures
	options rigOptions
	play    func(s *rig) (outcome, said string)
}

// row is one line of the table.
type row struct {
	n                          int
	name, where, outcome, said string
}

// table collects rows from tests that run side by side.
type table struct {
	mu   sync.Mutex
	rows []row
}

func (t *table) add(r row) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows = append(t.rows, r)
}

func (t *table) String() string {
	slices.SortFunc(t.rows, func(a, b row) int { return cmp.Compare(a.n, b.n) })
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\n#\tfault\twhere\toutcome\tthe log says")
	for i, r := range t.rows {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", i+1, r.name, r.where, r.outcome, clipped(r.said, 150))
	}
	_ = w.Flush()
	return b.String()
}

func clipped(s string, n int) string {
	if r := []rune(strings.Join(strings.Fields(s), " ")); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return strings.Join(strings.Fields(s), " ")
}

// TestFaults breaks one thing after the other around a handoff and prints what came of it.
func TestFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("the faults take a minute of real time; run without -short")
	}
	t.Parallel()
	var out table
	all := slices.Concat(mailboxFaults(), lineFaults(), sendingFaults(), diskFaults())
	t.Run("each", func(t *testing.T) {
		t.Run("real", func(t *testing.T) {
			t.Parallel()
			var shared *mailtest.Real
			for i, f := range all {
				if !f.real || f.own {
					continue
				}
				if shared == nil {
					shared = hosttest.StartReal(t)
				}
				t.Run(f.name, func(t *testing.T) {
					s := &rig{T: t, real: shared, imapAddr: shared.IMAPAddr, smtpAddr: shared.SubmissionAddr,
						password: mailtest.RealPassword, suffix: fmt.Sprintf("-%d", i)}
					out.play(i, s, f, "Dovecot, Postfix")
				})
			}
		})
		for i, f := range all {
			if f.real && !f.own {
				continue
			}
			t.Run(f.name, func(t *testing.T) {
				t.Parallel()
				if f.own {
					s := &rig{T: t, password: mailtest.RealPassword}
					s.standUp(s.openDir())
					out.play(i, s, f, "Dovecot, Postfix")
					return
				}
				s := &rig{T: t, login: true, password: "demo", suffix: fmt.Sprintf("-%d", i)}
				s.memory = mailtest.New(mailtest.Config{Hostname: hosttest.Hostname,
					Domains: []string{"acme.example", "globex.example"}, Now: func() time.Time { return s.now() }})
				s.imapAddr, s.smtpAddr = serveMemory(t, s.memory)
				out.play(i, s, f, "in-process")
			})
		}
	})
	t.Log(&out)
	if len(out.rows) < 20 && !t.Failed() && os.Getenv("CI") != "" {
		t.Errorf("%d faults were tried, want 20", len(out.rows))
	}
}

func (t *table) play(i int, s *rig, f fault, where string) {
	s.start(f.options)
	outcome, said := f.play(s)
	if s.Failed() {
		outcome = "FAILED"
	}
	t.add(row{n: i, name: f.name, where: where, outcome: outcome, said: said})
}

// openDir is a new folder that other users may enter.
func (s *rig) openDir() string {
	s.Helper()
	dir, err := os.MkdirTemp("", "faults")
	s.must(err)
	s.Cleanup(func() { _ = os.RemoveAll(dir) })
	s.must(os.Chmod(dir, 0o755))
	return dir
}

// must ends the test that an error belongs to.
func (s *rig) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// authRefused says whether the error is a login that was refused.
func authRefused(err error) bool {
	failed, ok := errors.AsType[*imap.Error](err)
	return ok && failed.Auth
}
