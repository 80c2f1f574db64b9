package handoff

// Bounced is a report that mail could not be delivered. A delay is not a bounce.
type Bounced struct {
	About
	Person    PersonID // whose address it was, if a colleague's
	Address   string
	Permanent bool
	Status    string // RFC 3463, "5.1.1"
}

// KindBounced names the fact.
const KindBounced Kind = "bounced"

// Kind implements Fact.
func (*Bounced) Kind() Kind { return KindBounced }

func (*Bounced) seeksSlots(bool) bool  { return false }
func (f *Bounced) unreached() PersonID { return f.Person }

// routes also once it is escalated: the next manager is told who is free.
func (f *Bounced) routes(h Handoff) bool { return f.Person == h.Rep() || h.State == Escalated }

func (f *Bounced) apply(t *turn) {
	if !f.Permanent {
		t.note("bounce-temporary", AddressArg(f.Address))
		return
	}
	t.unmail("bounced", f.Person, f.Address, f.Status)
}

// bounced draws the conclusion for the person who cannot be reached by mail.
func (t *turn) bounced(id PersonID, address string) {
	switch {
	case t.h.State.Finished():
	case id != "" && id == t.h.Rep():
		switch t.h.State {
		case Offered:
			t.nextRep(EndBounced)
		case Accepted:
			t.acceptedUnmailed()
		}
	case id != "" && id == t.h.Qualifier:
		t.tellAdvocate("bounced")
	case id != "" && t.h.State == Escalated && id == t.manager():
		t.climbFrom("no-mail")
	case id == "" && t.h.IsProspect(address):
		t.prospectGone(address, "bounced", "")
	}
}

// prospectGone stops mail to an address of the prospect's side; without any other the lead goes back.
func (t *turn) prospectGone(address string, code Code, words string) {
	left := 0
	for i := range t.h.Prospects {
		c := &t.h.Prospects[i]
		if SameAddress(c.Address, address) {
			c.Stopped = true
		}
		if !c.Stopped {
			left++
		}
	}
	id, role := t.qualifier()
	back := left == 0 && (t.h.State == Offered || t.h.State == Accepted || t.h.State == Escalated)
	if !back || words == "" { // the lead that comes back says it
		t.tell(PurposeNotice, id, role, "prospect-"+code, NoticeDetail{Address: address, Words: words})
	}
	if back {
		t.giveBack(EndProspect, Return{Code: code, Note: words})
	}
}
