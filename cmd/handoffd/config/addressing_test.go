package config

import (
	"strings"
	"testing"
)

func TestAddressing(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, set, address, alias, folders string
		fault                              string // empty: none
	}{
		{"minus", `addressing = "minus"`, "handoff", "r.vance@acme.example", `["INBOX"]`, ""},
		{"catchall", `addressing = "catchall"`, strings.Repeat("h", 60), "t-shirts@acme.example", `["INBOX"]`, ""},
		{"none", `addressing = "none"`, strings.Repeat("h", 60), "handoff-team@acme.example", `["INBOX"]`, ""},
		{"a dash with plus", "", "sales-handoff", "handoff-team@acme.example", `["INBOX"]`, ""},
		{"an alias of the organizer with minus", `addressing = "minus"`, "handoff", "Handoff-Team@acme.example", `["INBOX"]`,
			"comes into the mailbox of"},
		{"the same name at another domain", `addressing = "minus"`, "handoff", "handoff-team@globex.example", `["INBOX"]`,
			""},
		{"bcc", `learn_ids = "bcc"`, "handoff", "r.vance@acme.example", `["INBOX"]`, ""},
		{"sent", `learn_ids = "sent"`, "handoff", "r.vance@acme.example", `["INBOX", "Gesendet"]`, ""},
		{"sent, and only junk is read beside the inbox", `learn_ids = "sent"`, "handoff", "r.vance@acme.example",
			`["INBOX", "Junk"]`, "holds them"},
	}
	text := readFile(t, tablesFile)
	for _, test := range tests {
		edited := test.set + "\n" + strings.NewReplacer("handoff@acme.example", test.address+"@acme.example",
			"r.vance@acme.example", test.alias,
			`tls = "none"`, "tls = \"none\"\nfolders = "+test.folders).Replace(text)
		c, err := Parse("config.toml", []byte(edited))
		switch {
		case test.fault == "" && err != nil:
			t.Errorf("%s: %v", test.name, err)
		case test.fault != "" && (err == nil || !strings.Contains(err.Error(), test.fault) ||
			strings.Contains(err.Error(), "\n")):
			t.Errorf("%s: got %v, want one fault %q", test.name, err, test.fault)
		case err == nil && test.set != "" && !strings.Contains(test.set, `"`+c.Addressing+`"`) &&
			!strings.Contains(test.set, `"`+c.LearnIDs+`"`):
			t.Errorf("%s: addressing %s, learn_ids %s", test.name, c.Addressing, c.LearnIDs)
		}
	}
}
