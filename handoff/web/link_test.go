package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestActionLink: HEAD and GET only tell, a form of another site is turned away, the first POST does it, the next says
// so.
func TestActionLink(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	l := handoff.LinkFor("drawn", "accept")
	r.keepLink(l, h, "rita")
	path := "/do/" + l.Secret
	b := r.browser()
	if code := b.do(httptest.NewRequest(http.MethodHead, path, nil)).StatusCode; code != http.StatusOK {
		t.Errorf("HEAD: %d", code)
	}
	for range 2 {
		code, body := b.get(path)
		for _, want := range []string{"Rita Vance", "Pat Kim", "Thursday 26 November 2026, 15:00"} {
			if code != http.StatusOK || !strings.Contains(body, want) && !strings.Contains(body, "26 Nov") {
				t.Errorf("GET: %d without %s\n%s", code, want, body)
			}
		}
	}
	b.from = "cross-site"
	if code, _ := b.post(path); code != http.StatusForbidden {
		t.Errorf("POST of another site: %d", code)
	}
	if got := r.lead(h.ID); got.Version != h.Version {
		t.Fatalf("something was decided: %d facts, %d before", got.Version, h.Version)
	}
	b.from = "same-origin"
	if code, body := b.post(path); code != http.StatusOK || !strings.Contains(body, "Done") {
		t.Errorf("POST: %d\n%s", code, body)
	}
	got := r.lead(h.ID)
	e := got.Last().Evidence
	if len(e) == 0 || e[0].Via != handoff.ViaLink || e[0].Strength != handoff.Weak {
		t.Errorf("evidence: %+v", e)
	}
	if code, body := b.post(path); code != http.StatusGone || !strings.Contains(body, "used before") ||
		!strings.Contains(body, "What it did: Accept the lead.") || !strings.Contains(body,
		"accepted the invitation Mon 23 Nov, 08:00 GMT; what is still missing is a reply to Pat Kim") {
		t.Errorf("POST again: %d\n%s", code, body)
	}
	if again := r.lead(h.ID); again.Version != got.Version {
		t.Error("it was done twice")
	}
	if strings.Contains(r.logs.String(), l.Secret) {
		t.Error("the secret stands in the log")
	}
}

// TestLinksThatAreOver: an old one, one for a question that is settled, one of somebody else, and one that takes a
// session.
func TestLinksThatAreOver(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	accept, reject, cancel := handoff.LinkFor("a", "accept"), handoff.LinkFor("a", "reject: "), handoff.LinkFor("b", "cancel")
	r.keepLink(accept, h, "rita")
	r.keepLink(reject, h, "rita")
	r.keepLink(cancel, h, "quinn")
	rep := handoff.LinkFor("d", "rep ")
	r.keepLink(rep, h, "quinn")
	code, body := r.browser().post("/do/"+rep.Secret, "more", "Ben Ortiz")
	if same := r.lead(h.ID); code != http.StatusForbidden || !strings.Contains(body, "sign-in") || same.Rep() != h.Rep() {
		t.Errorf("another rep without a session: %d\n%s", code, body)
	}
	if code, _ := r.as("ben").post("/do/" + accept.Secret); code != http.StatusForbidden {
		t.Errorf("under another's session: %d", code)
	}
	if code, body := r.browser().post("/do/"+reject.Secret, "more", "budget"); code != http.StatusForbidden ||
		!strings.Contains(body, "sign-in") {
		t.Errorf("a rejection without a session: %d\n%s", code, body)
	}
	if code, _ := r.browser().post("/do/" + cancel.Secret); code != http.StatusForbidden {
		t.Errorf("a cancellation without a session: %d", code)
	}
	if code, _ := r.browser().get("/do/" + strings.Repeat("a", 32)); code != http.StatusNotFound {
		t.Errorf("a link that never was: %d", code)
	}
	if code, _ := r.as("rita").post("/do/"+reject.Secret, "value", "budget"); code != http.StatusOK {
		t.Errorf("a rejection with a session: %d", code)
	}
	now := r.lead(h.ID)
	if now.State != handoff.Returned {
		t.Fatalf("it is %s", now.State)
	}
	if code, body := r.browser().get("/do/" + accept.Secret); code != http.StatusGone || !strings.Contains(body, "settled") {
		t.Errorf("a settled question: %d\n%s", code, body)
	}
	if code, _ := r.browser().post("/do/" + accept.Secret); code != http.StatusGone {
		t.Errorf("an answer to it: %d", code)
	}
	if got := r.lead(h.ID); got.Version != now.Version {
		t.Error("it was decided")
	}
	late := handoff.LinkFor("c", "dispute")
	r.keepLink(late, now, "quinn")
	r.now = r.now.Add(handoff.PageLinkLife + time.Hour)
	if code, body := r.browser().get("/do/" + late.Secret); code != http.StatusGone || !strings.Contains(body, "too old") {
		t.Errorf("an old link: %d\n%s", code, body)
	}
}

// TestALinkSaysWhatWouldCome: of an answer that is opened, who is asked then and who hears of it; nothing is kept.
func TestALinkSaysWhatWouldCome(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	decline, cancel := handoff.LinkFor("a", "decline"), handoff.LinkFor("b", "cancel")
	r.keepLink(decline, h, "rita")
	r.keepLink(cancel, h, "quinn")
	_, body := r.browser().get("/do/" + decline.Secret)
	if !strings.Contains(body, "What would come of it") || !strings.Contains(body, "Ben Ortiz is to reply to Pat Kim") ||
		!strings.Contains(body, "Who hears of it") {
		t.Errorf("of a decline\n%s", body)
	}
	if _, body := r.browser().get("/do/" + cancel.Secret); !strings.Contains(body, "What would come of it") {
		t.Errorf("of a cancellation\n%s", body)
	}
	if got := r.lead(h.ID); got.Version != h.Version {
		t.Error("something was kept")
	}
}

// TestALinkCallsItOff: its page tells who hears of it, and the form on it does it, once.
func TestALinkCallsItOff(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	rep := r.as("rita")
	rep.post("/h/"+string(h.ID), "verb", "accept")
	rep.post("/h/"+string(h.ID), "verb", "replied")
	h = r.lead(h.ID)
	cancel := handoff.LinkFor("b", "cancel")
	r.keepLink(cancel, h, "quinn")
	b := r.as("quinn")
	_, body := b.get("/do/" + cancel.Secret)
	for _, want := range []string{"Cancel the meeting", "Called off by you", "Pat Kim", "Rita Vance", "Invitation, withdrawn"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page of the link does not tell %q\n%s", want, body)
		}
	}
	if got := r.lead(h.ID); got.Version != h.Version {
		t.Fatal("to look at it has done something")
	}
	code, body := b.post("/do/" + cancel.Secret)
	if got := r.lead(h.ID); code != http.StatusOK || !strings.Contains(body, "<h1>Done</h1>") || got.State != handoff.Closed ||
		strings.Contains(body, "once more") {
		t.Errorf("the form of the link: %d, it is %s\n%s", code, got.State, body)
	}
}

// TestALinkThatIsFilledIn: its page says what the answer does and who hears of it, offers what the lead's page offers,
// and shows free times to who is signed in.
func TestALinkThatIsFilledIn(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	rep, move := handoff.LinkFor("a", "rep "), handoff.LinkFor("b", "move ")
	r.keepLink(rep, h, "quinn")
	r.keepLink(move, h, "quinn")
	b := r.as("quinn")
	for path, wants := range map[string][]string{
		rep.Secret: {"<h1>Other rep</h1>", "is to have the lead", `<option value="Ben Ortiz">`, "Who hears of it",
			"The rep whom you choose", "Pat Kim", "Rita Vance"},
		move.Secret: {"<h1>Other time</h1>", "everybody is asked again", "Thu 26 Nov, 15:00", "Who hears of it", "Pat Kim",
			"Rita Vance", "Show free times"},
		move.Secret + "?free=1": {"no calendar to look into"},
	} {
		_, body := b.get("/do/" + path)
		for _, want := range wants {
			if !strings.Contains(body, want) {
				t.Errorf("%s lacks %q\n%s", path, want, body)
			}
		}
		if strings.Contains(body, "In your words") {
			t.Errorf("%s asks for words\n%s", path, body)
		}
	}
	if _, body := r.browser().get("/do/" + move.Secret + "?free=1"); strings.Contains(body, "no calendar") ||
		!strings.Contains(body, "/signin?to=%2Fdo%2F"+move.Secret+"%3Ffree%3D1") {
		t.Errorf("without a sign-in\n%s", body)
	}
	if got := r.lead(h.ID); got.Version != h.Version {
		t.Fatal("something was kept")
	}
	code, body := b.post("/do/"+rep.Secret, "value", "Ben Ortiz")
	if got := r.lead(h.ID); code != http.StatusOK || got.Rep() != "ben" {
		t.Errorf("another rep: %d\n%s", code, body)
	}
}

// TestTwoAtOnce: of two that use a link at once one wins, and the other is told.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	l := handoff.LinkFor("drawn", "accept")
	r.keepLink(l, h, "rita")
	var wg sync.WaitGroup
	codes := make(chan int, 4)
	for range cap(codes) {
		b := r.browser()
		wg.Go(func() {
			code, _ := b.post("/do/" + l.Secret)
			codes <- code
		})
	}
	wg.Wait()
	close(codes)
	won := 0
	for code := range codes {
		switch code {
		case http.StatusOK:
			won++
		case http.StatusGone:
		default:
			t.Errorf("one was answered %d", code)
		}
	}
	if got := r.lead(h.ID); won != 1 || got.Version != h.Version+1 {
		t.Errorf("%d have won; %d facts, %d before", won, got.Version, h.Version)
	}
}

// TestALinkThatIsNotUnderstood keeps what was typed, and can be used once more.
func TestALinkThatIsNotUnderstood(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	l := handoff.LinkFor("drawn", "move ")
	r.keepLink(l, h, "quinn")
	b := r.browser()
	for _, more := range []string{"", "Blursday 25:00"} {
		code, body := b.post("/do/"+l.Secret, "more", more)
		if code != http.StatusUnprocessableEntity || !strings.Contains(body, "nothing was done") &&
			!strings.Contains(body, "Nothing was done") || !strings.Contains(body, `value="`+more+`"`) {
			t.Errorf("%q: %d\n%s", more, code, body)
		}
	}
	if got := r.lead(h.ID); got.Version != h.Version {
		t.Errorf("%d facts, %d before", got.Version, h.Version)
	}
	if code, body := b.post("/do/"+l.Secret, "more", "Fri 27 Nov 2026 15:00"); code != http.StatusOK {
		t.Errorf("then: %d\n%s", code, body)
	}
}

// TestALinkInAFormEnds: whatever is typed into a form is read by others, so that a link of a mail in it ends.
func TestALinkInAFormEnds(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	added, noted := handoff.LinkFor("a", "accept"), handoff.LinkFor("b", "accept")
	r.keepLink(added, h, "rita")
	r.keepLink(noted, h, "rita")
	quinn := r.as("quinn")
	if code, page := quinn.post("/h/"+string(h.ID), "verb", "Key:", "value", "notes", "more",
		"Rita says https://pages.acme.example/do/"+added.Secret); code != http.StatusSeeOther {
		t.Fatal(code, page)
	}
	r.hand("quinn", strings.ReplaceAll(globex, "pat@globex", "lee@hooli")+"Notes: https://pages.acme.example/do/"+
		noted.Secret+"\n")
	for name, l := range map[string]handoff.PageLink{"added": added, "of a new lead": noted} {
		if code, page := r.browser().get("/do/" + l.Secret); code != http.StatusGone ||
			!strings.Contains(page, "showed it to others") {
			t.Errorf("%s: %d\n%s", name, code, page)
		}
	}
}
