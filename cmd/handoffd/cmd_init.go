package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/text"
)

type initCmd struct {
	Config      string   `help:"Where it is written; without it HANDOFFD_CONFIG or ./config.toml." placeholder:"FILE"`
	Address     string   `help:"The handoff address." placeholder:"ADDRESS"`
	Company     string   `help:"The name that mails bear." placeholder:"NAME"`
	Team        string   `help:"The name of the team." placeholder:"NAME"`
	Qualifier   []string `help:"Who hands over leads; may be given several times." placeholder:"${people}" sep:"none"`
	Rep         []string `help:"Who takes leads, in the order of the rotation." placeholder:"${people}" sep:"none"`
	Manager     []string `help:"Asked when nobody answers; the first is the admin too." placeholder:"${people}" sep:"none"`
	Zone        string   `help:"Time zone of the people (IANA name); default: that of this machine." placeholder:"ZONE"`
	Names       string   `help:"Whose figures are read by name: own, manager, team; default: manager." placeholder:"WHOSE"`
	Hours       string   `help:"Their working hours." default:"Mon-Fri 09:00-17:00"`
	IMAP        string   `name:"imap" help:"Server of the mailbox; default: it is looked for." placeholder:"HOST:PORT"`
	SMTP        string   `name:"smtp" help:"Server that takes mail; default: it is looked for." placeholder:"HOST:PORT"`
	Username    string   `help:"Name of the login; default: the address." placeholder:"NAME"`
	PasswordEnv string   `help:"Environment variable with the password." default:"HANDOFFD_PASSWORD" placeholder:"NAME"`
}

// usualHours are the hours of people until others are given.
const usualHours = "Mon-Fri 09:00-17:00"

// Run asks what flags leave open, looks for the servers and into the mailbox, and writes a config that loads, or
// nothing.
func (c *initCmd) Run(ctx context.Context, s streams) error {
	path := cmp.Or(c.Config, os.Getenv(configEnv), configPlaces[0])
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("init: %s is there already, and nothing is overwritten; name another file with --config", path)
	}
	if err := writable(path); err != nil {
		return fmt.Errorf("init: nothing is asked, for the config could not be written: %w", err)
	}
	a := &asking{in: bufio.NewScanner(s.in), s: s,
		open: c.Address == "" || len(c.Rep) == 0 || len(c.Qualifier) == 0 || len(c.Manager) == 0}
	d, err := c.draft(path, a)
	if err != nil {
		return err
	}
	notes, err := c.survey(ctx, path, a, d)
	if err != nil {
		return err
	}
	if filepath.Dir(path) == systemFolder && exists(stateFolder) {
		d.database = filepath.Join(stateFolder, "handoffd.db")
		notes = append(notes, fmt.Sprintf("the service reads the password from %s/environment (mode 0600), as %s=…",
			systemFolder, c.PasswordEnv))
	}
	if d.unproved && d.looked {
		note, err := d.learn(ctx, path, s)
		if err != nil {
			return fmt.Errorf("init: nothing is written: %w", err)
		}
		notes = append(notes, note)
	}
	if _, err := config.Parse(path, []byte(d.text())); err != nil {
		return fmt.Errorf("init: nothing is written, for the config would not load: %w", err)
	}
	if err := writeConfig(path, d.text()); err != nil {
		return fmt.Errorf("init: %w", err)
	}
	c.tell(s, path, d, notes)
	return nil
}

// tell says what was written, and which command is next.
func (c *initCmd) tell(s streams, path string, d *configDraft, notes []string) {
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
	if d.unproved {
		where += " --send"
	}
	fmt.Fprintf(s.out, "  handoffd check%s\n", where)
}

// draft puts together what people say, each answer as far as a config with it would load.
func (c *initCmd) draft(path string, a *asking) (*configDraft, error) {
	d := &configDraft{}
	for _, f := range []struct {
		flag, said string
		to         *string
	}{{"hours", c.Hours, &d.hours}, {"password-env", c.PasswordEnv, &d.passwordEnv}, {"username", c.Username, &d.username},
		{"imap", c.IMAP, &d.imap}, {"smtp", c.SMTP, &d.smtp}} {
		*f.to = f.said
		if wrong := d.faults(path); wrong != nil {
			return nil, usagef("init: --%s: %w", f.flag, wrong) // without the value, which may be a password
		}
	}
	var err error
	ask := func(to *string, flag, said, question, usual string) {
		if err == nil {
			err = a.settle(flag, said, question, usual, func(answer string) error { *to = answer; return d.faults(path) })
		}
	}
	people := func(to *[]*member, flag string, said []string, question string) {
		if err != nil {
			return
		}
		before := slices.Clone(d.people)
		err = a.people(flag, said, question, func(list []member) error {
			d.people = slices.Clone(before)
			*to = d.add(list)
			return d.faults(path)
		})
	}
	err = a.settle("address", c.Address, "The handoff address", "", func(answer string) error {
		if parsed, wrong := mail.ParseAddress(answer); wrong != nil || parsed.Address != answer {
			return errors.New("not a mail address; write it like handoff@acme.example")
		}
		d.address = answer
		return d.faults(path)
	})
	ask(&d.company, "company", c.Company, "Your company, as mails name it", companyOf(d.address))
	people(&d.qualifiers, "qualifier", c.Qualifier, "Who hands over leads")
	people(&d.reps, "rep", c.Rep, "Who takes leads")
	people(&d.managers, "manager", c.Manager, "Who is asked when nobody answers")
	ask(&d.team, "team", c.Team, "What the team is called", "sales")
	ask(&d.zone, "zone", c.Zone, "Their time zone", localZone())
	ask(&d.names, "names", c.Names,
		"Who reads figures by name: own (each their own), manager (of their people), team (all)", "manager")
	d.username = cmp.Or(c.Username, d.address)
	return d, err
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

// writable says before the questions what would have the answers lost.
func writable(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".handoffd-init-")
	if err != nil {
		if mend := config.AccessMend(path, err); mend != "" {
			return troubled(err, "%s: %s", path, mend)
		}
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
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
