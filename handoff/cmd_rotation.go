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
	if f.What == RotatePause && !f.Until.After(t.now) {
		t.refuse("past/pause")
		return
	}
	if f.Team {
		f.ofTeam(t)
		return
	}
	rep := f.whom(t)
	if rep == "" {
		t.refuse("rotation-whom")
		return
	}
	switch f.What {
	case RotateTalk:
		t.note("talks", t.writer(), PersonArg(rep))
	case RotatePause:
		t.pause(rep, f.Until)
		t.note("paused", t.writer(), PersonArg(rep), t.whenFor(rep, f.Until))
		t.book(rep, EntryResumed, 0)
	default:
		if p, whole := t.pauseOf(""); whole {
			t.refuse("team-pauses", PersonArg(rep), TimeArg(p.End, t.person(rep).Zone))
			return
		}
		t.unpause(rep)
		t.note("back", t.writer(), PersonArg(rep))
		t.book(rep, EntryResumed, 0)
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

// OfTeam is what comes of what a manager says of the whole team, by mail about one of its leads or on a page about
// none; false, with the reason, if nothing does. known are the pauses that there are.
func (f *Rotation) OfTeam(team string, known []Pause, c *Config, now time.Time) (Pause, Reason, bool) {
	t, _ := c.Team(team)
	by := f.By.Person
	writer := aRecipient(Recipient{Person: by, Address: f.By.Address})
	zone := c.Person(by).Zone
	p, paused := pauseOf(known, team, "", now)
	switch {
	case !slices.Contains(t.Managers, by) && by != c.Admin:
		return Pause{}, Because("managers/rotation"), false
	case f.What == RotatePause && !f.Until.After(now):
		return Pause{}, Because("past/pause"), false
	case f.What == RotatePause:
		return Pause{Team: team, By: by, Span: spanFrom(now, f.Until)},
			Because("paused/team", writer, WordsArg(team), TimeArg(f.Until, zone)), true
	case !paused:
		return Pause{}, Because("not-paused", WordsArg(team)), false
	}
	return Pause{Team: team, By: by, Span: spanFrom(now, now)},
		Because("resumed/team", writer, WordsArg(team), TimeArg(p.End, zone)), true
}

// OfRep is what comes of what a manager says of a rep on a page, about no lead: the pause, what the rotation books, and
// the mail to the rep; none of them, with the reason, if nothing does. known are the pauses that there are.
func (f *Rotation) OfRep(team string, known []Pause, c *Config, now time.Time) RotationOfRep {
	t, _ := c.Team(team)
	by := f.By.Person
	writer, rep, zone := aRecipient(Recipient{Person: by, Address: f.By.Address}), PersonArg(f.Rep), c.Person(f.Rep).Zone
	out := RotationOfRep{Pause: Pause{Team: team, Rep: f.Rep, By: by, Span: spanFrom(now, now)}}
	words := ServiceWords("resumed", PersonArg(by), WordsArg(team))
	whole, teamPauses := pauseOf(known, team, "", now)
	switch {
	case !slices.Contains(t.Managers, by) && by != c.Admin:
		return RotationOfRep{Why: Because("managers/rotation")}
	case f.What == RotatePause && !f.Until.After(now):
		return RotationOfRep{Why: Because("past/pause")}
	case f.What == RotatePause:
		out.Pause.Span = spanFrom(now, f.Until)
		out.Why = Because("paused", writer, rep, TimeArg(f.Until, zone))
		words = ServiceWords("paused", PersonArg(by), WordsArg(team), TimeArg(f.Until, zone))
	case f.What != RotateBack || teamPauses:
		return RotationOfRep{Why: Because("team-pauses", rep, TimeArg(whole.End, zone))}
	default:
		out.Why = Because("back", writer, rep)
	}
	out.Ledger = []Entry{{Person: f.Rep, Kind: EntryResumed, At: now, Why: out.Why}}
	key := strings.Join([]string{"rotation", string(f.Rep), string(f.What), now.UTC().Format(time.RFC3339Nano)}, " ")
	out.Mail = []Action{ServiceMail(key, f.Rep, ServiceDetail{Says: words})}
	return out
}

// RotationOfRep is what comes of such words. Without an entry for the ledger nothing does.
type RotationOfRep struct {
	Pause  Pause
	Ledger []Entry
	Mail   []Action
	Why    Reason
}
