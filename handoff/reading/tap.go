package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Tap is what the subject of a mail says that a button has opened: "Accept: Pat Kim [HO-7K3QX2] (code …)".
type Tap struct {
	ID   handoff.ID // or handoff.PracticeMark
	Verb string     // the command; it counts where the mail itself says nothing
	Code string     // the secret of the mail with the button; empty: it had none
}

var tapSubject = text.Pattern(
	`^\s*([^:\[\]]{1,80}?)(?:: ([^\[\]]{0,120}))? \[(HO-[A-Z2-7]{6}|practice)\](?: \(code ([a-z2-7]{16})\))?\s*$`)

// TapIn reads the subject of a mail that a button has opened; false for any other, and for what answers it.
func TapIn(subject string) (Tap, bool) {
	m := tapSubject().FindStringSubmatch(subject)
	if m == nil || IsAnswer(subject) {
		return Tap{}, false
	}
	t := Tap{ID: handoff.ID(m[3]), Verb: strings.ToLower(strings.TrimSpace(m[1])), Code: m[4]}
	if t.Code == "" && !slices.Contains(bareVerbs, t.Verb) { // somebody's own words: "reject: budget [HO-…]"
		return Tap{}, false
	}
	return t, true
}

// bareVerbs are commands that nothing follows which could be the name of a prospect.
var bareVerbs = []string{"accept", "decline", "take", "keep", "keep the time", "keep both", "use my event", "held",
	"no-show", "moved", "cancelled", "agree", "refuse", "send", "separate", "reassign", "replied", "help", "status"}

// IsAnswer says whether a subject is that of a mail which was answered or passed on.
func IsAnswer(subject string) bool { return reprefix().MatchString(subject) }

// SaysNothing says whether a text holds no more than greeting, closing and name.
func SaysNothing(c *handoff.Config, s string) bool { return saysNothing(c, s) }
