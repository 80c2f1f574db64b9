package config

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
)

// covers checks who stands in for whom: somebody known, of the same team, and who is not gone at the same time with the
// first standing in for them.
func (f *faults) covers(raw []filePerson, people map[handoff.PersonID]handoff.Person, teams []handoff.Team) {
	for i, r := range raw {
		for j, text := range r.Away {
			path := joinPath(joinPath("person", i)+".away", j)
			m := awayPattern.FindStringSubmatch(strings.TrimSpace(text))
			if m == nil || m[6] == "" || !f.known(path, m[6], people) {
				continue
			}
			for _, off := range people[handoff.PersonID(r.ID)].Away {
				if string(off.Cover) == m[6] && handoff.DayOf(dayOf(m[1])) == off.First &&
					!f.coverLoop(path, handoff.PersonID(r.ID), off, people) {
					f.coverTeam(path, handoff.PersonID(r.ID), off.Cover, people, teams)
				}
			}
		}
	}
}

func dayOf(text string) time.Time {
	t, _ := time.Parse(time.DateOnly, text)
	return t
}

// coverTeam refuses a cover who could not have the leads: the rotation goes over the reps of a team.
func (f *faults) coverTeam(path string, id, cover handoff.PersonID, people map[handoff.PersonID]handoff.Person,
	teams []handoff.Team) {
	var names, reps []string
	for _, t := range teams {
		if !slices.Contains(t.Reps, id) {
			continue
		}
		if slices.Contains(t.Reps, cover) {
			return
		}
		names = append(names, Quoted(t.Name))
		for _, r := range t.Reps {
			if _, known := people[r]; known && r != id && !slices.Contains(reps, string(r)) {
				reps = append(reps, string(r))
			}
		}
	}
	switch {
	case len(names) == 0:
		f.errorf(path, "a cover takes the leads of a rep, and %s is no rep of any team; leave the cover out",
			Quoted(string(id)))
	case len(reps) == 0:
		f.errorf(path, "%s is no rep of team %s, and could not have the leads of %s; nobody else there could, so leave the "+
			"cover out", Quoted(string(cover)), strings.Join(names, " or "), Quoted(string(id)))
	default:
		f.errorf(path, "%s is no rep of team %s, and could not have the leads of %s; %s", Quoted(string(cover)),
			strings.Join(names, " or "), Quoted(string(id)), Meant("", reps))
	}
}

// coverLoop refuses an absence whose cover, or the cover of that, comes back to the person who is away, and says so.
func (f *faults) coverLoop(path string, id handoff.PersonID, off handoff.DayOff,
	people map[handoff.PersonID]handoff.Person) bool {
	way, first, last := []string{string(id)}, off.First, max(off.First, off.Last)
	for next := off.Cover; next != ""; {
		way = append(way, string(next))
		if next == id {
			f.errorf(path, "the cover goes round: %s, all of them away on %s; name somebody who is there",
				strings.Join(way, " → "), first.In(time.UTC).Format(time.DateOnly))
			return true
		}
		if slices.Contains(way[:len(way)-1], string(next)) {
			return false
		}
		i := slices.IndexFunc(people[next].Away, func(d handoff.DayOff) bool {
			return d.First <= last && first <= max(d.First, d.Last) && d.Cover != ""
		})
		if i < 0 {
			return false
		}
		d := people[next].Away[i]
		first, last = max(first, d.First), min(last, max(d.First, d.Last))
		next = d.Cover
	}
	return false
}
