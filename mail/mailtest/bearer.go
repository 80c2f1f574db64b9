package mailtest

import (
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Tokens lets one user in with access tokens, and nobody with a password, as providers with OAuth do.
type Tokens struct {
	User       string
	Mechanisms []string // XOAUTH2, OAUTHBEARER
	// Exchange is the server's side of a login, as oauthtest.Provider.SASL gives it: in is called with a good token,
	// refused gives the error for another.
	Exchange func(mechanism string, in func(token string) error, refused func() error) sasl.Server
	// End is when a token ends; IMAP connections that it has opened end then, in the midst of IDLE too.
	End func(token string) time.Time
}

// tokenSession is an IMAP connection of a host that takes tokens.
type tokenSession struct {
	*imapSession
	conn *imapserver.Conn
	end  *time.Timer
}

var _ imapserver.SessionSASL = (*tokenSession)(nil)

func (s *tokenSession) Login(string, string) error { return imapserver.ErrAuthFailed }

func (s *tokenSession) AuthenticateMechanisms() []string { return s.server.config.Tokens.Mechanisms }

func (s *tokenSession) Authenticate(mechanism string) (sasl.Server, error) {
	t := s.server.config.Tokens
	return t.Exchange(mechanism, func(token string) error {
		s.account = s.server.account(t.User)
		s.end = time.AfterFunc(t.End(token).Sub(s.server.config.Now()), func() { _ = s.conn.NetConn().Close() })
		return nil
	}, func() error {
		return &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCodeAuthenticationFailed,
			Text: "Invalid credentials"}
	}), nil
}

func (s *tokenSession) Close() error {
	if s.end != nil {
		s.end.Stop()
	}
	return s.imapSession.Close()
}

// token is the login with a token.
func (s *smtpSession) token(mechanism string) sasl.Server {
	t := s.server.config.Tokens
	return t.Exchange(mechanism, func(string) error { s.login = s.server.account(t.User); return nil },
		func() error { return smtp.ErrAuthFailed })
}
