package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
)

// lockOf makes sure that one process serves the database file of a config; on a server the store sees to it.
func lockOf(c *config.Config) (unlock func(), err error) {
	if c.OnServer {
		return nil, nil
	}
	return Lock(c.Database)
}

// BehindLinks is where a file is, or would be made, by whatever name it is called: one database has one lock.
func BehindLinks(path string) string {
	for range 40 { // as many links as the system follows
		to, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(folder, filepath.Base(path))
	}
	return path
}

// Mendable adds to an error about a file what to do where the system did not let us.
func Mendable(path string, err error) error {
	refused := err
	if errors.Is(err, store.ErrReadOnly) { // in the words of SQLite
		refused = fs.ErrPermission
	}
	if mend := config.AccessMend(path, refused); mend != "" {
		return fmt.Errorf("%w; %s", err, mend)
	}
	return err
}

// ServerMend says what to do where a database server does not let us in, "" where it is not that.
func ServerMend(c *config.Config, err error) string {
	user := "the user of [database] url"
	if u, _ := url.Parse(c.Database); u != nil {
		user = cmp.Or(u.User.Username(), u.Query().Get("user"), user)
	}
	password := "the password in the variable " + c.DatabasePassword.Env + " (password_env)"
	switch p := c.DatabasePassword; {
	case p.File != "":
		password = "the password in " + p.File + " (password_file)"
	case p.Env == "":
		password = "its password: write it into a file and name that with password_file in [database], or a variable " +
			"with password_env"
	}
	switch {
	case errors.Is(err, store.ErrLogin):
		return fmt.Sprintf("see that %s may log in from here (pg_hba.conf), and %s", user, password)
	case errors.Is(err, store.ErrMissing):
		return "name another one at the end of [database] url, or make it: createdb --owner " + user + " NAME"
	}
	return ""
}

func serverMendable(c *config.Config, err error) error {
	if mend := ServerMend(c, err); mend != "" {
		return fmt.Errorf("%w; %s", err, mend)
	}
	return err
}

// Lock makes sure that one process serves a database: two would send every mail twice.
func Lock(path string) (unlock func(), err error) {
	if err := store.Plain(path); err != nil {
		return nil, err
	}
	name := BehindLinks(path) + ".lock"
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, Mendable(path, fmt.Errorf("lock the database: %w", err))
	}
	for tries := 0; syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil; tries++ {
		if tries == 5 { // who only looks whether it is served lets go at once
			_ = f.Close()
			return nil, fmt.Errorf("another handoffd serves %s already; stop it first", path)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return func() { _ = f.Close() }, nil
}

// served says whether a process serves the database of a path.
func served(path string) (bool, error) {
	f, err := os.Open(BehindLinks(path) + ".lock")
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, Mendable(path, fmt.Errorf("see who serves the database: %w", err))
	}
	defer f.Close() // and let go of it
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	if err != nil && !errors.Is(err, syscall.EWOULDBLOCK) {
		return false, fmt.Errorf("see who serves the database %s: %w", path, err)
	}
	return err != nil, nil
}

// openAlone opens the database of a config for the process that serves it.
func openAlone(ctx context.Context, c *config.Config) (*store.Store, error) {
	name, err := c.OpenName()
	if err != nil {
		return nil, err
	}
	return store.OpenAlone(ctx, name)
}

// openNew makes the database of a config, unless another process does meanwhile.
func openNew(ctx context.Context, c *config.Config) (*store.Store, error) {
	name, err := c.OpenName()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, name)
}

// OpenBeside opens the database of a config for a process beside the one that serves it, which it does not bring up to
// date under that one's hands: store.ErrOlder. It makes none: store.ErrNone.
func OpenBeside(ctx context.Context, c *config.Config) (*store.Store, error) {
	name, err := c.OpenName()
	if err != nil {
		return nil, err
	}
	return store.OpenBeside(ctx, name, func() (bool, error) { return served(c.Database) })
}

// lockFile holds the file of a database itself: another name of it, a hard link, has a lock of its own beside it, and
// an own log too, so that two would spoil it. Nil without an error says that there is none yet. It is let go of after
// the database is closed: SQLite's own locks go when a process closes any handle of the file.
func lockFile(path string) (unlock func(), err error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, Mendable(path, fmt.Errorf("lock the database: %w", err))
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("another handoffd serves the file %s already, by another name of it (a hard link); stop it "+
			"first, and let the file have one name", path)
	}
	return func() { _ = f.Close() }, nil
}

// holdFile is lockFile for the service, once.
func (a *App) holdFile(r Role) error {
	if r != Serving || a.Config.OnServer || a.letGo != nil {
		return nil
	}
	var err error
	a.letGo, err = lockFile(a.Config.Database)
	return err
}
