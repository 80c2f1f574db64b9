package mail

import (
	"fmt"
	"strings"
)

// verdict is a kind with the sentence that says why; ok is false when a rule does not apply.
type verdict struct {
	kind  Kind
	why   string
	ok    bool
	maybe bool // the words leave open whether a machine wrote them
	words bool // nothing but words tells
}

func is(kind Kind, why string, args ...any) verdict {
	return verdict{kind: kind, why: fmt.Sprintf(why, args...), ok: true}
}

// classify asks the rules in their order: a calendar answer first, since Google marks guests' answers
// Auto-Submitted; then reports, then what a machine wrote; what is left was written by a person.
func (m *Message) classify(c *contents) {
	rules := []func(*contents) verdict{
		m.calendarKind, m.reportKind, m.notificationKind, m.unlabelledKind, m.receiptKind, m.unreadableKind,
		m.reactionKind, m.automaticKind, m.bulkKind, m.signalKind,
	}
	m.Kind, m.Why = KindHumanReply, "no header or wording marks it as automatic"
	if m.From.Addr == "" {
		m.Kind, m.Why = KindOther, "there is no readable From header"
	}
	for _, rule := range rules {
		if v := rule(c); v.ok {
			m.Kind, m.Why, m.MaybeAutomatic, m.Worded = v.kind, v.why, v.maybe, v.words
			break
		}
	}
	if m.Kind == KindAutoReply {
		m.Away = m.absence()
		m.Gone = m.gone(m.Away)
	}
	m.ideasRead = nil
}

// calendarKind goes by the METHOD of the calendar parts. An answer outranks other methods in the same mail.
func (m *Message) calendarKind(c *contents) verdict {
	if c.delivery != nil || c.feedback != nil {
		return verdict{}
	}
	var best verdict
	rank := len(methods)
	for _, cal := range c.calendars {
		for i, method := range methods {
			if cal.Method == method && i < rank {
				best, rank = calendarVerdict(cal), i
			}
		}
	}
	submitted := strings.ToLower(first(m.fields, "Auto-Submitted"))
	if best.ok && strings.HasPrefix(submitted, "auto-replied") && rank >= 4 {
		return verdict{} // an automatic reply that gives the invitation back
	}
	return best
}

func calendarVerdict(cal Calendar) verdict {
	found := components(cal.Data)
	switch {
	case found["VFREEBUSY"] && !found["VEVENT"] && !found["VTODO"]:
		return is(KindFreeBusyMessage, "a calendar part with METHOD %s holds VFREEBUSY only", cal.Method)
	case !found["VEVENT"] && found["VTODO"]:
		return is(calendarKinds[cal.Method], "a calendar part has METHOD %s, for a task and not a meeting", cal.Method)
	}
	return is(calendarKinds[cal.Method], "a calendar part has METHOD %s", cal.Method)
}

var calendarKinds = map[string]Kind{
	"REPLY": KindCalendarReply, "COUNTER": KindCalendarCounter, "CANCEL": KindCalendarCancel,
	"DECLINECOUNTER": KindCalendarDeclineCounter, "REQUEST": KindCalendarRequest, "ADD": KindCalendarAdd,
	"REFRESH": KindCalendarRefresh, "PUBLISH": KindCalendarPublish,
}

// reportKind goes by the machine-readable part of a multipart/report (RFC 6522).
func (m *Message) reportKind(c *contents) verdict {
	if c.nested != nil && c.delivery == nil && c.feedback == nil && m.bySystem() {
		c.unnest()
	}
	switch {
	case c.feedback != nil:
		m.Bounce = c.complaint(m)
		return is(KindFeedbackReport, "a message/feedback-report part (RFC 5965)")
	case c.disposition:
		return is(KindReadReceipt, "a message/disposition-notification part (RFC 8098)")
	case c.delivery != nil:
		return m.deliveryKind(c)
	}
	media, params := parseMedia(first(m.fields, "Content-Type"))
	if media == "multipart/report" {
		switch strings.ToLower(params["report-type"]) {
		case "disposition-notification":
			return is(KindReadReceipt, "Content-Type has report-type=disposition-notification")
		case "feedback-report":
			m.Bounce = c.complaint(m)
			return is(KindFeedbackReport, "Content-Type has report-type=feedback-report")
		}
	}
	if c.forwarded && strings.HasPrefix(strings.ToLower(m.Subject), "complaint about message from") {
		m.Bounce = c.complaint(m)
		return is(KindFeedbackReport, "the subject is that of a complaint and a message is attached")
	}
	return verdict{}
}

// unreadableKind covers what a person may have written but nobody can read here.
func (m *Message) unreadableKind(c *contents) verdict {
	body := m.Body[:min(len(m.Body), 4000)]
	switch {
	case c.encrypted || strings.Contains(body, "-----BEGIN PGP MESSAGE-----"):
		return is(KindOther, "encrypted message")
	case len(c.calendars) > 0:
		return verdict{}
	}
	v := m.lostCalendar(c, body)
	if m.LostAnswer = v.ok; !v.ok && c.other != "" {
		return is(KindOther, "unreadable calendar message: %s", c.other)
	}
	return v
}

// lostCalendar finds mails about a meeting whose calendar part was lost on the way.
func (m *Message) lostCalendar(c *contents, body string) verdict {
	class := strings.ToLower(first(m.fields, "Content-Class"))
	link := strings.Contains(body, "/owa/") || strings.Contains(body, "outlook.office.com") ||
		strings.Contains(body, "outlook.office365.com")
	answer := hasAnyPrefix(strings.ToLower(m.Subject), answerSubjects)
	switch {
	case c.lost != "":
		return is(KindOther, "unreadable calendar message: %s", c.lost)
	case c.other != "":
		return verdict{}
	case c.unreadable:
		return is(KindOther, "unreadable calendar message: the calendar part is empty")
	case strings.HasSuffix(class, ":calendarmessage"):
		return is(KindOther, "unreadable calendar message: Content-Class is %s but there is no calendar part", class)
	case link && (answer || strings.Contains(body, "IPM.Schedule.Meeting") || strings.Contains(body, "viewmodel=")):
		return is(KindOther, "unreadable calendar message: a link to Outlook on the web stands for the calendar part")
	case has(m.fields, "X-Mail-Calendar-Part"):
		return is(KindOther, "unreadable calendar message: X-Mail-Calendar-Part announces a part that is missing")
	case answer && !tells(m.Text):
		return is(KindOther, "unreadable calendar message: the subject is that of an answer but there is no calendar part")
	}
	return verdict{}
}

// fewWords is how many words a remark beside an answer has at most.
const fewWords = 7

// tells reports whether a text says more than an answer to an invitation: somebody has written under its subject.
func tells(text string) bool {
	lower := flat(text, 1000)
	return len(strings.Fields(lower)) > fewWords && !containsAny(lower, invitations) && !strings.Contains(lower, "://")
}

// reactionKind covers emoji reactions and requests to recall a mail, which are no reply.
func (m *Message) reactionKind(c *contents) verdict {
	switch {
	case c.reaction:
		return is(KindOther, "reaction: a text/vnd.google.email-reaction+json part")
	case reacted(m.Body):
		return is(KindOther, "reaction: the text says that somebody reacted to a message")
	case m.passedOn():
		return is(KindOther, "Exchange tells that a guest has forwarded the invitation; nothing is asked")
	case m.recalled():
		return is(KindOther, "a request to recall a mail, which nobody outside of its sender's server can grant")
	}
	return verdict{}
}

// bulkKind covers newsletters and notices: nobody's answer to anything. List-Unsubscribe alone is no sign, since sales
// tools add it to what a person writes.
func (m *Message) bulkKind(*contents) verdict {
	if len(m.InReplyTo)+len(m.References) > 0 {
		return verdict{}
	}
	if has(m.fields, "X-Original-From") || has(m.fields, "X-Original-Sender") {
		return verdict{} // a list has sent on what somebody wrote
	}
	precedence := strings.ToLower(first(m.fields, "Precedence"))
	switch {
	case precedence == "bulk" || precedence == "junk":
		return is(KindOther, "bulk mail: Precedence is %s and it answers nothing", precedence)
	case has(m.fields, "List-Unsubscribe") && has(m.fields, "List-Id") && !has(m.fields, "List-Post"):
		return is(KindOther, "bulk mail: List-Id and List-Unsubscribe are set and it answers nothing")
	}
	return verdict{}
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
