package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

type listCmd struct {
	Config    string    `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Held      bool      `help:"List the mails that were held instead, with the reason."`
	All       bool      `help:"Finished handoffs too."`
	State     string    `help:"Only those in this state: held are those without an opportunity yet." placeholder:"STATE"`
	Team      string    `help:"Only those of this team." placeholder:"NAME"`
	Rep       string    `help:"Only those that this rep has now: id, name or mail address." placeholder:"NAME"`
	Qualifier string    `help:"Only those of this qualifier: id, name or mail address." placeholder:"NAME"`
	Overdue   bool      `help:"Only those of which something should have been done by now."`
	Since     sinceFlag `help:"Only those that came in since then: a day, or an instant (RFC 3339)." placeholder:"TIME"`
	JSON      bool      `help:"One JSON object per line." xor:"form"`
	CSV       bool      `name:"csv" help:"As CSV, for a spreadsheet." xor:"form"`
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
	wanted, err := c.chosen(domain, s.now())
	if err != nil {
		return err
	}
	return a.Store.View(ctx, func(tx *store.Tx) error {
		if c.Held {
			return printHeld(tx, domain, set, s, c.JSON)
		}
		all, err := tx.List(store.Filter{Open: !c.All && c.State == "", State: c.State, Team: c.Team})
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(h handoff.Handoff) bool { return !wanted(h) })
		erased, err := erasuresOf(tx, all)
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			for _, h := range all {
				if err := printJSON(s, rowOf(h, domain, set, s.now(), erased)); err != nil {
					return err
				}
			}
			return nil
		case c.CSV:
			return listCSV(s, domain, set, all, erased)
		}
		paused, err := pausedNow(tx, domain, s.now())
		if err != nil {
			return err
		}
		c.table(domain, set, all, erased, s)
		fmt.Fprint(s.out, paused)
		if c.State != string(handoff.Held) || domain.Cost.IsZero() {
			return nil
		}
		now := s.now()
		until := report.Period{From: now.AddDate(0, 0, -7), To: now}
		told, err := tx.Told(until.Since(), now)
		costOfHeld(s.out, domain, set, report.Lives(told, now), until, all)
		return err
	})
}

// chosen says which handoffs are listed, as far as the database does not choose them.
func (c *listCmd) chosen(d *handoff.Config, now time.Time) (func(h handoff.Handoff) bool, error) {
	if c.State != "" && !slices.Contains(handoff.States[1:], handoff.State(c.State)) {
		var all []string
		for _, s := range handoff.States[1:] {
			all = append(all, string(s))
		}
		return nil, usagef("list: there is no state %q; they are %s", c.State, strings.Join(all, ", "))
	}
	if _, ok := d.Team(c.Team); c.Team != "" && !ok {
		return nil, noTeam(d, c.Team)
	}
	person := func(flag, name string) (handoff.PersonID, error) {
		if name == "" {
			return "", nil
		}
		p, err := findPerson(d, name)
		if err != nil {
			return "", usagef("list: --%s: %w", flag, err)
		}
		return p.ID, nil
	}
	rep, err := person("rep", c.Rep)
	if err != nil {
		return nil, err
	}
	qualifier, err := person("qualifier", c.Qualifier)
	if err != nil {
		return nil, err
	}
	return func(h handoff.Handoff) bool {
		return (rep == "" || h.Rep() == rep) && (qualifier == "" || h.Qualifier == qualifier) &&
			(c.Since.text == "" || !h.Created.Before(c.Since.from(d))) && (!c.Overdue || view.Overdue(&h, d, now))
	}, nil
}

// filtered says whether only some handoffs are asked for.
func (c *listCmd) filtered() bool {
	return c.Team != "" || c.Rep != "" || c.Qualifier != "" || c.Overdue || c.Since.text != ""
}

func (c *listCmd) table(d *handoff.Config, set *templates.Reasons, all []handoff.Handoff,
	erased map[handoff.ID]view.Erasure, s streams) {
	switch {
	case len(all) > 0:
	case c.Overdue && c.Team == "" && c.Rep == "" && c.Qualifier == "" && c.Since.text == "" && c.State == "":
		fmt.Fprintln(s.out, "Nothing is overdue.")
		return
	case c.filtered():
		fmt.Fprintln(s.out, "No handoff is like that.")
		return
	case c.State != "":
		fmt.Fprintf(s.out, "No handoff is %s.\n", c.State)
		return
	default:
		fmt.Fprintf(s.out, "No handoff is open. A qualifier starts one with a mail to %s.\n", d.Address)
		return
	}
	zone, now, late := d.Person(d.Admin).Location(), s.now(), map[int]bool{}
	columns := make([]column, len(view.Columns))
	least := map[string]int{"PROSPECT": 12, "REP": 10, "NEXT": 22}
	for i, head := range view.Columns {
		columns[i] = column{head: head, least: least[head], wraps: head == "NEXT"}
	}
	for row, h := range all {
		cells := view.Cells(h, d, set, now, zone)
		view.EraseCells(&cells, erased[h.ID], set, zone)
		if view.Overdue(&h, d, now) {
			late[row] = true
			cells[len(cells)-1] = "! " + cells[len(cells)-1]
		}
		for i, cell := range cells {
			columns[i].cells = append(columns[i].cells, cell)
		}
	}
	look := screenOf(s.out)
	writeTable(s.out, look, columns, func(row int, line string) string {
		if late[row] {
			return look.red(line)
		}
		return line
	})
	said := text.Count(len(all), "handoff", "handoffs")
	if len(late) > 0 {
		said += fmt.Sprintf(", %d overdue (!)", len(late))
	}
	fmt.Fprintf(s.out, "\n%s; times in %s.\n", said, zone)
}

// rowOf is the row of a handoff in a list.
func rowOf(h handoff.Handoff, d *handoff.Config, set *templates.Reasons, now time.Time,
	erased map[handoff.ID]view.Erasure) view.Row {
	row := view.RowOf(handoff.WithoutNeglect(h, now), d, set)
	row.Erase(erased[h.ID], d, set, d.Person(d.Admin).Location())
	row.Overdue = view.Overdue(&h, d, now)
	return row
}

// listCSV writes the rows for a spreadsheet.
func listCSV(s streams, d *handoff.Config, set *templates.Reasons, all []handoff.Handoff,
	erased map[handoff.ID]view.Erasure) error {
	w := csv.NewWriter(s.out)
	rows := [][]string{{"id", "state", "team", "qualifier", "rep", "prospect", "start", "owner", "due", "overdue", "what",
		"why", "next_step", "next_step_on", "next_step_owner"}}
	zone := d.Person(d.Admin).Location()
	for _, h := range all {
		r := rowOf(h, d, set, s.now(), erased)
		r.Start, r.Due, r.Step.On = inZone(r.Start, zone), inZone(r.Due, zone), inZone(r.Step.On, zone)
		rows = append(rows, []string{string(r.ID), string(r.State), r.Team, string(r.Qualifier), string(r.Rep), r.Prospect,
			r.Start, string(r.Owner), r.Due, strconv.FormatBool(r.Overdue), string(r.What), r.Why, r.Step.What, r.Step.On,
			string(r.Step.Owner)})
	}
	for _, row := range rows {
		for i, cell := range row {
			row[i] = text.Cell(text.Bare(cell))
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// inZone is an instant of a row on another clock: a spreadsheet sorts a column only if all of it is on one.
func inZone(stamp string, zone *time.Location) string {
	if t, err := time.Parse(time.RFC3339, stamp); err == nil {
		return t.In(zone).Format(time.RFC3339)
	}
	return stamp
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
	zone, width := d.Person(d.Admin).Location(), screenOf(s.out).width
	for _, m := range mails {
		if asJSON {
			err := printJSON(s, view.Held{Number: m.N, Arrived: view.Stamp(m.Arrived, zone), Sender: m.Sender,
				Subject: m.Subject, Kind: m.Kind, Handoff: m.Handoff, Auth: m.Auth, Why: view.Why(set, d, m.Why)})
			if err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(s.out, text.Hang(fmt.Sprintf("%d  %s  ", m.N, m.Arrived.In(zone).Format("Mon 2 Jan 2006 15:04 MST")),
			text.Bare(m.Sender)+"  "+text.Bare(m.Subject), width))
		fmt.Fprintln(s.out, text.Hang("    ", "held because "+text.Bare(view.Why(set, d, m.Why)), width))
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
