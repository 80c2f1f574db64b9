package mailtest

import (
	"io"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// smtpSession takes mail in: from logged-in users and from "the internet".
type smtpSession struct {
	server *Server
	conn   *smtp.Conn
	login  *account // nil: not authenticated
	from   string
	to     []recipient
}

type recipient struct {
	address string // as given in RCPT
	account *account
}

var _ smtp.AuthSession = (*smtpSession)(nil)

func (s *smtpSession) AuthMechanisms() []string {
	if s.server.config.Tokens != nil {
		return s.server.config.Tokens.Mechanisms
	}
	return []string{sasl.Plain}
}

func (s *smtpSession) Auth(mechanism string) (sasl.Server, error) {
	if s.server.config.Tokens != nil {
		return s.token(mechanism), nil
	}
	return sasl.NewPlainServer(func(_, username, password string) error {
		if err := s.server.smtpFault(StageAuth, s.conn); err != nil {
			return err
		}
		a := s.server.account(username)
		if a == nil || a.password != password {
			return smtp.ErrAuthFailed
		}
		s.login = a
		return nil
	}), nil
}

func (s *smtpSession) Mail(from string, _ *smtp.MailOptions) error {
	if err := s.server.smtpFault(StageMail, s.conn); err != nil {
		return err
	}
	s.from = from
	return nil
}

func (s *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := s.server.smtpFault(StageRcpt, s.conn); err != nil {
		return err
	}
	_, domain, _ := cutAddress(to)
	if !s.server.domains[strings.ToLower(domain)] {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 2}, Message: "outside mail is off"}
	}
	a := s.server.account(to)
	if a == nil {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user here"}
	}
	s.to = append(s.to, recipient{to, a})
	return nil
}

func (s *smtpSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r) // bounded by the server's MaxMessageBytes
	if err != nil {
		return err
	}
	if err := s.server.smtpFault(StageData, s.conn); err != nil {
		return err
	}
	in := arrival{
		helo:          s.conn.Hostname(),
		authenticated: s.login != nil,
		from:          s.from,
		raw:           raw,
	}
	if s.login != nil {
		in.own = s.login.own
	}
	s.server.deliver(in, s.to)
	return s.server.smtpFault(StageStored, s.conn)
}

func (s *smtpSession) Reset() { s.from, s.to = "", nil }

func (s *smtpSession) Logout() error { return nil }
