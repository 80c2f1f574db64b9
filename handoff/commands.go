package handoff

import "slices"

// CommandHelp is one thing that somebody can answer now.
type CommandHelp struct {
	Usage  string // "assign NAME": capitals stand for what the sender fills in
	Effect string // "gives the lead to that rep"
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
	effect string
}

// on makes an occasion.
func on(role Role, effect string, states ...State) occasion { return occasion{role, states, effect} }

// listedCommands is the table. Its order is that in which mails list them.
var listedCommands = []listedCommand{
	{"assign NAME", []occasion{on(RoleManager, "gives the lead to that rep", Escalated, Offered, Draft, Returned,
		Accepted),
		on(RoleManager, "makes that rep answer for the lead", Past, Held)}},
	{"reassign", []occasion{on(RoleRep, "the next rep gets the meeting, if you were asked because you are away then",
		Accepted),
		on(RoleManager, "the next rep gets the meeting, if you were asked because the rep is away then", Accepted)}},
	{"take", []occasion{on(RoleManager, "you become the rep; a reply to the prospect is still due", Escalated, Offered,
		Returned)}},
	{"keep", []occasion{on(RoleManager, "the same rep again, with half a window", Escalated),
		on(RoleManager, "the meeting stays with the rep, if you were asked because the rep is away then", Accepted),
		on(RoleRep, "the meeting stays with you, if you were asked because you are away then", Accepted)}},
	{"hold 2h", []occasion{on(RoleManager, "nothing happens for that long", Escalated)}},
	{"extend 2h", []occasion{on(RoleManager, "gives the rep that much more working time", Offered)}},
	{"accept", []occasion{on(RoleRep, "the same as accepting the invitation", Offered, Escalated)}},
	{"decline WHY", []occasion{on(RoleRep, "you can't make it: the lead goes to the next rep", Offered, Escalated),
		on(RoleRep, "withdraws your acceptance: the lead goes to the next rep", Accepted)}},
	{"reject: CRITERIA", []occasion{on(RoleRep,
		"not qualified: back to the qualifier, with the criteria that were not met", Offered, Escalated, Accepted, Past,
		Held),
		on(RoleManager, "not qualified: back to the qualifier, with the criteria that were not met", Escalated)}},
	{"could not reach, N attempts", []occasion{on(RoleRep, "the prospect did not answer: back to the qualifier", Offered,
		Escalated, Accepted, Past)}},
	{"replied", []occasion{on(RoleRep, "you have written to the prospect where handoffd could not see it", Offered,
		Escalated)}},
	{"send", []occasion{on(RoleRep, "passes your reply on to the prospect, if only handoffd received it", Offered,
		Escalated, Accepted)}},
	{"held", verdicts("the meeting took place")},
	{"no-show", verdicts("the prospect did not come")},
	{"moved", verdicts("the meeting was put off")},
	{"cancelled", verdicts("the meeting was called off")},
	{"opportunity LINK", []occasion{on(RoleRep, "the lead became an opportunity", Held, Past),
		on(RoleManager, "the lead became an opportunity", Held, Past)}},
	{"Key: value", []occasion{on(RoleQualifier, "adds to the brief or changes it", Draft, Returned, Offered, Escalated,
		Accepted, Nurture)}},
	{"move TIME", []occasion{on(RoleQualifier, "sets the time of the meeting", Draft, Nurture),
		on(RoleQualifier, "moves the meeting; everybody is asked again", Returned, Offered, Escalated, Accepted, Past),
		on(RoleRep, "asks for another time", Offered, Accepted, Escalated),
		on(RoleManager, "moves the meeting; everybody is asked again", Draft, Nurture, Returned, Offered, Escalated, Accepted,
			Past)}},
	{"rep NAME", []occasion{on(RoleQualifier, "that rep is to have the lead", Draft, Returned, Escalated),
		on(RoleQualifier, "that rep is to have the lead, as long as nobody has answered", Offered)}},
	{"dispute WHY", []occasion{on(RoleQualifier, "you do not agree with the rejection: the manager decides", Returned),
		on(RoleManager, "you do not agree with the rejection", Returned)}},
	{"separate", []occasion{on(RoleQualifier,
		"it is another matter than the open lead with the same prospect, if you were asked", Draft)}},
	{"nurture until DATE", []occasion{on(RoleRep, "no immediate timeframe: the lead sleeps until then", Past, Held),
		on(RoleRep, "no immediate timeframe: the qualifier is asked to let the lead sleep", Offered, Escalated, Accepted),
		on(RoleQualifier, "no immediate timeframe: the lead sleeps until then", Returned, Past, Held, Nurture),
		on(RoleManager, "no immediate timeframe: the lead sleeps until then", Returned, Past, Held, Nurture)}},
	{"away until DATE", []occasion{on(RoleRep, "your open leads that fall into that time go to others, without penalty",
		Offered, Accepted, Past, Held)}},
	{"keep the time", []occasion{on(RoleRep,
		"the meeting stays where it is, whatever else is in your calendar; you are not asked again", Offered, Accepted),
		on(RoleQualifier, "the time stays, although the rep has something else then", Draft, Returned, Offered, Accepted),
		on(RoleManager, "the time stays, although the rep has something else then", Draft, Returned, Offered, Accepted)}},
	{"mine", []occasion{on(RoleRep,
		"your own event with the prospect stands for mine, if you were asked; mine is withdrawn", Offered, Accepted)}},
	{"keep both", []occasion{on(RoleRep, "your own event and mine both stay, if you were asked; I do not ask again",
		Offered, Accepted)}},
	{"agree", proposals("takes the other time, if you were asked about one")},
	{"refuse", proposals("keeps the old time, if you were asked about another")},
	{"cancel", []occasion{on(RoleQualifier, "closes the lead", Draft, Returned, Nurture),
		on(RoleQualifier, "calls the meeting off; to be said twice, because the prospect is told", Offered, Escalated,
			Accepted),
		on(RoleManager, "closes the lead", Draft, Returned, Nurture),
		on(RoleManager, "calls the meeting off; to be said twice, because the prospect is told", Offered, Escalated,
			Accepted)}},
	{"status", []occasion{on(RoleQualifier, "tells how it stands", States[1:]...),
		on(RoleRep, "tells how it stands", States[1:]...),
		on(RoleManager, "tells how it stands", States[1:]...)}},
}

// verdicts is when a verdict on the meeting is asked for.
func verdicts(effect string) []occasion {
	return []occasion{on(RoleRep, effect, Past, Held),
		on(RoleQualifier, effect, Past, Held),
		on(RoleManager, effect, Past, Held)}
}

// proposals is when another time may be under discussion.
func proposals(effect string) []occasion {
	return []occasion{on(RoleRep, effect, Offered, Accepted),
		on(RoleQualifier, effect, Offered, Accepted),
		on(RoleManager, effect, Escalated)}
}
