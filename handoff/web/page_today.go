package web

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
)

// todayPath is where it is.
const todayPath = "/"

// mostToday bounds how many leads Today shows of each kind.
const mostToday = 25

// todayPage is the view of what waits for somebody.
type todayPage struct {
	First    string // name
	Date     string
	Mine     []work
	More     int // that wait for them beside
	Others   []work
	Sleeping []work // leads of theirs of which nothing is asked before a day
	Meetings []work
	Late     int
	New      bool // they may hand over leads
	Address  string
}

// work is one lead in a list.
type work struct {
	ID     handoff.ID
	Case   string
	State  handoff.State
	Do     string // what to do, or what happens next
	Due    string
	Late   bool
	When   string // of the meeting
	Clock  *clock
	Step   string // the next step that nothing else in the list tells of
	Taps   []tap
	Owner  string
	Rep    string
	Before bool // the meeting is to come
	by     time.Time
	task   handoff.Task
	Mine   bool // the reader moves next
	// who else moves, where the reader has a next step beside that, and by when
	Also, AlsoDue string
}

// urgency orders what is to be done first before the rest: by the time that its reader is told, not by when the next
// reminder goes out. What nobody has to do comes last.
func (w work) urgency(o work) int {
	if w.by.IsZero() != o.by.IsZero() {
		if w.by.IsZero() {
			return 1
		}
		return -1
	}
	return w.by.Compare(o.by)
}

// today shows what waits for the reader, the most urgent first, then what of theirs waits for others.
func today(v *visit) error {
	p := todayPage{First: v.me.First(), Date: v.day(v.now), New: handoff.MayOpen(v.c, v.me.ID, handoff.PageNew),
		Address: v.c.Address}
	var mine, theirs []handoff.Handoff
	total := 0
	waits := store.Board{Owner: v.me.ID, Open: true, Limit: mostToday}
	others := store.Board{Person: v.me.ID, Besides: v.me.ID, Open: true, Limit: mostToday}
	err := v.view(func(tx *store.Tx) error {
		var err error
		if mine, err = tx.OnBoard(waits); err != nil {
			return err
		}
		if theirs, err = tx.OnBoard(others); err != nil {
			return err
		}
		if total = len(mine); total < mostToday {
			return nil // these are all
		}
		total = 0
		counts, err := tx.Counts(waits)
		for _, n := range counts {
			total += n
		}
		return err
	})
	if err != nil {
		return err
	}
	p.More = total - len(mine)
	for _, h := range mine {
		w := v.work(h, todayPath)
		if h.State == handoff.Nurture && !w.Late {
			p.Sleeping = append(p.Sleeping, w)
			continue
		}
		if w.task == handoff.TaskMeet { // it takes place; nothing is asked before
			p.Meetings = append(p.Meetings, w)
			continue
		}
		if !w.Mine && w.Owner != "" { // somebody answers for them, as all who are asked at once
			p.Others = append(p.Others, w)
			continue
		}
		if p.Mine = append(p.Mine, w); w.Late {
			p.Late++
		}
	}
	for _, h := range theirs {
		w := v.work(h, todayPath)
		switch {
		case h.State == handoff.Nurture && !w.Late:
			p.Sleeping = append(p.Sleeping, w)
		case w.Mine: // a step of theirs comes before what falls due by itself, or beside it
			if p.Mine = append(p.Mine, w); w.Late {
				p.Late++
			}
		default:
			p.Others = append(p.Others, w)
		}
	}
	for _, list := range [][]work{p.Mine, p.Meetings, p.Others, p.Sleeping} {
		slices.SortStableFunc(list, work.urgency)
	}
	return v.show("today", p)
}

// work is a handoff in a list of the reader, who comes back there after a tap.
func (v *visit) work(h handoff.Handoff, back string) work {
	seen := v.of(h)
	w := work{ID: h.ID, Case: seen.Case(), State: h.State, Do: seen.First(), When: seen.Meeting().Short,
		Clock: v.clockOf(&h), Before: h.Start.After(v.now), Rep: v.c.Person(h.Rep()).Name}
	if w.Do == "" {
		w.Do = text.Capital(seen.Next())
	}
	if !handoff.TakesPlace(&h) {
		w.When, w.Before = "", false
	}
	f := seen.H.Forecast(v.c, v.now)
	w.task = f.Task
	n := view.Mover(seen.H, v.c, v.me.ID, v.now)
	if n.Owner != "" {
		w.Owner, w.Due, w.Late, w.by, w.Mine = n.Names, v.at(n.By), n.Late, n.By, n.Mine
		if n.Step {
			w.Due, w.Clock = text.Day(n.By, v.now, v.c.Person(n.Owner).Location()), nil
		}
	}
	if h.Rep() == "" {
		w.Rep = ""
	}
	if other := view.Mover(seen.H, v.c, "", v.now); n.Step && other.Owner != "" && !other.Step { // else Step tells of it
		w.Also, w.AlsoDue = other.Names, v.at(other.By)
	}
	switch {
	case h.Step == nil || h.State.Finished():
	case back == todayPath && seen.First() != "", back != todayPath && !n.Step: // else it is told already
		w.Step = v.step(seen)
	}
	if likely := view.Likely(seen); len(likely) > 0 && back == todayPath {
		w.Taps = taps(v.answers(seen, back), likely, back)
	}
	return w
}
