package handoff

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// silentLead is one whose first rep did not answer, and whose second one accepted.
func silentLead() Handoff {
	sum := Because("candidate/sum", NumberArg(2), NumberArg(30), WordsArg("3"),
		ReasonArg(Because("sum/silence", WordsArg("1")), Because("sum/before", WordsArg("2"))))
	return Handoff{ID: "HO-1", Created: monday, Since: monday.Add(2 * time.Hour),
		Why: Because("window-closed/silent", PersonArg("raul")),
		Assignments: []Assignment{{N: 1, Rep: "raul", Made: monday, Ended: monday.Add(time.Hour), End: EndSilence,
			Claim: &Claim{At: monday.Add(time.Hour), Recorded: monday.AddDate(0, 0, 2), Turns: 1}},
			{N: 2, Rep: "rita", Made: monday.Add(time.Hour), Others: []Candidate{{Rep: "rita", Why: sum},
				{Rep: "bob", Why: Because("candidate/silent", NumberArg(3), PersonArg("mona"))}}}}}
}

// TestNeglectIsNobodysAfterItsTime: as long as it is told, nothing is changed; then a lead tells that the turn ended,
// the arithmetic still adds up, and who was asked to say why is told nowhere.
func TestNeglectIsNobodysAfterItsTime(t *testing.T) {
	h := silentLead()
	young := monday.AddDate(0, 0, NeglectDays)
	if got := WithoutNeglect(h, young.Add(-time.Second)); !reflect.DeepEqual(got, h) {
		t.Errorf("too early: %+v", got)
	}
	got := WithoutNeglect(h, monday.AddDate(0, 0, NeglectDays+1))
	if a := got.Assignments[0]; a.Claim == nil || a.End != EndSilence {
		t.Errorf("it was recorded two days later: %+v", a)
	}
	got = WithoutNeglect(h, monday.AddDate(0, 0, NeglectDays+2))
	if a := got.Assignments[0]; a.Claim != nil || a.End != EndOver || a.Rep != "raul" {
		t.Errorf("the first turn: %+v", a)
	}
	if got.Why.TellsNeglect() || got.Why.Code != "no-longer-told" {
		t.Errorf("why: %+v", got.Why)
	}
	parts := got.Assignments[1].Others[0].Why.Args[3].Reasons
	if len(parts) != 2 || parts[0].Sentence() != "sum/before" || parts[0].Args[0].Text != "1" ||
		parts[1].Args[0].Text != "2" {
		t.Errorf("the arithmetic: %+v", parts)
	}
	if why := got.Assignments[1].Others[1].Why; why.Sentence() != "candidate/not-asked" {
		t.Errorf("who was kept out: %+v", why)
	}
	if !reflect.DeepEqual(h, silentLead()) {
		t.Error("what was given was changed")
	}
}

// TestFactsOfNeglectAreNobodys: what a rep said of their silence, and what was decided of it, is told without both.
func TestFactsOfNeglectAreNobodys(t *testing.T) {
	about := About{At: monday, By: Who{Person: "raul"}, MessageID: "<1@acme.example>"}
	for kind, why := range map[Kind]Reason{KindNotMyFault: Because("not-my-fault"), KindRuleSilence: Because("silence-counts"),
		KindDeadline: Because("window-closed/silent", PersonArg("raul"))} {
		k, a, r := UntoldFact(kind, about, why, monday.AddDate(0, 0, NeglectDays-1))
		if k != kind || a != about || !r.Same(why) {
			t.Errorf("%s too early: %s %+v %+v", kind, k, a, r)
		}
		k, a, r = UntoldFact(kind, about, why, monday.AddDate(0, 0, NeglectDays))
		if r.Code != "no-longer-told" || kind != KindDeadline && (k != KindUntold || a.By.Person != "" || a.MessageID != "") {
			t.Errorf("%s: %s %+v %+v", kind, k, a, r)
		}
	}
	if _, _, r := UntoldFact(KindAccept, about, Because("accepted"), monday.AddDate(1, 0, 0)); r.Code != "accepted" {
		t.Errorf("an acceptance is told as %+v", r)
	}
}

// TestToldEntries: entries that are told no more are a sum, and all together are the sum that the rotation goes by.
func TestToldEntries(t *testing.T) {
	now := monday.AddDate(0, 0, NeglectDays)
	all := []Entry{{Kind: EntryTurn, Turns: 1, At: monday.AddDate(0, 0, -1)}, {Kind: EntrySilence, Turns: 1, At: monday},
		{Kind: EntryLevel, Part: 50, At: monday}, {Kind: EntryTurn, Turns: 1, At: monday.Add(time.Second)}}
	earlier, told := ToldEntries(all, now)
	if earlier.Turns != 2 || earlier.Part != 50 || earlier.Entries != 3 || len(told) != 1 || !earlier.Until.Equal(monday) {
		t.Errorf("%+v and %+v", earlier, told)
	}
	if n := ToldSilent(Load{Silent: 2}, told); n != 0 {
		t.Errorf("silent %d times in a row", n)
	}
	if n := ToldSilent(Load{Silent: 2}, all); n != 2 {
		t.Errorf("silent %d times in a row, want 2", n)
	}
}

// neglectInWords are sentences that speak of answers and silence, and tell of no rep's.
const neglectInWords = `figure-silence-claimed managers/silence no-answer no-claim no-claim/manager no-show/closed
nothing-to-take-back other-service prospect-replied statement/claimed statement/dropped statement/recorded
statement/said statement/silences statement/silent taken-back taken-back/you unclear-silent unread/silent unread/timeout
figure-neglect would/count-it would/drop-it would/not-my-fault candidate candidate/by-rule fact/silence
figure-about/acceptance-rep figure-about/answered-within-1h figure-about/answered-within-4h figure-about/held
figure-about/answered-within-8h figure-about/silence-claimed figure-about/neglect shield/unanswered unread/practice
unread/practice-count week-part/private-own-manager`

// TestEverySentenceOfSilenceIsKnown: a sentence that tells that somebody did not answer is one of neglectSaid, or it is
// said here why it is not.
func TestEverySentenceOfSilenceIsKnown(t *testing.T) {
	data, err := os.ReadFile("../templates/reasons.txt")
	if err != nil {
		t.Fatal(err)
	}
	there := map[Code]bool{}
	for line := range strings.Lines(string(data)) {
		code, says, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		there[Code(code)] = true
		silent := slices.ContainsFunc([]string{"silence", "not answer", "no answer", "without an answer"},
			func(s string) bool { return strings.Contains(strings.ToLower(says), s) })
		if silent && !slices.Contains(neglectSaid, Code(code)) && !slices.Contains(strings.Fields(neglectInWords), code) {
			t.Errorf("%s: is it neglect? %s", code, says)
		}
	}
	for _, code := range neglectSaid {
		if !there[code] {
			t.Errorf("there is no sentence %s", code)
		}
	}
}
