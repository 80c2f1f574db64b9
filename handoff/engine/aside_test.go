package engine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
	"handoffd/mail/mailtest/realtest"
)

// poisoned makes the engine fail on mails with the subject, and counts how often.
func (o *office) poisoned(subject string) *int {
	n := 0
	o.e.poison = func(m *mail.Message) {
		if m.Subject == subject {
			n++
			panic("a bug")
		}
	}
	return &n
}

// folder is what lies in a folder of the handoff address.
func (o *office) folder(name string) []string {
	o.t.Helper()
	c := o.imap(handoffAddress)
	c.Folder = name
	b := imap.Open(c)
	defer b.Close()
	batch, err := b.Poll(o.t.Context(), imap.Cursor{})
	if err != nil {
		return nil
	}
	var out []string
	for _, m := range batch.Mails {
		out = append(out, mail.Read(m.Raw).Subject)
	}
	return out
}

func TestAPoisonMailIsSetAsideAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tries := o.poisoned("poison")
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "poison", Text: goodBrief})
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "good", Text: goodBrief})
	o.server.FailNext(mailtest.StageRcpt, 450, 1) // the admin cannot be told at first
	o.settle(0)
	if h := o.one(); h.Subject != "good" || *tries != 3 {
		t.Fatalf("subject %s after %d tries", h.Subject, *tries)
	}
	if got := strings.Join(o.folder(FailedFolder), ","); got != "poison" {
		t.Errorf("set aside: %q", got)
	}
	if got := strings.Join(o.folder("INBOX"), ","); got != "good" {
		t.Errorf("left in the mailbox: %q", got)
	}
	for range 5 {
		o.settle(2 * time.Minute)
	}
	told := 0
	for _, m := range o.box(mara) {
		if m.Subject == "handoffd set mails aside" {
			told++
			for _, want := range []string{"from quinn@acme.example, \"poison\"", "the folder handoffd-failed", "a bug",
				"tried 3 times"} {
				if !strings.Contains(m.Body, want) {
					t.Errorf("the admin is not told %q:\n%s", want, m.Body)
				}
			}
		}
	}
	if told != 1 {
		t.Errorf("the admin was told %d times", told)
	}
	// mended: moved back, it is taken
	o.e.poison = func(*mail.Message) {}
	o.sentBack(t)
	o.settle(0)
	if n := len(o.all()); n != 2 {
		t.Errorf("%d handoffs after the mail was moved back", n)
	}
}

// sentBack moves what was set aside into the mailbox again.
func (o *office) sentBack(t *testing.T) {
	t.Helper()
	c := o.imap(handoffAddress)
	c.Folder = FailedFolder
	b := imap.Open(c)
	defer b.Close()
	batch, err := b.Poll(t.Context(), imap.Cursor{})
	if err == nil {
		err = b.Move(t.Context(), []uint32{batch.Mails[0].UID}, "INBOX")
	}
	if err != nil {
		t.Fatal(err)
	}
}

// fixed is a mailbox from which nothing can be taken.
type fixed struct{ *adapter.Mailbox }

func (fixed) Move(context.Context, []string, string) error { return intake.ErrReadOnly }

func TestAPoisonMailInAReadOnlyMailboxStays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tries := o.poisoned("poison")
	o.e.sources[0].Mailbox = fixed{o.e.sources[0].Mailbox.(*adapter.Mailbox)}
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "poison", Text: goodBrief})
	for range 3 {
		o.settle(time.Minute)
	}
	if got := o.last(mara); *tries != 3 || !strings.Contains(got.Body, "does not let them be moved") ||
		len(o.box(mara)) != 1 || len(o.folder("INBOX")) != 1 {
		t.Errorf("%d tries, %d mails to the admin:\n%s", *tries, len(o.box(mara)), got.Body)
	}
}

func TestAMailThatCannotEvenBeReadIsSetAside(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	u := intake.Understood{Message: &mail.Message{Subject: "x"}, Broken: errors.New("reading the mail failed: a bug")}
	err := o.store.Update(t.Context(), func(tx *store.Tx) error {
		failed, err := o.e.takePatiently(tx, handoffAddress, store.InMail{Source: "inbox", Ref: "1:7", Raw: []byte("x")}, u)
		if err == nil && (failed == nil || !strings.Contains(whyOf(*failed), "a bug")) {
			t.Errorf("%+v", failed)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPoisonOnDovecot: the mailbox goes on, on a real server, also where nothing can be written into it.
func TestPoisonOnDovecot(t *testing.T) {
	t.Parallel()
	realtest.Begin(t)
	real, err := mailtest.StartReal(t.Context(), mailtest.Options{Domains: []string{"acme.example"}, IMAPOnly: true})
	realtest.Check(t, err)
	t.Cleanup(func() { _ = real.Stop() })
	for name, locked := range map[string]bool{"writable": false, "read-only": true} {
		user := name + "@acme.example"
		in := imap.Open(imap.Config{Addr: real.IMAPAddr, TLS: "none", Username: user, Password: mailtest.RealPassword})
		defer in.Close()
		if _, err := in.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		appendMails(t, real.IMAPAddr, user, "Subject: poison\r\nFrom: quinn@acme.example\r\n\r\nx\r\n",
			"Subject: other\r\nFrom: quinn@acme.example\r\n\r\nx\r\n")
		o := newOffice(t)
		o.poisoned("poison")
		o.e.sources[0].Mailbox = adapter.IMAP(in)
		if locked {
			chmodAll(t, filepath.Join(real.Dir, "mail", user), 0o500)
			t.Cleanup(func() { chmodAll(t, filepath.Join(real.Dir, "mail", user), 0o700) })
		}
		for range 2 {
			o.settle(time.Minute)
		}
		batch, err := in.Poll(t.Context(), imap.Cursor{})
		if err != nil {
			t.Fatal(err)
		}
		left := map[bool]int{false: 1, true: 2}[locked]
		if len(batch.Mails) != left || len(o.box(mara)) != 1 {
			t.Errorf("%s: %d mails are left, want %d; the admin has %d mails", name, len(batch.Mails), left, len(o.box(mara)))
		}
		var failed int
		_ = o.store.View(t.Context(), func(tx *store.Tx) error {
			all, err := tx.Mails(store.MailFilter{})
			for _, m := range all {
				if m.Verdict == handoff.MailFailed {
					failed++
				}
			}
			if err != nil || len(all) != 2 {
				t.Errorf("%s: %d mails are known: %v", name, len(all), err)
			}
			return err
		})
		if failed != 1 {
			t.Errorf("%s: %d failed", name, failed)
		}
	}
}

// appendMails puts mails into INBOX.
func appendMails(t *testing.T, addr, user string, raws ...string) {
	t.Helper()
	c, err := imapclient.DialInsecure(addr, nil)
	if err == nil {
		defer c.Close()
		err = c.Login(user, mailtest.RealPassword).Wait()
	}
	for _, raw := range raws {
		if err == nil {
			w := c.Append("INBOX", int64(len(raw)), nil)
			_, written := w.Write([]byte(raw))
			err = errors.Join(written, w.Close())
			if _, waited := w.Wait(); err == nil {
				err = waited
			}
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func chmodAll(t *testing.T, dir string, mode os.FileMode) {
	t.Helper()
	for _, d := range []string{"cur", "new", "tmp", ""} {
		if err := os.Chmod(filepath.Join(dir, d), mode); err != nil {
			t.Fatal(err)
		}
	}
}
