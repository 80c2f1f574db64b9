package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// hygieneTemplate is the name of the template of these parts.
const hygieneTemplate = "hygiene"

// Bounds of a part: half the numbers of the mail of the week are for leads.
const (
	maxListed  = handoff.MostLines / 2
	titleLimit = 90
)

// Words are what the parts about calendars are worded with.
type Words struct {
	Set *templates.Set
	Why func(handoff.Reason) string // the sentence of a reason
}

// wording is the writing of one part.
type wording struct {
	Words
	err error // the first line that could not be filled in
}

// line is a line of the block of these parts.
func (w *wording) line(code string, v templates.Tidy) string {
	said, err := w.Set.Line("calendar", code, v)
	if w.err == nil {
		w.err = err
	}
	return said
}

// all joins parts: "a, b and c".
func (w *wording) all(parts []string) string {
	said, err := w.Set.All(parts)
	if w.err == nil {
		w.err = err
	}
	return said
}

// fixed is a line that prints nothing of its own.
func (w *wording) fixed(code string) string { return w.line(code, templates.Tidy{}) }

// counted is a line with a number.
func (w *wording) counted(code string, n int) string {
	return w.line(code, templates.Tidy{Number: int64(n)})
}

// write fills the frame in.
func (w *wording) write(v templates.Hygiene) (templates.Mail, error) {
	if w.err != nil {
		return templates.Mail{}, w.err
	}
	return w.Set.Write(hygieneTemplate, v)
}

// Keys are the events that the numbers of the rep's part stand for: the first is 1.
func (h Hygiene) Keys() []string {
	var keys []string
	for _, f := range h.listed() {
		keys = append(keys, f.Key)
	}
	return keys
}

// listed are the entries that the part shows, as far as it goes.
func (h Hygiene) listed() []Found {
	all := slices.Concat(h.Found, h.Unanswered)
	return all[:min(len(all), maxListed)]
}

// Part is what the mail of the week tells the owner of the calendar, with the titles of their own entries.
func (h Hygiene) Part(words Words) (templates.Mail, error) {
	w := &wording{Words: words}
	topic := h.headline(w)
	v := templates.Hygiene{Topic: topic, Title: w.line("title", templates.Tidy{What: topic}), Lead: h.lead(w),
		Private: w.fixed("private"), More: h.doubts(w)}
	if h.Named > 0 {
		v.Private = w.counted("private/named", h.Named)
	}
	for _, b := range h.Causes {
		v.Causes = append(v.Causes, templates.Row{Label: w.fixed("cause/" + string(b.Cause)), Value: b.text(w)})
	}
	if len(h.Causes) > 1 {
		v.Total = spell(h.Blocked)
	}
	for i, f := range h.listed() {
		cause := cmp.Or(string(f.Cause), "unanswered")
		label := w.fixed("cause/" + cause)
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Title != label {
			v.Groups = append(v.Groups, templates.CalendarGroup{Title: label, Do: w.fixed("do/" + cause)})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Items = append(g.Items, h.item(w, i+1, f))
	}
	if rest := len(h.Found) + len(h.Unanswered) - len(h.listed()); rest > 0 {
		v.Rest = w.counted("rest", rest)
	}
	v.Commands = []templates.Command{{Usage: "ignore 1", Effect: w.fixed("ignore")},
		{Usage: "keep 1", Effect: w.fixed("keep")}, {Usage: "stop", Effect: w.fixed("stop")}}
	return w.write(v)
}

// headline is the news in few words.
func (h Hygiene) headline(w *wording) string {
	var parts []string
	if h.Blocked > 0 {
		parts = append(parts, w.line("headline/win", templates.Tidy{Span: spell(h.Blocked)}))
	} else if len(h.Found) > 0 {
		parts = append(parts, w.counted("headline/clear", len(h.Found)))
	}
	if h.Waiting > 0 {
		parts = append(parts, w.counted("headline/answer", h.Waiting))
	}
	return strings.Join(parts, ", ")
}

func (h Hygiene) lead(w *wording) string {
	found := int64(len(h.Found))
	switch {
	case h.Blocked > 0:
		one := h.Blocked == time.Hour || h.Blocked == time.Minute
		return w.line("lead/blocked", templates.Tidy{Span: spell(h.Blocked), One: one, Number: found})
	case found > 0:
		return w.line("lead/entries", templates.Tidy{Number: found})
	}
	return w.fixed("lead/invitations")
}

// doubts say what could not be read.
func (h Hygiene) doubts(w *wording) []string {
	if len(h.Unknown) == 0 {
		return nil
	}
	return []string{w.line("not-all", templates.Tidy{What: plain(w.Why(h.Unknown[0]))})}
}

// item describes one entry to the owner of the calendar.
func (h Hygiene) item(w *wording, n int, f Found) templates.CalendarItem {
	title := plain(f.Entry.Title)
	if title == "" {
		title = w.fixed("untitled")
	}
	it := templates.CalendarItem{Number: strconv.Itoa(n), Title: title, When: h.when(w, f), Why: text.Capital(f.Why)}
	if f.Blocks > 0 {
		it.Blocks = spell(f.Blocks)
	}
	switch {
	case it.Why == "":
	case f.Confidence == 1:
		it.Why = w.line("certain", templates.Tidy{What: it.Why})
	default:
		it.Why = w.line("sure", templates.Tidy{What: it.Why, Number: int64(math.RoundToEven(f.Confidence * 100))})
	}
	return it
}

// when is the time of an entry on the owner's clocks.
func (h Hygiene) when(w *wording, f Found) string {
	zone := h.Person.Location()
	start, end := f.Entry.Start.In(zone), f.Entry.End.In(zone)
	when := start.Format("Mon 2 Jan")
	switch last := end.Add(-time.Nanosecond); {
	case f.Entry.AllDay && sameDay(start, last):
		when = w.line("all-day", templates.Tidy{When: when})
	case f.Entry.AllDay:
		when += " – " + last.Format("Mon 2 Jan")
	case sameDay(start, last):
		when += ", " + start.Format("15:04") + "–" + end.Format("15:04")
	default:
		when += " " + start.Format("15:04") + " – " + end.Format("Mon 2 Jan 15:04")
	}
	if f.Times > 1 {
		when = w.line("again", templates.Tidy{When: when, Number: int64(f.Times - 1),
			Until: f.Last.In(zone).Format("2 Jan")})
	}
	return when
}

func sameDay(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }

// forManager sums a calendar up without telling what stands in it.
func (h Hygiene) forManager(w *wording) string {
	lines := []string{spell(h.Blocked)}
	switch {
	case h.Blocked == 0 && len(h.Found) > 0:
		lines[0] = w.counted("team/clear", len(h.Found))
	case h.Blocked == 0:
		lines = nil
	}
	var parts []string
	for _, b := range h.Causes {
		if b.Time > 0 {
			parts = append(parts, w.line("team/cause", templates.Tidy{Span: spell(b.Time),
				What: strings.ToLower(w.fixed("cause/" + string(b.Cause)))}))
		}
	}
	switch {
	case len(parts) == 1:
		lines[0] = parts[0]
	case len(parts) > 1:
		lines[0] += ": " + strings.Join(parts, "; ")
	}
	if h.Waiting > 0 {
		lines = append(lines, w.counted("team/answer", h.Waiting))
	}
	if len(h.Unknown) > 0 {
		lines = append(lines, w.fixed("team/unread"))
	}
	return strings.Join(lines, "\n")
}

// text is how much of what there is.
func (b Blocked) text(w *wording) string {
	if b.Time == 0 {
		return w.counted("blocked/none", b.Entries)
	}
	return w.line("blocked", templates.Tidy{Span: spell(b.Time), Number: int64(b.Entries)})
}

// spell writes a length of time, "3 h 30 min", with spaces at which no line breaks.
func spell(d time.Duration) string {
	h, m := int(d.Hours()), int(d.Minutes())%60
	switch {
	case h == 0:
		return fmt.Sprintf("%d\u00a0min", m)
	case m == 0:
		return fmt.Sprintf("%d\u00a0h", h)
	}
	return fmt.Sprintf("%d\u00a0h\u00a0%d\u00a0min", h, m)
}

// plain makes a text from outside one line without anything that changes how it is read, of at most titleLimit letters.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF' || r == '`':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s[:min(len(s), 16*titleLimit)], ""))
	s = strings.Join(strings.Fields(s), " ")
	if letters := []rune(s); len(letters) > titleLimit {
		s = strings.TrimSpace(string(letters[:titleLimit-1])) + "…"
	}
	return s
}
