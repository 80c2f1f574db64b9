package handoff

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff/text"
)

// Meant is a command that words of a colleague came near to. It was offered back, and their plain yes gives it.
type Meant struct {
	By   PersonID
	Text string    // the command, as they could have written it
	At   time.Time // when they wrote: dates in it are understood from there

	Lines bool   `json:",omitempty"` // Text is lines of a brief, read in the qualifier's words
	Doubt string `json:",omitempty"` // what the time in them may be instead
}

// confirming reads a plain yes to what was offered back, and does not take a no to it for one to anything else. What
// else is open and waits for a yes makes it ambiguous, and is asked about.
func (r *reading) confirming(line, note string) (Fact, bool) {
	m, open := r.h.MeantBy(r.about.By.Person)
	if !open || note != "" || strings.ContainsAny(line, "?？") {
		return nil, false
	}
	yes, no := Consent(line, r.c.Person(m.By).Name)
	switch {
	case !yes && !no:
		return nil, false
	case r.waitsForYes():
		const other = "for the other time, `agree` or `refuse`."
		return r.at(line).unclear("Two things are open. Answer `" + m.Text + "` for the one; " + other), true
	case no:
		return r.at(line).unclear("Then I leave it as it is. What do you mean?"), true
	}
	then := *r
	then.now = m.At
	if m.Lines {
		return then.amending(m.Text), true
	}
	if f, ok := then.command(m.Text, ""); ok {
		return f, true
	}
	return nil, false
}

// waitsForYes says whether the sender was asked something else that yes or no answers.
func (r *reading) waitsForYes() bool {
	by := r.about.By.Person
	open := len(r.h.OpenTo(by, QuestionSender)) + len(r.h.OpenTo(by, QuestionYours))
	return open > 0 || r.ownAsked() || r.asked("yes") || r.asked("no")
}

// offer makes of words that come near a command the question whether it is meant. Where a yes would answer something
// else, the command itself is asked for.
func (r *reading) offer(command string) Fact {
	command = strings.Join(strings.Fields(command), " ")
	u := &Unclear{Text: text.Cut(r.line, maxNoted)}
	shown := "`" + strings.ReplaceAll(text.Cut(command, maxNoted), "`", "'") + "`"
	if r.waitsForYes() {
		u.Ask = "I read this as " + shown + ". If that is right, please write it like that."
		return u
	}
	u.Ask, u.Meant = "I read this as "+shown+". Is that right? Then answer `yes`.", command
	return u
}

// clearMeant forgets what was offered back to the sender of a later fact.
func (t *turn) clearMeant() {
	by, status := t.by().Person, t.f.Kind() == KindStatus
	t.h.Meant = slices.DeleteFunc(t.h.Meant, func(m Meant) bool { return m.By == by && !(m.Lines && status) })
	if len(t.h.Meant) == 0 {
		t.h.Meant = nil
	}
}

// offerBack keeps what is offered back to somebody in place of what was before.
func (t *turn) offerBack(m Meant) {
	t.h.Meant = append(slices.DeleteFunc(t.h.Meant, func(o Meant) bool { return o.By == m.By }), m)
}

// MeantBy is what was offered back to a person and still waits for their yes.
func (h *Handoff) MeantBy(id PersonID) (Meant, bool) {
	i := slices.IndexFunc(h.Meant, func(m Meant) bool { return m.By == id && id != "" })
	if i < 0 {
		return Meant{}, false
	}
	return h.Meant[i], true
}
