package handoff

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Requirement is one thing that a rep must do for an assignment to count as accepted.
type Requirement string

// What a policy may require.
const (
	RequireReply  Requirement = "reply"  // a mail of the rep to the prospect
	RequireAccept Requirement = "accept" // the invite accepted, or the command `accept`
)

// StepKind is what a policy does at a point of the acceptance window.
type StepKind string

// The steps. The end of the window always reassigns, then escalates.
const (
	StepRemind    StepKind = "remind"
	StepSuccessor StepKind = "successor" // a reminder that names who is next
)

// Step is one point of the acceptance window.
type Step struct {
	Percent int           // of the window, 1–99; 0 where Before says when
	Before  time.Duration `json:",omitempty"` // the end of the window: working time, or wall time of a window that is
	Kind    StepKind
}

// in is when the step comes in a window of the length.
func (s Step) in(window time.Duration) time.Duration {
	if s.Before > 0 {
		return window - s.Before
	}
	return window * time.Duration(s.Percent) / 100
}

// String is the step's time as the config has it.
func (s Step) String() string {
	if s.Before > 0 {
		return hourText(s.Before) + " before the end"
	}
	return strconv.Itoa(s.Percent) + "%"
}

// maxSteps is how many points a window may have.
const maxSteps = 3

// Policy says how long a rep has, what he must do, and what happens meanwhile.
// Durations named "working" count only the working hours of the person who has to act.
type Policy struct {
	Window time.Duration // acceptance window: working time
	Wall   bool          `json:",omitempty"` // the window is so long on the wall clock
	Lead   time.Duration // before the start, by which somebody must have accepted
	// with less working time than that left, all who fit and are at work are asked at once; 0: never
	Hurry       time.Duration `json:",omitempty"`
	Require     []Requirement // when handoffd wrote the intro
	RequireCC   []Requirement // when the qualifier's own mail is the intro
	Steps       []Step        // ascending
	Reassign    int           // how often before the manager is asked
	Proposal    time.Duration // working: how long another proposed time may stop the window
	Manager     time.Duration // working: time of each tier in Escalated
	Returned    time.Duration // working: time of the qualifier in Returned
	Opportunity time.Duration // working: from held to an opportunity
	Penalty     int           // turns that a window closed in silence costs
	Prep        time.Duration // before the meeting, kept free for preparation
	Buffer      time.Duration // after the meeting
	OnConflict  OnConflict    // what becomes of a time at which the rep has something else; empty is ask
	Phantoms    Phantoms      // what an entry counts for that is perhaps no appointment; empty is ignore

	Attempts int `json:",omitempty"` // how often a prospect is tried before a lead comes back as not reached; 0 is 1

	Qualify Qualify `json:",omitempty"` // while a criterion that is needed is not proved; empty is warn

	NextHalf bool `json:",omitempty"` // the rep who is asked after another one has half the window

	BriefInCalendar bool `json:",omitempty"` // the rep's event, and the block for preparation, hold the brief

	Listen int `json:",omitempty"` // meetings of a qualifier with a rep on which the qualifier listens in; 0: none

	Touches Touches `json:",omitempty"` // who sends the mails of the programme for leads that sleep
}

// OnConflict is what becomes of a lead at whose time the rep whose turn it is has something else.
type OnConflict string

// What a policy may say about conflicts. A calendar that cannot be read is none: the lead is offered with a note.
const (
	ConflictAsk   OnConflict = "ask"   // the qualifier settles it: another time, another rep, or all the same
	ConflictRoute OnConflict = "route" // the next rep who is free; where the qualifier has named one it is asked
	ConflictSend  OnConflict = "send"  // offered all the same, with a note
)

// Phantoms is what an entry of a calendar counts for that is perhaps no appointment.
type Phantoms string

// What a policy may say about them.
const (
	PhantomsIgnore Phantoms = "ignore"
	PhantomsBlock  Phantoms = "block"
)

// DefaultPolicy is what holds where the config says nothing.
func DefaultPolicy() Policy {
	return Policy{
		Window: 8 * time.Hour, Lead: 2 * time.Hour, Hurry: 2 * time.Hour,
		Require:   []Requirement{RequireReply, RequireAccept},
		RequireCC: []Requirement{RequireAccept},
		Steps:     []Step{{Before: 2 * time.Hour, Kind: StepSuccessor}},
		Reassign:  1, NextHalf: true,
		Proposal: 8 * time.Hour, Manager: 4 * time.Hour, Returned: 8 * time.Hour, Opportunity: 16 * time.Hour,
		Penalty: 1, Prep: 15 * time.Minute, OnConflict: ConflictRoute, Phantoms: PhantomsIgnore,
		Qualify: QualifyWarn, Attempts: 1,
		BriefInCalendar: true,
	}
}

// StepsWithin are the steps for a window of the length, where it has none of its own: those that another has, or one in
// the middle if the window is too short for them.
func StepsWithin(window time.Duration, steps []Step) []Step {
	if slices.ContainsFunc(steps, func(s Step) bool { return s.Before >= window }) {
		return []Step{{Percent: 50, Kind: StepSuccessor}}
	}
	return steps
}

// mostLead is how long before the start somebody must have accepted at most: what is nearer goes to the manager.
const mostLead = 7 * day

// Check names what makes a policy impossible, in words for the person who wrote it. Key is the config key at fault.
func (p Policy) Check() (key string, err error) {
	switch {
	case p.Window <= 0:
		return "window", fmt.Errorf("a window of %v can never be met; give working time such as \"8h\"", p.Window)
	case p.Wall && p.Window > 60*day:
		return "window", fmt.Errorf("a window of %s never closes before the meeting; use at most 1440h wall",
			hourText(p.Window))
	case p.Window > 400*time.Hour && !p.Wall:
		return "window", fmt.Errorf("a window of %s working time never closes before the meeting; use at most 400h",
			hourText(p.Window))
	case p.Lead < 0:
		return "lead", fmt.Errorf("lead is negative; give the time before the start by which somebody must have accepted")
	case p.Lead > mostLead:
		return "lead", fmt.Errorf("lead of %s: no meeting within %d days could be handed over; use at most %s",
			hourText(p.Lead), p.Lead/day, hourText(mostLead))
	case p.Hurry < 0:
		return "hurry", fmt.Errorf("hurry is negative; 0 means that reps are always asked one after the other")
	case p.Hurry > p.Window:
		return "hurry", fmt.Errorf("hurry of %s is longer than the window of %s: leads for which there is time enough would "+
			"go to all reps at once; use at most the window, or 0 for never", hourText(p.Hurry), hourText(p.Window))
	case len(p.Require) == 0:
		return "require", fmt.Errorf("nothing is required, so no rep could ever accept; use [\"reply\", \"accept\"]")
	case len(p.RequireCC) == 0:
		return "require_cc", fmt.Errorf("nothing is required, so no rep could ever accept; use [\"accept\"]")
	case p.Reassign < 0:
		return "reassign", fmt.Errorf("reassign is negative; 0 means straight to the manager")
	case p.Manager <= 0:
		return "manager", fmt.Errorf("the manager has no time to answer; give working time such as \"4h\"")
	case p.Listen < 0:
		return "listen", fmt.Errorf("listen is negative; give the first meetings on which a qualifier listens in, or 0")
	case p.Attempts < 0:
		return "attempts", fmt.Errorf("attempts is negative; give how often a prospect is tried before a lead comes back")
	case p.Returned <= 0:
		return "returned", fmt.Errorf("the qualifier has no time to answer; give working time such as \"8h\"")
	case p.Opportunity <= 0:
		return "opportunity", fmt.Errorf("the rep has no time to make an opportunity; give working time such as \"40h\"")
	case p.Penalty < 0:
		return "penalty", fmt.Errorf("penalty %d would reward silence; write 0 or more turns", p.Penalty)
	}
	for _, long := range []struct {
		key       string
		has, most time.Duration
	}{
		{"manager", p.Manager, 400 * time.Hour}, {"returned", p.Returned, 400 * time.Hour},
		{"proposal", p.Proposal, 400 * time.Hour}, {"opportunity", p.Opportunity, 400 * time.Hour},
		{"prep", p.Prep, day}, {"buffer", p.Buffer, day},
	} {
		if long.has > long.most {
			return long.key, fmt.Errorf("%s of %s is out of reach; use at most %s", long.key, hourText(long.has),
				hourText(long.most))
		}
	}
	switch p.OnConflict {
	case "", ConflictAsk, ConflictRoute, ConflictSend:
	default:
		return "on_conflict", fmt.Errorf("on_conflict %q is unknown; use \"ask\", \"route\" or \"send\"", p.OnConflict)
	}
	if p.Qualify != "" && p.Qualify != QualifyWarn && p.Qualify != QualifyBlock {
		return "qualify", fmt.Errorf("qualify %q is unknown; use \"warn\" or \"block\"", p.Qualify)
	}
	if p.Phantoms != "" && p.Phantoms != PhantomsIgnore && p.Phantoms != PhantomsBlock {
		return "phantoms", fmt.Errorf("phantoms %q is unknown; use \"ignore\" or \"block\"", p.Phantoms)
	}
	return p.checkSteps()
}

// checkSteps holds the points of the window to their order: parts of it ascend, times before its end descend.
func (p Policy) checkSteps() (key string, err error) {
	if len(p.Steps) > maxSteps {
		return "steps", fmt.Errorf("%d steps are more mails than help; write at most %d", len(p.Steps), maxSteps)
	}
	last, left, at := 0, p.Window, time.Duration(0)
	for i, s := range p.Steps {
		before := at
		if at = s.in(p.Window); i > 0 && at <= before && (s.Before > 0) != (p.Steps[i-1].Before > 0) {
			return "steps", fmt.Errorf("in a window of %s, %s comes no later than %s, and one of them would be left out; write "+
				"the earlier one first, and no two for one time", hourText(p.Window), s, p.Steps[i-1])
		}
		switch {
		case slices.Contains(p.Steps[:i], Step{Percent: s.Percent, Before: s.Before, Kind: StepRemind}),
			slices.Contains(p.Steps[:i], Step{Percent: s.Percent, Before: s.Before, Kind: StepSuccessor}):
			return "steps", fmt.Errorf("two steps come at one time, %s; take one of them out", s)
		case s.Before > 0 && s.Before >= left:
			return "steps", fmt.Errorf("a step %s before the end can never fire; such steps must come nearer and lie in the "+
				"window", hourText(s.Before))
		case s.Before > 0:
			left = s.Before
		case s.Percent <= last || s.Percent > 99:
			return "steps", fmt.Errorf("a step at %d %% can never fire; steps must ascend between 1 and 99", s.Percent)
		default:
			last = s.Percent
		}
	}
	return "", nil
}

// hourText is a length of time as the config reads it: "1h30m".
func hourText(d time.Duration) string {
	out := ""
	if h := d / time.Hour; h > 0 {
		out = fmt.Sprintf("%dh", h)
	}
	if m := d % time.Hour / time.Minute; m > 0 || out == "" {
		out += fmt.Sprintf("%dm", m)
	}
	return out
}
