package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

// footprint is what a process holds of the machine.
type footprint struct{ files, goroutines, rss int }

func (f footprint) String() string {
	return fmt.Sprintf("%d file descriptors, %d goroutines, RSS %.1f MiB", f.files, f.goroutines, float64(f.rss)/1024)
}

func measure(t *testing.T) (f footprint) {
	t.Helper()
	debug.FreeOSMemory()
	fds, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skipf("not measured: %v", err)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skipf("not measured: %v", err)
	}
	_, after, _ := bytes.Cut(status, []byte("VmRSS:"))
	if _, err := fmt.Sscan(string(after), &f.rss); err != nil {
		t.Fatal(err)
	}
	f.files, f.goroutines = len(fds), runtime.NumGoroutine()
	return f
}

// TestFaultsThousandReconnects loses the connection of a mailbox a thousand times, polled and idling in turn; each time
// a mail is there.
func TestFaultsThousandReconnects(t *testing.T) {
	const times = 1000
	server := mailtest.New(mailtest.Config{Domains: []string{"acme.example"}})
	server.AddUser("handoff@acme.example", "demo")
	addr, _ := serveMemory(t, server)
	var dials atomic.Int64
	source := imap.Open(imap.Config{Addr: addr, TLS: "none", Username: "handoff@acme.example", Password: "demo",
		Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
			dials.Add(1)
			return new(net.Dialer).DialContext(ctx, network, addr)
		}})
	defer source.Close()
	read := 0
	at, err := source.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	poll := func() {
		t.Helper()
		b, err := source.Poll(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		at, read = b.Cursor, read+len(b.Mails)
	}
	poll()
	before := measure(t)
	began := time.Now()
	for i := range times {
		ctx, stop := context.WithCancel(t.Context())
		idle := make(chan error, 1)
		if i%2 == 0 {
			go func() { idle <- source.Wait(ctx) }()
		} else {
			idle <- nil
		}
		server.DisconnectIMAP()
		if err := server.Store("handoff@acme.example", mailtest.Inbox, []byte("Subject: x\r\n\r\nx\r\n"), began); err != nil {
			t.Fatal(err)
		}
		poll()
		stop()
		<-idle
	}
	took := time.Since(began)
	after := settled(t, before)
	t.Logf("%d reconnects in %.1f s, %d mails read\nbefore: %s\nafter:  %s", dials.Load()-1, took.Seconds(), read, before,
		after)
	if n := dials.Load(); n < times {
		t.Errorf("the connection was made only %d times", n)
	}
	if read != times {
		t.Errorf("%d mails were read, want %d", read, times)
	}
	if !near(before.files, after.files) || !near(before.goroutines, after.goroutines) {
		t.Error("something is left of the lost connections")
	}
	if grown := after.rss - before.rss; grown > 32<<10 {
		t.Errorf("the process has grown by %d KiB", grown)
	}
}

// settled measures until nothing more is held than before, or for ten seconds: the server's own ends close a moment
// later.
func settled(t *testing.T, before footprint) (after footprint) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if after = measure(t); near(before.files, after.files) && near(before.goroutines, after.goroutines) ||
			time.Now().After(deadline) {
			return after
		}
		<-tick.C
	}
}

func near(a, b int) bool { return a-b <= 5 && b-a <= 5 }

// TestFaultsBlackHole measures on the virtual clock how long a half-open connection goes unnoticed with the service's
// own settings.
func TestFaultsBlackHole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := mailtest.New(mailtest.Config{Domains: []string{"acme.example"}})
		defer server.Close()
		server.AddUser("handoff@acme.example", "demo")
		source := imap.Open(imap.Config{Addr: "mx:143", TLS: "none", Username: "handoff@acme.example", Password: "demo",
			Dial: server.DialIMAP})
		defer source.Close()
		at, err := source.Start(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		out := smtp.New(smtp.Config{Addr: "mx:587", TLS: "none", Username: "handoff@acme.example", Password: "demo",
			Dial: server.DialSMTP})
		defer out.Close()
		if err := out.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		noticed := make(chan time.Duration)
		go func() {
			err := source.Wait(t.Context())
			for err == nil {
				if _, err = source.Poll(t.Context(), at); err == nil {
					err = source.Wait(t.Context())
				}
			}
			noticed <- time.Since(began)
		}()
		synctest.Wait()
		server.Stall(true)
		idle := <-noticed
		began = time.Now()
		if err := out.Check(t.Context()); err == nil {
			t.Error("a silent mail server passed the check")
		}
		sending := time.Since(began)
		t.Logf("with the service's own settings a black hole is found after %s by an idling mailbox, after %s by a mail "+
			"to be sent", idle, sending)
		if idle > 10*time.Minute || sending > 5*time.Minute {
			t.Error("that is too late")
		}
		server.Stall(false)
		if _, err := source.Poll(t.Context(), at); err != nil {
			t.Errorf("after it has healed: %v", err)
		}
	})
}
