package web

import (
	"errors"
	"net/http"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// reportsPage is the view of what a week came to, as its mail of the week tells it to the reader.
type reportsPage struct {
	Unknown string // what was asked for and is no week that has begun
	Week    string // its Monday
	Span    string
	Before  string
	After   string // empty: it is not over
	Running bool
	Groups  []figureGroup
	Costs   []string
	Private string // whose figures the reader sees
	Admin   bool   // the reader has no figures of their own
	Few     bool   // and all are too few people to be told of
	People  []peopleTable
	Charts  []drawing
	About   []aboutRow
}

// peopleTable is the figures of a team's reps or qualifiers by name.
type peopleTable struct {
	Team string
	Reps bool
	Cols []string
	Rows []personRow
}

type personRow struct {
	Name  string
	Cells []cell
}

type cell struct {
	Label, Value string
	Leads        []handoff.ID // whose pages tell what the person said of it
}

// aboutRow says what a figure counts.
type aboutRow struct{ Label, Says string }

type figureGroup struct {
	Title string
	Rows  []figureRow
}

// figureRow is a figure, with a bar where it is a share.
type figureRow struct {
	Label, Value string
	Bar          bool
	Full         int
}

// reports shows the figures of a week that the reader may read.
func reports(v *visit) error {
	week, known := v.week()
	zone := v.c.ReportZone()
	p := reportsPage{Week: week.From.Format(time.DateOnly), Before: week.Back(1).From.Format(time.DateOnly),
		Span:    text.Day(week.From, v.now, zone) + " – " + text.Day(week.To.AddDate(0, 0, -1), v.now, zone),
		Running: week.To.After(v.now)}
	status := http.StatusOK
	if !known {
		p.Unknown, status = text.OneLine(v.r.FormValue("week"), text.NameLimit), http.StatusBadRequest
	}
	if !p.Running {
		p.After = week.Back(-1).From.In(zone).Format(time.DateOnly)
	}
	lives, week, asOf, err := v.lives(week)
	if err != nil {
		return err
	}
	count := func(w report.Whose) report.Figures { return report.Count(lives, week, w, asOf) }
	u := report.UpdateFor(v.me.ID, v.c, count)
	groups := u.Groups
	p.Admin = v.scope.All && len(v.scope.Teams) == 0 && !handoff.Rotates(v.c, v.me.ID) && !v.c.HandsOver(v.me.ID)
	if p.Admin {
		if all, ok := report.AllTeams(v.c, count); ok {
			groups = append(groups, all)
		} else {
			p.Few = true
		}
	}
	p.Private = v.why(u.Private())
	shown := map[report.Name]bool{}
	for _, g := range groups {
		out := figureGroup{Title: v.why(g.Title)}
		for _, n := range g.Names {
			if f := g.Figures.Of(n); f.N > 0 || f.Of > 0 {
				out.Rows, shown[n] = append(out.Rows, v.figure(f)), true
			}
		}
		if len(out.Rows) > 0 {
			p.Groups = append(p.Groups, out)
		}
	}
	for _, of := range report.PeopleFor(v.me.ID, v.c, count) {
		p.People = append(p.People, v.byName(of))
		for _, n := range of.Names {
			shown[n] = true
		}
	}
	for _, n := range report.Names() {
		if shown[n] {
			p.About = append(p.About, aboutRow{v.why(n.Says()), text.Sentence(text.Capital(v.why(n.About())))})
		}
	}
	if whose, ok := v.drawn(u); ok {
		for _, c := range (report.Snapshot{Period: week, AsOf: asOf, Lives: lives}).Charts(whose, v.why) {
			p.Charts = append(p.Charts, drawingOf(c))
		}
	}
	for _, paid := range report.CostsFor(v.me.ID, v.c, lives, week.To, asOf) {
		p.Costs = append(p.Costs, text.Sentence(v.why(paid.Says())))
	}
	return v.showAs(status, "reports", p)
}

// week is the one of the query; the running one where none is named. It says false where what is named is none that has
// begun.
func (v *visit) week() (report.Period, bool) {
	zone := v.c.ReportZone()
	named := v.r.FormValue("week")
	at, err := time.ParseInLocation(time.DateOnly, named, zone)
	if err == nil && at.Before(v.now) && at.Year() > 2000 {
		return report.WeekOf(at), true
	}
	return report.WeekOf(v.now.In(zone)), named == ""
}

// lives are the leads that count for the week and its charts, as they were known when its mails were written: the page
// says what they say, of the week in the zone of then. Of a week that was not told yet, as they are known now.
func (v *visit) lives(week report.Period) ([]*report.Life, report.Period, time.Time, error) {
	var told []handoff.Told
	asOf := v.now
	err := v.view(func(tx *store.Tx) error {
		r, err := tx.Reported(week.From, week.To)
		if err == nil {
			week, asOf = report.Period{From: r.From, To: r.To}, r.AsOf
		} else if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		told, err = tx.Told(week.Since(), asOf)
		return err
	})
	return report.Lives(report.Faded(told, v.now), asOf), week, asOf, err
}

func (v *visit) figure(f report.Figure) figureRow {
	r := figureRow{Label: v.why(f.Name.Says()), Value: v.why(f.SaysOf())}
	if f.Share && f.Of > 0 {
		r.Bar, r.Full = true, (200*f.N+f.Of)/(2*f.Of)
	}
	return r
}

// byName are figures by name, with a dash where the reader is told none.
func (v *visit) byName(of report.People) peopleTable {
	t := peopleTable{Team: of.Team, Reps: of.As == handoff.RoleRep}
	for _, n := range of.Names {
		t.Cols = append(t.Cols, v.why(n.Says()))
	}
	for _, r := range of.Rows {
		row := personRow{Name: v.c.Person(r.ID).Name}
		for i, n := range of.Names {
			c := cell{Label: t.Cols[i], Value: "–"}
			if f, told := r.Told(n); told {
				c.Value = v.why(f.Says())
				if n == report.Neglect {
					for _, x := range f.Facts {
						c.Leads = append(c.Leads, x.Handoff)
					}
				}
			}
			row.Cells = append(row.Cells, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// drawn is whose charts the reader gets: those of the mail of the week; who reads there of no group, their own.
func (v *visit) drawn(u report.Update) (report.Whose, bool) {
	if whose, summed := u.Widest(); summed {
		return whose, true
	}
	return v.tabled()
}

// tabled is whose leads the table counts: those that the reader may see.
func (v *visit) tabled() (report.Whose, bool) {
	switch {
	case v.scope.All:
		return report.Whose{}, true
	case len(v.scope.Teams) > 0:
		return report.Whose{Team: v.scope.Teams[0]}, true
	case handoff.Rotates(v.c, v.me.ID):
		return report.Whose{Rep: v.me.ID}, true
	case v.c.HandsOver(v.me.ID):
		return report.Whose{Qualifier: v.me.ID}, true
	}
	return report.Whose{}, false
}

// reportsCSV is the facts behind the figures of the week, as `handoffd report --format csv` has them.
func reportsCSV(v *visit) error {
	whose, ok := v.tabled()
	if !ok {
		return faultOf(404, "page")
	}
	week, known := v.week()
	if !known {
		return faultOf(http.StatusBadRequest, "week")
	}
	lives, week, asOf, err := v.lives(week)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.w.Header().Set("Content-Disposition", `attachment; filename="handoffd-`+week.From.Format(time.DateOnly)+`.csv"`)
	_, err = v.w.Write(report.Count(lives, week, whose, asOf).Table(report.NamedTo(v.me.ID, v.c)))
	return err
}
