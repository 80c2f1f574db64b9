package report

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Aside is what the admin is told of mails that made the program fail.
type Aside struct {
	Mailbox string
	Tries   int            // how often each was tried
	Where   handoff.Reason // where they lie now
	Zone    string         // of the admin
	Mails   []FailedMail
}

// FailedMail is one of them, by what finds it in the mailbox.
type FailedMail struct {
	Sender, Subject string
	Arrived         time.Time
	Why             handoff.Reason
}

// mostAside is how many of them are named.
const mostAside = 20

// ForAdmin is the mail to the admin.
func (a Aside) ForAdmin() handoff.ServiceDetail {
	listed := a.Mails[:min(len(a.Mails), mostAside)]
	d := handoff.ServiceDetail{Says: handoff.ServiceWords("aside", handoff.WordsArg(a.Mailbox), handoff.NumberArg(a.Tries),
		handoff.NumberArg(len(a.Mails)-len(listed)), handoff.ReasonArg(a.Where))}
	for _, m := range listed {
		d.Lines = append(d.Lines, handoff.Because("aside-mail", handoff.AddressArg(text.OneLine(m.Sender, text.NameLimit)),
			handoff.WordsArg(text.OneLine(m.Subject, text.NameLimit)), handoff.TimeArg(m.Arrived, a.Zone),
			handoff.ReasonArg(m.Why)))
	}
	return d
}
