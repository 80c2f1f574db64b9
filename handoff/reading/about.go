package reading

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// SpeaksOf says whether words of a colleague are about the prospect, not for them: they judge the lead, or name the
// prospect in the third person and say you to nobody.
func SpeaksOf(s string, h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) bool {
	r := newReading(h, about, c, now)
	line, note := r.split(text.Clean(s))
	if r.greetsProspect() {
		return false
	}
	whole := line + "\n" + note
	words := text.Plain(text.Words(whole))
	if len(r.team.RejectedFor(whole)) > 0 || holds(words, judgements) {
		return true
	}
	if holds(words, addressed) {
		return false
	}
	return holds(words, thirdPersons) || holds(words, r.prospectNames()) && !r.calls(words)
}

// calls says whether a text begins with the prospect's name, as to a person who is spoken to: "Pat, see below".
func (r *reading) calls(words []string) bool {
	return len(words) > 0 && slices.Contains(r.prospectNames(), words[0]) && strings.Contains(r.line, ",")
}

func holds(words, any []string) bool {
	return slices.ContainsFunc(any, func(w string) bool {
		return strings.Contains(pad(strings.Join(words, " ")), pad(w))
	})
}

// Words that say to whom a text speaks, folded.
var (
	judgements = []string{"not qualified", "unqualified", "disqualified", "not a fit", "no fit", "waste of time",
		"no money", "no budget", "not worth", "bad lead", "poor lead", "weak lead", "wrong lead", "this lead",
		"the lead", "the prospect", "reject", "nicht qualifiziert", "kein budget", "zeitverschwendung", "kein geld",
		"pas de budget", "pas qualifie", "sin presupuesto"}
	addressed = []string{"you", "your", "yours", "youre", "youll", "sie", "ihnen", "ihr", "ihre", "dir", "dich", "vous",
		"votre", "usted", "su"}
	thirdPersons = []string{"he", "she", "they", "him", "her", "them", "his", "their", "hes", "shes", "theyre", "theyve",
		"the customer", "er", "ihm", "ihn", "il", "elle", "ils", "ellos"}
)
