package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/mail"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/text"
)

type checkCmd struct {
	Config  string        `required:"" help:"Config file." placeholder:"FILE"`
	JSON    bool          `help:"One JSON object per line."`
	Send    bool          `help:"Mail the handoff address itself too, and tell how that mail arrives."`
	Probe   []string      `help:"Invite these test mailboxes of yours, change and withdraw the invitation, and tell what comes back." placeholder:"ADDRESS"`
	Mailbox string        `help:"Look at this mailbox only: the name or address of a [[mailbox]]. The probe is played with it, else with the first." placeholder:"NAME"`
	Wait    time.Duration `help:"How long --probe waits for answers." default:"10m"`
	More    []string      `arg:"" optional:"" name:"address" help:"More addresses for --probe."`
	world   world         `kong:"-"`
}

// Bounds of the probe.
const (
	longestWait = 24 * time.Hour
	maxGuests   = 10
)

// finding is one line of the check. A warning is OK: it does not fail the check.
type finding struct {
	Check string `json:"check"`
	OK    bool   `json:"ok"`
	Warn  bool   `json:"warn,omitempty"`
	Text  string `json:"text"`
	Mend  string `json:"mend,omitempty"` // one step a line
}

func passed(check, format string, args ...any) finding {
	return finding{Check: check, OK: true, Text: fmt.Sprintf(format, args...)}
}

func warned(check, mend, format string, args ...any) finding {
	return finding{Check: check, OK: true, Warn: true, Text: fmt.Sprintf(format, args...), Mend: mend}
}

func failed(check, mend, format string, args ...any) finding {
	return finding{Check: check, Text: fmt.Sprintf(format, args...), Mend: mend}
}

// resolver is what the check asks of DNS; a *net.Resolver is one.
type resolver interface {
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupTXT(ctx context.Context, name string) ([]string, error)
	LookupHost(ctx context.Context, name string) ([]string, error)
}

// world is what the check finds around it; what is zero is the real one.
type world struct {
	dns      resolver
	disk     func(folder string) (space, error)
	every    time.Duration // between looks for a mail that is awaited
	patience time.Duration // for a mail to oneself
	limit    time.Duration // of each connection, and of all questions to DNS together
}

func (w world) orReal() world {
	if w.dns == nil {
		w.dns = net.DefaultResolver
	}
	if w.disk == nil {
		w.disk = diskSpace
	}
	if w.every <= 0 {
		w.every = 500 * time.Millisecond
	}
	if w.patience <= 0 {
		w.patience = 90 * time.Second
	}
	if w.limit <= 0 {
		w.limit = 20 * time.Second
	}
	return w
}

// examination is one run of the check; later parts use what earlier ones have found.
type examination struct {
	world
	conf     *config.Config
	box      config.Mailbox // the one that is looked at
	app      *app.App
	now      func() time.Time
	progress io.Writer
	invitees []string // of the probe
	wait     time.Duration
	found    records
	inbox    *look // nil until the mailbox was opened
	sends    bool  // the mail server was reached and took the login
}

// domain is that of the handoff address.
func (x *examination) domain() string {
	return text.Domain(x.box.Address)
}

// Run tries everything that serving needs and says how to mend what is missing.
func (c *checkCmd) Run(ctx context.Context, s streams) error {
	guests, err := c.addresses()
	if err != nil {
		return err
	}
	conf, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	for _, g := range guests {
		if slices.ContainsFunc(conf.Mailboxes, func(m config.Mailbox) bool { return handoff.PlainAddress(g) == handoff.PlainAddress(m.Address) }) {
			return usagef("--probe %s: a handoff address cannot be its own guest; name test mailboxes of other people", g)
		}
	}
	boxes, err := c.boxes(conf)
	if err != nil {
		return err
	}
	a, err := app.Open(ctx, conf, app.Checking, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	x := &examination{world: c.world.orReal(), conf: conf, app: a, now: s.now, progress: s.err, invitees: guests, wait: c.Wait}
	faults := 0
	tell := func(parts []part, about string) error {
		for _, try := range parts {
			n, err := c.tellAll(s, x.secrets(), about, try(ctx))
			faults += n
			if err == nil && ctx.Err() != nil {
				err = fmt.Errorf("check: %w", context.Cause(ctx))
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	if err := tell([]part{x.config, x.disk, x.database}, ""); err != nil {
		return err
	}
	if err := tell([]part{x.calendars}, ""); err != nil {
		return err
	}
	for i, m := range boxes {
		x.box, x.found, x.inbox, x.sends = m, records{}, nil, false
		about := ""
		if len(conf.Mailboxes) > 1 {
			about = m.Name + ": "
		}
		if err := tell(c.parts(x, i == 0), about); err != nil {
			return err
		}
	}
	if faults > 0 {
		return fmt.Errorf("%d of the checks failed; mend them in the order shown and check again", faults)
	}
	return nil
}

// part is one group of checks.
type part func(context.Context) []finding

// boxes are the mailboxes to look at.
func (c *checkCmd) boxes(conf *config.Config) ([]config.Mailbox, error) {
	if c.Mailbox == "" {
		return conf.Mailboxes, nil
	}
	var names []string
	for _, m := range conf.Mailboxes {
		if strings.EqualFold(c.Mailbox, m.Name) || strings.EqualFold(c.Mailbox, m.Address) {
			return []config.Mailbox{m}, nil
		}
		names = append(names, m.Name)
	}
	return nil, usagef("--mailbox %s: there is no such mailbox; %s", config.Quoted(c.Mailbox), config.Meant(c.Mailbox, names))
}

// parts are what is tried for one mailbox. The probe is played with the first one.
func (c *checkCmd) parts(x *examination, first bool) []part {
	parts := []part{x.names, x.calendar, x.submission, x.mailbox, x.trust, x.earlier}
	if c.Send {
		parts[len(parts)-1] = x.send
	}
	if first && len(x.invitees) > 0 {
		parts = append(parts, x.probe)
	}
	return parts
}

// tellAll prints findings and counts the failed ones.
func (c *checkCmd) tellAll(s streams, secrets *strings.Replacer, about string, list []finding) (faults int, err error) {
	for _, f := range list {
		if !f.OK {
			faults++
		}
		f.Text, f.Mend = secrets.Replace(about+f.Text), secrets.Replace(f.Mend)
		if err := c.tell(s, f); err != nil {
			return faults, err
		}
	}
	return faults, nil
}

// addresses are the guests of the probe.
func (c *checkCmd) addresses() ([]string, error) {
	if len(c.Probe) == 0 && len(c.More) > 0 {
		return nil, usagef("%s: addresses are for --probe; write --probe before them", config.Quoted(c.More[0]))
	}
	var out []string
	for _, a := range slices.Concat(c.Probe, c.More) {
		parsed, err := mail.ParseAddress(a)
		if err != nil || parsed.Address != a || strings.Contains(oneLine(a), " ") {
			return nil, usagef("--probe %s: not a mail address; write it like ann@test.example", config.Quoted(a))
		}
		if a = strings.ToLower(a); !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	switch {
	case len(out) > maxGuests:
		return nil, usagef("--probe takes at most %d addresses, not %d", maxGuests, len(out))
	case len(out) > 0 && (c.Wait <= 0 || c.Wait > longestWait):
		return nil, usagef("--wait %s is not possible; give more than nothing and at most %s", c.Wait, longestWait)
	}
	return out, nil
}

func (c *checkCmd) tell(s streams, f finding) error {
	if c.JSON {
		return printJSON(s, f)
	}
	mark := "ok  "
	switch {
	case !f.OK:
		mark = "FAIL"
	case f.Warn:
		mark = "warn"
	}
	fmt.Fprintf(s.out, "%s  %-10s %s\n", mark, f.Check, plain(oneLine(f.Text)))
	if f.Mend != "" {
		for line := range strings.SplitSeq(f.Mend, "\n") {
			fmt.Fprintf(s.out, "                 → %s\n", plain(line))
		}
	}
	return nil
}

// allPasswords are those of all accounts.
func (x *examination) allPasswords() []config.Password {
	var out []config.Password
	for _, m := range x.conf.Mailboxes {
		out = append(out, m.IMAP.Password, m.SMTP.Password)
	}
	for _, a := range x.conf.Agendas {
		out = append(out, a.Secret, a.CalDAV.Password)
	}
	for _, list := range x.conf.Diaries {
		for _, d := range list {
			out = append(out, d.URL, d.CalDAV.Password)
		}
	}
	return out
}

// secrets blots out passwords, in case that a server repeats one in its answer.
func (x *examination) secrets() *strings.Replacer {
	var pairs []string
	for _, p := range x.allPasswords() {
		if p == (config.Password{}) {
			continue
		}
		if text, err := p.Read(); err == nil && len(text) > 3 {
			pairs = append(pairs, text, "•••")
		}
	}
	return strings.NewReplacer(pairs...)
}
