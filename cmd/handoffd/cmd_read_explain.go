package main

import (
	"cmp"
	"fmt"
	"strings"

	"handoffd/calendar"
	"handoffd/handoff/engine"
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

// explain tells in plain sentences how a mail is understood. What comes from the mail is kept on its line.
func explain(path string, u engine.Understood) string {
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(oneLine(fmt.Sprintf(format, args...)) + "\n")
	}
	m := u.Message
	line("%s: %s (%s)", path, kindText[m.Kind], m.Kind)
	line("  Why: %s.", strings.TrimSuffix(m.Why, "."))
	line("  From %s, subject %q.", cmp.Or(m.From.Addr, "an unreadable sender"), m.Subject)
	line("  %s", authText(u.Auth))
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
	if m.Text != "" {
		line("  New text:")
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

func authText(a mail.Auth) string {
	switch a.Result {
	case "pass":
		return fmt.Sprintf("The sender is proved by %s for %s.", a.Method, a.Domain)
	case "fail":
		return fmt.Sprintf("The sender is not who it claims to be: %s.", cmp.Or(a.Why, a.Method+" failed"))
	}
	return fmt.Sprintf("The sender is not proved: %s.", cmp.Or(a.Why, "no trusted server has checked it"))
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

func bounceLines(line func(string, ...any), m *mail.Message) {
	lasting := "not for good"
	if m.Bounce.Permanent {
		lasting = "for good"
	}
	for _, r := range m.Bounce.Recipients {
		if m.Kind == mail.KindBounce {
			line("  %s failed %s (status %s).", r.Address, lasting, cmp.Or(r.Status, "not given"))
			continue
		}
		line("  It concerns %s (status %s).", r.Address, cmp.Or(r.Status, "not given"))
	}
}
