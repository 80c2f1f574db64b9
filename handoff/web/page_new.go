package web

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// newPage is the view of the form of a new lead.
type newPage struct {
	Fields    []newField
	Words     string // a brief as one would mail it
	Checked   bool
	Missing   []string
	Questions []string
	Meeting   string
	Ready     bool
	Rep       string // who would have it
	Says      string // what would come of it
	Address   string
	Criteria  []handoff.Criterion
	Free      []freeRow
}

// newField is one line of the form.
type newField struct {
	Name, Label, Hint, Value string
	Required, Long           bool
}

// Names of the fields that every brief has.
var always = []string{"contact", "when", "place"}

// newLead is the empty form.
func newLead(v *visit) (err error) {
	p := v.newPage()
	if p.Free, err = v.free(v.teamToAsk("")); err != nil {
		return err
	}
	return v.show("new", p)
}

// newPage is the form with what was filled in.
func (v *visit) newPage() newPage {
	p := newPage{Address: v.c.Address, Words: text.Cut(v.r.PostFormValue("words"), maxForm)}
	teams := v.c.BriefTeams(v.c.Address, v.me.ID)
	if len(teams) == 0 {
		return p
	}
	p.Criteria = teams[0].Criteria
	for _, name := range always {
		p.Fields = append(p.Fields, newField{Name: name, Label: text.Capital(name), Required: name != "place",
			Value: v.r.PostFormValue("f-" + name)})
	}
	for _, f := range teams[0].Fields {
		p.Fields = append(p.Fields, newField{Name: f.Name, Label: teams[0].Label(f.Name), Required: f.Required,
			Value: v.r.PostFormValue("f-" + f.Name), Long: f.Name == "need" || f.Name == "pain"})
	}
	return p
}

// brief is what was filled in, as one would mail it.
func (p newPage) brief() string {
	var b strings.Builder
	for _, f := range p.Fields {
		if value := strings.Join(strings.Fields(f.Value), " "); value != "" {
			b.WriteString(f.Label + ": " + value + "\n")
		}
	}
	if words := strings.TrimSpace(strings.ReplaceAll(p.Words, "\r\n", "\n")); words != "" {
		b.WriteString("\n" + words + "\n")
	}
	return b.String()
}

// postLead hands a lead over, or only says what is missing.
func postLead(v *visit) error {
	if err := v.r.ParseForm(); err != nil {
		return faultOf(400, "form")
	}
	p := v.newPage()
	brief := p.brief()
	if strings.TrimSpace(brief) == "" {
		return v.show("new", p)
	}
	if v.r.PostFormValue("do") == "check" {
		return v.check(p, brief)
	}
	d, err := v.Desk.Hand(v.r.Context(), v.me, brief)
	if err != nil {
		return err
	}
	if v.Wake != nil {
		v.Wake()
	}
	return v.to("/h/"+string(d.Handoff.ID), text.Sentence(text.Capital(v.why(d.Reason))),
		text.Capital(v.of(d.Handoff).Next()))
}

// check says what would be missing, and which rep would have it; nothing is kept.
func (v *visit) check(p newPage, brief string) error {
	d, err := v.Desk.Try(v.r.Context(), v.me, brief)
	if err != nil {
		return err
	}
	seen := v.of(d.Handoff)
	p.Checked, p.Missing, p.Questions, p.Meeting = true, seen.Missing(), seen.Questions(), seen.Meeting().When
	p.Ready = d.Handoff.State == handoff.Offered
	p.Says = text.Sentence(text.Capital(v.why(d.Reason)))
	if p.Ready {
		p.Rep = seen.Name(d.Handoff.Rep())
	}
	return v.show("new", p)
}
