package calendar

import "time"

// Cause is why an entry that takes time may be no appointment.
type Cause string

// Causes of phantom events.
const (
	DeclinedBlocks  Cause = "declined"  // the owner declined it, and it still blocks
	CancelledBlocks Cause = "cancelled" // it was cancelled, and is still there
	StaleHold       Cause = "hold"      // tentative or never answered, and long forgotten
)

// Phantom is an entry that takes time and is perhaps no appointment.
type Phantom struct {
	Index      int // in the entries given
	Cause      Cause
	Confidence float64 // 0 … 1
	Why        string  // in words, without titles
}

// staleAfter is how old a tentative hold must be to be forgotten.
const staleAfter = 21 * 24 * time.Hour

// Phantoms finds entries that block a calendar without being appointments. It never makes time free: what to do about a phantom is for
// others to say. owner are the addresses of the calendar's owner.
func Phantoms(entries []Entry, owner []string, now time.Time) []Phantom {
	var out []Phantom
	for i, e := range entries {
		if p, ok := phantom(e, now); ok {
			p.Index = i
			out = append(out, p)
		}
	}
	return out
}

func phantom(e Entry, now time.Time) (Phantom, bool) {
	switch {
	case e.Free:
		return Phantom{}, false
	case e.Status == "CANCELLED":
		return Phantom{Cause: CancelledBlocks, Confidence: 1, Why: "the organizer has cancelled it"}, true
	case e.Own == Declined:
		return Phantom{Cause: DeclinedBlocks, Confidence: 1, Why: "you have declined it"}, true
	case (e.Own == Tentative || e.Own == NeedsAction) && !e.Created.IsZero() && now.Sub(e.Created) > staleAfter:
		return Phantom{Cause: StaleHold, Confidence: 0.7, Why: "it was never answered for certain"}, true
	}
	return Phantom{}, false
}
