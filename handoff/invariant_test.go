package handoff

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
)

// TestInvariant plays random facts of all kinds, by anybody, in any order, against one handoff, and checks after each
// what must always hold. It prints which pairs of state and kind were seen.
func TestInvariant(t *testing.T) {
	seen := map[string]int{}
	play := func(r *rapid.T) {
		w := newWorld(t)
		if from := rapid.SampledFrom(States).Draw(r, "from"); from != New && from != Draft {
			w = in(t, from)
		}
		if w.h.State == "" && rapid.IntRange(0, 4).Draw(r, "hurry") == 0 {
			inBerlinAll(w)
			w.now = inBerlin(11, 25, 12, 30)
		}
		w.hold = rapid.Bool().Draw(r, "mail server down")
		w.noUIDs = rapid.Bool().Draw(r, "begun by an older installation")
		if rapid.IntRange(0, 4).Draw(r, "hosted") == 0 {
			w.c.Events = EventsHosted
		}
		brief := fixtureBrief(w.now)
		if rapid.Bool().Draw(r, "incomplete") {
			delete(brief.Fields, "pain")
		}
		if rapid.Bool().Draw(r, "cc") {
			brief.Origin, brief.InThread = OriginCC, []string{"rita@acme.example"}
		}
		if w.h.State == "" {
			w.say(brief)
		}
		if rapid.Bool().Draw(r, "calendars") {
			w.withCalendars("rita", "ben")
			w.c.Teams[0].Policy.OnConflict = rapid.SampledFrom([]OnConflict{ConflictAsk, ConflictRoute, ConflictSend}).Draw(r,
				"on conflict")
			w.c.Teams[0].Policy.Phantoms = rapid.SampledFrom([]Phantoms{PhantomsIgnore, PhantomsBlock}).Draw(r, "phantoms")
		}
		for range rapid.IntRange(5, 40).Draw(r, "length") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 600).Draw(r, "minutes")) * time.Minute)
			f := drawFact(r, w)
			before, state := snapshot(w.h), w.h.State
			drawLookups(r, w)
			enough(r, w, f)
			h := w.h
			w.noUIDs = w.noUIDs && rapid.IntRange(0, 9).Draw(r, "upgraded") > 0
			d := w.say(f)
			checkEvents(r, w, h, f, d)
			seen[string(state)+" × "+string(f.Kind())]++
			if after := snapshot(h); after != before {
				r.Fatalf("Decide changed its argument on %s in %s", f.Kind(), state)
			}
			check(r, w, state, f, d)
		}
	}
	for range 10 { // a hundred each: some pairs are rare
		rapid.Check(t, play)
	}
	var pairs []string
	for p := range seen {
		pairs = append(pairs, p)
	}
	sort.Strings(pairs)
	possible := (len(States) - 1) * len(Kinds())
	t.Logf("coverage: %d of %d pairs of state and kind", len(pairs), possible)
	if testing.Verbose() {
		var never []string
		for _, s := range States[1:] {
			for _, k := range Kinds() {
				if seen[string(s)+" × "+string(k)] == 0 {
					never = append(never, string(s)+" × "+string(k))
				}
			}
		}
		t.Logf("never met: %s", strings.Join(never, ", "))
	}
}

func snapshot(h Handoff) string {
	data, err := json.Marshal(h)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

func check(r *rapid.T, w *world, was State, f Fact, d Decision) {
	h := w.h
	fail := func(format string, args ...any) {
		r.Fatalf("%s in %s at %s: %s\nreason: %s", f.Kind(), was, w.now, fmt.Sprintf(format, args...), d.Reason)
	}
	if d.Reason.Code == "" || d.Reason.Text != "" {
		fail("no reason")
	}
	if another := f.Kind() == KindBriefed && was != New; another != errors.Is(d.Err, ErrInUse) ||
		another && (d.Handoff.Version != w.h.Version || len(d.Actions) > 0) {
		fail("a brief on another lead: error %v, version %d, actions %s", d.Err, d.Handoff.Version, actionsText(d.Actions))
	}
	if h.State.Finished() != (h.Next == Next{}) {
		fail("state %s with next %+v", h.State, h.Next)
	}
	if !h.State.Finished() {
		if p, ok := w.c.People[h.Next.Owner]; !ok || p.Gone {
			fail("owner %q is no colleague", h.Next.Owner)
		}
		if h.Next.At.IsZero() || h.Next.What == "" {
			fail("no due time: %+v", h.Next)
		}
	}
	next := FollowUpOf(&h)
	if h.State != New && (next.On.IsZero() || next.What == "" && next.Due == "" ||
		next.Owner == "" && (!h.State.Finished() || h.Step != nil)) {
		fail("no next step: %+v", next)
	}
	if p, ok := w.c.People[next.Owner]; next.Owner != "" && (!ok || p.Gone) {
		fail("the next step is for %q, who is no colleague", next.Owner)
	}
	if h.awaitsStep() && h.Step == nil && h.StepDue.IsZero() {
		fail("nobody is asked for a next step")
	}
	open := 0
	for _, a := range h.Assignments {
		if a.Ended.IsZero() {
			open++
		}
	}
	if open > 1 {
		fail("%d assignments are open", open)
	}
	if (h.State == Offered || h.State == Accepted) && open != 1 {
		fail("state %s with %d open assignments", h.State, open)
	}
	if h.State == Accepted && was != Accepted {
		a := h.Current()
		if f.Kind() != KindDeadline && !a.satisfied() && !slices.Contains([]Kind{KindAnswered, KindAccept, KindAgree,
			KindMove}, f.Kind()) {
			fail("accepted without evidence")
		}
		if !slices.ContainsFunc(a.Evidence, func(e Evidence) bool { return e.Kind == RequireAccept }) {
			fail("accepted without an accept of %s", a.Rep)
		}
	}
	for _, m := range d.Moments {
		if m.At.IsZero() || m.At.After(w.now) && m.Kind != MomentDeal {
			fail("a moment without its time, or from the future: %+v", m)
		}
		if _, known := w.c.People[m.Rep]; m.Rep != "" && !known || strings.Contains(fmt.Sprint(m), "@") {
			fail("a moment names somebody outside: %+v", m)
		}
	}
	keys := map[string]bool{}
	for _, a := range d.Actions {
		if a.Detail != nil && a.Detail.purpose() != a.Purpose {
			fail("%s carries a %T", a.Key(), a.Detail)
		}
		if keys[a.Key()] {
			fail("two actions with key %s", a.Key())
		}
		keys[a.Key()] = true
		internal := a.Purpose.Channel() == ChannelInternal
		if internal && a.To.Person == "" {
			fail("internal %s goes outside to %s", a.Purpose, a.To)
		}
		if a.To.Person == "" && !h.IsProspect(a.To.Address) {
			fail("%s goes to a stranger: %s", a.Purpose, a.To)
		}
	}
}

// drawLookups makes some reps busy or away, so that what is looked up matters.
func drawLookups(r *rapid.T, w *world) {
	w.look.Away, w.look.Meets = map[PersonID][]calendar.Span{}, map[PersonID][]Meeting{}
	for _, id := range []PersonID{"rita", "ben"} {
		if len(w.c.People[id].Calendars) > 0 {
			drawCalendar(r, w, id)
		}
	}
	w.look.NoMail = nil
	for _, id := range []PersonID{"rita", "quinn", "mara"} {
		if rapid.IntRange(0, 9).Draw(r, "takes mail") == 0 {
			w.look.NoMail = append(w.look.NoMail, id)
		}
	}
	for _, id := range []PersonID{"rita", "ben", "yuki"} {
		switch rapid.IntRange(0, 4).Draw(r, "rep is") {
		case 0:
			w.look.Away[id] = []calendar.Span{{Start: w.now.Add(-time.Hour), End: w.now.Add(30 * time.Hour)}}
		case 1:
			w.look.Meets[id] = []Meeting{{Handoff: "HO-OTHER", Span: calendar.Span{Start: w.h.Start, End: w.h.End}}}
		}
	}
}

// drawCalendar fills the calendar of a rep around the meeting, or makes it unreadable.
func drawCalendar(r *rapid.T, w *world, id PersonID) {
	if w.look.Busy == nil {
		w.look.Busy = map[PersonID]Calendar{}
	}
	c := Calendar{From: w.now.AddDate(0, -2, 0), To: w.now.AddDate(0, 3, 0), ReadAt: w.now}
	if !w.h.Start.IsZero() {
		c.From, c.To = earlier(c.From, w.h.Start.AddDate(0, -2, 0)), later(c.To, w.h.Start.AddDate(0, 3, 0))
	}
	at := Taken{Span: calendar.Span{Start: w.h.Start.Add(time.Duration(rapid.IntRange(-60, 60).Draw(r,
		"busy")) * time.Minute)}}
	at.End = at.Start.Add(30 * time.Minute)
	switch rapid.IntRange(0, 6).Draw(r, "calendar") {
	case 0:
		c.Unknown = []Reason{{Text: "the source is dead"}}
	case 1:
		c.Busy = []Taken{at}
	case 2:
		at.Key = rapid.SampledFrom([]string{"k1", "k2", EventKey(w.h.UID)}).Draw(r, "key")
		c.Busy = []Taken{at}
	case 3:
		at.Key, at.Cause = "k3", "cancelled"
		c.Soft = []Taken{at}
	}
	w.look.Busy[id] = c
}

// enough checks that Needs asks for everything that Decide uses: with nothing else looked up it decides the same.
func enough(r *rapid.T, w *world, f Fact) {
	e := w.env()
	full := e
	e.Load, e.Lookups = nil, Lookups{}
	for _, n := range Needs(w.h, f, w.c) {
		switch n.What {
		case NeedRoute:
			e.Load, e.Lookups.Away, e.Lookups.Meets = w.load, w.look.Away, map[PersonID][]Meeting{}
			for id, all := range w.look.Meets {
				for _, m := range all {
					if m.Start.Before(n.To) && n.From.Before(m.End) {
						e.Lookups.Meets[id] = append(e.Lookups.Meets[id], m)
					}
				}
			}
		case NeedBusy:
			e.Lookups.Busy = map[PersonID]Calendar{}
			for _, id := range n.People {
				if c, ok := w.look.Busy[id]; ok {
					e.Lookups.Busy[id] = c.Within(n.From, n.To)
				}
			}
		case NeedTwins:
			e.Lookups.Twins = w.look.Twins
		case NeedNoMail:
			e.Lookups.NoMail = slices.DeleteFunc(slices.Clone(w.look.NoMail),
				func(id PersonID) bool { return !slices.Contains(n.People, id) })
		case NeedOutages:
			e.Lookups.Outages = w.look.Outages
		case NeedUID:
			e.Lookups.UID, e.Lookups.UIDs = full.Lookups.UID, full.Lookups.UIDs[:min(n.More, len(full.Lookups.UIDs))]
		}
	}
	all, needed := Decide(w.h, f, full), Decide(w.h, f, e)
	if a, b := snapshot(all.Handoff), snapshot(needed.Handoff); a != b ||
		actionsText(all.Actions) != actionsText(needed.Actions) {
		r.Fatalf("%s in %s uses more than Needs asks for:\n%s\n%s", f.Kind(), w.h.State, a, b)
	}
}

// drawUID is one of the handoff's, of no handoff, or none.
func drawUID(r *rapid.T, w *world, name string) string {
	uids := []string{"", "elsewhere@handoffd"}
	for _, e := range w.h.Events().UIDs() {
		uids = append(uids, e.UID)
	}
	return rapid.SampledFrom(uids).Draw(r, name)
}

// checkEvents holds the rule of one event a side: each turn that begins has a UID of its own, which nobody had before;
// whoever is to hold an event holds one; and an answer changes nobody but a guest of the event that was answered.
func checkEvents(r *rapid.T, w *world, before Handoff, f Fact, d Decision) {
	h := w.h
	seen := map[string]bool{h.UID: true}
	for i, a := range h.Assignments {
		own := a.UID != "" && !a.Held
		if own && seen[a.UID] {
			r.Fatalf("%s: turn %d has the event of an earlier one: %s", f.Kind(), a.N, a.UID)
		}
		if fresh := i >= len(before.Assignments) && !a.Held; fresh && !w.noUIDs &&
			(a.UID == "") != (w.c.Events == EventsHosted) {
			r.Fatalf("%s: turn %d begins with the UID %q, events %q", f.Kind(), a.N, a.UID, w.c.Events)
		}
		seen[a.UID] = true
	}
	for _, g := range h.Guests {
		if a := h.Last(); (h.State == Offered || h.State == Accepted) && w.now.Before(h.Start) && g.Live && g.Person != "" &&
			(g.Person != a.Rep || g.UID != a.UID) && !slices.Contains(AskedAtOnce(&h), g.Person) {
			r.Fatalf("%s: %s holds the event %q of a turn that is over", f.Kind(), g.Person, g.UID)
		}
	}
	if a, ok := f.(*Answered); ok && a.UID != "" && len(d.Actions) == 0 {
		for i, g := range before.Guests {
			if g.PartStat != h.Guests[i].PartStat && before.Events().Of(g) != a.UID {
				r.Fatalf("an answer under %s changed %s, who holds %s", a.UID, g.Address, before.Events().Of(g))
			}
		}
	}
}

func drawFact(r *rapid.T, w *world) Fact {
	people := []PersonID{"quinn", "rita", "ben", "yuki", "mara", "vera", "alma", "olga"}
	who := rapid.SampledFrom(append([]PersonID{"", w.h.Rep(), w.h.Rep(), w.h.Rep()}, people...)).Draw(r, "who")
	a := by(who, w.now)
	a.MessageID = fmt.Sprint("m", w.h.Version)
	if who == "" {
		a = outside(rapid.SampledFrom([]string{"pat@globex.example", "mallory@evil.example"}).Draw(r, "address"), w.now)
	}
	rep := rapid.SampledFrom([]PersonID{"rita", "ben", "yuki"}).Draw(r, "rep")
	when := w.now.Add(time.Duration(rapid.IntRange(-100, 800).Draw(r, "when")) * time.Hour)
	partstat := rapid.SampledFrom([]calendar.PartStat{calendar.Accepted, calendar.Declined, calendar.Tentative,
		calendar.NeedsAction, calendar.Delegated}).Draw(r, "partstat")
	attendee := a.By.Address
	if who != "" {
		attendee = string(who) + "@acme.example"
	}
	addresses := []string{"rita@acme.example", "ben@acme.example", "pat@globex.example", "lee@globex.example",
		"mallory@evil.example", ""}
	sender, sentBy := rapid.SampledFrom(addresses).Draw(r, "sender"), rapid.SampledFrom(addresses).Draw(r, "sent by")
	proven, among := rapid.Bool().Draw(r, "proven"), rapid.IntRange(0, 3).Draw(r, "among")
	facts := []Fact{
		&Deadline{About: About{At: w.h.Next.At}, What: w.h.Next.What, Due: w.h.Next.At},
		&Deadline{About: About{At: w.h.Next.At}, What: w.h.Next.What, Due: w.h.Next.At},
		fixtureBrief(w.now),
		&Amended{About: a, Fields: map[string]string{"pain": "p"}},
		&Amended{About: a, Start: when},
		&Sent{About: About{At: w.now}, Purpose: PurposeInvite, To: Recipient{Person: w.h.Rep(), Role: RoleRep},
			UID: drawUID(r, w, "sent uid")},
		&Failed{About: About{At: w.now}, Purpose: PurposeInvite, To: Recipient{Person: w.h.Rep(), Role: RoleRep}},
		&Replied{About: a, Reach: rapid.SampledFrom([]Reach{ReachProspect, ReachOnlyHere}).Draw(r, "reach")},
		&Answered{About: a, Attendee: attendee, PartStat: partstat,
			Sequence: rapid.IntRange(-1, w.h.Sequence+1).Draw(r, "sequence")},
		&Answered{About: a, Attendee: attendee, PartStat: calendar.Accepted, Sequence: w.h.Sequence},
		&Answered{About: a, Attendee: attendee, PartStat: partstat,
			Sequence: rapid.IntRange(-1, w.h.Sequence+1).Draw(r, "sequence"), From: sender, Proven: proven, Among: among,
			UID: drawUID(r, w, "uid"), SentBy: sentBy, Stamp: when, Start: w.h.Start, DelegatedTo: "yuki@acme.example",
			Instance: among == 3},
		&Unreadable{About: a},
		&Refreshed{About: a, Attendee: attendee, UID: drawUID(r, w, "refreshed")},
		&Proposed{About: a, Start: when},
		&OutOfOffice{About: a, Until: rapid.SampledFrom([]time.Time{{}, when}).Draw(r, "until")},
		&Gone{About: a, Left: proven, Instead: "kim@globex.example"},
		&Bounced{About: a, Person: who, Address: attendee, Permanent: true},
		&Complained{About: a, Person: who, Address: attendee},
		&RosterChanged{About: About{At: w.now}, Person: rep, Left: true},
		&Accept{About: a}, &Decline{About: a}, &Reject{About: a, Criteria: []string{"budget"}}, &Reject{About: a},
		&Unreachable{About: a}, &Unreachable{About: a, Tries: []Attempt{{At: when, How: ByMail}}},
		&Deadline{About: About{At: w.now}, What: DueVague, Due: w.now},
		&ReplyReported{About: a}, &Send{About: a}, &AwayUntil{About: a, Until: when},
		&Disagree{About: a}, &Prove{About: a, Criterion: "budget"}, &Prove{About: a},
		&NobodyCame{About: seen("pat@globex.example", w.now)},
		&NameStep{About: a, What: "send proposal", On: when},
		&Deadline{About: About{At: w.h.StepDue}, What: DueNextStep, Due: w.h.StepDue},
		&Deadline{About: About{At: w.now}, What: DueDebt, Due: w.now},
		&Picked{About: seen("pat@globex.example", w.now), N: rapid.IntRange(0, 4).Draw(r, "number")},
		&Judge{About: a, Outcome: rapid.SampledFrom([]Outcome{OutcomeHeld, OutcomeNoShow, OutcomeNoShowUs, OutcomeMoved,
			OutcomeCancelled}).Draw(r, "outcome")},
		&OpportunityMade{About: a, Link: "https://crm.example/o/1"}, &DealWon{About: a}, &DealLost{About: a, Note: "no budget"},
		&AskChore{About: a, What: ChoreRemind}, &AskChore{About: a, What: ChoreReschedule}, &DoChore{About: a},
		&WordsFor{About: a, To: rep, Words: "Is the budget signed?"},
		&Consented{About: a, Who: "Pat Kim", On: w.now, Words: "keep me posted"},
		&NurtureUntil{About: a, Until: when, Why: "budget comes in Q1"}, &Move{About: a, Start: when}, &Agree{About: a},
		&Agree{About: a}, &KeepTime{About: a},
		&CalendarChanged{About: About{At: w.now}, Person: rep}, &CalendarChanged{About: About{At: w.now}, Person: w.h.Rep()},
		&Removed{About: About{At: w.now}, Person: w.h.Rep()},
		&ConferenceMade{About: About{At: w.now}, Link: "https://meet.example/1"},
		&OwnEvent{About: About{At: w.now}, Person: w.h.Rep(), Key: "k1", Start: when, End: when.Add(time.Hour)},
		&UseOwn{About: a, Mine: proven}, &Refuse{About: a},
		&Cancel{About: a}, &NameRep{About: a, Rep: rep}, &Dispute{About: a}, &Separate{About: a}, &Assign{About: a, Rep: rep},
		&Hold{About: a, For: time.Hour}, &Keep{About: a}, &Reassign{About: a}, &Take{About: a}, &Nudge{About: a},
		&Slots{About: a}, &Status{About: a}, &Unclear{About: a}, &Forget{About: a},
	}
	return rapid.SampledFrom(facts).Draw(r, "fact")
}

// TestDeadlinesMoveOn lets only the clock speak: from every state it must come to an end, without falling due twice at
// the same thing and time.
func TestDeadlinesMoveOn(t *testing.T) {
	for _, s := range States[1:] {
		w := in(t, s)
		last := Next{}
		steps := 0
		for ; !w.h.State.Finished() && steps < 200; steps++ {
			if w.h.Next == last {
				t.Fatalf("from %s: %+v falls due again and again", s, last)
			}
			last = w.h.Next
			w.due()
		}
		t.Logf("from %-10s %3d deadlines, then %s on %s", s, steps, w.h.State, w.now.Format("2006-01-02"))
	}
}

// TestReplay decides the stored facts again and must come to the same state.
func TestReplay(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t)
		type step struct {
			kind Kind
			data []byte
			env  Env
		}
		var log []step
		keep := func(f Fact) {
			data, err := AppendJSON(nil, f)
			if err != nil {
				r.Fatal(err)
			}
			e := w.env()
			log = append(log, step{f.Kind(), data, e})
			d := Decide(w.h, f, e)
			w.h = d.Handoff
		}
		keep(fixtureBrief(w.now))
		for range rapid.IntRange(1, 25).Draw(r, "length") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 300).Draw(r, "minutes")) * time.Minute)
			keep(drawFact(r, w))
		}
		var h Handoff
		for _, s := range log {
			f, err := DecodeFact(s.kind, s.data)
			if err != nil {
				r.Fatal(err)
			}
			h = Decide(h, f, s.env).Handoff
		}
		if a, b := snapshot(h), snapshot(w.h); a != b {
			r.Fatalf("replay differs:\n%s\n%s", a, b)
		}
	})
}
