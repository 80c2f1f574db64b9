package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/store"
)

// Spoken is what somebody said on a page, or by a link in a mail to them.
type Spoken struct {
	Handoff handoff.ID
	About   handoff.About // who, when, how it came and how it is proved
	Words   string        // as a plain reply would say it
	Sight   handoff.Sight // what they were shown of it; zero: that is not known
	Sure    bool          // they were told what it does, and said yes
	First   func(PageTx, handoff.Handoff) error
}

// Overtaken says that a handoff has changed since it was shown to whoever said something of it. Nothing was decided.
type Overtaken struct{ Since []store.StoredFact }

// Error implements error.
func (*Overtaken) Error() string { return errOvertaken.Error() }

// Repeated says that a form was sent once more that had been taken. Nothing was decided.
type Repeated struct{ Since []store.StoredFact } // what they said on pages since it was shown to them

// Error implements error.
func (*Repeated) Error() string { return errRepeated.Error() }

// NotUnderstood says that something of what was said is not understood. Nothing was decided.
type NotUnderstood struct {
	Ask   handoff.Reason // the question to whoever said it, if there is one
	Meant string         // the command that it comes near to
}

// Error implements error.
func (*NotUnderstood) Error() string { return errNotUnderstood.Error() }

// Refused says that all of what was said was turned down. Nothing was decided.
type Refused struct{ Why handoff.Reason }

// Error implements error.
func (*Refused) Error() string { return errRefused.Error() }

var (
	errRefused       = errors.New("what was said was turned down")
	errOvertaken     = errors.New("the handoff has changed since it was shown")
	errRepeated      = errors.New("the same form was taken before")
	errNotUnderstood = errors.New("what was said is not understood")
)

// PageTx is what a page has of the transaction that decides.
type PageTx interface {
	SpendLink(secret string, at time.Time) (bool, error)
}

// saidOf decides what was said of a handoff, in one transaction.
func (d *Decider) saidOf(ctx context.Context, id handoff.ID,
	decide func(*store.Tx, handoff.Handoff) ([]handoff.Decision, error)) (out []handoff.Decision, err error) {
	err = d.Update(ctx, func(tx *store.Tx) error {
		h, err := tx.Handoff(id)
		if err == nil {
			out, err = decide(tx, h)
		}
		return err
	})
	return out, err
}

// Say decides what somebody says about a handoff, as if it had come by a mail of theirs. First is asked in the same
// transaction, before: its error ends it, and nothing was decided. So does an Overtaken, and a NotUnderstood: whoever
// said it still has it before them; and a Refused, so that it leaves no trace on the handoff. A form that is sent twice
// is done once: the second is Repeated. There is one decision for each thing that was said.
func (d *Decider) Say(ctx context.Context, s Spoken) ([]handoff.Decision, error) {
	return d.saidOf(ctx, s.Handoff, func(tx *store.Tx, h handoff.Handoff) (out []handoff.Decision, _ error) {
		if s.First != nil {
			if err := s.First(tx, h); err != nil {
				return nil, err
			}
		}
		if err := pressedBefore(tx, s); err != nil {
			return nil, err
		}
		if err := changedSince(tx, &h, s); err != nil {
			return nil, err
		}
		said := d.heard(h, s)
		if err := notUnderstood(said); err != nil {
			return nil, err
		}
		if err := tx.PutConfig(d.Config()); err != nil {
			return nil, err
		}
		if err := endLinks(tx, handoff.LinkSecrets(s.Words), d.Now()); err != nil {
			return nil, err
		}
		for _, f := range said {
			o, err := d.Decide(tx, s.Handoff, f)
			if err != nil {
				return out, err
			}
			if away, ok := f.(*handoff.AwayUntil); ok {
				if err := d.everywhere(tx, s.Handoff, s.About.By.Person, away); err != nil {
					return out, err
				}
			}
			out = append(out, o)
		}
		return out, refused(out)
	})
}

// heard are the facts that somebody's words mean.
func (d *Decider) heard(h handoff.Handoff, s Spoken) []handoff.Fact {
	said := d.Reader().Spoken(h, s.About, s.Words, d.Now())
	for _, f := range said {
		if c, ok := f.(*handoff.Cancel); ok {
			c.Sure = s.Sure
		}
	}
	return said
}

// refused is the error that tells why nothing of what was said was done.
func refused(all []handoff.Decision) error {
	if len(all) == 0 || slices.ContainsFunc(all, func(d handoff.Decision) bool { return !d.Refused }) {
		return nil
	}
	return &Refused{all[0].Reason}
}

// history is what happened to a handoff.
type history interface {
	Facts(id handoff.ID) ([]store.StoredFact, error)
}

// presses are the forms that were taken.
type presses interface {
	history
	FirstTime(id handoff.ID, kind, sender, message string, proved bool) (bool, error)
}

// pressKind is that of a form among what is remembered to have come in.
const pressKind = "form"

// pressedBefore is the error that says that the same form was taken, whatever has happened since. It remembers this
// one, unless it comes to nothing.
func pressedBefore(tx presses, s Spoken) error {
	if s.Sight == (handoff.Sight{}) {
		return nil
	}
	by := s.About.By.Person
	first, err := tx.FirstTime(s.Handoff, pressKind, string(by), s.Sight.Press(s.Words), true)
	if err != nil || first {
		return err
	}
	all, err := tx.Facts(s.Handoff)
	if err != nil {
		return err
	}
	again := &Repeated{}
	for _, f := range all {
		if f.Seq > s.Sight.Facts && f.By.Person == by && f.Via == s.About.Via {
			again.Since = append(again.Since, f)
		}
	}
	return again
}

// changedSince is the error that says what has happened since the handoff was shown, if that makes another question of
// it.
func changedSince(tx history, h *handoff.Handoff, s Spoken) error {
	now := handoff.SeenBy(*h, s.About.By.Person)
	if s.Sight == (handoff.Sight{}) || s.Sight == handoff.SightOf(&now) {
		return nil
	}
	all, err := tx.Facts(h.ID)
	if err != nil {
		return err
	}
	var since []store.StoredFact
	for _, f := range all {
		if f.Seq > s.Sight.Facts && s.Sight.Overtakes(&now, s.About.By.Person, f.Kind, f.By) {
			since = append(since, f)
		}
	}
	if len(since) == 0 && s.Sight.Stand == handoff.Stand(&now) {
		return nil
	}
	return &Overtaken{since}
}

// notUnderstood is the error that asks what was meant.
func notUnderstood(said []handoff.Fact) error {
	for _, f := range said {
		if u, ok := f.(*handoff.Unclear); ok {
			return &NotUnderstood{Ask: u.Ask, Meant: u.Meant}
		}
		if o, ok := f.(*handoff.OpportunityMade); ok && o.Ask.Code != "" {
			return &NotUnderstood{Ask: o.Ask}
		}
	}
	return nil
}

// errTried ends a transaction in which something was only tried.
var errTried = errors.New("it was only tried")

// Foresee is what Say would decide, with whom it would be told, or its error; nothing is kept. What an absence does to
// other leads comes last.
func (d *Decider) Foresee(ctx context.Context, s Spoken) ([]handoff.Decision, error) {
	out, err := d.saidOf(ctx, s.Handoff, func(tx *store.Tx, h handoff.Handoff) (out []handoff.Decision, _ error) {
		said := d.heard(h, s)
		if err := notUnderstood(said); err != nil {
			return nil, err
		}
		for _, f := range said {
			env, err := d.env(tx, h, f, d.Now())
			if err != nil {
				return out, err
			}
			o, err := d.decided(tx, h, f, &env)
			if err != nil {
				return out, err
			}
			h, out = o.Handoff, append(out, o)
		}
		if err := refused(out); err != nil {
			return nil, err
		}
		others, err := d.foreseeElsewhere(tx, s, said)
		if err != nil {
			return nil, err
		}
		return append(out, others...), errTried
	})
	if errors.Is(err, errTried) {
		err = nil
	}
	return out, err
}

// foreseeElsewhere is what an absence would do to the other leads of whoever says that they are away.
func (d *Decider) foreseeElsewhere(tx roster, s Spoken, said []handoff.Fact) (out []handoff.Decision, err error) {
	for _, f := range said {
		away, ok := f.(*handoff.AwayUntil)
		if !ok {
			continue
		}
		err := eachOther(tx, s, func(h handoff.Handoff) error {
			copied := *away
			copied.Copy = true
			env, err := d.env(tx, h, &copied, d.Now())
			if err != nil {
				return err
			}
			o, err := d.decided(tx, h, &copied, &env)
			out = append(out, o)
			return err
		})
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// eachOther gives the other open leads of whoever speaks.
func eachOther(tx roster, s Spoken, do func(handoff.Handoff) error) error {
	ids, err := tx.OpenOf(s.About.By.Person)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if id == s.Handoff {
			continue
		}
		h, err := tx.Handoff(id)
		if err == nil {
			err = do(h)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// TakenBack are the accepted meetings that words of absence would take away from whoever says them, by their start;
// none if they say nothing of the kind.
func (d *Decider) TakenBack(ctx context.Context, h handoff.Handoff, s Spoken) (out []handoff.Handoff, err error) {
	for _, f := range d.heard(h, s) {
		away, ok := f.(*handoff.AwayUntil)
		if !ok {
			continue
		}
		if away.TakesBack(&h, d.Now()) {
			out = append(out, h)
		}
		err = d.Store.View(ctx, func(tx *store.Tx) error {
			return eachOther(tx, s, func(o handoff.Handoff) error {
				if away.TakesBack(&o, d.Now()) {
					out = append(out, o)
				}
				return nil
			})
		})
	}
	slices.SortStableFunc(out, func(a, b handoff.Handoff) int { return a.Start.Compare(b.Start) })
	return out, err
}

// WouldSay is what Say would decide, as sentences; nothing is decided.
func (d *Decider) WouldSay(h handoff.Handoff, s Spoken) []handoff.Reason {
	var out []handoff.Reason
	zone := d.Config().Person(s.About.By.Person).Zone
	for _, f := range d.heard(h, s) {
		out = append(out, handoff.Would(f, zone))
	}
	return out
}
