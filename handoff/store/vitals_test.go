package store

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// TestTroubles keeps the latest state of each, with what its words speak of.
func TestTroubles(t *testing.T) {
	s := openStore(t)
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	disk := handoff.TroubleState{Trouble: handoff.Trouble{Kind: handoff.TroubleDisk}, From: at,
		Args: []handoff.Arg{handoff.NumberArg(5), handoff.TimeArg(at, "UTC")}}
	clock := handoff.TroubleState{Trouble: handoff.Trouble{Kind: handoff.TroubleClock, Name: "mail"}, From: at, To: at,
		Told: at}
	later := disk
	later.Told, later.To = at.Add(time.Hour), at.Add(2*time.Hour)
	doUpdate(t, s, func(tx *Tx) error {
		for _, put := range []handoff.TroubleState{disk, clock, later} {
			if err := tx.PutTrouble(put); err != nil {
				return err
			}
		}
		return nil
	})
	doView(t, s, func(tx *Tx) error {
		got, err := tx.Troubles()
		if diff := cmp.Diff([]handoff.TroubleState{clock, later}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		return err
	})
}

// TestVitals counts what waits to be sent, what is held, what is open, and measures the database.
func TestVitals(t *testing.T) {
	s := openStore(t)
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	late := handoff.ServiceMail("late", "olga", handoff.ServiceDetail{Text: "x"})
	late.Delay = time.Hour
	doUpdate(t, s, func(tx *Tx) error {
		err := tx.Enqueue([]handoff.Action{handoff.ServiceMail("now", "olga", handoff.ServiceDetail{Text: "x"}), late},
			now.Add(-40*time.Minute))
		for i, raw := range []string{"1234567", ""} {
			in := InMail{Source: "inbox", Ref: "7:" + string(rune('1'+i)), Arrived: now.AddDate(0, 0, -2*i), Raw: []byte(raw),
				Verdict: handoff.MailHeld}
			if err == nil {
				_, err = tx.PutMail(in)
			}
		}
		return err
	})
	doView(t, s, func(tx *Tx) error {
		all, ready, oldest, err := tx.Backlog(now)
		if err != nil || all != 2 || ready != 1 || !oldest.Equal(now.Add(-40*time.Minute)) {
			t.Errorf("waiting %d, ready %d since %s: %v", all, ready, oldest, err)
		}
		for _, c := range []struct {
			from, before time.Time
			want         int
		}{{now.AddDate(0, 0, -1), time.Time{}, 1}, {now.AddDate(0, 0, -8), now.AddDate(0, 0, -1), 1},
			{now.AddDate(0, 0, -8), time.Time{}, 2}} {
			if n, err := tx.HeldSince(c.from, c.before); err != nil || n != c.want {
				t.Errorf("from %s before %s: %d held, want %d (%v)", c.from, c.before, n, c.want, err)
			}
		}
		if out, in, err := tx.LastMoves(); err != nil || !out.IsZero() || !in.Equal(now) {
			t.Errorf("out %s, in %s: %v", out, in, err)
		}
		if n, err := tx.HeldBytes(); err != nil || n == 0 {
			t.Errorf("%d bytes held: %v", n, err)
		}
		open, err := tx.OpenByState()
		if len(open) != 0 {
			t.Errorf("open: %v", open)
		}
		return err
	})
	doUpdate(t, s, func(tx *Tx) error { // who drops a mail does not undo that it was held
		held, err := tx.HeldAfter(0, 0)
		for i, m := range held {
			if err == nil {
				_, err = tx.DropHeld(m.N, handoff.Because([]handoff.Code{"dropped", "dropped/cli"}[i]))
			}
		}
		return err
	})
	doView(t, s, func(tx *Tx) error {
		if n, err := tx.HeldSince(now.AddDate(0, 0, -8), time.Time{}); err != nil || n != 2 {
			t.Errorf("%d were held, want 2 (%v)", n, err)
		}
		return nil
	})
	if size, err := s.Size(context.Background()); err != nil || size.Main == 0 {
		t.Errorf("size %+v: %v", size, err)
	}
}
