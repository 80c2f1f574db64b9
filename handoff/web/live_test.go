package web

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
)

// stream opens the stream of hints of a browser over a real connection.
func (b *browser) stream(t *testing.T, url string) *bufio.Reader {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range b.cookies {
		req.AddCookie(&http.Cookie{Name: k, Value: v})
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil || res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("stream: %v %v", res, err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return bufio.NewReader(res.Body)
}

// nextEvent reads on to the next event.
func nextEvent(t *testing.T, r *bufio.Reader) string {
	t.Helper()
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return "closed"
		}
		if name, ok := strings.CutPrefix(line, "event: "); ok {
			return strings.TrimSpace(name)
		}
	}
}

// TestLive: who watches is told that something has changed, and of the end; a stream does not hold the end up.
func TestLive(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- r.Serve(ctx, l, "", "") }()
	url := "http://" + l.Addr().String()
	one, two := r.as("rita").stream(t, url), r.as("mara").stream(t, url)
	other := r.as("tara").stream(t, url)
	if res, err := http.Get(url + "/live"); err != nil || res.StatusCode != http.StatusUnauthorized {
		t.Errorf("as nobody: %v %v", res, err)
	}
	for r.hub.last.Load() < 0 { // it has looked once
		runtime.Gosched()
	}
	about := handoff.About{At: r.now, By: handoff.Who{Person: "rita"}, Via: handoff.ViaPage, Strength: handoff.Seen}
	if _, err := r.Desk.Say(t.Context(), desk.Spoken{Handoff: h.ID, About: about, Words: "accept"}); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*bufio.Reader{one, two} {
		if e := nextEvent(t, s); e != "changed" {
			t.Errorf("told %q", e)
		}
	}
	stop()
	for _, s := range []*bufio.Reader{one, two, other} { // tara was told of no change: it is not her lead
		if e := nextEvent(t, s); e != "end" {
			t.Errorf("at the end told %q", e)
		}
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Error("the end waits for streams")
	}
}

// TestAStreamEndsWithItsSession: whoever has signed out is told of no change any more, only of the end, and that at once;
// so is whoever has another part.
func TestAStreamEndsWithItsSession(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { _ = r.Serve(ctx, l, "", "") }()
	rita := r.as("rita")
	stream := rita.stream(t, "http://"+l.Addr().String())
	for r.hub.last.Load() < 0 { // it has looked once
		runtime.Gosched()
	}
	rita.post("/signout")
	if e := nextEvent(t, stream); e != "end" {
		t.Errorf("told %q", e)
	}
	mara := r.as("mara").stream(t, "http://"+l.Addr().String())
	c := *r.Desk.Config()
	c.Hash, c.Teams = "another part", slices.Clone(c.Teams)
	c.Teams[0].Managers = []handoff.PersonID{"quinn"}
	if err := r.Desk.Reload(t.Context(), &c); err != nil {
		t.Fatal(err)
	}
	if e := nextEvent(t, mara); e != "end" {
		t.Errorf("with another part told %q", e)
	}
}

// TestAnEndedSessionIsToldOfNoChange: also where it ends elsewhere.
func TestAnEndedSessionIsToldOfNoChange(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() { _ = r.Serve(ctx, l, "", "") }()
	stream := r.as("rita").stream(t, "http://"+l.Addr().String())
	for r.hub.last.Load() < 0 { // it has looked once
		runtime.Gosched()
	}
	if err := r.Store.Update(t.Context(), func(tx *store.Tx) error {
		all, err := tx.Sessions("rita", r.now)
		for _, s := range all {
			if _, err = tx.EndSession(s.Hash, ""); err != nil {
				return err
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	about := handoff.About{At: r.now, By: handoff.Who{Person: "rita"}, Via: handoff.ViaPage, Strength: handoff.Seen}
	if _, err := r.Desk.Say(t.Context(), desk.Spoken{Handoff: h.ID, About: about, Words: "accept"}); err != nil {
		t.Fatal(err)
	}
	if e := nextEvent(t, stream); e != "end" {
		t.Errorf("told %q", e)
	}
}
