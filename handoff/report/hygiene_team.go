package report

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/templates"
)

// TeamCalendars is what is told of the calendars of a team, in sum: nothing of what stands in one, and no names but of
// those who were asked about the same entries for weeks and did nothing.
type TeamCalendars struct {
	All    []Hygiene
	Unseen int // calendars that could not be read at all
	Passed int // leads of last week that went to somebody else because of what may be no appointment, or was not read

	Weeks   int // after so many names are told; 0: never
	Ignored []handoff.PersonID

	Named bool // each rep by name, for whoever looks after the calendars
}

// StillThere says whether entries that somebody was asked about in each of the lists are not settled yet.
func (h Hygiene) StillThere(asked [][]string) bool {
	if len(asked) == 0 {
		return false
	}
	left := map[string]int{}
	for _, keys := range asked {
		seen := map[string]bool{}
		for _, k := range keys {
			if !seen[k] {
				seen[k] = true
				left[k]++
			}
		}
	}
	for _, k := range h.Keys() {
		if left[k] == len(asked) {
			return true
		}
	}
	return false
}

// TeamPart is the summary; ok is false if there is nothing to tell.
func TeamPart(words Words, t TeamCalendars) (m templates.Mail, ok bool, err error) {
	w, v := &wording{Words: words}, templates.Hygiene{}
	var sum time.Duration
	waiting, unread, clean := 0, t.Unseen, []string{}
	causes := make(map[calendar.Cause]Blocked)
	for _, h := range t.All {
		if len(h.Unknown) > 0 {
			unread++
		}
		if h.Clean() {
			clean = append(clean, plain(h.Person.Name))
			continue
		}
		sum += h.Blocked
		waiting += h.Waiting
		if t.Named {
			v.People = append(v.People, templates.Row{Label: plain(h.Person.Name), Value: h.forManager(w)})
		}
		for _, b := range h.Causes {
			c := causes[b.Cause]
			causes[b.Cause] = Blocked{Cause: b.Cause, Time: c.Time + b.Time, Entries: c.Entries + b.Entries}
		}
	}
	if len(clean) == len(t.All) {
		return m, false, nil
	}
	for _, c := range calendar.Causes() {
		if b := causes[c]; b.Entries > 0 {
			v.Causes = append(v.Causes, templates.Row{Label: w.fixed("cause/" + string(c)), Value: b.text(w)})
		}
	}
	if len(v.Causes) > 1 {
		v.Total = spell(sum)
	}
	whole := Hygiene{Blocked: sum, Waiting: waiting, Found: make([]Found, len(v.Causes))}
	v.Topic = whole.headline(w)
	v.Title, v.Lead = w.line("title/team", templates.Tidy{What: v.Topic}), w.fixed("lead/team")
	if len(v.Causes) > 0 {
		v.Lead = w.line("lead/team-blocked", templates.Tidy{Span: spell(sum)})
	}
	v.More = t.more(w, unread)
	if len(clean) > 0 && t.Named {
		v.Rest = w.line("rest/team", templates.Tidy{What: w.all(clean)})
	}
	v.Private = w.fixed("private/team")
	v.Commands = []templates.Command{{Usage: "stop", Effect: w.fixed("stop")}}
	m, err = w.write(v)
	return m, true, err
}

// more is what that has cost, what could not be read, and who did nothing about it.
func (t TeamCalendars) more(w *wording, unread int) []string {
	var out []string
	if t.Passed > 0 {
		out = append(out, w.counted("team/passed", t.Passed))
	}
	if unread > 0 && !t.Named {
		out = append(out, w.counted("team/unread-some", unread))
	}
	if t.Weeks == 0 || len(t.Ignored) == 0 {
		return out
	}
	var names []string
	for _, h := range t.All {
		for _, id := range t.Ignored {
			if h.Person.ID == id {
				names = append(names, plain(h.Person.Name))
			}
		}
	}
	return append(out, w.line("team/ignored", templates.Tidy{What: w.all(names), Number: int64(t.Weeks)}))
}
