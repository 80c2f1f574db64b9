package calendartest

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Radicale is a real CalDAV server on a free loopback port. Every name logs in with every password, and may read and write everything.
type Radicale struct {
	URL string // without a slash at the end
	Dir string // what it stores
}

// StartRadicale starts the Debian package radicale for the test. Without it the test is skipped, and fails where CI=true.
func StartRadicale(t testing.TB) *Radicale {
	t.Helper()
	program, err := exec.LookPath("radicale")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("this test needs the Debian package radicale: %v", err)
		}
		t.Skipf("this test needs the Debian package radicale: %v", err)
	}
	dir := t.TempDir()
	var r *Radicale
	for range 3 { // another process may take the port first
		if r, err = startRadicale(t, program, dir); err == nil {
			return r
		}
	}
	t.Fatal(err)
	return nil
}

func startRadicale(t testing.TB, program, dir string) (*Radicale, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := free.Addr().String()
	free.Close()
	log, err := os.Create(filepath.Join(dir, "radicale.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	r := &Radicale{URL: "http://" + address, Dir: filepath.Join(dir, "collections")}
	cmd := exec.Command(program, "--config", "", "--server-hosts", address, "--auth-type", "none", "--rights-type", "authenticated",
		"--storage-filesystem-folder", r.Dir, "--logging-level", "warning")
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start radicale: %w", err)
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
			_ = cmd.Process.Kill()
			<-done
		}
	})
	return r, r.wait(done, log.Name())
}

// wait returns when the server answers.
func (r *Radicale) wait(done <-chan struct{}, log string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.URL+"/.web/", nil)
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
			return fmt.Errorf("radicale ended: %s", text)
		case <-ctx.Done():
			return fmt.Errorf("radicale does not answer: %w", ctx.Err())
		case <-tick.C:
		}
	}
}

// Do asks the server for something, past the code under test, and gives the body of the answer. A path begins with the user's name.
func (r *Radicale) Do(t testing.TB, method, path, body string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, r.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(strings.Split(path, "/")[1], "secret")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode/100 != 2 {
		t.Fatalf("%s %s: %s %s %v", method, path, res.Status, text, err)
	}
	return string(text)
}

// Plant writes an appointment into a calendar, whose path ends in a slash, as another program would.
func (r *Radicale) Plant(t testing.TB, path, title string, start, end time.Time) {
	t.Helper()
	const form = "20060102T150405Z"
	uid := fmt.Sprintf("planted-%d-%d", start.Unix(), end.Unix())
	r.Do(t, http.MethodPut, path+uid+".ics", strings.Join([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:" + uid, "DTSTAMP:20260101T000000Z",
		"SUMMARY:" + title, "DTSTART:" + start.UTC().Format(form), "DTEND:" + end.UTC().Format(form), "END:VEVENT", "END:VCALENDAR", ""}, "\r\n"))
}
