package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// TestMeetingsReadAhead gives the same meetings, whatever was read ahead, in one piece or in several, and whatever was
// saved since.
func TestMeetingsReadAhead(t *testing.T) {
	s := openStore(t)
	at := func(hour int) time.Time { return epoch.Add(time.Duration(hour) * time.Hour) }
	lead := func(i, from, to int) handoff.Handoff {
		h := busyHandoff(i)
		h.Assignments[0].Rep = "rita"
		h.Start, h.End = at(from), at(to)
		return h
	}
	doUpdate(t, s, func(tx *Tx) error {
		for i, span := range [][2]int{{1, 2}, {3, 4}, {4, 12}, {20, 21}, {21, 22}, {40, 41}} { // one of them is long
			if err := tx.Save(lead(i, span[0], span[1])); err != nil {
				return err
			}
		}
		return nil
	})
	spans := [][2]int{{0, 5}, {3, 5}, {8, 9}, {10, 21}, {21, 30}, {11, 12}, {30, 40}, {0, 50}}
	ask := func(tx *Tx) (out []string) {
		for _, span := range spans {
			got, err := tx.meets([]handoff.PersonID{"rita", "rolf"}, at(span[0]), at(span[1]))
			if err != nil {
				t.Fatal(err)
			}
			line := fmt.Sprint(span, ":")
			for _, m := range got["rita"] {
				line += fmt.Sprint(" ", m.Handoff, " ", m.Span.Start.Sub(epoch).Hours())
			}
			out = append(out, line)
		}
		return out
	}
	ahead := func(tx *Tx, spans ...[2]int) {
		var needs []handoff.Need
		for _, span := range spans {
			needs = append(needs, handoff.Need{What: handoff.NeedRoute, People: []handoff.PersonID{"rita"}, From: at(span[0]),
				To: at(span[1]), Since: at(0)})
		}
		if err := tx.LookAhead(slices.Values(needs), epoch); err != nil {
			t.Fatal(err)
		}
	}
	change := func(tx *Tx) error { // one moves, one is over, one is new
		moved, over := lead(0, 8, 9), lead(3, 20, 21)
		over.State, over.Next = handoff.Converted, handoff.Next{}
		moved.Version, over.Version = moved.Version+1, over.Version+1
		for _, h := range []handoff.Handoff{moved, over, lead(9, 23, 24)} {
			if err := tx.Save(h); err != nil {
				return err
			}
		}
		return nil
	}
	var want [2][]string
	doView(t, s, func(tx *Tx) error { want[0] = ask(tx); return nil })
	for name, spans := range map[string][][2]int{"nothing": nil, "all": {{0, 60}}, "parts": {{3, 5}, {8, 9}, {4, 6}, {21, 22}}} {
		err := s.Update(t.Context(), func(tx *Tx) error {
			ahead(tx, spans...)
			if diff := cmp.Diff(want[0], ask(tx)); diff != "" {
				t.Errorf("%s read ahead (-want +got):\n%s", name, diff)
			}
			if err := change(tx); err != nil {
				return err
			}
			after := ask(tx)
			if want[1] == nil {
				want[1] = after
			}
			if err := tx.Flush(); err != nil {
				return err
			}
			tx.meetings, tx.moved = nil, nil // as stored
			if diff := cmp.Diff(ask(tx), after); diff != "" {
				t.Errorf("%s read ahead, then changed (-stored +told):\n%s", name, diff)
			}
			return errAborted
		})
		if err != errAborted {
			t.Fatal(err)
		}
	}
	if cmp.Equal(want[0], want[1]) || len(want[0][0]) < len("[0 5]: HO-000000") {
		t.Errorf("nothing is tried: %v", want)
	}
}
