package config

import (
	"regexp"

	"handoffd/handoff"
)

// latestHour is the latest at which a mail of the week can be asked for: whose Today waits longer would read of a
// meeting when it is over.
const latestHour = 12 * 60

var hourPattern = regexp.MustCompile(`^([0-9]{1,2}):([0-9]{2})$`)

// week checks when the mail of the week goes.
func (f *faults) week(raw fileReport, c *handoff.Config) handoff.Week {
	w := handoff.Week{Zone: c.Person(c.Admin).Zone}
	if f.index.has("report.day") {
		day, ok := weekday(raw.Day)
		if !ok {
			f.errorf("report.day", "day %s is no day of the week; write it like \"Monday\"", Quoted(raw.Day))
		}
		w.Day = (int(day) + 6) % 7
	}
	if f.index.has("report.hour") {
		m := hourPattern.FindStringSubmatch(raw.Hour)
		ok := m != nil
		if ok {
			w.Minute, ok = minutes(m[1], m[2])
		}
		if !ok || w.Minute > latestHour {
			f.errorf("report.hour", "hour %s is no time until 12:00; write it like \"08:30\", or leave it out: the mail of the "+
				"week then goes at the start of each reader's hours", Quoted(raw.Hour))
		}
	}
	if f.index.has("report.zone") {
		w.Zone = f.zone("report.zone", raw.Zone)
	}
	return w
}

// names checks whose figures are shown by name.
func (f *faults) names(word string) handoff.ShowNames {
	const manager = "manager"
	switch {
	case !f.index.has("report.names") || word == manager:
		return handoff.NamesManager
	case word == string(handoff.NamesOwn), word == string(handoff.NamesTeam):
		return handoff.ShowNames(word)
	}
	f.errorf("report.names", "names %s is unknown; %s", Quoted(word),
		Meant(word, []string{string(handoff.NamesOwn), manager, string(handoff.NamesTeam)}))
	return handoff.NamesManager
}
