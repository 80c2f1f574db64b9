package check

import (
	"strings"
	"testing"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail/oauth/oauthtest"
)

// TestCheckLogsInWithTokens: what is wrong with a token login is told in the provider's words, with the exact commands.
func TestCheckLogsInWithTokens(t *testing.T) {
	t.Parallel()
	again := func(provider, conf string) string {
		return "handoffd authorize " + provider + " --config " + conf + " --mailbox " + hosttest.Box
	}
	for name, tt := range map[string]struct {
		provider string
		broken   func(*hosttest.TokenHost)
		fails    bool
		shown    []string
		command  bool // authorize is the mend
	}{
		"healthy": {"google", func(*hosttest.TokenHost) {}, false,
			[]string{"can be read", "takes mail of " + hosttest.Box}, false},
		"access token expired": {"microsoft", func(h *hosttest.TokenHost) { h.Expire() }, false, []string{"can be read"},
			false},
		"consent withdrawn": {"google", func(h *hosttest.TokenHost) { h.Revoke() }, true,
			[]string{"invalid_grant", "the consent was withdrawn"}, true},
		"refresh token expired": {"microsoft", func(h *hosttest.TokenHost) {
			for range 2 {
				h.FailNext(400, `{"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has expired due `+
					`to inactivity."}`)
			}
		}, true, []string{"AADSTS700082: The refresh token has expired", "the consent was withdrawn, has expired"}, true},
		"wrong tenant": {"microsoft", func(h *hosttest.TokenHost) {
			for range 2 {
				h.FailNext(400, `{"error":"invalid_request","error_description":"AADSTS90002: Tenant 'acme' not found."}`)
			}
		}, true, []string{"AADSTS90002: Tenant 'acme' not found", "compare tenant and client_id"}, true},
		"wrong scope": {"microsoft", func(h *hosttest.TokenHost) {
			for range 2 {
				h.FailNext(400, `{"error":"invalid_scope","error_description":"AADSTS70011: The provided value for the input `+
					`parameter 'scope' is not valid."}`)
			}
		}, true, []string{"AADSTS70011", "IMAP.AccessAsUser.All"}, true},
		"secret expired": {"microsoft", func(h *hosttest.TokenHost) {
			for range 2 {
				h.FailNext(401, `{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys `+
					`are expired."}`)
			}
		}, true, []string{"AADSTS7000222", "make a new secret"}, false},
		"provider away": {"google", func(h *hosttest.TokenHost) {
			for range 9 {
				h.FailNext(503, `{}`)
			}
		}, true, []string{"status 503", "proxy and firewall"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := hosttest.StartTokens(t, demo.Config, tt.provider, oauthtest.Config{})
			tt.broken(h)
			list, _, err := checked(t, call{Config: h.File})
			shown := append(list.of("imap"), list.of("smtp")...).String()
			if (err != nil) != tt.fails {
				t.Errorf("the check: %v\n%s", err, list)
			}
			want := tt.shown
			if tt.command {
				want = append(want, again(tt.provider, h.File))
			}
			for _, w := range want {
				if !strings.Contains(shown, w) {
					t.Errorf("no %q in\n%s", w, shown)
				}
			}
			for _, secret := range h.Secrets() {
				if secret != "" && strings.Contains(list.String(), secret) {
					t.Errorf("%s is shown", secret)
				}
			}
			t.Logf("%s\n%s", name, shown)
		})
	}
}
