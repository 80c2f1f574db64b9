package handoff

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// mailed is an acceptance by mail: in whose name, under which UID, from which address.
func mailed(w *world, who, uid, from string, s Strength) *Answered {
	f := &Answered{About: outside(who, w.now), Attendee: who, PartStat: calendar.Accepted, Sequence: w.h.Sequence,
		UID: uid, From: from, Proven: s == Seen, Among: 1}
	if !strings.Contains(who, "@") {
		f.About, f.Attendee = by(PersonID(who), w.now), who+"@acme.example"
	}
	f.Strength = s
	return f
}

// turnUID is the UID of the event of the present turn.
func turnUID(w *world) string {
	if a := w.h.Last(); a != nil {
		return a.UID
	}
	return ""
}

// claimed has the rep's silence claimed.
func claimed(f Fact) Fact {
	return scene{f, func(w *world) {
		if w.h = w.h.clone(); w.h.Last() != nil {
			w.h.Last().Claim = &Claim{At: w.now, Until: w.now.Add(48 * time.Hour)}
		}
	}}
}

// vague has the rep asked about a no, and the time to answer over.
func vague(f Fact) Fact {
	return scene{f, func(w *world) {
		w.h = w.h.clone()
		if w.h.Rep() != "" {
			w.h.Vague = &Vague{What: criteriaStep, By: w.h.Rep(), Note: "no fit", At: w.now.Add(-time.Hour), Due: w.now}
		}
	}}
}

// owing has the pain missing, asked for so often.
func owing(nudges int, f Fact) Fact {
	return scene{f, func(w *world) {
		w.h = w.h.clone()
		delete(w.h.Brief, "pain")
		if w.h.Missing = []string{"pain"}; w.h.owesBrief() {
			w.h.Debt = &Debt{Since: w.now, Nudges: nudges, Due: w.now}
		}
	}}
}

// inARowOf has a pattern found with the lead.
func inARowOf(f Fact) Fact {
	return scene{f, func(w *world) {
		if w.h = w.h.clone(); w.h.Last() != nil {
			w.h.Patterns = []Pattern{{Team: "sales", Whose: Whose{OfQualifier, "quinn"}, Propose: "budget", Caught: 3, Bad: 3}}
		}
	}}
}

// awake has a lead that sleeps or has woken up wait for what falls due.
func awake(f Fact, what Due) Fact {
	return scene{f, func(w *world) {
		w.h = w.h.clone()
		if w.h.Sleep = (&Sleep{Since: w.now}); what == DueNudge {
			w.h.Sleep.Woke = w.now
		}
		if what == DueTouch {
			w.h.Sleep.Fallen, w.h.Sleep.Drafted, w.h.Sleep.Draft = 1, w.now, "checking-in"
		}
		w.h.Next.What, w.h.Next.At = what, w.now
	}}
}

// idling has a rep let a step pass, and not say what is next.
func idling(f Fact) Fact {
	return scene{f, func(w *world) {
		w.h = w.h.clone()
		w.h.Step = &NextStep{What: "send proposal", On: w.now, Owner: w.h.Rep(), By: w.h.Rep(), Asked: w.now}
		w.h.StepDue = w.now
	}}
}

// variants are the facts of the transition table: every kind, and where it matters by whom or with what.
func variants(w *world) []struct {
	name string
	f    Fact
} {
	at, c := w.now, func(id PersonID) About { return by(id, w.now) }
	pat := outside("pat@globex.example", at)
	answer := func(a About, address string, p calendar.PartStat) Fact {
		return &Answered{About: a, Attendee: address, PartStat: p, Sequence: w.h.Sequence}
	}
	dana := outside("dana@globex.example", at)
	wrote := &OutsiderWrote{About: dana, Name: "Dana Lee", Text: "Pat asked me to answer."}
	alias := &Answered{About: dana, Attendee: "dana@globex.example", UID: w.h.UID, PartStat: calendar.Declined,
		Sequence: w.h.Sequence}
	sure := pat
	sure.Strength = Seen
	weak := pat
	weak.Strength = Weak
	unsure := &Complained{About: weak, Address: "pat@globex.example", Words: "Please stop mailing me."}
	soon, day2 := meeting.Add(24*time.Hour), w.now.AddDate(0, 0, 14)
	deadline := &Deadline{About: About{At: w.h.Next.At, Via: "clock"}, What: w.h.Next.What, Due: w.h.Next.At}
	return []struct {
		name string
		f    Fact
	}{
		{"brief", fixtureBrief(at)},
		{"brief, the rep is busy", busy(w, fixtureBrief(at))},
		{"brief, the rep's calendar cannot be read", dark(w, fixtureBrief(at))},
		{"CC'd, the rep is busy", busy(w, ccd(fixtureBrief(at)))},
		{"amendment", &Amended{About: c("quinn"), Fields: map[string]string{"pain": "lost two deals", "budget": "40k"}}},
		{"amendment by the rep", &Amended{About: c("rita"), Fields: map[string]string{"pain": "none"}}},
		{"invite sent", &Sent{About: About{At: at}, Purpose: PurposeInvite, To: Recipient{Person: w.h.Rep(), Role: RoleRep},
			UID: turnUID(w)}},
		{"invite to the rep failed", &Failed{About: About{At: at}, Purpose: PurposeInvite,
			To: Recipient{Person: w.h.Rep(), Role: RoleRep}, Error: "550 5.1.1"}},
		{"invite not permitted", &Failed{About: About{At: at}, Purpose: PurposeInvite,
			To: Recipient{Person: w.h.Rep(), Role: RoleRep}, Error: "HTTP 403", Permission: true, Mend: "grant it"}},
		{"invite to the prospect failed", &Failed{About: About{At: at}, Purpose: PurposeInvite,
			To: Recipient{Address: "pat@globex.example", Role: RoleProspect}, Error: "550 5.1.1"}},
		{"reply by the assigned rep", &Replied{About: c(w.h.Rep()), Reach: ReachProspect}},
		{"reply that only handoffd got", &Replied{About: c(w.h.Rep()), Reach: ReachOnlyHere}},
		{"reply by another rep", &Replied{About: c("yuki"), Reach: ReachProspect}},
		{"reply by the prospect", &Replied{About: pat, Reach: ReachOnlyHere}},
		{"a mail of the prospect that may be automatic", &Replied{About: pat, Reach: ReachOnlyHere, Maybe: true}},
		{"a mail of the rep that may be automatic", &Replied{About: c(w.h.Rep()), Reach: ReachProspect, Maybe: true}},
		{"ACCEPTED by the assigned rep", answer(c(w.h.Rep()), string(w.h.Rep())+"@acme.example", calendar.Accepted)},
		{"TENTATIVE by the assigned rep", answer(c(w.h.Rep()), string(w.h.Rep())+"@acme.example", calendar.Tentative)},
		{"DECLINED by the assigned rep", answer(c(w.h.Rep()), string(w.h.Rep())+"@acme.example", calendar.Declined)},
		{"ACCEPTED by a stranger", answer(outside("mallory@evil.example", at), "mallory@evil.example", calendar.Accepted)},
		{"ACCEPTED by another rep of the pool", answer(c("yuki"), "yuki@acme.example", calendar.Accepted)},
		{"ACCEPTED by the prospect", answer(pat, "pat@globex.example", calendar.Accepted)},
		{"DECLINED by the prospect", answer(pat, "pat@globex.example", calendar.Declined)},
		{"DELEGATED by the assigned rep", &Answered{About: c(w.h.Rep()), Attendee: string(w.h.Rep()) + "@acme.example",
			PartStat: calendar.Delegated, Sequence: w.h.Sequence, DelegatedTo: "yuki@acme.example"}},
		{"ACCEPTED for the rep, sent by the prospect", &Answered{About: c(w.h.Rep()),
			Attendee: string(w.h.Rep()) + "@acme.example", PartStat: calendar.Accepted, Sequence: w.h.Sequence,
			From: "pat@globex.example", Proven: true, Among: 1}},
		{"ACCEPTED for the rep, under the prospect's UID", mailed(w, string(w.h.Rep()), w.h.UID,
			string(w.h.Rep())+"@acme.example", Seen)},
		{"ACCEPTED for the rep from an unknown address", mailed(w, string(w.h.Rep()), turnUID(w), "home@icloud.com", Weak)},
		{"ACCEPTED by an alias of the prospect", mailed(w, "info@globex.example", w.h.UID, "info@globex.example", Seen)},
		{"ACCEPTED by an alias of the rep", mailed(w, "home@icloud.com", turnUID(w), "home@icloud.com", Seen)},
		{"ACCEPTED without a revision", &Answered{About: c(w.h.Rep()), Attendee: string(w.h.Rep()) + "@acme.example",
			PartStat: calendar.Accepted, Sequence: -1, Start: w.h.Start}},
		{"an answer of the rep that cannot be read", &Unreadable{About: c(w.h.Rep()), What: "Accepted: Meeting"}},
		{"an answer of the prospect that cannot be read", &Unreadable{About: pat, What: "Accepted: Meeting"}},
		{"REFRESH by the prospect", &Refreshed{About: pat, Attendee: "pat@globex.example", UID: w.h.UID}},
		{"REFRESH by the assigned rep", &Refreshed{About: c(w.h.Rep()), Attendee: string(w.h.Rep()) + "@acme.example",
			UID: turnUID(w)}},
		{"REFRESH under the other side's UID", &Refreshed{About: c(w.h.Rep()), Attendee: string(w.h.Rep()) + "@acme.example",
			UID: w.h.UID}},
		{"other time by the rep", &Proposed{About: c(w.h.Rep()), Start: soon}},
		{"other time by the prospect", &Proposed{About: pat, Start: soon}},
		{"other time by the prospect, verified", &Proposed{About: seen("pat@globex.example", at), Start: soon}},
		{"other time, instead of an earlier one", &Proposed{About: pat, Start: soon, Numbered: true,
			Sequence: w.h.RevSeq - 1}},
		{"a number from the prospect", &Picked{About: seen("pat@globex.example", at), N: 2}},
		{"a number from the prospect after `no-show`", after(w, &Judge{About: c(w.h.Rep()), Outcome: OutcomeNoShow},
			&Picked{About: seen("pat@globex.example", at), N: 2})},
		{"the same, not verified", after(w, &Judge{About: c(w.h.Rep()), Outcome: OutcomeNoShow},
			&Picked{About: pat, N: 2})},
		{"\"nobody came\" from the prospect", &NobodyCame{About: seen("pat@globex.example", at)}},
		{"`no-show (us)` by the rep", &Judge{About: c(w.h.Rep()), Outcome: OutcomeNoShowUs}},
		{"the rep's calendar changed, free", &CalendarChanged{About: About{At: at}, Person: w.h.Rep()}},
		{"the rep's calendar changed, busy", busy(w, &CalendarChanged{About: About{At: at}, Person: w.h.Rep()})},
		{"the rep's calendar changed, unreadable", dark(w, &CalendarChanged{About: About{At: at}, Person: w.h.Rep()})},
		{"event gone from the rep's calendar", &Removed{About: About{At: at}, Person: w.h.Rep()}},
		{"event deleted where it lives", &Deleted{About: About{At: at}}},
		{"due", deadline},
		{"a field that is owed falls due", owing(0, &Deadline{About: About{At: at, Via: "clock"}, What: DueDebt, Due: at})},
		{"the same for the third time", owing(2, &Deadline{About: About{At: at, Via: "clock"}, What: DueDebt, Due: at})},
		{"a deadline that was moved", &Deadline{About: About{At: at}, What: w.h.Next.What, Due: w.h.Next.At.Add(-time.Hour)}},
		{"out-of-office, rep, dated", &OutOfOffice{About: c(w.h.Rep()), Until: day2}},
		{"`keep` by the manager after that", after(w, &OutOfOffice{About: c(w.h.Rep()), Until: day2},
			&Keep{About: c("mara")})},
		{"`reassign` by the manager after that", after(w, &OutOfOffice{About: c(w.h.Rep()), Until: day2},
			&Reassign{About: c("mara")})},
		{"`reassign` by the rep", &Reassign{About: c(w.h.Rep())}},
		{"out-of-office, rep, undated", &OutOfOffice{About: c(w.h.Rep())}},
		{"out-of-office, manager", &OutOfOffice{About: c("mara"), Until: day2}},
		{"out-of-office, qualifier", &OutOfOffice{About: c("quinn"), Until: day2}},
		{"out-of-office, prospect", &OutOfOffice{About: pat, Until: day2}},
		{"contact has left (automatic)", &Gone{About: pat, Left: true, Instead: "kim@globex.example"}},
		{"address changed (automatic)", &Gone{About: pat, Instead: "pat@initech.example"}},
		{"a stranger has left (automatic)", &Gone{About: outside("mallory@evil.example", at), Left: true}},
		{"bounce, rep", &Bounced{About: pat, Person: w.h.Rep(), Address: string(w.h.Rep()) + "@acme.example",
			Permanent: true, Status: "5.1.1"}},
		{"bounce, prospect", &Bounced{About: pat, Address: "pat@globex.example", Permanent: true, Status: "5.1.1"}},
		{"bounce, manager", &Bounced{About: pat, Person: "mara", Address: "mara@acme.example", Permanent: true,
			Status: "5.1.1"}},
		{"bounce, qualifier", &Bounced{About: pat, Person: "quinn", Address: "quinn@acme.example", Permanent: true,
			Status: "5.1.1"}},
		{"bounce, temporary", &Bounced{About: pat, Address: "pat@globex.example", Status: "4.4.1"}},
		{"complaint of the prospect", &Complained{About: pat, Address: "pat@globex.example"}},
		{"the prospect asks us to stop, proved", &Complained{About: sure, Address: "pat@globex.example",
			Words: "Please stop mailing me."}},
		{"the prospect asks us to stop, not proved", unsure},
		{"`stop` after that", after(w, unsure, &StopMail{About: c("quinn")})},
		{"`lift` after that", after(w, unsure, &Lift{About: c("quinn")})},
		{"`lift`", &Lift{About: c("quinn")}},
		{"rep left", &RosterChanged{About: About{At: at}, Person: w.h.Rep(), Left: true}},
		{"qualifier left", &RosterChanged{About: About{At: at}, Person: "quinn", Left: true}},
		{"manager left", &RosterChanged{About: About{At: at}, Person: "mara", Left: true}},
		{"hours changed", &RosterChanged{About: About{At: at}, Person: w.h.Rep()}},
		{"`accept`", &Accept{About: c(w.h.Rep())}},
		{"`accept` by another rep", &Accept{About: c("yuki")}},
		{"`decline`", &Decline{About: c(w.h.Rep())}},
		{"`decline` with a criterion", &Decline{About: c(w.h.Rep()), Note: "they have no budget"}},
		{"`reject: budget`", &Reject{About: c(w.h.Rep()), Criteria: []string{"budget"}}},
		{"`reject` without criteria", &Reject{About: c(w.h.Rep())}},
		{"`reject` without criteria, twice", after(w, &Reject{About: c(w.h.Rep())}, &Reject{About: c(w.h.Rep())})},
		{"a vague no, and no answer to the question", vague(&Deadline{About: About{At: at, Via: "clock"}, What: DueVague,
			Due: at})},
		{"could not reach", &Unreachable{About: c(w.h.Rep()), Attempts: 3}},
		{"could not reach, twice", after(w, &Unreachable{About: c(w.h.Rep())}, &Unreachable{About: c(w.h.Rep())})},
		{"could not reach, dated", &Unreachable{About: c(w.h.Rep()), Tries: []Attempt{{At: at.Add(-time.Hour), How: ByPhone}}}},
		{"a doubtful CANCEL by the prospect", &Answered{About: outside("pat@globex.example", w.now),
			Attendee: "pat@globex.example", PartStat: calendar.Declined, Sequence: -1, Doubt: DoubtSender}},
		{"`replied`", &ReplyReported{About: c(w.h.Rep())}},
		{"the rep's reply, forwarded by the qualifier", &ReplyReported{About: c("quinn"),
			Forwarded: w.c.Person(w.h.Rep()).Email()}},
		{"`send`", &Send{About: c(w.h.Rep())}},
		{"mail of an outsider", wrote},
		{"`send` after mail of an outsider", after(w, wrote, &Send{About: c(w.h.Rep())})},
		{"`add`", &Add{About: c(w.h.Rep())}},
		{"`add` after mail of an outsider", after(w, wrote, &Add{About: c(w.h.Rep())})},
		{"`same` by the qualifier after mail of an outsider", after(w, wrote, &Same{About: c("quinn")})},
		{"`same` after an alias declined", after(w, alias, &Same{About: c(w.h.Rep())})},
		{"`away until`", &AwayUntil{About: c(w.h.Rep()), Until: day2}},
		{"`held` by the rep", &Judge{About: c(w.h.Rep()), Outcome: OutcomeHeld}},
		{"`no-show` by the rep", &Judge{About: c(w.h.Rep()), Outcome: OutcomeNoShow}},
		{"`no-show` by the qualifier", &Judge{About: c("quinn"), Outcome: OutcomeNoShow}},
		{"`not what I heard` by the qualifier", &Disagree{About: c("quinn")}},
		{"`not what I heard` after `no-show` by the rep", after(w, &Judge{About: c(w.h.Rep()), Outcome: OutcomeNoShow},
			&Disagree{About: c("quinn")})},
		{"`next: send proposal` by the rep", &NameStep{About: c(w.h.Rep()), What: "send proposal", On: day2}},
		{"`next: call` by the manager", &NameStep{About: c("mara"), What: "call", On: day2}},
		{"out-of-office of the prospect after `next:`", after(w, &NameStep{About: c(w.h.Rep()), What: "call", On: soon},
			&OutOfOffice{About: pat, Until: day2})},
		{"`opportunity`", &OpportunityMade{About: c(w.h.Rep()), Link: "https://crm.example/7"}},
		{"`won`", &DealWon{About: c(w.h.Rep()), Amount: Amount{1_200_000, "EUR"}}},
		{"`lost` by the manager", &DealLost{About: c("mara"), Note: "no budget this year"}},
		{"`nurture until` by the rep", &NurtureUntil{About: c(w.h.Rep()), Until: day2}},
		{"`nurture until` by the qualifier", &NurtureUntil{About: c("quinn"), Until: day2}},
		{"the day on which the lead wakes", awake(&Deadline{About: About{At: at, Via: "clock"}, What: DueWake, Due: at}, DueWake)},
		{"nobody answers for a lead that has woken up",
			awake(&Deadline{About: About{At: at, Via: "clock"}, What: DueNudge, Due: at}, DueNudge)},
		{"`send` by the qualifier to whom a touch was put", awake(&Send{About: c("quinn")}, DueTouch)},
		{"the prospect writes after a touch", awake(&Replied{About: pat, Reach: ReachOnlyHere}, DueTouch)},
		{"`consent` by the qualifier", &Consented{About: c("quinn"), Who: "Pat Kim", On: at, Words: "keep me posted"}},
		{"`Can you remind Pat?` by the rep", &AskChore{About: c(w.h.Rep()), What: ChoreRemind, Words: "Can you remind Pat?"}},
		{"`do it` after that, by the qualifier", after(w, &AskChore{About: c(w.h.Rep()), What: ChoreRemind},
			&DoChore{About: c("quinn")})},
		{"`do it` after the qualifier asked for another time", after(w, &AskChore{About: c("quinn"), What: ChoreReschedule},
			&DoChore{About: c("quinn")})},
		{"`do it`", &DoChore{About: c(w.h.Rep())}},
		{"`Can you ask Quinn …` by the rep", &WordsFor{About: c(w.h.Rep()), To: "quinn", Words: "Is the budget signed?"}},
		{"the qualifier's words after that", after(w, &WordsFor{About: c(w.h.Rep()), To: "quinn", Words: "Is it?"},
			&WordsFor{About: c("quinn"), To: w.h.Rep(), Words: "It is."})},
		{"the rep does nothing after the meeting", idling(&Deadline{About: About{At: at, Via: "clock"}, What: DueNextStep, Due: at})},
		{"`move` by the qualifier", &Move{About: c("quinn"), Start: w.now.AddDate(0, 0, 7)}},
		{"`move` by the rep", &Move{About: c(w.h.Rep()), Start: w.now.AddDate(0, 0, 7)}},
		{"`move` by the qualifier to a time at which the rep is busy",
			busy(w, &Move{About: c("quinn"), Start: w.now.AddDate(0, 0, 7)})},
		{"`keep` by the rep", &KeepTime{About: c(w.h.Rep())}},
		{"`keep` by the qualifier", &KeepTime{About: c("quinn")}},
		{"`agree`", &Agree{About: c("quinn")}},
		{"`refuse`", &Refuse{About: c("quinn")}},
		{"`cancel`", &Cancel{About: c("quinn")}},
		{"`cancel` by the rep", &Cancel{About: c(w.h.Rep())}},
		{"conference made", scene{&ConferenceMade{About: About{At: at}, Link: "https://meet.example/abc"}, func(w *world) {
			w.c.Conference = true
			for id := range w.c.People {
				setLink(w, id, "")
			}
		}}},
		{"own event of the rep with the prospect", ownEvent(w, soon)},
		{"the rep's own event has moved, watched", owned(w, true, ownEvent(w, soon))},
		{"the rep's own event has moved, not answered yet", owned(w, false, ownEvent(w, soon))},
		{"`use my event` to the rep's own event", owned(w, false, &UseOwn{About: c(w.h.Rep()), Mine: true})},
		{"`keep both`", owned(w, false, &UseOwn{About: c(w.h.Rep())})},
		{"`cancel`, the rep's own event is watched", owned(w, true, &Cancel{About: c("quinn")})},
		{"`move` by the qualifier, the rep's own event is watched", owned(w, true, &Move{About: c("quinn"), Start: soon})},
		{"removed, the rep's own event is watched", owned(w, true, &Removed{About: c(w.h.Rep()), Person: w.h.Rep()})},
		{"DECLINED by the assigned rep, his own event is watched",
			owned(w, true, answer(c(w.h.Rep()), string(w.h.Rep())+"@acme.example", calendar.Declined))},
		{"`rep` by the qualifier", &NameRep{About: c("quinn"), Rep: "yuki"}},
		{"`dispute`", &Dispute{About: c("quinn")}},
		{"`separate`", &Separate{About: c("quinn")}},
		{"`assign` by the manager", &Assign{About: c("mara"), Rep: "yuki"}},
		{"`assign` by the qualifier", &Assign{About: c("quinn"), Rep: "yuki"}},
		{"`hold 2h`", &Hold{About: c("mara"), For: 2 * time.Hour}},
		{"`keep`", &Keep{About: c("mara")}},
		{"`take`", &Take{About: c("mara")}},
		{"`slots`", &Slots{About: c("quinn")}},
		{"`nudge`", &Nudge{About: c("quinn")}},
		{"`nudge` twice", after(w, &Nudge{About: c("quinn")}, &Nudge{About: c("mara")})},
		{"`write now`", &WriteNow{About: c(w.h.Rep())}},
		{"`not my fault` by the assigned rep", &NotMyFault{About: c(w.h.Rep()), Note: "my phone was stolen"}},
		{"`not my fault` after a claimed silence", claimed(&NotMyFault{About: c(w.h.Rep()), Note: "my phone was stolen"})},
		{"`drop it` by the manager", &RuleSilence{About: c("mara")}},
		{"`drop it` after a claimed silence", claimed(&RuleSilence{About: c("mara")})},
		{"`require budget` by the manager", &Prove{About: c("mara"), Criterion: "budget"}},
		{"`require budget` after the third rejection", inARowOf(&Prove{About: c("mara"), Criterion: "budget"})},
		{"`yes` by the manager after the third rejection", inARowOf(&Agree{About: c("mara")})},
		{"`no` by the manager after the third rejection", inARowOf(&Refuse{About: c("mara")})},
		{"`require budget` by the qualifier", inARowOf(&Prove{About: c("quinn"), Criterion: "budget"})},
		{"`count it` by the qualifier", &RuleSilence{About: c("quinn"), Count: true}},
		{"`back` by the manager", &Rotation{About: c("mara"), What: RotateBack}},
		{"`back NAME` by the manager", &Rotation{About: c("mara"), What: RotateBack, Rep: "rita"}},
		{"`pause until` by the manager", &Rotation{About: c("mara"), What: RotatePause, Until: day2}},
		{"`pause team until` by the manager", &Rotation{About: c("mara"), What: RotatePause, Team: true, Until: day2}},
		{"`resume team` by the manager", &Rotation{About: c("mara"), What: RotateBack, Team: true}},
		{"`pause until` by the qualifier", &Rotation{About: c("quinn"), What: RotatePause, Until: day2}},
		{"`status`", &Status{About: c("quinn")}},
		{"not understood", &Unclear{About: c("quinn"), Text: "hmm"}},
		{"forget", &Forget{About: c("olga")}},
	}
}

// TestTransitions writes every state × fact as a table and compares it with the golden one.
func TestTransitions(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Every state × fact, generated from the code\n\n`go test ./handoff -run TestTransitions -update` " +
		"writes it anew.\n")
	kinds := map[Kind]bool{}
	for _, s := range States {
		fmt.Fprintf(&b, "\n## %s\n\n| fact | then | reason | next | does |\n|---|---|---|---|---|\n", s)
		for i := range variants(in(t, s)) {
			w := in(t, s)
			v := variants(w)[i]
			if s == New && v.f.Kind() != KindBriefed { // nothing else can be said about what does not exist
				d := Decide(w.h, v.f, w.env())
				if d.Handoff.State != New || d.Reason.Code != "unknown-handoff" || len(d.Actions) > 0 {
					t.Errorf("%s without a handoff: %+v", v.name, d)
				}
				continue
			}
			if v.f.Kind() == KindDeadline && !w.h.Next.At.IsZero() && w.h.Next.At.After(w.now) {
				w.now = w.h.Next.At
			}
			f := v.f
			if s, ok := f.(scene); ok {
				s.set(w)
				f = s.Fact
			}
			d := Decide(w.h, f, w.env())
			kinds[v.f.Kind()] = true
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", v.name, d.Handoff.State, d.Reason.Code, nextText(d.Handoff),
				actionsText(d.Actions))
			if d.Reason.Code == "" || d.Reason.Text != "" {
				t.Errorf("%s × %s has no reason", s, v.name)
			}
		}
	}
	for _, k := range Kinds() {
		if !kinds[k] {
			t.Errorf("the table lacks %s", k)
		}
	}
	const golden = "testdata/transitions.md"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the table changed (-golden +code); if that is meant, run with -update and read the difference:\n%s", diff)
	}
}

func nextText(h Handoff) string {
	if h.Next.What == "" {
		return "–"
	}
	return fmt.Sprintf("%s: %s %s", h.Next.Owner, h.Next.What, h.Next.At.UTC().Format("Mon 2 Jan 15:04"))
}

func actionsText(as []Action) string {
	var out []string
	for _, a := range as {
		text := string(a.Purpose)
		if a.Step != "" {
			text += "." + string(a.Step)
		}
		text += " → " + a.To.String()
		if a.When != Live {
			text += " (" + string(a.When) + ")"
		}
		out = append(out, text)
	}
	if len(out) == 0 {
		return "–"
	}
	return strings.Join(out, ", ")
}

// scene is a fact that is decided with something special to be looked up.
type scene struct {
	Fact
	set func(*world)
}

// busy has everybody with something in the calendar at all times of interest.
func busy(_ *world, f Fact) Fact {
	return scene{f, func(w *world) {
		w.withCalendars("rita", "ben", "yuki")
		for _, id := range []PersonID{"rita", "ben"} {
			c := w.look.Busy[id]
			c.Busy = []Taken{{Span: calendar.Span{Start: meeting.Add(-time.Hour), End: meeting.Add(time.Hour)}, Key: "k1"}}
			if m, ok := f.(*Move); ok {
				c.Busy = append(c.Busy, Taken{Span: calendar.Span{Start: m.Start, End: m.Start.Add(time.Hour)}, Key: "k2"})
			}
			w.look.Busy[id] = c
		}
	}}
}

// ownEvent is one that the rep has made for the prospect.
func ownEvent(w *world, start time.Time) *OwnEvent {
	return &OwnEvent{About: About{At: w.now, Via: "calendar"}, Person: w.h.Rep(), Key: "k-own", Start: start,
		End: start.Add(time.Hour)}
}

// owned has an event of the rep's own at the time of the meeting: watched in place of ours, or asked about.
func owned(_ *world, watched bool, f Fact) Fact {
	return scene{f, func(w *world) {
		w.h.Own = &Own{Rep: w.h.Rep(), Key: "k-own", Span: calendar.Span{Start: w.h.Start, End: w.h.End}, Watched: watched}
		for i := range w.h.Guests {
			w.h.Guests[i].Live = w.h.Guests[i].Live && !watched
		}
	}}
}

// after has another fact come first.
func after(_ *world, first, f Fact) Fact {
	return scene{f, func(w *world) { w.h = Decide(w.h, first, w.env()).Handoff }}
}

// dark has calendars that cannot be read.
func dark(_ *world, f Fact) Fact {
	return scene{f, func(w *world) {
		w.withCalendars("rita", "ben", "yuki")
		for id := range w.look.Busy {
			w.look.Busy[id] = Calendar{ReadAt: w.now, Unknown: []Reason{{Text: "the source is dead"}}}
		}
	}}
}

func ccd(f *Briefed) *Briefed {
	f.Origin, f.InThread = OriginCC, []string{"rita@acme.example"}
	return f
}
