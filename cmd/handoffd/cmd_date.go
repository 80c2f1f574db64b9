package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

type dateCmd struct {
	JSON   bool     `help:"Print one JSON object: start, end, ask."`
	Now    timeFlag `help:"When the phrase is said (RFC 3339); default: now." placeholder:"TIME"`
	Zone   zoneFlag `help:"Time zone of who says it (IANA name); default: this machine's." placeholder:"ZONE"`
	Phrase []string `arg:"" help:"The date in words, such as: Tue 24 Nov at 3pm CET."`
}

// Run prints how the phrase is understood, or the question that it raises: then it ends as failed, as nothing was
// understood; with --json too, where the question stands in the object.
func (c *dateCmd) Run(s streams) error {
	u := dates.Parse(strings.Join(c.Phrase, " "), c.Now.or(s.now()), c.Zone.or(time.Local))
	sentences, err := templates.LoadReasons("")
	if err != nil {
		return err
	}
	ask := view.Why(sentences, &handoff.Config{}, handoff.OfDate(u.Ask))
	said := ask
	if said == "" {
		said = spanText(u.Start, u.End)
		if u.Zone != "" && u.Zone != "Local" {
			said += " (" + u.Zone + ")"
		}
	}
	if c.JSON {
		err = json.NewEncoder(s.out).Encode(struct {
			Start string `json:"start,omitempty"`
			End   string `json:"end,omitempty"`
			Ask   string `json:"ask,omitempty"`
		}{rfc3339(u.Start), rfc3339(u.End), ask})
	} else {
		_, err = fmt.Fprintln(s.out, text.Wrap(said, screenOf(s.out).width))
	}
	if err == nil && ask != "" {
		return errSilent
	}
	return err
}

// spanText is a time as people read it; end may be zero.
func spanText(start, end time.Time) string {
	const day, clock = "Monday 2 January 2006", "15:04"
	switch {
	case end.IsZero():
		return start.Format(day + ", " + clock + " MST")
	case start.Format(day+"MST") == end.Format(day+"MST"):
		return start.Format(day+", "+clock) + "–" + end.Format(clock+" MST")
	case start.Format(day) == end.Format(day):
		return start.Format(day+", "+clock+" MST") + " – " + end.Format(clock+" MST")
	case start.Format("MST") == end.Format("MST"):
		return start.Format(day+", "+clock) + " – " + end.Format(day+", "+clock+" MST")
	}
	return start.Format(day+", "+clock+" MST") + " – " + end.Format(day+", "+clock+" MST")
}
