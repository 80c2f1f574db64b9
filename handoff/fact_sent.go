package handoff

import "time"

// Sent says that the server took a mail over. For the invite to the assigned rep it opens the acceptance window.
type Sent struct {
	About
	Key     string `json:",omitempty"`
	Purpose Purpose
	To      Recipient
	UID     string    `json:",omitempty"` // calendar: as in Action
	Told    time.Time `json:",omitzero"`  // the end of the window that the mail promises; zero if none
	Turn    int       `json:",omitempty"` // number of the assignment that the mail speaks of
}

// KindSent names the fact.
const KindSent Kind = "sent"

// Kind implements Fact.
func (*Sent) Kind() Kind { return KindSent }

func (*Sent) routes(Handoff) bool { return false }

func (f *Sent) apply(t *turn) {
	t.note("sent", WordsArg(f.Purpose), aRecipient(f.To))
	t.heard(f)
	if f.Purpose.Channel() != ChannelCalendar {
		return
	}
	a := t.h.Current()
	if a == nil || t.h.State != Offered || f.Purpose == PurposeCancel || !a.Opened.IsZero() ||
		(f.To.Person != a.Rep || f.UID != a.UID) && !t.askedBeside(f) {
		return
	}
	t.open(f.At, f.Told)
	t.note("window-opened", PersonArg(a.Rep), t.whenFor(a.Rep, a.Due))
}
