package render

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// possible are the plain replies that mean something now, from this reader: first those that answer a question.
func (p *page) possible() []handoff.CommandHelp {
	return view.Possible(p.View, p.a.To.Role, func(usage string) bool {
		return aside(p.a.Step) && !asideToo(usage) && !view.IsQuestion(p.View, usage) ||
			handoff.WholeTeam(usage) && (p.a.Purpose != handoff.PurposeEcho || p.a.Step != "help") ||
			usage == "Key: value" && len(p.form()) > 0 || // the lines stand there already
			usage == "require CRITERION" && !isPattern(p.a.Step)
	})
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
