package imap_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/mail/imap"
)

func TestMoveOnOddServers(t *testing.T) {
	able := func(caps string) []rule {
		caps = strings.TrimSpace("IMAP4rev1 IDLE " + caps)
		return []rule{says(`^(LOGIN|CAPABILITY)`, "* CAPABILITY "+caps+"\r\n<tag> OK [CAPABILITY "+caps+"] done\r\n"),
			says(`^SELECT`, "* 3 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 4]\r\n* OK [PERMANENTFLAGS (\\Seen "+
				"\\Deleted)]\r\n<tag> OK [READ-WRITE] chosen\r\n")}
	}
	made := false
	for name, tt := range map[string]struct {
		rules    []rule
		readOnly bool
		fails    bool
		said     []string
	}{
		"not permitted": {append(able("MOVE"), says(`MOVE`, "<tag> NO [NOPERM] no\r\n")), true, true,
			[]string{`UID MOVE 2 handoffd-failed`}},
		"read-only": {append(able("MOVE"), says(`MOVE`, "<tag> NO [READ-ONLY] no\r\n")), true, true,
			[]string{`UID MOVE 2 handoffd-failed`}},
		"flags say so": {nil, true, true, nil},
		"neither MOVE nor UIDPLUS": {append(able(""), says(`^UID (COPY|STORE)`, "<tag> OK\r\n")), false, false,
			[]string{`UID COPY 2 handoffd-failed`, `UID STORE 2 +FLAGS.SILENT (\Deleted)`}},
		"all folders within INBOX": {append(able("MOVE"), says(`^LIST`, "* LIST () \".\" INBOX\r\n<tag> OK\r\n"),
			rule{`^(UID MOVE 2|CREATE) "?(\S+?)"?$`, func(m []string) string {
				switch {
				case m[2] == "INBOX.handoffd-failed" && m[1] == "CREATE":
					made = true
					return "<tag> OK\r\n"
				case m[2] == "INBOX.handoffd-failed" && made:
					return "<tag> OK\r\n"
				}
				return "<tag> NO no such folder\r\n"
			}}), false, false, []string{"UID MOVE 2 handoffd-failed", "CREATE handoffd-failed",
			"UID MOVE 2 INBOX.handoffd-failed", "CREATE INBOX.handoffd-failed", "UID MOVE 2 INBOX.handoffd-failed"}},
		"no folder can be made": {append(able("MOVE"), says(`MOVE|CREATE`, "<tag> NO no\r\n"),
			says(`^LIST`, "<tag> OK\r\n")), false, true, []string{"UID MOVE 2 handoffd-failed", "CREATE handoffd-failed"}},
	} {
		t.Run(name, func(t *testing.T) {
			source, server := scripted(t, tt.rules...)
			_, err := source.Poll(t.Context(), zero)
			must(t, err)
			err = source.Move(t.Context(), []uint32{2}, "handoffd-failed")
			if errors.Is(err, imap.ErrReadOnly) != tt.readOnly || (err != nil) != tt.fails {
				t.Errorf("got %v", err)
			}
			server.mu.Lock()
			defer server.mu.Unlock()
			var said []string
			for _, c := range server.seen {
				if slices.ContainsFunc([]string{"UID MOVE", "UID COPY", "UID STORE", "EXPUNGE", "UID EXPUNGE", "CREATE"},
					func(p string) bool { return strings.HasPrefix(c, p) }) {
					said = append(said, strings.ReplaceAll(c, `"`, ""))
				}
			}
			if diff := cmp.Diff(tt.said, said); diff != "" {
				t.Errorf("said (-want +got):\n%s", diff)
			}
		})
	}
}
