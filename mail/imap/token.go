package imap

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-sasl"

	"handoffd/mail/oauth"
)

var (
	errNoMechanism = errors.New("server takes no OAuth tokens")
	errNoToken     = errors.New("the token is empty")
)

// bearer is a token and the mechanism preferred for it; the zero value stands for the password.
type bearer struct{ mechanism, token string }

// dialToken connects with a token. A refused one is replaced once: the provider may have ended it before its time.
func dialToken(ctx context.Context, c Config, notices chan<- struct{}) (*session, error) {
	first, err := fetchToken(ctx, c)
	if err != nil {
		return nil, err
	}
	s, err := connect(ctx, c, first, notices)
	if failed, ok := errors.AsType[*Error](err); !ok || !failed.Auth || errors.Is(err, errNoMechanism) {
		return s, err
	}
	if c.Refused != nil {
		c.Refused(first.token)
	}
	second, fetchErr := fetchToken(ctx, c)
	if fetchErr != nil {
		return nil, fetchErr
	}
	if second.token == first.token {
		return nil, err
	}
	return connect(ctx, c, second, notices)
}

func fetchToken(ctx context.Context, c Config) (b bearer, err error) {
	const share = 2 // of the time for a command: a token may need a request and a commit
	limit := share * c.Timeout
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("no token within %v: %w", limit,
		context.DeadlineExceeded))
	defer cancel()
	b.mechanism, b.token, err = c.Token(ctx)
	if err == nil && b.token == "" {
		err = errNoToken
	}
	if err != nil {
		return b, &Error{Op: "login", Addr: c.Addr, Auth: loginRefused(err), Err: err}
	}
	return b, nil
}

// authenticate logs in with a token (RFC 9051 section 6.2.2).
func (s *session) authenticate(c Config, b bearer) error {
	offered := s.client.Caps().AuthMechanisms()
	mechanism := oauth.Mechanism(b.mechanism, offered)
	if mechanism == "" {
		return fmt.Errorf("%w but %q", errNoMechanism, strings.Join(offered, " "))
	}
	login := oauth.NewLogin(mechanism, c.Username, b.token, c.Addr)
	return login.Explain(s.client.Authenticate(neverEmpty{login}))
}

// neverEmpty fills the empty answer to a refusal, which imapclient would write as "=", which no server knows there.
type neverEmpty struct{ sasl.Client }

func (n neverEmpty) Next(challenge []byte) ([]byte, error) {
	answer, err := n.Client.Next(challenge)
	if err == nil && len(answer) == 0 {
		answer = []byte{1}
	}
	return answer, err
}
