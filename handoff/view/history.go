package view

import (
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// Whole is one handoff with everything that happened to it, and its JSON.
type Whole struct {
	Row
	Brief       map[string]string `json:"brief"`
	Missing     []string          `json:"missing,omitempty"`
	Assignments []Assignment      `json:"assignments"`
	Pool        []Candidate       `json:"pool,omitempty"`    // escalated: what was last thought of each rep
	Returns     []Return          `json:"returns,omitempty"` // the judgements by which it came back, the latest first
	History     []Event           `json:"history"`
	Outbox      []Sent            `json:"outbox"`
	Held        []Held            `json:"held,omitempty"`
	Chain       string            `json:"chain"` // "unbroken", or where the chain of facts is broken
}

// WholeOf is a handoff before anything is told of its history, with the times of its sentences in one zone.
func WholeOf(h handoff.Handoff, c *handoff.Config, set *templates.Reasons, zone *time.Location) Whole {
	e := ear{set: set, c: c, zone: zone}
	w := Whole{Row: RowOf(h, c, set), Brief: h.Brief, Missing: h.Missing, Chain: "unbroken"}
	w.Row.Why = e.hears(h.Why)
	for _, a := range handoff.Turns(&h) {
		w.Assignments = append(w.Assignments, assignmentOf(a, e))
	}
	w.Pool = candidatesOf(h.Pool, e)
	for _, r := range handoff.JudgementsFor(&h, "", handoff.RoleAdmin) {
		w.Returns = append(w.Returns, Return{At: Stamp(r.At, zone), By: string(r.By), Why: r.Code, Criteria: r.Criteria,
			Words: r.Note})
	}
	return w
}

// Return is the judgement of a rep by which the lead came back.
type Return struct {
	At       string       `json:"at"`
	By       string       `json:"by"`
	Why      handoff.Code `json:"why"`
	Criteria []string     `json:"criteria,omitempty"` // that were not met
	Words    string       `json:"words,omitempty"`    // of the rep
}

// Assignment is one whose reasons are sentences. Its own fields stand in the JSON in place of those of the handoff, and
// are there whether they say something or not: scripts read them.
type Assignment struct {
	handoff.Assignment
	Opened     time.Time
	Extra      time.Duration
	Lost       time.Duration
	Due        time.Time
	Compressed bool
	Steps      int
	Evidence   []Evidence
	Soft       bool
	Held       bool
	Successor  handoff.PersonID
	Others     []Candidate
	Because    string `json:",omitempty"` // what was decided when the turn was given
	Note       string `json:",omitempty"`
	Ended      time.Time
	End        handoff.EndReason
	Accepted   time.Time
	Asked      bool
	Told       bool
}

// Evidence is one proof whose note is a sentence.
type Evidence struct {
	handoff.Evidence
	Note string `json:",omitempty"`
}

// Candidate is what was thought of a rep, in sentences.
type Candidate struct {
	handoff.Candidate
	Why  string
	Note string `json:",omitempty"`
	By   string `json:",omitempty"`
}

func candidatesOf(all []handoff.Candidate, e ear) (out []Candidate) {
	for _, o := range all {
		out = append(out, Candidate{Candidate: o, Why: e.hears(o.Why), Note: e.hears(o.Note), By: e.hears(o.By)})
	}
	return out
}

func assignmentOf(a handoff.Assignment, e ear) Assignment {
	out := Assignment{Assignment: a, Opened: a.Opened, Extra: a.Extra, Lost: a.Lost, Due: a.Due, Compressed: a.Compressed,
		Steps: a.Steps, Soft: a.Soft, Held: a.Held, Successor: a.Successor, Note: e.hears(a.Note), Ended: a.Ended,
		End: a.End, Accepted: a.Accepted, Asked: a.Asked, Told: a.Told}
	out.Others = candidatesOf(a.Others, e)
	for _, one := range a.Evidence {
		out.Evidence = append(out.Evidence, Evidence{Evidence: one, Note: e.hears(one.Note)})
	}
	return out
}

// Event is one fact that came to be known, and what came of it.
type Event struct {
	At        string       `json:"at"`
	Fact      handoff.Kind `json:"fact"`
	By        string       `json:"by,omitempty"` // colleague, else address
	Via       string       `json:"via,omitempty"`
	MessageID string       `json:"message_id,omitempty"`
	Reason    handoff.Code `json:"reason"`
	Why       string       `json:"why"`
}

// EventOf is a fact in the history; why is the sentence of the reason.
func EventOf(kind handoff.Kind, a handoff.About, reason handoff.Code, why string, zone *time.Location) Event {
	by := string(a.By.Person)
	if by == "" {
		by = a.By.Address
	}
	return Event{Stamp(a.At, zone), kind, by, a.Via, a.MessageID, reason, why}
}

// Sent is one thing that was to be sent, and what became of it.
type Sent struct {
	Purpose   handoff.Purpose `json:"purpose"`
	To        string          `json:"to"`
	State     string          `json:"state"`
	At        string          `json:"at,omitempty"`
	Why       string          `json:"why"`
	MessageID string          `json:"message_id,omitempty"`
}

// Undelivered says of a mail whose last try failed what that met, and when the next one is; zero: there is none.
func Undelivered(problem string, next, now time.Time) handoff.Reason {
	switch {
	case next.IsZero():
		return handoff.Because("undelivered/never", handoff.WordsArg(problem))
	case !next.After(now):
		return handoff.Because("undelivered/now", handoff.WordsArg(problem))
	}
	return handoff.Because("undelivered", handoff.TimeArg(next, ""), handoff.WordsArg(problem))
}

// SentOf is an action with a sentence on what became of it, or on why it was to be sent.
func SentOf(a handoff.Action, why string) Sent {
	return Sent{Purpose: a.Purpose, To: a.To.String(), Why: why}
}

// Held is one mail that was not obeyed.
type Held struct {
	Number  int64      `json:"number"`
	Arrived string     `json:"arrived"`
	Sender  string     `json:"sender"`
	Subject string     `json:"subject"`
	Kind    string     `json:"kind"`
	Handoff handoff.ID `json:"handoff,omitempty"`
	Auth    string     `json:"auth"`
	Why     string     `json:"why"`
}
