package web

import (
	"context"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"handoffd/handoff/store"
)

// How often it is looked for changes while somebody watches, how often a quiet stream shows that it lives, and how many
// streams there are at most.
const (
	lookEvery   = time.Second
	beatEvery   = 20 * time.Second
	mostStreams = 1000
	writeTime   = 5 * time.Second
)

// hub tells open pages that something has changed; what that is they ask for themselves. It looks for changes only
// while somebody watches, once for all.
type hub struct {
	look  func(context.Context) (int64, error)
	mu    sync.Mutex
	hints map[chan struct{}]bool
	ended chan struct{}
	woken chan struct{} // somebody watches
	last  atomic.Int64  // what was seen last; negative: nothing, since nobody watched
}

func newHub(look func(context.Context) (int64, error)) *hub {
	h := &hub{look: look, hints: map[chan struct{}]bool{}, ended: make(chan struct{}), woken: make(chan struct{}, 1)}
	h.last.Store(-1)
	return h
}

// close ends all streams.
func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.ended:
	default:
		close(h.ended)
	}
}

// join gives a channel of hints; false if there are too many. One that is not read holds one hint and no more.
func (h *hub) join() (chan struct{}, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.hints) >= mostStreams {
		return nil, false
	}
	c := make(chan struct{}, 1)
	h.hints[c] = true
	select {
	case h.woken <- struct{}{}:
	default:
	}
	return c, true
}

func (h *hub) leave(c chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.hints, c)
}

// watched says whether anybody watches.
func (h *hub) watched() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.hints) > 0
}

// tell gives each stream a hint.
func (h *hub) tell() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.hints {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// run looks for changes until the context ends.
func (h *hub) run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if !h.watched() {
			h.last.Store(-1)
			select {
			case <-ctx.Done():
				return
			case <-h.woken:
			}
		}
		if n, err := h.look(ctx); err == nil {
			if last := h.last.Swap(n); last >= 0 && n != last {
				h.tell()
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// live is a stream of hints that something has changed. It ends with the session, with the part that somebody has, and
// with the service; a browser that does not read is dropped.
func live(v *visit) error {
	hints, ok := v.hub.join()
	if !ok {
		return faultOf(http.StatusServiceUnavailable, "fast")
	}
	defer v.hub.leave(hints)
	out := http.NewResponseController(v.w)
	if err := out.SetReadDeadline(time.Time{}); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/event-stream")
	v.w.Header().Set("X-Accel-Buffering", "no")
	write := func(s string) bool {
		_ = out.SetWriteDeadline(time.Now().Add(writeTime))
		_, err := io.WriteString(v.w, s)
		return err == nil && out.Flush() == nil
	}
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	for said := ": \n\nretry: 5000\n\n"; write(said); {
		select {
		case <-v.r.Context().Done():
			return nil
		case <-v.hub.ended:
			write("event: end\ndata: stopped\n\n")
			return nil
		case <-hints:
			said = "event: changed\ndata: 1\n\n"
		case <-beat.C:
			said = ": \n\n"
		}
		if !v.still() {
			write("event: end\ndata: signed out\n\n")
			return nil
		}
	}
	return nil
}

// still says whether the session goes on, and its person is in the roster.
func (v *visit) still() bool {
	there := false
	cookie, err := v.r.Cookie(v.name(sessionCookie))
	if err != nil {
		return false
	}
	err = v.Store.View(v.r.Context(), func(tx *store.Tx) error {
		_, there, err = tx.Session(cookie.Value, v.Now())
		return err
	})
	return err == nil && there && !v.config().Person(v.me.ID).Gone
}
