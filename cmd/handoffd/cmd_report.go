package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

type reportCmd struct {
	Config  string     `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Team    string     `help:"Of one team; default: each team, and all together." placeholder:"TEAM"`
	Person  string     `help:"Of one person: the turns of a rep, or the leads of a qualifier." placeholder:"NAME"`
	From    *sinceFlag `help:"From a day or an instant (RFC 3339) on; default: the week that is over." placeholder:"TIME"`
	To      *sinceFlag `help:"Until then; default: a week after --from." placeholder:"TIME"`
	AsOf    *asOfFlag  `help:"As known then, or now, with corrections; default: when first told." placeholder:"TIME"`
	Kind    string     `enum:"week,person,hygiene" default:"week" help:"week, person, hygiene (calendars as of now)."`
	Format  string     `enum:"text,html,csv,json,eml,png" default:"text" help:"text, html, csv, json, eml, png (charts)."`
	Explain string     `help:"One figure, by name or as printed: what it counts, and its facts." placeholder:"FIGURE"`
}

// Run prints what a week came to. Everything is counted from what was decided, and never from who is on the roster now.
func (c *reportCmd) Run(ctx context.Context, s streams) error {
	switch {
	case c.Kind == "hygiene":
		return c.hygiene(ctx, s)
	case c.Kind == "person" && c.Person == "":
		return usagef("it is not said of whom: name --person")
	}
	a, err := open(ctx, c.Config, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	set, err := a.Reasons()
	if err != nil {
		return err
	}
	r, err := c.read(ctx, a, s.now())
	if err != nil {
		return err
	}
	for _, note := range r.notes {
		fmt.Fprintf(s.err, "handoffd: note: %s\n", note)
	}
	conf := r.conf
	whose, err := c.whose(conf, a.Config.Domain, r.snapshot.Lives)
	if err != nil {
		return err
	}
	var all []report.Figures
	for _, w := range whose {
		all = append(all, r.snapshot.Count(w))
	}
	switch {
	case c.Explain != "":
		return c.explain(s, set, conf, all)
	case c.Format == "json":
		return c.json(s, all, costsOf(conf, r.snapshot.Lives))
	case c.Format == "csv":
		if c.Person != "" && len(all) > 1 {
			fmt.Fprintln(s.err, "handoffd: note: this is the table of what was done as a rep; what became of the leads as a "+
				"qualifier is in text and json")
			all = all[:1]
		}
		return c.csv(s, conf, all[len(all)-1])
	case c.Format != "text":
		return c.page(s, a, r, whose)
	}
	return c.print(s, set, conf, all, costsOf(conf, r.snapshot.Lives))
}

// whose are the groups to be counted: each team, and all together last; of a person as a rep, then as a qualifier. Whom
// today's config knows and that of the report did not is told so; who is in neither is known by their leads.
func (c *reportCmd) whose(conf, today *handoff.Config, lives []*report.Life) ([]report.Whose, error) {
	if c.Team != "" {
		if _, ok := conf.Team(c.Team); !ok {
			if _, ok := today.Team(c.Team); ok {
				return nil, usagef("there was no team %q then: a week that was told goes by the config of then; the "+
					"teams were %s", c.Team, strings.Join(teamNames(conf), ", "))
			}
			return nil, noTeam(conf, c.Team)
		}
	}
	if c.Person != "" {
		p, err := findPerson(conf, c.Person)
		if id := handoff.PersonID(c.Person); err != nil && slices.ContainsFunc(lives, func(l *report.Life) bool {
			return l.Concerns(id)
		}) {
			p, err = handoff.Person{ID: id, Name: c.Person}, nil
		}
		if err != nil {
			if now, known := findPerson(today, c.Person); known == nil {
				return nil, usagef("%s was not in the config then: a week that was told goes by the config of then; those who "+
					"have figures are %s", text.Bare(now.Name), counted(conf))
			}
			return nil, err
		}
		out := report.WhoseOf(p.ID, c.Team, conf, lives)
		if len(out) == 0 {
			return nil, usagef("%s is neither a rep nor a qualifier, and has no figures: of the team it is --team (%s); of one "+
				"person --person with one of %s", text.Bare(p.Name), strings.Join(teamNames(conf), ", "), counted(conf))
		}
		return out, nil
	}
	base := report.Whose{Team: c.Team}
	if c.Team != "" || len(conf.Teams) < 2 {
		return []report.Whose{base}, nil
	}
	var out []report.Whose
	for _, t := range conf.Teams {
		out = append(out, report.Whose{Team: t.Name})
	}
	return append(out, base), nil
}

// counted lists the ids of those who have figures.
func counted(conf *handoff.Config) string {
	var out []string
	for _, t := range conf.Teams {
		for _, id := range slices.Concat(t.Reps, t.Qualifiers) {
			if !slices.Contains(out, string(id)) {
				out = append(out, string(id))
			}
		}
	}
	return strings.Join(out, ", ")
}

func noTeam(conf *handoff.Config, name string) error {
	if names := teamNames(conf); len(names) > 1 {
		return usagef("there is no team %q; the teams are %s", name, strings.Join(names, ", "))
	}
	return usagef("there is no team %q; the only one is %s", name, strings.Join(teamNames(conf), ""))
}

func teamNames(conf *handoff.Config) (out []string) {
	for _, t := range conf.Teams {
		out = append(out, t.Name)
	}
	return out
}

const dayFormat = "Mon 2 Jan 2006"

func (c *reportCmd) print(s streams, set *templates.Reasons, conf *handoff.Config, all []report.Figures,
	costs costs) error {
	var b strings.Builder
	width := screenOf(s.out).width
	for i, f := range all {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s, %s – %s,\nas known on %s\n", whoseText(conf, f.Whose), f.From.Format(dayFormat),
			f.To.AddDate(0, 0, -1).Format(dayFormat), f.AsOf.In(f.From.Location()).Format(dayFormat+" 15:04 MST"))
		fmt.Fprintf(&b, "%s.\n", view.Why(set, conf, f.Whose.Readers(conf)))
		writeFigures(&b, width, set, conf, f)
		for _, paid := range costs(f) {
			fmt.Fprintf(&b, "  %s.\n", view.Why(set, conf, paid.Says()))
		}
		for _, change := range f.Changed {
			fmt.Fprintf(&b, "  %s\n", view.Why(set, conf, change.Alone(f.From.Location())))
		}
	}
	_, err := io.WriteString(s.out, wrappedLines(b.String(), width))
	return err
}

// writeFigures lists figures, and draws the shares as wide as the screen has room.
func writeFigures(b *strings.Builder, width int, set *templates.Reasons, conf *handoff.Config, f report.Figures) {
	type row struct {
		label, says string
		share       report.Figure
	}
	var rows []row
	labels, values := 0, 0
	add := func(r row) {
		rows = append(rows, r)
		labels, values = max(labels, columnsOf(r.label)), max(values, columnsOf(r.says))
	}
	for _, n := range report.Names() {
		if !f.Whose.Has(n) {
			continue
		}
		g, says := f.Explained(n)
		if n == report.FirstTouch {
			g.Share = false
		}
		add(row{label(set, n), view.Why(set, conf, says), g})
	}
	room := width - len(gap) - labels - len(gap) - values - len(gap)
	for _, r := range rows {
		line := gap + fit(r.label, labels) + gap + fit(r.says, values) + gap + bar(r.share, min(room, barMost))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// whoseText says whose figures they are.
func whoseText(conf *handoff.Config, w report.Whose) string {
	switch {
	case w.Rep != "":
		return text.Bare(conf.Person(w.Rep).Name) + " as a rep"
	case w.Qualifier != "":
		return text.Bare(conf.Person(w.Qualifier).Name) + " as a qualifier"
	case w.Team != "":
		return "Team " + text.Bare(w.Team)
	case len(conf.Teams) > 1:
		return "All teams"
	}
	return "Team " + text.Bare(conf.Teams[0].Name)
}

func label(set *templates.Reasons, n report.Name) string {
	said, _ := set.Sentence(string(n.Says().Code), templates.Because{})
	return said
}

// How many cells a share of 100 % takes: with fewer than the least nothing is drawn.
const barLeast, barMost = 5, 20

// bar draws a share in so many cells.
func bar(g report.Figure, cells int) string {
	if !g.Share || g.Of == 0 || cells < barLeast {
		return ""
	}
	full := (2*cells*g.N + g.Of) / (2 * g.Of)
	return strings.Repeat("█", full) + strings.Repeat("░", cells-full)
}

func (c *reportCmd) csv(s streams, conf *handoff.Config, f report.Figures) error {
	_, err := s.out.Write(f.Table(report.NamedOnPaper(f.Whose, conf)))
	return err
}

// figuresJSON is what `report --format json` prints for a group: one object a line.
type figuresJSON struct {
	From    time.Time        `json:"from"`
	To      time.Time        `json:"to"`
	AsOf    time.Time        `json:"as_of"`
	Team    string           `json:"team,omitempty"`
	Person  handoff.PersonID `json:"person,omitempty"`
	As      handoff.Role     `json:"as,omitempty"` // of a person
	Figures []figureJSON     `json:"figures"`
	Touch   *touchJSON       `json:"first_touch,omitempty"` // not of a rep
	Won     []string         `json:"won"`
	Costs   []costJSON       `json:"costs,omitempty"`
}

type figureJSON struct {
	Name    report.Name `json:"name"`
	N       int         `json:"n"`
	Of      *int        `json:"of,omitempty"`
	Percent *int        `json:"percent,omitempty"`
}

func roleOf(w report.Whose) handoff.Role {
	switch {
	case w.Rep != "":
		return handoff.RoleRep
	case w.Qualifier != "":
		return handoff.RoleQualifier
	}
	return ""
}

func jsonOf(g report.Figure) figureJSON {
	j := figureJSON{Name: g.Name, N: g.N}
	if g.Share {
		j.Of = &g.Of
	}
	if p, ok := g.Percent(); ok {
		j.Percent = &p
	}
	return j
}

type touchJSON struct {
	Minutes *int `json:"median_minutes"` // null: it has not come for most
	Of      int  `json:"of"`
	NotYet  int  `json:"not_yet"`
}

func (c *reportCmd) json(s streams, all []report.Figures, costs costs) error {
	for _, f := range all {
		out := figuresJSON{From: f.From, To: f.To, AsOf: f.AsOf, Team: f.Whose.Team, Won: []string{},
			Person: cmp.Or(f.Whose.Rep, f.Whose.Qualifier), As: roleOf(f.Whose)}
		if f.Whose.Has(report.FirstTouch) {
			out.Touch = &touchJSON{Of: f.Touch.Of, NotYet: f.Touch.NotYet}
			if m := int(f.Touch.Middle / time.Minute); f.Touch.Of > 0 && !f.Touch.Never {
				out.Touch.Minutes = &m
			}
		}
		for _, g := range f.All {
			if f.Whose.Has(g.Name) {
				out.Figures = append(out.Figures, jsonOf(g))
			}
		}
		if f.Whose.Rep != "" {
			f.Sums = nil
		}
		for _, sum := range f.Sums {
			out.Won = append(out.Won, sum.String())
		}
		for _, p := range costs(f) {
			out.Costs = append(out.Costs, costJSON{Qualifier: p.Whose.Qualifier, Source: p.Whose.Source, Cost: p.Cost.String(),
				Held: p.Held, Each: p.Each.String(), Needs: p.Needs.String(), Won: p.Won.String(), Even: p.Even()})
		}
		if err := printJSON(s, out); err != nil {
			return err
		}
	}
	return nil
}
