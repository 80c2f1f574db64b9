package handoff

import "slices"

// CommandHelp is one thing that somebody can answer now.
type CommandHelp struct {
	Usage  string // "assign NAME": capitals stand for what the sender fills in
	Effect Code   // names the words of what it does
}

// Commands lists what a person of the role can answer while a handoff is in the state, the likeliest first. Nobody
// outside has commands.
func Commands(role Role, s State) []CommandHelp {
	var out []CommandHelp
	for _, c := range listedCommands {
		for _, w := range c.when {
			if w.role == speaksFor(role) && slices.Contains(w.states, s) {
				out = append(out, CommandHelp{c.usage, w.effect})
			}
		}
	}
	return out
}

// MayCommand says whether Commands lists the usage for the role in the state.
func MayCommand(usage string, role Role, s State) bool {
	return slices.ContainsFunc(Commands(role, s), func(c CommandHelp) bool { return c.Usage == usage })
}

// Usages are those of all commands, in the order of Commands.
func Usages() []string {
	var out []string
	for _, c := range listedCommands {
		out = append(out, c.usage)
	}
	return out
}

// speaksFor is the role whose commands somebody has.
func speaksFor(role Role) Role {
	switch role {
	case RoleAdvocate:
		return RoleQualifier
	case RoleAdmin:
		return RoleManager
	}
	return role
}

// listedCommand is what can be said, and when. How it is said, in which words and languages, is for package reading.
type listedCommand struct {
	usage string
	when  []occasion
}

// occasion is when a role can say a command, and what it does then.
type occasion struct {
	role   Role
	states []State
	effect Code
}

// on makes an occasion.
func on(role Role, effect Code, states ...State) occasion { return occasion{role, states, effect} }

// listedCommands is the table. Its order is that in which mails list them.
var listedCommands = []listedCommand{
	{"assign NAME", []occasion{on(RoleManager, "assign", Escalated, Offered, Draft, Returned, Accepted),
		on(RoleManager, "assign/answers", Past, Held)}},
	{"reassign", []occasion{on(RoleRep, "reassign/yours", Accepted),
		on(RoleManager, "reassign", Accepted)}},
	{"take", []occasion{on(RoleManager, "take", Escalated, Offered, Returned)}},
	{"keep", []occasion{on(RoleManager, "keep", Escalated),
		on(RoleManager, "keep/away", Accepted),
		on(RoleRep, "keep/yours", Accepted)}},
	{"hold 2h", []occasion{on(RoleManager, "hold", Escalated)}},
	{"extend 2h", []occasion{on(RoleManager, "extend", Offered)}},
	{"accept", []occasion{on(RoleRep, "accept", Offered, Escalated)}},
	{"decline WHY", []occasion{on(RoleRep, "decline", Offered, Escalated),
		on(RoleRep, "decline/accepted", Accepted)}},
	{"reject: CRITERIA", []occasion{on(RoleRep, "reject", Offered, Escalated, Accepted, Past, Held),
		on(RoleManager, "reject", Escalated)}},
	{"could not reach, N attempts", []occasion{on(RoleRep, "could-not-reach", Offered, Escalated, Accepted, Past)}},
	{"replied", []occasion{on(RoleRep, "replied", Offered, Escalated, Accepted)}},
	{"write now", []occasion{on(RoleRep, "write-now", Accepted)}},
	{"send", []occasion{on(RoleRep, "send", Offered, Escalated, Accepted),
		on(RoleQualifier, "send/touch", Nurture),
		on(RoleManager, "send/touch", Nurture)}},
	{"held", verdicts("held")},
	{"no-show", verdicts("no-show")},
	{"no-show (us)", verdicts("no-show-us")},
	{"moved", verdicts("moved")},
	{"cancelled", verdicts("cancelled")},
	{"not what I heard", []occasion{on(RoleQualifier, "not-what-i-heard", Past, Held),
		on(RoleRep, "not-what-i-heard", Past, Held)}},
	{"opportunity LINK", []occasion{on(RoleRep, "opportunity", Held, Past),
		on(RoleManager, "opportunity", Held, Past)}},
	{"won AMOUNT", []occasion{on(RoleRep, "won", Converted), on(RoleManager, "won", Converted)}},
	{"lost: WHY", []occasion{on(RoleRep, "lost", Converted), on(RoleManager, "lost", Converted)}},
	{"Key: value", []occasion{on(RoleQualifier, "amend", Draft, Returned, Offered, Escalated, Accepted, Nurture)}},
	{"move TIME", []occasion{on(RoleQualifier, "move/first", Draft, Nurture),
		on(RoleQualifier, "move", Returned, Offered, Escalated, Accepted, Past),
		on(RoleRep, "move/asks", Offered, Accepted, Escalated),
		on(RoleManager, "move", Draft, Nurture, Returned, Offered, Escalated, Accepted, Past)}},
	{"rep NAME", []occasion{on(RoleQualifier, "rep", Draft, Returned, Escalated),
		on(RoleQualifier, "rep/unanswered", Offered)}},
	{"dispute WHY", []occasion{on(RoleQualifier, "dispute", Returned),
		on(RoleManager, "dispute/manager", Returned)}},
	{"separate", []occasion{on(RoleQualifier, "separate", Draft)}},
	{"nurture until DATE", []occasion{on(RoleRep, "nurture/met", Past, Held),
		on(RoleRep, "nurture/asks", Offered, Escalated, Accepted),
		on(RoleQualifier, "nurture", Draft, Returned, Past, Held, Nurture),
		on(RoleManager, "nurture", Draft, Returned, Past, Held, Nurture)}},
	{"do it", []occasion{on(RoleRep, "do-it", Offered, Accepted, Past, Nurture),
		on(RoleQualifier, "do-it", Offered, Accepted, Past, Nurture),
		on(RoleManager, "do-it", Offered, Accepted, Past, Nurture)}},
	{"consent: WHO, WHEN, WORDS", []occasion{on(RoleQualifier, "consent", Nurture),
		on(RoleManager, "consent", Nurture)}},
	{"away until DATE", []occasion{on(RoleRep, "away", Offered, Accepted, Past, Held)}},
	{"keep the time", []occasion{on(RoleRep, "keep-time/yours", Offered, Accepted),
		on(RoleQualifier, "keep-time", Draft, Returned, Offered, Accepted),
		on(RoleManager, "keep-time", Draft, Returned, Offered, Accepted)}},
	{"use my event", []occasion{on(RoleRep, "use-my-event", Offered, Accepted)}},
	{"keep both", []occasion{on(RoleRep, "keep-both", Offered, Accepted)}},
	{"agree", proposals("agree")},
	{"refuse", proposals("refuse")},
	{"cancel", []occasion{on(RoleQualifier, "cancel/draft", Draft, Returned, Nurture),
		on(RoleQualifier, "cancel", Offered, Escalated, Accepted),
		on(RoleManager, "cancel/draft", Draft, Returned, Nurture),
		on(RoleManager, "cancel", Offered, Escalated, Accepted)}},
	{"slots", []occasion{on(RoleQualifier, "slots", Draft, Returned, Nurture, Offered, Escalated, Accepted, Past),
		on(RoleRep, "slots", Offered, Escalated, Accepted),
		on(RoleManager, "slots", Draft, Returned, Nurture, Offered, Escalated, Accepted, Past)}},
	{"nudge", []occasion{on(RoleQualifier, "nudge", Offered, Accepted),
		on(RoleManager, "nudge", Offered, Accepted)}},
	{"not my fault: WHY", []occasion{on(RoleRep, "not-my-fault", States[1:]...)}},
	{"count it", []occasion{on(RoleManager, "count-it", States[1:]...)}},
	{"drop it", []occasion{on(RoleManager, "drop-it", States[1:]...)}},
	{requireUsage, []occasion{on(RoleManager, "require", States[1:]...)}},
	{"back", []occasion{on(RoleManager, "back", States[1:]...)}},
	{"talk", []occasion{on(RoleManager, "talk", States[1:]...)}},
	{"pause until DATE", []occasion{on(RoleManager, "pause", States[1:]...)}},
	{pauseTeamUsage, []occasion{on(RoleManager, "pause-team", States[1:]...)}},
	{resumeTeamUsage, []occasion{on(RoleManager, "resume-team", States[1:]...)}},
	{"next: WHAT DATE", []occasion{on(RoleRep, "next", States[2:len(States)-1]...),
		on(RoleQualifier, "next", States[1:len(States)-1]...),
		on(RoleManager, "next", States[1:len(States)-1]...)}},
	{"status", []occasion{on(RoleQualifier, "status", States[1:]...),
		on(RoleRep, "status", States[1:]...),
		on(RoleManager, "status", States[1:]...)}},
	{"help", []occasion{on(RoleQualifier, "help", States[1:]...),
		on(RoleRep, "help", States[1:]...),
		on(RoleManager, "help", States[1:]...)}},
}

// verdicts is when a verdict on the meeting is asked for.
func verdicts(effect Code) []occasion {
	return []occasion{on(RoleRep, effect, Past, Held),
		on(RoleQualifier, effect, Past, Held),
		on(RoleManager, effect, Past, Held)}
}

// proposals is when another time may be under discussion.
func proposals(effect Code) []occasion {
	return []occasion{on(RoleRep, effect, Offered, Accepted),
		on(RoleQualifier, effect, Offered, Accepted),
		on(RoleManager, effect, Escalated)}
}
