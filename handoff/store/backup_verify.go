package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"handoffd/handoff"
)

// verifyBatch is how many handoffs are verified between two words of progress.
const verifyBatch = 500

// verify reads all that the connection sees in its transaction: the pages and indexes, the references between tables,
// and the chain of facts of every handoff.
func (t *transfer) verify(ctx context.Context, c *conn, path, stage string, handoffs int64) error {
	t.say(stage, 0, handoffs)
	if err := c.integrity(ctx); err != nil {
		return explain(err, "check the pages", path)
	}
	version, err := c.version(ctx)
	if err != nil {
		return explain(err, "read the schema version", path)
	}
	links := chainLinksOf(version)
	tx := newTx(txn{ctx: ctx, c: c, path: path, reading: true})
	defer tx.end()
	var done int64
	for last := handoff.ID(""); ; {
		ids, err := tx.ids("SELECT id FROM handoffs WHERE id > $1 ORDER BY id LIMIT $2", string(last), verifyBatch)
		if err != nil {
			return tx.fail(err, "list the handoffs")
		}
		for _, id := range ids {
			if err := tx.verifyChain(id, links); err != nil {
				return err
			}
			last = id
		}
		done += int64(len(ids))
		if len(ids) < verifyBatch {
			t.say(stage, done, max(done, handoffs))
			return nil
		}
		t.say(stage, done, max(done, handoffs))
	}
}

// integrity asks SQLite whether the file is whole. The error is ErrCorrupt and names the first fault.
func (c *conn) integrity(ctx context.Context) error {
	var said string
	if err := c.c.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("%w: %s", ErrCorrupt, said)
	}
	var table, parent string
	var row sql.NullInt64
	var key int
	switch err := c.c.QueryRowContext(ctx, "PRAGMA foreign_key_check").Scan(&table, &row, &parent, &key); err {
	case sql.ErrNoRows:
		return nil
	case nil:
		return fmt.Errorf("%w: row %d of %s names a row of %s that is not there", ErrCorrupt, row.Int64, table, parent)
	default:
		return err
	}
}

// count counts the rows of every table.
func (c *conn) count(ctx context.Context) (map[string]int64, error) {
	rows, err := c.c.QueryContext(ctx, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	out := make(map[string]int64, len(names))
	for _, name := range names {
		var n int64
		err := c.c.QueryRowContext(ctx, `SELECT count(*) FROM "`+strings.ReplaceAll(name, `"`, `""`)+`"`).Scan(&n)
		if err != nil {
			return nil, err
		}
		out[name] = n
	}
	return out, nil
}
