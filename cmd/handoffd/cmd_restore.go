package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

type restoreCmd struct {
	Config string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Source string `arg:"" help:"The backup."`
}

// Run makes the database of a backup, where there is none and nobody serves it.
func (c *restoreCmd) Run(ctx context.Context, s streams) error {
	conf, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	if conf.OnServer {
		return fmt.Errorf("restore %s: PostgreSQL does that itself; stop the service, and into an empty database: %s",
			conf.Database, quoted("pg_restore", "--exit-on-error", "--no-owner", "--single-transaction",
				"--dbname="+conf.Database, c.Source))
	}
	if f, err := os.Open(c.Source); errors.Is(err, fs.ErrPermission) {
		return fileTrouble("restore "+c.Source, c.Source, "the one that `handoffd backup` has made", err)
	} else if err == nil {
		_ = f.Close()
	}
	database := app.BehindLinks(conf.Database)
	unlock, err := app.Lock(database)
	if err != nil {
		return err
	}
	defer unlock()
	if err := handOver(database + ".lock"); err != nil {
		return err
	}
	p := newProgress(s)
	got, err := store.Restore(ctx, c.Source, database, p.tell)
	p.end()
	switch {
	case errors.Is(err, fs.ErrNotExist) && !errors.Is(err, store.ErrTarget):
		return fmt.Errorf("restore %s: there is no such file; name the one that `handoffd backup` has made", c.Source)
	case errors.Is(err, store.ErrForeign):
		return fmt.Errorf("%w; name the file that `handoffd backup` has made", err)
	case errors.Is(err, store.ErrCorrupt), errors.Is(err, store.ErrBroken):
		return fmt.Errorf("%w; name an earlier backup", err)
	case err != nil:
		return app.Mendable(database, err)
	}
	if err := handOver(database); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: %s; verified\n", database, copiedText(got))
	fmt.Fprintf(s.out, "The service takes it from there: it reads again what came into the mailbox since the backup was "+
		"made.\n")
	if got.Waiting > 0 {
		fmt.Fprintf(s.out, "%s waiting when it was made. What is still wanted goes out, a second time if it went out "+
			"since.\n", text.Count(got.Waiting, "mail was", "mails were"))
	}
	if got.Sealed > 0 {
		fmt.Fprintf(s.out, "sealed credentials: %d; they need the key file of that time. What was authorized since is to "+
			"be authorized again.\n", got.Sealed)
	}
	return nil
}

// handOver gives a file that root has made to the owner of its folder: the service runs as somebody else.
func handOver(path string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	st, err := os.Stat(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("find the owner of %s: %w", path, err)
	}
	owner, ok := st.Sys().(*syscall.Stat_t)
	if !ok {
		return nil
	}
	if err := os.Lchown(path, int(owner.Uid), int(owner.Gid)); err != nil {
		return fmt.Errorf("give %s to the owner of its folder: %w", path, err)
	}
	return nil
}
