package render

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// proposedLines are the lines that were read in the reader's own words and wait for their yes.
func (p *page) proposedLines() []string {
	m, ok := p.H.MeantBy(p.Reader.ID)
	if !ok || !m.Lines {
		return nil
	}
	var out []string
	for line := range strings.Lines(text.Lines(m.Text)) {
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

// proposes shows what was read in the reader's words.
func (p *page) proposes(l *templates.Letter) {
	lines := p.proposedLines()
	if len(lines) == 0 {
		return
	}
	l.Sections = append(l.Sections, templates.Section{Title: p.title("your-words"), Lines: lines})
}

// isProposed says whether a proposed line would give what is missing under the label.
func isProposed(label string, lines []string) bool {
	word, _, _ := strings.Cut(label, " (")
	for _, l := range lines {
		if strings.HasPrefix(l, word+": ") {
			return true
		}
	}
	return false
}

// bare says whether words are one alone, such as a plain yes: that tells nothing of a lead.
func bare(words string) bool { return len(words) < 12 && len(strings.Fields(words)) < 2 }

// quoted are the sentences of the brief as they were written. The author of an intro has it in the same thread.
func (p *page) quoted() []templates.Section {
	var out []templates.Section
	for _, w := range p.H.Words {
		title := p.title("you-wrote")
		if w.By != p.Reader.ID {
			title = p.wordsTitle(w.By)
		} else if p.H.Origin == handoff.OriginCC {
			continue
		}
		if text := text.Lines(w.Text); text != "" && !bare(text) {
			out = append(out, templates.Section{Title: title, Quote: text})
		}
	}
	return out
}
