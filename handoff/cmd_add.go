package handoff

// Add is the command `add`: somebody who wrote and is not on the lead becomes a contact of it.
type Add struct {
	About
	Address string `json:",omitempty"` // which one, if there are several
}

// KindAdd names the fact.
const KindAdd Kind = "add"

// Kind implements Fact.
func (*Add) Kind() Kind { return KindAdd }

func (*Add) would(string) Reason { return Because("would/add") }

func (f *Add) apply(t *turn) {
	q, ok := t.stranger("add", f.Address)
	switch {
	case !ok:
		return
	case t.h.State.Finished():
		t.refuse("finished", WordsArg(t.h.ID))
		return
	case len(t.h.Prospects) >= MaxProspects:
		t.answer("too-many-contacts", NumberArg(MaxProspects))
		return
	}
	t.h.settled(q.Address)
	if c := t.h.contact(q.Address); c != nil {
		t.answer("known-contact", AddressArg(q.Address))
		return
	}
	c := Contact{Name: q.Name, Address: q.Address}
	t.h.Prospects = append(t.h.Prospects, c)
	t.note("added", WordsArg(c.Label()))
	if t.upcoming() && (t.h.State == Offered || t.h.State == Accepted || t.h.State == Escalated) {
		t.note("added/invited", WordsArg(c.Label()))
		t.invite(Recipient{Address: c.Address, Role: RoleProspect}, 0)
	}
	if t.by().Person != t.h.Qualifier {
		t.tellQualifier("contact-added")
	}
	t.echo()
}
