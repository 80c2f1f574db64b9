package reading

import (
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/dates"
	"handoffd/handoff/text"
)

// Bounds on what is read of attempts.
const (
	mostTries   = 20
	mostOfTry   = 12 // words of one
	longestAgo  = 60 * 24 * time.Hour
	weekAgo     = 7 * 24 * time.Hour
	mostTryText = 600 // bytes
)

// triesApart parts attempts: "called Mon 10:00, mailed Tue and called Wed".
var triesApart = text.Pattern(`(?i)[,;\n]|\band\b|\bund\b|\bthen\b`)

// ways are the words for how somebody was tried, folded.
var ways = map[string]handoff.How{
	"called": handoff.ByPhone, "call": handoff.ByPhone, "phoned": handoff.ByPhone, "phone": handoff.ByPhone,
	"rang": handoff.ByPhone, "dialed": handoff.ByPhone, "voicemail": handoff.ByPhone, "mailbox": handoff.ByPhone,
	"angerufen": handoff.ByPhone, "anruf": handoff.ByPhone, "telefon": handoff.ByPhone,
	"mailed": handoff.ByMail, "mail": handoff.ByMail, "emailed": handoff.ByMail, "email": handoff.ByMail,
	"wrote": handoff.ByMail, "written": handoff.ByMail, "gemailt": handoff.ByMail,
	"texted": handoff.ByMessage, "text": handoff.ByMessage, "sms": handoff.ByMessage, "linkedin": handoff.ByMessage,
	"message": handoff.ByMessage, "messaged": handoff.ByMessage, "whatsapp": handoff.ByMessage,
}

// tries are the attempts to reach somebody that a text dates, in order: "called Mon 10:00, mailed Tue".
func (r *reading) tries(s string) []handoff.Attempt {
	var out []handoff.Attempt
	for _, part := range triesApart().Split(text.Cut(s, mostTryText), -1) {
		words := text.Words(part)
		if len(words) == 0 || len(words) > mostOfTry || len(out) == mostTries {
			continue
		}
		try, ok := r.tryOn(part, words)
		if !ok {
			continue
		}
		for _, w := range text.Plain(words) {
			if how, known := ways[w]; known && try.How == "" {
				try.How = how
			}
		}
		same := func(o handoff.Attempt) bool { return o.At.Equal(try.At) && o.How == try.How }
		if !slices.ContainsFunc(out, same) {
			out = append(out, try)
		}
	}
	slices.SortStableFunc(out, func(a, b handoff.Attempt) int { return a.At.Compare(b.At) })
	return out
}

// tryOn finds the day of an attempt in a part of a text: the longest run of words that is one.
func (r *reading) tryOn(part string, words []text.Word) (handoff.Attempt, bool) {
	for n := min(mostDay, len(words)); n > 0; n-- {
		for i := 0; i+n <= len(words); i++ {
			if try, ok := r.ago(part[words[i].From:words[i+n-1].To]); ok {
				return try, true
			}
		}
	}
	return handoff.Attempt{}, false
}

// ago reads a day that has been: the latest one of that name.
func (r *reading) ago(phrase string) (handoff.Attempt, bool) {
	for word, days := range map[string]int{"today": 0, "yesterday": -1, "heute": 0, "gestern": -1} {
		rest, found := strings.CutPrefix(strings.ToLower(phrase), word)
		if !found {
			continue
		}
		phrase = r.now.In(r.zone).AddDate(0, 0, days).Format(time.DateOnly) + rest
		break
	}
	for _, from := range []time.Duration{weekAgo, longestAgo} {
		then := r.now.Add(-from)
		u := dates.Parse(phrase, then, r.zone)
		day := u.Start.IsZero()
		if day {
			u = dates.Parse(phrase+" "+morningHour, then, r.zone)
		}
		if !u.Start.IsZero() && (!u.Start.After(r.now) || day && sameDay(u.Start, r.now, r.zone)) &&
			u.Start.After(r.now.Add(-longestAgo-weekAgo)) {
			return handoff.Attempt{At: u.Start, Day: day}, true
		}
	}
	return handoff.Attempt{}, false
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	return a.In(zone).Format(time.DateOnly) == b.In(zone).Format(time.DateOnly)
}
