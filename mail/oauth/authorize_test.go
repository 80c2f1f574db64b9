package oauth_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/mail/oauth"
	"handoffd/mail/oauth/oauthtest"
)

func TestAuthorizationRequest(t *testing.T) {
	microsoft, err := oauth.Microsoft("acme.example")
	must(t, err)
	for name, tt := range map[string]struct {
		provider oauth.Provider
		base     string
		want     url.Values
	}{
		"google": {oauth.Google(), "https://accounts.google.com/o/oauth2/v2/auth", url.Values{
			"scope": {"https://mail.google.com/"}, "access_type": {"offline"}, "prompt": {"consent"},
			"redirect_uri": {"http://127.0.0.1:4711"},
		}},
		"microsoft": {microsoft, "https://login.microsoftonline.com/acme.example/oauth2/v2.0/authorize", url.Values{
			"scope": {"https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send " +
				"offline_access"},
			"redirect_uri": {"http://localhost:4711"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := oauth.Authorize(oauth.Request{Provider: tt.provider, ClientID: "id", Login: account,
				Redirect: tt.provider.RedirectURL(4711)})
			must(t, err)
			base, query, _ := strings.Cut(a.URL(), "?")
			got, err := url.ParseQuery(query)
			must(t, err)
			if len(got.Get("state")) < 20 || len(got.Get("code_challenge")) != 43 {
				t.Errorf("state and challenge: %v", got)
			}
			got.Del("state")
			got.Del("code_challenge")
			for k, v := range map[string]string{"client_id": "id", "response_type": "code", "code_challenge_method": "S256",
				"login_hint": account} {
				tt.want.Set(k, v)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || base != tt.base {
				t.Errorf("%s\n%s", base, diff)
			}
			again, err := oauth.Authorize(oauth.Request{Provider: tt.provider, ClientID: "id"})
			must(t, err)
			if parse(t, again.URL()).Get("state") == parse(t, a.URL()).Get("state") {
				t.Error("the state repeats")
			}
		})
	}
}

func parse(t testing.TB, text string) url.Values {
	t.Helper()
	u, err := url.Parse(text)
	must(t, err)
	return u.Query()
}

func TestEndpointsAreHTTPS(t *testing.T) {
	for _, endpoint := range []string{"http://login.example/auth", "ftp://127.0.0.1/", "//x", "",
		"https://user:pw@login.example/", "http://localhost.evil.example/", ":"} {
		p := oauth.Google()
		p.TokenURL = endpoint
		if _, err := oauth.Authorize(oauth.Request{Provider: p, ClientID: "id"}); err == nil {
			t.Errorf("%q is taken", endpoint)
		}
	}
	for _, endpoint := range []string{"http://127.0.0.1:8080/token", "http://[::1]/", "https://login.example/token"} {
		p := oauth.Google()
		p.TokenURL = endpoint
		if _, err := oauth.Authorize(oauth.Request{Provider: p, ClientID: "id"}); err != nil {
			t.Errorf("%q: %v", endpoint, err)
		}
	}
}

func TestTenants(t *testing.T) {
	for tenant, good := range map[string]bool{
		"": true, "contoso.onmicrosoft.com": true, "8a3b2c1d-0000-4444-8888-abcdefabcdef": true,
		"a/../common": false, "x?y": false, ".": false, "a b": false, "é.example": false, strings.Repeat("x", 300): false,
	} {
		if _, err := oauth.Microsoft(tenant); (err == nil) != good {
			t.Errorf("%q: %v", tenant, err)
		}
	}
}

// The verifier is what proves that who redeems the code is who asked for it.
func TestPKCE(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	a, err := oauth.Authorize(w.request())
	must(t, err)
	other, err := oauth.Authorize(w.request())
	must(t, err)
	stolen, err := w.Consent(a.URL())
	must(t, err)
	stolen = strings.Replace(stolen, parse(t, a.URL()).Get("state"), parse(t, other.URL()).Get("state"), 1)
	if _, err := other.Redeem(t.Context(), stolen); err == nil {
		t.Error("a stolen code was redeemed")
	}
	q := w.Asked()[1]
	if len(q.Get("code_verifier")) < 43 || q.Get("redirect_uri") != "http://127.0.0.1" {
		t.Errorf("asked %v", q)
	}
}

func TestScopesNotGranted(t *testing.T) {
	for scope, good := range map[string]bool{
		"":                           true,
		"https://mail.test.example/": true, "openid HTTPS://mail.test.example/ email": true,
		"openid email": false,
	} {
		p := oauthtest.New(oauthtest.Config{ClientID: clientID, ClientSecret: clientSecret, Scope: scope})
		w := &world{Provider: p}
		a, err := oauth.Authorize(w.request())
		must(t, err)
		redirected, err := w.Consent(a.URL())
		must(t, err)
		_, err = a.Redeem(t.Context(), redirected)
		failed, _ := errors.AsType[*oauth.Error](err)
		if (err == nil) != good || !good && !failed.Revoked() {
			t.Errorf("%q: %v", scope, err)
		}
	}
}

func TestNoRefreshToken(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	a, err := oauth.Authorize(w.request())
	must(t, err)
	redirected, err := w.Consent(a.URL())
	must(t, err)
	w.FailNext(200, `{"access_token":"x","expires_in":3600}`)
	if _, err := a.Redeem(t.Context(), redirected); err == nil || !strings.Contains(err.Error(), "no refresh token") {
		t.Errorf("got %v", err)
	}
}

func TestPastes(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	for name, tt := range map[string]struct {
		edit func(redirected string) string
		want error // nil: redeemed
	}{
		"as it is":         {func(s string) string { return s }, nil},
		"quoted":           {func(s string) string { return ` <"` + s + "\">\r\n" }, nil},
		"query alone":      {func(s string) string { _, q, _ := strings.Cut(s, "?"); return q }, nil},
		"with a fragment":  {func(s string) string { return s + "#_=_" }, nil},
		"without a scheme": {func(s string) string { return strings.TrimPrefix(s, "http://") }, nil},
		"more parameters":  {func(s string) string { return s + "&session_state=1&scope=a%20b" }, nil},
		"empty":            {func(string) string { return "" }, oauth.ErrNotRedirect},
		"code alone":       {func(s string) string { return parseCode(s) }, oauth.ErrNotRedirect},
		"cut":              {func(s string) string { return s[:len(s)-5] }, oauth.ErrOtherAttempt},
		"no state":         {func(s string) string { return "http://127.0.0.1/?code=" + parseCode(s) }, oauth.ErrNotRedirect},
		"two codes":        {func(s string) string { return s + "&code=x" }, oauth.ErrNotRedirect},
		"code and error":   {func(s string) string { return s + "&error=x" }, oauth.ErrNotRedirect},
		"bad escape":       {func(s string) string { return s + "&x=%zz" }, oauth.ErrNotRedirect},
		"huge":             {func(s string) string { return s + strings.Repeat("x", 20_000) }, oauth.ErrNotRedirect},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := oauth.Authorize(w.request())
			must(t, err)
			redirected, err := w.Consent(a.URL())
			must(t, err)
			c, err := a.Redeem(t.Context(), tt.edit(redirected))
			if !errors.Is(err, tt.want) || err == nil && c.RefreshToken == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func parseCode(redirected string) string {
	u, _ := url.Parse(redirected)
	return u.Query().Get("code")
}

func TestConsentRefused(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	a, err := oauth.Authorize(w.request())
	must(t, err)
	_, err = a.Redeem(t.Context(),
		"http://127.0.0.1/?error=access_denied&error_description=no%0D%0Athanks%1B[2J&state="+parse(t, a.URL()).Get("state"))
	failed, ok := errors.AsType[*oauth.Error](err)
	if !ok || !failed.Revoked() || err.Error() != "oauth authorize: access_denied: no thanks [2J" {
		t.Errorf("got %v", err)
	}
}

// The browser comes back over a real socket; other pages in it cannot end the wait.
func TestLoopback(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	r := w.request()
	l, redirect, err := r.Provider.Listen(t.Context())
	must(t, err)
	r.Redirect = redirect
	a, err := oauth.Authorize(r)
	must(t, err)
	type result struct {
		c   oauth.Credential
		err error
	}
	ended := make(chan result, 1)
	go func() {
		c, err := a.Wait(t.Context(), l)
		ended <- result{c, err}
	}()
	get := func(url string) (int, string) {
		t.Helper()
		response, err := http.Get(url)
		must(t, err)
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		must(t, err)
		return response.StatusCode, string(body)
	}
	for _, path := range []string{"/?code=evil&state=evil", "/?state=x", "/", "/favicon.ico",
		"/?error=access_denied&state=evil"} {
		if status, _ := get(redirect + path); status/100 != 4 {
			t.Errorf("%s: %d", path, status)
		}
	}
	redirected, err := w.Consent(a.URL())
	must(t, err)
	status, body := get(redirected)
	if status != 200 || !strings.Contains(body, "Close this window") || strings.Contains(body, parseCode(redirected)) {
		t.Errorf("%d %s", status, body)
	}
	got := <-ended
	if got.err != nil || got.c.RefreshToken == "" {
		t.Errorf("got %v", got.err)
	}
	if _, err := http.Get(redirected); err == nil {
		t.Error("still listening")
	}
}

func TestLoopbackGivenUp(t *testing.T) {
	w := newWorld(t, oauthtest.Config{})
	r := w.request()
	l, redirect, err := r.Provider.Listen(t.Context())
	must(t, err)
	r.Redirect = redirect
	a, err := oauth.Authorize(r)
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Wait(ctx, l); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// The same over HTTP as it is spoken, with a server that is asked on a socket.
func TestOverHTTP(t *testing.T) {
	p := oauthtest.New(oauthtest.Config{ClientID: clientID, ClientSecret: clientSecret})
	web := httptest.NewServer(p)
	defer web.Close()
	endpoints := p.Endpoints("google")
	endpoints.TokenURL = web.URL + "/token"
	a, err := oauth.Authorize(oauth.Request{Provider: endpoints, ClientID: clientID, ClientSecret: clientSecret})
	must(t, err)
	redirected, err := p.Consent(a.URL())
	must(t, err)
	c, err := a.Redeem(t.Context(), redirected)
	must(t, err)
	secret, err := c.Secret()
	must(t, err)
	again, err := oauth.ReadCredential(secret)
	if err != nil || again != c {
		t.Errorf("read back: %v", err)
	}
	source := oauth.NewSource(oauth.Options{Load: func(context.Context) (oauth.Credential, error) { return again, nil }})
	if _, token, err := source.Token(t.Context()); err != nil || p.End(token).Before(time.Now()) {
		t.Errorf("%q, %v", token, err)
	}
}

func TestReadCredential(t *testing.T) {
	for _, bad := range []string{"", "{}", "null", `{"grant":"refresh_token","client_id":"x","token_url":"https://x/"}`,
		`{"grant":"password","client_id":"x","token_url":"https://x/"}`,
		`{"grant":"refresh_token","refresh_token":"x","token_url":"https://x/"}`,
		`{"grant":"refresh_token","refresh_token":"x","client_id":"x","token_url":"http://x/"}`,
		`{"grant":"client_credentials","client_id":"x","token_url":"https://x/"}`} {
		if _, err := oauth.ReadCredential([]byte(bad)); err == nil {
			t.Errorf("%s is taken", bad)
		}
	}
}
