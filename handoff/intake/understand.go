package intake

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff/dates"
	"handoffd/mail"
)

// Understood is everything that can be known of a mail without knowing whose handoff it concerns.
type Understood struct {
	Message  *mail.Message // never nil
	Auth     mail.Auth
	Answers  []calendar.Answer // of a calendar_reply or calendar_counter, each once; what contradicts itself is left out
	Lost     bool              // somebody answered an invitation, and what they said cannot be read
	Away     time.Time         // automatic reply: when its sender is back; zero when it does not say so for certain
	Warnings []string          // of the mail, then of its calendar parts
	Broken   error             // the program itself cannot cope with the mail; nil: it can
}

// Understand reads a raw mail. Now and zone are those of the reader: they settle what "back on Monday" means.
//
// It never fails. A mail that the program itself cannot cope with comes back as of kind other, so that one such mail
// cannot keep all others from being read.
func Understand(raw []byte, t mail.Trust, now time.Time, zone *time.Location) (u Understood) {
	defer func() {
		if r := recover(); r != nil {
			why := fmt.Sprintf("reading the mail failed: %.200v", r)
			u = Understood{
				Message:  &mail.Message{Kind: mail.KindOther, Why: why, Size: len(raw)},
				Auth:     mail.Auth{Result: "none", Why: why},
				Warnings: []string{why},
				Broken:   errors.New(why),
			}
		}
	}()
	return UnderstandMessage(mail.Read(raw), t, now, zone)
}

// UnderstandMessage is Understand for a mail that was read already.
func UnderstandMessage(m *mail.Message, t mail.Trust, now time.Time, zone *time.Location) Understood {
	u := Understood{Message: m, Auth: m.Authenticate(t), Warnings: append([]string(nil), m.Warnings...)}
	switch m.Kind {
	case mail.KindCalendarReply:
		u.Answers = u.withoutProposed(u.answers("REPLY"))
	case mail.KindCalendarCounter:
		u.Answers = u.answers("COUNTER")
	case mail.KindAutoReply:
		if m.Away != nil {
			u.away(now, zone)
		}
	}
	u.Lost = m.LostAnswer || len(u.Answers) == 0 && u.meets()
	return u
}

// meets says whether the mail is an answer about a meeting, as against a task.
func (u *Understood) meets() bool {
	m := u.Message
	return (m.Kind == mail.KindCalendarReply || m.Kind == mail.KindCalendarCounter) &&
		slices.ContainsFunc(m.Calendars, func(c mail.Calendar) bool { return bytes.Contains(c.Data, []byte("VEVENT")) })
}

// withoutProposed leaves out a yes to a meeting for which the same mail proposes another time.
func (u *Understood) withoutProposed(said []calendar.Answer) []calendar.Answer {
	proposed := map[string]bool{}
	for _, a := range u.answers("COUNTER") {
		proposed[a.UID] = true
	}
	return slices.DeleteFunc(said, func(a calendar.Answer) bool {
		if !proposed[a.UID] {
			return false
		}
		u.warn("the mail answers and proposes another time; the answer of %.80q does not count", a.Attendee)
		return true
	})
}

// answers collects what the calendar parts with the method say. Most senders put the same calendar into a mail twice.
func (u *Understood) answers(method string) []calendar.Answer {
	var said []calendar.Answer
	for _, part := range u.Message.Calendars {
		if part.Method != method {
			continue
		}
		found, answers, warnings, err := ics.Answers(part.Data, part.Method)
		if err != nil {
			u.warn("a calendar part cannot be read: %v", err)
			continue
		}
		for _, w := range warnings {
			u.warn("calendar: %s", w)
		}
		if found == method {
			said = append(said, answers...)
		}
	}
	return u.agreed(said)
}

// answerKey is what an answer is about: two answers with the same one must agree.
type answerKey struct{ uid, recurrence, attendee string }

// agreed keeps each answer once, and none of those that contradict each other.
func (u *Understood) agreed(said []calendar.Answer) []calendar.Answer {
	var out []calendar.Answer
	first := map[answerKey]calendar.Answer{}
	torn := map[answerKey]bool{}
	for _, a := range said {
		k := answerKey{a.UID, a.RecurrenceID, a.Attendee}
		if b, again := first[k]; !again {
			first[k] = a
			out = append(out, a)
		} else if a.PartStat != b.PartStat || a.Method == "COUNTER" && !(a.Start.Equal(b.Start) && a.End.Equal(b.End)) {
			torn[k] = true
		}
	}
	kept := out[:0]
	for _, a := range out {
		if k := (answerKey{a.UID, a.RecurrenceID, a.Attendee}); !torn[k] {
			kept = append(kept, a)
			continue
		}
		u.warn("the calendar parts contradict each other about %.80q; that answer does not count", a.Attendee)
	}
	return kept
}

// away asks the text, then the subject, for the day of return. The phrase that the mail package found is for people to
// see: on its own it does not tell "until" from "from … on".
func (u *Understood) away(now time.Time, zone *time.Location) {
	for _, text := range []string{u.Message.Text, u.Message.Subject} {
		if back, ok := dates.Until(text, now, zone); ok {
			u.Away = back
			return
		}
	}
}

func (u *Understood) warn(format string, args ...any) {
	u.Warnings = append(u.Warnings, fmt.Sprintf(format, args...))
}
