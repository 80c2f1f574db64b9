package view

import (
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// MaxTurns bounds how many assignments are told of, the latest ones, and how many proofs of one.
const MaxTurns = 12

// Turns tell of each rep's turn: offered, opened, due, what came, and how it ended.
func (v *View) Turns() []templates.Row {
	var rows []templates.Row
	all := v.H.Assignments
	for _, a := range all[max(0, len(all)-MaxTurns):] {
		lines := []string{"asked " + text.Stamp(a.Made, v.Zone)}
		if !a.Opened.IsZero() {
			lines = append(lines, "window "+text.StampSpan(a.Opened, a.Due, v.Zone))
		}
		for i, e := range a.Evidence {
			if i == MaxTurns {
				lines = append(lines, fmt.Sprintf("and %d more signs of life", len(a.Evidence)-i))
				break
			}
			lines = append(lines, v.Evidence(e))
		}
		if len(a.Evidence) == 0 {
			lines = append(lines, "no sign of life")
		}
		if !a.Ended.IsZero() {
			lines = append(lines, "ended "+text.Stamp(a.Ended, v.Zone)+": "+ending(a.End))
		}
		if said := text.OneLine(a.Said, 2*text.NameLimit); said != "" {
			lines = append(lines, "in their words: “"+said+"”")
		}
		rows = append(rows, templates.Row{Label: v.Name(a.Rep), Value: strings.Join(lines, "\n")})
	}
	return rows
}

// Evidence is one proof in words.
func (v *View) Evidence(e handoff.Evidence) string {
	what := "accepted the invitation"
	if e.Kind == handoff.RequireReply {
		what = "replied to " + v.Prospect()
	}
	what += " " + text.Stamp(e.At, v.Zone)
	switch e.Strength {
	case handoff.Weak:
		what += ", sender not verified"
	case handoff.Reported:
		what += ", reported, not seen"
	case handoff.OnlyHere:
		what += ", but only I received it"
	}
	if e.Note != "" && e.Strength != handoff.OnlyHere {
		what += " (" + text.OneLine(e.Note, text.NameLimit) + ")"
	}
	return what
}

// ending is why an assignment ended, in words.
func ending(end handoff.EndReason) string {
	switch end {
	case handoff.EndSilence:
		return "no answer in time"
	case handoff.EndUnclear:
		return "no clear answer in time"
	case handoff.EndDeclined:
		return "can't make it"
	case handoff.EndRejected:
		return "not qualified, or not reached"
	case handoff.EndAway:
		return "out of office"
	case handoff.EndBounced:
		return "mail could not be delivered"
	case handoff.EndManager:
		return "another rep was named"
	case handoff.EndGone:
		return "left the team"
	case handoff.EndProspect:
		return "the prospect is out"
	case handoff.EndWithdrawn:
		return "called off"
	case handoff.EndGiven:
		return "given back to the rep before"
	case handoff.EndDone:
		return "answered in part"
	}
	return text.OneLine(string(end), text.NameLimit)
}
