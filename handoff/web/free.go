package web

import "handoffd/handoff/text"

// freeRow is when a rep could meet.
type freeRow struct {
	Name   string
	Times  []string
	Blind  string // why that is not known
	Unseen bool   // there is no calendar to look into
}

// free is when the reps of a team could meet, if it is asked for: calendars may have to be read for it.
func (v *visit) free(team string) ([]freeRow, error) {
	if v.r.FormValue("free") == "" && v.r.PostFormValue("do") != "free" || team == "" {
		return nil, nil
	}
	all, err := v.Desk.FreeTimes(v.r.Context(), v.me, team)
	var out []freeRow
	for _, f := range all {
		row := freeRow{Name: v.c.Person(f.Rep).Name, Blind: text.Sentence(text.Capital(v.why(f.Blind))), Unseen: f.Unlooked}
		for _, s := range f.Slots {
			row.Times = append(row.Times, text.StampSpan(s.Start, s.End, v.now, v.me.Location()))
		}
		out = append(out, row)
	}
	return out, err
}

// teamToAsk is the team whose free times the reader asks for: the one that is named, else the first they may hand over
// leads to or answer for.
func (v *visit) teamToAsk(named string) string {
	for _, t := range v.c.Teams {
		if t.Name == named && (v.scope.All || v.wholeTeam(t.Name)) {
			return t.Name
		}
	}
	if teams := v.c.TeamsToBrief(v.me.ID); len(teams) > 0 {
		return teams[0].Name
	}
	if len(v.scope.Teams) > 0 {
		return v.scope.Teams[0]
	}
	if v.scope.All && len(v.c.Teams) > 0 {
		return v.c.Teams[0].Name
	}
	return ""
}
