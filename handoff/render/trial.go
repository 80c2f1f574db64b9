package render

import (
	"slices"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// trial makes a mail one of a trial: no header holds an address that may not get mail, so that no reply can reach a
// customer. One that may not go out at all goes to the admin, with no invitation to answer. It returns the banner that
// says so; empty if all people of the lead may get mail.
func (p *page) trial(d *mail.Draft) string {
	meant := p.recipient()
	if !p.C.MayWriteTo(meant.Addr) {
		d.To, d.Cc, d.ReplyTo = []mail.Address{colleague(p.C.Person(p.C.Admin))}, nil, nil
		d.Auto = true
		banner := p.Line("trial", "meant", templates.Trial{Address: text.OneLine(meant.Addr, text.NameLimit)})
		if d.Calendar != nil {
			d.Calendar = nil
			banner = p.Line("trial", "meant/invitation", templates.Trial{Banner: banner})
		}
		return banner
	}
	d.To, d.Cc, d.ReplyTo = p.mayHave(d.To), p.mayHave(d.Cc), p.mayHave(d.ReplyTo)
	if len(d.To) == 0 {
		d.To, d.Cc = []mail.Address{meant}, nil
	}
	outside := p.a.Purpose.Channel() == handoff.ChannelThread || p.a.Purpose.Channel() == handoff.ChannelCalendar
	if kept := p.prospects(); !outside || len(p.mayHave(kept)) == len(kept) {
		return ""
	}
	return p.Line("trial", "copy", templates.Trial{Prospect: p.Prospect()})
}

// mayHave are those of the addresses that may stand in a mail: all but in a trial.
func (p *page) mayHave(all []mail.Address) []mail.Address {
	if len(p.C.Trial) == 0 {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(a mail.Address) bool {
		return !p.C.Owns(a.Addr) && !p.C.MayWriteTo(a.Addr)
	})
}

// mayAttend are those of the attendees who may stand in an event: a calendar server would write to all of them.
func (p *page) mayAttend(all []calendar.Attendee) []calendar.Attendee {
	return slices.DeleteFunc(all, func(a calendar.Attendee) bool { return !p.C.MayWriteTo(a.Address) })
}
