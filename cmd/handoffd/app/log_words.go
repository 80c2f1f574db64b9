package app

import (
	"maps"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// logWords say a reason in a line of the log. Where addresses are hidden, colleagues stand by their ids, and what came
// by mail is left out.
func logWords(set *templates.Reasons, hidden bool) desk.Words {
	return func(c *handoff.Config, r handoff.Reason) string {
		if hidden {
			c, r = nameless(c), r.Wordless()
		}
		return text.Inline(view.Why(set, c, r))
	}
}

// nameless is a config whose people are called by their ids.
func nameless(c *handoff.Config) *handoff.Config {
	out := *c
	out.People = maps.Clone(c.People)
	for id, p := range out.People {
		p.Name = string(id)
		out.People[id] = p
	}
	return &out
}
