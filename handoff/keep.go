package handoff

import "time"

// KeepLimits bound how long things are kept. The zero value keeps what DefaultKeep does.
type KeepLimits struct {
	Bodies int `json:",omitempty"` // days after a lead is closed: mails and calendar objects, in and out
}

// DefaultKeep are the limits of a config that names none.
var DefaultKeep = KeepLimits{Bodies: 90}

// BodiesEnd gives the instant before which a lead must have been closed for its mails to be dropped at now.
func (l KeepLimits) BodiesEnd(now time.Time) time.Time {
	days := l.Bodies
	if days <= 0 {
		days = DefaultKeep.Bodies
	}
	return now.Add(-time.Duration(days) * 24 * time.Hour)
}

// BusyDays is how long it is kept what the calendars of reps showed when something was decided.
const BusyDays = 30

// BusyEnd gives the instant before which something must have been decided for what calendars showed then to be dropped.
func BusyEnd(now time.Time) time.Time { return now.Add(-BusyDays * 24 * time.Hour) }

// NeglectDays is how long a recorded silence is told of a person.
const NeglectDays = 90

// NeglectTold says whether a silence that was recorded then is told still.
func NeglectTold(recorded, now time.Time) bool {
	return now.Before(recorded.Add(NeglectDays * 24 * time.Hour))
}
