package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

type listCmd struct {
	Config string `required:"" help:"Config file." placeholder:"FILE"`
	Held   bool   `help:"List the mails that were held instead, with the reason."`
	All    bool   `help:"Finished handoffs too."`
	State  string `help:"Only handoffs in this state: held are those without an opportunity yet." placeholder:"STATE"`
	JSON   bool   `help:"One JSON object per line."`
}

// Run lists handoffs, the newest first, or held mails.
func (c *listCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	domain := a.Config.Domain
	set, err := a.Reasons()
	if err != nil {
		return err
	}
	return a.Store.View(ctx, func(tx *store.Tx) error {
		if c.Held {
			return printHeld(tx, domain, set, s, c.JSON)
		}
		if state := handoff.State(c.State); c.State != "" && !slices.Contains(handoff.States, state) {
			var all []string
			for _, s := range handoff.States[1:] {
				all = append(all, string(s))
			}
			return usagef("list: there is no state %q; they are %s", c.State, strings.Join(all, ", "))
		}
		all, err := tx.List(store.Filter{Open: !c.All && c.State == "", State: c.State})
		if err != nil {
			return err
		}
		if c.JSON {
			for _, h := range all {
				if err := printJSON(s, view.RowOf(h, domain, set)); err != nil {
					return err
				}
			}
			return nil
		}
		paused, err := pausedNow(tx, domain, s.now())
		if err != nil {
			return err
		}
		err = c.table(domain, set, all, s)
		fmt.Fprint(s.out, paused)
		if err != nil || c.State != string(handoff.Held) || domain.Cost.IsZero() {
			return err
		}
		now := s.now()
		until := report.Period{From: now.AddDate(0, 0, -7), To: now}
		told, err := tx.Told(until.Since(), now)
		costOfHeld(s.out, domain, set, report.Lives(told, now), until, all)
		return err
	})
}

func (c *listCmd) table(d *handoff.Config, set *templates.Reasons, all []handoff.Handoff, s streams) error {
	if len(all) == 0 && c.State != "" {
		fmt.Fprintf(s.out, "No handoff is %s.\n", c.State)
		return nil
	}
	if len(all) == 0 {
		fmt.Fprintf(s.out, "No handoff is open. A qualifier starts one with a mail to %s.\n", d.Address)
		return nil
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(view.Columns[:], "\t"))
	for _, h := range all {
		cells := view.Cells(h, d, set)
		for i, cell := range cells {
			cells[i] = text.Bare(cell)
		}
		fmt.Fprintln(w, strings.Join(cells[:], "\t"))
	}
	return w.Flush()
}

// heldList lists held mails, and those that wait for their turn.
type heldList interface {
	HeldAfter(after int64, limit int) ([]store.Held, error)
	Waiting() ([]store.Held, error)
}

// printHeld lists held mails with the numbers that take and drop go by.
func printHeld(tx heldList, d *handoff.Config, set *templates.Reasons, s streams, asJSON bool) error {
	mails, err := tx.HeldAfter(0, 0)
	if err != nil {
		return err
	}
	waiting, err := tx.Waiting()
	if err != nil {
		return err
	}
	mails = append(mails, waiting...)
	if len(mails) == 0 && !asJSON {
		fmt.Fprintln(s.out, "No mail is held.")
	}
	zone := d.Person(d.Admin).Location()
	for _, m := range mails {
		if asJSON {
			err := printJSON(s, view.Held{Number: m.N, Arrived: view.Stamp(m.Arrived, zone), Sender: m.Sender,
				Subject: m.Subject, Kind: m.Kind, Handoff: m.Handoff, Auth: m.Auth, Why: view.Why(set, d, m.Why)})
			if err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(s.out, "%d  %s  %s  %s\n    held because %s\n", m.N,
			m.Arrived.In(zone).Format("Mon 2 Jan 2006 15:04 MST"), text.Bare(m.Sender), text.Bare(m.Subject),
			text.Bare(view.Why(set, d, m.Why)))
	}
	return nil
}

func printJSON(s streams, v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err = fmt.Fprintf(s.out, "%s\n", line)
	return err
}

// plainLines is text.Bare for a text of several lines.
func plainLines(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	for i, line := range lines {
		lines[i] = text.Bare(line)
	}
	return strings.Join(lines, "\n")
}

// normalID brings an id into its one form.
func normalID(name string) string {
	name = strings.ToUpper(strings.TrimSpace(name))
	if !strings.HasPrefix(name, "HO-") {
		name = "HO-" + name
	}
	return name
}
