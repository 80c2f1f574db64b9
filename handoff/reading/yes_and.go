package reading

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// YesAnd gives the lines that were offered back together with those below a plain yes to them, which win. It reports
// false for everything else.
func YesAnd(s string, h handoff.Handoff, about handoff.About, c *handoff.Config) (string, bool) {
	m, open := h.MeantBy(about.By.Person)
	if !open || !m.Lines {
		return "", false
	}
	r := newReading(h, about, c, m.At)
	lines := r.body(text.Clean(s))
	if len(lines) < 2 {
		return "", false
	}
	if yes, _ := Consent(lines[0].text, c.Person(m.By).Name); !yes {
		return "", false
	}
	given := map[string]bool{}
	var below []string
	for _, l := range lines[1:] {
		below = append(below, l.text)
		given[keyOf(l.text)] = true
	}
	var out []string
	for l := range strings.Lines(m.Text) {
		if l = strings.TrimSpace(l); !given[keyOf(l)] {
			out = append(out, l)
		}
	}
	return strings.Join(append(out, below...), "\n"), true
}

// keyOf is the key of a line of a brief, folded.
func keyOf(line string) string {
	key, _, _ := strings.Cut(line, ":")
	return text.Fold(key)
}
