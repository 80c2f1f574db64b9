package config

import (
	"slices"

	"handoffd/mail/oauth"
)

// fileOAuth are the keys of an account in the config file that say how it logs in without a password.
type fileOAuth struct {
	Auth             string `toml:"auth"`
	ClientID         string `toml:"client_id"`
	ClientSecretFile string `toml:"client_secret_file"`
	ClientSecretEnv  string `toml:"client_secret_env"`
	Tenant           string `toml:"tenant"`
}

// OAuth says how an account logs in without a password. All but the provider may be left to `handoffd authorize`, which
// seals them with the credential; what the config says wins.
type OAuth struct {
	Provider string // "google" or "microsoft"; empty for a password
	ClientID string
	Secret   Password // of the client; zero for a public client, or for the sealed one
	Tenant   string   // of Microsoft
}

// oauth checks the OAuth keys of an account.
func (f *faults) oauth(table string, raw fileOAuth) OAuth {
	o := OAuth{ClientID: f.text(table+".client_id", raw.ClientID, ""), Tenant: f.text(table+".tenant", raw.Tenant, "")}
	methods := []string{"password", oauth.NameGoogle, oauth.NameMicrosoft}
	if f.index.has(table+".auth") && !slices.Contains(methods, raw.Auth) {
		f.errorf(table+".auth", "auth %s is unknown; %s", Quoted(raw.Auth), Meant(raw.Auth, methods))
		return o
	}
	if raw.Auth == "" || raw.Auth == "password" {
		for _, key := range []string{"client_id", "client_secret_file", "client_secret_env", "tenant"} {
			if f.index.has(table + "." + key) {
				f.keyErrorf(table+"."+key,
					"%s is for a login by OAuth; add auth = \"google\" or auth = \"microsoft\", or remove the line", key)
			}
		}
		return OAuth{}
	}
	o.Provider = raw.Auth
	for _, key := range []string{"password_file", "password_env"} {
		if f.index.has(table + "." + key) {
			f.keyErrorf(table+"."+key, "auth = %q needs no password; remove the line", raw.Auth)
		}
	}
	if !f.index.has(table + ".username") {
		f.errorf(table+".auth", "%s.username is missing; write the mail address of the mailbox", table)
	}
	f.tenant(table, o)
	o.Secret = f.clientSecret(table, raw)
	return o
}

func (f *faults) tenant(table string, o OAuth) {
	if o.Tenant == "" {
		return
	}
	if o.Provider != oauth.NameMicrosoft {
		f.keyErrorf(table+".tenant", "tenant is for auth = \"microsoft\"; remove the line")
	} else if _, err := oauth.Microsoft(o.Tenant); err != nil {
		f.errorf(table+".tenant", "%v; write the directory (tenant) id that the portal shows", err)
	}
}

func (f *faults) clientSecret(table string, raw fileOAuth) Password {
	file, env := f.index.has(table+".client_secret_file"), f.index.has(table+".client_secret_env")
	switch {
	case file && env:
		f.errorf(table+".client_secret_env", "client_secret_file and client_secret_env are both given; remove one of them")
	case file && raw.ClientSecretFile == "":
		f.errorf(table+".client_secret_file",
			"client_secret_file is empty; write the path of the file that holds the client secret")
	case env && !envPattern.MatchString(raw.ClientSecretEnv):
		f.errorf(table+".client_secret_env",
			"client_secret_env is not the name of an environment variable; write a name such as HANDOFFD_CLIENT_SECRET, not "+
				"the secret itself")
	}
	return Password{File: below(f.file, f.text(table+".client_secret_file", raw.ClientSecretFile, "")),
		Env: raw.ClientSecretEnv}
}

// keyFile is where the keys of sealed credentials are, beside the database unless the config says otherwise.
func keyFile(config, otherwise, configured string) string {
	if configured == "" {
		return otherwise
	}
	return below(config, configured)
}

// UsesTokens says whether anything logs in with what somebody consented to.
func (c *Config) UsesTokens() bool {
	for _, m := range c.Mailboxes {
		if m.IMAP.OAuth.Provider != "" || m.SMTP.OAuth.Provider != "" {
			return true
		}
	}
	for _, a := range c.Agendas {
		if a.Provider == ProviderGoogle && a.KeyFile == "" || a.Provider == ProviderGraph && a.Secret == (Password{}) {
			return true
		}
	}
	return false
}
