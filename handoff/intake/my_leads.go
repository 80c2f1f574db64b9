package intake

import (
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// takeMyLeads takes the question `my leads` of a colleague, as the whole mail or as the subject of one without words.
// A mail that somebody outside reads too is none.
func (l *inbound) takeMyLeads() (bool, error) {
	outside := func(a mail.Address) bool {
		_, colleague := l.c.ByEmail(a.Addr)
		return !colleague && !l.c.Owns(a.Addr)
	}
	if slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), outside) || !reading.AsksForLeads(l.askedTimes(), l.c) {
		return false, nil
	}
	why := handoff.Because("leads-listed", handoff.PersonArg(l.sender.ID))
	if !l.c.MayWriteTo(l.sender.Email()) {
		return true, l.silent(trialOnly, why)
	}
	l.t.MyLeads = true
	return true, l.took(why)
}
