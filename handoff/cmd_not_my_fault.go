package handoff

// NotMyFault is the command `not my fault: WHY` of a rep whose silence was claimed: the manager decides, and nothing
// counts until then.
type NotMyFault struct {
	About
	Note string
}

// KindNotMyFault names the fact.
const KindNotMyFault Kind = "not-my-fault"

// Kind implements Fact.
func (*NotMyFault) Kind() Kind { return KindNotMyFault }

func (*NotMyFault) would(string) Reason { return Because("would/not-my-fault") }

func (*NotMyFault) routes(Handoff) bool { return false }

func (*NotMyFault) needs(h Handoff) []Need { return needSilences(h) }

func (f *NotMyFault) apply(t *turn) {
	id := t.by().Person
	claims := t.h.claimsOf(id, func(*Claim) bool { return true })
	if id == "" || len(claims) == 0 {
		t.refuse("no-claim")
		return
	}
	a := claims[0]
	if open := t.h.claimsOf(id, (*Claim).Open); len(open) > 0 {
		a = open[0]
	}
	switch c := a.Claim; {
	case !c.Dropped.IsZero():
		t.refuse("claim-dropped")
	case !c.Recorded.IsZero():
		t.refuse("claim-recorded", t.whenFor(id, c.Recorded), PersonArg(t.manager()))
	case f.Note == "":
		t.refuse("claim-why")
	case c.Said == "" && !f.About.At.Before(c.Until):
		t.record(a)
		t.refuse("claim-recorded", t.whenFor(id, c.Recorded), PersonArg(t.manager()))
	case c.Said != "":
		c.Said = f.Note
		t.answer("claim-waits", PersonArg(t.manager()))
	default:
		c.Said = f.Note
		t.note("not-my-fault", t.writer(), PersonArg(t.manager()))
		t.tell(PurposeQuestion, t.manager(), RoleManager, excuseStep, QuestionDetail{Person: id, Comment: f.Note})
		t.echo()
	}
}
