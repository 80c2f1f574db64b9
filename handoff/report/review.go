package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// reviewTemplate is the name of the template of these parts.
const reviewTemplate = "review"

// Link makes a link that opens a mail.
type Link func(subject, body string) string

// Fill is what Thursday's Today asks a rep to fill in before the review: leads without a next step.
type Fill struct {
	Reader handoff.PersonID
	Leads  []handoff.Handoff
	At     time.Time // when that Today goes out
}

// FillOf picks the leads of a person that lack a next step of which that day's Today says nothing by itself.
func FillOf(id handoff.PersonID, leads []handoff.Handoff, c *handoff.Config, at time.Time) Fill {
	f := Fill{Reader: id, At: at}
	for _, h := range leads {
		if handoff.StepOf(&h) == id && handoff.StepGap(&h, c, at) != "" && !handoff.StepToday(&h, c, at) {
			f.Leads = append(f.Leads, h)
		}
	}
	slices.SortStableFunc(f.Leads, oldestFirst)
	return f
}

func oldestFirst(a, b handoff.Handoff) int {
	return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.ID, b.ID))
}

// IDs are the leads that it asks about.
func (f Fill) IDs() []string { return idsOf(f.Leads) }

func idsOf(hs []handoff.Handoff) []string {
	var out []string
	for _, h := range hs {
		out = append(out, string(h.ID))
	}
	return out
}

// Part is what that Today tells of it; false if that is nothing.
func (f Fill) Part(words Words, c *handoff.Config, link Link) (templates.Mail, bool, error) {
	n := len(f.Leads)
	if n == 0 {
		return templates.Mail{}, false, nil
	}
	why := words.Why
	v := templates.Review{Topic: why(handoff.Because("review/fill-topic", handoff.NumberArg(n))),
		Title:   why(handoff.Because("review/fill-title")),
		Lead:    why(handoff.Because("review/fill", handoff.WordsArg(exampleOf(words, f.Leads[0].ID)), handoff.NumberArg(n))),
		Private: why(handoff.Because("review/fill-private"))}
	g := templates.ReviewGroup{}
	r := reviewing{words: words, c: c, zone: c.Person(f.Reader).Zone, now: f.At}
	for _, h := range f.Leads[:min(n, reviewLines)] {
		g.Lines = append(g.Lines, r.line(h, r.gap(h, false)))
	}
	g.Rest = r.rest(n)
	v.Groups, v.Form = []templates.ReviewGroup{g}, formOf(words, f.Leads)
	v.Fill = templates.Button{Label: why(handoff.Because("review/fill-in")),
		Link: link(why(handoff.Because("review/subject")), joined(v.Form))}
	m, err := words.Set.Write(reviewTemplate, v)
	return m, err == nil, err
}

// formOf are the lines to fill in.
func formOf(words Words, leads []handoff.Handoff) []string {
	var out []string
	for _, h := range leads[:min(len(leads), reviewLines)] {
		out = append(out, words.Why(handoff.Because("review/form", handoff.WordsArg(string(h.ID)))))
	}
	return out
}

// exampleOf is how a line is filled in.
func exampleOf(words Words, id handoff.ID) string {
	return words.Why(handoff.Because("review/example", handoff.WordsArg(string(id))))
}

// reviewLines bounds the leads of a group that are listed; the others are counted.
const reviewLines = 10

// reviewing words leads for one reader.
type reviewing struct {
	words Words
	c     *handoff.Config
	zone  string
	now   time.Time
}

func (r reviewing) line(h handoff.Handoff, why ...handoff.Reason) templates.ReviewLine {
	l := templates.ReviewLine{ID: string(h.ID), Lead: handoff.LeadName(&h, r.c)}
	var said []string
	for _, w := range why {
		if w.Code != "" {
			said = append(said, r.words.Why(w))
		}
	}
	l.Why = text.Capital(strings.Join(said, " · "))
	return l
}

// saysGap names what is said of each gap.
var saysGap = map[handoff.Gap]handoff.Code{handoff.GapNone: "review/gap-none",
	handoff.GapNotChosen: "review/gap-not-chosen", handoff.GapPast: "review/gap-past"}

// gap says what is missing of the next step of a lead, and whose it is where its reader is somebody else.
func (r reviewing) gap(h handoff.Handoff, named bool) handoff.Reason {
	code, on, what := saysGap[handoff.StepGap(&h, r.c, r.now)], h.Since, ""
	if s := h.Step; s != nil {
		on, what = s.On, s.What
	}
	args := []handoff.Arg{handoff.TimeArg(on, r.c.Person(handoff.StepOf(&h)).Zone), handoff.WordsArg(what)}
	if named {
		return handoff.Because("review/of", handoff.PersonArg(handoff.StepOf(&h)), handoff.ReasonArg(
			handoff.Because(code, args...)))
	}
	return handoff.Because(code, args...)
}

// rest counts the leads of a group that are not listed.
func (r reviewing) rest(n int) string {
	if n <= reviewLines {
		return ""
	}
	return r.words.Why(handoff.Because("shield/more", handoff.NumberArg(n-reviewLines)))
}

// FillDay names the week in which a rep is asked for next steps, and says when that Today goes out and whether its part
// is to be written now: in the hour before the Today of Thursday, or of Friday to who is not there on Thursday.
func FillDay(now time.Time, c handoff.Clock) (week string, at time.Time, due bool) {
	at = c.NextToday(now.Add(-time.Nanosecond))
	return WeekName(at.In(c.Zone)), at, fills(at, c) && !at.Before(now) && !at.After(now.Add(before))
}

// NextFill is when, after the instant, such a part is to be written first; zero if never.
func NextFill(now time.Time, c handoff.Clock) time.Time {
	at := c.NextToday(now.Add(before))
	for range 7 {
		if c.Hours.Weekly() > 0 && fills(at, c) {
			return at.Add(-before)
		}
		at = c.NextToday(at)
	}
	return time.Time{}
}

// fills says whether the Today of the instant asks for next steps.
func fills(at time.Time, c handoff.Clock) bool {
	day := at.In(c.Zone).Weekday()
	return day == time.Thursday || day == time.Friday
}

// joined is the text of a mail that has the lines.
func joined(lines []string) string { return strings.Join(lines, "\n") + "\n" }
