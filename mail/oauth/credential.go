package oauth

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Grants by which an access token is got (RFC 6749 section 1.3).
const (
	GrantRefresh     = "refresh_token"
	GrantApplication = "client_credentials"
)

// Credential is all that is needed to get access tokens for one mailbox. It is a secret as a whole: it prints and
// marshals as its provider only, see Secret.
type Credential struct {
	Provider     string `json:"provider"`
	Grant        string `json:"grant"` // GrantRefresh or GrantApplication
	TokenURL     string `json:"token_url"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret,omitempty"`
	RefreshToken string `json:"refresh_token,omitempty"`
	Scope        string `json:"scope,omitempty"` // asked for by client credentials, separated by blanks
	Ends         int64  `json:"ends,omitempty"`  // of the refresh token, seconds since 1970; 0: not said
}

// maxCredential bounds a serialised credential, in bytes.
const maxCredential = 64 << 10

// exposed is a credential without the methods that hide it.
type exposed Credential

// Secret serialises the credential to be sealed. It is the only way to get at the secrets in it.
func (c Credential) Secret() ([]byte, error) {
	data, err := json.Marshal(exposed(c))
	if err != nil {
		return nil, fmt.Errorf("serialise the credential: %w", err)
	}
	return data, nil
}

// ReadCredential reads what Secret wrote.
func ReadCredential(secret []byte) (Credential, error) {
	var c exposed
	if len(secret) > maxCredential || json.Unmarshal(secret, &c) != nil { // the cause would quote the secret
		return Credential{}, errors.New("read the credential: it is not one")
	}
	return Credential(c), Credential(c).check()
}

// check finds what a token cannot be asked for with.
func (c Credential) check() error {
	switch {
	case c.Grant != GrantRefresh && c.Grant != GrantApplication:
		return fmt.Errorf("the credential has the unknown grant %q", short(c.Grant))
	case c.ClientID == "":
		return errors.New("the credential has no client id")
	case c.Grant == GrantRefresh && c.RefreshToken == "":
		return errors.New("the credential has no refresh token")
	case c.Grant == GrantApplication && (c.ClientSecret == "" || c.Scope == ""):
		return errors.New("the credential has no client secret or scope")
	}
	return secure(c.TokenURL)
}

// String names the provider and hides everything else.
func (c Credential) String() string { return "credential of " + short(c.Provider) + " [hidden]" }

// GoString hides the secrets from %#v.
func (c Credential) GoString() string { return "oauth.Credential{" + c.String() + "}" }

// LogValue hides the secrets from logs.
func (c Credential) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON hides the secrets from JSON that was not meant to hold them.
func (c Credential) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// end is when the refresh token ends; zero if that is not known.
func (c Credential) end() time.Time {
	if c.Ends == 0 {
		return time.Time{}
	}
	return time.Unix(c.Ends, 0)
}
