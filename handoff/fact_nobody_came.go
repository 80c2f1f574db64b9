package handoff

import (
	"slices"
	"time"
)

// NobodyCame is the word of the prospect that nobody from our side was there.
type NobodyCame struct{ About }

// KindNobodyCame names the fact.
const KindNobodyCame Kind = "nobody-came"

// AbsentStep is the mail that offers other times to a prospect whom nobody met.
const AbsentStep = "absent"

// nobodyCameStep tells rep and manager, who can say what it was.
const nobodyCameStep = "nobody-came"

// absentAfter is the working time of the rep after which the prospect's word stands.
const absentAfter = 2 * time.Hour

// Kind implements Fact.
func (*NobodyCame) Kind() Kind { return KindNobodyCame }

func (*NobodyCame) would(string) Reason { return Because("would/nobody-came") }

func (*NobodyCame) routes(Handoff) bool { return false }

func (f *NobodyCame) apply(t *turn) {
	begun := !t.h.Start.IsZero() && !t.now.Before(t.h.Start)
	switch {
	case t.role() != RoleProspect || !begun || !slices.Contains([]State{Accepted, Past, Held}, t.h.State):
		t.unchanged("nobody-came/noted", t.writer())
		return
	case t.h.State == Accepted:
		t.note("nobody-came")
		t.to(Past)
	default:
		t.note("nobody-came")
	}
	t.h.Waiting = false // told below, and for somebody to answer
	t.tell(PurposeQuestion, t.h.Rep(), RoleRep, nobodyCameStep, nil)
	if m := t.manager(); m != t.h.Rep() {
		t.tell(PurposeQuestion, m, RoleManager, nobodyCameStep, nil)
	}
	if f.Strength == Weak { // it is asked about, and changes nothing by itself
		return
	}
	o, _ := t.h.Verdict()
	switch o {
	case "":
		t.h.Absent = t.now
	case OutcomeNoShowUs:
	default: // somebody says otherwise
		t.h.Verdicts = append(t.h.Verdicts, Verdict{Role: RoleProspect, Outcome: OutcomeNoShowUs, At: t.now})
		t.to(Past)
		t.h.Nudged = t.now
	}
}

// absentDue takes the prospect at their word, of whom nobody has said otherwise.
func (t *turn) absentDue() {
	t.h.Absent = zeroTime
	t.h.Verdicts = append(t.h.Verdicts, Verdict{Role: RoleProspect, Outcome: OutcomeNoShowUs, At: t.now})
	t.weMissed("")
}

// weMissed records that nobody from our side was there: the prospect gets a regret, with other times.
func (t *turn) weMissed(by PersonID) {
	t.note("nobody-came/recorded")
	if by != "" {
		t.reason = Because("verdict/no-show-us", PersonArg(by)).as("verdict-no-show-us")
	}
	t.to(Past)
	t.h.Absent = zeroTime
	if t.h.Times == nil || t.h.Times.For != AbsentStep {
		t.offerTimes(AbsentStep)
	}
	t.tellVerdict(by)
	if t.manager() != by {
		t.tellManager(verdictStep)
	}
}
