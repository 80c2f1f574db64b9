package main

import (
	"context"
	"io"

	"handoffd/cmd/handoffd/demo"
)

// demoCmd plays the main job with servers, people and a clock of its own: no account, no config.
type demoCmd struct {
	JSON  bool   `help:"Tell it as JSON lines."`
	Dir   string `help:"Keep config, mails, invites and database in this folder." placeholder:"DIR"`
	Break string `help:"Withhold one answer of a story (a, b, c or d); the demo must then fail." placeholder:"STORY" enum:",a,b,c,d" default:""`
}

// Run plays the stories one after the other.
func (c *demoCmd) Run(ctx context.Context, out io.Writer) error {
	return demo.Run(ctx, demo.Options{Out: out, JSON: c.JSON, Dir: c.Dir, Break: c.Break})
}
