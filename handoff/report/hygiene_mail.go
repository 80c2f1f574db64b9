package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// HygieneTemplate is the name of the mail template that the views of this file are for.
const HygieneTemplate = "hygiene"

// Bounds of a mail.
const (
	maxListed  = 25
	titleLimit = 90
)

// causeWords say what a cause is called and what to do about it.
var causeWords = map[calendar.Cause]struct{ label, do string }{
	calendar.DeclinedBlocks:  {"Declined, still there", "Delete them, or show them as free."},
	calendar.CancelledBlocks: {"Cancelled, still there", "Delete them."},
	calendar.Duplicate:       {"Twice in the calendar", "Delete one of the two."},
	calendar.Orphan:          {"Nobody else comes any more", "End the series, or ask who still comes."},
	calendar.StaleHold:       {"Never made certain", "Confirm them, answer the invitation, or delete them."},
	calendar.Reminder:        {"Reminders shown as busy", "Set them to “free”."},
}

// Keys are the events that the numbers of the rep's mail stand for: the first is 1.
func (h Hygiene) Keys() []string {
	var keys []string
	for _, f := range h.listed() {
		keys = append(keys, f.Key)
	}
	return keys
}

// listed are the entries that the mail shows, as far as it goes.
func (h Hygiene) listed() []Found {
	all := slices.Concat(h.Found, h.Unanswered)
	return all[:min(len(all), maxListed)]
}

// Mail is the weekly mail to the owner of the calendar, with the titles of their own entries.
func (h Hygiene) Mail() templates.Hygiene {
	v := templates.Hygiene{
		Topic: "Your calendar: " + h.headline(), Greeting: "Hi " + plain(h.Person.First()) + ",", Lead: h.lead(),
		Next:    "nothing happens by itself. I look again next Monday, and write if there is something to tell.",
		Private: "Only you see this mail. Nothing of what stands in your calendar is told to anybody by name.",
	}
	v.More = h.doubts()
	for _, b := range h.Causes {
		v.Causes = append(v.Causes, templates.Row{Label: causeWords[b.Cause].label, Value: blockedText(b)})
	}
	if len(h.Causes) > 1 {
		v.Total = spell(h.Blocked)
	}
	for i, f := range h.listed() {
		label, do := "Invitations without your answer", "Accept or decline them: until then nobody can rely on the time."
		if f.Cause != "" {
			label, do = causeWords[f.Cause].label, causeWords[f.Cause].do
		}
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Title != label {
			v.Groups = append(v.Groups, templates.CalendarGroup{Title: label, Do: do})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Items = append(g.Items, h.item(i+1, f))
	}
	if rest := len(h.Found) + len(h.Unanswered) - len(h.listed()); rest > 0 {
		v.Rest = fmt.Sprintf("And %d more, which I list when these are settled.", rest)
	}
	v.Commands = []templates.Command{
		{Usage: "ignore 1", Effect: "no. 1 never counts as busy time, and is not mentioned again"},
		{Usage: "keep 1", Effect: "no. 1 is an appointment: it counts as busy, and is not mentioned again"},
		{Usage: "stop", Effect: "no more such mails"},
	}
	return v
}

// headline is the news in few words.
func (h Hygiene) headline() string {
	var parts []string
	if h.Blocked > 0 {
		parts = append(parts, spell(h.Blocked)+" to win back")
	} else if len(h.Found) > 0 {
		parts = append(parts, text.Count(len(h.Found), "entry", "entries")+" to clear away")
	}
	if h.Waiting > 0 {
		parts = append(parts, text.Count(h.Waiting, "invitation", "invitations")+" to answer")
	}
	return strings.Join(parts, ", ")
}

func (h Hygiene) lead() string {
	switch {
	case h.Blocked > 0:
		return fmt.Sprintf("In the next four weeks, %s of your working time %s taken by %s that may be no appointments "+
			"any more.", spell(h.Blocked), areOf(h.Blocked), text.Count(len(h.Found), "entry", "entries"))
	case len(h.Found) > 0:
		return fmt.Sprintf("%s of the next four weeks may be no appointments any more; they take no working time.",
			text.Capital(text.Count(len(h.Found), "entry", "entries")))
	}
	return "Some invitations for the next four weeks wait for your answer."
}

// areOf fits a verb to a length of time.
func areOf(d time.Duration) string {
	if d == time.Hour || d == time.Minute {
		return "is"
	}
	return "are"
}

// doubts say what could not be read.
func (h Hygiene) doubts() []string {
	if len(h.Unknown) == 0 {
		return nil
	}
	return []string{"This is not all: " + plain(h.Unknown[0]) + "."}
}

// item describes one entry to the owner of the calendar.
func (h Hygiene) item(n int, f Found) templates.CalendarItem {
	title := plain(f.Entry.Title)
	if title == "" {
		title = "(without a title)"
	}
	it := templates.CalendarItem{Number: strconv.Itoa(n), Title: title, When: h.when(f), Why: text.Capital(f.Why)}
	if f.Blocks > 0 {
		it.Blocks = spell(f.Blocks)
	}
	switch {
	case it.Why == "":
	case f.Confidence == 1:
		it.Why += "."
	default:
		it.Why += fmt.Sprintf(" (%.0f\u00a0%% sure).", f.Confidence*100)
	}
	return it
}

// when is the time of an entry on the owner's clocks.
func (h Hygiene) when(f Found) string {
	zone := h.Person.Location()
	start, end := f.Entry.Start.In(zone), f.Entry.End.In(zone)
	when := start.Format("Mon 2 Jan")
	switch last := end.Add(-time.Nanosecond); {
	case f.Entry.AllDay && sameDay(start, last):
		when += ", all day"
	case f.Entry.AllDay:
		when += " – " + last.Format("Mon 2 Jan")
	case sameDay(start, last):
		when += ", " + start.Format("15:04") + "–" + end.Format("15:04")
	default:
		when += " " + start.Format("15:04") + " – " + end.Format("Mon 2 Jan 15:04")
	}
	if f.Times > 1 {
		when += fmt.Sprintf(" and %s until %s", text.Count(f.Times-1, "more time", "more times"),
			f.Last.In(zone).Format("2 Jan"))
	}
	return when
}

func sameDay(a, b time.Time) bool { return a.Format(time.DateOnly) == b.Format(time.DateOnly) }

// TeamMail is the summary for a manager: hours by cause for each rep, and nothing of what stands in a calendar. ok is
// false if there is nothing to tell.
func TeamMail(manager handoff.Person, all []Hygiene) (v templates.Hygiene, ok bool) {
	var sum time.Duration
	waiting, clean := 0, []string{}
	causes := make(map[calendar.Cause]Blocked)
	for _, h := range all {
		if h.Clean() {
			clean = append(clean, plain(h.Person.Name))
			continue
		}
		sum += h.Blocked
		waiting += h.Waiting
		v.People = append(v.People, templates.Row{Label: plain(h.Person.Name), Value: h.forManager()})
		for _, b := range h.Causes {
			c := causes[b.Cause]
			causes[b.Cause] = Blocked{Cause: b.Cause, Time: c.Time + b.Time, Entries: c.Entries + b.Entries}
		}
	}
	for _, c := range calendar.Causes() {
		if b := causes[c]; b.Entries > 0 {
			v.Causes = append(v.Causes, templates.Row{Label: causeWords[c].label, Value: blockedText(b)})
		}
	}
	if len(v.Causes) > 1 {
		v.Total = spell(sum)
	}
	whole := Hygiene{Blocked: sum, Waiting: waiting, Found: make([]Found, len(v.Causes))}
	v.Topic, v.Greeting = "Calendars of your team: "+whole.headline(), "Hi "+plain(manager.First())+","
	v.Lead = "Invitations wait for the answer of your reps. Each of them has a list of their own."
	if len(v.Causes) > 0 {
		v.Lead = fmt.Sprintf("In the next four weeks, %s of your reps’ working time may be taken by what is no appointment "+
			"any more. Each of them has a list of their own.", spell(sum))
	}
	if len(clean) > 0 {
		v.Rest = "Nothing to tell of " + text.Join(clean) + "."
	}
	v.Next = "nothing is asked of you: each rep clears up their own calendar."
	v.Commands = []templates.Command{{Usage: "stop", Effect: "no more such mails"}}
	v.Private = "Titles and guests of appointments are never told to anybody but the owner of the calendar."
	return v, len(v.People) > 0
}

// forManager sums a calendar up without telling what stands in it.
func (h Hygiene) forManager() string {
	lines := []string{spell(h.Blocked)}
	switch {
	case h.Blocked == 0 && len(h.Found) > 0:
		lines[0] = text.Count(len(h.Found), "entry", "entries") + " to clear away, which take no working time"
	case h.Blocked == 0:
		lines = nil
	}
	var parts []string
	for _, b := range h.Causes {
		if b.Time > 0 {
			parts = append(parts, spell(b.Time)+" "+strings.ToLower(causeWords[b.Cause].label))
		}
	}
	switch {
	case len(parts) == 1:
		lines[0] = parts[0]
	case len(parts) > 1:
		lines[0] += ": " + strings.Join(parts, "; ")
	}
	if h.Waiting > 0 {
		lines = append(lines, text.Count(h.Waiting, "invitation", "invitations")+" without an answer")
	}
	if len(h.Unknown) > 0 {
		lines = append(lines, "not all of it could be read")
	}
	return strings.Join(lines, "\n")
}

func blockedText(b Blocked) string {
	if b.Time == 0 {
		return text.Count(b.Entries, "entry", "entries")
	}
	return spell(b.Time) + " by " + text.Count(b.Entries, "entry", "entries")
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
