package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handoffd/handoff"
)

func TestCursor(t *testing.T) {
	s := openStore(t)
	want := Cursor{Place: "4000000000:4294967295", ReadAt: epoch}
	doUpdate(t, s, func(tx *Tx) error {
		if _, ok, err := tx.Cursor("imap"); ok || err != nil {
			t.Errorf("a cursor out of nowhere: %v", err)
		}
		return errors.Join(tx.SetCursor("imap", Cursor{"1:2", epoch}), tx.SetCursor("imap", want),
			tx.SetCursor("junk", Cursor{"5:6", epoch}))
	})
	doView(t, s, func(tx *Tx) error {
		got, ok, err := tx.Cursor("imap")
		if diff := cmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("(-want +got):\n%s", diff)
		}
		return err
	})
}

var rawMail = []byte("From: pat@globex.example\r\n\r\n" + strings.Repeat("Tuesday suits me. ", 100))

// threeMails keeps a mail that was taken, one that is held and one that was ignored.
func threeMails(t *testing.T) (s *Store, taken, held, ignored InMail) {
	t.Helper()
	mail := func(uid uint32, verdict string) InMail {
		return InMail{Source: "imap", Ref: fmt.Sprint("7:", uid), MessageID: fmt.Sprintf("<%d@globex.example>", uid),
			Sender:  "pat@globex.example",
			Subject: "Re: Tuesday", Kind: "human_reply", Arrived: at(int(uid)), Verdict: verdict,
			Why: handoff.Because("stranger"), Auth: "dmarc=pass", Raw: rawMail}
	}
	s, taken, held, ignored = openStore(t), mail(1, handoff.MailTaken), mail(2, handoff.MailHeld),
		mail(3, handoff.MailIgnored)
	taken.Handoff = "HO-1"
	doUpdate(t, s, func(tx *Tx) error {
		if err := tx.Save(draft("HO-1")); err != nil {
			return err
		}
		for i, m := range []InMail{taken, held, ignored} {
			if n, err := tx.PutMail(m); err != nil || n != int64(i+1) {
				return fmt.Errorf("mail %d got number %d: %w", i, n, err)
			}
		}
		return nil
	})
	return s, taken, held, ignored
}

func mails(t *testing.T, s *Store, f MailFilter) (out []InMail) {
	t.Helper()
	doView(t, s, func(tx *Tx) (err error) { out, err = tx.Mails(f); return err })
	return out
}

func TestMails(t *testing.T) {
	s, taken, held, ignored := threeMails(t)
	same := cmp.Options{cmpopts.IgnoreFields(InMail{}, "Raw", "MessageID")}
	for _, tt := range []struct {
		f    MailFilter
		want []InMail
	}{
		{MailFilter{}, []InMail{ignored, held, taken}},
		{MailFilter{Limit: 2}, []InMail{ignored, held}},
		{MailFilter{Held: true}, []InMail{held}},
		{MailFilter{Handoff: "HO-1"}, []InMail{taken}},
		{MailFilter{Handoff: "HO-1", Held: true}, nil},
		{MailFilter{Handoff: "HO-1", Limit: 1}, []InMail{taken}},
	} {
		if diff := cmp.Diff(tt.want, mails(t, s, tt.f), same); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.f, diff)
		}
	}
}

func TestMailRaw(t *testing.T) {
	s, _, _, _ := threeMails(t)
	doView(t, s, func(tx *Tx) error {
		for _, tt := range []struct {
			message string
			id      handoff.ID
			there   bool
		}{
			{"1@globex.example", "HO-1", true}, {"<1@globex.example>", "HO-1", true}, {"1@globex.example", "", false},
			{"2@globex.example", "", true}, {"3@globex.example", "", false}, {"9@globex.example", "", false},
		} {
			got, err := tx.MailRaw(tt.message, tt.id)
			if tt.there && (err != nil || !bytes.Equal(got, rawMail)) || !tt.there && !errors.Is(err, ErrNotFound) {
				t.Errorf("%s of %q: %d bytes, %v", tt.message, tt.id, len(got), err)
			}
		}
		var size int
		err := tx.one("SELECT max(length(data)) FROM raws", nil, []any{&size})
		if size > len(rawMail)/4 {
			t.Errorf("%d bytes are kept as %d", len(rawMail), size)
		}
		return err
	})
}

// TestMailAgain replaces what was known of a mail, found by where it lies in the mailbox.
func TestMailAgain(t *testing.T) {
	s, _, held, _ := threeMails(t)
	held.Verdict, held.Handoff = handoff.MailTaken, "HO-1" // confirmed
	doUpdate(t, s, func(tx *Tx) error {
		if n, err := tx.PutMail(held); n != 2 || err != nil {
			t.Errorf("the mail got number %d: %v", n, err)
		}
		other := held
		other.Ref = "8" + other.Ref[1:]
		if n, err := tx.PutMail(other); n <= 3 || err != nil {
			t.Errorf("a mail of another UIDVALIDITY got number %d: %v", n, err)
		}
		for range 2 { // not from a mailbox: each is a mail of its own
			if _, err := tx.PutMail(InMail{Source: "cli", Verdict: handoff.MailTaken}); err != nil {
				return err
			}
		}
		return nil
	})
	if n := len(mails(t, s, MailFilter{})); n != 6 {
		t.Errorf("%d mails, want 6", n)
	}
	if n := len(mails(t, s, MailFilter{Held: true})); n != 0 {
		t.Errorf("%d are still held", n)
	}
	doView(t, s, func(tx *Tx) error { _, err := tx.MailRaw("2@globex.example", "HO-1"); return err })
}

// TestMailHostile keeps what a stranger wrote bounded and printable.
func TestMailHostile(t *testing.T) {
	s := scratch{openStore(t)}
	rapid.Check(t, func(t *rapid.T) {
		wild := rapid.Custom(func(t *rapid.T) string {
			return strings.Repeat(string(rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "bytes")),
				rapid.SampledFrom([]int{1, 1000}).Draw(t, "times"))
		})
		s.run(t, func(tx *Tx) {
			m := InMail{Source: "imap", Ref: "1:1", MessageID: wild.Draw(t, "id"), Sender: wild.Draw(t, "sender"),
				Subject: wild.Draw(t, "subject"),
				Kind:    "other", Verdict: handoff.MailHeld, Why: handoff.Because("failed", handoff.WordsArg(wild.Draw(t, "why"))),
				Auth: wild.Draw(t, "auth"), Raw: []byte(wild.Draw(t, "raw"))}
			if _, err := tx.PutMail(m); err != nil {
				t.Fatal(err)
			}
			got, err := tx.Mails(MailFilter{Held: true})
			if err != nil || len(got) != 1 {
				t.Fatalf("%d mails, %v", len(got), err)
			}
			for _, s := range []string{got[0].MessageID, got[0].Sender, got[0].Subject, got[0].Why.String(), got[0].Auth} {
				if len(s) > 4*longest || !utf8.ValidString(s) || strings.Contains(s, "\x00") {
					t.Fatalf("kept %.100q", s)
				}
			}
			raw, err := tx.MailRaw(m.MessageID, "")
			if len(m.Raw) == 0 && errors.Is(err, ErrNotFound) {
				return
			}
			if err != nil || !bytes.Equal(raw, m.Raw) {
				t.Fatalf("raw: %v", err)
			}
		})
	})
}

func TestFirstTime(t *testing.T) {
	s := openStore(t)
	seen := map[string]bool{}
	doUpdate(t, s, func(tx *Tx) error {
		for range 2 {
			for _, k := range [][4]string{{"HO-1", "reply", "a@x", "<1>"}, {"HO-2", "reply", "a@x", "<1>"},
				{"HO-1", "accept", "a@x", "<1>"},
				{"HO-1", "reply", "b@x", "<1>"}, {"HO-1", "reply", "a@x", "<2>"}, {"HO-1", "repl", "ya@x", "<1>"},
				{"", "", "", ""}} {
				first, err := tx.FirstTime(draft(k[0]).ID, k[1], k[2], k[3], true)
				if err != nil {
					return err
				}
				if key := fmt.Sprint(k); first == seen[key] {
					t.Errorf("%v: first time %v", k, first)
				} else {
					seen[key] = true
				}
			}
		}
		return nil
	})
	err := s.View(context.Background(), func(tx *Tx) error {
		_,
			err := tx.FirstTime("HO-1", "k", "s", "m", true)
		return err
	})
	if !errors.Is(err, ErrReadOnly) {
		t.Errorf("in a view: %v", err)
	}
}

// TestAMailOfSeveralNamesIsNewIfAllAre, and is known under all of them from then on.
func TestAMailOfSeveralNamesIsNewIfAllAre(t *testing.T) {
	s := openStore(t)
	doUpdate(t, s, func(tx *Tx) error {
		for _, test := range []struct {
			names  []string
			proved bool
			want   bool
		}{{nil, true, true}, {[]string{"a", "b"}, false, true}, {[]string{"b", "c"}, false, false},
			{[]string{"c"}, false, false}, {[]string{"d", "d"}, false, true}, {[]string{"d"}, false, false},
			{[]string{"a", "b"}, true, true}, {[]string{"c", "b"}, true, false}, {[]string{"a", "b"}, false, false}} {
			first, err := tx.FirstTimes("HO-1", "reply", "a@x", test.names, test.proved)
			if err != nil || first != test.want {
				t.Errorf("%q, proved %v: new %v (%v)", test.names, test.proved, first, err)
			}
		}
		return nil
	})
}

func TestPack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := []byte(strings.Repeat(rapid.String().Draw(t, "text"), rapid.IntRange(0, 200).Draw(t, "times")))
		got, err := unpack(Pack(raw), len(raw))
		if err != nil || !bytes.Equal(got, raw) {
			t.Fatalf("%d bytes come back as %d: %v", len(raw), len(got), err)
		}
	})
	if _, err := unpack([]byte("no deflate"), 10); err == nil {
		t.Error("nonsense was unpacked")
	}
	if _, err := unpack(Pack([]byte("short")), 10); err == nil {
		t.Error("a mail that is too short was unpacked")
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(Pack([]byte("hello")), 5)
	f.Add([]byte{}, 0)
	f.Add([]byte{0xff, 0x00}, 100)
	f.Fuzz(func(t *testing.T, data []byte, size int) {
		if size < 0 || size > 1<<16 {
			return
		}
		if out, err := unpack(data, size); err == nil && len(out) != size {
			t.Errorf("%d bytes, want %d", len(out), size)
		}
	})
}

func TestClip(t *testing.T) {
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"short", 10, "short"}, {"longer", 4, "long"}, {"käse", 2, "k"}, {"käse", 3, "kä"}, {"a\x00b", 9, "ab"},
		{"a\xffb", 9, "a?b"}, {"", 0, ""}, {"äöü", 0, ""},
	} {
		if got := clip(tt.in, tt.n); got != tt.want {
			t.Errorf("clip(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}
