package imap_test

import (
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"handoffd/mail/imap"
)

// box is a folder of one user with a second client that changes it.
type box struct {
	config imap.Config
	source *imap.Source
	other  *imapclient.Client
}

const folder = "Handoff"

func newBox(t testing.TB, c imap.Config) *box {
	t.Helper()
	c.Folder = folder
	c.Now = func() time.Time { return monday }
	b := &box{config: c, source: imap.Open(c), other: client(t, c)}
	t.Cleanup(func() { b.source.Close() })
	must(t, b.other.Create(folder, nil).Wait())
	_, err := b.other.Select(folder, nil).Wait()
	must(t, err)
	return b
}

// client is a plain logged-in client beside the source.
func client(t testing.TB, c imap.Config) *imapclient.Client {
	t.Helper()
	dial := c.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	conn, err := dial(t.Context(), "tcp", c.Addr)
	must(t, err)
	out := imapclient.New(conn, nil)
	t.Cleanup(func() { out.Close() })
	must(t, out.Login(c.Username, c.Password).Wait())
	return out
}

// put appends mails to the folder, one minute apart.
func (b *box) put(t testing.TB, first time.Time, raws ...[]byte) {
	t.Helper()
	b.putIn(t, folder, first, raws...)
}

func (b *box) putIn(t testing.TB, folder string, first time.Time, raws ...[]byte) {
	t.Helper()
	for i, raw := range raws {
		at := first.Add(time.Duration(i) * time.Minute)
		w := b.other.Append(folder, int64(len(raw)), &goimap.AppendOptions{Time: at})
		_, err := w.Write(raw)
		must(t, err)
		must(t, w.Close())
		_, err = w.Wait()
		must(t, err)
	}
}

// expunge removes mails by UID for good.
func (b *box) expunge(t testing.TB, uids ...goimap.UID) {
	t.Helper()
	set := goimap.UIDSetNum(uids...)
	store := &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Silent: true, Flags: []goimap.Flag{goimap.FlagDeleted}}
	must(t, b.other.Store(set, store, nil).Close())
	must(t, b.other.Expunge().Close())
}

func (b *box) start(t testing.TB) imap.Cursor {
	t.Helper()
	c, err := b.source.Start(t.Context())
	must(t, err)
	return c
}

func (b *box) poll(t testing.TB, after imap.Cursor) imap.Batch {
	t.Helper()
	batch, err := b.source.Poll(t.Context(), after)
	must(t, err)
	return batch
}

// message is a mail with a subject and a body of about n octets.
func message(subject string, n int) []byte {
	line := strings.Repeat("x", 70) + "\r\n"
	return fmt.Appendf(nil, "From: rep@acme.example\r\nTo: handoff@acme.example\r\nSubject: %s\r\n\r\n%s",
		subject, strings.Repeat(line, n/len(line)+1))
}

func messages(n, size int) [][]byte {
	all := make([][]byte, n)
	for i := range all {
		all[i] = message(fmt.Sprintf("mail %d", i+1), size)
	}
	return all
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
