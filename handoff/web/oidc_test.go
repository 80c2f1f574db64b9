package web

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// provider is one of OpenID Connect that says what it is told to of whoever comes.
type provider struct {
	*httptest.Server
	key    *rsa.PrivateKey
	nonce  string
	info   map[string]any // what it tells when asked who it is
	change func(token map[string]any)
	proof  string // the challenge that the code belongs to
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{key: key, change: func(map[string]any) {}}
	mux := http.NewServeMux()
	answer := func(path string, what func(r *http.Request) any) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			if v := what(r); v != nil {
				_ = json.NewEncoder(w).Encode(v)
				return
			}
			http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
		})
	}
	answer("/.well-known/openid-configuration", func(*http.Request) any {
		return map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/auth", "token_endpoint": p.URL + "/token",
			"jwks_uri": p.URL + "/keys", "userinfo_endpoint": p.URL + "/userinfo",
			"id_token_signing_alg_values_supported": []string{"RS256"}}
	})
	answer("/keys", func(*http.Request) any {
		return map[string]any{"keys": []any{map[string]any{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1",
			"n": encoded(key.N.Bytes()), "e": encoded(big.NewInt(int64(key.E)).Bytes())}}}
	})
	answer("/userinfo", func(*http.Request) any { return p.info })
	answer("/token", func(r *http.Request) any {
		sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		if encoded(sum[:]) != p.proof || r.FormValue("code") != "code" {
			return nil
		}
		return map[string]any{"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": p.token()}
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func encoded(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// token is a signed one of Rita.
func (p *provider) token() string {
	c := map[string]any{"iss": p.URL, "sub": "1", "aud": "client", "exp": time.Now().Add(time.Hour).Unix(),
		"iat": time.Now().Unix(), "nonce": p.nonce, "email": "rita@acme.example", "email_verified": true}
	p.change(c)
	body, _ := json.Marshal(c)
	signed := encoded([]byte(`{"alg":"RS256","kid":"1"}`)) + "." + encoded(body)
	sum := sha256.Sum256([]byte(signed))
	mark, _ := rsa.SignPKCS1v15(rand.Reader, p.key, crypto.SHA256, sum[:])
	return signed + "." + encoded(mark)
}

// TestSignInWithAProvider: who is vouched for and in the roster is signed in; nobody else is.
func TestSignInWithAProvider(t *testing.T) {
	t.Parallel()
	p := newProvider(t)
	r := newRig(t, func(o *Options) {
		o.OneClick = false
		o.Login = &Login{Name: "Acme ID", Issuer: p.URL, ClientID: "client",
			Secret: func() (string, error) { return "secret", nil }}
	})
	if _, body := r.browser().get("/signin"); !strings.Contains(body, "Sign in with Acme ID") {
		t.Error("the page does not offer it")
	}
	for name, c := range map[string]struct {
		change func(map[string]any)
		info   map[string]any
		state  string
		want   int
	}{
		"vouched for":         {want: http.StatusSeeOther},
		"truth as a text":     {change: func(c map[string]any) { c["email_verified"] = "true" }, want: http.StatusSeeOther},
		"by Microsoft's word": {change: func(c map[string]any) { delete(c, "email_verified"); c["xms_edov"] = true }, want: http.StatusSeeOther},
		"told when asked": {change: func(c map[string]any) { delete(c, "email"); delete(c, "email_verified") },
			info: map[string]any{"sub": "1", "email": "rita@acme.example", "email_verified": true}, want: http.StatusSeeOther},
		"somebody else when asked": {change: func(c map[string]any) { delete(c, "email"); delete(c, "email_verified") },
			info: map[string]any{"sub": "2", "email": "rita@acme.example", "email_verified": true}, want: http.StatusBadGateway},
		"not verified":     {change: func(c map[string]any) { c["email_verified"] = false }, want: http.StatusForbidden},
		"nothing said":     {change: func(c map[string]any) { delete(c, "email_verified") }, want: http.StatusForbidden},
		"not a colleague":  {change: func(c map[string]any) { c["email"] = "pat@globex.example" }, want: http.StatusForbidden},
		"for another":      {change: func(c map[string]any) { c["aud"] = "other" }, want: http.StatusBadGateway},
		"too old":          {change: func(c map[string]any) { c["exp"] = 1 }, want: http.StatusBadGateway},
		"of another login": {change: func(c map[string]any) { c["nonce"] = "x" }, want: http.StatusBadGateway},
		"another state":    {state: "x", want: http.StatusBadRequest},
	} {
		if p.change, p.info = c.change, c.info; p.change == nil {
			p.change = func(map[string]any) {}
		}
		b, to := r.browser(), "/rules?rep="+name[:2]
		res := b.do(httptest.NewRequest(http.MethodGet, "/oidc/start?to="+url.QueryEscape(to), nil))
		at, err := url.Parse(res.Header.Get("Location"))
		if err != nil || res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(at.String(), p.URL+"/auth") {
			t.Fatalf("%s: sent to %s (%d)\n%s", name, at, res.StatusCode, r.logs)
		}
		q := at.Query()
		p.nonce, p.proof = q.Get("nonce"), q.Get("code_challenge")
		if q.Get("redirect_uri") != "http://pages.example/oidc/callback" || q.Get("code_challenge_method") != "S256" {
			t.Errorf("%s: asked with %v", name, q)
		}
		state := q.Get("state")
		if c.state != "" {
			state = c.state
		}
		ended := b.do(httptest.NewRequest(http.MethodGet, "/oidc/callback?code=code&state="+state, nil))
		code := ended.StatusCode
		if got := ended.Header.Get("Location"); code == http.StatusSeeOther && got != to {
			t.Errorf("%s: it leads to %s, want %s", name, got, to)
		}
		if code != c.want {
			t.Errorf("%s: %d, want %d\n%s", name, code, c.want, r.logs)
		}
		if in := !loggedOut(b); in != (c.want == http.StatusSeeOther) {
			t.Errorf("%s: signed in %t", name, in)
		}
		if code, _ := b.get("/oidc/callback?code=code&state=" + state); code != http.StatusBadRequest {
			t.Errorf("%s: a second time: %d", name, code)
		}
	}
	if strings.Contains(r.logs.String(), "secret") {
		t.Error("the secret stands in the log")
	}
}
