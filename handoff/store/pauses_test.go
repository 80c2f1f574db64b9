package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
)

// TestPauses: a later pause of the same rep or team ends the one before, one without a length ends it only, and what
// ended before the instant is left out.
func TestPauses(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 11, 23, hour, 0, 0, 0, time.UTC) }
	pause := func(team string, rep handoff.PersonID, from, to int) handoff.Pause {
		return handoff.Pause{Team: team, Rep: rep, By: "mara", Span: calendar.Span{Start: at(from), End: at(to)}}
	}
	s := openStore(t)
	if err := s.Update(t.Context(), func(tx *Tx) error {
		return tx.addPauses([]handoff.Pause{pause("sales", "", 1, 20), pause("sales", "rita", 2, 9),
			pause("north", "", 1, 5), pause("sales", "", 3, 22), pause("north", "", 4, 4)})
	}); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		team  string
		after int
		want  []handoff.Pause
	}{
		"all of a team": {"sales", 0, []handoff.Pause{pause("sales", "", 1, 3), pause("sales", "", 3, 22),
			pause("sales", "rita", 2, 9)}},
		"what is left of it": {"sales", 9, []handoff.Pause{pause("sales", "", 3, 22)}},
		"all teams":          {"", 3, []handoff.Pause{pause("north", "", 1, 4), pause("sales", "", 3, 22), pause("sales", "rita", 2, 9)}},
		"nobody":             {"south", 0, nil},
	} {
		var env handoff.Env
		if err := s.View(t.Context(), func(tx *Tx) error {
			return tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Team: row.team, Since: at(row.after)}, &env)
		}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(row.want, env.Lookups.Pauses); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
