package web

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

// newPage is the view of the form of a new lead.
type newPage struct {
	Fields    []newField
	Words     string // a brief as one would mail it
	Empty     bool   // the form was sent with nothing in it
	Others    bool   // the reader is no qualifier, and acts as one
	Checked   bool
	Missing   []string
	Questions []string
	Meeting   string
	Ready     bool
	Rep       string // who would have it
	Says      string // what would come of it
	Address   string
	Criteria  []handoff.Criterion
	Defined   bool   // one of them says when it is met
	Named     string // those that do not, in one line
	Free      []freeRow
	Outside   []string // the only contacts who get mail; none: all do
	Once      string   // names the form: sent twice, it is one lead
	Unread    bool     // something that was filled in is not understood: nothing was handed over
	Time      field    // of the meeting
}

// newField is one line of the form.
type newField struct {
	Name, Label, Hint, Value string
	Required, Long           bool
	Lacks                    bool     // it was looked for, and is not there
	Wrong                    bool     // it was filled in, and is not understood
	Asks                     []string // what is asked about it
}

// Names of the fields that every brief has.
var always = []string{"contact", "when", "place"}

// newLead is the empty form.
func newLead(v *visit) error { return v.showNew(http.StatusOK, v.newPage()) }

// once is the name of the form, as it was sent; a new one where it was not.
func (v *visit) once() string {
	if sent := text.OneLine(v.r.PostFormValue("once"), text.NameLimit); sent != "" {
		return sent
	}
	return rand.Text()
}

// showNew shows the form, with the free times if they are asked for.
func (v *visit) showNew(status int, p newPage) (err error) {
	if p.Free, err = v.free(v.teamToAsk("")); err != nil {
		return err
	}
	return v.showAs(status, "new", p)
}

// newPage is the form with what was filled in. It marks what would be called missing: that depends on more than the
// config.
func (v *visit) newPage() newPage {
	p := newPage{Address: v.c.Address, Words: text.Cut(v.r.PostFormValue("words"), maxForm),
		Others: !v.c.HandsOver(v.me.ID), Once: v.once(), Outside: v.Outside, Time: v.field("", "TIME")}
	teams := v.c.TeamsToBrief(v.me.ID)
	if len(teams) == 0 {
		return p
	}
	p.Criteria = teams[0].Criteria
	var named []string
	for _, c := range p.Criteria {
		if p.Defined = p.Defined || c.Definition != ""; c.Definition == "" {
			named = append(named, c.Label)
		}
	}
	p.Named, _ = v.Set.All(named)
	needed := v.needed(teams[0])
	for _, name := range always {
		p.Fields = append(p.Fields, newField{Name: name, Label: text.Capital(name),
			Required: slices.Contains(needed, name), Value: v.r.PostFormValue("f-" + name)})
	}
	for _, f := range teams[0].Fields {
		p.Fields = append(p.Fields, newField{Name: f.Name, Label: teams[0].Label(f.Name),
			Required: slices.Contains(needed, f.Name), Value: v.r.PostFormValue("f-" + f.Name),
			Long: f.Name == "need" || f.Name == "pain"})
	}
	return p
}

// needed are the fields that a brief with nothing in it lacks.
func (v *visit) needed(team handoff.Team) []string {
	if d, err := v.Desk.Try(v.r.Context(), v.me, "Team: "+team.Name); err == nil {
		return d.Handoff.Missing
	}
	out := []string{"contact", handoff.FieldWhen}
	for _, f := range team.Fields {
		if f.Required {
			out = append(out, f.Name)
		}
	}
	return out
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
	p := v.newPage()
	brief := p.brief()
	switch do := v.r.PostFormValue("do"); {
	case do == "free":
		return v.showNew(http.StatusOK, p)
	case strings.TrimSpace(brief) == "":
		p.Empty = true
		return v.showNew(http.StatusUnprocessableEntity, p)
	case do == "check":
		return v.check(p, brief)
	case do != "draft":
		d, err := v.Desk.Try(v.r.Context(), v.me, brief)
		if err != nil {
			return err
		}
		if p.mark(v.of(d.Handoff)); p.Unread {
			return v.showNew(http.StatusUnprocessableEntity, p)
		}
	}
	d, err := v.Desk.HandOnce(v.r.Context(), v.me, brief, p.Once)
	if err != nil {
		return err
	}
	if v.Wake != nil {
		v.Wake()
	}
	return v.toLead(d.Handoff, "/h/"+string(d.Handoff.ID), text.Sentence(text.Capital(v.why(d.Reason))),
		text.Capital(v.of(d.Handoff).Next()))
}

// asked are the beginnings of the questions about a field.
var asked = map[string][]string{
	handoff.FieldWhen:    {"ask-date", "ask-past", "ask-near", "ask-length"},
	handoff.FieldContact: {"ask-prospect"},
}

// mark says beside each field what is missing or asked of it. What is asked about words elsewhere in the form stays
// above it.
func (p *newPage) mark(seen *view.View) {
	questions := seen.Questions()
	for i := range p.Fields {
		f := &p.Fields[i]
		missing := slices.Contains(seen.H.Missing, f.Name)
		if f.Lacks = missing && f.Value == ""; f.Value == "" {
			continue
		}
		f.Wrong = missing && (f.Name == handoff.FieldContact || f.Name == handoff.FieldWhen)
		for n, q := range seen.H.Questions[:len(questions)] {
			about := func(code string) bool { return strings.HasPrefix(string(q.Code), code) }
			if questions[n] != "" && slices.ContainsFunc(asked[f.Name], about) {
				f.Asks, f.Wrong, questions[n] = append(f.Asks, questions[n]), true, ""
			}
		}
		p.Unread = p.Unread || f.Wrong
	}
	p.Questions = slices.DeleteFunc(questions, func(q string) bool { return q == "" })
}

// check says what would be missing, and which rep would have it; nothing is kept.
func (v *visit) check(p newPage, brief string) error {
	d, err := v.Desk.Try(v.r.Context(), v.me, brief)
	if err != nil {
		return err
	}
	seen := v.of(d.Handoff)
	p.mark(seen)
	p.Checked, p.Missing, p.Meeting = true, seen.Missing(), seen.Meeting().When
	p.Ready = d.Handoff.State == handoff.Offered
	p.Says = text.Sentence(text.Capital(v.why(d.Reason)))
	if p.Ready {
		p.Rep = seen.Name(d.Handoff.Rep())
	}
	return v.showNew(http.StatusOK, p)
}
