package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestWeeksAreThoseOfTheReport: also for a reader whose clock is behind.
func TestWeeksAreThoseOfTheReport(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	for who := range map[handoff.PersonID]bool{"tara": true, "ben": true, "yuki": true, "quinn": true} {
		_, body := r.as(who).get("/reports?week=2026-11-18")
		if !strings.Contains(body, "Mon 16 Nov – Sun 22 Nov") {
			t.Errorf("%s reads another week\n%s", who, regexp.MustCompile(`<h1>.*</h1>`).FindString(body))
		}
	}
}

// TestQueriesThatNameNothing are told of, and left out.
func TestQueriesThatNameNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.hand("quinn", globex)
	b := r.as("mara")
	for path, want := range map[string]string{"/reports?week=xx": "“xx” is no week", "/reports?week=2030-01-01": "2030-01-01",
		"/reports.csv?week=xx": "no week", "/board?state=zz": "There is no state “zz”", "/board?rep=nobody": "no rep “nobody”",
		"/board?team=x&qualifier=y": "no qualifier “y”"} {
		code, body := b.get(path)
		if code != http.StatusBadRequest || !strings.Contains(body, want) {
			t.Errorf("%s: %d\n%s", path, code, body)
		}
		if strings.HasPrefix(path, "/board") && !strings.Contains(body, "Pat Kim") {
			t.Errorf("%s hides leads", path)
		}
	}
	for _, path := range []string{"/reports?week=2026-11-18", "/board?state=offered&rep=rita&q=Globex"} {
		if code, _ := b.get(path); code != http.StatusOK {
			t.Errorf("%s: %d", path, code)
		}
	}
}

// TestFiltersAreKept: of the board, by its form and by the link to the free times.
func TestFiltersAreKept(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.hand("quinn", globex)
	_, body := r.as("mara").get("/board?state=offered&q=pat")
	if !strings.Contains(body, `<input type="hidden" name="state" value="offered">`) ||
		!strings.Contains(body, `href="/board?free=1&amp;q=pat&amp;state=offered#reps"`) {
		t.Errorf("a filter is lost\n%s", body)
	}
}

// TestASignInWithoutAnAddress sends nothing, and says so.
func TestASignInWithoutAnAddress(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.OneClick = false })
	code, body := r.browser().post("/signin", "email", " ")
	if code != http.StatusUnprocessableEntity || !strings.Contains(body, `id="bad-email"`) ||
		strings.Contains(body, "on its way") {
		t.Errorf("%d\n%s", code, body)
	}
}

// TestMostUrgentFirst: lists go by the time that is told.
func TestMostUrgentFirst(t *testing.T) {
	t.Parallel()
	early, late := work{by: time.Unix(1, 0)}, work{by: time.Unix(2, 0)}
	if early.urgency(late) >= 0 || late.urgency(early) <= 0 || (work{}).urgency(late) <= 0 || late.urgency(work{}) >= 0 {
		t.Error("the order is wrong")
	}
}
