package handoff

// Complained is a spam complaint (ARF): mail to that person stops.
type Complained struct {
	About
	Person  PersonID
	Address string
}

// KindComplained names the fact.
const KindComplained Kind = "complained"

// Kind implements Fact.
func (*Complained) Kind() Kind { return KindComplained }

func (f *Complained) apply(t *turn) {
	t.note("complained", "%s complained about mail from here: it stops", f.Address)
	switch {
	case f.Person != "":
		t.tell(PurposeNotice, t.e.Config.Admin, RoleAdmin, "complained", map[string]string{"address": f.Address})
	case t.h.IsProspect(f.Address):
		t.prospectGone(f.Address, "complained")
	}
}
