package replay

import (
	"maps"
	"slices"
	"time"

	"handoffd/handoff"
)

// sending is a mail that goes out at an instant, or an entry of a calendar: one of which it matters that it is out.
type sending struct {
	at time.Time
	a  handoff.Action
	n  int // it was decided as the n-th
}

// enqueue puts an action where its time is, behind those of the same time.
func (w *world) enqueue(s sending) {
	i, _ := slices.BinarySearchFunc(w.queue, s, func(q, s sending) int {
		if q.at.After(s.at) {
			return 1
		}
		return -1
	})
	w.queue = slices.Insert(w.queue, i, s)
}

// goesAsThen says whether a mail was decided then, too, and its reader has it as soon by these rules as by those.
func (w *world) goesAsThen(s *subject, p *playing, a handoff.Action) bool {
	was, too := p.then[a.Key()]
	if !too || was.Delay != a.Delay {
		return false
	}
	at, away := p.now.Add(a.Delay), w.past.seen.Away[a.To.Person]
	here, _ := handoff.KeepBack(s.h, a, w.with, away, handoff.Had{}, at)
	there, _ := handoff.KeepBack(s.h, was, p.recorded.Config, away, handoff.Had{}, at)
	return here.Equal(there)
}

// release has what waits to go out when it went out go here as it would: as it was, the lead has gone on.
func (w *world) release(s *subject, now time.Time) {
	for _, key := range slices.Sorted(maps.Keys(s.waits)) {
		w.enqueue(sending{at: now, a: s.waits[key], n: len(w.sent)})
		delete(s.waits, key)
	}
}

// send has a mail be out, if it is wanted still and neither the hours of its reader nor a mail before it keep it back:
// as the outbox would.
func (w *world) send(out sending) {
	s := w.leads[out.a.Handoff]
	if ok, _ := handoff.Wanted(s.h, out.a, out.at); !ok {
		return
	}
	if at := later(w.before(out), w.past.up(out.at)); at.After(out.at) {
		out.at = at
		w.enqueue(out)
		return
	}
	until, _ := handoff.KeepBack(s.h, out.a, w.with, w.past.seen.Away[out.a.To.Person], handoff.Had{}, out.at)
	if !until.IsZero() {
		out.at = until
		w.enqueue(out)
		return
	}
	at := later(out.at, s.last)
	w.decide(s, &playing{before: &s.was.h, now: at, fact: &handoff.Sent{About: handoff.About{At: out.at, Via: "smtp"},
		Key: out.a.Key(), Purpose: out.a.Purpose, To: out.a.To, UID: out.a.UID, Turn: out.a.Assignment}})
}

// before is when the mails are out that have to be before this one: those it names, and earlier ones of the lead to
// the same reader in the same way.
func (w *world) before(s sending) (at time.Time) {
	for _, q := range w.queue {
		if q.a.Handoff != s.a.Handoff || !q.at.After(s.at) {
			continue
		}
		if q.n < s.n && q.a.Lane() == s.a.Lane() || slices.Contains(s.a.After, q.a.Key()) {
			at = q.at
		}
	}
	return at
}

// wentOut plays that a mail went out, if it waits for that here.
func (w *world) wentOut(s *subject, p *playing, f *handoff.Sent) {
	a, waits := s.waitsFor(f)
	if !waits {
		return
	}
	delete(s.waits, a.Key())
	out := *f
	out.UID, out.Turn = a.UID, a.Assignment
	if p.fact = &out; !f.Told.IsZero() {
		out.Told = w.promised(s, p, f)
	}
	w.decide(s, p)
}

// waitsFor is the action that went out; an earlier program may have numbered it otherwise.
func (s *subject) waitsFor(f *handoff.Sent) (handoff.Action, bool) {
	if a, waits := s.waits[f.Key]; waits {
		return a, true
	}
	for _, key := range slices.Sorted(maps.Keys(s.waits)) {
		if a := s.waits[key]; a.Purpose == f.Purpose && a.To == f.To && a.UID == f.UID {
			return a, true
		}
	}
	return handoff.Action{}, false
}

// promised is the end of the window that the mail promises here: as much before or after what the rules give as it
// was.
func (w *world) promised(s *subject, p *playing, f *handoff.Sent) time.Time {
	plain := func(h handoff.Handoff, sent handoff.Sent, env handoff.Env) time.Time {
		sent.Told = time.Time{}
		d := handoff.Decide(h, &sent, env)
		if cur := d.Handoff.Current(); cur != nil {
			return cur.Due
		}
		return time.Time{}
	}
	r := p.recorded
	was := plain(*p.before, *f, handoff.Env{Now: r.Now, Config: r.Config, Load: r.Load, Lookups: r.Lookups})
	is := plain(s.h, *p.fact.(*handoff.Sent), w.env(s, p))
	if was.IsZero() || is.IsZero() || f.Told.Equal(was) {
		return time.Time{}
	}
	return is.Add(f.Told.Sub(was))
}
