package main

import (
	"context"
	"fmt"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
)

type heldCmd struct {
	List heldListCmd `cmd:"" help:"List held mails with their numbers, the newest first."`
	Take heldTakeCmd `cmd:"" help:"Show a held mail and what it would do, and ask the colleague in whose name it came."`
	Drop heldDropCmd `cmd:"" help:"Take held mails from the list."`
}

type heldListCmd struct {
	Config string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	JSON   bool   `help:"One JSON object per line."`
}

type heldTakeCmd struct {
	Config string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Number int64  `arg:"" help:"The number that the list shows."`
}

type heldDropCmd struct {
	Config  string   `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Numbers []string `arg:"" help:"The numbers that the list shows: 3, or 4-9."`
}

// mostHeld bounds the numbers that are read from the command line.
const mostHeld = 9_999_999

// Run lists what is held.
func (c *heldListCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	set, err := a.Reasons()
	if err != nil {
		return err
	}
	return a.Store.View(ctx, func(tx *store.Tx) error { return printHeld(tx, a.Config.Domain, set, s, c.JSON) })
}

// Run says what a held mail would do. A running service sends the question.
func (c *heldTakeCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Deciding, app.Options{Now: s.now})
	if err != nil {
		return err
	}
	defer a.Close()
	set, err := a.Reasons()
	if err != nil {
		return err
	}
	return a.Store.Update(ctx, func(tx *store.Tx) error {
		if all, err := tx.HeldAfter(c.Number-1, 0); err != nil {
			return err
		} else if len(all) == 0 || all[len(all)-1].N != c.Number {
			return fmt.Errorf("take %d: no held mail has that number; `handoffd held list` shows them all", c.Number)
		}
		said, err := a.Engine.Desk().TakeHeld(tx, c.Number)
		if err == nil {
			tx.AfterCommit(func() { fmt.Fprintf(s.out, "%d: %s\n", c.Number, plainLines(view.Why(set, a.Config.Domain, said))) })
		}
		return err
	})
}

// Run drops held mails, all of them or none.
func (c *heldDropCmd) Run(ctx context.Context, s streams) error {
	numbers, ok := handoff.Numbers(strings.Join(c.Numbers, " "), mostHeld)
	if !ok {
		return usagef("drop %s: write numbers that `handoffd held list` shows, such as 3 or 4-9",
			strings.Join(c.Numbers, " "))
	}
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	return a.Store.Update(ctx, func(tx *store.Tx) error {
		for _, i := range numbers {
			n := int64(i)
			was, err := tx.DropHeld(n, handoff.Because("dropped/cli"))
			if err != nil {
				return err
			}
			if !was {
				return fmt.Errorf("drop %d: no held mail has that number; `handoffd held list` shows them all. Nothing was dropped",
					n)
			}
		}
		tx.AfterCommit(func() { fmt.Fprintf(s.out, "dropped: %d\n", len(numbers)) })
		return nil
	})
}
