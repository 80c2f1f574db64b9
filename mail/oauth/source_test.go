package oauth_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"handoffd/mail/oauth"
	"handoffd/mail/oauth/oauthtest"
)

const (
	clientID     = "client-1"
	clientSecret = "client-secret-of-the-test"
	account      = "handoff@acme.example"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// world is a provider with a credential of it and the place where that is kept.
type world struct {
	*oauthtest.Provider
	source *oauth.Source
	mu     sync.Mutex
	kept   oauth.Credential
	saves  int
	noSave error
	noLoad error
}

func newWorld(t testing.TB, c oauthtest.Config) *world {
	t.Helper()
	c.ClientID, c.ClientSecret, c.Account = clientID, clientSecret, account
	w := &world{Provider: oauthtest.New(c)}
	w.kept = w.authorize(t)
	w.source = oauth.NewSource(oauth.Options{Load: w.load, Save: w.save, HTTP: w.Client()})
	return w
}

func (w *world) request() oauth.Request {
	p := w.Endpoints("google")
	return oauth.Request{Provider: p, ClientID: clientID, ClientSecret: clientSecret, Login: account,
		Redirect: p.RedirectURL(0), HTTP: w.Client()}
}

func (w *world) authorize(t testing.TB) oauth.Credential {
	t.Helper()
	a, err := oauth.Authorize(w.request())
	must(t, err)
	redirected, err := w.Consent(a.URL())
	must(t, err)
	c, err := a.Redeem(t.Context(), redirected)
	must(t, err)
	return c
}

func (w *world) load(context.Context) (oauth.Credential, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.kept, w.noLoad
}

func (w *world) save(_ context.Context, c oauth.Credential) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.saves++
	if w.noSave != nil {
		return w.noSave
	}
	w.kept = c
	return nil
}

func (w *world) token(t testing.TB) string {
	t.Helper()
	_, token, err := w.source.Token(t.Context())
	must(t, err)
	if w.End(token).IsZero() {
		t.Fatalf("the token is not good at %v", time.Now())
	}
	return token
}

// refreshes counts the requests after the one of the authorization.
func (w *world) refreshes() int { return len(w.Asked()) - 1 }

func TestTokenIsRenewedAheadOfItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, oauthtest.Config{})
		first := w.token(t)
		<-time.After(54 * time.Minute)
		if w.token(t) != first || w.refreshes() != 1 {
			t.Error("renewed too early")
		}
		<-time.After(2 * time.Minute)
		if second := w.token(t); second == first || w.refreshes() != 2 || !w.End(first).After(time.Now()) {
			t.Error("not renewed while the first token was still good")
		}
	})
}

func TestOneRequestForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, oauthtest.Config{Rotate: true})
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() { w.token(t) })
		}
		all.Wait()
		if w.refreshes() != 1 || w.saves != 1 {
			t.Errorf("%d requests, %d saves", w.refreshes(), w.saves)
		}
	})
}

func TestRotatedRefreshTokenIsKeptFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, oauthtest.Config{Rotate: true})
		w.noSave = errors.New("disk full")
		_, token, err := w.source.Token(t.Context())
		failed, ok := errors.AsType[*oauth.Error](err)
		if token != "" || !ok || failed.Op != oauth.OpSave || failed.Refused() || !errors.Is(err, w.noSave) {
			t.Fatalf("got %q, %v", token, err)
		}
		w.noSave = nil
		first := w.token(t) // the refresh token that was not kept is not lost: asking anew with the old one would fail
		if w.refreshes() != 1 || w.kept.RefreshToken == "" {
			t.Errorf("%d requests", w.refreshes())
		}
		<-time.After(time.Hour)
		if w.token(t) == first || w.refreshes() != 2 {
			t.Error("the rotated refresh token is not good")
		}
	})
}

// A credential that could not be saved must not replace one that was authorized meanwhile.
func TestAuthorizedAnewWhileUnsaved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, oauthtest.Config{Rotate: true})
		w.noSave = errors.New("disk full")
		if _, _, err := w.source.Token(t.Context()); err == nil {
			t.Fatal("a token before its credential is kept")
		}
		w.noSave, w.kept = nil, w.authorize(t)
		before := w.kept.RefreshToken
		w.token(t)
		asked := w.Asked()
		if asked[len(asked)-1].Get("refresh_token") != before {
			t.Error("the new authorization was not used")
		}
	})
}

func TestUnsavedTokenThatEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, oauthtest.Config{Rotate: true})
		w.noSave = errors.New("disk full")
		_, _, _ = w.source.Token(t.Context())
		<-time.After(2 * time.Hour)
		w.noSave = nil
		w.token(t)
		if w.refreshes() != 2 || w.saves != 3 {
			t.Errorf("%d requests, %d saves", w.refreshes(), w.saves)
		}
	})
}

func TestRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, oauthtest.Config{})
		first := w.token(t)
		w.source.Refused(first) // so fresh that another would fare no better
		if _, token, _ := w.source.Token(t.Context()); token != first || w.refreshes() != 1 {
			t.Error("a fresh token was replaced")
		}
		<-time.After(10 * time.Minute)
		w.Expire()
		w.source.Refused("another")
		if _, token, _ := w.source.Token(t.Context()); token != first {
			t.Error("replaced though another was refused")
		}
		w.source.Refused(first)
		w.source.Refused(first)
		if w.token(t) == first || w.refreshes() != 2 {
			t.Error("the refused token was not replaced")
		}
	})
}

// While the old token lives, a provider in trouble costs nothing; after it, the error says what it is.
func TestProviderInTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, oauthtest.Config{})
		first := w.token(t)
		<-time.After(56 * time.Minute)
		w.FailNext(http.StatusServiceUnavailable, "<html>down</html>")
		for range 10 {
			if w.token(t) != first {
				t.Error("the old token was not used")
			}
		}
		if w.refreshes() != 2 {
			t.Errorf("%d requests within a minute", w.refreshes())
		}
		<-time.After(10 * time.Minute)
		w.FailNext(http.StatusServiceUnavailable, "<html>down</html>")
		_, _, err := w.source.Token(t.Context())
		failed, ok := errors.AsType[*oauth.Error](err)
		if !ok || failed.Refused() || !strings.Contains(err.Error(), "503") || strings.Contains(err.Error(), "html") {
			t.Errorf("got %v", err)
		}
		w.token(t)
	})
}

func TestRevoked(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	w.Revoke()
	_, _, err := w.source.Token(t.Context())
	failed, ok := errors.AsType[*oauth.Error](err)
	if !ok || !failed.Refused() || !failed.Revoked() || failed.Code != "invalid_grant" {
		t.Fatalf("got %v", err)
	}
	w.mu.Lock()
	w.kept = w.authorize(t) // by another process
	w.mu.Unlock()
	w.token(t)
}

func TestNotAuthorized(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	w.noLoad = fmt.Errorf("no row: %w", oauth.ErrNotAuthorized)
	_, _, err := w.source.Token(t.Context())
	if failed, ok := errors.AsType[*oauth.Error](err); !ok || !failed.Revoked() || !failed.Refused() ||
		failed.Op != oauth.OpLoad {
		t.Errorf("got %v", err)
	}
}

func TestGivenUp(t *testing.T) {
	w := newWorld(t, oauthtest.Config{Rotate: true})
	ctx, cancel := context.WithCancel(t.Context())
	loading, go_on := make(chan struct{}), make(chan struct{})
	source := oauth.NewSource(oauth.Options{
		Load: func(ctx context.Context) (oauth.Credential, error) {
			close(loading)
			<-go_on
			return w.load(ctx)
		},
		Save: w.save, HTTP: w.Client(),
	})
	ended := make(chan error)
	go func() {
		_, _, err := source.Token(ctx)
		ended <- err
	}()
	<-loading
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	close(go_on) // the request goes on, and its refresh token is kept
	if _, _, err := source.Token(t.Context()); err != nil || w.saves != 1 {
		t.Errorf("%v, %d saves", err, w.saves)
	}
}

func TestApplication(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	c, err := oauth.Application(t.Context(), w.request())
	must(t, err)
	w.kept = c
	w.token(t)
	if q := w.Asked()[2]; q.Get("grant_type") != "client_credentials" ||
		q.Get("scope") != "https://mail.test.example/.default" || q.Get("refresh_token") != "" {
		t.Errorf("asked %v", q)
	}
	if w.saves != 0 {
		t.Error("saved what did not change")
	}
	r := w.request()
	r.ClientSecret = "another-secret"
	if _, err := oauth.Application(t.Context(), r); err == nil || strings.Contains(err.Error(), r.ClientSecret) {
		t.Errorf("with a wrong secret: %v", err)
	}
	r.Provider.AppScopes = nil
	if _, err := oauth.Application(t.Context(), r); err == nil {
		t.Error("offered where it is not")
	}
}

// A token endpoint that sends elsewhere is not followed: the request carries secrets.
func TestNoRedirects(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	asked := 0
	elsewhere := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked++
		return &http.Response{StatusCode: 307, Header: http.Header{"Location": {"https://evil.example/"}}, Body: http.NoBody,
			Request: r}, nil
	})}
	source := oauth.NewSource(oauth.Options{Load: w.load, Save: w.save, HTTP: elsewhere})
	if _, _, err := source.Token(t.Context()); err == nil || asked != 1 {
		t.Errorf("%d requests, %v", asked, err)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestOddLifetimes(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		life time.Duration // until it is renewed
	}{
		"none":     {`{"access_token":"a1"}`, 8 * time.Minute},
		"negative": {`{"access_token":"a1","expires_in":-5}`, 0},
		"text":     {`{"access_token":"a1","expires_in":"100"}`, 80 * time.Second},
		"absurd":   {`{"access_token":"a1","expires_in":99999999999}`, 24*time.Hour - 5*time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, oauthtest.Config{})
				w.FailNext(200, tt.body)
				_, token, err := w.source.Token(t.Context())
				if err != nil || token != "a1" {
					t.Fatalf("%q, %v", token, err)
				}
				if tt.life > 0 {
					<-time.After(tt.life - time.Second)
					if _, token, _ := w.source.Token(t.Context()); token != "a1" {
						t.Error("renewed too early")
					}
					<-time.After(time.Second)
				}
				if _, token, _ := w.source.Token(t.Context()); token == "a1" {
					t.Error("not renewed")
				}
			})
		})
	}
}

// Nothing of what can be printed of all this holds a secret, whatever the provider says.
func TestNoSecretIsPrinted(t *testing.T) {
	var out strings.Builder
	log := slog.New(slog.NewJSONHandler(&out, nil))
	text := slog.New(slog.NewTextHandler(&out, nil))
	w := newWorld(t, oauthtest.Config{Rotate: true})
	note := func(what string, v any) {
		log.Info(what, "v", v)
		text.Info(what, "v", v, "group", slog.GroupValue(slog.Any("v", v)))
		fmt.Fprintf(&out, "%v %+v %#v %s\n", v, v, v, v)
	}
	note("credential", w.kept)
	note("pointer", &w.kept)
	note("inside", struct{ C oauth.Credential }{w.kept})
	fail := func() {
		t.Helper()
		_, _, err := w.source.Token(t.Context())
		if err == nil {
			t.Fatal("no error")
		}
		note("error", err)
	}
	for _, body := range []string{
		"not json: " + w.kept.RefreshToken + clientSecret,
		`{"error":"odd_` + clientSecret + `","error_description":"` + w.kept.RefreshToken + `","error_uri":"https://x/` + w.kept.RefreshToken + `"}`,
		`{"error":{"message":"` + w.kept.RefreshToken + `"}}`,
	} {
		w.FailNext(http.StatusBadRequest, body)
		fail()
		w.FailNext(http.StatusOK, body)
		fail()
	}
	a, err := oauth.Authorize(w.request())
	must(t, err)
	redirected, err := w.Consent(a.URL())
	must(t, err)
	for _, paste := range []string{redirected + "&code=x", redirected + "x%zz",
		strings.Replace(redirected, "state=", "state=x", 1)} {
		_, err := a.Redeem(t.Context(), paste)
		note("paste", err)
	}
	r := w.request()
	r.ClientSecret = "wrong-client-secret"
	wrong, err := oauth.Authorize(r)
	must(t, err)
	redirected, err = w.Consent(wrong.URL())
	must(t, err)
	_, err = wrong.Redeem(t.Context(), redirected) // the provider's words quote the whole request
	note("exchange", err)
	w.Revoke()
	fail()
	_, err = oauth.ReadCredential([]byte(`{"client_secret":"` + clientSecret))
	note("read", err)
	for _, secret := range append(w.Secrets(), r.ClientSecret) {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%s was printed", secret)
		}
	}
	if !strings.Contains(out.String(), "invalid_grant") || !strings.Contains(out.String(), "invalid_client") ||
		!strings.Contains(out.String(), "[hidden]") {
		t.Errorf("too little was printed: %s", out.String())
	}
}
