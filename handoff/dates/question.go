package dates

import "time"

// Question is what to ask about a phrase: sentences that are told one after the other; none if there is nothing to ask.
type Question []Sentence

// Sentence names a sentence, and has what it speaks of. The words themselves stand in the templates.
type Sentence struct {
	Code string
	Args []Arg
}

// Arg is one thing that a sentence speaks of: the one field that is set.
type Arg struct {
	Words     string     // of the phrase, or the name of a zone
	Time      time.Time  // in the zone in which it is told; a day is its midnight in UTC
	Number    int        // a day of the month, a week, a year
	Sentences []Sentence // parts of the sentence, such as what may be chosen
}

func sentence(code string, args ...Arg) Sentence { return Sentence{code, args} }

func wordsArg(s string) Arg { return Arg{Words: s} }

func timeArg(t time.Time) Arg { return Arg{Time: t} }

func numberArg(n int) Arg { return Arg{Number: n} }

func sentenceArg(parts ...Sentence) Arg { return Arg{Sentences: parts} }

func (s Sentence) empty() bool { return s.Code == "" }

// asks says whether the sentence is a question already, and needs none behind it.
func (s Sentence) asks() bool {
	return s.Code == "ask-date/several" || s.Code == "ask-date/duration" || s.Code == "ask-date/far"
}

// then is a question of the sentence, if there is one, and one more.
func (s Sentence) then(last Sentence) Question {
	if s.empty() {
		return Question{last}
	}
	return Question{s, last}
}

// longDay names a day with its year.
func longDay(t time.Time) Sentence { return sentence("ask-date/day-year", timeArg(t)) }

// shortDay names a day without it.
func shortDay(t time.Time) Sentence { return sentence("ask-date/day", timeArg(t)) }

// past says that a day or a moment, which is named so, is past.
func past(named Sentence) Sentence { return sentence("ask-date/past", sentenceArg(named)) }

// ofPlea is a question that has no readings to offer, and shows how a date is written: with the Tuesday to come.
func ofPlea(s Sentence, now time.Time) Question {
	y, m, d := now.Date()
	day := time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC)
	for day.Weekday() != time.Tuesday {
		day = day.AddDate(0, 0, 1)
	}
	return Question{s, sentence("ask-date/plea", timeArg(day))}
}
