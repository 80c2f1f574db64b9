package mailtest_test

import (
	"context"
	"errors"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/google/go-cmp/cmp"

	"handoffd/mail/imap"
	"handoffd/mail/mailtest"
)

// TestIMAP asks the in-process server and Dovecot the same.
func TestIMAP(t *testing.T) {
	t.Run("memory", func(t *testing.T) {
		s := newServer(t)
		conn, err := s.DialIMAP(t.Context(), "", "")
		must(t, err)
		testIMAP(t, conn)
	})
	t.Run("dovecot", func(t *testing.T) {
		r, err := mailtest.StartReal(t.Context(), mailtest.Options{Domains: []string{"acme.example"}, IMAPOnly: true})
		if errors.Is(err, mailtest.ErrUnavailable) && os.Getenv("CI") != "true" {
			t.Skip(err)
		}
		must(t, err)
		t.Cleanup(func() { must(t, r.Stop()) })
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", r.IMAPAddr)
		must(t, err)
		testIMAP(t, conn)
	})
}

const threeMails = "From: a@b.example\r\nSubject: One\r\nDate: Mon, 2 Mar 2026 09:00:00 +0100\r\n\r\nfirst body\r\n" + "\x00" +
	"From: a@b.example\r\nSubject: Two\r\nDate: Tue, 3 Mar 2026 09:00:00 +0100\r\n\r\nsecond, longer body\r\n" + "\x00" +
	"From: c@b.example\r\nSubject: Three\r\nDate: Wed, 4 Mar 2026 09:00:00 +0100\r\n\r\nthird\r\n"

func testIMAP(t *testing.T, conn net.Conn) {
	c := imapclient.New(conn, nil)
	defer c.Close()
	must(t, c.Login(intake, "pw").Wait())
	must(t, c.Create("Work", nil).Wait())
	for i, raw := range strings.Split(threeMails, "\x00") {
		w := c.Append("Work", int64(len(raw)), &goimap.AppendOptions{Time: monday.AddDate(0, 0, i),
			Flags: []goimap.Flag{goimap.FlagFlagged}[:i%2]})
		_, err := w.Write([]byte(raw))
		must(t, err)
		must(t, w.Close())
		_, err = w.Wait()
		must(t, err)
	}
	testFolders(t, c)
	if _, err := c.Select("Work", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	testSearch(t, c)
	testFetch(t, c)
	testChanges(t, c)
}

func testFolders(t *testing.T, c *imapclient.Client) {
	listed, err := c.List("", "*", nil).Collect()
	must(t, err)
	names := map[string]bool{}
	for _, l := range listed {
		names[l.Mailbox] = true
	}
	if diff := cmp.Diff(map[string]bool{"INBOX": true, "Junk": true, "Work": true}, names); diff != "" {
		t.Error(diff)
	}
	status, err := c.Status("Work", &goimap.StatusOptions{NumMessages: true, UIDNext: true, UIDValidity: true,
		NumUnseen: true}).Wait()
	must(t, err)
	if *status.NumMessages != 3 || *status.NumUnseen != 3 || status.UIDNext != 4 || status.UIDValidity == 0 {
		t.Errorf("status %+v", status)
	}
	for name, err := range map[string]error{
		"create twice":  c.Create("Work", nil).Wait(),
		"delete none":   c.Delete("None").Wait(),
		"status none":   wait(c.Status("None", &goimap.StatusOptions{UIDNext: true}).Wait()),
		"select none":   wait(c.Select("None", nil).Wait()),
		"unknown login": c.Login(intake, "again").Wait(),
	} {
		if _, refused := errors.AsType[*goimap.Error](err); !refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func wait[T any](_ T, err error) error { return err }

func testSearch(t *testing.T, c *imapclient.Client) {
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	for name, tt := range map[string]struct {
		criteria goimap.SearchCriteria
		want     []goimap.UID
	}{
		"all":     {goimap.SearchCriteria{}, []goimap.UID{1, 2, 3}},
		"since":   {goimap.SearchCriteria{Since: day(3)}, []goimap.UID{2, 3}},
		"before":  {goimap.SearchCriteria{Before: day(3)}, []goimap.UID{1}},
		"sent":    {goimap.SearchCriteria{SentSince: day(4)}, []goimap.UID{3}},
		"uid":     {goimap.SearchCriteria{UID: []goimap.UIDSet{{{Start: 2, Stop: 2}}}}, []goimap.UID{2}},
		"last":    {goimap.SearchCriteria{UID: []goimap.UIDSet{{{Start: 9, Stop: 0}}}}, []goimap.UID{3}},
		"numbers": {goimap.SearchCriteria{SeqNum: []goimap.SeqSet{{{Start: 1, Stop: 2}}}}, []goimap.UID{1, 2}},
		"flag":    {goimap.SearchCriteria{Flag: []goimap.Flag{goimap.FlagFlagged}}, []goimap.UID{2}},
		"no flag": {goimap.SearchCriteria{NotFlag: []goimap.Flag{goimap.FlagFlagged}}, []goimap.UID{1, 3}},
		"larger":  {goimap.SearchCriteria{Larger: 85}, []goimap.UID{2}},
		"smaller": {goimap.SearchCriteria{Smaller: 84}, []goimap.UID{3}},
		"header": {goimap.SearchCriteria{Header: []goimap.SearchCriteriaHeaderField{{Key: "Subject", Value: "t"}}},
			[]goimap.UID{2, 3}},
		"body": {goimap.SearchCriteria{Body: []string{"BODY"}}, []goimap.UID{1, 2}},
		"text": {goimap.SearchCriteria{Text: []string{"three"}}, []goimap.UID{3}},
		"not":  {goimap.SearchCriteria{Not: []goimap.SearchCriteria{{Text: []string{"three"}}}}, []goimap.UID{1, 2}},
		"or": {goimap.SearchCriteria{Or: [][2]goimap.SearchCriteria{{{Text: []string{"three"}},
			{Text: []string{"one"}}}}}, []goimap.UID{1, 3}},
		"none of all": {goimap.SearchCriteria{Text: []string{"three", "one"}}, nil},
	} {
		got, err := c.UIDSearch(&tt.criteria, nil).Wait()
		must(t, err)
		if diff := cmp.Diff(tt.want, got.AllUIDs()); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func testFetch(t *testing.T, c *imapclient.Client) {
	header := &goimap.FetchItemBodySection{Specifier: goimap.PartSpecifierHeader, HeaderFields: []string{"Subject"},
		Peek: true}
	text := &goimap.FetchItemBodySection{Specifier: goimap.PartSpecifierText, Peek: true}
	part := &goimap.FetchItemBodySection{Partial: &goimap.SectionPartial{Offset: 6, Size: 11}, Peek: true}
	got, err := c.Fetch(goimap.UIDSetNum(2), &goimap.FetchOptions{
		Envelope: true, Flags: true, RFC822Size: true, InternalDate: true,
		BodyStructure: &goimap.FetchItemBodyStructure{},
		BodySection:   []*goimap.FetchItemBodySection{header, text, part},
	}).Collect()
	must(t, err)
	if len(got) != 1 {
		t.Fatalf("got %d mails", len(got))
	}
	m := got[0]
	if m.Envelope.Subject != "Two" || m.BodyStructure.MediaType() != "text/plain" ||
		!m.InternalDate.Equal(monday.AddDate(0, 0, 1)) ||
		m.RFC822Size != int64(len(strings.Split(threeMails, "\x00")[1])) {
		t.Errorf("got %+v, envelope %+v", m, m.Envelope)
	}
	for section, want := range map[*goimap.FetchItemBodySection]string{
		header: "Subject: Two\r\n\r\n", text: "second, longer body\r\n", part: "a@b.example",
	} {
		if b := string(m.FindBodySection(section)); b != want {
			t.Errorf("section %+v is %q", section, b)
		}
	}
	// BODY[] without PEEK marks the mail.
	got, err = c.Fetch(goimap.SeqSetNum(1),
		&goimap.FetchOptions{BodySection: []*goimap.FetchItemBodySection{{}}}).Collect()
	must(t, err)
	if len(got) != 1 || string(got[0].BodySection[0].Bytes) != strings.Split(threeMails, "\x00")[0] {
		t.Errorf("got %+v", got)
	}
	seen, err := c.UIDSearch(&goimap.SearchCriteria{Flag: []goimap.Flag{goimap.FlagSeen}}, nil).Wait()
	must(t, err)
	if diff := cmp.Diff([]goimap.UID{1}, seen.AllUIDs()); diff != "" {
		t.Error(diff)
	}
}

func testChanges(t *testing.T, c *imapclient.Client) {
	copied, err := c.Copy(goimap.UIDSetNum(1, 3), "Junk").Wait()
	must(t, err)
	if diff := cmp.Diff("1:2", copied.DestUIDs.String()); diff != "" {
		t.Error(diff)
	}
	change := func(op goimap.StoreFlagsOp, flag goimap.Flag) []goimap.Flag {
		t.Helper()
		got, err := c.Store(goimap.UIDSetNum(2), &goimap.StoreFlags{Op: op, Flags: []goimap.Flag{flag}}, nil).Collect()
		must(t, err)
		if len(got) != 1 {
			t.Fatalf("%d answers to STORE", len(got))
		}
		return slices.DeleteFunc(got[0].Flags, func(f goimap.Flag) bool { return strings.EqualFold(string(f), `\Recent`) })
	}
	change(goimap.StoreFlagsSet, goimap.FlagAnswered)
	change(goimap.StoreFlagsAdd, goimap.FlagDeleted)
	if diff := cmp.Diff([]goimap.Flag{goimap.FlagDeleted}, change(goimap.StoreFlagsDel, goimap.FlagAnswered)); diff != "" {
		t.Error(diff)
	}
	gone, err := c.Expunge().Collect()
	must(t, err)
	if diff := cmp.Diff([]uint32{2}, gone); diff != "" {
		t.Error(diff)
	}
	left, err := c.Select("Work", &goimap.SelectOptions{ReadOnly: true}).Wait()
	must(t, err)
	if left.NumMessages != 2 {
		t.Errorf("%d mails are left", left.NumMessages)
	}
	must(t, c.Unselect().Wait())
	must(t, c.Delete("Work").Wait())
}

// A message that the session was not told of does not exist for it.
func TestNotTold(t *testing.T) {
	s := newServer(t)
	conn, err := s.DialIMAP(t.Context(), "", "")
	must(t, err)
	c := imapclient.New(conn, nil)
	defer c.Close()
	must(t, c.Login(intake, "pw").Wait())
	_, err = c.Select(mailtest.Inbox, nil).Wait()
	must(t, err)
	must(t, s.Store(intake, mailtest.Inbox, []byte("Subject: x\r\n\r\n"), monday))
	for want := range 2 { // the first command ends with the news
		got, err := c.Fetch(goimap.UIDSet{{Start: 1, Stop: 0}}, &goimap.FetchOptions{UID: true}).Collect()
		must(t, err)
		if len(got) != want {
			t.Errorf("%d mails, want %d", len(got), want)
		}
	}
}

// A slow reader of a folder must not hold up its deliveries.
func TestSlowReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t)
		must(t, s.Store(intake, mailtest.Inbox, make([]byte, 1<<20), monday))
		conn, err := s.DialIMAP(t.Context(), "", "")
		must(t, err)
		c := imapclient.New(conn, nil)
		defer c.Close()
		must(t, c.Login(intake, "pw").Wait())
		_, err = c.Select(mailtest.Inbox, nil).Wait()
		must(t, err)
		fetch := c.Fetch(goimap.UIDSetNum(1), &goimap.FetchOptions{BodySection: []*goimap.FetchItemBodySection{{Peek: true}}})
		defer fetch.Close()
		synctest.Wait() // the server is stuck in the middle of the literal
		must(t, submit(t, s, rep, rep, intake, "From: rep@acme.example\r\n\r\n"))
		if s.Accepted() != 2 {
			t.Error("not delivered")
		}
	})
}

func TestClosed(t *testing.T) {
	s := newServer(t)
	must(t, s.Close())
	if _, err := s.DialIMAP(t.Context(), "", ""); !errors.Is(err, net.ErrClosed) {
		t.Errorf("imap: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.DialSMTP(ctx, "", ""); err == nil {
		t.Error("smtp: connected")
	}
	for _, err := range []error{s.Store("who@acme.example", mailtest.Inbox, nil, monday), s.RenewUIDs(intake, "None")} {
		if err == nil {
			t.Error("no error for what is not there")
		}
	}
}

func TestLoginFault(t *testing.T) {
	s := newServer(t)
	s.FailNext(mailtest.StageLogin, 0, 1)
	in := imap.Open(imap.Config{Addr: "mx.acme.example:143", TLS: "none", Username: intake, Password: "pw",
		Dial: s.DialIMAP})
	defer in.Close()
	_, err := in.Start(t.Context())
	if refused, ok := errors.AsType[*imap.Error](err); !ok || !refused.Auth {
		t.Errorf("got %v", err)
	}
	_, err = in.Start(t.Context())
	must(t, err)
}
