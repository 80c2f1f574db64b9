package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"handoffd/handoff/web"
)

// pagesAt is where the pages of a demonstration are served, if that is free.
const pagesAt = "127.0.0.1:8025"

// settleEvery is how often what was said on the pages is carried out.
const settleEvery = 300 * time.Millisecond

// keepUp serves the pages with what the stories have left, on a clock that goes on from where they ended, until the
// context ends.
func (s *stage) keepUp(ctx context.Context, clock *Clock) error {
	l, err := net.Listen("tcp", pagesAt)
	if err != nil {
		if l, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return fmt.Errorf("serve the pages of the demo: %w", err)
		}
	}
	url := "http://" + l.Addr().String()
	pages, err := s.app.Pages(func(o *web.Options) { o.URL, o.OneClick, o.Outside = url, true, outside() })
	if err != nil {
		return err
	}
	s.out.pages(url)
	ended := make(chan error, 1)
	go func() { ended <- pages.Serve(ctx, l, "", "") }()
	began, from := time.Now(), clock.Now()
	tick := time.NewTicker(settleEvery)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			return err
		case <-tick.C:
		}
		clock.Jump(from.Add(time.Since(began)))
		if err := s.settle(ctx); err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
	}
}

// outside are the people outside who get mail, as a brief names them.
func outside() (out []string) {
	for _, p := range prospects() {
		out = append(out, p[0]+" <"+p[1]+">")
	}
	return out
}
