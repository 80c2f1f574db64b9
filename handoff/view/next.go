package view

import (
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Next says what happens next, who moves and by when, for the reader. It is never empty.
func (v *View) Next() string {
	f := v.H.Forecast(v.C, v.Now)
	by := "by " + v.At(f.By)
	if !f.By.After(v.Now) {
		by = "now"
	}
	switch f.Task {
	case handoff.TaskNone:
		return v.nothingNext()
	case handoff.TaskComplete, handoff.TaskTwin, handoff.TaskChoose:
		return v.nextDraft(f, by)
	case handoff.TaskAnswer, handoff.TaskCommit:
		return v.nextWindow(f)
	case handoff.TaskAgree, handoff.TaskConfirm:
		return v.nextProposal(f, by)
	case handoff.TaskExplain:
		return fmt.Sprintf("%s %s whether the event was meant to be removed; otherwise it counts as declined.",
			v.Does(f.Owner, "say", "says"), by)
	case handoff.TaskStay:
		return fmt.Sprintf("%s or %s %s whether the meeting stays with %s; otherwise the lead passes to the next rep.",
			v.Who(v.H.Rep()),
			v.Does(f.Owner, "say", "says"), by, v.Who(v.H.Rep()))
	case handoff.TaskDecide:
		return v.nextEscalated(f, by)
	case handoff.TaskSettle:
		return v.nextReturned(f, by)
	case handoff.TaskSleep:
		return fmt.Sprintf("the lead sleeps until %s; then %s asked for a new time.", v.At(f.By),
			v.Does(f.Owner, "are", "is"))
	}
	return v.nextMeeting(f, by)
}

// nothingNext is for a handoff of which nothing is owed.
func (v *View) nothingNext() string {
	switch v.H.State {
	case handoff.Converted:
		return "nothing more to do: the lead became an opportunity."
	case handoff.Closed:
		return "nothing more to do: the handoff is closed."
	}
	return v.Standing()
}

func (v *View) nextDraft(f handoff.Forecast, by string) string {
	task := v.Does(f.Owner, "complete", "completes") + " the brief"
	switch f.Task {
	case handoff.TaskTwin:
		task = v.Does(f.Owner, "say", "says") + " whether this is another matter"
	case handoff.TaskChoose:
		task = v.Does(f.Owner, "choose", "chooses") + " a time or a rep"
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
func (v *View) nextWindow(f handoff.Forecast) string {
	a := v.H.Current()
	switch {
	case f.Early:
		return fmt.Sprintf("%s by %s, or the later time that the invitation names; otherwise %s.", v.taskOf(a), v.At(f.By),
			v.ending(f))
	case f.Task == handoff.TaskCommit:
		return fmt.Sprintf("%s by %s; otherwise %s.", v.Does(a.Rep, "decide", "decides"), v.At(f.By), v.ending(f))
	}
	return fmt.Sprintf("%s by %s; otherwise %s.", v.taskOf(a), v.At(f.By), v.ending(f))
}

func (v *View) nextProposal(f handoff.Forecast, by string) string {
	const otherwise = "; otherwise the old time stands and the clock goes on."
	switch {
	case f.Task == handoff.TaskConfirm:
		return fmt.Sprintf("%s or %s confirms %s what %s said"+otherwise, v.Who(v.H.Rep()), v.Who(f.Owner), by, v.Prospect())
	case f.Owner == "":
		return fmt.Sprintf("%s says %s whether the other time suits; otherwise the old one stands and the clock goes on.",
			v.Prospect(), by)
	}
	return fmt.Sprintf("%s %s whether the other time suits; otherwise the old one stands and the clock goes on.",
		v.Does(f.Owner, "say", "says"), by)
}

func (v *View) nextEscalated(f handoff.Forecast, by string) string {
	decides := v.Does(f.Owner, "decide", "decides")
	switch f.Then {
	case handoff.ThenOver:
		return fmt.Sprintf("%s before the meeting begins, on %s; after that I ask whether it took place.", decides,
			v.At(f.By))
	case handoff.ThenNothing:
		return fmt.Sprintf("%s; nothing happens until %s.", decides, v.At(f.By))
	case handoff.ThenAskDaily:
		return fmt.Sprintf("%s %s; otherwise I ask again every day.", decides, by)
	}
	return fmt.Sprintf("%s %s; otherwise the next manager is asked.", decides, by)
}

func (v *View) nextReturned(f handoff.Forecast, by string) string {
	decides := v.Does(f.Owner, "say", "says") + " what happens to the lead"
	switch f.Then {
	case handoff.ThenManagerNear:
		return fmt.Sprintf("%s %s; otherwise %s, because the meeting is near.", decides, by, v.isAsked())
	case handoff.ThenOver:
		return fmt.Sprintf("%s before the meeting begins, on %s.", decides, v.At(f.By))
	case handoff.ThenAskDaily:
		return fmt.Sprintf("%s %s; otherwise I ask again every day.", decides, by)
	}
	return fmt.Sprintf("%s %s; otherwise %s told.", decides, by, v.Does(v.manager(), "are", "is"))
}

func (v *View) isAsked() string { return v.Does(v.manager(), "are", "is") + " asked" }

// nextMeeting is for the meeting itself and what is asked after it.
func (v *View) nextMeeting(f handoff.Forecast, by string) string {
	does := func(you, others string) string { return v.Does(f.Owner, you, others) }
	switch {
	case f.Task == handoff.TaskMeet && f.Then == handoff.ThenLook:
		return fmt.Sprintf("%s %s on %s. On %s I look once more whether the calendar has something else then; after the "+
			"meeting I ask whether it was held.",
			does("meet", "meets"), v.Prospect(), v.At(v.H.Start), v.At(f.By))
	case f.Task == handoff.TaskMeet:
		return fmt.Sprintf("%s %s on %s. After that, on %s, I ask whether the meeting was held.",
			does("meet", "meets"), v.Prospect(), v.At(v.H.Start), v.At(f.By))
	case f.Then == handoff.ThenClosed:
		return fmt.Sprintf("%s what became of the meeting; if nobody does %s, it is closed as unconfirmed.",
			does("say", "says"), by)
	case f.Task == handoff.TaskOpportunity:
		return fmt.Sprintf("%s the link of the opportunity, or %s what becomes of the lead, %s; otherwise I ask again.",
			does("send", "sends"), strings.TrimPrefix(does("say", "says"), v.Who(f.Owner)+" "), by)
	}
	what := "what became of the meeting"
	if f.Task == handoff.TaskNextStep {
		what = "what the next step is"
	}
	return fmt.Sprintf("%s %s %s; otherwise I ask again.", does("say", "says"), what, by)
}

// Task is what the rep still has to do, in the imperative: "accept this invitation and reply to Pat Kim".
func (v *View) Task(a *handoff.Assignment) string {
	var parts []string
	for _, r := range a.Lacking() {
		switch r {
		case handoff.RequireAccept:
			accept := "accept the invitation"
			if v.H.OwnHolds() {
				accept = "move your own event"
			}
			parts = append(parts, accept)
		case handoff.RequireReply:
			parts = append(parts, "reply to "+v.Prospect())
		}
	}
	if len(parts) == 0 {
		return "confirm"
	}
	return text.Join(parts)
}

// taskOf is the same as a statement: "Rita Vance accepts the invitation and replies to Pat Kim".
func (v *View) taskOf(a *handoff.Assignment) string {
	task := v.Task(a)
	if v.Who(a.Rep) == "you" {
		return "you " + task
	}
	return v.Name(a.Rep) + " " + strings.NewReplacer("accept the", "accepts the", "move your own event", "moves the event",
		"reply to", "replies to", "confirm", "confirms").Replace(task)
}

// Otherwise is what the end of the window brings if nothing comes.
func (v *View) Otherwise(a *handoff.Assignment) string {
	then, successor := v.H.Silence(v.C, a, v.Now)
	return v.ending(handoff.Forecast{Then: then, To: successor})
}

// ending tells what follows at the end of a window.
func (v *View) ending(f handoff.Forecast) string {
	switch f.Then {
	case handoff.ThenAccepted:
		return "it counts as accepted, with the reply only reported"
	case handoff.ThenManager, handoff.ThenManagerPart:
		return v.isAsked()
	case handoff.ThenManagerNear:
		return v.isAsked() + ", because " + v.Prospect() + " would be waiting"
	}
	if f.To != "" {
		return "the lead passes to " + v.Who(f.To)
	}
	return "the lead passes to the next rep"
}
