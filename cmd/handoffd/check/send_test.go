package check

import (
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/mail"
	"handoffd/mail/imap"
)

func TestCheckSendsToItself(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	path := h.Config(t, demo.Config)
	for _, step := range []struct {
		send bool
		want []string
	}{
		{false, []string{"warn dns", "warn send", "ok trust", "ok idle"}},
		{true, []string{"warn dns", "ok send", "ok addressing", "ok from", "ok message-id", "ok invite", "ok trust",
			"ok clock", "ok notice"}},
		{false, []string{"warn dns", "warn send", "ok trust"}}, // the mail was removed
	} {
		list, _, err := checked(t, call{Config: path, Send: step.send})
		if err != nil {
			t.Fatalf("%v\n%s", err, list)
		}
		list.wants(t, step.want...)
	}
}

// TestCheckAddressing sends to the address that replies come to, as the config and the host have it.
func TestCheckAddressing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		separator, addressing string
		want                  []string
		shown                 string
	}{
		"minus": {"-", "minus", []string{"ok addressing"}, "a mail to handoff-check"},
		"none":  {"#", "none", nil, "a mail to handoff@acme.example arrived"},
		"catchall": {"+", "catchall", []string{"FAIL addressing"},
			"deliver every address of acme.example to this mailbox"},
		"host has minus": {"-", "plus", []string{"FAIL addressing"}, "addressing = \"none\""},
		"config minus":   {"+", "minus", []string{"FAIL addressing"}, "recipient_delimiter = -"},
	} {
		t.Run(name, func(t *testing.T) {
			h := hosttest.StartSeparated(t, c.separator)
			list, _, _ := checked(t, call{Config: h.Config(t, demo.Config, "[address]",
				"addressing = \""+c.addressing+"\"\n[address]"), Send: true})
			list.wants(t, append(c.want, "warn dns", "ok send")...)
			if !strings.Contains(list.String(), c.shown) {
				t.Errorf("no %q in\n%s", c.shown, list)
			}
		})
	}
}

// TestCheckEveryMailbox: a fault of the second one is told with its name.
func TestCheckEveryMailbox(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	wrong := hosttest.PasswordFile(t, "wrong secret")
	h.AddUser("west@acme.example", "pw")
	second := "[[mailbox]]\nname = \"west\"\nemail = \"west@acme.example\"\n[mailbox.imap]\naddr = \"" + h.IMAP +
		"\"\ntls = \"none\"\nusername = \"west@acme.example\"\npassword_file = \"" + wrong + "\"\n\n" +
		"[[team]]\nname = \"west\"\nmailbox = \"west\"\nqualifiers = [\"quinn\"]\nreps = [\"rita\"]\nmanagers = " +
		"[\"olga\"]\n\n[defaults]"
	path := h.Config(t, demo.Config, "[defaults]", second)
	list, _, err := checked(t, call{Config: path})
	if err == nil {
		t.Errorf("no fault:\n%s", list)
	}
	t.Logf("\n%s", list)
	faults := list.of("imap").String()
	if !strings.Contains(faults, "and password of imap of [[mailbox]] west;") {
		t.Errorf("the mend does not name the mailbox:\n%s", faults)
	}
	if !strings.Contains(faults, "FAIL  imap       west: ") || !strings.Contains(faults,
		"ok    imap       handoff@acme.example: ") || strings.Contains(faults, "secret") {
		t.Errorf("got\n%s", faults)
	}
}

// TestCheckOneMailbox: --mailbox looks at that one only, by name or address, and plays the probe with it.
func TestCheckOneMailbox(t *testing.T) {
	t.Parallel()
	h := hosttest.StartLocal(t)
	h.AddUser("west@acme.example", "correct horse")
	h.AddUser("guest@globex.example", "pw")
	second := "[[mailbox]]\nname = \"west\"\nemail = \"west@acme.example\"\n[mailbox.imap]\naddr = \"" + h.IMAP +
		"\"\ntls = \"none\"\nusername = \"west@acme.example\"\npassword_env = \"HANDOFFD_PASSWORD\"\n\n" +
		"[[team]]\nname = \"west\"\nmailbox = \"west\"\nqualifiers = [\"quinn\"]\nreps = [\"rita\"]\nmanagers = " +
		"[\"olga\"]\n\n[defaults]"
	path := h.Config(t, demo.Config, "[defaults]", second)
	for _, name := range []string{"West", "west@acme.example"} {
		list, _, _ := checked(t, call{Config: path, Mailbox: name})
		if shown := list.of("imap").String(); !strings.Contains(shown, "of west@acme.example can be read") ||
			strings.Contains(shown, "of handoff@acme.example") {
			t.Errorf("--mailbox %s looks at\n%s", name, shown)
		}
	}
	list, progress, _ := checked(t, call{Config: path, Mailbox: "west", Probe: []string{"guest@globex.example"},
		Wait: 300 * time.Millisecond})
	if !strings.Contains(progress, "invite sent to guest@globex.example") {
		t.Errorf("the probe was not played:\n%s%s", progress, list)
	}
	box := imap.Open(imap.Config{Addr: h.IMAP, TLS: "none", Username: "guest@globex.example", Password: "pw"})
	defer box.Close()
	batch, err := box.Poll(t.Context(), imap.Cursor{})
	if err != nil || len(batch.Mails) == 0 || mail.Read(batch.Mails[0].Raw).From.Addr != "west@acme.example" {
		t.Errorf("the invitation does not come from the mailbox that was named: %d mails (%v)", len(batch.Mails), err)
	}
	if _, _, err := checked(t, call{Config: path, Mailbox: "wset"}); err == nil ||
		!strings.Contains(err.Error(), `did you mean "west"?`) {
		t.Errorf("got %v", err)
	}
}
