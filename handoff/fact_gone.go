package handoff

// Gone is an automatic answer that says that a contact is no longer to be had at the address: it proves nothing, so
// that it is told and nothing is used by itself.
type Gone struct {
	About
	Left    bool   // left the company; else the address has changed
	Instead string // where to write instead, in the mail's words; empty: it does not say
}

// KindGone names the fact.
const KindGone Kind = "gone"

// Kind implements Fact.
func (*Gone) Kind() Kind { return KindGone }

func (*Gone) would(string) Reason { return Because("would/gone") }

func (*Gone) routes(Handoff) bool  { return false }
func (*Gone) seeksSlots(bool) bool { return false }

func (f *Gone) apply(t *turn) {
	step := Code("contact-moved")
	if f.Left {
		step = "contact-left"
	}
	t.note(step, t.writer())
	if t.role() != RoleProspect || t.h.State.Finished() {
		return
	}
	address := t.by().Address
	if c := t.h.contact(address); c != nil {
		if c.Gone {
			t.note(step+"/known", t.writer())
			return
		}
		c.Gone = true
	}
	id, role := t.qualifier()
	t.tell(PurposeNotice, id, role, step, NoticeDetail{Address: address, Instead: f.Instead})
}
