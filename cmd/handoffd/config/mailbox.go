package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"handoffd/handoff"
)

// Mailbox is a handoff address with the mailbox that its mail comes into and the server that takes its mail.
type Mailbox struct {
	Name    string // by which teams name it; the address where the config gives none
	Address string
	Source  string // under Source + "/" + folder the store keeps how far a folder was read: it must never change
	IMAP    Inbox
	SMTP    Account
}

// fileMailbox is a further handoff address as it is written; the first one is [address], [imap] and [smtp].
type fileMailbox struct {
	Name     string       `toml:"name"`
	Email    string       `toml:"email"`
	Display  string       `toml:"display"`
	IMAP     fileIMAP     `toml:"imap"`
	SMTP     fileAccount  `toml:"smtp"`
	Calendar fileCalendar `toml:"calendar"`
}

// boxes checks the further handoff addresses; one stands for each that was written, for a faulty one too.
func (f *faults) boxes(raw []fileMailbox, first handoff.Box) []handoff.Box {
	var out []handoff.Box
	taken := []string{first.Address}
	for i, r := range raw {
		path := joinPath("mailbox", i)
		b := handoff.Box{Address: f.handoffAddress(path+".email", r.Email), Name: f.text(path+".display", r.Display,
			first.Name)}
		if b.Address != "" && slices.Contains(taken, b.Address) {
			f.errorf(path+".email", "%s is the address of two mailboxes; give each an address of its own", Quoted(b.Address))
		}
		out, taken = append(out, b), append(taken, b.Address)
	}
	return out
}

// mailboxNames are the names by which teams may call the mailboxes, that of the first one first.
func (f *faults) mailboxNames(raw []fileMailbox, c *handoff.Config) []string {
	names := []string{c.Address}
	for i, r := range raw {
		path := joinPath("mailbox", i) + ".name"
		name := f.text(path, r.Name, c.Others[i].Address)
		if r.Name != "" && slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) }) {
			f.errorf(path, "there are two mailboxes %s; give each a name of its own", Quoted(name))
		}
		names = append(names, name)
	}
	return names
}

// assign gives teams their handoff address. One that no team has is a fault: a brief to it would come to nobody.
func (f *faults) assign(c *handoff.Config, names []string, raw []fileTeam) {
	used := make([]bool, len(names))
	for i, r := range raw {
		path := joinPath("team", i) + ".mailbox"
		n := 0
		if f.index.has(path) {
			n = slices.Index(names, strings.TrimSpace(r.Mailbox))
		}
		switch {
		case n < 0 || f.index.has(path) && r.Mailbox == "":
			f.errorf(path, "there is no mailbox %s; add a [[mailbox]] with that name, or %s", Quoted(r.Mailbox),
				Meant(r.Mailbox, names))
			continue
		case n > 0:
			c.Teams[i].Box = c.Others[n-1].Address
		}
		used[n] = true
	}
	if len(raw) == 0 {
		return
	}
	for i, ok := range used {
		switch {
		case ok:
		case i == 0:
			f.errorf("address.email",
				"no team uses this first mailbox; leave mailbox out of one team, or let a [[mailbox]] that is used take its place")
		default:
			f.errorf(joinPath("mailbox", i-1),
				"no team uses the mailbox %s; write mailbox = %s in a [[team]], or remove this one", Quoted(names[i]),
				Quoted(names[i]))
		}
	}
}

// mailboxes joins every handoff address with its accounts. None may read what another reads: each mail has one handoff
// address.
func (f *faults) mailboxes(c *Config, raw []fileMailbox) []Mailbox {
	out := []Mailbox{{Name: c.Domain.Address, Address: c.Domain.Address, Source: c.IMAP.Username, IMAP: c.IMAP,
		SMTP: c.SMTP}}
	for i, r := range raw {
		path, address := joinPath("mailbox", i), c.Domain.Others[i].Address
		m := Mailbox{Name: cmp.Or(strings.TrimSpace(r.Name), address), Address: address, Source: address,
			IMAP: f.inbox(path+".imap", r.IMAP), SMTP: c.SMTP}
		if f.index.has(path + ".smtp") {
			m.SMTP = f.account(path+".smtp", r.SMTP)
		}
		if n := slices.IndexFunc(out, m.sharedWith); n >= 0 {
			f.errorf(path+".imap.username",
				"%s is read for the mailbox %s already; give each handoff address a mailbox of its own", Quoted(m.IMAP.Username),
				Quoted(out[n].Name))
		}
		out = append(out, m)
	}
	return out
}

// FindMailbox takes a name or an address; the error says which there are.
func (c *Config) FindMailbox(name string) (Mailbox, error) {
	var names []string
	for _, m := range c.Mailboxes {
		if strings.EqualFold(name, m.Name) || strings.EqualFold(name, m.Address) {
			return m, nil
		}
		names = append(names, m.Name)
	}
	return Mailbox{}, fmt.Errorf("there is no such mailbox; %s", Meant(name, names))
}

// sharedWith says whether both are one mailbox: the same login at the same server, or one that the store could not tell
// apart.
func (m Mailbox) sharedWith(o Mailbox) bool {
	same := strings.EqualFold(m.IMAP.Addr, o.IMAP.Addr) && strings.EqualFold(m.IMAP.Username, o.IMAP.Username)
	return m.IMAP.Username != "" && m.IMAP.Addr != "" && (same || strings.EqualFold(m.Source, o.Source))
}
