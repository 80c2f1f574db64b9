package desk

import (
	"errors"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
)

// SetIntake says how mail is interpreted from now on.
func (d *Decider) SetIntake(o intake.Options) { d.intake.Store(&o) }

// Intake is how mail is interpreted.
func (d *Decider) Intake() intake.Options { return *d.intake.Load() }

// Reader interprets under the config in force.
func (d *Decider) Reader() *intake.Reader {
	return &intake.Reader{Config: d.Config(), Options: *d.intake.Load()}
}

// Take interprets a mail, does all that follows, and keeps it with its verdict. What in says of where and when it came
// in is given, with Raw; the rest is filled in. The result is what was taken, with the verdict that it has in the end.
func (d *Decider) Take(tx Taking, box string, in *store.InMail, u intake.Understood) (intake.Taken, error) {
	t, err := d.Reader().Interpret(finder{tx}, intake.Mail{Understood: u, Box: box, Arrived: in.Arrived,
		Waited: !in.Acted.IsZero(), At: in.Acted, Due: in.Due}, d.Now())
	if err == nil {
		err = d.apply(tx, box, in, &t)
	}
	if err == nil {
		d.took(tx, in)
	}
	return t, err
}

// endLinks ends links of our mails that others than their readers have now.
func endLinks(tx linkEnder, secrets []string, at time.Time) error {
	for _, secret := range secrets {
		if err := tx.EndLink(secret, at); err != nil {
			return err
		}
	}
	return nil
}

// linkEnder ends links.
type linkEnder interface {
	EndLink(secret string, at time.Time) error
}

// apply does what follows from a mail and keeps it.
func (d *Decider) apply(tx Taking, box string, in *store.InMail, t *intake.Taken) error {
	in.MessageID, in.Sender, in.Subject, in.Kind, in.Auth = t.MessageID, t.Sender, t.Subject, t.Kind, t.Auth
	in.Handoff, in.Verdict, in.Why = t.Handoff, t.Verdict, t.Why
	if t.Unkept {
		in.Raw, in.Packed = nil, nil
	}
	if err := d.hears(tx, t); err != nil {
		return err
	}
	if t.Spent != "" {
		if err := tx.SpendToken(t.Spent, in.Arrived); err != nil {
			return err
		}
	}
	if err := endLinks(tx, t.Open, in.Arrived); err != nil {
		return err
	}
	if t.Wait != nil {
		return d.wait(tx, in, t)
	}
	steps := []struct {
		wanted bool
		do     func() error
	}{
		{t.Learned, func() error { return tx.NoteMessageID(t.Handoff, t.MessageID) }},
		{t.Confirm != nil, func() error { return d.confirm(tx, box, in, t) }},
		{t.Sift != nil, func() error { return d.sift(tx, t) }},
		{t.Forget != nil, func() error { return d.forget(tx, t) }},
		{t.Said != nil, func() error { return d.said(tx, t) }},
		{t.Talk != nil, func() error { return d.talk(tx, t) }},
		{t.MyLeads, func() error { return d.myLeads(tx, t) }},
		{len(t.Rotates) > 0, func() error { return d.rotates(tx, in, t) }},
		{t.Practised != nil, func() error { return d.practised(tx, t) }},
		{t.Tell != nil, func() error { return d.once(tx, t) }},
		{t.Times != nil, func() error { return d.askedOnce(tx, t) }},
		{len(t.Facts) > 0, func() error { return d.facts(tx, in, t) }},
		{t.Intro != "", func() error { return d.overtaken(tx, box, in, t) }},
	}
	for _, s := range steps {
		if s.wanted {
			if err := s.do(); err != nil {
				return err
			}
		}
	}
	in.Verdict, in.Why = t.Verdict, t.Why
	n, err := d.keepMail(tx, in, t)
	if err != nil {
		return err
	}
	if err := d.times(tx, t, n); err != nil {
		return err
	}
	return d.put(tx, t, n)
}

// askedOnce leaves a question for free times alone that a copy of the mail has asked before.
func (d *Decider) askedOnce(tx mailbook, t *intake.Taken) error {
	first, err := d.first(tx, t, "", handoff.KindSlots, string(t.Person))
	if err == nil && !first {
		t.End(intake.KnownAlready, handoff.Because("known-already"))
		t.Times = nil
	}
	return err
}

// times answers a question for free times that is about no lead.
func (d *Decider) times(tx Taking, t *intake.Taken, n int64) error {
	if t.Times == nil {
		return nil
	}
	q := t.Times
	env, err := d.env(tx, handoff.OfTeam(q.Team, q.By.Person, q.Zone), q.Slots, d.Now())
	if err != nil {
		return err
	}
	return tx.Enqueue([]handoff.Action{handoff.SlotsFor(q.Slots, q.Team, q.Zone, int(n), env)}, d.Now())
}

// put asks and tells what the mail with that number gives rise to.
func (d *Decider) put(tx asking, t *intake.Taken, n int64) error {
	if t.Ask != nil {
		if err := d.ask(tx, t.Ask, n, false); err != nil {
			return err
		}
	}
	var actions []handoff.Action
	if t.Tell != nil {
		actions = append(actions, t.Tell.Action(n))
	}
	if t.Again != nil {
		actions = append(actions, *t.Again)
	}
	if len(actions) == 0 {
		return nil
	}
	return tx.Enqueue(actions, d.Now())
}

// hears notes that a mail came from the very address of a colleague: it may take mail again.
func (d *Decider) hears(tx people, t *intake.Taken) error {
	if t.Hears == "" {
		return nil
	}
	all, err := tx.NoMail()
	if err != nil {
		return err
	}
	if n, ok := all[t.Person]; ok && handoff.SameAddress(n.Address, t.Hears) {
		return tx.TakesMail(t.Person)
	}
	return nil
}

// once sees to it that somebody is told only once a thread that nothing comes of their mail.
func (d *Decider) once(tx mailbook, t *intake.Taken) error {
	first, err := tx.FirstTime("", "no-lead", string(t.Person), t.Tell.Thread, t.Proved)
	if err == nil && !first {
		s, why := t.Tell.ToldAlready()
		t.End(s, why)
		t.Tell = nil
	}
	return err
}

// facts has the facts of a mail decided, but those that a copy of it has brought about before.
func (d *Decider) facts(tx Taking, in *store.InMail, t *intake.Taken) error {
	told := newLineAnswer(t)
	last := *t // where something was found after the facts, that is the verdict
	became := false
	for i, f := range t.Facts {
		reason, first, err := d.fact(tx, in, t, f, told.instead)
		told.add(i, reason, first)
		switch {
		case err != nil:
			return err
		case first:
			became = true
			t.Silence, t.Verdict, t.Why = 0, handoff.MailTaken, reason
		case !became:
			t.End(intake.KnownAlready, handoff.Because("known-already"))
		}
	}
	if last.Verdict != handoff.MailTaken {
		t.Silence, t.Verdict, t.Why = last.Silence, last.Verdict, last.Why
	}
	return d.answerLines(tx, t, told, became)
}

// fact has a fact of a mail decided unless the same one is known already: first is false then. What is told otherwise
// does not go out.
func (d *Decider) fact(tx Taking, in *store.InMail, t *intake.Taken, f intake.Fact,
	otherwise func(handoff.Action) bool) (why handoff.Reason, first bool, err error) {
	in.Handoff = f.Handoff
	by := handoff.From(f.Fact)
	if first, err = d.first(tx, t, f.Handoff, f.Kind(), string(by.Person)+by.Address); err != nil || !first {
		return why, false, err
	}
	switch f := f.Fact.(type) {
	case *handoff.Briefed:
		if err := d.Draw(tx, f); err != nil {
			return why, false, err
		}
		in.Handoff = f.ID
	case *handoff.KeepTime:
		if err := d.ignored(tx, in.Handoff, t.Person, f); err != nil {
			return why, false, err
		}
	}
	out, err := d.decideBut(tx, in.Handoff, f.Fact, otherwise)
	if err == nil && !t.Unnamed {
		err = tx.NoteMessageID(in.Handoff, t.MessageID)
	}
	if away, ok := f.Fact.(*handoff.AwayUntil); ok && err == nil {
		err = d.everywhere(tx, in.Handoff, t.Person, away)
	}
	return out.Reason, true, err
}

// first says whether no copy of this mail has brought this about yet, and remembers it. What is not proved never shuts
// out what is.
func (d *Decider) first(tx mailbook, t *intake.Taken, id handoff.ID, kind handoff.Kind, who string) (bool, error) {
	return tx.FirstTimes(id, string(kind), who, t.Seen, t.Proved)
}

// everywhere has an absence decided for all other open handoffs of a person.
func (d *Decider) everywhere(tx roster, id handoff.ID, person handoff.PersonID, away *handoff.AwayUntil) error {
	open, err := tx.OpenOf(person)
	if err != nil {
		return err
	}
	for _, other := range open {
		if other == id {
			continue
		}
		copied := *away
		copied.Copy = true
		if _, err := d.Decide(tx, other, &copied); err != nil {
			return err
		}
	}
	return nil
}

// confirm does what the answer to a question about a held mail means for that mail.
func (d *Decider) confirm(tx Taking, box string, in *store.InMail, t *intake.Taken) error {
	held, err := tx.HeldMail(t.Confirm.Mail)
	if err != nil {
		return err
	}
	if t.Confirm.Taken == nil {
		held.Verdict, held.Why = intake.NotTheirs.Verdict(), t.Confirm.No
		_, err := tx.PutMail(held)
		return err
	}
	if err := d.apply(tx, d.Reader().Box(held.Source, box), &held, t.Confirm.Taken); err != nil {
		return err
	}
	d.took(tx, &held)
	if a := t.Confirm.Alias; a != nil {
		if err := d.alias(tx, *a); err != nil {
			return err
		}
	}
	in.Handoff = held.Handoff
	t.Why = handoff.Because("confirms/brings", handoff.ReasonArg(t.Why), handoff.ReasonArg(held.Why))
	return nil
}

// alias keeps an address that a colleague has called theirs, unless a prospect has it.
func (d *Decider) alias(tx Taking, a intake.Alias) error {
	of, err := tx.AllWith(a.Address)
	if err != nil || len(of) > 0 {
		return err
	}
	return tx.AddAlias(a.Address, a.Person, d.Now())
}

// mostEarly bounds how many held mails are looked through for answers that overtook an intro, and early how old they
// are.
const (
	mostEarly = 200
	early     = 24 * time.Hour
)

// overtaken takes the answers to an intro that came in before it.
func (d *Decider) overtaken(tx Taking, box string, intro *store.InMail, t *intake.Taken) error {
	if t.Verdict != handoff.MailTaken {
		return nil
	}
	all, err := tx.Mails(store.MailFilter{Held: true, Limit: mostEarly})
	if err != nil {
		return err
	}
	slices.Reverse(all)
	for _, in := range all {
		if in.Handoff != "" || in.MessageID == "" || in.Kind != intake.KindHuman || intro.Arrived.Sub(in.Arrived) > early {
			continue
		}
		raw, err := tx.MailRaw(in.MessageID, "")
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		in.Raw = raw
		u := d.Reader().Read(raw, in.Arrived)
		if !u.Overtook(t.Intro) {
			continue
		}
		if _, err := d.Take(tx, box, &in, u); err != nil {
			return err
		}
	}
	return nil
}

// saidKey begins the key of the answer to what somebody said of their own calendar.
const saidKey = "hygiene-said "

// said keeps what somebody said of their own calendar, and says what comes of it.
func (d *Decider) said(tx saying, t *intake.Taken) error {
	var lines []handoff.Reason
	unread := 0
	for _, w := range t.Said.Words {
		if w.Word == "" {
			unread++
			lines = append(lines, handoff.Because("entry-said/unread", handoff.NumberArg(w.Line)))
			continue
		}
		if err := tx.Say(t.Person, w.Event, string(w.Word), d.Now()); err != nil {
			return err
		}
		effect := handoff.Code("entry-said/kept")
		if w.Word == handoff.EntryIgnored {
			effect = "entry-said/ignored"
		}
		lines = append(lines, handoff.Because(effect, handoff.NumberArg(w.Line)))
	}
	if t.Said.Stop {
		if err := tx.Say(t.Person, "", "stop", d.Now()); err != nil {
			return err
		}
		lines = append(lines, handoff.Because("entry-said/stop"))
	}
	if t.Said.Report {
		if err := tx.Say(t.Person, handoff.SaidReport, "stop", d.Now()); err != nil {
			return err
		}
		lines = append(lines, handoff.Because("entry-said/stop-report"))
	}
	if t.Said.Start {
		if err := tx.Say(t.Person, handoff.SaidReport, "", d.Now()); err != nil {
			return err
		}
		lines = append(lines, handoff.Because("entry-said/start-report"))
	}
	if len(lines) == unread {
		return d.answer(tx, t, saidKey, "entries-nothing", nil, handoff.Yes)
	}
	d.forgetBusy(t.Person)
	return d.answer(tx, t, saidKey, "entries", lines, handoff.Yes)
}

// ignored keeps what a rep says to be no appointment while asked about it.
func (d *Decider) ignored(tx Taking, id handoff.ID, person handoff.PersonID, k *handoff.KeepTime) error {
	if !k.Ignore {
		return nil
	}
	h, err := tx.Handoff(id)
	if err != nil {
		return err
	}
	d.forgetBusy(person)
	for _, event := range k.Ignores(h) {
		if err := tx.Say(person, event, string(handoff.EntryIgnored), d.Now()); err != nil {
			return err
		}
	}
	return nil
}
