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

// TestAnAbsenceThatTakesMeetingsIsAskedAbout: from the page of whichever lead it is said, those of other leads are
// named, with who hears of it, and nothing is done before the yes; one that takes none is done at once.
func TestAnAbsenceThatTakesMeetingsIsAskedAbout(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	id := r.accepted()
	other := r.hand("quinn", strings.NewReplacer("Pat Kim <pat@globex", "Lee Oak <lee@initech", "Globex", "Initech",
		"Thu 26 Nov", "Mon 30 Nov", "/pat", "/lee", "Need: quotes", "Rep: Rita Vance\nNeed: quotes").Replace(globex))
	if other.Rep() != "rita" || other.State != handoff.Offered {
		t.Fatalf("the other is %s, with %s", other.State, other.Rep())
	}
	path, b, was := "/h/"+string(other.ID), r.as("rita"), r.lead(id)
	form := func(until string) []string {
		return []string{"verb", "away until", "more", until, "seen", b.seen(other.ID), "back", path}
	}
	first := form("Fri 27 Nov")
	code, body := b.post(path, first...)
	yes := confirmed(body)
	if code != http.StatusOK || yes == nil {
		t.Fatalf("it is not asked about: %d\n%s", code, body)
	}
	for _, says := range []string{"I am away?", "Yes, I am away", "Pat Kim, Globex", "Thu 26 Nov", "Who hears of it",
		"<li>Pat Kim", "Ben Ortiz"} {
		if !strings.Contains(body, says) {
			t.Errorf("it does not say %q\n%s", says, body)
		}
	}
	if r.lead(id).Version != was.Version || r.lead(other.ID).Version != other.Version {
		t.Error("something is done before the yes")
	}
	for range 2 {
		if code, body := b.post(path, yes...); code != http.StatusSeeOther {
			t.Errorf("the yes: %d\n%s", code, body)
		}
	}
	if got := r.lead(id); got.Rep() == "rita" || got.Version != was.Version+1 {
		t.Errorf("%s has it, %d facts more", got.Rep(), got.Version-was.Version)
	}
	if got := r.lead(other.ID); got.Rep() == "rita" || got.Version != other.Version+1 { // its window ends meanwhile
		t.Errorf("%s has the other, %d facts more", got.Rep(), got.Version-other.Version)
	}
	r = newRig(t, nil)
	path = "/h/" + string(r.accepted())
	if code, _ := r.as("rita").post(path, "verb", "away until", "more", "Wed 25 Nov"); code != http.StatusSeeOther {
		t.Errorf("an absence that takes nothing: %d", code)
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
