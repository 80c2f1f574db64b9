package intake

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// underEvent takes the assigned rep's own words below a mail about the event, or below what quotes the prospect, for
// what they are: an answer to the prospect that only handoffd received. What comes near a no is asked about first, and
// so is what comes near any answer to a question. Words about the prospect are for nobody but colleagues.
func (l *inbound) underEvent(h handoff.Handoff, about handoff.About) (handoff.Fact, bool) {
	if about.By.Person != h.Rep() || strings.TrimSpace(l.m.Text) == "" {
		return nil, false
	}
	sent, ok, err := l.f.Sent(h.ID, slices.Concat(l.m.InReplyTo, l.m.References))
	quotes := sent.Purpose == handoff.PurposeQuestion && sent.Quotes() != "" && sent.Step != handoff.OnlyHereStep
	if err != nil || !ok || sent.Purpose.Channel() != handoff.ChannelCalendar && !quotes {
		return nil, false
	}
	u, asks := reading.Near(l.m.Text, h, about, l.c, l.now).(*handoff.Unclear)
	no := asks && (strings.HasPrefix(u.Meant, "decline") || strings.HasPrefix(u.Meant, "reject"))
	if asks && (no || quotes && u.Meant != "" || reading.SpeaksOf(l.m.Text, h, about, l.c, l.now)) {
		return u, true
	}
	return &handoff.Replied{About: about, Reach: handoff.ReachOnlyHere}, true
}
