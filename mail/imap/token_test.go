package imap_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"

	"handoffd/mail/imap"
	"handoffd/mail/oauth"
	"handoffd/mail/oauth/oauthtest"
)

// bearerServer is an IMAP server that takes tokens of a provider, and closes a connection when its token ends.
type bearerServer struct {
	*oauthtest.Provider
	imap       *imapserver.Server
	conns      chan net.Conn
	user       *imapmemserver.User
	mechanisms []string
	tries      int // to log in
	logins     int
	source     *oauth.Source
}

func newBearerServer(t *testing.T, c oauthtest.Config, mechanisms ...string) *bearerServer {
	t.Helper()
	c.ClientID, c.Account = "client-1", user
	s := &bearerServer{Provider: oauthtest.New(c), conns: make(chan net.Conn),
		user: imapmemserver.NewUser(user, "no password"), mechanisms: mechanisms}
	must(t, s.user.Create("INBOX", nil))
	s.imap = imapserver.New(&imapserver.Options{
		NewSession: func(conn *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return &bearerSession{UserSession: imapmemserver.NewUserSession(s.user), server: s, conn: conn}, nil, nil
		},
		Caps: goimap.CapSet{goimap.CapIMAP4rev1: {}}, InsecureAuth: true,
	})
	go s.imap.Serve(s)
	synctest.Wait() // Close must not come before it
	t.Cleanup(func() { s.imap.Close() })
	a, err := oauth.Authorize(oauth.Request{Provider: s.Endpoints("google"), ClientID: "client-1", HTTP: s.Client()})
	must(t, err)
	redirected, err := s.Consent(a.URL())
	must(t, err)
	kept, err := a.Redeem(t.Context(), redirected)
	must(t, err)
	s.source = oauth.NewSource(oauth.Options{
		Load: func(context.Context) (oauth.Credential, error) { return kept, nil },
		Save: func(_ context.Context, c oauth.Credential) error { kept = c; return nil },
		HTTP: s.Client(),
	})
	return s
}

func (s *bearerServer) Accept() (net.Conn, error) {
	conn, ok := <-s.conns
	if !ok {
		return nil, net.ErrClosed
	}
	return conn, nil
}

func (s *bearerServer) Close() error   { close(s.conns); return nil }
func (s *bearerServer) Addr() net.Addr { return &net.TCPAddr{} }

func (s *bearerServer) open(t *testing.T) *imap.Source {
	t.Helper()
	source := imap.Open(imap.Config{
		Addr: "imap.acme.example:993", TLS: "none", Username: user, Token: s.source.Token, Refused: s.source.Refused,
		Timeout: 10 * time.Second,
		Dial: func(context.Context, string, string) (net.Conn, error) {
			client, server := net.Pipe()
			s.conns <- server
			return client, nil
		},
	})
	t.Cleanup(func() { source.Close() })
	return source
}

// refreshes counts the access tokens given out after the one of the authorization.
func (s *bearerServer) refreshes() int { return len(s.Asked()) - 1 }

type bearerSession struct {
	*imapmemserver.UserSession
	server *bearerServer
	conn   *imapserver.Conn
	end    *time.Timer
}

func (s *bearerSession) AuthenticateMechanisms() []string { return s.server.mechanisms }

func (s *bearerSession) Authenticate(mechanism string) (sasl.Server, error) {
	s.server.tries++
	return s.server.SASL(mechanism, func(token string) error {
		s.server.logins++
		s.end = time.AfterFunc(time.Until(s.server.End(token)), func() { s.conn.NetConn().Close() })
		return nil
	}, func() error {
		return &goimap.Error{Type: goimap.StatusResponseTypeNo, Code: goimap.ResponseCodeAuthenticationFailed,
			Text: "Invalid credentials"}
	}), nil
}

func (s *bearerSession) Close() error {
	if s.end != nil {
		s.end.Stop()
	}
	return s.UserSession.Close()
}

// The token ends in the middle of IDLE and the server closes; the next connection has a fresh token, and no mail is
// lost.
func TestTokenEndsWhileWaiting(t *testing.T) {
	for _, mechanism := range []string{"XOAUTH2", "OAUTHBEARER"} {
		t.Run(mechanism, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newBearerServer(t, oauthtest.Config{Rotate: true}, mechanism)
				source := s.open(t)
				start, err := source.Start(t.Context())
				must(t, err)
				began := time.Now()
				for err == nil {
					err = source.Wait(t.Context())
				}
				if took := time.Since(began); took != time.Hour {
					t.Errorf("lost after %v: %v", took, err)
				}
				if failed, ok := errors.AsType[*imap.Error](err); !ok || failed.Auth || failed.Op != "wait" {
					t.Errorf("got %v", err)
				}
				raw := messages(1, 10)[0]
				_, err = s.user.Append("INBOX", literal{strings.NewReader(string(raw)), int64(len(raw))}, &goimap.AppendOptions{})
				must(t, err)
				b, err := source.Poll(t.Context(), start)
				if err != nil || len(b.Mails) != 1 {
					t.Errorf("afterwards: %d mails, %v", len(b.Mails), err)
				}
				if s.logins != 2 || s.refreshes() != 2 {
					t.Errorf("%d logins, %d tokens", s.logins, s.refreshes())
				}
			})
		})
	}
}

type literal struct {
	*strings.Reader
	size int64
}

func (l literal) Size() int64 { return l.size }

// A token that the provider has ended before its time is replaced once, and nobody notices.
func TestRefusedTokenIsReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newBearerServer(t, oauthtest.Config{}, "XOAUTH2", "OAUTHBEARER")
		_, _, err := s.source.Token(t.Context())
		must(t, err)
		<-time.After(10 * time.Minute)
		s.Expire()
		_, err = s.open(t).Start(t.Context())
		must(t, err)
		if s.logins != 1 || s.refreshes() != 2 {
			t.Errorf("%d logins, %d tokens", s.logins, s.refreshes())
		}
	})
}

func TestTokenRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(*bearerServer)
		auth  bool
		asked int // tokens
		want  string
	}{
		"by the mail server": {func(s *bearerServer) {
			s.FailNext(200, `{"access_token":"odd-secret","expires_in":3600}`)
			s.FailNext(200, `{"access_token":"odd-secret","expires_in":3600}`)
		}, true, 1, "401"},
		"by the provider":     {func(s *bearerServer) { s.Revoke() }, true, 1, "invalid_grant"},
		"provider in trouble": {func(s *bearerServer) { s.FailNext(503, "odd-secret") }, false, 1, "503"},
		"no mechanism": {func(s *bearerServer) { s.mechanisms = []string{"PLAIN"} }, true, 1,
			"takes no OAuth tokens"},
		"an empty token": {func(s *bearerServer) { s.FailNext(200, `{"access_token":""}`) }, false, 1,
			"without a token"},
		"provider says nothing": {func(s *bearerServer) { s.FailNext(200, "odd-secret") }, false, 1, "without a token"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newBearerServer(t, oauthtest.Config{}, "XOAUTH2", "OAUTHBEARER")
				tt.spoil(s)
				_, err := s.open(t).Start(t.Context())
				failed, ok := errors.AsType[*imap.Error](err)
				if !ok || failed.Op != "login" || failed.Auth != tt.auth || s.refreshes() != tt.asked ||
					!strings.Contains(fmt.Sprint(err), tt.want) {
					t.Errorf("%d tokens: %v", s.refreshes(), err)
				}
				if s.tries > 1 {
					t.Errorf("the same token was tried %d times", s.tries)
				}
				for _, secret := range append(s.Secrets(), "odd-secret") {
					if secret != "" && strings.Contains(fmt.Sprint(err), secret) {
						t.Errorf("the error holds %s", secret)
					}
				}
			})
		})
	}
}

// Two refusals are the end of it: no third login.
func TestRefusedTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newBearerServer(t, oauthtest.Config{}, "XOAUTH2")
		asked, refused := 0, 0
		source := imap.Open(imap.Config{
			Addr: "imap.acme.example:993", TLS: "none", Username: user, Timeout: 10 * time.Second,
			Dial: func(context.Context, string, string) (net.Conn, error) {
				client, server := net.Pipe()
				s.conns <- server
				return client, nil
			},
			Token: func(context.Context) (string, string, error) {
				asked++
				return "OAUTHBEARER", fmt.Sprint("bad-", asked), nil
			},
			Refused: func(string) { refused++ },
		})
		defer source.Close()
		_, err := source.Start(t.Context())
		if failed, ok := errors.AsType[*imap.Error](err); !ok || !failed.Auth || asked != 2 || refused != 1 ||
			s.tries != 2 || s.logins != 0 {
			t.Errorf("asked %d, refused %d: %v", asked, refused, err)
		}
	})
}

// A server without the initial response (RFC 4959), and one that answers a refusal by BAD, as some do.
func TestOddTokenServers(t *testing.T) {
	token := func(context.Context) (string, string, error) { return "", "tok-en", nil }
	for name, tt := range map[string]struct {
		caps, lines string // what the server says to each line after AUTHENTICATE
		auth, good  bool
	}{
		"initial response":      {"AUTH=XOAUTH2 SASL-IR", "<tag> OK in\r\n", false, true},
		"without it":            {"AUTH=XOAUTH2", "+ \r\n|<tag> OK in\r\n", false, true},
		"refused by BAD":        {"AUTH=XOAUTH2 SASL-IR", "+ eyJzdGF0dXMiOiI0MDAifQ==\r\n|<tag> BAD what\r\n", true, false},
		"unavailable":           {"AUTH=XOAUTH2 SASL-IR", "<tag> NO [UNAVAILABLE] later\r\n", false, false},
		"refused at once":       {"AUTH=XOAUTH2 SASL-IR", "<tag> NO AUTHENTICATE failed.\r\n", true, false},
		"asks for ever":         {"AUTH=OAUTHBEARER SASL-IR", "+ e30=\r\n|+ e30=\r\n|+ e30=\r\n", true, false},
		"challenge is not JSON": {"AUTH=OAUTHBEARER SASL-IR", "+ AAAA\r\n|<tag> NO no\r\n", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &tokenScript{caps: tt.caps, lines: strings.Split(tt.lines, "|")}
				source := imap.Open(imap.Config{Addr: "mx.acme.example:143", TLS: "none", Username: user, Token: token,
					Dial: server.dial, Timeout: 10 * time.Second})
				defer source.Close()
				_, err := source.Start(t.Context())
				failed, _ := errors.AsType[*imap.Error](err)
				if (err == nil) != tt.good || !tt.good && failed.Auth != tt.auth {
					t.Errorf("got %v", err)
				}
			})
		})
	}
}

// tokenScript answers the lines of a login one by one, and then like any script.
type tokenScript struct {
	script
	caps  string
	lines []string
}

func (s *tokenScript) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		buffer := make([]byte, 1<<16)
		server.Write([]byte("* OK [CAPABILITY IMAP4rev1 " + s.caps + "] hello\r\n"))
		left, login := s.lines, ""
		for {
			n, err := server.Read(buffer)
			if err != nil {
				return
			}
			tag, command, _ := strings.Cut(strings.TrimSpace(string(buffer[:n])), " ")
			answer := ""
			switch {
			case strings.HasPrefix(command, "AUTHENTICATE"), login != "" && len(left) > 0:
				if login == "" {
					login = tag
				}
				answer, left, tag = left[0], left[1:], login
			case strings.HasPrefix(command, "CAPABILITY"):
				answer = "* CAPABILITY IMAP4rev1 " + s.caps + "\r\n<tag> OK\r\n"
			default:
				answer = s.answer(command)
			}
			server.Write([]byte(strings.ReplaceAll(answer, "<tag>", tag)))
		}
	}()
	return client, nil
}
