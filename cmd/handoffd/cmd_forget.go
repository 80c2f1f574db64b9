package main

import (
	"context"
	"fmt"
	"strings"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/keep"
	"handoffd/handoff/store"
)

type forgetCmd struct {
	Config  string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Address string `arg:"" help:"${forget_help}"`
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
	p, err := keep.Look(ctx, a.Store, a.Config.Domain, c.Address)
	if err != nil {
		return err
	}
	if p.Colleague != "" {
		return fmt.Errorf("forget %s: %w (this one is %s's)", c.Address, keep.ErrColleague,
			a.Config.Domain.Person(p.Colleague).Name)
	}
	if p.Empty() {
		return fmt.Errorf("forget %s: no lead and no colleague has this address, and nothing tells of it", c.Address)
	}
	if !c.Yes {
		for _, l := range keep.Lines(p, a.Config.Domain) {
			fmt.Fprintln(s.out, wrapped(l, screenOf(s.out).width))
		}
		fmt.Fprintln(s.out, "Nothing is forgotten yet: add --yes.")
		return nil
	}
	return c.forget(ctx, s, a, p)
}

// forget does it, and says what became of it.
func (c *forgetCmd) forget(ctx context.Context, s streams, a *app.App, p keep.Plan) error {
	d, domain := a.Engine.Desk(), a.Config.Domain
	var lines []string
	err := d.Update(ctx, func(tx *store.Tx) error {
		lines = nil
		if p.Alias != "" {
			lines = append(lines, keep.AliasLine(p, domain))
		}
		about := handoff.About{At: d.Now(), Via: "forget", Strength: handoff.Seen}
		return keep.Forget(tx, p, about, func(id handoff.ID, f handoff.Fact) error {
			_, err := d.Decide(tx, id, f)
			return err
		})
	})
	if err != nil {
		return err
	}
	t, err := keep.Finish(ctx, a.Store, d.Now())
	if err == nil {
		lines, err = became(ctx, a.Store, p, lines)
	}
	if err != nil {
		return err
	}
	lines = append(lines, keep.Stays(p)...)
	for _, l := range append(lines, keep.Done(t, a.Config.OnServer)...) {
		fmt.Fprintln(s.out, wrapped(l, screenOf(s.out).width))
	}
	return nil
}

// became adds what became of each lead of the plan: erased it is only once that is so.
func became(ctx context.Context, st *store.Store, p keep.Plan, lines []string) ([]string, error) {
	err := st.View(ctx, func(tx *store.Tx) error {
		for _, l := range p.Leads {
			erased, err := tx.Forgotten(l.ID)
			if err != nil {
				return err
			}
			lines = append(lines, keep.Became(l, erased))
		}
		return nil
	})
	return lines, err
}
