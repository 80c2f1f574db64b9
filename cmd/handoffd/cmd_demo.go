package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/demo"
)

// demoCmd plays the main job with servers, people and a clock of its own: no account, no config.
type demoCmd struct {
	JSON  bool   `help:"Tell it as JSON lines."`
	Dir   string `help:"Keep config, mails, invites and database in this folder." placeholder:"DIR"`
	Web   bool   `help:"Keep the pages up afterwards, on this machine, until Ctrl-C; a click signs in."`
	Break string `help:"Withhold one answer of this story: the demo fails. Or list them." placeholder:"STORY"`
}

// Run plays the stories one after the other.
func (c *demoCmd) Run(ctx context.Context, out io.Writer) error {
	if c.Break != "" && !demo.Has(c.Break) {
		return usagef("break %s: there is no such story; these are told: %s", c.Break, demo.List())
	}
	if c.Dir != "" {
		if err := os.MkdirAll(c.Dir, 0o755); err != nil {
			return folderTrouble("make the demo's folder", c.Dir, err)
		}
	}
	err := demo.Run(ctx, demo.Options{Out: out, JSON: c.JSON, Width: screenOf(out).width, Dir: c.Dir, Break: c.Break,
		Web: c.Web})
	if c.Dir != "" {
		err = app.Mendable(filepath.Join(c.Dir, "config.toml"), err)
	}
	return err
}
