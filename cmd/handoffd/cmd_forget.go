package main

import (
	"context"
	"fmt"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

type forgetCmd struct {
	Config  string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Address string `arg:"" help:"Of a prospect: their leads are erased. Of a colleague, not in the config: mail from there is theirs no more."`
	Yes     bool   `help:"Do it. Without this it is only shown."`
}

// Run forgets whoever has the address. An open lead of theirs is called off and closed first.
func (c *forgetCmd) Run(ctx context.Context, s streams) error {
	if !strings.Contains(handoff.FoldAddress(c.Address), "@") {
		return usagef("forget %s: this is no address", c.Address)
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
	d := a.Engine.Desk()
	return d.Update(ctx, func(tx *store.Tx) error {
		var lines []string
		alias, err := c.alias(tx, a.Config.Domain)
		if err != nil {
			return err
		}
		lines = append(lines, alias...)
		leads, err := tx.AllWith(c.Address)
		if err != nil {
			return err
		}
		for _, id := range leads {
			h, err := tx.Handoff(id)
			if err != nil {
				return err
			}
			says := fmt.Sprintf("%s, %s", id, h.State)
			if c.Yes {
				out, err := d.Decide(tx, id, &handoff.Forget{About: handoff.About{At: d.Now(), Via: "forget",
					Strength: handoff.Seen}})
				if err != nil {
					return err
				}
				says = fmt.Sprintf("%s: %s", id, text.Bare(view.Why(set, a.Config.Domain, out.Reason)))
			} else if !h.State.Finished() {
				says += ": the meeting is called off, and the lead closed"
			}
			lines = append(lines, says)
		}
		if len(lines) == 0 {
			return fmt.Errorf("forget %s: no lead and no colleague has this address", c.Address)
		}
		if !c.Yes {
			lines = append(lines, "Nothing is forgotten yet: add --yes.")
		}
		tx.AfterCommit(func() {
			for _, l := range lines {
				fmt.Fprintln(s.out, l)
			}
		})
		return nil
	})
}

// furtherAddresses are those that colleagues have called theirs.
type furtherAddresses interface {
	Aliases() (map[string]store.Alias, error)
	DropAlias(address string) (bool, error)
}

// alias forgets a further address of a colleague, and says so.
func (c *forgetCmd) alias(tx furtherAddresses, conf *handoff.Config) ([]string, error) {
	all, err := tx.Aliases()
	a, there := all[handoff.FoldAddress(c.Address)]
	if err != nil || !there {
		return nil, err
	}
	if c.Yes {
		if _, err := tx.DropAlias(a.Address); err != nil {
			return nil, err
		}
	}
	return []string{fmt.Sprintf("%s, a further address of %s", a.Address, conf.Person(a.Person).Name)}, nil
}
