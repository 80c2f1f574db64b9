package calendartest

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// runningEnv names a CalDAV server that was set up by hand and runs: where everybody's calendars are, as in
// https://cal.acme.example/SOGo/dav/{who}/Calendar/. Everybody of a test has an account there, with Password.
const runningEnv = "HANDOFFD_CALDAV"

// Servers are the CalDAV servers of the tests by name: those that Debian has, and the one that runs, if there is one.
func Servers() map[string]func(testing.TB) *DAV {
	all := map[string]func(testing.TB) *DAV{"Radicale": StartRadicale, "Xandikos": StartXandikos, "Cyrus": StartCyrus}
	if os.Getenv(runningEnv) != "" {
		all["Running"] = Running
	}
	return all
}

// Running is the server that HANDOFFD_CALDAV names; without one the test is skipped. Calendars that a test makes there
// are new, and gone after it.
func Running(t testing.TB) *DAV {
	t.Helper()
	at := os.Getenv(runningEnv)
	if at == "" {
		t.Skipf("this test needs a CalDAV server that runs; %s names none", runningEnv)
	}
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	root, folder, found := strings.Cut(u.Path, "/{who}/")
	if !found {
		t.Fatalf("%s=%s has no /{who}/", runningEnv, at)
	}
	return &DAV{URL: u.Scheme + "://" + u.Host, root: root, folder: folder, kept: true}
}

// Client is for what a test asks the server past the code under test.
func (s *DAV) Client() *http.Client {
	if !s.kept {
		return http.DefaultClient
	}
	return &http.Client{Transport: patient{}}
}

// patient asks again when a server hangs up, as SOGo does while all its children are busy.
type patient struct{}

// RoundTrip implements http.RoundTripper.
func (patient) RoundTrip(req *http.Request) (*http.Response, error) {
	for tries := 0; ; tries++ {
		res, err := http.DefaultTransport.RoundTrip(req)
		if err == nil || tries == 20 {
			return res, err
		}
		time.Sleep(50 * time.Millisecond)
		req = req.Clone(req.Context())
		if req.GetBody != nil {
			req.Body, _ = req.GetBody()
		}
	}
}
