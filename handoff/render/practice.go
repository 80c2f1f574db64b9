package render

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// practiceTap is an answer that has a button in a mail about the practice lead: its label, and what it says.
type practiceTap struct{ label, say string }

// practiceTaps are those answers by what is asked, with the labels that the mails about real leads have.
var practiceTaps = map[handoff.Code][]practiceTap{
	"practice-ask/accept":       practiceOffer,
	"practice-ask/accept-reply": practiceOffer,
	"practice-ask/held":         {{"held", "held"}, {"no-show", "no-show"}, {"moved", "moved"}},
	"practice-ask/next":         {{"next", "next: "}},
	"practice-ask/nurture":      {{"nurture", "nurture until "}},
}

var practiceOffer = []practiceTap{{"accept", "accept"}, {"decline", "decline"}, {"reject", "reject: "}}

// askField asks for a line of the brief, which it names.
const askField handoff.Code = "practice-ask/field"

// practice makes a mail about the practice lead look as one about a real lead does: with buttons that write the
// answers. Below the first stand the rules.
func (r *Renderer) practice(d *mail.Draft, words handoff.ServiceDetail, a handoff.Action, c *handoff.Config,
	now time.Time) error {
	p := newPage(r.set, handoff.Handoff{ID: handoff.PracticeMark}, a, c, now)
	p.H.Prospects = []handoff.Contact{{Name: p.Line("letter", "practice", templates.Aside{})}}
	said := strings.Split(strings.TrimSpace(words.Text), "\n\n")
	l := templates.Letter{ID: handoff.PracticeMark, Topic: words.Subject, Greeting: p.greeting(), Lead: said[0],
		More: said[1:], Private: p.Line("letter", "private/you", templates.Aside{})}
	for _, line := range words.Lines {
		l.Buttons = append(l.Buttons, p.practiceButtons(line)...)
	}
	if slices.ContainsFunc(words.Lines, func(w handoff.Reason) bool { return w.Sentence() == handoff.PracticeLead }) {
		pages, err := view.PlaybookPages(c, a.To.Person, r.set)
		if err != nil {
			return fmt.Errorf("%w of rules: %w", ErrRender, err)
		}
		for _, page := range pages {
			l.Sections = append(l.Sections, rulesOn(page)...)
		}
	}
	m, err := r.set.Write("notice", l)
	if err == nil {
		err = p.Err
	}
	if err != nil {
		return fmt.Errorf("%w a practice lead: %w", ErrRender, err)
	}
	d.Subject, d.Text, d.HTML = text.OneLine(m.Subject, text.SubjectLimit), handoff.CutService(m.Text), m.HTML
	d.ReplyTo = []mail.Address{{Name: c.Name, Addr: handoff.WithToken(c.Address, a.Token, r.addressing)}}
	return nil
}

// practiceButtons are the answers to what a line asks for.
func (p *page) practiceButtons(line handoff.Reason) (out []templates.Button) {
	if line.Sentence() == askField && len(line.Args) > 0 {
		return []templates.Button{p.tapLines(p.label("form", ""), "help", line.Args[0].Text+": ")}
	}
	for _, t := range practiceTaps[line.Sentence()] {
		out = append(out, p.tap(p.label(t.label, ""), t.say))
	}
	return out
}

// rulesOn is a page of the playbook as sections of a letter. Its title stands over the first.
func rulesOn(page templates.Playbook) []templates.Section {
	out := []templates.Section{{Title: page.Title}}
	for _, s := range page.Sections {
		out = append(out, templates.Section{Title: s.Title, Rows: s.Rows, Lines: s.Lines})
	}
	return out
}
