package store

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

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
	err := tx.beside(func() error {
		return in(tx, ids, ignored, "SELECT n FROM handoffs WHERE id IN (%s) ORDER BY id FOR NO KEY UPDATE")
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		tx.hold(string(id))
	}
	return nil
}

// lockToChange locks rows of handoffs that will be changed, behind the savepoints that they will be changed behind. To
// PostgreSQL those are transactions of their own: if one locks a row and another changes it, it keeps a list of both
// with the row, and goes through the index entries of rows that are gone again and again.
func (tx *txn) lockToChange(ids []handoff.ID) error {
	if tx.c.d.concurrent && !tx.reading {
		if err := tx.settle(); err != nil {
			return err
		}
	}
	return tx.lockHandoffs(ids...)
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
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	names = slices.Compact(names)
	keys := make([]string, len(names))
	for i, n := range names {
		sum := sha256.Sum256([]byte("handoffd lock\x00" + kind + n))
		keys[i] = strconv.FormatInt(int64(binary.BigEndian.Uint64(sum[:])), 10)
	}
	err := tx.beside(func() error { // one after the other, as they are given
		return tx.each(ignored, "SELECT pg_advisory_xact_lock(k::bigint) FROM unnest(string_to_array($1, ',')) AS v(k)",
			strings.Join(keys, ","))
	})
	if err != nil {
		return err
	}
	for _, n := range names {
		tx.hold(kind + n)
	}
	return nil
}

// lockPersons locks the loads of people. Everybody gets a row: what is not there cannot be locked.
func (tx *txn) lockPersons(people []handoff.PersonID) error {
	if !tx.c.d.concurrent || tx.reading {
		return nil
	}
	people = slices.DeleteFunc(slices.Clone(people), func(p handoff.PersonID) bool {
		return tx.locked["person "+string(p)]
	})
	slices.Sort(people)
	people = slices.Compact(people)
	there := map[handoff.PersonID]bool{}
	lock := func() error {
		return tx.beside(func() error {
			return in(tx, people, func(scan func(...any) error) error {
				var p handoff.PersonID
				err := scan(&p)
				there[p] = true
				return err
			}, "SELECT person FROM loads WHERE person IN (%s) ORDER BY person FOR NO KEY UPDATE")
		})
	}
	if err := lock(); err != nil {
		return err
	}
	fresh := slices.DeleteFunc(slices.Clone(people), func(p handoff.PersonID) bool { return there[p] })
	for _, p := range fresh {
		err := tx.exec(`INSERT INTO loads (person, turns, part, last, offers, silent)
			VALUES ($1, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING`, string(p))
		if err != nil {
			return err
		}
	}
	if len(fresh) > 0 { // somebody else may have made the row
		if err := lock(); err != nil {
			return err
		}
	}
	for _, p := range people {
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
	err := inNumbers(tx, rows, func(scan func(...any) error) error {
		var id handoff.ID
		err := scan(&id)
		out = append(out, id)
		return err
	}, "SELECT coalesce(handoff, '') FROM outbox WHERE id IN (%s)")
	return out, err
}
