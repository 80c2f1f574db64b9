package handoff

import (
	"slices"
	"strings"
	"time"
)

// Open says whether something is owed in the state.
func (s State) Open() bool { return s != "" && s != New && !s.Finished() }

// Meets says whether the open assignment's rep has, or is asked for, an appointment.
func (h *Handoff) Meets() bool {
	switch h.State {
	case Offered, Accepted, Escalated:
		return h.Current() != nil
	}
	return false
}

// Addresses are those under which a second brief finds this handoff, sorted, in the form of PlainAddress; none once the
// meeting is past.
func (h *Handoff) Addresses() []string {
	if !h.State.Open() || h.State == Past {
		return nil
	}
	var out []string
	for _, c := range h.Prospects {
		if a := PlainAddress(c.Address); a != "" && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	slices.Sort(out)
	return out
}

// Answers says whether a command has something to answer now, from a person in the role: one that settles a question
// has none before it is asked. The usage is that of Commands.
func (h *Handoff) Answers(usage string, id PersonID, role Role) bool {
	switch usage {
	case "send":
		return h.Unsent != "" && h.State != Nurture || TouchWaits(h)
	case "do it":
		return ChoreAsked(h) != nil
	case "not what I heard":
		o, disputed := h.Verdict()
		return o != "" && !disputed && !slices.ContainsFunc(h.Verdicts, func(v Verdict) bool { return v.By == id })
	case "dispute WHY":
		return h.Return != nil && slices.Contains([]Code{"rejected", "unstated", "unreachable"}, h.Return.Code)
	case "keep":
		return h.State == Escalated && h.Rep() != "" || h.AbsenceAsked()
	case "reassign":
		return h.AbsenceAsked()
	case "separate":
		return h.Twin != ""
	case "keep the time":
		return h.clashAnswers(role) || h.removalAnswers(id)
	case "use my event", "keep both":
		return h.Own != nil && !h.Own.Watched && h.Own.Rep == id
	case "agree", "refuse":
		return h.asksForTime(role)
	case requireUsage:
		return len(h.Patterns) > 0
	case "not my fault: WHY":
		return len(h.claimsOf(id, (*Claim).waits)) > 0
	case "count it", "drop it":
		return len(h.claimsOf("", func(c *Claim) bool { return c.Open() && c.Said != "" })) > 0
	case "back", "talk", "pause until DATE":
		return len(h.claimsOf("", func(c *Claim) bool { return c.InARow })) > 0
	case "write now":
		a := h.Current()
		return a != nil && !a.Owes.IsZero()
	case "accept":
		return !h.hasAccepted(id)
	case "replied":
		a := h.Last()
		return a != nil && slices.Contains(a.Lacking(), RequireReply)
	}
	return true
}

// hasAccepted says whether the person has the lead and has accepted, so that to say it once more would say nothing.
func (h *Handoff) hasAccepted(id PersonID) bool {
	a := h.Current()
	return a != nil && a.Rep == id && a.has(RequireAccept) && !a.Soft && a.Removed.IsZero()
}

// Works says whether an answer that the state allows can have its effect at that time: nobody takes a meeting over that
// has begun, and a verdict on one that was held is soon settled.
func Works(h *Handoff, usage string, now time.Time) bool {
	switch usage {
	case "take":
		return now.Before(h.Start) && h.stands()
	case "held", "no-show", "no-show (us)", "moved", "cancelled":
		return h.State != Held || now.Sub(h.Since) <= correctable
	}
	return true
}

// Undoes says whether an answer calls off a meeting that the prospect knows of, or takes back one that stands and was
// accepted. A page says before what it does, and asks.
func Undoes(h *Handoff, words string, now time.Time) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(strings.ToLower(words)), " ")
	switch strings.TrimSuffix(first, ":") {
	case "cancel":
		return slices.Contains([]State{Offered, Escalated, Accepted, Returned}, h.State) && h.stands()
	case "decline", "reject":
		return h.State == Accepted && now.Before(h.Start)
	}
	return false
}

// TakesBack says whether an absence takes the meeting of a lead away from whoever has accepted it and says that they
// are away. A page asks before.
func (f *AwayUntil) TakesBack(h *Handoff, now time.Time) bool {
	a := h.Current()
	return h.State == Accepted && a != nil && a.Rep == f.By.Person && f.By.Person != "" && now.Before(h.Start) &&
		covers(spanFrom(later(now, f.From), f.Until), h.Start)
}

// NeedsPlace says whether nobody knows where the rep would meet the prospect: not by the brief, the event or a link of
// the rep's own.
func NeedsPlace(h *Handoff, c *Config, rep PersonID) bool {
	return h.Place == "" && h.Link == "" && !c.Of(h.Team).Conference && c.Person(rep).Link == ""
}

// clashAnswers says whether the role may say that what is in the way does not matter.
func (h *Handoff) clashAnswers(role Role) bool {
	c := h.Clash
	if c == nil || c.Move && c.Asked == RoleRep {
		return false
	}
	return c.Asked == role || c.Asked == RoleQualifier && role != RoleRep
}

// removalAnswers says whether the person was asked why the event is gone from their calendar.
func (h *Handoff) removalAnswers(id PersonID) bool {
	a := h.Current()
	return a != nil && !a.Removed.IsZero() && a.Rep == id
}

// asksForTime says whether the role is asked about another time.
func (h *Handoff) asksForTime(role Role) bool {
	m := h.Moving
	if m == nil {
		return false
	}
	switch role {
	case RoleRep:
		return m.Asked == RoleRep || m.Asked == RoleProspect && m.Said != ""
	case RoleQualifier, RoleAdvocate:
		return m.Asked == RoleQualifier || m.Asked == RoleProspect
	case RoleManager, RoleAdmin:
		return true
	}
	return m.Asked == role
}

// OwnHolds says whether an event of the rep's own stands for ours.
func (h *Handoff) OwnHolds() bool { return h.Own != nil && h.Own.Watched }

// Had says whether the lead was ever with the rep.
func (h *Handoff) Had(rep PersonID) bool {
	return slices.ContainsFunc(Turns(h), func(a Assignment) bool { return a.Rep == rep })
}
