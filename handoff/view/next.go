package view

import (
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Next says what happens next, who moves and by when, for the reader. It is never empty.
func (v *View) Next() string {
	said := v.falls()
	s := v.H.Step
	if s != nil && v.H.State.Finished() {
		said = "" // there is more to do
	}
	if s == nil {
		return said
	}
	code := "step"
	if !s.Chosen() {
		code = "step/not-chosen"
	}
	w := templates.Next{Owner: v.Person(s.Owner), On: v.Day(s.On), Task: StepWhat(v)}
	return strings.TrimSpace(said + " " + v.Line("next", code, w))
}

// StepWhat is the next step, as whoever named it said it.
func StepWhat(v *View) string {
	if s := v.H.Step; s != nil && s.What != "" {
		return text.OneLine(s.What, text.NameLimit)
	}
	return v.Line("next", "step/call-again", templates.Next{})
}

// falls says what falls due by itself.
func (v *View) falls() string {
	f := v.H.Forecast(v.C, v.Now)
	w := v.nextWords()
	w.Owner, w.On, w.Start = v.Person(f.Owner), v.At(f.By), v.At(v.H.Start)
	w.By = v.Line("next", "by", w)
	if !f.By.After(v.Now) {
		w.By = v.Line("next", "by/now", w)
	}
	switch f.Task {
	case handoff.TaskNone:
		return v.nothingNext()
	case handoff.TaskComplete, handoff.TaskTwin, handoff.TaskChoose:
		return v.nextDraft(f, w)
	case handoff.TaskAnswer, handoff.TaskCommit:
		return v.nextWindow(f, w)
	}
	return v.Line("next", nextCode(f), w)
}

// nextWords are those who may be spoken of, whatever is next.
func (v *View) nextWords() templates.Next {
	return templates.Next{Rep: v.Person(v.H.Rep()), Manager: v.Person(v.manager()), Prospect: v.Prospect()}
}

// nextCode names the line that says what is next, where one alone does.
func nextCode(f handoff.Forecast) string {
	switch f.Task {
	case handoff.TaskExplain:
		return "explain"
	case handoff.TaskStay:
		return "stay"
	case handoff.TaskSleep:
		return "sleep"
	case handoff.TaskWoken:
		return "woken"
	case handoff.TaskConfirm:
		return "proposal/confirm"
	case handoff.TaskAgree:
		if f.Owner == "" {
			return "proposal/prospect"
		}
		return "proposal/owner"
	case handoff.TaskDecide:
		return nextEscalated(f)
	case handoff.TaskSettle:
		return nextReturned(f)
	}
	return nextMeeting(f)
}

// nothingNext is for a handoff of which nothing is owed.
func (v *View) nothingNext() string {
	switch v.H.State {
	case handoff.Converted:
		return v.Line("next", v.converted(), templates.Next{})
	case handoff.Closed:
		return v.Line("next", "closed", templates.Next{})
	}
	return v.Standing()
}

func (v *View) nextDraft(f handoff.Forecast, w templates.Next) string {
	task := "draft/complete"
	switch f.Task {
	case handoff.TaskTwin:
		task = "draft/twin"
	case handoff.TaskChoose:
		task = "draft/choose"
	}
	w.Task = v.Line("next", task, w)
	switch f.Then {
	case handoff.ThenTooNear:
		return v.Line("next", "draft/too-near", w)
	case handoff.ThenClosed:
		return v.Line("next", "draft/closed", w)
	}
	return v.Line("next", "draft/again", w)
}

// nextWindow speaks of the end of the window, whatever reminder comes before it.
func (v *View) nextWindow(f handoff.Forecast, w templates.Next) string {
	a := v.H.Current()
	w.Rep, w.Task, w.Otherwise = v.Person(a.Rep), v.taskOf(a), v.ending(f)
	switch {
	case a.Hurry:
		return v.Line("next", "window/hurry", w)
	case f.Early:
		return v.Line("next", "window/early", w)
	case f.Task == handoff.TaskCommit:
		return v.Line("next", "window/tentative", w)
	}
	return v.Line("next", "window", w)
}

func nextEscalated(f handoff.Forecast) string {
	switch f.Then {
	case handoff.ThenOver:
		return "escalated/over"
	case handoff.ThenRegret:
		return "escalated/regret"
	case handoff.ThenNothing:
		return "escalated/hold"
	case handoff.ThenAskDaily:
		return "escalated/daily"
	}
	return "escalated/climb"
}

func nextReturned(f handoff.Forecast) string {
	switch f.Then {
	case handoff.ThenManagerNear:
		return "returned/near"
	case handoff.ThenOver:
		return "returned/over"
	case handoff.ThenRegret:
		return "returned/regret"
	case handoff.ThenAskDaily:
		return "returned/daily"
	}
	return "returned/told"
}

// nextMeeting is for the meeting itself and what is asked after it.
func nextMeeting(f handoff.Forecast) string {
	switch {
	case f.Task == handoff.TaskMeet && f.Then == handoff.ThenLook:
		return "meeting/look"
	case f.Task == handoff.TaskMeet && f.Then == handoff.ThenConfirm:
		return "meeting/confirm"
	case f.Task == handoff.TaskMeet:
		return "meeting"
	case f.Then == handoff.ThenClosed:
		return "outcome/closed"
	case f.Task == handoff.TaskPick:
		return "pick"
	case f.Task == handoff.TaskOpportunity:
		return "opportunity"
	case f.Then == handoff.ThenAbsent:
		return "outcome/absent"
	case f.Then == handoff.ThenBack:
		return "next-step/back"
	case f.Task == handoff.TaskNextStep:
		return "next-step"
	}
	return "outcome"
}

// Task is what the rep still has to do, in the imperative: "accept this invitation and reply to Pat Kim".
func (v *View) Task(a *handoff.Assignment) string { return v.task(a, "next", "you/") }

// task joins what the rep still has to do, in the lines of the block of which the codes begin so.
func (v *View) task(a *handoff.Assignment, block, form string) string {
	w := v.nextWords()
	var parts []string
	for _, r := range a.Lacking() {
		switch {
		case r == handoff.RequireAccept && v.H.OwnHolds():
			parts = append(parts, v.Line(block, form+"move", w))
		case r == handoff.RequireAccept:
			parts = append(parts, v.Line(block, form+"accept", w))
		case r == handoff.RequireReply:
			parts = append(parts, v.Line(block, form+"reply", w))
		}
	}
	if len(parts) == 0 {
		return v.Line(block, form+"confirm", w)
	}
	return v.All(parts)
}

// taskOf is the same as a statement: "Rita Vance accepts the invitation and replies to Pat Kim".
func (v *View) taskOf(a *handoff.Assignment) string {
	w, whose := templates.Next{Rep: v.Person(a.Rep)}, "they"
	if w.Rep.You {
		whose = "you"
	}
	w.Task = v.task(a, "next", whose+"/")
	return v.Line("next", whose, w)
}

// Otherwise is what the end of the window brings if nothing comes.
func (v *View) Otherwise(a *handoff.Assignment) string {
	then, successor := v.H.Silence(v.C, a, v.Now)
	return v.ending(handoff.Forecast{Then: then, To: successor})
}

// ending tells what follows at the end of a window.
func (v *View) ending(f handoff.Forecast) string {
	w := v.nextWords()
	switch f.Then {
	case handoff.ThenAccepted:
		return v.Line("next", "ending/accepted", w)
	case handoff.ThenOwing:
		return v.Line("next", "ending/owing", w)
	case handoff.ThenAsk:
		return v.Line("next", "ending/ask", w)
	case handoff.ThenBack:
		return v.Line("next", "ending/back", w)
	case handoff.ThenManager, handoff.ThenManagerPart:
		return v.Line("next", "ending/manager", w)
	case handoff.ThenManagerNear:
		return v.Line("next", "ending/waiting", w)
	}
	if f.To != "" {
		w.To = v.Person(f.To)
		return v.Line("next", "ending/to", w)
	}
	return v.Line("next", "ending/next", w)
}
