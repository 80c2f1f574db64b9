package handoff

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/calendar"
)

// inHurry is a lead for Wednesday 11:00 that comes in so late that an hour and a half is left, with rita, ben and yuki
// at work in Berlin.
func inHurry(t testing.TB, change func(*world)) *world {
	w := newWorld(t)
	inBerlinAll(w)
	p := &w.c.Teams[0].Policy
	p.Lead, p.Hurry = 2*time.Hour, 2*time.Hour
	w.now = inBerlin(11, 25, 11, 30)
	if change != nil {
		change(w)
	}
	w.say(fixtureBrief(w.now))
	return w
}

// inBerlinAll has all reps work there.
func inBerlinAll(w *world) {
	for _, id := range []PersonID{"rita", "ben", "yuki"} {
		p := w.c.People[id]
		p.Zone = "Europe/Berlin"
		w.c.People[id] = p
	}
}

// to lists who got what, in order.
func to(sent []Action, p Purpose) []string {
	var out []string
	for _, a := range sent {
		if a.Purpose == p {
			out = append(out, string(a.To.Person)+a.To.Address)
		}
	}
	return out
}

func TestHurryAsksAllWhoAreAtWork(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*world)
		want   []PersonID
	}{
		{"little time left", nil, []PersonID{"rita", "ben", "yuki"}},
		{"before work, little time left after its start", func(w *world) {
			w.now, w.c.Teams[0].Policy.Lead = inBerlin(11, 25, 7, 0), 4*time.Hour+30*time.Minute
		}, []PersonID{"rita", "ben", "yuki"}},
		{"enough time left", func(w *world) { w.now = inBerlin(11, 25, 10, 0) }, nil},
		{"hurry is off", func(w *world) { w.c.Teams[0].Policy.Hurry = 0 }, nil},
		{"one is not at work", func(w *world) {
			p := w.c.People["ben"]
			p.Zone = "America/New_York"
			w.c.People["ben"] = p
		}, []PersonID{"rita", "yuki"}},
		{"one is away", func(w *world) {
			w.look.Away = map[PersonID][]calendar.Span{"yuki": {{Start: w.now.Add(-time.Hour), End: w.now.AddDate(0, 0, 3)}}}
		}, []PersonID{"rita", "ben"}},
		{"a pairing leaves one", func(w *world) {
			w.c.Teams[0].Pairs = []Pair{{Qualifier: "quinn", Reps: []PersonID{"ben"}}}
		}, nil},
	} {
		w := inHurry(t, c.change)
		if got := AskedAtOnce(&w.h); !slices.Equal(got, c.want) {
			t.Errorf("%s: asked %v, want %v (%s)", c.name, got, c.want, w.reason)
		}
		outside := len(to(w.sent, PurposeIntro)) + len(slices.DeleteFunc(to(w.sent, PurposeInvite),
			func(s string) bool { return s != "pat@globex.example" }))
		if hurry := len(c.want) > 0; hurry != (outside == 0) {
			t.Errorf("%s: %d introductions and invitations of the prospect", c.name, outside)
		}
		if len(c.want) > 0 && w.h.Next.Owner != "mara" {
			t.Errorf("%s: owned by %s", c.name, w.h.Next.Owner)
		}
	}
	w := inHurry(t, func(w *world) { w.hold = true })
	uids := map[string]bool{w.h.UID: true}
	for _, u := range w.h.Events().UIDs()[1:] {
		if uids[u.UID] || u.Person == "" {
			t.Errorf("the event %s of %s is somebody else's too", u.UID, u.Person)
		}
		uids[u.UID] = true
	}
}

func TestHurryFirstAcceptanceHasIt(t *testing.T) {
	t.Parallel()
	w := inHurry(t, nil)
	w.sent = nil
	w.after(5*time.Minute).answered("ben", calendar.Accepted)
	if w.h.State != Accepted || w.h.Rep() != "ben" || w.h.Current().Owes.IsZero() {
		t.Fatalf("%s with %s: %s", w.h.State, w.h.Rep(), w.reason)
	}
	if got := to(w.sent, PurposeCancel); !slices.Equal(got, []string{"rita", "yuki"}) {
		t.Errorf("withdrawn from %v", got)
	}
	if got := to(w.sent, PurposeInvite); !slices.Equal(got, []string{"pat@globex.example"}) {
		t.Errorf("invited: %v", got)
	}
	if got := to(w.sent, PurposeIntro); !slices.Equal(got, []string{"ben", "pat@globex.example"}) {
		t.Errorf("introduced: %v", got)
	}
	if w.load["ben"].Turns != 1 || w.load["rita"].Turns != 0 || w.load["yuki"].Turns != 0 {
		t.Errorf("turns: %v", w.load)
	}
	w.sent = nil
	w.after(time.Minute).answered("rita", calendar.Accepted)
	if len(w.sent) != 0 {
		t.Errorf("the withdrawal has said who has it, and yet: %v", actionsText(w.sent))
	}
	w.after(time.Minute).say(&Accept{About: by("rita", w.now)}) // they write: one answer
	if w.h.Rep() != "ben" || len(w.sent) != 1 || w.sent[0].Step != lateStep || w.sent[0].To.Person != "rita" {
		t.Errorf("with %s, told %v", w.h.Rep(), actionsText(w.sent))
	}
}

func TestHurryGoesOnWithoutWhoCannot(t *testing.T) {
	t.Parallel()
	w := inHurry(t, nil)
	w.sent = nil
	w.after(time.Minute).answered("rita", calendar.Declined)
	if got := AskedAtOnce(&w.h); w.h.State != Offered || len(got) != 2 || slices.Contains(got, "rita") {
		t.Fatalf("%s, asked %v: %s", w.h.State, got, w.reason)
	}
	w.answered("ben", calendar.Tentative)
	w.say(&Replied{About: by("yuki", w.now), Reach: ReachOnlyHere})
	if len(AskedAtOnce(&w.h)) != 2 || w.h.State != Offered {
		t.Fatalf("%s, asked %v", w.h.State, AskedAtOnce(&w.h))
	}
	w.say(&Accept{About: by("yuki", w.now)})
	if w.h.State != Accepted || w.h.Rep() != "yuki" {
		t.Fatalf("%s with %s: %s", w.h.State, w.h.Rep(), w.reason)
	}

	w = inHurry(t, nil)
	for _, id := range []PersonID{"yuki", "rita", "ben"} {
		w.after(time.Minute).say(&Decline{About: by(id, w.now)})
	}
	if w.h.State != Escalated {
		t.Errorf("all declined: %s: %s", w.h.State, w.reason)
	}

	w = inHurry(t, nil)
	for w.h.State == Offered {
		w.due()
	}
	if w.h.State != Escalated || w.load["rita"].Turns+w.load["ben"].Turns+w.load["yuki"].Turns != 0 {
		t.Fatalf("nobody: %s, %v: %s", w.h.State, w.load, w.reason)
	}
	w.sent = nil
	w.after(time.Minute).answered("ben", calendar.Accepted)
	if w.h.State != Accepted || w.h.Rep() != "ben" {
		t.Errorf("late, and nobody has it: %s with %s: %s", w.h.State, w.h.Rep(), w.reason)
	}
	if got := to(w.sent, PurposeCancel); len(got) != 2 {
		t.Errorf("withdrawn from %v", got)
	}
}

// TestHurryOneHasIt plays random answers against a hurry round: once it is over exactly one rep has the lead or nobody,
// only that one holds an event and has the turn, the prospect has heard of nobody else, and the others are told.
func TestHurryOneHasIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		w := inHurry(t, func(w *world) {
			w.hold = rapid.Bool().Draw(r, "mail waits")
			if rapid.Bool().Draw(r, "hosted") {
				w.c.Events = EventsHosted
			}
		})
		reps := []PersonID{"rita", "ben", "yuki"}
		first := PersonID("")
		no := map[PersonID]bool{}
		for range rapid.IntRange(1, 12).Draw(r, "facts") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 9).Draw(r, "minutes")) * time.Minute)
			id, was := rapid.SampledFrom(reps).Draw(r, "rep"), w.h.State
			g := slices.IndexFunc(w.h.Guests, func(g Guest) bool { return g.Person == id })
			answer := &Answered{About: by(id, w.now), Attendee: string(id) + "@acme.example", UID: w.h.Guests[g].UID,
				PartStat: calendar.Accepted, Sequence: w.h.Sequence}
			var f Fact
			switch rapid.SampledFrom([]string{"yes", "yes in words", "no", "maybe", "words", "away", "status"}).Draw(r, "says") {
			case "yes":
				f = answer
			case "yes in words":
				f = &Accept{About: by(id, w.now)}
			case "no":
				f, no[id] = &Decline{About: by(id, w.now)}, true
			case "maybe":
				answer.PartStat = calendar.Tentative
				f, no[id] = answer, no[id] || first == id
			case "words":
				f = &Replied{About: by(id, w.now), Reach: ReachOnlyHere}
			case "away":
				f, no[id] = &OutOfOffice{About: by(id, w.now), Until: meeting.AddDate(0, 0, 2)}, true
			default:
				f = &Status{About: by(id, w.now)}
			}
			asked := AskedAtOnce(&w.h)
			w.say(f)
			_, words := f.(*Accept)
			if yes := words || f == Fact(answer) && answer.PartStat == calendar.Accepted; yes && was == Offered {
				if !slices.Contains(asked, id) {
					continue
				}
				if first = id; w.h.State != Accepted || w.h.Rep() != id {
					r.Fatalf("%s said yes first: %s with %s: %s", id, w.h.State, w.h.Rep(), w.reason)
				}
			}
			if first != "" && !no[first] && (w.h.Rep() != first || w.h.State != Accepted) {
				r.Fatalf("%s had it, now %s with %s: %s", first, w.h.State, w.h.Rep(), w.reason)
			}
			open := 0
			for _, a := range slices.Concat(w.h.Assignments, w.h.Beside) {
				if a.Ended.IsZero() {
					open++
				}
			}
			if w.h.State == Accepted && open != 1 || w.h.State == Offered && open != max(len(AskedAtOnce(&w.h)), 1) {
				r.Fatalf("%d turns are open in %s: %s", open, w.h.State, w.reason)
			}
			for _, g := range w.h.Guests {
				if w.h.State == Accepted && g.Live && g.Person != "" && g.Person != w.h.Rep() {
					r.Fatalf("%s holds the event, %s has the lead", g.Person, w.h.Rep())
				}
				if len(AskedAtOnce(&w.h)) > 0 && g.Person == "" && g.Live {
					r.Fatalf("%s is invited before anybody has accepted", g.Address)
				}
			}
		}
	})
}

// TestHurryRejected: a lead that one of them finds not qualified goes back, and nobody else is asked any more.
func TestHurryRejected(t *testing.T) {
	t.Parallel()
	w := inHurry(t, nil)
	w.sent = nil
	w.after(time.Minute).say(&Reject{About: by("ben", w.now), Criteria: []string{"budget"}})
	if w.h.State != Returned || w.h.Rep() != "ben" || w.h.Return.By != "ben" {
		t.Fatalf("%s with %s: %s", w.h.State, w.h.Rep(), w.reason)
	}
	if got := to(w.sent, PurposeCancel); !slices.Equal(got, []string{"rita", "yuki"}) {
		t.Errorf("withdrawn from %v", got)
	}
}

// TestWhoIsAskedAtOnceMovesNext: the manager answers for a round in which several are asked, and has nothing to answer.
func TestWhoIsAskedAtOnceMovesNext(t *testing.T) {
	w := inHurry(t, nil)
	m := NextMoveOf(&w.h, w.c, w.now)
	if got := append([]PersonID{m.Owner}, m.Also...); !slices.Equal(got, AskedAtOnce(&w.h)) || len(m.Also) == 0 ||
		m.Due != DueWindow {
		t.Errorf("next is %+v, asked are %v", m, AskedAtOnce(&w.h))
	}
}
