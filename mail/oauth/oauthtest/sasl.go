package oauthtest

import (
	"errors"
	"strings"

	"github.com/emersion/go-sasl"

	"handoffd/mail/oauth"
)

// ErrRefused is what a mail server gets for a token that is not good.
var ErrRefused = errors.New("the token is not good")

// SASL is the mail server's side of a login. In is called with a token that is good; its error, or ErrRefused as
// refused returns it, ends the exchange.
func (p *Provider) SASL(mechanism string, in func(token string) error, refused func() error) sasl.Server {
	return &exchange{p: p, mechanism: mechanism, in: in, refused: refused}
}

type exchange struct {
	p         *Provider
	mechanism string
	in        func(string) error
	refused   func() error
	told      bool
}

// Next is one turn of the exchange (RFC 7628 section 3.2).
func (e *exchange) Next(response []byte) (challenge []byte, done bool, err error) {
	if response == nil {
		return nil, false, nil
	}
	if e.told {
		return nil, false, e.refused()
	}
	text, greeting := string(response), "user="+e.p.config.Account+"\x01"
	if e.mechanism == oauth.MechanismOAuthBearer {
		greeting = "n,a=" + e.p.config.Account + ",\x01"
	}
	if _, token, found := strings.Cut(text, "\x01auth=Bearer "); found && strings.HasPrefix(text, greeting) &&
		strings.HasSuffix(token, "\x01\x01") {
		token = strings.TrimSuffix(token, "\x01\x01")
		if !e.p.End(token).IsZero() {
			return nil, true, e.in(token)
		}
	}
	e.told = true
	return []byte(`{"status":"401","schemes":"Bearer","scope":"https://mail.test.example/"}`), false, nil
}
