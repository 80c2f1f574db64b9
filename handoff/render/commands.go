package render

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/templates"
)

// commands are the plain replies that mean something now, from this reader.
func (p *page) commands() []templates.Command {
	if p.a.To.Role == handoff.RoleRep && p.Reader.ID != p.H.Rep() { // a former rep
		out := []templates.Command{p.command("status", "status")}
		if usage := "not my fault: WHY"; p.meant(usage) {
			out = append([]templates.Command{p.command(usage, "not-my-fault")}, out...)
		}
		return out
	}
	examples := strings.NewReplacer("CRITERIA", p.anyCriterion(), "N attempts", "3 attempts")
	var first, out []templates.Command
	for _, c := range handoff.Commands(p.a.To.Role, p.H.State) {
		line := p.command(examples.Replace(c.Usage), c.Effect)
		switch {
		case !p.meant(c.Usage):
		case p.isQuestion(c.Usage):
			first = append(first, line)
		default:
			out = append(out, line)
		}
	}
	if aside(p.a.Step) {
		return append(first, p.command("status", "status"))
	}
	return append(first, out...)
}

// aside says whether a mail is about a colleague, and the lead only an occasion.
func aside(step handoff.Code) bool { return step == "not-my-fault" || step == "silent-in-a-row" }

// command is a plain reply with what it does.
func (p *page) command(usage string, effect handoff.Code) templates.Command {
	return templates.Command{Usage: usage,
		Effect: p.Line("commands", string(effect), templates.Effect{Name: p.Name(p.H.Rep())})}
}

// meant says whether a command that answers a question has one to answer.
func (p *page) meant(usage string) bool {
	if usage == "Key: value" && len(p.form()) > 0 { // the lines stand there already
		return false
	}
	return p.H.Answers(usage, p.Reader.ID, p.a.To.Role)
}

// isQuestion says whether a command answers a question, so that it comes before those that can be said at any time.
func (p *page) isQuestion(usage string) bool {
	if usage == "keep" {
		return p.H.AbsenceAsked()
	}
	answers := []string{"agree", "refuse", "send", "separate", "reassign", "keep the time", "mine", "keep both",
		"not my fault: WHY", "count it", "drop it", "back", "talk", "pause until DATE"}
	return slices.Contains(answers, usage)
}
