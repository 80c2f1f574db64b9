package demo

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

var update = flag.Bool("update", false, "record the stories anew for the tests of package handoff")

// life is what the database tells of all handoffs, in the order in which it was decided.
type life struct {
	configs map[string]store.StoredConfig
	facts   []livedFact
}

type livedFact struct {
	id handoff.ID
	store.StoredFact
}

func lifeOf(t *testing.T, st *store.Store) life {
	t.Helper()
	l := life{configs: map[string]store.StoredConfig{}}
	err := st.View(t.Context(), func(tx *store.Tx) error {
		all, err := tx.List(store.Filter{})
		if err != nil {
			return err
		}
		for _, h := range all {
			facts, err := tx.Facts(h.ID)
			if err != nil {
				return err
			}
			for _, f := range facts {
				l.facts = append(l.facts, livedFact{h.ID, f})
				if l.configs[f.ConfigHash], err = tx.Config(f.ConfigHash); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(l.facts, func(a, b livedFact) int { return int(a.Order - b.Order) })
	return l
}

// TestTheStoriesReplay decides the facts of the stories again, in their order and with their configs: each comes to
// the handoff whose sum was kept with it. With -update the stories are recorded for TestRecordedLives of package
// handoff, which decides them again by the rules that are in force later.
func TestTheStoriesReplay(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	clock := NewClock(Start())
	server := newServer(clock)
	defer server.Close()
	s, done, err := newStage(t.Context(), t.TempDir(), clock, pipeHost(server), stageOptions{out: &out, url: database(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	playAll(t, t.Context(), s, &out)
	l := lifeOf(t, s.store)
	handoffs := map[handoff.ID]handoff.Handoff{}
	for _, f := range l.facts {
		env := handoff.Env{Now: f.Now, Config: l.configs[f.ConfigHash].Config, Load: f.Load, Lookups: f.Lookups}
		h := handoff.Decide(handoffs[f.id], f.Fact, env).Handoff
		handoffs[f.id] = h
		if sum := handoff.Sum(&h); f.Rules != handoff.Rules || !bytes.Equal(sum[:], f.Decided) {
			t.Fatalf("%s fact %d (%s), by rules %s, replays to another handoff:\n%s",
				f.id, f.Seq, f.Kind, f.Rules, handoff.Canonical(&h))
		}
	}
	if len(l.facts) < 40 {
		t.Errorf("only %d facts", len(l.facts))
	}
	for hash, c := range l.configs {
		file := strings.Contains(c.TOML, "[[person]]") && !strings.Contains(c.TOML, "#")
		if c.Schema != handoff.ConfigSchema || c.Hash != s.config.Hash || !file {
			t.Errorf("config %s of schema %s was read from\n%s", hash, c.Schema, c.TOML)
		}
	}
	if *update {
		l.record(t, "../../../handoff/testdata/lives.jsonl")
	}
}

// record writes the configs and facts, one a line.
func (l life) record(t *testing.T, path string) {
	t.Helper()
	var b bytes.Buffer
	line := func(v any) {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(data, '\n'))
	}
	for hash, c := range l.configs {
		body, err := handoff.EncodeConfig(c.Config)
		if err != nil {
			t.Fatal(err)
		}
		line(struct {
			Config string
			Schema store.Version
			Body   json.RawMessage
		}{hash, c.Schema, body})
	}
	for _, f := range l.facts {
		line(struct {
			Handoff handoff.ID
			Kind    handoff.Kind
			Rules   store.Version
			Decided string
			Config  string
			Now     time.Time
			Fact    handoff.Fact
			Load    map[handoff.PersonID]handoff.Load
			Lookups handoff.Lookups
		}{f.id, f.Kind, f.Rules, fmt.Sprintf("%x", f.Decided), f.ConfigHash, f.Now, f.Fact, f.Load, f.Lookups})
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
