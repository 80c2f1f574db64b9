package handoff

import (
	"slices"
	"testing"
	"time"
)

// silent has the open window of the rep close in silence.
func silent(w *world) {
	for n := w.h.number(); w.h.State == Offered && w.h.number() == n; {
		w.due()
	}
}

func (h *Handoff) number() int { return len(h.Assignments) }

// Silence is claimed first: it costs nothing before the rep could say why.
func TestSilenceIsFirstClaimed(t *testing.T) {
	w := in(t, Offered)
	silent(w)
	c := w.h.Assignments[0].Claim
	if !c.waits() || c.InARow || w.load["rita"].Turns != 1 {
		t.Fatalf("the claim is %+v, rita has %d turns", c, w.load["rita"].Turns)
	}
	// the window closed on Monday 17:00 in London: Tuesday and Wednesday are left
	if want := time.Date(2026, 11, 25, 17, 0, 0, 0, Location("Europe/London")); !c.Until.Equal(want) {
		t.Errorf("rita can say why until %s, want %s", c.Until, want)
	}
	if w.got(PurposeNotice, "rita") == 0 {
		t.Error("rita does not hear of the claim")
	}
	w.claims()
	if w.load["rita"].Turns != 2 || w.load["rita"].Silent != 1 || c.Recorded.Equal(w.h.Assignments[0].Claim.Recorded) {
		t.Errorf("unanswered, it is not recorded: %+v", w.load["rita"])
	}
	w.say(&NotMyFault{About: by("rita", w.now.Add(time.Hour)), Note: "the network was down"})
	if w.reason.Code != "claim-recorded" {
		t.Errorf("too late is answered with %s", w.reason)
	}
}

// A silence is recorded when the time to say why was over, also where that was decided only days later: the ledger, the
// turn and the history name one moment.
func TestSilenceIsRecordedWhenItsTimeWasOver(t *testing.T) {
	w := in(t, Offered)
	silent(w)
	until := w.h.Assignments[0].Claim.Until
	w.now = until.Add(60 * time.Hour)
	d := w.say(&Deadline{About: About{At: until, Via: "clock"}, What: DueClaim, Due: until})
	if len(d.Ledger) != 1 || d.Ledger[0].Kind != EntrySilence || !d.Ledger[0].At.Equal(until) ||
		!w.h.Assignments[0].Claim.Recorded.Equal(until) {
		t.Errorf("the ledger has %+v, the turn %+v, want both at %s", d.Ledger, w.h.Assignments[0].Claim, until)
	}
}

// A window with little working time in it costs nothing, whatever the wall clock says.
func TestSilenceInAShortWindowCostsNothing(t *testing.T) {
	for _, row := range []struct {
		window time.Duration
		wall   bool
		want   bool
	}{
		{3 * time.Hour, false, false}, {4 * time.Hour, false, true}, {8 * time.Hour, false, true},
		{5 * time.Hour, true, true}, {2 * time.Hour, true, false},
	} {
		w := newWorld(t)
		w.c.Teams[0].Policy.Window, w.c.Teams[0].Policy.Wall = row.window, row.wall
		w.say(fixtureBrief(w.now))
		silent(w)
		if got := w.h.Assignments[0].Claim != nil; got != row.want {
			t.Errorf("a window of %v (wall %v): claimed %v, want %v", row.window, row.wall, got, row.want)
		}
	}
}

// Until the manager has decided about what the rep says, nothing counts; then it does, or never will.
func TestNotMyFault(t *testing.T) {
	said := func() *world {
		w := in(t, Offered)
		silent(w)
		w.after(time.Minute).say(&NotMyFault{About: by("rita", w.now), Note: "the network was down"})
		if w.got(PurposeQuestion, "mara") != 1 || w.reason.Code != "not-my-fault" {
			t.Fatalf("%s; sent %s", w.reason, actionsText(w.sent))
		}
		if _, what, _ := Wakes(&w.h); what == DueClaim {
			t.Fatal("it is recorded although the rep has said why")
		}
		return w
	}
	drop := said()
	drop.say(&RuleSilence{About: by("mara", drop.now)})
	count := said()
	count.say(&RuleSilence{About: by("mara", count.now), Count: true})
	for name, x := range map[string]struct {
		w    *world
		want int
	}{"dropped": {drop, 1}, "counted": {count, 2}} {
		if got := x.w.load["rita"].Turns; got != x.want {
			t.Errorf("%s: rita has %d turns, want %d", name, got, x.want)
		}
		if x.w.h.Assignments[0].Claim.Open() {
			t.Errorf("%s: the claim is still open", name)
		}
		x.w.say(&NotMyFault{About: by("rita", x.w.now), Note: "again"})
		if got := x.w.load["rita"].Turns; got != x.want || x.w.reason.Code == "not-my-fault" {
			t.Errorf("%s: said again, %s", name, x.w.reason)
		}
	}
	own := said()
	own.c.Teams[0].Managers = append([]PersonID{"rita"}, own.c.Teams[0].Managers...)
	if own.say(&RuleSilence{About: by("rita", own.now)}); own.reason.Code != "claim-own" {
		t.Errorf("a manager decides about their own silence: %s", own.reason)
	}
}

// A lead that is finished meanwhile changes nothing about the claim.
func TestAClaimOutlivesTheLead(t *testing.T) {
	w := in(t, Offered)
	silent(w)
	w.say(&Cancel{About: by("quinn", w.now)})
	w.say(&Cancel{About: by("quinn", w.now)})
	if !w.h.State.Finished() {
		t.Fatalf("the lead is %s", w.h.State)
	}
	w.claims()
	if w.load["rita"].Cost != 1 {
		t.Errorf("silence is forgotten with the lead: %+v", w.load["rita"])
	}
}

// Three recorded silences in a row: leads go to others, and only a manager ends that.
func TestThreeSilencesInARow(t *testing.T) {
	load := map[PersonID]Load{}
	c := pool(3)
	rep, asked := c.Teams[0].Reps[0], 0
	now := monday
	lead := func(to PersonID) *world {
		w := newWorld(t)
		w.c, w.load, w.now = c, load, now
		w.say(fixtureBrief(now))
		if to != "" && w.h.Rep() != to {
			w.say(&NameRep{About: by("quinn", now), Rep: to})
		}
		return w
	}
	for range silentMost {
		w := lead(rep)
		silent(w)
		w.claims()
		asked += slices.Index(w.questions("mara"), silentStep) + 1
	}
	if load[rep].Silent != silentMost || asked == 0 {
		t.Fatalf("after %d silences: %+v, asked %d", silentMost, load[rep], asked)
	}
	for range 6 {
		if w := lead(""); w.h.Rep() == rep {
			t.Fatal("the next lead goes to a rep who is silent")
		}
	}
	w := lead("")
	w.say(&Rotation{About: by("mara", now), What: RotateTalk, Rep: rep})
	if load[rep].Silent < silentMost {
		t.Error("`talk` brings the rep back")
	}
	w.say(&Rotation{About: by("quinn", now), What: RotateBack, Rep: rep})
	if load[rep].Silent < silentMost {
		t.Error("a qualifier brings the rep back")
	}
	w.say(&Rotation{About: by("mara", now), What: RotateBack, Rep: rep})
	got := 0
	for range 6 {
		if w := lead(""); w.h.Rep() == rep {
			got++
		}
	}
	if load[rep].Silent != 0 || got == 0 {
		t.Errorf("after `back`: %+v, %d of 6 leads", load[rep], got)
	}
}

// questions are the steps of the questions that somebody got.
func (w *world) questions(id PersonID) []Code {
	var out []Code
	for _, a := range w.sent {
		if a.Purpose == PurposeQuestion && a.To.Person == id {
			out = append(out, a.Step)
		}
	}
	return out
}

// Silence is no way to get less work: it costs nothing to whoever has had too little already.
func TestSilenceNeverTakesMoreThanAQuarter(t *testing.T) {
	c, load, now := pool(4), map[PersonID]Load{}, monday
	lazy, got := c.Teams[0].Reps[0], 0
	for n := range 80 {
		now = now.Add(time.Minute)
		rep, _ := routed(c, load, Lookups{}, nil)
		e := Entry{Person: rep, Kind: EntryTurn, Turns: 1, At: now}
		load[rep] = load[rep].With(e)
		if rep == lazy {
			got++
			load[rep] = load[rep].With(Entry{Person: rep, Kind: EntrySilence, Turns: 1, At: now})
			load[rep] = load[rep].With(Entry{Person: rep, Kind: EntryResumed, At: now})
		}
		if fair := float64(n+1) / 4; n > 15 && float64(got) < fair*0.75-1.5 {
			t.Fatalf("of %d leads the one who stays silent has %d", n+1, got)
		}
	}
	if got >= 20 {
		t.Errorf("silence costs nothing: %d of 80", got)
	}
}
