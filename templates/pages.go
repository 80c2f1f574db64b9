package templates

import (
	"maps"
	"strings"
)

// onPage ends the codes of sentences as a page says them: where a mail names the words to answer with, a page has a
// form.
const onPage = "/on-page"

// OnPages is the set whose sentences are those of pages, where they have such.
func (s *Set) OnPages() *Set {
	p := *s
	p.Reasons = &Reasons{s.sentences.onPages()}
	p.blocks = make(map[string]lines, len(s.blocks))
	for name, all := range s.blocks {
		p.blocks[name] = all.onPages()
	}
	return &p
}

// onPages are the sentences with those of pages in the place of those of mails.
func (l lines) onPages() lines {
	out := maps.Clone(l)
	for code, sentence := range l {
		if of, ok := strings.CutSuffix(code, onPage); ok {
			out[of] = sentence
		}
	}
	return out
}
