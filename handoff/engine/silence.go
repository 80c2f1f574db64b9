package engine

import (
	"fmt"

	"handoffd/handoff/store"
)

// silence is a reason for which nobody hears of a mail. Every mail that belongs to a handoff, or that comes from a colleague or in a
// colleague's name, ends in a fact, in mail that is passed on, in a question or in a notice, but for these: no mail can be held or
// ignored without naming one of them. TestNoMailEndsInSilence meets each of them, and finds that somebody hears of all else.
type silence int

// The reasons. silences says of each why it is fine.
const (
	_ silence = iota
	ownCopy
	ownUnexpected
	otherService
	knownAlready
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
	toldAlready
	trialOnly
	tooLarge
	tooMany
	askedCopy
	askedEnough
	unprovedIdle
	unprovedWhom
	unprovedAnswer
	confirmationOf
	notTheirs
	lastSilence
)

// silences is the list: a stable code, what becomes of the mail, and why nobody needs to hear of it.
var silences = [lastSilence]struct{ code, verdict, why string }{
	ownCopy: {"own-copy", ignored, "a copy of a mail that the service has written: its reader has it"},
	ownUnexpected: {"own-unexpected", held,
		"the service does not write to itself: spam, or a copy that nothing announced; the admin's list has it"},
	otherService: {"other-service", held,
		"two machines would answer each other for ever; the admin's list has it"},
	knownAlready: {"known-already", ignored, "a copy: the first one was taken"},
	reportElsewhere: {"report-elsewhere", held,
		"a delivery report or complaint about no mail of the service: most of them are spam; the admin's list has it"},
	reportDelivered: {"report-delivered", ignored,
		"a machine says that a mail arrived, which is what everybody supposes"},
	reportDelayed: {"report-delayed", ignored,
		"the mail is tried further and nothing waits for it; if it fails, a bounce comes"},
	readReceipt: {"read-receipt", ignored,
		"a machine says that a mail was opened, which is no answer and is not kept"},
	reaction:    {"reaction", ignored, "a thumb under a mail is no answer and no wish; its sender expects none"},
	automatic:   {"automatic", ignored, "a machine answers or reports, and says nothing that a lead has to know"},
	nothingOpen: {"nothing-open", ignored, "a colleague is away, and nothing of theirs is open"},
	absenceUnproved: {"absence-unproved", held,
		"a machine that nobody vouches for says that a colleague is away: a question would reach an absent person; the admin's list has it"},
	absenceUnmarked: {"absence-unmarked", held,
		"an automatic mail speaks of absence and no mail system marks it as that: it may be a report or a shared document; the admin's list has it"},
	unknownSender: {"stranger", held, "somebody unknown writes about no lead; the admin's list has it"},
	strangersEvent: {"strangers-event", held,
		"somebody unknown answers, or asks for, an event that is not from here; the admin's list has it"},
	bystander: {"bystander", held,
		"colleagues write to each other with the address in copy, about no lead; an answer would be noise"},
	toldAlready: {"told-already", held, "the sender was told once in this thread that nothing comes of it"},
	trialOnly:   {"trial-only", held, "a trial writes to nobody but the people it names"},
	tooLarge: {"too-large", held,
		"nobody has read it, so nobody knows whom it concerns; the admin's list has it"},
	tooMany: {"too-many", held,
		"more than can wait of one sender: a loop or a flood, which answers would feed; sender and admin were told when the first one waited"},
	askedCopy: {"asked-copy", held, "a copy of a mail about which its sender was asked"},
	askedEnough: {"asked-enough", held,
		"whoever forges mail in a colleague's name must not flood them with questions; the admin's list has it"},
	unprovedIdle: {"unproved-idle", held,
		"nothing would come of it even if it were proved; the admin's list has it"},
	unprovedWhom: {"unproved-whom", held,
		"it does not say for certain in whose name it comes, or that person gets no mail; the admin's list has it"},
	unprovedAnswer: {"unproved-answer", held,
		"a forged calendar answer changes nothing, and its sender must learn nothing from it; the admin's list has it"},
	confirmationOf: {"confirmation-of", held,
		"it answers a question that was put to somebody else; the admin's list has it"},
	notTheirs: {"not-theirs", ignored, "the colleague in whose name it came says that it is not theirs"},
}

// end keeps the reason with a mail.
func (s silence) end(in *store.InMail, format string, args ...any) {
	in.Verdict, in.Why = silences[s].verdict, fmt.Sprintf(format, args...)
}

// silent ends a mail of which nobody hears.
func (l *letter) silent(s silence, format string, args ...any) error {
	s.end(l.in, format, args...)
	l.silence = s
	return nil
}

// took ends a mail that became a fact.
func (l *letter) took(format string, args ...any) error { return l.heard(taken, format, args...) }

// told ends a mail that is not obeyed and of which somebody was told, or about which somebody was asked.
func (l *letter) told(format string, args ...any) error { return l.heard(held, format, args...) }

func (l *letter) heard(verdict, format string, args ...any) error {
	l.in.Verdict, l.in.Why, l.silence = verdict, fmt.Sprintf(format, args...), 0
	return nil
}
