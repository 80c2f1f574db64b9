package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"handoffd/handoff/store"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
	"handoffd/templates"
)

type checkCmd struct {
	Config string `required:"" help:"Config file." placeholder:"FILE"`
	JSON   bool   `help:"One JSON object per line."`
}

// finding is one line of the check.
type finding struct {
	Check string `json:"check"`
	OK    bool   `json:"ok"`
	Text  string `json:"text"`
	Mend  string `json:"mend,omitempty"`
}

// checkTime bounds each connection of the check.
const checkTime = 20 * time.Second

// Run tries everything that serving needs and says how to mend what is missing.
func (c *checkCmd) Run(ctx context.Context, s streams) error {
	conf, err := LoadConfig(c.Config)
	if err != nil {
		return err
	}
	failed := 0
	tell := func(f finding) error {
		if !f.OK {
			failed++
		}
		if c.JSON {
			return printJSON(s, f)
		}
		mark := "ok  "
		if !f.OK {
			mark = "FAIL"
		}
		fmt.Fprintf(s.out, "%s  %-10s %s\n", mark, f.Check, plain(f.Text))
		if f.Mend != "" {
			fmt.Fprintf(s.out, "                 → %s\n", f.Mend)
		}
		return nil
	}
	checks := []func(context.Context, *Config) finding{checkTemplates, checkDatabase, checkTrust, checkSMTP}
	if err := tell(finding{Check: "config", OK: true, Text: fmt.Sprintf("%s: %d people, %d teams", conf.Path, len(conf.Domain.People), len(conf.Domain.Teams))}); err != nil {
		return err
	}
	for _, check := range checks {
		if err := tell(check(ctx, conf)); err != nil {
			return err
		}
	}
	for _, folder := range conf.IMAP.Folders {
		if err := tell(checkIMAP(ctx, conf, folder)); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of the checks failed; mend them in the order shown and check again", failed)
	}
	return nil
}

func checkTemplates(_ context.Context, c *Config) finding {
	f := finding{Check: "templates", Text: "built in"}
	if c.Templates != "" {
		f.Text = "built in, with those of " + c.Templates
	}
	if _, err := templates.Load(c.Templates); err != nil {
		return finding{Check: "templates", Text: err.Error(), Mend: "mend or remove the file; without it the built-in template is used"}
	}
	f.OK = true
	return f
}

func checkDatabase(ctx context.Context, c *Config) finding {
	f := finding{Check: "database"}
	if _, err := os.Stat(c.Database); err != nil {
		probe, err := os.CreateTemp(filepath.Dir(c.Database), ".handoffd-check-")
		if err != nil {
			return finding{Check: "database", Text: err.Error(), Mend: "make the folder, writable by the user that runs handoffd"}
		}
		_ = probe.Close()
		_ = os.Remove(probe.Name())
		f.OK, f.Text = true, c.Database+" will be made at the first start"
		return f
	}
	st, err := store.Open(ctx, c.Database)
	if err != nil {
		f.Text = err.Error()
		if errors.Is(err, store.ErrNewer) {
			f.Mend = "run the version of handoffd that wrote it, or a newer one"
		}
		return f
	}
	_ = st.Close()
	f.OK, f.Text = true, c.Database
	return f
}

func checkTrust(_ context.Context, c *Config) finding {
	if c.AuthservID == "" && c.AuthProfile == "" {
		return finding{Check: "trust", Text: "authserv_id is not set, so no sender is proved and every mail of a colleague would be held",
			Mend: "open the source of any mail that came in, take the first word after `Authentication-Results:` of the topmost such line, and set authserv_id to it"}
	}
	return finding{Check: "trust", OK: true, Text: "senders are proved by the Authentication-Results of " + c.AuthservID + c.AuthProfile}
}

func checkIMAP(ctx context.Context, c *Config, folder string) finding {
	f := finding{Check: "imap", Text: c.IMAP.Addr + " " + folder}
	in, err := c.IMAP.source()
	if err != nil {
		f.Text, f.Mend = err.Error(), ""
		return f
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	in.Folder, in.Timeout = folder, checkTime
	box := imap.Open(in)
	defer func() { _ = box.Close() }()
	cursor, err := box.Start(ctx)
	var failed *imap.Error
	switch {
	case err == nil:
		f.OK, f.Text = true, fmt.Sprintf("%s: %s of %s can be read, next mail is number %d", c.IMAP.Addr, folder, c.IMAP.Username, cursor.UID+1)
	case errors.As(err, &failed) && failed.Auth:
		f.Text, f.Mend = err.Error(), "check username and password; accounts with two-step sign-in need an app password"
	case errors.As(err, &failed) && failed.Op == "select":
		f.Text, f.Mend = err.Error(), "check the folder's name in [imap] folders, or make the folder"
	default:
		f.Text, f.Mend = err.Error(), "check addr and tls in [imap]: port 993 wants tls = \"tls\", port 143 \"starttls\""
	}
	return f
}

func checkSMTP(ctx context.Context, c *Config) finding {
	f := finding{Check: "smtp", Text: c.SMTP.Addr}
	out, err := c.SMTP.submission()
	if err != nil {
		f.Text = err.Error()
		return f
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	out.Timeout = checkTime
	sender := smtp.New(out)
	defer func() { _ = sender.Close() }()
	err = sender.Check(ctx)
	var failed *smtp.Error
	switch {
	case err == nil:
		f.OK, f.Text = true, c.SMTP.Addr+" takes mail"
	case errors.As(err, &failed) && failed.Stage == smtp.StageAuth:
		f.Text, f.Mend = err.Error(), "check username and password; accounts with two-step sign-in need an app password"
	default:
		f.Text, f.Mend = err.Error(), "check addr and tls in [smtp]: port 465 wants tls = \"tls\", port 587 \"starttls\""
	}
	return f
}
