package intake

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// Rotates is what a mail about no lead says of who is to have leads.
type Rotates struct {
	Said *handoff.Rotation // nil: it is asked
	Team string            // whose rotation it is
	Ask  handoff.Reason
	Line string    // the command, which waits for the name of a team; empty: it has to be given anew
	At   time.Time // when it was said
}

// Keys of what is answered to it. An answer to the question may be the name of a team alone; one to what was done is
// about the same team.
const (
	KeyRotation       = "rotation "
	KeyRotationAsks   = "rotation-asks "
	rotationAskedSize = 2 // the items of the question: the command, and when it was given
)

// Items are what the question which team is meant keeps for its answer.
func (r *Rotates) Items() handoff.Lines {
	if r.Line == "" {
		return nil
	}
	return handoff.Lines{r.Line, r.At.Format(time.RFC3339)}
}

// takeRotation takes what a colleague says, in a mail about no lead, of who is to have leads: `pause team until Thu`.
// It reports false if the mail says nothing of the kind, or says it to a line of a Today. A mail that somebody outside
// reads too is none.
func (l *inbound) takeRotation(found bool) (bool, error) {
	if found || l.readOutside() {
		return false, nil
	}
	said, at, ok, err := l.rotation()
	if err != nil || !ok {
		return false, err
	}
	lines, err := l.todayLines()
	if err != nil || len(lines) > 0 && (said.Bare || len(reading.Numbered(l.m.Text, len(lines))) > 0) {
		return false, err // it is said to the line of a Today
	}
	why := handoff.Because("rotation-said", handoff.PersonArg(l.sender.ID))
	if !l.c.MayWriteTo(l.sender.Email()) {
		return true, l.silent(trialOnly, why)
	}
	l.t.Rotates = &Rotates{Said: said.Said, Team: said.Team, Ask: said.Ask, Line: said.Line, At: at}
	return true, l.took(why)
}

// rotation reads it, with when it was said: an answer to the question which team is meant says it as of then.
func (l *inbound) rotation() (said reading.Rotated, at time.Time, ok bool, err error) {
	words, about := l.askedTimes(), l.about()
	n, asked, err := l.answeredNotice(KeyRotationAsks)
	if err != nil {
		return said, at, false, err
	}
	said, ok = reading.ReadRotation(words, nil, about, l.c, l.now)
	switch {
	case asked && !ok && len(n.Items) == rotationAskedSize:
		return l.rotationAnswered(n.Items[0], n.Items[1], words)
	case !ok || said.Line == "":
		return said, l.now, ok, nil
	}
	near, err := l.nearTeams() // which of several is meant may be plain from what the mail answers
	if err == nil {
		said, ok = reading.ReadRotation(words, near, about, l.c, l.now)
	}
	return said, l.now, ok, err
}

// rotationAnswered reads the answer to the question which team a command is meant for that was given before. What names
// none, in few words, is asked once more.
func (l *inbound) rotationAnswered(command, given, words string) (said reading.Rotated, at time.Time, ok bool,
	_ error) {
	const few = 80 // bytes
	at, err := time.Parse(time.RFC3339, given)
	team, named := reading.TeamNamed(words, l.about(), l.c, l.now)
	switch {
	case err != nil || !named && len(words) > few:
		return said, l.now, false, nil //nolint:nilerr // it is no answer to that
	case named:
		said, ok = reading.ReadRotation(command, []handoff.Team{team}, l.about(), l.c, at)
	default:
		said, ok = reading.ReadRotation(command, nil, l.about(), l.c, at)
	}
	return said, at, ok, nil
}

// nearTeams are the teams that a mail about no lead is most likely about, among those that its writer answers for: that
// of an answer they had before, those of the leads in the mail that it answers, those at its address.
func (l *inbound) nearTeams() ([]handoff.Team, error) {
	names, err := l.answeredTeams()
	if err != nil {
		return nil, err
	}
	near := func(is func(t handoff.Team) bool) (out []handoff.Team) {
		for _, t := range l.c.Teams {
			if handoff.Manages(l.c, l.sender.ID, t.Name) && is(t) {
				out = append(out, t)
			}
		}
		return out
	}
	if teams := near(func(t handoff.Team) bool { return slices.Contains(names, t.Name) }); len(teams) > 0 {
		return teams, nil
	}
	return near(func(t handoff.Team) bool { return l.c.Of(t.Name).Address == l.in.Box }), nil
}

// answeredTeams are the teams that the mail is about that was answered.
func (l *inbound) answeredTeams() (names []string, err error) {
	if n, ok, err := l.answeredNotice(KeyRotation); err != nil || ok {
		return n.Items, err
	}
	leads, err := l.f.OfMessages(l.answeredIDs(l.m))
	if err != nil {
		return nil, err
	}
	lines, err := l.todayLines()
	for _, t := range lines {
		leads = append(leads, t.Handoff)
	}
	for _, id := range leads {
		h, there, err := l.f.Handoff(id)
		if err != nil {
			return nil, err
		}
		if there {
			names = append(names, h.Team)
		}
	}
	return names, err
}
