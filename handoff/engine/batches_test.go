package engine

import (
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// TestBatchesFollow closes more windows at one moment than a transaction holds. What is read of a batch while the one
// before is kept changes nothing: an answer that is decided in between counts, and each window closes once.
func TestBatchesFollow(t *testing.T) {
	const windows = 2*batchSize + 1
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))
	e, hs := benchEngine(t, windows, nil, nil, &now)
	now = lastDue(t, e)
	if n, err := e.deadlines(t.Context()); n != windows || err != nil {
		t.Fatalf("%d reminders: %v", n, err)
	}
	now = lastDue(t, e)
	last := hs[0].ID // of all, and so in the last batch
	for _, h := range hs {
		last = max(last, h.ID)
	}
	batches := 0
	e.hook = func(step string) {
		if step != "committed" {
			return
		}
		if batches++; batches > 1 {
			return
		}
		if err := e.Store.Update(t.Context(), func(tx *store.Tx) error {
			f := &handoff.Replied{About: handoff.About{At: now, By: handoff.Who{Person: "rita"}, Via: "mail", Strength: handoff.Seen}}
			_, err := e.desk.Decide(tx, last, f)
			return err
		}); err != nil {
			t.Error(err)
		}
	}
	if n, err := e.deadlines(t.Context()); n != windows || err != nil {
		t.Fatalf("%d windows: %v", n, err)
	}
	if batches != 3 {
		t.Errorf("%d batches, want 3", batches)
	}
	if err := e.Store.View(t.Context(), func(tx *store.Tx) error {
		for _, h := range hs {
			if err := tx.VerifyChain(h.ID); err != nil {
				t.Error(err)
			}
			facts, err := tx.Facts(h.ID)
			if err != nil {
				return err
			}
			closed, replied := 0, false
			for _, f := range facts {
				if d, ok := f.Fact.(*handoff.Deadline); ok && d.What == handoff.DueWindow {
					closed++
				}
				replied = replied || f.Fact.Kind() == handoff.KindReplied
			}
			if closed != 1 || replied != (h.ID == last) {
				t.Errorf("%s: the window closed %d times, replied: %v", h.ID, closed, replied)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
