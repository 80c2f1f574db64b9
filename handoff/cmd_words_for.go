package handoff

import (
	"slices"
	"time"
)

// WordsFor are words of a colleague for another one of the same lead: "Can you ask Quinn whether …", and the answer.
// They are passed on among the two; the prospect never sees them.
type WordsFor struct {
	About
	To    PersonID
	Words string
}

// KindWordsFor names the fact.
const KindWordsFor Kind = "words-for"

// Kind implements Fact.
func (*WordsFor) Kind() Kind { return KindWordsFor }

func (f *WordsFor) would(string) Reason { return Because("would/words-for", PersonArg(f.To)) }

func (*WordsFor) routes(Handoff) bool { return false }

const (
	// ColleagueStep passes the words on, and asks for an answer.
	ColleagueStep = "colleague"
	// ColleagueSaidStep passes the answer on.
	ColleagueSaidStep = "colleague-said"
)

// QuestionColleague is a question of one colleague to another; the next words of the one who was asked answer it.
const QuestionColleague QuestionKind = "colleague"

// colleagueDays is how long words that are no command count as the answer.
const colleagueDays = 5

// AskedBy is whose question the person has not answered yet; empty: nobody's.
func AskedBy(h *Handoff, id PersonID, now time.Time) PersonID {
	open := h.OpenTo(id, QuestionColleague)
	if n := len(open); n > 0 && now.Sub(open[n-1].At) < colleagueDays*day {
		return open[n-1].By
	}
	return ""
}

// hasPart says whether a colleague has to do with this lead.
func (t *turn) hasPart(id PersonID) bool {
	return id == t.h.Rep() || id == t.h.Qualifier || slices.Contains(t.team.Managers, id) ||
		slices.Contains(t.team.Advocates, id)
}

func (f *WordsFor) apply(t *turn) {
	id := t.by().Person
	answers := id != "" && f.To != "" && AskedBy(&t.h, id, t.now) == f.To
	switch {
	case id == "" || !answers && id != t.h.Rep() && !t.may(RoleQualifier):
		t.refuse("not-yours/words")
		return
	case f.To == "" || f.To == id || t.person(f.To).Gone || f.Words == "" || !t.hasPart(f.To):
		t.refuse("words-for-nobody", PersonArg(f.To))
		return
	}
	t.note("words-passed", t.writer(), PersonArg(f.To))
	detail := QuestionDetail{Person: id, Comment: f.Words}
	to := Recipient{Person: f.To, Role: t.roleOf(f.To)}
	t.h.Open = slices.DeleteFunc(t.h.Open, func(q Question) bool {
		return q.Kind == QuestionColleague && (q.Asked == id && q.By == f.To || q.Asked == f.To && q.By == id)
	})
	step := Code(ColleagueSaidStep)
	if !answers {
		step = ColleagueStep
		t.askAnew(Question{Kind: QuestionColleague, Asked: f.To, By: id, Address: string(f.To), At: t.now})
	}
	t.act(Action{Purpose: PurposeQuestion, To: to, Step: step, Assignment: t.number(), Detail: detail})
	t.echo()
}
