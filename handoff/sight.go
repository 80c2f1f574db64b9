package handoff

import (
	"slices"
	"strconv"
	"strings"
)

// Sight is how much of a handoff somebody was shown when they began to fill a form in: the number of its facts, and
// where it stood.
type Sight struct {
	Facts int
	Stand string
}

// SightOf is what is shown of a handoff now.
func SightOf(h *Handoff) Sight { return Sight{h.Version, Stand(h)} }

// String is the sight as a form carries it.
func (s Sight) String() string { return strconv.Itoa(s.Facts) + " " + s.Stand }

// ParseSight reads what a form carries.
func ParseSight(s string) (Sight, bool) {
	n, stand, ok := strings.Cut(s, " ")
	facts, err := strconv.Atoi(n)
	return Sight{facts, stand}, ok && err == nil && facts > 0
}

// Press names one press of a form: whoever sends the same words once more, with the same before them, has pressed
// twice.
func (s Sight) Press(words string) string { return s.String() + "\n" + words }

// telling are facts that ask, remind or report, and leave a handoff to whoever answers next as it was.
var telling = []Kind{KindStatus, KindSlots, KindUnclear, KindSent, KindNudge}

// Overtakes says whether a fact that came after a sight makes another question of what its reader wants to say:
// somebody else has said or done something. What they did themselves they know, and that time passed or a mail went out
// changes nothing, unless the handoff stands elsewhere since.
func (s Sight) Overtakes(h *Handoff, reader PersonID, kind Kind, by Who) bool {
	switch {
	case kind == KindSent:
		return false
	case s.Stand != Stand(h):
		return true
	case slices.Contains(telling, kind), by.Person == reader:
		return false
	}
	return by.Person != "" || by.Address != ""
}
