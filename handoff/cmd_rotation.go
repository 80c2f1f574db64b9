package handoff

import (
	"slices"
	"strings"
	"time"
)

// Rotation is what a manager says about who is to have leads: `back`, `talk` or `pause until DATE` of a rep, or `pause
// team until DATE` and `resume team`. It changes no lead.
type Rotation struct {
	About
	Rep   PersonID       `json:",omitempty"` // empty: whom the lead's question is about
	Team  bool           `json:",omitempty"` // the whole team
	What  RotationChange // what is to be
	Until time.Time      `json:",omitzero"`
}

// RotationChange is what becomes of a rep in the rotation.
type RotationChange string

// What can become of one.
const (
	RotateBack  RotationChange = "back"  // has leads again
	RotateTalk  RotationChange = "talk"  // the manager talks to the rep first: none until `back`
	RotatePause RotationChange = "pause" // none until the date, then again
)

// What managers say of the whole team.
const (
	pauseTeamUsage  = "pause team until DATE"
	resumeTeamUsage = "resume team"
)

// WholeTeam says whether a command is about the whole team: `help` lists it, other mails are about their lead.
func WholeTeam(usage string) bool { return usage == pauseTeamUsage || usage == resumeTeamUsage }

// KindRotation names the fact.
const KindRotation Kind = "rotation"

// Kind implements Fact.
func (*Rotation) Kind() Kind { return KindRotation }

func (f *Rotation) would(zone string) Reason {
	switch {
	case f.What == RotatePause && f.Team:
		return Because("would/pause-team", TimeArg(f.Until, zone))
	case f.What == RotatePause:
		return Because("would/pause", TimeArg(f.Until, zone))
	case f.What == RotateTalk:
		return Because("would/talk")
	case f.Team:
		return Because("would/resume-team")
	}
	return Because("would/back")
}

func (*Rotation) routes(Handoff) bool { return false }

func (f *Rotation) needs(h Handoff) []Need { return []Need{needPauses(h.Team, f.At)} }

func (f *Rotation) apply(t *turn) {
	if !t.may(RoleManager) {
		t.refuse("managers/rotation")
		return
	}
	if f.past(t.now) {
		t.refuse("past/pause")
		return
	}
	if f.Team {
		f.ofTeam(t)
		return
	}
	rep := f.whom(t)
	if rep == "" {
		if f.What == RotatePause {
			t.refuse("rotation-whom/pause")
			return
		}
		t.refuse("rotation-whom")
		return
	}
	said := *f
	said.Rep = rep
	out := said.OfRep(t.h.Team, t.e.Lookups.Pauses, t.e.Config, t.now)
	if !out.Changes {
		t.refuse(out.Why.Code, out.Why.Args...)
		return
	}
	t.pauses, t.reason = append(t.pauses, out.Pauses...), out.Why
	for _, e := range out.Ledger {
		t.book(e.Person, e.Kind, e.Turns)
	}
	t.tell(PurposeNotice, rep, RoleRep, rotatedStep, NoticeDetail{Person: t.by().Person, Answer: string(f.What),
		Until: f.Until})
	t.echo()
}

// whom is whom it is about: the rep who is named, else whose silences the manager was asked about, else who has the
// lead.
func (f *Rotation) whom(t *turn) PersonID {
	if f.Rep != "" {
		return f.Rep
	}
	for _, a := range t.h.claimsOf("", func(c *Claim) bool { return c.InARow }) {
		return a.Rep
	}
	if f.What == RotatePause {
		return t.h.Rep()
	}
	return ""
}

// ofTeam pauses the team, or ends that. Who pauses alone goes on doing so.
func (f *Rotation) ofTeam(t *turn) {
	p, why, changes := f.OfTeam(t.h.Team, t.e.Lookups.Pauses, t.e.Config, t.now)
	if changes {
		t.pauses = append(t.pauses, p)
		t.reason = why
	} else {
		t.unchanged(why.Code, why.Args...)
	}
	t.echo()
}

// past says whether the pause would be over.
func (f *Rotation) past(now time.Time) bool { return f.What == RotatePause && !f.Until.After(now) }

// Refused is why nothing can come of what somebody says of a team, or of one of its reps: only a manager says it, and
// of a day to come. It has no code if something can.
func (f *Rotation) Refused(team string, c *Config, now time.Time) Reason {
	switch {
	case !Manages(c, f.By.Person, team):
		return onlyManagers(f.By.Person, team, c)
	case f.past(now):
		return Because("past/pause")
	}
	return Reason{}
}

// onlyManagers says that only a manager says who has leads; to a manager of another team whose word it is.
func onlyManagers(id PersonID, team string, c *Config) Reason {
	other := func(t Team) bool { return t.Name != team && slices.Contains(t.Managers, id) }
	t, ok := c.Team(team)
	if !ok || len(t.Managers) == 0 || !slices.ContainsFunc(c.Teams, other) {
		return Because("managers/rotation")
	}
	var names []Reason
	for _, m := range t.Managers {
		names = append(names, Because("roster-changed/name", PersonArg(m)))
	}
	return Because("managers/rotation/other", WordsArg(team), ReasonArg(names...))
}

// Meanwhile is what goes on while nobody of the team, or the rep, has new leads. known are the pauses that there were.
func (f *Rotation) Meanwhile(team string, known []Pause, c *Config, now time.Time) []Reason {
	switch {
	case f.What == RotateBack:
		return nil
	case f.Team:
		return []Reason{Because("rotation-meanwhile")}
	}
	t, _ := c.Team(team)
	takes := func(id PersonID) bool {
		_, paused := Paused(known, team, id, now)
		return id != f.Rep && !c.Person(id).Gone && !paused
	}
	if f.What == RotatePause && len(t.Managers) > 0 && !slices.ContainsFunc(t.Reps, takes) {
		return []Reason{Because("rotation-meanwhile/alone", PersonArg(f.Rep), PersonArg(t.Managers[0]))}
	}
	return []Reason{Because("rotation-meanwhile/rep", PersonArg(f.Rep))}
}

// OfTeam is what comes of what a manager says of the whole team, by mail or on a page; false, with the reason, if
// nothing does. known are the pauses that there are.
func (f *Rotation) OfTeam(team string, known []Pause, c *Config, now time.Time) (Pause, Reason, bool) {
	if why := f.Refused(team, c, now); why.Code != "" {
		return Pause{}, why, false
	}
	by := f.By.Person
	writer := aRecipient(Recipient{Person: by, Address: f.By.Address})
	zone := c.Person(by).Zone
	p, paused := pauseOf(known, team, "", now)
	switch {
	case f.What == RotatePause:
		return Pause{Team: team, By: by, Span: spanFrom(now, f.Until)},
			Because("paused/team", writer, WordsArg(team), TimeArg(f.Until, zone)), true
	case !paused:
		return Pause{}, Because("not-paused", WordsArg(team)), false
	}
	return Pause{Team: team, By: by, Span: spanFrom(now, now)},
		Because("resumed/team", writer, WordsArg(team), TimeArg(p.End, zone)), true
}

// OfRep is what comes of what a manager says of a rep: the pause, what the rotation books, and the mail to the rep
// where no lead's mail tells it; none of them, with the reason, if nothing does. known are the pauses that there are.
func (f *Rotation) OfRep(team string, known []Pause, c *Config, now time.Time) RotationOfRep {
	if why := f.Refused(team, c, now); why.Code != "" {
		return RotationOfRep{Why: why}
	}
	by := f.By.Person
	writer := aRecipient(Recipient{Person: by, Address: f.By.Address})
	rep, zone := PersonArg(f.Rep), c.Person(f.Rep).Zone
	pause := Pause{Team: team, Rep: f.Rep, By: by, Span: spanFrom(now, now)}
	out := RotationOfRep{Changes: true}
	words := ServiceWords("resumed", PersonArg(by), WordsArg(team))
	switch whole, teamPauses := pauseOf(known, team, "", now); {
	case f.What == RotateTalk:
		out.Why = Because("talks", writer, rep)
		words = ServiceWords("talks", PersonArg(by), WordsArg(team))
	case f.What == RotatePause:
		pause.Span = spanFrom(now, f.Until)
		out.Why = Because("paused", writer, rep, TimeArg(f.Until, zone))
		words = ServiceWords("paused", PersonArg(by), WordsArg(team), TimeArg(f.Until, zone))
	case teamPauses:
		return RotationOfRep{Why: Because("team-pauses", rep, TimeArg(whole.End, zone))}
	default:
		out.Why = Because("back", writer, rep)
	}
	if f.What != RotateTalk {
		out.Pauses = []Pause{pause}
		out.Ledger = []Entry{{Person: f.Rep, Kind: EntryResumed, At: now, Why: out.Why}}
	}
	key := strings.Join([]string{"rotation", string(f.Rep), string(f.What), now.UTC().Format(time.RFC3339Nano)}, " ")
	out.Mail = []Action{ServiceMail(key, f.Rep, ServiceDetail{Says: words})}
	return out
}

// RotationOfRep is what comes of such words.
type RotationOfRep struct {
	Changes bool
	Pauses  []Pause
	Ledger  []Entry
	Mail    []Action
	Why     Reason
}
