package view

import (
	"slices"

	"handoffd/handoff"
)

// Possible are the plain replies that mean something now, from the reader in the role, but those that are left out:
// first those that answer a question.
func Possible(v *View, role handoff.Role, out func(usage string) bool) []handoff.CommandHelp {
	former := role == handoff.RoleRep && v.Reader.ID != v.H.Rep()
	var first, rest []handoff.CommandHelp
	for _, c := range handoff.Commands(role, v.H.State) {
		question := IsQuestion(v, c.Usage)
		switch {
		case former && c.Usage != "status" && c.Usage != "help" && !question, out(c.Usage):
		case !v.H.Answers(c.Usage, v.Reader.ID, role), !handoff.Works(v.H, c.Usage, v.Now):
		case c.Usage == "nudge" && !handoff.MayNudge(v.H, v.Now, v.Zone):
		case question:
			first = append(first, c)
		default:
			rest = append(rest, c)
		}
	}
	return append(first, rest...)
}

// IsQuestion says whether a command answers a question, so that it comes before those that can be said at any time.
func IsQuestion(v *View, usage string) bool {
	if usage == "keep" {
		return v.H.AbsenceAsked()
	}
	answers := []string{"agree", "refuse", "send", "separate", "reassign", "keep the time", "use my event", "keep both",
		"write now", "not my fault: WHY", "count it", "drop it", "back", "talk", "pause until DATE", "require CRITERION"}
	return slices.Contains(answers, usage)
}
