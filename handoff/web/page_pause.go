package web

import (
	"net/http"
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// pauses is the view of who has no new leads for now, with the form that changes it.
type pauses struct {
	Rows  []pauseRow
	Whose []item // whom the reader may pause: teams, then reps; none: nobody
	Until string // what was filled in
	Slip  *slip  // why nothing was done
	Field field  // what is filled in
	None  bool   // there is no lead of the team yet on which it could be written down
}

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
		row := pauseRow{Whose: one.Team, By: v.c.Person(one.By).Name, Until: v.at(one.End)}
		if one.Rep != "" {
			row.Whose = v.c.Person(one.Rep).Name
		}
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

// lookups is what pauses are read from.
type lookups interface {
	LookUp(id handoff.ID, n handoff.Need, env *handoff.Env) error
}

// pause pauses a team or a rep, or ends that, as a mail about the latest lead of the team would.
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
	var latest []handoff.Handoff
	err := v.view(func(tx *store.Tx) (err error) {
		latest, err = tx.List(store.Filter{Team: name, Limit: 1})
		return err
	})
	if err != nil {
		return err
	}
	if len(latest) == 0 {
		return v.showBoard(pauses{Slip: &slip{filled: f}, Until: f.More, None: true})
	}
	about := handoff.About{At: v.now, By: handoff.Who{Person: v.me.ID}, Via: handoff.ViaPage, Strength: handoff.Seen}
	outcome, err := v.say(desk.Spoken{Handoff: latest[0].ID, About: about, Words: said})
	if s := v.slipOf(latest[0], f, err); s != nil {
		return v.showBoard(pauses{Slip: s, Until: f.More})
	}
	if err != nil {
		return err
	}
	return v.to("/board", outcome[:min(1, len(outcome))]...)
}
