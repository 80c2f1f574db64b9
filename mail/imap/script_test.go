package imap_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/mail/imap"
)

// script is a server that answers commands by rules, to say what real servers
// rarely do. An answer is sent as it is, with the command's tag for <tag>.
type script struct {
	rules []rule // the first that matches answers
	mu    sync.Mutex
	seen  []string // commands without tags
}

type rule struct {
	command string // regular expression
	answer  func(match []string) string
}

func says(command, answer string) rule {
	return rule{command, func([]string) string { return answer }}
}

// basics answers what every session begins with.
var basics = []rule{
	says(`^LOGIN`, "<tag> OK [CAPABILITY IMAP4rev1 IDLE] in\r\n"),
	says(`^CAPABILITY`, "* CAPABILITY IMAP4rev1 IDLE\r\n<tag> OK\r\n"),
	says(`^SELECT`, "* 3 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 4]\r\n* OK [PERMANENTFLAGS (\\Seen "+
		"\\*)]\r\n<tag> OK [READ-WRITE] chosen\r\n"),
	says(`^NOOP`, "<tag> OK\r\n"),
	says(`^UID FETCH \S+ \(UID\)`, "* 1 FETCH (UID 1)\r\n* 2 FETCH (UID 2)\r\n* 3 FETCH (UID 3)\r\n<tag> OK\r\n"),
	says(`^UID FETCH (4:\*|\S+ .*SIZE)`, size(1, 5)+size(2, 5)+size(3, 5)+"<tag> OK\r\n"),
	says(`^UID FETCH \S+ .*BODY`, body(1)+body(2)+body(3)+"<tag> OK\r\n"),
}

func size(uid, n int) string {
	return fmt.Sprintf("* %d FETCH (UID %d RFC822.SIZE %d INTERNALDATE \" 2-Mar-2026 09:00:00 +0000\")\r\n", uid, uid, n)
}

func body(uid int) string {
	text := fmt.Sprint("mail", uid)
	return fmt.Sprintf("* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n", uid, uid, len(text), text)
}

func (s *script) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	go s.serve(server)
	return client, nil
}

func (s *script) serve(conn net.Conn) {
	defer conn.Close()
	if _, err := conn.Write([]byte("* OK [CAPABILITY IMAP4rev1 IDLE] hello\r\n")); err != nil {
		return
	}
	for in := bufio.NewScanner(conn); in.Scan(); {
		tag, command, _ := strings.Cut(in.Text(), " ")
		s.mu.Lock()
		s.seen = append(s.seen, command)
		s.mu.Unlock()
		answer := strings.ReplaceAll(s.answer(command), "<tag>", tag)
		if _, err := conn.Write([]byte(answer)); err != nil {
			return
		}
	}
}

func (s *script) answer(command string) string {
	for _, r := range append(s.rules, basics...) {
		if match := regexp.MustCompile(r.command).FindStringSubmatch(command); match != nil {
			return r.answer(match)
		}
	}
	return "<tag> BAD what?\r\n"
}

func (s *script) count(prefix string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.seen {
		if strings.HasPrefix(c, prefix) {
			n++
		}
	}
	return n
}

// scripted returns a source of such a server.
func scripted(t testing.TB, rules ...rule) (*imap.Source, *script) {
	s := &script{rules: rules}
	source := imap.Open(imap.Config{Addr: "mx.acme.example:143", TLS: "none", Username: user, Password: "pw",
		Dial: s.dial, Timeout: 10 * time.Second})
	t.Cleanup(func() { source.Close() })
	return source, s
}

var zero = imap.Cursor{UIDValidity: 7}

func bodies(b imap.Batch) []string {
	var all []string
	for _, m := range b.Mails {
		all = append(all, string(m.Raw))
	}
	return all
}

func TestOddAnswers(t *testing.T) {
	flags := "* 2 FETCH (FLAGS (\\Seen) UID 2)\r\n"
	for name, tt := range map[string]struct {
		rules []rule
		after uint32
		want  []string
	}{
		"plain":             {nil, 0, []string{"mail1", "mail2", "mail3"}},
		"last mail for n:*": {nil, 3, nil},
		"out of order": {[]rule{says(`SIZE`, size(3, 5)+size(1, 5)+size(2, 5)+"<tag> OK\r\n")}, 0,
			[]string{"mail1", "mail2", "mail3"}},
		"quoted body": {[]rule{says(`BODY`,
			"* 1 FETCH (UID 1 BODY[] \"mail1\")\r\n"+body(2)+body(3)+"<tag> OK\r\n")}, 0, []string{"mail1", "mail2", "mail3"}},
		"flags between": {[]rule{says(`BODY`,
			body(1)+"* 9 FETCH (FLAGS (\\Seen))\r\n* 4 EXISTS\r\n"+body(2)+body(3)+"<tag> OK\r\n")}, 0,
			[]string{"mail1", "mail2", "mail3"}},
		"answers nobody asks": {[]rule{says(`SIZE`, size(1, 5)+size(2, 5)+size(3, 5)+size(99, 5)+body(98)+"<tag> OK\r\n")},
			2, []string{"mail3"}},
		"no UIDNEXT": {[]rule{
			says(`SELECT`, "* 3 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n<tag> OK\r\n"),
			says(`^FETCH 3 \(UID\)`, "* 3 FETCH (UID 3)\r\n<tag> OK\r\n"),
		}, 1, []string{"mail2", "mail3"}},
		"flags in place of a size": {[]rule{says(`1:3 .*SIZE`, size(1, 5)+flags+size(3, 5)+"<tag> OK\r\n"),
			says(`2 .*SIZE`, size(2, 5)+"<tag> OK\r\n")}, 0, []string{"mail1", "mail2", "mail3"}},
	} {
		t.Run(name, func(t *testing.T) {
			source, _ := scripted(t, tt.rules...)
			b, err := source.Poll(t.Context(), imap.Cursor{UIDValidity: 7, UID: tt.after})
			must(t, err)
			if diff := cmp.Diff(tt.want, bodies(b)); diff != "" {
				t.Error(diff)
			}
			if b.Cursor.UID != 3 {
				t.Errorf("cursor is %d", b.Cursor.UID)
			}
		})
	}
}

// folderOf answers size and body requests for a large numbering.
func folderOf(next uint32, mails ...uint32) []rule {
	answer := func(match []string, item string) string {
		var b strings.Builder
		for i, uid := range mails {
			if in(match[1], int(uid)) {
				fmt.Fprintf(&b, "* %d FETCH (UID %d %s)\r\n", i+1, uid, item)
			}
		}
		return b.String() + "<tag> OK\r\n"
	}
	return []rule{
		says(`SELECT`, fmt.Sprintf("* %d EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT %d]\r\n<tag> OK\r\n", len(mails),
			next)),
		{`UID FETCH (\S+) .*SIZE`, func(m []string) string { return answer(m, "RFC822.SIZE 5") }},
		{`UID FETCH (\S+) .*BODY`, func(m []string) string { return answer(m, "BODY[] \"mail\"") }},
	}
}

// in reports whether a UID is in a set such as 1:3,7 or 5:*.
func in(set string, uid int) bool {
	for part := range strings.SplitSeq(set, ",") {
		low, high, isRange := strings.Cut(part, ":")
		from, _ := strconv.Atoi(low)
		to, _ := strconv.Atoi(high)
		if !isRange {
			to = from
		} else if high == "*" {
			to = 1 << 32
		}
		if from <= uid && uid <= to {
			return true
		}
	}
	return false
}

func TestSparseNumbers(t *testing.T) {
	source, s := scripted(t, folderOf(4_000_000_000, 77, 2_000_000_000, 3_999_999_999)...)
	var got []uint32
	for after, more := zero, true; more; {
		b, err := source.Poll(t.Context(), after)
		must(t, err)
		got = append(got, uids(b)...)
		after, more = b.Cursor, b.More
	}
	if diff := cmp.Diff([]uint32{77, 2_000_000_000, 3_999_999_999}, got); diff != "" {
		t.Error(diff)
	}
	if n := s.count("UID FETCH"); n > 80 {
		t.Errorf("it took %d requests", n)
	}
}

func TestManyMails(t *testing.T) {
	mails := make([]uint32, 11_000)
	for i := range mails {
		mails[i] = uint32(i + 1)
	}
	// UIDNEXT is old: everything comes at once, more than is kept.
	source, s := scripted(t, folderOf(1, mails...)...)
	next := uint32(1)
	for after, more := zero, true; more; {
		b, err := source.Poll(t.Context(), after)
		must(t, err)
		for _, m := range b.Mails {
			if m.UID != next {
				t.Fatalf("mail %d comes instead of %d", m.UID, next)
			}
			next++
		}
		after, more = b.Cursor, b.More
	}
	if next != 11_001 {
		t.Errorf("reading ended before mail %d", next)
	}
	if n := s.count("UID FETCH"); n > 130 {
		t.Errorf("it took %d requests", n)
	}
}

func TestResetWithoutSearch(t *testing.T) {
	source, _ := scripted(t, says(`SEARCH`, "<tag> NO no searching\r\n"))
	b, err := source.Poll(t.Context(), imap.Cursor{UIDValidity: 6, UID: 900})
	must(t, err)
	if !b.Reset || b.Cursor.UIDValidity != 7 || b.Cursor.UID != 3 {
		t.Errorf("got %+v", b)
	}
}

func TestSeenInParts(t *testing.T) {
	source, s := scripted(t, says(`STORE`, "<tag> OK\r\n"))
	odd := make([]uint32, 1200)
	for i := range odd {
		odd[i] = uint32(2*i + 1_000_000_001)
	}
	must(t, source.Seen(t.Context(), odd))
	for _, command := range s.seen {
		if len(command) > 8<<10 {
			t.Errorf("a command of %d octets", len(command))
		}
	}
	if n := s.count("UID STORE"); n != 3 {
		t.Errorf("%d commands", n)
	}
}

// FuzzAnswers lets the server answer the size and body requests with anything.
func FuzzAnswers(f *testing.F) {
	sizes := size(1, 5) + size(2, 5) + "<tag> OK\r\n"
	bodies := body(1) + body(2) + "<tag> OK\r\n"
	f.Add(sizes, bodies)
	f.Add("* 1 FETCH (UID 1 RFC822.SIZE 5)\r\n* 2 FETCH (FLAGS (\\Seen) UID 2)\r\n<tag> OK\r\n", bodies)
	f.Add(sizes, "* 1 FETCH (UID 1 BODY[] NIL)\r\n* 2 EXPUNGE\r\n* BYE gone\r\n<tag> NO [EXPUNGEISSUED] gone\r\n")
	f.Add(sizes, "* 1 FETCH (UID 1 BODY[] {4294967295}\r\n")
	f.Add("* 1 FETCH (BODYSTRUCTURE (((((\"a\" \"b\"))))) UID 1)\r\n<tag> OK\r\n", "+ go on\r\n<tag> BAD x\r\n")
	f.Add("* ESEARCH (TAG \"<tag>\") ALL 1:*\r\n* 0 FETCH ()\r\n<tag> OK\r\n", "")
	f.Fuzz(func(t *testing.T, sizes, bodies string) {
		synctest.Test(t, func(t *testing.T) {
			source, _ := scripted(t, says(`SIZE`, sizes), says(`BODY`, bodies))
			b, err := source.Poll(t.Context(), zero)
			if err != nil && len(b.Mails) > 0 {
				t.Errorf("%d mails beside the error %v", len(b.Mails), err)
			}
			last := zero.UID
			for _, m := range b.Mails {
				if m.UID <= last {
					t.Errorf("mail %d after %d", m.UID, last)
				}
				last = m.UID
			}
			if b.Cursor.UID < last || len(b.Mails) > 100 {
				t.Errorf("%d mails, cursor %d before mail %d", len(b.Mails), b.Cursor.UID, last)
			}
		})
	})
}
