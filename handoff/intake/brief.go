package intake

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// takeNew takes a mail of a colleague that is about no handoff yet: a brief, or an intro with the address in CC.
func (l *inbound) takeNew() error {
	if done, err := l.takeLines(); done || err != nil {
		return err
	}
	teams := l.c.BriefTeams(l.in.Box, l.sender.ID)
	if len(teams) == 0 {
		return l.noLead(handoff.NoLeadOfReps,
			handoff.Because("no-lead-made/no-qualifier", handoff.PersonArg(l.sender.ID)))
	}
	if l.asksForTimes(teams) {
		return l.took(handoff.Because("slots-asked", handoff.PersonArg(l.sender.ID)))
	}
	f, unaddressed := l.briefed(teams)
	if ask, near := l.nearTimes(teams); near && f.Empty() {
		if err := l.noLead(handoff.NoLeadMeant, ask); err != nil || l.t.Tell == nil {
			return err
		}
		l.t.Tell.Why, l.t.Tell.Ask = handoff.NoLeadMeant, ask
		return nil
	}
	if f.Empty() {
		why := handoff.Because("no-lead-made/nothing", handoff.PersonArg(l.sender.ID))
		if unaddressed != "" {
			why = handoff.Because("no-lead-made/no-address", handoff.PersonArg(l.sender.ID), handoff.WordsArg(unaddressed))
		}
		return l.noLead(handoff.NoLeadAtAll, why)
	}
	if f.Origin == handoff.OriginCC {
		l.t.Intro = l.m.MessageID
	}
	return l.fact("", f)
}

// asksForTimes takes the question `slots`, or `slots NAME`, as the whole mail or as the subject of one without words.
// The first of the teams answers that knows the name.
func (l *inbound) asksForTimes(teams []handoff.Team) bool {
	asked := l.askedTimes()
	for _, t := range teams {
		f, ok := reading.ReadCommand(asked, handoff.OfTeam(t.Name, l.sender.ID, l.sender.Zone), l.about(), l.c, l.now)
		if q, is := f.(*handoff.Slots); ok && is {
			l.t.Times = &Times{Slots: q, Team: t.Name, Zone: l.sender.Zone}
			return true
		}
	}
	return false
}

// askedTimes are the words that may ask for times.
func (l *inbound) askedTimes() string {
	if strings.TrimSpace(l.m.Text) == "" {
		return l.m.Subject
	}
	return l.m.Text
}

// nearTimes is what to ask about words that come near that question: it names no rep, or it is misspelt.
func (l *inbound) nearTimes(teams []handoff.Team) (handoff.Reason, bool) {
	for _, t := range teams {
		h := handoff.OfTeam(t.Name, l.sender.ID, l.sender.Zone)
		if ask, ok := reading.NearSlots(l.askedTimes(), h, l.about(), l.c, l.now); ok {
			return ask, true
		}
	}
	return handoff.Reason{}, false
}

// briefed is what a mail says of a new lead, and whom it names as the contact without saying how to write to them.
func (l *inbound) briefed(teams []handoff.Team) (f *handoff.Briefed, unaddressed string) {
	recipients := l.recipients()
	team, b, sure := reading.ReadBriefOf(l.c, teams, l.m.Text, recipients, l.now, l.sender.Location())
	f = brief(l.about(), handoff.OriginBrief, team, l.sender, b)
	f.Subject = text.Shorten(l.m.Subject, 200)
	f.Words = b.Prose
	f.Said = reading.Said(l.c, handoff.Handoff{}, team, handoff.Words{By: l.sender.ID, At: l.now, Text: b.Prose})
	reading.Surround(f, l.c, recipients)
	if f.Origin == handoff.OriginCC && l.m.MessageID != "" {
		f.Thread = []string{l.m.MessageID}
	}
	if !sure && !f.Empty() {
		f.Ask = append([]handoff.Reason{reading.AskTeam(teams)}, f.Ask...)
	}
	return f, b.NoAddress
}

// recipients is who a mail went to, and whom it speaks of.
func (l *inbound) recipients() reading.Recipients {
	c := reading.Recipients{Sender: l.sender.ID, Hidden: true, Text: l.m.Text}
	for _, a := range slices.Concat(l.m.To, l.m.Cc) {
		if l.c.Owns(a.Addr) {
			c.Hidden = false
			continue
		}
		c.To = append(c.To, handoff.Contact{Name: a.Name, Address: a.Key()})
	}
	for _, post := range l.m.Header("List-Post") {
		c.Lists = append(c.Lists, mail.Addresses(post)...)
	}
	if l.list != "" {
		c.Lists = append(c.Lists, l.list)
	}
	for _, a := range l.m.ForwardedFrom {
		if _, colleague := l.c.ByEmail(a.Addr); !colleague && !l.c.Owns(a.Addr) {
			c.Forwarded = append(c.Forwarded, handoff.Contact{Name: a.Name, Address: handoff.FoldAddress(a.Addr)})
		}
	}
	return c
}

// noLead tells a colleague once a thread that nothing was made of their mail, and what a lead needs. Copies in a
// running thread of somebody who hands over no leads are left alone.
func (l *inbound) noLead(why handoff.Code, reason handoff.Reason) error {
	answered := len(l.m.InReplyTo)+len(l.m.References) > 0
	switch {
	case answered && why == handoff.NoLeadOfReps:
		return l.silent(bystander, reason)
	case !l.c.MayWriteTo(l.sender.Email()):
		return l.silent(trialOnly, reason)
	}
	thread := l.m.MessageID
	if roots := slices.Concat(l.m.References, l.m.InReplyTo); len(roots) > 0 {
		thread = roots[0]
	}
	team, _ := l.c.BoxTeam(l.in.Box)
	if own := l.c.BriefTeams(l.in.Box, l.sender.ID); len(own) > 0 {
		team = own[0].Name
	}
	named, ok := reading.NamedIn(l.m.Subject, l.m.Text, l.c)
	if ok && why != handoff.NoLeadUnread {
		why = handoff.NoLeadNamed
	}
	l.t.Tell = &Tell{Person: l.sender.ID, Thread: thread, Why: why, Team: team, Subject: l.m.Subject,
		Answers: l.m.MessageID, Named: named.ID, reason: reason}
	return l.told(handoff.Because("no-lead-made/told", handoff.ReasonArg(reason), handoff.PersonArg(l.sender.ID)))
}

// Overtook says whether the mail answers the intro with the Message-ID: the mail of the one who answered to all was
// the faster.
func (u *Understood) Overtook(intro string) bool {
	return u.Message.Kind == mail.KindHumanReply &&
		slices.Contains(slices.Concat(u.Message.InReplyTo, u.Message.References), intro)
}

// KindHuman is Head.Kind of a mail that a person wrote.
const KindHuman = string(mail.KindHumanReply)

// Cut says that only the beginning of the mail was kept. See Taken.Excerpt.
func (u *Understood) Cut() bool { return len(u.Message.Header(mail.ExcerptHeader)) > 0 }

// Brief reads a brief that a qualifier has written down elsewhere than in a mail. The error says if they are none of
// any team.
func Brief(c *handoff.Config, qualifier handoff.Person, text string, now time.Time) (*handoff.Briefed, error) {
	teams := c.TeamsToBrief(qualifier.ID)
	if len(teams) == 0 {
		return nil, fmt.Errorf("%s is not a qualifier of any team; add them to `qualifiers` of one", qualifier.Name)
	}
	team, b, sure := reading.ReadBriefOf(c, teams, text, reading.Recipients{Sender: qualifier.ID}, now,
		qualifier.Location())
	if !sure {
		b.Ask = append([]handoff.Reason{reading.AskTeam(teams)}, b.Ask...)
	}
	about := handoff.About{At: now, By: handoff.Who{Person: qualifier.ID}, Via: "cli", Strength: handoff.Seen}
	return brief(about, handoff.OriginNew, team, qualifier, b), nil
}

// brief is the fact of what was read.
func brief(about handoff.About, origin handoff.Origin, team handoff.Team, by handoff.Person,
	b reading.BriefRead) *handoff.Briefed {
	f := &handoff.Briefed{About: about, Team: team.Name, Origin: origin, Qualifier: by.ID, Prospects: b.Prospects,
		Fields: b.Fields,
		Start:  b.Start, End: b.End, Zone: b.Zone, Place: b.Place, Wish: b.Wish, Ask: b.Ask}
	if f.Zone == "" {
		f.Zone = by.Zone
	}
	return f
}
