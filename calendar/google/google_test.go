package google_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/oauth2"

	"handoffd/calendar"
	"handoffd/calendar/google"
	"handoffd/calendar/google/googletest"
)

var (
	ctx   = context.Background()
	start = time.Date(2027, 3, 1, 14, 0, 0, 0, time.UTC)
)

func meeting(guests ...string) calendar.Event {
	e := calendar.Event{UID: "4f7c@handoff.acme.example", Start: start, End: start.Add(time.Hour),
		Summary: "Globex and Acme", Description: "With Rita."}
	for _, g := range guests {
		e.Attendees = append(e.Attendees, calendar.Attendee{Address: g, PartStat: calendar.NeedsAction})
	}
	return e
}

func answers(e calendar.Event) map[string]calendar.PartStat {
	all := map[string]calendar.PartStat{}
	for _, a := range e.Attendees {
		all[a.Address] = a.PartStat
	}
	return all
}

func put(t *testing.T, p *google.Provider, want calendar.Event, at calendar.Ref) calendar.Ref {
	t.Helper()
	ref, err := p.Put(ctx, want, at)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func get(t *testing.T, p *google.Provider, at calendar.Ref) calendar.Event {
	t.Helper()
	e, _, err := p.Get(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestAnswerMeanwhile is a guest who answers between our reading and our writing: the answer must survive the swap.
func TestAnswerMeanwhile(t *testing.T) {
	f := googletest.New(t)
	p := provider(t, options(f, f))
	want := meeting("pat@globex.example", rep)
	ref := put(t, p, want, calendar.Ref{})
	f.Interfere = func() { f.AnswerAs(want.UID, "pat@globex.example", "accepted") }
	want = meeting("pat@globex.example", "sam@acme.example")
	want.Description = "With Sam."
	ref = put(t, p, want, ref)
	wanted := map[string]calendar.PartStat{"pat@globex.example": calendar.Accepted,
		"sam@acme.example": calendar.NeedsAction}
	if diff := cmp.Diff(wanted, answers(get(t, p, ref))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := f.Told["sam@acme.example"]; n != 1 {
		t.Errorf("the new rep was told %d times", n)
	}
}

// TestForeignGuests: a colleague whom the prospect brought along is not ours to withdraw.
func TestForeignGuests(t *testing.T) {
	f := googletest.New(t)
	p := provider(t, options(f, f))
	ref := put(t, p, meeting("pat@globex.example", rep), calendar.Ref{})
	e := f.Stored[googletest.Organizer][0].Event
	e["attendees"] = append(e["attendees"].([]any), googletest.Object{"email": "paul@globex.example",
		"responseStatus": "accepted"})
	ref = put(t, p, meeting("pat@globex.example", "sam@acme.example"), ref)
	want := map[string]calendar.PartStat{"pat@globex.example": calendar.NeedsAction,
		"sam@acme.example": calendar.NeedsAction, "paul@globex.example": calendar.Accepted}
	if diff := cmp.Diff(want, answers(get(t, p, ref))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestWordsStoredDifferently: Google may tidy up what it is given; that is no change of ours, and nobody is told again.
func TestWordsStoredDifferently(t *testing.T) {
	f := googletest.New(t)
	p := provider(t, options(f, f))
	want := meeting(rep)
	ref := put(t, p, want, calendar.Ref{})
	f.Stored[googletest.Organizer][0].Event["description"] = "<p>With Rita.</p>"
	put(t, p, want, ref)
	if f.Told[rep] != 1 || slices.Contains(f.Asked, "calendar.events.patch") {
		t.Errorf("told %d times, asked %q", f.Told[rep], f.Asked)
	}
}

func TestAllDay(t *testing.T) {
	f := googletest.New(t)
	p := provider(t, options(f, f))
	timed := meeting()
	ref := put(t, p, timed, calendar.Ref{})
	allDay := timed
	allDay.AllDay, allDay.Start, allDay.End = true, start.Truncate(24*time.Hour),
		start.Truncate(24*time.Hour).AddDate(0, 0, 2)
	for _, want := range []calendar.Event{allDay, timed} {
		ref = put(t, p, want, ref)
		if got := get(t, p, ref); got.AllDay != want.AllDay || !got.Start.Equal(want.Start) || !got.End.Equal(want.End) {
			t.Errorf("got %v to %v, all day %v; want %v to %v", got.Start, got.End, got.AllDay, want.Start, want.End)
		}
	}
}

// TestRevived: what was withdrawn keeps its id; put again, it stands again, and old answers do not.
func TestRevived(t *testing.T) {
	f := googletest.New(t)
	p := provider(t, options(f, f))
	want := meeting(rep)
	ref := put(t, p, want, calendar.Ref{})
	f.Answer(want.UID, rep, calendar.Accepted)
	if err := p.Withdraw(ctx, ref); err != nil {
		t.Fatal(err)
	}
	for _, at := range []calendar.Ref{{}, ref} {
		again := put(t, p, want, at)
		if diff := cmp.Diff(map[string]calendar.PartStat{rep: calendar.NeedsAction},
			answers(get(t, p, again))); again.ID != ref.ID || diff != "" {
			t.Errorf("%+v (-want +got):\n%s", again, diff)
		}
	}
	if f.Told[rep] != 3 {
		t.Errorf("told %d times, want invitation, withdrawal, invitation", f.Told[rep])
	}
}

func TestConference(t *testing.T) {
	f := googletest.New(t)
	o := options(f, f)
	o.Conference = true
	p := provider(t, o)
	want := meeting(rep)
	ref := put(t, p, want, calendar.Ref{})
	first := get(t, p, ref)
	if !strings.HasPrefix(first.URL, "https://meet.example/") || first.Location != first.URL {
		t.Errorf("joined at %q, place %q", first.URL, first.Location)
	}
	want.Attendees[0].Address, want.Description = "sam@acme.example", "With Sam."
	if swapped := get(t, p, put(t, p, want, ref)); swapped.URL != first.URL {
		t.Errorf("after the swap it is joined at %q, before at %q", swapped.URL, first.URL)
	}
	placed := meeting(rep)
	placed.UID, placed.Location = "placed@handoff.acme.example", "Main Street 1"
	if e := get(t, p, put(t, p, placed, calendar.Ref{})); e.URL != "" {
		t.Errorf("an event with a place got a conference: %q", e.URL)
	}
	alone := meeting()
	alone.UID = "alone@handoff.acme.example"
	if e := get(t, p, put(t, p, alone, calendar.Ref{})); e.URL != "" {
		t.Errorf("an entry without guests got a conference: %q", e.URL)
	}
}

func TestRefused(t *testing.T) {
	f := googletest.New(t)
	p := provider(t, options(f, f))
	backwards := meeting(rep)
	backwards.End = backwards.Start
	for name, want := range map[string]calendar.Event{"no UID": {Start: start, End: start.Add(1)},
		"no length": backwards} {
		if _, err := p.Put(ctx, want, calendar.Ref{}); calendar.KindOf(err) != calendar.Refused {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := p.Withdraw(ctx, calendar.Ref{}); calendar.KindOf(err) != calendar.Refused {
		t.Errorf("withdraw nothing: %v", err)
	}
	if len(f.Asked) != 0 {
		t.Errorf("asked Google nevertheless: %q", f.Asked)
	}
}

func TestOptions(t *testing.T) {
	for name, o := range map[string]google.Options{
		"nobody":                             {Tokens: tokens},
		"no tokens":                          {Organizer: googletest.Organizer},
		"replies, not delegated":             {Organizer: googletest.Organizer, Tokens: tokens, AutoReply: true},
		"googletest.Organizer is no address": {Organizer: "handoff", Tokens: tokens},
	} {
		if _, err := google.New(o); !errors.Is(err, google.ErrOptions) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWatch(t *testing.T) {
	f := googletest.New(t)
	o := options(f, f)
	p := provider(t, o)
	if _, err := p.Watch(ctx, "https://handoff.acme.example/google", ""); err == nil {
		t.Error("a channel without a token was opened")
	}
	ch, err := p.Watch(ctx, "https://handoff.acme.example/google", "secret")
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Watched[ch.ID]; got["token"] != "secret" || got["type"] != "web_hook" || !ch.Renew.Before(ch.Until) ||
		!ch.Renew.After(o.Now()) {
		t.Errorf("channel %+v, at Google %v", ch, got)
	}
	var calls []string
	h := google.Called(func(id string) (google.Channel, bool) { return ch, id == ch.ID },
		func(c google.Channel) { calls = append(calls, c.ID) })
	for _, c := range []struct {
		id, token, state string
		status           int
	}{
		{ch.ID, "secret", "sync", 204}, {ch.ID, "secret", "exists", 204}, {ch.ID, "other", "exists", 403},
		{ch.ID, "", "exists", 403}, {"other", "secret", "exists", 403},
	} {
		r := httptest.NewRequest(http.MethodPost, "/google", nil)
		r.Header.Set("X-Goog-Channel-ID", c.id)
		r.Header.Set("X-Goog-Channel-Token", c.token)
		r.Header.Set("X-Goog-Resource-State", c.state)
		rec := httptest.NewRecorder()
		h(rec, r)
		if rec.Code != c.status {
			t.Errorf("%+v: %d", c, rec.Code)
		}
	}
	if diff := cmp.Diff([]string{ch.ID}, calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
	if err := p.Stop(ctx, ch); err != nil || len(f.Watched) != 0 {
		t.Errorf("stop: %v, open %v", err, f.Watched)
	}
}

// script answers every request in turn, the last one for ever.
type script struct {
	answers []answer
	asked   int
}

type answer struct {
	status int
	header http.Header
	body   string
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	a := s.answers[min(s.asked, len(s.answers)-1)]
	s.asked++
	if a.header == nil {
		a.header = http.Header{}
	}
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(strings.NewReader(a.body)),
		Request: r}, nil
}

func refusing(status int, reason string) answer {
	return answer{status: status, body: googletest.Refuse(status, reason)}
}

func TestErrors(t *testing.T) {
	detailed := `{"error":{"code":403,"message":"Request had insufficient authentication scopes.",` +
		`"details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}`
	disabled := `{"error":{"code":403,"message":"Google Calendar API has not been used",` +
		`"details":[{"reason":"SERVICE_DISABLED"}],"errors":[{"reason":"forbidden"}]}}`
	slow := refusing(429, "rateLimitExceeded")
	slow.header = http.Header{"Retry-After": {"300"}}
	for _, c := range []struct {
		name  string
		said  answer
		kind  calendar.ErrorKind
		mend  string
		again time.Duration
		asked int
	}{
		{"login", refusing(401, "authError"), calendar.Permission, "handoffd authorize", 0, 1},
		{"service account alone", refusing(403, "forbiddenForServiceAccounts"), calendar.Permission,
			"Domain-wide delegation", 0, 1},
		{"scope", refusing(403, "insufficientPermissions"), calendar.Permission, "scope", 0, 1},
		{"scope, newer form", answer{403, nil, detailed}, calendar.Permission, "scope", 0, 1},
		{"not enabled", refusing(403, "accessNotConfigured"), calendar.Permission, "APIs & Services", 0, 1},
		{"not enabled, newer form", answer{403, nil, disabled}, calendar.Permission, "APIs & Services", 0, 1},
		{"not shared", refusing(403, "requiredAccessLevel"), calendar.Permission, "Share with specific people", 0, 1},
		{"user rate", refusing(403, "userRateLimitExceeded"), calendar.Temporary, "", 0, 4},
		{"rate", refusing(403, "rateLimitExceeded"), calendar.Temporary, "", 0, 4},
		{"quota", refusing(403, "quotaExceeded"), calendar.Temporary, "", time.Hour, 1},
		{"too many", refusing(429, "rateLimitExceeded"), calendar.Temporary, "", 0, 4},
		{"too many, come back later", slow, calendar.Temporary, "", 5 * time.Minute, 1},
		{"down", answer{503, nil, "<html>"}, calendar.Temporary, "", 0, 4},
		{"bad request", refusing(400, "invalid"), calendar.Refused, "", 0, 1},
		{"not there", refusing(404, "notFound"), calendar.Gone, "", 0, 1},
		{"no JSON", answer{200, nil, "<html>welcome</html>"}, calendar.Temporary, "", 0, 4},
		{"endless", answer{200, nil, strings.Repeat(" ", 33<<20)}, calendar.Refused, "", 0, 1},
		{"redirected", answer{302, http.Header{"Location": {"https://elsewhere.example/"}}, ""}, calendar.Refused, "", 0, 1},
	} {
		f := googletest.New(t)
		s := &script{answers: []answer{c.said}}
		_, _, err := provider(t, options(f, s)).Get(ctx, calendar.Ref{UID: "a@b.example"})
		var e *calendar.Error
		if !errors.As(err, &e) || e.Kind != c.kind || !strings.Contains(e.Mend, c.mend) || e.RetryAfter != c.again ||
			s.asked != c.asked {
			t.Errorf("%s: asked %d times, got %+v", c.name, s.asked, err)
		}
		if err != nil && len(err.Error()) > 1000 {
			t.Errorf("%s: the error is a page long: %s", c.name, err)
		}
	}
}

// TestBackoff sees the waits grow, apart from what the server asks for, and a call end with its context.
func TestBackoff(t *testing.T) {
	f := googletest.New(t)
	short := refusing(503, "backendError")
	short.header = http.Header{"Retry-After": {"7"}}
	o := options(f, &script{answers: []answer{refusing(403, "rateLimitExceeded"), short, refusing(500, "backendError")}})
	var waits []time.Duration
	o.Wait = func(_ context.Context, d time.Duration) error {
		waits = append(waits, d)
		return nil
	}
	_, _, err := provider(t, o).Get(ctx, calendar.Ref{UID: "a@b.example"})
	if calendar.KindOf(err) != calendar.Temporary || len(waits) != 3 {
		t.Fatalf("%v after waiting %v", err, waits)
	}
	for i, low := range []time.Duration{250 * time.Millisecond, 7 * time.Second, time.Second} {
		if waits[i] < low || waits[i] > 2*low {
			t.Errorf("wait %d is %v", i+1, waits[i])
		}
	}
	s := &script{answers: []answer{refusing(503, "backendError")}}
	o = options(f, s)
	o.Wait = func(context.Context, time.Duration) error { return context.Canceled }
	if _, _, err := provider(t, o).Get(ctx, calendar.Ref{UID: "a@b.example"}); err == nil || s.asked != 1 {
		t.Errorf("cancelled, and yet asked %d times: %v", s.asked, err)
	}
}

// key is a service account's key file as the console makes it.
func key(t *testing.T) []byte {
	t.Helper()
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(map[string]string{
		"type": "service_account", "client_email": "handoffd@project.iam.gserviceaccount.example", "private_key_id": "1",
		"private_key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
		"token_uri":   "https://oauth2.example/token",
	})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestServiceAccount sees what the service account says it acts for.
func TestServiceAccount(t *testing.T) {
	var claims struct{ Sub, Scope string }
	source, err := google.ServiceAccount(key(t), roundTrip(func(r *http.Request) (*http.Response, error) {
		body, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(body))
		payload, _ := base64.RawURLEncoding.DecodeString(strings.Split(form.Get("assertion"), ".")[1])
		if err := json.Unmarshal(payload, &claims); err != nil {
			t.Error(err)
		}
		return &http.Response{
			StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}},
			Body: io.NopCloser(bytes.NewReader([]byte(`{"access_token":"x","expires_in":3600,"token_type":"Bearer"}`))),
		}, nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{googletest.Organizer, rep} {
		tokens, err := source(who)
		if err != nil {
			t.Fatal(err)
		}
		if token, err := tokens.Token(); err != nil || token.AccessToken != "x" {
			t.Fatalf("token %v: %v", token, err)
		}
		if claims.Sub != who || claims.Scope != strings.Join(google.Scopes, " ") {
			t.Errorf("for %s it claims %+v", who, claims)
		}
	}
	if _, err := google.ServiceAccount([]byte(`{"type":"authorized_user"}`), nil); err == nil {
		t.Error("a key file of another kind was taken")
	}
}

func TestTokenErrors(t *testing.T) {
	for _, c := range []struct {
		code   string
		status int
		kind   calendar.ErrorKind
		mend   string
	}{
		{"unauthorized_client", 401, calendar.Permission, "Domain-wide delegation"},
		{"access_denied", 403, calendar.Permission, "Domain-wide delegation"},
		{"invalid_scope", 400, calendar.Permission, "scope"},
		{"invalid_grant", 400, calendar.Permission, "handoffd authorize"},
		{"", 503, calendar.Temporary, ""},
		{"temporarily_unavailable", 503, calendar.Temporary, ""},
	} {
		f := googletest.New(t)
		o := options(f, f)
		o.Tokens = func(string) (oauth2.TokenSource, error) {
			return failing{&oauth2.RetrieveError{Response: &http.Response{StatusCode: c.status}, ErrorCode: c.code,
				Body: []byte("secret")}}, nil
		}
		_, err := provider(t, o).Changes(ctx, "")
		var e *calendar.Error
		if !errors.As(err, &e) || e.Kind != c.kind || !strings.Contains(e.Mend, c.mend) ||
			strings.Contains(err.Error(), "secret") {
			t.Errorf("%s %d: %v", c.code, c.status, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Token() (*oauth2.Token, error) { return nil, f.err }
