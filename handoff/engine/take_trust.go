package engine

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/reading"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// byToken finds the handoff of a mail's own reply address, and keeps what that address is worth.
func (l *letter) byToken(code string) (handoff.ID, bool, error) {
	t, ok, err := l.tx.Token(code)
	if err != nil || !ok {
		return "", false, err
	}
	l.token, l.code = t, code
	return t.Handoff, t.Handoff != "", nil
}

var codePattern = regexp.MustCompile(`\(code ([a-z2-7]{16})\)`)

// codes are the secrets of confirmations in a subject, where the mail host takes none in an address.
func codes(m *mail.Message) []string {
	var out []string
	for _, c := range codePattern.FindAllStringSubmatch(m.Subject, 3) {
		out = append(out, c[1])
	}
	return out
}

// bearer is the mail as the rules on tokens see it.
func (e *Engine) bearer(l *letter) handoff.Bearer {
	others := func(a mail.Address) bool { return !e.conf().Owns(a.Addr) }
	return handoff.Bearer{Person: l.sender.ID, Proved: l.verified, Forged: l.forged, At: l.in.Arrived,
		Shown: slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), others)}
}

// useToken lets a role token stand for the proof of the sender that the mail server could not give.
func (e *Engine) useToken(l *letter) error {
	if l.code == "" || l.token.Mail != 0 || l.m.Kind != mail.KindHumanReply && l.m.Kind != mail.KindAutoReply {
		return nil
	}
	b := e.bearer(l)
	lends, why := l.token.Lends(b)
	switch {
	case lends && !l.verified:
		l.verified = true
		l.in.Auth += " token"
	case !lends && !l.verified:
		l.u.Auth.Why += "; " + why.Text
	}
	if l.token.Spent(b, lends) {
		return l.tx.SpendToken(l.code, l.in.Arrived)
	}
	return nil
}

// ask finds out what an unproved mail of a colleague would do, and asks them once, at their address in the roster, whether it is
// theirs. The mail is held in any case.
func (e *Engine) ask(l *letter, take func() error) error {
	l.asking = true
	err := take()
	l.asking = false
	if err != nil {
		return err
	}
	why := fmt.Sprintf("%s is not proved to be the sender: %s", l.m.From.Addr, l.u.Auth.Why)
	_ = l.silent(unprovedIdle, "%s", why)
	does := e.wouldDo(l)
	unclear := l.forged && l.u.Auth.Domain == "" // not even who From names
	if len(does) == 0 || unclear || l.sender.Gone || l.sender.Email() == "" || !e.conf().MayWriteTo(l.sender.Email()) {
		return nil
	}
	may, err := e.mayAsk(l)
	switch {
	case err != nil:
		return err
	case may.Code != "":
		s := askedEnough
		if may.Code == "copy" {
			s = askedCopy
		}
		return l.silent(s, "%s; %s", why, may.Text)
	}
	_ = l.told("%s; %s was asked whether it is theirs", why, l.sender.Name)
	return e.challenge(l, does)
}

// wouldDo says what a mail that nobody has proved would do.
func (e *Engine) wouldDo(l *letter) []string {
	var does []string
	for _, f := range l.would {
		if handoff.WorthConfirming(f) {
			does = append(does, handoff.Would(f, e.conf(), l.sender.Location()))
		}
	}
	if len(does) == 0 && l.several && l.m.Kind == mail.KindHumanReply {
		does = []string{"be read as a mail of yours"}
	}
	return does
}

// mayAsk gives the reason why the sender is not asked about this mail; the zero Reason if they are.
func (e *Engine) mayAsk(l *letter) (handoff.Reason, error) {
	now := e.Now()
	asked, err := l.tx.Asked(l.sender.ID, now.Add(-handoff.ConfirmationLife))
	var at []time.Time
	for _, a := range asked {
		if at = append(at, a.At); string(a.Digest) == string(l.digest()) {
			return handoff.Reason{Code: "copy", Text: l.sender.Name + " was asked about a copy of it"}, err
		}
	}
	if !handoff.MayAsk(at, now) {
		return handoff.Reason{Code: "asked-enough", Text: l.sender.Name + " was asked about too many mails today"}, err
	}
	return handoff.Reason{}, err
}

// challenge keeps the mail and asks its alleged sender.
func (e *Engine) challenge(l *letter, does []string) error {
	n, err := e.keepMail(l)
	if err != nil {
		return err
	}
	return e.question(l, n, handoff.Challenge, does)
}

// question asks the alleged sender of the held mail with that number whether it is theirs.
func (e *Engine) question(l *letter, n int64, ask func(handoff.Token, string, time.Time, string, []string) handoff.Action, does []string) error {
	role, team := handoff.RoleQualifier, ""
	for _, f := range l.would {
		if b, ok := f.(*handoff.Briefed); ok {
			team = b.Team
		}
	}
	if l.in.Handoff != "" {
		h, err := l.tx.Handoff(l.in.Handoff)
		if err != nil {
			return err
		}
		role = h.RoleOf(handoff.Who{Person: l.sender.ID}, e.conf())
	}
	now := e.Now()
	t := handoff.Token{Handoff: l.in.Handoff, Person: l.sender.ID, Role: role, Mail: n, Issued: now, Expires: now.Add(handoff.ConfirmationLife)}
	if err := l.tx.Ask(t, l.digest()); err != nil {
		return err
	}
	return l.tx.Enqueue([]handoff.Action{ask(t, l.u.Auth.Why, l.in.Arrived, team, does)}, now)
}

// takeConfirmation takes the answer to the question whether a held mail is the sender's.
func (e *Engine) takeConfirmation(l *letter) error {
	b := e.bearer(l)
	lends, why := l.token.Lends(b)
	if !lends {
		if l.token.Spent(b, false) {
			if err := l.tx.SpendToken(l.code, l.in.Arrived); err != nil {
				return err
			}
		}
		return l.silent(confirmationOf, "%s", why.Text)
	}
	yes, no := reading.Consent(l.m.Text, l.sender.Name, l.m.From.Name)
	if !yes && !no {
		return e.askAgain(l)
	}
	if err := l.tx.SpendToken(l.code, l.in.Arrived); err != nil {
		return err
	}
	in, err := l.tx.HeldMail(l.token.Mail)
	if errors.Is(err, store.ErrNotFound) {
		return l.silent(confirmationOf, "the mail that it is about is not kept any more")
	}
	if err != nil {
		return err
	}
	if no {
		notTheirs.end(&in, "%s says it is not theirs", l.sender.Name)
		_, err := l.tx.PutMail(in)
		_ = l.took("%s says that a held mail is not theirs", l.sender.Name)
		return err
	}
	if err := e.takeHeld(l, &in); err != nil {
		return err
	}
	l.in.Handoff = in.Handoff
	return l.took("confirms a held mail: %s", in.Why)
}

// askAgain puts the question once more, in the plainest words; the row of the outbox is there once, whatever is answered.
func (e *Engine) askAgain(l *letter) error {
	const why = "neither yes nor no to the question whether a mail is theirs"
	if l.sender.Gone || l.sender.Email() == "" || !e.conf().MayWriteTo(l.sender.Email()) {
		return l.silent(unprovedWhom, why)
	}
	_ = l.told(why + "; asked once more")
	team := ""
	if l.token.Handoff != "" {
		h, err := l.tx.Handoff(l.token.Handoff)
		if err != nil {
			return err
		}
		team = h.Team
	}
	return l.tx.Enqueue([]handoff.Action{handoff.ChallengeAgain(l.token, l.code, team)}, e.Now())
}

// takeHeld takes a held mail as if its sender had been proved when it arrived.
func (e *Engine) takeHeld(l *letter, in *store.InMail) error {
	u := intake.Understand(in.Raw, *e.trust.Load(), in.Arrived, e.adminZone())
	again := &letter{tx: l.tx, box: e.boxOf(in.Source, l.box), in: in, u: u, m: u.Message.Acting(), now: in.Arrived, sender: l.sender, known: true, verified: true, settled: true}
	if p, ok := e.listAuthor(again.m); ok && p.ID == l.sender.ID {
		again.through(p)
	}
	if handoff.SameAddress(again.m.From.Addr, l.sender.Email()) {
		again.m.From.Addr = l.sender.Email()
	}
	in.Handoff, in.Verdict, in.Why, in.Auth = "", "", "", in.Auth+" confirmed"
	return e.settle(again)
}

// boxOf is the handoff address of a source, or the other one if it is no source any more.
func (e *Engine) boxOf(source, otherwise string) string {
	for _, s := range e.sources {
		if s.Name == source {
			return s.Address
		}
	}
	if box, _, ok := strings.Cut(source, "/"); ok && e.conf().Owns(box) { // where no mailbox is open: the command line
		return box
	}
	return otherwise
}

// first says whether no copy of this mail has brought this about yet, and remembers it. A copy has the same Message-ID, or another
// one and the same date and content. What is not proved never shuts out what is.
func (l *letter) first(id handoff.ID, kind handoff.Kind, who string) (bool, error) {
	var names []string
	if l.m.MessageID != "" {
		names = append(names, l.m.MessageID)
	}
	if !l.m.Date.IsZero() || l.m.MessageID == "" {
		names = append(names, "copy "+string(l.digest()))
	}
	fresh := true
	for _, name := range names {
		first, err := l.tx.FirstTime(id, string(kind), who, name, l.verified)
		if err != nil {
			return false, err
		}
		fresh = fresh && first
	}
	return fresh, nil
}

// digest is that of what a copy has in common with its original, whatever Message-ID was given to it on the way.
func (l *letter) digest() []byte {
	h := sha256.New()
	parts := []string{l.m.Date.UTC().Format(time.RFC3339), l.m.From.Key(), l.m.Subject, l.m.Text}
	if l.m.Guessed {
		parts = append(parts, l.m.Body)
	}
	for _, c := range l.m.Calendars {
		parts = append(parts, string(c.Data))
	}
	if l.m.Date.IsZero() && l.m.MessageID == "" {
		parts = append(parts, l.in.Arrived.UTC().Format(time.RFC3339)) // nothing tells a copy from the same words said again
	}
	h.Write([]byte(strings.Join(parts, "\x00")))
	return h.Sum(nil)
}

// withinRate defers what a sender writes beyond what anybody writes in an hour, so that neither a loop nor a flood brings mail about.
func (e *Engine) withinRate(l *letter) (bool, error) {
	if l.m.Kind != mail.KindHumanReply || l.in.Verdict == taken || l.settled || l.in.Due {
		return true, nil
	}
	return e.inTurn(l)
}

var topicPattern = regexp.MustCompile(`^\[(HO-[A-Z2-7]{6})\] `)

// alike holds what another handoffd has written: two machines would answer each other for ever. It is known by X-Handoff-Id, which no
// answer of a person carries, and where a gateway has taken that out by a subject that begins with a handoff that is not from here.
func (e *Engine) alike(l *letter) (bool, error) {
	if k := l.m.Kind; k != mail.KindHumanReply && k != mail.KindAutoReply && k != mail.KindCalendarCounter {
		return false, nil
	}
	const other = "another handoffd has written it: two machines do not answer each other"
	if l.m.HandoffID != "" {
		return true, l.silent(otherService, other)
	}
	mark := topicPattern.FindStringSubmatch(l.m.Subject)
	if mark == nil {
		return false, nil
	}
	_, err := l.tx.Handoff(handoff.ID(mark[1]))
	if errors.Is(err, store.ErrNotFound) {
		return true, l.silent(otherService, other)
	}
	return false, err
}
