package handoff

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff/text"
)

// Limits on the words that are kept with a brief.
const (
	maxWords    = 4 << 10 // bytes of one mail
	mostOfWords = 5       // mails
)

// Words is what somebody wrote of a lead in sentences.
type Words struct {
	By   PersonID
	At   time.Time
	Text string
}

// AddWords are the sentences kept of a lead when somebody has written more: those of the last few mails.
func AddWords(kept []Words, w Words) []Words {
	w.Text = strings.TrimSpace(text.Cut(text.Clean(w.Text), maxWords))
	if w.Text == "" {
		return kept
	}
	all := append(slices.Clone(kept), w)
	return all[max(0, len(all)-mostOfWords):]
}

// keepWords keeps the sentences of a brief, or of an answer that adds to it, and what all that are kept seem to say.
func (t *turn) keepWords(words string, said *Prose) {
	t.h.Words = AddWords(t.h.Words, Words{By: t.by().Person, At: t.now, Text: words})
	if said != nil {
		t.h.Said = said
	}
}

// offerWords offers back what the sentences of the brief seem to say and no line of it does: a plain yes makes it so.
func (t *turn) offerWords() {
	t.h.Meant = slices.DeleteFunc(t.h.Meant, func(m Meant) bool { return m.Lines })
	said := t.h.Said
	if said == nil {
		return
	}
	id, _ := t.qualifier()
	lines := said.Lines(t.team, t.h)
	if len(lines) == 0 || !said.Start.IsZero() && t.h.Start.IsZero() && !said.Start.After(t.now) {
		return
	}
	m := Meant{By: id, Text: strings.Join(lines, "\n"), At: t.now, Lines: true}
	if t.h.Start.IsZero() {
		m.Doubt = said.Doubt
	}
	t.offerBack(m)
}
