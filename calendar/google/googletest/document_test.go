package googletest

import (
	"net/http"
	"testing"
)

// TestDocument proves that the check of the fake notices what the document does not have.
func TestDocument(t *testing.T) {
	docs, err := documents()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		method, url, body string
		wrong             int
	}{
		{"POST", "/calendar/v3/calendars/primary/events?sendUpdates=all", `{"id":"a","attendees":[{"email":"a@b.example"}]}`,
			0},
		{"POST", "/calendar/v3/calendars/primary/events?sendUpdates=some", `{}`, 1},
		{"POST", "/calendar/v3/calendars/primary/events?sendUpdate=all", `{}`, 1},
		{"POST", "/calendar/v3/calendars/primary/events", `{"uid":"a"}`, 1},
		{"POST", "/calendar/v3/calendars/primary/events", `{"attendees":[{"email":1}]}`, 1},
		{"POST", "/calendar/v3/calendars/primary/events", `{"start":{"at":"now"}}`, 1},
		{"GET", "/calendar/v3/calendars/a%40b.example/events?singleEvents=true", ``, 0},
		{"GET", "/gmail/v1/users/me/settings/vacation", ``, 0},
		{"GET", "/gmail/v1/users/me/settings/vacation?when=now", ``, 1},
	} {
		r, err := http.NewRequest(c.method, "https://www.googleapis.com"+c.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		d, m, _, found := match(docs, r)
		if !found {
			t.Errorf("%s %s: no method", c.method, c.url)
			continue
		}
		wrong := append(d.checkQuery(m, r.URL.Query()), d.checkBody(m.ID, m.Request, []byte(c.body))...)
		if len(wrong) != c.wrong {
			t.Errorf("%s %s %s: %q, want %d complaints", c.method, c.url, c.body, wrong, c.wrong)
		}
	}
	for _, path := range []string{"/calendar/v3/calendar/primary/events", "/calendar/v3/calendars/primary/event"} {
		r, _ := http.NewRequest("GET", "https://www.googleapis.com"+path, nil)
		if _, m, _, found := match(docs, r); found {
			t.Errorf("%s is taken for %s", path, m.ID)
		}
	}
}
