package main

import (
	"strings"
	"testing"
)

func TestCheckSendsToItself(t *testing.T) {
	h := startLocal(t)
	path := h.config(t)
	for _, step := range []struct {
		send bool
		want []string
	}{
		{false, []string{"warn dns", "warn send", "ok trust", "ok idle"}},
		{true, []string{"warn dns", "ok send", "ok addressing", "ok from", "ok message-id", "ok invite", "ok trust", "ok clock", "ok notice"}},
		{false, []string{"warn dns", "ok send", "ok trust"}},
	} {
		list, _, err := checked(t, checkCmd{Config: path, Send: step.send})
		if err != nil {
			t.Fatalf("%v\n%s", err, list)
		}
		list.wants(t, step.want...)
	}
}

// TestCheckAddressing sends to the address that replies come to, as the config and the host have it.
func TestCheckAddressing(t *testing.T) {
	for name, c := range map[string]struct {
		separator, addressing string
		want                  []string
		shown                 string
	}{
		"minus":          {"-", "minus", []string{"ok addressing"}, "a mail to handoff-check"},
		"none":           {"#", "none", nil, "a mail to handoff@acme.example arrived"},
		"catchall":       {"+", "catchall", []string{"FAIL addressing"}, "deliver every address of acme.example to this mailbox"},
		"host has minus": {"-", "plus", []string{"FAIL addressing"}, "addressing = \"none\""},
		"config minus":   {"+", "minus", []string{"FAIL addressing"}, "recipient_delimiter = -"},
	} {
		t.Run(name, func(t *testing.T) {
			h := startSeparated(t, c.separator)
			list, _, _ := checked(t, checkCmd{Config: h.config(t, "[address]", "addressing = \""+c.addressing+"\"\n[address]"), Send: true})
			list.wants(t, append(c.want, "warn dns", "ok send")...)
			if !strings.Contains(list.String(), c.shown) {
				t.Errorf("no %q in\n%s", c.shown, list)
			}
		})
	}
}

// TestCheckEveryMailbox: a fault of the second one is told with its name.
func TestCheckEveryMailbox(t *testing.T) {
	h := startLocal(t)
	t.Setenv("OTHER_PASSWORD", "wrong secret")
	h.AddUser("west@acme.example", "pw")
	second := "[[mailbox]]\nname = \"west\"\nemail = \"west@acme.example\"\n[mailbox.imap]\naddr = \"" + h.imap +
		"\"\ntls = \"none\"\nusername = \"west@acme.example\"\npassword_env = \"OTHER_PASSWORD\"\n\n" +
		"[[team]]\nname = \"west\"\nmailbox = \"west\"\nqualifiers = [\"quinn\"]\nreps = [\"rita\"]\nmanagers = [\"olga\"]\n\n[defaults]"
	path := h.config(t, "[defaults]", second)
	list, _, err := checked(t, checkCmd{Config: path})
	if err == nil {
		t.Errorf("no fault:\n%s", list)
	}
	t.Logf("\n%s", list)
	faults := list.of("imap").String()
	if !strings.Contains(faults, "FAIL  imap       west: ") || !strings.Contains(faults, "ok    imap       handoff@acme.example: ") || strings.Contains(faults, "secret") {
		t.Errorf("got\n%s", faults)
	}
}
