package reading

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// Rotated is what a mail about no lead says of who is to have leads.
type Rotated struct {
	Said *handoff.Rotation // nil: it is asked
	Team string            // whose rotation it is
	Ask  handoff.Reason    // what is not clear
	Bare bool              // that is only whom it is about
	Line string            // the command; empty: an answer to the question gives it anew
}

// ReadRotation understands a text about no lead as what is said of who is to have leads: `pause team until Thu`,
// `pause emea until Thu`, `resume team`, or of a rep by name. Near are the teams that it is most likely about, such as
// those of the mail that it answers; then come those that the writer manages. Of no other team is anything decided, but
// it is read, so that a refusal can say so. It reports false for everything else.
func ReadRotation(s string, near []handoff.Team, about handoff.About, c *handoff.Config, now time.Time) (Rotated,
	bool) {
	if len(s) > maxCommand {
		return Rotated{}, false
	}
	r := newReading(handoff.Handoff{}, about, c, now)
	r.aside = true
	line, note := r.split(text.Clean(s))
	if line == "" {
		return Rotated{}, false
	}
	var own []handoff.Team
	for _, t := range c.Teams {
		if handoff.Manages(c, about.By.Person, t.Name) {
			own = append(own, t)
		}
	}
	for _, teams := range [][]handoff.Team{near, own} {
		if said, in := r.rotations(teams, line, note); len(in) > 1 {
			return Rotated{Ask: handoff.Because("ask-rotation-team", handoff.ListArg(in)), Line: line}, true
		} else if len(in) == 1 {
			return Rotated{Said: said, Team: in[0]}, true
		}
	}
	if said, in := r.rotations(c.Teams, line, note); len(in) > 0 { // of teams that are not the writer's
		return Rotated{Said: said, Team: in[0]}, true
	}
	if len(own) == 0 {
		return Rotated{}, false
	}
	return r.unclearRotation(own, line, note)
}

// rotations are the teams of which a line says something whole, and what it says of the first.
func (r *reading) rotations(teams []handoff.Team, line, note string) (first *handoff.Rotation, in []string) {
	for _, t := range teams {
		f, ok := r.of(t).command(line, note)
		said, is := f.(*handoff.Rotation)
		if !ok || !is || said.Rep == "" && !said.Team {
			continue
		}
		handoff.SetHeader(said, r.about)
		if in = append(in, t.Name); first == nil {
			first = said
		}
	}
	return first, in
}

// of reads as said of a team.
func (r *reading) of(t handoff.Team) *reading {
	one := *r
	one.team = t
	return &one
}

// unclearRotation asks a manager what is not clear: until when, or whom among the reps of all their teams.
func (r *reading) unclearRotation(own []handoff.Team, line, note string) (Rotated, bool) {
	all := own[0]
	all.Reps = nil
	for _, t := range own {
		for _, id := range t.Reps {
			if !slices.Contains(all.Reps, id) {
				all.Reps = append(all.Reps, id)
			}
		}
		f, ok := r.of(t).command(line, note)
		u, asks := f.(*handoff.Unclear)
		said, bare := f.(*handoff.Rotation)
		switch {
		case !ok:
		case asks && !strings.HasPrefix(string(u.Ask.Sentence()), "ask-rep"):
			return Rotated{Ask: u.Ask}, true
		case bare && said.What == handoff.RotatePause:
			return Rotated{Ask: handoff.Because("rotation-whom/pause"), Bare: true}, true
		case bare:
			return Rotated{Ask: handoff.Because("rotation-whom"), Bare: true}, true
		}
	}
	f, ok := r.of(all).command(line, note)
	u, asks := f.(*handoff.Unclear)
	if !ok || !asks {
		return Rotated{}, false
	}
	return Rotated{Ask: u.Ask}, true
}

// TeamNamed is the team that a text names, and no more: the answer to the question which of several is meant.
func TeamNamed(s string, about handoff.About, c *handoff.Config, now time.Time) (handoff.Team, bool) {
	if len(s) > maxCommand {
		return handoff.Team{}, false
	}
	line, note := newReading(handoff.Handoff{}, about, c, now).split(text.Clean(s))
	words, _ := courteously(line, text.Words(line))
	i := slices.IndexFunc(c.Teams, func(t handoff.Team) bool { return namesTeam(t, text.Plain(words)) })
	if note != "" || i < 0 {
		return handoff.Team{}, false
	}
	return c.Teams[i], true
}

// ReadAbsence understands a text about no lead as what somebody says of their own absence: `away 7-9 Dec, cover Raul`,
// or as the question until when, or who stands in. Who stands in is a rep of the team.
func ReadAbsence(s string, team handoff.Team, about handoff.About, c *handoff.Config, now time.Time) (
	*handoff.AwayUntil, handoff.Reason, bool) {
	if len(s) > maxCommand {
		return nil, handoff.Reason{}, false
	}
	r := newReading(handoff.Handoff{}, about, c, now).of(team)
	line, note := r.split(text.Clean(s))
	words, _ := politely(line, text.Words(line))
	says := slices.ContainsFunc(matching(text.Plain(words)), func(m match) bool { return m.command.absence })
	if !says || questioned(line) {
		return nil, handoff.Reason{}, false
	}
	f, ok := r.command(line, note)
	switch f := f.(type) {
	case *handoff.AwayUntil:
		handoff.SetHeader(f, about)
		return f, handoff.Reason{}, ok
	case *handoff.Unclear:
		return nil, f.Ask, ok
	}
	return nil, handoff.Reason{}, false
}

// CommandLines are the lines of a text that may each be a command: without greeting, quoted lines and closing.
func CommandLines(s string, about handoff.About, c *handoff.Config, now time.Time) (out []string) {
	for _, l := range newReading(handoff.Handoff{}, about, c, now).body(text.Clean(s)) {
		out = append(out, l.text)
	}
	return out
}

// SaysCommand says whether a line is, or comes near, a command about a lead.
func SaysCommand(line string, h handoff.Handoff, about handoff.About, c *handoff.Config, now time.Time) bool {
	if f, ok := ReadCommand(line, h, about, c, now); ok {
		return f.Kind() != handoff.KindUnclear || f.(*handoff.Unclear).Ask.Code != ""
	}
	u, near := Near(line, h, about, c, now).(*handoff.Unclear)
	return near && u.Meant != ""
}
