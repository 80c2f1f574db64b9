package intake

import (
	"crypto/sha256"
	"regexp"
	"slices"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// byToken finds the handoff of a mail's own reply address, and keeps what that address is worth.
func (l *inbound) byToken(code string) (handoff.ID, bool, error) {
	t, ok, err := l.f.Token(code)
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
func (l *inbound) bearer() handoff.Bearer {
	others := func(a mail.Address) bool { return !l.c.Owns(a.Addr) }
	return handoff.Bearer{Person: l.sender.ID, Proved: l.verified, Forged: l.forged, At: l.in.Arrived,
		Shown: slices.ContainsFunc(slices.Concat(l.m.To, l.m.Cc), others)}
}

// opened finds the links of our own mails that others come to have: quoted, where others than the handoff address get
// the mail; and in what is newly written, which others read on. Whoever has such a link could answer for its reader.
func (l *inbound) opened() {
	switch {
	case l.c.Pages == "":
	case l.bearer().Shown:
		l.t.Open = handoff.LinkSecrets(l.m.Body + "\n" + l.m.Markup)
	default:
		l.t.Open = handoff.LinkSecrets(l.m.Text)
	}
}

// useToken lets a role token stand for the proof of the sender that the mail server could not give.
func (l *inbound) useToken() error {
	if l.code == "" || l.token.Mail != 0 || l.m.Kind != mail.KindHumanReply && l.m.Kind != mail.KindAutoReply {
		return nil
	}
	b := l.bearer()
	lends, why := l.token.Lends(b)
	if l.bySubject && !b.Proved {
		h, err := l.lead(l.t.Handoff)
		if err != nil {
			return err
		}
		may, again := l.tapLends(h)
		switch {
		case again && !b.Forged && !b.Shown && !b.At.After(l.token.Expires):
			lends = true
		case !may:
			return nil
		}
	}
	switch {
	case lends && !l.verified:
		l.verified = true
		l.t.Auth += " token"
	case !lends && !l.verified:
		l.doubt = handoff.Because("sender-unproved/token", handoff.ReasonArg(l.doubt), handoff.ReasonArg(why))
	}
	if l.token.Spent(b, lends) {
		l.t.Spent = l.code
	}
	return nil
}

// proved is the letter as it would be if its sender were proved. Nothing of what is made of it counts.
func (l *inbound) proved() *inbound {
	try := *l
	try.t = &Taken{Head: l.t.Head}
	try.verified, try.forged = true, false
	return &try
}

// brings says whether a fact of the kind would come of the letter.
func (l *inbound) brings(k handoff.Kind) bool {
	return slices.ContainsFunc(l.t.Facts, func(f Fact) bool { return f.Kind() == k })
}

// ask finds out what an unproved mail of a colleague would do, and asks them once, at their address in the roster,
// whether it is theirs. The mail is held in any case.
func (l *inbound) ask(take func(*inbound) error) error {
	try := l.proved()
	if err := take(try); err != nil {
		return err
	}
	l.t.Would = try.t.Facts
	why := handoff.Because("unproved-idle", handoff.AddressArg(l.m.From.Addr), handoff.ReasonArg(l.doubt))
	_ = l.silent(unprovedIdle, why)
	does := l.wouldDo(try.t)
	unclear := l.forged && l.u.Auth.Domain == "" // not even who From names
	if len(does) == 0 || unclear || !l.mayBeAsked() {
		return nil
	}
	asked, err := l.f.Asked(l.sender.ID, l.at.Add(-handoff.ConfirmationLife))
	if err != nil {
		return err
	}
	if s, before := l.askedBefore(asked); s != 0 {
		return l.silent(s, handoff.Because("unproved-idle/not-asked", handoff.ReasonArg(why), handoff.ReasonArg(before)))
	}
	q, err := l.question(does)
	l.t.Ask = &q
	_ = l.told(handoff.Because("unproved-asked", handoff.ReasonArg(why), handoff.PersonArg(l.sender.ID)))
	return err
}

// mayBeAsked says whether mail to the sender can go out.
func (l *inbound) mayBeAsked() bool {
	return !l.sender.Gone && l.sender.Email() != "" && l.c.MayWriteTo(l.sender.Email())
}

// wouldDo says what a mail that nobody has proved would do.
func (l *inbound) wouldDo(t *Taken) []handoff.Reason {
	does := append(doesOf(t, l.sender), l.asksFor(t)...)
	if len(does) == 0 && l.several && l.m.Kind == mail.KindHumanReply {
		does = []handoff.Reason{handoff.Because("would/be-read")}
	}
	return does
}

// doesOf says what the facts of a mail would do that are worth being confirmed, in words for the person. Where they are
// of several leads, each is named, and so are those that the person cannot see.
func doesOf(t *Taken, p handoff.Person) []handoff.Reason {
	var does []handoff.Reason
	several := t.severalLeads()
	for _, f := range t.Facts {
		if !handoff.WorthConfirming(f.Fact) {
			continue
		}
		would := handoff.Would(f.Fact, p.Zone)
		if several && f.Handoff != "" {
			would = handoff.Because("would/of-lead", handoff.WordsArg(string(f.Handoff)), handoff.ReasonArg(would))
		}
		does = append(does, would)
	}
	if len(does) > 0 {
		for _, id := range t.Strange {
			does = append(does, handoff.Because("would/unseen", handoff.WordsArg(string(id))))
		}
	}
	return does
}

// severalLeads says whether the mail names more than one lead.
func (t *Taken) severalLeads() bool {
	return len(t.Strange) > 0 || slices.ContainsFunc(t.Facts, func(f Fact) bool { return f.Handoff != t.Facts[0].Handoff })
}

// asksFor says what else a mail would do: what it asks for that is about no lead.
func (l *inbound) asksFor(t *Taken) (does []handoff.Reason) {
	say := func(code handoff.Code, args ...handoff.Arg) { does = append(does, handoff.Because(code, args...)) }
	if t.MyLeads {
		say("would/my-leads")
	}
	for _, r := range t.Rotates {
		switch {
		case r.Said != nil:
			does = append(does, handoff.Would(r.Said, l.sender.Zone))
		case r.Away != nil:
			does = append(does, handoff.Would(r.Away, l.sender.Zone))
		default:
			say("would/rotation")
		}
	}
	if p := t.Practised; p != nil {
		switch {
		case p.Asks:
			say("would/practise")
		case p.Read:
			say("would/rules-read")
		default:
			say("would/practised")
		}
	}
	if t.Times != nil {
		does = append(does, handoff.Would(t.Times.Slots, l.sender.Zone))
	}
	switch f := t.Forget; {
	case f == nil:
	case f.Address == "":
		say("would/forget-refused", handoff.PersonArg(l.c.Admin))
	case f.Yes:
		say("would/forget-done")
	default:
		say("would/forget-asked")
	}
	return does
}

// askedBefore gives the reason why the sender is not asked about this mail; 0 if they are.
func (l *inbound) askedBefore(asked []Question) (Silence, handoff.Reason) {
	var at []time.Time
	for _, a := range asked {
		if at = append(at, a.At); string(a.Digest) == string(l.digest()) {
			return askedCopy, handoff.Because("asked-copy", handoff.PersonArg(l.sender.ID))
		}
	}
	if !handoff.MayAsk(at, l.at) {
		return askedEnough, handoff.Because("asked-enough", handoff.PersonArg(l.sender.ID))
	}
	return 0, handoff.Reason{}
}

// question asks the alleged sender whether the mail is theirs.
func (l *inbound) question(does []handoff.Reason) (Ask, error) {
	q := Ask{Person: l.sender.ID, Role: handoff.RoleQualifier, Handoff: l.t.Handoff, Digest: l.digest(),
		Why: l.doubt, Arrived: l.in.Arrived, Does: does}
	for _, f := range l.t.Would {
		if b, ok := f.Fact.(*handoff.Briefed); ok {
			q.Team = b.Team
		}
	}
	if (&Taken{Facts: l.t.Would}).severalLeads() { // it is about none of them more than another
		h, err := l.lead(l.t.Would[0].Handoff)
		q.Handoff, q.Team = "", h.Team
		return q, err
	}
	if q.Handoff != "" {
		h, err := l.lead(q.Handoff)
		if err != nil {
			return q, err
		}
		q.Role = h.RoleOf(handoff.Who{Person: l.sender.ID}, l.c)
	}
	return q, nil
}

// takeConfirmation takes the answer to the question whether a held mail is the sender's.
func (l *inbound) takeConfirmation() error {
	b := l.bearer()
	lends, why := l.token.Lends(b)
	if !lends {
		if l.token.Spent(b, false) {
			l.t.Spent = l.code
		}
		return l.silent(confirmationOf, why)
	}
	yes, no := reading.Consent(l.m.Text, l.sender.Name, l.m.From.Name)
	if !yes && !no {
		return l.askAgain()
	}
	l.t.Spent = l.code
	held, there, err := l.f.Held(l.token.Mail)
	switch {
	case err != nil:
		return err
	case !there:
		return l.silent(confirmationOf, handoff.Because("confirmation-of/gone"))
	}
	l.t.Confirm = &Confirm{Mail: l.token.Mail}
	if no {
		l.t.Confirm.No = handoff.Because("not-theirs", handoff.PersonArg(l.sender.ID))
		return l.took(handoff.Because("not-theirs/said", handoff.PersonArg(l.sender.ID)))
	}
	t, err := l.confirmed(held)
	l.t.Confirm.Taken, l.t.Confirm.Alias = &t, l.remembers(held)
	_ = l.took(handoff.Because("confirms"))
	return err
}

// askAgain puts the question once more, in the plainest words; the row of the outbox is there once, whatever is
// answered.
func (l *inbound) askAgain() error {
	if !l.mayBeAsked() {
		return l.silent(unprovedWhom, handoff.Because("unproved-whom/unclear"))
	}
	team := ""
	if l.token.Handoff != "" {
		h, err := l.lead(l.token.Handoff)
		if err != nil {
			return err
		}
		team = h.Team
	}
	again := handoff.ChallengeAgain(l.token, l.code, team)
	l.t.Again = &again
	return l.told(handoff.Because("asked-again"))
}

// confirmed is what a held mail means if its sender had been proved when it arrived.
func (l *inbound) confirmed(held Stored) (Taken, error) {
	return l.Interpret(l.f, Mail{Understood: l.Read(held.Raw, held.Arrived), Box: l.Box(held.Source, l.in.Box),
		Arrived: held.Arrived, Writer: l.sender.ID, Auth: held.Auth}, l.at)
}

// WouldDo finds out what a held mail would do if its sender were proved, and how they are asked about it. A question
// without Does needs not be asked: nothing would be done.
func (r *Reader) WouldDo(f Finder, held Stored, u Understood, now time.Time) (Ask, error) {
	l := r.inbound(f, Mail{Understood: u, Box: r.Box(held.Source, r.Config.Address), Arrived: held.Arrived, AsIf: true},
		now)
	if err := l.sort(); err != nil {
		return Ask{}, err
	}
	l.t.Would, l.t.Handoff = l.t.Facts, held.Handoff
	return l.question(l.wouldDo(l.t))
}

// names are those under which no copy of this mail may bring about the same once more. A copy has the same Message-ID,
// or another one and the same date and content.
func (l *inbound) names() []string {
	var names []string
	if l.m.MessageID != "" {
		names = append(names, l.m.MessageID)
	}
	if !l.m.Date.IsZero() || l.m.MessageID == "" {
		names = append(names, "copy "+string(l.digest()))
	}
	return names
}

// digest is that of what a copy has in common with its original, whatever Message-ID was given to it on the way.
func (l *inbound) digest() []byte {
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

// topicPattern is the subject of a mail of a handoffd: the lead stands at its end, in older ones at its beginning.
var topicPattern = regexp.MustCompile(`^(?:\[(HO-[A-Z2-7]{6})\] |[^\[\]]+: [^\[\]]+ \[(HO-[A-Z2-7]{6})\]$)`)

// alike holds what another handoffd has written: two machines would answer each other for ever. It is known by
// X-Handoff-Id, which no answer of a person carries, and where a gateway has taken that out by a subject that begins
// with a handoff that is not from here.
func (l *inbound) alike() (bool, error) {
	if k := l.m.Kind; k != mail.KindHumanReply && k != mail.KindAutoReply && k != mail.KindCalendarCounter {
		return false, nil
	}
	other := handoff.Because("other-service")
	if l.m.HandoffID != "" {
		return true, l.silent(otherService, other)
	}
	mark := topicPattern.FindStringSubmatch(l.m.Subject)
	if mark == nil || reading.IsAnswer(l.m.Subject) {
		return false, nil
	}
	_, there, err := l.f.Handoff(handoff.ID(mark[1] + mark[2]))
	if err == nil && !there {
		return true, l.silent(otherService, other)
	}
	return false, err
}
