package handoff

import "time"

// Proposed is another time that somebody asks for: an iMIP COUNTER, or words.
type Proposed struct {
	About
	Start   time.Time // zero if the proposal could not be read
	End     time.Time
	Comment string
	Put     bool // the other side has been asked already, in the same mail

	UID      string   `json:",omitempty"` // of the event, if it came as a counter to an invitation
	For      PersonID `json:",omitempty"` // the rep in whose name an address proposes it that is not known
	Sequence int      `json:",omitempty"` // of the invitation that it answers, if Numbered
	Numbered bool     `json:",omitempty"`
}

// KindProposed names the fact.
const KindProposed Kind = "proposed"

// Kind implements Fact.
func (*Proposed) Kind() Kind { return KindProposed }

func (f *Proposed) would(zone string) Reason {
	return Because("would/propose", TimeArg(f.Start, zone))
}

func (f *Proposed) startAfter(Handoff) time.Time { return f.Start }

func (f *Proposed) apply(t *turn) {
	role := t.role()
	switch {
	case f.For != "" && f.For == t.h.Rep():
		t.note("proposal-unproven", t.writer(), t.when(f.Start), PersonArg(f.For))
		t.askUnproven()
	case f.Numbered && f.Sequence < t.h.RevSeq && !t.begunWith(f.UID):
		t.note("old-revision", t.writer())
	case t.h.State == Nurture && role == RoleProspect:
		t.wroteAsleep()
	case t.h.State.Finished() || t.h.State == Held || t.h.State == Nurture:
		t.unchanged("proposal-noted")
	case role == RoleRep && !t.byAssigned(), role == RoleStranger, role == RoleAdmin:
		t.unchanged("not-assigned/propose", t.writer())
	case f.Start.IsZero() || !f.Start.After(t.now) && t.h.State != Past:
		t.note("proposal-unclear", t.writer())
		id, r := t.qualifier()
		t.tell(PurposeQuestion, id, r, "proposal-unclear", QuestionDetail{Comment: f.Comment})
	case role == RoleRep:
		f.byRep(t)
		f.comment(t)
	case role == RoleProspect:
		f.byProspect(t)
		f.comment(t)
	default:
		(&Move{About: f.About, Start: f.Start, End: f.End}).apply(t)
	}
}

func (f *Proposed) byRep(t *turn) {
	rep := PersonArg(t.h.Rep())
	t.note("proposed", rep, t.when(f.Start))
	switch t.h.State {
	case Offered, Accepted:
		f.toProspect(t)
		t.echo()
	case Escalated:
		id := t.manager()
		t.propose(RoleRep, f.Start, f.End, Recipient{Person: id, Role: RoleManager})
	case Past:
		t.h.Verdicts = append(t.h.Verdicts, Verdict{Role: RoleRep, By: t.by().Person, Outcome: OutcomeMoved, At: t.now})
		id, role := t.qualifier()
		t.propose(RoleRep, f.Start, f.End, Recipient{Person: id, Role: role})
		t.echo()
	default:
		t.unchanged("proposal-noted/late", rep, t.when(f.Start))
	}
}

// toProspect puts the rep's time to the prospect, who may say yes by plain reply. The qualifier is told and may answer
// for the prospect.
func (f *Proposed) toProspect(t *turn) {
	id, role := t.qualifier()
	if !t.reachable() {
		t.propose(RoleRep, f.Start, f.End, Recipient{Person: id, Role: role})
		return
	}
	asked := len(t.actions)
	t.propose(RoleRep, f.Start, f.End, Recipient{Role: RoleProspect})
	if f.Put { // the rep's own mail has asked
		t.actions = t.actions[:asked]
	}
	t.h.Clash = nil
	t.tell(PurposeNotice, id, role, "proposed", nil)
}

func (f *Proposed) byProspect(t *turn) {
	t.note("proposed/prospect", t.when(f.Start))
	switch t.h.State {
	case Offered, Accepted:
		t.propose(RoleProspect, f.Start, f.End, Recipient{Person: t.h.Rep(), Role: RoleRep})
		m := t.h.Moving
		m.Loose = f.Strength == Weak
		if c := t.clash(t.h.Rep(), m.Start, m.End, RoleRep); c != nil {
			c.Move = true
			t.h.Clash = c
		}
	case Escalated:
		t.propose(RoleProspect, f.Start, f.End, Recipient{Person: t.manager(), Role: RoleManager})
	default:
		id, role := t.qualifier()
		t.propose(RoleProspect, f.Start, f.End, Recipient{Person: id, Role: role})
	}
}

// comment has what the decision asks say what was written beside the time.
func (f *Proposed) comment(t *turn) {
	for i := range t.actions {
		if d, ok := t.actions[i].Detail.(QuestionDetail); ok && f.Comment != "" {
			d.Comment = f.Comment
			t.actions[i].Detail = d
		}
	}
}
