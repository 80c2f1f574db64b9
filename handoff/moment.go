package handoff

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff/text"
)

// MomentKind is what a moment tells.
type MomentKind string

// Kinds of moments. Figures are counted from them alone.
const (
	MomentOffer       MomentKind = "offer"       // the first invitation to a rep is out: the lead counts from here on
	MomentWindow      MomentKind = "window"      // the window of a turn runs, or ends at another time than promised
	MomentHalf        MomentKind = "half"        // the rep of a turn accepted, and a reply is owed
	MomentDecisive    MomentKind = "decisive"    // the answer that settles a turn
	MomentAccepted    MomentKind = "accepted"    // the rep of a turn has the lead
	MomentEnd         MomentKind = "end"         // of a turn
	MomentTouch       MomentKind = "touch"       // the first word of a rep to the prospect
	MomentState       MomentKind = "state"       // the lead stands elsewhere
	MomentMeeting     MomentKind = "meeting"     // an accepted meeting, or another time of it
	MomentOff         MomentKind = "off"         // an accepted meeting that is none any more
	MomentVerdict     MomentKind = "verdict"     // what became of the meeting, as it counts from here on
	MomentOpportunity MomentKind = "opportunity" // came of it
	MomentDeal        MomentKind = "deal"        // won or lost
	MomentSilence     MomentKind = "silence"     // of a turn: claimed, recorded or dropped
	MomentStep        MomentKind = "step"        // the next step: named, asked about because it is past, or over
)

// Moment is something that happened to a lead, as figures count it. It names colleagues by their ids and nobody
// outside, so that it stays when a lead is forgotten. What a moment does not speak of is empty.
type Moment struct {
	Kind   MomentKind `json:"k"`
	At     time.Time  `json:"at"`               // for answers, when they came in
	Turn   int        `json:"turn,omitempty"`   // its number, from 1
	Rep    PersonID   `json:"rep,omitempty"`    // whose turn it is
	Code   Code       `json:"code,omitempty"`   // end, state, verdict, won or lost, what became of a silence
	Why    Code       `json:"why,omitempty"`    // of a return: its code
	Names  []string   `json:"names,omitempty"`  // criteria that were not met, or required things that were not known
	Of     int        `json:"of,omitempty"`     // required things
	Start  time.Time  `json:"start,omitzero"`   // of a meeting, or of a window
	End    time.Time  `json:"end,omitzero"`     // of a meeting, or when the window ends as promised
	Amount Amount     `json:"amount,omitzero"`  // of a deal
	Silent bool       `json:"silent,omitempty"` // no reply is asked of the rep
	Trial  bool       `json:"trial,omitempty"`  // the prospect gets no mail of it: the lead counts nowhere
	Team   string     `json:"team,omitempty"`
	By     PersonID   `json:"by,omitempty"`     // the qualifier
	Source string     `json:"source,omitempty"` // that the brief names
	// working time of the rep from the start of the window to the answer
	Work time.Duration `json:"work,omitempty"`
}

// Told are the moments of one decision, as they are kept.
type Told struct {
	Handoff ID
	Decided time.Time
	Moments []Moment
}

// MomentsOf are the moments by which a lead has come from before to after.
func MomentsOf(before, after *Handoff, c *Config, now time.Time) []Moment {
	m := moments{before: before, after: after, c: c, now: now}
	m.turns()
	m.states()
	m.meetings()
	m.outcome()
	m.step()
	return m.out
}

// moments gathers them.
type moments struct {
	before, after *Handoff
	c             *Config
	now           time.Time
	out           []Moment
}

func (m *moments) add(o Moment) {
	if o.At.IsZero() {
		o.At = m.now
	}
	if m.out == nil {
		m.out = make([]Moment, 0, 4) // most decisions make none, or a few at once
	}
	m.out = append(m.out, o)
}

// turns tells what became of the turns of reps.
func (m *moments) turns() {
	was, is := Turns(m.before), Turns(m.after)
	touched := slices.ContainsFunc(was, touching)
	offered := slices.ContainsFunc(was, func(a Assignment) bool { return !a.Opened.IsZero() && !a.HandedOver() })
	for i := range is {
		a := &is[i]
		if a.HandedOver() {
			continue
		}
		old := Assignment{}
		if i := slices.IndexFunc(was, func(b Assignment) bool { return b.N == a.N && b.Rep == a.Rep }); i >= 0 {
			old = was[i]
		}
		if !a.Opened.IsZero() && !offered {
			offered = true
			m.offer(a)
		}
		if !touched && touching(*a) {
			touched = true
			m.add(Moment{Kind: MomentTouch, At: touchedAt(a), Turn: a.N, Rep: a.Rep})
		}
		m.turn(&old, a)
	}
}

// touching says whether a rep has written to the prospect.
func touching(a Assignment) bool { return !touchedAt(&a).IsZero() }

func touchedAt(a *Assignment) time.Time {
	at, _ := a.first(RequireReply)
	return at
}

// offer is the lead as it was first offered.
func (m *moments) offer(a *Assignment) {
	h := m.after
	m.add(Moment{Kind: MomentOffer, At: a.Opened, Team: h.Team, By: h.Qualifier, Source: sourceOf(h),
		Names: slices.Clone(h.Missing), Of: m.required(), Silent: !slices.Contains(a.Require, RequireReply),
		Trial: m.tried()})
}

// tried says whether the lead is one of a trial: nobody of the prospect's side gets mail of it.
func (m *moments) tried() bool {
	writes := func(p Contact) bool { return m.c.MayWriteTo(p.Address) }
	return len(m.after.Prospects) > 0 && !slices.ContainsFunc(m.after.Prospects, writes)
}

// sourceLimit bounds the name of a source, in bytes.
const sourceLimit = 60

// sourceOf is where the lead came from, by the brief; what looks like somebody's address is none.
func sourceOf(h *Handoff) string {
	s := strings.ToLower(text.OneLine(h.Brief["source"], sourceLimit))
	if strings.Contains(s, "@") {
		return ""
	}
	return s
}

// required is how many things must be known of a lead of the team: its fields, whom it is about, and when and where
// they meet.
func (m *moments) required() int {
	n := 3
	t, _ := m.c.Team(m.after.Team)
	for _, f := range t.Fields {
		if f.Required {
			n++
		}
	}
	return n
}

// turn tells what changed of one turn.
func (m *moments) turn(old, a *Assignment) {
	tell := func(o Moment) {
		o.Turn, o.Rep = a.N, a.Rep
		m.add(o)
	}
	if !a.Opened.IsZero() && (!old.Opened.Equal(a.Opened) || !old.Due.Equal(a.Due)) {
		tell(Moment{Kind: MomentWindow, Start: a.Opened, End: a.Due, Silent: !slices.Contains(a.Require, RequireReply)})
	}
	at, settled := decisive(m.after, a)
	_, before := decisive(m.before, old)
	if settled && !before {
		tell(Moment{Kind: MomentDecisive, At: at, Work: m.c.Clock(a.Rep).Less(a.Away...).Between(a.Opened, at)})
	}
	if at, accepted := a.first(RequireAccept); accepted && !settled {
		if _, before := old.first(RequireAccept); !before {
			tell(Moment{Kind: MomentHalf, At: at})
		}
	}
	if !a.Accepted.IsZero() && old.Accepted.IsZero() {
		tell(Moment{Kind: MomentAccepted, At: a.Accepted})
	}
	if !a.Ended.IsZero() && old.Ended.IsZero() {
		tell(Moment{Kind: MomentEnd, At: a.Ended, Code: Code(a.End)})
	}
	if was, is := old.Claim.stands(), a.Claim.stands(); is != was {
		tell(Moment{Kind: MomentSilence, Code: is})
	}
}

// stands says where a claimed silence stands; empty if none is claimed.
func (c *Claim) stands() Code {
	switch {
	case c == nil:
		return ""
	case !c.Recorded.IsZero() && c.Dropped.IsZero():
		return "recorded"
	case !c.Dropped.IsZero():
		return "dropped"
	}
	return "claimed"
}

// states tells where the lead stands.
func (m *moments) states() {
	h := m.after
	if h.State == m.before.State && sameReturn(m.before.Return, h.Return) {
		return
	}
	o := Moment{Kind: MomentState, Code: Code(h.State)}
	if r := h.Return; r != nil && (h.State == Returned || h.State == Closed || h.State == Nurture) {
		o.Why, o.Rep, o.Names = r.Code, r.By, slices.Clone(r.Criteria)
	}
	m.add(o)
}

func sameReturn(a, b *Return) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Code == b.Code && a.By == b.By && a.At.Equal(b.At) && slices.Equal(a.Criteria, b.Criteria)
}

// booked says whether the meeting of a lead stands.
func (h *Handoff) booked() bool { return h.State == Accepted }

// meetings tells which meetings stand.
func (m *moments) meetings() {
	b, h := m.before, m.after
	switch moved := !b.Start.Equal(h.Start) || !b.End.Equal(h.End); {
	case h.booked() && (!b.booked() || moved):
		m.add(Moment{Kind: MomentMeeting, Start: h.Start, End: h.End, Rep: h.Rep()})
	case b.booked() && !h.booked() && (h.State != Past && h.State != Held && h.State != Converted || moved):
		m.add(Moment{Kind: MomentOff, Code: Code(h.State), Start: b.Start, End: b.End})
	}
}

// Disputed is the verdict of a meeting on which people differ.
const Disputed Outcome = "disputed"

// settledVerdict is what counts as having become of the meeting.
func (h *Handoff) settledVerdict() Outcome {
	o, disputed := h.Verdict()
	if disputed {
		return Disputed
	}
	return o
}

// outcome tells what became of the meeting and what came of it.
func (m *moments) outcome() {
	b, h := m.before, m.after
	was, is := b.settledVerdict(), h.settledVerdict()
	if is != was && is != "" {
		m.add(Moment{Kind: MomentVerdict, Code: Code(is), Rep: h.Rep(), Start: h.Start, End: h.End})
	}
	if h.Opportunity != "" && b.Opportunity == "" || h.State == Converted && b.State != Converted && b.Opportunity == "" {
		m.add(Moment{Kind: MomentOpportunity, Rep: h.Rep()})
	}
	if d, old := h.Deal, b.Deal; d != nil && (old == nil || old.Won != d.Won || d.Won && h.Amount != b.Amount) {
		code := Code("lost")
		if d.Won {
			code = "won"
		}
		m.add(Moment{Kind: MomentDeal, At: d.At, Code: code, Amount: h.Amount})
	}
}

// step tells what became of the next step.
func (m *moments) step() {
	was, is := m.before.Step, m.after.Step
	switch {
	case is == nil && was == nil:
	case is == nil:
		m.add(Moment{Kind: MomentStep, Code: "over", Rep: was.Owner})
	case was == nil || !was.On.Equal(is.On) || was.What != is.What || was.Owner != is.Owner || was.By != is.By:
		m.add(Moment{Kind: MomentStep, Code: "named", Rep: is.Owner, Start: is.On})
	case was.Asked.IsZero() && !is.Asked.IsZero():
		m.add(Moment{Kind: MomentStep, Code: "asked", Rep: is.Owner, Start: is.On})
	}
}
