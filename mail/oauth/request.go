package oauth

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// requestTime bounds one request to a token endpoint.
const requestTime = 30 * time.Second

// A token that comes without a lifetime is used for the shorter one; nothing is believed to live beyond the longer one.
const (
	unknownLife = 10 * time.Minute
	longestLife = 24 * time.Hour
)

// access is an access token.
type access struct {
	token  string
	issued time.Time
	renew  time.Time // ask for the next one from then on
	end    time.Time
}

// withClient makes golang.org/x/oauth2 use the client, which follows no redirect: secrets stay with the endpoint they
// are for.
func withClient(ctx context.Context, client *http.Client) context.Context {
	own := http.Client{}
	if client != nil {
		own = *client
	}
	if own.Timeout <= 0 {
		own.Timeout = requestTime
	}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return context.WithValue(ctx, oauth2.HTTPClient, &own)
}

// request asks for an access token. The credential returned differs from the one given when the server has rotated the
// refresh token (RFC 6749 section 6).
func request(ctx context.Context, c Credential, now func() time.Time) (access, Credential, error) {
	if err := c.check(); err != nil {
		return access{}, c, &Error{Op: OpRefresh, Err: err}
	}
	var token *oauth2.Token
	var err error
	began := now()
	if c.Grant == GrantApplication {
		config := clientcredentials.Config{
			ClientID: c.ClientID, ClientSecret: c.ClientSecret, TokenURL: c.TokenURL,
			Scopes: strings.Fields(c.Scope), AuthStyle: oauth2.AuthStyleInParams,
		}
		token, err = config.Token(ctx)
	} else {
		config := oauth2.Config{
			ClientID: c.ClientID, ClientSecret: c.ClientSecret,
			Endpoint: oauth2.Endpoint{TokenURL: c.TokenURL, AuthStyle: oauth2.AuthStyleInParams},
		}
		token, err = config.TokenSource(ctx, &oauth2.Token{RefreshToken: c.RefreshToken}).Token()
	}
	if err != nil {
		return access{}, c, asError(OpRefresh, err, c.ClientSecret, c.RefreshToken)
	}
	if c.Grant == GrantRefresh && token.RefreshToken != "" {
		c.RefreshToken = token.RefreshToken
	}
	c.Ends = endOf(token, c.Ends, began)
	return newAccess(token, began), c, nil
}

// endOf is when the refresh token ends, as far as the provider says, which Google does where consent is for a time.
// What differs little from what is known already is the same: a credential that changes is written.
func endOf(token *oauth2.Token, known int64, began time.Time) int64 {
	var left int64
	switch n := token.Extra("refresh_token_expires_in").(type) {
	case float64:
		left = int64(n)
	case json.Number:
		left, _ = n.Int64()
	}
	if left <= 0 || left > longestEnd {
		return known
	}
	if end := began.Unix() + left; end < known-sameEnd || end > known+sameEnd {
		return end
	}
	return known
}

// What a provider says of the end of a refresh token, in seconds: the longest that is believed, and what is the same.
const (
	longestEnd = 10 * 365 * 24 * 60 * 60
	sameEnd    = 60 * 60
)

// newAccess counts the lifetime from before the request, so that a slow answer does not lengthen it.
func newAccess(token *oauth2.Token, began time.Time) access {
	const ahead = 5 * time.Minute
	life := unknownLife
	if !token.Expiry.IsZero() {
		life = max(0, min(time.Until(token.Expiry), longestLife))
	}
	return access{token: token.AccessToken, issued: began, renew: began.Add(life - min(ahead, life/5)),
		end: began.Add(life)}
}
