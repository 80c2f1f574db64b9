package google

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"google.golang.org/api/googleapi"

	"handoffd/calendar"
)

// What an admin can do, in the words of Google's consoles.
const (
	mendDelegation = "in the Google Admin console, Security → Access and data control → API controls → Domain-wide " +
		"delegation, " +
		"add the client ID of the service account with the scopes of handoffd"
	mendScopes = "the login lacks a scope: with a service account add it in the Google Admin console under Security → " +
		"Access and data control → " +
		"API controls → Domain-wide delegation; with a person's consent run handoffd authorize again"
	mendEnable = "in the Google Cloud console, APIs & Services → Library, enable the API for the project of the " +
		"credentials"
	mendLogin = "Google did not take the login: with a person's consent run handoffd authorize again; with a service " +
		"account check that its key is not " +
		"deleted in the Google Cloud console, IAM & Admin → Service Accounts → Keys"
	mendShare = "share the calendar with the handoff address: Google Calendar → Settings → Share with specific people → " +
		"\"See all event details\", and \"Make changes to events\" where handoffd writes"
)

// Bounds of repeating a call.
const (
	maxTries  = 4
	firstWait = 500 * time.Millisecond
	patience  = 20 * time.Second // a longer wait is left to the caller
	dayLimit  = time.Hour        // until a used-up quota is tried again, where Google names no time
)

// explain makes an *calendar.Error of what Google or the way to it said.
func (p *Provider) explain(op string, err error) *calendar.Error {
	var known *calendar.Error
	if errors.As(err, &known) {
		return known
	}
	e := &calendar.Error{Op: op, Kind: calendar.Temporary, Err: err}
	var token *oauth2.RetrieveError
	var answer *googleapi.Error
	consent, consented := errors.AsType[interface {
		error
		Refused() bool
	}](err)
	switch {
	case consented && consent.Refused():
		e.Kind, e.Mend = calendar.Permission, mendLogin
	case errors.As(err, &token):
		p.explainToken(e, token)
	case errors.As(err, &answer):
		e.Status, e.Err = answer.Code, said(answer)
		e.RetryAfter = retryAfter(answer.Header, p.options.Now())
		e.Kind, e.Mend = classify(answer)
		if reason := reasonOf(answer); e.RetryAfter == 0 && (reason == "quotaExceeded" || reason == "dailyLimitExceeded") {
			e.RetryAfter = dayLimit
		}
	case errors.Is(err, errTooLong):
		e.Kind = calendar.Refused
	}
	return e
}

// explainToken is a login that Google refused (RFC 6749 section 5.2), or could not deal with now.
func (p *Provider) explainToken(e *calendar.Error, token *oauth2.RetrieveError) {
	said := struct {
		Code        string `json:"error"`
		Description string `json:"error_description"`
	}{token.ErrorCode, token.ErrorDescription}
	if said.Code == "" { // of a service account's assertion only the body is handed on (RFC 7523)
		_ = json.Unmarshal(token.Body, &said)
	}
	said.Code, said.Description = oneLine(said.Code), oneLine(said.Description)
	e.Err = errors.New("access token: " + strings.TrimSpace(said.Code+" "+said.Description))
	if token.Response != nil {
		e.Status = token.Response.StatusCode
		e.RetryAfter = retryAfter(token.Response.Header, p.options.Now())
	}
	switch {
	case said.Code == "unauthorized_client" || said.Code == "access_denied":
		e.Kind, e.Mend = calendar.Permission, mendDelegation
	case said.Code == "invalid_scope":
		e.Kind, e.Mend = calendar.Permission, mendScopes
	case said.Code != "" && e.Status < http.StatusInternalServerError && e.Status != http.StatusTooManyRequests:
		e.Kind, e.Mend = calendar.Permission, mendLogin
	}
}

// classify says what is to be done about an answer, by its status and Google's reason.
func classify(e *googleapi.Error) (calendar.ErrorKind, string) {
	switch e.Code {
	case http.StatusUnauthorized:
		return calendar.Permission, mendLogin
	case http.StatusForbidden:
		return classifyForbidden(reasonOf(e))
	case http.StatusNotFound, http.StatusGone:
		return calendar.Gone, ""
	case http.StatusConflict, http.StatusPreconditionFailed:
		return calendar.Stale, ""
	case http.StatusTooManyRequests, http.StatusRequestTimeout:
		return calendar.Temporary, ""
	}
	if e.Code >= http.StatusInternalServerError {
		return calendar.Temporary, ""
	}
	return calendar.Refused, ""
}

func classifyForbidden(reason string) (calendar.ErrorKind, string) {
	switch reason {
	case "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "RATE_LIMIT_EXCEEDED",
		"variableTermLimitExceeded":
		return calendar.Temporary, ""
	case "forbiddenForServiceAccounts":
		return calendar.Permission, "a service account invites guests only on behalf of a person: " + mendDelegation
	case "insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT":
		return calendar.Permission, mendScopes
	case "accessNotConfigured", "SERVICE_DISABLED":
		return calendar.Permission, mendEnable
	case "calendarUsageLimitsExceeded":
		return calendar.Temporary, ""
	}
	return calendar.Permission, mendShare
}

// reasonOf is Google's own name of an error: of the older form, else of google.rpc.ErrorInfo.
func reasonOf(e *googleapi.Error) string {
	var reason string
	if len(e.Errors) > 0 {
		reason = e.Errors[0].Reason
	}
	for _, d := range e.Details {
		detail, ok := d.(map[string]any)
		if !ok {
			continue
		}
		if r, _ := detail["reason"].(string); slices.Contains([]string{"SERVICE_DISABLED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
			"RATE_LIMIT_EXCEEDED"}, r) {
			return r
		}
	}
	return reason
}

// maxSaid bounds what is repeated of Google's words.
const maxSaid = 300

// said is what Google wrote about an error, in one line; never a whole page of it.
func said(e *googleapi.Error) error {
	words := oneLine(e.Message)
	if reason := reasonOf(e); reason != "" {
		words = reason + ": " + words
	}
	if words == "" {
		words = "Google gave no reason"
	}
	return errors.New(words)
}

// oneLine is what somebody said on one line, of bounded length.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxSaid {
		s = strings.ToValidUTF8(s[:maxSaid], "") + "…"
	}
	return s
}

// retryAfter reads the header of RFC 9110 section 10.2.3.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.Atoi(v); err == nil && seconds > 0 {
		return time.Duration(min(seconds, int((24*time.Hour).Seconds()))) * time.Second
	}
	if at, err := http.ParseTime(v); err == nil && at.After(now) {
		return min(at.Sub(now), 24*time.Hour)
	}
	return 0
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
