package desk

import (
	"errors"
	randv2 "math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestDrawn draws again while something is in use, and gives up where chance is none.
func TestDrawn(t *testing.T) {
	d := &Decider{Options: Options{Rand: strings.NewReader("aabb" + strings.Repeat("a", 2*mostDraws))}}
	used := func(s string) (bool, error) { return s == lowerText([]byte("aa")), nil }
	if got, err := d.drawn("a name", 2, lowerText, used); err != nil || got != lowerText([]byte("bb")) {
		t.Errorf("drew %q (%v), want the second one, as the first is in use", got, err)
	}
	if got, err := d.drawn("a name", 2, lowerText, used); err == nil {
		t.Errorf("drew %q, though everything that came is in use", got)
	}
	if got, err := d.drawn("a name", 2, lowerText, nil); err == nil {
		t.Errorf("drew %q of a source that has ended", got)
	}
}

// dice is a source of few values.
type dice struct {
	mu     sync.Mutex
	values []byte // each fills a whole draw
	n      int
}

func (d *dice) Read(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i := range b {
		b[i] = d.values[d.n%len(d.values)]
	}
	d.n++
	return len(b), nil
}

// TestABriefOnAnotherLead does not enter its chain.
func TestABriefOnAnotherLead(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	d := testDesk(t, &shelf{}, func() time.Time { return now })
	out, _ := takeBrief(t, d, testBrief())
	again := testBrief()
	again.ID, again.About.At = out.Handoff.ID, now
	err := d.Update(t.Context(), func(tx *store.Tx) error { _, err := d.Decide(tx, again.ID, again); return err })
	if !errors.Is(err, handoff.ErrInUse) {
		t.Errorf("a brief on another lead: %v", err)
	}
	err = d.Store.View(t.Context(), func(tx *store.Tx) error {
		facts, err := tx.Facts(out.Handoff.ID)
		if len(facts) != 1 {
			t.Errorf("%d facts", len(facts))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestWhatChangedMeanwhileIsDecidedAgain repeats a batch, a few times at most.
func TestWhatChangedMeanwhileIsDecidedAgain(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	d := testDesk(t, &shelf{}, func() time.Time { return now })
	out, _ := takeBrief(t, d, testBrief())
	stale, runs := out.Handoff, 0
	err := d.Update(t.Context(), func(tx *store.Tx) error {
		if runs++; runs == 1 {
			return tx.Save(stale) // as if it had been decided before the brief was kept
		}
		_, err := d.Decide(tx, stale.ID, &handoff.Status{About: handoff.About{At: now, By: handoff.Who{Person: "quinn"}}})
		return err
	})
	if err != nil || runs != 2 {
		t.Errorf("%d runs: %v", runs, err)
	}
	runs = 0
	err = d.Update(t.Context(), func(tx *store.Tx) error { runs++; return tx.Save(stale) })
	if !errors.Is(err, store.ErrChanged) || runs != changedTries {
		t.Errorf("%d runs: %v", runs, err)
	}
}

// narrow is a source of few ids: 17 bits, where real ones have 30.
type narrow struct{ *randv2.ChaCha8 }

func (n narrow) Read(b []byte) (int, error) {
	clear(b)
	v := n.Uint64()
	b[0], b[1], b[2] = byte(v), byte(v>>8), byte(v>>16)&1
	return len(b), nil
}

// TestFortyThousandLeads stays apart when thousands of them draw what is in use.
func TestFortyThousandLeads(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	d := testDesk(t, &shelf{}, func() time.Time { return now })
	source := narrow{randv2.NewChaCha8([32]byte{9})}
	d.Rand = source
	const leads = 40_000
	for n := 0; n < leads; n += 1000 {
		err := d.Store.Update(t.Context(), func(tx *store.Tx) error {
			for i := range 1000 {
				f := &handoff.Briefed{}
				if err := d.Draw(tx, f); err != nil {
					return err
				}
				h := handoff.Handoff{ID: f.ID, UID: f.UID, Token: f.Token, State: handoff.Closed, Version: 1,
					Subject: strconv.Itoa(n + i)}
				if err := tx.Save(h); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err := d.Store.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		seen := map[string]bool{}
		for _, h := range all {
			seen[h.Subject] = true
		}
		if len(all) != leads || len(seen) != leads {
			t.Errorf("%d handoffs, %d leads of %d", len(all), len(seen), leads)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestATurnsEventIsItsOwn: a rep's event never gets a UID that the prospect has, or that belongs to another lead.
func TestATurnsEventIsItsOwn(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	d := testDesk(t, &shelf{}, func() time.Time { return now })
	d.Rand = &dice{values: []byte{1, 1, 1, 1, 1, 1, 2, 1, 2, 3, 4}}
	seen := map[string]handoff.ID{}
	for i, who := range []string{"pat@globex.example", "lee@globex.example"} {
		b := testBrief()
		b.Prospects[0].Address, b.Start, b.End = who, b.Start.AddDate(0, 0, i), b.End.AddDate(0, 0, i)
		out, looked := takeBrief(t, d, b)
		h := out.Handoff
		if h.Current() == nil || looked.UID != h.Current().UID {
			t.Fatalf("%s, kept %q: %v", h.State, looked.UID, h.Why)
		}
		for _, u := range h.Events().UIDs() {
			if seen[u.UID] != "" {
				t.Errorf("%s and %s have %s", seen[u.UID], h.ID, u.UID)
			}
			seen[u.UID] = h.ID
		}
	}
	if len(seen) != 4 {
		t.Errorf("two leads with a rep each have %d UIDs", len(seen))
	}
}
