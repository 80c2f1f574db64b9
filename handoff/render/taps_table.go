package render

import "handoffd/handoff"

// prominent are the answers that have a button, by purpose, or purpose and step.
var prominent = map[string][]string{
	"brief": {"accept"}, "reminder": {"accept"}, "invite": {"accept"}, "update": {"accept"}, "outcome": verdictButtons,
	"escalation": {"take", "keep"}, "returned": {"dispute WHY", "move TIME", "nurture until DATE"},
	"receipt": {"keep the time", "separate"}, "notice-proposed": {"agree", "refuse"}, "notice-soft": yesOrNo,
	"echo-clash": {"keep the time"}, "question-clash": {"keep the time"},
	"question-own-event": {"use my event", "keep both"},
	"question-proposal":  {"agree", "refuse"}, "question-prospect-says": {"agree", "refuse"},
	"question-removed": {"keep the time", "decline WHY"}, "question-rep-away": {"keep", "reassign"},
	"question-only-here": {"send"}, "question-disputed": verdictButtons, "question-unconfirmed": verdictButtons,
	"question-opportunity": {"opportunity LINK", "nurture until DATE"},
	"question-no-show":     {"move TIME", "nurture until DATE"}, "question-moved": {"move TIME", "nurture until DATE"},
	"question-nobody-came": {"no-show (us)", "held"},
	"question-step-due":    {"next: WHAT DATE"}, "question-step-past": {"next: WHAT DATE"},
	"question-returned-waits": {"move TIME", "nurture until DATE"}, "question-draft-waits": {"keep the time"},
	"question-contradiction": yesOrNo, "question-delegated": yesOrNo, "question-unreadable": yesOrNo,
	"question-yes-or-no": yesOrNo, "question-yours": yesOrNo, "echo-cancel-asked": {"cancel"},
	"question-touch": {"send"}, "question-woke": {"move TIME", "nurture until DATE", "cancel"},
	"question-chore": {"do it"}, "echo-chore": {"do it"},
	"question-idle": {"assign NAME"},
	"notice-nudge":  {"accept"}, "notice-silence-claimed": {"not my fault: WHY"},
	"notice-regretted": {"move TIME"}, "question-debt": {}, "notice-amended": {"accept"},
	"question-pattern":      {"require CRITERION"},
	"question-not-my-fault": {"count it", "drop it"}, "question-silent-in-a-row": {"back", "talk", "pause until DATE"},
}

var (
	yesOrNo        = []string{"accept", "decline WHY"}
	verdictButtons = []string{"held", "no-show", "moved"}
)

// small are the further answers that a role is offered in one line, the likeliest first.
var small = map[handoff.Role][]string{
	handoff.RoleRep:       {"decline WHY", "move TIME", "reject: CRITERIA", "replied", "cancelled"},
	handoff.RoleQualifier: {"move TIME", "rep NAME", "nudge", "cancel"},
	handoff.RoleManager:   {"move TIME", "hold 2h", "extend 2h", "cancel"},
}

// wordsAbout are answers about somebody outside, which no list of commands has.
var wordsAbout = map[string][]string{"question-asks-to-stop": {"stop", "lift"}, "question-unlisted": {"same", "add"},
	"notice-outsider": {"send", "add", "same"}, "notice-prospect-complained": {"lift"}, "notice-may-stop": {"lift"},
	"returned-complained": {"lift"}}

// openEnds are the ends of commands that the sender fills in; the space before it stays, so that it can be written on.
// A reason may be left out.
var openEnds = []string{"WHO, WHEN, WORDS", "WHAT DATE", "TIME", "NAME", "DATE", "CRITERIA", "LINK", "AMOUNT", " WHY"}
