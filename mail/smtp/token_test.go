package smtp_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"handoffd/mail/oauth"
	"handoffd/mail/oauth/oauthtest"
	"handoffd/mail/smtp"
)

// bearerHost is a mail host that takes tokens of a provider, by the steps of a script.
type bearerHost struct {
	*oauthtest.Provider
	source *oauth.Source
	logins int
	offers string
}

func newBearerHost(t *testing.T, offers string) *bearerHost {
	t.Helper()
	h := &bearerHost{Provider: oauthtest.New(oauthtest.Config{ClientID: "client-1", Account: rep}), offers: offers}
	a, err := oauth.Authorize(oauth.Request{Provider: h.Endpoints("google"), ClientID: "client-1", HTTP: h.Client()})
	must(t, err)
	redirected, err := h.Consent(a.URL())
	must(t, err)
	kept, err := a.Redeem(t.Context(), redirected)
	must(t, err)
	h.source = oauth.NewSource(oauth.Options{Load: func(context.Context) (oauth.Credential, error) { return kept, nil },
		HTTP: h.Client()})
	return h
}

func (h *bearerHost) sender(t *testing.T) *smtp.Sender {
	out := smtp.New(smtp.Config{
		Addr: "smtp.acme.example:465", TLS: "none", Username: rep, Token: h.source.Token, Refused: h.source.Refused,
		Timeout: 10 * time.Second,
		Dial: func(context.Context, string, string) (net.Conn, error) {
			client, server := net.Pipe()
			go h.serve(server)
			return client, nil
		},
	})
	t.Cleanup(func() { out.Close() })
	return out
}

// serve is RFC 4954 with the mechanisms of the provider; the rest is the script.
func (h *bearerHost) serve(conn net.Conn) {
	defer conn.Close()
	say := func(line string) { fmt.Fprintf(conn, "%s\r\n", line) }
	say("220 mx ready")
	buffer := make([]byte, 1<<16)
	read := func() string {
		n, _ := conn.Read(buffer)
		return strings.TrimSpace(string(buffer[:n]))
	}
	for line := read(); line != ""; line = read() {
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case word == "EHLO":
			say("250-mx\r\n250 AUTH " + h.offers)
		case word == "AUTH":
			h.auth(rest, say, read)
		case strings.HasSuffix(line, "\r\n."):
			say("250 2.0.0 taken")
		default:
			conn.Write([]byte(basics.answer(word)))
		}
	}
}

func (h *bearerHost) auth(rest string, say func(string), read func() string) {
	mechanism, initial, _ := strings.Cut(rest, " ")
	server := h.SASL(mechanism, func(string) error { h.logins++; return nil },
		func() error { return oauthtest.ErrRefused })
	response, err := base64.StdEncoding.DecodeString(initial)
	for err == nil {
		var challenge []byte
		var done bool
		if challenge, done, err = server.Next(response); done && err == nil {
			say("235 2.7.0 in")
			return
		}
		if err == nil {
			say("334 " + base64.StdEncoding.EncodeToString(challenge))
			response, err = base64.StdEncoding.DecodeString(read())
		}
	}
	say("535 5.7.8 Username and Password not accepted")
}

func TestToken(t *testing.T) {
	for _, offers := range []string{"PLAIN XOAUTH2", "LOGIN OAUTHBEARER"} {
		synctest.Test(t, func(t *testing.T) {
			h := newBearerHost(t, offers)
			out := h.sender(t)
			must(t, out.Check(t.Context()))
			<-time.After(10 * time.Minute)
			h.Expire() // before its time: the old token is refused, a fresh one is taken
			must(t, h.sender(t).Check(t.Context()))
			if asked := len(h.Asked()) - 1; h.logins != 2 || asked != 2 {
				t.Errorf("%s: %d logins, %d tokens", offers, h.logins, asked)
			}
		})
	}
}

func TestTokenRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(*bearerHost)
		want  *smtp.Error
		text  string
	}{
		"by the mail server": {func(h *bearerHost) { h.FailNext(200, `{"access_token":"odd-secret","expires_in":3600}`) },
			&smtp.Error{Stage: "auth", Code: 535, Enhanced: "5.7.8", Temporary: true}, "oauth login: 401: schemes Bearer"},
		"by the provider": {func(h *bearerHost) { h.Revoke() }, &smtp.Error{Stage: "auth", Temporary: true}, "invalid_grant"},
		"no mechanism": {func(h *bearerHost) { h.offers = "PLAIN LOGIN" }, &smtp.Error{Stage: "auth", Temporary: true},
			"takes no OAuth tokens"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newBearerHost(t, "XOAUTH2 OAUTHBEARER")
				tt.spoil(h)
				err := h.sender(t).Send(t.Context(), rep, prospect, plain)
				check(t, err, tt.want)
				if !strings.Contains(fmt.Sprint(err), tt.text) || h.logins != 0 || len(h.Asked()) != 2 {
					t.Errorf("%d tokens: %v", len(h.Asked())-1, err)
				}
				for _, secret := range append(h.Secrets(), "odd-secret") {
					if secret != "" && strings.Contains(fmt.Sprint(err), secret) {
						t.Errorf("the error holds %s", secret)
					}
				}
			})
		})
	}
}

// Two refusals are the end of it, and a server in trouble is not asked with another token.
func TestTokenTries(t *testing.T) {
	for name, tt := range map[string]struct {
		answer                 string
		asked, refused, logins int
	}{
		"refused": {"535 5.7.3 Authentication unsuccessful\r\n", 2, 1, 2},
		"trouble": {"451 4.7.0 later\r\n", 1, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			asked, refused := 0, 0
			out, heard := scripted(t, script{"EHLO": "250-mx\r\n250 AUTH XOAUTH2 LOGIN\r\n", "AUTH": tt.answer}, smtp.Config{
				TLS: "none", Username: rep,
				Token: func(context.Context) (string, string, error) {
					asked++
					return "", fmt.Sprint("bad-", asked), nil
				},
				Refused: func(string) { refused++ },
			})
			if err := out.Check(t.Context()); err == nil {
				t.Error("logged in")
			}
			logins := 0
			for len(heard) > 0 {
				if line := <-heard; strings.HasPrefix(line, "AUTH") {
					logins++
				}
			}
			if asked != tt.asked || refused != tt.refused || logins != tt.logins {
				t.Errorf("%d tokens, %d refused, %d logins", asked, refused, logins)
			}
		})
	}
}
