package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"sync"

	"handoffd/handoff"
)

// reading is a handoff that was read ahead. It is decoded once, by whoever comes first: a helper that goes through
// them in their order, or the writer that needs it now.
type reading struct {
	id     handoff.ID
	data   []byte
	forget int
	end    chainEnd
	once   sync.Once
	h      handoff.Handoff
	err    error
}

func (r *reading) decode() {
	r.once.Do(func() { r.err = json.Unmarshal(r.data, &r.h) })
}

// ReadAhead reads the handoffs that are about to be decided, and the ends of their chains, in one statement, and has
// them decoded beside the writer. Ids that nobody has are no error.
func (tx Record) ReadAhead(ids []handoff.ID) error {
	if tx.reading {
		return nil
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id handoff.ID) bool {
		_, known := tx.known[id]
		return known || id == ""
	})
	if err := tx.lockHandoffs(ids...); err != nil {
		return tx.fail(err, "lock %d handoffs", len(ids))
	}
	var found []*reading
	err := in(tx.txn, ids, func(scan func(...any) error) error {
		r := &reading{end: chainEnd{sure: true}}
		err := scan(&r.id, &r.data, &r.forget, &r.end.seq, &r.end.hash)
		found = append(found, r)
		return err
	}, `SELECT h.id, h.data, h.forget, coalesce(f.seq, 0), f.hash FROM handoffs h LEFT JOIN facts f ON f.handoff = h.id
		AND f.seq = (SELECT max(seq) FROM facts WHERE handoff = h.id) WHERE h.id IN (%s)`)
	if err != nil {
		return tx.fail(err, "read %d handoffs ahead", len(ids))
	}
	tx.ahead = make(map[handoff.ID]*reading, len(found))
	for _, r := range found {
		tx.ahead[r.id] = r
	}
	inOrder := make([]*reading, 0, len(found))
	for _, id := range ids {
		if r := tx.ahead[id]; r != nil {
			inOrder = append(inOrder, r)
		}
	}
	go func() {
		for _, r := range slices.Backward(inOrder) { // the writer comes from the front
			r.decode()
		}
	}()
	return nil
}

// found is what was found ahead, by what.
type found struct{ tokens, uids map[string]handoff.ID }

// FindAhead finds, in one statement for each kind of name, the handoffs that mails to come are about: by the tags of
// reply addresses, which are tokens of threads or secrets of persons, and by UIDs of events. They come in the order of
// the tags, then of the UIDs.
func (tx Record) FindAhead(tags, uids []string) ([]handoff.ID, error) {
	if tx.reading {
		return nil, nil
	}
	f := found{map[string]handoff.ID{}, map[string]handoff.ID{}}
	tags, uids = lookedFor(tags), lookedFor(uids)
	err := in(tx.txn, tags, into(f.tokens), "SELECT token, id FROM handoffs WHERE token IN (%s)")
	if err == nil {
		err = in(tx.txn, uids, into(f.uids), "SELECT uid, handoff FROM event_uids WHERE uid IN (%s)")
	}
	persons := map[string]handoff.ID{}
	secrets := slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return f.tokens[t] != "" })
	if err == nil {
		err = inLists(tx.txn, secrets, func(s string) any {
			hash := sha256.Sum256([]byte(s))
			return hash[:]
		}, func(scan func(...any) error) error {
			var hash []byte
			var id handoff.ID
			err := scan(&hash, &id)
			persons[string(hash)] = id
			return err
		}, "SELECT hash, coalesce(handoff, '') FROM tokens WHERE hash IN (%s)", nil)
	}
	if err != nil {
		return nil, tx.fail(err, "find the handoffs of mails ahead")
	}
	tx.found = f
	var ids []handoff.ID
	for _, t := range tags {
		hash := sha256.Sum256([]byte(t))
		ids = append(ids, cmp.Or(f.tokens[t], persons[string(hash[:])]))
	}
	for _, u := range uids {
		ids = append(ids, f.uids[u])
	}
	return distinct(ids), nil
}

// lookedFor are the names that by looks for, each once.
func lookedFor(names []string) []string {
	return distinct(slices.DeleteFunc(names, func(n string) bool { return len(n) > longest || clip(n, longest) != n }))
}

// distinct keeps the first of what is the same, and nothing that is empty.
func distinct[S ~string](all []S) []S {
	seen := map[S]bool{"": true}
	return slices.DeleteFunc(all, func(s S) bool {
		again := seen[s]
		seen[s] = true
		return again
	})
}

// into reads pairs of a name and a handoff.
func into(m map[string]handoff.ID) func(scan func(...any) error) error {
	return func(scan func(...any) error) error {
		var name string
		var id handoff.ID
		err := scan(&name, &id)
		m[name] = id
		return err
	}
}

// foundToken is the handoff of a token that was found ahead, if it still has it.
func (tx *txn) foundToken(token string) (handoff.ID, bool) {
	id := tx.found.tokens[token]
	if id == "" {
		return "", false
	}
	if k, ok := tx.known[id]; ok {
		return id, k.there && k.columns[columnToken] == any(token)
	}
	r := tx.ahead[id]
	if r == nil {
		return "", false
	}
	r.decode()
	return id, r.err == nil && r.h.Token == token
}

// takeAhead gives what was read ahead, once: from then on it stands among what is known. False if nothing was.
func (tx *txn) takeAhead(id handoff.ID) (*reading, bool) {
	r, ok := tx.ahead[id]
	if ok {
		delete(tx.ahead, id)
		r.decode()
	}
	return r, ok
}

// Peek gives a handoff that was read ahead or is known already, without reading; false if it is not.
func (tx Record) Peek(id handoff.ID) (handoff.Handoff, bool) {
	if r := tx.ahead[id]; r != nil {
		r.decode()
		return r.h, r.err == nil
	}
	h, ok, err := tx.again(id)
	return h, ok && err == nil
}
