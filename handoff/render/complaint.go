package render

import (
	"handoffd/handoff/text"
	"handoffd/templates"
)

// theirWords quotes what somebody of the prospect's side wrote.
func (p *page) theirWords(l *templates.Letter) {
	if words := text.Lines(p.outside().words); words != "" {
		l.Sections = append(l.Sections, templates.Section{Title: p.title("words/theirs"), Quote: disarm(words)})
	}
}
