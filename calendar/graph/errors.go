package graph

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/oauth2"

	"handoffd/calendar"
)

var errForeignLink = errors.New("the link of the next page leads to another server")

// answer is how Graph says no. Neither field holds more than a line.
type answer struct {
	code, message string
}

func (a *answer) Error() string {
	if a.message == "" {
		return a.code
	}
	return a.code + ": " + a.message
}

// codeOf is Graph's own word for an error, empty if it gave none.
func codeOf(err error) string {
	if a, ok := errors.AsType[*answer](err); ok {
		return a.code
	}
	return ""
}

// noEvent reports whether the event, and not its mailbox, is gone.
func noEvent(err error) bool { return codeOf(err) == "ErrorItemNotFound" }

// fail is an error without an answer of Graph.
func (p *Provider) fail(r request, status int, err error) *calendar.Error {
	e := &calendar.Error{Op: r.op, Kind: calendar.Temporary, Status: status, Err: err}
	switch {
	case errors.Is(err, errForeignLink):
		e.Kind = calendar.Refused
	case errors.Is(err, errToken):
		e.Mend = "see that this machine reaches login.microsoftonline.com, and that client_secret_file names a file " +
			"that handoffd can read"
	case errors.Is(err, errTokenRefused):
		e.Kind, e.Mend = calendar.Permission, p.mendToken()
	}
	return e
}

// plain leaves out the URL: it names people, and links carry tokens.
func plain(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

var (
	errToken        = errors.New("no access token")
	errTokenRefused = errors.New("no access token: the login was refused")
)

// tokenError takes over nothing of what a token endpoint says: they quote what was sent to them. A file that cannot be
// read and a server that cannot be reached are named.
func tokenError(err error) error {
	if said, ok := errors.AsType[interface {
		error
		Refused() bool
	}](err); ok && said.Refused() {
		return errTokenRefused
	}
	if said, ok := errors.AsType[*oauth2.RetrieveError](err); ok && said.Response != nil &&
		said.Response.StatusCode < 500 && said.Response.StatusCode != http.StatusTooManyRequests {
		return errTokenRefused
	}
	if file, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%w: %w", errToken, file)
	}
	if line, ok := errors.AsType[*net.OpError](err); ok {
		return fmt.Errorf("%w: %w", errToken, line)
	}
	return errToken
}

// refused makes an error of an answer that is no success.
func (p *Provider) refused(r request, res *http.Response, body []byte) *calendar.Error {
	var said struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	_ = json.Unmarshal(body, &said) // what is no JSON has no code
	a := &answer{code: line(said.Error.Code), message: line(said.Error.Message)}
	if a.code == "" {
		a.code = "no reason given"
	}
	e := &calendar.Error{Op: r.op, Status: res.StatusCode, Kind: kindOf(res.StatusCode, a.code),
		RetryAfter: p.retryAfter(res), Err: a}
	e.Mend = p.mend(r, res.StatusCode, a)
	return e
}

// usedUp is the code for a transactionId that another event was made with.
const usedUp = "ErrorDuplicateTransactionId"

// permissionCodes come with several statuses.
var permissionCodes = []string{
	"ErrorAccessDenied", "AccessDenied", "accessDenied", "Authorization_RequestDenied", "InvalidAuthenticationToken",
	"MailboxNotEnabledForRESTAPI",
	"MailboxNotSupportedForRESTAPI", "RESTAPINotEnabledForComponentSharedMailbox", "ErrorInvalidMailboxSettings",
	"OrganizationFromTenantGuidNotFound",
}

func kindOf(status int, code string) calendar.ErrorKind {
	switch {
	case code == usedUp: // of an event that is not there any more: the next id will do
		return calendar.Temporary
	case slices.Contains(permissionCodes, code):
		return calendar.Permission
	case code == "ErrorIrresolvableConflict", status == http.StatusConflict, status == http.StatusPreconditionFailed:
		return calendar.Stale
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return calendar.Permission
	case status == http.StatusNotFound, status == http.StatusGone:
		return calendar.Gone
	case status == http.StatusTooManyRequests, status == http.StatusRequestTimeout, status >= 500:
		return calendar.Temporary
	}
	return calendar.Refused
}

// retryAfter reads seconds or a date (RFC 9110 section 10.2.3).
func (p *Provider) retryAfter(res *http.Response) time.Duration {
	const longest = 24 * time.Hour
	value := strings.TrimSpace(res.Header.Get("Retry-After"))
	if n, err := strconv.Atoi(value); err == nil && n > 0 {
		return min(time.Duration(min(n, 1<<20))*time.Second, longest)
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(0, at.Sub(p.o.Now())), longest)
	}
	return 0
}

// mend says what an admin can do, with the commands of Exchange Online.
func (p *Provider) mend(r request, status int, a *answer) string {
	switch {
	case a.code == "MailboxNotEnabledForRESTAPI", a.code == "MailboxNotSupportedForRESTAPI":
		return fmt.Sprintf("%s has no Exchange Online mailbox: give it an Exchange Online license (Microsoft 365 admin "+
			"center → Users → Active users → Licenses and apps), or name the mailbox that it belongs to", r.mailbox)
	case a.code == "Authorization_RequestDenied":
		return p.mendConsent()
	case a.code == "ErrorInvalidUser", a.code == "ResourceNotFound", a.code == "Request_ResourceNotFound",
		a.code == "ErrorNonExistentMailbox", a.code == "MailboxNotFound":
		return fmt.Sprintf("there is no mailbox %s in this tenant: correct the address", r.mailbox)
	case status == http.StatusUnauthorized, a.code == "InvalidAuthenticationToken":
		return p.mendToken()
	case status == http.StatusForbidden, slices.Contains(permissionCodes, a.code):
		return p.mendAccess(r)
	case status == http.StatusInsufficientStorage, a.code == "ErrorQuotaExceeded":
		return fmt.Sprintf("the mailbox %s is full: empty it or raise its quota", r.mailbox)
	}
	return ""
}

func (p *Provider) mendToken() string {
	if p.o.Person {
		return "the consent is gone: run handoffd authorize microsoft again"
	}
	return "Microsoft Entra admin center → App registrations → Certificates & secrets: the client secret has expired or " +
		"is wrong; then grant admin consent under API permissions"
}

func (p *Provider) mendConsent() string {
	if p.o.Person {
		return "run handoffd authorize microsoft again and consent to Calendars.ReadWrite and MailboxSettings.Read"
	}
	return "Microsoft Entra admin center → App registrations → API permissions: add the Microsoft Graph application " +
		"permission and choose Grant admin consent"
}

// mendAccess names the role that the request needs.
func (p *Provider) mendAccess(r request) string {
	role, scope := "Calendars.ReadWrite", "handoffd"
	switch {
	case strings.HasPrefix(r.path, "/mailboxSettings"):
		role = "MailboxSettings.Read"
	case !strings.EqualFold(r.mailbox, p.o.Mailbox):
		role, scope = "Calendars.Read", "handoffd reps"
		if r.method != http.MethodGet {
			role = "Calendars.ReadWrite"
		}
	}
	if p.o.Person {
		return fmt.Sprintf("consent to %s with handoffd authorize microsoft; for a calendar of somebody else its owner has "+
			"to share it, and the consent has to include %s.Shared", role, role)
	}
	return fmt.Sprintf("in Exchange Online PowerShell: New-ManagementRoleAssignment -App APP_ID -Role \"Application "+
		"%s\" -CustomResourceScope %q, with %s in that scope "+
		"(Test-ServicePrincipalAuthorization -Identity APP_ID -Resource %s shows it); where an application access policy "+
		"is used instead: "+
		"New-ApplicationAccessPolicy -AppId APP_ID -PolicyScopeGroupId GROUP -AccessRight RestrictAccess, with %s in "+
		"GROUP. Changes take up to two hours",
		role, scope, r.mailbox, r.mailbox, r.mailbox)
}

// line makes words of the server fit for one line of an error.
func line(s string) string {
	const longest = 300
	s = strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}
