package app

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"handoffd/cmd/handoffd/config"
	"handoffd/mail/oauth"
)

func TestTokensAreShared(t *testing.T) {
	t.Parallel()
	sources := newLogins(nil, "", nil)
	google := config.OAuth{Provider: "google"}
	if sources.Of("a", config.OAuth{}) != nil || sources.Of("a", google) == nil {
		t.Error("a source for a password, or none for OAuth")
	}
	first, again, other := sources.Of("a", google), sources.Of("a", google), sources.Of("b", google)
	if first != again || first == other {
		t.Error("a source is not that of its mailbox")
	}
}

func TestOAuthMend(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{context.Canceled, ""},
		{fmt.Errorf("x: %w", &oauth.Error{Op: oauth.OpLogin, Code: "400"}), "Set-CASMailbox -Identity a@b.example"},
		{&oauth.Error{Op: oauth.OpRefresh, Code: "interaction_required"},
			"handoffd authorize microsoft --config config.toml --mailbox a@b.example"},
		{&oauth.Error{Op: oauth.OpRefresh, Err: io.EOF}, "proxy"},
		{&oauth.Error{Op: oauth.OpRefresh, Code: "unsupported_grant_type"}, "in the words above"},
	} {
		if got := OAuthMend(tt.err, "config.toml", "a@b.example",
			config.OAuth{Provider: "microsoft"}); !strings.Contains(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%v: %s", tt.err, got)
		}
	}
}
