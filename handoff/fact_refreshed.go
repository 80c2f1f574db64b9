package handoff

import "time"

// Refreshed says that a guest asks for the event once more (RFC 5546 section 3.2.6). About.By is the attendee in whose
// name it stands.
type Refreshed struct {
	About
	Attendee string
	UID      string // of the event, normalised
}

// KindRefreshed names the fact.
const KindRefreshed Kind = "refreshed"

// Kind implements Fact.
func (*Refreshed) Kind() Kind { return KindRefreshed }

func (*Refreshed) would(string) Reason { return Because("would/refreshed") }

func (*Refreshed) routes(Handoff) bool { return false }

// refreshed is how often a guest gets the event again at most: whoever knows the UID can ask in their name.
const refreshed = time.Hour

func (f *Refreshed) apply(t *turn) {
	a := Answered{About: f.About, Attendee: f.Attendee, UID: f.UID}
	g, _ := a.guest(t)
	switch {
	case g == nil || !g.Live || t.stopped(g.Address) || t.h.State.Finished() || !t.now.Before(t.h.End):
		t.unchanged("refresh-noted", AddressArg(f.Attendee))
	case t.now.Sub(g.Again) < refreshed:
		t.unchanged("refresh-noted/again", AddressArg(f.Attendee))
	default:
		t.note("refreshed", AddressArg(f.Attendee))
		g.Again = t.now
		t.h.Sequence++
		t.update(g.recipient())
	}
}
