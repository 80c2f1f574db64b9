package render

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// known is what the qualifier knows: the criteria first, each met or not known, then the rest of the brief and the
// people.
func (p *page) known() templates.Section {
	first := text.OneLine(p.C.Person(p.H.Qualifier).First(), text.NameLimit)
	s := templates.Section{Title: p.title("known")}
	switch {
	case p.Reader.ID == p.H.Qualifier:
		s.Title = p.title("understood")
	case first != "" && !p.C.Person(p.H.Qualifier).Gone:
		s.Title = p.Line("facts", "known/by", templates.Facts{Name: first})
	}
	rows := p.Brief()
	var unknown []string
	for _, c := range p.Team.Criteria {
		field := p.fieldOf(c)
		i := slices.IndexFunc(rows, func(r templates.Row) bool { return field != "" && r.Label == p.Label(field) })
		if i < 0 {
			unknown = append(unknown, p.Criterion(c.Name))
			continue
		}
		row := rows[i]
		row.Check = true
		s.Rows, rows = append(s.Rows, row), slices.Delete(rows, i, i+1)
	}
	if len(unknown) > 0 {
		s.Unknown = p.Line("facts", "not-known", templates.Facts{Name: p.All(unknown)})
	}
	s.Rows = append(append(s.Rows, rows...), p.Contacts()...)
	s.Text = p.earlier()
	return s
}

// becameLines are the words for what became of a lead.
var becameLines = map[handoff.Code]string{"won": "earlier/won", "held": "earlier/held", "later": "earlier/later",
	"no-show": "earlier/no-show", "moved": "earlier/moved", "cancelled": "earlier/cancelled",
	"rejected": "earlier/rejected", "open": "earlier/open", "closed": "earlier/closed"}

// earlier says what became of earlier leads of the company: "You know Globex: Lee Park, May, no-show." Empty if there
// were none.
func (p *page) earlier() string {
	var told []string
	for _, e := range p.a.Earlier {
		month := e.At.Format("January")
		if e.At.Year() != p.Now.Year() {
			month = e.At.Format("January 2006")
		}
		told = append(told, p.Line("facts", "earlier/lead", templates.Facts{Name: text.OneLine(e.Name, text.NameLimit),
			Value: month, Became: p.Line("facts", becameLines[e.Became], templates.Facts{})}))
	}
	if len(told) == 0 {
		return ""
	}
	company := text.OneLine(p.H.Brief["company"], text.NameLimit)
	if company == "" {
		company = handoff.CompanyOf(p.H)
	}
	return p.Line("facts", "earlier", templates.Facts{Name: company, Value: strings.Join(told, "; ")})
}

// fieldOf is the field of the brief that a criterion is about: that of its own name; empty if there is none or it says
// nothing.
func (p *page) fieldOf(c handoff.Criterion) string {
	for name, value := range p.H.Brief {
		if strings.EqualFold(name, c.Name) && text.Lines(value) != "" {
			return name
		}
	}
	return ""
}

// criteria are those of the team, each to be named by a tap.
func (p *page) criteria() templates.Section {
	var s templates.Section
	for _, c := range p.Team.Criteria {
		w := templates.Facts{Name: p.Criterion(c.Name)}
		s.Taps = append(s.Taps, templates.Tap{Text: w.Name, Label: p.Line("facts", "not-met/this", w),
			Say: "reject: " + strings.ToLower(text.OneLine(c.Name, text.NameLimit))})
	}
	s.Taps = p.tappable(s.Taps)
	return s
}
