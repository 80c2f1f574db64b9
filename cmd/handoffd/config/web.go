package config

import (
	"net"
	"net/netip"
	"net/url"
	"strings"
)

type fileWeb struct {
	Listen string `toml:"listen"`
	URL    string `toml:"url"`
	Cert   string `toml:"cert_file"`
	Key    string `toml:"key_file"`

	Login fileLogin `toml:"login"`
}

type fileLogin struct {
	Name     string `toml:"name"`
	Issuer   string `toml:"issuer"`
	ClientID string `toml:"client_id"`

	ClientSecretFile string `toml:"client_secret_file"`
	ClientSecretEnv  string `toml:"client_secret_env"`
}

// Web says where the pages are served; an empty Listen: nowhere.
type Web struct {
	Listen    string // host:port on this machine
	URL       string // as people reach them, without a slash at the end
	Cert, Key string // files of the TLS certificate; empty: a proxy does TLS
	Login     Login
}

// Login is a provider with which people sign in, by OpenID Connect; an empty Issuer: none.
type Login struct {
	Name, Issuer, ClientID string
	Secret                 Password
}

// web checks where the pages are served.
func (f *faults) web(file string, raw fileWeb) Web {
	w := Web{Listen: f.text("web.listen", raw.Listen, ""), URL: strings.TrimRight(f.text("web.url", raw.URL, ""), "/"),
		Cert: below(file, f.text("web.cert_file", raw.Cert, "")), Key: below(file, f.text("web.key_file", raw.Key, ""))}
	w.Login = f.login(raw.Login)
	if w == (Web{}) {
		return w
	}
	u, err := url.Parse(w.URL)
	at, port, split := net.SplitHostPort(w.Listen)
	switch {
	case split != nil || !isPort(port) || at == "" && !strings.HasPrefix(w.Listen, ":"):
		f.errorf("web.listen", "%s is not host:port; write where the pages are served on this machine, such as "+
			"\"127.0.0.1:8025\"", Quoted(w.Listen))
	case err != nil || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.User != nil ||
		u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())):
		f.errorf("web.url", "%s is no address of pages; write the https address that people open, without a path, such "+
			"as \"https://handoff.acme.example\"", Quoted(w.URL))
	case (w.Cert == "") != (w.Key == ""):
		f.errorf("web.cert_file", "cert_file and key_file belong together; write both, or neither and let a proxy do TLS")
	}
	return w
}

// login checks a provider with which people sign in.
func (f *faults) login(raw fileLogin) Login {
	l := Login{Name: f.text("web.login.name", raw.Name, ""), ClientID: f.text("web.login.client_id", raw.ClientID, ""),
		Issuer: strings.TrimRight(f.text("web.login.issuer", raw.Issuer, ""), "/")}
	if !f.index.has("web.login") {
		return Login{}
	}
	l.Secret = f.clientSecret("web.login", fileOAuth{ClientSecretFile: raw.ClientSecretFile,
		ClientSecretEnv: raw.ClientSecretEnv})
	u, err := url.Parse(l.Issuer)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && !isLoopback(u.Hostname()):
		f.errorf("web.login.issuer", "%s is no https address; write the issuer, such as \"https://accounts.google.com\"",
			Quoted(l.Issuer))
	case l.ClientID == "":
		f.errorf("web.login.client_id", "client_id is missing; write the one that the provider has given to handoffd")
	case l.Secret == (Password{}):
		f.errorf("web.login.client_secret_file", "the secret is missing; name a file or an environment variable with it")
	}
	if l.Name == "" {
		l.Name = u.Hostname()
	}
	return l
}

func isLoopback(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}
