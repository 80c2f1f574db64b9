package handoff

import (
	"slices"
	"time"
)

// Neglect is nobody's after NeglectDays: what is shown of a lead, of the rotation and in a proof then tells that
// something happened, and not that somebody did not answer.

// EndOver is how the end of a turn is told that nobody answered for so long ago. No turn ends so.
const EndOver EndReason = "over"

// KindUntold is what a fact about somebody's silence is told as after that time. There is no such fact.
const KindUntold Kind = "untold"

// neglectSaid are sentences that tell of somebody's silence.
var neglectSaid = []Code{"window-closed/silent", "window-closed/last-silent", "window-closed/unclear",
	"window-closed/last-unclear", "prospect-waiting/silent", "prospect-waiting/unclear",
	"still-waiting/silent", "climb/silent", "advocate-told", "claim-unheard", "claim-untold",
	"not-my-fault",
	"settled/silence", "silence-recorded", "silence-recorded/you", "silence-recorded/in-a-row",
	"silence-recorded/in-a-row/you", "silence-counts", "silence-dropped", "silence-dropped/you",
	"silence-dropped/you-second", "candidate/silent", "sum/silence", "sum/spared", "ledger/penalty",
	"ledger/dropped", "ledger/resumed"}

// neglectStored are the codes of neglectSaid as an older version stored them, with the sentence beside them.
var neglectStored = []Code{"window-closed", "prospect-waiting", "still-waiting", "climb", "silence-recorded",
	"silence-counts", "silence-dropped", "not-my-fault", "advocate-told"}

// TellsNeglect says whether the reason, or one within it, tells that somebody did not answer.
func (r Reason) TellsNeglect() bool {
	if slices.Contains(neglectSaid, r.Sentence()) || r.Text != "" && slices.Contains(neglectStored, r.Code) {
		return true
	}
	return slices.ContainsFunc(r.Args, func(a Arg) bool {
		return slices.ContainsFunc(a.Reasons, Reason.TellsNeglect)
	})
}

// Untold is the reason as it is told at now of what came to be at another time.
func Untold(r Reason, at, now time.Time) Reason {
	if NeglectTold(at, now) || !r.TellsNeglect() {
		return r
	}
	return Because("no-longer-told")
}

// UntoldFact is what is told at now of a fact: of neglect that is too long ago neither what it was nor whose.
func UntoldFact(kind Kind, a About, r Reason, now time.Time) (Kind, About, Reason) {
	if NeglectTold(a.At, now) {
		return kind, a, r
	}
	if kind == KindNotMyFault || kind == KindRuleSilence {
		return KindUntold, About{At: a.At}, Because("no-longer-told")
	}
	return kind, a, Untold(r, a.At, now)
}

// WithoutNeglect is the handoff as it is told at now, without neglect that is too long ago. What is given is not
// changed.
func WithoutNeglect(h Handoff, now time.Time) Handoff {
	if h.Created.After(now.Add(-NeglectDays * day)) {
		return h
	}
	h.Why = Untold(h.Why, h.Since, now)
	h.Assignments, h.Beside = turnsWithoutNeglect(h.Assignments, now), turnsWithoutNeglect(h.Beside, now)
	if !NeglectTold(h.PoolAt, now) {
		h.Pool = candidatesWithoutNeglect(h.Pool)
	}
	return h
}

func turnsWithoutNeglect(all []Assignment, now time.Time) []Assignment {
	all = slices.Clone(all)
	for i := range all {
		a := &all[i]
		if !NeglectTold(a.Made, now) {
			a.Others, a.Note = candidatesWithoutNeglect(a.Others), Untold(a.Note, a.Made, now)
		}
		if a.Ended.IsZero() || NeglectTold(later(a.Ended, a.Claim.settled()), now) {
			continue
		}
		if a.Claim = nil; a.End.unanswered() {
			a.End = EndOver
		}
	}
	return all
}

// settled is when it was decided whether the silence counts; zero: not yet, or there was none.
func (c *Claim) settled() time.Time {
	if c == nil {
		return zeroTime
	}
	return later(c.Recorded, c.Dropped)
}

// candidatesWithoutNeglect are candidates whose arithmetic counts what silence cost with what is older, and of whom is
// not told that silence kept them from a lead.
func candidatesWithoutNeglect(all []Candidate) []Candidate {
	all = slices.Clone(all)
	for i := range all {
		c := &all[i]
		c.Why, c.By, c.Note = withoutSilence(c.Why), withoutSilence(c.By), withoutSilence(c.Note)
	}
	return all
}

func withoutSilence(r Reason) Reason {
	switch {
	case !r.TellsNeglect():
		return r
	case r.Sentence() == "candidate/silent":
		return Because("candidate/not-asked")
	case r.Sentence() == "sum/silence":
		return Because("sum/before", r.Args...)
	case slices.Contains(neglectSaid, r.Sentence()):
		return Reason{}
	}
	r.Args = slices.Clone(r.Args)
	for i, a := range r.Args {
		var left []Reason
		for _, part := range a.Reasons {
			if part = withoutSilence(part); !part.Empty() {
				left = append(left, part)
			}
		}
		r.Args[i].Reasons = left
	}
	return r
}

// Earlier is the sum of entries of the ledger that are told one by one no more.
type Earlier struct {
	Until       time.Time // the first that is told comes after it
	Turns, Part int
	Entries     int
}

// ToldEntries are the entries of the ledger that are told one by one at now; the others, since some of them tell of
// silence, are told as a sum. Together they are the sum of all.
func ToldEntries(all []Entry, now time.Time) (earlier Earlier, told []Entry) {
	earlier.Until = now.Add(-NeglectDays * day)
	for _, e := range all {
		if NeglectTold(e.At, now) {
			told = append(told, e)
			continue
		}
		earlier.Turns, earlier.Part, earlier.Entries = earlier.Turns+e.Turns, earlier.Part+e.Part, earlier.Entries+1
	}
	return earlier, told
}

// ToldSilent is how often in a row a rep did not answer, as it is told: 0 if the last time is too long ago.
func ToldSilent(l Load, told []Entry) int {
	if slices.ContainsFunc(told, func(e Entry) bool { return e.Kind == EntrySilence }) {
		return l.Silent
	}
	return 0
}
