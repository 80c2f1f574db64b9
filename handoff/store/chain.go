package store

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"

	"handoffd/handoff"
)

// link is what one fact puts into the chain.
type link struct {
	kind       string
	at         int64
	person     string
	commitment []byte
	rules      int64 // version; 0: unknown
}

// hash continues the chain: SHA-256 of the hash before, kind, at (nanoseconds since 1970), person, commitment and, if
// it is known, rules version. Numbers are eight bytes, big-endian, and stand before each text as its length, so that
// no two links read alike.
func (l link) hash(prev []byte) []byte {
	sum := sha256.Sum256(l.bytes(prev))
	return sum[:]
}

// bytes are what is hashed.
func (l link) bytes(prev []byte) []byte {
	b := make([]byte, 0, 160)
	b = append(b, prev...)
	b = binary.BigEndian.AppendUint64(b, uint64(len(l.kind)))
	b = append(b, l.kind...)
	b = binary.BigEndian.AppendUint64(b, uint64(l.at))
	b = binary.BigEndian.AppendUint64(b, uint64(len(l.person)))
	b = append(b, l.person...)
	b = append(b, l.commitment...)
	if l.rules != 0 {
		b = binary.BigEndian.AppendUint64(b, uint64(l.rules))
	}
	return b
}

// root is what the first fact of a handoff continues: a chain cannot be passed off as that of another handoff.
func root(id handoff.ID) []byte {
	sum := sha256.Sum256([]byte(id))
	return sum[:]
}

// chainEnd is the last fact of a chain: its number and hash. Before the first one that is 0 and the root.
type chainEnd struct {
	seq  int64
	hash []byte // nil: that of last; without one, the root
	last *added // in this transaction
	sure bool   // it is known
}

// tip is the hash that the next fact of the handoff continues.
func (e chainEnd) tip(id handoff.ID) []byte {
	switch {
	case e.hash != nil:
		return e.hash
	case e.last != nil:
		return e.last.hash
	}
	return root(id)
}

// chainEnd is where the chain of a handoff ends.
func (tx *txn) chainEnd(id handoff.ID) (chainEnd, error) {
	if k, ok := tx.known[id]; ok && k.end.sure {
		return k.end, nil
	}
	end := chainEnd{sure: true}
	err := tx.one("SELECT seq, hash FROM facts WHERE handoff = $1 ORDER BY seq DESC LIMIT 1", []any{string(id)},
		[]any{&end.seq, &end.hash})
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return end, err
}

// What is read of a chain, and what of one in a database of an earlier schema: a backup is verified as it is.
const (
	recordedSchema = 13
	erasedSchema   = 37

	chainLinks = `SELECT f.seq, f.kind, f.at, f.person, f.commitment, f.hash, coalesce(f.rules, 0), p.salt, p.body,
		p.decided, CASE WHEN e.fact IS NULL THEN 0 ELSE 1 END FROM facts f LEFT JOIN payloads p ON p.fact = f.id
		LEFT JOIN erased e ON e.fact = f.id WHERE f.handoff = $1 ORDER BY f.seq`
	chainLinksBeforeErased = `SELECT f.seq, f.kind, f.at, f.person, f.commitment, f.hash, coalesce(f.rules, 0), p.salt,
		p.body, p.decided, 0 FROM facts f LEFT JOIN payloads p ON p.fact = f.id WHERE f.handoff = $1 ORDER BY f.seq`
	chainLinksBeforeRecorded = `SELECT f.seq, f.kind, f.at, f.person, f.commitment, f.hash, 0, p.salt, p.body, NULL, 0
		FROM facts f LEFT JOIN payloads p ON p.fact = f.id WHERE f.handoff = $1 ORDER BY f.seq`
)

// chainLinksOf is how the chain is read in a database of the schema.
func chainLinksOf(schema int64) string {
	switch {
	case schema < recordedSchema:
		return chainLinksBeforeRecorded
	case schema < erasedSchema:
		return chainLinksBeforeErased
	}
	return chainLinks
}

// VerifyChain recomputes the chain of a handoff. The error, ErrBroken, names the first link that does not hold.
func (tx Record) VerifyChain(id handoff.ID) error { return tx.verifyChain(id, chainLinks) }

func (tx *txn) verifyChain(id handoff.ID, links string) error {
	forget, err := tx.stage(id)
	if err != nil {
		return tx.fail(err, "verify handoff %s", id)
	}
	prev, n := root(id), 0
	err = tx.each(func(scan func(...any) error) error {
		var l link
		var seq int
		var hash, salt, body, decided []byte
		var erased int
		err := scan(&seq, &l.kind, &l.at, &l.person, &l.commitment, &hash, &l.rules, &salt, &body, &decided, &erased)
		if err != nil {
			return err
		}
		n++
		broken := func(what string) error { return fmt.Errorf("%w at fact %d (%s): %s", ErrBroken, n, l.kind, what) }
		switch {
		case seq != n:
			return broken(fmt.Sprintf("fact %d follows where it should stand", seq))
		case body == nil && forget != forgetDone && erased == 0:
			return broken("its payload is gone though nothing was forgotten")
		case body != nil && (l.rules == 0) != (decided == nil):
			return broken("its rules version or the sum of what was decided is gone")
		case body != nil && !bytes.Equal(commit(salt, decided, body), l.commitment):
			return broken("its payload was changed")
		case !bytes.Equal(l.hash(prev), hash):
			return broken("kind, time, person, commitment, rules version or order was changed")
		}
		prev = hash
		return nil
	}, links, string(id))
	if err != nil && !errors.Is(err, ErrBroken) {
		return tx.fail(err, "verify handoff %s", id)
	}
	if err != nil {
		return fmt.Errorf("handoff %s: %w", id, err)
	}
	return nil
}
