package config

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
	"handoffd/handoff/outbox"
)

const mailboxesFile = "testdata/mailboxes.toml"

func TestSeveralMailboxes(t *testing.T) {
	t.Parallel()
	c, err := Load(mailboxesFile)
	if err != nil {
		t.Fatal(err)
	}
	first := Mailbox{Name: "handoff@acme.example", Address: "handoff@acme.example", Source: "handoff",
		IMAP: Inbox{Account{Addr: "127.0.0.1:143", TLS: "none", Username: "handoff",
			Password: Password{Env: "HANDOFFD_PASSWORD"}}, []string{"INBOX"}},
		SMTP: Account{Addr: "smtp.acme.example:587", TLS: "starttls"}}
	want := []Mailbox{
		first,
		{Name: "us", Address: "handoff-us@acme.example", Source: "handoff-us@acme.example",
			IMAP: Inbox{Account{Addr: "127.0.0.1:143", TLS: "none", Username: "handoff-us",
				Password: Password{Env: "HANDOFFD_US_PASSWORD"}}, []string{"INBOX", "Junk"}},
			SMTP: Account{Addr: "smtp-us.acme.example:465", TLS: "tls"}},
		{Name: "handoff@apac.example", Address: "handoff@apac.example", Source: "handoff@apac.example",
			IMAP: Inbox{Account{Addr: "imap.apac.example:993", TLS: "tls", Username: "handoff",
				Password: Password{File: "testdata/apac"}}, []string{"INBOX"}},
			SMTP: first.SMTP},
	}
	if diff := cmp.Diff(want, c.Mailboxes); diff != "" {
		t.Errorf("mailboxes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(first, Mailbox{first.Name, first.Address, first.Source, c.IMAP, c.SMTP}); diff != "" {
		t.Errorf("the first mailbox is that of [imap] and [smtp] (-want +got):\n%s", diff)
	}
	others := []handoff.Box{{Address: "handoff-us@acme.example", Name: "Acme US"},
		{Address: "handoff@apac.example", Name: "Acme"}}
	if diff := cmp.Diff(others, c.Domain.Others); diff != "" {
		t.Errorf("further handoff addresses (-want +got):\n%s", diff)
	}
	var boxes []string
	for _, team := range c.Domain.Teams {
		boxes = append(boxes, team.Box)
	}
	if diff := cmp.Diff([]string{"", "handoff-us@acme.example", "handoff@apac.example"}, boxes); diff != "" {
		t.Errorf("addresses of the teams (-want +got):\n%s", diff)
	}
}

// TestTheFirstMailboxByName keeps the rules, and their hash, the same whether a team names the first mailbox or not.
func TestTheFirstMailboxByName(t *testing.T) {
	t.Parallel()
	text := readFile(t, mailboxesFile)
	plain, err := Parse("", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	named, err := Parse("", []byte(strings.Replace(text, `name = "emea"`,
		"name = \"emea\"\nmailbox = \"handoff@acme.example\"", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if named.Domain.Hash != plain.Domain.Hash {
		t.Error("the hash differs")
	}
}

func TestRate(t *testing.T) {
	t.Parallel()
	const written = "rate = \"30/m\"\nburst = 4\ndaily = 900\n"
	for _, test := range []struct {
		keys string
		want outbox.Rate
	}{
		{"", outbox.Rate{}},
		{written, outbox.Rate{Every: 2 * time.Second, Burst: 4, Daily: 900}},
		{"rate = \"5/s\"\n", outbox.Rate{Every: 200 * time.Millisecond, Burst: 10}},
		{"rate = \"1000/h\"\nburst = 1\n", outbox.Rate{Every: 3600 * time.Millisecond, Burst: 1}},
		{"rate = \"7/h\"\n", outbox.Rate{Every: time.Hour/7 + 1, Burst: 10}}, // never faster than written
		{"daily = 50\n", outbox.Rate{Daily: 50}},
		{"rate = \"microsoft\"\n", outbox.Rate{Every: 2 * time.Second, Burst: 1, Daily: 10000}},
		{"rate = \"google\"\n", outbox.Rate{Every: 750 * time.Millisecond, Burst: 20, Daily: 2000}},
		{"rate = \"google\"\ndaily = 500\n", outbox.Rate{Every: 750 * time.Millisecond, Burst: 20, Daily: 500}},
	} {
		c, err := Parse("", []byte(strings.Replace(readFile(t, mailboxesFile), written, test.keys, 1)))
		if err != nil {
			t.Errorf("%q: %v", test.keys, err)
		} else if c.Rate != test.want {
			t.Errorf("%q: got %+v, want %+v", test.keys, c.Rate, test.want)
		}
	}
}

// TestNoMinuteSeesMoreThanAPresetAllows counts the most that a rate lets through in a minute: a full burst at its
// begin, then one each time.
func TestNoMinuteSeesMoreThanAPresetAllows(t *testing.T) {
	t.Parallel()
	for name, most := range map[string]int{"microsoft": 30, "google": 100} {
		r := rates[name]
		if n := r.Burst + int((time.Minute-1)/r.Every); n > most {
			t.Errorf("%s: %d in a minute, want at most %d", name, n, most)
		}
	}
}

// badMailboxes are edits of testdata/mailboxes.toml.
var badMailboxes = []badConfig{
	{"unknown mailbox", `mailbox = "us"`, `mailbox = "usa"`,
		"21:3: no team uses the mailbox \"us\"; write mailbox = \"us\" in a [[team]], or remove this one\n58:11: there is " +
			"no mailbox \"usa\"; add a [[mailbox]] with that name, or did you mean \"us\"?"},
	{"empty mailbox", `mailbox = "us"`, `mailbox = ""`,
		"21:3: no team uses the mailbox \"us\"; write mailbox = \"us\" in a [[team]], or remove this one\n58:11: there is " +
			"no mailbox \"\"; add a [[mailbox]] with that name, or did you mean \"us\"?"},
	{"mailbox without team", "mailbox = \"us\"\n", "",
		`21:3: no team uses the mailbox "us"; write mailbox = "us" in a [[team]], or remove this one`},
	{"first mailbox without team", `name = "emea"`, "name = \"emea\"\nmailbox = \"us\"",
		`5:9: no team uses this first mailbox; leave mailbox out of one team, or let a [[mailbox]] that is used take its ` +
			`place`},
	{"name twice", "[[mailbox]]\nemail = \"handoff@apac.example\"",
		"[[mailbox]]\nname = \"US\"\nemail = \"handoff@apac.example\"",
		"28:3: no team uses the mailbox \"US\"; write mailbox = \"US\" in a [[team]], or remove this one\n29:8: there are " +
			"two mailboxes \"US\"; give each a name of its own\n66:11: there is no mailbox \"handoff@apac.example\"; add a " +
			"[[mailbox]] with that name, or did you mean \"handoff@acme.example\"?"},
	{"name of the first", `name = "us"`, `name = "handoff@acme.example"`,
		"21:3: no team uses the mailbox \"handoff@acme.example\"; write mailbox = \"handoff@acme.example\" in a [[team]], " +
			"or remove this one\n22:8: there are two mailboxes \"handoff@acme.example\"; give each a name of its own\n58:11: " +
			"there is no mailbox \"us\"; add a [[mailbox]] with that name, or use one of handoff@acme.example, " +
			"handoff@acme.example, handoff@apac.example"},
	{"address twice", `email = "Handoff-US@acme.example"`, `email = "HANDOFF@acme.example"`,
		`23:9: "handoff@acme.example" is the address of two mailboxes; give each an address of its own`},
	{"address with a tag", `email = "Handoff-US@acme.example"`, `email = "handoff+us@acme.example"`,
		`23:9: the handoff address "handoff+us@acme.example" has a plus tag; write the plain address, handoffd adds tags ` +
			`of its own`},
	{"no address", "email = \"Handoff-US@acme.example\"\n", "",
		`21:3: the handoff address is missing; write email = "handoff@…" in [[mailbox]]`},
	{"organizer is a person", `email = "rita@acme.example"`, `email = "Handoff-us@acme.example"`,
		`42:9: "Handoff-us@acme.example" is the handoff address, which organizes the events and cannot attend them; give ` +
			`"rita" an address of another mailbox`},
	{"organizer is an alias, plus a tag", `aliases = ["r.vance@acme.example"]`, `aliases = ["handoff+rita@apac.example"]`,
		`43:12: "handoff+rita@apac.example" is the handoff address, which organizes the events and cannot attend them; ` +
			`give "rita" an address of another mailbox`},
	{"no imap", "[mailbox.imap]\naddr = \"imap.apac.example:993\"\nusername = \"handoff\"\npassword_file = \"apac\"\n", "",
		"28:3: imap.addr is missing; write host and port such as \"imap.acme.example:993\"\n28:3: imap.username is " +
			"missing; write the name with which the mailbox is opened"},
	{"plaintext off loopback", `addr = "127.0.0.1:143", tls`, `addr = "imap.acme.example:143", tls`,
		`25:48: tls "none" would send the password in clear to "imap.acme.example:143"; use "tls" or "starttls" ("none" ` +
			`is for 127.0.0.1)`},
	{"no port", `smtp = { addr = "smtp-us.acme.example:465" }`, `smtp = { addr = "smtp-us.acme.example" }`,
		`26:17: "smtp-us.acme.example" is not host:port; write it like "smtp.acme.example:465"`},
	{"username without password", `smtp = { addr = "smtp-us.acme.example:465" }`,
		`smtp = { addr = "smtp-us.acme.example:465", username = "us" }`,
		`26:56: smtp has a username and no password; add password_file = "FILE" or password_env = "NAME"`},
	{"folder twice", `folders = ["INBOX", "Junk"]`, `folders = ["INBOX", "INBOX"]`,
		`25:132: folder "INBOX" is listed twice; name each folder once`},
	{"the same mailbox", `username = "handoff-us"`, `username = "Handoff"`,
		`25:59: "Handoff" is read for the mailbox "handoff@acme.example" already; give each handoff address a mailbox of ` +
			`its own`},
	{"mailboxes that the store could not tell apart", "tls = \"none\"\nusername = \"handoff\"",
		"tls = \"none\"\nusername = \"handoff-us@acme.example\"",
		`25:59: "handoff-us" is read for the mailbox "handoff@acme.example" already; give each handoff address a mailbox ` +
			`of its own`},
	{"rate of a further mailbox", `smtp = { addr = "smtp-us.acme.example:465" }`,
		`smtp = { addr = "smtp-us.acme.example:465", rate = "1/s" }`,
		`26:45: unknown key "rate" in [mailbox.smtp]; it belongs in [smtp]`},
	{"rate that is none", `rate = "30/m"`, `rate = "30 a minute"`,
		`17:8: rate "30 a minute" is not understood; write mails per second, minute or hour such as "5/s", "30/m" or ` +
			`"1000/h", or one of "google" and "microsoft"`},
	{"rate of nothing", `rate = "30/m"`, `rate = "0/m"`,
		`17:8: a rate of "0/m" is not possible; write 1 to 1000000 mails, or remove the line for no limit`},
	{"burst without rate", "rate = \"30/m\"\n", "",
		`17:1: burst without rate limits nothing; add rate = "30/m", or remove the line`},
	{"burst of nothing", "burst = 4", "burst = 0",
		"18:9: burst of 0 is not possible; write 1 to 1000000 mails, or remove the line"},
	{"negative day", "daily = 900", "daily = -1",
		"19:9: daily of -1 is not possible; write 1 to 1000000 mails, or remove the line"},
}

func TestBadMailboxes(t *testing.T) {
	t.Parallel()
	for _, test := range badMailboxes {
		t.Run(test.name, func(t *testing.T) {
			text := readFile(t, mailboxesFile)
			if !strings.Contains(text, test.old) {
				t.Fatalf("the config has no %q", test.old)
			}
			_, err := Parse("", []byte(strings.Replace(text, test.old, test.new, 1)))
			if err == nil {
				t.Fatal("accepted")
			}
			if diff := cmp.Diff(test.want, strings.TrimPrefix(strings.ReplaceAll(err.Error(), "\n:", "\n"), ":")); diff != "" {
				t.Errorf("faults (-want +got):\n%s\n%s", diff, err)
			}
		})
	}
}

// TestCalendarOfWhoManagesAndSells: the account that reads somebody's calendar is that of the team they are a rep of,
// though they manage another one that stands before it.
func TestCalendarOfWhoManagesAndSells(t *testing.T) {
	t.Parallel()
	const address = "handoff-us@acme.example"
	text := strings.Replace(readFile(t, mailboxesFile), "reps = [\"rita\"]\nmanagers = [\"mona\"]",
		"reps = [\"mona\"]\nmanagers = [\"rita\"]", 1)
	c, err := Parse("", []byte(strings.Replace(text, `display = "Acme US"`,
		"display = \"Acme US\"\ncalendar = { provider = \"google\", key_file = \"key.json\" }", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.AddressOfRep("rita"); got != address {
		t.Errorf("the address is %q", got)
	}
	if d := c.Diaries["rita"]; len(d) != 1 || d[0].Kind != c.Agendas[address].Provider {
		t.Errorf("busy times come from %+v", d)
	}
}
