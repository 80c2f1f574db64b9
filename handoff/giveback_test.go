package handoff

import (
	"testing"
	"time"
)

// TestRejectionsAreKept: what a rep said of a lead that did not suit is known later too, once a manager has overruled it
// or it sleeps, as is what the rep says of it the next time.
func TestRejectionsAreKept(t *testing.T) {
	w := in(t, Returned)
	first := w.now
	said := func(from time.Time) (notes []string) {
		for _, r := range RejectionsOf(&w.h, from, w.now.Add(time.Second)) {
			notes = append(notes, r.Note)
		}
		return notes
	}
	if got := said(monday); len(got) != 1 || got[0] != "no budget" || len(w.h.Earlier) != 0 {
		t.Fatalf("rejected: %q, %d kept", got, len(w.h.Earlier))
	}
	w.after(time.Hour).say(&Dispute{About: by("quinn", w.now)})
	w.after(time.Hour).say(&Assign{About: by("mara", w.now), Rep: "rita"})
	if got := said(monday); len(got) != 1 || w.h.State != Offered || w.h.Return != nil {
		t.Fatalf("offered again: %s, %q", w.h.State, got)
	}
	w.after(time.Minute).say(&Reject{About: by("rita", w.now), Criteria: []string{"authority"}, Note: "only an intern"})
	if got := said(monday); len(got) != 2 || got[1] != "only an intern" {
		t.Errorf("rejected again: %q", got)
	}
	if got := said(first.Add(time.Second)); len(got) != 1 {
		t.Errorf("after the first: %q", got)
	}
	w.say(&NurtureUntil{About: by("quinn", w.now), Until: monday.AddDate(0, 2, 0)})
	if got := said(monday); len(got) != 2 || w.h.State != Nurture {
		t.Errorf("asleep: %s, %q", w.h.State, got)
	}
}
