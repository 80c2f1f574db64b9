package config

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// wiring checks and fills what says where things are, as opposed to what the rules are.
func (f *faults) wiring(c *Config, raw configFile) {
	f.database(c, raw.Database)
	c.Templates = below(c.Path, f.text("templates.folder", raw.Templates.Folder, ""))
	c.IMAP = f.inbox("imap", raw.IMAP)
	c.SMTP = f.account("smtp", raw.SMTP.fileAccount)
	c.Rate = f.rate("smtp", raw.SMTP.fileRate)
	c.InFlight = f.inFlight("smtp.max_in_flight", raw.SMTP.MaxInFlight)
	c.AuthservID, c.AuthProfile = f.trust(raw)
	c.Border, c.Logins = f.border(raw), f.logins(raw.Person)
	c.LogLevel, c.LogHashed = f.logLevel(raw.Log.Level), f.logAddresses(raw.Log.Addresses) == LogHash
	f.ops(c, raw.Ops)
}

// ProfilesWithoutID are the profiles whose authserv-id is known, or that write none.
var ProfilesWithoutID = []string{"google", "m365", "fastmail", "proton"}

// trust checks by which header senders are proved.
func (f *faults) trust(raw configFile) (id, profile string) {
	id = f.text("authserv_id", raw.AuthservID, "")
	profiles := append([]string{"gateway", "milter"}, ProfilesWithoutID...)
	switch {
	case f.index.has("auth_profile") && !slices.Contains(profiles, raw.AuthProfile):
		f.errorf("auth_profile", "auth_profile %s is unknown; leave the line out, or %s", Quoted(raw.AuthProfile),
			Meant(raw.AuthProfile, profiles))
	case id == "" && !slices.Contains(ProfilesWithoutID, raw.AuthProfile):
		f.errorf("authserv_id", "authserv_id is missing; write the first word of the Authentication-Results header that "+
			"your own server puts on mail it receives")
	case strings.ContainsAny(id, " ;\t"):
		f.errorf("authserv_id", "authserv_id %s holds more than the id; write the part before the first semicolon",
			Quoted(id))
	}
	return id, raw.AuthProfile
}

var hostPattern = regexp.MustCompile(`^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?$`)

// border checks the name of the server that mail comes in by.
func (f *faults) border(raw configFile) string {
	host := f.text("border", raw.Border, "")
	switch {
	case !f.index.has("border"):
	case !hostPattern.MatchString(host) || len(host) > 253:
		f.errorf("border", "border %s is not the name of a server; write the one after \"by\" in the Received lines of "+
			"mail from outside", Quoted(host))
	case slices.Contains(ProfilesWithoutID, raw.AuthProfile):
		f.errorf("border", "border is not used with auth_profile %q, whose servers are known; remove the line",
			raw.AuthProfile)
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// logins are the names at the mail server, by address: whoever logs in under one of somebody's addresses may write as
// the others.
func (f *faults) logins(people []filePerson) map[string][]string {
	out := map[string][]string{}
	owners := map[string]string{}
	for i, p := range people {
		addresses := append([]string{p.Email}, p.Aliases...)
		for j, login := range p.Logins {
			path := joinPath(joinPath("person", i)+".logins", j)
			other, taken := owners[strings.ToLower(login)]
			switch owners[strings.ToLower(login)] = p.ID; {
			case login == "" || strings.ContainsAny(login, " \t,;<>()"):
				f.errorf(path, "login %s is not usable; write the name with which %s logs in to send mail", Quoted(login),
					Quoted(p.ID))
			case taken && other != p.ID:
				f.errorf(path, "the login %s belongs to %s already; each has one person", Quoted(login), Quoted(other))
			}
		}
		for _, a := range addresses {
			if names := append(slices.Clone(addresses), p.Logins...); len(names) > 1 {
				out[strings.ToLower(a)] = names
			}
		}
	}
	return out
}

// inbox checks a mailbox that is read.
func (f *faults) inbox(table string, raw fileIMAP) Inbox {
	in := Inbox{Account: f.account(table, raw.fileAccount), Folders: f.folders(table+".folders", raw.Folders)}
	if raw.Username == "" {
		f.errorf(table+".username", "imap.username is missing; write the name with which the mailbox is opened")
	}
	return in
}

func (f *faults) folders(path string, folders []string) []string {
	if !f.index.has(path) {
		return []string{"INBOX"}
	}
	if len(folders) == 0 {
		f.errorf(path, "imap.folders is empty, so no mail would be read; write [\"INBOX\"]")
	}
	for i, folder := range folders {
		at := joinPath(path, i)
		if f.text(at, folder, "") == "" {
			f.errorf(at, "imap.folders has an empty name; write the name of a folder such as \"INBOX\"")
		}
		if slices.Contains(folders[:i], folder) {
			f.errorf(at, "folder %s is listed twice; name each folder once", Quoted(folder))
		}
	}
	return folders
}

var envPattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// account checks a login at a mail server; the table is one named imap or smtp.
func (f *faults) account(table string, raw fileAccount) Account {
	a := Account{Addr: f.addr(table, raw.Addr), Username: f.text(table+".username", raw.Username, ""),
		TLS: f.text(table+".tls", raw.TLS, "tls")}
	switch {
	case !slices.Contains([]string{"tls", "starttls", "none"}, a.TLS):
		f.errorf(table+".tls", "tls %s is unknown; use \"tls\", \"starttls\" or, on this machine only, \"none\"",
			Quoted(a.TLS))
	case a.TLS == "none" && a.Addr != "" && !Loopback(a.Addr):
		f.errorf(table+".tls", "tls \"none\" would send the password in clear to %s; use \"tls\" or \"starttls\" (\"none\" "+
			"is for 127.0.0.1)", Quoted(a.Addr))
	}
	if a.OAuth = f.oauth(table, raw.fileOAuth); a.OAuth.Provider != "" {
		return a
	}
	file, env := f.index.has(table+".password_file"), f.index.has(table+".password_env")
	switch {
	case file && env:
		f.errorf(table+".password_env", "password_file and password_env are both given; remove one of them")
	case a.Username == "" && (file || env):
		f.errorf(table, "a password without username; write %s.username", lastKey(table))
	case a.Username != "" && !file && !env && !f.index.has(table+".password"):
		f.errorf(table+".username",
			"%s has a username and no password; add password_file = \"FILE\" or password_env = \"NAME\"", lastKey(table))
	case file && raw.PasswordFile == "":
		f.errorf(table+".password_file", "password_file is empty; write the path of the file that holds the password")
	case env && !envPattern.MatchString(raw.PasswordEnv):
		f.errorf(table+".password_env",
			"password_env is not the name of an environment variable; write a name such as HANDOFFD_PASSWORD, not the "+
				"password itself")
	}
	a.Password = Password{File: below(f.file, f.text(table+".password_file", raw.PasswordFile, "")), Env: raw.PasswordEnv}
	return a
}

func (f *faults) addr(table, addr string) string {
	path, protocol := table+".addr", lastKey(table)
	example := fmt.Sprintf("\"%s.acme.example:%d\"", protocol, map[string]int{"imap": 993, "smtp": 465}[protocol])
	if !f.index.has(path) {
		f.errorf(path, "%s.addr is missing; write host and port such as %s", protocol, example)
		return ""
	}
	host, port, err := net.SplitHostPort(addr)
	n, number := strconv.Atoi(port)
	if err != nil || host == "" || number != nil || n < 1 || n > 65535 || strings.ContainsFunc(host, isBlankOrControl) {
		f.errorf(path, "%s is not host:port; write it like %s", Quoted(addr), example)
		return ""
	}
	return addr
}

// Loopback reports whether a host:port is on this machine.
func Loopback(addr string) bool {
	host, _, _ := net.SplitHostPort(addr)
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback() || strings.EqualFold(host, "localhost")
}

func (f *faults) logLevel(text string) slog.Level {
	level := slog.LevelInfo
	if !f.index.has("log.level") {
		return level
	}
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn,
		"error": slog.LevelError}
	level, ok := levels[text]
	if !ok {
		f.errorf("log.level", "log level %s is unknown; use \"debug\", \"info\", \"warn\" or \"error\"", Quoted(text))
	}
	return level
}

// maxText bounds a name, label, link or path, in bytes.
const maxText = 500

// text checks that a value is fit for one line of a mail; a key that is absent or empty gives the default.
func (f *faults) text(path, value, otherwise string) string {
	switch {
	case value == "":
		return otherwise
	case strings.ContainsFunc(value, isControl):
		f.errorf(path, "%s of %s holds a line break or control character; write plain text on one line", lastKey(path),
			Quoted(value))
	case len(value) > maxText:
		f.errorf(path, "%s is %d bytes long; use at most %d", lastKey(path), len(value), maxText)
	}
	return strings.TrimSpace(value)
}

func isControl(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029'
}

func isBlankOrControl(r rune) bool { return r == ' ' || isControl(r) }
