package report

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// mostCosts is how many lines of costs a mail has; where there are more, only the sums of teams are told.
const mostCosts = 3

// Part is what the mail of the week tells of it; it says nothing if that is nothing.
func (u Update) Part(words Words) (handoff.ServiceDetail, error) {
	if len(u.Groups) == 0 {
		return handoff.ServiceDetail{}, nil
	}
	why := words.Why
	last := u.Period.To.AddDate(0, 0, -1)
	const day = "Mon 2 Jan"
	v := templates.Figures{Topic: why(handoff.Because("week-part/topic")), Title: why(handoff.Because("week-part/title")),
		Span: why(handoff.Because("week-part/span", handoff.WordsArg(u.Period.From.Format(day)),
			handoff.WordsArg(last.Format(day)), handoff.WordsArg(u.asOf().Format("Mon 2 Jan, 15:04")))),
		Private: why(u.private())}
	if u.Reader != "" {
		v.Stop = why(handoff.Because("week-part/stop"))
	}
	for _, g := range u.Groups {
		if out := u.group(g, why); len(out.Rows)+len(out.Lines) > 0 {
			v.Groups = append(v.Groups, out)
		}
	}
	if len(v.Groups) == 0 {
		return handoff.ServiceDetail{}, nil
	}
	if costs := u.costs(); len(costs) > 0 {
		out := templates.FigureGroup{Title: why(handoff.Because("week-part/cost", handoff.WordsArg(last.Format(day))))}
		for _, p := range costs {
			out.Lines = append(out.Lines, text.Sentence(why(p.Says())))
		}
		v.Groups = append(v.Groups, out)
	}
	d := handoff.ServiceDetail{}
	if wide, summed := u.Widest(); summed {
		d.Charts = u.snapshot.Charts(wide, why)
		for _, c := range d.Charts {
			v.Charts = append(v.Charts, templates.FigureChart{ID: c.ID, Title: c.Title, Text: c.Text})
		}
	}
	u.attach(&d, &v, why)
	m, err := words.Set.Write(figuresTemplate, v)
	d.Subject, d.Text, d.HTML = m.Subject, m.Text, m.HTML
	return d, err
}

// asOf is when it was known so, in the zone of the period.
func (u Update) asOf() time.Time { return u.snapshot.AsOf.In(u.Period.From.Location()) }

// toldApart are figures of their own that readers are told in words in the same mail, see Statement.
var toldApart = []Name{AcceptanceRep, Claimed, Neglect, MissingAtOffer}

// group is one group of it: the reader's own figures as a list, those of many in sentences.
func (u Update) group(g Group, why func(handoff.Reason) string) templates.FigureGroup {
	out := templates.FigureGroup{Title: why(g.Title)}
	switch {
	case g.Short:
		for _, r := range g.Figures.short() {
			out.Lines = append(out.Lines, why(r))
		}
	case g.Summed:
		for _, r := range g.Figures.sentences(u.names) {
			out.Lines = append(out.Lines, why(r))
		}
	default:
		for _, n := range g.Names {
			f := g.Figures.Of(n)
			if (f.N > 0 || f.Of > 0) && len(out.Rows) < mostOwn && !(u.Reader != "" && slices.Contains(toldApart, n)) {
				out.Rows = append(out.Rows, rowOf(f, why))
			}
		}
	}
	return out
}

// private says whose figures the reader sees.
func (u Update) private() handoff.Reason {
	switch {
	case u.Reader == "":
		return u.readers
	case u.names == handoff.NamesOwn:
		return handoff.Because("week-part/private-own")
	case u.names == handoff.NamesTeam:
		return handoff.Because("week-part/private-team")
	case u.Manages:
		return handoff.Because("week-part/private-manager")
	}
	return handoff.Because("week-part/private")
}

// costs are the lines of costs that are told.
func (u Update) costs() []Paid {
	var sums []Paid
	for _, p := range u.Costs {
		if p.Whose.Qualifier == "" && p.Whose.Source == "" {
			sums = append(sums, p)
		}
	}
	if len(u.Costs) > mostCosts {
		return sums[:min(len(sums), mostCosts)]
	}
	return u.Costs
}

// Widest are those whose charts the reader gets: their team, of several all together; false if they read the figures of
// no group.
func (u Update) Widest() (Whose, bool) {
	var teams []Whose
	all := false
	for _, g := range u.Groups {
		switch {
		case !g.Summed:
		case g.Figures.Whose.Team == "":
			all = true
		default:
			teams = append(teams, g.Figures.Whose)
		}
	}
	if len(teams) == 1 {
		return teams[0], true
	}
	return Whose{}, all || len(teams) > 1
}

// attach puts the table behind the figures into the mail: of the reader's own leads, if they read of no group.
func (u Update) attach(d *handoff.ServiceDetail, v *templates.Figures, why func(handoff.Reason) string) {
	wide, summed := u.Widest()
	if !summed {
		wide = u.Groups[0].Figures.Whose
	}
	if u.named == nil {
		return
	}
	table := u.snapshot.Count(wide).Table(u.named)
	f, fits := handoff.PackFile("week-"+u.Period.From.Format(time.DateOnly)+".csv", table)
	if !fits {
		v.File = why(handoff.Because("week-part/too-long"))
		return
	}
	d.Files, v.File = []handoff.File{f}, why(handoff.Because("week-part/file"))
}
