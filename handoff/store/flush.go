package store

import (
	"cmp"
	"errors"
	"fmt"
)

// flight is a flush on its way, beside the decisions; until it has landed the connection is its own.
type flight struct {
	done       chan struct{}
	statements int
	err        error
}

// flightRows is how many rows are worth a flight.
const flightRows = 128

// errUnkept is that what was written could not be told the database. Which of the decisions is to blame is not known.
var errUnkept = errors.New("what was written could not be kept")

// layer is a savepoint to be set, if it is not yet, and what is pending behind it.
type layer struct {
	level *pending
	rows  *pending
}

// layers takes all that is pending, the outermost savepoint first.
func (tx *txn) layers() []layer {
	var out []layer
	for i, p := range tx.levels {
		if !p.set || p.rows > 0 || i == len(tx.levels)-1 {
			out = append(out, layer{p, p.taken()})
		}
	}
	return out
}

// unsaid says whether the database has yet to be told something, a savepoint included.
func (tx *txn) unsaid() bool {
	for _, p := range tx.levels {
		if !p.set || p.rows > 0 {
			return true
		}
	}
	return false
}

// settle tells the database all that is pending, and sets the savepoints that are not set: what is read and written
// now comes after it.
func (tx *txn) settle() error {
	if err := tx.land(); err != nil {
		return err
	}
	tx.blind = false
	if !tx.unsaid() {
		return nil
	}
	f := &flight{done: make(chan struct{})}
	tx.air = f
	tx.tell(f, tx.layers())
	return tx.land()
}

// spread has what is pending told beside the decisions, if it is much. While something is on its way more gathers: a
// row costs less in a larger set.
func (tx *txn) spread() {
	if p := tx.top(); p.rows >= flightRows && p.wide && !tx.flying() && tx.land() == nil {
		tx.launch()
	}
}

// flying says whether something is still on its way.
func (tx *txn) flying() bool {
	if tx.air == nil {
		return false
	}
	select {
	case <-tx.air.done:
		return false
	default:
		return true
	}
}

func (tx *txn) launch() {
	f, layers := &flight{done: make(chan struct{})}, tx.layers()
	tx.air = f
	go tx.tell(f, layers)
}

// tell is the flight.
func (tx *txn) tell(f *flight, layers []layer) {
	defer close(f.done)
	defer func() {
		if p := recover(); p != nil { // of one row that cannot be encoded
			f.err = fmt.Errorf("panic: %v", p)
		}
	}()
	f.err = tx.c.d.tell(tx, f, layers)
}

// land waits for what is being told.
func (tx *txn) land() error {
	if f := tx.air; f != nil {
		<-f.done
		tx.air = nil
		tx.statements += f.statements
		if f.err != nil {
			err := tx.note(f.err)
			tx.unkept = cmp.Or(tx.unkept, fmt.Errorf("%w: %w", errUnkept, err))
		}
	}
	if tx.lost != nil {
		return tx.lost
	}
	return tx.unkept
}

// beside runs f, whose statements need not see what is pending: the caller knows it. After a part of the transaction
// was undone he may not, and it is told first.
func (tx *txn) beside(f func() error) error {
	tx.apart++
	defer func() { tx.apart-- }()
	return f()
}
