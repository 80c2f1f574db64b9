package main

import (
	"fmt"
	"io"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// costJSON is what leads cost in the quarter until the end of the period, where costs are known.
type costJSON struct {
	Qualifier handoff.PersonID `json:"qualifier,omitempty"`
	Source    string           `json:"source,omitempty"` // neither: of the whole team
	Cost      string           `json:"cost"`
	Held      int              `json:"held"`
	Each      string           `json:"each,omitempty"`
	Needs     string           `json:"needs"`
	Won       string           `json:"won"`
	Even      bool             `json:"even"`
}

// costs are what the leads cost of whom figures are, for those of teams.
type costs func(report.Figures) []report.Paid

func costsOf(conf *handoff.Config, lives []*report.Life) costs {
	return func(f report.Figures) []report.Paid {
		if f.Whose.Rep != "" || f.Whose.Qualifier != "" || f.Whose.Team == "" && len(conf.Teams) > 1 {
			return nil
		}
		t := conf.Teams[0]
		if f.Whose.Team != "" {
			t, _ = conf.Team(f.Whose.Team)
		}
		return report.OnPaper(report.CostsOf(conf.Cost, t, lives, f.To, f.AsOf), conf)
	}
}

// costOfHeld says what the meetings cost that led to nothing yet.
func costOfHeld(w io.Writer, conf *handoff.Config, set *templates.Reasons, lives []*report.Life, p report.Period,
	held []handoff.Handoff) {
	for _, t := range conf.Teams {
		n := 0
		for _, h := range held {
			if h.Team == t.Name {
				n++
			}
		}
		all := report.CostsOf(conf.Cost, t, lives, p.To, p.To)
		if n == 0 || len(all) == 0 || all[len(all)-1].Held == 0 {
			continue
		}
		each := all[len(all)-1].Each
		fmt.Fprintf(w, "%s.\n", view.Why(set, conf, handoff.Because("cost-waiting", handoff.NumberArg(n),
			handoff.WordsArg(each.String()))))
	}
}
