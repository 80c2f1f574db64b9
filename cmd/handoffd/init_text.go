package main

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"unicode"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/text"
)

// member is somebody in the config that is written.
type member struct{ id, name, email string }

// configDraft is what goes into it.
type configDraft struct {
	address, company, team, zone, hours string
	people                              []*member
	qualifiers, reps, managers          []*member

	imap, smtp, username, passwordEnv, auth string
	imapTLS, smtpTLS                        string // as trying has shown; empty: as is usual at the port
	junk                                    string
	noLogin                                 bool // the server that mail is handed to has none
	authserv, profile, border               string
	database                                string // empty: beside the config
	names                                   string // whose figures are read by name
	unproved                                bool   // nothing has shown yet how senders are proved
	looked                                  bool   // the mailbox was opened
	idSeen                                  bool   // authserv stands in a mail
}

// add takes people up, each once, whatever they do.
func (d *configDraft) add(list []member) (out []*member) {
	for _, m := range list {
		i := slices.IndexFunc(d.people, func(p *member) bool { return strings.EqualFold(p.email, m.email) })
		if i < 0 {
			m.id = d.freeID(m)
			d.people = append(d.people, &m)
			i = len(d.people) - 1
		}
		if !slices.Contains(out, d.people[i]) {
			out = append(out, d.people[i])
		}
	}
	return out
}

// freeID is a short name for somebody: the first name, if nobody else has it.
func (d *configDraft) freeID(m member) string {
	plain := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, text.Fold(s))
	}
	first, last, _ := strings.Cut(m.name, " ")
	local, _, _ := strings.Cut(m.email, "@")
	for _, id := range []string{plain(first), plain(first + last), plain(local)} {
		if id != "" && !slices.ContainsFunc(d.people, func(p *member) bool { return p.id == id }) {
			return id
		}
	}
	return fmt.Sprintf("p%d", len(d.people)+1)
}

// text is the config.
func (d *configDraft) text() string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("# Written by `handoffd init`; `handoffd help config` tells of every other key.")
	p("admin = %q # who gets what goes wrong", d.managers[0].id)
	if d.authserv != "" {
		guess := ""
		if d.unproved {
			guess = "a guess: "
		}
		p("authserv_id = %q # %sfirst word of Authentication-Results on mail that your server receives", d.authserv, guess)
	}
	if d.profile != "" {
		p("auth_profile = %q # how that server writes who the sender is", d.profile)
	}
	if d.border != "" {
		p("border = %q # the name after \"by\" in the Received line of mail that comes in from outside", d.border)
	}
	p("address = { email = %q, name = %q }", d.address, d.company)
	folders := ""
	if d.junk != "" {
		folders = fmt.Sprintf(", folders = [\"INBOX\", %q]", d.junk)
	}
	p("imap = { addr = %q%s%s%s }", d.imap, tlsKey(d.imap, d.imapTLS), d.login(false), folders)
	rate := ""
	if d.auth == "microsoft" {
		rate = `, rate = "microsoft"`
	}
	p("smtp = { addr = %q%s%s%s }", d.smtp, tlsKey(d.smtp, d.smtpTLS), d.login(d.noLogin), rate)
	if d.database != "" {
		p("database = { path = %q }", d.database)
	}
	p("trial = { only = [%s] } # mail to anybody else goes to the admin; remove the line when you trust it",
		strings.Join(d.trusted(), ", "))
	p("report = { names = %q } # figures by name: own (to oneself), manager (of their people too), team (of all)", d.names)
	p("defaults = { zone = %q, hours = %q }", d.zone, d.hours)
	p("person = [")
	for _, m := range d.people {
		p("  { id = %q, name = %q, email = %q },", m.id, m.name, m.email)
	}
	p("]")
	p("[[team]]")
	p("name = %q", d.team)
	p("qualifiers = [%s] # who may hand over leads", ids(d.qualifiers))
	p("reps = [%s] # the rotation, in this order", ids(d.reps))
	p("managers = [%s] # who is asked when nobody answers: first tier first", ids(d.managers))
	return b.String()
}

// login is how an account logs in.
func (d *configDraft) login(none bool) string {
	switch {
	case none:
		return ""
	case d.auth != "":
		return fmt.Sprintf(", username = %q, auth = %q", d.username, d.auth)
	}
	return fmt.Sprintf(", username = %q, password_env = %q", d.username, d.passwordEnv)
}

// trusted are whom mail goes to during the trial: the companies of everybody in the config; of whoever has an address
// at a host that gives them to everybody, that address.
func (d *configDraft) trusted() (out []string) {
	for _, address := range emails(d.people) {
		whom := strings.ToLower(address)
		if handoff.SameCompany(address, address) {
			whom = "*@" + text.Domain(whom)
		}
		if one := fmt.Sprintf("%q", whom); !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

func emails(all []*member) (out []string) {
	for _, m := range all {
		out = append(out, m.email)
	}
	return out
}

func ids(all []*member) string {
	var out []string
	for _, m := range all {
		out = append(out, fmt.Sprintf("%q", m.id))
	}
	return strings.Join(out, ", ")
}

// tlsOf is how a server at such a port is spoken to, where trying has not shown it; in clear on this machine only.
func tlsOf(addr, tried string) string {
	_, port, _ := net.SplitHostPort(addr)
	switch {
	case tried != "":
		return tried
	case port == "993" || port == "465":
		return "tls"
	case config.Loopback(addr):
		return "none"
	}
	return "starttls"
}

// tlsKey is the same as it stands in a config, where "tls" is usual.
func tlsKey(addr, tried string) string {
	if how := tlsOf(addr, tried); how != "tls" {
		return fmt.Sprintf(", tls = %q", how)
	}
	return ""
}

// nameOf makes a name of an address: "Rita Vance" of rita.vance@acme.example.
func nameOf(address string) string {
	local, _, _ := strings.Cut(address, "@")
	local, _, _ = strings.Cut(local, "+")
	words := strings.FieldsFunc(local, func(r rune) bool { return !unicode.IsLetter(r) })
	for i, w := range words {
		words[i] = text.Capital(w)
	}
	if len(words) == 0 {
		return address
	}
	return strings.Join(words, " ")
}

// companyOf makes a name of the domain: "Acme" of handoff@acme.example.
func companyOf(address string) string {
	first, _, _ := strings.Cut(text.Domain(address), ".")
	return text.Capital(first)
}

// faults are what the loader of configs says of a draft so far, one a line; what is not known yet is taken for
// something good.
func (d *configDraft) faults(path string) error {
	try := *d
	try.people = slices.Clone(d.people)
	for _, to := range []struct {
		value *string
		good  string
	}{{&try.address, "handoff@example.com"},
		{&try.company, "Acme"}, {&try.team, "sales"}, {&try.zone, "UTC"}, {&try.hours, usualHours},
		{&try.imap, "imap.example.com:993"}, {&try.smtp, "smtp.example.com:465"},
		{&try.username, "handoff@example.com"},
		{&try.passwordEnv, "HANDOFFD_PASSWORD"}, {&try.names, "own"}} {
		*to.value = cmp.Or(*to.value, to.good)
	}
	if try.profile == "" {
		try.authserv = cmp.Or(try.authserv, "mx.example.com")
	}
	for i, role := range []*[]*member{&try.qualifiers, &try.reps, &try.managers} {
		if len(*role) == 0 {
			*role = try.add([]member{{name: "Somebody", email: fmt.Sprintf("somebody%d@example.com", i)}})
		}
	}
	_, err := config.Parse(path, []byte(try.text()))
	all, ok := errors.AsType[config.Errors](err)
	if !ok {
		return err
	}
	var out []string
	for _, one := range all {
		out = append(out, one.Problem)
	}
	return errors.New(strings.Join(out, "\n"))
}
