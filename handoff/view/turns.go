package view

import (
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
	all := handoff.Turns(v.H)
	for _, a := range all[max(0, len(all)-MaxTurns):] {
		rows = append(rows, templates.Row{Label: v.Name(a.Rep), Value: strings.Join(v.turn(a), "\n")})
	}
	return rows
}

func (v *View) turn(a handoff.Assignment) []string {
	var lines []string
	add := func(code string, w templates.Turn) { lines = append(lines, v.Line("turns", code, w)) }
	add("asked", templates.Turn{At: text.Stamp(a.Made, v.Now, v.Zone)})
	if !a.Opened.IsZero() {
		add("window", templates.Turn{Span: text.StampSpan(a.Opened, a.Due, v.Now, v.Zone)})
	}
	for i, e := range a.Evidence {
		if i == MaxTurns {
			add("more", templates.Turn{Number: len(a.Evidence) - i})
			break
		}
		lines = append(lines, Proof(v, e))
	}
	if !a.Ended.IsZero() {
		add("ended", templates.Turn{At: text.Stamp(a.Ended, v.Now, v.Zone), What: v.end(a.End)})
	}
	if said := text.OneLine(a.Said, 2*text.NameLimit); said != "" {
		add("said", templates.Turn{Words: said})
	}
	return lines
}

// GivenBack tells of the judgements of reps by which the lead came back, in their words, as far as the reader reads
// them.
func GivenBack(v *View, reader handoff.PersonID, role handoff.Role) []templates.Row {
	var rows []templates.Row
	for _, r := range handoff.JudgementsFor(v.H, reader, role) {
		rows = append(rows, templates.Row{Label: v.Name(r.By), Value: strings.Join(v.judgement(r), "\n")})
	}
	return rows
}

func (v *View) judgement(r handoff.Return) []string {
	var met []string
	for _, name := range r.Criteria {
		met = append(met, v.Criterion(name))
	}
	w := templates.Turn{At: text.Stamp(r.At, v.Now, v.Zone), Prospect: v.Prospect(), What: strings.Join(met, ", "),
		Words: text.Lines(r.Note)}
	code := "back/rejected"
	switch r.Code {
	case "unreachable":
		code = "back/unreachable"
	case "nurture":
		code = "back/nurture"
	}
	lines := []string{v.Line("turns", code, w)}
	if w.Words != "" {
		lines = append(lines, v.Line("turns", "said", w))
	}
	return lines
}

// Proof is a piece of evidence in words.
func Proof(v *View, e handoff.Evidence) string {
	w := templates.Turn{At: text.Stamp(e.At, v.Now, v.Zone), Prospect: v.Prospect(),
		Words: text.OneLine(v.why(e.Note), text.NameLimit)}
	w.What = v.Line("turns", "accept", w)
	if e.Kind == handoff.RequireReply {
		w.What = v.Line("turns", "reply", w)
	}
	switch e.Strength {
	case handoff.Weak, handoff.Reported, handoff.OnlyHere:
		if e.Via == handoff.ViaLink {
			w.What = v.Line("turns", "link", w)
			break
		}
		w.What = v.Line("turns", string(e.Strength), w)
	}
	if w.Words != "" && e.Strength != handoff.OnlyHere {
		w.What = v.Line("turns", "note", w)
	}
	return w.What
}

// end is why an assignment ended, in words; one of a later version as it is stored.
func (v *View) end(end handoff.EndReason) string {
	switch end {
	case handoff.EndSilence, handoff.EndOver, handoff.EndNoTime, handoff.EndUnclear, handoff.EndDeclined,
		handoff.EndRejected, handoff.EndAway, handoff.EndBounced, handoff.EndManager, handoff.EndGone, handoff.EndProspect,
		handoff.EndWithdrawn, handoff.EndGiven, handoff.EndDone, handoff.EndTaken:
		return v.Line("turns", "end/"+string(end), templates.Turn{})
	}
	return text.OneLine(string(end), text.NameLimit)
}
