package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

// pauses is the view of who has no new leads for now, with the form that changes it.
type pauses struct {
	Rows  []pauseRow
	Whose []item    // whom the reader may pause: teams, then reps; none: nobody
	Until string    // what was filled in
	Slip  *slip     // why nothing was done
	Field field     // what is filled in
	Over  *pauseRow // somebody else has said this since the form was shown
	Shown int64     // when that is
	Here  string    // the board with its filters
}

// sent takes over what came of the form.
func (p *pauses) sent(s pauses) { p.Until, p.Slip, p.Over = s.Until, s.Slip, s.Over }

// pauseRow is one pause that runs.
type pauseRow struct {
	Whose, By, Until string
	Value            string // names it in the form that ends it; empty: the reader may not
}

// paused is what the board tells of pauses.
func (v *visit) paused(tx lookups, teams []string) (p pauses, err error) {
	var env handoff.Env
	if err := tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Since: v.now}, &env); err != nil {
		return p, err
	}
	for _, one := range env.Lookups.Pauses {
		if teams != nil && !slices.Contains(teams, one.Team) || one.Start.After(v.now) {
			continue
		}
		row := v.pauseRow(one)
		if t, ok := v.c.Team(one.Team); ok && v.mayRehearse(t) {
			row.Value = one.Team + "/" + string(one.Rep)
		}
		p.Rows = append(p.Rows, row)
	}
	for _, t := range v.c.Teams {
		if !v.mayRehearse(t) {
			continue
		}
		p.Whose = append(p.Whose, item{Value: t.Name + "/", Label: t.Name})
		for _, id := range t.Reps {
			p.Whose = append(p.Whose, item{Value: t.Name + "/" + string(id), Label: v.c.Person(id).Name})
		}
	}
	return p, nil
}

// pauseRow is a pause in words.
func (v *visit) pauseRow(one handoff.Pause) pauseRow {
	row := pauseRow{Whose: one.Team, By: v.c.Person(one.By).Name, Until: v.at(one.End)}
	if one.Rep != "" {
		row.Whose = v.c.Person(one.Rep).Name
	}
	return row
}

// pausedSince is the pause of exactly the rep, or with none of the team, that somebody else has said since the form
// was shown; nil: nobody has.
func (v *visit) pausedSince(team string, rep handoff.PersonID) (found *pauseRow, err error) {
	shown, err := strconv.ParseInt(v.r.PostFormValue("shown"), 10, 64)
	if err != nil { // no form of these pages
		return nil, nil //nolint:nilerr // it is not told what was shown
	}
	err = v.view(func(tx *store.Tx) error {
		var env handoff.Env
		if err := tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Team: team, Since: v.now}, &env); err != nil {
			return err
		}
		for _, one := range env.Lookups.Pauses {
			if one.Team == team && one.Rep == rep && one.By != v.me.ID && one.Start.UnixNano() > shown && one.End.After(v.now) {
				row := v.pauseRow(one)
				found = &row
			}
		}
		return nil
	})
	return found, err
}

// lookups is what pauses are read from.
type lookups interface {
	LookUp(id handoff.ID, n handoff.Need, env *handoff.Env) error
}

// pause pauses a team or a rep, or ends that.
func pause(v *visit) error {
	name, rep, ok := strings.Cut(v.r.PostFormValue("whose"), "/")
	team, known := v.c.Team(name)
	if !ok || !known || rep != "" && !slices.Contains(team.Reps, handoff.PersonID(rep)) {
		return faultOf(http.StatusBadRequest, "form")
	}
	if !v.mayRehearse(team) {
		return faultOf(http.StatusForbidden, "forbidden")
	}
	whom := "team"
	if rep != "" {
		whom = v.c.Person(handoff.PersonID(rep)).Name
	}
	f := filled{Verb: "pause", Field: v.field("pause until", "DATE"),
		Values: []string{name + "/" + rep}, More: v.r.PostFormValue("until")}
	said := "resume " + whom
	if v.r.PostFormValue("do") != "resume" {
		said = "pause " + whom + " until " + text.OneLine(f.More, text.NameLimit)
	}
	if strings.HasSuffix(said, " until ") {
		return v.showBoard(pauses{Slip: &slip{filled: f, Empty: true}})
	}
	if over, err := v.pausedSince(name, handoff.PersonID(rep)); over != nil || err != nil {
		if err != nil {
			return err
		}
		return v.showBoard(pauses{Slip: &slip{filled: f, Over: true}, Until: f.More, Over: over})
	}
	about := handoff.About{At: v.now, By: handoff.Who{Person: v.me.ID}, Via: handoff.ViaPage, Strength: handoff.Seen}
	outcome, err := v.sayOfTeam(name, about, said)
	if s := v.slipOf(handoff.Handoff{}, f, err); s != nil {
		return v.showBoard(pauses{Slip: s, Until: f.More})
	}
	if err != nil {
		return err
	}
	return v.to(boardLink(v.r.URL.Query()), outcome...)
}

// sayOfTeam says something of the whole team or a rep, which belongs to no lead.
func (v *visit) sayOfTeam(team string, about handoff.About, words string) ([]string, error) {
	why, err := v.Desk.SayOfTeam(v.r.Context(), team, about, words)
	if err != nil {
		return nil, err
	}
	if v.Wake != nil {
		v.Wake()
	}
	return []string{text.Sentence(text.Capital(view.Why(v.Set.Reasons, v.c, why)))}, nil // not how a mail ends it
}
