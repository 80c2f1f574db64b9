package handoff

import "time"

// Limits of what one sender brings about by writing, so that neither a loop nor a flood does more. Beyond them mail is
// deferred.
const (
	AnsweredPerHour = 60   // mails of one sender that are acted upon
	MostDeferred    = 1000 // mails of one sender that wait for their turn; more are held
)

// MayAnswer says when one more mail of a sender may be acted upon that comes at an instant: not before an hour has
// passed since the AnsweredPerHour-th before it, which is zero if there were fewer.
func MayAnswer(nth, at time.Time) (ok bool, from time.Time) {
	if nth.IsZero() || at.Sub(nth) >= time.Hour {
		return true, at
	}
	return false, nth.Add(time.Hour)
}
