// Package demo plays the main job, in stories: a stage with a mail host in the process, actors who only write mail
// and answer invitations, and the service as it is everywhere, on a clock that jumps to the next due time when all is
// quiet. It needs no account and no config, and connects to nothing outside. A story that does not end as told is an
// error; one answer can be withheld to see that.
package demo

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/smtp"
)

// Options say how it is told.
type Options struct {
	Out   io.Writer // where it is told
	JSON  bool      // as JSON lines
	Width int       // of the screen, in columns; 0: 80
	Dir   string    // where config, mails, invites and database are kept; empty: nowhere
	Web   bool      // the pages are kept up afterwards
	Break string    // story of which one answer is withheld: it must then fail
}

// ErrStory says that a story did not end as told.
var ErrStory = errors.New("not every story ended as told")

// Has says whether there is a story of that name.
func Has(key string) bool {
	return slices.ContainsFunc(stories(), func(s story) bool { return s.key == key })
}

// List names the stories, each with what it tells.
func List() string {
	var out []string
	for _, s := range stories() {
		out = append(out, s.key+" ("+s.title+")")
	}
	return strings.Join(out, ", ")
}

// Run plays the stories one after the other; ErrStory if one did not end as told.
func Run(ctx context.Context, o Options) error {
	dir, keep := o.Dir, o.Dir != ""
	if !keep {
		tmp, err := os.MkdirTemp("", "handoffd-demo-")
		if err != nil {
			return fmt.Errorf("make a folder for the demo: %w", err)
		}
		defer func() { _ = os.RemoveAll(tmp) }()
		dir = tmp
	}
	began := time.Now()
	clock := NewClock(Start())
	server := newServer(clock)
	defer func() { _ = server.Close() }()
	s, closeStage, err := newStage(ctx, dir, clock, pipeHost(server), stageOptions{out: o.Out, json: o.JSON,
		width: cmp.Or(o.Width, 80), keep: keep})
	if err != nil {
		return err
	}
	defer closeStage()
	s.out.intro(clock.Now())
	failed := ""
	for _, st := range stories() {
		ok, err := s.play(ctx, st, o.Break == st.key)
		if err != nil {
			return err
		}
		if !ok {
			failed += " " + st.key
		}
	}
	if failed != "" {
		return fmt.Errorf("%w:%s; the lines marked ✗ say what is missing", ErrStory, failed)
	}
	s.out.outro(time.Since(began), o.Dir)
	if o.Web {
		return s.keepUp(ctx, clock)
	}
	return nil
}

// Start is when the stories begin: a Monday at nine.
func Start() time.Time {
	return time.Date(2026, 11, 23, 9, 0, 0, 0, handoff.Location(zone))
}

const (
	zone     = "Europe/Berlin"
	hostname = "mx.acme.example"
	password = "demo"
)

// Config is the config that the demo writes and then reads as any other.
//
//go:embed config.toml
var Config string

// newServer is the mail host of everybody in the stories, prospects too.
func newServer(c stageClock) *mailtest.Server {
	return mailtest.New(mailtest.Config{Hostname: hostname, Domains: []string{"acme.example", "globex.example",
		"initech.example", "umbrella.example", "hooli.example", "wayne.example"}, Now: c.Now})
}

// pipeHost reaches the mail host without a socket.
func pipeHost(server *mailtest.Server) host {
	return host{
		imap: func(a string) imap.Config {
			server.AddUser(a, password)
			return imap.Config{Addr: hostname + ":143", TLS: "none", Username: a, Password: password, Dial: server.DialIMAP}
		},
		smtp: func(a string) smtp.Config {
			return smtp.Config{Addr: hostname + ":587", TLS: "none", Username: a, Password: password, Dial: server.DialSMTP}
		},
		settled: func(context.Context) error { return nil },
	}
}
