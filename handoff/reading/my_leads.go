package reading

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// leadLists are the words that ask for one's own leads, folded.
var leadLists = phraseSet([]string{"my leads", "my lead", "my open leads", "my handoffs", "all my leads",
	"show my leads", "list my leads", "show me my leads", "meine leads", "alle meine leads", "zeig meine leads"})

// AsksForLeads says whether a text is the question for the writer's own leads, and no more.
func AsksForLeads(s string, c *handoff.Config) bool {
	line := firstLine(s)
	if line == "" || !leadLists[strings.Join(text.Plain(text.Words(line)), " ")] {
		return false
	}
	_, rest, _ := strings.Cut(s, line)
	return Bare(rest, c)
}
