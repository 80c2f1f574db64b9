package engine

import (
	"errors"
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// takeHuman takes a mail that a person wrote.
func (e *Engine) takeHuman(l *letter, id handoff.ID, found bool) error {
	if !found && l.known && !l.asking && l.token.Mail == 0 {
		for _, take := range []func(*letter) (bool, error){e.takeSifted, e.takeSaid} {
			if done, err := take(l); done || err != nil {
				return err
			}
		}
	}
	switch {
	case l.token.Mail != 0:
		return e.takeConfirmation(l)
	case l.known && !l.verified && !l.asking:
		return e.ask(l, func() error { return e.takeHuman(l, id, found) })
	case found && l.known:
		return e.takeColleague(l, id)
	case found:
		return e.takeOutsider(l, id)
	case l.known:
		return e.takeNew(l)
	}
	return l.silent(unknownSender, "from somebody unknown, and about no handoff")
}

// takeOutsider takes mail of the prospect's side. They are never challenged: unproved mail is passed on, marked, and changes nothing.
func (e *Engine) takeOutsider(l *letter, id handoff.ID) error {
	h, err := l.tx.Handoff(id)
	if err != nil {
		return err
	}
	if !h.IsProspect(l.m.From.Addr) {
		return e.takeStranger(l, id)
	}
	if reading.AsksToStop(l.m.Text) {
		return e.fact(l, id, &handoff.Complained{About: l.about(), Address: l.m.From.Key(), Words: text.Cut(l.m.Text, handoff.MaxOutsider)})
	}
	f := &handoff.Replied{About: l.about(), Reach: handoff.ReachOnlyHere}
	if rep := e.conf().Person(h.Rep()); l.reaches(rep.Emails...) {
		f.Reach = handoff.ReachProspect
	}
	if err := e.fact(l, id, f); err != nil {
		return err
	}
	return e.words(l, id, h, f.Reach)
}

// words takes what a mail in the thread says about the time of the meeting, beside being a reply.
func (e *Engine) words(l *letter, id handoff.ID, h handoff.Handoff, reach handoff.Reach) error {
	f, ok := reading.ReadWords(l.m.Text, h, l.about(), e.conf(), l.now)
	if !ok {
		return nil
	}
	if p, asks := f.(*handoff.Proposed); asks && l.known {
		p.Put = reach == handoff.ReachProspect
	}
	return e.fact(l, id, f)
}

// takeColleague takes mail of a colleague about a handoff: a reply in the thread, a command, or more of the brief.
func (e *Engine) takeColleague(l *letter, id handoff.ID) error {
	h, err := l.tx.Handoff(id)
	if err != nil {
		return err
	}
	about := l.about()
	if e.inThread(l, h) {
		f := &handoff.Replied{About: about, Reach: handoff.ReachOnlyHere}
		if slices.ContainsFunc(h.Prospects, func(c handoff.Contact) bool { return l.reaches(c.Address) }) {
			f.Reach = handoff.ReachProspect
			if err := e.fact(l, id, f); err != nil {
				return err
			}
			return e.words(l, id, h, f.Reach)
		}
		if cmds, ok := reading.ReadCommands(l.m.Text, h, about, e.conf(), l.now); ok {
			return e.commands(l, id, cmds)
		}
		if r, ok := e.reported(l, h); ok {
			return e.fact(l, id, r)
		}
		return e.fact(l, id, f)
	}
	if done, err := e.takeLines(l); done || err != nil {
		return err
	}
	if cmds, ok := reading.ReadCommands(l.m.Text, h, about, e.conf(), l.now); ok {
		return e.commands(l, id, cmds)
	}
	if role := h.RoleOf(about.By, e.conf()); role != handoff.RoleRep {
		if f, ok := e.amendment(l, h, about); ok {
			return e.fact(l, id, f)
		}
	}
	if f, ok := reading.ReadWords(l.m.Text, h, about, e.conf(), l.now); ok {
		return e.fact(l, id, f)
	}
	if f, ok := e.reported(l, h); ok {
		return e.fact(l, id, f)
	}
	if f, ok := e.underEvent(l, h, about); ok {
		return e.fact(l, id, f)
	}
	return e.fact(l, id, reading.Near(l.m.Text, h, about, e.conf(), l.now))
}

// commands has the commands of one mail decided in their order.
func (e *Engine) commands(l *letter, id handoff.ID, facts []handoff.Fact) error {
	for _, f := range facts {
		if err := e.command(l, id, f); err != nil {
			return err
		}
	}
	return nil
}

// command has a command decided; an absence concerns every open handoff of the sender.
func (e *Engine) command(l *letter, id handoff.ID, f handoff.Fact) error {
	if k, ok := f.(*handoff.KeepTime); ok && k.Ignore && !l.asking {
		if err := e.noteIgnored(l, id, k); err != nil {
			return err
		}
	}
	if err := e.fact(l, id, f); err != nil {
		return err
	}
	away, ok := f.(*handoff.AwayUntil)
	if !ok {
		return nil
	}
	ids, err := l.tx.OpenOf(l.sender.ID)
	if err != nil || l.asking {
		return err
	}
	for _, other := range ids {
		if other == id {
			continue
		}
		copied := *away
		copied.Copy = true
		if _, err := e.desk.Decide(l.tx, other, &copied); err != nil {
			return err
		}
	}
	return nil
}

// takeLines takes commands that name their handoff line by line, as answers to a digest do.
func (e *Engine) takeLines(l *letter) (bool, error) {
	done := false
	for i, line := range strings.Split(l.m.Text, "\n") {
		id, words, ok := reading.CommandFor(line)
		if !ok || i > 100 {
			continue
		}
		h, err := l.tx.Handoff(id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return done, err
		}
		if h.RoleOf(l.about().By, e.conf()) == handoff.RoleStranger {
			continue
		}
		cmd, ok := reading.ReadCommand(words, h, l.about(), e.conf(), l.now)
		if !ok {
			cmd = reading.Near(words, h, l.about(), e.conf(), l.now)
		}
		if err := e.command(l, id, cmd); err != nil {
			return done, err
		}
		done = true
	}
	return done, nil
}

// inThread says whether the mail belongs to the thread that the prospect sees, as against the mails among colleagues.
func (e *Engine) inThread(l *letter, h handoff.Handoff) bool {
	if slices.ContainsFunc(h.Prospects, func(c handoff.Contact) bool { return l.reaches(c.Address) }) {
		return true
	}
	if e.answersInternal(l, h) {
		return false
	}
	root := handoff.ThreadRoot(h, e.conf().Of(h.Team))
	for _, ref := range slices.Concat(l.m.References, l.m.InReplyTo) {
		if ref == root || slices.Contains(h.Thread, ref) {
			return true
		}
	}
	return false
}

// answersInternal says whether the mail answers one that only a colleague got. Such a mail may itself have answered the qualifier's own
// intro, so that the thread of the prospect is among the references all the same.
func (e *Engine) answersInternal(l *letter, h handoff.Handoff) bool {
	if l.code != "" && l.token.Person != "" {
		return true
	}
	row, ok, err := sentRow(l.tx, h.ID, l.m.InReplyTo)
	return err == nil && ok && row.Action.Purpose.Channel() == handoff.ChannelInternal
}

// underEvent takes the assigned rep's own words below a mail about the event for what they are: an answer to the prospect that only
// handoffd received. What comes near a no is asked about first.
func (e *Engine) underEvent(l *letter, h handoff.Handoff, about handoff.About) (handoff.Fact, bool) {
	if about.By.Person != h.Rep() || strings.TrimSpace(l.m.Text) == "" {
		return nil, false
	}
	row, ok, err := sentRow(l.tx, h.ID, slices.Concat(l.m.InReplyTo, l.m.References))
	if err != nil || !ok || row.Action.Purpose.Channel() != handoff.ChannelCalendar {
		return nil, false
	}
	u, asks := reading.Near(l.m.Text, h, about, e.conf(), l.now).(*handoff.Unclear)
	if asks && strings.HasPrefix(u.Meant, "decline") {
		return u, true
	}
	return &handoff.Replied{About: about, Reach: handoff.ReachOnlyHere}, true
}

// reaches says whether one of the addresses is among the visible recipients.
func (l *letter) reaches(addresses ...string) bool {
	return slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), func(a mail.Address) bool {
		return slices.ContainsFunc(addresses, func(b string) bool {
			return b != "" && handoff.SameAddress(a.Addr, b)
		})
	})
}

// amendment reads more of the brief from a plain reply.
func (e *Engine) amendment(l *letter, h handoff.Handoff, about handoff.About) (handoff.Fact, bool) {
	team, ok := e.conf().Team(h.Team)
	if !ok {
		return nil, false
	}
	teams := []handoff.Team{team}
	if h.State == handoff.Draft {
		teams = e.teamsFor(l, team)
	}
	to, b, sure := reading.ReadBriefOf(e.conf(), teams, l.m.Text, reading.Circle{Sender: l.sender.ID}, l.now, l.sender.Location())
	if ask := reading.AskTeam(teams); !sure && slices.Contains(h.Questions, ask) {
		b.Ask = append([]string{ask}, b.Ask...)
	}
	words := ""
	if h.State == handoff.Draft {
		words = b.Prose
	}
	said := reading.Said(e.conf(), h, to, handoff.Words{By: l.sender.ID, At: l.now, Text: words})
	if to.Name == team.Name {
		to.Name = ""
	}
	if extra, ok := reading.ReadExtras(e.conf(), l.m.Text); b.Keys == 0 && ok {
		return &handoff.Amended{About: about, Fields: extra, Ask: h.Questions}, true
	}
	says := !b.Start.IsZero() || len(b.Prospects) > 0 || reading.Adds(h, words, e.conf(), l.now, l.sender.Location())
	if b.Keys == 0 && (h.State != handoff.Draft || !says) {
		return nil, false // prose moves no meeting
	}
	return &handoff.Amended{About: about, Fields: b.Fields, Prospects: b.Prospects, Start: b.Start, End: b.End, Zone: b.Zone,
		Place: b.Place, Wish: b.Wish, Ask: b.Ask, Words: words, Said: said, Team: to.Name}, true
}

// teamsFor are the teams that a draft may be for: its own first, then the others at its address that its writer hands over leads to.
func (e *Engine) teamsFor(l *letter, own handoff.Team) []handoff.Team {
	teams := []handoff.Team{own}
	for _, t := range e.conf().BriefTeams(l.box, l.sender.ID) {
		if t.Name != own.Name {
			teams = append(teams, t)
		}
	}
	return teams
}

// takeNew takes a mail of a colleague that is about no handoff yet: a brief, or an intro with the address in CC.
func (e *Engine) takeNew(l *letter) error {
	if done, err := e.takeLines(l); done || err != nil {
		return err
	}
	teams := e.conf().BriefTeams(l.box, l.sender.ID)
	if len(teams) == 0 {
		return e.noLead(l, handoff.NoLeadOfReps, "%s is not a qualifier of a team with this address, and the mail is about no handoff", l.sender.Name)
	}
	f := e.briefed(l, teams)
	switch {
	case f.Empty():
		return e.noLead(l, handoff.NoLeadAtAll, "the mail of %s is about no handoff, and nothing of a new lead is in it", l.sender.Name)
	case l.asking:
		return e.open(l, f)
	}
	if ok, err := e.withinRate(l); err != nil || !ok {
		return err
	}
	first, err := l.first("", handoff.KindBriefed, string(l.sender.ID))
	switch {
	case err != nil:
		return err
	case !first:
		return l.silent(knownAlready, "the same mail is known already")
	}
	if err := e.open(l, f); err != nil {
		return err
	}
	return e.answersBefore(l, f)
}

// briefed is what a mail says of a new lead.
func (e *Engine) briefed(l *letter, teams []handoff.Team) *handoff.Briefed {
	circle := e.circle(l)
	team, b, sure := reading.ReadBriefOf(e.conf(), teams, l.m.Text, circle, l.now, l.sender.Location())
	f := &handoff.Briefed{About: l.about(), Team: team.Name, Origin: handoff.OriginBrief, Qualifier: l.sender.ID, Subject: shorten(l.m.Subject, 200),
		Prospects: b.Prospects, Fields: b.Fields, Start: b.Start, End: b.End, Zone: b.Zone, Place: b.Place, Wish: b.Wish, Ask: b.Ask}
	f.Words = b.Prose
	f.Said = reading.Said(e.conf(), handoff.Handoff{}, team, handoff.Words{By: l.sender.ID, At: l.now, Text: b.Prose})
	if f.Zone == "" {
		f.Zone = l.sender.Zone
	}
	reading.Surround(f, e.conf(), circle)
	if f.Origin == handoff.OriginCC && l.m.MessageID != "" {
		f.Thread = []string{l.m.MessageID}
	}
	if !sure && !f.Empty() {
		f.Ask = append([]string{reading.AskTeam(teams)}, f.Ask...)
	}
	return f
}

// open makes a handoff of a brief.
func (e *Engine) open(l *letter, f *handoff.Briefed) error {
	if !l.asking {
		if err := e.desk.Draw(l.tx, f); err != nil {
			return err
		}
	}
	return e.fact(l, f.ID, f)
}

func shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
