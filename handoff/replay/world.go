package replay

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"handoffd/handoff"
)

// world is how leads go under the other config, from when the config came into force in whose place it is. Leads that
// came in before that, or later under another one, are in it as they were.
type world struct {
	past  *past
	with  *handoff.Config
	leads map[handoff.ID]*subject
	order []*subject
	loads tallies
	apart map[handoff.ID]*subject // those that are seen otherwise than they were
	loose map[handoff.ID]*subject // those of which something else falls due
	queue []sending
	sent  map[string]bool // keys of all that was ever to go out: one thing is done once
}

// subject is a lead as it goes under the other config, beside how it went.
type subject struct {
	life
	id      handoff.ID
	n       int // in the order in which they came
	was     *life
	alike   int             // so many steps are the same
	told    bool            // it has gone otherwise: what follows is not compared
	unknown int             // facts of people who would not have had it
	unsure  bool            // and it is not known how it goes on: it weighs as it was
	veiled  bool            // whoever has it from there on depends on a calendar that nobody asked
	lost    bool            // an answer is unknown of somebody who has it here
	booked  []handoff.Entry // of the ledger
	booking []handoff.Entry // the same as it was
	last    time.Time       // something was decided
	here    due             // and as it was
	there   due
	waits   map[string]handoff.Action // what goes out when it went out, by key
}

func newWorld(p *past, with *handoff.Config) *world {
	return &world{past: p, with: with, leads: map[handoff.ID]*subject{}, loads: p.loads.clone(),
		apart: map[handoff.ID]*subject{}, loose: map[handoff.ID]*subject{}, sent: map[string]bool{}}
}

func (w *world) add(id handoff.ID) *subject {
	s := &subject{id: id, n: len(w.order), was: w.past.lead(id), waits: map[string]handoff.Action{}}
	w.leads[id], w.order = s, append(w.order, s)
	return s
}

// weigh compares the lead with how it went, at the instant.
func (w *world) weigh(s *subject, now time.Time) {
	for !s.told && s.alike < min(len(s.steps), len(s.was.steps)) {
		if !s.steps[s.alike].alike(s.was.steps[s.alike]) {
			w.tell(s, now)
			break
		}
		s.alike++
	}
	if !s.told && len(s.steps) > s.alike && now.After(s.steps[s.alike].At.Add(moment)) {
		w.tell(s, now)
	}
	if s.behind(now) {
		w.release(s, now)
	}
	delete(w.apart, s.id)
	if here, there := s.stand(now), standOf(&s.was.h); here != there &&
		(here.offered || here.meets || there.offered || there.meets) {
		w.apart[s.id] = s
	}
	delete(w.loose, s.id)
	s.here, s.there = dueOf(&s.h), dueOf(&s.was.h)
	if !s.told && (len(s.steps) != len(s.was.steps) || !s.here.equal(s.there)) {
		w.loose[s.id] = s
	}
}

// tell ends what is compared of the lead.
func (w *world) tell(s *subject, now time.Time) {
	s.told = true
	w.release(s, now)
}

// behind says whether the lead has gone on as it was, and has not here: from then on it is not known what whoever has
// it here would have done.
func (s *subject) behind(now time.Time) bool {
	return !s.told && len(s.was.steps) > s.alike && now.After(s.was.steps[s.alike].At.Add(moment))
}

// stand is what other leads see of this one. What follows its difference is not known: the rep is asked until the
// lead was settled as it was, or their time is over, and meets the prospect if anybody does.
func (s *subject) stand(now time.Time) stand {
	out := standOf(&s.h)
	switch {
	case s.unsure:
		return standOf(&s.was.h)
	case !s.told:
		return out
	}
	asked := s.was.h.State == handoff.Offered
	if cur := s.h.Current(); !asked && cur != nil && !cur.Due.IsZero() {
		asked = now.Before(cur.Due)
	}
	out.offered = out.offered && asked
	out.meets = out.meets && s.was.h.State.Open() && now.Before(s.h.End)
	return out
}

// follow plays a recorded fact of the lead; was is what came of it as it was.
func (w *world) follow(f *Recorded, was handoff.Decision) {
	s := w.leads[f.Handoff]
	before := &w.past.lead(f.Handoff).h
	w.weigh(s, f.Now)
	p := &playing{recorded: f, before: before, fact: f.Fact, now: later(f.Now, s.last), then: map[string]handoff.Action{}}
	for _, a := range was.Actions {
		p.then[a.Key()] = a
	}
	switch fact := f.Fact.(type) {
	case *handoff.RosterChanged: // of another config
	case *handoff.Sent:
		w.wentOut(s, p, fact)
	case *handoff.Deadline:
		w.fellDue(s, p)
	default:
		switch {
		case s.veiled: // nobody knows who is asked
		case w.unknown(s, f, before):
			if !slices.Contains(unsaid, f.Fact.Kind()) {
				s.unknown++
			}
		case !s.told && s.unasked(f, before):
			s.lost = true
			if !slices.Contains(unsaid, f.Fact.Kind()) {
				s.unknown++
			}
		case !s.told:
			p.fact = translated(f.Fact, before, &s.h)
			w.decide(s, p)
		}
	}
}

// unsaid are kinds of facts that nobody says: they are found in calendars and in the post.
var unsaid = []handoff.Kind{handoff.KindCalendarChanged, handoff.KindOwnEvent, handoff.KindRemoved, handoff.KindDeleted,
	handoff.KindConferenceMade, handoff.KindFailed, handoff.KindBounced, handoff.KindGone}

// unknown says whether a fact is an answer of somebody who is not asked here: of the rep who had the lead, while
// another one has it here; of a manager or a qualifier who had to settle it, while there is nothing to settle here.
func (w *world) unknown(s *subject, f *Recorded, before *handoff.Handoff) bool {
	by := handoff.From(f.Fact).Person
	if by == "" || f.Fact.Kind() == handoff.KindBriefed || has(&s.h, by) {
		return false
	}
	if has(before, by) {
		return true
	}
	return before.State != s.h.State && settles(before, f)
}

// unasked says whether a fact is an answer to what whoever has the lead here had then and has not here: to an
// invitation, before anything that asks them is out here, or about a meeting at another time.
func (s *subject) unasked(f *Recorded, before *handoff.Handoff) bool {
	by := handoff.From(f.Fact).Person
	switch f.Fact.Kind() {
	case handoff.KindBriefed, handoff.KindStatus:
		return false
	case handoff.KindJudge, handoff.KindOpportunityMade:
		return by != "" && !before.Start.Equal(s.h.Start)
	}
	return s.h.State == handoff.Offered && has(&s.h, by) && reached(before, by) && !reached(&s.h, by)
}

// reached says whether something is out that asks a rep about the lead in their latest turn.
func reached(h *handoff.Handoff, rep handoff.PersonID) bool {
	for _, a := range slices.Backward(handoff.Turns(h)) {
		if a.Rep == rep {
			return !a.Opened.IsZero() || a.Heard || a.Briefed
		}
	}
	return false
}

// settles says whether somebody answers what they were asked about a lead that no rep has: a manager about one that is
// theirs to decide, a colleague about one that is back with its qualifier.
func settles(h *handoff.Handoff, f *Recorded) bool {
	if f.Fact.Kind() == handoff.KindStatus {
		return false
	}
	switch role := h.RoleOf(handoff.From(f.Fact), f.Config); h.State {
	case handoff.Escalated:
		return role == handoff.RoleManager || role == handoff.RoleAdmin
	case handoff.Returned:
		return role != handoff.RoleRep
	}
	return false
}

// has says whether somebody has the lead, or is asked at once with whoever has it.
func has(h *handoff.Handoff, id handoff.PersonID) bool {
	return h.Rep() == id || slices.Contains(handoff.AskedAtOnce(h), id)
}

// forced has fall due here what was decided as due, if the same is due here by the present program.
func (w *world) forced(id handoff.ID, is due, at time.Time) {
	if s := w.leads[id]; s != nil && !s.told && dueOf(&s.h).equal(is) {
		force(&s.h, is, at)
	}
}

// fellDue decides a deadline that was decided, if the same falls due here.
func (w *world) fellDue(s *subject, p *playing) {
	f := p.fact.(*handoff.Deadline)
	d := due{f.Due, f.What, true}
	here, there := dueOf(&s.h), dueOf(p.before)
	stale := !there.equal(d) && here.equal(there) // and was then, too
	if !s.told && (here.equal(d) || stale) {
		w.lapse(s, p)
	}
}

// lapse decides a deadline. Where the lead has gone on as it was, or its rep had the invitation later, it is not known
// what those would have done who have time here that they never had.
func (w *world) lapse(s *subject, p *playing) {
	waits := slices.Contains([]handoff.State{handoff.Draft, handoff.Offered, handoff.Escalated, handoff.Returned,
		handoff.Past}, s.h.State)
	if waits && (s.behind(p.now) || s.invitedSooner(p.before)) {
		d := handoff.Decide(s.h, p.fact, w.env(s, p))
		if is := stepOf(&s.h, p.now); !stepOf(&d.Handoff, p.now).same(is) {
			w.open(s, is, handoff.Reason{})
			return
		}
	}
	w.decide(s, p)
}

// open has it be unknown how the lead goes on from a step that it has come to.
func (w *world) open(s *subject, is Step, why handoff.Reason) {
	is.Unknown, is.Asked = true, slices.Clone(is.Asked)
	s.step(is, why, nil)
	w.asItWas(s)
	w.weigh(s, is.At)
}

// ends has the leads be unknown at the end of the record that have gone on as it was by an answer that is unknown here.
func (w *world) ends(now time.Time) {
	w.until(now)
	for _, s := range w.order {
		if s.lost && s.behind(now) && len(s.steps) == s.alike {
			w.open(s, stepOf(&s.h, now), handoff.Reason{})
		}
	}
}

// asItWas has the lead weigh as it was from now on.
func (w *world) asItWas(s *subject) {
	n := 0
	for n < min(len(s.booked), len(s.booking)) && s.booked[n].Kind == s.booking[n].Kind &&
		s.booked[n].Person == s.booking[n].Person {
		n++
	}
	s.unsure = true
	for _, e := range s.booking[n:] {
		w.loads.book(e)
	}
}

// took notes what the ledger was given of a lead as it was.
func (w *world) took(id handoff.ID, entries []handoff.Entry) {
	s, here := w.leads[id]
	for _, e := range entries {
		if !here || s.unsure || s.told && s.silentToo(e) {
			w.loads.book(e)
		}
	}
	if here {
		s.booking = append(s.booking, entries...)
	}
}

// silentToo says whether an entry is about a silence that the rep has claimed here, too: it counts as it did.
func (s *subject) silentToo(e handoff.Entry) bool {
	return (e.Kind == handoff.EntrySilence || e.Kind == handoff.EntryDropped) &&
		slices.ContainsFunc(s.h.Assignments, func(a handoff.Assignment) bool { return a.Rep == e.Person && a.Claim != nil })
}

// invitedSooner says whether the rep who is asked here has had the invitation for longer than they had it then.
func (s *subject) invitedSooner(before *handoff.Handoff) bool {
	here, there := s.h.Current(), before.Current()
	return s.h.State == handoff.Offered && here != nil && there != nil && !here.Opened.IsZero() &&
		(there.Opened.IsZero() || there.Opened.After(here.Opened.Add(moment)))
}

// playing is a fact that is played in a world.
type playing struct {
	recorded *Recorded        // nil: it is made here
	before   *handoff.Handoff // as the lead was when the fact came
	fact     handoff.Fact
	now      time.Time
	then     map[string]handoff.Action // what was decided, by key
}

// decide decides a fact of a lead and keeps what comes of it.
func (w *world) decide(s *subject, p *playing) {
	env := w.env(s, p)
	d := handoff.Decide(s.h, p.fact, env)
	if d.Err != nil {
		return
	}
	if !s.told {
		is, who := whoever(&s.h, p.fact, env, d)
		if who != "" {
			s.veiled = true
			w.open(s, stepOf(&s.h, p.now), handoff.Because("calendar-unknown", handoff.PersonArg(who),
				handoff.ReasonArg(handoff.Because(neverAsked))))
			return
		}
		d = is
	}
	if s.last = p.now; s.told { // a mail is out
		s.h = d.Handoff
		s.opened()
		return
	}
	s.take(d, p.now)
	for _, e := range d.Ledger {
		w.loads.book(e)
	}
	s.booked = append(s.booked, d.Ledger...)
	for _, a := range d.Actions {
		key := a.Key()
		switch {
		case w.sent[key] || !handoff.Noted(a):
		case w.goesAsThen(s, p, a):
			s.waits[key] = a
		default:
			w.enqueue(sending{at: p.now.Add(a.Delay), a: a, n: len(w.sent)})
		}
		w.sent[key] = true
	}
	w.weigh(s, p.now)
}

// until has mails go out and times pass up to the instant. A mail that is out comes before what falls due then.
func (w *world) until(now time.Time) {
	for range 1_000_000 { // more is a rule that never ends
		s, d, when := w.due(now)
		if len(w.queue) > 0 && !w.queue[0].at.After(now) && (s == nil || !w.queue[0].at.After(when)) {
			out := w.queue[0]
			w.queue = w.queue[1:]
			w.send(out)
			continue
		}
		if s == nil {
			return
		}
		at := later(when, s.last)
		w.lapse(s, &playing{before: &s.was.h, now: at, fact: &handoff.Deadline{
			About: handoff.About{At: d.at, Via: "clock", Strength: handoff.Seen}, What: d.what, Due: d.at}})
	}
}

// due is what falls due next until now that did not then, and when it is decided. A lead of which something came in
// before that waits for it.
func (w *world) due(now time.Time) (next *subject, first due, when time.Time) {
	inOrder := func(a, b *subject) int { return cmp.Compare(a.n, b.n) }
	for _, s := range slices.SortedFunc(maps.Values(w.loose), inOrder) {
		if len(s.steps) > s.alike || len(s.was.steps) > s.alike && len(s.waits) > 0 {
			w.weigh(s, now)
		}
		at := w.past.up(s.here.at)
		if s.told || !s.here.ok || at.After(now) || s.here.equal(s.there) || w.cameIn(s.id, s.here.at) {
			continue
		}
		if next == nil || at.Before(when) {
			next, first, when = s, s.here, at
		}
	}
	return next, first, when
}

// cameIn says whether the next that is to be played of the lead had come in by then.
func (w *world) cameIn(id handoff.ID, then time.Time) bool {
	all := w.past.coming[id]
	if len(all) == 0 {
		return false
	}
	switch all[0].Fact.Kind() {
	case handoff.KindDeadline, handoff.KindSent:
		return false
	}
	at := handoff.When(all[0].Fact)
	return !at.IsZero() && !at.After(then)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
