package store

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"handoffd/handoff"
)

// On SQLite one transaction writes at a time. On PostgreSQL several do, each seeing what others have committed: what a
// decision rests on is locked before it is read, in this order: handoffs, prospect addresses, persons, digest keys,
// each sorted. Transactions that take locks in another order all the same, as a batch of decisions may, end in a
// deadlock, which the server finds; the one that it ends is repeated.

// lockHandoffs locks rows of handoffs. Their lanes in the outbox are changed under this lock only.
func (tx *txn) lockHandoffs(ids ...handoff.ID) error {
	if !tx.c.d.concurrent || tx.reading {
		return nil
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id handoff.ID) bool { return id == "" || tx.locked[string(id)] })
	slices.Sort(ids)
	ids = slices.Compact(ids)
	err := in(tx, ids, ignored, "SELECT n FROM handoffs WHERE id IN (%s) ORDER BY id FOR NO KEY UPDATE")
	if err != nil {
		return err
	}
	for _, id := range ids {
		tx.hold(string(id))
	}
	return nil
}

// What the names of locks begin with that are not those of rows.
const (
	lockAddress = "address "
	lockDigest  = "digest "
)

// lockNames locks names of things that need not have a row, until the transaction ends.
func (tx *txn) lockNames(kind string, names []string) error {
	if !tx.c.d.concurrent || tx.reading {
		return nil
	}
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "" || tx.locked[kind+n] })
	slices.Sort(names)
	for _, n := range slices.Compact(names) {
		sum := sha256.Sum256([]byte("handoffd lock\x00" + kind + n))
		key := int64(binary.BigEndian.Uint64(sum[:]))
		if err := tx.each(ignored, "SELECT pg_advisory_xact_lock($1)", key); err != nil {
			return err
		}
		tx.hold(kind + n)
	}
	return nil
}

// lockPersons locks the loads of people. Everybody gets a row: what is not there cannot be locked.
func (tx *txn) lockPersons(people []handoff.PersonID) error {
	if !tx.c.d.concurrent || tx.reading {
		return nil
	}
	people = slices.Clone(people)
	slices.Sort(people)
	for _, p := range slices.Compact(people) {
		if tx.locked["person "+string(p)] {
			continue
		}
		found := false
		row := func(func(...any) error) error { found = true; return nil }
		const lock = "SELECT turns FROM loads WHERE person = $1 FOR NO KEY UPDATE"
		err := tx.each(row, lock, string(p))
		if err == nil && !found {
			err = tx.exec("INSERT INTO loads (person, turns, part, last, offers, silent) VALUES ($1, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING",
				string(p))
			if err == nil {
				err = tx.each(row, lock, string(p))
			}
		}
		if err != nil {
			return err
		}
		tx.hold("person " + string(p))
	}
	return nil
}

func ignored(func(...any) error) error { return nil }

func (tx *txn) hold(name string) {
	if !tx.c.d.concurrent || tx.reading {
		return
	}
	if tx.locked == nil {
		tx.locked = map[string]bool{}
	}
	tx.locked[name] = true
}

// handoffsOf are the handoffs that rows of the outbox belong to, empty for a mail of the service.
func (tx *txn) handoffsOf(rows []int64) ([]handoff.ID, error) {
	if !tx.c.d.concurrent {
		return nil, nil
	}
	var out []handoff.ID
	for _, row := range rows {
		ids, err := tx.ids("SELECT coalesce(handoff, '') FROM outbox WHERE id = $1", row)
		if err != nil {
			return nil, err
		}
		out = append(out, ids...)
	}
	return out, nil
}
