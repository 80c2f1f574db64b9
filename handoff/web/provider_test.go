package web

import (
	"bufio"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// startProvider starts a provider of OpenID Connect that others have written, with the accounts of a file; it gives its
// address. It is a module of its own, so that the first build fetches what it is made of.
func startProvider(t *testing.T, accounts, redirect string) string {
	t.Helper()
	dir := t.TempDir()
	program, users := filepath.Join(dir, "provider"), filepath.Join(dir, "users.json")
	build := exec.CommandContext(t.Context(), "go", "build", "-C", "../../.ci/provider", "-o", program, ".")
	switch out, err := build.CombinedOutput(); {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("%v\n%s", err, out)
	default:
		t.Skipf("needs what .ci/provider is made of: %v\n%s", err, out)
	}
	if err := os.WriteFile(users, []byte(accounts), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-users", users, "-secret", "s3cret", "-redirect", redirect)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	issuer, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(issuer)
}

// TestSignInWithARealProvider signs in with a browser at a provider of another make, on another site: whom it vouches
// for and who is in the roster is in; nobody else is.
func TestSignInWithARealProvider(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a browser")
	}
	t.Parallel()
	r := newRig(t, func(o *Options) { o.OneClick = false })
	b := openBrowser(t, r)
	r.URL = b.url // nobody has asked for anything yet
	issuer := startProvider(t, `{
		"1": {"ID": "1", "Username": "rita", "Password": "p", "Email": "rita@acme.example", "EmailVerified": true},
		"2": {"ID": "2", "Username": "ben", "Password": "p", "Email": "ben@acme.example", "EmailVerified": false},
		"3": {"ID": "3", "Username": "pat", "Password": "p", "Email": "pat@globex.example", "EmailVerified": true}}`,
		b.url+"/oidc/callback")
	r.Login = &Login{Name: "Acme ID", Issuer: issuer, ClientID: "client",
		Secret: func() (string, error) { return "s3cret", nil }, HTTP: http.DefaultClient}
	for _, row := range []struct{ user, reads string }{{"ben", "does not vouch for your address"},
		{"pat", "You are not in the roster"}, {"rita", "Nothing waits for you, Rita"}} {
		if _, err := chromedp.Call(b.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
			t.Fatal(err)
		}
		b.open("/signin")
		b.do(chromedp.Click(`a[href^="/oidc/start"]`), chromedp.WaitVisible("#username"),
			chromedp.SendKeys("#username", row.user), chromedp.SendKeys("#password", "p"),
			chromedp.Click(`button[type="submit"]`))
		b.reads(row.reads)
		if at := evaluate[string](b, "location.origin"); at != b.url {
			t.Errorf("%s ends at %s", row.user, at)
		}
		b.open("/me")
		if in := evaluate[bool](b, `document.querySelector("nav") !== null`); in != (row.user == "rita") {
			t.Errorf("%s is signed in: %t", row.user, in)
		}
	}
	if strings.Contains(r.logs.String(), "s3cret") {
		t.Errorf("the secret stands in the log:\n%s", r.logs)
	}
}
