package handoff

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"handoffd/handoff/text"
)

// Circle is who a qualifier's mail went to, beside handoffd.
type Circle struct {
	Sender    PersonID
	To        []Contact // visible recipients, in order; no handoff address among them
	Hidden    bool      // the handoff address was not among the visible recipients: Bcc, or a list
	Lists     []string  // addresses of the mailing list that the mail came through
	Text      string    // what the qualifier wrote
	Forwarded []Contact // senders of what was forwarded with it
}

// maxCircle is how many recipients are looked at.
const maxCircle = 100

// sorted is a circle by what its people are to the lead.
type sorted struct {
	outside []Contact // of no company that is ours
	inside  []Contact // of our company or the sender's, and not in the roster
	reps    []PersonID
	all     []string // addresses
}

// sort tells the recipients apart. Who is in the roster is a colleague, wherever their address is; who is not, but has an address of the
// company's or the sender's domain, may be a colleague or a list: never a prospect by guess.
func (c *Config) sort(team Team, m Circle) sorted {
	var s sorted
	sender := c.Person(m.Sender)
	isList := func(a string) bool {
		return slices.ContainsFunc(m.Lists, func(l string) bool { return SameAddress(l, a) })
	}
	for _, to := range m.To[:min(len(m.To), maxCircle)] {
		to.Address = FoldAddress(to.Address)
		p, colleague := c.ByEmail(to.Address)
		s.all = append(s.all, to.Address)
		switch {
		case colleague && slices.Contains(team.Reps, p.ID) && p.ID != m.Sender && !slices.Contains(s.reps, p.ID):
			s.reps = append(s.reps, p.ID)
		case colleague || isList(to.Address) || slices.ContainsFunc(s.outside, func(o Contact) bool { return SameAddress(o.Address, to.Address) }):
		case sameCompany(to.Address, c.Of(team.Name).Address) || slices.ContainsFunc(sender.Emails, func(e string) bool { return sameCompany(to.Address, e) }):
			s.inside = append(s.inside, to)
		case len(s.outside) < maxProspects:
			s.outside = append(s.outside, to)
		}
	}
	return s
}

// Surround settles who the prospects are and whether the mail itself is the intro. What is not certain is asked, never guessed.
func (f *Briefed) Surround(c *Config, m Circle) {
	team, _ := c.Team(f.Team)
	s := c.sort(team, m)
	switch shown := f.shownTo(s.outside); {
	case m.Hidden || len(s.outside) == 0 && len(shown) == 0:
		f.alone(s, m)
		return
	case len(f.Prospects) > 0 && len(shown) == 0: // those in the mail are somebody else
		return
	case len(shown) > 0:
		f.Prospects = shown
	default:
		f.Prospects = s.outside
	}
	f.Origin, f.InThread = OriginCC, s.all
	f.wishFrom(c, team, s, m)
}

// shownTo are the prospects that the brief names and the mail went to.
func (f *Briefed) shownTo(outside []Contact) []Contact {
	var out []Contact
	for _, p := range f.Prospects {
		if i := slices.IndexFunc(outside, func(o Contact) bool { return SameAddress(o.Address, p.Address) }); i >= 0 {
			if p.Name == "" {
				p.Name = outside[i].Name
			}
			out = append(out, p)
		}
	}
	return out
}

// alone is a brief that the prospect has not seen, or that came in Bcc.
func (f *Briefed) alone(s sorted, m Circle) {
	if len(s.reps) == 1 && f.Wish == "" {
		f.Wish = s.reps[0]
	}
	if len(f.Prospects) > 0 {
		return
	}
	switch {
	case m.Hidden && len(s.outside) > 0:
		f.Ask = append(f.Ask, fmt.Sprintf("I was in Bcc of your mail to %s. If that is the prospect, and I may write there, answer with the line “Contact: %s”.", written(s.outside), written(s.outside[:1])))
	case len(m.Forwarded) == 1:
		f.Prospects = m.Forwarded
	case len(m.Forwarded) > 1:
		f.Ask = append(f.Ask, fmt.Sprintf("You forwarded mail of %s. Which of them is the prospect? Answer with a line “Contact: name <address>”.", written(m.Forwarded)))
	case len(s.inside) > 0:
		f.Ask = append(f.Ask, fmt.Sprintf("Is %s the prospect? The address is of your own company, so I ask. If so, answer with the line “Contact: %s”.", written(s.inside), written(s.inside[:1])))
	}
}

// wishFrom takes the rep from the recipients, or from the text if it names one by first name.
func (f *Briefed) wishFrom(c *Config, team Team, s sorted, m Circle) {
	switch {
	case f.Wish != "":
	case len(s.reps) == 1:
		f.Wish = s.reps[0]
	case len(s.reps) > 1:
		f.Ask = append(f.Ask, fmt.Sprintf("%s are both in the mail. Who is to have the lead? Answer `rep NAME`.", c.listed(team, s.reps, "and")))
	default:
		f.Wish = c.namedIn(team, m, f.Prospects)
	}
}

// namedIn is the one rep of the team whom a text calls by first name, as in "meet Rita". A name that somebody else in the mail has too,
// or that is no capital word, is nobody's.
func (c *Config) namedIn(team Team, m Circle, prospects []Contact) PersonID {
	var taken, found []string
	for _, p := range slices.Concat(m.To, prospects, []Contact{{Name: c.Person(m.Sender).Name}}) {
		taken = append(taken, strings.Fields(normalWords(p.Name))...)
	}
	words := strings.FieldsFunc(text.Cut(m.Text, maxNote), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' })
	var rep PersonID
	for _, id := range team.Reps {
		p := c.Person(id)
		first := p.First()
		if p.Gone || len(first) < 3 || slices.Contains(taken, strings.ToLower(first)) || !slices.Contains(words, first) || slices.Contains(found, first) {
			continue
		}
		found, rep = append(found, first), id
	}
	namesakes := slices.DeleteFunc(slices.Clone(team.Reps), func(id PersonID) bool { return c.Person(id).First() != c.Person(rep).First() })
	if len(found) != 1 || len(namesakes) != 1 {
		return ""
	}
	return rep
}

// written lists contacts as a line of a brief has them.
func written(contacts []Contact) string {
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

// Empty says whether nothing of a lead was understood: nobody to meet, no time, no line of a brief, and nothing to ask about either. A rep
// among the recipients is no lead.
func (f *Briefed) Empty() bool {
	return len(f.Prospects) == 0 && f.Start.IsZero() && len(f.Fields) == 0 && len(f.Ask) == 0 && f.Place == ""
}
