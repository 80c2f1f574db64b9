package desk

import (
	"context"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// SayOfTeam decides what a manager says on a page about the whole team, such as `pause team until Fri`. It belongs to
// no handoff, and so it stands in the history of none. The errors are those of Say.
func (d *Decider) SayOfTeam(ctx context.Context, team string, about handoff.About, words string) (handoff.Reason,
	error) {
	said := d.Reader().Spoken(handoff.Handoff{Team: team}, about, words, d.Now())
	if err := notUnderstood(said); err != nil {
		return handoff.Reason{}, err
	}
	f, ok := said[0].(*handoff.Rotation)
	if !ok || !f.Team {
		return handoff.Reason{}, &NotUnderstood{}
	}
	var why handoff.Reason
	err := d.Store.Update(ctx, func(tx *store.Tx) error {
		said, changes, err := d.ofTeam(tx, team, f)
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
}

// ofTeam decides what is said of the whole team, and keeps it; false, with the reason, if it changes nothing.
func (d *Decider) ofTeam(tx pausing, team string, f *handoff.Rotation) (handoff.Reason, bool, error) {
	now := d.Now()
	var env handoff.Env
	if err := tx.LookUp("", handoff.Need{What: handoff.NeedPauses, Team: team, Since: now}, &env); err != nil {
		return handoff.Reason{}, false, err
	}
	p, why, changes := f.OfTeam(team, env.Lookups.Pauses, d.Config(), now)
	if !changes {
		return why, false, nil
	}
	return why, true, tx.AddPause(p)
}

// LeadOfRep is the lead in whose history it stands what is said of a rep and about no lead: the latest that they had,
// else the latest of the team. False: there is none yet.
func LeadOfRep(tx lister, team string, rep handoff.PersonID) (handoff.ID, bool, error) {
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

// ofRep decides what a mail about no lead says of a rep.
func (d *Decider) ofRep(tx pausing, in *store.InMail, t *intake.Taken) (handoff.Reason, bool, error) {
	r := t.Rotates
	if why := r.Said.Refused(r.Team, d.Config(), d.Now()); why.Code != "" {
		return why, false, nil
	}
	id, there, err := LeadOfRep(tx, r.Team, r.Said.Rep)
	if err != nil || !there {
		return handoff.Because("rotation-unwritten", handoff.PersonArg(r.Said.Rep)), false, err
	}
	in.Handoff = id
	out, err := d.decideBut(tx, id, r.Said, func(a handoff.Action) bool {
		return a.Purpose == handoff.PurposeEcho && a.To.Person == t.Person // the answer to the mail says it
	})
	return out.Reason, !out.Refused, err
}

// rotates does what a mail about no lead says of who is to have leads, and answers it.
func (d *Decider) rotates(tx pausing, in *store.InMail, t *intake.Taken) error {
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
	of := func() (handoff.Reason, bool, error) { return d.ofRep(tx, in, t) }
	if r.Said.Team {
		of = func() (handoff.Reason, bool, error) { return d.ofTeam(tx, r.Team, r.Said) }
	}
	why, changes, err := of()
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
