package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
)

// TestPatternsAreKept: what became of leads, what was told and what is asked is found by rep, qualifier and source of
// the team, over a restart, and by decisions of the same transaction.
func TestPatternsAreKept(t *testing.T) {
	s := openStore(t)
	ending := func(id handoff.ID, rep, qualifier handoff.PersonID, source string, day int, how handoff.Ended) handoff.Ending {
		return handoff.Ending{Handoff: id, Team: "emea", Rep: rep, Qualifier: qualifier, Source: source,
			At: epoch.AddDate(0, 0, day), How: how, Unmet: []string{"budget", "need"}, Unproved: []string{"budget"}}
	}
	other := ending("HO-9", "rita", "quinn", "fair", 9, handoff.EndedHeld)
	other.Team = "apac"
	all := []handoff.Ending{ending("HO-1", "rita", "quinn", "", 1, handoff.EndedRejected),
		ending("HO-2", "rolf", "quinn", "fair", 2, handoff.EndedNoShow),
		ending("HO-3", "rita", "anna", "fair", 3, handoff.EndedAccepted), other}
	pattern := handoff.Pattern{Team: "emea", Whose: handoff.Whose{What: handoff.OfRep, ID: "rita"},
		Also: []handoff.Whose{{What: handoff.OfSource, ID: "fair"}}, Leads: []handoff.ID{"HO-1", "HO-3"}, Of: 2,
		Went: []handoff.Went{{How: handoff.EndedRejected, Unmet: []string{"budget"}}}, Handoff: "HO-3", At: epoch}
	demand := handoff.Demand{Team: "emea", Whose: pattern.Whose, Criterion: "budget", By: "mona", Since: epoch}
	look := func(tx *Tx, what handoff.NeedKind, whose ...handoff.Whose) handoff.Lookups {
		env := handoff.Env{Config: &handoff.Config{}}
		if err := tx.LookUp("", handoff.Need{What: what, Team: "emea", Whose: whose}, &env); err != nil {
			t.Fatal(err)
		}
		return env.Lookups
	}
	rita := handoff.Whose{What: handoff.OfRep, ID: "rita"}
	later := all[2]
	later.How, later.At = handoff.EndedNoShow, epoch.AddDate(0, 0, 8) // its place is as it was
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.ends(all); err != nil {
			return err
		}
		if got := look(tx, handoff.NeedPatterns, rita); len(got.Endings) != 2 {
			t.Errorf("in the same transaction: %+v", got)
		}
		if err := tx.ends([]handoff.Ending{later, later}); err != nil {
			return err
		}
		return tx.keepPatterns(&handoff.Decision{Patterns: []handoff.Pattern{pattern}, Demands: []handoff.Demand{demand}})
	})
	later.At = all[2].At
	for name, tt := range map[string]struct {
		whose   handoff.Whose
		endings []handoff.Ending
		told    bool
	}{
		"rep":       {rita, []handoff.Ending{later, all[0]}, true},
		"qualifier": {handoff.Whose{What: handoff.OfQualifier, ID: "quinn"}, []handoff.Ending{all[1], all[0]}, false},
		"source":    {handoff.Whose{What: handoff.OfSource, ID: "fair"}, []handoff.Ending{later, all[1]}, true},
		"nobody":    {handoff.Whose{What: handoff.OfRep, ID: "nobody"}, nil, false},
	} {
		doView(t, s, func(tx *Tx) error {
			got := look(tx, handoff.NeedPatterns, tt.whose)
			if diff := cmp.Diff(tt.endings, got.Endings); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			if told := len(got.Patterns) == 1 && cmp.Equal(got.Patterns[0], pattern); told != tt.told {
				t.Errorf("%s: told %+v", name, got.Patterns)
			}
			return nil
		})
	}
	doView(t, s, func(tx *Tx) error {
		got := look(tx, handoff.NeedDemands)
		if diff := cmp.Diff([]handoff.Demand{demand}, got.Demands); diff != "" || len(got.Endings) != 2 {
			t.Errorf("%d endings, demands (-want +got):\n%s", len(got.Endings), diff)
		}
		return nil
	})
	demand.Ended = epoch.Add(time.Hour)
	doUpdate(t, s, func(tx *Tx) error { return tx.keepPatterns(&handoff.Decision{Demands: []handoff.Demand{demand}}) })
	doView(t, s, func(tx *Tx) error {
		if got := look(tx, handoff.NeedDemands); len(got.Demands)+len(got.Endings) > 0 {
			t.Errorf("what has ended is asked still: %+v", got)
		}
		return nil
	})
}
