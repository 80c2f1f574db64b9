package web

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"

	"handoffd/calendar"
)

// confirmed are the fields of the form that asks for a yes; none if the page has no such form.
func confirmed(body string) (form []string) {
	_, form1, ok := strings.Cut(body, `<form class="form" method="post" action="/h/`)
	if !ok || !strings.Contains(body, `name="sure"`) {
		return nil
	}
	form1, _, _ = strings.Cut(form1, "</form>")
	for _, m := range regexp.MustCompile(`name="([^"]+)" value="([^"]*)"`).FindAllStringSubmatch(form1, -1) {
		form = append(form, m[1], html.UnescapeString(m[2]))
	}
	return form
}

// TestAMeetingIsTakenBackByAYes: the form alone only tells what it does and who hears of it, however often it is sent;
// the yes to that does it once.
func TestAMeetingIsTakenBackByAYes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		who, verb, label string
		more             string
		tells            []string
		done             func(handoff.Handoff) bool
	}{
		{"rita", "decline", "Can&#39;t make it?", "at the dentist", []string{"Ben Ortiz"},
			func(h handoff.Handoff) bool { return h.Rep() != "rita" }},
		{"quinn", "cancel", "Call it off?", "", []string{"Pat Kim", "Rita Vance", "Invitation, withdrawn"},
			func(h handoff.Handoff) bool { return h.State == handoff.Closed }},
		{"mara", "cancel", "Call it off?", "", []string{"Pat Kim", "Rita Vance", "Quinn"},
			func(h handoff.Handoff) bool { return h.State == handoff.Closed }},
	} {
		r := newRig(t, nil)
		h := r.hand("quinn", globex)
		path, b := "/h/"+string(h.ID), r.as("rita")
		b.post(path, "verb", "accept")
		b.post(path, "verb", "replied")
		was := r.lead(h.ID)
		if was.State != handoff.Accepted {
			t.Fatalf("it is %s", was.State)
		}
		b = r.as(handoff.PersonID(c.who))
		first := []string{"verb", c.verb, "more", c.more, "seen", b.seen(h.ID)}
		var yes []string
		for range 3 { // a double click, and one more
			code, body := b.post(path, first...)
			yes = confirmed(body)
			if code != http.StatusOK || yes == nil || !strings.Contains(body, c.label) ||
				!strings.Contains(body, c.more) || strings.Contains(body, "once more") {
				t.Errorf("%s of %s: %d\n%s", c.verb, c.who, code, body)
			}
			for _, who := range c.tells {
				if !strings.Contains(body, who) {
					t.Errorf("%s of %s does not tell %s\n%s", c.verb, c.who, who, body)
				}
			}
			if got := r.lead(h.ID); got.Version != was.Version {
				t.Fatalf("%s of %s is done by the form alone", c.verb, c.who)
			}
		}
		for _, forged := range []string{"1", first[5], "accept " + first[5]} {
			if code, body := b.post(path, append(first, "sure", forged)...); code != http.StatusOK || confirmed(body) == nil {
				t.Errorf("a yes to nothing, %q: %d", forged, code)
			}
		}
		code, body := b.post(path, yes...)
		got := r.lead(h.ID)
		if code != http.StatusSeeOther || !c.done(got) {
			t.Errorf("the yes to %s of %s: %d, %s\n%s", c.verb, c.who, code, got.State, body)
		}
		if code, _ := b.post(path, yes...); code != http.StatusSeeOther || r.lead(h.ID).Version != got.Version {
			t.Errorf("the yes to %s of %s by two presses: %d", c.verb, c.who, code)
		}
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
