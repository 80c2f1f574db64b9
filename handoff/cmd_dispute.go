package handoff

// Dispute is the command `dispute`: the qualifier does not agree with a rejection.
type Dispute struct {
	About
	Note string
}

// KindDispute names the fact.
const KindDispute Kind = "dispute"

// Kind implements Fact.
func (*Dispute) Kind() Kind { return KindDispute }

func (*Dispute) would(string) Reason { return Because("would/dispute") }

func (*Dispute) routes(Handoff) bool { return false }

func (f *Dispute) apply(t *turn) {
	if !t.may(RoleQualifier) {
		t.refuse("not-yours/dispute", PersonArg(t.h.Qualifier))
		return
	}
	if t.h.State != Returned || t.h.Return == nil {
		t.refuse("nothing-to-dispute")
		return
	}
	t.h.Return.Disputed = true
	t.note("disputed", t.writer(), PersonArg(t.manager()))
	if f.Note != "" {
		t.pool = CaseDetail{Note: f.Note}
	}
	t.escalate()
	t.echo()
}
