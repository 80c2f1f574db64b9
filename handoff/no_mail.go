package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
)

// Entry is a mark of the person's entry in the config: another entry, another mark.
func (p Person) Entry() string {
	text, err := json.Marshal(p)
	if err != nil { // cannot be: a person is plain data
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// noMail says that an address takes no mail: whose it is if it is a colleague's, else the address itself.
func (t *turn) noMail(id PersonID, address string) Reason {
	if id != "" && t.person(id).Name != "" {
		return Because("no-mail/colleague", PersonArg(id))
	}
	return Because("no-mail/address", AddressArg(address))
}

// unmail draws the conclusion for an address to which mail cannot be delivered. That a colleague's does not take mail
// is kept, and admin and manager are told so, once: until a mail comes from there, or the entry in the config is
// another one, it is known. Only the admin is told what the mail server said.
func (t *turn) unmail(code Code, id PersonID, address, details string) {
	t.reason = t.noMail(id, address).as(code)
	if id == "" || t.person(id).Gone || slices.Contains(t.e.Lookups.NoMail, id) {
		t.bounced(id, address)
		return
	}
	t.unmailed = append(t.unmailed, id)
	if a := t.h.Current(); a != nil && a.Rep == id {
		a.NoMail = true
	}
	if admin := t.e.Config.Admin; admin != id {
		t.tell(PurposeNotice, admin, RoleAdmin, "no-mail", NoticeDetail{Person: id, Details: details})
	}
	t.bounced(id, address)
	if m := t.managerBut(id); m != t.e.Config.Admin && !t.escalated(m) {
		t.tell(PurposeNotice, m, RoleManager, "no-mail", NoticeDetail{Person: id})
	}
}

// escalated says whether the case is put to the manager in this decision, which tells why.
func (t *turn) escalated(m PersonID) bool {
	return slices.ContainsFunc(t.actions, func(a Action) bool {
		return a.Purpose == PurposeEscalation &&
			a.To.Person == m
	})
}

// managerBut is the manager whose turn it is, or another one if that is the person; empty if there is none.
func (t *turn) managerBut(id PersonID) PersonID {
	if m := t.manager(); m != id {
		return m
	}
	for _, m := range t.team.Managers {
		if m != id && !t.person(m).Gone {
			return m
		}
	}
	return ""
}

// acceptedUnmailed tells the manager, once a turn, that the rep of an accepted meeting gets no mail about it.
func (t *turn) acceptedUnmailed() {
	if a := t.h.Current(); a != nil && !a.NoMail {
		a.NoMail = true
		t.tellManager("bounced")
	}
}
