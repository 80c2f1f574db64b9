// Package oauth gets the tokens with which mailboxes of Google and Microsoft are opened: a person consents once in a
// browser (RFC 6749 section 4.1 with PKCE, RFC 7636, and a loopback redirect, RFC 8252), or the application logs in by
// itself (client credentials, RFC 6749 section 4.4). A Source then hands out access tokens and renews them ahead of
// their end. A Login is the SASL exchange with such a token: OAUTHBEARER (RFC 7628) or XOAUTH2.
//
// The package keeps nothing: credentials are loaded and saved by functions that the caller gives. It logs nothing, and
// no secret stands in its errors.
package oauth

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// Provider is where and what to ask for a login.
type Provider struct {
	Name      string
	AuthURL   string            // authorization endpoint
	TokenURL  string            // token endpoint
	Scopes    []string          // what a person consents to
	AppScopes []string          // what the application asks for by client credentials; empty where that is not offered
	Loopback  string            // host of the redirect, as the provider lets it be registered
	Params    map[string]string // further parameters of the authorization request
}

// Names of the known providers.
const (
	NameGoogle    = "google"
	NameMicrosoft = "microsoft"
)

// Google is Gmail and Google Workspace. It gives a refresh token only when offline access is asked for, and a second
// one only when consent is asked for anew.
func Google() Provider {
	return Provider{
		Name:     NameGoogle,
		AuthURL:  "https://accounts.google.com/o/oauth2/v2/auth",
		TokenURL: "https://oauth2.googleapis.com/token",
		Scopes:   []string{"https://mail.google.com/"},
		Loopback: "127.0.0.1",
		Params:   map[string]string{"access_type": "offline", "prompt": "consent"},
	}
}

var tenantPattern = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$`)

// Microsoft is Microsoft 365 with the directory of the tenant: its id, or one of its domains. An empty tenant is
// whichever organisation the person belongs to, and offers no client credentials.
func Microsoft(tenant string) (Provider, error) {
	p := Provider{
		Name: NameMicrosoft,
		Scopes: []string{
			"https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send", "offline_access",
		},
		AppScopes: []string{"https://outlook.office365.com/.default"},
		Loopback:  "localhost", // what its portal accepts; the port is ignored
	}
	switch {
	case tenant == "":
		tenant, p.AppScopes = "organizations", nil
	case !tenantPattern.MatchString(tenant):
		return Provider{}, fmt.Errorf("tenant %q is neither the id nor a domain of a directory", short(tenant))
	}
	p.AuthURL = "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/authorize"
	p.TokenURL = "https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token"
	return p, nil
}

// secure refuses to send secrets where others could listen: anything but https, loopback aside.
func secure(endpoint string) error {
	u, err := url.Parse(endpoint)
	if err != nil || u.Host == "" || u.User != nil {
		return fmt.Errorf("%q is not the URL of an endpoint", short(endpoint))
	}
	ip, err := netip.ParseAddr(u.Hostname())
	local := err == nil && ip.IsLoopback() || strings.EqualFold(u.Hostname(), "localhost")
	if u.Scheme != "https" && !(u.Scheme == "http" && local) {
		return fmt.Errorf("endpoint %q is not https", short(endpoint))
	}
	return nil
}
