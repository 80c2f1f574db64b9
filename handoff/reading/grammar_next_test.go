package reading

import (
	"testing"

	"handoffd/handoff"
)

func TestTheNextStepIsRead(t *testing.T) {
	w := newWorld(t)
	w.decide(worldBrief())
	for said, want := range map[string]struct {
		what string
		on   string
	}{
		"next: send proposal Fri":                   {"send proposal", "2026-11-27"},
		"Next step: call Pat on 4 December":         {"call Pat", "2026-12-04"},
		"next: call 3 people by tomorrow":           {"call 3 people", "2026-11-24"},
		"next: Fri: send proposal":                  {"send proposal", "2026-11-27"},
		"next: send the offer until Tue 1 Dec 2026": {"send the offer", "2026-12-01"},
		"next - demo next Monday at 15:00":          {"demo", "2026-11-30"},
		"next: call today":                          {"call", "2026-11-23"},
	} {
		facts, ok := ReadCommands(said, w.h, byPerson("rita", w.now), w.c, w.now)
		if !ok || len(facts) != 1 {
			t.Errorf("%q: %v", said, facts)
			continue
		}
		f, named := facts[0].(*handoff.NameStep)
		if !named || f.What != want.what || f.On.In(handoff.Location("Europe/London")).Format("2006-01-02") != want.on {
			t.Errorf("%q is %+v, want %v", said, facts[0], want)
		}
	}
	for _, said := range []string{"next: send proposal", "next: Fri", "next: call Pat yesterday"} {
		if facts, ok := ReadCommands(said, w.h, byPerson("rita", w.now), w.c, w.now); !ok ||
			facts[0].Kind() != handoff.KindUnclear {
			t.Errorf("%q is not asked about: %v", said, facts)
		}
	}
	for _, said := range []string{"Next Friday works for me", "next week I am out", "The next step is yours"} {
		if facts, ok := ReadCommands(said, w.h, byPerson("rita", w.now), w.c, w.now); ok &&
			facts[0].Kind() == handoff.KindNameStep {
			t.Errorf("%q is taken for a step: %+v", said, facts[0])
		}
	}
}

func TestAVerdictSaysWhatIsNext(t *testing.T) {
	w := newWorld(t)
	w.decide(worldBrief())
	w.h.State = handoff.Past
	for said, want := range map[string][]handoff.Kind{
		"held, next: send proposal Fri":                      {handoff.KindJudge, handoff.KindNameStep},
		"held\nnext: send proposal Fri":                      {handoff.KindJudge, handoff.KindNameStep},
		"no-show; next: call Thu":                            {handoff.KindJudge, handoff.KindNameStep},
		"Held - next step: call on 4 Dec\n\nBest\nRita":      {handoff.KindJudge, handoff.KindNameStep},
		"held, not a fit: budget":                            {handoff.KindJudge, handoff.KindReject},
		"held, not a fit: budget, next: tell Quinn tomorrow": {handoff.KindJudge, handoff.KindReject, handoff.KindNameStep},
		"held, good lead":                                    {handoff.KindJudge},
		"not a fit: budget":                                  {handoff.KindReject},
	} {
		facts, ok := ReadCommands(said, w.h, byPerson("rita", w.now), w.c, w.now)
		if !ok || len(facts) != len(want) {
			t.Errorf("%q: %v, %t", said, facts, ok)
			continue
		}
		for i, f := range facts {
			if f.Kind() != want[i] {
				t.Errorf("%q says %s, want %s", said, f.Kind(), want[i])
			}
		}
	}
}

func FuzzNextStep(f *testing.F) {
	for _, s := range []string{"next: send proposal Fri", "held, next: call 4 Dec", "next step: Fri", "held, not a fit: budget"} {
		f.Add(s)
	}
	w := newWorld(f)
	w.decide(worldBrief())
	f.Fuzz(func(t *testing.T, s string) {
		facts, _ := ReadCommands(s, w.h, byPerson("rita", w.now), w.c, w.now)
		for _, f := range facts {
			if n, ok := f.(*handoff.NameStep); ok && (n.What == "" || n.On.IsZero()) {
				t.Errorf("%q is the step %+v", s, n)
			}
		}
	})
}

// TestLeftEmpty: a form whose lines all came back as they were says nothing; one filled line, or a word beside them,
// says something, and so does a line without its lead.
func TestLeftEmpty(t *testing.T) {
	t.Parallel()
	c := &handoff.Config{People: map[handoff.PersonID]handoff.Person{"rita": {ID: "rita", Name: "Rita Vance"}}}
	for s, want := range map[string]bool{
		"HO-7K3QX2 next:": true, "HO-7K3QX2 next:\nHO-ABCDEF next: \n": true, "- HO-7K3QX2 next step:": true,
		"Hi,\n\nHO-7K3QX2 next:\n\nThanks\nRita": true, "`HO-7K3QX2 next:`": true,
		"HO-7K3QX2 next:\nHO-ABCDEF next: demo Tue": false, "HO-7K3QX2 next:\nI am away until Monday": false,
		"next:": false, "HO-7K3QX2": false, "HO-7K3QX2 held": false, "": false, "Thanks\nRita": false,
	} {
		if got := LeftEmpty(s, c); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
