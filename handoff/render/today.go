package render

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// Today writes what waited for the start of somebody's hours as one mail, on the day of the mail of the week with its
// parts above. hs and as belong together by index and have one recipient. Of each lead there is one line, the latest
// and most pressing; Lines of the mail are what the numbers stand for. A silence that may count has a line of its own.
func (r *Renderer) Today(hs []handoff.Handoff, as []handoff.Action, c *handoff.Config, now time.Time) (Mail, error) {
	if len(hs) == 0 || len(hs) != len(as) {
		return Mail{}, fmt.Errorf("%w: a Today of %d handoffs and %d actions", ErrRender, len(hs), len(as))
	}
	var keys []string
	var pages []*page
	var w week
	for i, a := range as {
		if a.To.Person != as[0].To.Person || a.To.Person == "" {
			return Mail{}, fmt.Errorf("%w: the Today of %s may not hold a line for %s", ErrRender, as[0].To, a.To)
		}
		keys = append(keys, a.Key())
		if a.Purpose == handoff.PurposeService {
			w.add(handoff.DetailOf[handoff.ServiceDetail](a))
			w.weekly = w.weekly || a.When == handoff.Weekly
			continue
		}
		pages = append(pages, r.page(hs[i], a, c.Of(hs[i].Team), now))
	}
	frame := r.page(handoff.Handoff{}, as[0], c, now)
	if pages = todayOf(pages); len(pages) > 0 {
		frame = pages[0]
	}
	out, err := r.today(frame, pages, w, handoff.MailHash("today", strings.Join(keys, "\n")), as[0].Token)
	if err != nil {
		return Mail{}, fmt.Errorf("%w: Today of %s: %w", ErrRender, as[0].To, err)
	}
	return out, nil
}

// rank orders the lines of a Today: whom one meets, then what is asked, then what is told.
func (p *page) rank() int {
	switch p.a.Purpose {
	case handoff.PurposeMeeting:
		return 0
	case handoff.PurposeOutcome, handoff.PurposeQuestion, handoff.PurposeReminder:
		return 1
	}
	return 2
}

// place is where the line stands in the mail, and what it counts as: whatever asks the reader for something is no note.
func (p *page) place() int {
	switch {
	case p.rank() == 0:
		return 0
	case p.rank() == 1, p.a.Purpose == handoff.PurposeReturned, p.asksInWords(), p.waitsForReader():
		return 1
	}
	return 2
}

// asksQuestion says whether the mail is a question or a reminder in itself.
func (p *page) asksQuestion() bool { return p.rank() == 1 }

// waitsForReader says whether a note begins with what its reader has to do, and until when.
func (p *page) waitsForReader() bool {
	return p.a.Purpose == handoff.PurposeNotice && !aside(p.a.Step) && p.H.Forecast(p.C, p.Now).Owner == p.Reader.ID &&
		p.First() != ""
}

// asksInWords says whether the words of a note ask for something, without a deadline.
func (p *page) asksInWords() bool {
	switch strings.TrimPrefix(p.wordsName(), "notice-") {
	case "contact-left", "contact-moved", "without-qualifier", "silence-claimed", "deleted", "prospect-unread",
		"prospect-bounced", "own-left", "own-move", "own-off", "cannot-write", "permission", "draft-waits":
		return true
	case "no-mail":
		return p.a.To.Role == handoff.RoleAdmin || p.words().Meets
	}
	return false
}

// todayOf is a line a lead: the most pressing that is to be told of it, of several such the latest. It names the next
// step beside what is more pressing: nobody is asked later about a step that no line has shown. What a rep can say
// about a silence, and what a manager decides about it, is no news of the lead: no other line of the lead stands for
// it.
func todayOf(pages []*page) []*page {
	var out []*page
	for _, p := range pages {
		i := slices.IndexFunc(out, func(q *page) bool {
			return q.H.ID == p.H.ID && q.matter() == p.matter()
		})
		switch {
		case i < 0:
			out = append(out, p)
		case p.rank() <= out[i].rank():
			out[i] = p.over(out[i])
		default:
			out[i] = out[i].over(p)
		}
	}
	slices.SortStableFunc(out, func(p, q *page) int {
		if n := cmp.Compare(p.place(), q.place()); n != 0 || p.place() != 0 {
			return n
		}
		return p.H.Start.Compare(q.H.Start)
	})
	return out
}

// matter is what a line is about beside its lead: of two matters there are two lines.
func (p *page) matter() string {
	switch {
	case isPattern(p.a.Step):
		return "pattern"
	case p.a.OfSilence():
		return string(p.a.Step)
	}
	return ""
}

// over is the line of the more pressing page, which is the other one if only this one is the next step.
func (p *page) over(other *page) *page {
	if ofStep(p.a.Step) && !ofStep(other.a.Step) && other.rank() <= p.rank() {
		p, other = other, p
	}
	switch {
	case ofStep(p.a.Step):
	case ofStep(other.a.Step):
		p.step = other
	case p.step == nil:
		p.step = other.step
	}
	return p
}

// ofStep says whether a mail asks for the next step.
func ofStep(step handoff.Code) bool { return step == "step-due" || step == "step-past" }

func (r *Renderer) today(p *page, pages []*page, w week, key, token string) (Mail, error) {
	for _, each := range pages {
		each.a.Token = token
	}
	to, err := r.Envelope(p.H, p.a, p.C)
	if err != nil {
		return Mail{}, err
	}
	d := mail.Draft{
		From: mail.Address{Name: p.C.Name, Addr: p.C.Address}, To: []mail.Address{p.recipient()}, Date: p.Now.UTC(),
		ReplyTo: []mail.Address{{Name: p.C.Name, Addr: handoff.WithToken(p.C.Address, token, r.addressing)}},
		Auto:    true, MessageID: key + "@" + text.Domain(p.C.Address), HandoffID: key, Headers: w.headers(p.C),
	}
	view, lines, err := todayView(p, pages, w)
	if err == nil {
		err = w.enclose(&d)
	}
	if err != nil {
		return Mail{}, err
	}
	raw, err := r.compose(p, "today", view, d)
	return Mail{From: p.C.Address, To: to, MessageID: d.MessageID, Raw: raw, Lines: lines}, err
}

// todayView is the mail and what its numbers stand for.
func todayView(first *page, pages []*page, w week) (templates.Today, []handoff.TodayLine, error) {
	v := templates.Today{Greeting: first.greeting(), Parts: w.views(),
		Private: first.Line("letter", "private/digest", templates.Aside{})}
	lines := w.lines()
	var counts [3]int64
	var usage []string
	asked := len(lines) > 0 && lines[0].Asks || w.asks()
	for _, p := range pages {
		if len(lines) >= handoff.MostLines && !p.a.OfSilence() { // by which it would count unread
			v.Rest = append(v.Rest, p.Lead()+" ("+string(p.H.ID)+")")
			continue
		}
		l := p.line(strconv.Itoa(len(lines) + 1))
		if p.Err != nil {
			return v, nil, p.Err
		}
		lines = append(lines, handoff.TodayLine{Handoff: p.H.ID, Asks: l.Answers != ""})
		asked = asked || p.place() == 1
		l.Number = strconv.Itoa(len(lines))
		l.Page = p.C.LeadPage(p.H.ID)
		if word := firstAnswer(l.Answers); word != "" && len(usage) < 3 {
			usage = append(usage, l.Number+" "+word)
		}
		counts[p.place()]++
		v.Lines = append(v.Lines, l)
	}
	holds := first.todayCounts(counts)
	words := templates.Words{Lead: first.All(append(holds, w.topics()...)), Asked: asked}
	name := "today"
	switch {
	case w.weekly:
		name = "weekly"
	case first.a.When == handoff.Live:
		name = "joined"
	}
	said, _ := first.filled(name, words)
	v.Topic, v.Lead = said.Topic, said.Lead
	if len(w.parts) > 0 && len(v.Lines) > 0 {
		v.Title = first.Line("letter", "today/title", templates.Aside{Lead: first.All(holds)})
	}
	if w.calendars() {
		lines = append(lines, handoff.TodayLine{})
	}
	if first.C.Pages != "" {
		v.Page = first.todayPage()
	}
	if len(usage) > 0 {
		v.Usage = "`" + strings.Join(usage, ", ") + "`"
	}
	return v, lines, first.Err
}

// firstAnswer is the first of answers that can be given as it stands; empty if that is one to be filled in. What stands
// in code is one answer, also where it has commas.
func firstAnswer(answers string) string {
	word, _, _ := strings.Cut(answers, ",")
	if code, ok := strings.CutPrefix(answers, "`"); ok {
		word, _, _ = strings.Cut(code, "`")
	}
	if strings.HasSuffix(word, ":") {
		return ""
	}
	return word
}

// todayCounts is what a Today holds, in few words.
func (p *page) todayCounts(counts [3]int64) []string {
	var parts []string
	for i, code := range []string{"today/meetings", "today/questions", "today/notes"} {
		if counts[i] > 0 {
			parts = append(parts, p.Line("letter", code, templates.Aside{Number: counts[i]}))
		}
	}
	return parts
}

// line is what a lead has in somebody's Today: the words of the mail that it would have been, and what can be said.
func (p *page) line(number string) templates.TodayLine {
	l := p.ownLine(number)
	if p.step == nil {
		return l
	}
	said, _ := p.step.said(string(p.step.a.Purpose) + "-" + string(p.step.a.Step))
	p.Err = cmp.Or(p.Err, p.step.Err)
	l.Text = strings.TrimSpace(l.Text + " " + said.Lead)
	return l
}

func (p *page) ownLine(number string) templates.TodayLine {
	if p.a.Purpose == handoff.PurposeMeeting {
		said, _ := p.said("meeting")
		return templates.TodayLine{Title: said.Topic, Text: said.Lead, Meeting: p.Meeting(),
			Rows: append(p.Contacts(), p.Brief()...)}
	}
	whole := p.letter()
	l := templates.TodayLine{Title: whole.Topic,
		Text: strings.Join(slices.Concat([]string{whole.Lead}, whole.More, whole.Aside), " ")}
	switch {
	case p.a.Purpose == handoff.PurposeOutcome:
		l.Text, l.Answers = "", p.Line("letter", "today/answers", templates.Aside{Label: p.anyCriterion()})
		l.Taps = p.outcomeTaps(number)
	case p.place() == 1:
		p.askInToday(&l, whole, number)
	}
	return l
}

// askInToday puts into a line what is asked, until when, and how it is answered.
func (p *page) askInToday(l *templates.TodayLine, whole templates.Letter, number string) {
	most := 3
	if whole.First != "" {
		l.Text = whole.First + " " + l.Text
	}
	if p.asksQuestion() {
		for _, s := range whole.Sections {
			l.Rows = append(l.Rows, s.Rows...)
		}
	}
	if l.Taps = p.todayTaps(number); len(l.Taps) > 0 {
		most = min(len(l.Taps), max(1, len(p.prominent()))) // what has no tap does not answer the question
	}
	if n := len(whole.Form); n > 0 && p.a.Purpose != handoff.PurposeReturned { // nothing else is asked
		l.Answers = "`" + strings.Join(whole.Form, "`, `") + "`"
		l.Text += " " + p.Line("letter", "today/form", templates.Aside{Lead: l.Answers, Number: int64(n)})
		return
	}
	if p.asksInWords() && len(l.Taps) == 0 { // the words say how
		return
	}
	var can []string
	for _, c := range p.likeliest(most) {
		can = append(can, "`"+p.example(c.Usage)+"`")
	}
	l.Answers = p.All(can)
}
