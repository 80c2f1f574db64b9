package render

import (
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// page is one mail in the making: the handoff and the config as the recipient may see them.
type page struct {
	h      *handoff.Handoff
	a      handoff.Action
	c      *handoff.Config
	now    time.Time
	team   handoff.Team
	reader handoff.Person // zero for the prospect
	zone   *time.Location // of the reader
	own    *time.Location // in which the time of the meeting was given
	hosted bool           // the event as its calendar server is to hold it
	prefix string         // of commands in a mail about several handoffs: "HO-7K3QX2 "
}

func newPage(h handoff.Handoff, a handoff.Action, c *handoff.Config, now time.Time) *page {
	p := &page{h: &h, a: a, c: c, now: now, own: meetingZone(h.Zone)}
	p.team, _ = c.Team(h.Team)
	p.zone = p.own
	if a.To.Person != "" {
		p.reader = c.Person(a.To.Person)
		p.zone = p.reader.Location()
	}
	return p
}

// name is how mails call a colleague.
func (p *page) name(id handoff.PersonID) string {
	if id == "" {
		return "nobody"
	}
	return text.OneLine(p.c.Person(id).Name, text.NameLimit)
}

// who is the colleague's name, or "you" if they are reading.
func (p *page) who(id handoff.PersonID) string {
	if id != "" && id == p.reader.ID {
		return "you"
	}
	return p.name(id)
}

// does is who with a verb that fits: "you answer", "Rita Vance answers".
func (p *page) does(id handoff.PersonID, you, others string) string {
	if p.who(id) == "you" {
		return "you " + you
	}
	return p.name(id) + " " + others
}

// prospect is how mails call the main contact; a word that fits any sentence if nobody is known.
func (p *page) prospect() string {
	if c := p.h.Prospect(); c.Address != "" || c.Name != "" {
		return contactName(c)
	}
	return "the prospect"
}

func contactName(c handoff.Contact) string { return text.OneLine(c.Label(), text.NameLimit) }

// lead names the case for colleagues: "Pat Kim (Globex)".
func (p *page) lead() string {
	name := p.prospect()
	if p.h.Prospect().Address == "" {
		name = "brief without a contact"
		if s := text.OneLine(p.h.Subject, text.NameLimit); s != "" {
			name = "“" + s + "”"
		}
	}
	if company := text.OneLine(p.h.Brief["company"], text.NameLimit); company != "" {
		name += " (" + company + ")"
	}
	return name
}

// place is where the meeting is: as the brief says, else in the conference of the event, else where the rep meets people. The event
// itself needs no word of its conference, which its calendar server adds.
func (p *page) place() string {
	if place := text.OneLine(p.h.Place, text.ValueLimit); place != "" {
		return place
	}
	if p.h.Link != "" {
		if p.hosted {
			return ""
		}
		return text.OneLine(p.h.Link, text.ValueLimit)
	}
	if a := p.h.Last(); a != nil && a.Place != "" {
		return text.OneLine(a.Place, text.ValueLimit)
	}
	if rep := p.h.Rep(); rep != "" && !p.ownHolds() { // where the rep's own event is, it says itself
		return text.OneLine(p.c.Person(rep).Link, text.ValueLimit)
	}
	return ""
}

// where is the place as mails tell it.
func (p *page) where() string {
	place := p.place()
	if place == "" && p.c.Conference && !p.ownHolds() {
		return "online; the link is in the invitation"
	}
	return place
}

// greeting of a colleague.
func (p *page) greeting() string {
	if p.reader.Gone { // the roster does not say any more what they are called
		return greet(nil)
	}
	return "Hi " + text.OneLine(p.reader.First(), text.NameLimit) + ","
}

// greetAll greets the prospect's side.
func (p *page) greetAll() string {
	var names []string
	for _, c := range p.h.Reachable() {
		if first := firstName(c.Name); first != "" {
			names = append(names, first)
		}
	}
	return greet(names)
}

func greet(names []string) string {
	if len(names) == 0 || len(names) > 4 {
		return "Hello,"
	}
	return "Hi " + text.Join(names) + ","
}

// colleagueName is a colleague as people outside may know them; empty for somebody not in the roster, whose name is an internal id.
func (p *page) colleagueName(id handoff.PersonID) string {
	if who := p.c.Person(id); !who.Gone {
		return text.OneLine(who.Name, text.NameLimit)
	}
	return ""
}

// manager is whose decision is asked first.
func (p *page) manager() handoff.PersonID { return p.h.Manager(p.c) }

// qualifier is whoever answers for the lead on that side.
func (p *page) qualifier() handoff.PersonID {
	id, _ := p.h.ActingQualifier(p.c)
	return id
}

// label is how mails call a field of the brief.
func (p *page) label(field string) string { return text.OneLine(p.team.Label(field), text.NameLimit) }

// criterion is how mails call a criterion.
func (p *page) criterion(name string) string {
	for _, c := range p.team.Criteria {
		if c.Name == name {
			return text.OneLine(c.Label, text.NameLimit)
		}
	}
	return text.OneLine(name, text.NameLimit)
}

// criteria are the labels of what the team means by "qualified".
func (p *page) criteria() []string {
	var out []string
	for _, c := range p.team.Criteria {
		out = append(out, text.OneLine(c.Label, text.NameLimit))
	}
	return out
}

// anyCriterion is one that an example may name.
func (p *page) anyCriterion() string {
	if len(p.team.Criteria) == 0 {
		return "budget"
	}
	return strings.ToLower(text.OneLine(p.team.Criteria[0].Name, text.NameLimit))
}

// assignment is the one that the action speaks of; nil if it speaks of none that exists.
func (p *page) assignment() *handoff.Assignment {
	if n := p.a.Assignment; n > 0 && n <= len(p.h.Assignments) {
		return &p.h.Assignments[n-1]
	}
	return nil
}
