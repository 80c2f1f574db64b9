package mail

import (
	"fmt"
	"slices"
	"strings"
)

// submitted proves a mail that its sender handed in with a login at the own server: the border's Received field names
// the protocol (RFC 3848: the A of ESMTPSA) and the login. Postfix writes it with smtpd_sasl_authenticated_header,
// Courier always, Sendmail and Exim where they are told to. The envelope sender proves nothing: whoever logs in may
// choose it. Only a named border proves anything, since every mail must have come by it.
func (m *Message) submitted(t Trust) Auth {
	if t.Border == "" {
		return Auth{}
	}
	at := m.border(t)
	if at == len(m.fields) {
		return Auth{}
	}
	value := m.fields[at].value
	h := parseReceived(value)
	if h.by != strings.TrimSuffix(strings.ToLower(t.Border), ".") || !withLogin[h.protocol()] || !h.plain() {
		return Auth{}
	}
	domain, _ := m.fromDomain()
	from := m.From.Key()
	login, named := h.login()
	switch {
	case domain == "" || from == "":
		return Auth{}
	case named && t.loginOf(login, from, domain):
		return Auth{"pass", "submission", domain, fmt.Sprintf("submitted at %s with the login %s", t.Border, login)}
	case named:
		return Auth{}
	}
	return Auth{}
}

// withLogin are the protocols of a client that has logged in (RFC 3848, RFC 6531 section 4.3).
var withLogin = map[string]bool{"esmtpa": true, "esmtpsa": true, "utf8smtpa": true, "utf8smtpsa": true, "asmtp": true}

// plain reports whether a hop says one thing: balanced comments and one by clause, so that nothing the client said of
// itself is taken for the server's word.
func (h hop) plain() bool {
	bare, ok := stripComments(h.raw)
	if !ok {
		return false
	}
	n := 0
	for _, w := range strings.Fields(bare) {
		if w == "by" {
			n++
		}
	}
	return n == 1
}

// How servers name who has logged in: Postfix, Courier, Sendmail, Exim.
var loginWords = lazily(`^(?:authenticated sender: *|auth: *[a-z0-9-]+ +|authenticated +user=|user=|` +
	`authenticated as +|authenticated=|a=[a-z0-9_-]+:)` +
	`<?([^\s,;<>()]+)`)

// login is the one name that a client has logged in with, as the server wrote it.
func (h hop) login() (name string, found bool) {
	for _, c := range comment().FindAllString(h.raw, 20) {
		w := loginWords().FindStringSubmatch(strings.TrimSpace(strings.Trim(c, "()")))
		if w == nil {
			continue
		}
		if found {
			return "", true // two names are none
		}
		name, found = w[1], true
	}
	return name, found
}

// loginOf reports whether a login is that of the owner of an address: a name given for it, or the address itself, with
// or without its plus tag; or the local part of one of these, in the border's own organisation, where no other name is
// given.
func (t Trust) loginOf(login, address, domain string) bool {
	names := t.Logins[address]
	if len(names) == 0 {
		names = t.Logins[withoutTag(address)]
	}
	given := slices.ContainsFunc(names, func(n string) bool { return !strings.Contains(n, "@") })
	for _, n := range append([]string{address, withoutTag(address)}, names...) {
		local, _, _ := strings.Cut(withoutTag(n), "@")
		if strings.EqualFold(n, login) || !given && login != "" && strings.EqualFold(local, login) &&
			aligned(domain, t.Border) {
			return true
		}
	}
	return false
}

// withoutTag is an address without its plus tag.
func withoutTag(address string) string {
	local, domain, _ := strings.Cut(address, "@")
	if base, _, tagged := strings.Cut(local, "+"); tagged && base != "" {
		local = base
	}
	return local + "@" + domain
}
