package oauth

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"

	"github.com/emersion/go-sasl"
)

// SASL mechanisms with a bearer token.
const (
	MechanismXOAuth2     = "XOAUTH2"
	MechanismOAuthBearer = "OAUTHBEARER" // RFC 7628
)

// Mechanism chooses among those that a server offers: the preferred one, else XOAUTH2, which both providers document,
// else OAUTHBEARER. It is empty when none is offered.
func Mechanism(preferred string, offered []string) string {
	for _, m := range []string{preferred, MechanismXOAuth2, MechanismOAuthBearer} {
		known := m == MechanismXOAuth2 || m == MechanismOAuthBearer
		if known && slices.ContainsFunc(offered, func(o string) bool { return strings.EqualFold(o, m) }) {
			return m
		}
	}
	return ""
}

// Login is one SASL exchange with a token, a sasl.Client. It is used once.
type Login struct {
	mechanism, username, token string
	host, port                 string
	failure                    *Error
}

var _ sasl.Client = (*Login)(nil)

// NewLogin prepares the exchange. Addr is the host:port of the mail server.
func NewLogin(mechanism, username, token, addr string) *Login {
	host, port, _ := net.SplitHostPort(addr)
	return &Login{mechanism: mechanism, username: username, token: token, host: host, port: port}
}

// Start gives the mechanism and the initial response.
func (l *Login) Start() (mechanism string, initial []byte, err error) {
	// Both mechanisms separate fields by ^A: a name or token with one could bring fields of its own.
	for _, part := range []string{l.username, l.token, l.host, l.port} {
		if strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return "", nil, &Error{Op: OpLogin, Err: errors.New("the username, token or address holds a control character")}
		}
	}
	switch l.mechanism {
	case MechanismXOAuth2:
		return l.mechanism, []byte("user=" + l.username + "\x01auth=Bearer " + l.token + "\x01\x01"), nil
	case MechanismOAuthBearer:
		name := strings.NewReplacer("=", "=3D", ",", "=2C").Replace(l.username) // saslname, RFC 5801 section 4
		text := "n,a=" + name + ",\x01"
		if l.host != "" && l.port != "" {
			text += "host=" + l.host + "\x01port=" + l.port + "\x01"
		}
		return l.mechanism, []byte(text + "auth=Bearer " + l.token + "\x01\x01"), nil
	}
	return "", nil, &Error{Op: OpLogin, Err: fmt.Errorf("unknown mechanism %q", short(l.mechanism))}
}

// Next answers the server's only challenge: it says why the token is refused, and wants an answer before it says so by
// its protocol (RFC 7628 section 3.2.3).
func (l *Login) Next(challenge []byte) ([]byte, error) {
	if l.failure != nil {
		return nil, l.failure
	}
	l.failure = loginFailure(challenge, l.token)
	if l.mechanism == MechanismXOAuth2 {
		return []byte{}, nil
	}
	return []byte{1}, nil
}

// Explain adds what the server said of the token to the error of its protocol; nil stays nil. The protocol's error
// stays in the chain without its text, which may quote what was sent.
func (l *Login) Explain(err error) error {
	if err == nil {
		return nil
	}
	if _, own := errors.AsType[*Error](err); own {
		return err
	}
	e := &Error{Op: OpLogin}
	if l.failure != nil {
		*e = *l.failure
	}
	_, initial, _ := l.Start()
	e.Err = errors.New(clean(err.Error(), l.token, base64.StdEncoding.EncodeToString(initial)))
	return &explained{e, err}
}

type explained struct{ said, protocol error }

func (e *explained) Error() string { return e.said.Error() }

func (e *explained) Unwrap() []error { return []error{e.said, e.protocol} }
