package main

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"handoffd/handoff"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
)

// lineFaults are what happens between the service and the server of its mailbox.
func lineFaults() []fault {
	quick := rigOptions{imap: func(_ *rig, c *imap.Config) {
		c.Timeout, c.Interval = 500*time.Millisecond,
			500*time.Millisecond
	}}
	return []fault{
		{name: "server without IDLE", real: true, play: withoutIdle},
		{name: "half-open connection (black hole) while idle", real: true, play: halfOpen, options: quick},
		{name: "server restart", real: true, own: true, play: serverRestart},
		{name: "password changed, and back", real: true, own: true, play: passwordChange},
		{name: "login refused a few times", play: loginRefused},
		{name: "mailbox out of reach past the end of the window", play: outOfReach},
		{name: "slow server, 16 bytes at a time", real: true, play: slowServer},
		{name: "truncated literal", real: true, play: truncated, options: quick},
		{name: "connection reset in the midst of a fetch", real: true, play: resetInFetch},
		{name: "certificate of nobody", real: true, play: wrongCertificate,
			options: rigOptions{imap: overTLS}},
	}
}

func withoutIdle(s *rig) (string, string) {
	idled := atomic.Bool{}
	s.imap.set(func(w *wire) {
		w.down = func(line []byte) ([]byte, bool) {
			return bytes.ReplaceAll(line, []byte(" IDLE"), []byte(" XDLE")), false
		}
		w.up = func(line []byte) ([]byte, bool) {
			if bytes.Contains(line, []byte(" IDLE")) {
				idled.Store(true)
			}
			return line, false
		}
	})
	s.imap.cut()
	s.live()
	s.answers("rita")
	out := s.accepted("rita", 1)
	if idled.Load() {
		s.Error("the service idles all the same")
	}
	return "polled; " + out, ""
}

func halfOpen(s *rig) (string, string) {
	s.live()
	from, began := s.clock.Now(), time.Now()
	s.imap.hush()
	s.until("the black hole is found", 0, func() bool { open, _ := s.outages(); return open == 1 })
	took := time.Since(began)
	said := s.complained("read mailbox", s.config.Address, "no answer within")
	s.answers("rita")
	s.pass(30 * time.Minute)
	healed := s.clock.Now()
	s.imap.mend()
	out := s.accepted("rita", 1)
	return fmt.Sprintf("found after %.1f s (timeout and interval 0.5 s); %s; %s", took.Seconds(), s.outage(from, healed),
		out), said
}

func serverRestart(s *rig) (string, string) {
	s.live()
	// A Postfix that is killed between a delivery and its note of it delivers once more: that would be its own doing.
	s.until("Postfix has nothing in hand", 0, func() bool { n, err := s.real.Queued(); return err == nil && n == 0 })
	from := s.clock.Now()
	s.must(s.real.Stop())
	s.until("the outage is noted", step, func() bool { open, _ := s.outages(); return open == 1 })
	said := s.complained("read mailbox", s.config.Address)
	s.standUp(s.real.Dir) // on other ports, which the wires hide
	s.imap.set(func(w *wire) { w.target = s.imapAddr })
	s.smtp.set(func(w *wire) { w.target = s.smtpAddr })
	healed := s.clock.Now()
	s.answers("rita")
	out := s.accepted("rita", 1)
	return "back by itself; " + s.outage(from, healed) + "; " + out, said
}

func passwordChange(s *rig) (string, string) {
	s.live()
	from := s.clock.Now()
	try := func() error {
		b := imap.Open(s.account("mara"))
		defer b.Close()
		_, err := b.Start(s.Context())
		return err
	}
	s.imap.breakOff()
	s.reconfigure(func(c string) string {
		return strings.Replace(c, "args = password=pw\n", "args = password=other\n",
			1)
	})
	s.until("the old password is refused", 0, func() bool { return authRefused(try()) })
	s.imap.mend()
	said := s.complained("mailbox", s.config.Address, "AUTHENTICATIONFAILED")
	s.pass(time.Hour)
	s.reconfigure(func(c string) string {
		return strings.Replace(c, "args = password=other\n", "args = password=pw\n",
			1)
	})
	healed := s.clock.Now()
	s.until("the old password is taken again", 0, func() bool { return try() == nil })
	s.answers("rita")
	out := s.accepted("rita", 1)
	return s.outage(from, healed) + "; " + out, said
}

func loginRefused(s *rig) (string, string) {
	s.live()
	from := s.clock.Now()
	s.memory.FailNext(mailtest.StageLogin, 0, 5)
	s.imap.cut()
	said := s.complained("mailbox", s.config.Address, "imap login at")
	s.until("the login is taken again", step, func() bool {
		open, spans := s.outages()
		return open == 0 &&
			len(spans) > 0
	})
	back := s.clock.Now() // the waits between five tries add up to some ten minutes
	s.answers("rita")
	out := s.accepted("rita", 1)
	return s.outage(from, back) + "; " + out, said
}

// outOfReach is the promise behind all outages: the rep answers in time, the window's end passes while nobody can read
// the answer.
func outOfReach(s *rig) (string, string) {
	s.live()
	offered := s.handoff()
	due := offered.Current().Due
	from := s.clock.Now()
	s.imap.breakOff()
	said := s.complained("read mailbox", s.config.Address)
	s.answers("rita")
	s.until("the window's end is three hours past", 5*time.Minute,
		func() bool { return s.clock.Now().After(due.Add(3 * time.Hour)) })
	// A reading that begins in a five-minute step and ends well would date the outage's end steps before the mend.
	s.pass(5 * time.Minute)
	if h := s.handoff(); h.State != handoff.Offered || h.Rep() != "rita" || h.Current().Steps > 0 {
		s.Errorf("a deadline was decided while nobody could read: %s, %s", h.State, h.Why)
	}
	healed := s.clock.Now()
	s.imap.mend()
	out := s.accepted("rita", 1)
	s.until("the admin is told", 0, func() bool { return len(s.box("olga")) > 0 })
	if n := len(s.box("olga")); n != 1 {
		s.Errorf("the admin was told %d times", n)
	}
	if n := len(s.lists()); n != 1 {
		s.Errorf("the manager got %d lists of what waits", n)
	}
	return fmt.Sprintf("the answer counts %.0f h late, admin and manager are told once; %s; %s", healed.Sub(from).Hours(),
		s.outage(from, healed), out), said
}

func slowServer(s *rig) (string, string) {
	s.live()
	s.imap.set(func(w *wire) { w.pace = time.Millisecond })
	s.imap.cut()
	began := time.Now()
	s.answers("rita")
	out := s.accepted("rita", 1)
	return fmt.Sprintf("read in %.1f s; %s", time.Since(began).Seconds(), out), ""
}

var literal = regexp.MustCompile(`BODY\[\] \{\d+\}\r\n$`)

// inBody calls hit once, with the third line of the first body that the server sends.
func (s *rig) inBody(hit func(line []byte) ([]byte, bool)) *atomic.Bool {
	var done atomic.Bool
	lines := 0
	s.imap.set(func(w *wire) {
		w.down = func(line []byte) ([]byte, bool) {
			if literal.Match(line) {
				lines = 1
			} else if lines > 0 {
				lines++
			}
			if lines == 4 && done.CompareAndSwap(false, true) {
				return hit(line)
			}
			return line, false
		}
	})
	return &done
}

func truncated(s *rig) (string, string) {
	s.live()
	s.imap.breakOff()
	s.answers("rita")
	s.mails("INBOX", 3)
	s.imap.mend()
	hit := s.inBody(func([]byte) ([]byte, bool) { return nil, false })
	out := s.accepted("rita", 1)
	if !hit.Load() {
		s.Error("no literal was cut")
	}
	return "the short mail is not taken, the whole one is; " + out, ""
}

func resetInFetch(s *rig) (string, string) {
	s.live()
	s.imap.breakOff()
	s.answers("rita")
	s.mails("INBOX", 3)
	s.imap.mend()
	hit := s.inBody(func(line []byte) ([]byte, bool) { return line[:len(line)/2], true })
	out := s.accepted("rita", 1)
	if !hit.Load() {
		s.Error("nothing was reset")
	}
	return "fetched again; " + out, ""
}

func overTLS(s *rig, c *imap.Config) {
	c.TLS, c.TLSConfig = "tls", &tls.Config{RootCAs: s.real.RootCAs}
	s.imap.set(func(w *wire) { w.opaque, w.target = true, s.real.IMAPSAddr })
}

// wrongCertificate lets another server stand in the place of the true one for a while.
func wrongCertificate(s *rig) (string, string) {
	stranger := httptest.NewUnstartedServer(nil)
	stranger.Config.ErrorLog = log.New(io.Discard, "", 0)
	stranger.StartTLS()
	defer stranger.Close()
	s.imap.set(func(w *wire) { w.target = strings.TrimPrefix(stranger.URL, "https://") })
	s.imap.cut()
	said := s.complained("mailbox", s.config.Address, "certificate")
	s.brief()
	s.pass(10 * time.Minute)
	if h := s.handoff(); h.ID != "" {
		s.Errorf("a mail was read from the wrong server")
	}
	s.imap.set(func(w *wire) { w.target = s.real.IMAPSAddr })
	s.offered("rita")
	s.answers("rita")
	return "nothing is read from it; " + s.accepted("rita", 1), said
}
