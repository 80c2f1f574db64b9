package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/calendar"
	"handoffd/handoff"
)

func replied(n int) handoff.Fact {
	return &handoff.Replied{About: handoff.About{At: epoch.Add(time.Duration(n) * time.Minute),
		By:  handoff.Who{Person: "rita", Address: "rita@acme.example"},
		Via: "imap", MessageID: fmt.Sprintf("<%d@acme.example>", n), Strength: handoff.Seen}}
}

// under is what a fact is decided with at the epoch under the config of a hash.
func under(hash string) handoff.Env {
	return handoff.Env{Now: epoch, Config: &handoff.Config{Hash: hash}}
}

func appendN(t testing.TB, s *Store, id handoff.ID, n int) {
	t.Helper()
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(draft(string(id))); err != nil {
			return err
		}
		for i := range n {
			if err := tx.AppendFact(id, replied(i), under(""), handoff.Decision{Reason: handoff.Reason{Code: "c",
				Text: "t"}}); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestFacts(t *testing.T) {
	s := openStore(t)
	lookups := handoff.Lookups{
		Away: map[handoff.PersonID][]calendar.Span{"rolf": {{Start: epoch, End: epoch.Add(time.Hour)}}},
		Meets: map[handoff.PersonID][]handoff.Meeting{"rita": {{Handoff: "HO-2",
			Span: calendar.Span{Start: epoch, End: epoch.Add(time.Hour)}}}},
		Twins:   []handoff.Twin{{Handoff: "HO-3", Start: epoch, Qualifier: "quinn", Rep: "rita"}},
		Outages: []calendar.Span{{Start: epoch, End: epoch.Add(time.Minute)}},
	}
	load := map[handoff.PersonID]handoff.Load{"rita": {Turns: 2, Last: epoch, Open: 1}}
	facts := []handoff.Fact{
		&handoff.Briefed{About: handoff.About{At: epoch, By: handoff.Who{Person: "quinn"}, Via: "imap",
			MessageID: "<1@acme.example>"}, ID: "HO-1", Fields: map[string]string{"need": "speed"}},
		&handoff.Deadline{About: handoff.About{At: epoch.Add(1), Via: "clock"}, What: handoff.DueWindow, Due: epoch},
		replied(3),
	}
	now := epoch.Add(time.Second)
	env := handoff.Env{Now: now, Config: &handoff.Config{Hash: "hash"}, Load: load, Lookups: lookups}
	out := handoff.Decision{Handoff: draft("HO-1"), Reason: handoff.Reason{Code: "noted", Text: "nothing to do"}}
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(draft("HO-1")); err != nil {
			return err
		}
		for _, f := range facts {
			if err := tx.AppendFact("HO-1", f, env, out); err != nil {
				return err
			}
		}
		return nil
	})
	doView(t, s, func(tx *Tx) error {
		got, err := tx.Facts("HO-1")
		if err != nil {
			return err
		}
		if len(got) != len(facts) {
			t.Fatalf("%d facts, want %d", len(got), len(facts))
		}
		for i, g := range got {
			head := handoff.Header(facts[i])
			sum := handoff.Sum(&out.Handoff)
			want := StoredFact{Seq: i + 1, Order: int64(i + 1), Rules: handoff.Rules, Decided: sum[:], Kind: facts[i].Kind(),
				At: head.At, By: head.By, Via: head.Via, MessageID: head.MessageID, ConfigHash: "hash",
				Now: now, Reason: handoff.Reason{Code: "noted", Text: "nothing to do"}, Fact: facts[i], Lookups: lookups,
				Load: load, Hash: g.Hash}
			if diff := cmp.Diff(want, g); diff != "" {
				t.Errorf("fact %d (-want +got):\n%s", i+1, diff)
			}
			if len(g.Hash) != 32 {
				t.Errorf("fact %d: hash of %d bytes", i+1, len(g.Hash))
			}
		}
		return tx.VerifyChain("HO-1")
	})
}

// TestEveryKind stores and reads each kind of fact.
func TestEveryKind(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(draft("HO-1")); err != nil {
			return err
		}
		for _, k := range handoff.Kinds() {
			f, err := handoff.DecodeFact(k, []byte("{}"))
			if err != nil {
				return err
			}
			if err := tx.AppendFact("HO-1", f, under(""), handoff.Decision{}); err != nil {
				return err
			}
		}
		got, err := tx.Facts("HO-1")
		for i, k := range handoff.Kinds() {
			if got[i].Kind != k || got[i].Fact.Kind() != k {
				t.Errorf("fact %d is %s, want %s", i+1, got[i].Kind, k)
			}
		}
		return err
	})
}

func TestAppendFactRefuses(t *testing.T) {
	s := openStore(t)
	err := s.Update(context.Background(), func(tx *Tx) error {
		return tx.AppendFact("HO-9", replied(1), under(""), handoff.Decision{})
	})
	if !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "HO-9") {
		t.Errorf("a fact of an unknown handoff: %v", err)
	}
	doView(t, s, func(tx *Tx) error {
		if err := tx.VerifyChain("HO-9"); !errors.Is(err, ErrNotFound) {
			t.Errorf("the chain of an unknown handoff: %v", err)
		}
		return nil
	})
}

// TestChain changes what is stored behind the store's back and expects the first broken link to be named.
func TestChain(t *testing.T) {
	tests := []struct{ name, sql, want string }{
		{"untouched", "", ""},
		{"payload changed", "UPDATE payloads SET body = replace(body, 'rita', 'rolf') WHERE fact = 2",
			"fact 2 (replied): its payload was changed"},
		{"salt changed", "UPDATE payloads SET salt = zeroblob(16) WHERE fact = 3",
			"fact 3 (replied): its payload was changed"},
		{"payload gone", "DELETE FROM payloads WHERE fact = 3", "fact 3 (replied): its payload is gone though nothing was " +
			"forgotten"},
		{"kind changed", "UPDATE facts SET kind = 'accept' WHERE seq = 2", "fact 2 (accept): kind, time"},
		{"time changed", "UPDATE facts SET at = at + 1 WHERE seq = 1", "fact 1 (replied): kind, time"},
		{"person changed", "UPDATE facts SET person = 'rolf' WHERE seq = 4", "fact 4 (replied): kind, time"},
		{"commitment changed", "UPDATE facts SET commitment = zeroblob(32) WHERE seq = 2; DELETE FROM payloads; UPDATE " +
			"handoffs SET forget = 2", "fact 2 (replied): kind, time"},
		{"rules version changed", "UPDATE facts SET rules = 99 WHERE seq = 2", "fact 2 (replied): kind, time"},
		{"rules version gone", "UPDATE facts SET rules = NULL WHERE seq = 2",
			"fact 2 (replied): its rules version or the sum of what was decided is gone"},
		{"sum changed", "UPDATE payloads SET decided = zeroblob(32) WHERE fact = 4",
			"fact 4 (replied): its payload was changed"},
		{"sum gone", "UPDATE payloads SET decided = NULL WHERE fact = 4",
			"fact 4 (replied): its rules version or the sum of what was decided is gone"},
		{"as if from before",
			"UPDATE facts SET rules = NULL WHERE seq = 3; UPDATE payloads SET decided = NULL WHERE fact = 3",
			"fact 3 (replied): its payload was changed"},
		{"hash changed", "UPDATE facts SET hash = zeroblob(32) WHERE seq = 2", "fact 2 (replied): kind, time"},
		{"fact removed", "DELETE FROM payloads WHERE fact = 2; DELETE FROM facts WHERE seq = 2",
			"fact 2 (replied): fact 3 follows"},
		{"fact removed and renumbered", "DELETE FROM payloads WHERE fact = 2; DELETE FROM facts WHERE id = 2; " +
			"UPDATE facts SET seq = 2 WHERE seq = 3; UPDATE facts SET seq = 3 WHERE seq = 4; UPDATE facts SET seq = 4 WHERE " +
			"seq = 5", "fact 2 (replied): kind, time"},
		{"facts swapped", "UPDATE facts SET seq = 9 WHERE id = 2; UPDATE facts SET seq = 2 WHERE id = 3; UPDATE facts SET " +
			"seq = 3 WHERE id = 2", "fact 2 (replied): kind, time"},
		{"passed off as another handoff's", "INSERT INTO handoffs SELECT 99, 'HO-2', version, state, open, team, " +
			"qualifier, rep, turn, owner, due_at, due_what, start_at, end_at, null, null, forget, data, company FROM handoffs; UPDATE " +
			"facts SET handoff = 'HO-2'", "handoff HO-2: the chain of facts is broken at fact 1 (replied): kind, time"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := openStore(t)
			appendN(t, s, "HO-1", 5)
			if tt.sql != "" {
				tamper(t, s, tt.sql)
			}
			doView(t, s, func(tx *Tx) error {
				err := tx.VerifyChain("HO-1")
				if strings.HasPrefix(tt.want, "handoff HO-2") {
					err = tx.VerifyChain("HO-2")
				}
				if (err == nil) != (tt.want == "") || err != nil && (!errors.Is(err, ErrBroken) ||
					!strings.Contains(err.Error(), tt.want)) {
					t.Errorf("got %v, want %q", err, tt.want)
				}
				return nil
			})
		})
	}
}

// TestAppendOnly has the database itself refuse to change facts.
func TestAppendOnly(t *testing.T) {
	s := openStore(t)
	appendN(t, s, "HO-1", 2)
	for _, q := range []string{"UPDATE facts SET kind = 'accept'", "DELETE FROM facts", "UPDATE payloads SET body = ''"} {
		if err := s.Update(context.Background(), func(tx *Tx) error { return tx.exec(q) }); err == nil {
			t.Errorf("%s went through", q)
		}
	}
	doView(t, s, func(tx *Tx) error { return tx.VerifyChain("HO-1") })
}

// TestReferences has the database itself refuse what refers to no handoff, one among others too, and keep what is
// referred to.
func TestReferences(t *testing.T) {
	s := openStore(t)
	appendN(t, s, "HO-1", 2)
	for _, q := range []string{
		"INSERT INTO facts (handoff, seq, kind, at, person, commitment, hash) SELECT %s, seq + 2, kind, at, person, " +
			"commitment, hash FROM facts",
		"INSERT INTO moments (handoff, seq, at, body) SELECT %s, seq + 2, at, '' FROM facts",
		"INSERT INTO outbox (key, handoff, lane, digest, priority, state, blocked, created, not_before, action) SELECT " +
			"kind || seq, %s, '', '', 0, 'pending', 0, 0, 0, '' FROM facts",
	} {
		for who, there := range map[string]bool{"'HO-1'": true, "CASE seq WHEN 1 THEN 'HO-1' ELSE 'HO-9' END": false} {
			err := s.Update(context.Background(), func(tx *Tx) error {
				if err := tx.exec(strings.ReplaceAll(q, "%s", who)); err != nil {
					return err
				}
				return errAborted
			})
			if errors.Is(err, errAborted) != there {
				t.Errorf("%s of %s: %v", q, who, err)
			}
		}
	}
	for _, q := range []string{"DELETE FROM handoffs", "UPDATE handoffs SET id = 'HO-2'", "UPDATE payloads SET fact = 9",
		"INSERT INTO payloads (fact, salt, body) SELECT NULL, salt, body FROM payloads"} {
		if err := s.Update(context.Background(), func(tx *Tx) error { return tx.exec(q) }); err == nil {
			t.Errorf("%s went through", q)
		}
	}
}

// TestLink wants links that differ to hash differently, also where one text ends and the next begins.
func TestLink(t *testing.T) {
	text := rapid.StringN(0, 4, -1)
	gen := rapid.Custom(func(t *rapid.T) link {
		return link{kind: text.Draw(t, "kind"), at: rapid.Int64Range(0, 3).Draw(t, "at"), person: text.Draw(t, "person"),
			commitment: make([]byte, 32),
			rules:      rapid.Int64Range(0, 2).Draw(t, "rules")}
	})
	prev := root("HO-1")
	rapid.Check(t, func(t *rapid.T) {
		a, b := gen.Draw(t, "a"), gen.Draw(t, "b")
		if same := cmp.Equal(a, b, cmp.AllowUnexported(link{})); same != (string(a.hash(prev)) == string(b.hash(prev))) {
			t.Fatalf("%+v and %+v: equal %v", a, b, same)
		}
		if string(a.hash(prev)) == string(a.hash(root("HO-2"))) {
			t.Fatal("the hash before does not matter")
		}
	})
	x, y := link{kind: "ab", person: "c"}, link{kind: "a", person: "bc"}
	if string(x.hash(prev)) == string(y.hash(prev)) {
		t.Error("texts run into each other")
	}
}

func TestSaltsDiffer(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		for _, id := range []handoff.ID{"HO-1", "HO-2"} {
			if err := tx.Save(draft(string(id))); err != nil {
				return err
			}
			if err := tx.AppendFact(id, replied(1), under(""), handoff.Decision{}); err != nil {
				return err
			}
		}
		var commitments int
		err := tx.one("SELECT count(DISTINCT commitment) FROM facts", nil, []any{&commitments})
		if commitments != 2 {
			t.Error("the same payload has the same commitment: what was erased could be guessed")
		}
		return err
	})
}

// TestOrder puts the facts of all handoffs into the order in which they were decided, whatever their own times say.
func TestOrder(t *testing.T) {
	s := openStore(t)
	appendN(t, s, "HO-1", 2)
	appendN(t, s, "HO-2", 1)
	doUpdate(t, s, func(tx *Tx) error {
		undone := tx.Savepoint(func() error {
			return errors.Join(tx.AppendFact("HO-2", replied(-9), under(""), handoff.Decision{}), errors.New("undone"))
		})
		if undone == nil {
			t.Error("what failed was kept")
		}
		return tx.AppendFact("HO-1", replied(-5), under(""), handoff.Decision{})
	})
	doView(t, s, func(tx *Tx) error {
		one, err1 := tx.Facts("HO-1")
		two, err2 := tx.Facts("HO-2")
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		if len(one) != 3 || len(two) != 1 || one[1].Order >= two[0].Order || two[0].Order >= one[2].Order {
			t.Errorf("of HO-1 %+v, of HO-2 %+v", one, two)
		}
		return nil
	})
}
