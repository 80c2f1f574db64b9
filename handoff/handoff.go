package handoff

import (
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
)

// ID names a handoff in mails and commands: "HO-7K3QX2".
type ID string

// State is where a handoff stands. doc.go shows the way from one to the next.
type State string

// The states. New is the state before the first fact; Converted and Closed are final.
const (
	New       State = "new"
	Draft     State = "draft"
	Offered   State = "offered"
	Escalated State = "escalated"
	Returned  State = "returned"
	Accepted  State = "accepted"
	Past      State = "past"
	Held      State = "held"
	Nurture   State = "nurture"
	Converted State = "converted"
	Closed    State = "closed"
)

// States lists every state in the order of a handoff's life.
var States = []State{New, Draft, Offered, Escalated, Returned, Accepted, Past, Held, Nurture, Converted, Closed}

// Finished says that nothing is owed any more.
func (s State) Finished() bool { return s == Converted || s == Closed }

// Origin is how a handoff came in.
type Origin string

// The three ways in which a lead comes in.
const (
	OriginBrief Origin = "brief" // a brief to the address alone: handoffd writes the intro
	OriginCC    Origin = "cc"    // the qualifier wrote to the prospect with the address in CC: that mail is the intro
	OriginNew   Origin = "new"   // the command `handoffd new`
)

// Contact is a person outside: the prospect.
type Contact struct {
	Name    string `json:",omitempty"`
	Address string
	Stopped bool `json:",omitempty"` // complained or bounced for good: gets no more mail
	Gone    bool `json:",omitempty"` // answered automatically that they have left, or that the address has changed

	// asks us to stop: complaintSaid until that is sure, then complaintSure; empty: neither, or lifted
	Complaint string `json:",omitempty"`

	Also []string `json:",omitempty"` // further addresses, from which mail counts as theirs; none is ever written to
	Met  int      `json:",omitempty"` // number of the turn whose rep the last mail named: whom they know they meet
}

// Label is how a mail names the contact.
func (c Contact) Label() string {
	if c.Name != "" {
		return c.Name
	}
	return c.Address
}

// Handoff is one qualified lead with one appointment, from brief to outcome. It is a value: Decide returns a changed
// copy. What says nothing is not stored: most of it, of most handoffs.
type Handoff struct {
	ID        ID
	Version   int // number of facts decided
	Team      string
	State     State
	Since     time.Time // of the state
	Created   time.Time
	Origin    Origin
	Qualifier PersonID
	Subject   string            `json:",omitempty"` // of the mail it came with
	Prospects []Contact         // the first is the main contact
	Brief     map[string]string // by field name
	Words     []Words           `json:",omitempty"` // sentences of the brief, as the qualifier wrote them
	Said      *Prose            `json:",omitempty"` // what they seem to say
	Missing   []string          `json:",omitzero"`  // names of required things not known yet
	Questions []Reason          `json:",omitzero"`  // what the qualifier has to settle
	Clash     *Clash            `json:",omitempty"` // the time does not suit the rep
	Ignored   []string          `json:",omitempty"` // what was said not to matter in a rep's calendar
	Despite   string            `json:",omitempty"` // rep and time that were settled whatever is in the way

	Start, End time.Time     // of the meeting
	Zone       string        // IANA name of the zone in which the time was given
	Place      string        `json:",omitempty"` // from the brief; else the link of the event's conference or of the rep
	Link       string        `json:",omitempty"` // of the conference that the calendar server made for the event
	Was        calendar.Span `json:",omitzero"`  // the time before the last move
	Moved      time.Time     `json:",omitzero"`  // when it was moved
	Checked    time.Time     `json:",omitzero"`  // Accepted: when the rep's calendar was last looked into

	UID      string // of the event of the prospect's people, for life
	Token    string // names the thread in Reply-To; proves nothing
	Sequence int    `json:",omitempty"` // the highest iCalendar SEQUENCE in use
	Revision int    `json:",omitempty"` // handoffd's own counter, raised at every move
	RevSeq   int    `json:",omitempty"` // the SEQUENCE at which this Revision began: older answers are of an older time
	Guests   []Guest
	Own      *Own     `json:",omitempty"` // an event of the rep's own with the prospect
	Block    *Block   `json:",omitempty"` // time for preparation in the rep's own calendar
	Thread   []string `json:",omitzero"`  // Message-IDs of the qualifier's own intro, if that is the thread
	InThread []string `json:",omitzero"`  // addresses that the qualifier's own intro reached

	Wish        PersonID `json:",omitempty"` // the rep whom the qualifier named
	Assignments []Assignment
	Beside      []Assignment `json:",omitempty"` // of reps asked at once with the latest: see hurry.go
	Moving      *Proposal    `json:",omitempty"`
	Absent      time.Time    `json:",omitzero"`  // Past: the prospect said that nobody of us was there
	Confirm     time.Time    `json:",omitzero"`  // Accepted: the prospect was asked whether the time still suits
	Times       *Times       `json:",omitempty"` // Past: offered to the prospect, instead of a meeting that was none
	Return      *Return      `json:",omitempty"`
	Earlier     []Return     `json:",omitempty"` // rejections that were answered since, the latest few
	Deciders    []Decider    `json:",omitempty"` // whom the lead waits for, as they were told
	Verdicts    []Verdict    `json:",omitzero"`
	Next        Next
	Climb       int         `json:",omitempty"` // manager tier, in Escalated
	Nudges      int         `json:",omitempty"` // reminders sent to the owner in the present state
	Nudged      time.Time   `json:",omitzero"`  // when the last of them fell due
	HoldUntil   time.Time   `json:",omitzero"`  // Escalated: the manager asked for time
	Pool        []Candidate `json:",omitempty"` // Escalated: the other reps, as last looked at
	PoolAt      time.Time   `json:",omitzero"`
	Mails       int         `json:",omitempty"` // counter that tells receipts, notices and questions apart
	Listed      time.Time   `json:",omitzero"`  // lead time reached in Draft: a new time was asked for
	Unsent      string      `json:",omitempty"` // Message-ID of a reply that only handoffd received
	Waiting     bool        `json:",omitempty"` // the prospect wrote and nobody answered yet
	WaitsSince  time.Time   `json:",omitzero"`  // when the first mail that nobody answered came in
	Opportunity string      `json:",omitempty"` // its link or id; given before the meeting, it waits for that
	Amount      Amount      `json:",omitzero"`  // of the opportunity, and of the deal
	Deal        *Deal       `json:",omitempty"` // Converted: what became of the opportunity
	Wake        time.Time   `json:",omitzero"`  // Nurture: until when
	Vague       *Vague      `json:",omitempty"` // a no of the rep that lacks something, asked about
	Debt        *Debt       `json:",omitempty"` // what is missing although it was offered
	Prove       []Demand    `json:",omitempty"` // what its brief has to prove, beside what all have to
	Patterns    []Pattern   `json:",omitempty"` // found with it
	Chores      []Chore     `json:",omitempty"` // that rep and qualifier asked of each other, the latest few
	Sleep       *Sleep      `json:",omitempty"` // Nurture, and Draft after it
	Consent     *Consent    `json:",omitempty"` // to mails that nobody looks at before
	Idle        time.Time   `json:",omitzero"`  // Held: the manager was asked who goes on, since the rep does nothing
	Step        *NextStep   `json:",omitempty"` // what is done next, if it was named; see FollowUpOf
	StepDue     time.Time   `json:",omitzero"`  // when that is looked at again, or one is put down that nobody chose
	Why         Reason      `json:",omitzero"`  // of the present state
	// an open handoff with the same prospect, until the qualifier says what holds
	Twin        ID          `json:",omitempty"`
	Separate    bool        `json:",omitempty"` // the qualifier said it is another matter
	Puzzles     []time.Time `json:",omitzero"`  // when mails that were not understood were answered, the latest few
	Open        []Question  `json:",omitempty"` // what was asked of colleagues and is not answered yet
	Outsiders   []time.Time `json:",omitempty"` // when mail of people not on the lead was passed on, the latest few
	Meant       []Meant     `json:",omitempty"` // what was offered back to people, one each
	CancelBy    []PersonID  `json:",omitempty"` // who said `cancel` once, and was told what it does
	CancelAsked bool        `json:",omitempty"` // `cancel` was said once; the second one tells the prospect
	Nudge       time.Time   `json:",omitzero"`  // when the qualifier had the rep asked once more
	Deletions   int         `json:",omitempty"` // how often the event was deleted where it lives
	Forget      time.Time   `json:",omitzero"`  // when it was asked for that what is stored of its people be erased
}

// Guest is one recipient of one event. Reps and prospects alike; a rep who comes back is a guest of another event.
type Guest struct {
	Address string
	Person  PersonID `json:",omitempty"`
	// of the event, if it is not the one of the prospect's people: that of a rep's turn
	UID      string `json:",omitempty"`
	First    int    `json:",omitempty"` // the SEQUENCE under which that UID was first sent
	PartStat calendar.PartStat
	Sequence int       `json:",omitempty"` // of the last mail about the event to this guest
	Live     bool      `json:",omitempty"` // is to hold the event; false after a withdrawal
	Told     bool      `json:",omitempty"` // a mail about the event went out to this guest
	Ends     time.Time `json:",omitzero"`  // when the meeting ends by the last such mail
	Mute     bool      `json:",omitempty"` // a calendar server tells this guest of changes, in words of its own
	Answered time.Time `json:",omitzero"`  // when the answer behind PartStat was received
	Stamp    time.Time `json:",omitzero"`  // when it was written, by its sender's clock; zero if not told
	Again    time.Time `json:",omitzero"`  // when it was sent once more because the guest asked
	Weak     bool      `json:",omitempty"` // that answer came from an unauthenticated sender
}

// recipient is the guest as the recipient of an action.
func (g Guest) recipient() Recipient {
	if g.Person != "" {
		return Recipient{Person: g.Person, Role: RoleRep}
	}
	return Recipient{Address: g.Address, Role: RoleProspect}
}

// Proposal is another time that somebody asked for.
type Proposal struct {
	By         Role
	Start, End time.Time
	Made       time.Time
	Until      time.Time // the window stands still until then
	Asked      Role      // the side that has to agree
	// "yes" or "no" of a prospect whose mail cannot be verified: a colleague confirms it
	Said  string `json:",omitempty"`
	Loose bool   `json:",omitempty"` // nobody can be sure who asked: the window does not stand still
}

// Return is why the lead went back to the qualifier.
type Return struct {
	By       PersonID
	Code     Code      // rejected, unreachable, prospect, nurture, unstated, cancelled, bounced
	Criteria []string  // names of the criteria that were not met
	Note     string    // in the words of whoever returned it
	Tries    []Attempt `json:",omitempty"` // when the prospect was tried, and how
	At       time.Time
	Wake     time.Time // asks nurture until
	Disputed bool      `json:",omitempty"` // the qualifier does not agree
}

// Outcome is what became of the meeting.
type Outcome string

// Verdicts on a meeting. Silence is unconfirmed, never held.
const (
	OutcomeHeld      Outcome = "held"
	OutcomeNoShow    Outcome = "no-show"
	OutcomeNoShowUs  Outcome = "no-show (us)" // nobody from our side was there
	OutcomeMoved     Outcome = "moved"
	OutcomeCancelled Outcome = "cancelled"

	outcomeOther Outcome = "otherwise" // than somebody else says: no verdict, and not theirs
)

// Verdict is what one side says about the meeting.
type Verdict struct {
	Role    Role
	By      PersonID
	Outcome Outcome
	At      time.Time
}

// Next says who moves next, by when, and what falls due then. Only due.go sets it.
type Next struct {
	Owner PersonID
	At    time.Time
	What  Due
}

// Current is the open assignment, nil if there is none.
func (h *Handoff) Current() *Assignment {
	if n := len(h.Assignments); n > 0 && h.Assignments[n-1].Ended.IsZero() {
		return &h.Assignments[n-1]
	}
	return nil
}

// Last is the latest assignment, open or ended, nil if there was none.
func (h *Handoff) Last() *Assignment {
	if n := len(h.Assignments); n > 0 {
		return &h.Assignments[n-1]
	}
	return nil
}

// Rep is whoever has, or had last, the handoff; empty if nobody yet.
func (h *Handoff) Rep() PersonID {
	if a := h.Last(); a != nil {
		return a.Rep
	}
	return ""
}

// Prospect is the main contact; the zero Contact if nobody is known.
func (h *Handoff) Prospect() Contact {
	if len(h.Prospects) == 0 {
		return Contact{}
	}
	return h.Prospects[0]
}

// IsProspect says whether the address belongs to the prospect's side.
func (h *Handoff) IsProspect(address string) bool {
	return h.contact(address) != nil
}

// contact is the one of the prospect's side with the address, nil if there is none.
func (h *Handoff) contact(address string) *Contact {
	for i := range h.Prospects {
		c := &h.Prospects[i]
		if SameAddress(c.Address, address) ||
			slices.ContainsFunc(c.Also, func(a string) bool { return SameAddress(a, address) }) {
			return c
		}
	}
	return nil
}

// RoleOf is the part a sender plays in this handoff. Roles are fixed by the handoff, never by who replied.
func (h *Handoff) RoleOf(w Who, c *Config) Role {
	if w.Person == "" {
		if h.IsProspect(w.Address) {
			return RoleProspect
		}
		return RoleStranger
	}
	t, _ := c.Team(h.Team)
	switch {
	case w.Person == h.Rep():
		return RoleRep
	case w.Person == h.Qualifier:
		return RoleQualifier
	case slices.Contains(t.Managers, w.Person):
		return RoleManager
	case slices.ContainsFunc(h.Assignments, func(a Assignment) bool { return a.Rep == w.Person }),
		slices.Contains(t.Reps, w.Person):
		return RoleRep
	case slices.Contains(t.Advocates, w.Person):
		return RoleAdvocate
	case w.Person == c.Admin:
		return RoleAdmin
	}
	return RoleStranger
}

// guest finds or makes the entry of an address: the latest one of a rep who had several turns.
func (h *Handoff) guest(address string, person PersonID) *Guest {
	for i := len(h.Guests) - 1; i >= 0; i-- {
		if person != "" && h.Guests[i].Person == person || strings.EqualFold(h.Guests[i].Address, address) {
			return &h.Guests[i]
		}
	}
	h.Guests = append(h.Guests, Guest{Address: address, Person: person, PartStat: calendar.NeedsAction})
	return &h.Guests[len(h.Guests)-1]
}

// clone copies everything that a turn may change, so that Decide leaves its argument alone.
func (h Handoff) clone() Handoff {
	h.Prospects = slices.Clone(h.Prospects)
	for i := range h.Prospects {
		h.Prospects[i].Also = slices.Clone(h.Prospects[i].Also)
	}
	h.Missing, h.Words, h.Meant = slices.Clone(h.Missing), slices.Clone(h.Words), slices.Clone(h.Meant)
	h.Questions = slices.Clone(h.Questions)
	h.Guests = slices.Clone(h.Guests)
	h.Thread = slices.Clone(h.Thread)
	h.InThread = slices.Clone(h.InThread)
	h.Verdicts = slices.Clone(h.Verdicts)
	h.Puzzles, h.Outsiders = slices.Clone(h.Puzzles), slices.Clone(h.Outsiders)
	h.Open, h.Chores = slices.Clone(h.Open), slices.Clone(h.Chores)
	h.Prove, h.Patterns = slices.Clone(h.Prove), slices.Clone(h.Patterns)
	h.Assignments, h.Beside = cloneTurns(h.Assignments), cloneTurns(h.Beside)
	brief := make(map[string]string, len(h.Brief))
	for k, v := range h.Brief {
		brief[k] = v
	}
	h.Brief = brief
	if h.Moving != nil {
		m := *h.Moving
		h.Moving = &m
	}
	if h.Step != nil {
		s := *h.Step
		h.Step = &s
	}
	if h.Debt != nil {
		d := *h.Debt
		h.Debt = &d
	}
	if h.Sleep != nil {
		s := *h.Sleep
		s.Sent = slices.Clone(s.Sent)
		h.Sleep = &s
	}
	if h.Vague != nil {
		v := *h.Vague
		h.Vague = &v
	}
	if h.Times != nil {
		m := *h.Times
		h.Times = &m
	}
	h.Deciders = slices.Clone(h.Deciders)
	h.Ignored, h.Pool = slices.Clone(h.Ignored), slices.Clone(h.Pool)
	if h.Clash != nil {
		c := *h.Clash
		h.Clash = &c
	}
	if h.Own != nil {
		o := *h.Own
		h.Own = &o
	}
	if h.Block != nil {
		b := *h.Block
		h.Block = &b
	}
	if h.Return != nil {
		r := *h.Return
		h.Return = &r
	}
	h.Earlier = slices.Clone(h.Earlier)
	return h
}

func cloneTurns(all []Assignment) []Assignment {
	all = slices.Clone(all)
	for i := range all {
		all[i].Evidence = slices.Clone(all[i].Evidence)
		if c := all[i].Claim; c != nil {
			own := *c
			all[i].Claim = &own
		}
	}
	return all
}
