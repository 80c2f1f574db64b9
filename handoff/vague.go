package handoff

import "time"

// Vague is a no of the rep that lacks what it must say. It is asked for once; then the lead goes back as it was said.
type Vague struct {
	What Code      // criteriaStep or attemptsStep
	By   PersonID  // who said it
	Note string    `json:",omitempty"` // in their words
	At   time.Time // when
	Due  time.Time `json:",omitzero"` // when the lead goes back without; Offered: when the window closes
}

const (
	criteriaStep Code = "criteria" // which were not met?
	attemptsStep Code = "attempts" // when was the prospect tried, and how?

	vagueWait = 4 * time.Hour // working
)

// vagueAsked are the reasons of a decision that asks about a vague no.
var vagueAsked = map[Code]Code{criteriaStep: "criteria-asked", attemptsStep: "attempts-asked"}

// asksOnce keeps a no that lacks something and asks for that; false if it was asked for before, or nobody is asked.
func (t *turn) asksOnce(what Code, note string) bool {
	if v := t.h.Vague; v != nil && v.What == what {
		return false
	}
	w := t.by()
	if w.Person == "" {
		return false
	}
	v := Vague{What: what, By: w.Person, Note: note, At: t.now}
	until := zeroTime
	if t.h.State == Offered {
		if a := t.h.Current(); a != nil {
			until = a.Due
		}
	} else {
		v.Due = t.working(w.Person, t.now, vagueWait)
		if (t.h.State == Accepted || t.h.State == Escalated) && t.now.Before(t.h.Start) && v.Due.After(t.h.Start) {
			v.Due = t.h.Start
		}
		until = v.Due
	}
	t.h.Vague = &v
	t.note(vagueAsked[what], t.writer())
	t.tell(PurposeQuestion, w.Person, t.role(), what, QuestionDetail{Until: until})
	return true
}

// vagueWords are the words of the rep, those of an earlier no that was vague first.
func (t *turn) vagueWords(note string) string {
	v := t.h.Vague
	switch {
	case v == nil || v.By != t.by().Person || v.Note == "" || v.Note == note:
		return note
	case note == "":
		return v.Note
	}
	return v.Note + "\n" + note
}

// planVague forgets a vague no when the lead has gone on.
func (t *turn) planVague() {
	v := t.h.Vague
	if v != nil && !v.At.Equal(t.now) && (t.h.State != t.before.State || t.h.Rep() != t.before.Rep()) {
		t.h.Vague = nil
	}
	if v != nil && t.h.State == Returned {
		t.h.Vague = nil
	}
}

// vagueDue returns the lead as the rep said it, since nothing more came.
func (t *turn) vagueDue() {
	v := t.h.Vague
	open := t.h.State == Escalated || t.h.State == Accepted || t.h.State == Past || t.h.State == Held
	if v == nil || !open || v.Due.IsZero() || t.now.Before(v.Due) {
		t.note("deadline-moved")
		return
	}
	t.leaves(*v)
}

// leaves gives a lead back whose rep does not say what is lacking.
func (t *turn) leaves(v Vague) {
	code := Code("unstated")
	t.note("rejected-unstated", PersonArg(v.By))
	if v.What == attemptsStep {
		code = "unreachable"
		t.note("unreachable/undated", PersonArg(v.By))
	}
	t.giveBack(EndRejected, Return{By: v.By, Code: code, Note: v.Note})
	t.tellManager("rejected")
}
