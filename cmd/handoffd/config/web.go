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
}

// Web says where the pages are served; an empty Listen: nowhere.
type Web struct {
	Listen    string // host:port on this machine
	URL       string // as people reach them, without a slash at the end
	Cert, Key string // files of the TLS certificate; empty: a proxy does TLS
}

// web checks where the pages are served.
func (f *faults) web(file string, raw fileWeb) Web {
	w := Web{Listen: f.text("web.listen", raw.Listen, ""), URL: strings.TrimRight(f.text("web.url", raw.URL, ""), "/"),
		Cert: below(file, f.text("web.cert_file", raw.Cert, "")), Key: below(file, f.text("web.key_file", raw.Key, ""))}
	if w == (Web{}) {
		return w
	}
	u, err := url.Parse(w.URL)
	at, _, split := net.SplitHostPort(w.Listen)
	switch {
	case split != nil || at == "" && !strings.HasPrefix(w.Listen, ":"):
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

func isLoopback(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}
