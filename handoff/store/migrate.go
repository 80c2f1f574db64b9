package store

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Schema is the version of the schema that this package writes.
const Schema = 41

// firstPostgres is the version that the first migration for PostgreSQL makes.
const firstPostgres = 15

// migrations are a folder a dialect; a step has the same number in both.
//
//go:embed migrations
var migrations embed.FS

// peek finds the schema version of an existing file without changing it, and makes an empty one if there is none.
func peek(ctx context.Context, path string) (int64, error) {
	st, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, private(path)
	}
	if err != nil {
		return 0, fmt.Errorf("look at the database: %w", err)
	}
	if st.Size() == 0 {
		return 0, nil
	}
	c, err := connect(ctx, path, peekPragmas)
	if err != nil {
		return 0, err
	}
	defer c.close()
	version, err := c.version(ctx)
	if err != nil {
		return 0, explain(err, "read the schema version", path)
	}
	if version > Schema {
		return 0, newer("database "+path, version)
	}
	if version > 0 {
		return version, nil
	}
	var others int
	err = c.c.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "+
		"AND name <> 'goose_db_version'").Scan(&others)
	switch {
	case err != nil:
		return 0, explain(err, "read the schema version", path)
	case others > 0:
		return 0, fmt.Errorf("open the database %s: %w: give handoffd a file of its own", path, ErrForeign)
	}
	return 0, nil
}

func newer(place string, version int64) error {
	return fmt.Errorf("open the %s: %w (schema %d, this one knows up to %d): use the newer handoffd, or the backup "+
		"from before the upgrade", place, ErrNewer, version, Schema)
}

// version is that of the schema; 0 if there is none.
func (c *conn) version(ctx context.Context) (int64, error) {
	has := "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'"
	if c.d == postgresDialect {
		has = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'goose_db_version'"
	}
	var there int
	if err := c.c.QueryRowContext(ctx, has).Scan(&there); err != nil || there == 0 {
		return 0, err
	}
	var version sql.NullInt64
	err := c.c.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(&version)
	return version.Int64, err
}

func older(place string, version int64) error {
	return fmt.Errorf("open the %s: %w (schema %d, this one writes %d), and a handoffd serves it: start that one anew "+
		"with this version, which brings the database up to date; until then use its version", place, ErrOlder, version,
		Schema)
}

// openWriter opens the writing connection, on a schema that is up to date. Making and migrating a database is done by
// one process at a time: `serve` and `list` may be started together.
func openWriter(ctx context.Context, path string, served func() (bool, error)) (*conn, error) {
	version, err := int64(0), Plain(path)
	if err != nil {
		return nil, err
	}
	if about, missing := os.Stat(path); missing == nil {
		if err := oneName(path, about); err != nil {
			return nil, err
		}
		if version, err = peek(ctx, path); err != nil {
			return nil, err
		}
	}
	if version == 0 && served != nil {
		return nil, fmt.Errorf("open the database %s: %w yet", path, ErrNone)
	}
	if version < Schema {
		unlock, err := alone(path)
		if err != nil {
			return nil, err
		}
		defer unlock()
		if version, err = peek(ctx, path); err != nil {
			return nil, err
		}
		if version > 0 && version < Schema && served != nil {
			if in, err := served(); in || err != nil {
				return nil, cmp.Or(err, older("database "+path, version))
			}
		}
	}
	w, err := connect(ctx, path, pragmas)
	if err != nil {
		return nil, err
	}
	if version < Schema {
		err = w.migrate(ctx)
	}
	if err == nil {
		_, err = w.c.ExecContext(ctx, settings)
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// Plain gives ErrForeign and what to do if there is something at the path that can be no database: a folder, a device.
func Plain(path string) error {
	st, err := os.Stat(path)
	if err != nil || st.Mode().IsRegular() {
		return nil
	}
	what := "something that is no file"
	for _, k := range []struct {
		is   fs.FileMode
		said string
	}{
		{fs.ModeDir, "a folder"}, {fs.ModeDevice, "a device"}, {fs.ModeNamedPipe, "a pipe"}, {fs.ModeSocket, "a socket"},
	} {
		if st.Mode()&k.is != 0 {
			what = k.said
			break
		}
	}
	return fmt.Errorf("open the database %s: %w, it is %s: name a file", path, ErrForeign, what)
}

// oneName makes sure that a file is called by one name: what is newest of a database stands in a log beside the name by
// which it was opened, and whoever opens it by another one would lose that.
func oneName(path string, about os.FileInfo) error {
	if system, ok := about.Sys().(*syscall.Stat_t); ok && system.Nlink > 1 {
		return fmt.Errorf("open the database %s: %w (%d); look for the others with find -samefile, keep the one by which "+
			"handoffd was started last, and remove the others with rm: that takes nothing away", path, ErrLinked,
			system.Nlink)
	}
	return nil
}

// alone waits until no other process makes or migrates the database. The file that stands for it is removed again:
// whoever waits for it still finds the schema up to date then.
func alone(path string) (unlock func(), err error) {
	name := path + ".schema"
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("make the database %s: %w", path, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("make the database %s: %w", path, err)
	}
	return func() {
		_ = os.Remove(name)
		_ = f.Close()
	}, nil
}

// steps gives the migrations of the dialect, and how goose is to run them. On a server one process at a time does.
func (d *dialect) steps() (goose.Dialect, fs.FS, []goose.ProviderOption, error) {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if d != postgresDialect {
		dir, err := fs.Sub(migrations, "migrations/sqlite")
		return goose.DialectSQLite3, dir, options, err
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return "", nil, nil, err
	}
	dir, err := fs.Sub(migrations, "migrations/postgres")
	return goose.DialectPostgres, dir, append(options, goose.WithSessionLocker(locker)), err
}

// migrate brings the schema up to date; each step is one transaction.
func (c *conn) migrate(ctx context.Context) error {
	dialect, steps, options, err := c.d.steps()
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	if err := c.c.Close(); err != nil { // goose wants the one connection
		return fmt.Errorf("migrate %s: %w", c.place, err)
	}
	p, err := goose.NewProvider(dialect, c.db, steps, options...)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	_, upErr := p.Up(ctx)
	if c.c, err = c.db.Conn(ctx); err != nil {
		return fmt.Errorf("migrate %s: %w", c.place, err)
	}
	if upErr != nil {
		return explain(upErr, fmt.Sprintf("bring the schema to version %d", Schema), c.place)
	}
	return nil
}
