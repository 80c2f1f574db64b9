package handoff

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// said is what the last mail to somebody said.
type said struct {
	rep   PersonID  // who meets the prospect
	start time.Time // of the meeting; zero: there is none
	mine  bool      // to a rep: the lead is yours; to the prospect: you are met
	place string    // where they meet; empty: not a word of it
}

// queued is a mail on its way.
type queued struct {
	Action
	from time.Time // not before
}

// truth is a world in which mails take their time, and what each person was last told is known.
type truth struct {
	*world
	queue []queued
	told  map[string]said
	lost  map[string]bool  // mail is known not to reach them
	acts  map[string]State // the last mail says that the lead waits for their decision, in this state
	life  []string         // what happened, for whoever has to understand it
}

// TestWhatPeopleWereToldIsSo lives random lives and holds after each fact: what each person was last told about owner,
// time, place and their own part is what the record says, or a mail that says so is on its way, or is known not to
// reach them.
func TestWhatPeopleWereToldIsSo(t *testing.T) {
	play := func(r *rapid.T) {
		w := &truth{world: newWorld(t), told: map[string]said{}, lost: map[string]bool{}, acts: map[string]State{}}
		w.hold = true
		if rapid.IntRange(0, 4).Draw(r, "hosted") == 0 {
			w.c.Events, w.c.Conference = EventsHosted, rapid.Bool().Draw(r, "conference")
		}
		drawLinks(r, w.world)
		brief := fixtureBrief(w.now)
		brief.Place = rapid.SampledFrom([]string{"", "", "room 1"}).Draw(r, "place")
		if rapid.IntRange(0, 3).Draw(r, "cc") == 0 {
			brief.Origin, brief.InThread = OriginCC, []string{"rita@acme.example"}
		}
		w.decide(brief)
		w.check(r, brief)
		if rapid.IntRange(0, 2).Draw(r, "invited") > 0 {
			w.deliver()
			w.now = w.now.Add(2 * introLead)
			w.deliver()
		}
		for range rapid.IntRange(5, 30).Draw(r, "length") {
			if rapid.IntRange(0, 2).Draw(r, "mail goes out") > 0 {
				w.deliver()
			}
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 240).Draw(r, "minutes")) * time.Minute)
			f := drawFact(r, w.world)
			if rapid.IntRange(0, 3).Draw(r, "change") == 0 {
				f = drawChange(r, w.world)
			}
			if _, ok := f.(*Deadline); ok && rapid.Bool().Draw(r, "time goes by") {
				w.deliver()
				w.now = later(w.now, w.h.Next.At)
			}
			if w.knowsNothing(f.about().By.Person) {
				continue
			}
			switch f.(type) {
			case *Sent, *Failed, *Forget, *Briefed: // mails go out as they do, once
				continue
			}
			w.decide(f)
			w.check(r, f)
		}
	}
	// Lives that are found once are lived again by everybody; -rapid.seed lives others.
	seed := flag.Lookup("rapid.seed")
	if seed.Value.String() != seed.DefValue {
		rapid.Check(t, play)
		return
	}
	for n := range 20 {
		if err := flag.Set("rapid.seed", strconv.Itoa(n+1)); err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, play)
	}
	if err := flag.Set("rapid.seed", seed.DefValue); err != nil {
		t.Fatal(err)
	}
}

// knowsNothing says whether the person is a rep whom no mail about the lead has reached, so that there is nothing to
// answer.
func (w *truth) knowsNothing(id PersonID) bool {
	_, told := w.told[string(id)]
	return !told && slices.Contains(w.c.Teams[0].Reps, id)
}

// drawLinks leaves somebody without a place of their own.
func drawLinks(r *rapid.T, w *world) {
	if id := rapid.SampledFrom([]PersonID{"", "", "mara", "ben"}).Draw(r, "without a link"); id != "" {
		setLink(w, id, "")
	}
}

// setLink has the person meet people elsewhere.
func setLink(w *world, id PersonID, link string) {
	p := w.c.People[id]
	p.Link = link
	w.c.People[id] = p
}

// drawChange is a change of rep, time or place by somebody who may make it.
func drawChange(r *rapid.T, w *world) Fact {
	a := by(rapid.SampledFrom([]PersonID{"quinn", "mara"}).Draw(r, "changes"), w.now)
	rep := rapid.SampledFrom([]PersonID{"rita", "ben", "yuki"}).Draw(r, "to")
	later := w.now.Add(time.Duration(rapid.IntRange(24, 200).Draw(r, "in hours")) * time.Hour)
	room := rapid.SampledFrom([]string{"room 1", "room 2"}).Draw(r, "room")
	link := rapid.SampledFrom([]string{"", "https://meet.acme.example/new"}).Draw(r, "link")
	f := rapid.SampledFrom([]Fact{&Move{About: a, Start: later}, &NameRep{About: a, Rep: rep}, &Assign{About: a, Rep: rep},
		&RosterChanged{About: About{At: w.now}, Person: rep, Changes: []RosterChange{{What: RosterLink,
			Was: w.c.People[rep].Link, Now: link}}},
		&Take{About: a}, &Take{About: a, Place: room}, &Cancel{About: a}, &Amended{About: a, Place: room},
		&Amended{About: a, Place: room},
		&Amended{About: a, Place: room, Start: later}, &Amended{About: a, Place: room,
			Start: w.now.Add(-time.Hour)}}).Draw(r, "change is")
	if c, ok := f.(*RosterChanged); ok {
		setLink(w, c.Person, c.Changes[0].Now)
	}
	return f
}

// decide has a fact decided; who does something knows what comes of it.
func (w *truth) decide(f Fact) {
	before := w.h.Current()
	d := w.say(f)
	w.life = append(w.life, fmt.Sprintf("%s %s by %s: %s with %s at %s (%s): %s", w.now.Format("2 15:04"), f.Kind(),
		f.about().By.Person,
		w.h.State, w.h.Rep(), w.h.Start.Format("2 15:04"), w.reason, actionsText(d.Actions)))
	for _, a := range d.Actions {
		w.queue = append(w.queue, queued{a, w.now.Add(a.Delay)})
	}
	if cur := w.h.Current(); before != nil && before.Rep == f.about().By.Person && (cur == nil || cur.Rep != before.Rep) {
		if _, automatic := f.(*OutOfOffice); !automatic {
			w.told[string(before.Rep)] = said{rep: w.h.Rep(), start: w.h.Start, place: w.place()}
		}
	}
	if cur := w.h.Current(); before == nil && cur != nil && cur.Rep == f.about().By.Person {
		w.told[string(cur.Rep)] = said{cur.Rep, w.h.Start, true, w.place()}
	}
	for who, in := range w.acts {
		if !w.waits(in) { // also if it waits for the same once more
			w.acts[who] = New
		}
	}
	if _, automatic := f.(*OutOfOffice); !automatic {
		w.knows(string(f.about().By.Person))
	}
	if b, ok := f.(*Bounced); ok && b.Person != "" {
		w.lost[string(b.Person)] = true
	}
}

// deliver sends what may go and is still wanted, in order.
func (w *truth) deliver() {
	for i := 0; i < len(w.queue); i++ {
		q := w.queue[i]
		if q.from.After(w.now) {
			continue
		}
		w.queue = append(w.queue[:i:i], w.queue[i+1:]...)
		i--
		if ok, _ := Wanted(w.h, q.Action, w.now); !ok {
			continue
		}
		via := viaMail
		if w.c.Events == EventsHosted && q.Purpose.Channel() == ChannelCalendar {
			via = "server"
		}
		if w.asks(q.Action) {
			w.acts[q.To.String()] = w.h.State
		} else {
			w.knows(q.To.String())
		}
		if s, tells := w.says(q.Action); tells {
			if s.place == "" {
				s.place = w.told[q.To.String()].place
			}
			w.told[q.To.String()] = s
			w.life = append(w.life, fmt.Sprintf("\t%s %s → %s", q.Purpose, q.Step, q.To))
		}
		if !Noted(q.Action) {
			continue
		}
		w.h = Decide(w.h, &Sent{About: About{At: w.now, Via: via}, Key: q.Key(), Purpose: q.Purpose, To: q.To, UID: q.UID,
			Turn: q.Assignment},
			w.env()).Handoff
	}
}

// says is what a mail says if it is written now; false if it says nothing of the meeting.
func (w *truth) says(a Action) (said, bool) {
	s := said{rep: w.h.Rep(), start: w.h.Start, mine: a.To.Person == "" ||
		w.h.Current() != nil && a.To.Person == w.h.Rep(),
		place: w.place()}
	if slices.Contains(AskedAtOnce(&w.h), a.To.Person) { // it is theirs, if they are the first
		s.rep, s.mine = a.To.Person, true
	}
	if a.To.Person == "" && Unnamed(&w.h, w.c.Events == EventsHosted) {
		s.rep, s.place = "", w.h.Place
	}
	// nobody knows yet whose link it will be
	if a.To.Person != "" && a.Purpose.Channel() != ChannelCalendar && w.h.Current() == nil && a.Step != placeStep {
		s.place = w.h.Place
	}
	switch a.Purpose {
	case PurposeCopy, PurposeBlock, PurposeRelay, PurposeConfirm:
		return said{}, false
	case PurposeProposal:
		if a.Step == offStep {
			return said{rep: s.rep}, true
		}
		return s, a.Step == stays
	case PurposeCancel:
		server := w.c.Events == EventsHosted && a.To.Person != "" // says that the event is gone, not who has the lead
		if a.Step != "withdrawn" {
			return said{rep: s.rep}, true
		}
		s.mine = false
		return s, !server
	}
	return s, true
}

// check holds the rule.
func (w *truth) check(r *rapid.T, f Fact) {
	h := w.h
	w.checkManager(r, f)
	if h.Own != nil && h.Own.Watched {
		return // the meeting stands by an event that others tell of
	}
	open := (h.State == Offered || h.State == Accepted) && w.now.Before(h.Start)
	for who, s := range w.told {
		var want string
		if strings.Contains(who, "@") && w.unnamed() { // they hear of the rep who accepts
			s.rep, s.place = h.Rep(), w.place()
		}
		switch {
		case slices.Contains(AskedAtOnce(&h), PersonID(who)):
		case h.State == Returned && s.mine && w.now.Before(h.Start) && h.Return.Code != "cancelled" && w.isRep(who):
			want = "back with the qualifier"
		case h.State == Escalated && h.stands() && w.now.Before(h.Start) && w.holds(who):
			s.rep, s.mine = h.Rep(), true // may change yet
			want = w.unlike(s, said{h.Rep(), h.Start, true, w.place()})
		case !open:
		case strings.Contains(who, "@"):
			want = w.unlike(s, said{h.Rep(), h.Start, true, w.place()})
		case who == string(h.Rep()):
			want = w.unlike(s, said{h.Rep(), h.Start, true, w.place()})
		case who == string(h.Qualifier):
			s.mine = false
			if len(AskedAtOnce(&h)) > 0 { // they heard of all who are asked
				s.rep, s.place = h.Rep(), w.place()
			}
			want = w.unlike(s, said{h.Rep(), h.Start, false, w.place()})
		case s.mine:
			want = "still theirs"
		}
		told := w.c.Events == EventsHosted // by the server, in words of its own
		if h.State == Closed && s.mine && w.now.Before(s.start) && w.invited(who) && !told {
			want = "still to be held"
		}
		if want != "" && !w.coming(who) && !w.unreachable(who) {
			r.Fatalf("after %s in %s at %s, %s was last told %+v (%s), and the record says %s at %s\n%s", f.Kind(), h.State,
				w.now, who, s,
				want, h.Rep(), h.Start, strings.Join(w.life, "\n"))
		}
	}
}

// unnamed says whether the prospect is told nothing of the present rep, nor of where that rep meets people.
func (w *truth) unnamed() bool {
	hosted := w.c.Events == EventsHosted
	last := w.h.Last()
	ended := w.h.State == Escalated && (!hosted && w.h.keptBack() || last != nil && last.Hurry)
	return Unnamed(&w.h, hosted) || ended
}

// isRep says whether the person has or had the lead as a rep, and nothing else.
func (w *truth) isRep(who string) bool {
	return who != string(w.h.Qualifier) && slices.ContainsFunc(w.h.Assignments,
		func(a Assignment) bool { return string(a.Rep) == who })
}

// holds says whether the prospect has the event of a meeting for which a rep is looked for.
func (w *truth) holds(who string) bool {
	return slices.ContainsFunc(w.h.Guests, func(g Guest) bool {
		return g.Person == "" && g.Live &&
			g.recipient().String() == who
	})
}

// invited says whether the person holds an event of ours, or waits for it after the introduction.
func (w *truth) invited(who string) bool {
	for _, g := range w.h.Guests {
		if g.Told && g.recipient().String() == who {
			return true
		}
	}
	c := w.h.contact(who)
	return c != nil && c.Met > 0 && w.h.Origin != OriginCC
}

// unlike names what differs.
func (w *truth) unlike(s, want said) string {
	switch {
	case s.rep != want.rep:
		return fmt.Sprintf("the rep is %s", want.rep)
	case !s.start.Equal(want.start):
		return "another time"
	case s.mine != want.mine:
		return "another part"
	case s.place != want.place:
		return "another place: " + want.place
	}
	return ""
}

// place is where the meeting is, as mails tell it.
func (w *truth) place() string {
	if at := w.h.Where(w.c); at != "" && (at != w.h.Link || !w.c.Conference) {
		return at
	}
	return "in the event" // or nobody knows one
}

// coming says whether a mail is on its way that tells the person how it stands.
func (w *truth) coming(who string) bool {
	for _, q := range w.queue {
		if q.To.String() != who {
			continue
		}
		_, tells := w.says(q.Action)
		if ok, _ := Wanted(w.h, q.Action, w.now); ok && tells {
			return true
		}
	}
	return false
}

// unreachable says whether mail is known not to reach the person.
func (w *truth) unreachable(who string) bool {
	for _, c := range w.h.Prospects {
		if c.Stopped && SameAddress(c.Address, who) {
			return true
		}
	}
	colleague := !strings.Contains(who, "@") // Config.Person takes whom it does not know for gone
	return w.lost[who] || colleague && w.c.Person(PersonID(who)).Gone
}
