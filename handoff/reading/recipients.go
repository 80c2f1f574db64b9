package reading

import (
	"slices"
	"strings"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Recipients is who a qualifier's mail went to, beside handoffd.
type Recipients struct {
	Sender    handoff.PersonID
	To        []handoff.Contact // visible recipients, in order; no handoff address among them
	Hidden    bool              // the handoff address was not among the visible recipients: Bcc, or a list
	Lists     []string          // addresses of the mailing list that the mail came through
	Text      string            // what the qualifier wrote
	Forwarded []handoff.Contact // senders of what was forwarded with it
}

// maxRecipients is how many recipients are looked at.
const maxRecipients = 100

// grouped is the recipients, by who they are: outsiders, colleagues, reps.
type grouped struct {
	outside []handoff.Contact // of no company that is ours
	inside  []handoff.Contact // of our company or the sender's, and not in the roster
	reps    []handoff.PersonID
	all     []string // addresses
}

// sort tells the recipients apart. Who is in the roster is a colleague, wherever their address is; who is not, but has
// an address of the company's or the sender's domain, may be a colleague or a list: never a prospect by guess.
func groupRecipients(c *handoff.Config, team handoff.Team, m Recipients) grouped {
	var s grouped
	sender := c.Person(m.Sender)
	isList := func(a string) bool {
		return slices.ContainsFunc(m.Lists, func(l string) bool { return handoff.SameAddress(l, a) })
	}
	for _, to := range m.To[:min(len(m.To), maxRecipients)] {
		to.Address = handoff.FoldAddress(to.Address)
		p, colleague := c.ByEmail(to.Address)
		s.all = append(s.all, to.Address)
		switch {
		case colleague && slices.Contains(team.Reps, p.ID) && p.ID != m.Sender && !slices.Contains(s.reps, p.ID):
			s.reps = append(s.reps, p.ID)
		case colleague || isList(to.Address) || slices.ContainsFunc(s.outside,
			func(o handoff.Contact) bool { return handoff.SameAddress(o.Address, to.Address) }):
		case handoff.SameCompany(to.Address, c.Of(team.Name).Address) || slices.ContainsFunc(sender.Emails,
			func(e string) bool { return handoff.SameCompany(to.Address, e) }):
			s.inside = append(s.inside, to)
		case len(s.outside) < handoff.MaxProspects:
			s.outside = append(s.outside, to)
		}
	}
	return s
}

// Surround settles who the prospects are and whether the mail itself is the intro. What is not certain is asked, never
// guessed.
func Surround(f *handoff.Briefed, c *handoff.Config, m Recipients) {
	team, _ := c.Team(f.Team)
	s := groupRecipients(c, team, m)
	switch shown := shownTo(f, s.outside); {
	case m.Hidden || len(s.outside) == 0 && len(shown) == 0:
		alone(f, s, m)
		return
	case len(f.Prospects) > 0 && len(shown) == 0: // those in the mail are somebody else
		return
	case len(shown) > 0:
		f.Prospects = shown
	default:
		f.Prospects = s.outside
	}
	f.Origin, f.InThread = handoff.OriginCC, s.all
	wishFrom(f, c, team, s, m)
}

// shownTo are the prospects that the brief names and the mail went to.
func shownTo(f *handoff.Briefed, outside []handoff.Contact) []handoff.Contact {
	var out []handoff.Contact
	for _, p := range f.Prospects {
		if i := slices.IndexFunc(outside, func(o handoff.Contact) bool {
			return handoff.SameAddress(o.Address,
				p.Address)
		}); i >= 0 {
			if p.Name == "" {
				p.Name = outside[i].Name
			}
			out = append(out, p)
		}
	}
	return out
}

// alone is a brief that the prospect has not seen, or that came in Bcc.
func alone(f *handoff.Briefed, s grouped, m Recipients) {
	if len(s.reps) == 1 && f.Wish == "" {
		f.Wish = s.reps[0]
	}
	if len(f.Prospects) > 0 {
		return
	}
	switch {
	case m.Hidden && len(s.outside) > 0:
		f.Ask = append(f.Ask, handoff.Because("ask-prospect/hidden", handoff.WordsArg(written(s.outside)),
			handoff.WordsArg(written(s.outside[:1]))))
	case len(m.Forwarded) == 1:
		f.Prospects = m.Forwarded
	case len(m.Forwarded) > 1:
		f.Ask = append(f.Ask, handoff.Because("ask-prospect/forwarded", handoff.WordsArg(written(m.Forwarded))))
	case len(s.inside) > 0:
		f.Ask = append(f.Ask, handoff.Because("ask-prospect/inside", handoff.WordsArg(written(s.inside)),
			handoff.WordsArg(written(s.inside[:1]))))
	}
}

// wishFrom takes the rep from the recipients, or from the text if it names one by first name.
func wishFrom(f *handoff.Briefed, c *handoff.Config, team handoff.Team, s grouped, m Recipients) {
	switch {
	case f.Wish != "":
	case len(s.reps) == 1:
		f.Wish = s.reps[0]
	case len(s.reps) > 1:
		f.Ask = append(f.Ask, handoff.Because("ask-rep/both", listed(c, team, s.reps)))
	default:
		f.Wish = namedIn(c, team, m, f.Prospects)
	}
}

// namedIn is the one rep of the team whom a text calls by first name, as in "meet Rita". A name that somebody else in
// the mail has too, or that is no capital word, is nobody's.
func namedIn(c *handoff.Config, team handoff.Team, m Recipients, prospects []handoff.Contact) handoff.PersonID {
	var taken, found []string
	for _, p := range slices.Concat(m.To, prospects, []handoff.Contact{{Name: c.Person(m.Sender).Name}}) {
		taken = append(taken, strings.Fields(text.Fold(p.Name))...)
	}
	words := strings.FieldsFunc(text.Cut(m.Text, handoff.MaxNote), func(r rune) bool {
		return !unicode.IsLetter(r) &&
			r != '-' && r != '\''
	})
	var rep handoff.PersonID
	for _, id := range team.Reps {
		p := c.Person(id)
		first := p.First()
		if p.Gone || len(first) < 3 || slices.Contains(taken, text.Fold(first)) || !slices.Contains(words, first) ||
			slices.Contains(found, first) {
			continue
		}
		found, rep = append(found, first), id
	}
	namesakes := slices.DeleteFunc(slices.Clone(team.Reps),
		func(id handoff.PersonID) bool { return c.Person(id).First() != c.Person(rep).First() })
	if len(found) != 1 || len(namesakes) != 1 {
		return ""
	}
	return rep
}

// written lists contacts as a line of a brief has them.
func written(contacts []handoff.Contact) string {
	var out []string
	for _, p := range contacts[:min(len(contacts), 5)] {
		text := p.Address
		if name := personName(p.Name); name != "" {
			text = name + " <" + text + ">"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}
