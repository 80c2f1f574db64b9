package engine

import (
	"context"
	"errors"
	"fmt"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/report"
	"handoffd/handoff/store"
)

// FailedFolder is where mails go that make the program fail, so that neither people nor programs come upon them again
// and again.
const FailedFolder = "handoffd-failed"

// poisonTries is how often a mail may make the program fail before it is set aside.
const poisonTries = 3

// mover is a mailbox from which mails can be taken away.
type mover interface {
	Move(ctx context.Context, ids []string, folder string) error
}

// setAside moves mails out of the way that are kept as failed, and has the admin told. Where the mailbox does not let
// them go they stay, and are not taken again all the same: the cursor is past them.
func (e *Engine) setAside(ctx context.Context, s *source, all []*store.InMail) {
	var failed []store.InMail
	for _, in := range all {
		if in != nil {
			failed = append(failed, *in)
		}
	}
	if len(failed) == 0 {
		return
	}
	var ids []string
	for _, in := range failed {
		ids = append(ids, in.Ref)
	}
	where := handoff.Because("aside/moved", handoff.WordsArg(FailedFolder))
	m, ok := s.Mailbox.(mover)
	err := fmt.Errorf("set mails aside in %s: %w", s.Name, intake.ErrReadOnly)
	if ok {
		err = m.Move(ctx, ids, FailedFolder)
	}
	if err != nil {
		where = handoff.Because("aside/stays")
		e.Log.Error("mails that could not be processed stay where they are", "mailbox", s.Name, "mails", ids, "error", err)
	}
	err = e.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		return tx.Enqueue([]handoff.Action{e.asideNotice(s, failed, where)}, e.Now())
	})
	if err != nil {
		e.Log.Error("the admin could not be told of mails that were set aside", "mailbox", s.Name, "error", err)
	}
}

// asideNotice names the mails by what finds them in the mailbox. There is one an hour and mailbox: many such mails
// are one fault.
func (e *Engine) asideNotice(s *source, failed []store.InMail, where handoff.Reason) handoff.Action {
	a := report.Aside{Mailbox: s.Name, Tries: poisonTries, Where: where, Zone: e.conf().Person(e.conf().Admin).Zone}
	for _, in := range failed {
		a.Mails = append(a.Mails, report.FailedMail{Sender: in.Sender, Subject: in.Subject, Arrived: in.Arrived, Why: in.Why})
	}
	return handoff.ServiceMail("aside "+s.Name+" "+e.Now().UTC().Format("2006-01-02T15"), e.conf().Admin,
		a.ForAdmin())
}

// takePatiently tries a mail several times, each in a savepoint of its own, until it is clear that it makes the
// program fail.
func (e *Engine) takePatiently(tx taking, box string, in store.InMail, u intake.Understood) (
	failed *store.InMail, err error) {
	for range poisonTries {
		copied := in
		if err = e.takeGuarded(tx, box, &copied, u); !errors.Is(err, errPoison) {
			return nil, err
		}
	}
	return e.fails(tx, in, u, err)
}

// fails keeps a mail as one that cannot be processed.
func (e *Engine) fails(tx taking, in store.InMail, u intake.Understood, cause error) (*store.InMail, error) {
	if u.Message != nil {
		in.MessageID, in.Sender, in.Subject, in.Kind = u.Message.MessageID, u.Message.From.Key(), u.Message.Subject,
			string(u.Message.Kind)
	}
	in.Verdict, in.Why = handoff.MailFailed, handoff.Because("failed", handoff.WordsArg(cause.Error()))
	return &in, e.desk.PutUnread(tx, &in)
}
