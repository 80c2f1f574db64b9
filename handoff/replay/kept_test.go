package replay_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/replay"
	"handoffd/handoff/store"
	"handoffd/handoff/store/storetest"
)

// TestWhatIsKeptIsRehearsed: lives that both databases kept, with reloads between them, differ in nothing under the same
// rules, and under others as they would have without having been kept.
func TestWhatIsKeptIsRehearsed(t *testing.T) {
	n := 120
	if testing.Short() {
		n = 40
	}
	facts, c := replay.Lives(t, n, 3)
	want := replay.Told(replay.Compare(replay.Record{Facts: facts}, replay.Fewer(t), time.Time{}))
	for name, path := range map[string]string{"SQLite": filepath.Join(t.TempDir(), "handoffd.db"),
		"PostgreSQL": storetest.Postgres(t)} {
		record := kept(t, path, facts, time.Time{})
		if r := replay.Compare(record, c, time.Time{}); r.Leads < n || len(r.Differ) > 0 || r.Unknown > 0 || r.Old != r.New ||
			r.Old.Offers == 0 {
			t.Errorf("%s: %d leads: %s", name, r.Leads, replay.Told(r))
		}
		if got := replay.Told(replay.Compare(record, replay.Fewer(t), time.Time{})); got != want {
			t.Errorf("%s: a rep less:\n%s, not kept\n%s", name, got, want)
		}
		var came []time.Time
		for _, f := range record.Facts {
			if f.Fact.Kind() == handoff.KindBriefed {
				came = append(came, f.Now)
			}
		}
		since := came[len(came)-15] // within the last months
		late := kept(t, path, nil, since)
		if got, want := replay.Told(replay.Compare(late, replay.Fewer(t), since)),
			replay.Told(replay.Compare(record, replay.Fewer(t), since)); got != want {
			t.Errorf("%s: a rep less since %s:\n%s, by the whole record\n%s", name, since, got, want)
		}
		if r := replay.Compare(late, c, since); r.Leads != 15 || len(r.Differ) > 0 || r.Old != r.New {
			t.Errorf("%s: %d leads since %s: %s", name, r.Leads, since, replay.Told(r))
		}
		if len(late.Facts) == 0 || len(late.Facts) >= len(record.Facts) && n > 40 {
			t.Errorf("%s: of %d facts %d are read", name, len(record.Facts), len(late.Facts))
		}
	}
}

// kept keeps facts in a database and reads what a rehearsal of the leads since the instant goes by.
func kept(t *testing.T, path string, facts []replay.Recorded, since time.Time) (record replay.Record) {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for len(facts) > 0 {
		some := facts[:min(100, len(facts))]
		facts = facts[len(some):]
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			for _, f := range some {
				h, err := tx.Handoff(f.Handoff)
				if err != nil && !errors.Is(err, store.ErrNotFound) {
					return err
				}
				env := handoff.Env{Now: f.Now, Config: f.Config, Load: f.Load, Lookups: f.Lookups}
				if err := errors.Join(tx.PutConfig(f.Config),
					tx.Keep(f.Handoff, f.Fact, env, handoff.Decide(h, f.Fact, env))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.View(t.Context(), func(tx *store.Tx) (err error) {
		record, _, err = desk.Recorded(tx, since)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return record
}
