package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/check"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// survey looks for what the machines know better than people, and says what it has found.
func (c *initCmd) survey(ctx context.Context, path string, a *asking, d *configDraft) ([]string, error) {
	domain := text.Domain(d.address)
	var found check.Servers
	if c.IMAP == "" || c.SMTP == "" {
		fmt.Fprintf(a.s.out, "Looking for the mail servers of %s …\n", domain)
		found = check.Locate(ctx, domain)
	}
	password := os.Getenv(c.PasswordEnv)
	if d.auth = found.Auth; d.auth == "" && password == "" {
		d.auth = check.AuthAt(c.IMAP, c.SMTP)
	}
	var notes []string
	for _, v := range []server{{what: "imap", said: c.IMAP, found: found.IMAP, to: &d.imap, tls: &d.imapTLS,
		question: "The server that the mailbox is read from"}, {what: "smtp", said: c.SMTP, found: found.SMTP, to: &d.smtp,
		tls: &d.smtpTLS, question: "The server that mail is handed to"}} {
		note, err := c.reach(ctx, path, a, d, v, password != "")
		if err != nil {
			return nil, err
		}
		notes = append(notes, note...)
	}
	notes = append(notes, fmt.Sprintf("mail is read from %s and handed to %s", d.imap, d.smtp))
	d.guess(domain, found)
	if d.auth != "" || password == "" {
		if d.unproved {
			notes = append(notes, fmt.Sprintf("authserv_id is a guess: %s is not set, so no mail could be looked at; "+
				"`handoffd check --send` tells", c.PasswordEnv))
		}
		return notes, nil
	}
	return append(notes, d.look(ctx, password)...), nil
}

// server is one that the config names.
type server struct {
	what, said, found string
	question          string
	to, tls           *string
}

// reach tries a server, and asks for another one where none answers and somebody is there.
func (c *initCmd) reach(ctx context.Context, path string, a *asking, d *configDraft, v server, login bool) ([]string,
	error) {
	*v.to = cmp.Or(v.said, v.found)
	if d.auth != "" { // a hoster whose servers are known
		return nil, nil
	}
	kind, asked := strings.ToUpper(v.what), *v.to
	if asked != "" {
		*v.tls = first(check.Ways(ctx, v.what, asked))
	}
	const none = "no %s server answers there with TLS or STARTTLS"
	switch {
	case *v.tls != "":
		return nil, nil
	case v.said != "" && !login:
		return []string{fmt.Sprintf("no %s server answers at %s now", kind, asked)}, nil
	case !a.open && asked == "":
		return nil, usagef("init: no mail server of %s was found; name it with --imap HOST:993 and --smtp HOST:465",
			text.Domain(d.address))
	case !a.open:
		return nil, usagef("init: --%s %s: "+none+"; nothing is written: correct it, or unset %s to have it written as it is",
			v.what, config.Quoted(asked), kind, c.PasswordEnv)
	}
	fmt.Fprintf(a.s.out, "No %s server answers%s.\n", kind, strings.TrimSuffix(" at "+asked, " at "))
	return nil, a.settle(v.what, "", v.question+", as host:port", "", func(answer string) error {
		*v.to = answer
		if wrong := d.faults(path); wrong != nil {
			return wrong
		}
		if *v.tls = first(check.Ways(ctx, v.what, answer)); *v.tls == "" {
			return fmt.Errorf(none, kind)
		}
		return nil
	})
}

// first of a list, "" of none.
func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// guess is how senders are proved, as far as names tell: no server calls itself by the address that one reaches it at.
func (d *configDraft) guess(domain string, found check.Servers) {
	host, _, _ := net.SplitHostPort(d.imap)
	switch {
	case d.auth == "google":
		d.profile = "google"
	case d.auth == "microsoft":
		d.profile = "m365"
	case len(found.MX) > 0:
		d.authserv = found.MX[0]
	case net.ParseIP(host) == nil && host != "localhost":
		d.authserv = host
	default:
		d.authserv = "mail." + domain
	}
	d.unproved = d.profile == ""
}

// look logs in.
func (d *configDraft) look(ctx context.Context, password string) []string {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var notes []string
	login := check.Login{IMAP: d.imap, SMTP: d.smtp, IMAPTLS: tlsOf(d.imap, d.imapTLS),
		SMTPTLS: tlsOf(d.smtp, d.smtpTLS), Username: d.username, Password: password,
		Address: d.address}
	seen, err := check.Inspect(ctx, login)
	if err != nil {
		notes = append(notes, fmt.Sprintf("the mailbox could not be looked into: %v", err))
	}
	d.junk = seen.Junk
	if d.junk != "" {
		notes = append(notes, fmt.Sprintf("the spam filter's folder %q is read too", d.junk))
	}
	d.believe(seen.Trust)
	d.looked, d.unproved = err == nil, !seen.Sure
	switch d.noLogin, err = check.TryHandOver(ctx, login); {
	case err != nil:
		notes = append(notes, fmt.Sprintf("mail could not be handed over: %v", err))
	case d.noLogin:
		notes = append(notes, "the server that mail is handed to has no login, so none is written")
	}
	return notes
}

// believe takes over what mails have shown; a server whose own word was not seen is likely to write the name that it
// bears.
func (d *configDraft) believe(t mail.Trust) {
	if t.AuthservID+t.Profile+t.Border == "" {
		return
	}
	if t.AuthservID != "" || !d.idSeen {
		d.authserv, d.idSeen = cmp.Or(t.AuthservID, t.Border, d.authserv), t.AuthservID != ""
	}
	d.profile, d.border = t.Profile, t.Border
	if slices.Contains(config.ProfilesWithoutID, d.profile) {
		d.authserv, d.border = "", ""
	}
}

// learn has the address mail itself to see how senders are proved.
func (d *configDraft) learn(ctx context.Context, path string, s streams) (string, error) {
	const guess = "how senders are proved is a guess; `handoffd check --send` tells"
	conf, err := config.Parse(path, []byte(d.text()))
	if err != nil {
		return "", err
	}
	fmt.Fprintf(s.out, "Mailing %s itself, to see how senders are proved …\n", d.address)
	a, err := app.Open(ctx, conf, app.Checking, app.Options{})
	if err != nil {
		return guess, nil
	}
	defer a.Close()
	t, found, err := check.Prove(ctx, a)
	switch {
	case err != nil, !found && t.Border == "":
		return guess, nil
	case !found:
		t.AuthservID, t.Profile = "", d.profile
		d.believe(t)
		return fmt.Sprintf("a mail of the address to itself came in by %s and bears nothing that proves who wrote it: mail "+
			"of colleagues would be held, as long as theirs do not either; `handoffd check --send` says what to set",
			t.Border), nil
	}
	d.believe(t)
	d.unproved = false
	return "how senders are proved was seen in a mail of the address to itself, which is removed again", nil
}
