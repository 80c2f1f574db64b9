package intake

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/reading"
)

// Rotates is what a mail says, about no lead, of who is to have leads: a manager of a team or a rep, or a colleague of
// their own absence.
type Rotates struct {
	Said  *handoff.Rotation  // nil: it says something else, or it is asked
	Away  *handoff.AwayUntil // nil: it says something else, or it is asked
	Team  string             // whose rotation it is
	Ask   handoff.Reason
	Line  string    // the command, which waits for the name of a team; empty: it has to be given anew
	At    time.Time // when it was said
	Words string    // as it was said
}

// absence says whether it is about an absence of its writer.
func (r *Rotates) absence() bool { return r.Said == nil && r.Team != "" }

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

// takeRotation takes what a colleague says about no lead: of who is to have leads, as `pause team until Thu`, and of
// their own absence. It reports false if nothing else is in the mail that it says so in, or if the mail says nothing of
// the kind, or says it to a line of a Today. A mail that somebody outside reads too is none.
func (l *inbound) takeRotation(id handoff.ID, found bool) (bool, error) {
	if l.readOutside() {
		return false, nil
	}
	lines, err := l.todayLines()
	if err != nil {
		return false, err
	}
	numbered := len(lines) > 0 && len(reading.Numbered(l.m.Text, len(lines))) > 0
	if !found && !numbered {
		r, bare, ok, err := l.aside(l.askedTimes(), nil)
		if err != nil || ok && (bare || r.absence()) && len(lines) > 0 {
			return false, err // it is said to the line of a Today
		}
		if ok && r.Ask.Code != "ask-alone" {
			return l.rotates([]Rotates{r})
		}
	}
	said, rest, err := l.asides(id, found, numbered)
	if err != nil || len(said) == 0 {
		return false, err
	}
	done, err := l.rotates(said)
	if rest == "" || err != nil {
		return done, err
	}
	m := *l.m
	m.Text = rest
	l.m = &m
	return false, nil
}

// rotates takes what was said so.
func (l *inbound) rotates(said []Rotates) (bool, error) {
	why := handoff.Because("rotation-said", handoff.PersonArg(l.sender.ID))
	if said[0].absence() {
		why = handoff.Because("absence-said", handoff.PersonArg(l.sender.ID))
	}
	if !l.c.MayWriteTo(l.sender.Email()) {
		return true, l.silent(trialOnly, why)
	}
	l.t.Rotates = said
	return true, l.took(why)
}

// asides are the lines of a mail that say such things, each for itself, and what else stands in it: beside lines about
// leads they are taken out of it. Where no line says of which lead it is, all lines have to be commands, and those that
// need a lead are named as not done. Of a mail about one lead only that is taken out which the lead cannot take: it is
// about another team, or stands beside something else.
func (l *inbound) asides(id handoff.ID, found, numbered bool) (said []Rotates, rest string, _ error) {
	lines := reading.CommandLines(l.m.Text, l.about(), l.c, l.now)
	near, h, err := l.near(id, found)
	if err != nil || !found && len(lines) < 2 || len(lines) > mostNamingLines {
		return nil, "", err
	}
	names := func(line string) bool { _, _, ok := reading.CommandFor(line); return ok }
	beside := found || numbered || slices.ContainsFunc(lines, names)
	out := map[string]bool{}
	var unsaid []string
	for _, line := range lines {
		r, bare, ok, err := l.aside(line, near)
		switch {
		case err != nil:
			return nil, "", err
		case ok && !bare && (!found || r.Said != nil && (len(lines) > 1 || r.Team != h.Team || l.refused(r))):
			said = append(said, r)
			out[line] = true
		case beside:
		case !reading.SaysCommand(line, h, l.about(), l.c, l.now):
			return nil, "", nil // it is more than commands
		default:
			unsaid = append(unsaid, line)
		}
	}
	if len(said) == 0 {
		return nil, "", nil
	}
	if !beside || len(said) == len(lines) {
		l.t.Unsaid = unsaid
		return said, "", nil
	}
	var left []string
	for line := range strings.Lines(l.m.Text) {
		if line = strings.TrimRight(line, "\r\n"); !out[strings.TrimSpace(line)] {
			left = append(left, line)
		}
	}
	return said, strings.Join(left, "\n"), nil
}

// refused says whether somebody says something of a team, or a pause, who is no manager of it: that is told.
func (l *inbound) refused(r Rotates) bool {
	return !handoff.Manages(l.c, l.sender.ID, r.Team) && (r.Said.Team || r.Said.What == handoff.RotatePause)
}

// near are the teams that a mail is about, and the lead; of none it is one of the first team that the sender is of.
func (l *inbound) near(id handoff.ID, found bool) ([]handoff.Team, handoff.Handoff, error) {
	if !found {
		team := l.ownTeam()
		return nil, handoff.OfTeam(team.Name, l.sender.ID, l.sender.Zone), nil
	}
	h, err := l.lead(id)
	team, _ := l.c.Team(h.Team)
	return []handoff.Team{team}, h, err
}

// ownTeam is the team in whose rotation the sender is, else one that they manage, else the first.
func (l *inbound) ownTeam() handoff.Team {
	own := func(t handoff.Team) bool { return slices.Contains(t.Reps, l.sender.ID) }
	managed := func(t handoff.Team) bool { return handoff.Manages(l.c, l.sender.ID, t.Name) }
	for _, of := range []func(handoff.Team) bool{own, managed} {
		if i := slices.IndexFunc(l.c.Teams, of); i >= 0 {
			return l.c.Teams[i]
		}
	}
	return l.c.Teams[0]
}

// aside reads words as one such thing; bare: it says only whom it is about, or not even that.
func (l *inbound) aside(words string, near []handoff.Team) (r Rotates, bare, ok bool, err error) {
	said, at, ok, err := l.rotation(words, near)
	r = Rotates{Said: said.Said, Team: said.Team, Ask: said.Ask, Line: said.Line, At: at, Words: words}
	if err != nil || ok {
		return r, said.Bare, ok, err
	}
	team := l.ownTeam()
	away, ask, ok := reading.ReadAbsence(words, team, l.about(), l.c, l.now)
	return Rotates{Away: away, Ask: ask, Team: team.Name, At: l.now, Words: words}, false, ok, nil
}

// rotation reads it, with when it was said: an answer to the question which team is meant says it as of then.
func (l *inbound) rotation(words string, near []handoff.Team) (said reading.Rotated, at time.Time, ok bool, err error) {
	about := l.about()
	n, asked, err := l.answeredNotice(KeyRotationAsks)
	if err != nil {
		return said, at, false, err
	}
	said, ok = reading.ReadRotation(words, near, about, l.c, l.now)
	switch {
	case asked && !ok && len(n.Items) == rotationAskedSize:
		return l.rotationAnswered(n.Items[0], n.Items[1], words)
	case !ok || said.Line == "":
		return said, l.now, ok, nil
	}
	near, err = l.nearTeams() // which of several is meant may be plain from what the mail answers
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
