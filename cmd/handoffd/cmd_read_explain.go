package main

import (
	"cmp"
	"fmt"
	"strings"

	"handoffd/calendar"
	"handoffd/handoff/intake"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// kindText says what each kind of mail is, and what handoffd makes of it.
var kindText = map[mail.Kind]string{
	mail.KindHumanReply:             "A person wrote this.",
	mail.KindAutoReply:              "A machine answered for its owner; it is nobody's reply.",
	mail.KindBounce:                 "A mail could not be delivered.",
	mail.KindDSNDelayed:             "A mail is late but not lost; nothing is done about it yet.",
	mail.KindDSNDelivered:           "A mail was delivered; that is no reply.",
	mail.KindFeedbackReport:         "A recipient complained about a mail.",
	mail.KindReadReceipt:            "A mail was displayed; that is no reply.",
	mail.KindCalendarReply:          "An answer to an invitation.",
	mail.KindCalendarCounter:        "A guest proposes another time; that is no acceptance.",
	mail.KindCalendarCancel:         "An event is called off.",
	mail.KindCalendarDeclineCounter: "An organizer refuses a proposed time.",
	mail.KindCalendarRequest:        "An invitation; it is nobody's answer.",
	mail.KindCalendarPublish:        "A published event; it is nobody's answer.",
	mail.KindCalendarAdd:            "An addition to an event; it is nobody's answer.",
	mail.KindCalendarRefresh:        "A request for the latest version of an event.",
	mail.KindFreeBusyMessage:        "About free and busy time; it is nobody's answer.",
	mail.KindOther:                  "Nothing that could be acted on.",
}

// answerText says what each answer to an invitation means.
var answerText = map[calendar.PartStat]string{
	calendar.Accepted:    "accepts",
	calendar.Declined:    "declines",
	calendar.Tentative:   "may come",
	calendar.Delegated:   "sends somebody else",
	calendar.NeedsAction: "has not answered",
}

// explain tells in plain sentences how a mail is understood; trusting says that some server's verdicts are believed.
// What comes from the mail is kept on its line.
func explain(path string, u intake.Understood, trusting bool) string {
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(text.Inline(fmt.Sprintf(format, args...)) + "\n")
	}
	m := u.Message
	line("%s: %s (%s)", path, kindText[m.Kind], m.Kind)
	line("  Why: %s.", strings.TrimSuffix(m.Why, "."))
	line("  From %s, subject %q.", cmp.Or(m.From.Addr, "an unreadable sender"), m.Subject)
	line("  %s", authText(u.Auth, trusting))
	for _, a := range u.Answers {
		line("  %s", answerLine(a))
	}
	if m.Kind == mail.KindCalendarReply && len(u.Answers) == 0 {
		line("  No answer of anybody can be taken from it; a person has to look.")
	}
	if m.Bounce != nil {
		bounceLines(line, m)
	}
	if m.Away != nil {
		back := "It does not say for certain until when."
		if !u.Away.IsZero() {
			back = "Back on " + u.Away.Format("Monday 2 January 2006") + "."
		}
		line("  %s", back)
		if m.Away.Cover != "" {
			line("  Covered by %s.", m.Away.Cover)
		}
	}
	if m.Gone != nil {
		goneLine(line, m.Gone)
	}
	if len(m.Attachments) > 0 {
		line("  Attached, and not read: %s.", strings.Join(m.Attachments[:min(len(m.Attachments), 10)], ", "))
	}
	if m.Text != "" {
		line("  %s", textHead(m.Kind))
		for text := range strings.SplitSeq(m.Text, "\n") {
			line("  | %s", text)
		}
	}
	if m.Forwarded != "" {
		line("  Mind: %s.", onlyForwarded)
		for text := range strings.SplitSeq(m.Forwarded, "\n") {
			line("  > %s", text)
		}
	}
	for _, w := range u.Warnings {
		line("  Mind: %s.", w)
	}
	return b.String()
}

// goneLine says that somebody is no longer to be had at the address.
func goneLine(line func(string, ...any), g *mail.Gone) {
	text := "It says that the address has changed."
	if g.Left {
		text = "It says that its owner has left the company."
	}
	if g.NewAddress != "" {
		text += fmt.Sprintf(" It names %s; nothing is sent there by itself.", g.NewAddress)
	}
	line("  %s", text)
}

// textHead stands above the text: only a person's acts.
func textHead(kind mail.Kind) string {
	if kind == mail.KindHumanReply {
		return "New text:"
	}
	return "It says:"
}

func authText(a mail.Auth, trusting bool) string {
	switch a.Result {
	case "pass":
		return fmt.Sprintf("The sender is proved by %s for %s.", a.Method, a.Domain)
	case "fail":
		return fmt.Sprintf("The sender is not who it claims to be: %s.", cmp.Or(a.Why, a.Method+" failed"))
	}
	text := fmt.Sprintf("The sender is not proved: %s.", cmp.Or(a.Why, "no trusted server has checked it"))
	if !trusting {
		text += " Say whom you trust with --config FILE or --authserv-id ID."
	}
	return text
}

func answerLine(a calendar.Answer) string {
	what := cmp.Or(answerText[a.PartStat], "answers "+string(a.PartStat))
	if a.Method == "COUNTER" {
		what = "proposes another time"
		if !a.Start.IsZero() {
			what = "proposes " + spanText(a.Start, a.End)
		}
	}
	line := fmt.Sprintf("%s %s (event %s", a.Attendee, what, a.UID)
	if a.RecurrenceID != "" {
		line += ", only " + a.RecurrenceID
	}
	line += ")."
	if a.Comment != "" {
		line += fmt.Sprintf(" Comment: %q", a.Comment)
	}
	return line
}

// bounceLines says of each recipient of a report what became of the mail.
func bounceLines(line func(string, ...any), m *mail.Message) {
	for _, r := range m.Bounce.Recipients {
		status := cmp.Or(r.Status, "not given")
		switch {
		case m.Kind == mail.KindFeedbackReport:
			line("  %s complained.", r.Address)
		case m.Kind != mail.KindBounce:
			line("  It concerns %s (status %s).", r.Address, status)
		case m.Bounce.PermanentFor(r):
			line("  %s failed for good (status %s).", r.Address, status)
		default:
			line("  %s failed, but perhaps not for good (status %s).", r.Address, status)
		}
	}
	if len(m.Bounce.Recipients) == 0 {
		line("  It does not say whom it concerns.")
	}
	if m.Bounce.MessageID != "" {
		line("  It is about the mail <%s>.", m.Bounce.MessageID)
	}
}
