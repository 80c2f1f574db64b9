package reading

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// objects are words that say no more than "it".
var objects = []string{"it", "this", "that", "one", "the", "my", "lead", "meeting", "invite", "invitation", "handoff",
	"appointment", "call", "offer"}

// bare says whether nothing follows that means anything.
func (a argument) bare() bool {
	return len(a.words) <= 4 && !slices.ContainsFunc(a.words, func(w string) bool { return !slices.Contains(objects, w) })
}

// reasons are words that begin a reason.
var reasons = []string{"because", "since", "as", "due", "sorry", "im", "not", "no"}

// reason is the words behind a command that say why, with the lines after it; false if the line goes on as some other
// sentence.
func (r *reading) reason(a argument) (string, bool) {
	switch {
	case a.bare():
		return r.note, true
	case a.apart, slices.Contains(reasons, a.words[0]):
		return text.Cut(strings.TrimSpace(a.text+"\n"+r.note), handoff.MaxNote), true
	}
	return "", false
}

// plain reads a command that is complete by itself.
func plain(fact func() handoff.Fact) func(*reading, argument) (handoff.Fact, bool) {
	return func(_ *reading, a argument) (handoff.Fact, bool) {
		if !a.bare() {
			return nil, false
		}
		return fact(), true
	}
}

// contradictions are words after a verdict that may turn it round.
var contradictions = []string{"but", "not", "then", "or", "if", "maybe", "until", "think", "almost", "held", "met",
	"show", "moved", "cancelled", "canceled", "rescheduled", "postponed", "rebooked", "rebook", "off"}

// judging reads a verdict; a short remark may follow: "held, went well".
func judging(o handoff.Outcome) func(*reading, argument) (handoff.Fact, bool) {
	return func(_ *reading, a argument) (handoff.Fact, bool) {
		remark := a.apart && len(a.words) <= 3 && !slices.ContainsFunc(a.words,
			func(w string) bool { return slices.Contains(contradictions, w) })
		return &handoff.Judge{Outcome: o}, len(a.words) == 0 || remark
	}
}

// replying reads to whom, and perhaps when.
func replying(r *reading, a argument) (handoff.Fact, bool) {
	known := append(r.prospectNames(), "to", "them", "him", "her", "all", "the", "prospect", "customer", "already", "just",
		"yesterday", "today", "this", "morning")
	other := slices.ContainsFunc(a.words, func(w string) bool { return !slices.Contains(known, w) })
	return &handoff.ReplyReported{}, !other && (len(a.words) > 0 || text.Fold(r.line) != "wrote")
}

// prospectNames are the folded words of the prospects' names.
func (r *reading) prospectNames() []string {
	var out []string
	for _, p := range r.h.Prospects {
		out = append(out, text.Plain(text.Words(p.Name))...)
	}
	return out
}

// mine reads that the rep's own event holds; from anybody else it is the word of a manager who takes the lead.
func mine(r *reading, a argument) (handoff.Fact, bool) {
	if r.about.By.Person != r.h.Rep() {
		return taking(r, a)
	}
	return plain(func() handoff.Fact { return &handoff.UseOwn{Mine: true} })(r, a)
}

// ownAsked says whether the sender is asked which event holds.
func (r *reading) ownAsked() bool {
	own := r.h.Own
	return own != nil && !own.Watched && own.Rep == r.about.By.Person && own.Rep == r.h.Rep()
}

// answers reads yes or no to another time, or to the question for an event of the rep's own; it is a command only for
// the side that was asked.
func answers(answer string, fact func() handoff.Fact) func(*reading, argument) (handoff.Fact, bool) {
	return func(r *reading, a argument) (handoff.Fact, bool) {
		own, other := r.ownAsked(), r.asked(answer) || answer == "no" && r.doubted()
		switch {
		case len(a.words) > 0 || !own && !other:
			return nil, false
		case own && other && !strings.HasPrefix(text.Fold(r.line), "agree") && !strings.HasPrefix(text.Fold(r.line),
			"refuse"):
			return r.unclear("ask-two/own"), true
		case own && !other:
			return &handoff.UseOwn{Mine: answer == "yes"}, true
		}
		return fact(), true
	}
}

// doubted says whether the sender was asked if an answer in their name was theirs: `no` takes it back.
func (r *reading) doubted() bool {
	return r.about.By.Person != "" && len(r.h.OpenTo(r.about.By.Person, handoff.QuestionSender)) > 0
}

// asked says whether the sender is to answer a proposal.
func (r *reading) asked(answer string) bool {
	return handoff.MayAnswerProposal(r.h, r.about.By, answer, r.c)
}

// unlessAsked keeps the rep's yes or no from being taken for the old time while he is asked about another one. A no
// with its reason is clear.
func unlessAsked(read func(*reading, argument) (handoff.Fact, bool)) func(*reading, argument) (handoff.Fact, bool) {
	return func(r *reading, a argument) (handoff.Fact, bool) {
		f, ok := read(r, a)
		if !ok || r.h.Moving == nil || r.h.Moving.Asked != handoff.RoleRep || r.about.By.Person != r.h.Rep() {
			return f, ok
		}
		if d, is := f.(*handoff.Decline); is && d.Note != "" {
			return f, true
		}
		return r.unclear("ask-other-time", handoff.TimeArg(r.h.Moving.Start, r.zone.String())), true
	}
}

// statesReason says whether the words behind the plain form of a command, "decline travelling", are its reason. As a
// noun it is no command: "decline in revenue is their problem".
func (r *reading) statesReason(a argument, verb string) bool {
	words := text.Plain(text.Words(r.line))
	i := slices.Index(words, verb)
	if i < 0 || len(words)-i-1 < len(a.words) || len(a.words) == 0 || slices.Contains(a.words, "but") {
		return false
	}
	if len(a.words) > 1 && slices.Contains([]string{"the", "a", "an", "their", "his", "her", "your", "our"}, a.words[0]) &&
		!slices.Contains(objects, a.words[1]) {
		return false // "I have to decline the lunch"
	}
	noun := slices.Contains([]string{"in", "of", "among", "across", "rate", "rates", "resolution", "letter", "letters"},
		a.words[0])
	return !noun || !slices.ContainsFunc(a.words, func(w string) bool {
		return slices.Contains([]string{"is", "are", "was", "were", "has", "have", "will", "would", "can", "means", "shows",
			"hurts", "seems"}, w)
	})
}

func declining(r *reading, a argument) (handoff.Fact, bool) {
	note, ok := r.reason(a) // "decline travelling" is clear from the assigned rep
	if !ok && !(r.mayDecline() && r.statesReason(a, "decline")) {
		return nil, false
	}
	if !ok {
		note = text.Cut(strings.TrimSpace(a.text+"\n"+r.note), handoff.MaxNote)
	}
	if questioned(note) {
		return r.unclear("ask-decline"), true
	}
	return &handoff.Decline{Note: note}, true
}

// unable is "can't make it". More words in the same sentence may be about another time, so they are no command.
func unable(r *reading, a argument) (handoff.Fact, bool) {
	if len(a.words) > 0 {
		return nil, false
	}
	return unlessAsked(declining)(r, a)
}

// rejecting reads the criteria from the line, or else from the lines after it.
func rejecting(r *reading, a argument) (handoff.Fact, bool) {
	if a.bare() {
		return &handoff.Reject{Criteria: r.team.CriteriaIn(r.note), Note: r.note}, true
	}
	criteria := r.team.CriteriaIn(a.text)
	imperative := slices.Contains(text.Plain(text.Words(r.line)), "reject") && len(a.words) <= maxArgument
	note, ok := r.reason(a)
	if !ok && !(imperative && len(criteria) > 0) {
		return nil, false
	}
	if !ok {
		note = text.Cut(strings.TrimSpace(a.text+"\n"+r.note), handoff.MaxNote)
	}
	if len(criteria) == 0 {
		criteria = r.team.CriteriaIn(r.note)
	}
	return &handoff.Reject{Criteria: criteria, Note: r.team.WordsBeyondCriteria(note)}, true
}

func cancelling(r *reading, a argument) (handoff.Fact, bool) {
	note, ok := r.reason(a)
	return &handoff.Cancel{Note: note}, ok
}

func disputing(r *reading, a argument) (handoff.Fact, bool) {
	claims := append(r.prospectNames(), "they", "he", "she", "we", "i", "it", "the", "there", "this", "that")
	if _, ok := r.reason(a); !ok && !slices.Contains(claims, a.words[0]) &&
		!r.statesReason(a, "dispute") { // "Dispute resolution is covered in the terms."
		return nil, false
	}
	return &handoff.Dispute{Note: text.Cut(strings.TrimSpace(a.text+"\n"+r.note), handoff.MaxNote)}, true
}

// targets are words between "could not reach" and the attempts.
var targets = []string{"them", "him", "her", "the", "prospect", "anyone", "anybody", "customer", "contact", "lead",
	"person", "after", "in", "despite", "with", "by", "phone", "mail"}

var attemptUnits = []string{"attempt", "attempts", "time", "times", "call", "calls", "try", "tries", "mails", "emails",
	"x"}

// unreached reads who was not reached and how often it was tried: "could not reach Pat, 3 attempts: nobody picks up".
func unreached(r *reading, a argument) (handoff.Fact, bool) {
	f, end := &handoff.Unreachable{}, 0
	known := append(r.prospectNames(), targets...)
	for _, w := range text.Words(a.text) {
		n, isNumber := smallNumber(strings.TrimSuffix(w.Text, "x"))
		switch {
		case isNumber && f.Attempts == 0:
			f.Attempts = n
		case slices.Contains(known, w.Text), f.Attempts > 0 && slices.Contains(attemptUnits, w.Text):
		case !a.apart && end == 0, end > 0 && !a.apart && !strings.ContainsAny(a.text[end:w.From], ":,;.-–—()"):
			return nil, false
		case f.Attempts == 0: // "phone on Monday" too
			return r.unreachedBecause(f, a.text), true
		default:
			return r.unreachedBecause(f, a.text[w.From:]), true
		}
		end = w.To
	}
	f.Note, f.Tries = r.note, r.tries(r.note)
	return f, true
}

// unreachedBecause keeps what is said of the attempts.
func (r *reading) unreachedBecause(f *handoff.Unreachable, said string) handoff.Fact {
	f.Note = text.Cut(strings.TrimSpace(strings.Trim(said, " )")+"\n"+r.note), handoff.MaxNote)
	f.Tries = r.tries(f.Note)
	return f
}

// smallNumber reads 1 to 99, in digits or, up to twelve, in words.
func smallNumber(s string) (int, bool) {
	names := []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if i := slices.Index(names, s); i >= 0 {
		return i + 1, true
	}
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || len(s) > 2 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, n > 0
}

// converting reads the link, the id or the name of an opportunity. An amount may follow: "opportunity
// https://crm.example/42 12,000 EUR". A name stands apart ("opportunity: Globex renewal"), or is that of a system
// before an id ("opportunity HubSpot 123"): "opportunity to sell more here" is a sentence.
func converting(r *reading, a argument) (handoff.Fact, bool) {
	fields := strings.Fields(a.text)
	if f, ok := r.summed(fields); ok {
		return f, true
	}
	if i := slices.IndexFunc(fields, func(s string) bool { return strings.Contains(s, "://") }); i >= 0 &&
		len(fields) <= 4 && (i+1 == len(fields) || !strings.ContainsAny(fields[i][len(fields[i])-1:], ".!?")) {
		fields = fields[i : i+1]
	}
	if len(fields) == 1 {
		if link, ok := text.Reference(fields[0]); ok {
			return &handoff.OpportunityMade{Link: link}, true
		}
	}
	switch f, ok := r.opportunityNamed(fields); {
	case ok && (a.apart && !strings.HasPrefix(a.text, "(") || ofSystem(f.Link)):
		return f, true
	case len(fields) <= 1:
		return r.unclear("ask-opportunity"), true
	}
	return nil, false
}

// ofSystem says whether a name is that of a system, in capitals, with an id after it.
func ofSystem(name string) bool {
	fields := strings.Fields(name)
	if len(fields) < 2 || len(fields) > 3 {
		return false
	}
	id := strings.TrimPrefix(fields[len(fields)-1], "#")
	for _, f := range fields[:len(fields)-1] {
		if !unicode.IsUpper(firstRune(f)) {
			return false
		}
	}
	_, isID := text.Reference(id)
	return isID
}

// moving reads the new time of the meeting.
func moving(r *reading, a argument) (handoff.Fact, bool) {
	u := dates.Parse(a.text, r.now, r.zone)
	if !u.Start.IsZero() {
		return &handoff.Move{Start: u.Start, End: u.End}, true
	}
	return r.asking(handoff.OfDate(u.Ask)), r.likeTime(a)
}

// likeTime says whether words that are no time may have been meant as one: few of them, or digits among them. "I will
// move my other call" is a sentence, "move Tuesdy" is not.
func (r *reading) likeTime(a argument) bool {
	told := slices.Contains([]string{"i", "we", "ill", "ive"}, text.Words(r.line)[0].Text)
	return strings.ContainsFunc(a.text, unicode.IsDigit) && len(a.words) <= maxArgument || len(a.words) <= 3 &&
		(len(a.words) < 2 || !told)
}

// months reads "3 months" from now, "March 2027", which is until the month begins, and "March", which is the next one.
func (r *reading) months(a argument) (time.Time, bool) {
	words := a.words
	if len(words) > 0 && slices.Contains([]string{"for", "in", "another"}, words[0]) {
		words = words[1:]
	}
	if len(words) == 1 {
		return r.nextMonth(words[0])
	}
	if len(words) != 2 {
		return time.Time{}, false
	}
	if n, ok := smallNumber(words[0]); ok && strings.TrimSuffix(words[1], "s") == "month" {
		y, m, d := r.now.In(r.zone).Date()
		last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		return time.Date(y, m+time.Month(n), min(d, last), 9, 0, 0, 0, r.zone), true
	}
	if y, err := time.Parse("2006", words[1]); err != nil || y.Year() > r.now.Year()+5 ||
		unicode.IsDigit(firstRune(words[0])) {
		return time.Time{}, false
	}
	u := dates.Parse("1 "+strings.Join(words, " ")+" "+morningHour, r.now, r.zone)
	return u.Start, !u.Start.IsZero()
}
