package handoff

import (
	"time"

	"handoffd/calendar"
)

// Env is everything Decide may know beside the handoff and the fact. It is data: Decide does no IO.
type Env struct {
	Now     time.Time
	Config  *Config
	Load    map[PersonID]Load
	Lookups Lookups
}

// Lookups is what Needs asked for, as read before the decision. It is stored with the fact, so that a replay decides
// the same.
type Lookups struct {
	Away map[PersonID][]calendar.Span `json:",omitempty"` // known absences
	// of those, which somebody stands in for, as they said by mail
	Covers map[PersonID][]Absence `json:",omitempty"`
	Meets  map[PersonID][]Meeting `json:",omitempty"` // other handoffs' meetings of a rep, open offers included
	Busy   map[PersonID]Calendar  `json:",omitempty"` // what the calendars of reps who have any say
	Twins  []Twin                 `json:",omitempty"` // open handoffs with one of the prospects
	// which of the prospects of a draft once asked for no more mail
	Stopped []string   `json:",omitempty"`
	NoMail  []PersonID `json:",omitempty"` // colleagues whose address is known to take no mail
	// in use by nobody: of the event of a turn that begins; kept only if it was used
	UID      string           `json:",omitempty"`
	Pauses   []Pause          `json:",omitempty"` // of the team and its reps, those that are over a while included
	Met      map[PersonID]int `json:",omitempty"` // leads of the qualifier whom each rep has met, or is to meet
	UIDs     []string         `json:",omitempty"` // more of them, for reps asked beside that turn
	Endings  []Ending         `json:",omitempty"` // what became of the latest leads of some people and sources
	Patterns []Pattern        `json:",omitempty"` // that were told of them
	Demands  []Demand         `json:",omitempty"` // what briefs have to prove
	Outages  []calendar.Span  `json:",omitempty"` // when a source that could hold an answer could not be read
}

// Meeting is a rep's appointment in another handoff.
type Meeting struct {
	Handoff ID
	calendar.Span
}

// Twin is another open handoff with the same prospect.
type Twin struct {
	Handoff   ID
	Start     time.Time
	Qualifier PersonID
	Rep       PersonID
}
