package reading

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// whyAfter stands between the day until which a lead sleeps and the reason.
var whyAfter = text.Pattern(`\s*[:;,–—]\s+|\s+-\s+|\s+(?:because|since|as)\s+|\s+\(`)

// nurturing reads until when a lead sleeps, and why: "nurture until 1 March: budget comes in Q1".
func nurturing(r *reading, a argument) (handoff.Fact, bool) {
	until, ask := r.sleepUntil(a)
	why := ""
	if until.IsZero() {
		for _, m := range whyAfter().FindAllStringIndex(a.text, -1) {
			day := argument{text: a.text[:m[0]], words: text.Plain(text.Words(a.text[:m[0]]))}
			rest := strings.Trim(a.text[m[1]:], " ()")
			if prefixOf(text.Plain(text.Words(rest)), turns) > 0 { // "…, but not before the board has met"
				return nil, false
			}
			if until, _ = r.sleepUntil(day); !until.IsZero() {
				why = rest
				break
			}
		}
	}
	if until.IsZero() {
		return r.unclear("ask-until", handoff.ReasonArg(ask)), r.likeTime(a)
	}
	return &handoff.NurtureUntil{Until: until, Why: text.Cut(why, handoff.MaxNote)}, true
}

func (r *reading) sleepUntil(a argument) (time.Time, handoff.Reason) {
	u := r.day(a.text, "nurture until")
	if until, ok := r.months(a); u.Start.IsZero() && ok {
		return until, u.ask
	}
	return u.Start, u.ask
}

// nextMonth is the first day of the next month of that name: the running one is that of next year.
func (r *reading) nextMonth(word string) (time.Time, bool) {
	if word == "" || strings.ContainsFunc(word, unicode.IsDigit) {
		return time.Time{}, false
	}
	for n := range 2 {
		year := strconv.Itoa(r.now.In(r.zone).Year() + n)
		u := dates.Parse("1 "+word+" "+year+" "+morningHour, r.now, r.zone)
		if u.Start.After(r.now) && u.Start.In(r.zone).Day() == 1 {
			return u.Start, true
		}
	}
	return time.Time{}, false
}

// consentParts are who consented, when, and in which words.
var consentParts = text.Pattern(`(?s)^([^,;:\n]{1,80}?)\s*[,;:\n]\s*(?:on\s+)?` +
	`([^,;:\n]{1,40}?)\s*[,;:\n]\s*(.+)$`)

// consenting reads `consent: Pat Kim, 3 Nov 2026, "yes, keep me posted"`.
func consenting(r *reading, a argument) (handoff.Fact, bool) {
	if !a.apart {
		return nil, false
	}
	if m := consentParts().FindStringSubmatch(strings.TrimSpace(a.text + "\n" + r.note)); m != nil {
		words := strings.Trim(strings.TrimSpace(m[3]), "\"“”„«» ")
		if on := r.pastDay(m[2]); !on.IsZero() && words != "" {
			return &handoff.Consented{Who: text.Cut(text.OneLine(m[1], text.NameLimit), handoff.MaxNoted), On: on,
				Words: text.Cut(words, handoff.MaxNote)}, true
		}
	}
	return r.unclear("ask-consent"), true
}

// monthsBack is how far back a day is looked for at a time: days are understood that are to come.
const monthsBack = 3

// pastDay is a day that was: today, yesterday, or one with its date, in the last year where it names none.
func (r *reading) pastDay(phrase string) time.Time {
	y, m, d := r.now.In(r.zone).Date()
	words := text.Plain(text.Words(phrase))
	switch strings.Join(words, " ") {
	case "today":
		return dates.StartOfDay(y, m, d, r.zone)
	case "yesterday":
		return dates.StartOfDay(y, m, d-1, r.zone)
	}
	if !strings.ContainsFunc(phrase, unicode.IsDigit) || slices.ContainsFunc(words, relativeWord) {
		return time.Time{}
	}
	for back := monthsBack; back <= 120; back += monthsBack { // a day without its year lies in the last one
		u := dates.Parse(phrase+" "+morningHour, r.now.AddDate(0, -back, 0), r.zone)
		if back > 12 && !strings.Contains(phrase, u.Start.In(r.zone).Format("2006")) {
			continue
		}
		if !u.Start.IsZero() && !u.Start.After(r.now) {
			y, m, d := u.Start.In(r.zone).Date()
			return dates.StartOfDay(y, m, d, r.zone)
		}
	}
	return time.Time{}
}

// relativeWord says whether a day is told by its distance.
func relativeWord(w string) bool {
	return slices.Contains([]string{"in", "ago", "day", "days", "week", "weeks", "month", "months", "next", "last"}, w)
}
