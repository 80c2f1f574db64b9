package check

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar/calendartest"
	"handoffd/calendar/google/googletest"
	"handoffd/calendar/graph/graphtest"
	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/oauth"
	"handoffd/mail/oauth/oauthtest"
)

// loopback is any server on this machine.
const loopback = "loopback"

// cloud leads to the servers of the test by the host that is asked for, without a socket where the test has them in the
// process.
type cloud map[string]http.RoundTripper

func (c cloud) RoundTrip(r *http.Request) (*http.Response, error) {
	host := r.URL.Hostname()
	if net.ParseIP(host).IsLoopback() {
		host = loopback
	}
	way, ok := c[host]
	if !ok {
		return nil, errors.New("no route to host")
	}
	return way.RoundTrip(r)
}

// respond is a server that answers in a way of its own.
type respond func(r *http.Request) (status int, body string)

func (f respond) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := f(r)
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// delegation is Google's token endpoint for service accounts: whoever the assertion is about (RFC 7523).
func delegation(r *http.Request) (int, string) {
	if err := r.ParseForm(); err != nil {
		return http.StatusBadRequest, `{"error":"invalid_request"}`
	}
	parts := strings.Split(r.PostForm.Get("assertion"), ".")
	if len(parts) != 3 {
		return http.StatusBadRequest, `{"error":"invalid_grant"}`
	}
	claims, _ := base64.RawURLEncoding.DecodeString(parts[1])
	var c struct{ Sub string }
	_ = json.Unmarshal(claims, &c)
	return http.StatusOK, fmt.Sprintf(`{"access_token":"token-of-%s","token_type":"Bearer","expires_in":3600}`, c.Sub)
}

// serviceKey is a key file as Google gives it.
func serviceKey(t *testing.T) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]string{"type": "service_account",
		"client_email": "handoffd@acme.iam.gserviceaccount.example", "private_key_id": "1",
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
		"token_uri":   "https://oauth2.googleapis.com/token"})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// calendarWorld is what a check of calendars finds.
type calendarWorld struct {
	t      *testing.T
	cloud  cloud
	google *googletest.Server
	graph  *graphtest.Server
	oauth  *oauthtest.Provider
	dav    *calendartest.DAV // nil until it is asked for
	page   string            // what the feed gives
	dir    string
	config string
}

const ritaCalendar = ", zone = \"Europe/London\", calendars = "

// newCalendarWorld writes a config with a calendar and with calendars of rita's own, if there are any.
func newCalendarWorld(t *testing.T, agenda, own string) *calendarWorld {
	t.Helper()
	w := &calendarWorld{t: t, google: googletest.New(t), dir: t.TempDir(),
		page: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nEND:VCALENDAR\r\n"}
	people := []string{"handoff@acme.example", "rita@acme.example", "mara@acme.example"}
	w.graph = graphtest.New(graphtest.Config{Token: "graph-token", Mailboxes: people})
	w.oauth = oauthtest.New(oauthtest.Config{ClientID: "client-1", ClientSecret: "client-secret-of-the-test"})
	w.cloud = cloud{"www.googleapis.com": w.google, "gmail.googleapis.com": w.google,
		"oauth2.googleapis.com": respond(delegation), "graph.microsoft.com": w.graph.Transport(),
		"login.microsoftonline.com": respond(func(*http.Request) (int, string) {
			return http.StatusOK, `{"access_token":"graph-token","token_type":"Bearer","expires_in":3600}`
		}), loopback: http.DefaultTransport, "login.test.example": w.oauth.Client().Transport}
	for _, who := range people {
		w.google.Vacation[who] = googletest.Object{"enableAutoReply": false}
	}
	feed := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter,
		_ *http.Request) {
		_, _ = io.WriteString(out, w.page)
	}))
	t.Cleanup(feed.Close)
	if strings.Contains(agenda+own, "RADICALE") {
		w.dav = calendartest.StartRadicale(t)
		for _, who := range people {
			w.dav.MakeCalendar(t, who, "work")
		}
		agenda, own = strings.ReplaceAll(agenda, "RADICALE", w.dav.URL), strings.ReplaceAll(own, "RADICALE", w.dav.URL)
	}
	if own != "" {
		own = ritaCalendar + "[" + own + "]"
	}
	w.config = filepath.Join(w.dir, "config.toml")
	text := `
admin       = "mara"
authserv_id = "mx.acme.example"
address     = { email = "handoff@acme.example", name = "Acme Handoff" }
imap        = { addr = "imap.acme.example:993", username = "handoff@acme.example", password_file = "password" }
smtp        = { addr = "smtp.acme.example:465", tls = "tls", username = "handoff@acme.example", password_file = "password" }
defaults    = { zone = "Europe/Berlin", hours = "Mon-Fri 09:00-17:00" }
person      = [
  { id = "quinn", name = "Quinn Ames", email = "quinn@acme.example" },
  { id = "rita", name = "Rita Vance", email = "rita@acme.example"` + own + ` },
  { id = "mara", name = "Mara Lindt", email = "mara@acme.example" },
]
team        = [{ name = "sales", qualifiers = ["quinn"], reps = ["rita"], managers = ["mara"] }]
calendar    = { ` + agenda + ` }
`
	for name, text := range map[string]string{"config.toml": text, "key.json": serviceKey(t),
		"secret": "client-secret-of-the-test\n", "password": "password-of-the-test\n",
		"feed": feed.URL + "/very-secret-address.ics\n"} {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// check runs the part of the check that is about calendars, and gives what it printed.
func (w *calendarWorld) check() (findings, string) {
	w.t.Helper()
	conf, err := config.Load(w.config)
	if err != nil {
		w.t.Fatal(err)
	}
	a, err := app.Open(w.t.Context(), conf, app.Checking, app.Options{HTTP: &http.Client{Transport: w.cloud}})
	if err != nil {
		w.t.Fatal(err)
	}
	defer a.Close()
	x := &examination{world: world{}.orReal(), conf: conf, app: a, Options: Options{Now: time.Now}}
	all := x.calendars(w.t.Context())
	var out strings.Builder
	for _, f := range all {
		out.WriteString(f.without(x.secrets()).String())
	}
	return all, out.String()
}

// consented seals the consent of the handoff address to its calendar.
func (w *calendarWorld) consented(provider string) {
	w.t.Helper()
	const address = "handoff@acme.example"
	hosttest.Consent(w.t, w.config, app.CalendarLogin(address), provider, w.oauth,
		oauth.Request{Provider: w.oauth.Endpoints(provider), Login: address,
			ClientID: "client-1", ClientSecret: "client-secret-of-the-test", HTTP: w.oauth.Client()})
	w.cloud["www.googleapis.com"] = exchanged{w.oauth, w.google, "token-of-handoff@acme.example"}
	w.cloud["graph.microsoft.com"] = exchanged{w.oauth, w.graph.Transport(), "graph-token"}
}

// exchanged takes the living tokens of a login for the one that the server of the test knows.
type exchanged struct {
	from *oauthtest.Provider
	to   http.RoundTripper
	as   string
}

func (e exchanged) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && !e.from.End(token).IsZero() {
		r.Header.Set("Authorization", "Bearer "+e.as)
	}
	return e.to.RoundTrip(r)
}

const (
	googleKey  = `provider = "google", key_file = "key.json"`
	googleUser = `provider = "google"`
	graphApp   = `provider = "graph", tenant = "acme.example", client_id = "app-1", client_secret_file = "secret"`
	davAgenda  = `provider = "caldav", url = "RADICALE/handoff@acme.example/work/", username = "handoff@acme.example", ` +
		`password_file = "password"`
	davOwn = `{ kind = "caldav", url = "RADICALE/rita@acme.example/work/", username = "rita@acme.example", ` +
		`password_file = "password", blocks = true }`
	feedOwn = `{ kind = "feed", url_file = "feed", private = true }`
)

// grantsReading leads to a CalDAV server that grants nobody the right to write (RFC 3744 section 5.4).
type grantsReading struct{}

func (grantsReading) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	for _, right := range []string{"all", "write", "write-content", "bind", "unbind"} {
		text = bytes.ReplaceAll(text, []byte(right+" />"), []byte("read />"))
	}
	res.Body, res.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	return res, nil
}

// TestCheckCalendars: what is missing is named, with where to grant it.
func TestCheckCalendars(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		agenda string
		own    string
		change func(w *calendarWorld)
		failed string // in the text of what failed; empty: nothing did
		mend   string
		warned string
	}{
		{name: "google", agenda: googleKey},
		{name: "google, nothing delegated", agenda: googleKey, change: func(w *calendarWorld) {
			w.cloud["oauth2.googleapis.com"] = respond(func(*http.Request) (int,
				string) {
				return 401, `{"error":"unauthorized_client"}`
			})
		}, failed: "read the calendar of handoff@acme.example", mend: "Domain-wide delegation"},
		{name: "google, the key is deleted", agenda: googleKey, change: func(w *calendarWorld) {
			w.cloud["oauth2.googleapis.com"] = respond(func(*http.Request) (int,
				string) {
				return 400, `{"error":"invalid_grant"}`
			})
		}, failed: "read the calendar of handoff@acme.example", mend: "Service Accounts → Keys"},
		{name: "google, no guests", agenda: googleKey, change: func(w *calendarWorld) { w.google.Plain = true },
			failed: "invite guests", mend: "Domain-wide delegation"},
		{name: "google, no right to a rep", agenda: googleKey,
			change: func(w *calendarWorld) { w.google.Locked["rita@acme.example"] = true },
			failed: "read when rita@acme.example is busy", mend: "Share with specific people"},
		{name: "google, the key is no key", agenda: googleKey, change: func(w *calendarWorld) {
			if err := os.WriteFile(filepath.Join(w.dir, "key.json"), []byte("{}"), 0o600); err != nil {
				w.t.Fatal(err)
			}
		}, failed: "it is not the JSON file that Google gave"},
		{name: "google, nobody consented", agenda: googleUser, failed: "log in to the calendar of handoff@acme.example",
			mend: "handoffd authorize google --calendar --mailbox handoff@acme.example"},
		{name: "google, consent withdrawn", agenda: googleUser,
			change: func(w *calendarWorld) { w.consented(oauth.NameGoogle); w.oauth.Revoke() },
			failed: "log in to the calendar of handoff@acme.example",
			mend:   "handoffd authorize google --calendar --mailbox handoff@acme.example"},
		{name: "graph", agenda: graphApp},
		{name: "graph, may not write", agenda: graphApp,
			change: func(w *calendarWorld) { w.graph.Deny("handoff@acme.example", "write") },
			failed: "write the calendar of handoff@acme.example", mend: "Calendars.ReadWrite"},
		{name: "graph, wrong secret", agenda: graphApp, change: func(w *calendarWorld) {
			w.cloud["login.microsoftonline.com"] = respond(func(*http.Request) (int,
				string) {
				return 401, `{"error":"invalid_client"}`
			})
		}, failed: "log in at Microsoft", mend: "Certificates & secrets"},
		{name: "graph, no right to a rep", agenda: graphApp,
			change: func(w *calendarWorld) { w.graph.Lock("rita@acme.example") },
			failed: "read free/busy of rita@acme.example", mend: "Set-MailboxFolderPermission"},
		{name: "graph, sees less", agenda: graphApp, change: func(w *calendarWorld) {
			w.graph.Deny("rita@acme.example",
				"settings")
		},
			warned: "read the automatic replies of rita@acme.example"},
		{name: "graph, consent withdrawn", agenda: `provider = "graph"`,
			change: func(w *calendarWorld) { w.consented(oauth.NameMicrosoft); w.oauth.Revoke() },
			failed: "log in to the calendar of handoff@acme.example",
			mend:   "handoffd authorize microsoft --calendar --mailbox handoff@acme.example"},
		{name: "caldav", agenda: davAgenda, own: davOwn},
		{name: "caldav, wrong password", agenda: davAgenda, change: func(w *calendarWorld) {
			w.cloud[loopback] = respond(func(*http.Request) (int, string) { return 401, "" })
		}, failed: "HTTP 401", mend: "app password"},
		{name: "caldav, may not write", agenda: davAgenda,
			change: func(w *calendarWorld) { w.cloud[loopback] = grantsReading{} },
			failed: "write to the calendar /handoff@acme.example/work/", mend: "with the right to write"},
		{name: "caldav, two calendars", agenda: strings.Replace(davAgenda, "acme.example/work/", "acme.example/", 1),
			change: func(w *calendarWorld) {
				w.dav.Do(w.t, "MKCALENDAR", "/handoff@acme.example/leisure/", "")
			}, failed: "find the calendar", mend: "name one of them in the config: \"leisure\", \"work\""},
		{name: "caldav, nobody there", agenda: davAgenda, change: func(w *calendarWorld) { delete(w.cloud, loopback) },
			failed: "no route to host", mend: "reached from here"},
		{name: "feed", agenda: `provider = "imip"`, own: feedOwn},
		{name: "feed, a login page", agenda: `provider = "imip"`, own: feedOwn,
			change: func(w *calendarWorld) { w.page = "<!doctype html><html><title>Log in</title></html>" },
			failed: "rita: read the calendar feed", mend: "not logged in"},
		{name: "feed, in a private network", agenda: `provider = "imip"`,
			own: strings.Replace(feedOwn, ", private = true", "", 1), failed: "rita: read the calendar feed",
			mend: "allow private addresses"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newCalendarWorld(t, c.agenda, c.own)
			if c.change != nil {
				c.change(w)
			}
			all, printed := w.check()
			var failed, warned Finding
			for _, f := range all {
				if !f.OK && failed.Text == "" {
					failed = f
				}
				if f.Warn {
					warned = f
				}
			}
			if len(all) == 0 || !strings.Contains(failed.Text, c.failed) || (c.failed == "") != (failed.Text == "") {
				t.Errorf("failed %q, want %q; all:\n%s", failed.Text, c.failed, printed)
			}
			if !strings.Contains(failed.Mend, c.mend) || failed.Text != "" && failed.Mend == "" {
				t.Errorf("mend %q, want %q", failed.Mend, c.mend)
			}
			if !strings.Contains(warned.Text, c.warned) || c.warned+c.failed == "" && warned.Text != "" {
				t.Errorf("warned %q, want %q", warned.Text, c.warned)
			}
			for _, secret := range append(w.oauth.Secrets(), "password-of-the-test", "very-secret-address", "client-secret",
				"PRIVATE KEY") {
				if strings.Contains(printed, secret) {
					t.Errorf("%q was printed:\n%s", secret, printed)
				}
			}
			t.Logf("\n%s", printed)
		})
	}
}

// TestCheckConsentedCalendar: what somebody has consented to is used.
func TestCheckConsentedCalendar(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ agenda, provider string }{{googleUser, oauth.NameGoogle},
		{`provider = "graph"`, oauth.NameMicrosoft}} {
		t.Run(c.provider, func(t *testing.T) {
			w := newCalendarWorld(t, c.agenda, "")
			w.google.Shared["rita@acme.example"] = "freeBusyReader"
			w.consented(c.provider)
			all, printed := w.check()
			if len(all) < 3 || slices.ContainsFunc(all, func(f Finding) bool { return !f.OK }) {
				t.Errorf("consented, and yet:\n%s", printed)
			}
		})
	}
}
