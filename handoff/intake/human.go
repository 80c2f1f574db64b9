package intake

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// takeHuman takes a mail that a person wrote.
func (l *inbound) takeHuman(id handoff.ID, found bool) error {
	if !found && l.known && l.token.Mail == 0 {
		for _, take := range []func() (bool, error){l.takeSifted, l.takeSaid} {
			if done, err := take(); done || err != nil {
				return err
			}
		}
	}
	switch {
	case l.token.Mail != 0:
		return l.takeConfirmation()
	case l.known && !l.verified:
		return l.ask(func(try *inbound) error { return try.takeHuman(id, found) })
	}
	if l.known && !l.readOutside() && reading.LeftEmpty(l.in.Message.Acting().Text, l.c) {
		return l.silent(leftEmpty, handoff.Because("left-empty", handoff.PersonArg(l.sender.ID)))
	}
	if l.known {
		learns := func() (bool, error) { return l.takePractice(found) }
		rotates := func() (bool, error) { return l.takeRotation(id, found) }
		for _, take := range []func() (bool, error){l.takeForget, l.takeMyLeads, learns, rotates, l.takeToday} {
			if done, err := take(); done || err != nil {
				return err
			}
		}
	}
	switch {
	case found && l.known:
		return l.takeColleague(id)
	case found:
		return l.takeOutsider(id)
	case l.known:
		return l.takeNew()
	}
	if done, err := l.takeProspect(); done || err != nil {
		return err
	}
	return l.silent(unknownSender, handoff.Because("stranger"))
}

// takeOutsider takes mail of the prospect's side. They are never challenged: unproved mail is passed on, marked, and
// changes nothing.
func (l *inbound) takeOutsider(id handoff.ID) error {
	h, err := l.lead(id)
	if err != nil {
		return err
	}
	if !h.IsProspect(l.m.From.Addr) {
		return l.takeStranger(id)
	}
	if reading.AsksToStop(l.m.Text) {
		return l.fact(id, &handoff.Complained{About: l.about(), Address: l.m.From.Key(),
			Words: text.Cut(l.m.Text, handoff.MaxOutsider)})
	}
	maybe, err := l.maybeAutomatic(id)
	if err != nil {
		return err
	}
	f := l.replied(h, maybe)
	says, ok := l.words(h, f.Reach)
	ok = ok && !maybe
	f.Asks = ok && f.Reach == handoff.ReachOnlyHere
	if err := l.fact(id, f); err != nil || !ok {
		return err
	}
	if f.Asks {
		handoff.PassOn(says)
	}
	return l.fact(id, says)
}

// words is what a mail in the thread says about the time of the meeting, beside being a reply; false if nothing.
func (l *inbound) words(h handoff.Handoff, reach handoff.Reach) (handoff.Fact, bool) {
	said := l.m.Text
	tapped := h.Times != nil || handoff.Confirming(&h)
	if tapped && reading.SaysNothing(l.c, said) { // a program that loses the body
		said, _, _ = strings.Cut(l.m.Subject, ":")
	}
	f, ok := reading.ReadWords(said, h, l.about(), l.c, l.now)
	if p, asks := f.(*handoff.Proposed); asks && l.known {
		p.Put = reach == handoff.ReachProspect
	}
	return f, ok
}

// takeColleague takes mail of a colleague about a handoff: a reply in the thread, a command, or more of the brief.
func (l *inbound) takeColleague(id handoff.ID) error {
	h, err := l.lead(id)
	if err != nil {
		return err
	}
	about := l.about()
	if l.inThread(h) {
		f := &handoff.Replied{About: about, Reach: handoff.ReachOnlyHere}
		if slices.ContainsFunc(h.Prospects, func(c handoff.Contact) bool { return l.reaches(c.Address) }) {
			if f.Reach = handoff.ReachProspect; l.m.MaybeAutomatic && about.By.Person == h.Rep() {
				return l.askDoubtful(id)
			}
			if err := l.fact(id, f); err != nil {
				return err
			}
			if l.saysHello(h) {
				return l.fact(id, &handoff.Accept{About: about})
			}
			if says, ok := l.words(h, f.Reach); ok {
				return l.fact(id, says)
			}
			return nil
		}
		if cmds, ok := reading.ReadCommands(l.m.Text, h, about, l.c, l.now); ok {
			return l.commands(id, cmds)
		}
		if asks, ok := reading.ReadColleague(l.m.Text, h, about, l.c, l.now); ok {
			return l.fact(id, asks)
		}
		if r, ok := l.reported(h); ok {
			return l.fact(id, r)
		}
		return l.fact(id, f)
	}
	if done, err := l.takeLines(); done || err != nil {
		return err
	}
	if cmds, ok := reading.ReadCommands(l.m.Text, h, about, l.c, l.now); ok {
		return l.commands(id, cmds)
	}
	if asks, ok := reading.ReadColleague(l.m.Text, h, about, l.c, l.now); ok {
		return l.fact(id, asks)
	}
	if role := h.RoleOf(about.By, l.c); role != handoff.RoleRep {
		if f, ok := l.amendment(h, about); ok {
			return l.fact(id, f)
		}
	}
	if f, ok := reading.ReadWords(l.m.Text, h, about, l.c, l.now); ok {
		return l.fact(id, f)
	}
	if f, ok := reading.AnswersColleague(l.m.Text, h, about, l.now); ok {
		return l.fact(id, f)
	}
	if f, ok := l.reported(h); ok {
		return l.fact(id, f)
	}
	if f, ok := l.underEvent(h, about); ok {
		return l.fact(id, f)
	}
	return l.fact(id, reading.Near(l.m.Text, h, about, l.c, l.now))
}

// commands takes the commands of one mail in their order.
func (l *inbound) commands(id handoff.ID, facts []handoff.Fact) error {
	for _, f := range facts {
		if err := l.fact(id, f); err != nil {
			return err
		}
	}
	return nil
}

// mostNamingLines bounds the lines of one mail that name leads.
const mostNamingLines = 100

// takeLines takes commands that name their handoff line by line, as answers to a digest do. Of which leads none are
// known, their writer is told.
func (l *inbound) takeLines() (bool, error) {
	done, cut := false, 0
	var strange []handoff.ID
	var last handoff.Handoff
	var others []string
	for line := range strings.Lines(l.m.Text) {
		id, words, ok := reading.CommandFor(strings.TrimRight(line, "\r\n"))
		if !ok {
			others = append(others, strings.TrimSpace(line))
		}
		if !ok || reading.Unfilled(words) {
			continue
		}
		if len(l.t.Lines)+len(strange) >= mostNamingLines {
			cut++
			continue
		}
		h, there, err := l.f.Handoff(id)
		if err != nil {
			return done, err
		}
		if !there || h.RoleOf(l.about().By, l.c) == handoff.RoleStranger {
			if !slices.Contains(strange, id) {
				strange = append(strange, id)
			}
			continue
		}
		h = handoff.SeenBy(h, l.sender.ID)
		cmd, ok := reading.ReadCommand(words, h, l.about(), l.c, l.now)
		if !ok {
			cmd = reading.Near(words, h, l.about(), l.c, l.now)
		}
		if err := l.fact(id, cmd); err != nil {
			return done, err
		}
		l.t.Lines = append(l.t.Lines, words)
		done, last = true, h
	}
	if done && l.c.MayWriteTo(l.sender.Email()) { // where none is known, the mail as a whole is answered
		l.t.Strange, l.t.Cut = strange, cut
		l.t.Unsaid = l.unsaid(others, last)
	}
	return done, nil
}

// unsaid are those of the lines beside ones that name their leads which are commands, too, and name none. They are read
// as said of the lead h.
func (l *inbound) unsaid(lines []string, h handoff.Handoff) (out []string) {
	meant := reading.CommandLines(l.m.Text, l.about(), l.c, l.now)
	for _, line := range lines {
		if slices.Contains(meant, line) && reading.SaysCommand(line, h, l.about(), l.c, l.now) &&
			len(out) < mostNamingLines {
			out = append(out, line)
		}
	}
	return out
}

// inThread says whether the mail belongs to the thread that the prospect sees, as against the mails among colleagues.
func (l *inbound) inThread(h handoff.Handoff) bool {
	if slices.ContainsFunc(h.Prospects, func(c handoff.Contact) bool { return l.reaches(c.Address) }) {
		return true
	}
	if l.answersInternal(h) {
		return false
	}
	root := handoff.ThreadRoot(h, l.c.Of(h.Team))
	for _, ref := range slices.Concat(l.m.References, l.m.InReplyTo) {
		if ref == root || slices.Contains(h.Thread, ref) {
			return true
		}
	}
	return false
}

// answersInternal says whether the mail answers one that only a colleague got. Such a mail may itself have answered
// the qualifier's own intro, so that the thread of the prospect is among the references all the same.
func (l *inbound) answersInternal(h handoff.Handoff) bool {
	if l.code != "" && l.token.Person != "" {
		return true
	}
	sent, ok, err := l.f.Sent(h.ID, l.m.InReplyTo)
	return err == nil && ok && sent.Purpose.Channel() == handoff.ChannelInternal
}

// reaches says whether one of the addresses is among the visible recipients.
func (l *inbound) reaches(addresses ...string) bool {
	return slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), func(a mail.Address) bool {
		return slices.ContainsFunc(addresses, func(b string) bool {
			return b != "" && handoff.SameAddress(a.Addr, b)
		})
	})
}

// amendment reads more of the brief from a plain reply.
func (l *inbound) amendment(h handoff.Handoff, about handoff.About) (handoff.Fact, bool) {
	team, ok := l.c.Team(h.Team)
	if !ok {
		return nil, false
	}
	teams := []handoff.Team{team}
	if h.State == handoff.Draft {
		teams = l.teamsFor(team)
	}
	wrote := l.m.Text
	if all, ok := reading.YesAnd(wrote, h, about, l.c); ok {
		wrote = all
	}
	to, b, sure := reading.ReadBriefOf(l.c, teams, wrote, reading.Recipients{Sender: l.sender.ID}, l.now,
		l.sender.Location())
	if !sure && slices.ContainsFunc(h.Questions, reading.AsksTeam) {
		b.Ask = append([]handoff.Reason{reading.AskTeam(teams)}, b.Ask...)
	}
	words := ""
	if h.State == handoff.Draft {
		words = b.Prose
	}
	said := reading.Said(l.c, h, to, handoff.Words{By: l.sender.ID, At: l.now, Text: words})
	if to.Name == team.Name {
		to.Name = ""
	}
	if extra, ok := reading.ReadExtras(l.c, wrote); b.Keys == 0 && ok {
		return &handoff.Amended{About: about, Fields: extra, Ask: h.Questions}, true
	}
	says := !b.Start.IsZero() || len(b.Prospects) > 0 || reading.Adds(h, words, l.c, l.now, l.sender.Location())
	if b.Keys == 0 && (h.State != handoff.Draft || !says) {
		return nil, false // prose moves no meeting
	}
	return &handoff.Amended{About: about, Fields: b.Fields, Prospects: b.Prospects, Start: b.Start, End: b.End,
			Zone: b.Zone, Place: b.Place, Wish: b.Wish, Ask: b.Ask, Words: words, Said: said, Team: to.Name},
		true
}

// teamsFor are the teams that a draft may be for: its own first, then the others at its address that its writer hands
// over leads to.
func (l *inbound) teamsFor(own handoff.Team) []handoff.Team {
	teams := []handoff.Team{own}
	for _, t := range l.c.BriefTeams(l.in.Box, l.sender.ID) {
		if t.Name != own.Name {
			teams = append(teams, t)
		}
	}
	return teams
}
