package handoff

import "time"

// AwayStep is the mail to a prospect who is away at the time of the meeting: it is off, with times after the return.
const AwayStep = "away"

// prospectAwayCode is why a lead came back whose prospect is away at the time of the meeting.
const prospectAwayCode = "prospect-away"

// prospectAway frees the time of a meeting at which the prospect is away. The lead waits for the return.
func (t *turn) prospectAway(until time.Time) {
	t.note("prospect-away/freed", t.when(t.h.Start), t.when(until))
	t.callOff()
	t.giveBack(EndProspect, Return{Code: prospectAwayCode, Wake: until})
	t.offerTimes(AwayStep)
	if t.h.Times != nil { // nobody reads them before
		t.h.Times.Until = later(t.h.Times.Until, until.Add(timesDays*day))
	}
	t.relabelTimes()
}

// relabelTimes has the mails of this decision name the end of the wait as it is now.
func (t *turn) relabelTimes() {
	for i := range t.actions {
		if a := &t.actions[i]; OffersTimes(*a) {
			a.Detail = ProposalDetail{Until: t.h.Times.Until}
		}
	}
}
