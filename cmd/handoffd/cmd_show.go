package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

type showCmd struct {
	Config string `required:"" help:"Config file." placeholder:"FILE"`
	ID     string `arg:"" help:"Handoff, as mails name it: HO-7K3QX2." placeholder:"ID"`
	JSON   bool   `help:"One JSON object."`
}

// shown is one handoff in JSON, with everything that happened.
type shown struct {
	listed
	Brief       map[string]string    `json:"brief"`
	Missing     []string             `json:"missing,omitempty"`
	Assignments []handoff.Assignment `json:"assignments"`
	History     []shownFact          `json:"history"`
	Outbox      []shownMail          `json:"outbox"`
	Mails       []heldMail           `json:"held,omitempty"`
	Chain       string               `json:"chain"`
}

type shownFact struct {
	At        string       `json:"at"`
	Fact      handoff.Kind `json:"fact"`
	By        string       `json:"by,omitempty"`
	Via       string       `json:"via,omitempty"`
	MessageID string       `json:"message_id,omitempty"`
	Reason    string       `json:"reason"`
	Why       string       `json:"why"`
}

type shownMail struct {
	Purpose   handoff.Purpose `json:"purpose"`
	To        string          `json:"to"`
	State     string          `json:"state"`
	At        string          `json:"at,omitempty"`
	Why       string          `json:"why"`
	MessageID string          `json:"message_id,omitempty"`
}

// Run shows one handoff: where it stands, everything that happened and why, every mail and what became of it, and the proof.
func (c *showCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	domain := a.Config.Domain
	return a.Store.View(ctx, func(tx *store.Tx) error {
		h, err := findHandoff(tx, c.ID)
		if err != nil {
			return err
		}
		out, err := c.collect(tx, domain, h)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(s, out)
		}
		c.print(s, domain, h, out)
		return nil
	})
}

func (c *showCmd) collect(tx *store.Tx, d *handoff.Config, h handoff.Handoff) (shown, error) {
	zone := d.Person(d.Admin).Location()
	out := shown{listed: (&listCmd{}).row(d, h), Brief: h.Brief, Missing: h.Missing, Assignments: h.Assignments, Chain: "unbroken"}
	facts, err := tx.Facts(h.ID)
	if err != nil {
		return out, err
	}
	for _, f := range facts {
		by := string(f.By.Person)
		if by == "" {
			by = f.By.Address
		}
		out.History = append(out.History, shownFact{stamp(f.At, zone), f.Kind, by, f.Via, f.MessageID, f.Reason.Code, f.Reason.Text})
	}
	rows, err := tx.Outbox(h.ID)
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		why := r.Action.Why.Text
		if r.Reason.Text != "" {
			why = r.Reason.Text
		} else if r.Error != "" {
			why = r.Error
		}
		out.Outbox = append(out.Outbox, shownMail{r.Action.Purpose, r.Action.To.String(), r.State, stamp(r.Finished, zone), why, r.MessageID})
	}
	mails, err := tx.Mails(store.MailFilter{Handoff: h.ID})
	if err != nil {
		return out, err
	}
	for _, m := range slices.Backward(mails) {
		if m.Verdict == store.MailHeld {
			out.Mails = append(out.Mails, heldMail{Arrived: stamp(m.Arrived, zone), Sender: m.Sender, Subject: m.Subject, Kind: m.Kind, Handoff: m.Handoff, Auth: m.Auth, Why: m.Why})
		}
	}
	if err := tx.VerifyChain(h.ID); err != nil {
		out.Chain = err.Error()
	}
	return out, nil
}

func (c *showCmd) print(s streams, d *handoff.Config, h handoff.Handoff, o shown) {
	p := func(format string, args ...any) { fmt.Fprintf(s.out, format+"\n", args...) }
	clock := func(at string) string {
		t, err := time.Parse(time.RFC3339, at)
		if err != nil {
			return strings.Repeat(" ", 16)
		}
		return fmt.Sprintf("%-16s", t.In(d.Person(d.Admin).Location()).Format("Mon 2 Jan 15:04"))
	}
	p("%s  %s  %s", h.ID, strings.ToUpper(string(h.State)), text.Bare(h.Prospect().Label()))
	p("because %s", h.Why.Text)
	if !h.Start.IsZero() {
		p("meeting  %s", h.Start.In(handoff.Location(h.Zone)).Format("Monday 2 January 2006 15:04 MST"))
	}
	p("next     %s", nextText(d, h))
	if team, ok := d.Team(h.Team); ok {
		p("\nBrief of %s", d.Person(h.Qualifier).Name)
		for _, name := range team.Known(h.Brief) {
			p("  %-18s %s", text.Bare(team.Label(name)), text.Bare(h.Brief[name]))
		}
		for _, m := range h.Missing {
			p("  %-18s missing", team.Label(m))
		}
	}
	for _, a := range h.Assignments {
		p("\nTurn %d: %s%s", a.N, d.Person(a.Rep).Name, c.turnText(a, d.Person(d.Admin).Location()))
		for _, e := range a.Evidence {
			p("  %s %-7s %s %s, %s", clock(stamp(e.At, time.UTC)), e.Kind, e.Strength, e.Note, text.Bare(e.MessageID))
		}
	}
	p("\nWhat happened (%s)", d.Person(d.Admin).Zone)
	for _, f := range o.History {
		p("  %s %-16s %s", clock(f.At), f.Fact, text.Bare(f.Why))
	}
	p("\nMails")
	for _, m := range o.Outbox {
		p("  %s %-8s %-11s → %-24s %s", clock(m.At), m.State, m.Purpose, text.Bare(m.To), text.Bare(m.Why))
	}
	for _, m := range o.Mails {
		p("  %s held     from %s: %s", clock(m.Arrived), text.Bare(m.Sender), text.Bare(m.Why))
	}
	p("\nThe chain of %d facts is %s.", len(o.History), o.Chain)
}

func (c *showCmd) turnText(a handoff.Assignment, zone *time.Location) string {
	text := ""
	if !a.Opened.IsZero() {
		text += ", window until " + a.Due.In(zone).Format("Mon 2 Jan 15:04 MST")
	}
	switch {
	case !a.Accepted.IsZero():
		text += ", accepted"
	case a.End != "":
		text += ", ended: " + string(a.End)
	}
	return text
}
