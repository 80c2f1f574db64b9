package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"handoffd/handoff"
)

// Tx is one transaction. It belongs to the function it was given to and ends with it. What is kept is split by trade;
// who works in a transaction asks for the few methods it needs, by an interface of its own.
type Tx struct {
	*txn
	Record
	People
	Queue
	Mailbook
	Tokens
	Sources
	Bookings
	Vault
	Figures
	Proof
	Pages
}

// The trades of a transaction.
type (
	// Record keeps handoffs, their facts and the configs they were decided under, and finds a handoff again.
	Record struct{ *txn }
	// People keeps what decisions must know of persons: loads, turns, absences, meetings, words, stops.
	People struct{ *txn }
	// Queue is the outbox: everything that is to leave, is leaving, or has left.
	Queue struct{ *txn }
	// Mailbook keeps the mails that came in, also those that are held or wait for their turn.
	Mailbook struct{ *txn }
	// Tokens keeps the secrets of reply addresses, by their hash, and the questions asked under them.
	Tokens struct{ *txn }
	// Sources keeps how far mailboxes and calendars were read, what is in hand, and when they could not be read.
	Sources struct{ *txn }
	// Bookings keeps where events stand on calendar servers and what was seen of them there.
	Bookings struct{ *txn }
	// Vault keeps sealed secrets.
	Vault struct{ *txn }
)

func newTx(t txn) *Tx {
	x := &t
	x.levels, x.encoding = []*pending{{set: true}}, new(sync.WaitGroup) // a level for the transaction itself
	return &Tx{x, Record{x}, People{x}, Queue{x}, Mailbook{x}, Tokens{x}, Sources{x}, Bookings{x}, Vault{x}, Figures{x},
		Proof{x}, Pages{x}}
}

// txn is what the trades of a transaction share: the connection, and what was read and written over it.
type txn struct {
	ctx        context.Context
	c          *conn
	path       string
	reading    bool
	ended      bool
	lost       error      // the database has rolled back by itself: nothing more may be said
	failed     error      // PostgreSQL takes nothing more before the savepoint is rolled back
	unkept     error      // what was written could not be told the database: see land
	levels     []*pending // of the transaction, and one for each savepoint that is open
	air        *flight    // on its way; nil: nothing is
	apart      int        // see beside
	blind      bool       // what is remembered does not tell all that is pending
	statements int
	erased     bool
	anew       bool                    // the file is to be written anew, see Scrub
	finishing  bool                    // mails were finished: what waits for their end may be forgotten
	locked     map[string]bool         // see locks.go
	known      map[handoff.ID]*known   // rows read or written in this transaction
	ahead      map[handoff.ID]*reading // rows read for decisions to come
	decoded    *Decoded                // see Reuse; nil: each is decoded anew
	found      found                   // which handoffs mails to come are about
	moved      *moves                  // where the handoffs stand that were saved in this transaction
	meetings   map[handoff.PersonID]*meetings
	loads      map[handoff.PersonID]handoff.Load // as stored
	tallies    map[handoff.PersonID]tally        // changes to them, not yet written
	aways      map[handoff.PersonID]*remembered
	pauses     []handoff.Pause // nil: not read yet
	outages    *remembered
	noMail     map[handoff.PersonID]NoMail // as stored; nil: not read yet
	aliases    map[string]Alias            // the same
	after      []func()                    // see AfterCommit
	encoding   *sync.WaitGroup             // what is made into bytes beside the decisions
	unwritten  []*written                  // what will be
}

// AfterCommit has f called, by whoever called Update, once everything is on the disk; never if the transaction or its
// savepoint is undone.
func (tx *Tx) AfterCommit(f func()) { tx.after = append(tx.after, f) }

// call runs f and turns a panic into an error: one poisonous mail must not end the service.
func (tx *Tx) call(f func(*Tx) error) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("panic in a transaction on %s: %w", tx.path, p)
		default:
			err = fmt.Errorf("panic in a transaction on %s: %v", tx.path, p)
		}
	}()
	return f(tx)
}

func (tx *txn) end() {
	_ = tx.land()
	tx.encoding.Wait()
	tx.ended = true
}

// usable says why nothing can be said in this transaction any more.
func (tx *txn) usable() error {
	if tx.ended {
		return sql.ErrTxDone
	}
	return cmp.Or(tx.lost, tx.unkept)
}

// stmt prepares a statement, which comes after all that was written before, unless it is said to need none of it.
func (tx *txn) stmt(query string) (*sql.Stmt, error) {
	err := tx.usable()
	switch {
	case err != nil:
	case tx.apart > 0 && !tx.blind || tx.reading:
		err = tx.land()
	default:
		err = tx.settle()
	}
	if err != nil {
		return nil, err
	}
	tx.statements++
	s, err := tx.c.stmt(tx.ctx, query)
	return s, tx.note(err)
}

// note remembers when the whole transaction was lost with an error.
func (tx *txn) note(err error) error {
	if err == nil {
		return nil
	}
	if tx.reading || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	sentinel, lost := classify(err)
	switch alive := tx.c.alive(); {
	case lost || !alive:
		if sentinel == nil && !alive {
			err = fmt.Errorf("%w: %w", ErrGone, err)
		}
		tx.lost = cmp.Or(tx.lost, err)
	case saidNo(err):
		tx.failed = cmp.Or(tx.failed, err)
	}
	return err
}

// values are arguments as the database takes them.
func (tx *txn) values(args []any) []any {
	if tx.c.d.value == nil {
		return args
	}
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = tx.c.d.value(a)
	}
	return out
}

// exec runs a statement that writes.
func (tx *txn) exec(query string, args ...any) error {
	_, err := tx.change(query, args...)
	return err
}

// change runs a statement that writes and counts the rows it changed.
func (tx *txn) change(query string, args ...any) (int64, error) {
	r, err := tx.run(query, args)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (tx *txn) run(query string, args []any) (sql.Result, error) {
	if tx.reading {
		return nil, ErrReadOnly
	}
	s, err := tx.stmt(query)
	if err != nil {
		return nil, err
	}
	r, err := s.ExecContext(tx.ctx, tx.values(args)...)
	return r, tx.note(err)
}

// one reads one row into dest; sql.ErrNoRows if there is none.
func (tx *txn) one(query string, args, dest []any) error {
	s, err := tx.stmt(query)
	if err != nil {
		return err
	}
	return tx.note(s.QueryRowContext(tx.ctx, tx.values(args)...).Scan(dest...))
}

// each calls f with each row. f must not use the transaction.
func (tx *txn) each(f func(scan func(...any) error) error, query string, args ...any) error {
	s, err := tx.stmt(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(tx.ctx, tx.values(args)...)
	if err != nil {
		return tx.note(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return tx.note(rows.Err())
}

// fail says what was attempted and where.
func (tx *txn) fail(err error, format string, args ...any) error {
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	return explain(err, fmt.Sprintf(format, args...), tx.path)
}

// places writes n placeholders, $from first.
func places(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(from + i))
	}
	return b.String()
}

// listed is the most values that one IN list holds.
const listed = 256

// padded copies values for an IN list whose length is a power of two, repeating the last one, so that few statements
// are prepared.
func padded[S any](values []S, plain func(S) any) []any {
	n := 1
	for n < len(values) {
		n *= 2
	}
	out := make([]any, n)
	for i := range out {
		out[i] = plain(values[min(i, len(values)-1)])
	}
	return out
}

// in runs a query for values in lists of bounded length, on PostgreSQL for all of them at once. The query holds IN (%s)
// for them; other arguments come first.
func in[S ~string](tx *txn, values []S, f func(scan func(...any) error) error, query string, args ...any) error {
	if !tx.c.d.concurrent {
		return inLists(tx, values, func(v S) any { return string(v) }, f, query, args)
	}
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = clip(string(v), len(v))
	}
	return anyOf(tx, all, f, query, args)
}

// inNumbers is in for numbers of rows.
func inNumbers(tx *txn, rows []int64, f func(scan func(...any) error) error, query string, args ...any) error {
	if !tx.c.d.concurrent {
		return inLists(tx, rows, func(row int64) any { return row }, f, query, args)
	}
	return anyOf(tx, rows, f, query, args)
}

func inLists[S any](tx *txn, values []S, plain func(S) any, f func(scan func(...any) error) error, query string,
	args []any) error {
	for len(values) > 0 {
		part := values[:min(len(values), listed)]
		values = values[len(part):]
		all := append(args[:len(args):len(args)], padded(part, plain)...)
		text := tx.c.listing(list{query, len(args), len(all) - len(args)}, func() string {
			return strings.ReplaceAll(query, "%s", places(len(args)+1, len(all)-len(args)))
		})
		if err := tx.each(f, text, all...); err != nil {
			return err
		}
	}
	return nil
}

// anyOf gives the values as one array, whose length the statement does not tell.
func anyOf[S string | int64](tx *txn, values []S, f func(scan func(...any) error) error, query string,
	args []any) error {
	if len(values) == 0 {
		return nil
	}
	text := tx.c.listing(list{query, len(args), 0}, func() string {
		return strings.ReplaceAll(query, "IN (%s)", "= ANY ("+places(len(args)+1, 1)+")")
	})
	return tx.each(f, text, append(args[:len(args):len(args)], values)...)
}

// atMost writes a LIMIT of at least n, which is bounded. It is a number in the text, a power of two so that few
// statements are prepared: with a placeholder SQLite compiles the statement anew each time.
func atMost(n int) string {
	limit := 1
	for limit < n && limit < 1<<20 {
		limit *= 2
	}
	return " LIMIT " + strconv.Itoa(limit)
}

// first are the first n values, all if there are fewer.
func first[T any](values []T, n int) []T { return values[:max(0, min(n, len(values)))] }
