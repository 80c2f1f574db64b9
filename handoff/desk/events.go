package desk

import (
	"context"
	"log/slog"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Events are told what was done, once it is on the disk; each is in the log as well. They decide nothing and must not
// wait.
type Events interface {
	// Took tells of a mail that came in: what was done with it, and what it was.
	Took(verdict, kind string)
	// Decided tells of a fact that was decided, and how late if it is a deadline.
	Decided(kind handoff.Kind, state handoff.State, late time.Duration)
	// Sent tells of a mail or event that is out, and Failed of one that was refused for good.
	Sent(purpose handoff.Purpose, via string)
	Failed(purpose handoff.Purpose)
}

// Words say a reason in words, for a line of the log.
type Words func(c *handoff.Config, r handoff.Reason) string

// nobody is told of nothing.
type nobody struct{}

func (nobody) Took(string, string)                                {}
func (nobody) Decided(handoff.Kind, handoff.State, time.Duration) {}
func (nobody) Sent(handoff.Purpose, string)                       {}
func (nobody) Failed(handoff.Purpose)                             {}

// took says what became of a mail that came in.
func (d *Decider) took(tx Taking, in *store.InMail) {
	handoffID, source, from, kind, verdict, why := in.Handoff, in.Source, in.Sender, in.Kind, in.Verdict, in.Why
	tx.AfterCommit(func() {
		if why.Code != "own-check" { // whoever runs the check reads what comes of it there
			d.Log.Info("mail "+verdict, "handoff", handoffID, "from", from, "kind", kind, "why", d.Words(d.Config(), why),
				"mailbox", source)
		}
		d.Events.Took(verdict, kind)
	})
}

// PutUnread keeps a mail that is not read any further, with its verdict.
func (d *Decider) PutUnread(tx Taking, in *store.InMail) error {
	_, err := tx.PutMail(*in)
	if err == nil {
		d.took(tx, in)
	}
	return err
}

// told says what was decided. That a mail went out is no decision, and is in the log as such.
func (d *Decider) told(tx Deciding, id handoff.ID, f handoff.Fact, out handoff.Decision) {
	kind, state, why, late, level := f.Kind(), out.Handoff.State, out.Reason, time.Duration(0), slog.LevelInfo
	if kind == handoff.KindSent {
		level = slog.LevelDebug
	}
	if due, ok := f.(*handoff.Deadline); ok {
		late = max(0, d.Now().Sub(due.Due))
	}
	tx.AfterCommit(func() { // a transaction may be repeated
		if ctx := context.Background(); d.Log.Enabled(ctx, level) { // else the words would be found for nobody
			d.Log.Log(ctx, level, "decided", "handoff", id, "fact", kind, "state", state, "reason", why.Code,
				"why", d.Words(d.Config(), why))
		}
		d.Events.Decided(kind, state, late)
	})
}
