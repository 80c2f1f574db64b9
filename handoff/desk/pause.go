package desk

import (
	"context"
	"errors"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// SayOfTeam decides what a manager says on a page about the whole team, such as `pause team until Fri`, or one of its
// reps. It belongs to no handoff, and so it stands in the history of none. The errors are those of Say.
func (d *Decider) SayOfTeam(ctx context.Context, team string, about handoff.About, words string) (handoff.Reason,
	error) {
	said := d.Reader().Spoken(handoff.Handoff{Team: team}, about, words, d.Now())
	if err := notUnderstood(said); err != nil {
		return handoff.Reason{}, err
	}
	f, ok := said[0].(*handoff.Rotation)
	if !ok || !f.Team && f.Rep == "" {
		return handoff.Reason{}, &NotUnderstood{}
	}
	var why handoff.Reason
	err := d.Store.Update(ctx, func(tx *store.Tx) error {
		said, changes, err := d.rotate(tx, team, f)
		if why = said; err == nil && !changes {
			return &Refused{said}
		}
		return err
	})
	return why, err
}

// pausing keeps what managers say of who is to have leads.
type pausing interface {
	Deciding
	mailbook
	leads
	AddPause(p handoff.Pause) error
	Book(entries []handoff.Entry) error
}

// rotate decides what is said of the whole team or of a rep, and keeps it; false, with the reason, if nothing changes.
func (d *Decider) rotate(tx pausing, team string, f *handoff.Rotation) (handoff.Reason, bool, error) {
	now := d.Now()
	var env handoff.Env
	if err := tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Team: team, Since: now}, &env); err != nil {
		return handoff.Reason{}, false, err
	}
	if f.Team {
		p, why, changes := f.OfTeam(team, env.Lookups.Pauses, d.Config(), now)
		if !changes {
			return why, false, nil
		}
		return why, true, tx.AddPause(p)
	}
	out := f.OfRep(team, env.Lookups.Pauses, d.Config(), now)
	if !out.Changes {
		return out.Why, false, nil
	}
	for _, p := range out.Pauses {
		if err := tx.AddPause(p); err != nil {
			return out.Why, false, err
		}
	}
	return out.Why, true, errors.Join(tx.Book(out.Ledger), tx.Enqueue(out.Mail, now))
}

// leadOfRep is the lead in whose history it stands what a colleague says of their absence and about no lead: the
// latest that they had, else the latest of the team. False: there is none yet.
func leadOfRep(tx lister, team string, rep handoff.PersonID) (handoff.ID, bool, error) {
	for _, f := range []store.Filter{{Team: team, Person: string(rep), Limit: 1}, {Team: team, Limit: 1}} {
		latest, err := tx.List(f)
		if err != nil {
			return "", false, err
		}
		if len(latest) > 0 {
			return latest[0].ID, true, nil
		}
	}
	return "", false, nil
}

// absent decides what a mail about no lead says of its writer's absence, for all that they have open. It stands in the
// history of one lead.
func (d *Decider) absent(tx Taking, in *store.InMail, t *intake.Taken, r *intake.Rotates) (handoff.Reason, bool,
	error) {
	id, there, err := leadOfRep(tx, r.Team, t.Person)
	if err != nil || !there {
		return handoff.Because("absence-unwritten"), false, err
	}
	in.Handoff = id
	away, why := *r.Away, handoff.Reason{}
	away.Aside = true
	out, err := d.decideBut(tx, id, &away, func(a handoff.Action) bool {
		is := a.Purpose == handoff.PurposeEcho && a.To.Person == t.Person
		if is {
			why = a.Why
		}
		return is
	})
	if err == nil && !out.Refused {
		err = d.everywhere(tx, id, t.Person, &away)
	}
	if why.Code == "" {
		why = out.Reason
	}
	return why, !out.Refused, err
}

// oneAside does one thing that a mail says about no lead; false, with the reason, if nothing comes of it. What has
// to be asked is no more than its question.
func (d *Decider) oneAside(tx Taking, in *store.InMail, t *intake.Taken, r *intake.Rotates) (lines []handoff.Reason,
	changes bool, err error) {
	var why handoff.Reason
	switch {
	case r.Away != nil:
		why, changes, err = d.absent(tx, in, t, r)
	case r.Said == nil:
		return []handoff.Reason{r.Ask}, false, nil
	default:
		why, changes, err = d.rotate(tx, r.Team, r.Said)
	}
	t.Why = why
	if lines = append(lines, why); changes && r.Away != nil {
		lines = append(lines, handoff.Because("absence-meanwhile"))
	} else if changes {
		var env handoff.Env
		need := handoff.Need{What: handoff.NeedPauses, Team: r.Team, Since: d.Now()}
		if err = tx.LookUp("", need, &env); err == nil {
			lines = append(lines, r.Said.Meanwhile(r.Team, env.Lookups.Pauses, d.Config(), d.Now())...)
		}
	}
	return lines, changes, err
}

// rotates does what a mail about no lead says of who is to have leads, and answers it.
func (d *Decider) rotates(tx Taking, in *store.InMail, t *intake.Taken) error {
	first, err := d.first(tx, t, "", handoff.KindRotation, string(t.Person))
	if err != nil {
		return err
	}
	if !first {
		if len(t.Facts) == 0 {
			t.End(intake.KnownAlready, handoff.Because("known-already"))
		}
		return nil
	}
	says := handoff.ServiceDetail{Personal: handoff.Yes}
	key, words := intake.KeyRotation, handoff.Code("rotations")
	unsaid := t.Unsaid
	if len(t.Lines) > 0 {
		unsaid = nil // the answer to those names them
	}
	alone, asks := len(t.Rotates)+len(unsaid) == 1, 0
	for i := range t.Rotates {
		r := &t.Rotates[i]
		lines, changes, err := d.oneAside(tx, in, t, r)
		if err != nil {
			return err
		}
		asked := r.Said == nil && r.Away == nil
		if says.Items = append(says.Items, r.Team); asked {
			key, asks, says.Items = intake.KeyRotationAsks, asks+1, r.Items()
		}
		switch {
		case !alone:
			says.Lines = append(says.Lines, asideLine(r, lines, changes, asked))
			continue
		case changes:
			words = "rotation"
		case asked:
			words = "rotation-asked"
		default:
			words = "rotation-refused"
		}
		says.Lines = lines
	}
	if key == intake.KeyRotationAsks && asks > 1 {
		says.Items = nil // each has to be given anew
	}
	for _, line := range unsaid {
		says.Lines = append(says.Lines, unsaidLine(line))
	}
	says.Says = handoff.ServiceWords(words, handoff.WordsArg(text.OneLine(t.Subject, text.SubjectLimit)))
	return d.answerWith(tx, t, key, says)
}

// asideLine is what came of one of several.
func asideLine(r *intake.Rotates, lines []handoff.Reason, changes, asked bool) handoff.Reason {
	said, came := handoff.WordsArg(text.OneLine(r.Words, text.ValueLimit)), handoff.ReasonArg(lines...)
	switch {
	case changes:
		return handoff.Because("aside-line/done", said, came)
	case asked:
		return handoff.Because("aside-line/asked", said, came)
	}
	return handoff.Because("aside-line", said, came)
}

// unsaidLine is what comes of a line that needs a lead and names none.
func unsaidLine(line string) handoff.Reason {
	return handoff.Because("line/unsaid", handoff.WordsArg(text.OneLine(line, text.ValueLimit)))
}
