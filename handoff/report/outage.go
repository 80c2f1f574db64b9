package report

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Outage is what the mails about an outage speak of.
type Outage struct {
	Config    *handoff.Config
	Source    handoff.Source
	Addresses []string  // handoff addresses that it concerns
	From, To  time.Time // To is zero while it goes on
	Why       string
}

// mostListed bounds the list of one mail.
const mostListed = 200

// keeps says what the outage keeps from happening.
func (o Outage) keeps() handoff.Reason {
	name := handoff.WordsArg(o.Source.Name)
	switch o.Source.Kind {
	case handoff.SourceMail:
		return handoff.Because("outage/mail", handoff.ListArg(o.Addresses))
	case handoff.SourceCalendar:
		return handoff.Because("outage/calendar", name)
	case handoff.SourceEvents:
		return handoff.Because("outage/events", name)
	}
	return handoff.Because("outage/mailbox", name)
}

// topic says the same in the subject.
func (o Outage) topic() handoff.Reason {
	name := handoff.WordsArg(o.Source.Name)
	switch o.Source.Kind {
	case handoff.SourceMail:
		return handoff.Because("outage-topic/mail")
	case handoff.SourceCalendar:
		return handoff.Because("outage-topic/calendar", name)
	case handoff.SourceEvents:
		return handoff.Because("outage-topic/events", name)
	}
	return handoff.Because("outage-topic/mailbox", name)
}

// ForAdmin is the mail to the admin.
func (o Outage) ForAdmin() handoff.ServiceDetail {
	zone := o.Config.Person(o.Config.Admin).Zone
	return handoff.ServiceDetail{Says: handoff.ServiceWords("outage-admin", handoff.ReasonArg(o.keeps()),
		handoff.ReasonArg(o.topic()), handoff.TimeArg(o.From, zone), handoff.TimeArg(o.To, zone),
		handoff.WordsArg(text.Shorten(o.Why, 500)))}
}

// ForManager is the mail to a manager. It has no words if none of their handoffs wait.
func (o Outage) ForManager(p handoff.Person, waiting []handoff.Handoff) handoff.ServiceDetail {
	if len(waiting) == 0 {
		return handoff.ServiceDetail{}
	}
	slices.SortStableFunc(waiting, func(a, b handoff.Handoff) int { return a.Next.At.Compare(b.Next.At) })
	listed := waiting[:min(len(waiting), mostListed)]
	d := handoff.ServiceDetail{Says: handoff.ServiceWords("outage-manager", handoff.ReasonArg(o.keeps()),
		handoff.TimeArg(o.From, p.Zone), handoff.TimeArg(o.To, p.Zone), handoff.PersonArg(o.Config.Admin),
		handoff.NumberArg(len(waiting)), handoff.NumberArg(len(waiting)-len(listed)))}
	for _, h := range listed {
		d.Lines = append(d.Lines, handoff.Because("outage-waits", handoff.WordsArg(h.ID),
			handoff.WordsArg(text.OneLine(h.Brief["company"], text.NameLimit)), handoff.TimeArg(h.Start, p.Zone),
			handoff.WordsArg(h.State), handoff.PersonArg(h.Next.Owner)))
	}
	return d
}
