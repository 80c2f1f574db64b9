package oauth

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/oauth2"
)

// Operations of an Error.
const (
	OpAuthorize = "authorize" // a person was asked
	OpExchange  = "exchange"  // a code was given for a token
	OpRefresh   = "refresh"   // an access token was asked for
	OpLoad      = "load"      // the credential was read
	OpSave      = "save"      // a new refresh token was written
	OpLogin     = "login"     // a token was shown to a mail server
)

// ErrNotAuthorized is what Options.Load gives for a mailbox that nobody has authorized yet.
var ErrNotAuthorized = errors.New("nobody has authorized it yet")

// Error is a failed step on the way to a login. What it says of a server's answer holds no secret.
type Error struct {
	Op     string
	Code   string // of RFC 6749 sections 4.1.2.1 and 5.2 or, for a login, of RFC 7628 section 3.2.2; empty without one
	Detail string // the server's words on one line, shortened
	Err    error  // nil when the server answered
}

func (e *Error) Error() string {
	text := "oauth " + e.Op
	for _, part := range []string{e.Code, e.Detail} {
		if part != "" {
			text += ": " + part
		}
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Refused says that the server has answered for good: trying again without a change by a person does not help.
func (e *Error) Refused() bool {
	return e.Revoked() || e.Code != "" && !slices.Contains([]string{"temporarily_unavailable", "server_error",
		"slow_down"}, e.Code)
}

// Revoked says that the consent is gone or was never given: only authorizing again helps.
func (e *Error) Revoked() bool {
	return errors.Is(e.Err, ErrNotAuthorized) || slices.Contains([]string{"invalid_grant", "access_denied",
		"interaction_required", "consent_required", "login_required"}, e.Code)
}

// asError makes an Error of what golang.org/x/oauth2 says. Its own texts quote whole answers, so only what is known to
// be harmless is taken.
func asError(op string, err error, secrets ...string) *Error {
	if answer, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		e := &Error{Op: op, Code: clean(answer.ErrorCode, secrets...), Detail: clean(answer.ErrorDescription, secrets...)}
		if e.Code == "" {
			e.Err = fmt.Errorf("the token endpoint answered with status %d", answer.Response.StatusCode)
		}
		return e
	}
	if sent, ok := errors.AsType[*url.Error](err); ok {
		return &Error{Op: op, Err: fmt.Errorf("ask the token endpoint: %w", sent.Err)}
	}
	return &Error{Op: op, Err: errors.New("the token endpoint gave an answer without a token")}
}

// maxChallenge bounds what a mail server may say about a refused token, in bytes.
const maxChallenge = 8 << 10

// loginFailure reads what a mail server says about a refused token: the JSON of RFC 7628 section 3.2.2, which XOAUTH2
// has too, with other keys.
func loginFailure(challenge []byte, secrets ...string) *Error {
	var said struct {
		Status  any    `json:"status"` // Google writes numbers as texts, others may not
		Schemes string `json:"schemes"`
		Scope   string `json:"scope"`
	}
	e := &Error{Op: OpLogin, Code: "refused"}
	if len(challenge) > maxChallenge || json.Unmarshal(challenge, &said) != nil {
		return e
	}
	switch status := said.Status.(type) {
	case string:
		e.Code = cmp.Or(clean(status, secrets...), e.Code)
	case float64:
		e.Code = fmt.Sprint(status)
	}
	var parts []string
	for name, value := range map[string]string{"scope": said.Scope, "schemes": said.Schemes} {
		if value = clean(value, secrets...); value != "" {
			parts = append(parts, name+" "+value)
		}
	}
	slices.Sort(parts)
	e.Detail = strings.Join(parts, ", ")
	return e
}

// Lengths of what is taken over into errors, in bytes.
const (
	maxShown  = 300
	maxText   = 16 << 10
	minSecret = 4 // shorter ones would blot out half of every text
)

// clean makes words of a server fit for an error: one line, short, and without the secrets that were sent to it.
func clean(text string, secrets ...string) string {
	text = text[:min(len(text), maxText)]
	for _, s := range secrets {
		for _, form := range []string{s, url.QueryEscape(s)} {
			if len(s) >= minSecret {
				text = strings.ReplaceAll(text, form, "[hidden]")
			}
		}
	}
	return short(text)
}

// short makes a text fit for one line of an error.
func short(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, text[:min(len(text), maxText)])
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= maxShown {
		return text
	}
	cut := maxShown
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}
