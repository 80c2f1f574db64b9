package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// groupStatements is how much one commit may join: with more statements than these, those who wait are not made to wait
// longer.
const groupStatements = 1000

// update is one transaction in the queue of the writer.
type update struct {
	ctx   context.Context
	f     func(*Tx) error
	taken atomic.Bool // by the writer, or given up by the caller
	err   error
	after []func() // see Tx.AfterCommit
	done  chan struct{}
}

// errAborted is what a caller finds whose function ended its goroutine instead of returning.
var errAborted = errors.New("the transaction ended without a result")

// Update runs f in one transaction, after those that were asked for before, and returns when its result is on the disk.
// An error or a panic of f rolls back all it did and is returned. f runs on the goroutine of the writer: it must be
// short, do no IO, and not call Update.
func (s *Store) Update(ctx context.Context, f func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	u := &update{ctx: ctx, f: f, err: errAborted, done: make(chan struct{})}
	select {
	case s.queue <- u:
	case <-s.closing:
		return fmt.Errorf("write %s: %w", s.path, ErrClosed)
	case <-ctx.Done():
		return fmt.Errorf("write %s: %w", s.path, ctx.Err())
	}
	select {
	case <-u.done:
	case <-ctx.Done():
		if u.taken.CompareAndSwap(false, true) {
			return fmt.Errorf("write %s: %w", s.path, ctx.Err())
		}
		<-u.done
	}
	if u.err == nil {
		for _, f := range u.after {
			f()
		}
	}
	return u.err
}

// write is the writer: it alone uses the writing connection.
func (s *Store) write() {
	finished := false
	defer func() {
		if !finished { // a function ended this goroutine with runtime.Goexit
			go s.write()
			return
		}
		close(s.stopped)
	}()
	for {
		select {
		case u := <-s.queue:
			s.group(u)
		case <-s.closing:
			finished = true
			return
		}
	}
}

// group is transactions that share a commit.
type group struct {
	members    []*update
	statements int
	erased     bool
	rewrite    []*update // for whom the file is written anew
	committed  bool
	failure    error // of those that did not fail by themselves, unless committed
}

// take adds a transaction unless its caller has given up.
func (g *group) take(u *update) bool {
	if !u.taken.CompareAndSwap(false, true) {
		return false
	}
	g.members = append(g.members, u)
	return true
}

// group runs the first transaction and those that wait behind it, each in its savepoint, and commits them together. If
// others were in their way, each is repeated by itself: alone it takes its locks in their order.
func (s *Store) group(first *update) {
	g := &group{failure: errAborted}
	defer s.settle(g)
	if !g.take(first) {
		return
	}
	if err := s.begin(); err != nil {
		g.failure = explain(err, "begin to write", s.path)
		return
	}
	err := s.member(g, first)
	for err == nil {
		u := s.waiting(g.statements)
		if u == nil {
			err = s.commit()
			break
		}
		if g.take(u) {
			err = s.member(g, u)
		}
	}
	g.failure, g.committed = err, err == nil
	if errors.Is(err, errAgain) {
		s.apart(g)
	}
	s.erased = s.erased || g.committed && g.erased
	if g.committed {
		s.anew(g.rewrite)
	}
	if g.committed && s.erased && s.w.d == sqliteDialect {
		s.scour()
	}
}

func (s *Store) commit() error {
	if err := s.w.exec(context.Background(), "COMMIT"); err != nil {
		return explain(err, "commit", s.path)
	}
	return nil
}

// repeats is how often a transaction is tried again that others are in the way of.
const repeats = 20

// apart runs the members of a group that was rolled back, each in a transaction of its own.
func (s *Store) apart(g *group) {
	g.committed = true                                                // of each is known by itself what became of it
	defer func() { _ = s.w.exec(context.Background(), "ROLLBACK") }() // of one that was not committed
	var again []*update
	for _, u := range g.members {
		if u.err == nil || errors.Is(u.err, errAgain) { // else it failed by itself
			u.err = errAborted
			again = append(again, u)
		}
	}
	for _, u := range again {
		for try := range repeats {
			_ = s.w.exec(context.Background(), "ROLLBACK")
			if u.err = s.single(g, u); !errors.Is(u.err, errAgain) {
				break
			}
			time.Sleep(rand.N(time.Duration(try+1) * 2 * time.Millisecond)) // so that the same two do not meet again
		}
	}
}

// single runs one transaction by itself.
func (s *Store) single(g *group, u *update) error {
	if err := s.begin(); err != nil {
		return explain(err, "begin to write", s.path)
	}
	err := s.member(g, u)
	if err == nil && u.err == nil {
		err = s.commit()
	}
	if err != nil || u.err != nil {
		_ = s.w.exec(context.Background(), "ROLLBACK")
	}
	return cmp.Or(err, u.err)
}

// member runs one transaction of the group. The error is that all are lost.
func (s *Store) member(g *group, u *update) error {
	tx := newTx(txn{ctx: context.WithoutCancel(u.ctx), c: s.w, path: s.path})
	defer tx.end()
	u.err = errAborted // until it comes to its end
	u.err = tx.savepoint(&pending{wide: true}, func() error {
		if err := u.f(tx); err != nil {
			return err
		}
		return tx.flush()
	})
	u.after = tx.after
	g.statements += tx.statements
	g.erased = g.erased || tx.erased
	if tx.anew {
		g.rewrite = append(g.rewrite, u)
	}
	if tx.lost == nil {
		return nil
	}
	err := tx.fail(tx.lost, "rolled back with another transaction: write")
	if errors.Is(err, errAgain) {
		u.err = err // however f took it
	}
	return err
}

// settle tells the members what became of them, and undoes what was not committed.
func (s *Store) settle(g *group) {
	if !g.committed {
		_ = s.w.exec(context.Background(), "ROLLBACK") // fails if the database has done so already
	}
	for _, u := range g.members {
		if !g.committed && (u.err == nil || errors.Is(u.err, errAborted)) {
			u.err = g.failure
		}
		close(u.done)
	}
}

// begin opens the transaction. Should an earlier one still be open, it is rolled back first; should the server have
// gone, it is connected to again.
func (s *Store) begin() error {
	ctx := context.Background()
	err := s.w.exec(ctx, s.w.d.write)
	switch {
	case err == nil:
		return nil
	case !s.w.alive():
		w, err := s.redial(ctx)
		if err != nil {
			return err
		}
		s.w.close()
		s.w = w
	case s.w.exec(ctx, "ROLLBACK") != nil:
		return err
	}
	return s.w.exec(ctx, s.w.d.write)
}

// waiting takes the next transaction out of the queue, nil if none waits or the commit is big enough.
func (s *Store) waiting(statements int) *update {
	if statements >= groupStatements {
		return nil
	}
	select {
	case u := <-s.queue:
		return u
	default:
		return nil
	}
}

// anew writes the file anew, without what was erased, if anybody asks for it; they hear what went wrong.
func (s *Store) anew(asked []*update) {
	if len(asked) == 0 {
		return
	}
	ctx := context.Background()
	err := s.w.exec(ctx, "PRAGMA temp_store = FILE") // the new file is no thing to stand in memory meanwhile
	if err == nil {
		err = errors.Join(s.w.exec(ctx, "VACUUM"), s.w.exec(ctx, "PRAGMA temp_store = MEMORY"))
	}
	for _, u := range asked {
		if err != nil && u.err == nil {
			u.err = explain(err, "write the file anew without what was erased", s.path)
		}
	}
}

// scour empties the write-ahead log, which still holds what was erased. A reader with an old snapshot may forbid it:
// then it is tried again after the next commit, never waited for.
func (s *Store) scour() {
	ctx := context.Background()
	var busy, frames, done int
	_, err := s.w.c.ExecContext(ctx, "PRAGMA busy_timeout = 0") // not prepared: one that gave a row forbids to VACUUM
	if err == nil {
		err = s.w.c.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &done)
	}
	s.erased = err != nil || busy != 0
	s.unclean.Store(s.erased)
	s.w.c.ExecContext(ctx, "PRAGMA busy_timeout = 5000")
}
