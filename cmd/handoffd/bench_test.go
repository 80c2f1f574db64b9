package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/mailtest"
)

// BenchmarkMemory10k measures the resident memory of `handoffd serve` with 10,000 open handoffs, all their mails sent.
func BenchmarkMemory10k(b *testing.B) {
	const leads = 10_000
	server := mailtest.New(mailtest.Config{Hostname: hosttest.Hostname, Domains: []string{"acme.example"}})
	defer server.Close()
	for _, a := range []string{"handoff@acme.example", "quinn@acme.example"} {
		server.AddUser(a, "demo")
	}
	dir := b.TempDir()
	text := strings.NewReplacer("127.0.0.1:143", hosttest.Listen(b, server.ServeIMAP), "127.0.0.1:587",
		hosttest.Listen(b, server.ServeSMTP)).Replace(demo.Config)
	path := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	made, err := open(b.Context(), path, app.Sealing, app.Options{}) // makes the database
	if err != nil {
		b.Fatal(err)
	}
	made.Close()
	a, err := open(b.Context(), path, app.Deciding, app.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for i := range leads {
		if _, err := a.Engine.Desk().Hand(b.Context(), a.Config.Domain.People["quinn"],
			fmt.Sprintf("Contact: P <p%d@globex.example>\nCompany: Globex\nNeed: quotes\n", i)); err != nil {
			b.Fatal(err)
		}
	}
	binary := filepath.Join(dir, "handoffd")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	cmd := exec.Command(binary, "serve", "--config", path)
	cmd.Env = append(os.Environ(), "HANDOFFD_PASSWORD=demo")
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	begin := time.Now()
	for server.Accepted() < leads && time.Since(begin) < 2*time.Minute {
		wait, cancel := context.WithTimeout(b.Context(), 100*time.Millisecond)
		<-wait.Done()
		cancel()
	}
	took := time.Since(begin)
	a.Close()
	for b.Loop() {
		b.ReportMetric(rss(b, cmd.Process.Pid, "VmRSS"), "MiB-RSS")
		b.ReportMetric(rss(b, cmd.Process.Pid, "RssAnon"), "MiB-RSS-own") // without the pages of the program's file
	}
	b.ReportMetric(float64(server.Accepted())/took.Seconds(), "mails/s")
	b.ReportMetric(0, "ns/op")
}

func rss(b *testing.B, pid int, which string) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Skipf("needs /proc: %v", err)
	}
	for line := range strings.SplitSeq(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, which+":"); ok {
			kb, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 64)
			if err != nil {
				b.Fatal(err)
			}
			return kb / 1024
		}
	}
	b.Fatalf("no %s", which)
	return 0
}
