package web

import (
	"net/http"
	"strings"
	"testing"

	"handoffd/handoff"
)

// visitors are somebody of each role, and nobody.
var visitors = []handoff.PersonID{"", "quinn", "tara", "rita", "ben", "mara", "alma", "olga"}

// pagesOf says who opens which page: quinn and tara are qualifiers, rita and ben reps, mara manages, alma stands up for
// the qualifiers, olga is the admin.
var pagesOf = map[string]string{
	"/": "quinn tara rita ben mara alma olga", "/board": "quinn tara rita ben mara alma olga", "/new": "quinn tara mara alma",
	"/review": "mara alma olga", "/rotation": "rita ben mara olga", "/reports": "quinn tara rita ben mara alma olga",
	"/reports.csv": "quinn tara rita ben mara alma olga", "/rules": "quinn tara rita ben mara alma olga", "/held": "olga",
	"/health": "olga", "/me": "quinn tara rita ben mara alma olga",
	"/help": "quinn tara rita ben mara alma olga", "/help/rules": "quinn tara rita ben mara alma olga",
	"/h/LEAD": "quinn rita mara alma olga", "/h/LEAD/mail/1": "",
}

// TestAccess asks for every route as everybody, with a lead of quinn's that rita was offered.
func TestAccess(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	if h.Rep() != "rita" {
		t.Fatalf("it is with %s", h.Rep())
	}
	for _, who := range visitors {
		b := r.as(who)
		for _, route := range routes {
			method, path, _ := strings.Cut(route.pattern, " ")
			path = strings.NewReplacer("{$}", "", "{id}", string(h.ID), "{row}", "1", "{topic}", "rules").Replace(path)
			allowed, listed := pagesOf[strings.NewReplacer(string(h.ID), "LEAD").Replace(path)]
			switch {
			case method == http.MethodGet && path != "/live" && !route.open:
				code, body := b.get(path)
				want := http.StatusForbidden
				switch {
				case !listed:
					t.Errorf("%s: say in pagesOf who may open it", route.pattern)
				case who == "":
					want = http.StatusSeeOther
				case strings.Contains(" "+allowed+" ", " "+string(who)+" "):
					want = http.StatusOK
				case strings.HasPrefix(path, "/h/"):
					want = http.StatusNotFound
				}
				if code != want {
					t.Errorf("%s as %q: %d, want %d\n%s%s", path, who, code, want, body, r.logs)
				}
				if want != http.StatusOK && strings.Contains(body, "Pat Kim") {
					t.Errorf("%s as %q tells of the lead", path, who)
				}
			case method == http.MethodPost && !route.open && who == "":
				if code, _ := b.post(path, "verb", "accept"); code != http.StatusUnauthorized {
					t.Errorf("POST %s as nobody: %d", path, code)
				}
			}
		}
	}
	for _, who := range []handoff.PersonID{"ben", "tara"} {
		b := r.as(who)
		if code, _ := b.post("/h/"+string(h.ID), "verb", "accept"); code != http.StatusNotFound {
			t.Errorf("%s says something of another's lead: %d", who, code)
		}
		for _, path := range []string{"/", "/board", "/board?all=1&q=Globex", "/reports.csv"} {
			if _, body := b.get(path); strings.Contains(body, "Pat Kim") || strings.Contains(body, string(h.ID)) {
				t.Errorf("%s tells %s of another's lead", path, who)
			}
		}
	}
	if got := r.lead(h.ID); got.State != handoff.Offered || got.Version != h.Version {
		t.Errorf("reading changed the lead: %s, %d facts, %d before", got.State, got.Version, h.Version)
	}
}

// TestPagesHaveNoInlineCode: the policy of the pages forbids it, and so it would not work.
func TestPagesHaveNoInlineCode(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	h := r.hand("quinn", globex)
	b := r.as("mara")
	for _, path := range []string{"/", "/board", "/review", "/rotation", "/reports", "/rules?rep=rita", "/me", "/nothing",
		"/h/" + string(h.ID)} {
		_, body := b.get(path)
		for _, bad := range []string{" style=", "<style", " onclick", "javascript:", "http://cdn", "ZgotmplZ", "<nil>", "%!"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s has %s", path, bad)
			}
		}
		if n := strings.Count(body, "<h1"); n != 1 {
			t.Errorf("%s has %d titles", path, n)
		}
		if strings.Count(body, "<script") > 1 {
			t.Errorf("%s has several scripts", path)
		}
		for _, part := range strings.Split(body, "<button")[1:] {
			if head, _, _ := strings.Cut(part, "</button>"); !strings.Contains(head, ">") || strings.HasSuffix(head, ">") {
				t.Errorf("%s has a button without a name: %s", path, head)
			}
		}
	}
}
