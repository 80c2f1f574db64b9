package handoff

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

type mutant struct{ rule, file, old, new, test string }

// mutants break one named rule each; the test of that name, in this package or one below, must then fail.
var mutants = []mutant{
	{"nobody is written to outside their hours", "quiet.go", "next.After(now) && !aboutToWait",
		"next.After(now) && false && !aboutToWait", "TestKeepBack"},
	{"the qualifier is asked only after a silent day", "due.go", "t.today(rep, t.base(), 2), DueOutcome",
		"t.today(rep, t.base(), 1), DueOutcome", "TestTheQualifierIsAskedOnlyAfterASilentDayOfTheRep"},
	{"a verdict ends the asking", "wanted.go", "o != \"\" && !disputed { // whoever", "o == \"-\" && !disputed { // whoever",
		"TestAVerdictEndsTheAsking"},
	{"the other side hears the verdict", "outcome.go", "if t.h.Qualifier != by {", "if t.h.Qualifier == by {",
		"TestTheOtherSideHearsTheVerdict"},
	{"what was heard otherwise goes to the manager", "outcome.go", "if differs && role != RoleManager {",
		"if differs && role != RoleManager && o != outcomeOther {", "TestNotWhatIHeardGoesToTheManager"},
	{"times are offered that the calendar has free", "times.go", "slots, _ := t.slots(rep, from, from.Add(t.length()))",
		"slots := SlotSearch{From: from, Days: 5, Length: t.length(), Clock: t.clock(rep), Most: 3, There: t.clock(rep).Zone}.Find()",
		"TestAGuestWhoDidNotComeIsOfferedThreeTimes"},
	{"a time that is gone is not booked", "fact_picked.go", "case gone:", "case gone && false:",
		"TestATimeThatIsGoneIsNotBooked"},
	{"a number that nobody proved is asked about", "fact_picked.go", "case f.Strength == Weak:", "case f.Strength == Seen:",
		"TestANumberThatNobodyProvedIsAskedAbout"},
	{"a prospect who wrote is not closed in silence", "times.go", "wrote || len(times.Slots) == 0",
		"wrote && len(times.Slots) == 0", "TestSilenceAfterANoShowClosesTheLead"},
	{"the turn comes back once after a no-show", "times.go", "a != nil && !a.Missed {", "a != nil {",
		"TestTheTurnComesBackAfterANoShow"},
	{"a meeting after all counts", "times.go", "a != nil && a.Missed {", "a != nil && a.Missed && false {",
		"TestTheTurnComesBackAfterANoShow"},
	{"six live mails a day", "quiet.go", "had.Live < MostLive", "had.Live < 10*MostLive", "TestTheBudgetIsKept"},
	{"an escalation never waits", "quiet.go", "a.Urgent() || a.Purpose == PurposeService", "a.Purpose == PurposeService",
		"TestTheBudgetIsKept"},
	{"what nobody was asked is not settled", "settled.go", "case t.now.Before(d.From):",
		"case t.now.Before(d.From) && false:", "TestWhatWasNotAskedYetIsNotSettled"},
	{"a Today is answered from a phone", "intake/today.go", "l.token.Message != \"\" &&", "l.token.Message == \"\" &&",
		"engine/TestTodayIsAnsweredFromAPhone"},
	{"brief and invitation are one mail", "brief_mail.go", "case t.policy.BriefInCalendar &&",
		"case false && t.policy.BriefInCalendar &&", "TestOneMailForBriefAndInvitation"},
	{"nobody waits for a brief in vain", "brief_mail.go", "if a == nil || !a.InInvite",
		"if true || a == nil || !a.InInvite", "TestNobodyWaitsForABriefInVain"},
	{"Today tells only what is so", "wanted.go", "if a.When != Live {", "if a.When != Live && false {",
		"engine/TestTodayTellsOnlyWhatIsSo"},
	{"the window opens when the invite is sent", "offer.go", "\treturn a.Key()\n}\n\n// holder",
		"\tt.h.Current().Opened = t.now\n\treturn a.Key()\n}\n\n// holder", "TestWindowOpensWhenTheInviteIsSent"},
	{"the window counts the rep's working hours", "offer.go", "due := t.clockOf(a).Add(a.Opened, a.Window+a.Extra)",
		"due := a.Opened.Add(a.Window + a.Extra)", "TestWindowCountsTheRepsWorkingHours"},
	{"reply and accept are both required", "turn.go", "if !a.has(r) {\n\t\t\treturn false",
		"if !a.has(r) && len(a.Evidence) == 0 {\n\t\t\treturn false", "TestBothReplyAndAcceptAreRequired"},
	{"only the assigned rep counts", "fact_replied.go", "if t.byAssigned() {\n\t\t\tf.byRep(t)",
		"if t.byAssigned() || t.inPool(t.by().Person) {\n\t\t\tf.byRep(t)", "TestOnlyTheAssignedRepCounts"},
	{"an answer to an earlier time does not count", "credit.go", "case numbered && f.Sequence < t.h.RevSeq,",
		"case numbered && f.Sequence < t.h.RevSeq-1,", "TestAnAnswerToAnEarlierTimeDoesNotCount"},
	{"an answer counts for nobody but the attendee", "credit.go", "case colleague:\n\t\treturn person.Name",
		"case colleague && person.Gone:\n\t\treturn person.Name", "TestAnAnswerCountsForNobodyButTheAttendee"},
	{"an answer without SEQUENCE is judged by its time", "credit.go", "!f.Start.Equal(t.h.Start):",
		"f.Start.After(t.h.Start):", "TestAnAnswerWithoutSequenceIsJudgedByItsTime"},
	{"answers out of order are sorted by their stamps", "credit.go", "f.written().Before(g.Stamp)",
		"g.Stamp.Before(f.written())", "TestAnswersOutOfOrderAreSortedByTheirStamps"},
	{"what cannot be read is no answer", "fact_unreadable.go", "a.Extra += t.policy.Window / unreadablePart",
		"t.evidence(RequireAccept, Reason{})\n\t\ta.Extra += t.policy.Window / unreadablePart",
		"TestAnAnswerThatCannotBeReadIsNoAnswerAndStopsTheClockOnce"},
	{"an outage gives the window back, once", "fact_deadline.go", "more := total - a.Lost", "more := total",
		"TestAnOutageGivesTheWindowBack"},
	{"two reassignments, then the manager", "forecast.go", "h.silences() >= p.Reassign", "h.silences() > p.Reassign+1",
		"TestRemindersThenReassignTwiceThenEscalate"},
	{"a tentative answer holds for a quarter", "fact_answered.go", "t.policy.Window/4", "t.policy.Window",
		"TestTentativeIsASoftHoldOfAQuarter"},
	{"a vague rejection is asked once", "cmd_reject.go", "!a.Asked {", "!a.Asked && false {",
		"TestAVagueRejectionIsAskedOnce"},
	{"a late answer that was received in time gets the lead back", "late.go", "!at.After(a.Due)", "at.After(a.Due)",
		"TestALateAnswerReceivedInTimeGetsTheLeadBack"},
	{"silence is never held", "fact_deadline.go", "case t.h.Nudges >= 2:\n\t\tt.note",
		"case t.h.Nudges >= 2:\n\t\tt.judge(RoleRep, t.h.Rep(), OutcomeHeld)\n\t\tt.note", "TestSilenceIsNeverHeld"},
	{"cancel is said twice", "cmd_cancel.go", "if !t.h.CancelAsked {", "if t.h.CancelAsked {",
		"TestCancelIsSaidTwiceBecauseTheProspectIsTold"},
	{"a swap keeps the prospect's answer", "offer.go", "g.Live, g.Sequence = true, t.h.Sequence\n\treturn " +
		"t.act(Action{Purpose: PurposeUpdate", "g.Live, g.Sequence, g.PartStat = true, t.h.Sequence, " +
		"calendar.NeedsAction\n\treturn t.act(Action{Purpose: PurposeUpdate", "TestASwapNeverUnanswersTheProspect"},
	{"an unknown calendar is never free", "busy.go", "\tcase len(c.Unknown) > 0:\n\t\tunknown = c.Unknown[0]\n", "",
		"TestUnknownIsNeverFree"},
	{"what was not read is never free", "busy.go", "from.Before(c.From) || to.After(c.To)", "false",
		"TestUnknownIsNeverFree"},
	{"a meeting is never in conflict with itself", "busy.go", "case !slices.Contains(ours, s.Key):",
		"case len(ours) > 0:", "TestNeverInConflictWithItself"},
	{"nor is its busy time without a name", "busy.go", "taken = append(taken, without(s, own)...)",
		"taken = append(taken, without(s, own[:0])...)", "TestNeverInConflictWithItself"},
	{"preparation counts", "conflict.go", "around := calendar.Span{Start: start.Add(-t.policy.Prep)",
		"around := calendar.Span{Start: start", "TestPreparationCounts"},
	{"a clash is put to the qualifier first", "route.go", "len(first.With) == 0 || t.policy.OnConflict == ConflictSend",
		"true", "TestABusyRepIsAskedAboutFirst"},
	{"a move needs a new accept", "move.go", "if ev.Kind != RequireAccept {", "if true {", "TestAMoveNeedsANewAccept"},
	{"removed is asked first", "fact_removed.go", "t.tell(PurposeQuestion, a.Rep, RoleRep, \"removed\", nil)",
		"t.declines(\"\")", "TestRemovedIsAskedFirst"},
	{"an unverified yes changes nothing", "cmd_agree.go", "t.role() == RoleProspect && f.Strength == Weak", "false",
		"TestAnUnverifiedYesChangesNothing"},
	{"what was said not to matter is not asked again", "conflict.go",
		"!slices.Contains(t.h.Ignored, o.mark()) {\n\t\t\twith", "true {\n\t\t\twith", "TestALaterConflictGoesToTheRep"},
	{"the block goes with the meeting", "block.go", "have.Rep == rep:\n", "true:\n",
		"TestPreparationBlockFollowsTheMeeting"},
	{"each turn has an event of its own", "event.go", "uid := t.e.Lookups.UID\n",
		"uid := t.e.Lookups.UID\n\tif a := t.h.Last(); a != nil {\n\t\tuid = a.UID\n\t}\n", "TestEachTurnHasAnEventOfItsOwn"},
	{"an answer under one side's UID never counts for the other", "fact_answered.go",
		"case f.UID == \"\" || f.UID == t.h.Events().Of(*g):", "case f.UID == \"\" || len(t.h.Events().Of(*g)) > 0:",
		"TestAnAnswerUnderTheOtherSidesUIDCountsForNobody"},
	{"the other side's company has no say", "credit.go", "return of(theirs) && !of(ours)",
		"return of(theirs) && of(ours)", "TestSomebodyElseIsNeverBelieved"},
	{"under a shared UID a rep needs proof", "credit.go", "g.UID == \"\" && f.Strength != Seen",
		"g.UID == \"\" && f.Strength == \"\"", "TestUnderASharedUIDARepNeedsProof"},
	{"an ended turn's event never answers a later one", "fact_answered.go",
		"case t.byAssigned() && g.UID == t.h.Last().UID:", "case t.byAssigned():", "TestARepWhoComesBackStartsAfresh"},
	{"a UID that begins after a move is of the present time", "credit.go", "case g.UID != \"\" && g.First >= t.h.RevSeq:",
		"case g.UID != \"\" && t.h.RevSeq == 0:", "TestAUIDThatBeginsAfterAMoveKnowsNoEarlierTime"},
	{"an answer is not copied twice", "event.go", "was == nil || was.PartStat == g.PartStat", "was == nil",
		"TestTheCopyIsWrittenOnceForAnAnswer"},
	{"what was offered back goes with the next fact", "decide.go", "\tt.clearMeant()\n", "",
		"TestMeantGoesWithTheNextFact"},
	{"a yes is not taken for two things", "reading/meant.go", "case r.waitsForYes():", "case false:",
		"reading/TestMeantIsGivenByYes"},
	{"a yes gives what was offered to its sender alone", "meant.go", "return m.By == id && id != \"\"",
		"return id != \"\"", "TestMeantIsOnesOwn"},
	{"a refusal hangs on nothing", "reading/refusal.go", "case count[clauseDoubt] > 0:", "case false:",
		"reading/TestRefusals"},
	{"prose is only proposed", "words.go", "\tt.offerBack(m)\n",
		"\tt.h.Brief[\"budget\"] = said.Fields[\"budget\"]\n\tt.offerBack(m)\n", "reading/TestProseIsOnlyProposed"},
	{"whoever wrote was not silent", "fact_deadline.go", "case !a.Wrote.IsZero():", "case false:",
		"TestWhoWroteWasNotSilent"},
	{"whoever had the lead hears that it went", "offer.go", "\tt.tellWent(old)\n", "", "TestWhatPeopleWereToldIsSo"},
	{"who had no part in a change hears of it", "decide.go", "\tt.inform(h)\n", "", "TestWhatPeopleWereToldIsSo"},
	{"a server's own words do not say who has the lead", "heard.go", " && !g.Live && !g.Mute", " && !g.Live",
		"TestWhatPeopleWereToldIsSo"},
	{"an absence over an accepted meeting is asked about", "fact_out_of_office.go", "if !said {", "if false {",
		"TestAnAbsenceOverAnAcceptedMeetingIsAskedAbout"},
	{"the absence is asked about once", "absence.go", "case t.h.AbsenceAsked():", "case false:",
		"TestAnAbsenceOverAnAcceptedMeetingIsAskedAbout"},
	{"who takes no mail is not asked", "route.go", "case slices.Contains(t.e.Lookups.NoMail, id):", "case false:",
		"TestWhoTakesNoMailIsNotAsked"},
	{"whoever holds the event hears of another time", "move.go", "\t\t\tt.update(g.recipient()).Step = \"moved\"",
		"\t\t\tcontinue",
		"TestTransitions"},
	{"whoever meets has the event of the present time", "decide.go", "\tt.catchUp()\n", "",
		"TestNobodyIsLeftWithWhatWasSo"},
	{"a cancellation goes by the time that its reader knows", "call_off.go", "|| !t.now.Before(known))",
		"|| true || known.IsZero())",
		"TestNobodyIsLeftWithWhatWasSo"},
	{"the prospect hears of another rep", "offer.go", "\t\t\tt.introducedAfter(t.update(to).Key())", "\t\t\tcontinue",
		"TestWhatPeopleWereToldIsSo"},
	{"whoever holds the event hears of another place", "decide.go", "\tt.tellPlace()\n", "", "TestWhatPeopleWereToldIsSo"},
	{"who had no part in another place hears of it", "heard.go", "case t.placed() && !t.h.OwnHolds():",
		"case t.placed() && false:",
		"TestWhatPeopleWereToldIsSo"},
	{"the rep's link is a place", "fact_roster_changed.go", "return c.Was", "return c.Now", "TestWhatPeopleWereToldIsSo"},
	{"the place stays where the link goes", "fact_roster_changed.go", "a.Place = c.Was", "a.Place = c.Now",
		"TestThePlaceStays"},
	{"the place stays for the next turn", "offer.go", "a.Place = old.Place", "a.Place += old.Place[:0]",
		"TestThePlaceStays"},
	{"a draft that a manager gave out is told", "heard.go", "\t\t\tt.receipt()\n", "", "TestWhatPeopleWereToldIsSo"},
	{"who decides is known whatever lies between", "settled.go", "\tt.h.Deciders = still\n", "\t_ = still\n",
		"TestWhatPeopleWereToldIsSo"},
	{"who was asked to decide hears that it is settled", "decide.go", "\tt.tellSettled()\n", "",
		"TestWhatPeopleWereToldIsSo"},
	{"a mail that may stay here tells nothing", "settled.go", " && a.Step != wentStep", "",
		"TestNobodyIsLeftWithWhatWasSo"},
	{"who decides hears once", "settled.go", "\tt.h.Deciders = still\n",
		"\tt.h.Deciders = append(still, t.before.Deciders...)\n",
		"TestWhoDecidesHearsOnce"},
	{"words are never lost", "quote.go", "\tif !quoted {\n", "\tif false {\n", "TestWordsGoWithTheQuestion"},
	{"words go once", "quote.go", "quoted = quoted || a.To.Person == reader",
		"quoted = a.To.Person == \"\" && reader == \"\"", "TestWordsGoWithTheQuestion"},
	{"a settled question still carries the words", "wanted.go",
		"\tcase a.Quotes() != \"\":\n\t\treturn true, Because(\"wanted\")\n", "",
		"TestWordsGoWithTheQuestion"},
	{"the mails tell how often silence is allowed", "forecast.go", "h.silences() >= p.Reassign",
		"h.silences() > p.Reassign+1", "render/TestRenderedMails"},
	{"the mails tell that the meeting is near", "forecast.go", "!at.Before(h.Start.Add(-p.Lead))", "at.After(h.Start)",
		"render/TestRenderedMails"},
	{"the mails name the manager whose turn it is", "parts.go", "tiers[min(h.Climb, len(tiers)-1)]",
		"tiers[len(tiers)-1]", "render/TestRenderedMails"},
	{"the mails tell who is asked above", "forecast.go", "h.Nudges > 0 || !above", "h.Nudges > 0 || above",
		"render/TestRenderedMails"},
	{"the mails list only what can be answered", "open.go", "return h.Unsent != \"\"", "return true",
		"render/TestHelpListsWhatCanBeAnswered"},
	{"the mails tell what follows a lead that came back", "forecast.go", "h.Next.Owner == h.Manager(c)",
		"h.Next.Owner != h.Manager(c)", "render/TestRenderedMails"},
	{"what is told to follow is what is decided", "forecast.go", "f.Then = ThenManagerHas", "f.Then = ThenClosed",
		"TestForecastComesTrue"},
	{"another waiting time is drift", "due.go", "grace       = 30 * time.Minute", "grace       = 31 * time.Minute",
		"TestRecordedLives"},
	{"another sentence of a kept reason is drift", "fact_deadline.go", "EndSilence, Code(\"silent\")",
		"EndSilence, Code(\"unclear\")",
		"TestRecordedLives"},
	{"a config from before means what it meant then", "config_form.go", "\t\tif f.since <= schema {",
		"\t\tif f.since >= 0 {", "TestConfigsFromBefore"},
	{"an empty field is as good as none", "record.go", "\tif saysNothing(v) {", "\tif false {",
		"TestCanonicalIsIndifferent"},
	{"a holiday is no working time", "clock.go", "if len(c.Off) == 0 || len(spans) == 0 {", "if len(c.Off) >= 0 {",
		"TestWindowLeavesOutHolidaysAndAbsences"},
	{"an absence that was told is no working time", "clock.go", "if s.Start = a.End; !s.Start.Before(s.End) {",
		"if !s.Start.Before(s.End) {", "TestClockAgainstMinutes"},
	{"a window without work blames nobody", "steps.go", "|| work.Next(a.Opened).Before(a.Due)", "|| true",
		"TestAWindowWithoutWorkingTimeBlamesNobody"},
	{"nobody is reminded when not at work", "steps.go", "if next := work.Next(at); next.Before(a.Due)",
		"if next := at; next.Before(a.Due)", "TestStepsOfAWindow"},
	{"who has time to answer comes first", "route.go", "boolFirst(wa[1], wb[1])", "0", "TestRouteTakesWhoHasTimeToAnswer"},
	{"a gap is made up for in part only", "share.go", "if top-n > mostBehind+dear-whole {", "if top-n > 1<<30 {",
		"TestRouteOfAReturner"},
	{"silence is claimed before it counts", "finish_turn.go", "\t\tt.claim(a)\n",
		"\t\tt.claim(a)\n\t\tt.book(a.Rep, EntrySilence, 1)\n", "TestSilenceIsFirstClaimed"},
	{"silence in a short window costs nothing", "claim.go", "< claimLeast {", "< 0 {",
		"TestSilenceInAShortWindowCostsNothing"},
	{"nobody decides about their own silence", "cmd_rule_silence.go", "if t.by().Person == a.Rep {", "if false {",
		"TestNotMyFault"},
	{"silence three times in a row is asked about", "route.go", "case t.e.Load[id].Silent >= silentMost:", "case false:",
		"TestThreeSilencesInARow"},
	{"silence never takes more than a quarter", "share.go", "if t.spared(id) {", "if false {",
		"TestSilenceNeverTakesMoreThanAQuarter"},
	{"an account comes before the rules", "among.go", "t.accountOwner(); rep != \"\" {",
		"t.accountOwner(); rep == \"-\" {",
		"TestRoutingRulesInOrder"},
	{"a pairing is one qualifier's", "among.go", "if p.Qualifier == t.h.Qualifier {", "if p.Qualifier != \"\" {",
		"TestRoutingRulesInOrder"},
	{"a turn counts by the rep's weight", "share.go", "return whole * 100 / t.person(id).WeightOn(t.now)", "return whole",
		"TestShareByWeight"},
	{"a full day is full", "caps.go", "n >= t.team.CapDay", "n > t.team.CapDay", "TestCapsOfDayAndWeek"},
	{"the next rep has half the window", "finish_turn.go", "t.half = t.policy.NextHalf", "t.half = false",
		"TestTheDefaultsOfAFloor"},
	{"a named rep is asked about", "route.go", "t.h.Origin != OriginCC && !first.Wish {", "t.h.Origin != OriginCC {",
		"TestANamedRepIsAskedAbout"},
	{"the others lose their events", "hurry.go", "if end == EndTaken && (b.Rep", "if end == EndSilence && (b.Rep",
		"TestHurryRejected"},
	{"who asked first among several does not matter, who accepts first does", "hurry.go",
		"return a.Hurry && a.Ended.IsZero() && b.Ended.IsZero()", "return false", "TestHurryOneHasIt"},
	{"several are asked only where time is short", "hurry.go", "left > 0 && left < t.policy.Hurry",
		"left > 0 && left < 2*t.policy.Hurry", "TestHurryAsksAllWhoAreAtWork"},
	{"the prospect hears of nobody before one accepts", "offer.go", "t.askBeside(others)\n\t\tt.tellWent(old)\n\t\treturn",
		"t.askBeside(others)\n\t\tt.tellWent(old)", "TestHurryAsksAllWhoAreAtWork"},
	{"the manager is warned once", "caps.go", "had < near && had+1 >= near", "had+1 >= near",
		"TestTheManagerIsWarnedOnce"},
	{"who accepted keeps the lead", "forecast.go", "case a.has(RequireAccept) && !a.replied():", "case false:",
		"TestWhoAcceptedKeepsTheLead"},
	{"the manager hears once that the prospect waits", "owed.go", "|| a.OwesTold {", "{", "TestWhoAcceptedKeepsTheLead"},
	{"the manager keeps time to decide", "owed.go", "AcceptAsked, a.Due, a.Compressed = t.now, t.decideBy(), false",
		"AcceptAsked, a.Due, a.Compressed = t.now, t.latest(), false", "TestWhoRepliedIsAskedToAccept"},
	{"a rule takes whoever it names", "route.go", "if !c.Wish && !slices.Contains(among, id) {", "if false {",
		"TestRulesOfATeam"},
	{"a case goes to whoever is at work", "escalate.go", "if t.morning(tiers[i], t.now).Equal(t.now) {",
		"if i == 0 || tiers == nil {",
		"TestEscalationGoesToWhoIsAtWork"},
	{"a case waits for the morning", "escalate.go", "len(t.actions) > before && morning", "false && morning",
		"TestEscalationGoesToWhoIsAtWork"},
	{"an absence to come leaves what is before it", "fact_out_of_office.go",
		"if covers(away, due) || covers(away, t.h.Start) {", "if due.Before(until) || t.h.Start.Before(until) {",
		"TestAnAbsenceToComeTakesOnlyWhatLiesInIt"},
	{"a cover stands in for who was named", "cover.go", "rep, away = cover, t.h.Wish", "rep, away = rep, t.h.Wish",
		"TestTheCoverOfWhoWasNamed"},
	{"nobody is reminded after the answer", "wanted.go", "if h.State != Offered || !ofCurrent {", "if !ofCurrent {",
		"TestNobodyIsRemindedAfterTheAnswer"},
}

// TestMutants proves that the tests of the rules can fail. It compiles the package once per mutant, so `make mutants`
// asks for it.
func TestMutants(t *testing.T) {
	if os.Getenv("HANDOFFD_MUTANTS") == "" {
		t.Skip("compiles the package once per mutant; run it with `make mutants`")
	}
	for _, m := range slices.Concat(mutants, storeMutants) {
		t.Run(m.rule, func(t *testing.T) {
			t.Parallel()
			src, err := os.ReadFile(m.file)
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(src, []byte(m.old)); n != 1 {
				t.Fatalf("%s holds %q %d times, want once", m.file, m.old, n)
			}
			dir := t.TempDir()
			mutant := filepath.Join(dir, filepath.Base(m.file))
			pkg, test := ".", m.test
			if below, name, ok := strings.Cut(m.test, "/"); ok {
				pkg, test = "./"+below, name
			}
			if err := os.WriteFile(mutant, bytes.Replace(src, []byte(m.old), []byte(m.new), 1), 0o644); err != nil {
				t.Fatal(err)
			}
			here, err := filepath.Abs(m.file)
			if err != nil {
				t.Fatal(err)
			}
			overlay := filepath.Join(dir, "overlay.json")
			if err := os.WriteFile(overlay, []byte(`{"Replace":{"`+here+`":"`+mutant+`"}}`), 0o644); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command("go", "test", "-overlay", overlay, "-run", "^"+test+"$", "-count=1", pkg).CombinedOutput()
			if err == nil || !strings.Contains(string(out), "--- FAIL: "+test) {
				t.Fatalf("the mutant lives; %s said:\n%s", m.test, out)
			}
			t.Logf("killed by %s", m.test)
		})
	}
}
