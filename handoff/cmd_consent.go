package handoff

import "time"

// Consented is the command `consent: WHO, WHEN, WORDS`: the prospect said that they may be written to.
type Consented struct {
	About
	Who   string
	On    time.Time
	Words string
}

// KindConsented names the fact.
const KindConsented Kind = "consent"

// Kind implements Fact.
func (*Consented) Kind() Kind { return KindConsented }

func (f *Consented) would(zone string) Reason {
	return Because("would/consent", WordsArg(f.Who), TimeArg(f.On, zone))
}

func (*Consented) routes(Handoff) bool { return false }

func (f *Consented) apply(t *turn) {
	switch {
	case !t.byAssigned() && !t.may(RoleQualifier):
		t.refuse("not-yours/consent", PersonArg(t.h.Qualifier))
		return
	case f.Who == "" || f.Words == "" || f.On.IsZero() || f.On.After(t.now):
		t.refuse("consent-how")
		return
	case t.h.State == Closed:
		t.refuse("finished", WordsArg(t.h.ID))
		return
	}
	t.h.Consent = &Consent{Who: f.Who, On: f.On, Words: f.Words, By: t.by().Person, At: t.now}
	t.answer("consented", WordsArg(f.Who), t.when(f.On))
}
