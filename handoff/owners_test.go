package handoff

import (
	"slices"
	"testing"
)

// TestWhose: of people whose addresses differ by a plus tag alone, what only one of them can have answered tells who
// wrote; nothing else.
func TestWhose(t *testing.T) {
	c := &Config{People: map[PersonID]Person{
		"q": {ID: "q", Emails: []string{"you+q@acme.example"}}, "r": {ID: "r", Emails: []string{"you+r@acme.example"}},
		"m":   {ID: "m", Emails: []string{"you+m@acme.example", "boss@acme.example"}},
		"ben": {ID: "ben", Emails: []string{"ben@acme.example"}},
	}, Teams: []Team{{Qualifiers: []PersonID{"q"}, Reps: []PersonID{"r", "ben"}, Managers: []PersonID{"m"}}}}
	h := Handoff{ID: "HO-AAAAAA", UID: "p@handoffd", Qualifier: "q", Prospects: []Contact{{Address: "you+p@acme.example"}},
		Assignments: []Assignment{{N: 1, Rep: "r", UID: "r@handoffd"}},
		Guests:      []Guest{{Person: "r", UID: "r@handoffd"}, {Address: "you+p@acme.example"}}}
	shared := h
	shared.Assignments, shared.Guests = []Assignment{{N: 1, Rep: "r"}},
		[]Guest{{Person: "r"}, {Address: "you+p@acme.example"}}
	plain := h
	plain.Prospects = []Contact{{Address: "you@acme.example"}}
	person := func(id PersonID) Recipient { return Recipient{Person: id} }
	for _, tt := range []struct {
		name  string
		h     Handoff
		from  string
		signs Signs
		want  string // person, address, or "?" for open
	}{
		{"exact", h, "You+R@acme.example", Signs{}, "r"},
		{"the prospect's own, which the rep's webmail writes too", plain, "you@acme.example", Signs{}, "?"},
		{"it answers the rep's mail", plain, "you@acme.example", Signs{Answered: person("r")}, "r"},
		{"it answers the prospect's mail", plain, "you@acme.example",
			Signs{Answered: Recipient{Address: "you@acme.example"}}, "you@acme.example"},
		{"exact prospect", h, "you+p@acme.example", Signs{}, "you+p@acme.example"},
		{"another tag", h, "you+x@acme.example", Signs{}, "none"},
		{"nobody's", h, "pat@globex.example", Signs{}, "none"},
		{"one owner", h, "ben+x@acme.example", Signs{}, "ben"},
		{"open", h, "you@acme.example", Signs{}, "?"},
		{"reply address of the rep's mail", h, "you@acme.example", Signs{Given: "r"}, "r"},
		{"reply address of somebody else's", h, "you@acme.example", Signs{Given: "ben"}, "?"},
		{"it beats whom the mail answers", h, "you@acme.example", Signs{Given: "q", Answered: person("r")}, "q"},
		{"answers the rep's mail", h, "you@acme.example", Signs{Answered: person("r")}, "r"},
		{"answers the prospect's mail", h, "you@acme.example", Signs{Answered: Recipient{Address: "you+p@acme.example"}},
			"you+p@acme.example"},
		{"answers somebody else's mail", h, "you@acme.example", Signs{Answered: person("ben")}, "?"},
		{"the rep's event", h, "you@acme.example", Signs{UIDs: []string{"r@handoffd"}}, "r"},
		{"the prospect's event", h, "you@acme.example", Signs{UIDs: []string{"p@handoffd"}}, "you+p@acme.example"},
		{"both events", h, "you@acme.example", Signs{UIDs: []string{"p@handoffd", "r@handoffd"}}, "?"},
		{"no event of ours", h, "you@acme.example", Signs{UIDs: []string{"x@handoffd"}}, "?"},
		{"the shared event", shared, "you@acme.example", Signs{UIDs: []string{"p@handoffd"}}, "?"},
		{"to all but one", h, "you@acme.example", Signs{To: []string{"you+p@acme.example", "you+q@acme.example",
			"boss@acme.example", "handoff@acme.example"}}, "r"},
		{"to all but two", h, "you@acme.example", Signs{To: []string{"you+p@acme.example", "handoff@acme.example"}}, "?"},
		{"to the address itself", h, "you@acme.example", Signs{To: []string{"you@acme.example"}}, "?"},
	} {
		owners := c.Owners(tt.h, tt.from)
		got := "none"
		w, ok := Who{}, len(owners) == 1
		if ok {
			w = owners[0]
		} else if len(owners) > 1 {
			got = "?"
			w, ok = c.Whose(tt.h, owners, tt.signs)
		}
		if ok {
			got = string(w.Person) + w.Address
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if p, ok := c.AskOf(h, c.Owners(h, "you@acme.example")); !ok || p.ID != "r" {
		t.Errorf("asked is %s", p.ID)
	}
	if p, ok := c.AskOf(Handoff{}, c.Owners(Handoff{}, "you@acme.example")); !ok || p.ID != "q" {
		t.Errorf("about nothing, asked is %s", p.ID)
	}
	if two := (Handoff{Prospects: []Contact{{Address: "pat+a@globex.example"},
		{Address: "pat+b@globex.example"}}}); !slices.Contains(c.Owners(two, "pat@globex.example"),
		Who{Address: "pat+b@globex.example"}) {
		t.Error("two prospects of one mailbox are not both seen")
	} else if _, ok := c.AskOf(two, c.Owners(two, "pat@globex.example")); ok {
		t.Error("a colleague is asked about prospects")
	}
}
