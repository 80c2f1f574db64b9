package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// seen is what a page carries of the lead in its forms.
func (b *browser) seen(id handoff.ID) string {
	b.r.t.Helper()
	_, body := b.get("/h/" + string(id))
	m := regexp.MustCompile(`name="seen" value="([^"]+)"`).FindStringSubmatch(body)
	if m == nil {
		b.r.t.Fatalf("no form says what was shown\n%s", body)
	}
	return m[1]
}

// TestTwoActByForms: of two who were shown the same lead the second is told what the first has done, with what is
// possible now, and keeps what was typed; nothing is done.
func TestTwoActByForms(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path := "/h/" + string(h.ID)
	for name, case2 := range map[string]struct {
		first, second handoff.PersonID
		says, then    []string
		tells, keeps  string
	}{
		"the same field": {"mara", "quinn", []string{"verb", "next:", "more", "call Pat Wed"},
			[]string{"verb", "next:", "more", "send proposal Fri"}, "Mara Lindt", `value="send proposal Fri"`},
		"another state": {"rita", "quinn", []string{"verb", "reject:", "value", "budget"},
			[]string{"verb", "Key:", "value", "pain", "more", "three lost deals"}, "Rita Vance", "three lost deals"},
	} {
		first, second := r.as(case2.first), r.as(case2.second)
		shown := second.seen(h.ID)
		if code, body := first.post(path, append(case2.says, "seen", first.seen(h.ID))...); code != http.StatusSeeOther {
			t.Fatalf("%s: the first: %d\n%s", name, code, body)
		}
		before := r.lead(h.ID)
		code, body := second.post(path, append(case2.then, "seen", shown)...)
		if code != http.StatusConflict || !strings.Contains(body, "Nothing was done") || !strings.Contains(body, case2.tells) {
			t.Errorf("%s: the second reads %d\n%s", name, code, body)
		}
		if !strings.Contains(body, case2.keeps) {
			t.Errorf("%s: what was typed is lost\n%s", name, body)
		}
		if got := r.lead(h.ID); got.Version != before.Version {
			t.Errorf("%s: it was decided", name)
		}
	}
	if code, _ := r.as("quinn").post(path, "verb", "next:", "more", "call Pat Fri", "seen", "xx"); code !=
		http.StatusBadRequest {
		t.Errorf("what no page says: %d", code)
	}
	b := r.as("quinn")
	shown := b.seen(h.ID)
	for range 2 { // their own word is no news
		if code, body := b.post(path, "verb", "next:", "more", "call Pat Fri", "seen", shown); code != http.StatusSeeOther {
			t.Errorf("after their own word: %d\n%s", code, body)
		}
	}
}

// TestFormsThatAreNotUnderstood: the page answers beside the field and keeps what was typed; nothing is kept of it, and
// it is no question of the day.
func TestFormsThatAreNotUnderstood(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path := "/h/" + string(h.ID)
	b := r.as("quinn")
	for _, form := range [][]string{{"verb", "move", "more", "Blursday 25:00"}, {"verb", "next:", "more", "call someday"},
		{"verb", "next:", "more", ""}, {"verb", "move", "more", "yesterday 15:00"}} {
		code, body := b.post(path, append(form, "seen", b.seen(h.ID))...)
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, `class="wrong"`) ||
			!strings.Contains(body, `aria-invalid="true"`) || !strings.Contains(body, "othing was done") {
			t.Errorf("%v: %d\n%s", form, code, body)
		}
		if form[3] != "" && !strings.Contains(body, form[3]) {
			t.Errorf("%v is lost", form)
		}
	}
	rita := r.as("rita")
	if code, _ := rita.post(path, "verb", "reject:", "value", "beauty"); code != http.StatusUnprocessableEntity {
		t.Errorf("a criterion that there is not: %d", code)
	}
	if code, _ := rita.post(path, "verb", "reject:", "more", ""); code != http.StatusUnprocessableEntity {
		t.Errorf("a rejection of nothing: %d", code)
	}
	if got := r.lead(h.ID); got.Version != h.Version || len(got.Puzzles) > 0 {
		t.Errorf("%d facts, %d before; %d questions", got.Version, h.Version, len(got.Puzzles))
	}
}

// TestWhatIsRefusedLeavesNoTrace: who may not say it reads why; no fact is kept, and the form that somebody else has
// open holds still.
func TestWhatIsRefusedLeavesNoTrace(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path := "/h/" + string(h.ID)
	mara, rita := r.as("mara"), r.as("rita")
	shown := mara.seen(h.ID)
	for _, verb := range []string{"assign", "rep"} {
		code, body := rita.post(path, "verb", verb, "value", "Ben Ortiz", "seen", rita.seen(h.ID))
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, "nly ") ||
			!strings.Contains(body, "Nothing was done") || strings.Contains(body, "you can ask") {
			t.Errorf("%s: %d\n%s", verb, code, body)
		}
	}
	if got := r.lead(h.ID); got.Version != h.Version {
		t.Errorf("%d facts, %d before", got.Version, h.Version)
	}
	if code, body := mara.post(path, "verb", "assign", "value", "Ben Ortiz", "seen", shown); code != http.StatusSeeOther {
		t.Errorf("the manager's form: %d\n%s", code, body)
	}
	_, body := r.as("quinn").post(path, "verb", "assign", "value", "Rita Vance")
	if !strings.Contains(body, "you can ask") {
		t.Errorf("the qualifier reads\n%s", body)
	}
}

// TestOpportunityByForm: a page takes a link, a number or a name.
func TestOpportunityByForm(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"HubSpot 123", "0065g00000X", "Globex renewal", "https://crm.example/o/17"} {
		r := newRig(t, nil)
		h := r.hand("quinn", globex)
		b := r.as("rita")
		b.post("/h/"+string(h.ID), "verb", "accept")
		b.post("/h/"+string(h.ID), "verb", "replied")
		r.now = h.End.Add(time.Hour)
		if code, body := b.post("/h/"+string(h.ID), "verb", "opportunity", "more", name); code != http.StatusSeeOther {
			t.Errorf("%s: %d\n%s", name, code, body)
		}
		if got := r.lead(h.ID); got.State != handoff.Converted || got.Opportunity != name {
			t.Errorf("%s: %s, %q", name, got.State, got.Opportunity)
		}
		if code, _ := b.post("/h/"+string(h.ID), "verb", "lost:", "more", " "); code != http.StatusUnprocessableEntity {
			t.Errorf("lost without a word: %d", code)
		}
	}
}

// TestEveryFormSaysWhatWasShown of the lead that it is about.
func TestEveryFormSaysWhatWasShown(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	found := 0
	for who, paths := range map[handoff.PersonID][]string{"rita": {"/", "/h/" + string(h.ID)}, "quinn": {"/", "/h/" +
		string(h.ID)}, "mara": {"/h/" + string(h.ID)}} {
		b := r.as(who)
		for _, path := range paths {
			_, body := b.get(path)
			for _, form := range strings.Split(body, `action="/h/`)[1:] {
				form, _, _ = strings.Cut(form, "</form>")
				if found++; !strings.Contains(form, `name="seen" value="`+handoff.SightOf(&h).String()+`"`) {
					t.Errorf("%s of %s: %s", path, who, form)
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("%d forms", found)
	}
}

// TestOtherTimeOverAMeeting: a time at which the rep has another lead's meeting is not put to the prospect; the form says
// so.
func TestOtherTimeOverAMeeting(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.accepted() // Thursday at 15:00
	other := r.hand("quinn", strings.NewReplacer("Pat Kim <pat@globex", "Lee Oak <lee@initech", "Globex", "Initech",
		"Thu 26 Nov", "Mon 30 Nov", "/pat", "/lee", "Need: quotes", "Rep: Rita Vance\nNeed: quotes").Replace(globex))
	path, b := "/h/"+string(other.ID), r.as("rita")
	code, body := b.post(path, "verb", "move", "more", "Thu 26 Nov 2026, 15:00 Europe/Berlin", "seen", b.seen(other.ID))
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "You have something else then") ||
		!strings.Contains(body, "Nothing was done") {
		t.Errorf("over another meeting: %d\n%s", code, body)
	}
	if got := r.lead(other.ID); got.Version != other.Version || got.Moving != nil {
		t.Errorf("%d facts more, %+v", got.Version-other.Version, got.Moving)
	}
	if code, _ := b.post(path, "verb", "move", "more", "Tue 1 Dec 2026, 11:00"); code != http.StatusSeeOther {
		t.Errorf("a free time: %d", code)
	}
}
