package store

import "handoffd/handoff"

// Keep keeps everything that came of a decision, and the fact with what it was decided with: the handoff, ledger,
// absences, actions, stops and addresses that take no mail. env has a config. The errors are those of Save: ErrChanged
// if it was decided on what is not so any more.
func (tx *Tx) Keep(id handoff.ID, f handoff.Fact, env handoff.Env, out handoff.Decision) error {
	w := &written{fact: f, env: env, out: out}
	go w.write()    // while the handoff is saved
	defer w.write() // what is given here is the caller's own again, also after an error
	steps := []func() error{
		func() error { return tx.Save(out.Handoff) },
		func() error { return tx.appendWritten(id, f, w) },
		func() error { return tx.appendLedger(out.Ledger) },
		func() error { return tx.AddAway(out.Away, handoff.Header(f).MessageID) },
		func() error { return tx.Enqueue(out.Actions, env.Now) },
		func() error { return tx.stop(out.Stops, env.Now) },
	}
	for _, p := range out.NoMail {
		steps = append(steps, func() error { return tx.addNoMail(p, noMailOf(env.Config.Person(p)), env.Now) })
	}
	if out.Forget {
		steps = append(steps, func() error { return tx.forget(id) })
	}
	for _, keep := range steps {
		if err := keep(); err != nil {
			return err
		}
	}
	return nil
}
