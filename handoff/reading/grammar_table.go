package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
)

// command is one row of the table of commands: how it is said, and how the rest is read.
type command struct {
	usage   string   // as in handoff.Commands; empty for what is not listed there
	say     []string // folded words that it begins with
	noted   bool     // a reason may follow, on further lines too
	asked   bool     // a question mark does not make it a question to somebody else
	aside   bool     // it can be about no lead
	absence bool     // it says when its writer is away
	read    func(*reading, argument) (handoff.Fact, bool)
}

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

// commands is the table. Where two phrases are of one length, the earlier row is tried first.
var commands = []command{
	{usage: "assign NAME", read: assigning,
		say: []string{"assign", "give it to", "give this to", "give to", "hand it to", "hand over to"}},
	{usage: "reassign", read: reassigning, say: []string{"reassign"}},
	{usage: "take", read: taking,
		say: []string{"take", "take over", "take it over"}},
	{usage: "keep", read: keeping,
		say: []string{"keep"}},
	{usage: "hold 2h", read: holding, say: []string{"hold"}},
	{usage: "extend 2h", read: holding, say: []string{"extend", "extend by", "extend it by"}},
	{usage: "accept", read: unlessAsked(plain(func() handoff.Fact { return &handoff.Accept{} })),
		say: []string{"accept", "accepted", "accepting", "yes i accept", "yes accepted", "yes accept"}},
	{usage: "decline WHY", noted: true, read: unlessAsked(declining),
		say: []string{"decline", "declined", "declining", "no i decline", "hand over", "hand it over", "hand this over",
			"hand it on"}},
	{noted: true, read: unable, say: []string{"cant make it", "cannot make it", "can not make it"}},
	{usage: "reject: CRITERIA", noted: true, read: rejecting,
		say: []string{"reject", "rejected", "rejecting", "not qualified", "unqualified", "disqualified", "disqualify",
			"is not qualified", "it is not qualified", "its not qualified", "this is not qualified", "lead is not qualified",
			"the lead is not qualified", "not a fit", "no fit", "its not a fit", "it is not a fit"}},
	{usage: "could not reach, N attempts", noted: true, read: unreached,
		say: []string{"could not reach", "couldnt reach", "cannot reach", "can not reach", "cant reach", "did not reach",
			"didnt reach", "not reached", "unreachable",
			"could not be reached", "couldnt be reached", "cannot be reached", "was not reached"}},
	{usage: "replied", read: replying,
		say: []string{"replied", "answered", "wrote", "called", "phoned", "wrote elsewhere", "answered elsewhere"}},
	{usage: "write now", read: writingNow, say: []string{"write", "write now"}},
	{usage: "send", read: about(func(address string) handoff.Fact { return &handoff.Send{Address: address} }),
		say: []string{"send", "pass it on", "send it on", "pass on", "forward it"}},
	{usage: "add", read: about(func(address string) handoff.Fact { return &handoff.Add{Address: address} }),
		say: []string{"add", "add them", "add her", "add him"}},
	{usage: "same", read: about(func(address string) handoff.Fact { return &handoff.Same{Address: address} }),
		say: []string{"same", "same person", "the same", "the same person", "its the same", "it is the same person"}},
	{usage: "held", read: judging(handoff.OutcomeHeld),
		say: []string{"held", "was held", "it was held", "meeting held", "meeting was held", "the meeting was held",
			"took place", "it took place", "the meeting took place", "happened", "it happened"}},
	{usage: "no-show", read: judging(handoff.OutcomeNoShow),
		say: []string{"no show", "noshow", "was a no show", "it was a no show", "did not show", "didnt show",
			"did not show up", "didnt show up", "they did not show up", "they didnt show up",
			"prospect did not show up", "the prospect did not show up", "prospect didnt show up", "the prospect didnt show up",
			"nobody showed up"}},
	{usage: "no-show (us)", read: judging(handoff.OutcomeNoShowUs),
		say: []string{"no show us", "no show by us", "it was us", "we did not come", "we didnt come", "we missed it",
			"i missed it", "i did not come", "i was not there", "we were not there", "nobody of us was there"}},
	{usage: "moved", read: judging(handoff.OutcomeMoved),
		say: []string{"moved", "was moved", "it was moved", "meeting was moved", "the meeting was moved", "rescheduled",
			"was rescheduled", "it was rescheduled", "postponed", "was postponed", "it was postponed"}},
	{usage: "cancelled", read: judging(handoff.OutcomeCancelled),
		say: []string{"cancelled", "canceled", "was cancelled", "was canceled", "it was cancelled", "it was canceled",
			"meeting was cancelled", "the meeting was cancelled", "was called off", "it was called off"}},
	{usage: "not what I heard", read: plain(func() handoff.Fact { return &handoff.Disagree{} }),
		say: []string{"not what i heard", "thats not what i heard", "that is not what i heard", "this is not what i heard",
			"its not what i heard", "i heard otherwise", "i heard something else"}},
	{usage: "opportunity LINK", read: converting,
		say: []string{"opportunity", "opp", "opportunity created", "opportunity made", "created opportunity",
			"opportunity is", "opportunity id", "opportunity link"}},
	{usage: "won AMOUNT", read: winning, say: []string{"won", "we won", "we won it", "won it", "closed won", "deal won",
		"won the deal", "we won the deal"}},
	{usage: "lost: WHY", noted: true, read: losing, say: []string{"lost", "we lost", "we lost it", "lost it",
		"closed lost", "deal lost", "lost the deal", "we lost the deal"}},
	{usage: "move TIME", read: moving,
		say: []string{"move", "move it to", "move to", "move this to", "move the meeting to", "move meeting to", "reschedule",
			"reschedule to", "reschedule it to", "reschedule the meeting to", "postpone to"}},
	{usage: "rep NAME", read: namingRep, say: []string{"rep", "rep is", "sales rep", "ae"}},
	{usage: "dispute WHY", noted: true, read: disputing, say: []string{"dispute", "disputed"}},
	{usage: "separate", read: plain(func() handoff.Fact { return &handoff.Separate{} }),
		say: []string{"separate", "is separate", "it is separate", "its separate", "separate lead", "another matter",
			"it is another matter", "different lead"}},
	{usage: "do it", read: plain(func() handoff.Fact { return &handoff.DoChore{} }), say: []string{"do it", "yes do it",
		"please do it", "go ahead", "do that"}},
	{usage: "consent: WHO, WHEN, WORDS", noted: true, read: consenting, say: []string{"consent", "consented"}},
	{usage: "nurture until DATE", read: nurturing,
		say: []string{"nurture", "nurture until", "nurture till", "nurture til", "nurture to", "sleep until", "wake up on",
			"let it sleep", "let it sleep until"}},
	{read: plain(func() handoff.Fact { return &handoff.StopMail{} }), say: []string{"stop", "stop it", "stop mail",
		"stop the mail", "yes stop"}},
	{read: plain(func() handoff.Fact { return &handoff.Lift{} }), say: []string{"lift", "lift it", "lift that"}},
	{usage: "away until DATE", absence: true, read: leaving,
		say: []string{"away until", "away till", "away til", "out until", "out till", "ooo until", "ooo till",
			"out of office until", "out of office till", "out of the office until"}},
	{absence: true, read: leavingSometime, say: []string{"away", "ooo", "out of office"}},
	{usage: "keep the time", read: keepingTime,
		say: []string{"keep the time", "keep it anyway", "keep anyway", "ignore the conflict", "send anyway",
			"send it anyway", "offer anyway", "offer it anyway"}},
	{read: ignoringThat, say: []string{"ignore that", "ignore it", "ignore this"}},
	{usage: "use my event", read: mine,
		say: []string{"use my event", "my event", "mine", "its mine", "use mine", "watch mine", "yes mine",
			"withdraw yours"}},
	{usage: "keep both", read: plain(func() handoff.Fact { return &handoff.UseOwn{} }),
		say: []string{"keep both", "both", "keep yours", "no keep both", "no keep yours"}},
	{usage: "agree", read: answers("yes", func() handoff.Fact { return &handoff.Agree{} }),
		say: []string{"agree", "agreed", "yes", "ok", "okay", "fine", "works", "works for me", "that works",
			"that works for me", "yes agreed", "yes that works", "yes please", "fine with me"}},
	{usage: "refuse", read: answers("no", func() handoff.Fact { return &handoff.Refuse{} }),
		say: []string{"refuse", "refused", "no", "nope", "disagree", "does not work", "doesnt work", "that does not work",
			"that doesnt work", "no that does not work", "no that doesnt work"}},
	{usage: "not my fault: WHY", noted: true, read: excusing,
		say: []string{"not my fault", "it was not my fault", "it wasnt my fault", "that was not my fault",
			"that wasnt my fault", "wasnt my fault", "was not my fault"}},
	{usage: "count it", read: ruling(true), say: []string{"count it", "count it for", "count it against"}},
	{usage: "drop it", read: ruling(false), say: []string{"drop it", "drop it for"}},
	{usage: "require CRITERION", read: requiring, say: []string{"require", "ask for", "yes require", "yes ask for"}},
	{usage: "back", aside: true, read: rotating(handoff.RotateBack),
		say: []string{"back", "back in", "bring back", "resume"}},
	{usage: "talk", aside: true, read: rotating(handoff.RotateTalk), say: []string{"talk", "talk to"}},
	{usage: "pause until DATE", aside: true, read: pausing, say: []string{"pause"}},
	{usage: "pause team until DATE", aside: true, read: pausingTeam,
		say: []string{"pause team", "pause the team"}},
	{usage: "resume team", aside: true, read: resumingTeam,
		say: []string{"resume team", "resume the team", "unpause team", "unpause the team", "team back"}},
	{usage: "cancel", noted: true, read: cancelling,
		say: []string{"cancel", "call it off", "call off", "close", "close it", "close the lead", "close this lead"}},
	{usage: "slots", asked: true, read: askingSlots, say: []string{"slots", "slots of", "slots for", "free slots",
		"free slots of", "free slots for", "free times", "free times of", "free times for"}},
	{usage: "nudge", read: nudging,
		say: []string{"nudge", "nudge them", "nudge her", "nudge him", "nudge the rep", "send a nudge", "remind them",
			"remind her", "remind him", "remind the rep", "chase them", "chase the rep"}},
	{usage: "next: WHAT DATE", read: naming, say: []string{"next", "next step"}},
	{usage: "status", asked: true, read: plain(func() handoff.Fact { return &handoff.Status{} }),
		say: []string{"status", "what is the status", "whats the status", "show status", "how does it stand"}},
	{usage: "help", asked: true, read: plain(func() handoff.Fact { return &handoff.Status{Help: true} }),
		say: []string{"help", "help me", "commands", "what can i answer", "what can i say", "hilfe"}},
}
