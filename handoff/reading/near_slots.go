package reading

import (
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// NearSlots is what to ask about words, of no lead, that come near the question for free times: they name no rep of
// the team, or the first word is misspelt. It reports false for all others.
func NearSlots(s string, h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) (handoff.Reason,
	bool) {
	r := newReading(h, about, c, now)
	line, note := r.split(text.Clean(s))
	words, end := politely(line, text.Words(line))
	if note != "" || len(words) == 0 || len(words) > maxArgument {
		return handoff.Reason{}, false
	}
	first := words[0].Text
	if first != "slots" && !isOneOff(first, "slots") {
		return handoff.Reason{}, false
	}
	command := strings.TrimSpace("slots" + line[words[0].To:end])
	f, ok := ReadCommand(command, h, about, c, now)
	switch f := f.(type) {
	case *handoff.Unclear:
		return f.Ask, ok
	case *handoff.Slots:
		if f.Rep != "" {
			command = "slots " + c.Person(f.Rep).First()
		}
		return handoff.Because("ask-meant/write", handoff.WordsArg(command)), true
	}
	return handoff.Reason{}, false
}
