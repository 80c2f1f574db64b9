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
	var shown []string
	for _, c := range p.Team.Criteria {
		fields := c.ProvedBy(p.H.Brief)
		if len(fields) == 0 {
			unknown, shown = append(unknown, p.defined(c)), append(shown, p.labels(c.DeniedBy(p.H.Brief))...)
			continue
		}
		s.Rows, shown = append(s.Rows, p.proved(c, fields, rows)), append(shown, p.labels(fields)...)
	}
	rows = slices.DeleteFunc(rows, func(r templates.Row) bool { return slices.Contains(shown, r.Label) })
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

// proved is the row of a criterion that fields of the brief prove.
func (p *page) proved(c handoff.Criterion, fields []string, rows []templates.Row) templates.Row {
	row := templates.Row{Label: p.Criterion(c.Name), Check: true}
	var values []string
	for _, label := range p.labels(fields) {
		i := slices.IndexFunc(rows, func(r templates.Row) bool { return r.Label == label })
		if i < 0 {
			continue
		}
		if values = append(values, rows[i].Value); len(fields) == 1 {
			row.Link = rows[i].Link
		}
	}
	row.Value = strings.Join(values, "\n")
	return row
}

func (p *page) labels(fields []string) []string {
	var out []string
	for _, f := range fields {
		out = append(out, p.Label(f))
	}
	return out
}

// defined is a criterion with what it means to the team, for whoever has to find it out.
func (p *page) defined(c handoff.Criterion) string {
	name := p.Criterion(c.Name)
	if c.Definition == "" || p.a.To.Role == handoff.RoleRep {
		return name
	}
	return p.Line("facts", "criterion/defined", templates.Facts{Name: name,
		Value: text.OneLine(c.Definition, text.ValueLimit)})
}

// criteria are those of the team, each to be named by a tap.
func (p *page) criteria() templates.Section {
	var s templates.Section
	for _, c := range p.Team.Criteria {
		w := templates.Facts{Name: p.Criterion(c.Name)}
		if c.Definition != "" {
			w.Name = p.Line("facts", "criterion/defined", templates.Facts{Name: w.Name,
				Value: text.OneLine(c.Definition, text.ValueLimit)})
		}
		s.Taps = append(s.Taps, templates.Tap{Text: w.Name, Label: p.Line("facts", "not-met/this", w),
			Say: "reject: " + strings.ToLower(text.OneLine(c.Name, text.NameLimit))})
	}
	s.Taps = p.tappable(s.Taps)
	return s
}

// howLines are the words for how somebody was tried.
var howLines = map[handoff.How]string{handoff.ByPhone: "tried/phone", handoff.ByMail: "tried/mail",
	handoff.ByMessage: "tried/message", "": "tried/some-way"}

// tried says of each attempt to reach the prospect when it was, and how.
func (p *page) tried(all []handoff.Attempt) []string {
	var out []string
	for _, try := range all {
		at := p.At(try.At)
		if try.Day {
			at = p.Day(try.At)
		}
		out = append(out, p.Line("facts", howLines[try.How], templates.Facts{Value: at}))
	}
	return out
}
