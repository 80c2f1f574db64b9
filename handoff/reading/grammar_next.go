package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// mostDay is how many words a day has, as it is read at one end of a step.
const mostDay = 5

// naming reads what is done next, and on which day: "next: send proposal Fri", "next: Fri, send proposal".
func naming(r *reading, a argument) (handoff.Fact, bool) {
	if !a.apart || len(a.words) == 0 {
		return nil, false
	}
	words, wrong := text.Words(a.text), handoff.Reason{}
	for n := min(mostDay, len(words)-1); n > 0; n-- {
		first, last := words[len(words)-n], words[n-1]
		for _, part := range [][2]string{{a.text[:first.From], a.text[first.From:]}, {a.text[last.To:], a.text[:last.To]}} {
			what := withoutEnds(trimMarks(part[0]))
			u := r.dayNamed(part[1])
			if what != "" && wrong.Empty() && slices.Contains([]handoff.Code{"ask-day/past", "ask-day/far"}, u.ask.Sentence()) {
				wrong = u.ask // it is a day, and none that can be taken
			}
			if what != "" && !u.Start.IsZero() {
				return &handoff.NameStep{What: text.Cut(text.OneLine(what, text.NameLimit), handoff.MaxNoted), On: u.Start}, true
			}
		}
	}
	if !wrong.Empty() {
		return r.unclear("ask-next/day", handoff.ReasonArg(wrong)), true
	}
	return r.unclear("ask-next"), true
}

// Unfilled says whether words are the line of a form that was left empty: "next:".
func Unfilled(s string) bool {
	return slices.Contains([]string{"next", "next step"}, strings.Join(text.Plain(text.Words(s)), " "))
}

// LeftEmpty says whether a text is such lines alone, each with its handoff, beside greeting, closing and name: the form
// was sent back as it was.
func LeftEmpty(s string, c *handoff.Config) bool {
	names, empty := rosterOf(c), false
	for l := range strings.Lines(text.Clean(s)) {
		if _, words, ok := CommandFor(strings.TrimSpace(l)); ok && Unfilled(words) {
			empty = true
			continue
		}
		if l = strings.TrimSpace(l); len(text.Words(l)) > 0 && !isGreeting(l) && !names.isClosing(l) {
			return false
		}
	}
	return empty
}

// dayNamed is a day that is to come: today too, whatever the hour.
func (r *reading) dayNamed(phrase string) dayRead {
	if slices.Contains([]string{"today", "heute"}, strings.Join(text.Plain(text.Words(phrase)), " ")) {
		y, m, d := r.now.In(r.zone).Date()
		return dayRead{Understood: dates.Understood{Start: dates.StartOfDay(y, m, d, r.zone)}}
	}
	return r.day(phrase, "next: WHAT")
}

// dayWords lead over to a day.
var dayWords = []string{"on", "by", "until", "till", "am", "bis", "for", "at", "in", "le", "el"}

// withoutEnds is what is to be done, without the word that leads over to the day.
func withoutEnds(what string) string {
	words := text.Words(what)
	for n := len(words); n > 0 && slices.Contains(dayWords, text.Plain(words)[n-1]); n = len(words) {
		what, words = trimMarks(what[:words[n-1].From]), words[:n-1]
	}
	return strings.TrimRight(what, " .")
}

// within finds a command that stands behind a verdict in the same line: "held, next: send proposal Fri", "held, not a
// fit: budget".
var within = text.Pattern(`(?i)^([^:\n]{2,40}?)\s*[,;.–—-]\s*(?:and )?((?:next(?: step)?\s*:|not a fit\b).*)$`)

// ApartVerdict puts what stands behind a verdict into a line of its own.
func ApartVerdict(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if m := within().FindStringSubmatch(strings.TrimSpace(l)); m != nil && !isQuoted(strings.TrimSpace(l)+" ") {
			lines[i] = apartNext(m[1] + "\n" + m[2])
		}
	}
	return strings.Join(lines, "\n")
}

// apartNext parts a second one: "held, not a fit: budget, next: call Fri".
func apartNext(s string) string {
	head, rest, _ := strings.Cut(s, "\n")
	if m := behind().FindStringSubmatch(rest); m != nil {
		rest = m[1] + "\n" + m[2]
	}
	return head + "\n" + rest
}

var behind = text.Pattern(`(?i)^(not a fit.*?)\s*[,;]\s*(next(?: step)?\s*:.*)$`)
