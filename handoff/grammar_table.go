package handoff

import (
	"slices"
	"strings"
)

// CommandHelp is one thing that somebody can answer now.
type CommandHelp struct {
	Usage  string // "assign NAME": capitals stand for what the sender fills in
	Effect string // "gives the lead to that rep"
}

// Commands lists what a person of the role can answer while a handoff is in the state, the likeliest first. Nobody outside has commands.
func Commands(role Role, s State) []CommandHelp {
	switch role {
	case RoleAdvocate:
		role = RoleQualifier
	case RoleAdmin:
		role = RoleManager
	}
	var out []CommandHelp
	for _, c := range commands {
		for _, w := range c.when {
			if w.role == role && slices.Contains(w.states, s) {
				out = append(out, CommandHelp{c.usage, w.effect})
			}
		}
	}
	return out
}

// command is one row of the table of commands: how it is said, how the rest is read, and who can say it when.
type command struct {
	usage string
	say   []string // folded words that it begins with; none: no command, but shown
	noted bool     // a reason may follow, on further lines too
	asked bool     // a question mark does not make it a question to somebody else
	read  func(*reading, argument) (Fact, bool)
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

// match is a command whose first n words stand at the beginning of a line.
type match struct {
	command command
	n       int
}

// matching finds the commands that the words may begin, the longest phrase first.
func matching(words []string) []match {
	text := pad(strings.Join(words[:min(len(words), 8)], " "))
	var out []match
	for _, c := range commands {
		for _, p := range c.said() {
			if strings.HasPrefix(text, pad(p)) {
				out = append(out, match{c, 1 + strings.Count(p, " ")})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b match) int { return b.n - a.n })
	return out
}

// commands is the table. Its order is that in which mails list them.
var commands = []command{
	{usage: "assign NAME", read: assigning,
		say: []string{"assign", "give it to", "give this to", "give to", "hand it to", "hand over to"},
		when: []occasion{on(RoleManager, "gives the lead to that rep", Escalated, Offered, Draft, Returned, Accepted),
			on(RoleManager, "makes that rep answer for the lead", Past, Held)}},
	{usage: "reassign", read: reassigning, say: []string{"reassign"},
		when: []occasion{on(RoleRep, "the next rep gets the meeting, if you were asked because you are away then", Accepted),
			on(RoleManager, "the next rep gets the meeting, if you were asked because the rep is away then", Accepted)}},
	{usage: "take", read: taking,
		say:  []string{"take", "take over", "take it over"},
		when: []occasion{on(RoleManager, "you become the rep; a reply to the prospect is still due", Escalated, Offered, Returned)}},
	{usage: "keep", read: keeping,
		say: []string{"keep"},
		when: []occasion{on(RoleManager, "the same rep again, with half a window", Escalated),
			on(RoleManager, "the meeting stays with the rep, if you were asked because the rep is away then", Accepted),
			on(RoleRep, "the meeting stays with you, if you were asked because you are away then", Accepted)}},
	{usage: "hold 2h", read: holding, say: []string{"hold"},
		when: []occasion{on(RoleManager, "nothing happens for that long", Escalated)}},
	{usage: "extend 2h", read: holding, say: []string{"extend", "extend by", "extend it by"},
		when: []occasion{on(RoleManager, "gives the rep that much more working time", Offered)}},
	{usage: "accept", read: unlessAsked(plain(func() Fact { return &Accept{} })),
		say:  []string{"accept", "accepted", "accepting", "yes i accept", "yes accepted", "yes accept"},
		when: []occasion{on(RoleRep, "the same as accepting the invitation", Offered, Escalated)}},
	{usage: "decline WHY", noted: true, read: unlessAsked(declining),
		say:  []string{"decline", "declined", "declining", "no i decline", "hand over", "hand it over", "hand this over", "hand it on"},
		when: []occasion{on(RoleRep, "you can't make it: the lead goes to the next rep", Offered, Escalated), on(RoleRep, "withdraws your acceptance: the lead goes to the next rep", Accepted)}},
	{noted: true, read: unable, say: []string{"cant make it", "cannot make it", "can not make it"}},
	{usage: "reject: CRITERIA", noted: true, read: rejecting,
		say: []string{"reject", "rejected", "rejecting", "not qualified", "unqualified", "disqualified", "disqualify", "is not qualified", "it is not qualified", "its not qualified", "this is not qualified", "lead is not qualified", "the lead is not qualified"},
		when: []occasion{on(RoleRep, "not qualified: back to the qualifier, with the criteria that were not met", Offered, Escalated, Accepted, Past, Held),
			on(RoleManager, "not qualified: back to the qualifier, with the criteria that were not met", Escalated)}},
	{usage: "could not reach, N attempts", noted: true, read: unreached,
		say: []string{"could not reach", "couldnt reach", "cannot reach", "can not reach", "cant reach", "did not reach", "didnt reach", "not reached", "unreachable",
			"could not be reached", "couldnt be reached", "cannot be reached", "was not reached"},
		when: []occasion{on(RoleRep, "the prospect did not answer: back to the qualifier", Offered, Escalated, Accepted, Past)}},
	{usage: "replied", read: replying,
		say:  []string{"replied", "answered", "wrote"},
		when: []occasion{on(RoleRep, "you have written to the prospect where handoffd could not see it", Offered, Escalated)}},
	{usage: "send", read: about(func(address string) Fact { return &Send{Address: address} }),
		say:  []string{"send", "pass it on", "send it on", "pass on", "forward it"},
		when: []occasion{on(RoleRep, "passes your reply on to the prospect, if only handoffd received it", Offered, Escalated, Accepted)}},
	{usage: "add", read: about(func(address string) Fact { return &Add{Address: address} }),
		say: []string{"add", "add them", "add her", "add him"}},
	{usage: "same", read: about(func(address string) Fact { return &Same{Address: address} }),
		say: []string{"same", "same person", "the same", "the same person", "its the same", "it is the same person"}},
	{usage: "held", read: judging(OutcomeHeld),
		say: []string{"held", "was held", "it was held", "meeting held", "meeting was held", "the meeting was held", "took place", "it took place", "the meeting took place", "happened", "it happened"}, when: verdicts("the meeting took place")},
	{usage: "no-show", read: judging(OutcomeNoShow),
		say: []string{"no show", "noshow", "was a no show", "it was a no show", "did not show", "didnt show", "did not show up", "didnt show up", "they did not show up", "they didnt show up",
			"prospect did not show up", "the prospect did not show up", "prospect didnt show up", "the prospect didnt show up", "nobody showed up"}, when: verdicts("the prospect did not come")},
	{usage: "moved", read: judging(OutcomeMoved),
		say: []string{"moved", "was moved", "it was moved", "meeting was moved", "the meeting was moved", "rescheduled", "was rescheduled", "it was rescheduled", "postponed", "was postponed", "it was postponed"}, when: verdicts("the meeting was put off")},
	{usage: "cancelled", read: judging(OutcomeCancelled),
		say: []string{"cancelled", "canceled", "was cancelled", "was canceled", "it was cancelled", "it was canceled", "meeting was cancelled", "the meeting was cancelled", "was called off", "it was called off"}, when: verdicts("the meeting was called off")},
	{usage: "opportunity LINK", read: converting,
		say:  []string{"opportunity", "opp", "opportunity created", "opportunity made", "created opportunity", "opportunity is", "opportunity id", "opportunity link"},
		when: []occasion{on(RoleRep, "the lead became an opportunity", Held, Past), on(RoleManager, "the lead became an opportunity", Held, Past)}},
	{usage: "Key: value", // an amendment, read by ReadBrief
		when: []occasion{on(RoleQualifier, "adds to the brief or changes it", Draft, Returned, Offered, Escalated, Accepted, Nurture)}},
	{usage: "move TIME", read: moving,
		say: []string{"move", "move it to", "move to", "move this to", "move the meeting to", "move meeting to", "reschedule", "reschedule to", "reschedule it to", "reschedule the meeting to", "postpone to"},
		when: []occasion{on(RoleQualifier, "sets the time of the meeting", Draft, Nurture), on(RoleQualifier, "moves the meeting; everybody is asked again", Returned, Offered, Escalated, Accepted, Past),
			on(RoleRep, "asks for another time", Offered, Accepted, Escalated),
			on(RoleManager, "moves the meeting; everybody is asked again", Draft, Nurture, Returned, Offered, Escalated, Accepted, Past)}},
	{usage: "rep NAME", read: namingRep, say: []string{"rep", "rep is", "sales rep", "ae"},
		when: []occasion{on(RoleQualifier, "that rep is to have the lead", Draft, Returned, Escalated), on(RoleQualifier, "that rep is to have the lead, as long as nobody has answered", Offered)}},
	{usage: "dispute WHY", noted: true, read: disputing, say: []string{"dispute", "disputed"},
		when: []occasion{on(RoleQualifier, "you do not agree with the rejection: the manager decides", Returned), on(RoleManager, "you do not agree with the rejection", Returned)}},
	{usage: "separate", read: plain(func() Fact { return &Separate{} }),
		say:  []string{"separate", "is separate", "it is separate", "its separate", "separate lead", "another matter", "it is another matter", "different lead"},
		when: []occasion{on(RoleQualifier, "it is another matter than the open lead with the same prospect, if you were asked", Draft)}},
	{usage: "nurture until DATE", read: nurturing,
		say: []string{"nurture", "nurture until", "nurture till", "nurture til", "nurture to", "sleep until", "wake up on"},
		when: []occasion{on(RoleRep, "no immediate timeframe: the lead sleeps until then", Past, Held), on(RoleRep, "no immediate timeframe: the qualifier is asked to let the lead sleep", Offered, Escalated, Accepted),
			on(RoleQualifier, "no immediate timeframe: the lead sleeps until then", Returned, Past, Held, Nurture),
			on(RoleManager, "no immediate timeframe: the lead sleeps until then", Returned, Past, Held, Nurture)}},
	{read: plain(func() Fact { return &StopMail{} }), say: []string{"stop", "stop it", "stop mail", "stop the mail", "yes stop"}},
	{read: plain(func() Fact { return &Lift{} }), say: []string{"lift", "lift it", "lift that"}},
	{usage: "away until DATE", read: leaving,
		say:  []string{"away until", "away till", "away til", "out until", "out till", "ooo until", "ooo till", "out of office until", "out of office till", "out of the office until"},
		when: []occasion{on(RoleRep, "your open leads that fall into that time go to others, without penalty", Offered, Accepted, Past, Held)}},
	{read: leavingSometime, say: []string{"away", "ooo", "out of office"}},
	{usage: "keep the time", read: keepingTime,
		say: []string{"keep the time", "keep it anyway", "keep anyway", "ignore the conflict", "send anyway", "send it anyway", "offer anyway", "offer it anyway"},
		when: []occasion{on(RoleRep, "the meeting stays where it is, whatever else is in your calendar; you are not asked again", Offered, Accepted),
			on(RoleQualifier, "the time stays, although the rep has something else then", Draft, Returned, Offered, Accepted),
			on(RoleManager, "the time stays, although the rep has something else then", Draft, Returned, Offered, Accepted)}},
	{read: ignoringThat, say: []string{"ignore that", "ignore it", "ignore this"}},
	{usage: "mine", read: mine,
		say:  []string{"mine", "its mine", "use mine", "watch mine", "yes mine", "withdraw yours"},
		when: []occasion{on(RoleRep, "your own event with the prospect stands for mine, if you were asked; mine is withdrawn", Offered, Accepted)}},
	{usage: "keep both", read: plain(func() Fact { return &UseOwn{} }),
		say:  []string{"keep both", "both", "keep yours", "no keep both", "no keep yours"},
		when: []occasion{on(RoleRep, "your own event and mine both stay, if you were asked; I do not ask again", Offered, Accepted)}},
	{usage: "agree", read: answers("yes", func() Fact { return &Agree{} }),
		say:  []string{"agree", "agreed", "yes", "ok", "okay", "fine", "works", "works for me", "that works", "that works for me", "yes agreed", "yes that works", "yes please", "fine with me"},
		when: proposals("takes the other time, if you were asked about one")},
	{usage: "refuse", read: answers("no", func() Fact { return &Refuse{} }),
		say:  []string{"refuse", "refused", "no", "nope", "disagree", "does not work", "doesnt work", "that does not work", "that doesnt work", "no that does not work", "no that doesnt work"},
		when: proposals("keeps the old time, if you were asked about another")},
	{usage: "cancel", noted: true, read: cancelling,
		say: []string{"cancel", "call it off", "call off"},
		when: []occasion{on(RoleQualifier, "closes the lead", Draft, Returned, Nurture), on(RoleQualifier, "calls the meeting off; to be said twice, because the prospect is told", Offered, Escalated, Accepted),
			on(RoleManager, "closes the lead", Draft, Returned, Nurture), on(RoleManager, "calls the meeting off; to be said twice, because the prospect is told", Offered, Escalated, Accepted)}},
	{usage: "status", asked: true, read: plain(func() Fact { return &Status{} }),
		say:  []string{"status", "what is the status", "whats the status", "show status", "how does it stand"},
		when: []occasion{on(RoleQualifier, "tells how it stands", States[1:]...), on(RoleRep, "tells how it stands", States[1:]...), on(RoleManager, "tells how it stands", States[1:]...)}},
}

// verdicts is when a verdict on the meeting is asked for.
func verdicts(effect string) []occasion {
	return []occasion{on(RoleRep, effect, Past, Held), on(RoleQualifier, effect, Past, Held), on(RoleManager, effect, Past, Held)}
}

// proposals is when another time may be under discussion.
func proposals(effect string) []occasion {
	return []occasion{on(RoleRep, effect, Offered, Accepted), on(RoleQualifier, effect, Offered, Accepted), on(RoleManager, effect, Escalated)}
}
