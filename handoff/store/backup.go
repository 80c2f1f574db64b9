package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// What a caller of Backup and Restore may want to tell apart; test with errors.Is.
var (
	ErrExists  = errors.New("it is there already, and nothing is overwritten")
	ErrForeign = errors.New("it is not a database of handoffd")
	ErrDiffers = errors.New("the copy differs from what was copied")
	ErrTarget  = errors.New("no file can be made there")
)

// The stages of a backup or a restore, in their order.
const (
	StageSource = "check the source" // restore only; in handoffs
	StageCopy   = "copy"             // in bytes
	StageCheck  = "check the copy"   // in handoffs
)

// Progress is how far a backup or a restore is. Each stage begins with Done 0 and ends with Done = Total.
type Progress struct {
	Stage       string // StageSource …
	Done, Total int64  // bytes or handoffs, as the stage says
}

// Copied is what a backup or a restore has brought over.
type Copied struct {
	Schema   int64 // version of the schema; Open brings an older one up to date
	Bytes    int64 // of the file
	Handoffs int64
	Facts    int64
	Waiting  int64 // mails in the outbox that had not gone out
	Sealed   int64 // credentials: they open with the key file only, which is not in the copy
}

// Backup copies the database into one file at target, which must not be there yet. Others may read and write the
// database meanwhile: the copy is what it was at one moment. It is complete or not there at all, readable by its owner
// only, needs no file beside it, and was read again: pages, references, the chain of every handoff and the rows of
// every table. What is forgotten later is still in it. tell, if not nil, hears how far it is.
func Backup(ctx context.Context, database, target string, tell func(Progress)) (Copied, error) {
	if err := vacant(target); err != nil {
		return Copied{}, fmt.Errorf("back up to %s: %w; name another file", target, err)
	}
	out, err := (&transfer{from: database, to: target, tell: tell}).run(ctx)
	if err != nil {
		return Copied{}, fmt.Errorf("back up %s to %s: %w", database, target, err)
	}
	return out, nil
}

// Restore makes a database of a backup, which is checked before anything else. There must be none: neither the file nor
// a log of it, which SQLite would mix into the new one; a file without a byte is none, and gives way. The copy is
// checked as by Backup. The caller makes sure that nobody serves the database.
func Restore(ctx context.Context, backup, database string, tell func(Progress)) (Copied, error) {
	t := &transfer{from: backup, to: database, tell: tell}
	if err := t.source(ctx); err != nil {
		return Copied{}, fmt.Errorf("restore %s: %w", backup, err)
	}
	for _, suffix := range suffixes {
		if suffix == "" && isEmpty(database) {
			t.empty = true
			continue
		}
		if err := vacant(database + suffix); err != nil {
			return Copied{}, fmt.Errorf("restore to %s: %w; move it to another folder first, and %s-wal and -shm with it if "+
				"they are there",
				database+suffix, err, filepath.Base(database))
		}
	}
	out, err := t.run(ctx)
	if err != nil {
		return Copied{}, fmt.Errorf("restore %s to %s: %w", backup, database, err)
	}
	return out, nil
}

// suffixes are what the names of a database's files end in: itself, and what SQLite puts beside it.
var suffixes = []string{"", "-wal", "-shm", "-journal"}

// vacant says ErrExists if there is anything at the path.
func vacant(path string) error {
	_, err := os.Lstat(path)
	switch {
	case err == nil:
		return ErrExists
	case errors.Is(err, fs.ErrNotExist):
		return nil
	}
	return err
}

// isEmpty says whether there is a file without a byte at the path: a database of nobody.
func isEmpty(path string) bool {
	st, err := os.Lstat(path)
	return err == nil && st.Mode().IsRegular() && st.Size() == 0
}

// plainly leaves out what was tried with which file: the caller has said what was to be done, and with which.
func plainly(err error) error {
	if failed, ok := errors.AsType[*fs.PathError](err); ok {
		return failed.Err
	}
	return err
}

// transfer copies one database.
type transfer struct {
	from, to string
	empty    bool // a file without a byte is at the target, and gives way
	tell     func(Progress)
}

func (t *transfer) say(stage string, done, total int64) {
	if t.tell != nil {
		t.tell(Progress{Stage: stage, Done: done, Total: total})
	}
}

// run copies into a file beside the target and moves it there when all is proved.
func (t *transfer) run(ctx context.Context) (Copied, error) {
	f, err := os.CreateTemp(filepath.Dir(t.to), "."+filepath.Base(t.to)+".*.partial") // 0600
	if err != nil {
		return Copied{}, fmt.Errorf("%w: %w", ErrTarget, plainly(err))
	}
	partial := f.Name()
	defer func() {
		for _, suffix := range suffixes {
			_ = os.Remove(partial + suffix)
		}
	}()
	if err := f.Close(); err != nil {
		return Copied{}, fmt.Errorf("make the file: %w", err)
	}
	schema, rows, err := t.fetch(ctx, partial)
	if err != nil {
		return Copied{}, err
	}
	out, err := t.prove(ctx, partial, rows)
	if err != nil {
		return Copied{}, err
	}
	out.Schema = schema
	if t.empty && isEmpty(t.to) {
		if err := os.Remove(t.to); err != nil {
			return Copied{}, fmt.Errorf("%w: %w", ErrTarget, plainly(err))
		}
	}
	return out, place(partial, t.to)
}

// fetch copies a snapshot of the source, and counts what is in it. The snapshot is given up before the copy is proved:
// the log of the source cannot be emptied as long as it is held.
func (t *transfer) fetch(ctx context.Context, partial string) (schema int64, rows map[string]int64, err error) {
	src, schema, err := snapshot(ctx, t.from)
	if err != nil {
		return 0, nil, err
	}
	defer src.close()
	if rows, err = src.count(ctx); err != nil {
		return 0, nil, explain(err, "count the rows", t.from)
	}
	return schema, rows, t.pages(ctx, src, partial)
}

// source checks what is to be copied.
func (t *transfer) source(ctx context.Context) error {
	src, _, err := snapshot(ctx, t.from)
	if err != nil {
		return err
	}
	defer src.close()
	rows, err := src.count(ctx)
	if err != nil {
		return explain(err, "count the rows", t.from)
	}
	return t.verify(ctx, src, t.from, StageSource, rows["handoffs"])
}

// snapshot opens a database for reading and holds what it is now. The version is that of its schema.
func snapshot(ctx context.Context, path string) (c *conn, version int64, err error) {
	if !haveSQLite {
		return nil, 0, ErrNoSQLite
	}
	if _, err := os.Stat(path); err != nil { // SQLite would make it
		return nil, 0, err
	}
	if err := Plain(path); err != nil {
		return nil, 0, err
	}
	alone := vacant(path+"-wal") == nil && vacant(path+"-shm") == nil
	if c, err = connect(ctx, path, readPragmas); err != nil {
		return nil, 0, err
	}
	if alone {
		c.after = func() { withoutLog(path) }
	}
	if err = c.exec(ctx, "BEGIN"); err == nil {
		version, err = c.version(ctx) // the first read takes the snapshot
	}
	switch {
	case err != nil:
		err = explain(err, "read the schema version", path)
	case version > Schema:
		err = fmt.Errorf("%w (schema %d, this one knows up to %d): use the newer handoffd", ErrNewer, version, Schema)
	case version < 1:
		err = fmt.Errorf("open %s: %w", path, ErrForeign)
	default:
		return c, version, nil
	}
	c.close()
	return nil, 0, err
}

// withoutLog has SQLite remove the empty log that reading has left beside a database: who only reads may not, the last
// one who may write does, and nobody else's is touched. Where nothing can be written nothing was left.
func withoutLog(path string) {
	ctx, cancel := context.WithTimeout(context.Background(), endWait)
	defer cancel()
	if c, err := connect(ctx, path, "mode=rw&_busy_timeout=0"); err == nil {
		_, _ = c.version(ctx)
		_ = c.close()
	}
}

// stepPages is how much is copied between two looks at the context: 1 MiB with the usual pages of 4 KiB.
const stepPages = 256

// pages copies the snapshot page by page: the source is not read into memory, and its writers never make it begin anew.
func (t *transfer) pages(ctx context.Context, src *conn, partial string) error {
	var size, count int64
	if err := src.c.QueryRowContext(ctx,
		"SELECT page_size, page_count FROM pragma_page_size, pragma_page_count").Scan(&size, &count); err != nil {
		return explain(err, "read the size", t.from)
	}
	t.say(StageCopy, 0, count*size)
	// A copy that fails is thrown away: it needs no journal, and it is synced once, when it is whole.
	dst, err := connect(ctx, partial, "_journal_mode=OFF&_synchronous=OFF")
	if err != nil {
		return err
	}
	err = copyPages(ctx, dst, src, stepPages, func(done, total int) {
		t.say(StageCopy, int64(done)*size,
			int64(total)*size)
	})
	if closing := dst.close(); err == nil {
		err = closing
	}
	if err != nil {
		return explain(err, "copy", t.from)
	}
	return nil
}

// prove reads the copy again, as a file of its own, and brings it to the disk.
func (t *transfer) prove(ctx context.Context, partial string, want map[string]int64) (Copied, error) {
	// The copy is marked as one with a write-ahead log; without, it is one file that can be read from where nothing can be
	// written.
	c, err := connect(ctx, partial, "_journal_mode=DELETE&_synchronous=FULL&_busy_timeout=5000")
	if err != nil {
		return Copied{}, err
	}
	defer c.close()
	if err := c.exec(ctx, "BEGIN"); err != nil {
		return Copied{}, explain(err, "begin to read", partial)
	}
	if err := t.verify(ctx, c, partial, StageCheck, want["handoffs"]); err != nil {
		return Copied{}, err
	}
	got, err := c.count(ctx)
	if err != nil {
		return Copied{}, explain(err, "count the rows", partial)
	}
	for _, table := range slices.Sorted(maps.Keys(want)) {
		if got[table] != want[table] {
			return Copied{}, fmt.Errorf("%w: %d of %d rows of %s", ErrDiffers, got[table], want[table], table)
		}
	}
	out := Copied{Handoffs: got["handoffs"], Facts: got["facts"], Sealed: got["credentials"]}
	err = c.c.QueryRowContext(ctx, "SELECT count(*) FROM outbox WHERE finished_at IS NULL").Scan(&out.Waiting)
	if err != nil {
		return Copied{}, explain(err, "count the waiting mails", partial)
	}
	st, err := os.Stat(partial)
	if err != nil {
		return Copied{}, err
	}
	out.Bytes = st.Size()
	return out, nil
}
