package oauth

import (
	"context"
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
	return newAccess(token, began), c, nil
}

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
