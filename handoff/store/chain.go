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
	lookedSchema   = 38
)

var chainLinks = chainLinksOf(Schema)

// chainLinksOf is how the chain is read in a database of the schema.
func chainLinksOf(schema int64) string {
	rules, erased, shown, from := "0, p.salt, p.body, NULL", "0", "0, 0, NULL, NULL", ""
	if schema >= recordedSchema {
		rules = "coalesce(f.rules, 0), p.salt, p.body, p.decided"
	}
	if schema >= erasedSchema {
		erased, from = "CASE WHEN e.fact IS NULL THEN 0 ELSE 1 END", " LEFT JOIN erased e ON e.fact = f.id"
	}
	if schema >= lookedSchema {
		shown = "CASE WHEN l.fact IS NULL THEN 0 ELSE 1 END, coalesce(l.inside, 0), l.salt, l.body"
		from += " LEFT JOIN looked l ON l.fact = f.id"
	}
	return "SELECT f.seq, f.kind, f.at, f.person, f.commitment, f.hash, " + rules + ", " + erased + ", " + shown +
		" FROM facts f LEFT JOIN payloads p ON p.fact = f.id" + from + " WHERE f.handoff = $1 ORDER BY f.seq"
}

// chained is a fact as the chain is read.
type chained struct {
	link
	seq                       int
	hash, salt, body, decided []byte
	erased                    int
	shown                     lookedRow
}

func (c *chained) scan(scan func(...any) error) error {
	return scan(&c.seq, &c.kind, &c.at, &c.person, &c.commitment, &c.hash, &c.rules, &c.salt, &c.body, &c.decided,
		&c.erased, &c.shown.there, &c.shown.inside, &c.shown.salt, &c.shown.body)
}

// shortened says whether what calendars showed was taken out of the payload, which then proves nothing.
func (c *chained) shortened() bool { return c.body != nil && c.erased == 1 && c.shown.over() }

// wrong says what does not hold in the n-th fact, of a handoff whose payloads may all be gone; empty: nothing.
func (c *chained) wrong(n int, prev []byte, forgotten bool) string {
	switch {
	case c.seq != n:
		return fmt.Sprintf("fact %d follows where it should stand", c.seq)
	case c.body == nil && !forgotten && c.erased == 0:
		return "its payload is gone though nothing was forgotten"
	case c.body != nil && (c.rules == 0) != (c.decided == nil):
		return "its rules version or the sum of what was decided is gone"
	case c.body != nil && !c.shortened() && !bytes.Equal(commit(c.salt, c.decided, c.body), c.commitment):
		return "its payload was changed"
	case !bytes.Equal(c.link.hash(prev), c.hash):
		return "kind, time, person, commitment, rules version or order was changed"
	}
	return c.shown.wrong(c.body)
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
		var c chained
		if err := c.scan(scan); err != nil {
			return err
		}
		n++
		if what := c.wrong(n, prev, forget == forgetDone); what != "" {
			return fmt.Errorf("%w at fact %d (%s): %s", ErrBroken, n, c.kind, what)
		}
		prev = c.hash
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
