package store

import (
	"crypto/sha256"
	"encoding/json"
	"time"

	"handoffd/handoff"
)

// StoredFact is a fact with all that a replay needs to decide it again. Of an erased one only Seq, Order, Kind, At,
// By.Person, Rules and Hash are left.
type StoredFact struct {
	Seq        int     // from 1
	Order      int64   // among the facts of all handoffs, with gaps: what a decision could depend on has a lower one
	Rules      Version // of the rules that decided it
	Kind       handoff.Kind
	At         time.Time
	By         handoff.Who
	Via        string
	MessageID  string
	Reason     handoff.Reason // what came of it
	ConfigHash string
	Now        time.Time    // at which it was decided
	Fact       handoff.Fact // nil when erased
	Lookups    handoff.Lookups
	Load       map[handoff.PersonID]handoff.Load
	Decided    []byte // handoff.Sum of what was decided; nil: unknown
	Blind      bool   // what calendars showed is not kept any more: Lookups are without it
	Hash       []byte // of the chain up to here
	Erased     bool
}

// payload is what can be erased: the fact and what it was decided with.
type payload struct {
	Fact json.RawMessage
	Env  setting
}

type setting struct {
	Config  string
	Now     time.Time
	Reason  handoff.Reason
	Load    map[handoff.PersonID]handoff.Load `json:",omitempty"`
	Looked  string                            `json:",omitempty"` // commitment to what calendars showed, see looked
	Lookups handoff.Lookups
}

// AppendFact adds a fact, with what it was decided with and what came of it, to the chain of a stored handoff.
func (tx Record) AppendFact(id handoff.ID, f handoff.Fact, env handoff.Env, out handoff.Decision) error {
	w := &written{fact: f, env: env, out: out}
	err := w.write()
	if err == nil {
		err = tx.append(id, w)
	}
	if err != nil {
		return tx.fail(err, "append fact %s to handoff %s", f.Kind(), id)
	}
	return nil
}

// Facts lists the facts of a handoff in the order in which they were decided.
func (tx Record) Facts(id handoff.ID) ([]StoredFact, error) {
	var out []StoredFact
	err := tx.each(func(scan func(...any) error) error {
		var s StoredFact
		var at int64
		var person string
		var body []byte
		var l lookedRow
		err := scan(&s.Order, &s.Seq, &s.Kind, &at, &person, &s.Hash, &s.Rules, &body, &s.Decided, &l.there, &l.inside,
			&l.body)
		if err != nil {
			return err
		}
		s.At, s.By.Person, s.Erased = instant(at), handoff.PersonID(person), body == nil
		if !s.Erased {
			if err := s.decode(body); err != nil {
				return err
			}
			if s.Blind = l.over(); l.body != nil {
				if s.Lookups.Busy, err = busyIn(l.body); err != nil {
					return err
				}
			}
		}
		out = append(out, s)
		return nil
	}, `SELECT f.id, f.seq, f.kind, f.at, f.person, f.hash, coalesce(f.rules, 0), p.body, p.decided,
		CASE WHEN l.fact IS NULL THEN 0 ELSE 1 END, coalesce(l.inside, 0), l.body
		FROM facts f LEFT JOIN payloads p ON p.fact = f.id LEFT JOIN looked l ON l.fact = f.id
		WHERE f.handoff = $1 ORDER BY f.seq`, string(id))
	if err != nil {
		return nil, tx.fail(err, "read the facts of handoff %s", id)
	}
	return out, nil
}

func (s *StoredFact) decode(body []byte) error {
	var p payload
	if err := json.Unmarshal(body, &p); err != nil {
		return err
	}
	f, err := handoff.DecodeFact(s.Kind, p.Fact)
	if err != nil {
		return err
	}
	head := handoff.Header(f)
	s.Fact, s.At, s.By, s.Via, s.MessageID = f, head.At, head.By, head.Via, head.MessageID
	s.ConfigHash, s.Now, s.Reason, s.Load, s.Lookups = p.Env.Config, p.Env.Now, p.Env.Reason, p.Env.Load, p.Env.Lookups
	return nil
}

// commit is the commitment to a payload: SHA-256 of salt, sum of the decided handoff if it was kept, and payload. The
// salt keeps what was erased from being guessed. Whether a sum was kept is told by the rules version of the link: no
// payload can pass for another one.
func commit[B []byte | string](salt, decided []byte, body B) []byte {
	all := make([]byte, 0, 2048)
	all = append(append(append(all, salt...), decided...), body...)
	sum := sha256.Sum256(all)
	return sum[:]
}
