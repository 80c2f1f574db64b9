package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestConfigOAuth checks the keys of an account, each fault with its place.
func TestConfigOAuth(t *testing.T) {
	t.Parallel()
	index := func(raw fileOAuth, more ...string) *faults {
		x := &fileIndex{keys: map[string]position{"imap.username": {1, 1}}, values: map[string]position{}}
		for key, value := range map[string]string{"auth": raw.Auth, "client_id": raw.ClientID,
			"client_secret_file": raw.ClientSecretFile, "client_secret_env": raw.ClientSecretEnv, "tenant": raw.Tenant} {
			if value != "" {
				x.keys["imap."+key] = position{2, 1}
			}
		}
		for _, key := range more {
			x.keys["imap."+key] = position{3, 1}
		}
		return &faults{file: "/etc/handoffd/config.toml", index: x}
	}
	for name, tt := range map[string]struct {
		raw  fileOAuth
		more []string
		want OAuth
		err  string
	}{
		"password":         {fileOAuth{}, []string{"password_file"}, OAuth{}, ""},
		"password in word": {fileOAuth{Auth: "password"}, []string{"password_env"}, OAuth{}, ""},
		"google":           {fileOAuth{Auth: "google"}, nil, OAuth{Provider: "google"}, ""},
		"microsoft": {fileOAuth{Auth: "microsoft", ClientID: "id", ClientSecretFile: "s", Tenant: "acme.example"}, nil,
			OAuth{Provider: "microsoft", ClientID: "id", Secret: Password{File: "/etc/handoffd/s"}, Tenant: "acme.example"}, ""},
		"environment": {fileOAuth{Auth: "google", ClientSecretEnv: "SECRET"}, nil,
			OAuth{Provider: "google", Secret: Password{Env: "SECRET"}}, ""},
		"unknown":      {fileOAuth{Auth: "gogle"}, nil, OAuth{}, `did you mean "google"`},
		"without auth": {fileOAuth{ClientID: "id"}, nil, OAuth{}, "client_id is for a login by OAuth"},
		"with a password": {fileOAuth{Auth: "google"}, []string{"password_file"}, OAuth{Provider: "google"},
			"needs no password"},
		"two secrets": {fileOAuth{Auth: "google", ClientSecretFile: "s", ClientSecretEnv: "S"}, nil,
			OAuth{Provider: "google", Secret: Password{File: "/etc/handoffd/s", Env: "S"}}, "both given"},
		"secret itself": {fileOAuth{Auth: "google", ClientSecretEnv: "GOCSPX-x"}, nil,
			OAuth{Provider: "google", Secret: Password{Env: "GOCSPX-x"}}, "not the secret itself"},
		"empty secret file": {fileOAuth{Auth: "google"}, []string{"client_secret_file"}, OAuth{Provider: "google"},
			"client_secret_file is empty"},
		"tenant of google": {fileOAuth{Auth: "google", Tenant: "x"}, nil, OAuth{Provider: "google", Tenant: "x"},
			"tenant is for"},
		"bad tenant": {fileOAuth{Auth: "microsoft", Tenant: "a/b"}, nil, OAuth{Provider: "microsoft", Tenant: "a/b"},
			"directory (tenant) id"},
	} {
		t.Run(name, func(t *testing.T) {
			f := index(tt.raw, tt.more...)
			got := f.oauth("imap", tt.raw)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			err := f.err()
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("got %v", err)
			}
		})
	}
	f := index(fileOAuth{Auth: "google"})
	delete(f.index.keys, "imap.username")
	if f.oauth("imap", fileOAuth{Auth: "google"}); f.err() == nil {
		t.Error("without a username")
	}
	if got := keyFile("/etc/c.toml", "/var/x.db.key", ""); got != "/var/x.db.key" {
		t.Error(got)
	}
	if got := keyFile("/etc/c.toml", "/var/x.db.key", "keys"); got != "/etc/keys" {
		t.Error(got)
	}
}
