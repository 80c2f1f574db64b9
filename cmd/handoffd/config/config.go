// Package config reads and checks the config file: TOML becomes a Config in which every value has been looked at, or a
// list of faults, each with its row and column and with what to write instead. Domain is what decisions depend on,
// named by the hash of its content; the rest says where things are.
//
// It connects to nothing, opens no database and reads no password: Password.Read does that later, each time anew. A key
// that it does not know is a fault, never ignored; a default stands in config.toml.example, beside its key.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"handoffd/handoff"
	"handoffd/handoff/outbox"
	"handoffd/mail"
)

// Config is a validated config file. Domain is what decisions depend on; the rest is wiring.
type Config struct {
	Path             string          // of the file; relative paths in it are below its folder
	Domain           *handoff.Config // with Hash and TOML
	Database         string          // path of the SQLite file, or URL of the PostgreSQL database, without its password
	DatabasePassword Password        // of the URL; none: the server asks for none, or libpq's ways tell it
	OnServer         bool            // the database is on a PostgreSQL server, and not in a file
	KeyFile          string          // keys of the sealed credentials in it
	IMAP             Inbox
	SMTP             Account
	Mailboxes        []Mailbox           // the first is IMAP and SMTP; each has its handoff address
	Rate             outbox.Rate         // at which mail is handed over, all mailboxes together
	InFlight         int                 // mails in hand at a time
	AuthservID       string              // whose Authentication-Results count (RFC 8601 section 2.5)
	AuthProfile      string              // how that server writes them, as mail.Trust names it
	Border           string              // own server that mail comes in by from outside
	Logins           map[string][]string // names that the owner of an address has at the mail server
	// how the thread token stands in Reply-To, as package handoff names it
	Addressing string
	// where replaced Message-IDs are learned, as package handoff names it
	LearnIDs  string
	Agendas   map[string]Agenda                  // where events live, by handoff address
	Diaries   map[handoff.PersonID][]DiarySource // what says when people are busy
	Templates string                             // folder of overriding templates, empty for none
	Web       Web                                // where the pages are served
	LogLevel  slog.Level
	LogHashed bool // addresses stand in the log as hashes
	Ops       Ops
	Warnings  Errors // rows of other files that are left out
	DaysPages []DaysPage
}

// Account is a login at a mail server.
type Account struct {
	Addr     string // host:port
	TLS      string // "tls", "starttls" or, on loopback only, "none"
	Username string // empty for a server that takes mail without login
	Password Password
	OAuth    OAuth // with a Provider, it is used and no password
}

// Inbox is a mailbox and the folders of it that are watched.
type Inbox struct {
	Account
	Folders []string // never empty
}

// Password says where a password is kept: in a file or in an environment variable, never in the config.
type Password struct {
	File string
	Env  string
}

// maxPassword bounds the file of a password, in bytes.
const maxPassword = 64 << 10

// Read fetches the password, each time anew so that a changed one is found. A line end at the end of a file is not part
// of it.
func (p Password) Read() (string, error) {
	if p.Env != "" {
		if password := os.Getenv(p.Env); password != "" {
			return password, nil
		}
		return "", fmt.Errorf("read password: the environment variable %s is not set; set it, or give password_file", p.Env)
	}
	f, err := os.Open(p.File)
	if err != nil {
		return "", fmt.Errorf("read password: %w; create the file, readable by handoffd alone", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPassword+1))
	password := strings.TrimRight(string(data), "\r\n")
	switch {
	case err != nil:
		return "", fmt.Errorf("read password: %w", err)
	case password == "" || len(data) > maxPassword:
		return "", fmt.Errorf("read password: %s is empty or larger than a password; write the password to it", p.File)
	}
	return password, nil
}

// Trust is whose verdict on senders the engine believes.
func (c *Config) Trust() mail.Trust {
	return mail.Trust{Profile: c.AuthProfile, AuthservID: c.AuthservID, Border: c.Border, Logins: c.Logins}
}

// maxConfig bounds the config file, in bytes.
const maxConfig = 1 << 20

// Load reads and checks a config file. What is wrong with its content comes as Errors: all faults at once,
// each with its place and what to do. It connects to nothing and reads no password.
func Load(path string) (*Config, error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("load config: %w; %s", err, AccessMend(path, err))
	case err != nil:
		return nil, fmt.Errorf("load config: %w; `handoffd init` writes one, --config names another", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err != nil {
		return nil, fmt.Errorf("load config: %w", err)
	}
	return Parse(path, data)
}

// Parse reads and checks the text of a config file that is, or is to be, at the path.
func Parse(path string, data []byte) (*Config, error) {
	f := &faults{file: path, index: &fileIndex{}}
	var raw configFile
	if !decodeFile(data, &raw, f) {
		return nil, f.err()
	}
	c := &Config{Path: path, Domain: &handoff.Config{}}
	f.wiring(c, raw)
	f.folder = c.Folder()
	f.domain(c.Domain, raw)
	c.Domain.TopAccounts = f.topAccounts(raw.Accounts.Top)
	c.Domain.Nurture = f.nurture(raw.Nurture, c.Templates)
	c.Mailboxes = f.mailboxes(c, raw.Mailbox)
	c.Agendas = f.agendas(c, raw)
	c.Domain.Conference, c.Domain.Events = c.Agendas[c.Domain.Address].Conference, c.Agendas[c.Domain.Address].events()
	for i, b := range c.Domain.Others {
		c.Domain.Others[i].Conference, c.Domain.Others[i].Events = c.Agendas[b.Address].Conference,
			c.Agendas[b.Address].events()
	}
	c.Diaries = f.diaries(c, raw.Person)
	c.Addressing = f.addressing(c.Domain, raw)
	c.LearnIDs = f.learnIDs(raw.LearnIDs, c.Mailboxes)
	c.Web = f.web(c.Path, raw.Web)
	c.Domain.Pages = c.Web.URL
	c.Warnings, c.DaysPages = f.warnings, f.pages
	err := f.err()
	if err != nil {
		return nil, err
	}
	if c.Domain.TOML, err = withoutSecrets(data); err != nil {
		return nil, err
	}
	return c, c.Domain.Seal()
}

// decodeFile fills raw; false when the document cannot be read so far that looking at its values makes sense.
func decodeFile(data []byte, raw *configFile, f *faults) bool {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(data) > maxConfig {
		f.errorf("", "the config is larger than 1 MiB; this is hardly a config")
		return false
	}
	if i := invalidUTF8(data); i >= 0 {
		row := bytes.Count(data[:i], []byte("\n")) + 1
		f.at(position{row, i - bytes.LastIndexByte(data[:i], '\n')}, "the text is not UTF-8; save the file as UTF-8")
		return false
	}
	var document map[string]any
	if err := toml.Unmarshal(data, &document); err != nil {
		f.syntax(err)
		indexFile(data, f) // a table in the wrong place may be what is behind it
		return false
	}
	if !indexFile(data, f) {
		return false
	}
	err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(raw)
	if unknown := (*toml.StrictMissingError)(nil); err != nil && (!errors.As(err, &unknown) || len(f.list) == 0) {
		f.syntax(err)
		return false
	}
	return true
}

func (f *faults) syntax(err error) {
	at := position{1, 1}
	if d := (*toml.DecodeError)(nil); errors.As(err, &d) {
		at.row, at.column = d.Position()
	}
	f.at(at, "%s; correct the line, the format is described at toml.io", strings.TrimPrefix(err.Error(), "toml: "))
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, -1 if there is none.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// below makes a path of the config file absolute or relative to the working folder, as the config file's own path is.
func below(config, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(config), path)
}
