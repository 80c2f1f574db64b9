package handoff

import (
	"strings"
	"testing"
	"time"
)

// ccLacking is an introduction of the qualifier's own without these fields.
func ccLacking(w *world, fields ...string) {
	b := fixtureBrief(w.now)
	b.Origin, b.InThread = OriginCC, []string{"pat@globex.example"}
	for _, f := range fields {
		delete(b.Fields, f)
	}
	w.say(b)
}

// debts lists who was asked or told of what is missing.
func debts(w *world) string {
	var out []string
	for _, a := range w.sent {
		if a.Step == debtStep {
			out = append(out, string(a.To.Person)+" "+string(a.Purpose))
		}
	}
	return strings.Join(out, ", ")
}

// owed lets what is owed fall due.
func (w *world) owed() {
	d := *w.h.Debt
	w.now = d.Due
	w.say(&Deadline{About: About{At: d.Due, Via: "clock"}, What: DueDebt, Due: d.Due})
}

// TestAnIntroWithoutAFieldOwesIt: asked like a draft, after four working hours and in the morning of the next day, then
// the advocate hears of it, and nobody else any more.
func TestAnIntroWithoutAFieldOwesIt(t *testing.T) {
	w := newWorld(t)
	ccLacking(w, "pain")
	if w.h.State != Offered || w.h.Debt == nil {
		t.Fatalf("%s, owed %+v", w.h.State, w.h.Debt)
	}
	if _, what, _ := Wakes(&w.h); what != DueDebt && w.h.Debt.Due.Before(w.h.Next.At) {
		t.Errorf("wakes for %s", what)
	}
	for i, want := range []struct {
		at   time.Time
		told string
	}{
		{monday.Add(4 * time.Hour), "quinn question"}, {monday.AddDate(0, 0, 1), "quinn question, quinn question"},
		{monday.AddDate(0, 0, 2), "quinn question, quinn question, alma notice"},
	} {
		if w.owed(); !w.now.Equal(want.at) || debts(w) != want.told {
			t.Errorf("time %d at %s: %s, want %s at %s", i+1, w.now, debts(w), want.told, want.at)
		}
	}
	if !w.h.Debt.Due.IsZero() {
		t.Errorf("asked for again on %s", w.h.Debt.Due)
	}
}

// TestWhatComesEndsTheDebt: a part of it begins the asking anew for the rest.
func TestWhatComesEndsTheDebt(t *testing.T) {
	w := newWorld(t)
	ccLacking(w, "pain", "need")
	w.owed()
	w.say(&Amended{About: by("quinn", w.now), Fields: map[string]string{"pain": "lost deals"}})
	if d := w.h.Debt; d == nil || d.Nudges != 0 || !d.Due.After(w.now) {
		t.Errorf("owed %+v", d)
	}
	w.say(&Amended{About: by("quinn", w.now), Fields: map[string]string{"need": "quotes"}})
	if w.h.Debt != nil {
		t.Errorf("owed %+v, missing %v", w.h.Debt, w.h.Missing)
	}
	for _, a := range w.sent {
		if ok, _ := Wanted(w.h, a, w.now); ok && a.Step == debtStep {
			t.Errorf("still asked: %+v", a)
		}
	}
}
