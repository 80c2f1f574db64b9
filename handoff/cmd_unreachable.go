package handoff

import "time"

// Unreachable is the command `could not reach`: the prospect did not answer the attempts.
type Unreachable struct {
	About
	Attempts int
	Tries    []Attempt `json:",omitempty"` // those of which the rep says when they were
	Note     string
}

// Attempt is one time that the rep tried to reach the prospect.
type Attempt struct {
	At  time.Time
	Day bool `json:",omitempty"` // the hour was not said
	How How  `json:",omitempty"` // empty: not said
}

// How a prospect was tried.
type How string

// The ways.
const (
	ByPhone   How = "phone"
	ByMail    How = "mail"
	ByMessage How = "message"
)

// KindUnreachable names the fact.
const KindUnreachable Kind = "unreachable"

// Kind implements Fact.
func (*Unreachable) Kind() Kind { return KindUnreachable }

func (*Unreachable) would(string) Reason { return Because("would/unreachable") }

func (*Unreachable) routes(Handoff) bool { return false }

// apply returns the lead. Without as many attempts as the policy wants, each with its day, the rep is asked once.
func (f *Unreachable) apply(t *turn) {
	if !t.byAssigned() {
		t.refuse("not-assigned/unreachable")
		return
	}
	switch t.h.State {
	case Offered, Accepted, Past, Escalated:
	default:
		t.unchanged("unreachable-noted")
		t.echo()
		return
	}
	if len(f.Tries) < max(1, t.policy.Attempts) {
		if t.asksOnce(attemptsStep, f.Note) {
			return
		}
		t.note("unreachable/undated", t.writer())
	} else {
		t.note("unreachable/attempts", t.writer(), NumberArg(len(f.Tries)))
	}
	undated := t.reason
	t.giveBack(EndRejected, Return{Code: "unreachable", Note: t.vagueWords(f.Note), Tries: f.Tries})
	if t.reason = undated; len(f.Tries) == 0 {
		t.tellManager("rejected")
	}
	t.echo()
}
