package handoff

// Failed says that a mail was refused for good. It counts as a bounce of its recipient.
type Failed struct {
	About
	Key     string
	Purpose Purpose
	To      Recipient
	Error   string
	Local   bool // it could not even be written: nobody's address is at fault
}

// KindFailed names the fact.
const KindFailed Kind = "failed"

// Kind implements Fact.
func (*Failed) Kind() Kind { return KindFailed }

func (f *Failed) apply(t *turn) {
	if f.Local {
		t.note("cannot-write", "the %s to %s could not be written: %s", f.Purpose, t.recipient(f.To), f.Error)
		if f.To.Person != t.e.Config.Admin {
			t.tell(PurposeNotice, t.e.Config.Admin, RoleAdmin, "cannot-write", nil)
		}
		return
	}
	t.note("failed", "the %s to %s was refused: %s", f.Purpose, t.recipient(f.To), f.Error)
	t.bounced(f.To.Person, t.addressOf(f.To))
}
