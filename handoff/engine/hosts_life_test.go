package engine

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
	"handoffd/mail"
)

// hosted is an office whose events live on a server. Reps need only accept.
func hosted(t *testing.T, start func(*office) *host) (*office, *host) {
	t.Helper()
	o := newOffice(t)
	o.c.Teams[0].Reps = []handoff.PersonID{"rita", "mara"}
	o.c.Teams[0].Policy.Require = []handoff.Requirement{handoff.RequireAccept}
	s := start(o)
	o.e.Organizers, o.e.Owns = s.organizer(s.way), s.owns(s.way, o.c, "rita", "mara")
	o.wire()
	o.c.Events = map[bool]handoff.EventsIn{true: handoff.EventsCopied, false: handoff.EventsHosted}[s.mails]
	return o, s
}

// since is what came on top of the notices before.
func since(before, now map[string]int) map[string]int {
	out := map[string]int{}
	for who, n := range now {
		if n != before[who] {
			out[who] = n - before[who]
		}
	}
	return out
}

// step is one thing that happens to a meeting, and what is to be true after it.
type step struct {
	name   string
	do     func(o *office, s *host, h handoff.Handoff)
	state  handoff.State
	rep    handoff.PersonID
	guests map[string]calendar.PartStat // nil: no event is left
	told   map[string]int
	blocks []string // whose calendars have time for preparation
}

func words(text string) func(*office, *host, handoff.Handoff) {
	return func(o *office, _ *host, _ handoff.Handoff) { o.reply(quinn, o.last(quinn), text) }
}

func answers(by map[string]calendar.PartStat) func(*office, *host, handoff.Handoff) {
	return func(o *office, s *host, h handoff.Handoff) {
		for who, a := range by {
			s.answer(h, who, a)
		}
	}
}

// life is a meeting from the offer to its end.
func life() []step {
	const none, yes = calendar.NeedsAction, calendar.Accepted
	both := map[string]calendar.PartStat{rita: yes, pat: yes}
	return []step{
		{"offered", func(o *office, _ *host, _ handoff.Handoff) {
			o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
		}, handoff.Offered, "rita", map[string]calendar.PartStat{rita: none, pat: none}, map[string]int{rita: 1, pat: 1},
			nil},
		{"accepted", answers(both), handoff.Accepted, "rita", both, map[string]int{}, []string{rita}},
		{"moved", words("move Thu 26 November 11:00"), handoff.Offered, "rita",
			map[string]calendar.PartStat{rita: none, pat: none}, map[string]int{rita: 1, pat: 1}, []string{rita}},
		{"accepted again", answers(both), handoff.Accepted, "rita", both, map[string]int{}, []string{rita}},
		{"declined", answers(map[string]calendar.PartStat{rita: calendar.Declined}), handoff.Offered, "mara",
			map[string]calendar.PartStat{mara: none, pat: yes}, map[string]int{rita: 1, mara: 1, pat: 1}, nil},
		{"taken over", answers(map[string]calendar.PartStat{mara: yes}), handoff.Accepted, "mara",
			map[string]calendar.PartStat{mara: yes, pat: yes}, map[string]int{}, []string{mara}},
		{"cancel", words("cancel"), handoff.Accepted, "mara", map[string]calendar.PartStat{mara: yes, pat: yes},
			map[string]int{}, []string{mara}},
		{"cancelled", words("cancel"), handoff.Closed, "mara", nil, map[string]int{mara: 1, pat: 1}, nil},
	}
}

// TestALifeOnEveryHost: one event, one notice to each whom it concerns, and time for preparation with the rep who has
// accepted.
func TestALifeOnEveryHost(t *testing.T) {
	t.Parallel()
	onHosts(t, func(t *testing.T, start func(*office) *host) {
		o, s := hosted(t, start)
		var h handoff.Handoff
		told := s.notices()
		for _, x := range life() {
			o.now = o.now.Add(time.Minute)
			x.do(o, s, h)
			o.settle(time.Minute)
			o.settle(3 * time.Minute)
			h = o.one()
			if h.State != x.state || h.Rep() != x.rep {
				t.Fatalf("%s: %s with %q: %v", x.name, h.State, h.Rep(), h.Why)
			}
			now := s.notices()
			if d := diff.Diff(x.told, since(told, now)); d != "" {
				t.Errorf("%s: notices (-want +got):\n%s", x.name, d)
			}
			told = now
			x.check(t, s, h)
		}
	})
}

// check compares the calendars with what should stand there.
func (x step) check(t *testing.T, s *host, h handoff.Handoff) {
	t.Helper()
	all, wanted := s.entries(handoffAddress, h.UID), x.guests
	if s.mails { // a copy of the rep's event, and no other
		all, wanted = s.entries(handoffAddress, ""), map[string]calendar.PartStat{}
		for _, g := range h.Guests {
			if answer, invited := x.guests[g.Address]; invited && g.Person != "" && g.Live {
				wanted[g.Address] = answer
				if len(all) == 1 && all[0].UID != g.UID {
					t.Errorf("%s: the copy is of %s, %s holds %s", x.name, all[0].UID, g.Person, g.UID)
				}
			}
		}
	}
	for i := range all {
		for j, a := range all[i].Attendees {
			all[i].Attendees[j].PartStat = cmp.Or(a.PartStat, calendar.NeedsAction)
		}
	}
	if x.guests == nil {
		if len(all) > 0 {
			t.Errorf("%s: the event is still there: %+v", x.name, all)
		}
	} else if len(all) != 1 {
		t.Fatalf("%s: %d events, want one", x.name, len(all))
	} else {
		if !all[0].Start.Equal(h.Start) || !all[0].End.Equal(h.End) {
			t.Errorf("%s: the event is at %s, the meeting at %s", x.name, all[0].Start, h.Start)
		}
		if d := diff.Diff(wanted, guests(all[0])); d != "" {
			t.Errorf("%s: guests (-want +got):\n%s", x.name, d)
		}
	}
	var blocks []string
	for _, who := range []string{rita, mara} {
		for _, b := range s.entries(who, h.Events().Block()) {
			blocks = append(blocks, who)
			if !b.End.Equal(h.Start) || b.End.Sub(b.Start) != 15*time.Minute || len(b.Attendees) > 0 {
				t.Errorf("%s: block %s–%s with %v", x.name, b.Start, b.End, b.Attendees)
			}
			if text := b.Summary + b.Description; !strings.HasPrefix(text, "Prepare: Pat Kim (Globex)") ||
				!strings.Contains(text, "Need: quotes") {
				t.Errorf("%s: the block says %q", x.name, text)
			}
		}
	}
	if d := diff.Diff(x.blocks, blocks); d != "" {
		t.Errorf("%s: blocks (-want +got):\n%s", x.name, d)
	}
}

// dies is a way to the server on which the process ends: at request n, before or after the server has done it. What it
// had written down by then is copied, as another process finds it.
type dies struct {
	way   http.RoundTripper
	left  atomic.Int64 // requests that it lives for
	after bool
	copy  func()
	dead  atomic.Bool
}

func (d *dies) RoundTrip(r *http.Request) (*http.Response, error) {
	if d.ends() {
		if d.after {
			if resp, err := d.way.RoundTrip(r); err == nil {
				resp.Body.Close()
			}
		}
		d.copy()
	}
	if d.dead.Load() {
		return nil, errDied
	}
	return d.way.RoundTrip(r)
}

// ends says whether this is the last request.
func (d *dies) ends() bool { return d.left.Add(-1) == -1 && !d.dead.Swap(true) }

// mortal sends nothing any more when the process has ended.
type mortal struct {
	outbox.Carrier
	with *dies
}

func (m mortal) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	if m.with.dead.Load() {
		return outbox.Receipt{}, errDied
	}
	return m.Carrier.Carry(ctx, i)
}

// TestSwapSurvivesDeath kills the service at each request of a swap, before and after the server has done it. Another
// one takes over with what the first had written down: one event, one notice each, the prospect's answer as it was.
func TestSwapSurvivesDeath(t *testing.T) {
	t.Parallel()
	onHosts(t, func(t *testing.T, start func(*office) *host) {
		for n := range 30 {
			for _, after := range []bool{false, true} {
				if (testing.Short() || storetest.OnPostgres()) && n%3 != 0 {
					continue
				}
				reached := false
				t.Run(fmt.Sprint(n, after), func(t *testing.T) { reached = swapKilledAt(t, start, n, after) })
				if t.Failed() {
					return
				}
				if !reached {
					if n < 3 {
						t.Errorf("the swap took %d requests: the test kills nothing", n)
					}
					t.Logf("killed before and after each of %d requests", n)
					return
				}
			}
		}
		t.Error("the swap took more than 30 requests")
	})
}

// copyOf copies a database that is in use.
func copyOf(t *testing.T, database string) string {
	if store.IsURL(database) {
		return storetest.Copy(t, database)
	}
	to := filepath.Join(t.TempDir(), "copy.db")
	if _, err := store.Backup(context.Background(), database, to, nil); err != nil {
		t.Error(err)
	}
	return to
}

// swapKilledAt says whether the swap came as far as request n.
func swapKilledAt(t *testing.T, start func(*office) *host, n int, after bool) bool {
	o, s := hosted(t, start)
	h := o.offered()
	s.answer(h, pat, calendar.Accepted)
	s.answer(h, rita, calendar.Accepted)
	o.settle(time.Minute)
	if h = o.one(); h.State != handoff.Accepted || len(s.entries(rita, h.Events().Block())) != 1 {
		t.Fatalf("%s: %v", h.State, h.Why)
	}
	told, snapshot := s.notices(), ""
	line := &dies{way: s.way, after: after, copy: func() { snapshot = copyOf(t, o.database) }}
	line.left.Store(int64(n))
	o.e.Organizers, o.e.Owns, o.e.Mail = s.organizer(line), s.owns(line, o.c, "rita", "mara"), mortal{o.e.Mail, line}
	o.wire()
	o.send(rita, mail.Draft{To: to(o.latest(rita, "New lead").ReplyTo[0].Addr), Subject: "Re: lead", Text: "decline\n"})
	_ = o.e.Settle(t.Context())
	o.now = o.now.Add(3 * time.Minute)
	_ = o.e.Settle(t.Context())
	if !line.dead.Load() {
		return false
	}
	o.start(snapshot, func(opts *Options) {
		opts.Organizers, opts.Owns = s.organizer(s.way), s.owns(s.way, o.c, "rita", "mara")
	})
	o.settle(time.Minute)
	o.settle(time.Hour)
	o.settle(time.Hour)
	if h = o.one(); h.Rep() != "mara" {
		t.Fatalf("killed at %d: %s has it: %v", n, h.Rep(), h.Why)
	}
	want := step{name: "swapped", guests: map[string]calendar.PartStat{mara: calendar.NeedsAction, pat: calendar.Accepted}}
	want.check(t, s, h)
	if d := diff.Diff(map[string]int{rita: 1, pat: 1, mara: 1}, since(told, s.notices())); d != "" {
		t.Errorf("killed at %d, after %v: notices (-want +got):\n%s", n, after, d)
	}
	return true
}
