package store

import (
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"handoffd/handoff"
)

// StoredFact is a fact with all that a replay needs to decide it again. Of an erased one only Seq, Kind, At, By.Person
// and Hash are left.
type StoredFact struct {
	Seq        int // from 1
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
	Lookups handoff.Lookups
}

// encodePayload writes {"Fact":…,"Env":…} without encoding the fact twice.
func encodePayload(f handoff.Fact, s setting) ([]byte, error) {
	fact, err := handoff.EncodeFact(f)
	if err != nil {
		return nil, err
	}
	env, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(fact)+len(env)+20)
	out = append(out, `{"Fact":`...)
	out = append(out, fact...)
	out = append(out, `,"Env":`...)
	out = append(out, env...)
	return append(out, '}'), nil
}

// AppendFact adds a fact, with what it was decided with and what came of it, to the chain of a stored handoff.
func (tx *Tx) AppendFact(id handoff.ID, f handoff.Fact, l handoff.Lookups, load map[handoff.PersonID]handoff.Load, configHash string, now time.Time, r handoff.Reason) error {
	body, err := encodePayload(f, setting{Config: configHash, Now: now, Reason: r, Load: load, Lookups: l})
	if err == nil {
		err = tx.appendFact(id, f, body)
	}
	if err != nil {
		return tx.fail(err, "append fact %s to handoff %s", f.Kind(), id)
	}
	return nil
}

func (tx *Tx) appendFact(id handoff.ID, f handoff.Fact, body []byte) error {
	forget, err := tx.stage(id)
	if err != nil {
		return err
	}
	var seq int64
	prev := root(id)
	err = tx.one("SELECT seq, hash FROM facts WHERE handoff = $1 ORDER BY seq DESC LIMIT 1", []any{string(id)}, []any{&seq, &prev})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return err
	}
	seq++
	head := handoff.Header(f)
	l := link{kind: string(f.Kind()), at: nanos(head.At), person: string(head.By.Person), commitment: commit(salt, body)}
	fact, err := tx.insert("INSERT INTO facts (handoff, seq, kind, at, person, commitment, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		string(id), seq, l.kind, l.at, l.person, l.commitment, l.hash(prev))
	if err != nil || forget == forgetDone {
		return err
	}
	return tx.exec("INSERT INTO payloads (fact, salt, body) VALUES ($1, $2, $3)", fact, salt, string(body))
}

// Facts lists the facts of a handoff in the order in which they were decided.
func (tx *Tx) Facts(id handoff.ID) ([]StoredFact, error) {
	var out []StoredFact
	err := tx.each(func(scan func(...any) error) error {
		var s StoredFact
		var at int64
		var person string
		var body []byte
		if err := scan(&s.Seq, &s.Kind, &at, &person, &s.Hash, &body); err != nil {
			return err
		}
		s.At, s.By.Person, s.Erased = instant(at), handoff.PersonID(person), body == nil
		if !s.Erased {
			if err := s.decode(body); err != nil {
				return err
			}
		}
		out = append(out, s)
		return nil
	}, `SELECT f.seq, f.kind, f.at, f.person, f.hash, p.body FROM facts f LEFT JOIN payloads p ON p.fact = f.id
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

// PutConfig keeps a config under its hash.
func (tx *Tx) PutConfig(c *handoff.Config) error {
	err := errors.New("it has no hash")
	if c.Hash != "" {
		var body []byte
		if body, err = json.Marshal(c); err == nil {
			err = tx.exec("INSERT INTO configs (hash, body) VALUES ($1, $2) ON CONFLICT DO NOTHING", c.Hash, string(body))
		}
	}
	if err != nil {
		return tx.fail(err, "keep config %q", c.Hash)
	}
	return nil
}

// Config reads the config that was kept under the hash; ErrNotFound if none was.
func (tx *Tx) Config(hash string) (*handoff.Config, error) {
	var body []byte
	c := &handoff.Config{}
	err := tx.one("SELECT body FROM configs WHERE hash = $1", []any{hash}, []any{&body})
	if err == nil {
		err = json.Unmarshal(body, c)
	}
	if err != nil {
		return nil, tx.fail(err, "read config %q", hash)
	}
	c.Hash = hash
	return c, nil
}

// maxConfigs bounds how many earlier configs are looked at.
const maxConfigs = 256

// FormerAddresses lists the mail addresses of people who stood in an earlier config and do not stand in this one.
func (tx *Tx) FormerAddresses(now *handoff.Config) ([]string, error) {
	former := make(map[string]bool)
	err := tx.each(func(scan func(...any) error) error {
		var body []byte
		var c handoff.Config
		if err := scan(&body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &c); err != nil {
			return err
		}
		for _, p := range c.People {
			for _, address := range p.Emails {
				former[address] = true
			}
		}
		return nil
	}, "SELECT body FROM configs"+atMost(maxConfigs))
	if err != nil {
		return nil, tx.fail(err, "read earlier configs")
	}
	for _, p := range now.People {
		for _, address := range p.Emails {
			delete(former, address)
		}
	}
	return slices.Sorted(maps.Keys(former)), nil
}

// commit is the commitment to a payload: SHA-256 of salt and payload. The salt keeps what was erased from being guessed.
func commit(salt, body []byte) []byte {
	h := sha256.New()
	h.Write(salt)
	h.Write(body)
	return h.Sum(nil)
}
