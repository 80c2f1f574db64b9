package desk

import (
	"errors"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// siftedKey begins the key of the answer to what was said about held mails.
const siftedKey = "held-answer "

// Why nothing is done with a held mail: there is none of that number, or it is not held any more.
const (
	HeldGone handoff.Code = "held-take/gone"
	HeldOver handoff.Code = "held-take/over"
)

// heldShown bounds how many bytes of a held mail are shown.
const heldShown = 1500

// keepMail puts a mail into the store; of one that is held as much as the limits allow.
func (d *Decider) keepMail(tx keeping, in *store.InMail, t *intake.Taken) (int64, error) {
	if in.Verdict == handoff.MailIgnored && in.Handoff == "" {
		in.Raw = nil
	}
	if in.Verdict == handoff.MailHeld && in.Handoff == "" && len(in.Raw) > 0 {
		kept, known := 0, t.Person != ""
		if known {
			var err error
			if kept, err = tx.HeldOf(in.Sender, handoff.HeldMost); err != nil {
				return 0, err
			}
		}
		if !handoff.KeptWhole(known, len(in.Raw), kept) {
			in.Raw, in.Packed = t.Excerpt(in.Raw), nil
		}
	}
	return tx.PutMail(*in)
}

// sift does what the admin says of the list of held mails, and answers with what came of it.
func (d *Decider) sift(tx sieve, t *intake.Taken) error {
	if t.Sift.Empty {
		return d.answer(tx, t, siftedKey, "sifted-nothing", nil, handoff.No)
	}
	lines, err := d.sifted(tx, t)
	if err != nil || len(lines) == 0 {
		return err
	}
	return d.answer(tx, t, siftedKey, "sifted", lines, handoff.No)
}

// sifted is what the admin is told; none if that is nothing they do not know.
func (d *Decider) sifted(tx sieve, t *intake.Taken) ([]handoff.Reason, error) {
	var lines []handoff.Reason
	for _, n := range t.Sift.Take {
		line, err := d.TakeHeld(tx, n.Mail)
		if err != nil {
			return nil, err
		}
		lines = append(lines, handoff.Because("sifted/take", handoff.NumberArg(n.Line), handoff.ReasonArg(line)))
	}
	dropped := 0
	for _, id := range t.Sift.Drop {
		_, was, err := d.DropHeld(tx, id, t.Person)
		if err != nil {
			return nil, err
		}
		if was {
			dropped++
		}
	}
	if len(t.Sift.Take) == 0 {
		return nil, nil
	}
	if len(t.Sift.Drop) > 0 {
		lines = append(lines, handoff.Because("sifted/dropped", handoff.NumberArg(dropped)))
	}
	return lines, nil
}

// answer tells a colleague what came of what they answered to a mail of the service, once a mail.
func (d *Decider) answer(tx telling, t *intake.Taken, key string, words handoff.Code, lines []handoff.Reason,
	personal handoff.YesNo) error {
	says := handoff.ServiceWords(words, handoff.WordsArg(text.OneLine(t.Subject, text.SubjectLimit)))
	return d.answerWith(tx, t, key, handoff.ServiceDetail{Says: says, Lines: lines, Personal: personal})
}

// answerWith answers a mail with words of its own, once.
func (d *Decider) answerWith(tx telling, t *intake.Taken, key string, says handoff.ServiceDetail) error {
	own := t.MessageID
	if t.Unnamed {
		own = ""
	}
	a := handoff.ServiceMail(key+handoff.MailHash(string(t.Person), own), t.Person, says)
	a.Answers = own // whoever asks is awake
	return tx.Enqueue([]handoff.Action{a}, d.Now())
}

// TakeHeld says what a held mail would do, and asks the colleague in whose name it came whether it is theirs: that
// somebody looked at it proves nothing. What it says is for the admin.
func (d *Decider) TakeHeld(tx Sifting, n int64) (handoff.Reason, error) {
	in, err := tx.HeldMail(n)
	if errors.Is(err, store.ErrNotFound) {
		return notHeld(tx, n)
	}
	if err != nil {
		return handoff.Reason{}, err
	}
	u := d.Reader().Read(in.Raw, in.Arrived)
	if u.Broken != nil {
		return handoff.Because("held-take/broken", handoff.WordsArg(u.Broken.Error())), nil
	}
	sender, known, err := d.whose(tx, in.Sender)
	if err != nil {
		return handoff.Reason{}, err
	}
	about := handoff.Because("held-take", handoff.WordsArg(subjectOf(in)),
		handoff.AddressArg(text.OneLine(in.Sender, text.NameLimit)))
	says := handoff.WordsArg(shown(u.Message.Text))
	switch {
	case !known:
		return handoff.Because("held-take/unknown", handoff.ReasonArg(about), says), nil
	case u.Cut():
		return handoff.Because("held-take/cut", handoff.ReasonArg(about), handoff.PersonArg(sender.ID), says), nil
	}
	until, asked, err := tx.HeldToken(n)
	if err != nil {
		return handoff.Reason{}, err
	}
	if asked && until.After(d.Now()) {
		return handoff.Because("held-take/asked", handoff.ReasonArg(about), handoff.PersonArg(sender.ID),
			handoff.TimeArg(until, d.Config().Person(d.Config().Admin).Zone)), nil
	}
	q, err := d.Reader().WouldDo(finder{tx}, stored(in), u, d.Now())
	switch {
	case err != nil:
		return handoff.Reason{}, err
	case len(q.Does) == 0:
		return handoff.Because("held-take/idle", handoff.ReasonArg(about), says), nil
	}
	return d.askOnBehalf(tx, n, q, sender, about)
}

// DropHeld drops a held mail for somebody. Of one that is not held any more it says what became of it, and false.
func (d *Decider) DropHeld(tx held, n int64, by handoff.PersonID) (handoff.Reason, bool, error) {
	was, err := tx.DropHeld(n, handoff.Because("dropped/by", handoff.PersonArg(by)))
	if err != nil || was {
		return handoff.Because("sifted/dropped", handoff.NumberArg(1)), was, err
	}
	said, err := notHeld(tx, n)
	return said, false, err
}

// notHeld says why there is nothing to be done with a held mail.
func notHeld(tx interface {
	WhyNotHeld(n int64) (handoff.Reason, error)
}, n int64) (handoff.Reason, error) {
	why, err := tx.WhyNotHeld(n)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return handoff.Because(HeldGone, handoff.NumberArg(int(n))), nil
	case err != nil:
		return handoff.Reason{}, err
	}
	return handoff.Because(HeldOver, handoff.NumberArg(int(n)), handoff.ReasonArg(why)), nil
}

// whose is the colleague who has the address in the roster, or has called it theirs.
func (d *Decider) whose(tx found, address string) (handoff.Person, bool, error) {
	if p, known := d.Config().ByEmail(address); known {
		return p, true, nil
	}
	id, known, err := finder{tx}.Alias(address)
	return d.Config().Person(id), known, err
}

// askOnBehalf asks the alleged sender of a held mail.
func (d *Decider) askOnBehalf(tx Sifting, n int64, q intake.Ask, sender handoff.Person,
	about handoff.Reason) (handoff.Reason, error) {
	does := handoff.ReasonArg(handoff.Because("would-all", handoff.ReasonArg(q.Does...)))
	if sender.Gone || sender.Email() == "" || !d.Config().MayWriteTo(sender.Email()) {
		return handoff.Because("held-take/mute", handoff.ReasonArg(about), does, handoff.PersonArg(sender.ID)), nil
	}
	if err := tx.Unask(n); err != nil {
		return handoff.Reason{}, err
	}
	if err := d.ask(tx, &q, n, true); err != nil {
		return handoff.Reason{}, err
	}
	return handoff.Because("held-take/asks", handoff.ReasonArg(about), does, handoff.PersonArg(sender.ID)), nil
}

// ask asks about the held mail with that number; anew says that an earlier question was not answered in time.
func (d *Decider) ask(tx asking, q *intake.Ask, n int64, anew bool) error {
	now := d.Now()
	t := q.Token(n, now)
	if err := tx.Ask(t, q.Digest); err != nil {
		return err
	}
	return tx.Enqueue([]handoff.Action{q.Action(t, anew)}, now)
}

// subjectOf is the subject of a mail in one line; empty if it has none.
func subjectOf(in store.InMail) string { return text.OneLine(in.Subject, text.SubjectLimit) }

// shown is as much of a mail that nobody vouches for as is shown of it.
func shown(text string) string {
	if len(text) > heldShown {
		text = strings.ToValidUTF8(text[:heldShown], "") + " […]"
	}
	return strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n")
}
