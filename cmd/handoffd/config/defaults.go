package config

import (
	"slices"

	"handoffd/handoff"
)

// defaults are zone and hours of people who have none of their own: those of their teams.
type defaults struct {
	everybody teamDefaults
	teams     []teamDefaults // each with what it takes from everybody
}

type teamDefaults struct {
	team    string
	members []string // ids, as written
	zone    string   // empty: there is none
	hours   handoff.Hours
	written bool // hours are, in the file

	holidays []string // names of lists
	kept     bool     // holidays are written in the file
	daysOff  []string // names of lists, everybody's too
}

// allDefaults reads [defaults] and the defaults of each team.
func (f *faults) allDefaults(raw configFile) defaults {
	d := defaults{everybody: f.defaults("defaults", raw.Defaults, teamDefaults{hours: handoff.OfficeHours(9, 17)})}
	f.ownList(&d.everybody, "defaults.days_off", everybodysDays, raw.Defaults.DaysOff)
	for i, r := range raw.Team {
		t := f.defaults(joinPath("team", i)+".defaults", r.Defaults, d.everybody)
		f.ownList(&t, joinPath("team", i)+".defaults.days_off", everybodysDays+" of "+r.Name, r.Defaults.DaysOff)
		t.team, t.members = r.Name, slices.Concat(r.Qualifiers, r.Reps, r.Managers, r.Advocates)
		d.teams = append(d.teams, t)
	}
	return d
}

func (f *faults) defaults(path string, raw fileDefaults, d teamDefaults) teamDefaults {
	if f.index.has(path + ".zone") {
		d.zone = f.zone(path+".zone", raw.Zone)
	}
	if f.index.has(path + ".hours") {
		d.hours, d.written = f.hours(path+".hours", raw.Hours), true
	}
	if f.index.has(path + ".holidays") {
		d.holidays, d.kept = f.holidays(path+".holidays", raw.Holidays), true
	}
	return d
}

// zoneOf is the zone of a person who has none written beside the name.
func (f *faults) zoneOf(path, id string, d defaults) string {
	first := teamDefaults{zone: d.everybody.zone}
	for _, t := range d.of(id) {
		switch {
		case t.zone == "" || t.zone == first.zone && first.team != "":
		case first.team == "":
			first = t
		default:
			f.errorf(path+".zone", "person %s is in the teams %s and %s, whose default zones differ; write zone = %q or zone "+
				"= %q here", Quoted(id), Quoted(first.team), Quoted(t.team), first.zone, t.zone)
			return first.zone
		}
	}
	if first.zone == "" && !f.index.has("defaults.zone") {
		f.errorf(path+".zone", "person %s has no time zone; write zone = \"Europe/Berlin\" here, in [defaults] or in the "+
			"defaults of a team", Quoted(id))
	}
	return first.zone
}

// hoursOf are the hours of a person who has none written beside the name.
func (f *faults) hoursOf(path, id string, d defaults) handoff.Hours {
	first := teamDefaults{hours: d.everybody.hours}
	for _, t := range d.of(id) {
		switch {
		case !t.written || t.hours.String() == first.hours.String() && first.team != "":
		case first.team == "":
			first = t
		default:
			f.errorf(path+".hours", "person %s is in the teams %s and %s, whose default hours differ; write hours = %q or "+
				"hours = %q here", Quoted(id), Quoted(first.team), Quoted(t.team), first.hours, t.hours)
			return first.hours
		}
	}
	return first.hours
}

// ownList adds the days off that a table of defaults names to those that hold already.
func (f *faults) ownList(d *teamDefaults, path, name string, texts []string) {
	if len(texts) > 0 {
		f.share(name, func() []handoff.DayOff { return f.ownDays(path, texts) })
		d.daysOff = append(slices.Clone(d.daysOff), name)
	}
}

// holidaysOf are the names of the lists of days off that a person has: holidays beside the name, else those of the
// team, else everybody's; and the days off of everybody and of each team.
func (f *faults) holidaysOf(path string, r filePerson, d defaults) []string {
	first := teamDefaults{holidays: d.everybody.holidays}
	own := slices.Clone(d.everybody.daysOff)
	for _, t := range d.of(r.ID) {
		for _, name := range t.daysOff {
			if !slices.Contains(own, name) {
				own = append(own, name)
			}
		}
		switch {
		case f.index.has(path+".holidays") || !t.kept || slices.Equal(t.holidays, first.holidays) && first.team != "":
		case first.team == "":
			first = t
		default:
			f.errorf(path+".holidays", "person %s is in the teams %s and %s, whose holidays differ; write holidays = [\"…\"] "+
				"here", Quoted(r.ID), Quoted(first.team), Quoted(t.team))
		}
	}
	names := first.holidays
	if f.index.has(path + ".holidays") {
		names = f.holidays(path+".holidays", r.Holidays)
	}
	return slices.Concat(names, own)
}

// of are the defaults of the teams that a person is in.
func (d defaults) of(id string) []teamDefaults {
	return slices.DeleteFunc(slices.Clone(d.teams), func(t teamDefaults) bool { return !slices.Contains(t.members, id) })
}
