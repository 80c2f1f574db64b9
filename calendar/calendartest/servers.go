package calendartest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// StartRadicale starts the Debian package radicale for the test. Every name logs in with every password, and may read
// and write everything. Without it the test is skipped, and fails where CI=true.
func StartRadicale(t testing.TB) *DAV {
	t.Helper()
	program := installed(t, "radicale")
	return started(t, "radicale", func(dir, host, port string) (*DAV, *exec.Cmd) {
		s := &DAV{Dir: filepath.Join(dir, "collections")}
		return s, exec.Command(program, "--config", "", "--server-hosts", net.JoinHostPort(host, port), "--auth-type", "none",
			"--rights-type", "authenticated", "--storage-filesystem-folder", s.Dir, "--logging-level", "warning")
	})
}

// StartXandikos starts the Debian package xandikos for the test, which knows no logins. It looks for time in a series
// badly, and shows no calendar to a GET.
func StartXandikos(t testing.TB) *DAV {
	t.Helper()
	program := installed(t, "xandikos")
	return started(t, "xandikos", func(dir, host, port string) (*DAV, *exec.Cmd) {
		s := &DAV{Dir: filepath.Join(dir, "collections"), open: true}
		return s, exec.Command(program, "-d", s.Dir, "--defaults", "-l", host, "-p", port)
	})
}

// inFull leaves the test out of short runs.
func inFull(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("real servers take their time; run without -short")
	}
}

// installed finds the program of a Debian package of that name.
func installed(t testing.TB, name string) string {
	t.Helper()
	inFull(t)
	program, err := exec.LookPath(name)
	if err != nil {
		absent(t, fmt.Errorf("this test needs the Debian package %s: %w", name, err))
	}
	return program
}

// absent ends a test that lacks a server: visibly, and as a fault where all servers have to be there.
func absent(t testing.TB, err error) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(err)
	}
	t.Skip(err)
}

// started starts a server; another process may take the port first.
func started(t testing.TB, name string, server func(dir, host, port string) (*DAV, *exec.Cmd)) *DAV {
	t.Helper()
	dir := t.TempDir()
	var err error
	for range 3 {
		var s *DAV
		if s, err = start(t, name, dir, server); err == nil {
			return s
		}
	}
	t.Fatal(err)
	return nil
}

func start(t testing.TB, name, dir string, server func(dir, host, port string) (*DAV, *exec.Cmd)) (*DAV, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(dir, name+".log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	s, cmd := server(dir, host, port)
	s.URL = "http://" + address
	cmd.Stdout, cmd.Stderr = log, log
	// Cyrus ends its whole process group when it ends, which would be the Cyrus of every test that runs at the time.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	done := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(done)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
			<-done
		}
	})
	return s, s.wait(name, done, log.Name())
}

// wait returns when the server answers.
func (s *DAV) wait(name string, done <-chan struct{}, log string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/", nil)
		if err != nil {
			return err
		}
		if res, err := http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
			return nil
		}
		select {
		case <-done:
			text, _ := os.ReadFile(log)
			return fmt.Errorf("%s ended: %s", name, text)
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer: %w", name, ctx.Err())
		case <-tick.C:
		}
	}
}
