package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"handoffd/handoff"
	"handoffd/mail/smtp"
)

// sendingFaults are what happens to the mails of the service on their way out.
func sendingFaults() []fault {
	return []fault{
		{name: "mail server down for three hours", real: true, play: senderDown},
		{name: "4xx, greylisting", real: true, play: greylisted},
		{name: "throttling: 421 and 451 4.7.x", real: true, play: throttled},
		{name: "5xx for the rep", real: true, play: repRefused},
		{name: "one bad recipient of several", real: true, play: prospectRefused},
		{name: "250 lost", real: true, play: lostAnswer},
		{name: "mail server falls silent", real: true, play: senderSilent,
			options: rigOptions{smtp: func(c *smtp.Config) { c.Timeout = 500 * time.Millisecond }}},
		{name: "login at the mail server refused for hours", play: senderLogin},
	}
}

// taken waits until the qualifier's brief was taken.
func (s *rig) taken() {
	s.Helper()
	s.until("the brief is taken", 0, func() bool { return s.handoff().ID != "" })
}

func senderDown(s *rig) (string, string) {
	s.smtp.breakOff()
	s.brief()
	s.taken()
	said := s.complained("could not be handed over")
	s.pass(3 * time.Hour)
	healed := s.clock.Now()
	s.smtp.mend()
	s.offered("rita")
	h := s.handoff()
	opened := h.Current().Opened
	if opened.Before(healed.Truncate(time.Minute)) { // windows open on the minute
		s.Errorf("the window opened at %s, before the invitation could go out", opened)
	}
	s.answers("rita")
	return fmt.Sprintf("the window opens %s after the server is back; %s", opened.Sub(healed).Round(time.Minute),
		s.accepted("rita", 1)), said
}

// policy lets Postfix answer for a recipient as told, until the returned function is called.
func (s *rig) policy(lines ...string) (lift func()) {
	s.Helper()
	path := filepath.Join(s.real.Dir, "etc", "local")
	before, err := os.ReadFile(path)
	s.must(err)
	s.must(os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"+string(before)), 0o644))
	s.reload()
	return func() {
		s.Helper()
		s.must(os.WriteFile(path, before, 0o644))
		s.reload()
	}
}

// reload has Postfix read its tables; flush has it try again what it holds.
func (s *rig) reload() { s.postfix("reload"); s.smtp.cut() }
func (s *rig) flush()  { s.postfix("flush") }

func (s *rig) postfix(command string) {
	s.Helper()
	if out, err := exec.Command("postfix", "-c", filepath.Join(s.real.Dir, "etc"), command).CombinedOutput(); err != nil {
		s.Fatalf("postfix %s: %v\n%s", command, err, out)
	}
}

func greylisted(s *rig) (string, string) {
	lift := s.policy("/^(rita|pat)" + s.suffix + "@/ 450 4.2.0 greylisted, come again later")
	s.brief()
	said := s.complained("rita"+s.suffix, "450", "greylisted")
	s.pass(10 * time.Minute)
	lift()
	s.offered("rita")
	s.answers("rita")
	return "tried again until taken; " + s.accepted("rita", 1), said
}

func throttled(s *rig) (string, string) {
	lift := s.policy("/^rita"+s.suffix+"@/ 421 4.7.0 too many connections, slow down",
		"/^pat"+s.suffix+"@/ 451 4.7.1 rate limit, try again later")
	s.brief()
	said := s.complained("rita"+s.suffix, "421", "slow down")
	s.complained("pat"+s.suffix, "451", "rate limit")
	s.pass(time.Hour)
	tries := strings.Count(s.log.String(), "rate limit")
	lift()
	s.offered("rita")
	s.answers("rita")
	return fmt.Sprintf("%d tries in the hour for the prospect; %s", tries, s.accepted("rita", 1)), said
}

func repRefused(s *rig) (string, string) {
	lift := s.policy("/^rita" + s.suffix + "@/ 550 5.1.1 no such user")
	defer lift()
	s.brief()
	said := s.complained("rita"+s.suffix, "550", "no such user")
	s.offered("ben")
	s.answers("ben")
	out := s.accepted("ben", 1)
	today := s.waiting(func(a handoff.Action) bool { return a.When == handoff.Today && a.To.Person == "mara" })
	if today != 1 {
		s.Errorf("%d lines wait for the manager's Today", today)
	}
	return "the next rep has it, the manager hears of the address in their Today; " + out, said
}

func prospectRefused(s *rig) (string, string) {
	lift := s.policy("/^pat" + s.suffix + "@/ 550 5.1.1 no such user")
	defer lift()
	s.brief()
	said := s.complained("pat"+s.suffix, "550", "no such user")
	s.until("back with the qualifier", step, func() bool { return s.handoff().State == handoff.Returned })
	if h := s.handoff(); h.Return.Code != "bounced" {
		s.Errorf("returned for %s", h.Return.Code)
	}
	out := s.ended("rita", 1)
	if len(s.box("rita")) == 0 || len(s.box("quinn")) == 0 {
		s.Error("the mails to the others did not arrive")
	}
	return "the qualifier is told, mails to the others arrive; " + out, said
}

func lostAnswer(s *rig) (string, string) {
	var lost atomic.Bool
	s.smtp.set(func(w *wire) {
		w.down = func(line []byte) ([]byte, bool) {
			if bytes.Contains(line, []byte("queued as")) && lost.CompareAndSwap(false, true) {
				return nil, true
			}
			return line, false
		}
	})
	s.live()
	said := s.complained("could not be handed over", "may have taken")
	s.answers("rita")
	return s.accepted("rita", 2), said
}

func senderSilent(s *rig) (string, string) {
	s.smtp.hush()
	s.brief()
	s.taken()
	said := s.complained("could not be handed over")
	s.pass(10 * time.Minute)
	s.smtp.mend()
	s.offered("rita")
	s.answers("rita")
	return s.accepted("rita", 1), said
}

func senderLogin(s *rig) (string, string) {
	s.smtp.set(func(w *wire) {
		w.up = func(line []byte) ([]byte, bool) {
			if bytes.HasPrefix(line, []byte("AUTH ")) {
				return []byte("AUTH PLAIN AGJhZABiYWQ=\r\n"), false
			}
			return line, false
		}
	})
	s.brief()
	said := s.complained("could not be handed over", s.config.Address, "535")
	s.pass(3 * time.Hour)
	s.smtp.mend()
	s.offered("rita")
	s.answers("rita")
	return "kept and sent when the login works; " + s.accepted("rita", 1), said
}
