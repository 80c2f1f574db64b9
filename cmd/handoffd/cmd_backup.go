package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/templates"
)

type backupCmd struct {
	Config string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Target string `arg:"" help:"The file to make, such as handoffd-2026-11-23.db. It must not be there yet."`
}

// Run copies the database into one verified file, also while the service runs.
func (c *backupCmd) Run(ctx context.Context, s streams) error {
	conf, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	if conf.OnServer {
		return fmt.Errorf("back up %s: PostgreSQL does that itself, also while the service runs: %s", conf.Database,
			quoted("pg_dump", "--format=custom", "--file="+c.Target, conf.Database))
	}
	if app.IsVacant(conf.Database) {
		return fmt.Errorf("back up to %s: there is no database at %s yet; `handoffd serve` makes it", c.Target, conf.Database)
	}
	p := newProgress(s)
	got, err := store.Backup(ctx, conf.Database, c.Target, p.tell)
	p.end()
	switch {
	case errors.Is(err, store.ErrTarget):
		return app.Mendable(c.Target, err)
	case err != nil:
		return app.Mendable(conf.Database, err)
	}
	fmt.Fprintf(s.out, "%s: %s; verified\n", c.Target, copiedText(got))
	if got.Sealed > 0 {
		fmt.Fprintf(s.out, "sealed credentials: %d; they open with the key file only, which is not in it: keep a copy of "+
			"that elsewhere\n", got.Sealed)
	}
	return nil
}

// quoted is a command as a shell takes it.
func quoted(words ...string) string {
	for i, w := range words {
		if strings.Trim(w, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./:@%,+") != "" {
			words[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(words, " ")
}

func copiedText(c store.Copied) string {
	return fmt.Sprintf("%s, %s, %s to send, schema %d, %s", text.Count(c.Handoffs, "handoff", "handoffs"),
		text.Count(c.Facts, "fact", "facts"), text.Count(c.Waiting, "mail", "mails"), c.Schema, templates.Size(c.Bytes))
}
