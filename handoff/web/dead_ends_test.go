package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"

	"handoffd/calendar"
)

// TestAMeetingIsTakenBackByTwoPresses: the first tells what it does, and keeps what was typed.
func TestAMeetingIsTakenBackByTwoPresses(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path, b := "/h/"+string(h.ID), r.as("rita")
	b.post(path, "verb", "accept")
	b.post(path, "verb", "replied")
	was := r.lead(h.ID)
	if was.State != handoff.Accepted {
		t.Fatalf("it is %s", was.State)
	}
	code, body := b.post(path, "verb", "decline", "more", "at the dentist")
	if code != http.StatusOK || !strings.Contains(body, "Press once more") || !strings.Contains(body, "at the dentist</textarea>") ||
		!strings.Contains(body, `name="sure" value="1"`) {
		t.Errorf("the first press: %d\n%s", code, body)
	}
	if got := r.lead(h.ID); got.Version != was.Version {
		t.Error("one press has done it")
	}
	if code, _ := b.post(path, "verb", "decline", "more", "at the dentist", "sure", "1"); code != http.StatusSeeOther {
		t.Errorf("the second: %d", code)
	}
	if got := r.lead(h.ID); got.Rep() == "rita" {
		t.Error("it was not taken back")
	}
}

// TestTakeAsksForThePlace where nobody knows one.
func TestTakeAsksForThePlace(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", strings.ReplaceAll(globex, "Place: https://meet.acme.example/pat\n", ""))
	path, b := "/h/"+string(h.ID), r.as("mara")
	if _, body := b.get(path); !strings.Contains(body, "Where you meet") || strings.Contains(body, `value="take"`) {
		t.Errorf("the form does not ask\n%s", body)
	}
	if code, _ := b.post(path, "verb", "take:", "more", " "); code != http.StatusUnprocessableEntity {
		t.Errorf("no place: %d", code)
	}
	if code, body := b.post(path, "verb", "take:", "more", "https://meet.acme.example/mara"); code != http.StatusSeeOther {
		t.Errorf("with a place: %d\n%s", code, body)
	}
	if got := r.lead(h.ID); got.Rep() != "mara" || len(got.Current().Evidence) == 0 {
		t.Errorf("%s, with %s", got.State, got.Rep())
	}
}

// TestFreeTimesOfALead stand on its page; no answer is offered that would go out by mail.
func TestFreeTimesOfALead(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	_, body := r.as("quinn").get("/h/" + string(h.ID) + "?free=1")
	if !strings.Contains(body, "When reps are free") || !strings.Contains(body, "no calendar to look into") ||
		strings.Contains(body, `name="verb" value="slots"`) {
		t.Errorf("no free times\n%s", body)
	}
}

// TestAwayTellsTheDayOfReturn on the clock of whoever is away.
func TestAwayTellsTheDayOfReturn(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	tokyo := r.c.Person("yuki").Location()
	span := calendar.Span{Start: r.now.Add(-time.Hour), End: time.Date(2026, 11, 28, 0, 0, 0, 0, tokyo)} // a Saturday
	err := r.Store.Update(t.Context(), func(tx *store.Tx) error {
		return tx.AddAway([]handoff.Absence{{Person: "yuki", Span: span}}, "said")
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, body := r.as("mara").get("/board"); !strings.Contains(body, `data-k="Away, back on">Mon 30 Nov<`) {
		t.Errorf("the day of the return is another\n%s", body)
	}
}
