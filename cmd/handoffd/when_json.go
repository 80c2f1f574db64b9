package main

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/view"
)

// whenReport is what `when --json` prints; times have the zone of the rep, lengths are seconds.
type whenReport struct {
	Rep       handoff.PersonID `json:"rep"`
	Team      string           `json:"team"`
	Rule      string           `json:"rule,omitempty"`
	Opens     string           `json:"opens"`
	Closes    string           `json:"closes"`
	Window    int64            `json:"window"`
	Wall      bool             `json:"wall"`
	Work      []whenSpan       `json:"work"` // working time in the window
	Off       []whenSpan       `json:"off"`  // hours of the week that are none
	Reminders []whenSpan       `json:"reminders"`
	Worked    int64            `json:"worked"`
	Latest    string           `json:"latest,omitempty"` // when somebody must have accepted
	Cut       bool             `json:"cut"`              // there, the window ends
	Late      bool             `json:"late"`             // that is over: no rep is asked
	Fair      bool             `json:"fair"`             // false: nobody is reminded, silence costs nothing
	Hurry     bool             `json:"hurry"`            // all who are at work are asked at once
	Next      int64            `json:"next"`             // the window of the rep who is asked then; 0: the manager decides
	Manager   int64            `json:"manager"`
	NotAsked  bool             `json:"not_asked,omitempty"` // the rep does not work before latest, and that is near
	Case      *whenCase        `json:"case,omitempty"`      // when the manager has it, if nobody says anything
	Leaves    string           `json:"leaves,omitempty"`    // where nobody has time: the earliest start that leaves some
	Paused    *whenPause       `json:"paused,omitempty"`    // the rep has no new leads then
}

// whenCase is when a manager has a lead of which nobody has said anything, as far as the config knows.
type whenCase struct {
	Since   string           `json:"since"`
	Manager handoff.PersonID `json:"manager"`
	Asked   string           `json:"asked"` // the mail goes
	By      string           `json:"by"`    // what follows if they say nothing
	Off     bool             `json:"off"`   // then the prospect is told that the meeting is off
}

// whenPause is a pause of the rep, or of the whole team.
type whenPause struct {
	Team  bool             `json:"team"`
	By    handoff.PersonID `json:"by,omitempty"`
	Until string           `json:"until"`
}

// pause notes a pause; the zero Pause is none.
func (r *whenReport) pause(p handoff.Pause, zone *time.Location) {
	if !p.End.IsZero() {
		r.Paused = &whenPause{Team: p.Rep == "", By: p.By, Until: view.Stamp(p.End, zone)}
	}
}

type whenSpan struct {
	Start string `json:"start"`
	End   string `json:"end,omitempty"`
	Why   string `json:"why,omitempty"`
}

func (c *whenCmd) report(conf *handoff.Config, rep handoff.Person, r rules,
	known handoff.Lookups) whenReport {
	zone, p := rep.Location(), r.team.Policy
	stamp := func(t time.Time) string { return view.Stamp(t, zone) }
	seconds := func(d time.Duration) int64 { return int64(d / time.Second) }
	ahead, away := handoff.LookAhead(conf, r.team, rep.ID, known, c.From.Time, c.Start.Time), known.Away[rep.ID]
	out := whenReport{Rep: rep.ID, Team: r.team.Name, Rule: r.rule, Opens: stamp(c.From.Time), Closes: stamp(ahead.Closes),
		Window: seconds(p.Window), Wall: p.Wall, Work: []whenSpan{}, Off: []whenSpan{}, Reminders: []whenSpan{},
		Worked: seconds(ahead.Work), Cut: ahead.Cut, Late: ahead.Late, Fair: ahead.Fair, Hurry: ahead.Hurry,
		Next: seconds(ahead.Half), Manager: seconds(ahead.Decide), NotAsked: ahead.Off}
	if !c.Start.IsZero() {
		out.Latest = stamp(ahead.Latest)
	}
	if !ahead.Leaves.IsZero() {
		out.Leaves = stamp(ahead.Leaves)
	}
	if k := ahead.Case; !k.Since.IsZero() {
		out.Case = &whenCase{Since: stamp(k.Since), Manager: k.Manager, Asked: stamp(k.Asked), By: stamp(k.By),
			Off: k.Then == handoff.ThenRegret}
	}
	clock := conf.Clock(rep.ID)
	for _, s := range calendar.Merge(clock.Less(away...).Spans(c.From.Time, ahead.Closes)) {
		out.Work = append(out.Work, whenSpan{Start: stamp(s.Start), End: stamp(s.End)})
	}
	for _, b := range clock.Breaks(c.From.Time, ahead.Closes) {
		out.Off = append(out.Off, whenSpan{stamp(b.Start), stamp(b.End), offText(conf, b.Off...)})
	}
	for _, s := range away {
		if s.Start.Before(ahead.Closes) && c.From.Before(s.End) {
			out.Off = append(out.Off, whenSpan{stamp(s.Start), stamp(s.End), "away"})
		}
	}
	for _, s := range ahead.Steps {
		if !s.Left && !s.Passed {
			out.Reminders = append(out.Reminders, whenSpan{Start: stamp(s.At), Why: stepWords(s)})
		}
	}
	return out
}
