package google

import (
	"context"
	"fmt"
	"net/http"

	"golang.org/x/oauth2"
	authgoogle "golang.org/x/oauth2/google"
)

// ServiceAccount gives the tokens of a service account that acts for people of its organisation (domain-wide
// delegation): key is the JSON file that the Google Cloud console made. Scopes are those that the admin granted.
func ServiceAccount(key []byte, transport http.RoundTripper,
	scopes ...string) (func(subject string) (oauth2.TokenSource, error), error) {
	if len(scopes) == 0 {
		scopes = Scopes
	}
	config, err := authgoogle.JWTConfigFromJSON(key, scopes...)
	if err != nil {
		return nil, fmt.Errorf("read the key of the service account: %w", err)
	}
	if transport == nil {
		transport = http.DefaultTransport
	}
	h := &http.Client{
		Transport: bounded{transport}, Timeout: requestTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return func(subject string) (oauth2.TokenSource, error) {
		own := *config
		own.Subject = subject
		return own.TokenSource(context.WithValue(context.Background(), oauth2.HTTPClient, h)), nil
	}, nil
}

// Consent gives the tokens that a person consented to, whoever is asked for: use it without Options.Delegated.
func Consent(source oauth2.TokenSource) func(subject string) (oauth2.TokenSource, error) {
	return func(string) (oauth2.TokenSource, error) { return source, nil }
}
