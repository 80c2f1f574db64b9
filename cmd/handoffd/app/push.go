package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"handoffd/calendar/google"
)

// watcher is a calendar that calls when it changes. *google.Provider is one.
type watcher interface {
	Watch(ctx context.Context, address, token string) (google.Channel, error)
	Stop(ctx context.Context, ch google.Channel) error
}

// push listens for Google's calls that a calendar has changed, and keeps the channels open on which they come. It only
// makes reading sooner: calls get lost, so every calendar is polled as well.
type push struct {
	url     string
	log     *slog.Logger
	changed func(address string)
	pause   func(ctx context.Context, d time.Duration)

	mu    sync.Mutex
	known map[string]google.Channel // by channel id
	of    map[string]string         // channel id → handoff address
}

// maxCall bounds the header of a call; it has no body to be read.
const maxCall = 16 << 10

// pushAgain is how long a channel that could not be opened waits for the next try.
const pushAgain = 10 * time.Minute

// serve answers calls at the listener and watches the calendars until the context ends.
func (p *push) serve(ctx context.Context, l net.Listener, calendars map[string]watcher) {
	p.known, p.of = map[string]google.Channel{}, map[string]string{}
	s := &http.Server{Handler: google.Called(p.channel, p.called), ReadTimeout: 10 * time.Second,
		WriteTimeout: 10 * time.Second, MaxHeaderBytes: maxCall,
		ErrorLog: slog.NewLogLogger(p.log.Handler(), slog.LevelDebug)}
	var wg sync.WaitGroup
	for address, w := range calendars {
		wg.Go(func() { p.watch(ctx, address, w) })
	}
	wg.Go(func() {
		if err := s.Serve(l); err != nil && ctx.Err() == nil {
			p.log.Error("nobody hears Google's calls any more; calendars are polled", "error", err)
		}
	})
	<-ctx.Done()
	_ = s.Close()
	wg.Wait()
}

func (p *push) channel(id string) (google.Channel, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	ch, ok := p.known[id]
	return ch, ok
}

func (p *push) called(ch google.Channel) {
	p.mu.Lock()
	address := p.of[ch.ID]
	p.mu.Unlock()
	p.changed(address)
}

// watch keeps one channel open: a new one before the old one ends.
func (p *push) watch(ctx context.Context, address string, w watcher) {
	var old google.Channel
	for ctx.Err() == nil {
		ch, err := w.Watch(ctx, p.url, rand.Text())
		wait := pushAgain
		if err != nil {
			p.log.Warn("Google will not call when the calendar changes; it is polled, and asked again", "calendar", address,
				"error", err)
		} else {
			p.log.Info("Google calls when the calendar changes", "calendar", address, "until", ch.Until)
			p.mu.Lock()
			p.known[ch.ID], p.of[ch.ID] = ch, address
			p.mu.Unlock()
			p.end(ctx, w, old)
			old, wait = ch, time.Until(ch.Renew)
		}
		p.pause(ctx, wait)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	p.end(ctx, w, old)
}

// end closes a channel; one that stays open only calls in vain until it ends by itself.
func (p *push) end(ctx context.Context, w watcher, ch google.Channel) {
	if ch.ID == "" {
		return
	}
	if err := w.Stop(ctx, ch); err != nil {
		p.log.Warn("a channel of Google could not be closed", "error", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.known, ch.ID)
	delete(p.of, ch.ID)
}

// pushed lists the calendars that call, and where they are heard; nothing where none is to call.
func (a *App) pushed() (listen, url string, out map[string]watcher) {
	out = map[string]watcher{}
	for address, where := range a.Config.Agendas {
		if w, ok := a.calendars.Agendas[address].(watcher); ok && where.PushURL != "" {
			listen, url, out[address] = where.PushListen, where.PushURL, w
		}
	}
	return listen, url, out
}

// hear begins to listen for calls, if any calendar is to call. The function returned waits for the end.
func (a *App) hear(ctx context.Context, log *slog.Logger) (done func(), err error) {
	listen, url, calendars := a.pushed()
	if len(calendars) == 0 {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, fmt.Errorf("listen for calls of Google at push_listen: %w; give an address of this machine that is free",
			err)
	}
	p := &push{url: url, log: log, changed: a.Engine.CalendarCalled, pause: pause}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.serve(ctx, l, calendars)
	}()
	return func() { <-ended }, nil
}

// pause waits, or for the end.
func pause(ctx context.Context, d time.Duration) { _ = SleepUntil(ctx, time.Now().Add(d)) }
