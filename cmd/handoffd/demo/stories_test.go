package demo

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff/engine"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store/storetest"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
)

// The stories, in three worlds: in one process on the jumping clock (as the demo), in one process with the service
// running in real concurrency on synctest's clock, and over real Dovecot and Postfix.

func playAll(t *testing.T, ctx context.Context, s *stage, out *strings.Builder) {
	t.Helper()
	playThese(t, ctx, s, out, stories())
}

func playThese(t *testing.T, ctx context.Context, s *stage, out *strings.Builder, all []story) {
	t.Helper()
	for _, st := range all {
		from := out.Len()
		ok, err := s.play(ctx, st, false)
		if err != nil || !ok {
			t.Fatalf("story %s: ok %v, error %v\n%s", st.key, ok, err, out.String()[from:])
		}
	}
}

func TestStoriesOnTheJumpingClock(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	clock := NewClock(Start())
	server := newServer(clock)
	defer server.Close()
	s, done, err := newStage(t.Context(), t.TempDir(), clock, pipeHost(server), stageOptions{out: &out, url: database(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	playAll(t, t.Context(), s, &out)
}

// TestBrokenStories withholds one answer each: that story, and only that one, must not end as told.
func TestBrokenStories(t *testing.T) {
	t.Parallel()
	for _, broken := range stories() {
		t.Run(broken.key, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			clock := NewClock(Start())
			server := newServer(clock)
			defer server.Close()
			s, done, err := newStage(t.Context(), t.TempDir(), clock, pipeHost(server),
				stageOptions{out: &out, url: database(t)})
			if err != nil {
				t.Fatal(err)
			}
			defer done()
			ok, err := s.play(t.Context(), broken, true)
			if err != nil {
				t.Fatal(err)
			}
			if ok {
				t.Fatalf("story %s ended as told though an answer was withheld:\n%s", broken.key, out.String())
			}
		})
	}
}

// database is the URL of a database for one demo, empty where the tests run on SQLite.
func database(t testing.TB) string {
	if storetest.OnPostgres() {
		return storetest.Database(t)
	}
	return ""
}

// bubbleClock is synctest's: it stands still while anybody has something to do.
type bubbleClock struct{}

func (bubbleClock) Now() time.Time    { return time.Now() }
func (bubbleClock) Jump(to time.Time) { time.Sleep(time.Until(to)) }

func TestStoriesInABubble(t *testing.T) {
	if testing.Short() {
		t.Skip("days of a service in real concurrency; TestStoriesOnTheJumpingClock plays the same stories")
	}
	t.Parallel()
	dir, url := t.TempDir(), database(t)
	synctest.Test(t, func(t *testing.T) {
		var out strings.Builder
		ctx, stop := context.WithCancel(t.Context())
		server := newServer(bubbleClock{})
		s, done, err := newStage(ctx, dir, bubbleClock{}, pipeHost(server),
			stageOptions{out: &out, wait: app.SleepUntil, url: url})
		if err != nil {
			t.Fatal(err)
		}
		served := make(chan error, 1)
		go func() { served <- s.engine.Serve(ctx) }()
		s.settle = func(context.Context) error { synctest.Wait(); return nil }
		playThese(t, ctx, s, &out, []story{storyB(), storyC(), storyD()}) // the others take weeks
		stop()
		if err := <-served; !errors.Is(err, context.Canceled) {
			t.Errorf("serve ended with %v", err)
		}
		done()
		_ = server.Close()
		synctest.Wait()
	})
}

// counting counts what the engine hands over.
type counting struct {
	outbox.Carrier
	n *int
}

func (c counting) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	got, err := c.Carrier.Carry(ctx, i)
	if err == nil {
		*c.n++
	}
	return got, err
}

// untilDelivered waits until n mails lie in maildirs.
func untilDelivered(ctx context.Context, dir string, n func() int) error {
	deadline := time.Now().Add(time.Minute)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		got, err := hosttest.Delivered(dir)
		switch {
		case err != nil:
			return err
		case got >= n():
			return nil
		case time.Now().After(deadline):
			return errors.New("mail that was handed over did not arrive within a minute")
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func TestStoriesOverDovecotAndPostfix(t *testing.T) {
	t.Parallel()
	r := hosttest.StartReal(t)
	var out strings.Builder
	clock := NewClock(Start())
	byEngine := 0
	var s *stage
	h := host{
		imap: func(a string) imap.Config { return hosttest.IMAP(r, a) },
		smtp: func(string) smtp.Config { return hosttest.SMTP(r) },
		settled: func(ctx context.Context) error {
			return untilDelivered(ctx, r.Dir, func() int { return byEngine + s.handed })
		},
	}
	s, done, err := newStage(t.Context(), t.TempDir(), clock, h,
		stageOptions{out: &out, url: database(t), tune: func(o *engine.Options) {
			for address, c := range o.MailOf {
				o.MailOf[address] = counting{c, &byEngine}
			}
			o.Sources[0].Mailbox = hosttest.Arriving{Mailbox: o.Sources[0].Mailbox, Now: clock.Now}
		}})
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	playAll(t, t.Context(), s, &out)
	t.Logf("%d mails by handoffd and %d by people went through Postfix and Dovecot", byEngine, s.handed)
}
