package handoff

import "testing"

// TestSight: what somebody else has said since makes another question of it; the reader's own word, a mail that went
// out and a question do not.
func TestSight(t *testing.T) {
	t.Parallel()
	h := &Handoff{Version: 12, State: Offered, Assignments: []Assignment{{N: 1, Rep: "rita"}}}
	s, ok := ParseSight(SightOf(h).String())
	if !ok || s != SightOf(h) {
		t.Fatalf("%v, %t", s, ok)
	}
	for _, bad := range []string{"", "x", "12", "0 offered 1 0", "x offered 1 0"} {
		if got, ok := ParseSight(bad); ok {
			t.Errorf("%q is read as %v", bad, got)
		}
	}
	later := *h
	later.State = Accepted
	for _, c := range []struct {
		h    *Handoff
		kind Kind
		by   Who
		want bool
	}{
		{h, KindSent, Who{}, false}, {h, KindDeadline, Who{}, false}, {h, KindStatus, Who{Person: "mara"}, false},
		{h, KindNameStep, Who{Person: "mara"}, true}, {h, KindNameStep, Who{Person: "quinn"}, false},
		{h, KindProposed, Who{Address: "pat@globex.example"}, true},
		{&later, KindDeadline, Who{}, true}, {&later, KindAnswered, Who{Person: "quinn"}, true}, {&later, KindSent, Who{}, false},
	} {
		if got := s.Overtakes(c.h, "quinn", c.kind, c.by); got != c.want {
			t.Errorf("%s by %v while %s: %t", c.kind, c.by, c.h.State, got)
		}
	}
}
