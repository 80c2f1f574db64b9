package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// replays decides every stored fact again, at the end of a test, with what was kept of it: each must come to the
// handoff whose sum was kept. Offices change their config in place, so it may be the one of the end instead of the one
// that was kept.
func (o *office) replays(st *store.Store) {
	if o.t.Failed() {
		return
	}
	err := st.View(context.Background(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		if err != nil {
			return err
		}
		for _, h := range all {
			drift, err := o.replay(tx, h)
			if err != nil {
				return err
			}
			if drift != "" {
				o.t.Error(drift)
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, store.ErrClosed) {
		o.t.Error(err)
	}
}

// replay says which fact of a handoff comes to another one than it did; empty if none does.
func (o *office) replay(tx *store.Tx, stored handoff.Handoff) (drift string, err error) {
	facts, err := tx.Facts(stored.ID)
	if err != nil {
		return "", err
	}
	changed := len(facts) != stored.Version // by a test, without a fact
	unknown := func(f store.StoredFact) bool { return f.Decided == nil }
	if changed || slices.ContainsFunc(facts, unknown) {
		return "", nil
	}
	var h handoff.Handoff
	for _, f := range facts {
		kept, err := tx.Config(f.ConfigHash)
		if err != nil {
			return "", err
		}
		before, same := h, false
		for _, c := range []*handoff.Config{kept.Config, o.c} {
			env := handoff.Env{Now: f.Now, Config: c, Load: f.Load, Lookups: f.Lookups}
			h = handoff.Decide(before, f.Fact, env).Handoff
			sum := handoff.Sum(&h)
			if same = bytes.Equal(sum[:], f.Decided); same {
				break
			}
		}
		if !same {
			return fmt.Sprintf("%s fact %d (%s) replays to another handoff:\n%s",
				stored.ID, f.Seq, f.Kind, handoff.Canonical(&h)), nil
		}
	}
	return "", nil
}

// TestAReplayThatComesOutDifferently is seen: with a fact is kept the sum of another handoff than it comes to.
func TestAReplayThatComesOutDifferently(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	f := &handoff.Status{About: handoff.About{At: o.now, By: handoff.Who{Person: "quinn"}}}
	undo := errors.New("undo")
	err := o.store.Update(t.Context(), func(tx *store.Tx) error {
		if drift, err := o.replay(tx, h); drift != "" || err != nil {
			t.Errorf("before: %s (%v)", drift, err)
		}
		h.Waiting, h.Version = !h.Waiting, h.Version+1
		err := tx.AppendFact(h.ID, f, handoff.Env{Now: o.now, Config: o.c}, handoff.Decision{Handoff: h})
		drift, err2 := o.replay(tx, h)
		if !strings.Contains(drift, "(status) replays to another handoff") {
			t.Errorf("it was not seen: %q", drift)
		}
		return errors.Join(err, err2, undo)
	})
	if !errors.Is(err, undo) {
		t.Error(err)
	}
}
