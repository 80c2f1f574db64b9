package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// What a rep says of a silence that was claimed, and what managers say of it and of who is to have leads.

// excusing reads why a silence was not the rep's fault; without a reason it is asked for.
func excusing(r *reading, a argument) (handoff.Fact, bool) {
	note, ok := r.reason(a)
	if !ok {
		note = text.Cut(strings.TrimSpace(a.text+"\n"+r.note), handoff.MaxNote)
	}
	return &handoff.NotMyFault{Note: note}, true
}

// writingNow reads "write now", of which the last word may also be politeness.
func writingNow(r *reading, a argument) (handoff.Fact, bool) {
	return &handoff.WriteNow{}, a.bare() && strings.Contains(text.Fold(r.line), "write now")
}

// manages says whether the sender is a manager of the team, or the admin: others say such words as they talk. About no
// lead they can be nothing else.
func (r *reading) manages() bool {
	return r.aside || handoff.Manages(r.c, r.about.By.Person, r.team.Name)
}

// whom reads the name that may stand behind a command of a manager.
func (r *reading) whom(a argument) (rep handoff.PersonID, ask handoff.Reason, ok bool) {
	if !r.manages() {
		return "", ask, false
	}
	if a.bare() {
		return "", ask, true
	}
	return r.rep(a)
}

func ruling(count bool) func(*reading, argument) (handoff.Fact, bool) {
	return func(r *reading, a argument) (handoff.Fact, bool) {
		rep, ask, ok := r.whom(a)
		if ok && ask.Code != "" {
			return r.asking(ask), a.apart
		}
		return &handoff.RuleSilence{Rep: rep, Count: count}, ok
	}
}

func rotating(what handoff.RotationChange) func(*reading, argument) (handoff.Fact, bool) {
	return func(r *reading, a argument) (handoff.Fact, bool) {
		if what == handoff.RotateBack && r.namesTeam(a.words) && r.manages() {
			return &handoff.Rotation{What: what, Team: true}, true
		}
		rep, ask, ok := r.whom(a)
		if ok && ask.Code != "" {
			return r.asking(ask), a.apart
		}
		return &handoff.Rotation{What: what, Rep: rep}, ok
	}
}

// pausingTeam reads "pause team until Thu".
func pausingTeam(r *reading, a argument) (handoff.Fact, bool) {
	f, ok := pausing(r, a)
	if team, is := f.(*handoff.Rotation); is && team.Rep == "" {
		team.Team = true
	}
	return f, ok
}

// resumingTeam reads "resume team".
func resumingTeam(r *reading, a argument) (handoff.Fact, bool) {
	ours := a.bare() || r.namesTeam(a.words)
	return &handoff.Rotation{What: handoff.RotateBack, Team: true}, ours && r.manages()
}

// namesTeam says whether words are the name of the team: "emea", "the emea team".
func (r *reading) namesTeam(words []string) bool { return namesTeam(r.team, words) }

func namesTeam(t handoff.Team, words []string) bool {
	bare := func(words []string) string {
		words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "the" || w == "team" })
		return strings.Join(words, " ")
	}
	own := bare(text.Plain(text.Words(t.Name)))
	return own != "" && bare(words) == own
}

// pausing reads "pause until Thu", "pause Rita until Thu" and, by the name of the team, "pause emea until Thu".
func pausing(r *reading, a argument) (handoff.Fact, bool) {
	if !r.manages() {
		return nil, false
	}
	who, when, ok := strings.Cut(" "+a.text, " until ")
	if !ok {
		return r.askUntil(), len(a.words) <= 4
	}
	f := &handoff.Rotation{What: handoff.RotatePause}
	if words := text.Plain(text.Words(who)); r.namesTeam(words) {
		f.Team = true
	} else if len(words) > 0 {
		rep, ask, ok := r.rep(argument{text: strings.TrimSpace(who), words: words})
		if !ok || ask.Code != "" {
			return r.asking(ask), ok
		}
		f.Rep = rep
	}
	u := r.day(when, "pause until")
	if u.Start.IsZero() {
		return r.askUntil(u.ask), true
	}
	f.Until = u.begins()
	return f, true
}

// askUntil asks for the end of a pause, after what is to be said of the one that was given.
func (r *reading) askUntil(why ...handoff.Reason) handoff.Fact {
	if r.aside {
		return r.unclear("ask-until/pause/aside", handoff.ReasonArg(why...))
	}
	return r.unclear("ask-until/pause", handoff.ReasonArg(why...))
}

// requiring reads "require budget": what briefs have to prove from now on.
func requiring(r *reading, a argument) (handoff.Fact, bool) {
	criteria := r.team.CriteriaIn(a.text)
	if !r.manages() || len(criteria) != 1 || len(a.words) > maxArgument {
		return nil, false
	}
	return &handoff.Prove{Criterion: criteria[0]}, true
}
