package render

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// mostButtons is how many buttons a mail has; mostLinks how many further answers stand in one line beneath.
const (
	mostButtons = 3
	mostLinks   = 4
)

// taps puts what can be tapped into the letter, and the same as words.
func (p *page) taps(l *templates.Letter) {
	b, words := p.buttons()
	if form := p.formButton(l); form != nil {
		b = append([]templates.Button{*form}, b...)
	}
	if m, ok := p.H.MeantBy(p.Reader.ID); ok && (p.a.Step == "unclear" || m.Lines && len(p.proposedLines()) > 0) {
		b, words = append([]templates.Button{p.tap(p.label("meant", ""), "yes")}, b...), append([]string{"yes"}, words...)
	}
	l.Buttons = b[:min(len(b), mostButtons)]
	links, more := p.links(words)
	l.Links, l.Answers = links, p.answers(append(words, more...))
	l.OnPage = p.onPage(l.Form, append(words, more...))
}

// buttons are the answers to what the mail asks, with the words that say the same.
func (p *page) buttons() (out []templates.Button, words []string) {
	names := p.prominent()
	if link := p.hello(); link != "" && slices.Contains(names, "accept") {
		code := "hello"
		if !slices.Contains(p.H.Current().Lacking(), handoff.RequireAccept) {
			code = "hello/reply"
		}
		first := view.FirstName(p.H.Prospect().Name)
		if first == "" {
			first = p.Prospect()
		}
		out = append(out, templates.Button{Label: p.label(code, first), Link: link})
	}
	for _, word := range wordsAbout[p.wordsName()] {
		say := p.wordFor(word)
		out, words = append(out, p.tap(p.label(word, ""), say)), append(words, say)
	}
	all := p.possible()
	for _, usage := range names {
		i := slices.IndexFunc(all, func(c handoff.CommandHelp) bool { return c.Usage == usage })
		if i < 0 || usage == "accept" && !p.lacksAccept() {
			continue
		}
		out = append(out, p.tapCommand(all[i]))
		words = append(words, p.example(usage))
	}
	return out, words
}

// prominent are the commands that have a button in this mail.
func (p *page) prominent() []string {
	if names := prominent[p.wordsName()]; names != nil {
		return names
	}
	return prominent[string(p.a.Purpose)]
}

// lacksAccept says whether the acceptance is what the reader still owes, or may give all the same.
func (p *page) lacksAccept() bool {
	a := p.H.Current()
	return a == nil || slices.Contains(a.Lacking(), handoff.RequireAccept)
}

// tapCommand is the button of a command.
func (p *page) tapCommand(c handoff.CommandHelp) templates.Button {
	return p.tap(p.label(string(c.Effect), p.repFirst()), p.start(c.Usage))
}

// start is the beginning of a command, as far as it stands without what the sender fills in.
func (p *page) start(usage string) string {
	if day, asked := p.askedToSleep(usage); asked {
		return day
	}
	for _, open := range openEnds {
		if before, ok := strings.CutSuffix(usage, open); ok {
			return before
		}
	}
	return p.example(usage)
}

// label is what stands on a button.
func (p *page) label(code, name string) string {
	return p.Line("taps", code, templates.Effect{Name: name})
}

// repFirst is the first name of the rep who has the lead.
func (p *page) repFirst() string {
	return text.OneLine(p.C.Person(p.H.Rep()).First(), text.NameLimit)
}

// links are further answers, beside those that have a button already, and the words that say the same.
func (p *page) links(shown []string) (out []templates.Button, words []string) {
	role := p.a.To.Role
	switch role {
	case handoff.RoleAdvocate:
		role = handoff.RoleQualifier
	case handoff.RoleAdmin:
		role = handoff.RoleManager
	}
	all := p.possible()
	for _, usage := range small[role] {
		i := slices.IndexFunc(all, func(c handoff.CommandHelp) bool { return c.Usage == usage })
		late := usage == "replied" && p.a.Purpose != handoff.PurposeReminder
		if i < 0 || len(out) == mostLinks || late || slices.Contains(shown, p.example(usage)) {
			continue
		}
		out = append(out, p.tapCommand(all[i]))
		words = append(words, p.example(usage))
	}
	if len(all) > 0 {
		out = append(out, p.tap(p.label("help", ""), "help"))
	}
	return out, words
}

// answers is the line that names the answers as words.
func (p *page) answers(words []string) string {
	var quoted []string
	for _, w := range words {
		quoted = append(quoted, "`"+w+"`")
	}
	switch {
	case len(p.possible()) == 0:
		return ""
	case len(quoted) == 0:
		return p.label("answers/help", "")
	}
	return p.label("answers", strings.Join(quoted, ", "))
}

// formButton opens a mail with the lines of what is missing.
func (p *page) formButton(l *templates.Letter) *templates.Button {
	if len(l.Form) == 0 || p.H.ID == "" {
		return nil
	}
	b := p.tapLines(p.label("form", ""), "help", strings.Join(l.Form, "\n")+"\n")
	return &b
}

// tappable gives lines that a word chooses their links.
func (p *page) tappable(taps []templates.Tap) []templates.Tap {
	for i, t := range taps {
		if t.Say == "" && t.Number == "" || t.Label == "" {
			continue
		}
		say := t.Say
		if say == "" {
			say = t.Number
		}
		taps[i].Link = p.tap(t.Label, say).Link
	}
	return taps
}
