package handoff

import (
	"slices"
	"time"
)

// EarlierLead is what became of a lead of the same company, in a code.
type EarlierLead struct {
	Name   string    // of whom was met
	At     time.Time // of the meeting, or when the lead came in
	Became Code
}

// MostEarlier bounds how many earlier leads are told of.
const MostEarlier = 3

// EarlierLeads are the latest other leads of the same company that the team has had, the newest first: what a rep of
// the team may see. Those that never came to a rep are none, nor are those whose people are forgotten.
func EarlierLeads(h Handoff, others []Handoff) []EarlierLead {
	var out []EarlierLead
	for _, o := range others {
		became := o.became()
		if o.ID == h.ID || o.Team != h.Team || became == "" {
			continue
		}
		i := slices.IndexFunc(o.Prospects, func(c Contact) bool {
			same := func(p Contact) bool { return SameCompany(c.Address, p.Address) }
			return c.Name != "" && slices.ContainsFunc(h.Prospects, same)
		})
		if i < 0 {
			continue
		}
		at := o.Start
		if at.IsZero() {
			at = o.Created
		}
		out = append(out, EarlierLead{Name: o.Prospects[i].Name, At: at, Became: became})
	}
	slices.SortStableFunc(out, func(a, b EarlierLead) int { return b.At.Compare(a.At) })
	return out[:min(len(out), MostEarlier)]
}

// became is what became of a lead; empty if no rep has had it.
func (h *Handoff) became() Code {
	verdict, disputed := h.Verdict()
	switch {
	case h.Last() == nil:
		return ""
	case h.State == Converted:
		return "won"
	case h.State == Held:
		return "held"
	case h.State == Nurture:
		return "later"
	case h.State == Offered, h.State == Escalated, h.State == Accepted:
		return "open"
	case verdict != "" && !disputed:
		return Code(verdict)
	case h.Return != nil && h.Return.Code == "rejected":
		return "rejected"
	case h.State == Past, h.State == Returned:
		return "open"
	}
	return "closed"
}

// CompanyOf is the domain by which leads of the company of the prospect's people are found; empty where it tells
// nothing.
func CompanyOf(h *Handoff) string {
	for _, c := range h.Prospects {
		if domain := companyDomain(c.Address); domain != "" {
			return domain
		}
	}
	return ""
}
