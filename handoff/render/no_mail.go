package render

import (
	"fmt"
	"slices"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// noMailNotice is that a colleague's address does not take mail. What the mail server said is for the admin alone.
func (p *page) noMailNotice() stepWords {
	d := handoff.DetailOf[handoff.NoticeDetail](p.a)
	id := d.Person
	who := p.C.Person(id)
	name, address := p.Name(id), text.OneLine(who.Email(), text.NameLimit)
	w := stepWords{"Mail comes back: " + name, "Mail to " + name + " comes back: the address does not take mail.", nil}
	if p.a.To.Role == handoff.RoleAdmin {
		w.lead = fmt.Sprintf("Please see to the address of %s, %s: it does not take mail.", name, address)
		if said := text.OneLine(d.Details, text.ValueLimit); said != "" {
			w.more = append(w.more, "The mail server said: "+text.Stop(said))
		}
	} else if p.H.State == handoff.Accepted && p.H.Rep() == id {
		first := text.OneLine(who.First(), text.NameLimit)
		w.more = append(w.more, fmt.Sprintf("Please see that %s knows of the meeting, or answer `assign NAME`.", first))
	}
	if slices.Contains(p.Team.Reps, id) {
		w.more = append(w.more, fmt.Sprintf("New leads go to others until a mail comes from %s, or the entry in the "+
			"config is changed.", address))
	}
	if p.a.To.Role != handoff.RoleAdmin {
		w.more = append(w.more, "The admin knows it and what the mail server said.")
	}
	w.more = append(w.more, "It stands like this: "+p.Standing())
	return w
}
