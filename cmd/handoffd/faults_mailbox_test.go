package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
)

// mailboxFaults are what happens to the mailbox of the handoff address behind the service's back.
func mailboxFaults() []fault {
	junk := rigOptions{folder: []string{mailtest.Junk}}
	return []fault{
		{name: "UIDVALIDITY change", real: true, play: uidValidity},
		{name: "moved away by another client, and back", real: true, options: junk, play: foreignMove},
		{name: "expunged between search and fetch", real: true, play: expungedMeanwhile},
		{name: "read by a person (\\Seen)", real: true, play: readByPerson},
		{name: "Junk holds the answers", real: true, options: junk, play: inJunk},
		{name: "mailbox emptied", real: true, play: emptied},
		{name: "read-only mailbox", real: true, play: readOnly},
		{name: "own box over quota", real: true, own: true, play: overQuota},
		{name: "10 MB mail", real: true, play: largeMail},
		{name: "mail above the size limit", real: true, play: tooLarge,
			options: rigOptions{imap: func(_ *rig, c *imap.Config) { c.MaxMailSize = 1 << 20 }}},
	}
}

// other is another client with a folder of the handoff address open.
func (s *rig) other(folder string) *imapclient.Client {
	s.Helper()
	c, err := s.client(folder)
	s.must(err)
	return c
}

func (s *rig) client(folder string) (*imapclient.Client, error) {
	conn, err := net.Dial("tcp", s.imapAddr)
	if err != nil {
		return nil, err
	}
	c := imapclient.New(conn, nil)
	s.Cleanup(func() { _ = c.Close() })
	if err := c.Login(s.config.Address, s.password).Wait(); err != nil {
		return nil, err
	}
	_, err = c.Select(folder, nil).Wait()
	return c, err
}

// mails waits until a folder of the handoff address holds as many mails, and returns their UIDs.
func (s *rig) mails(folder string, n int) goimap.UIDSet {
	s.Helper()
	c := s.other(folder)
	var found goimap.UIDSet
	s.until(fmt.Sprintf("%d mails in %s", n, folder), 0, func() bool {
		s.must(c.Noop().Wait())
		data, err := c.UIDSearch(&goimap.SearchCriteria{}, &goimap.SearchOptions{ReturnAll: true}).Wait()
		s.must(err)
		found = goimap.UIDSetNum(data.AllUIDs()...)
		return len(data.AllUIDs()) == n
	})
	return found
}

func (s *rig) move(from, to string, uids goimap.UIDSet) {
	s.Helper()
	_, err := s.other(from).Move(uids, to).Wait()
	s.must(err)
}

func (s *rig) flag(uids goimap.UIDSet, f goimap.Flag) *imapclient.Client {
	s.Helper()
	c := s.other("INBOX")
	s.must(c.Store(uids, &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Silent: true, Flags: []goimap.Flag{f}}, nil).Close())
	return c
}

// live lives until the rep has the offer; what is in the mailbox by then was taken.
func (s *rig) live() {
	s.Helper()
	s.brief()
	s.offered("rita")
}

// validity is the UIDVALIDITY of the folder, as far as it was read.
func (s *rig) validity() (v uint64) {
	s.Helper()
	s.view(func(tx *store.Tx) error {
		c, _, err := tx.Cursor(s.config.Address + "/INBOX")
		if err != nil {
			return err
		}
		validity, _, _ := strings.Cut(c.Place, ":")
		v, err = strconv.ParseUint(validity, 10, 32)
		return err
	})
	return v
}

// maildir is the folder of the handoff address on the disk of Dovecot.
func (s *rig) maildir() string { return filepath.Join(s.real.Dir, "mail", s.config.Address) }

func uidValidity(s *rig) (string, string) {
	s.live()
	before := s.validity()
	s.imap.breakOff()
	indexes, err := filepath.Glob(filepath.Join(s.maildir(), "dovecot*"))
	s.must(err)
	s.until("another second has begun: Dovecot numbers by it", 0, func() bool { return time.Now().Unix() > int64(before) })
	for _, f := range indexes {
		s.must(os.Remove(f))
	}
	s.answers("rita")
	s.mails("INBOX", 3)
	s.imap.mend()
	out := s.accepted("rita", 1)
	if after := s.validity(); after == before {
		s.Errorf("UIDVALIDITY is still %d", after)
	}
	return "the last 7 days read again, the brief known; " + out, ""
}

func foreignMove(s *rig) (string, string) {
	s.live()
	s.must(s.other("INBOX").Create("Done", nil).Wait())
	s.move("INBOX", mailtest.Junk, s.mails("INBOX", 1)) // taken; Junk is watched
	s.imap.breakOff()
	s.answers("rita")
	s.move("INBOX", "Done", s.mails("INBOX", 2)) // not read yet, and now nowhere to be seen
	s.imap.mend()
	s.pass(5 * time.Minute)
	s.move("Done", "INBOX", s.mails("Done", 2))
	return "what was taken is not taken again in Junk; what was unread is taken when it is back; " + s.accepted("rita",
		1), ""
}

func expungedMeanwhile(s *rig) (string, string) {
	s.live()
	s.imap.breakOff()
	s.must(s.append("INBOX", []byte("From: x@globex.example\r\nSubject: gone\r\n\r\nx\r\n")))
	gone := s.mails("INBOX", 2)
	gone = goimap.UIDSetNum(last(gone))
	s.answers("rita")
	s.mails("INBOX", 4)
	var once sync.Once
	fired := false
	s.imap.mend()
	s.imap.set(func(w *wire) {
		w.up = func(line []byte) ([]byte, bool) {
			if bytes.Contains(line, []byte("BODY.PEEK[]")) {
				once.Do(func() {
					fired = true
					c := s.flag(gone, goimap.FlagDeleted)
					s.must(c.Expunge().Close())
				})
			}
			return line, false
		}
	})
	out := s.accepted("rita", 1)
	if !fired {
		s.Error("nothing was expunged")
	}
	return "left out, the mails beside it taken; " + out, ""
}

func last(set goimap.UIDSet) goimap.UID { return set[len(set)-1].Stop }

// append puts a mail into a folder of the handoff address.
func (s *rig) append(folder string, raw []byte) error {
	c, err := s.client(folder)
	if err != nil {
		return err
	}
	w := c.Append(folder, int64(len(raw)), nil)
	if _, err := w.Write(raw); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	_, err = w.Wait()
	return err
}

func readByPerson(s *rig) (string, string) {
	s.live()
	s.imap.breakOff()
	s.answers("rita")
	s.flag(s.mails("INBOX", 3), goimap.FlagSeen)
	s.imap.mend()
	return "taken all the same; " + s.accepted("rita", 1), ""
}

func inJunk(s *rig) (string, string) {
	s.live()
	s.imap.breakOff()
	s.answers("rita")
	all := s.mails("INBOX", 3)
	s.move("INBOX", mailtest.Junk, goimap.UIDSet{{Start: all[0].Start + 1, Stop: last(all)}})
	s.imap.mend()
	return "both count; " + s.accepted("rita", 1), ""
}

func emptied(s *rig) (string, string) {
	s.live()
	s.must(s.flag(s.mails("INBOX", 1), goimap.FlagDeleted).Expunge().Close())
	s.mails("INBOX", 0)
	s.answers("rita")
	return "what comes after is taken; " + s.accepted("rita", 1), ""
}

func readOnly(s *rig) (string, string) {
	s.live()
	s.imap.breakOff()
	s.answers("rita")
	s.mails("INBOX", 3)
	for _, dir := range []string{"", "cur", "new", "tmp"} {
		s.must(os.Chmod(filepath.Join(s.maildir(), dir), 0o500))
	}
	var reads atomic.Bool
	s.imap.mend()
	s.imap.set(func(w *wire) {
		w.down = func(line []byte) ([]byte, bool) {
			if bytes.Contains(line, []byte("[READ-ONLY]")) || bytes.Contains(line, []byte("PERMANENTFLAGS ()")) {
				reads.Store(true)
			}
			return line, false
		}
	})
	out := s.accepted("rita", 1)
	for _, dir := range []string{"", "cur", "new", "tmp"} {
		s.must(os.Chmod(filepath.Join(s.maildir(), dir), 0o755))
	}
	if !reads.Load() {
		s.Error("the mailbox was not read-only")
	}
	return "read without \\Seen; " + out, ""
}

// reconfigure changes Dovecot's config and has it read.
func (s *rig) reconfigure(change func(string) string) {
	s.Helper()
	path := filepath.Join(s.real.Dir, "dovecot.conf")
	text, err := os.ReadFile(path)
	s.must(err)
	s.must(os.WriteFile(path, []byte(change(string(text))), 0o644))
	pid, err := os.ReadFile(filepath.Join(s.real.Dir, "run", "master.pid"))
	s.must(err)
	var n int
	_, err = fmt.Sscan(string(pid), &n)
	s.must(err)
	s.must(syscall.Kill(n, syscall.SIGHUP))
}

const smallQuota = "mail_plugins = quota\nprotocol imap {\n  mail_plugins = quota\n}\nplugin {\n  quota = " +
	"maildir:box\n  quota_rule = *:storage=1B\n}\nquota_full_tempfail = yes\n"

func overQuota(s *rig) (string, string) {
	s.live()
	s.reconfigure(func(c string) string { return c + smallQuota })
	s.until("the box is full", 0, func() bool {
		err := s.append("INBOX", []byte("Subject: x\r\n\r\n"+strings.Repeat("x", 2000)))
		return err != nil && strings.Contains(err.Error(), "OVERQUOTA")
	})
	s.answers("rita")
	s.until("Postfix keeps the answers", step, func() bool {
		text, err := os.ReadFile(filepath.Join(s.real.Dir, "postfix.log"))
		s.must(err)
		return bytes.Count(text, []byte("status=deferred")) >= 2
	})
	s.pass(time.Hour)
	s.reconfigure(func(c string) string { return strings.Replace(c, smallQuota, "", 1) })
	s.until("Postfix delivers again", step, func() bool {
		s.flush()
		return queued(s, s.real.Dir) == 0
	})
	return "the host kept the answers for an hour; " + s.accepted("rita", 1), ""
}

func largeMail(s *rig) (string, string) {
	s.live()
	s.replies("rita", strings.Repeat(strings.Repeat("x", 70)+"\n", 10<<20/71))
	s.accepts("rita")
	return "taken; " + s.accepted("rita", 1), ""
}

func tooLarge(s *rig) (string, string) {
	s.live()
	s.write("rita", mail.Draft{To: []mail.Address{{Addr: s.config.Address}}, Subject: "My whole presentation",
		Text: strings.Repeat(strings.Repeat("x", 70)+"\n", 2<<20/71)})
	clear(s.from) // it cannot be read
	s.answers("rita")
	out := s.accepted("rita", 1)
	held := ""
	s.until("the large mail is listed", step, func() bool {
		s.view(func(tx *store.Tx) error {
			all, err := tx.Mails(store.MailFilter{Held: true})
			for _, m := range all {
				held = whyOf(m)
			}
			return err
		})
		return held != ""
	})
	if !strings.Contains(held, "large") {
		s.Errorf("the reason does not say that the mail is too large: %s", held)
	}
	return "listed by `list --held`, the rest goes on; " + out, held
}
