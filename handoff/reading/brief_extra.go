package reading

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// ReadExtras reads an answer that is nothing but lines "Key: value" with keys that the team has no field for. In a
// brief such lines stand beside known ones; an answer may have them alone. Questions are none.
func ReadExtras(c *handoff.Config, s string) (map[string]string, bool) {
	names := rosterOf(c)
	out := map[string]string{}
	for line := range strings.Lines(text.Clean(text.Cut(s, maxBrief))) {
		line = strings.TrimSpace(line)
		switch {
		case len(text.Words(line)) == 0, isGreeting(line):
		case len(out) > 0 && names.isClosing(line):
			return out, true
		case !hasKey(line) || isLower(line) || questioned(line) || len(out) == maxExtras:
			return nil, false
		default:
			before, value, _ := strings.Cut(line, ":")
			key := strings.TrimRight(unbulleted(before), "*_ ")
			value = strings.TrimSpace(strings.TrimLeft(value, "*_ "))
			if value == "" || asides[text.Fold(key)] {
				return nil, false
			}
			out[key] = text.Cut(value, maxValue)
		}
	}
	if len(out) == 0 {
		return nil, false
	}
	return out, true
}

// asides are words before a colon that name no field.
var asides = phraseSet([]string{"ps", "p s", "nb", "n b", "fyi", "re", "fw", "fwd", "aw", "wg", "from", "to", "cc",
	"subject", "sent", "von", "an", "betreff",
	"gesendet", "de", "objet", "para", "asunto", "question", "answer", "update", "sorry"})
