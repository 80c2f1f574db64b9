package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

type listCmd struct {
	Config string `required:"" help:"Config file." placeholder:"FILE"`
	Held   bool   `help:"List the mails that were held instead, with the reason."`
	All    bool   `help:"Finished handoffs too."`
	JSON   bool   `help:"One JSON object per line."`
}

// listed is one handoff in JSON.
type listed struct {
	ID        handoff.ID       `json:"id"`
	State     handoff.State    `json:"state"`
	Team      string           `json:"team"`
	Qualifier handoff.PersonID `json:"qualifier"`
	Rep       handoff.PersonID `json:"rep,omitempty"`
	Prospect  string           `json:"prospect,omitempty"`
	Start     string           `json:"start,omitempty"`
	Owner     handoff.PersonID `json:"owner,omitempty"`
	Due       string           `json:"due,omitempty"`
	What      handoff.Due      `json:"what,omitempty"`
	Why       string           `json:"why"`
}

// heldMail is one held mail in JSON.
type heldMail struct {
	Number  int64      `json:"number"`
	Arrived string     `json:"arrived"`
	Sender  string     `json:"sender"`
	Subject string     `json:"subject"`
	Kind    string     `json:"kind"`
	Handoff handoff.ID `json:"handoff,omitempty"`
	Auth    string     `json:"auth"`
	Why     string     `json:"why"`
}

// Run lists handoffs, the newest first, or held mails.
func (c *listCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	domain := a.Config.Domain
	return a.Store.View(ctx, func(tx *store.Tx) error {
		if c.Held {
			return printHeld(tx, domain, s, c.JSON)
		}
		all, err := tx.List(store.Filter{Open: !c.All})
		if err != nil {
			return err
		}
		if c.JSON {
			for _, h := range all {
				if err := printJSON(s, c.row(domain, h)); err != nil {
					return err
				}
			}
			return nil
		}
		return c.table(domain, all, s)
	})
}

func (c *listCmd) row(d *handoff.Config, h handoff.Handoff) listed {
	return listed{ID: h.ID, State: h.State, Team: h.Team, Qualifier: h.Qualifier, Rep: h.Rep(), Prospect: h.Prospect().Address,
		Start: stamp(h.Start, handoff.Location(h.Zone)), Owner: h.Next.Owner, Due: stamp(h.Next.At, d.Person(h.Next.Owner).Location()), What: h.Next.What, Why: h.Why.Text}
}

func (c *listCmd) table(d *handoff.Config, all []handoff.Handoff, s streams) error {
	if len(all) == 0 {
		fmt.Fprintf(s.out, "No handoff is open. A qualifier starts one with a mail to %s.\n", d.Address)
		return nil
	}
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tSTATE\tPROSPECT\tREP\tMEETING\tNEXT\tBY")
	for _, h := range all {
		next, by := "–", "–"
		if h.Next.Owner != "" {
			p := d.Person(h.Next.Owner)
			next, by = p.Name+" ("+string(h.Next.What)+")", h.Next.At.In(p.Location()).Format("Mon 2 Jan 15:04 MST")
		}
		meeting, rep := "–", "–"
		if !h.Start.IsZero() {
			meeting = h.Start.In(handoff.Location(h.Zone)).Format("Mon 2 Jan 15:04 MST")
		}
		if h.Rep() != "" {
			rep = d.Person(h.Rep()).Name
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", h.ID, h.State, text.Bare(h.Prospect().Label()), rep, meeting, next, by)
	}
	return w.Flush()
}

// printHeld lists held mails with the numbers that take and drop go by.
func printHeld(tx *store.Tx, d *handoff.Config, s streams, asJSON bool) error {
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
			err := printJSON(s, heldMail{Number: m.N, Arrived: stamp(m.Arrived, zone), Sender: m.Sender, Subject: m.Subject, Kind: m.Kind, Handoff: m.Handoff, Auth: m.Auth, Why: m.Why})
			if err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(s.out, "%d  %s  %s  %s\n    held because %s\n", m.N, m.Arrived.In(zone).Format("Mon 2 Jan 2006 15:04 MST"), text.Bare(m.Sender), text.Bare(m.Subject), text.Bare(m.Why))
	}
	return nil
}

// stamp writes an instant with its zone; empty if it is not known.
func stamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.RFC3339)
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
