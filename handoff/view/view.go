// Package view is a handoff as somebody reads it: where it stands, what happens next, who did what, what the brief
// says, in that person's words and time zone. Mails, the command line and its JSON share it, so that all tell the same.
//
// It decides nothing and writes nothing: every rule is asked of package handoff, and the frame around the words is the
// reader's own.
package view

import (
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// View is a handoff as one reader may see it.
type View struct {
	Set    *templates.Set
	H      *handoff.Handoff
	C      *handoff.Config
	Now    time.Time
	Team   handoff.Team
	Reader handoff.Person // zero for the prospect
	Zone   *time.Location // of the reader
	Own    *time.Location // in which the time of the meeting was given
	Prefix string         // of commands where several handoffs are shown: "HO-7K3QX2 "
	Err    error          // the first line of the templates that could not be filled in
}

// Of is the view of a colleague; of the prospect where reader is empty.
func Of(set *templates.Set, h handoff.Handoff, c *handoff.Config, now time.Time, reader handoff.PersonID) *View {
	h = handoff.SeenBy(h, reader)
	v := &View{Set: set, H: &h, C: c, Now: now, Own: meetingZone(h.Zone)}
	v.Team, _ = c.Team(h.Team)
	v.Zone = v.Own
	if reader != "" {
		v.Reader = c.Person(reader)
		v.Zone = v.Reader.Location()
	}
	return v
}

// why is the sentence of a reason.
func (v *View) why(r handoff.Reason) string { return WhyTo(v.Set.Reasons, v.C, v.Reader.ID, r) }

// All joins parts in the words of the templates: "a, b and c".
func (v *View) All(parts []string) string {
	said, err := v.Set.All(parts)
	if v.Err == nil {
		v.Err = err
	}
	return said
}

// Line is a line of a block of the templates, filled in. What could not be filled in is kept for the end.
func (v *View) Line(block, code string, w any) string {
	said, err := v.Set.Line(block, code, w)
	if v.Err == nil {
		v.Err = err
	}
	return said
}
