package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handoffd/calendar"
	"handoffd/handoff"
)

// scratch gives transactions that are rolled back: many random ones on one database, none of which waits for the disk.
type scratch struct{ s *Store }

func (s scratch) run(t interface{ Fatal(...any) }, f func(*Tx)) {
	ctx := context.Background()
	if err := s.s.w.exec(ctx, s.s.w.d.write); err != nil {
		t.Fatal(err)
	}
	tx := newTx(txn{ctx: ctx, c: s.s.w, path: s.s.path})
	defer func() {
		tx.end()
		if err := s.s.w.exec(ctx, "ROLLBACK"); err != nil {
			t.Fatal(err)
		}
	}()
	f(tx)
}

var (
	reps   = []handoff.PersonID{"rita", "rolf", "rosa"}
	people = append([]handoff.PersonID{"quinn", "mona"}, reps...)
)

// genTime draws instants of one week, and now and then none.
func genTime() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		n := rapid.IntRange(-1, 7*24).Draw(t, "hour")
		if n < 0 {
			return time.Time{}
		}
		return epoch.Add(time.Duration(n)*time.Hour + time.Duration(rapid.IntRange(0, 3).Draw(t, "ns")))
	})
}

// genHandoff draws a handoff of the given id, as a fact may have left it.
func genHandoff(id handoff.ID) *rapid.Generator[handoff.Handoff] {
	return rapid.Custom(func(t *rapid.T) handoff.Handoff {
		h := handoff.Handoff{
			ID: id, UID: string(id) + "-uid", Token: "tok-" + string(id),
			Version: rapid.IntRange(0, 9).Draw(t, "version"), Team: rapid.SampledFrom([]string{"north", "south"}).Draw(t,
				"team"),
			State: rapid.SampledFrom(handoff.States).Draw(t, "state"), Qualifier: rapid.SampledFrom(people).Draw(t, "qualifier"),
			Start: genTime().Draw(t, "start"),
			Next: handoff.Next{Owner: rapid.SampledFrom(people).Draw(t, "owner"), At: genTime().Draw(t, "due"),
				What: rapid.SampledFrom([]handoff.Due{handoff.DueWindow, handoff.DueNudge}).Draw(t, "what")},
			Brief: rapid.MapOfN(rapid.SampledFrom([]string{"need", "pain"}), rapid.String(), 0, 2).Draw(t, "brief"),
		}
		h.End = h.Start
		if !h.Start.IsZero() {
			h.End = h.Start.Add(rapid.SampledFrom([]time.Duration{time.Hour, 4 * time.Hour, 30 * time.Hour}).Draw(t, "length"))
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "assignments") {
			h.Assignments = append(h.Assignments, handoff.Assignment{N: i + 1, Rep: rapid.SampledFrom(reps).Draw(t, "rep"),
				Ended: epoch, End: handoff.EndSilence})
		}
		if n := len(h.Assignments); n > 0 && rapid.Bool().Draw(t, "open") {
			h.Assignments[n-1].Ended, h.Assignments[n-1].End = time.Time{}, ""
		}
		for range rapid.IntRange(0, 3).Draw(t, "prospects") {
			h.Prospects = append(h.Prospects, handoff.Contact{Address: rapid.SampledFrom([]string{"pat@globex.example",
				"Pat+x@Globex.example",
				"lee@globex.example", "", "odd\n@x.example"}).Draw(t, "address")})
		}
		return h
	})
}

// model answers the look-ups by going through all handoffs.
type model map[handoff.ID]handoff.Handoff

func (m model) open() []handoff.Handoff {
	var out []handoff.Handoff
	for _, id := range slices.Sorted(maps.Keys(m)) {
		if s := m[id].State; s != handoff.New && !s.Finished() {
			out = append(out, m[id])
		}
	}
	return out
}

func (m model) due(now time.Time) (next time.Time, some bool, rows []DueRow) {
	for _, h := range m.open() {
		if !some || h.Next.At.Before(next) {
			next, some = h.Next.At, true
		}
		if !h.Next.At.After(now) {
			rows = append(rows, DueRow{h.ID, h.Next.What, h.Next.At})
		}
	}
	slices.SortStableFunc(rows, func(a, b DueRow) int { return a.At.Compare(b.At) })
	return next, some, rows
}

func (m model) has(h *handoff.Handoff) bool {
	return h.Current() != nil && slices.Contains([]handoff.State{handoff.Offered, handoff.Accepted, handoff.Escalated},
		h.State)
}

func (m model) load(rep handoff.PersonID) (n int) {
	for _, h := range m {
		if h.State == handoff.Offered && h.Current() != nil && h.Rep() == rep {
			n++
		}
	}
	return n
}

func (m model) meets(rep handoff.PersonID, from, to time.Time) (out []handoff.Meeting) {
	for _, h := range m.open() {
		if m.has(&h) && h.Rep() == rep && !h.Start.IsZero() && h.Start.Before(to) && from.Before(h.End) {
			out = append(out, handoff.Meeting{Handoff: h.ID, Span: calendar.Span{Start: h.Start, End: h.End}})
		}
	}
	slices.SortStableFunc(out, func(a, b handoff.Meeting) int { return a.Start.Compare(b.Start) })
	return out
}

func (m model) twins(address string, except handoff.ID) (out []handoff.Twin) {
	for _, h := range m.open() {
		same := func(c handoff.Contact) bool { return handoff.SameAddress(c.Address, address) }
		if h.ID != except && h.State != handoff.Past && slices.ContainsFunc(h.Prospects, same) {
			out = append(out, handoff.Twin{Handoff: h.ID, Start: h.Start, Qualifier: h.Qualifier, Rep: h.Rep()})
		}
	}
	return out
}

func (m model) openOf(p handoff.PersonID) (out []handoff.ID) {
	for _, h := range m.open() {
		if h.Rep() == p || h.Qualifier == p || h.Next.Owner == p {
			out = append(out, h.ID)
		}
	}
	return out
}

// check compares every look-up with the model.
func (m model) check(t *rapid.T, tx *Tx, now time.Time) {
	same := func(what string, want, got any, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", what, diff)
		}
	}
	for id, h := range m {
		got, err := tx.Handoff(id)
		same("handoff", h, got, err)
	}
	next, some, rows := m.due(now)
	at, ok, err := tx.NextDue()
	same("next due", []any{next, some}, []any{at, ok}, err)
	due, err := tx.Due(DueRow{}, now, 100)
	same("due", rows, due, err)
	due, err = tx.Due(DueRow{}, now, 2)
	same("two due", first(rows, 2), due, err)
	for i, after := range rows {
		due, err = tx.Due(after, now, 100)
		same("due after "+string(after.ID), append([]DueRow(nil), rows[i+1:]...), due, err)
	}
	load, err := tx.load(reps, epoch)
	same("load", len(reps), len(load), err)
	meets, err := tx.meets(reps, now, now.Add(24*time.Hour))
	for _, rep := range reps {
		same("open offers of "+string(rep), m.load(rep), load[rep].Open, nil)
		same("meetings of "+string(rep), m.meets(rep, now, now.Add(24*time.Hour)), meets[rep], err)
	}
	for _, p := range people {
		ids, err := tx.OpenOf(p)
		same("open of "+string(p), m.openOf(p), ids, err)
	}
	for _, a := range []string{"pat@globex.example", "PAT+y@globex.example", "lee@globex.example"} {
		twins, err := tx.twins([]string{a, "nobody@x.example", ""}, "HO-2")
		same("twins of "+a, m.twins(a, "HO-2"), twins, err)
	}
}

// TestLookups saves handoffs at random, undoes some, and compares every look-up with a model that goes through all of
// them.
func TestLookups(t *testing.T) {
	s := scratch{openStore(t)}
	rapid.Check(t, func(t *rapid.T) {
		s.run(t, func(tx *Tx) {
			m := model{}
			for i := range 5 { // in the order of their ids, as the model lists them
				h := genHandoff(handoff.ID(fmt.Sprintf("HO-%d", i))).Draw(t, "handoff")
				m[h.ID] = h
				if err := tx.Save(h); err != nil {
					t.Fatal(err)
				}
			}
			for range rapid.IntRange(0, 10).Draw(t, "steps") {
				h := genHandoff(handoff.ID(fmt.Sprintf("HO-%d", rapid.IntRange(0, 4).Draw(t, "id")))).Draw(t, "handoff")
				h.Version = nextVersion(t, tx, h.ID)
				undo := rapid.Bool().Draw(t, "undo")
				if rapid.Bool().Draw(t, "forget what is known") {
					tx.known = nil
				}
				if rapid.Bool().Draw(t, "read ahead") {
					if err := tx.ReadAhead([]handoff.ID{"HO-3", "HO-0", "HO-1", "HO-9", h.ID}, nil); err != nil {
						t.Fatal(err)
					}
				}
				err := tx.Savepoint(func() error {
					if err := tx.Save(h); err != nil || !undo {
						return err
					}
					return errAborted
				})
				if undo != errors.Is(err, errAborted) || !undo && err != nil {
					t.Fatalf("savepoint: %v", err)
				}
				if !undo {
					m[h.ID] = h
				}
				if rapid.Bool().Draw(t, "flush") {
					if err := tx.flush(); err != nil {
						t.Fatal(err)
					}
				}
			}
			m.check(t, tx, epoch.Add(time.Duration(rapid.IntRange(0, 7*24).Draw(t, "now"))*time.Hour))
		})
	})
}

// nextVersion is the one that a decision on what is stored would have.
func nextVersion(t rapid.TB, tx *Tx, id handoff.ID) int {
	k, err := tx.recall(id)
	if err != nil {
		t.Fatal(err)
	}
	return k.version + 1
}

// resave saves a handoff as if it had been decided on what is stored.
func resave(tx *Tx, h handoff.Handoff) error {
	k, err := tx.recall(h.ID)
	if err != nil {
		return err
	}
	h.Version = k.version + 1
	return tx.Save(h)
}

// named gives handoffs with tokens, uids and messages of their own, and some without.
func named(t *testing.T) *Store {
	t.Helper()
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		for _, id := range []string{"HO-1", "HO-2"} {
			if err := tx.Save(draft(id)); err != nil {
				return err
			}
		}
		nameless := draft("HO-3") // several may have neither uid nor token
		nameless.UID, nameless.Token = "", ""
		if err := tx.Save(nameless); err != nil {
			return err
		}
		nameless.ID = "HO-4"
		if err := tx.Save(nameless); err != nil {
			return err
		}
		moved := draft("HO-2")
		moved.Token = "other"
		if err := resave(tx, moved); err != nil {
			return err
		}
		for id, m := range map[handoff.ID]string{"HO-1": "<one@x.example>", "HO-2": "two@x.example"} {
			if err := tx.NoteMessageID(id, m); err != nil {
				return err
			}
		}
		for _, id := range []handoff.ID{"HO-1", "HO-2"} {
			if err := tx.NoteMessageID(id, "<both@x.example>"); err != nil {
				return err
			}
			if err := tx.NoteMessageID(id, "<"+strings.Repeat("x", 2000)+">"); err != nil {
				return err
			}
		}
		return nil
	})
	return s
}

func TestFind(t *testing.T) {
	s := named(t)
	tests := []struct {
		name string
		f    func(tx *Tx) (handoff.ID, bool, error)
		want handoff.ID
	}{
		{"token", func(tx *Tx) (handoff.ID, bool, error) { return tx.ByToken("tok-HO-1") }, "HO-1"},
		{"new token", func(tx *Tx) (handoff.ID, bool, error) { return tx.ByToken("other") }, "HO-2"},
		{"old token", func(tx *Tx) (handoff.ID, bool, error) { return tx.ByToken("tok-HO-2") }, ""},
		{"no token", func(tx *Tx) (handoff.ID, bool, error) { return tx.ByToken("") }, ""},
		{"uid", func(tx *Tx) (handoff.ID, bool, error) { return tx.ByUID("HO-2-uid") }, "HO-2"},
		{"no uid", func(tx *Tx) (handoff.ID, bool, error) { return tx.ByUID("") }, ""},
		{"message", func(tx *Tx) (handoff.ID, bool, error) { return tx.ByMessageIDs([]string{"one@x.example"}) }, "HO-1"},
		{"second message", func(tx *Tx) (handoff.ID, bool, error) {
			return tx.ByMessageIDs([]string{"<unknown@x.example>", " <two@x.example> "})
		}, "HO-2"},
		{"message of two", func(tx *Tx) (handoff.ID, bool, error) { return tx.ByMessageIDs([]string{"both@x.example"}) }, ""},
		{"message of two, then of one", func(tx *Tx) (handoff.ID, bool, error) {
			return tx.ByMessageIDs([]string{"both@x.example", "<two@x.example>"})
		}, "HO-2"},
		{"message without end", func(tx *Tx) (handoff.ID, bool, error) {
			return tx.ByMessageIDs([]string{strings.Repeat("x",
				2000)})
		}, ""},
		{"no message", func(tx *Tx) (handoff.ID, bool, error) { return tx.ByMessageIDs([]string{"", "<>"}) }, ""},
	}
	doView(t, s, func(tx *Tx) error {
		for _, tt := range tests {
			id, ok, err := tt.f(tx)
			if err != nil || id != tt.want || ok != (tt.want != "") {
				t.Errorf("%s: %q %v %v, want %q", tt.name, id, ok, err, tt.want)
			}
		}
		if _, err := tx.Handoff("HO-9"); !errors.Is(err, ErrNotFound) {
			t.Errorf("unknown id: %v", err)
		}
		return nil
	})
}

func TestSaveRefuses(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	for name, h := range map[string]handoff.Handoff{
		"no id":         {State: handoff.Draft},
		"uid in use":    {ID: "HO-2", State: handoff.Draft, UID: "HO-1-uid"},
		"token in use":  {ID: "HO-2", State: handoff.Draft, Token: "tok-HO-1"},
		"year too late": {ID: "HO-2", State: handoff.Draft, Start: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		err := s.Update(context.Background(), func(tx *Tx) error { return tx.Save(h) })
		if err == nil || !strings.Contains(err.Error(), "save handoff "+string(h.ID)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestList(t *testing.T) {
	s := openStore(t)
	add := func(id string, state handoff.State, team string, rep handoff.PersonID) {
		h := draft(id)
		h.State, h.Team = state, team
		if rep != "" {
			h.Assignments = []handoff.Assignment{{N: 1, Rep: rep}}
		}
		doUpdate(t, s, func(tx *Tx) error { return tx.Save(h) })
	}
	add("HO-1", handoff.Draft, "north", "")
	add("HO-2", handoff.Offered, "north", "rita")
	add("HO-3", handoff.Offered, "south", "rolf")
	add("HO-4", handoff.Closed, "north", "rita")
	tests := []struct {
		f    Filter
		want string
	}{
		{Filter{}, "HO-4 HO-3 HO-2 HO-1"},
		{Filter{Open: true}, "HO-3 HO-2 HO-1"},
		{Filter{State: "offered"}, "HO-3 HO-2"},
		{Filter{State: "closed"}, "HO-4"},
		{Filter{State: "closed", Open: true}, ""},
		{Filter{Team: "north"}, "HO-4 HO-2 HO-1"},
		{Filter{Team: "north", State: "offered"}, "HO-2"},
		{Filter{Person: "rita"}, "HO-4 HO-2"},
		{Filter{Person: "rita", Open: true}, "HO-2"},
		{Filter{Person: "quinn", Limit: 2}, "HO-4 HO-3"},
		{Filter{Team: "south", Person: "quinn", State: "offered", Open: true, Limit: 7}, "HO-3"},
		{Filter{Team: "west"}, ""},
		{Filter{Limit: 1}, "HO-4"},
	}
	doView(t, s, func(tx *Tx) error {
		for _, tt := range tests {
			hs, err := tx.List(tt.f)
			var ids []string
			for _, h := range hs {
				ids = append(ids, string(h.ID))
			}
			if got := strings.Join(ids, " "); got != tt.want || err != nil {
				t.Errorf("%+v: %q (%v), want %q", tt.f, got, err, tt.want)
			}
		}
		return nil
	})
}

func TestInstant(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	for _, tt := range []struct{ in, want time.Time }{
		{time.Time{}, time.Time{}},
		{epoch, epoch},
		{epoch.Add(1), epoch.Add(1)},
		{epoch.In(berlin), epoch},
		{time.Unix(0, 0), time.Unix(0, 1)},
		{time.Unix(-1, 0), time.Unix(-1, 0)},
		{time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), latest},
		{time.Date(1, 6, 1, 0, 0, 0, 0, time.UTC), earliest},
	} {
		if got := instant(nanos(tt.in)); !got.Equal(tt.want) || got.Location() != time.UTC {
			t.Errorf("%v comes back as %v", tt.in, got)
		}
	}
}

// The leads of a company are found while they are open and when they are closed, and not once it is forgotten whose they
// were.
func TestOfCompany(t *testing.T) {
	s := openStore(t)
	add := func(id, team, address string, state handoff.State) {
		h := draft(id)
		h.State, h.Team, h.Prospects = state, team, []handoff.Contact{{Name: id, Address: address}}
		doUpdate(t, s, func(tx *Tx) error { return tx.Save(h) })
	}
	add("HO-1", "north", "Pat@Globex.example", handoff.Closed)
	add("HO-2", "north", "lee@globex.example", handoff.Offered)
	add("HO-3", "south", "kim@globex.example", handoff.Offered)
	add("HO-4", "north", "pat@gmail.com", handoff.Offered)
	add("HO-5", "north", "x@sub.globex.example", handoff.Offered)
	add("HO-6", "north", "ann@globex.example", handoff.Held)
	doUpdate(t, s, func(tx *Tx) error { return tx.forget("HO-6") })
	for _, tt := range []struct{ domain, except, want string }{
		{"globex.example", "", "HO-2 HO-1"}, {"globex.example", "HO-2", "HO-1"}, {"gmail.com", "", ""}, {"example", "", ""},
	} {
		doView(t, s, func(tx *Tx) error {
			hs, err := tx.OfCompany(tt.domain, "north", handoff.ID(tt.except))
			var ids []string
			for _, h := range hs {
				ids = append(ids, string(h.ID))
			}
			if got := strings.Join(ids, " "); got != tt.want || err != nil {
				t.Errorf("%+v: %q (%v)", tt, got, err)
			}
			return nil
		})
	}
}
