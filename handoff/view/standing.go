package view

import (
	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Standing says where the handoff stands.
func (v *View) Standing() string {
	rep := v.Does(v.H.Rep(), "have", "has")
	switch v.H.State {
	case handoff.Draft:
		return "it is a draft; no rep has been asked yet."
	case handoff.Offered:
		a := v.H.Current()
		switch {
		case a == nil:
			return "it is out with a rep."
		case a.Soft:
			return rep + " answered “tentative” and has not decided yet."
		}
		return rep + " been asked; still lacking: " + v.Lacking(a) + "."
	case handoff.Escalated:
		return "nobody has accepted; " + v.Does(v.manager(), "decide", "decides") + "."
	case handoff.Returned:
		return "the lead is back with " + v.Who(v.qualifier()) + "."
	case handoff.Accepted:
		if v.H.AbsenceAsked() {
			return rep + " accepted and may be away then; whether the meeting stays there is not settled."
		}
		return rep + " accepted; the meeting stands."
	case handoff.Past:
		return "the time of the meeting has passed; what became of it is not settled."
	case handoff.Held:
		return "the meeting was held; what it led to is not known yet."
	case handoff.Nurture:
		return "the lead sleeps until " + v.Day(v.H.Wake) + "."
	case handoff.Converted:
		return "the lead became an opportunity."
	}
	return "the handoff is closed."
}

// Lacking is what of the assignment is not there yet.
func (v *View) Lacking(a *handoff.Assignment) string {
	var parts []string
	for _, r := range a.Lacking() {
		switch r {
		case handoff.RequireAccept:
			parts = append(parts, "the accepted invitation")
		case handoff.RequireReply:
			parts = append(parts, "a reply to "+v.Prospect())
		}
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return text.Join(parts)
}
