package handoff

import (
	"strings"
	"time"
)

// Prose is what sentences of a brief seem to say beyond what is certain, as package reading understands them. It is
// only ever proposed: the qualifier's yes makes it so.
type Prose struct {
	Name    string            `json:",omitzero"` // of the contact
	Address string            `json:",omitzero"`
	Company string            `json:",omitzero"`
	Phone   string            `json:",omitzero"`
	Start   time.Time         `json:",omitzero"`
	End     time.Time         `json:",omitzero"`
	When    string            `json:",omitzero"` // Start and End as the qualifier could have written them
	Doubt   Reason            `json:",omitzero"` // of the time: what else it may mean
	Fields  map[string]string `json:",omitzero"` // by name
}

// Lines are what is proposed, as lines that the qualifier could have written; what is known already is left out.
func (p Prose) Lines(team Team, h Handoff) []string {
	var out []string
	add := func(label, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			out = append(out, label+": "+value)
		}
	}
	switch known := h.Prospect(); {
	case known.Address == "" && p.Address != "":
		add("Contact", strings.TrimSpace(p.Name+" <"+p.Address+">"))
	case known.Name != "" || p.Name == "" || p.Address != "" && !SameAddress(p.Address, known.Address):
	case known.Address != "":
		add("Contact", p.Name+" <"+known.Address+">")
	}
	if h.Start.IsZero() && !p.Start.IsZero() {
		add("When", p.When)
	}
	if h.Brief[FieldPhone] == "" {
		add("Phone", p.Phone)
	}
	for _, f := range team.Fields {
		if strings.TrimSpace(h.Brief[f.Name]) != "" {
			continue
		}
		value := p.Fields[f.Name]
		if f.Name == "company" && value == "" {
			value = p.Company
		}
		add(f.Label, value)
	}
	return out
}
