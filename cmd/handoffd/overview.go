package main

import (
	"fmt"

	"github.com/alecthomas/kong"
)

// firstDay is what handoffd alone says.
const firstDay = `handoffd makes the handoff from lead qualifier to sales rep accountable.

The first day:
  handoffd demo     plays the whole job; needs no account and no config
  handoffd init     asks a few questions and writes config.toml
  handoffd check    tries everything that serving needs, and says how to mend it
  handoffd serve    serves the handoff address until it is stopped
  handoffd list     shows the handoffs, and what is next

"handoffd help" lists all commands, "handoffd help COMMAND" tells about one.
`

type helpCmd struct {
	Topic []string `arg:"" optional:"" help:"A command, such as list or held take."`
}

// Run prints what there is to know about a command, or lists all.
func (c *helpCmd) Run(s streams) error {
	parser, err := newParser(kong.Writers(s.out, s.err), kong.Exit(func(int) {}))
	if err != nil {
		return fmt.Errorf("set up the command line: %w", err)
	}
	if err := unknownCommand(parser, c.Topic); err != nil {
		return err
	}
	trace, err := kong.Trace(parser, c.Topic)
	if err != nil {
		return fmt.Errorf("find the command: %w", err)
	}
	if trace.Error != nil {
		return usagef("%w", trace.Error)
	}
	return trace.PrintUsage(false)
}
