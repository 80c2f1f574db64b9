package intake

import "handoffd/handoff"

// Silence is a reason for which nobody hears of a mail. Every mail that belongs to a handoff, or that comes from a
// colleague or in a colleague's name, ends in a fact, in mail that is passed on, in a question or in a notice, but for
// these: no mail can be held or ignored without naming one of them. TestNoMailEndsInSilence meets each of them, and
// finds that somebody hears of all else.
type Silence int

// The reasons. silences says of each why it is fine.
const (
	_ Silence = iota
	ownCopy
	ownCheck
	ownUnexpected
	otherService
	KnownAlready
	reportElsewhere
	reportDelivered
	reportDelayed
	readReceipt
	reaction
	automatic
	nothingOpen
	absenceUnproved
	absenceUnmarked
	unknownSender
	strangersEvent
	bystander
	ToldAlready
	trialOnly
	TooLarge
	tooMany
	askedCopy
	askedEnough
	unprovedIdle
	unprovedWhom
	unprovedAnswer
	confirmationOf
	NotTheirs
	leftEmpty
	lastSilence
)

// silences is the list: a stable code, what becomes of the mail, and why nobody needs to hear of it.
var silences = [lastSilence]struct{ code, verdict, why string }{
	ownCopy: {"own-copy", handoff.MailIgnored, "a copy of a mail that the service has written: its reader has it"},
	ownCheck: {"own-check", handoff.MailIgnored,
		"`handoffd check` has sent it, or it answers the event of its probe; whoever ran it sees how it came"},
	ownUnexpected: {"own-unexpected", handoff.MailHeld,
		"the service does not write to itself: spam, or a copy that nothing announced; the admin's list has it"},
	otherService: {"other-service", handoff.MailHeld,
		"two machines would answer each other for ever; the admin's list has it"},
	KnownAlready: {"known-already", handoff.MailIgnored, "a copy: the first one was taken"},
	reportElsewhere: {"report-elsewhere", handoff.MailHeld,
		"a delivery report or complaint about no mail of the service: most of them are spam; the admin's list has it"},
	reportDelivered: {"report-delivered", handoff.MailIgnored,
		"a machine says that a mail arrived, which is what everybody supposes"},
	reportDelayed: {"report-delayed", handoff.MailIgnored,
		"the mail is tried further and nothing waits for it; if it fails, a bounce comes"},
	leftEmpty: {"left-empty", handoff.MailIgnored,
		"the lines of a form that asks for next steps were sent back as they were: nothing is said, and it is asked again"},
	readReceipt: {"read-receipt", handoff.MailIgnored,
		"a machine says that a mail was opened, which is no answer and is not kept"},
	reaction: {"reaction", handoff.MailIgnored,
		"a thumb under a mail is no answer and no wish; its sender expects none"},
	automatic: {"automatic", handoff.MailIgnored,
		"a machine answers or reports, and says nothing that a lead has to know"},
	nothingOpen: {"nothing-open", handoff.MailIgnored, "a colleague is away, and nothing of theirs is open"},
	absenceUnproved: {"absence-unproved", handoff.MailHeld,
		"a machine that nobody vouches for says that a colleague is away: a question would reach an absent person; " +
			"the admin's list has it"},
	absenceUnmarked: {"absence-unmarked", handoff.MailHeld,
		"an automatic mail speaks of absence and no mail system marks it as that: it may be a report or a shared document; " +
			"the admin's list has it"},
	unknownSender: {"stranger", handoff.MailHeld, "somebody unknown writes about no lead; the admin's list has it"},
	strangersEvent: {"strangers-event", handoff.MailHeld,
		"somebody unknown answers, or asks for, an event that is not from here; the admin's list has it"},
	bystander: {"bystander", handoff.MailHeld,
		"colleagues write to each other with the address in copy, about no lead; an answer would be noise"},
	ToldAlready: {"told-already", handoff.MailHeld, "the sender was told once in this thread that nothing comes of it"},
	trialOnly:   {"trial-only", handoff.MailHeld, "a trial writes to nobody but the people it names"},
	TooLarge: {"too-large", handoff.MailHeld,
		"nobody has read it, so nobody knows whom it concerns; the admin's list has it"},
	tooMany: {"too-many", handoff.MailHeld,
		"more than can wait of one sender: a loop or a flood, which answers would feed; " +
			"sender and admin were told when the first one waited"},
	askedCopy: {"asked-copy", handoff.MailHeld, "a copy of a mail about which its sender was asked"},
	askedEnough: {"asked-enough", handoff.MailHeld,
		"whoever forges mail in a colleague's name must not flood them with questions; the admin's list has it"},
	unprovedIdle: {"unproved-idle", handoff.MailHeld,
		"nothing would come of it even if it were proved; the admin's list has it"},
	unprovedWhom: {"unproved-whom", handoff.MailHeld,
		"it does not say for certain in whose name it comes, or that person gets no mail; the admin's list has it"},
	unprovedAnswer: {"unproved-answer", handoff.MailHeld,
		"a forged calendar answer changes nothing, and its sender must learn nothing from it; the admin's list has it"},
	confirmationOf: {"confirmation-of", handoff.MailHeld,
		"it answers a question that was put to somebody else; the admin's list has it"},
	NotTheirs: {"not-theirs", handoff.MailIgnored, "the colleague in whose name it came says that it is not theirs"},
}

// Code is the stable name of the reason; empty if there is none of that number.
func (s Silence) Code() string {
	if s <= 0 || s >= lastSilence {
		return ""
	}
	return silences[s].code
}

// Verdict is what becomes of a mail of which nobody hears for that reason.
func (s Silence) Verdict() string { return silences[s].verdict }

// End ends a mail of which nobody hears.
func (t *Taken) End(s Silence, why handoff.Reason) {
	t.Silence, t.Verdict, t.Why = s, s.Verdict(), why
}

func (l *inbound) silent(s Silence, why handoff.Reason) error {
	l.t.End(s, why)
	return nil
}

// took ends a mail that became a fact.
func (l *inbound) took(why handoff.Reason) error { return l.heard(handoff.MailTaken, why) }

// told ends a mail that is not obeyed and of which somebody was told, or about which somebody was asked.
func (l *inbound) told(why handoff.Reason) error { return l.heard(handoff.MailHeld, why) }

func (l *inbound) heard(verdict string, why handoff.Reason) error {
	l.t.Silence, l.t.Verdict, l.t.Why = 0, verdict, why
	return nil
}
