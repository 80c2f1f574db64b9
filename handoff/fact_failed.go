package handoff

// Failed says that a mail was refused for good. It counts as a bounce of its recipient.
type Failed struct {
	About
	Key     string
	Purpose Purpose
	To      Recipient
	Error   string
}

// KindFailed names the fact.
const KindFailed Kind = "failed"

// Kind implements Fact.
func (*Failed) Kind() Kind { return KindFailed }

func (f *Failed) apply(t *turn) {
	t.note("failed", "the %s to %s was refused: %s", f.Purpose, t.recipient(f.To), f.Error)
	t.bounced(f.To.Person, t.addressOf(f.To))
}
