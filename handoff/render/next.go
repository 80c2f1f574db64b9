package render

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// next says what happens next, who moves and by when, for the reader. It is never empty.
func (p *page) next() string {
	n := p.h.Next
	switch {
	case p.h.State == handoff.Converted:
		return "nothing more to do: the lead became an opportunity."
	case p.h.State == handoff.Closed:
		return "nothing more to do: the handoff is closed."
	case n.Owner == "" || n.At.IsZero():
		return p.standing()
	}
	by := "by " + p.at(n.At)
	if !n.At.After(p.now) {
		by = "now"
	}
	switch p.h.State {
	case handoff.Draft:
		return p.nextDraft(n, by)
	case handoff.Offered:
		return p.nextOffered(n, by)
	case handoff.Escalated:
		return p.nextEscalated(n, by)
	case handoff.Returned:
		return p.nextReturned(n, by)
	case handoff.Nurture:
		return fmt.Sprintf("the lead sleeps until %s; then %s asked for a new time.", p.at(n.At), p.does(n.Owner, "are", "is"))
	}
	return p.nextMeeting(n, by)
}

func (p *page) nextDraft(n handoff.Next, by string) string {
	task := p.does(n.Owner, "complete", "completes") + " the brief"
	if p.h.Twin != "" {
		task = p.does(n.Owner, "say", "says") + " whether this is another matter"
	}
	if p.clashOfQualifier() != nil && len(p.h.Missing)+len(p.h.Questions) == 0 {
		task = p.does(n.Owner, "choose", "chooses") + " a time or a rep"
	}
	switch n.What {
	case handoff.DueNewTime:
		return fmt.Sprintf("%s %s; after that the meeting is too near and needs another time.", task, by)
	case handoff.DueExpire:
		return fmt.Sprintf("%s; if nothing comes %s, the draft is closed.", task, by)
	}
	return fmt.Sprintf("%s; if nothing comes %s, I ask again.", task, by)
}

// nextOffered speaks of the end of the window, whatever reminder comes before it.
func (p *page) nextOffered(n handoff.Next, by string) string {
	a := p.h.Current()
	switch {
	case a == nil:
		return p.standing()
	case n.What == handoff.DueProposal:
		return p.nextProposal(by)
	case n.What == handoff.DueRemoved:
		return p.nextRemoved(by)
	case a.Opened.IsZero():
		return fmt.Sprintf("%s by %s, or the later time that the invitation names; otherwise %s.",
			p.taskOf(a), p.at(p.due(a).Truncate(time.Minute)), p.otherwise(a))
	case a.Soft:
		return fmt.Sprintf("%s by %s; otherwise %s.", p.does(a.Rep, "decide", "decides"), p.at(a.Due), p.otherwise(a))
	}
	return fmt.Sprintf("%s by %s; otherwise %s.", p.taskOf(a), p.at(a.Due), p.otherwise(a))
}

// nextRemoved is for an event that is gone from the rep's calendar.
func (p *page) nextRemoved(by string) string {
	return fmt.Sprintf("%s %s whether the event was meant to be removed; otherwise it counts as declined.", p.does(p.h.Rep(), "say", "says"), by)
}

func (p *page) nextProposal(by string) string {
	asked := p.qualifier()
	if m := p.h.Moving; m != nil && m.Said != "" {
		return fmt.Sprintf("%s or %s confirms %s what %s said; otherwise the old time stands and the clock goes on.", p.who(p.h.Rep()), p.who(p.qualifier()), by, p.prospect())
	} else if m != nil && m.Asked == handoff.RoleProspect {
		return fmt.Sprintf("%s says %s whether the other time suits; otherwise the old one stands and the clock goes on.", p.prospect(), by)
	}
	if m := p.h.Moving; m != nil && m.Asked == handoff.RoleRep {
		asked = p.h.Rep()
	} else if m != nil && m.Asked == handoff.RoleManager {
		asked = p.manager()
	}
	return fmt.Sprintf("%s %s whether the other time suits; otherwise the old one stands and the clock goes on.", p.does(asked, "say", "says"), by)
}

func (p *page) nextEscalated(n handoff.Next, by string) string {
	decides := p.does(n.Owner, "decide", "decides")
	switch {
	case n.What == handoff.DueStart:
		return fmt.Sprintf("%s before the meeting begins, on %s; after that I ask whether it took place.", decides, p.at(n.At))
	case p.h.HoldUntil.After(p.now):
		return fmt.Sprintf("%s; nothing happens until %s.", decides, p.at(p.h.HoldUntil))
	case p.h.Nudges > 0 || p.lastTier(n.Owner):
		return fmt.Sprintf("%s %s; otherwise I ask again every day.", decides, by)
	}
	return fmt.Sprintf("%s %s; otherwise the next manager is asked.", decides, by)
}

// lastTier says whether nobody stands above the manager.
func (p *page) lastTier(id handoff.PersonID) bool {
	for i := len(p.team.Managers) - 1; i >= 0; i-- {
		if m := p.team.Managers[i]; !p.c.Person(m).Gone {
			return m == id
		}
	}
	return true
}

func (p *page) nextReturned(n handoff.Next, by string) string {
	decides := p.does(n.Owner, "say", "says") + " what happens to the lead"
	switch n.What {
	case handoff.DueLead:
		return fmt.Sprintf("%s %s; otherwise %s, because the meeting is near.", decides, by, p.isAsked())
	case handoff.DueStart:
		return fmt.Sprintf("%s before the meeting begins, on %s.", decides, p.at(n.At))
	}
	if n.Owner == p.manager() {
		return fmt.Sprintf("%s %s; otherwise I ask again every day.", decides, by)
	}
	return fmt.Sprintf("%s %s; otherwise %s told.", decides, by, p.does(p.manager(), "are", "is"))
}

func (p *page) isAsked() string { return p.does(p.manager(), "are", "is") + " asked" }

// nextMeeting is for everything from the acceptance on.
func (p *page) nextMeeting(n handoff.Next, by string) string {
	switch n.What {
	case handoff.DueProposal:
		return p.nextProposal(by)
	case handoff.DueRemoved:
		return p.nextRemoved(by)
	case handoff.DueAway:
		return fmt.Sprintf("%s or %s %s whether the meeting stays with %s; otherwise the lead passes to the next rep.", p.who(p.h.Rep()),
			p.does(n.Owner, "say", "says"), by, p.who(p.h.Rep()))
	case handoff.DueOver:
		return fmt.Sprintf("%s %s on %s. After that, on %s, I ask whether the meeting was held.",
			p.does(p.h.Rep(), "meet", "meets"), p.prospect(), p.at(p.h.Start), p.at(n.At))
	case handoff.DueCheck:
		return fmt.Sprintf("%s %s on %s. On %s I look once more whether the calendar has something else then; after the meeting I ask whether it was held.",
			p.does(p.h.Rep(), "meet", "meets"), p.prospect(), p.at(p.h.Start), p.at(n.At))
	case handoff.DueExpire:
		return fmt.Sprintf("%s what became of the meeting; if nobody does %s, it is closed as unconfirmed.", p.does(n.Owner, "say", "says"), by)
	case handoff.DueOpportunity:
		return fmt.Sprintf("%s the link of the opportunity, or %s what becomes of the lead, %s; otherwise I ask again.",
			p.does(n.Owner, "send", "sends"), strings.TrimPrefix(p.does(n.Owner, "say", "says"), p.who(n.Owner)+" "), by)
	}
	what := "what became of the meeting"
	if p.judged() {
		what = "what the next step is"
	}
	return fmt.Sprintf("%s %s %s; otherwise I ask again.", p.does(n.Owner, "say", "says"), what, by)
}

// judged says whether it is settled what became of the meeting: a manager said so, or nobody said otherwise.
func (p *page) judged() bool {
	for _, v := range p.h.Verdicts {
		if v.Role == handoff.RoleManager {
			return true
		}
		if v.Outcome != p.h.Verdicts[0].Outcome {
			return false
		}
	}
	return len(p.h.Verdicts) > 0
}

// task is what the rep still has to do, in the imperative: "accept this invitation and reply to Pat Kim".
func (p *page) task(a *handoff.Assignment) string {
	var parts []string
	for _, r := range a.Lacking() {
		switch r {
		case handoff.RequireAccept:
			accept := "accept the invitation"
			if p.ownHolds() {
				accept = "move your own event"
			}
			parts = append(parts, accept)
		case handoff.RequireReply:
			parts = append(parts, "reply to "+p.prospect())
		}
	}
	if len(parts) == 0 {
		return "confirm"
	}
	return text.Join(parts)
}

// taskOf is the same as a statement: "Rita Vance accepts the invitation and replies to Pat Kim".
func (p *page) taskOf(a *handoff.Assignment) string {
	task := p.task(a)
	if p.who(a.Rep) == "you" {
		return "you " + task
	}
	return p.name(a.Rep) + " " + strings.NewReplacer("accept the", "accepts the", "move your own event", "moves the event", "reply to", "replies to", "confirm", "confirms").Replace(task)
}

// otherwise is what the end of the window brings if nothing comes, as the domain decides it.
func (p *page) otherwise(a *handoff.Assignment) string {
	silent := 0
	for _, other := range p.h.Assignments {
		if other.End == handoff.EndSilence {
			silent++
		}
	}
	replied := hasEvidence(a, handoff.RequireReply)
	switch accepted := hasEvidence(a, handoff.RequireAccept); {
	case replied && accepted:
		return "it counts as accepted, with the reply only reported"
	case replied:
		return p.isAsked()
	case !p.due(a).Before(p.h.Start.Add(-p.policy.Lead)):
		return p.isAsked() + ", because " + p.prospect() + " would be waiting"
	case silent >= p.policy.Reassign:
		return p.isAsked()
	case a.Successor != "":
		return "the lead passes to " + p.who(a.Successor)
	}
	return "the lead passes to the next rep"
}

func hasEvidence(a *handoff.Assignment, kind handoff.Requirement) bool {
	for _, e := range a.Evidence {
		if e.Kind == kind {
			return true
		}
	}
	return false
}

// standing says where the handoff stands.
func (p *page) standing() string {
	rep := p.does(p.h.Rep(), "have", "has")
	switch p.h.State {
	case handoff.Draft:
		return "it is a draft; no rep has been asked yet."
	case handoff.Offered:
		a := p.h.Current()
		switch {
		case a == nil:
			return "it is out with a rep."
		case a.Soft:
			return rep + " answered “tentative” and has not decided yet."
		}
		return rep + " been asked; still lacking: " + p.lacking(a) + "."
	case handoff.Escalated:
		return "nobody has accepted; " + p.does(p.manager(), "decide", "decides") + "."
	case handoff.Returned:
		return "the lead is back with " + p.who(p.qualifier()) + "."
	case handoff.Accepted:
		if p.h.AbsenceAsked() {
			return rep + " accepted and may be away then; whether the meeting stays there is not settled."
		}
		return rep + " accepted; the meeting stands."
	case handoff.Past:
		return "the time of the meeting has passed; what became of it is not settled."
	case handoff.Held:
		return "the meeting was held; what it led to is not known yet."
	case handoff.Nurture:
		return "the lead sleeps until " + p.day(p.h.Wake) + "."
	case handoff.Converted:
		return "the lead became an opportunity."
	}
	return "the handoff is closed."
}

func (p *page) lacking(a *handoff.Assignment) string {
	var parts []string
	for _, r := range a.Lacking() {
		switch r {
		case handoff.RequireAccept:
			parts = append(parts, "the accepted invitation")
		case handoff.RequireReply:
			parts = append(parts, "a reply to "+p.prospect())
		}
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return text.Join(parts)
}
