package view

import (
	"slices"

	"handoffd/handoff"
)

// likely are the answers to what is to be done next, the likeliest first.
var likely = map[handoff.Task][]string{
	handoff.TaskComplete: {"Key: value", "move TIME"}, handoff.TaskTwin: {"separate", "cancel"},
	handoff.TaskChoose: {"move TIME", "keep the time", "rep NAME"},
	handoff.TaskAnswer: {"accept", "decline WHY", "reject: CRITERIA", "replied"},
	handoff.TaskCommit: {"accept", "decline WHY", "reject: CRITERIA"}, handoff.TaskAgree: {"agree", "refuse"},
	handoff.TaskConfirm: {"agree", "refuse"}, handoff.TaskExplain: {"keep the time", "decline WHY"},
	handoff.TaskStay: {"keep", "reassign"}, handoff.TaskMeet: {"move TIME", "decline WHY"},
	handoff.TaskDecide:   {"assign NAME", "take", "keep", "hold 2h"},
	handoff.TaskSettle:   {"dispute WHY", "move TIME", "nurture until DATE"},
	handoff.TaskOutcome:  {"held", "no-show", "moved", "cancelled"},
	handoff.TaskNextStep: {"move TIME", "nurture until DATE"}, handoff.TaskPick: {"move TIME", "nurture until DATE"},
	handoff.TaskOpportunity: {"opportunity LINK", "nurture until DATE", "next: WHAT DATE"},
	handoff.TaskSleep:       {"move TIME", "nurture until DATE"},
	handoff.TaskWoken:       {"move TIME", "nurture until DATE", "cancel"},
}

// afterStep are the answers once a next step is done.
var afterStep = []string{"next: WHAT DATE", "opportunity LINK", "nurture until DATE"}

// owesReply are the answers of a rep who has accepted, and has not written to the prospect yet.
var owesReply = []string{"replied", "decline WHY", "reject: CRITERIA"}

// Likely are the answers to what is to be done next, if the reader is to do it; none otherwise.
func Likely(v *View) []string {
	f := v.H.Forecast(v.C, v.Now)
	if s := v.H.Step; s != nil && s.Owner == v.Reader.ID && (handoff.StepFirst(v.H) != nil || f.Owner != v.Reader.ID) {
		return afterStep
	}
	if f.Owner != v.Reader.ID && f.Owner != "" {
		return nil
	}
	switch a := v.H.Current(); {
	case a == nil || !slices.Contains(a.Lacking(), handoff.RequireReply):
	case f.Task == handoff.TaskAnswer && !v.H.Answers("accept", v.Reader.ID, handoff.RoleRep):
		return owesReply
	case f.Task == handoff.TaskMeet:
		return append([]string{"replied"}, likely[f.Task]...)
	}
	return likely[f.Task]
}
