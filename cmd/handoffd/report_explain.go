package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// explainedJSON is what `report --explain FIGURE --format json` prints.
type explainedJSON struct {
	figureJSON
	Label  string           `json:"label"`
	Counts string           `json:"counts"` // what it counts
	Says   string           `json:"says"`   // as the report prints it
	From   time.Time        `json:"from"`
	To     time.Time        `json:"to"`
	AsOf   time.Time        `json:"as_of"`
	Team   string           `json:"team,omitempty"`
	Person handoff.PersonID `json:"person,omitempty"`
	Facts  []factJSON       `json:"facts"`
}

type factJSON struct {
	Handoff handoff.ID       `json:"handoff"`
	At      time.Time        `json:"at"`
	Person  handoff.PersonID `json:"person,omitempty"`
	Team    string           `json:"team,omitempty"`
	Counts  bool             `json:"counts"`
	What    handoff.Code     `json:"what,omitempty"`
	Says    string           `json:"says,omitempty"`
}

// explain says what a figure counts, and lists the facts behind it.
func (c *reportCmd) explain(s streams, set *templates.Reasons, conf *handoff.Config, all []report.Figures) error {
	why := func(r handoff.Reason) string { return view.Why(set, conf, r) }
	name := report.Named(c.Explain, why)
	if name == "" {
		var names []string
		for _, n := range report.Names() {
			names = append(names, string(n))
		}
		return usagef("there is no figure %q; the figures are %s", c.Explain, strings.Join(names, ", "))
	}
	f := all[len(all)-1]
	if c.Person != "" { // as whom they have it
		i := slices.IndexFunc(all, func(f report.Figures) bool { return f.Whose.Has(name) })
		if i < 0 {
			return usagef("%s is no figure of %s", name, whoseText(conf, f.Whose))
		}
		f = all[i]
	}
	g, says := f.Explained(name)
	named := report.NamedOnPaper(f.Whose, conf)
	for i := range g.Facts {
		if !named(name, g.Facts[i]) {
			g.Facts[i].Person = ""
		}
		if !named(name, report.Fact{Person: g.Facts[i].Next}) {
			g.Facts[i].Next = ""
		}
	}
	switch c.Format {
	case "text":
		return explainText(s, why, conf, f, g, says)
	case "csv":
		_, err := s.out.Write(f.TableOf(g))
		return err
	case "json":
		out := explainedJSON{figureJSON: jsonOf(g), Label: why(name.Says()), Counts: why(name.About()), Says: why(says),
			From: f.From, To: f.To, AsOf: f.AsOf, Team: f.Whose.Team, Person: cmp.Or(f.Whose.Rep, f.Whose.Qualifier),
			Facts: []factJSON{}}
		for _, x := range g.Facts {
			out.Facts = append(out.Facts, factJSON{x.Handoff, x.At, x.Person, x.Team, x.Counts, x.What, saysFact(why, x, name,
				conf)})
		}
		return printJSON(s, out)
	}
	return usagef("what is behind a figure is no mail and no picture: --format text, csv or json")
}

func saysFact(why func(handoff.Reason) string, x report.Fact, n report.Name, conf *handoff.Config) string {
	if r := x.Says(n, conf); r.Code != "" {
		return why(r)
	}
	return ""
}

func explainText(s streams, why func(handoff.Reason) string, conf *handoff.Config, f report.Figures, g report.Figure,
	says handoff.Reason) error {
	head := fmt.Sprintf("%s: %s\n%s", why(g.Name.Says()), why(says), text.Capital(why(g.Name.About())))
	fmt.Fprintln(s.out, text.Wrap(head, screenOf(s.out).width))
	w := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	known := 0
	for _, x := range g.Facts {
		if g.Name == report.MissingAtOffer && !x.Counts {
			known++
			continue
		}
		mark := "–"
		if x.Counts {
			mark = "✓"
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", mark, x.Handoff, x.At.In(f.From.Location()).Format(dayFormat+" 15:04"),
			text.Bare(conf.Person(x.Person).Name), saysFact(why, x, g.Name, conf))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if known > 0 {
		fmt.Fprintf(s.out, "%s.\n", why(handoff.Because("fact-known", handoff.NumberArg(known))))
	}
	return nil
}
