package render

import (
	"slices"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// sameWords are steps that say the same.
var sameWords = map[string]string{
	"notice-reply-late": "notice-news", "notice-reply-returned": "notice-news", "notice-accept-returned": "notice-news",
	"notice-tentative": "notice-news", "notice-answer-unusual": "notice-news", "notice-withdrew": "notice-news",
	"notice-refused": "notice-old-time", "notice-proposal-lapsed": "notice-old-time",
	"notice-closed-unconfirmed": "notice-closed", "notice-expired": "notice-closed",
	"notice-step-named": "notice-news", "notice-slept": "notice-news",
	"notice-closed-no-show": "notice-closed", "notice-pattern-again": "notice-pattern",
	"question-pattern-again": "question-pattern",
	"notice-qualifier-away":  "notice-without-qualifier", "notice-qualifier-left": "notice-without-qualifier",
	"question-not-the-sender": "question-yes-or-no", "question-not-proven": "question-yes-or-no",
	"question-other-side": "question-yes-or-no", "question-an-instance": "question-yes-or-no",
	"question-no-revision": "question-yes-or-no",
}

// say puts the words of the step into the letter; false if there are none.
func (p *page) say(l *templates.Letter) bool {
	if p.a.Step == "rep-away" && p.H.Current() == nil { // nobody is asked any more
		return false
	}
	return p.sayAs(l, p.wordsName())
}

// wordsName names the words of the step.
func (p *page) wordsName() string {
	name := string(p.a.Purpose) + "-" + string(p.a.Step)
	if other := sameWords[name]; other != "" {
		return other
	}
	return name
}

// sayAs puts the words of a file into the letter; false if there is none of that name.
func (p *page) sayAs(l *templates.Letter, name string) bool {
	said, ok := p.said(name)
	if !ok {
		return false
	}
	l.Topic, l.Lead, l.More = said.Topic, said.Lead, append(l.More, said.More...)
	if said.Next != "" {
		l.First, l.Next = said.Next, ""
	}
	return true
}

// said are the words of a file, filled in; false if there is none of that name. What could not be filled in is kept for
// the end.
func (p *page) said(name string) (templates.Said, bool) { return p.filled(name, p.words()) }

func (p *page) filled(name string, w templates.Words) (templates.Said, bool) {
	said, ok, err := p.Set.Say(name, w)
	if p.Err == nil {
		p.Err = err
	}
	return said, ok && err == nil
}

// why is the sentence of a reason.
func (p *page) why(r handoff.Reason) string { return view.WhyTo(p.Set.Reasons, p.C, p.Reader.ID, r) }

// words is what the words of the mail can print.
func (p *page) words() templates.Words {
	acting, _ := p.H.ActingQualifier(p.C)
	w := templates.Words{
		Lead: p.Lead(), Prospect: p.Prospect(), Rep: p.Name(p.H.Rep()), Qualifier: p.PublicName(p.H.Qualifier),
		Back:   p.Name(p.H.Qualifier),
		Acting: p.Person(acting),
		Why:    text.Sentence(p.why(p.a.Why)), Standing: p.Standing(), Until: p.endOfWindow(),
		Lacking: p.Line("standing", "lacking/nothing", templates.Standing{}),
		Start:   p.At(p.H.Start), When: p.Meeting().When, Place: p.Place(), Missing: p.All(p.Missing()),
		Criterion: p.anyCriterion(),
		Ended:     p.endedInSilence(),
		ForRep:    p.a.To.Role == handoff.RoleRep, ForAdmin: p.a.To.Role == handoff.RoleAdmin,
		OwnHolds: p.H.OwnHolds(), Opportunity: text.OneLine(p.H.Opportunity, text.NameLimit),
		Amount: p.H.Amount.String(), DealNote: dealNote(p.H),
	}
	if a := p.H.Current(); a != nil {
		w.AtOnce, w.AskedAt = p.AtOnce(), view.AskedAt(p.View)
		w.Lacking, w.Absence, w.AbsentDue = p.Lacking(a), p.At(a.AwayUntil), p.At(a.AwayDue)
	}
	w.Holder = w.Rep
	switch p.H.State {
	case handoff.Escalated:
		w.Escalated, w.Holder = true, p.Name(p.H.Manager(p.C))
	case handoff.Returned:
		w.Returned, w.Holder = true, p.Name(acting)
	}
	start, _ := p.proposed()
	w.Proposed = p.At(start)
	if m := p.H.Moving; m != nil {
		w.ByRep, w.Loose, w.Said = m.By == handoff.RoleRep, m.Loose, m.Said
	}
	if t := p.H.Times; t != nil {
		w.OfferedTimes, w.OfferedUntil = p.offeredTimes(t), p.At(t.Until)
	}
	w.Confirming = handoff.Confirming(p.H)
	w.Attending = w.Confirming && handoff.Attends(p.H)
	if s := p.H.Step; s != nil {
		w.StepWhat, w.StepOn, w.StepNamed = view.StepWhat(p.View), p.Day(s.On), s.Chosen()
	}
	p.caseWords(&w)
	p.sleepWords(&w)
	if c := handoff.ChoreAsked(p.H); c != nil {
		w.Reschedules, w.ChoreWords = c.What == handoff.ChoreReschedule, text.Stop(text.OneLine(c.Words, text.NameLimit))
	}
	p.openWords(&w)
	p.detailWords(&w)
	return w
}

// caseWords are what the state of the case says.
func (p *page) caseWords(w *templates.Words) {
	w.Because, w.CaseWhy = text.Stop(text.OneLine(p.why(p.a.Why), text.ValueLimit)), text.Sentence(p.why(p.H.Why))
	if !p.H.Start.IsZero() {
		w.Day = text.Brief(p.H.Start, p.Now, p.Zone)
	}
	w.Waiting, w.Untouched, w.StartedWithout = p.H.Waiting, p.H.Start.After(p.Now), p.a.Why.Code == "started-without"
	w.Climbed, w.Again, w.OtherRep = p.a.Step == "climb", p.a.Step == "again", p.Reader.ID != p.H.Rep() && p.H.Rep() != ""
	w.Disputed = p.H.Return != nil && p.a.Step == "disputed"
	w.NoCalendar = len(p.Reader.Calendars) == 0
	if a := p.assignment(); a != nil {
		lacking := a.Lacking()
		if !a.TimeFrom.IsZero() && p.H.State == handoff.Offered {
			w.TimeFrom = p.At(a.TimeFrom)
		}
		w.LacksAccept, w.LacksReply = slices.Contains(lacking, handoff.RequireAccept),
			slices.Contains(lacking, handoff.RequireReply)
		w.Task, w.Due, w.Otherwise = p.View.Task(a), p.At(a.Due), p.Otherwise(a)
		w.DueShort = text.Brief(p.due(a), p.Now, p.Zone)
		w.TaskShort, w.LeftShort = p.Line("first", p.taskCode(w.LacksReply), templates.Next{}), p.leftShort(a)
	}
	ret := p.H.Return
	if ret == nil {
		return
	}
	if ret.By != "" {
		w.By = p.Person(ret.By)
	}
	var unmet []string
	for _, name := range ret.Criteria {
		unmet = append(unmet, p.Criterion(name))
	}
	w.Unmet, w.SeveralUnmet = p.All(unmet), len(unmet) > 1
	w.Wake, w.WakeDate = p.Day(ret.Wake), sleepDay(ret.Wake, p.Zone)
}

// openWords are what is open.
func (p *page) openWords(w *templates.Words) {
	w.Draft, w.Offered, w.Twin, w.Known = p.H.State == handoff.Draft, p.H.State == handoff.Offered, string(p.H.Twin),
		p.H.ID != ""
	if c := p.clashOfQualifier(); c != nil {
		w.Clash, w.ClashRep, w.ClashMove = true, p.Name(c.Rep), c.Move
		w.ClashElse, w.ClashNoTime = !c.Taken(), c.Timeless()
		if until := c.PausedUntil(); !until.IsZero() {
			w.ClashPause = p.At(until)
		}
		if c.For != "" {
			w.ClashFor = p.Name(c.For)
		}
	}
	w.Questions, w.Complete = p.Questions(), len(p.H.Missing)+len(p.H.Questions) == 0
	if m, ok := p.H.MeantBy(p.Reader.ID); ok && len(p.proposedLines()) > 0 {
		w.Proposes, w.AllProposed, w.Doubt = true, len(p.form())+len(p.H.Questions) == 0, text.Sentence(p.why(m.Doubt))
	}
	w.OwnClash = p.ownClash() != nil
	a := p.assignment()
	if a == nil {
		return
	}
	if a.N > 1 {
		w.Before = p.Person(p.H.Assignments[a.N-2].Rep)
	}
	if why, unread := a.Note.Unread(); unread {
		w.Unread = text.OneLine(p.why(why), text.ValueLimit)
	} else {
		w.Note = text.Stop(text.OneLine(p.why(a.Note), text.ValueLimit))
	}
}

// detailWords are what the action itself carries.
func (p *page) detailWords(w *templates.Words) {
	short := func(s string) string { return text.OneLine(s, text.NameLimit) }
	from := p.outside()
	w.Address, w.Name, w.Words, w.From = short(from.address), short(from.name), from.words != "", p.outsiderName()
	w.PutWord = templates.Choice{Send: p.wordFor("send"), Add: p.wordFor("add"), Same: p.wordFor("same")}
	switch d := p.a.Detail.(type) {
	case handoff.NoticeDetail:
		w.Answer, w.Subject, w.Instead, w.Mend = d.Answer, short(d.What), short(d.Instead), text.Sentence(d.Mend)
		w.Late, w.Verified, w.Last = string(d.When), d.Verified == handoff.Yes, d.Last == handoff.Yes
		if !d.Until.IsZero() {
			w.At = p.At(d.Until)
		}
		p.noMailWords(w, d)
		p.patternWords(w, d.Patterns)
		if p.a.Step == "demand" {
			w.Called, w.Asks = p.Name(d.Person), p.All(d.Fields)
		}
		if p.a.Step == "silence-ruled" || p.a.Step == "rotation-changed" {
			w.Called = p.Name(d.Person)
		}
		if n := d.Turn; n > 0 && n <= len(p.H.Assignments) && p.H.Assignments[n-1].Claim != nil {
			if p.a.Step == "silence-claimed" { // from when it is read
				w.At = p.At(handoff.ClaimEnds(p.H, p.C, n, p.Now))
			}
			w.Costs, w.Dropped = p.Team.Policy.Penalty > 0, !p.H.Assignments[n-1].Claim.Dropped.IsZero()
		}
	case handoff.QuestionDetail:
		p.patternWords(w, d.Patterns)
		if !d.Until.IsZero() {
			w.At = p.At(d.Until)
		}
		if d.Person != "" {
			w.Called, w.First = p.Name(d.Person), text.OneLine(p.C.Person(d.Person).First(), text.NameLimit)
		}
		if p.a.Step == handoff.IdleStep {
			w.StepWhat, w.StepOn = text.OneLine(d.What, text.NameLimit), p.Day(d.Start)
		}
		w.Answer, w.Guest, w.Delegate, w.OtherOwn = d.Answer, short(d.Guest), short(d.To), d.Doubt == handoff.DoubtEvent
	case handoff.EchoDetail:
		w.Subject, w.Ask = short(d.Subject), text.Sentence(p.why(d.Ask))
		w.Meant, w.Named = d.Meant != "", short(string(d.Named))
	case handoff.ConfirmDetail:
		if d.Why.Sentence() == privateSender && len(d.Why.Args) > 0 {
			w.Private = short(d.Why.Args[0].Text)
		}
		w.Arrived, w.AnswerBy = text.Stamp(d.Arrived, p.Now, p.Zone), text.Stamp(d.Until, p.Now, p.Zone)
	}
}

// noMailWords are for a colleague whose address does not take mail.
func (p *page) noMailWords(w *templates.Words, d handoff.NoticeDetail) {
	if p.a.Step != "no-mail" {
		return
	}
	who := p.C.Person(d.Person)
	w.Called, w.First, w.Address = p.Name(d.Person), text.OneLine(who.First(), text.NameLimit),
		text.OneLine(who.Email(), text.NameLimit)
	w.InPool, w.Meets = slices.Contains(p.Team.Reps, d.Person), p.H.State == handoff.Accepted && p.H.Rep() == d.Person
	if said := text.OneLine(d.Details, text.ValueLimit); said != "" {
		w.Details = text.Stop(said)
	}
}

// endOfWindow is when the open window closes.
func (p *page) endOfWindow() string {
	if a := p.H.Current(); a != nil {
		due, _ := p.H.Window(p.C, *a, p.Now)
		return p.At(due)
	}
	return p.At(p.H.Next.At)
}

// endedInSilence is when the time of a former rep ended, if it ended unanswered.
func (p *page) endedInSilence() string {
	for i := len(p.H.Assignments) - 1; i >= 0; i-- {
		if a := p.H.Assignments[i]; a.Rep == p.a.To.Person && !a.Ended.IsZero() {
			if a.End == handoff.EndSilence || a.End == handoff.EndUnclear {
				return p.At(a.Due)
			}
			return ""
		}
	}
	return ""
}

// due is when the window of an assignment closes, as it was promised or as it would if it opened now.
func (p *page) due(a *handoff.Assignment) time.Time {
	at, _ := p.H.Window(p.C, *a, p.Now)
	return at
}

// taskCode names what the rep has to do first.
func (p *page) taskCode(lacksReply bool) string {
	switch {
	case lacksReply:
		return "you/reply"
	case p.H.OwnHolds():
		return "you/move"
	}
	return "you/accept"
}

// leftShort is how much of their time the rep still has, as a subject has it.
func (p *page) leftShort(a *handoff.Assignment) string {
	n, hours := view.Length(p.H.Left(p.C, *a, p.Now))
	switch {
	case n == "":
		return ""
	case hours:
		return p.Line("first", "left/short", templates.Next{Length: n})
	}
	return p.Line("first", "left/short-minutes", templates.Next{Length: n})
}

// dealNote is why the opportunity was lost.
func dealNote(h *handoff.Handoff) string {
	if h.Deal == nil {
		return ""
	}
	return text.OneLine(h.Deal.Note, text.NameLimit)
}
