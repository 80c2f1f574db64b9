package render

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
)

// busyRita gives all reps a calendar; rita has something from 15:00 to 16:00 on the day of the meeting, ines cannot be
// told.
func (w *tale) busyRita() {
	start := w.brief().Start
	w.lookups.Busy = map[handoff.PersonID]handoff.Calendar{}
	for _, id := range []handoff.PersonID{"rita", "bob", "ines"} {
		p := w.c.People[id]
		p.Calendars = []string{"own"}
		w.c.People[id] = p
		w.lookups.Busy[id] = handoff.Calendar{From: w.now.AddDate(0, -1, 0), To: w.now.AddDate(0, 2, 0), ReadAt: w.now}
	}
	w.takes("rita", start, start.Add(time.Hour), "k1")
	c := w.lookups.Busy["ines"]
	c.Unknown = []handoff.Reason{{Text: "feed of ines: HTTP 503"}}
	w.lookups.Busy["ines"] = c
}

// takes puts something into a calendar.
func (w *tale) takes(id handoff.PersonID, start, end time.Time, key string) {
	c := w.lookups.Busy[id]
	c.Busy = append(c.Busy, handoff.Taken{Span: calendar.Span{Start: start, End: end}, Key: key})
	w.lookups.Busy[id] = c
}

func (w *tale) clashes() {
	w.busyRita()
	w.tell(w.brief())
}

// coverClashes: who was named is away, and who stands in has something else then.
func (w *tale) coverClashes() {
	w.busyRita()
	off := calendar.Span{Start: w.now.AddDate(0, 0, -1), End: w.now.AddDate(0, 0, 3)}
	w.lookups.Away = map[handoff.PersonID][]calendar.Span{"bob": {off}}
	w.lookups.Covers = map[handoff.PersonID][]handoff.Absence{"bob": {{Person: "bob", Span: off, Cover: "rita"}}}
	b := w.brief()
	b.Wish = "bob"
	w.tell(b)
}

func (w *tale) sentAnyway() {
	w.clashes()
	w.tell(&handoff.KeepTime{About: w.by("quinn")})
}

func (w *tale) unreadable() {
	w.busyRita()
	w.lookups.Busy["rita"] = w.lookups.Busy["ines"]
	w.tell(w.brief())
}

func (w *tale) laterClash() {
	w.accepted()
	w.busyRita()
	w.tell(&handoff.CalendarChanged{About: w.by("rita"), Person: "rita"})
}

func (w *tale) movedIntoClash() {
	w.accepted()
	w.busyRita()
	at := w.brief().Start.Add(48 * time.Hour)
	w.takes("rita", at.Add(-time.Hour), at.Add(time.Hour), "k2")
	w.tell(&handoff.Move{About: w.by("quinn"), Start: at})
}

func (w *tale) repProposes() {
	w.accepted()
	w.tell(&handoff.Proposed{About: w.by("rita"), Start: w.brief().Start.Add(49 * time.Hour)})
}

func (w *tale) proposalRefused() {
	w.prospectProposes()
	w.tell(&handoff.Refuse{About: w.by("rita")})
}

func (w *tale) prospectSaysYes() {
	w.repProposes()
	w.tell(&handoff.Agree{About: unproved(w.outside())})
}

func (w *tale) removed() {
	w.accepted()
	w.tell(&handoff.Removed{About: w.by("rita"), Person: "rita"})
}

func (w *tale) notPermitted() {
	w.offered()
	w.tell(&handoff.Failed{About: w.by("rita"), Purpose: handoff.PurposeInvite,
		To:    handoff.Recipient{Person: "rita", Role: handoff.RoleRep},
		Error: "put event: HTTP 403", Permission: true, Mend: "grant the application Calendars.ReadWrite for " +
			"handoff@acme.example"})
}

func (w *tale) ownEvent() {
	w.offered()
	start := w.brief().Start.Add(30 * time.Minute)
	w.tell(&handoff.OwnEvent{About: w.by("rita"), Person: "rita", Key: "k-own", Start: start, End: start.Add(time.Hour)})
}

func (w *tale) ownHolds() {
	w.ownEvent()
	w.tell(&handoff.UseOwn{About: w.by("rita"), Mine: true})
}

func (w *tale) ownToMove() {
	w.ownHolds()
	w.tell(&handoff.Move{About: w.by("quinn"), Start: w.brief().Start.Add(24 * time.Hour)})
}

func (w *tale) unprovedProposal() {
	w.offered()
	w.tell(&handoff.Proposed{About: unproved(w.outside()), Start: w.brief().Start.Add(25 * time.Hour)})
}
