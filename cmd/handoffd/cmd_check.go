package main

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/check"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/text"
)

type checkCmd struct {
	Config  string        `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	JSON    bool          `help:"One JSON object per line."`
	Send    bool          `help:"Mail the handoff address itself too, and tell how that mail arrives."`
	Probe   []string      `help:"Invite test mailboxes, change and withdraw; tell what returns." placeholder:"ADDRESS"`
	Mailbox string        `help:"Look at, and probe with, this [[mailbox]] only, by name or address." placeholder:"NAME"`
	Wait    time.Duration `help:"How long --probe waits for answers." default:"10m"`
	More    []string      `arg:"" optional:"" name:"address" help:"More addresses for --probe."`
}

// Bounds of the probe.
const (
	longestWait = 24 * time.Hour
	maxGuests   = 10
)

// Run tries everything that serving needs and says how to mend what is missing.
func (c *checkCmd) Run(ctx context.Context, s streams) error {
	guests, err := c.addresses()
	if err != nil {
		return err
	}
	conf, _, err := app.LoadWithDays(ctx, c.Config) // what could not be read is told with the days off
	if err != nil {
		return err
	}
	for _, g := range guests {
		if slices.ContainsFunc(conf.Mailboxes,
			func(m config.Mailbox) bool { return handoff.PlainAddress(g) == handoff.PlainAddress(m.Address) }) {
			return usagef("--probe %s: a handoff address cannot be its own guest; name test mailboxes of other people", g)
		}
	}
	o := check.Options{Boxes: conf.Mailboxes, Send: c.Send, Guests: guests, Wait: c.Wait, Progress: s.err, Now: s.now}
	if c.Mailbox != "" {
		m, err := conf.FindMailbox(c.Mailbox)
		if err != nil {
			return usagef("--mailbox %s: %w", config.Quoted(c.Mailbox), err)
		}
		o.Boxes = []config.Mailbox{m}
	}
	a, err := app.Open(ctx, conf, app.Checking, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	faults, err := check.Run(ctx, a, o, func(f check.Finding) error { return c.tell(s, f) })
	if err == nil && faults > 0 {
		err = fmt.Errorf("%s; mend what is shown, from the top, and check again",
			text.Count(faults, "check failed", "checks failed"))
	}
	return err
}

func (c *checkCmd) tell(s streams, f check.Finding) error {
	if c.JSON {
		return printJSON(s, f)
	}
	look := screenOf(s.out)
	shown := f.String() // whole lines for whoever looks for words in a file: the mends hold commands
	if look.asked {
		shown = f.Shown(look.width)
	}
	if mark, rest, ok := strings.Cut(shown, "  "); ok && !f.OK {
		shown = look.red(mark) + "  " + rest
	}
	_, err := fmt.Fprint(s.out, shown)
	return err
}

// addresses are the guests of the probe.
func (c *checkCmd) addresses() ([]string, error) {
	if len(c.Probe) == 0 && len(c.More) > 0 {
		return nil, usagef("%s: addresses are for --probe; write --probe before them", config.Quoted(c.More[0]))
	}
	var out []string
	for _, a := range slices.Concat(c.Probe, c.More) {
		parsed, err := mail.ParseAddress(a)
		if err != nil || parsed.Address != a || strings.Contains(text.Inline(a), " ") {
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
