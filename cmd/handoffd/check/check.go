// Package check tries everything that serving needs, and says what is missing and how to mend it: the files that the
// config names, disk, database, DNS, logins, folders, calendars, how senders are proved; on demand also how a mail to
// oneself arrives, and what the calendar programs of test mailboxes make of an invitation. Each result is a Finding,
// told when it is there.
//
// It mends nothing itself: no database is made, no mail is marked as read, and what it sends can be told from
// everything else.
package check

import (
	"context"
	"fmt"
	"io"
	"math"
	"net"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/text"
)

// Options say what is tried, beside what is always.
type Options struct {
	Boxes    []config.Mailbox // that are looked at; the probe is played with the first
	Send     bool             // mail the handoff address itself, and tell how that mail arrives
	Guests   []string         // test mailboxes that are invited, and tell what comes back; none: nobody is
	Wait     time.Duration    // how long answers of guests are awaited
	Progress io.Writer        // told how the probe goes
	Now      func() time.Time

	world world
}

// Run tries everything that serving needs and tells each finding when it is there. It gives how many have failed; an
// error is what kept it from going on.
func Run(ctx context.Context, a *app.App, o Options, tell func(Finding) error) (faults int, err error) {
	x := &examination{world: o.world.orReal(), Options: o, conf: a.Config, app: a}
	secrets := x.secrets()
	try := func(about string, parts ...part) error {
		for _, part := range parts {
			for _, f := range part(ctx) {
				if !f.OK {
					faults++
				}
				f.Text = about + f.Text
				if err := tell(f.without(secrets)); err != nil {
					return err
				}
			}
			if ctx.Err() != nil {
				return fmt.Errorf("check: %w", context.Cause(ctx))
			}
		}
		return nil
	}
	if err := try("", x.config, x.disk, x.database, x.listening, x.calendars); err != nil {
		return faults, err
	}
	for i, m := range o.Boxes {
		x.box, x.found, x.inbox, x.sends = m, records{}, nil, false
		about := ""
		if len(a.Config.Mailboxes) > 1 {
			about = m.Name + ": "
		}
		if err := try(about, x.parts(i == 0)...); err != nil {
			return faults, err
		}
	}
	return faults, nil
}

// part is one group of checks.
type part func(context.Context) []Finding

// parts are what is tried for one mailbox. The probe is played with the first one.
func (x *examination) parts(first bool) []part {
	parts := []part{x.names, x.calendar, x.submission, x.mailbox, x.trust, x.earlier}
	if x.Send {
		parts[len(parts)-1] = x.send
	}
	if first && len(x.Guests) > 0 {
		parts = append(parts, x.probe)
	}
	return parts
}

// Finding is one line of the check. A warning is OK: it does not fail the check.
type Finding struct {
	Check string `json:"check"`
	OK    bool   `json:"ok"`
	Warn  bool   `json:"warn,omitempty"`
	Text  string `json:"text"`
	Mend  string `json:"mend,omitempty"` // one step a line
}

func passed(check, format string, args ...any) Finding {
	return Finding{Check: check, OK: true, Text: fmt.Sprintf(format, args...)}
}

func warned(check, mend, format string, args ...any) Finding {
	return Finding{Check: check, OK: true, Warn: true, Text: fmt.Sprintf(format, args...), Mend: mend}
}

func failed(check, mend, format string, args ...any) Finding {
	return Finding{Check: check, Text: fmt.Sprintf(format, args...), Mend: mend}
}

// without blots secrets out of it.
func (f Finding) without(secrets *strings.Replacer) Finding {
	f.Text, f.Mend = secrets.Replace(f.Text), secrets.Replace(f.Mend)
	return f
}

// String shows it in lines that can be printed: the finding, then what to do.
func (f Finding) String() string { return f.Shown(math.MaxInt32) }

// Shown are these lines within so many columns.
func (f Finding) Shown(width int) string {
	mark := "ok  "
	switch {
	case !f.OK:
		mark = "FAIL"
	case f.Warn:
		mark = "warn"
	}
	shown := text.Hang(fmt.Sprintf("%s  %-10s ", mark, f.Check), text.Bare(text.Inline(f.Text)), width) + "\n"
	if f.Mend != "" {
		for line := range strings.SplitSeq(f.Mend, "\n") {
			shown += text.Hang(strings.Repeat(" ", 17)+"→ ", text.Bare(line), width) + "\n"
		}
	}
	return shown
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
	Options
	conf  *config.Config
	box   config.Mailbox // the one that is looked at
	app   *app.App
	found records
	inbox *look // nil until the mailbox was opened
	sends bool  // the mail server was reached and took the login
}

// domain is that of the handoff address.
func (x *examination) domain() string {
	return text.Domain(x.box.Address)
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
