package oauth_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"

	"handoffd/mail/oauth"
)

func TestMechanism(t *testing.T) {
	for _, tt := range []struct{ preferred, offered, want string }{
		{"", "PLAIN LOGIN", ""},
		{"", "PLAIN OAUTHBEARER", "OAUTHBEARER"},
		{"", "OAUTHBEARER XOAUTH2", "XOAUTH2"},
		{"", "oauthbearer xoauth2", "XOAUTH2"},
		{"OAUTHBEARER", "OAUTHBEARER XOAUTH2", "OAUTHBEARER"},
		{"OAUTHBEARER", "XOAUTH2", "XOAUTH2"},
		{"PLAIN", "PLAIN", ""},
		{"", "", ""},
	} {
		if got := oauth.Mechanism(tt.preferred, strings.Fields(tt.offered)); got != tt.want {
			t.Errorf("%q of %q: %q", tt.preferred, tt.offered, got)
		}
	}
}

func TestInitialResponse(t *testing.T) {
	for _, tt := range []struct{ mechanism, username, want string }{
		{"XOAUTH2", "a@b.example", "user=a@b.example\x01auth=Bearer tok\x01\x01"},
		{"OAUTHBEARER", "a@b.example", "n,a=a@b.example,\x01host=imap.b.example\x01port=993\x01auth=Bearer tok\x01\x01"},
		{"OAUTHBEARER", "a=,b", "n,a=a=3D=2Cb,\x01host=imap.b.example\x01port=993\x01auth=Bearer tok\x01\x01"},
	} {
		mechanism, got, err := oauth.NewLogin(tt.mechanism, tt.username, "tok", "imap.b.example:993").Start()
		if err != nil || mechanism != tt.mechanism || string(got) != tt.want {
			t.Errorf("%s: %q, %v", mechanism, got, err)
		}
	}
	for _, login := range []*oauth.Login{
		oauth.NewLogin("XOAUTH2", "a\x01auth=Bearer x", "tok", "x:1"),
		oauth.NewLogin("XOAUTH2", "a", "tok\r\nA LOGOUT", "x:1"),
		oauth.NewLogin("PLAIN", "a", "tok", "x:1"),
	} {
		if _, initial, err := login.Start(); err == nil {
			t.Errorf("began with %q", initial)
		}
	}
}

// Another implementation's server understands the exchange.
func TestBearerServer(t *testing.T) {
	var got sasl.OAuthBearerOptions
	server := sasl.NewOAuthBearerServer(func(o sasl.OAuthBearerOptions) *sasl.OAuthBearerError {
		got = o
		if o.Token == "good" {
			return nil
		}
		return &sasl.OAuthBearerError{Status: "invalid_token", Schemes: "bearer"}
	})
	login := oauth.NewLogin("OAUTHBEARER", "a@b.example", "good", "imap.b.example:993")
	_, initial, err := login.Start()
	must(t, err)
	_, done, err := server.Next(initial)
	if !done || err != nil || got.Username != "a@b.example" || got.Host != "imap.b.example" || got.Port != 993 {
		t.Errorf("%v %v %+v", done, err, got)
	}
}

func TestRefusalIsExplained(t *testing.T) {
	protocol := errors.New("535 5.7.8 not accepted: tok-en and " + base64.StdEncoding.EncodeToString([]byte("user=a\x01auth=Bearer tok-en\x01\x01")))
	login := oauth.NewLogin("XOAUTH2", "a", "tok-en", "x:1")
	answer, err := login.Next([]byte(`{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/ tok-en"}`))
	if err != nil || answer == nil || len(answer) != 0 {
		t.Fatalf("answered %q, %v", answer, err)
	}
	if _, err := login.Next(nil); err == nil {
		t.Error("a second challenge is answered")
	}
	err = login.Explain(protocol)
	const want = "oauth login: 400: schemes Bearer, scope https://mail.google.com/ [hidden]: 535 5.7.8 not accepted: " +
		"[hidden] and [hidden]"
	if failed, ok := errors.AsType[*oauth.Error](err); !ok || !failed.Refused() || !errors.Is(err, protocol) ||
		err.Error() != want {
		t.Errorf("got %v", err)
	}
	silent := oauth.NewLogin("XOAUTH2", "a", "tok-en", "x:1")
	err = silent.Explain(protocol)
	if failed, ok := errors.AsType[*oauth.Error](err); !ok || failed.Refused() || strings.Contains(err.Error(), "tok-en") {
		t.Errorf("without a challenge: %v", err)
	}
	if silent.Explain(nil) != nil {
		t.Error("success is explained")
	}
}
