package report

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// mostCosts is how many lines of costs are told; where there are more, only the sums of teams are.
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
			handoff.WordsArg(last.Format(day)), handoff.WordsArg(u.asOf().Format("Mon 2 Jan, 15:04 MST")))),
		Private: why(u.Private())}
	if u.Reader == "" { // it may be of any week
		of := []handoff.Arg{handoff.WordsArg(u.Period.From.Format(day)), handoff.WordsArg(last.Format(day + " 2006"))}
		v.Title = why(handoff.Because("week-part/topic-of", of...))
		v.Topic = v.Title
		v.Private = text.Sentence(v.Private)
	} else {
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
	v.Groups = append(v.Groups, u.paid(v.Groups, last, why)...)
	d := handoff.ServiceDetail{}
	if wide, summed := u.Widest(); summed {
		d.Charts, v.NotDrawn = u.snapshot.Drawn(wide, why)
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

// toldApart are figures of their own that readers are told in words in the same mail, see Statement, or that others
// beside them tell as well.
var toldApart = []Name{AcceptanceRep, Claimed, Neglect, MissingAtOffer, Within4, BookedName}

// updateLines bounds the lines that tell somebody of figures in the mail of the week, the charts among them, each of
// which is one in the plain text; frameLines are those that are not of groups: title, span, three charts, what goes
// along and for whom it is.
const (
	updateLines = 16
	frameLines  = 6
)

// paid are the lines of costs, as far as there is room for them in a mail.
func (u Update) paid(groups []templates.FigureGroup, last time.Time, why func(handoff.Reason) string) (
	out []templates.FigureGroup) {
	title, costs := handoff.Because("week-part/cost", handoff.WordsArg(last.Format("Mon 2 Jan"))), u.costs()
	if u.Reader == "" && len(costs) > 0 {
		g := templates.FigureGroup{Title: why(title)}
		for _, p := range costs {
			g.Lines = append(g.Lines, text.Sentence(why(p.Says())))
		}
		return []templates.FigureGroup{g}
	}
	room := updateLines - frameLines
	for _, g := range groups {
		room -= len(g.Lines)
		if g.Title != "" {
			room--
		}
	}
	for _, p := range costs[:max(0, min(room, len(costs)))] {
		out = append(out, templates.FigureGroup{Lines: []string{text.Sentence(why(handoff.Because("week-line",
			handoff.ReasonArg(title), handoff.ReasonArg(p.Says()))))}})
	}
	return out
}

// group is one group of it: the reader's own figures in a line, those of many in sentences, and on paper those of a
// person as a list.
func (u Update) group(g Group, why func(handoff.Reason) string) templates.FigureGroup {
	inLine := func(said []handoff.Reason) templates.FigureGroup {
		if len(said) == 0 {
			return templates.FigureGroup{}
		}
		return templates.FigureGroup{Lines: []string{why(handoff.Because("week-line", handoff.ReasonArg(g.Title),
			handoff.ReasonArg(said...)))}}
	}
	out := templates.FigureGroup{Title: why(g.Title)}
	switch {
	case g.Short:
		return inLine(g.Figures.short())
	case g.Summed:
		for _, r := range g.Figures.sentences(u.names) {
			out.Lines = append(out.Lines, why(r))
		}
		return out
	}
	var own []handoff.Reason
	for _, n := range g.Names {
		f := g.Figures.Of(n)
		switch {
		case f.N == 0 && f.Of == 0, len(own) == mostOwn:
		case u.Reader == "":
			out.Rows = append(out.Rows, rowOf(f, why))
		case !slices.Contains(toldApart, n):
			own = append(own, handoff.Because("week-own/each", handoff.ReasonArg(n.Says()), handoff.ReasonArg(f.Says())))
		}
	}
	if u.Reader == "" {
		return out
	}
	if len(own) > 0 {
		own = []handoff.Reason{handoff.Because("week-own", handoff.ReasonArg(own...))}
	}
	return inLine(own)
}

// Private says whose figures the reader sees.
func (u Update) Private() handoff.Reason {
	switch {
	case u.Reader == "":
		return u.readers
	case u.names == handoff.NamesOwn && u.Manages:
		return handoff.Because("week-part/private-own-manager")
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
