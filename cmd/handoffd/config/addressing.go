package config

import (
	"slices"
	"strings"

	"handoffd/handoff"
)

// addressing checks how the thread token stands in an address: it must fit there, and such an address must be nobody's
// own.
func (f *faults) addressing(c *handoff.Config, raw configFile) string {
	mode := f.text("addressing", raw.Addressing, handoff.AddressingPlus)
	if !slices.Contains([]string{handoff.AddressingPlus, handoff.AddressingMinus, handoff.AddressingCatchAll,
		handoff.AddressingNone}, mode) {
		f.errorf("addressing", "addressing %s is unknown; use \"plus\", \"minus\", \"catchall\" or \"none\"", Quoted(mode))
		return mode
	}
	f.tokenFits("address.email", c.Address, mode)
	f.untagged(c.Address, mode, raw.Person)
	for i, b := range c.Others {
		f.tokenFits(joinPath("mailbox", i)+".email", b.Address, mode)
		f.untagged(b.Address, mode, raw.Person)
	}
	return mode
}

// tokenFits checks that servers will find a token where it is put.
func (f *faults) tokenFits(path, address, mode string) {
	local, _, _ := strings.Cut(address, "@")
	const most = 64 - 1 - handoff.TokenLength // RFC 5321 section 4.5.3.1.1
	switch {
	case mode == handoff.AddressingMinus && strings.Contains(local, "-"):
		f.errorf(path, "%s has a dash of its own, and a mail server may cut it there; choose an address without one, or "+
			"addressing \"plus\" or \"catchall\"", Quoted(address))
	case (mode == handoff.AddressingPlus || mode == handoff.AddressingMinus) && len(local) > most:
		f.errorf(path, "%s leaves no room for a thread token; choose an address of at most %d characters before the @, or "+
			"addressing \"none\"", Quoted(address), most)
	}
}

// untagged refuses people who would share a mailbox with the organizer by a tag. The plus tag is refused with the plain
// address.
func (f *faults) untagged(organizer, mode string, people []filePerson) {
	own, ownDomain, _ := strings.Cut(organizer, "@")
	check := func(path, id, address string) {
		local, domain, _ := strings.Cut(strings.ToLower(address), "@")
		_, ours := handoff.CutTag(address, organizer)
		ours = ours || mode == handoff.AddressingMinus && domain == ownDomain && strings.HasPrefix(local, own+"-")
		if ours && handoff.PlainAddress(address) != organizer {
			f.errorf(path, "%s comes into the mailbox of %s, which organizes the events and cannot attend them; give %s an "+
				"address of another mailbox", Quoted(address), Quoted(organizer), Quoted(id))
		}
	}
	for i, p := range people {
		path := joinPath("person", i)
		check(path+".email", p.ID, p.Email)
		for j, alias := range p.Aliases {
			check(joinPath(path+".aliases", j), p.ID, alias)
		}
	}
}

// learnIDs checks where Message-IDs are learned that the mail server has replaced.
func (f *faults) learnIDs(raw string, boxes []Mailbox) string {
	mode := f.text("learn_ids", raw, handoff.LearnOff)
	if !slices.Contains([]string{handoff.LearnOff, handoff.LearnBcc, handoff.LearnSent}, mode) {
		f.errorf("learn_ids", "learn_ids %s is unknown; use \"off\", \"bcc\" or \"sent\"", Quoted(mode))
	}
	for _, m := range boxes {
		if mode == handoff.LearnSent && !slices.ContainsFunc(m.IMAP.Folders, maySent) {
			f.errorf("learn_ids", "learn_ids \"sent\" looks at copies of sent mail, but no folder of %s holds them; add it to "+
				"the folders of its imap, such as \"Sent\" or \"Sent Items\"", Quoted(m.Name))
		}
	}
	return mode
}

// maySent says whether a folder can be that of sent mail. Its name depends on server and language.
func maySent(folder string) bool {
	name := strings.ToLower(folder)
	return name != "inbox" && !strings.Contains(name, "junk") && !strings.Contains(name, "spam")
}
