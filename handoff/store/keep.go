package store

import "handoffd/handoff"

// Keep keeps everything that came of a decision, and the fact with what it was decided with: the handoff, ledger,
// absences, actions, stops and addresses that take no mail. env has a config. The errors are those of Save: ErrChanged
// if it was decided on what is not so any more. What is given must not be changed from now on: it is written while the
// next one is decided.
func (tx *Tx) Keep(id handoff.ID, f handoff.Fact, env handoff.Env, out handoff.Decision) error {
	w := &written{fact: f, env: env, out: out, actions: out.Actions}
	if err := tx.save(&w.out.Handoff, out.Handoff.Version-1, w); err != nil {
		return tx.fail(err, "save handoff %s", out.Handoff.ID)
	}
	tx.writeBeside(w)
	for _, keep := range [...]func() error{
		func() error { return tx.append(id, w) },
		func() error { return tx.appendLedger(w.out.Ledger) },
		func() error { return tx.AddAway(w.out.Away, handoff.Header(f).MessageID) },
		func() error { return tx.addPauses(w.out.Pauses) },
		func() error { return tx.enqueueAll(w.out.Actions, w.env.Now, w) },
		func() error { return tx.stop(w.out.Stops, w.env.Now) },
		func() error { return tx.ends(w.out.Endings) },
		func() error { return tx.keepPatterns(&w.out) },
		func() error { return tx.addNoMails(w) },
		func() error {
			if !w.out.Forget {
				return nil
			}
			return tx.forget(id)
		},
	} {
		if err := keep(); err != nil {
			return err
		}
	}
	tx.spread()
	return nil
}

// writtenAtOnce are made into bytes by one helper: each costs a stack that has to grow.
const writtenAtOnce = 8

// writeBeside has what decisions add made into bytes while the next ones are decided. The last few are left to who
// needs them.
func (tx *txn) writeBeside(w *written) {
	if tx.unwritten = append(tx.unwritten, w); len(tx.unwritten) < writtenAtOnce {
		return
	}
	all := tx.unwritten
	tx.unwritten = nil
	tx.encoding.Go(func() {
		for _, w := range all {
			_ = w.write()
		}
	})
}
