package engine

import (
	"fmt"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// Verdicts on a mail that came in.
const (
	taken   = "taken"   // became a fact
	held    = "held"    // listed for a person, not obeyed
	ignored = "ignored" // says nothing about a handoff

	deferred = "deferred" // is taken when the rate of its sender allows it
)

// letter is one mail on its way to becoming facts.
type letter struct {
	tx       *store.Tx
	in       *store.InMail
	u        intake.Understood
	m        *mail.Message
	sender   handoff.Person // of the roster
	box      string         // the handoff address whose mailbox it came into
	known    bool           // the sender is in the roster
	verified bool           // the From address is authenticated
	forged   bool           // authentication failed, as against none being there
	token    handoff.Token  // that the mail was sent to; zero: none
	code     string         // the secret of the token
	now      time.Time      // when it is read; of a confirmed mail, when it arrived
	silence  silence        // why nobody hears of it; 0: somebody does
	asking   bool           // nothing is done: it is only found out what would be
	would    []handoff.Fact // found out so
	deferred bool           // it has waited until the rate of its sender allows it
	settled  bool           // the sender was found out before
	list     string         // the mailing list that sent it on in its own name; empty: none did
	several  bool           // it is proved, but its address may be that of several people
}

// take turns one mail into facts, has them decided, and keeps what it was taken for.
func (e *Engine) take(tx *store.Tx, box string, in *store.InMail, u intake.Understood) error {
	return e.settle(e.letter(tx, box, in, u))
}

// letter is a mail with what is known of its sender.
func (e *Engine) letter(tx *store.Tx, box string, in *store.InMail, u intake.Understood) *letter {
	l := &letter{tx: tx, box: box, in: in, u: u, m: u.Message.Acting(), now: e.Now()}
	if l.deferred = !in.Acted.IsZero(); l.deferred {
		l.now = in.Arrived
	}
	l.sender, l.known = e.conf().ByEmail(l.m.From.Addr)
	e.viaList(l)
	in.MessageID, in.Sender, in.Subject, in.Kind = l.m.MessageID, l.m.From.Key(), l.m.Subject, string(l.m.Kind)
	in.Auth = strings.TrimSpace(l.u.Auth.Result + " " + l.u.Auth.Method + " " + l.u.Auth.Domain)
	if in.MessageID == "" {
		in.MessageID = fmt.Sprintf("%x@unnamed.invalid", l.digest()[:16])
	}
	l.verified, l.forged = l.u.Auth.Result == "pass", l.u.Auth.Result == "fail"
	return l
}

// settle finds out what the mail is about, has it decided and keeps it.
func (e *Engine) settle(l *letter) error {
	if err := e.sort(l); err != nil {
		return err
	}
	in := l.in
	if in.Verdict == "" {
		_ = l.silent(automatic, "nothing in it concerns a handoff")
	}
	if in.Verdict == deferred {
		return nil // kept with what is due
	}
	if in.Verdict == ignored && in.Handoff == "" {
		in.Raw = nil
	}
	_, err := e.keepMail(l)
	return err
}

// about is what every fact of this mail carries.
func (l *letter) about() handoff.About {
	a := handoff.About{At: l.in.Arrived, Via: "imap", MessageID: l.in.MessageID, Strength: handoff.Weak}
	if l.known {
		a.By.Person = l.sender.ID
	} else {
		a.By.Address = l.m.From.Key()
	}
	if l.verified {
		a.Strength = handoff.Seen
	}
	return a
}

// sort finds what the mail is about and by whom.
func (e *Engine) sort(l *letter) error {
	if e.conf().Owns(l.m.From.Addr) {
		return e.takeOwn(l)
	}
	id, found, err := e.find(l)
	if err != nil {
		return err
	}
	l.in.Handoff = id
	if alike, err := e.alike(l); err != nil || alike {
		return err
	}
	if err := e.whose(l, id, found); err != nil {
		return err
	}
	if err := e.useToken(l); err != nil {
		return err
	}
	if err := e.heardFrom(l); err != nil {
		return err
	}
	switch l.m.Kind {
	case mail.KindCalendarReply:
		return e.takeAnswers(l, id, found)
	case mail.KindCalendarCounter:
		return e.takeCounter(l, id, found)
	case mail.KindCalendarRefresh:
		return e.takeRefresh(l)
	case mail.KindBounce:
		return e.takeBounce(l, id, found)
	case mail.KindFeedbackReport:
		return e.takeComplaint(l, id, found)
	case mail.KindAutoReply:
		return e.takeAbsence(l, id, found)
	case mail.KindHumanReply:
		return e.takeHuman(l, id, found)
	}
	if l.u.Lost {
		return e.takeLost(l, id, found)
	}
	return e.takeOther(l, id, found)
}

// find looks for the handoff: token, else event UID, else the mails it answers or returns, else the mark, else the id
// that a colleague names, or what a colleague sends on. Never by the words of a subject.
func (e *Engine) find(l *letter) (handoff.ID, bool, error) {
	for _, t := range e.tokens(l.m) {
		if id, ok, err := l.tx.ByToken(t); err != nil || ok {
			return id, ok, err
		}
		if id, ok, err := l.byToken(t); err != nil || ok {
			return id, ok, err
		}
	}
	for _, t := range codes(l.m) {
		if id, ok, err := l.byToken(t); err != nil || ok {
			return id, ok, err
		}
	}
	for _, a := range l.u.Answers {
		if id, ok, err := l.tx.ByUID(calendar.NormalizeUID(a.UID)); err != nil || ok {
			return id, ok, err
		}
	}
	if ev, is := l.event(); is && (l.m.Kind == mail.KindCalendarCancel || l.m.Kind == mail.KindCalendarRequest) {
		if id, ok, err := l.tx.ByUID(calendar.NormalizeUID(ev.UID)); err != nil || ok {
			return id, ok, err
		}
	}
	if id, ok, err := l.tx.ByMessageIDs(e.answeredIDs(l.m)); err != nil || ok {
		return id, ok, err
	}
	if id, ok, err := e.byMark(l); err != nil || ok {
		return id, ok, err
	}
	if id, ok, err := e.byName(l); err != nil || ok {
		return id, ok, err
	}
	return e.byForwarded(l)
}

// fact has a fact of this mail decided, unless the same one is known already.
func (e *Engine) fact(l *letter, id handoff.ID, f handoff.Fact) error {
	if l.asking {
		l.would = append(l.would, f)
		return nil
	}
	if handoff.Answers(f) {
		if ok, err := e.withinRate(l); err != nil || !ok {
			return err
		}
	}
	l.in.Handoff = id
	first, err := l.first(id, f.Kind(), string(handoff.From(f).Person)+handoff.From(f).Address)
	if err != nil {
		return err
	}
	if !first {
		if l.in.Verdict == taken {
			return nil
		}
		return l.silent(knownAlready, "the same mail is known already")
	}
	d, err := e.desk.Decide(l.tx, id, f)
	if err != nil {
		return err
	}
	if l.m.MessageID != "" {
		if err := l.tx.NoteMessageID(id, l.m.MessageID); err != nil {
			return err
		}
	}
	return l.took("%s", d.Reason.Text)
}

// takeBounce maps a report to the mail it speaks of; only reports on mails of ours count, and only about whom the mail was for.
func (e *Engine) takeBounce(l *letter, id handoff.ID, found bool) error {
	b := l.m.Bounce
	if !found || b == nil {
		return l.silent(reportElsewhere, "a delivery report that speaks of no mail from here")
	}
	to, sent, err := e.returnedTo(l, id)
	switch {
	case err != nil:
		return err
	case !sent && !e.learns(): // a learned id says which handoff, not to whom
		return l.silent(reportElsewhere, "a delivery report that names no mail which was sent from here")
	}
	for _, r := range b.Recipients {
		if sent && !e.isFor(r.Address, to) {
			if l.in.Verdict == "" {
				_ = l.silent(reportElsewhere, "a delivery report about %.80q, to whom the mail that it returns was not sent", r.Address)
			}
			continue
		}
		f := &handoff.Bounced{About: l.about(), Address: r.Address, Permanent: b.PermanentFor(r), Status: r.Status}
		if p, ok := e.conf().ByEmail(r.Address); ok {
			f.Person = p.ID
		}
		f.By = handoff.Who{Address: strings.ToLower(r.Address)}
		if err := e.fact(l, id, f); err != nil {
			return err
		}
	}
	if len(b.Recipients) == 0 {
		return l.silent(reportElsewhere, "a delivery report that names no recipient")
	}
	return nil
}

// takeComplaint stops mail to whoever complained. Only the one to whom the mail in question went can have done so; many hosts leave out
// who it was.
func (e *Engine) takeComplaint(l *letter, id handoff.ID, found bool) error {
	if !found || l.m.Bounce == nil {
		return l.silent(reportElsewhere, "a complaint that speaks of no mail from here")
	}
	to, sent, err := e.returnedTo(l, id)
	if err != nil {
		return err
	}
	f := &handoff.Complained{About: l.about(), Address: to.Address}
	if to.Person != "" {
		f.Address = e.conf().Person(to.Person).Email()
	}
	named := l.m.Bounce.Recipients
	if len(named) > 0 {
		f.Address = named[0].Address
	}
	switch {
	case !sent && (!e.learns() || len(named) == 0): // a learned id says which handoff, not to whom
		return l.silent(reportElsewhere, "a complaint that names no mail which was sent from here")
	case sent && !e.isFor(f.Address, to):
		return l.silent(reportElsewhere, "a complaint of %.80q, to whom the mail that it returns was not sent", f.Address)
	}
	if p, ok := e.conf().ByEmail(f.Address); ok {
		f.Person = p.ID
	}
	return e.fact(l, id, f)
}

// takeAbsence takes an out-of-office answer: a colleague's concerns every open handoff of theirs. Other automatic mail (help
// desks, shared documents, notices) says nothing of its sender, and of a colleague only what a mail system marks as an
// absence is one: whatever else it says, nobody wrote it for this.
func (e *Engine) takeAbsence(l *letter, id handoff.ID, found bool) error {
	if g := l.m.Gone; g != nil && found && !l.known {
		return e.fact(l, id, &handoff.Gone{About: l.about(), Left: g.Left, Instead: g.NewAddress})
	}
	a := l.m.Away
	switch {
	case a == nil:
		return l.silent(automatic, "an automatic mail that tells of no absence: %s", l.m.Why)
	case l.known && !a.Marked:
		return l.silent(absenceUnmarked, "words of absence that no mail system marks as an absence note: %s", l.m.Why)
	}
	f := handoff.OutOfOffice{About: l.about(), Until: l.u.Away, Cover: a.Cover}
	switch {
	case l.known && !l.verified:
		return l.silent(absenceUnproved, "an absence whose sender is not authenticated: %s", l.u.Auth.Why)
	case l.known:
		ids, err := l.tx.OpenOf(l.sender.ID)
		if err != nil {
			return err
		}
		for _, each := range ids {
			copied := f
			if err := e.fact(l, each, &copied); err != nil {
				return err
			}
		}
		if len(ids) == 0 {
			return l.silent(nothingOpen, "%s is away, and nothing of theirs is open", l.sender.Name)
		}
		return nil
	case found:
		return e.fact(l, id, &f)
	}
	return l.silent(automatic, "an automatic answer: %s", l.m.Why)
}
