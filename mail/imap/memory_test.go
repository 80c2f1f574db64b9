package imap_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
)

const user = "rep@acme.example"

// memory is the in-process server, over pipes.
type memory struct{ *mailtest.Server }

func newMemory(t testing.TB) memory {
	s := mailtest.New(mailtest.Config{Domains: []string{"acme.example"}})
	t.Cleanup(func() { s.Close() })
	return memory{s}
}

func (m memory) config(user string) imap.Config {
	m.AddUser(user, "pw")
	return m.login(user)
}

func (m memory) login(user string) imap.Config {
	return imap.Config{Addr: "mx.acme.example:143", TLS: "none", Username: user, Password: "pw", Dial: m.DialIMAP,
		Timeout: 10 * time.Second}
}

func (m memory) store(t testing.TB, n int) {
	t.Helper()
	for _, raw := range messages(n, 10) {
		must(t, m.Store(user, mailtest.Inbox, raw, monday))
	}
}

func TestMemory(t *testing.T) { suite(t, newMemory(t)) }

// inBubble runs a test of INBOX under a fake clock.
func inBubble(t *testing.T, test func(*testing.T, memory, *imap.Source)) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemory(t)
		source := imap.Open(m.config(user))
		t.Cleanup(func() { source.Close() })
		test(t, m, source)
	})
}

func TestSilentServer(t *testing.T) {
	inBubble(t, func(t *testing.T, m memory, source *imap.Source) {
		start, err := source.Start(t.Context())
		must(t, err)
		m.store(t, 1)
		m.Stall(true)
		began := time.Now()
		_, err = source.Poll(t.Context(), start)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("poll of a silent server: %v", err)
		}
		// The old connection and one new one were tried.
		if took := time.Since(began); took != 20*time.Second {
			t.Errorf("took %v", took)
		}
		m.Stall(false)
		b, err := source.Poll(t.Context(), start)
		if err != nil || len(b.Mails) != 1 {
			t.Errorf("afterwards: %d mails, %v", len(b.Mails), err)
		}
	})
}

func TestLostWhileUnused(t *testing.T) {
	inBubble(t, func(t *testing.T, m memory, source *imap.Source) {
		start, err := source.Start(t.Context())
		must(t, err)
		m.DisconnectIMAP()
		m.store(t, 2)
		b, err := source.Poll(t.Context(), start)
		if err != nil || len(b.Mails) != 2 {
			t.Errorf("got %d mails, %v", len(b.Mails), err)
		}
		m.DisconnectIMAP()
		must(t, source.Seen(t.Context(), uids(b)))
	})
}

func TestLostWhileWaiting(t *testing.T) {
	inBubble(t, func(t *testing.T, m memory, source *imap.Source) {
		must(t, source.Wait(t.Context()))
		ended := make(chan error, 1)
		go func() { ended <- source.Wait(t.Context()) }()
		synctest.Wait()
		m.DisconnectIMAP()
		if err, ok := errors.AsType[*imap.Error](<-ended); !ok || err.Op != "wait" || strings.Contains(err.Error(), "\n") {
			t.Errorf("wait ended with %v", err)
		}
		must(t, source.Wait(t.Context())) // connects again
	})
}

func TestWaitWithoutNotice(t *testing.T) {
	inBubble(t, func(t *testing.T, m memory, source *imap.Source) {
		must(t, source.Wait(t.Context()))
		began := time.Now()
		must(t, source.Wait(t.Context()))
		if took := time.Since(began); took != 5*time.Minute {
			t.Errorf("waited %v", took)
		}
		ended := make(chan error, 1)
		began = time.Now()
		go func() { ended <- source.Wait(t.Context()) }()
		synctest.Wait()
		m.Stall(true) // a half-open connection is left after the same time
		must(t, <-ended)
		if took := time.Since(began); took > 6*time.Minute {
			t.Errorf("waited %v on a dead connection", took)
		}
		if _, err := source.Poll(t.Context(), imap.Cursor{}); err == nil {
			t.Error("a poll of the dead connection succeeds")
		}
	})
}

func TestClose(t *testing.T) {
	inBubble(t, func(t *testing.T, m memory, source *imap.Source) {
		must(t, source.Wait(t.Context()))
		ended := make(chan error, 1)
		go func() { ended <- source.Wait(t.Context()) }()
		synctest.Wait()
		must(t, source.Close())
		if err := <-ended; !errors.Is(err, net.ErrClosed) {
			t.Errorf("wait ended with %v", err)
		}
		if _, err := source.Poll(t.Context(), imap.Cursor{}); !errors.Is(err, net.ErrClosed) {
			t.Errorf("poll after close: %v", err)
		}
		must(t, source.Close())
	})
}

func TestCancelledWaitKeepsConnection(t *testing.T) {
	inBubble(t, func(t *testing.T, m memory, source *imap.Source) {
		must(t, source.Wait(t.Context()))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := source.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("wait ended with %v", err)
		}
		m.FailNext(mailtest.StageLogin, 0, 1) // a new connection would be refused
		_, err := source.Poll(t.Context(), imap.Cursor{})
		must(t, err)
	})
}

func TestRenewedUIDs(t *testing.T) {
	inBubble(t, func(t *testing.T, m memory, source *imap.Source) {
		for age := range 20 {
			must(t, m.Store(user, mailtest.Inbox, message("m", 10), time.Now().AddDate(0, 0, age-20)))
		}
		before, err := source.Poll(t.Context(), imap.Cursor{})
		must(t, err)
		old := before.Cursor
		must(t, m.RenewUIDs(user, mailtest.Inbox))
		must(t, source.Seen(t.Context(), []uint32{1})) // of the old numbering
		other := client(t, m.login(user))
		_, err = other.Select(mailtest.Inbox, nil).Wait()
		must(t, err)
		marked, err := other.UIDSearch(&goimap.SearchCriteria{Flag: []goimap.Flag{goimap.FlagSeen}}, nil).Wait()
		must(t, err)
		if len(marked.AllUIDs()) > 0 {
			t.Error("a mail of the new numbering was marked")
		}
		b, err := source.Poll(t.Context(), old)
		must(t, err)
		if !b.Reset || b.Cursor.UIDValidity == old.UIDValidity {
			t.Errorf("got reset %v, cursor %v after %v", b.Reset, b.Cursor, old)
		}
		if diff := cmp.Diff([]uint32{14, 15, 16, 17, 18, 19, 20}, uids(b)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestPollEndsIdle(t *testing.T) {
	inBubble(t, func(t *testing.T, m memory, source *imap.Source) {
		must(t, source.Wait(t.Context()))
		ended := make(chan error, 1)
		began := time.Now()
		go func() { ended <- source.Wait(t.Context()) }()
		for range 3 {
			synctest.Wait()
			_, err := source.Poll(t.Context(), imap.Cursor{})
			must(t, err)
		}
		if took := time.Since(began); took > 0 {
			t.Errorf("the polls took %v", took)
		}
		must(t, <-ended) // the wait went on
		if took := time.Since(began); took != 5*time.Minute {
			t.Errorf("waited %v", took)
		}
	})
}

func TestPlaintextIsForLoopback(t *testing.T) {
	for _, addr := range []string{"mail.acme.example:143", "192.0.2.1:143", "localhost.acme.example:143"} {
		source := imap.Open(imap.Config{Addr: addr, TLS: "none", Username: user, Password: "pw"})
		if _, err := source.Start(t.Context()); !errors.Is(err, imap.ErrPlaintext) {
			t.Errorf("%s: %v", addr, err)
		}
	}
	source := imap.Open(imap.Config{Addr: "127.0.0.1:1", TLS: "ssl", Username: user})
	if _, err := source.Start(t.Context()); err == nil {
		t.Error("an unknown tls mode was taken")
	}
}

// Whatever happens meanwhile, every mail that is not expunged comes exactly once and
// in order, as long as the caller goes on from the cursor it was given.
func TestEveryMailOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := mailtest.New(mailtest.Config{})
		defer m.Close()
		c := memory{m}.config(user)
		c.Folder = mailtest.Inbox
		source := imap.Open(c)
		defer func() { source.Close() }()
		var (
			got    []uint32
			stored uint32
			after  imap.Cursor
		)
		read := func(keep bool) (more bool) {
			b, err := source.Poll(context.Background(), after)
			if err != nil {
				t.Fatal(err)
			}
			if keep {
				got, after = append(got, uids(b)...), b.Cursor
			}
			return b.More
		}
		t.Repeat(map[string]func(*rapid.T){
			"store": func(t *rapid.T) {
				for range rapid.IntRange(1, 60).Draw(t, "mails") {
					if err := m.Store(user, mailtest.Inbox, []byte("Subject: x\r\n\r\n"), monday); err != nil {
						t.Fatal(err)
					}
					stored++
				}
			},
			"poll":       func(*rapid.T) { read(true) },
			"rolledBack": func(*rapid.T) { read(false) },
			"lost":       func(*rapid.T) { m.DisconnectIMAP() },
			"restart":    func(*rapid.T) { source.Close(); source = imap.Open(c) },
		})
		for read(true) {
		}
		for i := range stored {
			if int(i) >= len(got) || got[i] != i+1 {
				t.Fatalf("of %d mails came %v", stored, got)
			}
		}
		if len(got) != int(stored) {
			t.Fatalf("%d mails came for %d", len(got), stored)
		}
	})
}
