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

// rotate decides what is said of the whole team or of a rep, and keeps it; false, with the reason, if it changes nothing.
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

// rotates does what a mail about no lead says of who is to have leads, and answers it.
func (d *Decider) rotates(tx pausing, t *intake.Taken) error {
	first, err := d.first(tx, t, "", handoff.KindRotation, string(t.Person))
	if err != nil {
		return err
	}
	if !first {
		t.End(intake.KnownAlready, handoff.Because("known-already"))
		return nil
	}
	r, subject := t.Rotates, handoff.WordsArg(text.OneLine(t.Subject, text.SubjectLimit))
	if r.Said == nil {
		return d.answerWith(tx, t, intake.KeyRotationAsks, handoff.ServiceDetail{Items: r.Items(), Personal: handoff.Yes,
			Says: handoff.ServiceWords("rotation-asked", subject), Lines: []handoff.Reason{r.Ask}})
	}
	why, changes, err := d.rotate(tx, r.Team, r.Said)
	if err != nil {
		return err
	}
	t.Why = why
	says := handoff.ServiceDetail{Says: handoff.ServiceWords("rotation-refused", subject), Personal: handoff.Yes,
		Lines: []handoff.Reason{why}, Items: handoff.Lines{r.Team}}
	if changes {
		says.Says, says.Lines = handoff.ServiceWords("rotation", subject), append(says.Lines, r.Said.Meanwhile()...)
	}
	return d.answerWith(tx, t, intake.KeyRotation, says)
}
