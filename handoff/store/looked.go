package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"handoffd/handoff"
)

// looked is what the calendars of reps showed when a fact was decided. It has a row of its own, which goes when its
// time is over; the payload of the fact holds the commitment to it, so that it can be proved while it is there, and the
// chain holds without it.
type looked struct{ salt, body []byte }

// lookedOf takes what calendars showed out of what is to be written; nil if none was read.
func lookedOf(s *setting) (*looked, error) {
	if len(s.Lookups.Busy) == 0 {
		return nil, nil
	}
	l := &looked{salt: make([]byte, 16)}
	if _, err := rand.Read(l.salt); err != nil {
		return nil, err
	}
	var err error
	if l.body, err = handoff.AppendJSON(nil, &s.Lookups.Busy); err != nil {
		return nil, err
	}
	s.Lookups.Busy, s.Looked = nil, l.commitment()
	return l, nil
}

// commitment is SHA-256 of salt and text, in hexadecimal digits.
func (l *looked) commitment() string {
	sum := sha256.Sum256(append(bytes.Clone(l.salt), l.body...))
	return hex.EncodeToString(sum[:])
}

// lookedRow is the row of a fact as it is read.
type lookedRow struct {
	looked
	there  int // 0: there is none
	inside int // 1: it stands in the payload itself
}

// over says whether what calendars showed was dropped, as its time was over.
func (r *lookedRow) over() bool { return r.there == 1 && r.inside == 0 && r.body == nil }

// wrong says what does not fit between the row and the payload; empty: nothing.
func (r *lookedRow) wrong(payload []byte) string {
	said := committed(payload)
	switch {
	case said != "" && r.there == 0:
		return "what calendars showed is gone though its time was not over"
	case r.body == nil:
	case said == "" || r.commitment() != said:
		return "what calendars showed was changed"
	}
	return ""
}

// committed is the commitment that a payload holds; empty: none.
func committed(payload []byte) string {
	if !bytes.Contains(payload, []byte(`"Looked":"`)) {
		return ""
	}
	var p struct{ Env struct{ Looked string } }
	if err := json.Unmarshal(payload, &p); err != nil {
		return ""
	}
	return p.Env.Looked
}

// lookedAtOnce are dropped in one transaction.
const lookedAtOnce = 512

// DropLooked drops what calendars showed when facts were decided before the instant, some of it: with more, to be
// called again. The chains hold without it.
func (tx Proof) DropLooked(before time.Time) (dropped int64, more bool, err error) {
	var outside, inside []int64
	err = tx.each(func(scan func(...any) error) error {
		var fact, in int64
		err := scan(&fact, &in)
		if in == 1 {
			inside = append(inside, fact)
		} else {
			outside = append(outside, fact)
		}
		return err
	}, "SELECT fact, inside FROM looked WHERE (body IS NOT NULL OR inside = 1) AND at < $1 ORDER BY at"+
		atMost(lookedAtOnce), nanos(before))
	for _, fact := range inside {
		if err == nil {
			err = tx.takeLooked(fact)
		}
	}
	for _, fact := range append(outside, inside...) {
		if err == nil {
			err = tx.exec("UPDATE looked SET salt = NULL, body = NULL, inside = 0 WHERE fact = $1", fact)
		}
	}
	if err != nil {
		return 0, false, tx.fail(err, "drop what calendars showed")
	}
	n := len(outside) + len(inside)
	tx.erased = tx.erased || n > 0
	return int64(n), n == lookedAtOnce, nil
}

// takeLooked takes what calendars showed out of a payload that it stands in. What is left is not proved any more, which
// is noted as of what was erased; its salt goes with it, so that nobody can try out what it was.
func (tx *txn) takeLooked(fact int64) error {
	var body, decided []byte
	err := tx.one("SELECT body, decided FROM payloads WHERE fact = $1", []any{fact}, []any{&body, &decided})
	if err != nil {
		return err
	}
	left, err := withoutLooked(body)
	if err != nil {
		return err
	}
	for _, s := range []struct {
		text string
		args []any
	}{
		{"INSERT INTO erased (fact, at) SELECT id, at FROM facts WHERE id = $1 ON CONFLICT DO NOTHING", nil},
		{"DELETE FROM payloads WHERE fact = $1", nil},
		{"INSERT INTO payloads (fact, salt, body, decided) VALUES ($1, $2, $3, $4)", []any{[]byte{}, string(left), decided}},
	} {
		if err := tx.exec(s.text, append([]any{fact}, s.args...)...); err != nil {
			return err
		}
	}
	return nil
}

// withoutLooked is a payload without what calendars showed, and otherwise as it was.
func withoutLooked(payload []byte) ([]byte, error) {
	var p struct {
		Fact json.RawMessage
		Env  map[string]json.RawMessage
	}
	if err := json.Unmarshal(payload, &p); err != nil {
		return nil, err
	}
	var l map[string]json.RawMessage
	if err := json.Unmarshal(p.Env["Lookups"], &l); err != nil {
		return nil, err
	}
	delete(l, "Busy")
	var err error
	if p.Env["Lookups"], err = json.Marshal(l); err != nil {
		return nil, err
	}
	return json.Marshal(p)
}

// busyIn is what the row of a fact says calendars showed; nil: nothing.
func busyIn(body []byte) (out map[handoff.PersonID]handoff.Calendar, err error) {
	if body != nil {
		err = json.Unmarshal(body, &out)
	}
	return out, err
}

// LookedBefore counts the decisions before the instant of which it is still kept what calendars showed.
func (tx Proof) LookedBefore(before time.Time) (n int64, err error) {
	err = tx.one("SELECT count(*) FROM looked WHERE (body IS NOT NULL OR inside = 1) AND at < $1", []any{nanos(before)},
		[]any{&n})
	if err != nil {
		return 0, tx.fail(err, "look what calendars showed is kept")
	}
	return n, nil
}
