package handoff

import (
	"time"

	"handoffd/calendar"
)

// Assignment is one rep's turn with one handoff. At most one is open, but for those beside it in a hurry round.
type Assignment struct {
	N          int
	Listens    bool `json:",omitempty"` // the qualifier listens in on the meeting
	Rep        PersonID
	UID        string        `json:",omitempty"` // of the rep's event; empty: the one that everybody shares
	Made       time.Time     // the offer was decided
	Opened     time.Time     `json:",omitzero"` // the invite was sent: from here the window runs
	Window     time.Duration // working time given
	Wall       bool          `json:",omitempty"` // the window and all that is added to it run on the wall clock
	Extra      time.Duration `json:",omitempty"` // working time added by the manager, by outages, by an open proposal
	Lost       time.Duration `json:",omitempty"` // the part of Extra that outages took
	Due        time.Time     `json:",omitzero"`  // promised end of the window
	Compressed bool          `json:",omitempty"` // the meeting is too near for the whole window
	Steps      int           `json:",omitempty"` // how many steps of the policy were taken
	Looked     time.Time     `json:",omitzero"`  // when calendars were last read for a step
	Require    []Requirement
	Evidence   []Evidence  `json:",omitzero"`
	Soft       bool        `json:",omitempty"` // tentatively accepted
	Held       bool        `json:",omitempty"` // kept by the manager: no second try of the steps
	Successor  PersonID    `json:",omitempty"` // named to the rep in the last reminder
	Others     []Candidate `json:",omitzero"`
	Note       Reason      `json:",omitzero"` // what the rep's calendar left open when the lead was offered
	// the event is gone from the rep's calendar: until when he may say that it was not meant
	Removed   time.Time `json:",omitzero"`
	Ended     time.Time `json:",omitzero"`
	End       EndReason `json:",omitempty"`
	Accepted  time.Time `json:",omitzero"`
	Wrote     time.Time `json:",omitzero"`  // the rep wrote what was not understood, and was asked
	Place     string    `json:",omitempty"` // where the rep meets the prospect, if it is no link of the config
	Said      string    `json:",omitempty"` // why the rep can't make it, in their own words
	Asked     bool      `json:",omitempty"` // for the criteria of a vague rejection
	Garbled   bool      `json:",omitempty"` // asked about an answer in the rep's name that did not count
	Told      bool      `json:",omitempty"` // "only I got this" was answered once
	Continues int       `json:",omitempty"` // number of the turn of the same rep that it goes on with, given back
	Briefed   bool      `json:",omitempty"` // the rep had the brief
	Heard     bool      `json:",omitempty"` // the rep had the introduction
	InInvite  bool      `json:",omitempty"` // the brief is in the invitation, not a mail of its own
	Late      bool      `json:",omitempty"` // the rep was told that an answer came too late
	NoMail    bool      `json:",omitempty"` // the manager was told that the rep's address does not take mail
	// accepted, and an automatic mail says that the rep is away until then, over the start
	AwayUntil time.Time `json:",omitzero"`
	// rep and manager were asked whether the meeting stays with the rep: until when they can say
	AwayDue  time.Time       `json:",omitzero"`
	AwayKept time.Time       `json:",omitzero"`  // start of the meeting that stays with the rep in spite of an absence
	Away     []calendar.Span `json:",omitempty"` // absences known when the turn began: no working time
	// the rep does not work before somebody must have accepted: the earliest start that would leave time
	TimeFrom    time.Time `json:",omitzero"`
	Weighs      int       `json:",omitempty"` // hundredths that the turn counts beyond one, by the rep's weight
	Owes        time.Time `json:",omitzero"`  // accepted, and no reply was seen since then
	OwesTold    bool      `json:",omitempty"` // the manager was told that the prospect waits for it
	Proposed    time.Time `json:",omitzero"`  // the rep asked for another time, which is an answer
	AcceptAsked time.Time `json:",omitzero"`  // replied, and was asked to accept
	Missed      bool      `json:",omitempty"` // no guest came, or it was not qualified: the turn is returned
	Claim       *Claim    `json:",omitempty"` // the silence in which it ended
	Hurry       bool      `json:",omitempty"` // one of several at once; whoever accepts first is introduced
	Unpermitted bool      `json:",omitempty"` // the admin was told that a calendar server does not let us invite
}

// HandedOver says whether the rep was given a lead whose meeting had begun: nobody asked for an answer, so that it is
// no offer, costs no turn and counts in no figure of answers.
func (a *Assignment) HandedOver() bool {
	return !a.Made.IsZero() && a.Made.Equal(a.Opened) && a.Made.Equal(a.Accepted) && a.Made.Equal(a.Due)
}

// EndReason is why an assignment ended.
type EndReason string

// Why an assignment ended.
const (
	EndSilence EndReason = "silence" // the window closed
	EndNoTime  EndReason = "no-time" // the window closed and held no time in which the rep works
	// the window closed; the rep had written what was not understood and did not say what was meant
	EndUnclear   EndReason = "unclear"
	EndDeclined  EndReason = "declined"  // the rep cannot make it
	EndRejected  EndReason = "rejected"  // not qualified, or not reached
	EndAway      EndReason = "away"      // out of office
	EndBounced   EndReason = "bounced"   // the rep's address does not work
	EndManager   EndReason = "manager"   // the manager or the qualifier named another rep
	EndGone      EndReason = "gone"      // left the roster
	EndProspect  EndReason = "prospect"  // the prospect declined
	EndWithdrawn EndReason = "withdrawn" // cancelled
	EndGiven     EndReason = "given"     // given back to the earlier rep, who had answered in time
	EndDone      EndReason = "done"      // accepted and carried on
	EndTaken     EndReason = "taken"     // another rep, asked at once with this one, was first
)

// Fault says whether the end counts against the rep in the rotation.
func (e EndReason) Fault() bool { return e == EndSilence }

// unanswered says whether the window closed before the rep had said yes or no.
func (e EndReason) unanswered() bool { return e == EndSilence || e == EndUnclear || e == EndNoTime }

// givesBack says whether the rep gets the turn back, having had no part in its end.
func (e EndReason) givesBack() bool {
	switch e {
	case EndNoTime, EndAway, EndBounced, EndManager, EndGone, EndProspect, EndGiven:
		return true
	}
	return false
}

// Strength grades evidence.
type Strength string

// How sure a piece of evidence is.
const (
	Seen     Strength = "seen"     // handoffd saw it itself: authenticated sender, or the reply names the prospect
	Weak     Strength = "weak"     // UID and attendee fit, the sender is not authenticated
	Reported Strength = "reported" // somebody says so
	OnlyHere Strength = "only-here"
)

// Evidence is the proof kept with an answer.
type Evidence struct {
	Kind      Requirement
	Strength  Strength
	At        time.Time // received
	Via       string    // imap, cli …
	MessageID string
	By        string // address it came from
	Note      Reason `json:",omitzero"` // how it came, if it is not plain
}
