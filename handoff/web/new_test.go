package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestADemonstrationNamesWhomItReaches: where no mail goes outside, the form says who gets some.
func TestADemonstrationNamesWhomItReaches(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.Outside = []string{"Pat Kim <pat@globex.example>"} })
	if _, body := r.as("quinn").get("/new"); !strings.Contains(body, "no mail leaves it") ||
		!strings.Contains(body, "Pat Kim &lt;pat@globex.example&gt;; a lead") {
		t.Errorf("the form\n%s", body)
	}
	if _, body := newRig(t, nil).as("quinn").get("/new"); strings.Contains(body, "demonstration") {
		t.Error("all are told so")
	}
}

// TestAFormSentTwiceIsOneLead: as long as it says the same; the form of another visit, or other words, are another lead.
func TestAFormSentTwiceIsOneLead(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := r.as("quinn")
	once := func() string {
		_, body := b.get("/new")
		return regexp.MustCompile(`name="once" value="([^"]+)"`).FindStringSubmatch(body)[1]
	}
	hand := func(once, words string) string {
		code, to := b.post("/new", "do", "hand", "once", once, "words", words)
		if code != http.StatusSeeOther {
			t.Fatalf("%d\n%s", code, to)
		}
		return to
	}
	form := once()
	first := hand(form, globex)
	if again := hand(form, globex); again != first {
		t.Errorf("sent twice it is %s and %s", first, again)
	}
	other := strings.NewReplacer("Pat Kim", "Kit Ito", "pat@globex", "kit@hooli", "Globex", "Hooli").Replace(globex)
	if second := hand(form, other); second == first {
		t.Error("other words are lost")
	}
	if third := hand(once(), globex); third == first {
		t.Error("another form is lost")
	}
}

// TestNewLeadForm: an empty form says so, what is marked as needed is what is then called missing, free times keep what
// was typed, and whoever answers for qualifiers hands over in their place.
func TestNewLeadForm(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := r.as("quinn")
	if code, body := b.post("/new", "do", "hand"); code != http.StatusUnprocessableEntity ||
		!strings.Contains(body, "Nothing is filled in") {
		t.Errorf("an empty form: %d\n%s", code, body)
	}
	_, body := b.post("/new", "do", "check", "words", "they liked our talk")
	missing, _, _ := strings.Cut(body[strings.Index(body, "Still missing: ")+len("Still missing: "):], "</p>")
	marked := regexp.MustCompile(`<label for="f-[a-z-]+">([^<]+) <span class="req">needed`).FindAllStringSubmatch(body, -1)
	if n := len(strings.Split(missing, " · ")); n != len(marked) || n < 3 {
		t.Errorf("%d are marked, missing are %s", len(marked), missing)
	}
	for _, m := range marked {
		if !strings.Contains(missing, m[1]) {
			t.Errorf("%s is marked, and not missing: %s", m[1], missing)
		}
	}
	if code, body := b.post("/new", "do", "free", "f-contact", "Pat Kim"); code != http.StatusOK ||
		!strings.Contains(body, `value="Pat Kim"`) || !strings.Contains(body, "Rita Vance") {
		t.Errorf("free times: %d\n%s", code, body)
	}
	mara := r.as("mara")
	if _, body := mara.get("/new"); !strings.Contains(body, "in place of a qualifier") {
		t.Errorf("mara reads\n%s", body)
	}
	code, body := mara.post("/new", "do", "hand", "words", globex)
	_, id, _ := strings.Cut(body, "/h/")
	if code != http.StatusSeeOther || id == "" {
		t.Fatalf("mara: %d\n%s", code, body)
	}
	if h := r.lead(handoff.ID(id)); h.Qualifier != "mara" || h.State != handoff.Offered {
		t.Errorf("%s of %s", h.State, h.Qualifier)
	}
	if code, body := r.as("rita").get("/new"); code != http.StatusForbidden || !strings.Contains(body, "ask the admin") {
		t.Errorf("rita: %d\n%s", code, body)
	}
}

// TestWhatIsWrongStandsBesideTheField: nothing is handed over of what was filled in and is not understood, unless as a
// draft.
func TestWhatIsWrongStandsBesideTheField(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := r.as("quinn")
	good := map[string]string{"contact": "Pat Kim <pat@globex.example>", "when": "Thu 26 Nov 2026, 15:00",
		"company": "Globex", "need": "quotes in hours", "pain": "two lost deals", "timeframe": "this quarter"}
	form := func(do, field, value string) []string {
		out := []string{"do", do}
		for name, v := range good {
			if name == field {
				v = value
			}
			out = append(out, "f-"+name, v)
		}
		return out
	}
	for _, c := range []struct{ field, value, says string }{
		{"contact", "Pat Kim", "no mail address"}, {"contact", "pat@", "no mail address"},
		{"contact", "Rita Vance <rita@acme.example>", "Pat Kim &lt;pat@globex.example&gt;"},
		{"when", "Blursday", "I do not understand “Blursday”"}, {"when", "yesterday 15:00", "is past"},
		{"when", "Thu", "At what time on"},
	} {
		for _, do := range []string{"hand", "check"} {
			code, body := b.post("/new", form(do, c.field, c.value)...)
			beside := regexp.MustCompile(`id="bad-` + c.field + `" role="alert">([^<]+)</p>\s*<input [^>]*aria-invalid="true"`).
				FindStringSubmatch(body)
			if want := map[string]int{"hand": 422, "check": 200}[do]; code != want || beside == nil ||
				!strings.Contains(beside[1], c.says) || !strings.Contains(beside[1], "Write it like") ||
				!strings.Contains(body, `value="draft"`) || mailWords.MatchString(beside[1]) {
				t.Errorf("%s, %s %q: %d, %q\n%s", do, c.field, c.value, code, beside, body)
			}
		}
	}
	if _, body := b.get("/board"); strings.Contains(body, "Globex") {
		t.Error("something was handed over")
	}
	if code, body := b.post("/new", form("check", "pain", "")...); code != http.StatusOK ||
		!strings.Contains(body, `id="bad-pain">Not there yet`) {
		t.Errorf("what is missing: %d\n%s", code, body)
	}
	if code, _ := b.post("/new", form("draft", "when", "Blursday")...); code != http.StatusSeeOther {
		t.Errorf("as a draft: %d", code)
	}
	if _, body := b.get("/board"); !strings.Contains(body, "Globex") || !strings.Contains(body, "Draft") {
		t.Errorf("the draft\n%s", body)
	}
}

// TestWhatCameOfAFormIsToldAsItStands: not of a lead that came back before the page was there.
func TestWhatCameOfAFormIsToldAsItStands(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	for _, back := range []bool{false, true} {
		b := r.as("quinn")
		_, to := b.post("/new", "do", "hand", "words", globex)
		id := handoff.ID(to[strings.LastIndex(to, "/")+1:])
		if back {
			r.as("rita").post("/h/"+string(id), "verb", "reject:", "value", "budget", "more", "no money")
		}
		if _, body := b.get("/h/" + string(id)); strings.Contains(body, "<p>The brief is complete.</p>") == back {
			t.Errorf("a lead that is back, %t:\n%s", back, body)
		}
		r = newRig(t, nil)
	}
}
