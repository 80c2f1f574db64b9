package handoff

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

// clashing is a world in which the three reps have calendars, and rita has something from 15:00 to 16:00 on the day of
// the meeting.
func clashing(t *testing.T) *world {
	w := newWorld(t)
	w.withCalendars("rita", "ben", "yuki")
	w.busyAt("rita", meeting, meeting.Add(time.Hour), "k1")
	return w
}

func (w *world) mustBe(s State, code Code) {
	w.t.Helper()
	if w.h.State != s || w.reason.Code != code {
		w.t.Fatalf("%s, %s: %s; want %s, %s", w.h.State, w.reason.Code, w.reason, s, code)
	}
}

func (w *world) sentTo(p Purpose, step Code, to string) bool {
	return slices.ContainsFunc(w.sent, func(a Action) bool {
		return a.Purpose == p && a.Step == step &&
			a.To.String() == to
	})
}

func TestABusyRepIsAskedAboutFirst(t *testing.T) {
	w := clashing(t)
	w.say(fixtureBrief(w.now))
	w.mustBe(Draft, "clash")
	c := w.h.Clash
	if c == nil || c.Rep != "rita" || len(c.With) != 1 || c.With[0].Kind != ObstacleBusy || c.Asked != RoleQualifier {
		t.Fatalf("%+v", c)
	}
	if diff := cmp.Diff([]PersonID{"ben", "yuki"}, c.Free); diff != "" {
		t.Error("free:", diff)
	}
	if len(c.Slots) != 5 {
		t.Fatalf("slots: %v", c.Slots)
	}
	for _, s := range c.Slots {
		if local := s.Start.In(Location("Europe/London")); local.Hour() < 9 || local.Hour() >= 17 ||
			s.Overlaps(calendar.Span{Start: meeting.Add(-15 * time.Minute), End: meeting.Add(time.Hour)}) {
			t.Errorf("slot %s", local)
		}
	}
	if w.sentTo(PurposeIntro, "", "rita") || w.sentTo(PurposeInvite, "", "rita") {
		t.Error("somebody was asked before the clash is settled")
	}
	w.after(time.Hour).say(&Move{About: by("quinn", w.now), Start: c.Slots[2].Start, End: c.Slots[2].End})
	w.mustBe(Offered, "complete")
	if w.h.Rep() != "rita" || !w.h.Start.Equal(c.Slots[2].Start) || w.h.Clash != nil {
		t.Errorf("rep %s at %s, clash %+v", w.h.Rep(), w.h.Start, w.h.Clash)
	}
}

func TestAClashIsSettledByAName(t *testing.T) {
	w := clashing(t)
	w.say(fixtureBrief(w.now))
	w.after(time.Hour).say(&NameRep{About: by("quinn", w.now), Rep: "ben"})
	w.mustBe(Offered, "complete")
	if w.h.Rep() != "ben" || !w.h.Start.Equal(meeting) {
		t.Errorf("%s at %s", w.h.Rep(), w.h.Start)
	}
}

func TestAClashIsKeptAllTheSame(t *testing.T) {
	w := clashing(t)
	w.say(fixtureBrief(w.now))
	w.after(time.Hour).say(&KeepTime{About: by("quinn", w.now)})
	w.mustBe(Offered, "complete")
	if w.h.Rep() != "rita" || w.h.Clash == nil || w.h.Clash.Asked != RoleRep {
		t.Errorf("%s, clash %+v: the rep is to see it in the brief", w.h.Rep(), w.h.Clash)
	}
	w.say(&CalendarChanged{About: About{At: w.now}, Person: "rita"})
	if w.sentTo(PurposeQuestion, "clash", "rita") {
		t.Error("the rep is asked about what the qualifier has settled")
	}
}

func TestOnConflict(t *testing.T) {
	for _, row := range []struct {
		on    OnConflict
		cc    bool
		all   bool // everybody is busy
		state State
		rep   PersonID
		noted bool
	}{
		{on: ConflictAsk, state: Draft}, {on: "", state: Draft}, {on: ConflictRoute, state: Offered, rep: "ben"},
		{on: ConflictSend, state: Offered, rep: "rita", noted: true},
		{on: ConflictRoute, cc: true, state: Draft}, {on: ConflictAsk, cc: true, state: Draft},
		{on: ConflictSend, cc: true, state: Offered, rep: "rita", noted: true},
		{on: ConflictRoute, all: true, state: Draft},
	} {
		w := clashing(t)
		w.c.Teams[0].Policy.OnConflict = row.on
		if row.all {
			w.busyAt("ben", meeting, meeting.Add(time.Hour), "k2")
			w.busyAt("yuki", meeting, meeting.Add(time.Hour), "k3")
		}
		b := fixtureBrief(w.now)
		if row.cc {
			b = ccd(b)
		}
		w.say(b)
		if w.h.State != row.state || w.h.Rep() != row.rep || (w.h.State == Offered && w.h.Clash != nil) != row.noted {
			t.Errorf("%+v: %s to %q, clash %+v (%s)", row, w.h.State, w.h.Rep(), w.h.Clash, w.reason)
		}
	}
}

// TestUnknownIsNeverFree offers to a rep whose calendar cannot be read only in his own turn and with a note; he is
// nobody's free rep and has no free slots.
func TestUnknownIsNeverFree(t *testing.T) {
	dark := Calendar{ReadAt: monday, Unknown: []Reason{{Text: "the source is dead"}}}
	w := newWorld(t)
	w.withCalendars("rita", "ben", "yuki")
	w.look.Busy["rita"] = dark
	w.say(fixtureBrief(w.now))
	w.mustBe(Offered, "complete")
	if a := w.h.Current(); a.Rep != "rita" || !a.Note.Same(unreadNote(Reason{Text: "the source is dead"})) {
		t.Errorf("%s with note %q", a.Rep, a.Note)
	}

	w = clashing(t)
	w.look.Busy["ben"] = dark
	w.say(fixtureBrief(w.now))
	if c := w.h.Clash; c == nil || slices.Contains(c.Free, "ben") || !slices.Contains(c.Unseen, "ben") {
		t.Errorf("%+v", c)
	}

	w = clashing(t)
	busy := w.look.Busy["rita"]
	busy.Unknown = []Reason{{Text: "one of two sources is dead"}}
	w.look.Busy["rita"] = busy
	w.say(fixtureBrief(w.now))
	if c := w.h.Clash; c == nil || len(c.Slots) > 0 || c.Blind.Empty() {
		t.Errorf("slots of a calendar that is half unknown: %+v", c)
	}

	for name, c := range map[string]Calendar{"unread": {}, "not read so far": {From: monday, To: meeting,
		ReadAt: monday}} {
		w = newWorld(t)
		w.withCalendars("rita")
		w.look.Busy["rita"] = c
		w.h = Handoff{ID: "HO-TEST01", Team: "sales", Start: meeting, End: meeting.Add(time.Hour), Zone: "Europe/Berlin"}
		turn := begin(w.h, &Status{}, w.env())
		if _, unknown := turn.obstacles("rita", meeting, meeting.Add(time.Hour)); unknown.Empty() {
			t.Errorf("%s: counts as free", name)
		}
	}
}

// TestReassignmentPrefersWhoIsKnownToBeFree: when the window closed, a rep of whom nothing is known comes after those
// who are free.
func TestReassignmentPrefersWhoIsKnownToBeFree(t *testing.T) {
	w := newWorld(t)
	w.withCalendars("rita", "ben", "yuki")
	w.look.Busy["ben"] = Calendar{ReadAt: monday, Unknown: []Reason{{Text: "the source is dead"}}}
	w.say(fixtureBrief(w.now))
	w.after(time.Hour).say(&Decline{About: by("rita", w.now)})
	if w.h.Rep() != "yuki" {
		t.Errorf("went to %s", w.h.Rep())
	}
}

// TestNeverInConflictWithItself: neither the event nor the block for it is in the way, also where a source shows busy
// time only.
func TestNeverInConflictWithItself(t *testing.T) {
	for name, taken := range map[string]Taken{
		"the event by its UID": {Span: calendar.Span{Start: meeting, End: meeting.Add(30 * time.Minute)},
			Key: EventKey("uid-1@handoffd")},
		"the block by its UID": {Span: calendar.Span{Start: meeting.Add(-15 * time.Minute), End: meeting},
			Key: EventKey("prep-uid-1@handoffd")},
		"busy time only": {Span: calendar.Span{Start: meeting, End: meeting.Add(30 * time.Minute)}},
		"busy time only, with block": {Span: calendar.Span{Start: meeting.Add(-15 * time.Minute),
			End: meeting.Add(30 * time.Minute)}},
	} {
		w := newWorld(t)
		w.withCalendars("rita")
		w.say(fixtureBrief(w.now))
		w.after(time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
		w.answered("rita", calendar.Accepted)
		c := w.look.Busy["rita"]
		c.Busy = []Taken{taken}
		w.look.Busy["rita"] = c
		w.after(time.Minute).say(&CalendarChanged{About: About{At: w.now}, Person: "rita"})
		if w.h.Clash != nil || w.sentTo(PurposeQuestion, "clash", "rita") {
			t.Errorf("%s: %+v", name, w.h.Clash)
		}
	}
	w := newWorld(t)
	w.withCalendars("rita")
	w.busyAt("rita", meeting.Add(-time.Hour), meeting.Add(time.Hour), "")
	w.say(fixtureBrief(w.now)) // she does not hold the event yet: all of it is something else
	w.mustBe(Draft, "clash")
}

// TestAfterAMoveTheOldTimeIsNotInTheWay: a source of busy time may show the old time for a while.
func TestAfterAMoveTheOldTimeIsNotInTheWay(t *testing.T) {
	w := newWorld(t)
	w.withCalendars("rita")
	w.say(fixtureBrief(w.now))
	w.after(time.Hour).say(&Move{About: by("quinn", w.now), Start: meeting.Add(30 * time.Minute)})
	w.busyAt("rita", meeting, meeting.Add(30*time.Minute), "")
	w.say(&CalendarChanged{About: About{At: w.now}, Person: "rita"})
	if w.h.Clash != nil {
		t.Errorf("the old time is in the way: %+v", w.h.Clash)
	}
	c := w.look.Busy["rita"]
	c.ReadAt = w.now.Add(time.Hour)
	w.look.Busy["rita"] = c
	w.after(time.Hour).say(&CalendarChanged{About: About{At: w.now}, Person: "rita"})
	if w.h.Clash == nil {
		t.Error("an hour later it is something else")
	}
}

func TestPreparationCounts(t *testing.T) {
	for _, row := range []struct {
		from, to time.Duration
		want     State
	}{
		{-time.Hour, -14 * time.Minute, Draft}, {-time.Hour, -15 * time.Minute, Offered},
		{30 * time.Minute, time.Hour, Draft}, {40 * time.Minute, time.Hour, Offered},
	} {
		w := newWorld(t)
		w.withCalendars("rita")
		w.c.Teams[0].Policy.Buffer = 10 * time.Minute
		w.busyAt("rita", meeting.Add(row.from), meeting.Add(row.to), "k1")
		if w.say(fixtureBrief(w.now)); w.h.State != row.want {
			t.Errorf("busy from %s to %s of the start: %s, want %s", row.from, row.to, w.h.State, row.want)
		}
	}
}

func TestPhantomsByPolicy(t *testing.T) {
	for policy, want := range map[Phantoms]State{PhantomsIgnore: Offered, "": Offered, PhantomsBlock: Draft} {
		w := newWorld(t)
		w.withCalendars("rita")
		w.c.Teams[0].Policy.Phantoms = policy
		c := w.look.Busy["rita"]
		c.Soft = []Taken{{Span: calendar.Span{Start: meeting, End: meeting.Add(time.Hour)}, Key: "k1",
			Cause: "cancelled, still there"}}
		w.look.Busy["rita"] = c
		if w.say(fixtureBrief(w.now)); w.h.State != want {
			t.Errorf("%q: %s, want %s", policy, w.h.State, want)
		}
	}
}

// TestALaterConflictGoesToTheRep once, with choices; what was said not to matter is not asked again, another event is.
func TestALaterConflictGoesToTheRep(t *testing.T) {
	for _, s := range []State{Offered, Accepted} {
		w := in(t, s)
		w.withCalendars("rita")
		changed := func() { w.say(&CalendarChanged{About: About{At: w.now}, Person: "rita"}) }
		asked := func() (n int) {
			for _, a := range w.sent {
				if a.Purpose == PurposeQuestion && a.Step == "clash" {
					n++
				}
			}
			return n
		}
		changed()
		w.busyAt("rita", meeting, meeting.Add(time.Hour), "k1")
		changed()
		changed()
		if asked() != 1 || w.h.Clash == nil || len(w.h.Clash.Slots) != 5 {
			t.Fatalf("%s: asked %d times, clash %+v", s, asked(), w.h.Clash)
		}
		w.say(&KeepTime{About: by("rita", w.now)})
		changed()
		if asked() != 1 || w.h.Clash != nil || w.h.State != s {
			t.Errorf("%s: asked %d times after `ignore that`", s, asked())
		}
		w.busyAt("rita", meeting.Add(-10*time.Minute), meeting, "k2")
		changed()
		if asked() != 2 {
			t.Errorf("%s: another event is in the way, asked %d times", s, asked())
		}
		w.look.Busy["rita"] = Calendar{From: monday, To: monday.AddDate(0, 1, 0), ReadAt: w.now}
		if changed(); w.h.Clash != nil {
			t.Errorf("%s: nothing is in the way any more: %+v", s, w.h.Clash)
		}
	}
}

// TestTheCalendarIsLookedIntoBeforeTheMeeting of a rep who accepted and has one.
func TestTheCalendarIsLookedIntoBeforeTheMeeting(t *testing.T) {
	w := newWorld(t)
	w.withCalendars("rita")
	w.say(fixtureBrief(w.now))
	w.after(time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	w.answered("rita", calendar.Accepted)
	w.mustBe(Accepted, "accepted")
	w.attending()
	for _, before := range []time.Duration{24 * time.Hour, 2 * time.Hour} {
		if n := w.h.Next; n.What != DueCheck || !n.At.Equal(meeting.Add(-before)) {
			t.Fatalf("next %+v", n)
		}
		w.due()
	}
	if w.h.Next.What != DueOver {
		t.Errorf("next %+v", w.h.Next)
	}
	needs := Needs(w.h, &Deadline{About: About{At: w.now}, What: DueCheck}, w.c)
	if !slices.ContainsFunc(needs, func(n Need) bool { return n.What == NeedBusy }) {
		t.Error("the check asks for no calendar")
	}
}

// TestRemovedIsAskedFirst: gone from the calendar is not declined until the rep says so or says nothing.
func TestRemovedIsAskedFirst(t *testing.T) {
	for _, s := range []State{Offered, Accepted} {
		w := in(t, s)
		w.say(&Removed{About: About{At: w.now}, Person: "rita"})
		if w.h.State != s || w.h.Rep() != "rita" || !w.sentTo(PurposeQuestion, "removed", "rita") ||
			w.h.Next.What != DueRemoved {
			t.Fatalf("%s: %s with %s, next %+v", s, w.h.State, w.h.Rep(), w.h.Next)
		}
		silent := *w
		silent.due()
		if silent.h.Rep() != "ben" || silent.h.Assignments[0].End != EndDeclined {
			t.Errorf("%s: silence leaves it with %s", s, silent.h.Rep())
		}
		kept := *w
		kept.sent = nil
		kept.say(&KeepTime{About: by("rita", kept.now)})
		if kept.h.Rep() != "rita" || !kept.h.Current().Removed.IsZero() || !kept.sentTo(PurposeUpdate, "", "rita") {
			t.Errorf("%s: `keep` does not send the event once more", s)
		}
		gone := *w
		if gone.say(&Decline{About: by("rita", gone.now)}); gone.h.Rep() != "ben" {
			t.Errorf("%s: `decline` leaves it with %s", s, gone.h.Rep())
		}
	}
}

// TestPreparationBlockFollowsTheMeeting: it comes with the acceptance, moves, swaps and goes.
func TestPreparationBlockFollowsTheMeeting(t *testing.T) {
	w := newWorld(t)
	w.withCalendars("rita", "ben")
	w.say(fixtureBrief(w.now))
	if w.h.Block != nil {
		t.Error("a block before anybody accepted")
	}
	w.after(time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	w.answered("rita", calendar.Accepted)
	if b := w.h.Block; b == nil || b.Rep != "rita" || !b.Start.Equal(meeting.Add(-15*time.Minute)) ||
		!b.End.Equal(meeting) || !w.sentTo(PurposeBlock, BlockPut, "rita") {
		t.Fatalf("%+v", b)
	}
	w.say(&Move{About: by("quinn", w.now), Start: meeting.Add(24 * time.Hour)})
	if b := w.h.Block; b == nil || !b.End.Equal(meeting.Add(24*time.Hour)) {
		t.Errorf("after the move: %+v", b)
	}
	w.sent = nil
	w.say(&Assign{About: by("mara", w.now), Rep: "ben"})
	if w.h.Block != nil || !w.sentTo(PurposeBlock, BlockRemove, "rita") {
		t.Errorf("after the swap: %+v", w.h.Block)
	}
	w.after(time.Hour).say(&Replied{About: by("ben", w.now), Reach: ReachProspect})
	w.answered("ben", calendar.Accepted)
	if b := w.h.Block; b == nil || b.Rep != "ben" {
		t.Errorf("the new rep: %+v", b)
	}
	w.sent = nil
	w.say(&Cancel{About: by("quinn", w.now)})
	w.say(&Cancel{About: by("quinn", w.now)})
	if w.h.Block != nil || !w.sentTo(PurposeBlock, BlockRemove, "ben") {
		t.Errorf("after the cancel: %+v", w.h.Block)
	}
}

// TestNoPermissionOpensNoWindow: the admin is told, nobody's time runs.
func TestNoPermissionOpensNoWindow(t *testing.T) {
	w := newWorld(t)
	w.hold = true
	w.say(fixtureBrief(w.now))
	w.hold = false
	w.say(&Failed{About: About{At: w.now}, Purpose: PurposeInvite, To: Recipient{Person: "rita", Role: RoleRep},
		Error: "HTTP 403", Permission: true, Mend: "grant Calendars.ReadWrite"})
	w.mustBe(Offered, "permission")
	if a := w.h.Current(); !a.Opened.IsZero() || a.Rep != "rita" || !w.sentTo(PurposeNotice, "permission", "olga") {
		t.Errorf("%+v", a)
	}
}

// TestTheManagerSeesWhoIsFreeNow: each further mail about an escalated case looks anew.
func TestTheManagerSeesWhoIsFreeNow(t *testing.T) {
	w := newWorld(t)
	w.withCalendars("rita", "ben", "yuki")
	w.c.Teams[0].Policy.Reassign = 0
	b := fixtureBrief(w.now)
	b.Start, b.End = meeting.AddDate(0, 0, 7), meeting.AddDate(0, 0, 7).Add(30*time.Minute)
	w.say(b)
	for w.h.State == Offered {
		w.due()
	}
	free := func(id PersonID) bool {
		return slices.ContainsFunc(w.h.Pool, func(c Candidate) bool { return c.Rep == id && c.Fit })
	}
	w.due()
	if w.h.State != Escalated || !free("ben") || free("rita") || !w.h.PoolAt.Equal(w.now) {
		t.Fatalf("%s, pool %+v", w.h.State, w.h.Pool)
	}
	w.busyAt("ben", b.Start, b.End, "k1")
	w.after(time.Hour).say(&CalendarChanged{About: About{At: w.now}, Person: "ben"})
	if free("ben") || !free("yuki") {
		t.Errorf("pool %+v", w.h.Pool)
	}
}

// TestAnAssignmentIntoAClashSaysSo: the manager decides and hears of it.
func TestAnAssignmentIntoAClashSaysSo(t *testing.T) {
	w := clashing(t)
	w.c.Teams[0].Policy.OnConflict = ConflictRoute
	w.say(fixtureBrief(w.now))
	w.say(&Assign{About: by("mara", w.now), Rep: "rita"})
	if w.h.Rep() != "rita" || w.h.Clash == nil || w.reason.String() != "despite-clash assigned mara rita rita obstacle "+
		"obstacle/busy on-clock 2026-11-25T15:00:00+01:00 2026-11-25T16:00:00+01:00" || w.reason.Code != "assigned" {
		t.Errorf("%s: %s", w.h.Rep(), w.reason)
	}
}
