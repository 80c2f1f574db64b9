package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
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
	Number string `arg:"" help:"The number that the list shows."`
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
	n, err := strconv.ParseInt(c.Number, 10, 64)
	if err != nil || n < 1 {
		return usagef("take %s: write the number of one mail that `handoffd held list` shows, such as 3",
			config.Quoted(c.Number))
	}
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
		if all, err := tx.HeldAfter(n-1, 0); err != nil {
			return err
		} else if len(all) == 0 || all[len(all)-1].N != n {
			return fmt.Errorf("take %d: no held mail has that number; `handoffd held list` shows them all", n)
		}
		said, err := a.Engine.Desk().TakeHeld(tx, n)
		if err == nil {
			tx.AfterCommit(func() { fmt.Fprintf(s.out, "%d: %s\n", n, plainLines(view.Why(set, a.Config.Domain, said))) })
		}
		return err
	})
}

// Run drops held mails, all of them or none.
func (c *heldDropCmd) Run(ctx context.Context, s streams) error {
	runs, ok := handoff.Runs(strings.Join(c.Numbers, " "), mostHeld)
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
		held, err := tx.HeldAfter(0, 0)
		if err != nil {
			return err
		}
		there := map[int]bool{}
		for _, m := range held {
			there[int(m.N)] = true
		}
		numbers, none, ok := handoff.Among(runs, func(n int) bool { return there[n] })
		if !ok {
			return fmt.Errorf("drop %s: no held mail has that number; `handoffd held list` shows them all. Nothing was dropped",
				none)
		}
		for _, n := range numbers {
			if _, err := tx.DropHeld(int64(n), handoff.Because("dropped/cli")); err != nil {
				return err
			}
		}
		tx.AfterCommit(func() { fmt.Fprintf(s.out, "dropped: %d\n", len(numbers)) })
		return nil
	})
}
