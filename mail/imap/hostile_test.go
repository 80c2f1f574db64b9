package imap_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/mail/imap"
)

func TestHostileServer(t *testing.T) {
	endless := "* OK " + strings.Repeat("x", 40<<20)
	for name, tt := range map[string]struct {
		rules []rule
		want  error
	}{
		"endless line":       {[]rule{says(`NOOP`, endless)}, imap.ErrTooMuch},
		"endless literal":    {[]rule{says(`BODY`, "* 1 FETCH (UID 1 BODY[] {99999999999}\r\n"+endless)}, imap.ErrTooMuch},
		"cut literal":        {[]rule{says(`BODY`, "* 1 FETCH (UID 1 BODY[] {5}\r\nma)\r\n<tag> OK\r\n")}, nil},
		"negative literal":   {[]rule{says(`BODY`, "* 1 FETCH (UID 1 BODY[] {-5}\r\nmail1)\r\n<tag> OK\r\n")}, nil},
		"uid too large":      {[]rule{says(`SIZE`, "* 1 FETCH (UID 4294967296 RFC822.SIZE 5)\r\n<tag> OK\r\n")}, nil},
		"no sizes":           {[]rule{says(`SIZE`, "* 1 FETCH (UID 1 FLAGS ())\r\n<tag> OK\r\n")}, nil},
		"no UIDVALIDITY":     {[]rule{says(`SELECT`, "* 0 EXISTS\r\n<tag> OK\r\n")}, nil},
		"nonsense":           {[]rule{says(`NOOP`, "\x00\xff((((((\r\n")}, nil},
		"bodies never come":  {[]rule{says(`BODY`, "<tag> OK\r\n")}, nil},
		"bye":                {[]rule{says(`NOOP`, "* BYE\r\n")}, nil},
		"refuses everything": {[]rule{says(``, "<tag> NO\r\n")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				source, _ := scripted(t, tt.rules...)
				b, err := source.Poll(t.Context(), zero)
				if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
					t.Errorf("got %d mails and %v", len(b.Mails), err)
				}
			})
		})
	}
}

func TestHugeSearchRange(t *testing.T) {
	source, _ := scripted(t, says(`SEARCH`, "* ESEARCH (TAG \"<tag>\") UID ALL 1:4294967295\r\n<tag> OK\r\n"))
	c, err := source.Since(t.Context(), monday)
	if err != nil || c.UID != 0 {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestLoginAnswers(t *testing.T) {
	for answer, auth := range map[string]bool{
		"<tag> NO [AUTHENTICATIONFAILED] no\r\n": true,
		"<tag> NO no\r\n":                        true,
		"<tag> NO [UNAVAILABLE] later\r\n":       false,
		"<tag> BAD what\r\n":                     false,
		"* BYE\r\n":                              false,
	} {
		synctest.Test(t, func(t *testing.T) {
			source, _ := scripted(t, says(`LOGIN`, answer))
			_, err := source.Start(t.Context())
			if got, ok := errors.AsType[*imap.Error](err); !ok || got.Auth != auth {
				t.Errorf("%q: %v", answer, err)
			}
		})
	}
}

func TestSeenRefused(t *testing.T) {
	chosen := func(flags string) rule {
		return says(`SELECT`, "* 3 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 4]\r\n"+flags+"<tag> OK\r\n")
	}
	ignored := says(`STORE`, "<tag> OK ignored\r\n")
	for name, tt := range map[string]struct {
		rules    []rule
		readOnly bool
	}{
		"no permanent flags":    {[]rule{chosen("* OK [PERMANENTFLAGS ()]\r\n"), ignored}, true},
		"other permanent flags": {[]rule{chosen("* OK [PERMANENTFLAGS (\\Answered)]\r\n")}, true},
		"refused":               {[]rule{says(`STORE`, "<tag> NO [READ-ONLY] no\r\n")}, true},
		"no permission":         {[]rule{says(`STORE`, "<tag> NO [NOPERM] no\r\n")}, true},
		"flags untold, and changed": {[]rule{chosen(""), says(`STORE`, "* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n<tag> OK\r\n")},
			false},
		"silent": {[]rule{says(`STORE .*SILENT`, "<tag> OK\r\n")}, false},
	} {
		t.Run(name, func(t *testing.T) {
			source, _ := scripted(t, tt.rules...)
			_, err := source.Poll(t.Context(), zero)
			must(t, err)
			if err := source.Seen(t.Context(), []uint32{1}); errors.Is(err, imap.ErrReadOnly) != tt.readOnly ||
				!tt.readOnly && err != nil {
				t.Errorf("got %v", err)
			}
		})
	}
}

// One mail that the server cannot hand out must not hold up the others for ever, but
// a server that hands out nothing must not cost any mail.
func TestMailThatCannotBeFetched(t *testing.T) {
	broken := rule{`UID FETCH (\S+) .*BODY`, func(match []string) string {
		out := ""
		for uid := 1; uid <= 3; uid++ {
			if in(match[1], uid) && uid != 2 {
				out += body(uid)
			}
		}
		if in(match[1], 2) {
			return out + "<tag> NO [SERVERBUG] cannot read\r\n"
		}
		return out + "<tag> OK\r\n"
	}}
	source, _ := scripted(t, broken)
	first, err := source.Poll(t.Context(), zero)
	must(t, err)
	if diff := cmp.Diff([]uint32{1}, uids(first)); diff != "" || !first.More {
		t.Fatalf("more %v, %s", first.More, diff)
	}
	if _, err := source.Poll(t.Context(), first.Cursor); err == nil {
		t.Error("the second try has no error")
	}
	last, err := source.Poll(t.Context(), first.Cursor)
	must(t, err)
	if diff := cmp.Diff([]string{"", "mail3"}, bodies(last)); diff != "" || last.Mails[0].Raw != nil ||
		last.Mails[0].Size != 5 {
		t.Errorf("got %+v", last.Mails)
	}

	source, _ = scripted(t, says(`BODY`, "<tag> NO [LIMIT] too much for today\r\n"))
	for range 10 {
		if b, err := source.Poll(t.Context(), zero); err == nil {
			t.Fatalf("a server that refuses all gave %+v", b)
		}
	}
}

func TestWithoutIdle(t *testing.T) {
	for name, rules := range map[string][]rule{
		"not offered": {says(`LOGIN`, "<tag> OK [CAPABILITY IMAP4rev1] in\r\n")},
		"refused":     {says(`IDLE`, "<tag> NO not now\r\n")},
	} {
		synctest.Test(t, func(t *testing.T) {
			source, _ := scripted(t, rules...)
			must(t, source.Wait(t.Context()))
			began := time.Now()
			must(t, source.Wait(t.Context()))
			if took := time.Since(began); took < time.Minute || took > 5*time.Minute {
				t.Errorf("%s: waited %v", name, took)
			}
		})
	}
}

// A mail that is announced while older ones are read must not wait for the next.
func TestToldDuringPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		told := false
		source, _ := scripted(t, rule{`NOOP`, func([]string) string {
			if told {
				return "<tag> OK\r\n"
			}
			told = true
			return "* 4 EXISTS\r\n<tag> OK\r\n"
		}})
		b, err := source.Poll(t.Context(), zero)
		must(t, err)
		if len(b.Mails) != 3 || !b.More {
			t.Errorf("got %d mails, more %v", len(b.Mails), b.More)
		}
		began := time.Now()
		must(t, source.Wait(t.Context()))
		if took := time.Since(began); took > 0 {
			t.Errorf("waited %v", took)
		}
	})
}

// A folder that is gone for a while is found again.
func TestFolderComesBack(t *testing.T) {
	selects := 0
	source, _ := scripted(t, rule{`SELECT`, func([]string) string {
		if selects++; selects == 2 {
			return "<tag> NO [NONEXISTENT] gone\r\n"
		}
		return (&script{}).answer("SELECT")
	}}, rule{`NOOP`, func([]string) string {
		if selects == 2 {
			return "<tag> BAD nothing is selected\r\n"
		}
		return "<tag> OK\r\n"
	}})
	if _, err := source.Start(t.Context()); err == nil {
		t.Error("the second SELECT was refused")
	}
	b, err := source.Poll(t.Context(), zero)
	if err != nil || len(b.Mails) != 3 {
		t.Errorf("got %d mails, %v", len(b.Mails), err)
	}
}
