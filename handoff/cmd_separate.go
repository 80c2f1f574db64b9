package handoff

// Separate is the command `separate`: the qualifier says that this lead is another matter than the open one with the
// same prospect.
type Separate struct {
	About
}

// KindSeparate names the fact.
const KindSeparate Kind = "separate"

// Kind implements Fact.
func (*Separate) Kind() Kind { return KindSeparate }

func (*Separate) would(string) Reason { return Because("would/separate") }

func (f *Separate) apply(t *turn) {
	switch {
	case !t.may(RoleQualifier):
		t.refuse("not-yours", PersonArg(t.h.Qualifier))
		return
	case t.h.State != Draft || t.h.Twin == "":
		t.refuse("nothing-to-separate")
		return
	}
	for _, w := range t.e.Lookups.Twins {
		if w.Handoff != t.h.ID && w.Start.Equal(t.h.Start) {
			t.refuse("twin", WordsArg(w.Handoff))
			return
		}
	}
	t.h.Separate = true
	t.consider()
}
