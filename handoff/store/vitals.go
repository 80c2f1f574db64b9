package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"time"

	"handoffd/handoff"
)

// Backlog counts the rows of the outbox that are not finished, those of them that could go now, and since when the
// oldest of these could.
func (tx Queue) Backlog(now time.Time) (all, ready int, oldest time.Time, err error) {
	var at sql.NullInt64
	err = tx.one(`SELECT count(*), min(not_before) FROM outbox
		WHERE state = 'pending' AND blocked = 0 AND not_before <= $1`, []any{nanos(now)}, []any{&ready, &at})
	if err == nil {
		err = tx.one("SELECT count(*) FROM outbox WHERE finished_at IS NULL", nil, []any{&all})
	}
	if err != nil {
		return 0, 0, time.Time{}, tx.fail(err, "count what is to be sent")
	}
	if at.Valid {
		oldest = instant(at.Int64)
	}
	return all, ready, oldest, nil
}

// LastMoves is when something went out last, and when the mail arrived that came in last; zero where nothing did.
func (tx Queue) LastMoves() (out, in time.Time, err error) {
	var sent, came sql.NullInt64
	err = tx.one("SELECT max(finished_at) FROM outbox WHERE state = 'sent'", nil, []any{&sent})
	if err == nil {
		err = tx.one("SELECT max(m.arrived) FROM (SELECT arrived FROM mails ORDER BY id DESC LIMIT 20) AS m", nil,
			[]any{&came})
	}
	if err != nil {
		return out, in, tx.fail(err, "look when mail went out and came in last")
	}
	if sent.Valid {
		out = instant(sent.Int64)
	}
	if came.Valid {
		in = instant(came.Int64)
	}
	return out, in, nil
}

// dropped finds the mails that were held until somebody, or time, dropped them.
const dropped = `handoff IS NULL AND verdict = 'ignored' AND
	(why LIKE '{"Code":"dropped"%' OR why LIKE '{"Code":"nobody-took"%')`

// HeldSince counts the mails that arrived from an instant on, and before another one if that is not zero, and were
// held, whether or not they were dropped since.
func (tx Mailbook) HeldSince(from, before time.Time) (n int, err error) {
	when, args := " AND arrived >= $1", []any{nanos(from)}
	if !before.IsZero() {
		when, args = when+" AND arrived < $2", append(args, nanos(before))
	}
	err = tx.one("SELECT (SELECT count(*) FROM mails WHERE verdict = 'held'"+when+
		") + (SELECT count(*) FROM mails WHERE "+dropped+when+")", args, []any{&n})
	if err != nil {
		return 0, tx.fail(err, "count the held mails")
	}
	return n, nil
}

// HeldBytes is what the text of held mails takes that belong to no handoff.
func (tx Mailbook) HeldBytes() (bytes int64, err error) {
	err = tx.one(`SELECT coalesce(sum(length(r.data)), 0) FROM mails m JOIN raws r ON r.mail = m.id
		WHERE m.handoff IS NULL AND m.verdict = 'held'`, nil, []any{&bytes})
	if err != nil {
		return 0, tx.fail(err, "measure the held mails")
	}
	return bytes, nil
}

// OpenByState counts the handoffs that are not converted or closed.
func (tx Figures) OpenByState() (map[handoff.State]int, error) {
	out := map[handoff.State]int{}
	err := tx.each(func(scan func(...any) error) error {
		var state handoff.State
		var n int
		err := scan(&state, &n)
		out[state] = n
		return err
	}, "SELECT state, count(*) FROM handoffs WHERE "+isOpen+" GROUP BY state")
	if err != nil {
		return nil, tx.fail(err, "count the open handoffs")
	}
	return out, nil
}

// Size is what a database takes on its disk, in bytes.
type Size struct {
	Main int64
	Log  int64 // SQLite's write-ahead log
}

// Size measures the database.
func (s *Store) Size(ctx context.Context) (out Size, err error) {
	if s.d.concurrent {
		err = s.View(ctx, func(tx *Tx) error {
			return tx.one("SELECT pg_database_size(current_database())", nil, []any{&out.Main})
		})
		return out, err
	}
	for suffix, n := range map[string]*int64{"": &out.Main, "-wal": &out.Log} {
		st, err := os.Stat(s.path + suffix)
		if errors.Is(err, fs.ErrNotExist) && suffix != "" {
			continue
		}
		if err != nil {
			return out, err
		}
		*n = st.Size()
	}
	return out, nil
}

// Ahead is how far the clock of the database server is ahead of that of this machine, as it was measured last; false
// where both are one.
func (s *Store) Ahead() (time.Duration, bool) {
	s.clock.mu.Lock()
	defer s.clock.mu.Unlock()
	return s.clock.ahead, s.d.concurrent
}
