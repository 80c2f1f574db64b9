// Package dates understands dates in words: "Tue 24 Nov at 3pm CET", "Donnerstag halb drei", "in two weeks at 10".
//
// A wrong date is worse than a question, so Parse looks for every reading of a phrase and answers with a time only when
// exactly one is left. Everything else becomes a question that names the readings: a weekday that does not fit its
// date, a past day, a clock time that daylight saving skips or repeats, a word it does not know.
//
// Each language is one table in a file of its own; the grammar is shared. The package has no clock and does no IO
// besides time.LoadLocation for zones that a phrase names.
package dates

import (
	"strings"
	"time"
)

// Limits on hostile input: a longer phrase is a question, a longer text is read from its beginning only.
const (
	maxPhrase = 200       // bytes of a phrase
	maxText   = 64 * 1024 // bytes of a text for Until that is read whole
	textHead  = 8 * 1024  // bytes read of a longer one
	maxSteps  = 4000      // steps of the search for readings
)

// Understood is what a phrase means. Either Start or Ask is set, never both and never none.
type Understood struct {
	Start time.Time // in the zone as understood; zero when there is a question
	End   time.Time // zero when the phrase names neither an end nor a duration
	Zone  string    // IANA name or "UTC+01:00"
	Ask   Question  // to the qualifier
	Span  string    // the words of the input that were used, or that the question is about
}

// Parse reads a phrase that must be a date with a time as a whole, as seen at now by somebody whose zone it is. Hours
// without am or pm are read within working hours, 08:00 to 18:00. A nil zone is UTC.
//
// Numbers like 3/4 are read in the order of the phrase's language, or of a qualifier in the United States; else both
// orders are tried, and a weekday or a past day may settle them. A date without a year is the next one, but one that
// was up to 90 days ago is asked about, and so is one more than two years ahead.
//
// A zone abbreviation that is not in use at that place on that day (CET in July, BST in November) is asked about, since
// its letter and what people mean by it are an hour apart.
func Parse(phrase string, now time.Time, zone *time.Location) Understood {
	if zone == nil {
		zone = time.UTC
	}
	if len(phrase) > maxPhrase {
		return Understood{Ask: ofPlea(sentence("ask-date/long"), now.In(zone)), Span: quotable(phrase)}
	}
	p := newParser(phrase)
	p.whole = true
	span := p.span(0, len(p.tokens))
	if strings.TrimSpace(span) == "" {
		return Understood{Ask: ofPlea(sentence("ask-date/which"), now.In(zone))}
	}
	if i, ok := p.unknownWord(); ok {
		word := quotable(p.span(i, i+1))
		return Understood{Ask: ofPlea(sentence("ask-date/word", wordsArg(word), wordsArg(quotable(span))), now.In(zone)),
			Span: word}
	}
	p.walk(0, noReading())
	v := viewpoint{now: now.In(zone), zone: zone}
	u := v.answer(p.out, quotable(span))
	if p.steps > maxSteps || u.Start.IsZero() && len(u.Ask) == 0 {
		u = Understood{Ask: ofPlea(sentence("ask-date/unread", wordsArg(quotable(span))), now.In(zone))}
		if i := p.vagueWord(); i >= 0 {
			u.Ask = v.question(outcome{trouble: inexactly(p.span(i, i+1))}, "")
		}
	}
	u.Span = quotable(span)
	return u
}

// quotable makes words of the input safe and short enough to stand in a sentence.
func quotable(words string) string {
	const most = 60
	var b strings.Builder
	n := 0
	for _, r := range strings.TrimSpace(words) {
		if r < ' ' || r == 0x7f || r == '\uFFFD' || isInvisible(r) {
			r = ' '
		}
		if n++; n > most {
			b.WriteRune('…')
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}
