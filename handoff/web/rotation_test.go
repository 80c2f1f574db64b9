package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// turnsHad is what reps have had, without single entries.
type turnsHad map[handoff.PersonID]handoff.Load

func (t turnsHad) Loads([]handoff.PersonID, time.Time) (map[handoff.PersonID]handoff.Load, error) {
	return t, nil
}

func (t turnsHad) LookUp(_ handoff.ID, n handoff.Need, env *handoff.Env) error {
	if n.What == handoff.NeedRoute {
		env.Load, env.Lookups.Away = t, map[handoff.PersonID][]calendar.Span{"ben": {{Start: n.Since, End: env.Now}}}
	}
	return nil
}

func (t turnsHad) Ledger(handoff.PersonID, time.Time) ([]handoff.Entry, error) { return nil, nil }

// TestRotationIsToldAsItDecides: who is too far behind counts a turn less than the most, and the next is who has the
// fewest by that.
func TestRotationIsToldAsItDecides(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	had := turnsHad{"rita": {Turns: 4, Had: 4}, "ben": {Turns: 6, Had: 6}, "yuki": {}}
	v := &visit{Server: r.Server, w: httptest.NewRecorder(), r: httptest.NewRequest(http.MethodGet, "/rotation", nil),
		c: r.c, now: r.now, me: r.c.Person("mara"), scope: handoff.ScopeOf(r.c, "mara")}
	reps, err := v.ledgers(had, []handoff.PersonID{"rita", "ben", "yuki"})
	if err != nil {
		t.Fatal(err)
	}
	if yuki := reps[2]; yuki.Counted != "5" || !yuki.Behind || yuki.Next || !reps[0].Next || reps[0].Counted != "" {
		t.Errorf("%+v", reps)
	}
	if err := v.show("rotation", rotationPage{Reps: reps}); err != nil {
		t.Fatal(err)
	}
	body := v.w.(*httptest.ResponseRecorder).Body.String()
	if !strings.Contains(body, "More than three turns behind the others: counted as 5") ||
		!strings.Contains(body, "4 counted in 30 days") {
		t.Errorf("%s", body)
	}
	// one of the three was away all the time, as a mail told: the first has had less than a share of two
	had = turnsHad{"rita": {Turns: 4, Had: 2, Cost: 2}, "ben": {Turns: 3, Had: 3}, "yuki": {Turns: 2, Had: 2}}
	if reps, err = v.ledgers(had, []handoff.PersonID{"rita", "ben", "yuki"}); err != nil || reps[0].Counted != "2" {
		t.Errorf("%+v, %v", reps, err)
	}
	had = turnsHad{"yuki": {}}
	own, err := v.ledgers(had, []handoff.PersonID{"yuki"})
	if err != nil || own[0].Next {
		t.Errorf("a rep reads of others: %+v %v", own, err)
	}
}
