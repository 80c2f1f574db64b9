package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store/storetest"
)

// shownKey names the entry that showed stands for.
const shownKey = "busykey7q"

// showed is what a calendar showed.
func showed() map[handoff.PersonID]handoff.Calendar {
	at := epoch.Add(48 * time.Hour)
	return map[handoff.PersonID]handoff.Calendar{"rita": {From: epoch, To: epoch.AddDate(0, 0, 7), ReadAt: epoch,
		Busy: []handoff.Taken{{Span: calendar.Span{Start: at, End: at.Add(time.Hour)}, Key: shownKey}}}}
}

// fillShown has two facts of a handoff decided, the second one by what a calendar showed.
func fillShown(tx *Tx, id handoff.ID) error {
	env := under("hash")
	env.Lookups.Busy = showed()
	return errors.Join(tx.Save(draft(string(id))), tx.AppendFact(id, replied(1), under("hash"), handoff.Decision{}),
		tx.AppendFact(id, replied(2), env, handoff.Decision{Reason: handoff.Reason{Code: "noted", Text: "noted"}}))
}

// dropLooked drops all that calendars showed before the instant.
func dropLooked(t testing.TB, s *Store, before time.Time) (all int64) {
	t.Helper()
	for more := true; more; {
		doUpdate(t, s, func(tx *Tx) (err error) {
			var n int64
			n, more, err = tx.DropLooked(before)
			all += n
			return err
		})
	}
	return all
}

// TestWhatCalendarsShowedGoes: it is there for who decides the fact again, until its time is over; then it stands
// nowhere, the payload and the chain hold, and that it was there is known.
func TestWhatCalendarsShowedGoes(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return fillShown(tx, "HO-1") })
	check := func(there bool) {
		t.Helper()
		doView(t, s, func(tx *Tx) error {
			facts, err := tx.Facts("HO-1")
			if err != nil {
				return err
			}
			f := facts[1]
			if len(f.Lookups.Busy) > 0 != there || f.Blind == there || f.Fact == nil || f.Reason.Code != "noted" {
				t.Errorf("there %t: %+v", there, f)
			}
			if there && f.Lookups.Busy["rita"].Busy[0].Key != shownKey {
				t.Errorf("another calendar: %+v", f.Lookups.Busy)
			}
			links, err := tx.Links("HO-1")
			if err != nil || len(links) != 2 || links[1].Shortened || strings.Contains(string(links[1].Payload), shownKey) {
				t.Errorf("the proof: %+v %v", links, err)
			}
			return errors.Join(err, tx.VerifyChain("HO-1"))
		})
		if kept(t, s, shownKey) != there {
			t.Errorf("there %t, and the other in the file", there)
		}
	}
	check(true)
	if n := dropLooked(t, s, epoch); n != 0 {
		t.Errorf("%d dropped too early", n)
	}
	check(true)
	if n := dropLooked(t, s, epoch.Add(time.Second)); n != 1 {
		t.Errorf("%d dropped, want 1", n)
	}
	check(false)
	if n := dropLooked(t, s, epoch.Add(time.Second)); n != 0 {
		t.Errorf("%d dropped again", n)
	}
}

// TestWhatCalendarsShowedIsProved: a row that was changed or taken away is seen, as is one made up.
func TestWhatCalendarsShowedIsProved(t *testing.T) {
	for _, c := range []struct{ change, says string }{
		{"UPDATE looked SET body = replace(body, '" + shownKey + "', 'busykey8q')", "what calendars showed was changed"},
		{"UPDATE looked SET salt = zeroblob(16)", "what calendars showed was changed"},
		{"DELETE FROM looked", "is gone though its time was not over"},
		{"UPDATE looked SET fact = fact - 1", "what calendars showed was changed"},
	} {
		s := openStore(t)
		doUpdate(t, s, func(tx *Tx) error { return fillShown(tx, "HO-1") })
		tamper(t, s, c.change)
		doView(t, s, func(tx *Tx) error {
			if err := tx.VerifyChain("HO-1"); !errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %v", c.change, err)
			}
			return nil
		})
	}
}

// TestWhatCalendarsShowedIsForgotten with the lead, and in a fact that is erased alone.
func TestWhatCalendarsShowedIsForgotten(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		h := draft("HO-1")
		h.State = handoff.Closed
		return errors.Join(fillShown(tx, "HO-1"), resave(tx, h), tx.forget("HO-1"), fillShown(tx, "HO-2"))
	})
	doUpdate(t, s, func(tx *Tx) error {
		var fact int64
		err := tx.one("SELECT max(id) FROM facts", nil, []any{&fact})
		return errors.Join(err, erasePayloads(tx, []int64{fact}, false, epoch))
	})
	if kept(t, s, shownKey) {
		t.Error("it is there still")
	}
	doView(t, s, func(tx *Tx) error { return errors.Join(tx.VerifyChain("HO-1"), tx.VerifyChain("HO-2")) })
}

// TestWhatCalendarsShowedBefore: where it stands in payloads, as earlier versions wrote it, it is taken out of them when
// its time is over. What is left is there, and is told to prove nothing.
func TestWhatCalendarsShowedBefore(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return fillShown(tx, "HO-1") })
	inside(t, s)
	doView(t, s, func(tx *Tx) error {
		facts, err := tx.Facts("HO-1")
		if err != nil || len(facts[1].Lookups.Busy) != 1 || facts[1].Blind {
			t.Errorf("before: %+v %v", facts, err)
		}
		return tx.VerifyChain("HO-1")
	})
	if n := dropLooked(t, s, epoch.Add(time.Second)); n != 1 || kept(t, s, shownKey) {
		t.Errorf("%d dropped, or it is there still", n)
	}
	doView(t, s, func(tx *Tx) error {
		facts, err := tx.Facts("HO-1")
		if err != nil || facts[1].Lookups.Busy != nil || !facts[1].Blind || facts[1].Fact == nil || facts[1].Erased ||
			facts[1].Reason.Code != "noted" {
			t.Errorf("after: %+v %v", facts, err)
		}
		links, err := tx.Links("HO-1")
		if err != nil || links[0].Shortened || !links[1].Shortened || len(links[1].Salt) > 0 {
			t.Errorf("the proof: %+v %v", links, err)
		}
		return tx.VerifyChain("HO-1")
	})
	tamper(t, s, "UPDATE payloads SET body = replace(body, 'rita', 'rolf') WHERE fact = 1")
	doView(t, s, func(tx *Tx) error {
		if err := tx.VerifyChain("HO-1"); !errors.Is(err, ErrBroken) {
			t.Errorf("another payload was changed: %v", err)
		}
		return nil
	})
}

// inside puts what the calendar showed into the last payload, as earlier versions wrote it, and has the chain be made so.
func inside(t *testing.T, s *Store) {
	t.Helper()
	var l link
	var fact int64
	var salt, decided []byte
	var body, prev string
	doView(t, s, func(tx *Tx) error {
		var before []byte
		err := tx.one(`SELECT f.id, f.kind, f.at, f.person, f.rules, p.salt, p.decided, p.body,
			(SELECT e.hash FROM facts e WHERE e.handoff = f.handoff AND e.seq = f.seq - 1)
			FROM facts f JOIN payloads p ON p.fact = f.id WHERE f.handoff = 'HO-1' AND f.seq = 2`, nil,
			[]any{&fact, &l.kind, &l.at, &l.person, &l.rules, &salt, &decided, &body, &before})
		prev = string(before)
		var shown []byte
		err = errors.Join(err, tx.one("SELECT body FROM looked", nil, []any{&shown}))
		i := strings.Index(body, `"Looked":"`)
		body = body[:i] + `"Lookups":{"Busy":` + string(shown) + "}}}"
		return err
	})
	l.commitment = commit(salt, decided, []byte(body))
	blob := "x'%x'"
	if s.w.d == postgresDialect {
		blob = `'\x%x'`
	}
	tamper(t, s, fmt.Sprintf("UPDATE payloads SET body = '%s' WHERE fact = %d; UPDATE facts SET commitment = "+blob+
		", hash = "+blob+" WHERE id = %d; UPDATE looked SET salt = NULL, body = NULL, inside = 1", body, fact, l.commitment,
		l.hash([]byte(prev)), fact))
}

// TestUpgradeFindsWhatCalendarsShowed: payloads of earlier schemas in which it stands are known afterwards.
func TestUpgradeFindsWhatCalendarsShowed(t *testing.T) {
	storetest.OnlySQLite(t, "of the schemas from before PostgreSQL")
	step, err := migrations.ReadFile("migrations/sqlite/00038_looked.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, find, _ := strings.Cut(string(step), "INSERT INTO looked")
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error { return fillShown(tx, "HO-1") })
	inside(t, s)
	doUpdate(t, s, func(tx *Tx) error {
		err := tx.exec("DELETE FROM looked")
		return errors.Join(err, tx.exec("INSERT INTO looked"+strings.TrimSuffix(strings.TrimSpace(find), ";")))
	})
	if n := dropLooked(t, s, epoch.Add(time.Hour)); n != 1 || kept(t, s, shownKey) {
		t.Errorf("%d found, or it is there still", n)
	}
}
