package render

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/templates"
)

// possible are the plain replies that mean something now, from this reader: first those that answer a question.
func (p *page) possible() []handoff.CommandHelp {
	former := p.a.To.Role == handoff.RoleRep && p.Reader.ID != p.H.Rep()
	var first, out []handoff.CommandHelp
	for _, c := range handoff.Commands(p.a.To.Role, p.H.State) {
		switch {
		case (former || aside(p.a.Step)) && !asideToo(c.Usage) && !p.isQuestion(c.Usage):
		case !p.meant(c.Usage):
		case handoff.WholeTeam(c.Usage) && (p.a.Purpose != handoff.PurposeEcho || p.a.Step != "help"):
		case c.Usage == "require CRITERION" && !isPattern(p.a.Step):
		case c.Usage == "nudge" && !handoff.MayNudge(p.H, p.Now, p.Zone):
		case p.isQuestion(c.Usage):
			first = append(first, c)
		default:
			out = append(out, c)
		}
	}
	return append(first, out...)
}

// aside says whether a mail is about a colleague, and the lead only an occasion.
func aside(step handoff.Code) bool {
	return step == "not-my-fault" || step == "silent-in-a-row" || isPattern(step)
}

// asideToo says whether a command can be said by whom the lead is not any more, too.
func asideToo(usage string) bool { return usage == "status" || usage == "help" }

// commands are the same with what each does.
func (p *page) commands() []templates.Command {
	var out []templates.Command
	for _, c := range p.possible() {
		out = append(out, p.command(p.example(c.Usage), c.Effect))
	}
	return out
}

// example is a command with something in the place of what the sender fills in, where that helps.
func (p *page) example(usage string) string {
	if day, asked := p.askedToSleep(usage); asked {
		return day
	}
	return strings.NewReplacer("CRITERIA", p.anyCriterion(), "N attempts", "called Mon, mailed Tue",
		"CRITERION", p.proposedCriterion()).Replace(usage)
}

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
	answers := []string{"agree", "refuse", "send", "separate", "reassign", "keep the time", "use my event", "keep both",
		"write now", "not my fault: WHY", "count it", "drop it", "back", "talk", "pause until DATE", "require CRITERION"}
	return slices.Contains(answers, usage)
}
