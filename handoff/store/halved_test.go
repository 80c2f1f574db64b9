package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// keepDraft keeps a handoff with a fact, an address, an action and an entry of the ledger.
func keepDraft(tx *Tx, h handoff.Handoff) error {
	h.Prospects = []handoff.Contact{{Address: "pat@" + strings.ToLower(string(h.ID)) + ".example"}}
	return errors.Join(tx.Save(h), tx.AppendFact(h.ID, replied(1), under(""), handoff.Decision{Handoff: h}),
		tx.Enqueue([]handoff.Action{act(h.ID, handoff.PurposeNotice, "rita", 1)}, epoch),
		tx.appendLedger([]handoff.Entry{{Person: "rita", Handoff: h.ID, Kind: handoff.EntryTurn, Turns: 1, At: epoch}}))
}

// TestARefusedSetIsHalved finds those that the database does not take, wherever they stand, and keeps all others.
func TestARefusedSetIsHalved(t *testing.T) {
	const n = 9
	for _, bad := range [][]int{nil, {0}, {4}, {8}, {3, 4}, {0, 5, 8}, {0, 1, 2, 3, 4, 5, 6, 7, 8}} {
		t.Run(fmt.Sprint(bad), func(t *testing.T) {
			s := openStore(t)
			doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-old")) })
			var alone []int
			doUpdate(t, s, func(tx *Tx) error {
				return tx.Halved(n, func(i int) error {
					h := draft(fmt.Sprintf("HO-%d", i))
					if slices.Contains(bad, i) {
						h.Token = draft("HO-old").Token // which is in use
					}
					return keepDraft(tx, h)
				}, func(i int, err error) error {
					if !strings.Contains(err.Error(), fmt.Sprintf("save handoff HO-%d", i)) {
						t.Errorf("%d: the error does not say what: %v", i, err)
					}
					alone = append(alone, i)
					return nil
				})
			})
			if diff := cmp.Diff(bad, alone); diff != "" {
				t.Errorf("to blame (-want +got):\n%s", diff)
			}
			doView(t, s, func(tx *Tx) error {
				load, err := tx.load([]handoff.PersonID{"rita"}, epoch)
				if load["rita"].Turns != n-len(bad) || err != nil {
					t.Errorf("%d turns of %d: %v", load["rita"].Turns, n-len(bad), err)
				}
				for i := range n {
					id := handoff.ID(fmt.Sprintf("HO-%d", i))
					_, missing := tx.Handoff(id)
					rows, err := tx.Outbox(id)
					twins, err2 := tx.twins([]string{fmt.Sprintf("pat@ho-%d.example", i)}, "")
					if want := slices.Contains(bad, i); want != errors.Is(missing, ErrNotFound) || want != (len(rows) == 0) ||
						want != (len(twins) == 0) || err != nil || err2 != nil {
						t.Errorf("%s: %v, %d mails, %d twins", id, missing, len(rows), len(twins))
					}
					if missing == nil {
						err = tx.VerifyChain(id)
					}
					if err != nil {
						t.Error(err)
					}
				}
				return nil
			})
		})
	}
}

// TestWhatIsNoOnesFaultIsNotHalved: of a full disk or a version that changed nobody is to blame.
func TestWhatIsNoOnesFaultIsNotHalved(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return tx.Save(draft("HO-1")) })
	err := s.Update(t.Context(), func(tx *Tx) error {
		return tx.Halved(4, func(i int) error {
			h := draft(fmt.Sprintf("HO-%d", i))
			if i == 1 {
				tx.remember("HO-1", known{}) // as if somebody had just made it
			}
			return tx.Save(h)
		}, func(i int, err error) error {
			t.Errorf("%d is to blame: %v", i, err)
			return nil
		})
	})
	if !errors.Is(err, ErrChanged) {
		t.Errorf("got %v, want ErrChanged", err)
	}
	if got := listIDs(t, s); len(got) != 1 {
		t.Errorf("%v are kept", got)
	}
}

// TestWhatIsUndoneIsNotTold drops what was written behind a savepoint that is undone, whether it was told already or
// not, and nothing else.
func TestWhatIsUndoneIsNotTold(t *testing.T) {
	for _, told := range []bool{false, true} {
		s := openStore(t)
		doUpdate(t, s, func(tx *Tx) error {
			if err := keepDraft(tx, draft("HO-1")); err != nil {
				return err
			}
			err := tx.Savepoint(func() error {
				h, err := tx.Handoff("HO-1")
				h.Version, h.Subject = 1, "undone"
				err = errors.Join(err, tx.Save(h), keepDraft(tx, draft("HO-2")), tx.NoteMessageID("HO-1", "undone@x.example"))
				if told {
					err = errors.Join(err, tx.Flush())
				}
				return errors.Join(err, errAborted)
			})
			if !errors.Is(err, errAborted) || errors.Is(err, errUnkept) {
				return err
			}
			h, err := tx.Handoff("HO-1")
			if h.Subject == "undone" || err != nil {
				t.Errorf("what was undone is read: %v", err)
			}
			return errors.Join(keepDraft(tx, draft("HO-3")), tx.Savepoint(func() error { return keepDraft(tx, draft("HO-4")) }))
		})
		doView(t, s, func(tx *Tx) error {
			_, found, err := tx.ByMessageIDs([]string{"undone@x.example"})
			load, err2 := tx.load([]handoff.PersonID{"rita"}, epoch)
			if found || load["rita"].Turns != 3 {
				t.Errorf("told %v: message kept %v, %d turns", told, found, load["rita"].Turns)
			}
			return errors.Join(err, err2, tx.VerifyChain("HO-1"), tx.VerifyChain("HO-3"), tx.VerifyChain("HO-4"))
		})
		if diff := cmp.Diff([]string{"HO-4", "HO-3", "HO-1"}, listIDs(t, s)); diff != "" {
			t.Errorf("told %v: kept (-want +got):\n%s", told, diff)
		}
	}
}

// TestWrittenInSets counts what a batch says to the database: on PostgreSQL the sets of one round trip, however many
// handoffs there are.
func TestWrittenInSets(t *testing.T) {
	s := openStore(t)
	said := func(n int) (statements int) {
		doUpdate(t, s, func(tx *Tx) error {
			ids := make([]handoff.ID, n)
			for i := range ids {
				ids[i] = handoff.ID(fmt.Sprintf("HO-%d-%d", n, i))
			}
			if err := tx.ReadAhead(ids, nil); err != nil {
				return err
			}
			for _, id := range ids {
				tx.remember(id, known{}) // nobody has it
				if err := keepDraft(tx, draft(string(id))); err != nil {
					return err
				}
			}
			err := tx.flush()
			statements = tx.statements
			return err
		})
		return statements
	}
	few, many := said(2), said(20)
	switch {
	case s.w.d.concurrent && many-few > 2*20: // the locks of addresses, which were not locked ahead
		t.Errorf("%d statements for 2, %d for 20 handoffs", few, many)
	case !s.w.d.concurrent && many < few+18:
		t.Errorf("%d statements for 2, %d for 20 handoffs", few, many)
	}
}
