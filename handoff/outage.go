package handoff

import (
	"slices"
	"time"
)

// SourceKind says what a source of outages is.
type SourceKind string

// The kinds of sources.
const (
	SourceMailbox  SourceKind = "mailbox"          // mail is read there
	SourceMail     SourceKind = "mail"             // mail is handed over there
	SourceCalendar SourceKind = "calendar"         // a calendar whose changes are read
	SourceEvents   SourceKind = "calendar-writing" // the same calendar, into which events are written
)

// Source is what may be out of reach: a mailbox or mail server by the name that the config gives it, a calendar by the
// address of its owner.
type Source struct {
	Kind SourceKind
	Name string
}

// String tells sources of all kinds apart; mails about an outage have it in their keys.
func (s Source) String() string {
	switch s.Kind {
	case SourceCalendar:
		return "calendar " + s.Name
	case SourceEvents:
		return "calendar " + s.Name + " (writing)"
	}
	return s.Name
}

// Outage is a time in which mail of some handoff addresses could not be read, or could not be sent.
//
// Both stop the clocks: windows subtract the working time that they took (Lookups.Outages). While mail cannot be read
// an answer may lie there unseen; while it cannot be sent a rep is not reminded of what will be held against him, and
// whoever asks by the same server cannot be answered. Nobody is passed over for either.
type Outage struct {
	From, To  time.Time // To is zero while it goes on
	Addresses []string  // handoff addresses that it concerns
}

const (
	outageTold   = 10 * time.Minute // until the admin is told
	outageListed = 4 * time.Hour    // of the manager's working time, until he gets a list
)

// lasted is until when it has lasted so far.
func (o Outage) lasted(now time.Time) time.Time {
	if o.To.IsZero() {
		return now
	}
	return o.To
}

// TellsAdmin says whether it has lasted so long that the admin is to know.
func (o Outage) TellsAdmin(now time.Time) bool { return o.lasted(now).Sub(o.From) >= outageTold }

// TellsManagers names, in the order of the teams, whose first manager has had more than four working hours of it, by
// that manager's own clock, and is to get the list of what it affects.
func (o Outage) TellsManagers(c *Config, now time.Time) []PersonID {
	var out []PersonID
	for _, t := range c.Teams {
		id, ok := t.firstManager(c)
		if !ok || slices.Contains(out, id) || !o.concerns(c, t) {
			continue
		}
		if o.lasted(now).After(c.Clock(id).Add(o.From, outageListed)) {
			out = append(out, id)
		}
	}
	return out
}

// Affects names the teams of a manager whose open handoffs an outage affects.
func (o Outage) Affects(c *Config, manager PersonID) []string {
	var out []string
	for _, t := range c.Teams {
		if id, ok := t.firstManager(c); ok && id == manager && o.concerns(c, t) {
			out = append(out, t.Name)
		}
	}
	return out
}

// Halted says whether a handoff in the state waits for mail, so that an outage affects it: what sleeps until a date
// does not.
func (s State) Halted() bool { return !s.Finished() && s != Nurture }

func (o Outage) concerns(c *Config, t Team) bool {
	return slices.Contains(o.Addresses, c.Of(t.Name).Address)
}

// firstManager is the first tier that is still there.
func (t Team) firstManager(c *Config) (PersonID, bool) {
	i := slices.IndexFunc(t.Managers, func(id PersonID) bool { p := c.Person(id); return !p.Gone && p.Email() != "" })
	if i < 0 {
		return "", false
	}
	return t.Managers[i], true
}
