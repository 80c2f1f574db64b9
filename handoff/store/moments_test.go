package store

import (
	"testing"
	"time"

	"handoffd/handoff"
)

// TestToldAsKnownThen: of a lead that is known until an instant nothing counts that was decided after something later,
// even by a clock that was set back: forgetting it later changes no report of a time before.
func TestToldAsKnownThen(t *testing.T) {
	s := openStore(t)
	at := func(days int) time.Time { return epoch.AddDate(0, 0, days) }
	told := func(days int, code handoff.Code) handoff.Told {
		return handoff.Told{Decided: at(days), Moments: []handoff.Moment{{Kind: handoff.MomentState, At: at(days), Code: code}}}
	}
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(draft("HO-1")); err != nil {
			return err
		}
		return tx.FillMoments("HO-1", map[int]handoff.Told{1: told(1, "offered"), 2: told(9, "accepted"),
			3: told(2, "closed")})
	})
	doView(t, s, func(tx *Tx) error {
		for days, want := range map[int]int{0: 0, 1: 1, 5: 1, 9: 3} {
			all, err := tx.Told(at(-1), at(days))
			if err != nil || len(all) != want {
				t.Errorf("until day %d: %+v, %v; want %d", days, all, err, want)
			}
		}
		return nil
	})
}
