// Package replay plays the facts of all leads again, together and in their order, under the rules of the present
// program: as they were recorded, and beside it with another config. It tells what would have differed.
//
// How leads went is what the record holds. Under the other config a lead goes as it went for as long as both rules do
// the same: the mails go out when they went out, and what fell due is decided when it was. From where the rules differ,
// the service's own doing is made anew: mails go out when their readers work, windows close when they close; loads,
// meetings and twins are those of the leads as they go here. What came from outside is taken as it was recorded: words
// and answers of people, busy times, absences.
//
// The other config stands in for the one that was in force when a lead came in, from when that one came into force;
// what was before counts as it was. So what is told of a lead does not depend on which others are told of.
//
// What a rep did with a lead counts wholly if they have it here too, whichever event it was said of, and not at all if
// they do not: then it is unknown. So is an answer to an invitation that is not out here by then, and a verdict on a
// meeting at another time than the lead has here. Unknown is also what people would have done in time, or with a lead,
// that only the other rules give them: nobody is said to be silent there. Where a calendar decides that only the other
// rules ask, nobody knows who has the lead. What follows the first difference of a lead is not compared; until it is
// settled, the lead weighs on the rep who has it here, or as it was where that is unknown.
//
// It decides nothing itself and has no clock, no store and no mail: it sends and writes nothing.
package replay

import (
	"slices"
	"time"

	"handoffd/calendar"
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
	Reason  handoff.Reason // what came of it
	Blind   bool           // what calendars showed then is not kept any more: it is unknown
}

// Record is what a rehearsal goes by.
type Record struct {
	Facts   []Recorded      // in the order of all leads
	Outages []calendar.Span // in which mail could not be read or sent: nothing was decided by the clock, and none went out
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
	// Unknown says that the lead would have been there until then, and that nobody knows how it would have gone on:
	// whoever had it would have had time that they never had, or who would have had it is not known.
	Unknown bool `json:"unknown,omitempty"`
}

// same says whether two steps are of the same kind, whenever they came.
func (s Step) same(o Step) bool {
	return s.State == o.State && s.Rep == o.Rep && s.Turn == o.Turn && s.Unknown == o.Unknown &&
		slices.Equal(s.Asked, o.Asked)
}

// alike says whether two lives of a lead come to the same with these steps: several who are asked at once have no
// order, and a lead that is with nobody has no rep.
func (s Step) alike(o Step) bool {
	if len(s.Asked) > 1 && len(s.Asked) == len(o.Asked) {
		s.Asked, o.Asked = slices.Sorted(slices.Values(s.Asked)), slices.Sorted(slices.Values(o.Asked))
		s.Rep = o.Rep
	}
	if s.State != handoff.Offered && s.State != handoff.Accepted {
		s.Rep = o.Rep
	}
	return s.same(o) && s.At.Sub(o.At).Abs() <= moment
}

// moment is how far apart two steps may come and be the same.
const moment = time.Minute

// Counts are what happened to leads.
type Counts struct {
	Offers      int `json:"offers"`
	Reassigned  int `json:"reassigned"`
	Reminders   int `json:"reminders"` // that fell due
	Escalations int `json:"escalations"`
	Accepted    int `json:"accepted"` // leads, each once
}

func (c *Counts) add(o Counts) {
	c.Offers, c.Reassigned, c.Reminders = c.Offers+o.Offers, c.Reassigned+o.Reassigned, c.Reminders+o.Reminders
	c.Escalations, c.Accepted = c.Escalations+o.Escalations, c.Accepted+o.Accepted
}

// Difference is what a lead would have met with instead.
type Difference struct {
	Handoff handoff.ID `json:"handoff"`
	Last    *Step      `json:"last"` // in which both were alike; nil: none
	Old     *Step      `json:"old"`  // nil: it stayed with the last
	New     *Step      `json:"new"`
	// Invited is when the rep of the last step would have had the invitation, if not when they had it.
	Invited time.Time      `json:"invited,omitzero"`
	Why     handoff.Reason `json:"-"`                 // of the new step; of the old one if the new one has none
	Instead bool           `json:"instead"`           // Why is that of the new one
	Because string         `json:"because,omitempty"` // Why in words, by whoever tells it
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
	Unknown int          `json:"unknown"` // facts of people who would not have had the lead
	Unsure  int          `json:"unsure"`  // leads of which it is not known how they would have gone on
	Blind   int          `json:"blind"`   // leads of which it is not kept any more what calendars showed
	All     Counts       `json:"all"`     // as it was, in all
	Old     Counts       `json:"old"`     // of that, up to where leads differ
	New     Counts       `json:"new"`
}
