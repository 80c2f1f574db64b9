package view

import (
	"strconv"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// First is what whoever has to act reads first: what to do, until when, and what follows. Empty if nothing waits for
// the reader; of an open offer everybody reads until when the rep has it.
func (v *View) First() string {
	f := v.H.Forecast(v.C, v.Now)
	mine := f.Owner != "" && f.Owner == v.Reader.ID
	switch f.Task {
	case handoff.TaskNone, handoff.TaskSleep, handoff.TaskMeet:
		return ""
	case handoff.TaskAnswer, handoff.TaskCommit:
		return v.firstWindow(f, mine)
	}
	if !mine {
		return ""
	}
	w := v.firstWords(f)
	if f.Task == handoff.TaskComplete || f.Task == handoff.TaskTwin || f.Task == handoff.TaskChoose {
		return v.firstDraft(f, w)
	}
	return v.Line("first", nextCode(f), w)
}

// firstWords are what a first line can print.
func (v *View) firstWords(f handoff.Forecast) templates.Next {
	w := v.nextWords()
	w.Owner, w.To, w.First = v.Person(f.Owner), v.Person(f.To), v.firstName(f.To)
	w.On, w.Start = v.until(f.By), v.At(v.H.Start)
	w.Zone = text.ZoneName(f.By.In(v.Zone))
	w.By = v.Line("first", "by", w)
	w.Left = v.left(f)
	w.Note = v.Line("first", "note", w)
	if !f.By.After(v.Now) { // now is now everywhere
		w.By, w.Note = v.Line("first", "by/now", w), ""
	}
	return w
}

// until is when something ends, without the zone: "17:00 today", "17:00 on Tue 24 Nov".
func (v *View) until(t time.Time) string {
	code := [...]string{"on/today", "on/tomorrow", "on/day"}[text.DaysAhead(t, v.Now, v.Zone)]
	return v.Line("first", code, templates.Next{On: text.Clock(t, v.Zone), Start: text.Day(t, v.Now, v.Zone)})
}

// left is the working time of whoever has to act; empty where it says nothing.
func (v *View) left(f handoff.Forecast) string {
	if f.Owner == "" || !f.By.After(v.Now) {
		return ""
	}
	left, wall := v.C.Clock(f.Owner).Between(v.Now.Truncate(time.Minute), f.By.Truncate(time.Minute)), false
	if a := v.H.Current(); a != nil && v.H.State == handoff.Offered {
		left, wall = v.H.Left(v.C, *a, v.Now), a.Wall
	}
	n, hours := Length(left)
	if n == "" || left > 60*time.Hour {
		return ""
	}
	one, several := "left/hour", "left/hours"
	switch {
	case wall && hours:
		one, several = "left/hour/wall", "left/hours/wall"
	case wall:
		one, several = "left/minute/wall", "left/minutes/wall"
	case !hours:
		one, several = "left/minute", "left/minutes"
	}
	if n != "1" {
		one = several
	}
	return v.Line("first", one, templates.Next{Length: n})
}

// Length is a span of working time as it is told, to the nearest that says enough, of two the less: minutes, from ten
// on five of them, from an hour on half hours, from four on whole hours. Empty for none.
func Length(d time.Duration) (n string, hours bool) {
	d = d.Round(time.Minute)
	near := func(unit time.Duration) time.Duration { return (d - time.Second).Round(unit) }
	switch five, half := near(5*time.Minute), near(30*time.Minute); {
	case d <= 0:
		return "", false
	case d < 10*time.Minute:
		return strconv.Itoa(int(d / time.Minute)), false
	case five < time.Hour:
		return strconv.Itoa(int(five / time.Minute)), false
	case half < 4*time.Hour && half%time.Hour != 0:
		return strconv.Itoa(int(half/time.Hour)) + ".5", true
	}
	return strconv.Itoa(int(near(time.Hour) / time.Hour)), true
}

// firstWindow is the first line while a rep is asked.
func (v *View) firstWindow(f handoff.Forecast, mine bool) string {
	a := v.H.Current()
	w := v.firstWords(f)
	w.Rep, w.Then = v.Person(a.Rep), v.then(f, w)
	soft := f.Task == handoff.TaskCommit
	switch {
	case mine && soft:
		return v.Line("first", "commit", w)
	case mine:
		w.Task = v.ShortTask(a)
		return v.Line("first", "answer", w)
	case soft:
		return v.Line("first", "they/commit", w)
	case a.Hurry:
		return v.Line("first", "they/hurry", w)
	}
	w.Task = v.task(a, "next", "they/")
	return v.Line("first", "they", w)
}

// ShortTask is what the rep still has to do, in few words: "reply and accept".
func (v *View) ShortTask(a *handoff.Assignment) string { return v.task(a, "first", "you/") }

// then is what follows the end of a window, as a sentence.
func (v *View) then(f handoff.Forecast, w templates.Next) string {
	code := "then/next"
	switch {
	case f.Then == handoff.ThenAccepted:
		code = "then/accepted"
	case f.Then == handoff.ThenOwing:
		code = "then/owing"
	case f.Then == handoff.ThenBack:
		code = "then/back"
	case f.Then == handoff.ThenAsk:
		code = "then/ask"
	case f.Then == handoff.ThenManager || f.Then == handoff.ThenManagerPart:
		code = "then/manager"
	case f.Then == handoff.ThenManagerNear:
		code = "then/waiting"
	case f.To != "":
		code = "then/to"
	}
	return v.Line("first", code, w)
}

// firstDraft is the first line to whoever has to complete a draft.
func (v *View) firstDraft(f handoff.Forecast, w templates.Next) string {
	task, code := "draft/complete", "draft/again"
	switch f.Task {
	case handoff.TaskTwin:
		task = "draft/twin"
	case handoff.TaskChoose:
		task = "draft/choose"
	}
	w.Task = v.Line("first", task, w)
	switch f.Then {
	case handoff.ThenTooNear:
		code = "draft/too-near"
	case handoff.ThenClosed:
		code = "draft/closed"
	}
	return v.Line("first", code, w)
}

// firstName is how colleagues call each other; empty for nobody.
func (v *View) firstName(id handoff.PersonID) string {
	if id == "" {
		return ""
	}
	return text.OneLine(v.C.Person(id).First(), text.NameLimit)
}
