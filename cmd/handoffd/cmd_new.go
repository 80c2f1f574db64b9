package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	netmail "net/mail"
	"os"
	"regexp"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
	"handoffd/mail"
)

type newCmd struct {
	Config    string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Qualifier string `required:"" help:"Whose brief it is: id, name or mail address." placeholder:"NAME"`
	File      string `arg:"" optional:"" default:"-" help:"The brief, as a qualifier would mail it, or that mail as it was saved; - reads standard input."`
}

// maxBrief bounds a brief, in bytes.
const maxBrief = 1 << 20

// Run takes a brief that did not come by mail. A running service delivers what follows from it.
func (c *newCmd) Run(ctx context.Context, s streams) error {
	a, err := open(ctx, c.Config, app.Deciding, app.Options{Now: s.now})
	if err != nil {
		return err
	}
	defer a.Close()
	domain := a.Config.Domain
	q, err := findPerson(domain, c.Qualifier)
	if err != nil {
		return err
	}
	text, err := c.read(s.in)
	if err != nil {
		return err
	}
	if f, err := intake.Brief(domain, q, text, s.now()); strings.TrimSpace(text) == "" {
		return usagef("the brief is empty; write a line each, such as Contact: Pat Kim <pat@globex.example>")
	} else if err == nil && f.Empty() {
		return usagef("nothing in the brief is understood; write a line each, such as Contact: Pat Kim <pat@globex.example>")
	}
	d, err := a.Engine.Desk().Hand(ctx, q, text)
	if err != nil {
		return err
	}
	set, err := a.Reasons()
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: %s\n", d.Handoff.ID, view.Why(set, domain, d.Reason))
	for _, question := range d.Handoff.Questions {
		fmt.Fprintf(s.out, "  ? %s\n", view.Why(set, domain, question))
	}
	if team, ok := domain.Team(d.Handoff.Team); ok {
		for _, name := range d.Handoff.Missing {
			fmt.Fprintf(s.out, "  missing: %s\n", team.Label(name))
		}
	}
	zone := domain.Person(domain.Admin).Location()
	fmt.Fprintf(s.out, "next: %s (times in %s)\n", view.NextStep(d.Handoff, domain, set, s.now(), zone), zone)
	return nil
}

func (c *newCmd) read(in io.Reader) (string, error) {
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return "", fileTrouble("read the brief", c.File, "the file with the brief, or - for standard input", err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxBrief+1))
	switch {
	case err != nil:
		return "", fileTrouble("read the brief", c.File, "the file with the brief, or - for standard input", err)
	case len(text) > maxBrief:
		return "", fmt.Errorf("read the brief: it is larger than 1 MiB")
	}
	if isMail(text) {
		return intake.Understand(text, mail.Trust{}, time.Time{}, time.UTC).Message.Text, nil
	}
	return string(text), nil
}

// isMail says whether a text is a mail as it was saved, not the words of one: it begins with a header that says from
// whom it is and has a field that only machines write.
func isMail(raw []byte) bool {
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil || m.Header.Get("From") == "" {
		return false
	}
	return cmp.Or(m.Header.Get("Message-Id"), m.Header.Get("Mime-Version"), m.Header.Get("Date")) != ""
}

// leads reads handoffs.
type leads interface {
	Handoff(id handoff.ID) (handoff.Handoff, error)
}

// anID is the form of the ids of handoffs.
var anID = regexp.MustCompile(`^HO-[A-Z0-9]{6}$`)

// findHandoff takes an id as people write it: any case, with or without HO-.
func findHandoff(tx leads, name string) (handoff.Handoff, error) {
	id := handoff.ID(normalID(name))
	if !anID.MatchString(string(id)) {
		return handoff.Handoff{}, usagef("%s is no id of a handoff: they look like HO-7K3QX2; "+
			"`handoffd list --all` shows them", config.Quoted(name))
	}
	h, err := tx.Handoff(id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return h, fmt.Errorf("there is no handoff %s in this database; `handoffd list --all` shows those that there are", id)
	case err != nil:
		return h, fmt.Errorf("find %s: %w", id, err)
	}
	return h, nil
}
