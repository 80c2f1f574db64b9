package handoff

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
)

// The rules by name. mutants_test.go breaks each of them and expects its test to fail.

func (w *world) want(s State, code Code) {
	w.t.Helper()
	if w.h.State != s || code != "" && w.reason.Code != code {
		w.t.Fatalf("state %s because %s (%s); want %s because %s", w.h.State, w.reason.Code, w.reason, s, code)
	}
}

func (w *world) got(p Purpose, to string) int {
	n := 0
	for _, a := range w.sent {
		if a.Purpose == p && a.To.String() == to {
			n++
		}
	}
	return n
}

func TestWindowOpensWhenTheInviteIsSent(t *testing.T) {
	w := newWorld(t)
	w.hold = true
	w.say(fixtureBrief(w.now))
	if a := w.h.Current(); !a.Opened.IsZero() || !a.Due.IsZero() {
		t.Fatalf("the window runs before the invite is out: %+v", a)
	}
	w.after(3 * time.Hour)
	told := w.now.Add(24 * time.Hour)
	w.say(&Sent{About: About{At: w.now}, Purpose: PurposeInvite, To: Recipient{Person: "rita", Role: RoleRep},
		UID: w.h.Current().UID, Told: told})
	if a := w.h.Current(); !a.Opened.Equal(w.now) || !a.Due.Equal(told) {
		t.Fatalf("opened %s due %s, want %s and what the mail promised: %s", a.Opened, a.Due, w.now, told)
	}
}

func TestWindowCountsTheRepsWorkingHours(t *testing.T) {
	w := in(t, Offered) // invite out Monday 09:00 Berlin = 08:00 London; eight hours from 09:00 are over at 17:00 London
	want := time.Date(2026, 11, 23, 17, 0, 0, 0, Location("Europe/London"))
	if got := w.h.Current().Due; !got.Equal(want) {
		t.Fatalf("window closes %s, want %s", got, want)
	}
}

func TestWindowIsCompressedByTheMeeting(t *testing.T) {
	w := newWorld(t)
	b := fixtureBrief(w.now)
	b.Start, b.End = w.now.Add(5*time.Hour), w.now.Add(6*time.Hour)
	w.say(b)
	a := w.h.Current()
	if !a.Compressed || !a.Due.Equal(b.Start.Add(-time.Hour)) {
		t.Fatalf("due %s compressed %v, want an hour before the start %s", a.Due, a.Compressed, b.Start)
	}
}

func TestBothReplyAndAcceptAreRequired(t *testing.T) {
	w := in(t, Offered)
	w.after(time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	w.want(Offered, "reply-counted")
	w.after(time.Hour).answered("rita", calendar.Accepted)
	w.want(Accepted, "accepted")
	cc := newWorld(t)
	b := fixtureBrief(cc.now)
	b.Origin = OriginCC
	cc.say(b)
	cc.after(time.Hour).answered("rita", calendar.Accepted)
	cc.want(Accepted, "accepted")
}

func TestOnlyTheAssignedRepCounts(t *testing.T) {
	w := in(t, Offered)
	for _, id := range []PersonID{"ben", "quinn", "mara", "alma"} {
		w.say(&Replied{About: by(id, w.now), Reach: ReachProspect})
		w.answered(id, calendar.Accepted)
		w.say(&Accept{About: by(id, w.now)})
	}
	w.say(&Answered{About: outside("mallory@evil.example", w.now), Attendee: "rita@acme.example.evil.example",
		PartStat: calendar.Accepted})
	w.want(Offered, "")
	if n := len(w.h.Current().Evidence); n != 0 {
		t.Fatalf("evidence from somebody else: %+v", w.h.Current().Evidence)
	}
}

func TestAReplyOlderThanTheOfferDoesNotCount(t *testing.T) {
	w := in(t, Offered)
	w.say(&Replied{About: by("rita", w.now.Add(-time.Minute)), Reach: ReachProspect})
	w.want(Offered, "reply-early")
}

func TestAnAnswerToAnEarlierTimeDoesNotCount(t *testing.T) {
	w := in(t, Offered)
	old := w.h.Sequence
	w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	w.after(time.Hour).say(&Move{About: by("quinn", w.now), Start: meeting.Add(24 * time.Hour)})
	w.say(&Answered{About: by("rita", w.now), Attendee: "rita@acme.example", PartStat: calendar.Accepted, Sequence: old})
	w.want(Offered, "old-revision")
	w.after(time.Minute).answered("rita", calendar.Accepted)
	w.want(Accepted, "accepted") // the reply stayed valid
}

func TestASwapNeverUnanswersTheProspect(t *testing.T) {
	w := in(t, Offered)
	w.after(time.Hour).say(&Answered{About: outside("pat@globex.example", w.now), Attendee: "pat@globex.example",
		PartStat: calendar.Accepted, Sequence: w.h.Sequence})
	uid, first := w.h.UID, w.h.Guests
	w.after(time.Hour).answered("rita", calendar.Declined)
	w.want(Offered, "declined")
	if w.h.UID != uid || w.h.Revision != 0 {
		t.Fatalf("a swap changed UID or revision")
	}
	for _, g := range w.h.Guests {
		if g.Address == "pat@globex.example" && g.PartStat != calendar.Accepted {
			t.Fatalf("the prospect's answer is lost: %+v (before %+v)", g, first)
		}
	}
	if w.got(PurposeUpdate, "pat@globex.example") != 1 || w.got(PurposeCancel, "rita") != 1 ||
		w.got(PurposeInvite, "ben") != 1 || w.got(PurposeIntro, "pat@globex.example") != 0 {
		t.Fatalf("a swap is one update, one CANCEL, one REQUEST: %v", actionsText(w.sent))
	}
}

func TestARepWhoComesBackGetsAHigherSequence(t *testing.T) {
	w := in(t, Offered)
	w.after(time.Hour).say(&NameRep{About: by("quinn", w.now), Rep: "ben"})
	cancel := w.h.guest("rita@acme.example", "rita").Sequence
	w.after(time.Hour).say(&NameRep{About: by("quinn", w.now), Rep: "rita"})
	if g := w.h.guest("rita@acme.example", "rita"); !g.Live || g.Sequence <= cancel {
		t.Fatalf("REQUEST %d after CANCEL %d", g.Sequence, cancel)
	}
}

func TestRemindersThenReassignTwiceThenEscalate(t *testing.T) {
	w := in(t, Offered)
	for w.h.State == Offered {
		w.due()
	}
	w.want(Escalated, "")
	for _, rep := range []string{"rita", "ben", "yuki"} {
		if w.got(PurposeReminder, rep) != 1 {
			t.Errorf("%s got %d reminders", rep, w.got(PurposeReminder, rep))
		}
	}
	if w.got(PurposeEscalation, "mara") != 1 || len(w.h.Assignments) != 3 {
		t.Fatalf("%d turns, sent %s", len(w.h.Assignments), actionsText(w.sent))
	}
	once := newWorld(t)
	once.c.Teams[0].Policy.Reassign = 1
	once.say(fixtureBrief(once.now))
	for once.h.State == Offered {
		once.due()
	}
	if len(once.h.Assignments) != 2 {
		t.Fatalf("%d turns where the policy reassigns once", len(once.h.Assignments))
	}
	w.claims()
	if w.load["rita"].Turns != 2 {
		t.Errorf("a window closed in silence costs a turn more: %+v", w.load["rita"])
	}
}

func TestAnOutageGivesTheWindowBack(t *testing.T) {
	w := in(t, Offered)
	due := w.h.Current().Due
	w.due()
	// three of the four hours are working time
	w.look.Outages = []calendar.Span{{Start: due.Add(-3 * time.Hour), End: due.Add(time.Hour)}}
	w.due()
	w.want(Offered, "clock-paused")
	a := w.h.Current()
	if a.Rep != "rita" || a.Lost != 3*time.Hour {
		t.Fatalf("lost %s, rep %s", a.Lost, a.Rep)
	}
	if got := Location("Europe/London"); !a.Due.Equal(time.Date(2026, 11, 24, 12, 0, 0, 0, got)) {
		t.Fatalf("window now closes %s", a.Due.In(got))
	}
	w.due()
	if w.h.Rep() == "rita" {
		t.Fatal("the same outage was given back twice")
	}
}

func TestTentativeIsASoftHoldOfAQuarter(t *testing.T) {
	w := in(t, Offered)
	w.after(2*time.Hour).answered("rita", calendar.Tentative) // 10:00 London
	w.want(Offered, "soft-hold")
	if a := w.h.Current(); !a.Soft || !a.Due.Equal(w.now.Add(2*time.Hour)) || a.Successor != "ben" {
		t.Fatalf("soft %v due %s successor %s", a.Soft, a.Due, a.Successor)
	}
	w.due()
	if w.h.Rep() != "ben" {
		t.Fatalf("after the soft hold the lead is with %s", w.h.Rep())
	}
}

func TestAVagueRejectionIsAskedOnce(t *testing.T) {
	w := in(t, Offered)
	w.say(&Reject{About: by("rita", w.now)})
	w.want(Offered, "criteria-asked")
	w.after(time.Minute).say(&Reject{About: by("rita", w.now)})
	w.want(Returned, "rejected-unstated")
	if w.h.Return.Code != "unstated" || w.got(PurposeNotice, "mara") != 1 {
		t.Fatalf("return %+v, sent %s", w.h.Return, actionsText(w.sent))
	}
}

func TestARejectionLeavesTheProspectAlone(t *testing.T) {
	w := in(t, Offered)
	w.say(&Reject{About: by("rita", w.now), Criteria: []string{"budget"}, Note: "no budget"})
	w.want(Returned, "rejected")
	if w.got(PurposeUpdate, "pat@globex.example")+w.got(PurposeCancel, "pat@globex.example") != 0 {
		t.Fatalf("the prospect was told: %s", actionsText(w.sent))
	}
}

func TestADeclineNoteIsReadAsCriteria(t *testing.T) {
	w := in(t, Offered)
	w.say(&Answered{About: by("rita", w.now), Attendee: "rita@acme.example", PartStat: calendar.Declined,
		Comment: "They have no budget this year."})
	w.want(Returned, "rejected")
	if len(w.h.Return.Criteria) != 1 || w.h.Return.Criteria[0] != "budget" {
		t.Fatalf("criteria %v", w.h.Return.Criteria)
	}
}

func TestALateAnswerReceivedInTimeGetsTheLeadBack(t *testing.T) {
	w := in(t, Offered)
	inTime := w.h.Current().Due.Add(-time.Minute)
	for w.h.Rep() == "rita" {
		w.due()
	}
	w.after(time.Minute).say(&Answered{About: by("rita", inTime), Attendee: "rita@acme.example",
		PartStat: calendar.Accepted, Sequence: w.h.Sequence})
	w.want(Offered, "given-back")
	if w.h.Rep() != "rita" {
		t.Fatalf("the lead is with %s", w.h.Rep())
	}
	late := in(t, Offered)
	for late.h.Rep() == "rita" {
		late.due()
	}
	late.after(time.Minute).answered("rita", calendar.Accepted)
	late.want(Offered, "passed-on")
}

func TestSilenceIsNeverHeld(t *testing.T) {
	w := in(t, Accepted)
	for !w.h.State.Finished() {
		w.due()
		if w.h.State == Held {
			t.Fatal("silence became held")
		}
	}
	if w.h.Return == nil || w.h.Return.Code != "unconfirmed" {
		t.Fatalf("closed as %+v", w.h.Return)
	}
	w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeHeld})
	w.want(Held, "held")
}

func TestTwoVerdictsThatDifferGoToTheManager(t *testing.T) {
	w := in(t, Past)
	w.say(&Judge{About: by("rita", w.now), Outcome: OutcomeHeld})
	w.say(&Judge{About: by("quinn", w.now), Outcome: OutcomeNoShow})
	w.want(Past, "disputed")
	if w.h.Next.Owner != "mara" {
		t.Fatalf("owner %s", w.h.Next.Owner)
	}
	w.say(&Judge{About: by("mara", w.now), Outcome: OutcomeHeld})
	w.want(Held, "held")
}

func TestCancelIsSaidTwiceBecauseTheProspectIsTold(t *testing.T) {
	w := in(t, Accepted)
	w.say(&Cancel{About: by("quinn", w.now)})
	w.want(Accepted, "cancel-asked")
	w.say(&Cancel{About: by("mara", w.now)}) // who was not told yet what it does
	w.want(Accepted, "cancel-asked")
	w.say(&Cancel{About: by("quinn", w.now)})
	w.want(Closed, "cancelled")
	if w.got(PurposeCancel, "pat@globex.example") != 1 || w.got(PurposeCancel, "rita") != 1 {
		t.Fatalf("sent %s", actionsText(w.sent))
	}
}

func TestAProposalStopsTheWindowAndNeverAccepts(t *testing.T) {
	w := in(t, Offered)
	w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	w.after(2 * time.Hour) // 10:00 London
	w.say(&Proposed{About: by("rita", w.now), Start: meeting.Add(24 * time.Hour)})
	w.want(Offered, "proposed")
	due := w.h.Current().Due
	w.after(2 * time.Hour)
	w.say(&Refuse{About: by("quinn", w.now)})
	w.want(Offered, "refused")
	if got := w.h.Current().Due; !got.After(due) || w.h.Moving != nil {
		t.Fatalf("the window did not stand still: %s, before %s", got, due)
	}
	w.say(&Proposed{About: by("rita", w.now), Start: meeting.Add(24 * time.Hour)})
	w.say(&Agree{About: by("quinn", w.now)})
	w.want(Accepted, "moved")
	if w.h.Revision != 1 {
		t.Fatalf("revision %d", w.h.Revision)
	}
}

// Each is answered once, with its own words: what `send` passes on was shown.
func TestAReplyThatOnlyHandoffdGotIsAnsweredOnceAndStopsTheReassignment(t *testing.T) {
	w := in(t, Offered)
	for _, id := range []string{"a", "a", "b"} {
		says := w.say(&Replied{About: About{At: w.now, By: Who{Person: "rita"}, MessageID: id, Strength: Seen},
			Reach: ReachOnlyHere})
		for _, a := range says.Actions {
			if a.Purpose == PurposeQuestion && a.Quotes() != id {
				t.Errorf("the question about %s quotes %q", id, a.Quotes())
			}
		}
	}
	if n := w.got(PurposeQuestion, "rita"); n != 2 {
		t.Fatalf("%d questions", n)
	}
	for w.h.State == Offered {
		w.due()
	}
	w.want(Escalated, "replied-not-accepted")
	if len(w.h.Assignments) != 1 {
		t.Fatal("reassigned though a reply was reported")
	}
}

func TestPeopleWhoComplainedGetNoMoreMail(t *testing.T) {
	w := in(t, Accepted)
	w.say(&Complained{About: outside("pat@globex.example", w.now), Address: "pat@globex.example"})
	w.want(Returned, "complained")
	w.sent = nil
	w.say(&Move{About: by("quinn", w.now), Start: meeting.Add(48 * time.Hour)})
	if n := w.got(PurposeUpdate, "pat@globex.example") + w.got(PurposeInvite, "pat@globex.example"); n != 0 {
		t.Fatal("mail after a complaint")
	}
}

func TestAwayEndsTheTurnWithoutPenalty(t *testing.T) {
	w := in(t, Offered)
	d := w.say(&OutOfOffice{About: by("rita", w.now), Until: meeting.AddDate(0, 0, 7)})
	w.want(Offered, "rep-away")
	if w.h.Rep() != "ben" || w.load["rita"].Turns != 0 || len(d.Away) != 1 {
		t.Fatalf("rep %s turns %d away %v", w.h.Rep(), w.load["rita"].Turns, d.Away)
	}
}

func TestOneOpenHandoffPerProspect(t *testing.T) {
	w := newWorld(t)
	w.look.Twins = []Twin{{Handoff: "HO-OTHER", Start: meeting}}
	w.say(fixtureBrief(w.now))
	w.want(Draft, "twin")
	w.say(&Separate{About: by("quinn", w.now)})
	w.want(Draft, "twin") // the same prospect at the same time is never two
	w.look.Twins[0].Start = meeting.Add(72 * time.Hour)
	w.say(&Separate{About: by("quinn", w.now)})
	w.want(Offered, "complete")
}

func TestNobodyIsRemindedAfterTheAnswer(t *testing.T) {
	w := in(t, Offered)
	w.hold = true
	d := w.due() // the reminder is in the outbox
	w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	w.answered("rita", calendar.Accepted)
	for _, a := range d.Actions {
		if ok, why := Wanted(w.h, a, w.now); ok {
			t.Fatalf("%s is still wanted: %s", a.Purpose, why)
		}
	}
}

func TestTwoMachinesStopWritingToEachOther(t *testing.T) {
	w := in(t, Offered)
	for range 50 {
		w.after(time.Second).say(&Unclear{About: by("rita", w.now), Text: "I am a machine"})
	}
	if n := w.got(PurposeEcho, "rita"); n != maxPuzzles {
		t.Fatalf("%d answers", n)
	}
	w.after(25 * time.Hour).say(&Unclear{About: by("rita", w.now), Text: "hm?"})
	if n := w.got(PurposeEcho, "rita"); n != maxPuzzles+1 {
		t.Fatalf("%d answers a day later", n)
	}
}

func TestAnAnswerCountsForNobodyButTheAttendee(t *testing.T) {
	for _, c := range []struct {
		name, from, sentBy string
		proven             bool
		among              int
		counts             bool
		note               string
	}{
		{"the rep", "rita@acme.example", "", true, 1, true, ""},
		{"another account of the rep, as Macs do", "rita@home.example", "", true, 1, true, ""},
		{"an assistant", "alma@acme.example", "alma@acme.example", true, 1, true, "proof/delegate alma@acme.example"},
		{"an assistant outside the roster", "pa@acme.example", "pa@acme.example", true, 1, true,
			"proof/delegate pa@acme.example"},
		{"a colleague", "ben@acme.example", "", true, 1, false, ""},
		{"a colleague who names another assistant", "ben@acme.example", "alma@acme.example", true, 1, false, ""},
		{"the prospect", "pat@globex.example", "", true, 1, false, ""},
		{"the prospect as assistant", "pat@globex.example", "pat@globex.example", true, 1, false, ""},
		{"somebody of the prospect's company", "lee@globex.example", "", true, 1, false, ""},
		{"one mail for several", "rita@home.example", "", true, 2, false, ""},
		{"the rep for several", "rita@acme.example", "", true, 2, true, ""},
		{"nobody proven, for several", "x@evil.example", "", false, 3, false, ""},
	} {
		w := in(t, Offered)
		w.after(time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
		w.say(&Answered{About: by("rita", w.now), Attendee: "rita@acme.example", PartStat: calendar.Accepted,
			Sequence: w.h.Sequence,
			From:     c.from, Proven: c.proven, SentBy: c.sentBy, Among: c.among})
		if (w.h.State == Accepted) != c.counts {
			t.Errorf("%s: state %s because %s (%s)", c.name, w.h.State, w.reason.Code, w.reason)
			continue
		}
		if ev := w.h.Current().Evidence; c.counts && ev[len(ev)-1].Note.String() != c.note {
			t.Errorf("%s: evidence %+v", c.name, ev)
		}
		if !c.counts && w.got(PurposeQuestion, "rita") != 1 {
			t.Errorf("%s: the rep is not asked: %s", c.name, actionsText(w.sent))
		}
	}
}

func TestAnAnswerWithoutSequenceIsJudgedByItsTime(t *testing.T) {
	answer := func(w *world, start time.Time) State {
		w.say(&Answered{About: by("rita", w.now), Attendee: "rita@acme.example", PartStat: calendar.Accepted, Sequence: -1,
			Start: start, From: "rita@acme.example", Among: 1})
		return w.h.State
	}
	w := in(t, Offered)
	w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	if s := answer(w, time.Time{}); s != Accepted {
		t.Fatalf("before any move: %s (%s)", s, w.reason)
	}
	for _, c := range []struct {
		start time.Time
		want  State
		code  Code
	}{{meeting, Offered, "old-revision"}, {time.Time{}, Offered, "no-revision"},
		{meeting.Add(24 * time.Hour), Accepted, "accepted"}} {
		w := in(t, Offered)
		w.say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
		w.after(time.Hour).say(&Move{About: by("quinn", w.now), Start: meeting.Add(24 * time.Hour)})
		answer(w.after(time.Hour), c.start)
		w.want(c.want, c.code)
	}
}

func TestAnswersOutOfOrderAreSortedByTheirStamps(t *testing.T) {
	w := in(t, Offered)
	w.after(2 * time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	answer := func(p calendar.PartStat, stamp time.Time, s Strength) {
		a := by("rita", w.now)
		a.Strength = s
		w.say(&Answered{About: a, Attendee: "rita@acme.example", PartStat: p, Sequence: w.h.Sequence, Stamp: stamp,
			From: "rita@acme.example", Proven: s == Seen, Among: 1})
	}
	answer(calendar.Accepted, w.now.Add(-time.Minute), Seen)
	w.want(Accepted, "")
	answer(calendar.Declined, w.now.Add(-time.Hour), Seen)
	w.want(Accepted, "old-answer")
	answer(calendar.Declined, w.now.Add(time.Hour), Seen) // a clock that is ahead
	w.want(Offered, "")

	w = in(t, Offered) // what nobody has verified never shuts out the genuine answer
	w.after(2 * time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	answer(calendar.Tentative, w.now.Add(48*time.Hour), Weak)
	w.want(Offered, "soft-hold")
	answer(calendar.Accepted, w.now.Add(-time.Minute), Seen)
	w.want(Accepted, "")
}

func TestADelegateDoesNotCountForTheRep(t *testing.T) {
	w := in(t, Offered)
	w.after(time.Hour).say(&Replied{About: by("rita", w.now), Reach: ReachProspect})
	w.say(&Answered{About: by("rita", w.now), Attendee: "rita@acme.example", PartStat: calendar.Delegated,
		Sequence: w.h.Sequence, DelegatedTo: "yuki@acme.example", Among: 2, From: "rita@acme.example"})
	w.want(Offered, "delegated")
	w.say(&Answered{About: by("yuki", w.now), Attendee: "yuki@acme.example", PartStat: calendar.Accepted,
		Sequence: w.h.Sequence, Among: 2, From: "rita@acme.example"})
	w.want(Offered, "")
	if w.h.Current().Successor != "yuki" || w.h.Rep() != "rita" || w.got(PurposeQuestion, "rita") != 1 {
		t.Fatalf("rep %s, successor %s, sent %s", w.h.Rep(), w.h.Current().Successor, actionsText(w.sent))
	}
}

func TestAnAnswerThatCannotBeReadIsNoAnswerAndStopsTheClockOnce(t *testing.T) {
	w := in(t, Offered)
	due := w.h.Current().Due
	for range 3 {
		w.after(time.Minute).say(&Unreadable{About: by("rita", w.now), What: "Accepted"})
	}
	want := w.c.Clock("rita").Add(due, w.c.Teams[0].Policy.Window/4)
	if got := w.h.Current().Due; !got.Equal(want) || w.got(PurposeQuestion, "rita") != 1 ||
		len(w.h.Current().Evidence) != 0 {
		t.Fatalf("due %s, want %s; sent %s", got, want, actionsText(w.sent))
	}
}

func TestOnlyACommentThatDeniesACriterionRejects(t *testing.T) {
	team := fixtureConfig().Teams[0]
	for comment, want := range map[string]string{
		"no budget": "budget", "Not qualified: no budget": "budget",
		"they have no real budget, and not enough authority": "budget authority", "budget": "budget",
		"Budget and timeframe": "budget timeframe", "kein Budget": "budget", "Budget is missing": "budget",
		"not interested":            "need",
		"I need to travel that day": "", "Sorry, no, I need to be in Rome": "", "I am not in, I need another slot": "",
		"": "", "Can't make it": "",
		"budget: " + strings.Repeat("word ",
			60) + "no budget": "",
		"This message may contain confidential information; any use by other than the addressee, who has the authority, " +
			"is prohibited": "",
	} {
		if got := strings.Join(team.RejectedFor(comment), " "); got != want {
			t.Errorf("%q rejects for %q, want %q", comment, got, want)
		}
	}
}

// The prospect is told of one change of rep. After that no further name is told until a rep has accepted, then that one,
// in one mail.
func TestProspectHearsNoThirdNameBeforeItIsSure(t *testing.T) {
	w := in(t, Offered)
	pat := "pat@globex.example"
	w.after(time.Hour).answered("rita", calendar.Declined)
	if w.got(PurposeUpdate, pat) != 1 || w.h.Met(w.h.Prospect()) != "ben" {
		t.Fatalf("the first change: %v", actionsText(w.sent))
	}
	w.after(time.Hour).answered("ben", calendar.Declined)
	if w.h.Rep() != "yuki" || w.got(PurposeUpdate, pat) != 1 || w.got(PurposeIntro, pat) != 0 ||
		w.h.Met(w.h.Prospect()) != "ben" {
		t.Fatalf("the second change, with %s: %v", w.h.Rep(), actionsText(w.sent))
	}
	if !Unnamed(&w.h, false) || Unnamed(&w.h, true) {
		t.Error("who is asked is named where a server invites everybody, and only there")
	}
	w.after(time.Hour).say(&Move{About: by("quinn", w.now), Start: w.h.Start.Add(2 * time.Hour)})
	if w.got(PurposeUpdate, pat) != 2 || w.h.Met(w.h.Prospect()) != "ben" {
		t.Fatalf("a new time is told without a name: %v", actionsText(w.sent))
	}
	w.after(time.Hour).say(&Accept{About: by("yuki", w.now)})
	w.after(time.Minute).say(&ReplyReported{About: by("yuki", w.now)})
	w.want(Accepted, "")
	if w.got(PurposeUpdate, pat) != 3 || w.h.Met(w.h.Prospect()) != "yuki" || Unnamed(&w.h, false) {
		t.Fatalf("accepted: %v", actionsText(w.sent))
	}
}
