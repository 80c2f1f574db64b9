package smtp

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/wneessen/go-mail/smtp"

	"handoffd/mail/oauth"
)

var (
	errNoMechanism = errors.New("server takes no OAuth tokens")
	errNoToken     = errors.New("the token is empty")
)

// bearer is a token and the mechanism preferred for it; the zero value stands for the password.
type bearer struct{ mechanism, token string }

// connect opens a link. A token that is refused is replaced once: the provider may have ended it before its time.
func connect(ctx context.Context, c Config) (*link, *Error) {
	if c.Token == nil || c.Username == "" {
		return dial(ctx, c, bearer{})
	}
	first, err := fetchToken(ctx, c)
	if err != nil {
		return nil, err
	}
	l, err := dial(ctx, c, first)
	if err == nil || err.Stage != StageAuth || err.Code/100 != 5 {
		return l, err
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
	return dial(ctx, c, second)
}

func fetchToken(ctx context.Context, c Config) (b bearer, failed *Error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.Timeout, fmt.Errorf("no token within %v: %w", c.Timeout,
		context.DeadlineExceeded))
	defer cancel()
	var err error
	b.mechanism, b.token, err = c.Token(ctx)
	if err == nil && b.token == "" {
		err = errNoToken
	}
	if err != nil {
		return b, failure(StageAuth, fmt.Errorf("log in to %s as %s: %w", c.Addr, c.Username, err))
	}
	return b, nil
}

// authenticate logs in with a token (RFC 4954).
func authenticate(client *smtp.Client, c Config, b bearer) error {
	_, offered := client.Extension("AUTH")
	mechanism := oauth.Mechanism(b.mechanism, strings.Fields(offered))
	if mechanism == "" {
		return fmt.Errorf("%w but %q", errNoMechanism, offered)
	}
	login := oauth.NewLogin(mechanism, c.Username, b.token, c.Addr)
	return login.Explain(client.Auth(exchange{login}))
}

// exchange is the login as go-mail takes it.
type exchange struct{ login *oauth.Login }

func (e exchange) Start(*smtp.ServerInfo) (mechanism string, initial []byte, err error) {
	return e.login.Start()
}

func (e exchange) Next(challenge []byte, more bool) ([]byte, error) {
	if !more {
		return nil, nil
	}
	return e.login.Next(challenge)
}
