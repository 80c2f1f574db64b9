package handoff

import (
	"cmp"
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

// keepWords keeps the sentences of a brief, or of an answer that adds to it.
func (t *turn) keepWords(s string) {
	s = strings.TrimSpace(text.Cut(text.Clean(s), maxWords))
	if s == "" {
		return
	}
	t.h.Words = append(t.h.Words, Words{By: t.by().Person, At: t.now, Text: s})
	if n := len(t.h.Words); n > mostOfWords {
		t.h.Words = t.h.Words[n-mostOfWords:]
	}
}

// offerWords offers back what the sentences of the brief seem to say and no line of it does: a plain yes makes it so.
func (t *turn) offerWords() {
	t.h.Meant = slices.DeleteFunc(t.h.Meant, func(m Meant) bool { return m.Lines })
	id, _ := t.qualifier()
	var read ProseRead
	for _, w := range t.h.Words {
		read.add(t.e.Config.ReadProse(t.team, w.Text, w.At, t.person(w.By).Location()))
	}
	lines := read.Lines(t.team, t.h)
	if len(lines) == 0 || !read.Start.IsZero() && t.h.Start.IsZero() && !read.Start.After(t.now) {
		return
	}
	m := Meant{By: id, Text: strings.Join(lines, "\n"), At: t.now, Lines: true}
	if t.h.Start.IsZero() {
		m.Doubt = read.Doubt
	}
	t.offerBack(m)
}

// add takes what a later mail says over what an earlier one did.
func (p *ProseRead) add(q ProseRead) {
	p.Name, p.Address = cmp.Or(q.Name, p.Name), cmp.Or(q.Address, p.Address)
	p.Company, p.Phone = cmp.Or(q.Company, p.Company), cmp.Or(q.Phone, p.Phone)
	if !q.Start.IsZero() {
		p.Start, p.End, p.Doubt = q.Start, q.End, q.Doubt
	}
	for name, value := range q.Fields {
		if p.Fields == nil {
			p.Fields = map[string]string{}
		}
		p.Fields[name] = value
	}
}

// amending is what a yes to lines of a brief says. The question for the team stands, because no line answers it.
func (r *reading) amending(lines string) Fact {
	b := r.c.ReadBrief(r.team, lines, r.now, r.zone)
	for _, q := range r.h.Questions {
		if strings.HasPrefix(q, askTeam) && !slices.Contains(b.Ask, q) {
			b.Ask = append(b.Ask, q)
		}
	}
	return &Amended{Fields: b.Fields, Prospects: b.Prospects, Start: b.Start, End: b.End, Zone: b.Zone, Place: b.Place,
		Ask: b.Ask}
}

// Adds says whether sentences say anything of a lead that is not known yet.
func (h Handoff) Adds(text string, c *Config, now time.Time, zone *time.Location) bool {
	team, ok := c.Team(h.Team)
	return ok && len(c.ReadProse(team, text, now, zone).Lines(team, h)) > 0
}
