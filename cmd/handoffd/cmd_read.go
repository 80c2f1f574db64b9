package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// maxMail bounds a mail that is read from a file, in bytes.
const maxMail = 50 << 20

type readCmd struct {
	JSON       bool     `help:"Print one JSON object for each file, one a line."`
	Config     string   `help:"Config file whose authserv_id is trusted." placeholder:"FILE" xor:"trust"`
	Border     string   `help:"The server that mail comes in by from outside, as border in the config." placeholder:"HOST"`
	AuthservID string   `help:"Server whose Authentication-Results count; default: none." placeholder:"ID" xor:"trust"`
	Now        timeFlag `help:"When the mail is read (RFC 3339); default: its Date, else now." placeholder:"TIME"`
	Zone       zoneFlag `help:"Time zone for days that the mail names (IANA name); default: UTC." placeholder:"ZONE"`
	Files      []string `arg:"" name:"file" help:"Raw mails, as .eml files; - is standard input."`
}

// Run explains each file. A file that cannot be opened is reported, and the others are still read.
func (c *readCmd) Run(s streams) error {
	var domain *handoff.Config
	trust := mail.Trust{AuthservID: c.AuthservID, Border: c.Border}
	if c.Config != "" {
		conf, err := config.Load(c.Config)
		if err != nil {
			return err
		}
		trust, domain = conf.Trust(), conf.Domain
	}
	var failed error
	for i, path := range c.Files {
		raw, err := readMail(path, s.in)
		if err != nil {
			fmt.Fprintf(s.err, "handoffd: read mail: %s\n", text.Inline(err.Error()))
			failed = errSilent
			continue
		}
		u := c.understand(raw, trust, s.now())
		now, zone := c.readAt(u.Message, s.now()), c.Zone.or(time.UTC)
		u = asBrief(domain, u, now, zone)
		commands, brief := commandsIn(domain, u, now, zone), briefIn(domain, u, now, zone)
		if brief != nil {
			commands = nil // its lines are fields, no orders
		}
		if c.JSON {
			r := reportOf(path, u)
			r.Commands, r.Brief = commands, brief
			err = json.NewEncoder(s.out).Encode(r)
		} else {
			if i > 0 {
				fmt.Fprintln(s.out)
			}
			out := explain(path, u, c.Config != "" || c.AuthservID != "") + briefText(brief) + commandText(commands)
			if brief != nil || len(commands) > 0 {
				out += c.countedFrom(u.Message, now)
			}
			_, err = io.WriteString(s.out, wrapped(out, screenOf(s.out).width))
		}
		if err != nil {
			return fmt.Errorf("print how %s is understood: %w", path, err)
		}
	}
	return failed
}

// understand reads the mail as on the day it was sent: "back on Monday" of an old mail is an old Monday.
func (c *readCmd) understand(raw []byte, trust mail.Trust, now time.Time) intake.Understood {
	zone := c.Zone.or(time.UTC)
	u := intake.Understand(raw, trust, now, zone)
	if at := c.readAt(u.Message, now); !at.Equal(now) {
		u = intake.UnderstandMessage(u.Message, trust, at, zone)
	}
	return u
}

// readAt is when a mail counts as read: as the flag says, else when it was sent, else now.
func (c *readCmd) readAt(m *mail.Message, now time.Time) time.Time {
	if c.Now.IsZero() && !m.Date.IsZero() {
		return m.Date
	}
	return c.Now.or(now)
}

// countedFrom says from when days are counted.
func (c *readCmd) countedFrom(m *mail.Message, at time.Time) string {
	why := "when it was sent"
	switch {
	case !c.Now.IsZero():
		why = "as --now says"
	case m.Date.IsZero():
		why = "now: it has no date that could be read"
	}
	said := strings.TrimSuffix(at.Format("Monday 2 January 2006, 15:04 UTC-07:00"), "+00:00")
	return fmt.Sprintf("  Days are counted from %s, %s.\n", said, why)
}

// wrapped breaks lines for a screen; what the mail says keeps its mark.
func wrapped(out string, width int) string {
	lines := strings.Split(out, "\n")
	for i, line := range lines {
		for _, mark := range []string{"  | ", "  > ", ""} {
			if said, ok := strings.CutPrefix(line, mark); ok {
				lines[i] = mark + strings.ReplaceAll(text.Wrap(said, width-len(mark)), "\n", "\n"+mark)
				break
			}
		}
	}
	return strings.Join(lines, "\n")
}

func readMail(path string, stdin io.Reader) ([]byte, error) {
	return readBounded(path, stdin, maxMail, "any mail that is taken in")
}

// readReport is the JSON contract of `handoffd read`.
type readReport struct {
	Path      string         `json:"path"`
	Kind      mail.Kind      `json:"kind"`
	Why       string         `json:"why"`
	Maybe     bool           `json:"maybe_automatic,omitempty"`
	From      string         `json:"from"`
	Subject   string         `json:"subject"`
	MessageID string         `json:"message_id"`
	Text      string         `json:"text"`
	Commands  []string       `json:"commands,omitempty"` // what each in the text would do, given by a colleague
	Brief     *briefReport   `json:"brief,omitempty"`    // read as a brief of a colleague
	Answers   []answerReport `json:"answers"`
	Bounce    *bounceReport  `json:"bounce,omitempty"`
	Away      *awayReport    `json:"away,omitempty"`
	Gone      *goneReport    `json:"gone,omitempty"`
	Auth      authReport     `json:"auth"`
	Warnings  []string       `json:"warnings"`
}

type answerReport struct {
	Method       string `json:"method"`
	UID          string `json:"uid"`
	RecurrenceID string `json:"recurrence_id"`
	Sequence     int    `json:"sequence"`
	Attendee     string `json:"attendee"`
	PartStat     string `json:"partstat"`
	Comment      string `json:"comment"`
	Start        string `json:"start"`
	End          string `json:"end"`
}

type bounceReport struct {
	Permanent  bool              `json:"permanent"`
	Recipients []recipientReport `json:"recipients"`
}

type recipientReport struct {
	Address string `json:"address"`
	Status  string `json:"status"`
}

type awayReport struct {
	Until string `json:"until"`
	Cover string `json:"cover"`
}

type goneReport struct {
	Left       bool   `json:"left"`
	NewAddress string `json:"new_address"`
}

type authReport struct {
	Result string `json:"result"`
	Method string `json:"method"`
	Domain string `json:"domain"`
}

// onlyForwarded is said where the text is somebody else's.
const onlyForwarded = "the sender wrote nothing: the text is that of the forwarded mail, and nothing in it acts"

func reportOf(path string, u intake.Understood) readReport {
	m := u.Message
	r := readReport{
		Path: path, Kind: m.Kind, Why: m.Why, Maybe: m.MaybeAutomatic, From: m.From.Addr, Subject: m.Subject,
		MessageID: m.MessageID, Text: m.Text,
		Answers: []answerReport{}, Auth: authReport{u.Auth.Result, u.Auth.Method, u.Auth.Domain}, Warnings: append([]string{},
			u.Warnings...),
	}
	if m.Forwarded != "" {
		r.Text = m.Forwarded
		r.Warnings = append(r.Warnings, onlyForwarded)
	}
	for _, a := range u.Answers {
		r.Answers = append(r.Answers, answerReport{a.Method, a.UID, a.RecurrenceID, a.Sequence, a.Attendee,
			string(a.PartStat), a.Comment, rfc3339(a.Start), rfc3339(a.End)})
	}
	if m.Bounce != nil {
		r.Bounce = &bounceReport{Permanent: m.Bounce.Permanent, Recipients: []recipientReport{}}
		for _, to := range m.Bounce.Recipients {
			r.Bounce.Recipients = append(r.Bounce.Recipients, recipientReport(to))
		}
	}
	if m.Away != nil {
		r.Away = &awayReport{Until: rfc3339(u.Away), Cover: m.Away.Cover}
	}
	if m.Gone != nil {
		r.Gone = &goneReport{Left: m.Gone.Left, NewAddress: m.Gone.NewAddress}
	}
	return r
}
