package main

import (
	"cmp"
	"slices"
	"strings"

	"handoffd/handoff"
)

// Mailbox is a handoff address with the mailbox that its mail comes into and the server that takes its mail. Teams name it.
type Mailbox struct {
	Name    string // of the first one: its address
	Address string
	IMAP    Inbox
	SMTP    Account
}

// fileMailbox is a further handoff address as it is written; the first one is [address], [imap] and [smtp].
type fileMailbox struct {
	Name    string      `toml:"name"`
	Email   string      `toml:"email"`
	Display string      `toml:"display"`
	IMAP    fileIMAP    `toml:"imap"`
	SMTP    fileAccount `toml:"smtp"`
}

// boxes checks names and addresses of the further mailboxes; one stands for each that was written, faulty ones too.
func (f *faults) boxes(raw []fileMailbox, first handoff.Box) []handoff.Box {
	var out []handoff.Box
	names, addresses := []string{first.Address}, map[string]string{handoff.PlainAddress(first.Address): "the first mailbox"}
	for i, r := range raw {
		path := joinPath("mailbox", i)
		name := f.text(path+".name", r.Name, "")
		switch {
		case name == "":
			f.errorf(path+".name", "a mailbox has no name; write name = \"…\", by which teams name it")
		case slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }):
			f.errorf(path+".name", "there are two mailboxes %s; give each mailbox a name of its own", quoted(name))
		}
		names = append(names, name)
		b := handoff.Box{Address: f.handoffAddress(path+".email", r.Email), Name: f.text(path+".display", r.Display, first.Name)}
		if owner, taken := addresses[b.Address]; taken && b.Address != "" {
			f.errorf(path+".email", "%s is the address of %s already; give each mailbox an address of its own", quoted(r.Email), owner)
		}
		addresses[b.Address] = "mailbox " + quoted(name)
		out = append(out, b)
	}
	return out
}

// box is the handoff address of the mailbox that a team names; empty for the first.
func (f *faults) box(path, name string, raw []fileMailbox, c *handoff.Config) string {
	if !f.index.has(path) || name == c.Address && name != "" {
		return ""
	}
	names := []string{c.Address}
	for i, r := range raw {
		if name != "" && strings.TrimSpace(r.Name) == name {
			return c.Others[i].Address
		}
		names = append(names, r.Name)
	}
	f.errorf(path, "there is no mailbox %s; add a [[mailbox]] with that name, or %s", quoted(name), meant(name, slices.DeleteFunc(names, isEmpty)))
	return ""
}

// unused finds handoff addresses that no team has: a brief to one would come to nobody.
func (f *faults) unused(raw configFile, c *handoff.Config) {
	if len(raw.Mailbox) == 0 || len(raw.Team) == 0 {
		return
	}
	named := map[string]bool{}
	for _, t := range raw.Team {
		named[cmp.Or(t.Mailbox, c.Address)] = true
	}
	if !named[c.Address] {
		f.errorf("address.email", "no team uses the first mailbox; leave mailbox out of one team, or write the address of a used [[mailbox]] here instead")
	}
	for i, r := range raw.Mailbox {
		if r.Name != "" && !named[strings.TrimSpace(r.Name)] {
			f.errorf(joinPath("mailbox", i)+".name", "no team uses the mailbox %s; write mailbox = %s in a [[team]], or remove the mailbox", quoted(r.Name), quoted(r.Name))
		}
	}
}

// mailboxes joins every handoff address with its accounts. Two must not read the same mailbox: each mail has one handoff address.
func (f *faults) mailboxes(c *Config, raw []fileMailbox) []Mailbox {
	out := []Mailbox{{Name: c.Domain.Address, Address: c.Domain.Address, IMAP: c.IMAP, SMTP: c.SMTP}}
	for i, r := range raw {
		path := joinPath("mailbox", i)
		m := Mailbox{Name: strings.TrimSpace(r.Name), Address: c.Domain.Others[i].Address, IMAP: f.inbox(path+".imap", r.IMAP), SMTP: c.SMTP}
		if f.index.has(path + ".smtp") {
			m.SMTP = f.account(path+".smtp", r.SMTP)
		}
		for _, o := range out {
			if m.IMAP.Username != "" && m.reads(o) {
				f.errorf(path+".imap.username", "%s is opened for the mailbox %s already, and each mail would be read for both; give each handoff address a mailbox of its own", quoted(m.IMAP.Username), quoted(o.Name))
				break
			}
		}
		out = append(out, m)
	}
	return out
}

// reads says whether both are one mailbox: the same login at the same server, or one whose mails the store could not tell apart.
func (m Mailbox) reads(o Mailbox) bool {
	return strings.EqualFold(m.IMAP.Addr, o.IMAP.Addr) && strings.EqualFold(m.IMAP.Username, o.IMAP.Username) || m.source("") == o.source("")
}

// source is the name under which the store keeps how far a folder was read. It must never change, or mail is read twice or
// not at all: the first mailbox goes by its login, as it did when it was the only one.
func (m Mailbox) source(folder string) string {
	if m.Name == m.Address {
		return m.IMAP.Username + "/" + folder
	}
	return m.Address + "/" + folder
}

func isEmpty(s string) bool { return s == "" }
