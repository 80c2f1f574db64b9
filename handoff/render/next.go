package render

import (
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// next says what happens next, who moves and by when, for the reader. It is never empty.
func (p *page) next() string {
	f := p.h.Forecast(p.c, p.now)
	by := "by " + p.at(f.By)
	if !f.By.After(p.now) {
		by = "now"
	}
	switch f.Task {
	case handoff.TaskNone:
		return p.nothingNext()
	case handoff.TaskComplete, handoff.TaskTwin, handoff.TaskChoose:
		return p.nextDraft(f, by)
	case handoff.TaskAnswer, handoff.TaskCommit:
		return p.nextWindow(f)
	case handoff.TaskAgree, handoff.TaskConfirm:
		return p.nextProposal(f, by)
	case handoff.TaskExplain:
		return fmt.Sprintf("%s %s whether the event was meant to be removed; otherwise it counts as declined.", p.does(f.Owner, "say", "says"), by)
	case handoff.TaskStay:
		return fmt.Sprintf("%s or %s %s whether the meeting stays with %s; otherwise the lead passes to the next rep.", p.who(p.h.Rep()),
			p.does(f.Owner, "say", "says"), by, p.who(p.h.Rep()))
	case handoff.TaskDecide:
		return p.nextEscalated(f, by)
	case handoff.TaskSettle:
		return p.nextReturned(f, by)
	case handoff.TaskSleep:
		return fmt.Sprintf("the lead sleeps until %s; then %s asked for a new time.", p.at(f.By), p.does(f.Owner, "are", "is"))
	}
	return p.nextMeeting(f, by)
}

// nothingNext is for a handoff of which nothing is owed.
func (p *page) nothingNext() string {
	switch p.h.State {
	case handoff.Converted:
		return "nothing more to do: the lead became an opportunity."
	case handoff.Closed:
		return "nothing more to do: the handoff is closed."
	}
	return p.standing()
}

func (p *page) nextDraft(f handoff.Forecast, by string) string {
	task := p.does(f.Owner, "complete", "completes") + " the brief"
	switch f.Task {
	case handoff.TaskTwin:
		task = p.does(f.Owner, "say", "says") + " whether this is another matter"
	case handoff.TaskChoose:
		task = p.does(f.Owner, "choose", "chooses") + " a time or a rep"
	}
	switch f.Then {
	case handoff.ThenTooNear:
		return fmt.Sprintf("%s %s; after that the meeting is too near and needs another time.", task, by)
	case handoff.ThenClosed:
		return fmt.Sprintf("%s; if nothing comes %s, the draft is closed.", task, by)
	}
	return fmt.Sprintf("%s; if nothing comes %s, I ask again.", task, by)
}

// nextWindow speaks of the end of the window, whatever reminder comes before it.
func (p *page) nextWindow(f handoff.Forecast) string {
	a := p.h.Current()
	switch {
	case f.Early:
		return fmt.Sprintf("%s by %s, or the later time that the invitation names; otherwise %s.", p.taskOf(a), p.at(f.By), p.ending(f))
	case f.Task == handoff.TaskCommit:
		return fmt.Sprintf("%s by %s; otherwise %s.", p.does(a.Rep, "decide", "decides"), p.at(f.By), p.ending(f))
	}
	return fmt.Sprintf("%s by %s; otherwise %s.", p.taskOf(a), p.at(f.By), p.ending(f))
}

func (p *page) nextProposal(f handoff.Forecast, by string) string {
	const otherwise = "; otherwise the old time stands and the clock goes on."
	switch {
	case f.Task == handoff.TaskConfirm:
		return fmt.Sprintf("%s or %s confirms %s what %s said"+otherwise, p.who(p.h.Rep()), p.who(f.Owner), by, p.prospect())
	case f.Owner == "":
		return fmt.Sprintf("%s says %s whether the other time suits; otherwise the old one stands and the clock goes on.", p.prospect(), by)
	}
	return fmt.Sprintf("%s %s whether the other time suits; otherwise the old one stands and the clock goes on.", p.does(f.Owner, "say", "says"), by)
}

func (p *page) nextEscalated(f handoff.Forecast, by string) string {
	decides := p.does(f.Owner, "decide", "decides")
	switch f.Then {
	case handoff.ThenOver:
		return fmt.Sprintf("%s before the meeting begins, on %s; after that I ask whether it took place.", decides, p.at(f.By))
	case handoff.ThenNothing:
		return fmt.Sprintf("%s; nothing happens until %s.", decides, p.at(f.By))
	case handoff.ThenAskDaily:
		return fmt.Sprintf("%s %s; otherwise I ask again every day.", decides, by)
	}
	return fmt.Sprintf("%s %s; otherwise the next manager is asked.", decides, by)
}

func (p *page) nextReturned(f handoff.Forecast, by string) string {
	decides := p.does(f.Owner, "say", "says") + " what happens to the lead"
	switch f.Then {
	case handoff.ThenManagerNear:
		return fmt.Sprintf("%s %s; otherwise %s, because the meeting is near.", decides, by, p.isAsked())
	case handoff.ThenOver:
		return fmt.Sprintf("%s before the meeting begins, on %s.", decides, p.at(f.By))
	case handoff.ThenAskDaily:
		return fmt.Sprintf("%s %s; otherwise I ask again every day.", decides, by)
	}
	return fmt.Sprintf("%s %s; otherwise %s told.", decides, by, p.does(p.manager(), "are", "is"))
}

func (p *page) isAsked() string { return p.does(p.manager(), "are", "is") + " asked" }

// nextMeeting is for the meeting itself and what is asked after it.
func (p *page) nextMeeting(f handoff.Forecast, by string) string {
	does := func(you, others string) string { return p.does(f.Owner, you, others) }
	switch {
	case f.Task == handoff.TaskMeet && f.Then == handoff.ThenLook:
		return fmt.Sprintf("%s %s on %s. On %s I look once more whether the calendar has something else then; after the meeting I ask whether it was held.",
			does("meet", "meets"), p.prospect(), p.at(p.h.Start), p.at(f.By))
	case f.Task == handoff.TaskMeet:
		return fmt.Sprintf("%s %s on %s. After that, on %s, I ask whether the meeting was held.",
			does("meet", "meets"), p.prospect(), p.at(p.h.Start), p.at(f.By))
	case f.Then == handoff.ThenClosed:
		return fmt.Sprintf("%s what became of the meeting; if nobody does %s, it is closed as unconfirmed.", does("say", "says"), by)
	case f.Task == handoff.TaskOpportunity:
		return fmt.Sprintf("%s the link of the opportunity, or %s what becomes of the lead, %s; otherwise I ask again.",
			does("send", "sends"), strings.TrimPrefix(does("say", "says"), p.who(f.Owner)+" "), by)
	}
	what := "what became of the meeting"
	if f.Task == handoff.TaskNextStep {
		what = "what the next step is"
	}
	return fmt.Sprintf("%s %s %s; otherwise I ask again.", does("say", "says"), what, by)
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

// otherwise is what the end of the window brings if nothing comes.
func (p *page) otherwise(a *handoff.Assignment) string {
	then, successor := p.h.Silence(p.c, a, p.now)
	return p.ending(handoff.Forecast{Then: then, To: successor})
}

// ending tells what follows at the end of a window.
func (p *page) ending(f handoff.Forecast) string {
	switch f.Then {
	case handoff.ThenAccepted:
		return "it counts as accepted, with the reply only reported"
	case handoff.ThenManager, handoff.ThenManagerPart:
		return p.isAsked()
	case handoff.ThenManagerNear:
		return p.isAsked() + ", because " + p.prospect() + " would be waiting"
	}
	if f.To != "" {
		return "the lead passes to " + p.who(f.To)
	}
	return "the lead passes to the next rep"
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
