package mail

import "testing"

// An absence is a vendor's mark, or an out-of-office subject, and words of absence, or that subject.
func TestAbsence(t *testing.T) {
	const off = "I am out of the office until 4 December."
	const generated, replied = "Auto-Submitted: auto-generated\r\n", "Auto-Submitted: auto-replied\r\n"
	for _, tt := range []struct {
		name, subject, fields, text string
		away, marked                bool
	}{
		{"replied and words", "Re: Intro", replied, off, true, true},
		{"replied alone", "Re: Intro", replied, "Your ticket 4711 was opened.", false, false},
		{"generated and words", "Re: Intro", generated, off, false, false},
		{"generated alone", "Rob shared a document", generated, "Please comment until Friday 18 December 2026.", false,
			false},
		{"generated, with the subject", "Automatic reply: Intro", generated, "At the fair, call Raul.", true, true},
		{"the subject alone", "Automatic reply: Intro", "", "At the fair, call Raul.", true, true},
		{"the subject of a desk", "Request received", "", "Ticket 4711 was opened.", false, false},
		{"the subject of a desk, with words", "Automated response", replied, off, true, true},
		{"rules loop and words", "Re: Intro", "X-MS-Exchange-Inbox-Rules-Loop: r@acme.example\r\n" + generated, off, true,
			true},
		{"rules agent and words", "Re: Intro", "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\r\n", off, true,
			true},
		{"autoreply and words", "Re: Intro", "X-Autoreply: yes\r\n", off, true, true},
		{"a ticket system and words", "Re: Intro", "X-OTRS-Loop: yes\r\n", off, false, false},
		{"machine generated and words", "Re: Intro", "X-FC-MachineGenerated: true\r\n", off, false, false},
		{"words that speak for themselves", "Re: Intro", "", off + " In urgent cases please contact Jane.", true, false},
		{"signs of an absence", "Back soon", "", "Thanks for your mail, I lie in the sun and read none. From 7 April I am " +
			"back at my " +
			"desk. If it cannot wait, please write to jane@acme.example.", true, false},
		{"a return in Japanese", "Re: Intro", replied, "10月12日に戻ります。", true, true},
		{"a return in Italian", "R: Intro", replied, "Rientrerò lunedì 12 ottobre.", true, true},
	} {
		m := Read(plain(tt.subject, inThread+tt.fields, tt.text))
		if m.Kind != KindAutoReply || (m.Away != nil) != tt.away || m.Away != nil && m.Away.Marked != tt.marked {
			t.Errorf("%s: kind %s (%s), away %+v; want %v, marked %v", tt.name, m.Kind, m.Why, m.Away, tt.away, tt.marked)
		}
	}
}

// Who is gone, and where to write instead.
func TestGone(t *testing.T) {
	for _, tt := range []struct {
		subject, text string
		gone, left    bool
		instead       string
	}{
		{"Re: Intro", "I have left Acme. Please contact Jane Doe at jane@acme.example.", true, true, "jane@acme.example"},
		{"Automatic reply: Intro", "Rob Roe is no longer with Acme. Your mail is not forwarded.", true, true, ""},
		{"AW: Intro", "Herr Roe ist nicht mehr im Unternehmen tätig. Bitte wenden Sie sich an muster@acme.example.", true,
			true, "muster@acme.example"},
		{"New email address", "My email address has changed. Please use rob@new.example.", true, false, "rob@new.example"},
		{"Neue E-Mail-Adresse", "Meine E-Mail-Adresse hat sich geändert. Bitte verwenden Sie ab sofort rob@new.example.",
			true, false, "rob@new.example"},
		{"Automatic reply: Intro", "I have left the office and return on 12 October. Contact jane@acme.example.", false,
			false, ""},
		{"Automatic reply: Intro", "I am out of the office until 12 October.", false, false, ""},
		{"We received your message", "Your request was received. A ticket was opened: 4711.", false, false, ""},
	} {
		m := Read(plain(tt.subject, inThread, tt.text))
		if m.Kind != KindAutoReply || (m.Gone != nil) != tt.gone {
			t.Errorf("%q: kind %s (%s), gone %+v", tt.text, m.Kind, m.Why, m.Gone)
			continue
		}
		if g := m.Gone; g != nil && (g.Left != tt.left || g.NewAddress != tt.instead) {
			t.Errorf("%q: %+v, want left %v, %q", tt.text, g, tt.left, tt.instead)
		}
	}
}

// A pronoun that begins the next sentence is nobody's name, and who covers may stand before the verb.
func TestCover(t *testing.T) {
	for text, want := range map[string]string{
		"Thank you for your email. We will respond within 3 days.": "",
		"I have no access to email. Jane Doe is covering for me.":  "Jane Doe",
		"For anything urgent call. You can also write.":            "", "Please contact Jane Doe.": "Jane Doe",
		"Please call I will answer.": "",
	} {
		if got := away(text).Cover; got != want {
			t.Errorf("%q: cover %q, want %q", text, got, want)
		}
	}
}
