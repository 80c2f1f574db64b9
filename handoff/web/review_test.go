package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestReviewKeepsWhatIsTyped: lines that are filled in together are set together; one that cannot be set stays with what
// was typed and why, and the others are set all the same.
func TestReviewKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	a := r.hand("quinn", globex)
	b := r.hand("quinn", strings.NewReplacer("Pat Kim", "Kit Ito", "pat@globex", "kit@hooli", "Globex", "Hooli", "15:00",
		"11:00").Replace(globex))
	c := r.hand("tara", strings.NewReplacer("Pat Kim", "Lee Novak", "pat@globex", "lee@umbrella", "Globex", "Umbrella",
		"15:00", "17:00").Replace(globex))
	mara := r.as("mara")
	fields := func() (out []string) {
		for _, h := range []handoff.Handoff{a, b, c} {
			now := r.lead(h.ID)
			out = append(out, "seen-"+string(h.ID), handoff.SightOf(&now).String())
		}
		return out
	}
	shown := fields()
	r.as("rita").post("/h/"+string(c.ID), "verb", "next:", "more", "call Lee Thu")
	r.as("quinn").post("/h/"+string(c.ID), "verb", "next:", "more", "call Lee Thu")
	r.as("tara").post("/h/"+string(c.ID), "verb", "next:", "more", "call Lee Thu")
	code, body := mara.post("/review", append(shown, "next-"+string(a.ID), "send proposal Fri", "next-"+string(b.ID),
		"call someday", "next-"+string(c.ID), "demo Wed")...)
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "2 lines were not set") ||
		!strings.Contains(body, `value="call someday"`) || !strings.Contains(body, `value="demo Wed"`) ||
		!strings.Contains(body, "Tara Boyle") {
		t.Errorf("%d\n%s", code, body)
	}
	if s := r.lead(a.ID).Step; s == nil || s.What != "send proposal" || strings.Contains(body, `value="send proposal Fri"`) {
		t.Errorf("the line that is right: %+v", s)
	}
	if got := r.lead(b.ID); got.Version != b.Version {
		t.Error("the line that is wrong was kept")
	}
	if s := r.lead(c.ID).Step; s == nil || s.What != "call Lee" {
		t.Errorf("the line that was overtaken: %+v", s)
	}
	code, to := mara.post("/review", append(fields(), "next-"+string(b.ID), "demo Wed", "next-"+string(c.ID), "demo Wed")...)
	if code != http.StatusSeeOther || to != "/review" {
		t.Errorf("then: %d %s", code, to)
	}
	if _, body := mara.get("/review"); !strings.Contains(body, "Kit Ito, Hooli: ") || strings.Contains(body, "no step chosen") {
		t.Errorf("what was done is not told\n%s", body)
	}
}

// TestReviewSaysThatNothingWasFilledIn, and that leads which are back are with nobody who sells.
func TestReviewSaysThatNothingWasFilledIn(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	mara := r.as("mara")
	if _, body := mara.get("/review"); !strings.Contains(body, "1 lead is with reps") || strings.Contains(body, "was filled in") {
		t.Errorf("before\n%s", body)
	}
	code, body := mara.post("/review", "seen-"+string(h.ID), "", "next-"+string(h.ID), "  ")
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, "No line was filled in, and nothing was set.") {
		t.Errorf("%d\n%s", code, body)
	}
	if code, _ := r.as("rita").post("/h/"+string(h.ID), "verb", "reject", "value", "budget"); code != http.StatusSeeOther {
		t.Fatal(code)
	}
	_, body = mara.get("/review")
	if !strings.Contains(body, "0 leads are with reps, 1 is back") || !strings.Contains(body, "<h2>Quinn Ames</h2>") ||
		strings.Contains(body, "<h2>Rita Vance</h2>") {
		t.Errorf("sent back\n%s", body)
	}
}

// TestReviewTellsWhatIsSettled: a verdict that was given is not called open.
func TestReviewTellsWhatIsSettled(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	path, rita := "/h/"+string(h.ID), r.as("rita")
	rita.post(path, "verb", "accept")
	rita.post(path, "verb", "replied")
	r.now = h.End.Add(time.Hour)
	rita.post(path, "verb", "no-show")
	if got := r.lead(h.ID); got.State != handoff.Past {
		t.Fatalf("it is %s", got.State)
	}
	if _, body := r.as("mara").get("/review"); strings.Contains(body, "what became of it is not settled") ||
		!strings.Contains(body, "what follows is not settled") {
		t.Errorf("the review\n%s", body)
	}
}

// TestReviewTellsTheWindowFirst: while a rep is asked, the line says so, whatever next step there is.
func TestReviewTellsTheWindowFirst(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	if code, body := r.as("rita").post("/h/"+string(h.ID), "verb", "next:", "more", "send proposal 14 December"); code != 303 {
		t.Fatalf("%d\n%s", code, body)
	}
	got := r.lead(h.ID)
	v := &visit{Server: r.Server, c: r.c, now: r.now, me: r.c.Person("mara")}
	row := v.reviewRow(got)
	if got.Step == nil || !strings.Contains(row.Step, "send proposal") || !strings.HasPrefix(row.Step, "Rita") {
		t.Errorf("%+v", row)
	}
	for _, past := range []string{"call 3 Jan 2020", "call Fri 4 Dec 2099"} {
		code, body := r.as("rita").post("/h/"+string(h.ID), "verb", "next:", "more", past)
		if code != http.StatusUnprocessableEntity || strings.Contains(body, "Say what is to be done") ||
			!strings.Contains(body, "Give one to come.") {
			t.Errorf("%s: %d\n%s", past, code, body)
		}
	}
}
