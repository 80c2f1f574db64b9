package report

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Aside is what the admin is told of mails that made the program fail.
type Aside struct {
	Mailbox string
	Tries   int    // how often each was tried
	Where   string // a sentence: where they lie now
	Zone    *time.Location
	Mails   []FailedMail
}

// FailedMail is one of them, by what finds it in the mailbox.
type FailedMail struct {
	Sender, Subject, Why string
	Arrived              time.Time
}

// mostAside is how many of them are named.
const mostAside = 20

// ForAdmin is the mail to the admin.
func (a Aside) ForAdmin() handoff.ServiceDetail {
	var b strings.Builder
	fmt.Fprintf(&b, "handoffd failed on these mails in %s, tried %d times each, and set them aside. Everything else "+
		"goes on.\n", a.Mailbox, a.Tries)
	for _, m := range a.Mails[:min(mostAside, len(a.Mails))] {
		fmt.Fprintf(&b, "\n  from %s, %q, of %s: %s\n", text.OneLine(m.Sender, text.NameLimit),
			text.OneLine(m.Subject, text.NameLimit), text.Moment(m.Arrived, a.Zone), text.OneLine(m.Why, 2*text.NameLimit))
	}
	if n := len(a.Mails) - mostAside; n > 0 {
		fmt.Fprintf(&b, "\n  and %d more\n", n)
	}
	b.WriteString("\n" + a.Where + " More of this hour may lie beside them.\n\nThis is a fault in handoffd. The log has " +
		"the details; please report it with one of these mails. When it is mended, move the mails back and they are taken.\n")
	return handoff.ServiceDetail{Subject: "handoffd set mails aside", Text: b.String()}
}
