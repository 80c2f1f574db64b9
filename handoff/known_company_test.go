package handoff

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A rep reads of the latest three leads of the company that the team has had, and of nobody else's.
func TestEarlierLeads(t *testing.T) {
	at := func(month time.Month) time.Time { return time.Date(2026, month, 5, 10, 0, 0, 0, time.UTC) }
	lead := func(id ID, name string, start time.Time, change func(*Handoff)) Handoff {
		h := Handoff{ID: id, Team: "sales", State: Past, Start: start, Assignments: []Assignment{{N: 1, Rep: "rita"}},
			Prospects: []Contact{{Name: name, Address: string(id) + "@globex.example"}}}
		change(&h)
		return h
	}
	in := func(s State) func(*Handoff) { return func(h *Handoff) { h.State = s } }
	said := func(s State, o Outcome) func(*Handoff) {
		return func(h *Handoff) { h.State, h.Verdicts = s, []Verdict{{Role: RoleRep, Outcome: o}} }
	}
	present := lead("HO-NOW", "Pat", at(11), in(Offered))
	for name, tc := range map[string]struct {
		others []Handoff
		want   []EarlierLead
	}{
		"the newest three, first": {
			[]Handoff{lead("a", "A", at(2), in(Held)), lead("b", "B", at(9), in(Converted)), lead("c", "C", at(4), in(Nurture)),
				lead("d", "Lee", at(5), said(Closed, OutcomeNoShow))},
			[]EarlierLead{{"B", at(9), "won"}, {"Lee", at(5), "no-show"}, {"C", at(4), "later"}}},
		"itself, drafts, other teams": {
			[]Handoff{present, lead("a", "A", at(2), func(h *Handoff) { h.State, h.Assignments = Draft, nil }),
				lead("b", "B", at(2), func(h *Handoff) { h.Team = "other" })}, nil},
		"another company, a public host, people forgotten": {
			[]Handoff{lead("a", "A", at(2), func(h *Handoff) { h.Prospects[0].Address = "a@initech.example" }),
				lead("b", "B", at(2), func(h *Handoff) { h.Prospects[0].Address = "b@gmail.com" }),
				lead("c", "C", at(2), func(h *Handoff) { h.Prospects = nil }),
				lead("d", "", at(2), func(*Handoff) {})}, nil},
		"rejected, called off, disputed, open": {
			[]Handoff{lead("a", "A", at(4), func(h *Handoff) { h.State, h.Return = Closed, &Return{Code: "rejected"} }),
				lead("b", "B", at(3), said(Closed, OutcomeCancelled)),
				lead("c", "C", at(2), func(h *Handoff) {
					h.Verdicts = []Verdict{{Role: RoleRep, Outcome: OutcomeHeld}, {Role: RoleQualifier, Outcome: OutcomeNoShow}}
				}), lead("d", "D", at(1), in(Accepted))},
			[]EarlierLead{{"A", at(4), "rejected"}, {"B", at(3), "cancelled"}, {"C", at(2), "open"}}},
	} {
		if diff := cmp.Diff(tc.want, EarlierLeads(present, tc.others)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	private := present
	private.Prospects = []Contact{{Name: "Pat", Address: "pat@gmail.com"}}
	if CompanyOf(&private) != "" || CompanyOf(&present) != "globex.example" {
		t.Errorf("companies: %q, %q", CompanyOf(&private), CompanyOf(&present))
	}
}
