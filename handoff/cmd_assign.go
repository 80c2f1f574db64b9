package handoff

// Assign is the command `assign NAME` of a manager.
type Assign struct {
	About
	Rep PersonID
}

// KindAssign names the fact.
const KindAssign Kind = "assign"

// Kind implements Fact.
func (*Assign) Kind() Kind { return KindAssign }

func (f *Assign) would(string) Reason { return Because("would/assign", PersonArg(f.Rep)) }

func (f *Assign) taker() PersonID     { return f.Rep }
func (*Assign) begins(h Handoff) bool { return h.State == Held }

func (f *Assign) apply(t *turn) {
	if !t.may(RoleManager) {
		why := Code("managers/assign")
		if t.may(RoleQualifier) {
			why = "managers/assign/qualifier"
		}
		t.refuse(why)
		return
	}
	t.note("assigned", t.writer(), PersonArg(f.Rep))
	switch t.h.State {
	case Draft:
		t.h.Wish = f.Rep
		if h := &t.h; h.Start.IsZero() || len(h.Prospects) == 0 {
			t.consider()
			return
		}
		t.swap(f.Rep)
	case Returned, Escalated, Offered, Accepted:
		t.swap(f.Rep)
		if t.h.State == Offered {
			t.tellQualifier("assigned")
		}
	case Past, Held:
		if t.h.Rep() == f.Rep {
			t.note("assigned-already", PersonArg(f.Rep))
			break
		}
		t.finishTurn(EndManager)
		old := t.h.Last()
		t.h.Assignments = append(t.h.Assignments, Assignment{N: t.number() + 1, Rep: f.Rep, UID: t.freshUID(), Made: t.now,
			Opened: t.now, Accepted: t.now, Due: t.now, Require: t.required(), Briefed: true})
		t.note("assigned/answers", PersonArg(f.Rep))
		t.tellRep("owner")
		t.takesOver(f.Rep)
		t.tellWent(old)
	default:
		t.unchanged("assign-noted", WordsArg(t.h.State))
	}
	t.echo()
}
