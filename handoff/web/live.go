package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"handoffd/handoff"
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

// hub tells open pages that something has changed of what their readers may see; what that is they ask for themselves.
// It looks for changes only while somebody watches, once for all, and reads each lead that has changed once.
type hub struct {
	look  looker
	mu    sync.Mutex
	open  map[*stream]bool
	ended chan struct{}
	woken chan struct{} // somebody watches
	last  atomic.Int64  // the number of the fact that was seen last; negative: nothing, since nobody watched

	told     map[int64]bool // the facts of late that were told
	sessions int64
	roster   *handoff.Config
}

// looker knows what changes.
type looker interface {
	config() *handoff.Config
	changes(ctx context.Context, since int64) (changes, error)
	leads(ctx context.Context, ids []handoff.ID) ([]handoff.Handoff, error)
}

// changes are what has come since a fact, the latest first, and how many sessions there are.
type changes struct {
	facts    []store.Changed
	sessions int64
}

// stream is one open page: whose it is, hints, and that it is to be asked whether its session goes on.
type stream struct {
	who   handoff.PersonID
	hints chan struct{}
	check chan struct{}
}

// late is how far back facts are looked for: of two that are written at once the one with the lower number may come to
// be seen after the other.
const late = 500

func newHub(look looker) *hub {
	h := &hub{look: look, open: map[*stream]bool{}, ended: make(chan struct{}), woken: make(chan struct{}, 1)}
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

// join opens a stream; false if there are too many. One that is not read holds one hint and no more.
func (h *hub) join(who handoff.PersonID) (*stream, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.open) >= mostStreams {
		return nil, false
	}
	s := &stream{who: who, hints: make(chan struct{}, 1), check: make(chan struct{}, 1)}
	h.open[s] = true
	knock(h.woken)
	return s, true
}

func (h *hub) leave(s *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.open, s)
}

// knock leaves word in a channel that holds one.
func knock(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// watched says whether anybody watches.
func (h *hub) watched() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.open) > 0
}

// recheck has every stream see whether its session goes on.
func (h *hub) recheck() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for s := range h.open {
		knock(s.check)
	}
}

// tell gives a hint to the streams of those who may see one of the leads.
func (h *hub) tell(leads []handoff.Handoff) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c, sees := h.look.config(), map[handoff.PersonID]bool{}
	for s := range h.open {
		if _, known := sees[s.who]; !known {
			sees[s.who] = slices.ContainsFunc(leads, func(l handoff.Handoff) bool { return handoff.MaySee(&l, c, s.who) })
		}
		if sees[s.who] {
			knock(s.hints)
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
		h.see(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// see looks once: leads that have changed, sessions that have ended, and another config.
func (h *hub) see(ctx context.Context) {
	last := h.last.Load()
	now, err := h.look.changes(ctx, max(0, last-late))
	if err != nil {
		return
	}
	told, newest := make(map[int64]bool, len(now.facts)), max(0, last)
	var ids []handoff.ID
	for _, f := range now.facts {
		if told[f.Fact], newest = true, max(newest, f.Fact); !h.told[f.Fact] && !slices.Contains(ids, f.Handoff) {
			ids = append(ids, f.Handoff)
		}
	}
	if last >= 0 && len(ids) > 0 {
		leads, err := h.look.leads(ctx, ids)
		if err != nil {
			return
		}
		h.tell(leads)
	}
	c := h.look.config()
	if last >= 0 && (now.sessions != h.sessions || c != h.roster) {
		h.recheck()
	}
	h.told, h.sessions, h.roster = told, now.sessions, c
	h.last.Store(newest)
}

// changes are those of all leads and sessions.
func (s *Server) changes(ctx context.Context, since int64) (now changes, err error) {
	err = s.Store.View(ctx, func(tx *store.Tx) error {
		if now.facts, err = tx.ChangedSince(since, 2*late); err == nil {
			now.sessions, err = tx.CountSessions()
		}
		return err
	})
	return now, err
}

// leads reads each lead once.
func (s *Server) leads(ctx context.Context, ids []handoff.ID) (out []handoff.Handoff, err error) {
	err = s.Store.View(ctx, func(tx *store.Tx) error {
		for _, id := range ids {
			switch h, err := tx.Handoff(id); {
			case err == nil:
				out = append(out, h)
			case !errors.Is(err, store.ErrNotFound):
				return err
			}
		}
		return nil
	})
	return out, err
}

// live is a stream of hints that something has changed. It ends with the session, with the part that somebody has, and
// with the service; a browser that does not read is dropped.
func live(v *visit) error {
	s, ok := v.hub.join(v.me.ID)
	if !ok {
		return faultOf(http.StatusServiceUnavailable, "fast")
	}
	defer v.hub.leave(s)
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
	for said := ": \n\nretry: 5000\n\n"; said == "" || write(said); {
		select {
		case <-v.r.Context().Done():
			return nil
		case <-v.hub.ended:
			write("event: end\ndata: stopped\n\n")
			return nil
		case <-s.check:
			said = ""
		case <-s.hints:
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

// still says whether the session goes on, and its person has the part that they had.
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
	return err == nil && there && !v.config().Person(v.me.ID).Gone &&
		reflect.DeepEqual(handoff.ScopeOf(v.config(), v.me.ID), v.scope)
}
