package handoff

import (
	"slices"
	"strings"

	"handoffd/calendar"
)

// Owners are those whose an address may be: with a plus tag, the one who has it as it is; else everybody whose own
// differs from it by a tag alone, colleagues and prospects of a handoff alike, since a webmail leaves the tag out when
// it answers. Where there are several, nothing may be credited to any of them by the address.
func (c *Config) Owners(h Handoff, address string) []Who {
	var exact, similar []Who
	folded := FoldAddress(address)
	see := func(own string, w Who) {
		own = FoldAddress(own)
		switch {
		case address == "" || own == "":
		case own == folded:
			exact = append(exact, w)
		case same(own, folded) && !slices.Contains(similar, w):
			similar = append(similar, w)
		}
	}
	for id, p := range c.People {
		for _, own := range p.Emails {
			see(own, Who{Person: id})
		}
	}
	slices.SortFunc(similar, func(a, b Who) int { return strings.Compare(string(a.Person), string(b.Person)) })
	for _, p := range h.Prospects {
		see(p.Address, Who{Address: FoldAddress(p.Address)})
	}
	if len(exact) > 0 && plain(folded) != folded {
		return exact[:1]
	}
	return append(exact, similar...)
}

// Signs tell who of the owners of an address wrote a mail.
type Signs struct {
	Given    PersonID  // whose the reply address is that it was sent to
	Answered Recipient // whom the mail went to that it answers
	UIDs     []string  // of the events that it answers
	To       []string  // its recipients
}

// Whose picks the one of several owners who wrote a mail, by what only that one can have answered; false leaves it
// open.
func (c *Config) Whose(h Handoff, owners []Who, s Signs) (Who, bool) {
	only := func(is func(Who) bool) (Who, bool) {
		left := slices.DeleteFunc(slices.Clone(owners), func(w Who) bool { return !is(w) })
		if len(left) != 1 {
			return Who{}, false
		}
		return left[0], true
	}
	if s.Given != "" {
		return only(func(w Who) bool { return w.Person == s.Given })
	}
	if len(s.UIDs) > 0 {
		return only(func(w Who) bool {
			return !slices.ContainsFunc(s.UIDs, func(uid string) bool { return !h.holds(w, calendar.NormalizeUID(uid)) })
		})
	}
	if to := s.Answered; to.Person != "" || to.Address != "" {
		return only(func(w Who) bool {
			return w.Person == to.Person && (w.Person != "" || w.Address == FoldAddress(to.Address))
		})
	}
	if w, ok := only(func(w Who) bool { return !c.amongThem(w, s.To) }); ok && len(owners) > 1 {
		return w, true
	}
	return Who{}, false
}

// holds says whether the event under the UID may be that of the person or address; one of an older installation is
// everybody's.
func (h *Handoff) holds(w Who, uid string) bool {
	shared := slices.ContainsFunc(h.Guests, func(g Guest) bool { return g.Person != "" && g.UID == "" })
	return slices.ContainsFunc(h.Events().UIDs(), func(e EventUID) bool {
		return e.UID == uid && (e.Person == w.Person || e.Person == "" && shared)
	})
}

// amongThem says whether a mail went to the person under an address that is theirs alone.
func (c *Config) amongThem(w Who, to []string) bool {
	own := []string{w.Address}
	if w.Person != "" {
		own = c.Person(w.Person).Emails
	}
	return slices.ContainsFunc(to, func(a string) bool {
		return slices.ContainsFunc(own, func(o string) bool { return FoldAddress(o) == FoldAddress(a) })
	})
}

// AskOf is the colleague of several owners who is asked whether a mail is theirs: the rep, else the qualifier, else
// any; none of them may be a colleague.
func (c *Config) AskOf(h Handoff, owners []Who) (Person, bool) {
	rank := func(w Who) int {
		switch {
		case w.Person == "":
			return 3
		case w.Person == h.Rep():
			return 0
		case w.Person == h.Qualifier || h.ID == "" && c.HandsOver(w.Person):
			return 1
		}
		return 2
	}
	best := slices.MinFunc(owners, func(a, b Who) int { return rank(a) - rank(b) })
	return c.Person(best.Person), best.Person != ""
}

// IsExactly says whether an address is one of a colleague's as it is, tag and all.
func (c *Config) IsExactly(id PersonID, address string) bool {
	return c.amongThem(Who{Person: id}, []string{address})
}

// HandsOver says whether a person may hand over leads in some team.
func (c *Config) HandsOver(id PersonID) bool {
	return slices.ContainsFunc(c.Teams, func(t Team) bool { return slices.Contains(t.Qualifiers, id) })
}
