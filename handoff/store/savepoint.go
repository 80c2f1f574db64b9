package store

import (
	"errors"
	"maps"
	"strconv"
)

// Savepoint runs f; an error or a panic of f undoes only what f did, and is returned.
func (tx *Tx) Savepoint(f func() error) error {
	if tx.reading {
		return tx.fail(ErrReadOnly, "set a savepoint")
	}
	return tx.savepoint(&pending{}, f)
}

// savepoint runs f behind a savepoint, which is set in the database when that is first told something.
func (tx *Tx) savepoint(p *pending, f func() error) error {
	if err := tx.usable(); err != nil {
		return tx.fail(err, "set a savepoint")
	}
	p.name = "s" + strconv.Itoa(len(tx.levels)-1)
	tallies := maps.Clone(tx.tallies)
	depth, after := len(tx.levels), len(tx.after)
	tx.levels = append(tx.levels, p)
	err := tx.undone(p, func() error {
		if err := tx.call(func(*Tx) error { return f() }); err != nil {
			return err
		}
		if tx.failed != nil { // f went on as if nothing had happened
			return tx.fail(tx.failed, "write")
		}
		return nil
	})
	tx.levels = tx.levels[:depth]
	if err != nil {
		tx.encoding.Wait() // whoever tries again may change what was given
		tx.unwritten = nil
		tx.known, tx.ahead, tx.aways, tx.pauses, tx.outages, tx.noMail = nil, nil, nil, nil, nil, nil
		tx.aliases, tx.moved, tx.meetings, tx.blind = nil, nil, nil, true
		tx.tallies, tx.after = tallies, tx.after[:after]
		tx.loads, tx.locked = nil, nil // the locks since then are let go
		return err
	}
	if p.set {
		if err := tx.say("RELEASE " + p.name); err != nil {
			return tx.fail(err, "release a savepoint")
		}
	}
	tx.top().join(p)
	tx.spread()
	return nil
}

// undone rolls back to the savepoint when f fails.
func (tx *txn) undone(p *pending, f func() error) error {
	err := f()
	if tx.air != nil && (err != nil || len(tx.levels) == 2) || tx.unkept != nil {
		if e := tx.land(); err == nil && e != nil {
			err = tx.fail(e, "write")
		}
	}
	if tx.lost != nil && err == nil {
		err = tx.fail(tx.lost, "write")
	}
	if err == nil || tx.lost != nil || !p.set {
		return err
	}
	tx.failed, tx.unkept = nil, nil
	for _, s := range []string{"ROLLBACK TO " + p.name, "RELEASE " + p.name} {
		if e := tx.say(s); e != nil {
			tx.lost = tx.fail(e, "undo a part of the transaction")
			return errors.Join(err, tx.lost)
		}
	}
	return err
}

// say runs a statement that stands for no row, whatever is pending.
func (tx *txn) say(query string) error {
	if err := tx.land(); err != nil {
		return err
	}
	blind := tx.blind
	tx.blind = false
	err := tx.beside(func() error { return tx.exec(query) })
	tx.blind = blind
	return err
}
