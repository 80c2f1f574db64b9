package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/check"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/text"
)

type initCmd struct {
	Config      string   `help:"Where it is written; without it HANDOFFD_CONFIG or ./config.toml." placeholder:"FILE"`
	Address     string   `help:"The handoff address." placeholder:"ADDRESS"`
	Company     string   `help:"The name that mails bear." placeholder:"NAME"`
	Team        string   `help:"The name of the team." placeholder:"NAME"`
	Qualifier   []string `help:"Who hands over leads; may be given several times." placeholder:"'NAME <ADDRESS>'" sep:"none"`
	Rep         []string `help:"Who takes leads, in the order of the rotation." placeholder:"'NAME <ADDRESS>'" sep:"none"`
	Manager     []string `help:"Who is asked when nobody answers; the first one is the admin too." placeholder:"'NAME <ADDRESS>'" sep:"none"`
	Zone        string   `help:"Time zone of the people (IANA name); default: that of this machine." placeholder:"ZONE"`
	Names       string   `help:"Whose figures people read by name: own, manager or team; default: manager." placeholder:"WHOSE"`
	Hours       string   `help:"Their working hours." default:"Mon-Fri 09:00-17:00"`
	IMAP        string   `name:"imap" help:"Server that the mailbox is read from; default: it is looked for." placeholder:"HOST:PORT"`
	SMTP        string   `name:"smtp" help:"Server that mail is handed to; default: it is looked for." placeholder:"HOST:PORT"`
	Username    string   `help:"Name of the login; default: the address." placeholder:"NAME"`
	PasswordEnv string   `help:"Environment variable that holds the password." default:"HANDOFFD_PASSWORD" placeholder:"NAME"`
}

// Run asks what flags leave open, looks for the servers and into the mailbox, and writes a config.
func (c *initCmd) Run(ctx context.Context, s streams) error {
	path := cmp.Or(c.Config, os.Getenv(configEnv), configPlaces[0])
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("init: %s is there already, and nothing is overwritten; name another file with --config", path)
	}
	in := bufio.NewScanner(s.in)
	d, err := c.draft(&asking{in: in, s: s, open: c.Address == "" || len(c.Rep) == 0 || len(c.Qualifier) == 0 ||
		len(c.Manager) == 0})
	if err != nil {
		return err
	}
	notes, err := c.survey(ctx, s, d)
	if err != nil {
		return err
	}
	if filepath.Dir(path) == systemFolder && exists(stateFolder) {
		d.database = filepath.Join(stateFolder, "handoffd.db")
		notes = append(notes, fmt.Sprintf("the service reads the password from %s/environment (mode 0600), as %s=…",
			systemFolder, c.PasswordEnv))
	}
	if err := writeConfig(path, d.text()); err != nil {
		return fmt.Errorf("init: %w", err)
	}
	conf, err := config.Load(path)
	if err != nil {
		return fmt.Errorf("init: %s was written and has to be corrected: %w", path, err)
	}
	if d.guessed {
		note, err := d.learn(ctx, s, conf)
		if err != nil {
			return err
		}
		notes = append(notes, note)
	}
	lines := strings.Count(d.text(), "\n")
	fmt.Fprintf(s.out, "\n%s: written, %s.\n", path, text.Count(lines, "line", "lines"))
	for _, note := range notes {
		fmt.Fprintln(s.out, text.Hang("  ", note, screenOf(s.out).width))
	}
	where := ""
	if path != configPlaces[0] && path != os.Getenv(configEnv) {
		where = " --config " + quoted(path)
	}
	fmt.Fprintln(s.out, "Next:")
	switch {
	case d.auth != "":
		fmt.Fprintf(s.out, "  handoffd authorize %s%s --mailbox %s\n", d.auth, where, d.username)
	case os.Getenv(c.PasswordEnv) == "":
		fmt.Fprintf(s.out, "  export %s='the password of %s'\n", c.PasswordEnv, d.username)
	}
	fmt.Fprintf(s.out, "  handoffd check%s\n", where)
	return nil
}

// asking asks for what no flag has said.
type asking struct {
	in   *bufio.Scanner
	s    streams
	open bool // something has to be asked, so somebody is there
}

// one gives what the flag says, else the answer, else what is usual; a question without an answer and without a usual
// one ends it.
func (a *asking) one(flag, said, question, usual string) (string, error) {
	if said != "" || !a.open && usual != "" {
		return cmp.Or(said, usual), nil
	}
	hint := ""
	if usual != "" {
		hint = " [" + usual + "]"
	}
	fmt.Fprintf(a.s.out, "%s%s: ", question, hint)
	if !a.in.Scan() {
		fmt.Fprintln(a.s.out)
		if usual != "" {
			return usual, nil
		}
		return "", usagef("init: --%s is missing, and nobody answers; see handoffd help init", flag)
	}
	if answer := strings.TrimSpace(a.in.Text()); answer != "" || usual != "" {
		return cmp.Or(answer, usual), nil
	}
	return a.one(flag, said, question, usual)
}

// people asks for people, with commas between.
func (a *asking) people(flag string, said []string, question string) ([]member, error) {
	answer, err := a.one(flag, strings.Join(said, ", "), question+`, as "Name <address>", with commas between`, "")
	if err != nil {
		return nil, err
	}
	list, err := mail.ParseAddressList(answer)
	if err != nil {
		return nil, usagef(`init: --%s %s: not people; write them like "Ann Lee <ann@acme.example>, bob@acme.example"`, flag,
			config.Quoted(answer))
	}
	var out []member
	for _, one := range list {
		out = append(out, member{name: cmp.Or(one.Name, nameOf(one.Address)), email: one.Address})
	}
	return out, nil
}

// draft puts together what people say.
func (c *initCmd) draft(a *asking) (*configDraft, error) {
	d := &configDraft{hours: c.Hours, passwordEnv: c.PasswordEnv}
	var err error
	ask := func(to *string, flag, said, question, usual string) {
		if err == nil {
			*to, err = a.one(flag, said, question, usual)
		}
	}
	ask(&d.address, "address", c.Address, "The handoff address", "")
	if parsed, wrong := mail.ParseAddress(d.address); err == nil && (wrong != nil || parsed.Address != d.address) {
		return nil, usagef("init: --address %s: not a mail address", config.Quoted(d.address))
	}
	ask(&d.company, "company", c.Company, "Your company, as mails name it", companyOf(d.address))
	people := func(to *[]*member, flag string, said []string, question string) {
		if err != nil {
			return
		}
		var list []member
		list, err = a.people(flag, said, question)
		*to = d.add(list)
	}
	people(&d.qualifiers, "qualifier", c.Qualifier, "Who hands over leads")
	people(&d.reps, "rep", c.Rep, "Who takes leads")
	people(&d.managers, "manager", c.Manager, "Who is asked when nobody answers")
	ask(&d.team, "team", c.Team, "What the team is called", "sales")
	ask(&d.zone, "zone", c.Zone, "Their time zone", localZone())
	ask(&d.names, "names", c.Names,
		"Who reads figures by name: own (each their own), manager (of their people), team (all)", "manager")
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]string{"own", "manager", "team"}, d.names) {
		return nil, usagef("init: --names %s: use own, manager or team", config.Quoted(d.names))
	}
	if _, wrong := time.LoadLocation(d.zone); wrong != nil {
		return nil, usagef("init: --zone %s: no time zone; use an IANA name such as Europe/Berlin", config.Quoted(d.zone))
	}
	d.username = cmp.Or(c.Username, d.address)
	return d, nil
}

// survey looks for what the machines know better than people, and says what it has found.
func (c *initCmd) survey(ctx context.Context, s streams, d *configDraft) ([]string, error) {
	domain := text.Domain(d.address)
	found := check.Servers{IMAP: c.IMAP, SMTP: c.SMTP}
	if c.IMAP == "" || c.SMTP == "" {
		fmt.Fprintf(s.out, "Looking for the mail servers of %s …\n", domain)
		found = check.Locate(ctx, domain)
	}
	d.imap, d.smtp = cmp.Or(c.IMAP, found.IMAP), cmp.Or(c.SMTP, found.SMTP)
	if d.imap == "" || d.smtp == "" {
		return nil, usagef("init: no mail server of %s was found; name it with --imap HOST:993 and --smtp HOST:465", domain)
	}
	d.auth = found.Auth
	notes := []string{fmt.Sprintf("mail is read from %s and handed to %s", d.imap, d.smtp)}
	if len(found.MX) > 0 {
		d.authserv = found.MX[0]
	} else {
		d.authserv, _, _ = net.SplitHostPort(d.imap)
	}
	switch d.auth {
	case "google":
		d.profile = "google"
	case "microsoft":
		d.profile = "m365"
	}
	password := os.Getenv(c.PasswordEnv)
	if d.auth != "" || password == "" {
		if d.profile == "" {
			notes = append(notes, fmt.Sprintf("authserv_id is a guess: %s is not set, so no mail could be looked at; "+
				"`handoffd check --send` tells", c.PasswordEnv))
		}
		return notes, nil
	}
	return append(notes, d.look(ctx, password)...), nil
}

// look logs in.
func (d *configDraft) look(ctx context.Context, password string) []string {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var notes []string
	login := check.Login{IMAP: d.imap, SMTP: d.smtp, IMAPTLS: tlsOf(d.imap), SMTPTLS: tlsOf(d.smtp),
		Username: d.username, Password: password}
	seen, err := check.Inspect(ctx, login)
	if err != nil {
		notes = append(notes, fmt.Sprintf("the mailbox could not be looked into: %v", err))
	}
	d.junk = seen.Junk
	if d.junk != "" {
		notes = append(notes, fmt.Sprintf("the spam filter's folder %q is read too", d.junk))
	}
	if t := seen.Trust; t.AuthservID+t.Profile+t.Border != "" {
		d.authserv, d.profile, d.border = cmp.Or(t.AuthservID, d.authserv), t.Profile, t.Border
		if slices.Contains(config.ProfilesWithoutID, d.profile) {
			d.authserv, d.border = "", ""
		}
	}
	d.guessed = err == nil && !seen.Sure
	switch d.noLogin, err = check.TryHandOver(ctx, login); {
	case err != nil:
		notes = append(notes, fmt.Sprintf("mail could not be handed over: %v", err))
	case d.noLogin:
		notes = append(notes, "the server that mail is handed to has no login, so none is written")
	}
	return notes
}

// Where the service of a package has its config and what it keeps.
const (
	systemFolder = "/etc/handoffd"
	stateFolder  = "/var/lib/handoffd"
)

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// learn has the address mail itself to see how senders are proved, and writes the config anew with that.
func (d *configDraft) learn(ctx context.Context, s streams, conf *config.Config) (string, error) {
	const guess = "how senders are proved is a guess; `handoffd check --send` tells"
	fmt.Fprintf(s.out, "Mailing %s itself, to see how senders are proved …\n", d.address)
	a, err := app.Open(ctx, conf, app.Checking, app.Options{})
	if err != nil {
		return guess, nil
	}
	defer a.Close()
	t, found, err := check.Prove(ctx, a)
	if err != nil || !found {
		return guess, nil
	}
	d.profile, d.border = t.Profile, t.Border
	if d.authserv = cmp.Or(t.AuthservID, t.Border); slices.Contains(config.ProfilesWithoutID, d.profile) {
		d.authserv = ""
	}
	if err := os.WriteFile(conf.Path, []byte(d.text()), 0o600); err != nil { // it keeps its mode
		return "", fmt.Errorf("init: %w", err)
	}
	if _, err := config.Load(conf.Path); err != nil {
		return "", fmt.Errorf("init: %s was written and has to be corrected: %w", conf.Path, err)
	}
	return "how senders are proved was seen in a mail of the address to itself, which is removed again", nil
}

// writeConfig makes the file, readable for its owner, and for the group to which root has given the folder.
func writeConfig(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		if mend := config.AccessMend(path, err); mend != "" {
			return fmt.Errorf("%w; %s", err, mend)
		}
		return err
	}
	_, err = f.WriteString(text)
	if st, failed := os.Stat(filepath.Dir(path)); failed == nil && os.Geteuid() == 0 {
		if of, ok := st.Sys().(*syscall.Stat_t); ok && of.Uid == 0 && of.Gid != 0 {
			err = errors.Join(err, f.Chown(0, int(of.Gid)), f.Chmod(0o640))
		}
	}
	return errors.Join(err, f.Close())
}

// localZone is the zone of this machine, as IANA calls it.
func localZone() string {
	if name := strings.TrimPrefix(os.Getenv("TZ"), ":"); name != "" {
		if _, err := time.LoadLocation(name); err == nil && !filepath.IsAbs(name) {
			return name
		}
	}
	if to, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(to, "/zoneinfo/"); ok {
			if _, err := time.LoadLocation(name); err == nil && strings.Contains(name, "/") && !strings.HasPrefix(name, "Etc/") {
				return name
			}
		}
	}
	return "UTC"
}
