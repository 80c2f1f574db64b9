// Package replay plays the facts of all leads again, together and in their order, under the rules of the present
// program: once with the configs that were recorded with them, once with another one. It tells what would have
// differed.
//
// What the service did by itself is made anew: mails go out when they are due and their readers
// work, windows close when they close, loads,
// meetings and twins are those of the leads as they go here. What came from outside is taken as it was recorded: words
// and answers of people, busy times, absences. What the old rules never asked is unknown; so is what a rep would have
// done with a lead that only the new rules give them, and where that begins no more is compared.
//
// It decides nothing itself and has no clock, no store and no mail: it sends and writes nothing.
package replay

import (
	"slices"
	"time"

	"handoffd/handoff"
)

// Recorded is a fact with what it was decided with, in the order of all leads.
type Recorded struct {
	Handoff handoff.ID
	Now     time.Time
	Config  *handoff.Config
	Fact    handoff.Fact
	Load    map[handoff.PersonID]handoff.Load
	Lookups handoff.Lookups
	Blind   bool // what calendars showed then is not kept any more: it is unknown
}

// Step is a change in whose hands a lead is.
type Step struct {
	At    time.Time        `json:"at"`
	State handoff.State    `json:"state"`
	Rep   handoff.PersonID `json:"rep,omitempty"`
	Turn  int              `json:"turn,omitempty"`
	Again bool             `json:"again,omitempty"` // the rep had the turn before, too
	// Opened is when the rep had the invitation and the time began to run, if the lead was offered.
	Opened time.Time `json:"opened,omitzero"`
	// Asked are the reps who were asked at once, Rep among them, where so little time was left.
	Asked []handoff.PersonID `json:"asked,omitempty"`
}

// same says whether two steps are of the same kind, whenever they came.
func (s Step) same(o Step) bool {
	return s.State == o.State && s.Rep == o.Rep && s.Turn == o.Turn && slices.Equal(s.Asked, o.Asked)
}

// Counts are what happened to leads.
type Counts struct {
	Offers      int `json:"offers"`
	Reassigned  int `json:"reassigned"`
	Reminders   int `json:"reminders"`
	Escalations int `json:"escalations"`
	Accepted    int `json:"accepted"`
}

func (c *Counts) add(o Counts) {
	c.Offers, c.Reassigned, c.Reminders = c.Offers+o.Offers, c.Reassigned+o.Reassigned, c.Reminders+o.Reminders
	c.Escalations, c.Accepted = c.Escalations+o.Escalations, c.Accepted+o.Accepted
}

// Difference is what a lead would have met with instead.
type Difference struct {
	Handoff handoff.ID     `json:"handoff"`
	Last    *Step          `json:"last"` // in which both were alike; nil: none
	Old     *Step          `json:"old"`  // nil: it stayed with the last
	New     *Step          `json:"new"`
	Why     handoff.Reason `json:"-"`                 // of the new step; of the old one if there is no new one
	Because string         `json:"because,omitempty"` // the same in words, by whoever tells it
}

// Missing are leads that the other config has no place for: it does not know their team, or their qualifier in it.
type Missing struct {
	Team      string           `json:"team"`
	Qualifier handoff.PersonID `json:"qualifier,omitempty"` // empty: the team is not there
	Leads     int              `json:"leads"`
}

// Report is what would have differed.
type Report struct {
	Leads   int          `json:"leads"` // that are compared
	Differ  []Difference `json:"differ"`
	Missing []Missing    `json:"missing"` // what is not compared
	Unknown int          `json:"unknown"` // facts of reps who would not have had the lead
	Blind   int          `json:"blind"`   // leads of which it is not kept any more what calendars showed
	Old     Counts       `json:"old"`     // up to where leads differ
	New     Counts       `json:"new"`
}
