package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"handoffd/calendar/google"
)

// channels is a calendar that is watched: it gives channels and remembers those that are open.
type channels struct {
	mu     sync.Mutex
	refuse int // so many tries
	open   map[string]google.Channel
	opened chan google.Channel
}

func (c *channels) Watch(_ context.Context, address, token string) (google.Channel, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refuse > 0 {
		c.refuse--
		return google.Channel{}, errors.New("not now")
	}
	ch := google.Channel{ID: "channel of " + address + " " + token, Token: token, Until: time.Now().Add(time.Hour),
		Renew: time.Now()}
	c.open[ch.ID] = ch
	c.opened <- ch
	return ch, nil
}

func (c *channels) Stop(_ context.Context, ch google.Channel) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, ch.ID)
	return nil
}

// TestPush: a call on an open channel wakes the reading of that calendar, nobody else's does; a channel is renewed
// before it ends, and none stays open.
func TestPush(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &channels{refuse: 1, open: map[string]google.Channel{}, opened: make(chan google.Channel)}
	changed, renew := make(chan string, 10), make(chan time.Duration)
	p := &push{url: "https://handoff.acme.example/calendar", log: slog.New(slog.DiscardHandler),
		changed: func(a string) { changed <- a },
		pause: func(ctx context.Context, d time.Duration) {
			select {
			case renew <- d:
			case <-ctx.Done():
			}
		}}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.serve(ctx, l, map[string]watcher{"handoff@acme.example": c})
	}()
	if d := <-renew; d != pushAgain {
		t.Errorf("after a refusal it waits %v", d)
	}
	call := func(ch google.Channel, state string) int {
		r, err := http.NewRequest(http.MethodPost, "http://"+l.Addr().String()+"/calendar", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Goog-Channel-ID", ch.ID)
		r.Header.Set("X-Goog-Channel-Token", ch.Token)
		r.Header.Set("X-Goog-Resource-State", state)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	first := <-c.opened
	<-renew
	forged := first
	forged.Token = "guessed"
	for _, row := range []struct {
		name  string
		ch    google.Channel
		state string
		code  int
	}{{"the opening call", first, "sync", 204}, {"a wrong token", forged, "exists", 403},
		{"no channel", google.Channel{ID: "x"}, "exists", 403}, {"a change", first, "exists", 204}} {
		if code := call(row.ch, row.state); code != row.code {
			t.Errorf("%s: %d, want %d", row.name, code, row.code)
		}
	}
	if a := <-changed; a != "handoff@acme.example" || len(changed) > 0 {
		t.Errorf("woken for %q, and %d times more", a, len(changed))
	}
	second := <-c.opened
	<-renew
	if code := call(first, "exists"); code != 403 {
		t.Errorf("a call on the channel before: %d", code)
	}
	if code := call(second, "exists"); code != 204 || <-changed != "handoff@acme.example" {
		t.Errorf("a call on the renewed channel: %d", code)
	}
	stop()
	select {
	case <-c.opened: // it was opening a third one
	case <-ended:
	}
	<-ended
	if len(c.open) > 0 {
		t.Errorf("%d channels stay open", len(c.open))
	}
}
