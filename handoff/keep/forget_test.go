package keep

import (
	"strings"
	"testing"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// kept is a record of some leads.
type kept []handoff.Handoff

func (k kept) List(store.Filter) ([]handoff.Handoff, error) { return k, nil }
func (k kept) Aliases() (map[string]store.Alias, error)     { return nil, nil }
func contact(name, address string) []handoff.Contact {
	return []handoff.Contact{{Name: name, Address: address}}
}
func brief(id handoff.ID, need string, who []handoff.Contact) handoff.Handoff {
	return handoff.Handoff{ID: id, State: handoff.Offered, Brief: map[string]string{"need": need}, Prospects: who}
}

// TestNamesInWordsAreToldToStay: of whom nothing but an address in words is known, the name cannot be recognised, and it
// is said where it stays; of a contact it is said that another spelling does.
func TestNamesInWordsAreToldToStay(t *testing.T) {
	t.Parallel()
	of := func(address string) Plan {
		p, err := PlanOf(kept{brief("HO-1", "Eve (eve@other.example) decides, ask pat@globex.example", contact("Kim", "kim@x.example")),
			brief("HO-2", "quotes", contact("Pat Kim", "pat@globex.example"))}, &handoff.Config{}, address)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for address, want := range map[string]string{
		"eve@other.example":  "in words of HO-1: the address goes; their name stays",
		"pat@globex.example": "in words of HO-1: the address and the full name go; another spelling",
	} {
		p := of(address)
		if got := strings.Join(Lines(p, &handoff.Config{}), "\n"); !strings.Contains(got, want) || p.Empty() {
			t.Errorf("%s:\n%s", address, got)
		}
	}
	if p := of("kim@x.example"); len(Stays(p)) != 0 {
		t.Errorf("a contact in their own lead alone: %v", Stays(p))
	}
	if p := of("nobody@x.example"); !p.Empty() {
		t.Errorf("nobody: %+v", p)
	}
}
