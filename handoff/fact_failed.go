package handoff

// Failed says that a mail was refused for good. It counts as a bounce of its recipient.
type Failed struct {
	About
	Key     string
	Purpose Purpose
	To      Recipient
	Error   string
	Local   bool // it could not even be written: nobody's address is at fault

	Permission bool   // a calendar server does not let us: an admin has to grant something
	Mend       string // what, in the server's own words
}

// KindFailed names the fact.
const KindFailed Kind = "failed"

// Kind implements Fact.
func (*Failed) Kind() Kind { return KindFailed }

func (*Failed) seeksSlots(bool) bool  { return false }
func (f *Failed) unreached() PersonID { return f.To.Person }

func (f *Failed) apply(t *turn) {
	if f.Permission {
		t.note("permission", WordsArg(f.Purpose), aRecipient(f.To), WordsArg(f.Error))
		if a := t.h.Last(); a == nil || !a.Unpermitted { // tried again and again: the admin is told once for each turn
			t.tell(PurposeNotice, t.e.Config.Admin, RoleAdmin, "permission", NoticeDetail{Mend: f.Mend})
			if a != nil {
				a.Unpermitted = true
			}
		}
		return
	}
	if f.Local {
		t.note("cannot-write", WordsArg(f.Purpose), aRecipient(f.To), WordsArg(f.Error))
		if f.To.Person != t.e.Config.Admin {
			t.tell(PurposeNotice, t.e.Config.Admin, RoleAdmin, "cannot-write", nil)
		}
		return
	}
	t.unmail("failed", f.To.Person, t.addressOf(f.To), f.Error)
}
