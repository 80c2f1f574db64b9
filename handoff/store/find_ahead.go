package store

import (
	"cmp"
	"crypto/sha256"
	"slices"

	"handoffd/handoff"
)

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
