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
	"handoffd/handoff/view"
	"handoffd/templates"
)

type ledgerCmd struct {
	Config string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Rep    string `help:"Whose: id, name or mail address; default: all reps." placeholder:"NAME"`
	JSON   bool   `help:"One JSON object per line."`
}

// Run prints what the rotation owes to whom, entry by entry, with the sum that it goes by.
func (c *ledgerCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	set, err := a.Reasons()
	if err != nil {
		return err
	}
	reps, err := c.reps(a.Config.Domain)
	if err != nil {
		return err
	}
	return a.Store.View(ctx, func(tx *store.Tx) error {
		loads, err := tx.Loads(reps, s.now())
		if err != nil {
			return err
		}
		for _, id := range reps {
			entries, err := tx.Ledger(id, time.Time{})
			if err != nil {
				return err
			}
			if len(entries) == 0 && !slices.Contains(allReps(a.Config.Domain), id) {
				return noRep(a.Config.Domain, id)
			}
			person := a.Config.Domain.Person(id)
			if err := c.print(s, set, a.Config.Domain, entries, view.SumOf(person, loads[id], s.now())); err != nil {
				return err
			}
		}
		return nil
	})
}

// reps are the one that is asked for, or all, in the order of their teams.
func (c *ledgerCmd) reps(conf *handoff.Config) ([]handoff.PersonID, error) {
	if c.Rep != "" {
		p, err := findPerson(conf, c.Rep)
		return []handoff.PersonID{p.ID}, err
	}
	return allReps(conf), nil
}

func allReps(conf *handoff.Config) []handoff.PersonID {
	var out []handoff.PersonID
	for _, t := range conf.Teams {
		for _, id := range t.Reps {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// noRep is the error where somebody is asked for who is no rep; one who was has entries.
func noRep(conf *handoff.Config, id handoff.PersonID) error {
	var names []string
	for _, r := range allReps(conf) {
		names = append(names, string(r))
	}
	return fmt.Errorf("%s is no rep of any team, and has had no turns; the reps are %s", conf.Person(id).Name,
		strings.Join(names, ", "))
}

func (c *ledgerCmd) print(s streams, set *templates.Reasons, conf *handoff.Config, entries []handoff.Entry,
	sum view.LedgerSum) error {
	zone := conf.Person(sum.Rep).Location()
	earlier, told := handoff.ToldEntries(entries, s.now())
	sum.Silent = handoff.ToldSilent(handoff.Load{Silent: sum.Silent}, told)
	var lines []view.LedgerEntry
	if earlier.Entries > 0 {
		lines = append(lines, view.EarlierOf(sum.Rep, earlier, conf, set, zone))
	}
	for _, e := range told {
		lines = append(lines, view.EntryOf(e, conf, set, zone))
	}
	if c.JSON {
		for _, line := range lines {
			if err := printJSON(s, line); err != nil {
				return err
			}
		}
		return printJSON(s, sum)
	}
	weight := ""
	if sum.Weight != 100 {
		weight = fmt.Sprintf(", weight %d %%", sum.Weight)
	}
	fmt.Fprintf(s.out, "%s: %s counted, %s in the last 30 days%s\n", text.Bare(conf.Person(sum.Rep).Name),
		count(sum.Sum, "turn"), count(float64(sum.Month), "offer"), weight)
	width := screenOf(s.out).width
	for _, line := range lines {
		at, err := time.Parse(time.RFC3339, line.At)
		if err != nil {
			return err
		}
		when := at.In(zone).Format("Mon 2 Jan 2006 15:04 MST")
		if line.Kind == view.KindEarlier {
			when = "until " + at.In(zone).Format("Mon 2 Jan 2006")
		}
		lead := fmt.Sprintf("  %-25s  %-5s ", when, view.TurnsText(line.Turns))
		fmt.Fprintln(s.out, text.Hang(lead, text.Bare(line.Says), width))
	}
	return nil
}

// count is a number of things: "1 turn", "0.5 turns".
func count(n float64, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return view.TurnsText(n) + " " + thing
}
