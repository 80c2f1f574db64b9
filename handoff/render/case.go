package render

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// escalation is the whole case in one mail: the lead, the clock, who did what, who is free, what can be answered.
func (p *page) escalation(l *templates.Letter) {
	p.sayAs(l, "escalation")
	if p.H.Return != nil && p.a.Step == "disputed" {
		l.Sections = append(l.Sections, p.returnSections()...)
		if said := text.Lines(handoff.DetailOf[handoff.EscalationDetail](p.a).Note); said != "" {
			l.Sections = append(l.Sections, templates.Section{Title: p.wordsTitle(p.H.Qualifier), Quote: said})
		}
	}
	lead := p.known()
	from := templates.Facts{Name: p.Name(p.H.Qualifier), Value: text.Stamp(p.H.Created, p.Now, p.Zone)}
	lead.Rows = append(lead.Rows, templates.Row{Label: p.title("from"), Value: p.Line("facts", "from/value", from)})
	who, happened := p.caseSections()
	l.Sections = append(append(append(l.Sections, who...), lead), happened...)
}

// caseSections are who can take the lead, and who did what.
func (p *page) caseSections() (who, happened []templates.Section) {
	if rows := p.Turns(); len(rows) > 0 {
		happened = append(happened, templates.Section{Title: p.title("happened"), Rows: rows})
	}
	reps := view.Takers(p.View)
	var looked []string // as the rotation thought of each when nobody fitted
	for _, why := range handoff.DetailOf[handoff.EscalationDetail](p.a).Reps {
		looked = append(looked, p.why(why))
	}
	if looked := text.Lines(strings.Join(looked, "\n")); looked != "" {
		reps = templates.Section{Title: p.Line("reps", "others", templates.Choosing{}), Lines: strings.Split(looked, "\n")}
	}
	reps.Taps = p.tappable(reps.Taps)
	if len(reps.Lines)+len(reps.Taps) > 0 {
		who = append(who, reps)
	}
	return who, happened
}

// returned hands the lead back: what was not met with what the brief says, the rep's own words, and what can be done.
func (p *page) returned(l *templates.Letter) {
	ret := p.H.Return
	if ret == nil {
		p.unknown(l)
		return
	}
	if !p.sayAs(l, "returned-"+string(ret.Code)) {
		p.sayAs(l, "returned-other")
	}
	l.Sections = p.returnSections()
	for _, name := range ret.Criteria {
		l.Form = append(l.Form, p.formLine(p.Criterion(name)))
	}
	if len(l.Form) > 0 {
		l.Ask = p.Line("letter", "form", templates.Aside{})
	}
	switch ret.Code {
	case "prospect", "cancelled", "no-show", "bounced", "complained", "nobody", "prospect-away":
		l.Meeting = templates.Meeting{}
	}
}

// returnSections are the criteria that were not met, each beside the brief, and the words of whoever returned the lead.
func (p *page) returnSections() []templates.Section {
	var out []templates.Section
	var rows []templates.Row
	for _, name := range p.H.Return.Criteria {
		value := text.Lines(p.H.Brief[name])
		if value == "" {
			value = p.title("not-met/nothing")
		}
		rows = append(rows, templates.Row{Label: p.Criterion(name), Value: value})
	}
	if len(rows) > 0 {
		out = append(out, templates.Section{Title: p.title("not-met"), Rows: rows})
	}
	if tried := p.tried(p.H.Return.Tries); len(tried) > 0 {
		out = append(out, templates.Section{Title: p.title("tried"), Lines: tried})
	}
	note := text.Lines(p.H.Return.Note)
	if note != "" && p.H.Return.Code != "bounced" {
		title := p.title("words/rep")
		if p.H.Return.Code == "complained" {
			title = p.title("came-in")
		}
		if p.H.Return.Code == "prospect" {
			title = p.title("words/prospect")
		}
		out = append(out, templates.Section{Title: title, Quote: note})
	}
	return out
}

// digestView joins escalations: each case short, with its id in front of what can be answered.
func digestView(pages []*page) templates.Digest {
	first := pages[0]
	w := templates.Aside{Number: int64(len(pages))}
	v := templates.Digest{
		Topic: first.Line("letter", "digest/subject", w), Greeting: first.greeting(),
		Lead: first.Line("letter", "digest", w), Private: first.Line("letter", "private/digest", w),
	}
	each := map[string]int{} // of how many cases a usage is an answer
	for _, p := range pages {
		for _, c := range p.commands() {
			each[c.Usage]++
		}
	}
	own := func(c templates.Command) bool { return each[c.Usage] < len(pages) }
	v.Commands = slices.DeleteFunc(first.commands(), own)
	for _, p := range pages {
		l := p.caseInShort()
		var also []string
		for _, c := range p.commands() {
			if own(c) {
				also = append(also, "`"+p.Prefix+c.Usage+"`")
			}
		}
		if len(also) > 0 {
			l.More = append(l.More, p.Line("letter", "digest/also", templates.Aside{Lead: p.All(also)}))
		}
		v.Cases = append(v.Cases, l)
	}
	return v
}

// caseInShort is an escalation as one of several: without the brief, and with its id in front of what can be answered.
func (p *page) caseInShort() templates.Letter {
	p.Prefix = string(p.H.ID) + " "
	l := templates.Letter{ID: string(p.H.ID), Topic: p.Lead(), First: p.First(), Case: p.Case(), Meeting: p.Meeting()}
	said, _ := p.said("escalation")
	l.Lead = said.Lead
	if p.H.Waiting {
		l.More = []string{p.Line("letter", "digest/waiting", templates.Aside{Prospect: p.Prospect()})}
	}
	who, happened := p.caseSections()
	l.Sections = append(who, happened...)
	l.Buttons, _ = p.buttons()
	if pages := p.leadsTo(false); len(pages) > 0 {
		l.OnPage = pages[:1]
	}
	return l
}
