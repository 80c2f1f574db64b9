package imap_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/google/go-cmp/cmp"

	"handoffd/mail/imap"
)

// server is a mail host under test: every test of the suite gets a user of its own.
type server interface {
	config(user string) imap.Config
}

var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// suite is what holds on every server.
func suite(t *testing.T, s server) {
	for name, test := range map[string]func(*testing.T, *box){
		"Poll":              testPoll,
		"Batches":           testBatches,
		"BigMails":          testBigMails,
		"TooBig":            testTooBig,
		"Expunged":          testExpunged,
		"ExpungedWhileRead": testExpungedWhileRead,
		"Renumbered":        testRenumbered,
		"Since":             testSince,
		"Seen":              testSeen,
		"Move":              testMove,
		"Wait":              testWait,
		"PollWhileWaiting":  testPollWhileWaiting,
		"LoginRefused":      testLoginRefused,
		"NoFolder":          testNoFolder,
	} {
		t.Run(name, func(t *testing.T) {
			user := strings.ToLower(name) + "@acme.example"
			test(t, newBox(t, s.config(user)))
		})
	}
}

func testPoll(t *testing.T, b *box) {
	b.put(t, monday, message("before", 10))
	start := b.start(t)
	if got := b.poll(t, start); len(got.Mails) != 0 || got.Cursor != start || got.More || got.Reset {
		t.Errorf("nothing new: got %+v", got)
	}
	two := [][]byte{message("first", 100), []byte("Subject: bare\r\n\r\n")}
	b.put(t, monday.Add(time.Hour), two...)
	got := b.poll(t, start)
	want := imap.Batch{
		Mails: []imap.Mail{
			{UID: 2, Arrived: monday.Add(time.Hour), Size: int64(len(two[0])), Raw: two[0]},
			{UID: 3, Arrived: monday.Add(time.Hour + time.Minute), Size: int64(len(two[1])), Raw: two[1]},
		},
		Cursor: imap.Cursor{UIDValidity: start.UIDValidity, UID: 3},
	}
	sameTime := cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })
	if diff := cmp.Diff(want, got, sameTime); diff != "" {
		t.Error(diff)
	}
	if again := b.poll(t, start); len(again.Mails) != 2 {
		t.Errorf("the same cursor again gave %d mails, not 2", len(again.Mails))
	}
	if rest := b.poll(t, got.Cursor); len(rest.Mails) != 0 {
		t.Errorf("after the last cursor came %d mails", len(rest.Mails))
	}
}

func testBatches(t *testing.T, b *box) {
	start := b.start(t)
	all := messages(230, 50)
	b.put(t, monday, all[:210]...)
	first := b.poll(t, start)
	b.put(t, monday, all[210:]...) // what arrives while a backlog is read comes after it
	second := b.poll(t, first.Cursor)
	third := b.poll(t, second.Cursor)
	if !first.More || !second.More || len(first.Mails) != 100 || len(second.Mails) != 100 {
		t.Errorf("got batches of %d (more %v) and %d (more %v)", len(first.Mails), first.More, len(second.Mails), second.More)
	}
	if first.Left != 110 || second.Left != 30 || third.Left != 30-len(third.Mails) {
		t.Errorf("%d, %d and %d mails are said to be left", first.Left, second.Left, third.Left)
	}
	got := append(first.Mails, second.Mails...)
	for last := third; ; last = b.poll(t, last.Cursor) {
		got = append(got, last.Mails...)
		if !last.More {
			break
		}
	}
	if len(got) != len(all) {
		t.Fatalf("got %d mails, want %d", len(got), len(all))
	}
	for i, m := range got {
		if !bytes.Equal(m.Raw, all[i]) {
			t.Fatalf("mail %d is %.80q", i, m.Raw)
		}
	}
}

func testBigMails(t *testing.T, b *box) {
	start := b.start(t)
	b.put(t, monday, message("a", 5<<20), message("b", 4<<20), message("c", 9<<20), message("d", 10))
	var sizes []int
	for after, more := start, true; more; {
		batch := b.poll(t, after)
		sizes = append(sizes, len(batch.Mails))
		after, more = batch.Cursor, batch.More
	}
	if diff := cmp.Diff([]int{1, 1, 1, 1}, sizes); diff != "" {
		t.Errorf("mails per batch:\n%s", diff)
	}
}

func testTooBig(t *testing.T, b *box) {
	b.config.MaxMailSize = 1000
	b.source = imap.Open(b.config)
	start := b.start(t)
	small, big := message("small", 10), message("big", 2000)
	b.put(t, monday, small, big, small)
	got := b.poll(t, start)
	if len(got.Mails) != 3 || got.Mails[1].Raw != nil || got.Mails[1].Size != int64(len(big)) {
		t.Fatalf("got %+v", got)
	}
	if !bytes.Equal(got.Mails[0].Raw, small) || !bytes.Equal(got.Mails[2].Raw, small) {
		t.Error("its neighbours lost their bodies")
	}
}

func testExpunged(t *testing.T, b *box) {
	start := b.start(t)
	b.put(t, monday, messages(5, 10)...)
	b.expunge(t, 2, 4, 5)
	got := b.poll(t, start)
	if diff := cmp.Diff([]uint32{1, 3}, uids(got)); diff != "" {
		t.Error(diff)
	}
	b.put(t, monday, message("six", 10))
	if diff := cmp.Diff([]uint32{6}, uids(b.poll(t, got.Cursor))); diff != "" {
		t.Error(diff)
	}
}

func testExpungedWhileRead(t *testing.T, b *box) {
	start := b.start(t)
	b.put(t, monday, messages(120, 10)...)
	first := b.poll(t, start) // knows all 120
	b.expunge(t, 101, 110, 120)
	got := b.poll(t, first.Cursor)
	if len(got.Mails) != 17 || got.Mails[0].UID != 102 || got.More {
		t.Errorf("got %d mails from %d on, more %v", len(got.Mails), got.Mails[0].UID, got.More)
	}
	if got.Cursor.UID != 120 {
		t.Errorf("cursor is %d, not 120", got.Cursor.UID)
	}
}

func testRenumbered(t *testing.T, b *box) {
	b.put(t, monday, messages(3, 10)...)
	old := b.start(t)
	must(t, b.other.Unselect().Wait())
	must(t, b.other.Delete(folder).Wait())
	must(t, b.other.Create(folder, nil).Wait())
	long, recent := monday.AddDate(0, 0, -9), monday.AddDate(0, 0, -2)
	b.put(t, long, message("long ago", 10))
	b.put(t, recent, messages(101, 10)...)
	b.put(t, long, message("long ago, moved here lately", 10))
	b.put(t, recent, message("last", 10))

	b.source.Close()
	b.source = imap.Open(b.config)
	t.Cleanup(func() { b.source.Close() })
	first := b.poll(t, old)
	if !first.Reset || !first.More || len(first.Mails) != 100 || first.Mails[0].UID != 2 {
		t.Fatalf("got %d mails, reset %v, more %v, cursor %v", len(first.Mails), first.Reset, first.More, first.Cursor)
	}
	second := b.poll(t, first.Cursor)
	if diff := cmp.Diff([]uint32{102, 104}, uids(second)); diff != "" || second.Reset || second.More {
		t.Errorf("second batch: reset %v, more %v\n%s", second.Reset, second.More, diff)
	}
}

func testSince(t *testing.T, b *box) {
	b.put(t, monday.AddDate(0, 0, -20), messages(2, 10)...)
	b.put(t, monday, messages(2, 10)...)
	for day, want := range map[int]uint32{-30: 0, -5: 2, 30: 4} {
		c, err := b.source.Since(t.Context(), monday.AddDate(0, 0, day))
		must(t, err)
		if c.UID != want {
			t.Errorf("since %d days: cursor %d, want %d", day, c.UID, want)
		}
	}
	for hour, want := range map[int]uint32{-1: 2, 0: 2, 1: 4} { // of the same day: to the second
		c, err := b.source.Since(t.Context(), monday.Add(time.Duration(hour)*time.Hour))
		must(t, err)
		if c.UID != want {
			t.Errorf("since %d hours: cursor %d, want %d", hour, c.UID, want)
		}
	}
}

func testSeen(t *testing.T, b *box) {
	start := b.start(t)
	b.put(t, monday, messages(3, 10)...)
	b.poll(t, start)
	unseen := func() []goimap.UID {
		t.Helper()
		must(t, b.other.Noop().Wait())
		found, err := b.other.UIDSearch(&goimap.SearchCriteria{NotFlag: []goimap.Flag{goimap.FlagSeen}}, nil).Wait()
		must(t, err)
		return found.AllUIDs()
	}
	if diff := cmp.Diff([]goimap.UID{1, 2, 3}, unseen()); diff != "" {
		t.Errorf("reading has marked mails:\n%s", diff)
	}
	must(t, b.source.Seen(t.Context(), []uint32{1, 3, 77}))
	must(t, b.source.Seen(t.Context(), nil))
	if diff := cmp.Diff([]goimap.UID{2}, unseen()); diff != "" {
		t.Error(diff)
	}
}

func testWait(t *testing.T, b *box) {
	must(t, b.source.Wait(t.Context())) // had to connect
	after := b.start(t)
	b.put(t, monday, message("before the wait", 10))
	must(t, b.source.Wait(t.Context()))
	after = b.poll(t, after).Cursor
	for i := range 3 {
		heard := make(chan error)
		go func() { heard <- b.source.Wait(t.Context()) }()
		b.put(t, monday, message("during the wait", 10))
		must(t, <-heard)
		got := b.poll(t, after)
		if len(got.Mails) != 1 {
			t.Fatalf("round %d: %d mails after the notice", i, len(got.Mails))
		}
		after = got.Cursor
	}
}

func testPollWhileWaiting(t *testing.T, b *box) {
	after := b.start(t)
	ctx, cancel := context.WithCancel(t.Context())
	heard := make(chan error)
	go func() {
		for {
			if err := b.source.Wait(ctx); err != nil {
				heard <- err
				return
			}
		}
	}()
	for range 20 {
		b.put(t, monday, message("m", 10))
		got := b.poll(t, after)
		if len(got.Mails) != 1 {
			t.Fatalf("got %d mails, want 1", len(got.Mails))
		}
		must(t, b.source.Seen(t.Context(), uids(got)))
		after = got.Cursor
	}
	cancel()
	if err := <-heard; !errors.Is(err, context.Canceled) {
		t.Errorf("wait ended with %v", err)
	}
	b.poll(t, after)
}

func testLoginRefused(t *testing.T, b *box) {
	b.config.Password = "wrong"
	source := imap.Open(b.config)
	defer source.Close()
	_, err := source.Start(t.Context())
	got, ok := errors.AsType[*imap.Error](err)
	if !ok || !got.Auth || got.Op != "login" {
		t.Errorf("got %v", err)
	}
}

func testNoFolder(t *testing.T, b *box) {
	b.config.Folder = "Nowhere"
	source := imap.Open(b.config)
	defer source.Close()
	_, err := source.Start(t.Context())
	if got, ok := errors.AsType[*imap.Error](err); !ok || got.Auth || got.Op != "select" {
		t.Errorf("got %v", err)
	}
}

func uids(b imap.Batch) []uint32 {
	var all []uint32
	for _, m := range b.Mails {
		all = append(all, m.UID)
	}
	return all
}

// testMove: only the named mails leave, whatever others have marked as deleted; the folder is made.
func testMove(t *testing.T, b *box) {
	b.put(t, monday, messages(5, 20)...)
	batch := b.poll(t, imap.Cursor{})
	others := &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Silent: true, Flags: []goimap.Flag{goimap.FlagDeleted}}
	must(t, b.other.Store(goimap.UIDSetNum(1), others, nil).Close())
	must(t, b.source.Move(t.Context(), []uint32{2, 4}, "handoffd-failed"))
	must(t, b.source.Move(t.Context(), []uint32{5, 2}, "handoffd-failed")) // the folder is there, and one of them is not
	must(t, b.source.Move(t.Context(), nil, "handoffd-failed"))
	var left []uint32
	for _, m := range b.poll(t, imap.Cursor{}).Mails {
		left = append(left, m.UID)
	}
	if diff := cmp.Diff([]uint32{1, 3}, left); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	if rest := b.poll(t, batch.Cursor); len(rest.Mails) != 0 {
		t.Errorf("%d mails come again", len(rest.Mails))
	}
	moved := b.config
	moved.Folder = "handoffd-failed"
	there := imap.Open(moved)
	defer there.Close()
	found, err := there.Poll(t.Context(), imap.Cursor{})
	must(t, err)
	if len(found.Mails) != 3 || !bytes.Equal(found.Mails[0].Raw, batch.Mails[1].Raw) ||
		!found.Mails[0].Arrived.Equal(batch.Mails[1].Arrived) {
		t.Errorf("moved %d mails, the first is %.60q", len(found.Mails), found.Mails[0].Raw)
	}
}
