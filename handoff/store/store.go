package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
)

// readers is how many snapshots can be open at a time.
const readers = 4

// Store is an open database. It is safe for concurrent use.
type Store struct {
	path    string                               // of the database, as errors name it
	dial    func(context.Context) (*conn, error) // a reading connection
	redial  func(context.Context) (*conn, error) // the writing one; nil: it cannot break
	w       *conn
	d       *dialect
	seat    *seat // nil: this process does not serve, or another lock says that it does alone
	clock   clock
	queue   chan *update
	pool    chan *conn // nil: not opened yet
	closing chan struct{}
	stopped chan struct{}
	once    sync.Once
	erased  bool        // something was erased and the log still holds it; only the writer looks
	unclean atomic.Bool // the same, for others
}

// Open opens a database and brings its schema up to date: the SQLite file at the path, which is made if there is none
// and is readable by its owner only, or the PostgreSQL database of the URL, see IsURL. A database of a newer version is
// left as it is: ErrNewer.
func Open(ctx context.Context, database string) (*Store, error) {
	return open(ctx, database, false, nil)
}

// OpenBeside is Open for a process beside the one that serves the database. It makes none: ErrNone. One of an older
// version is left as it is while it is served, for whoever serves it may not know what a newer one makes of it:
// ErrOlder. Of a file, served says whether it is; a server knows.
func OpenBeside(ctx context.Context, database string, served func() (bool, error)) (*Store, error) {
	return open(ctx, database, false, served)
}

func open(ctx context.Context, database string, alone bool, served func() (bool, error)) (*Store, error) {
	s := &Store{
		queue: make(chan *update), pool: make(chan *conn, readers),
		closing: make(chan struct{}), stopped: make(chan struct{}),
	}
	var err error
	switch {
	case IsURL(database):
		s.dial = func(ctx context.Context) (*conn, error) { return connectPostgres(ctx, database) }
		if alone {
			s.seat = &seat{}
		}
		s.redial = func(ctx context.Context) (*conn, error) { return connectWriter(ctx, database, s.seat) }
		s.w, err = openPostgres(ctx, database, s.seat, served != nil)
	case !haveSQLite:
		err = fmt.Errorf("open the database %s: %w", database, ErrNoSQLite)
	case database == "":
		err = errors.New("open the database: no path given")
	default:
		s.dial = func(ctx context.Context) (*conn, error) { return connect(ctx, database, readPragmas) }
		s.w, err = openWriter(ctx, database, served)
	}
	if err != nil {
		return nil, err
	}
	s.path, s.d = s.w.place, s.w.d
	if err := s.synchronise(ctx, s.w); err != nil {
		place := s.path
		s.w.close()
		return nil, explain(err, "ask for the time", place)
	}
	for range readers {
		s.pool <- nil
	}
	go s.write()
	if s.d.concurrent {
		go s.keepTime()
	}
	return s, nil
}

// Close waits for what is being written and read, and closes the database. Later calls give ErrClosed.
func (s *Store) Close() error {
	var errs []error
	s.once.Do(func() {
		close(s.closing)
		<-s.stopped
		for range readers {
			if c := <-s.pool; c != nil {
				errs = append(errs, c.close())
			}
		}
		if s.seat != nil {
			s.seat.leave(s.w)
		}
		errs = append(errs, s.w.close())
	})
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close the database %s: %w", s.path, err)
	}
	return nil
}

// View runs f on a snapshot: what is written meanwhile is not seen. Writing in it gives ErrReadOnly.
func (s *Store) View(ctx context.Context, f func(*Tx) error) (err error) {
	var c *conn
	select {
	case <-s.closing:
		return fmt.Errorf("read %s: %w", s.path, ErrClosed)
	default:
	}
	select {
	case c = <-s.pool:
	case <-s.closing:
		return fmt.Errorf("read %s: %w", s.path, ErrClosed)
	case <-ctx.Done():
		return fmt.Errorf("read %s: %w", s.path, ctx.Err())
	}
	defer func() { s.pool <- c }()
	if c == nil {
		if c, err = s.dial(ctx); err != nil {
			return err
		}
	}
	if err := c.exec(context.WithoutCancel(ctx), c.d.read); err != nil {
		again := !c.alive()
		c.close()
		c = nil // the next one opens a new one
		if !again {
			return explain(err, "begin to read", s.path)
		}
		if c, err = s.dial(ctx); err != nil { // the server was started anew meanwhile
			return err
		}
		if err := c.exec(context.WithoutCancel(ctx), c.d.read); err != nil {
			c.close()
			c = nil
			return explain(err, "begin to read", s.path)
		}
	}
	defer func() {
		if c.exec(context.WithoutCancel(ctx), "ROLLBACK") != nil {
			c.close()
			c = nil
		}
	}()
	tx := newTx(txn{ctx: ctx, c: c, path: s.path, reading: true})
	defer tx.end()
	return tx.call(f)
}

// private makes the file before SQLite does, so that only its owner can read what people wrote.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("make the database: %w", err)
	}
	return f.Close()
}
