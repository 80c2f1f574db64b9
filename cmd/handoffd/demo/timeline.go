package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/mail"
	"handoffd/templates"
)

// timeline tells what happens on a stage, for people or as JSON lines, and keeps mails and invites in a folder.
type timeline struct {
	w     io.Writer
	json  bool
	width int    // of the screen
	dir   string // mails/ and invites/ are written here; empty: nowhere
	zone  *time.Location
	story string
	n     int
	last  string
	mails int

	reasons *templates.Reasons
}

// event is one JSON line of the demo.
type event struct {
	Story     string `json:"story"`
	At        string `json:"at"`   // the stage's clock
	Wall      string `json:"wall"` // the real clock
	Via       string `json:"via"`  // imap: read by a person; smtp: written by a person; clock; check
	Who       string `json:"who,omitempty"`
	Role      string `json:"role,omitempty"`
	What      string `json:"what"`
	Subject   string `json:"subject,omitempty"`
	Why       string `json:"why,omitempty"`
	MessageID string `json:"message_id,omitempty"`
	OK        *bool  `json:"ok,omitempty"`
}

func (t *timeline) emit(at time.Time, e event) {
	e.Story, e.At, e.Wall = t.story, at.In(t.zone).Format(time.RFC3339), time.Now().Format(time.RFC3339Nano)
	if t.json {
		line, _ := json.Marshal(e) // strings and a bool: cannot fail
		fmt.Fprintln(t.w, string(line))
	}
}

// say prints a line of the timeline with the clock in front of it, once per minute.
func (t *timeline) say(at time.Time, format string, args ...any) {
	if t.json {
		return
	}
	stamp := at.In(t.zone).Format("Mon 2 Jan 15:04")
	shown := stamp
	if stamp == t.last {
		shown = strings.Repeat(" ", len(stamp))
	}
	t.last = stamp
	t.hang(fmt.Sprintf("  %-16s ", shown), fmt.Sprintf(format, args...))
}

func (t *timeline) detail(format string, args ...any) {
	if !t.json {
		t.hang(fmt.Sprintf("  %16s   ", ""), fmt.Sprintf(format, args...))
	}
}

// hang prints a line behind its lead, within the width of the screen; what goes on stands below its beginning.
func (t *timeline) hang(lead, words string) {
	fmt.Fprintln(t.w, text.Hang(lead, words, t.width))
}

// intro tells what is going to be shown.
func (t *timeline) intro(at time.Time) {
	if t.json {
		return
	}
	t.hang("", fmt.Sprintf("Everything below is real mail through an in-process mail host. The clock starts %s and "+
		"jumps to the next due time whenever all is quiet. People only write mail (←) and get mail (→); handoffd does "+
		"the rest.", at.In(t.zone).Format("Monday 2 January 2006 15:04 MST")))
}

// outro tells that all ended as told.
func (t *timeline) outro(took time.Duration, dir string) {
	if t.json {
		return
	}
	fmt.Fprintf(t.w, "\nAll stories ended as told: %d mails in %.1f s.\n", t.mails, took.Seconds())
	if dir != "" {
		t.hang("", fmt.Sprintf("Config, mails, invites and database are in %s; try: handoffd list --config %s", dir,
			filepath.Join(dir, "config.toml")))
	} else {
		fmt.Fprintf(t.w, "Try `handoffd demo --dir DIR` to keep config, mails, invites and database.\n")
	}
}

// pages says where the pages are.
func (t *timeline) pages(url string) {
	if t.json {
		t.emit(time.Now(), event{Via: "web", What: url})
		return
	}
	fmt.Fprintf(t.w, "\nThe pages are at\n  %s\nChoose there whose eyes to see them with. Ctrl-C ends them.\n", url)
}

// head starts a story.
func (t *timeline) head(key, title string) {
	t.story, t.last = key, ""
	if !t.json {
		t.hang("", fmt.Sprintf("\nStory %s: %s\n", key, title))
	}
}

// got tells that somebody has a mail, and why it was sent.
func (t *timeline) got(ctx context.Context, s *stage, a *actor, m post) error {
	t.mails++
	row, err := t.row(ctx, s, m)
	if err != nil {
		return err
	}
	what, why := "mail", ""
	if row != nil {
		what, why = string(row.Action.Purpose), view.Why(t.reasons, s.config, row.Action.Why)
	}
	now := s.clock.Now()
	t.emit(now, event{Via: "imap", Who: a.name, Role: string(a.role), What: what, Subject: m.Subject, Why: why,
		MessageID: m.MessageID})
	t.say(now, "→ %-22s %s", a.name+" ("+string(a.role)+")", m.Subject)
	if why != "" {
		t.detail("  because %s", why)
	}
	return t.keep(a.name+" "+what, m)
}

func (t *timeline) row(ctx context.Context, s *stage, m post) (found *store.Row, err error) {
	err = s.store.View(ctx, func(tx *store.Tx) error {
		id, ok, err := tx.ByMessageIDs([]string{m.MessageID})
		if err != nil || !ok {
			return err
		}
		rows, err := tx.Outbox(id)
		for i := range rows {
			if rows[i].MessageID == m.MessageID {
				found = &rows[i]
			}
		}
		return err
	})
	return found, err
}

// wrote tells that somebody wrote a mail.
func (t *timeline) wrote(s *stage, a *actor, what string, d mail.Draft, raw []byte) {
	now := s.clock.Now()
	t.emit(now, event{Via: "smtp", Who: a.name, Role: string(a.role), What: what, Subject: d.Subject,
		MessageID: d.MessageID})
	t.say(now, "← %-22s %s", a.name+" ("+string(a.role)+")", what)
	_ = t.file("mails", a.name+" wrote "+what, ".eml", raw)
}

// due tells that the clock made something happen.
func (t *timeline) state(h handoff.Handoff, at time.Time, text string) {
	t.emit(at, event{Via: "engine", What: string(h.State), Why: text})
	t.say(at, "· %s", text)
}

// check tells whether something came out as promised.
func (t *timeline) check(at time.Time, ok bool, what string) {
	t.emit(at, event{Via: "check", What: what, OK: &ok})
	mark := "✓"
	if !ok {
		mark = "✗"
	}
	if !t.json {
		t.hang("  "+mark+" ", what)
	}
}

func (t *timeline) keep(name string, m post) error {
	for _, c := range m.Calendars {
		if err := t.file("invites", name, ".ics", c.Data); err != nil {
			return err
		}
	}
	return t.file("mails", name, ".eml", m.raw)
}

func (t *timeline) file(folder, name, ext string, data []byte) error {
	if t.dir == "" {
		return nil
	}
	dir := filepath.Join(t.dir, folder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("keep the demo's mails: %w", err)
	}
	t.n++
	name = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, name)
	path := filepath.Join(dir, fmt.Sprintf("%03d-%s-%.60s%s", t.n, t.story, name, ext))
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return fmt.Errorf("keep the demo's mails: %w", err)
	}
	return nil
}
