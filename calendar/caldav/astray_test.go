package caldav

import (
	"net/http"
	"strings"
	"testing"

	"handoffd/calendar"
)

// TestFlow36TheAddressOfTheHost: an address that lacks its path is said to lack it, whatever the server answers
// there; a login that is wrong everywhere stays a wrong login.
func TestFlow36TheAddressOfTheHost(t *testing.T) {
	for _, place := range []string{"/SOGo/dav/", "/davical/caldav.php/", "/remote.php/dav/"} {
		for root, answer := range map[string]http.HandlerFunc{
			"asks for a login":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) },
			"forbids":           func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) },
			"shows a page":      func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>Welcome</html>")) },
			"is not there":      http.NotFound,
			"has another use":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusMethodNotAllowed) },
			"does not know how": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotImplemented) },
			"leads to a page": func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/" {
					http.Redirect(w, r, "/SOGo/", http.StatusFound)
					return
				}
				_, _ = w.Write([]byte("<html>Log in</html>"))
			},
		} {
			f := newFake()
			base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch path := r.URL.Path; {
				case path == "/.well-known/caldav":
					http.NotFound(w, r)
				case path == place:
					r.URL.Path = "/dav/"
					f.ServeHTTP(w, r)
				case path == "/dav/":
					http.NotFound(w, r)
				case strings.HasPrefix(path, "/dav/"):
					f.ServeHTTP(w, r)
				default:
					answer(w, r)
				}
			}))
			c := open(t, Options{URL: base, Username: "handoff", Password: password})
			_, err := c.Changes(t.Context(), "")
			mend := mendOf(err)
			if !strings.Contains(mend, base+place) || strings.Contains(mend, "password") ||
				calendar.KindOf(err) != calendar.Gone {
				t.Errorf("%s, the root %s: %v", place, root, err)
			}
			c = open(t, Options{URL: base + place, Username: "handoff", Password: password, Calendar: "rita"})
			if _, err := c.Changes(t.Context(), ""); err != nil {
				t.Errorf("at %s: %v", place, err)
			}
		}
	}
}

// TestFlow36NoCalendarsAnywhere: a server that keeps none is sent nowhere.
func TestFlow36NoCalendarsAnywhere(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		mend   string
	}{
		"a wrong login": {http.StatusUnauthorized, "does not take the name"},
		"no server":     {http.StatusNotFound, "/SOGo/dav/"},
		"a page":        {http.StatusOK, "/SOGo/dav/"},
		"an outage":     {http.StatusServiceUnavailable, ""},
	} {
		seen := 0
		base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { seen++; w.WriteHeader(c.status) }))
		_, err := open(t, Options{URL: base, Username: "handoff", Password: password}).Changes(t.Context(), "")
		if mend := mendOf(err); err == nil || !strings.Contains(mend, c.mend) || c.mend == "" && (mend != "" || seen > 2) {
			t.Errorf("%s: %v, mend %q, %d requests", name, err, mend, seen)
		}
		if (calendar.KindOf(err) == calendar.Permission) != (c.status == http.StatusUnauthorized) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func mendOf(err error) string {
	if e, ok := err.(*calendar.Error); ok {
		return e.Mend
	}
	return ""
}
