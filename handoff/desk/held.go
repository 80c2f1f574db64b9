package desk

import (
	"errors"
	"fmt"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// siftedKey begins the key of the answer to what was said about held mails.
const siftedKey = "held-answer "

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
	body := "Nothing in your answer could be obeyed. It can say, a line for each:\n\n" +
		"  take 1       shows the mail, and asks the colleague in whose name it came\n" +
		"  drop 2-5, 7  takes them from the list\n  drop all     takes all from it\n"
	if !t.Sift.Empty {
		var err error
		if body, err = d.sifted(tx, t); err != nil {
			return err
		}
	}
	if body == "" {
		return nil
	}
	return d.answer(tx, t, siftedKey, body, handoff.No)
}

// sifted is what the admin is told; empty if that is nothing they do not know.
func (d *Decider) sifted(tx sieve, t *intake.Taken) (string, error) {
	var lines []string
	for _, n := range t.Sift.Take {
		line, err := d.TakeHeld(tx, n.Mail)
		if err != nil {
			return "", err
		}
		lines = append(lines, fmt.Sprintf("No. %d: %s", n.Line, line))
	}
	dropped := 0
	for _, id := range t.Sift.Drop {
		was, err := tx.DropHeld(id, "dropped by "+string(t.Person))
		if err != nil {
			return "", err
		}
		if was {
			dropped++
		}
	}
	if len(t.Sift.Take) == 0 {
		return "", nil
	}
	if len(t.Sift.Drop) > 0 {
		lines = append(lines, text.Count(dropped, "mail was", "mails were")+" dropped.")
	}
	return strings.Join(lines, "\n\n") + "\n", nil
}

// answer tells a colleague what came of what they answered to a mail of the service, once a mail.
func (d *Decider) answer(tx telling, t *intake.Taken, key, body string, personal handoff.YesNo) error {
	own := t.MessageID
	if t.Unnamed {
		own = ""
	}
	return d.tell(tx, key+handoff.MailHash(string(t.Person), own), t.Person,
		handoff.ServiceDetail{Subject: "Re: " + text.OneLine(t.Subject, text.SubjectLimit), Text: body, Personal: personal})
}

// TakeHeld says what a held mail would do, and asks the colleague in whose name it came whether it is theirs: that
// somebody looked at it proves nothing. The answer is a text for the admin.
func (d *Decider) TakeHeld(tx Sifting, n int64) (string, error) {
	in, err := tx.HeldMail(n)
	if errors.Is(err, store.ErrNotFound) {
		return "it is not held any more, or its text was not kept.", nil
	}
	if err != nil {
		return "", err
	}
	u := d.Reader().Read(in.Raw, in.Arrived)
	if u.Broken != nil {
		return fmt.Sprintf("it cannot be read: %s.", u.Broken), nil
	}
	sender, known := d.Config().ByEmail(in.Sender)
	about := fmt.Sprintf("“%s” of %s.", subjectOf(in), text.OneLine(in.Sender, text.NameLimit))
	switch {
	case !known:
		return about + " Nobody here knows that sender, so that nothing would be done. It says:\n\n" +
			quoted(u.Message.Text), nil
	case u.Cut():
		return about + " Only its beginning was kept; please ask " + sender.Name + " to send it once more. It says:\n\n" +
			quoted(u.Message.Text), nil
	}
	until, asked, err := tx.HeldToken(n)
	if err != nil {
		return "", err
	}
	if asked && until.After(d.Now()) {
		zone := d.Config().Person(d.Config().Admin).Location()
		return about + " " + sender.Name + " was asked whether it is theirs, and can say so until " +
			until.In(zone).Format("Mon 2 Jan, 15:04 MST") + ".", nil
	}
	return d.askOnBehalf(tx, n, in, u, sender, about)
}

// askOnBehalf finds out what a held mail would do and asks its alleged sender.
func (d *Decider) askOnBehalf(tx Sifting, n int64, in store.InMail, u intake.Understood, sender handoff.Person,
	about string) (string, error) {
	q, err := d.Reader().WouldDo(finder{tx}, stored(in), u, d.Now())
	if err != nil {
		return "", err
	}
	does := strings.Join(q.Does, ", ")
	switch {
	case does == "":
		return about + " Nothing would be done. It says:\n\n" + quoted(u.Message.Text), nil
	case sender.Gone || sender.Email() == "" || !d.Config().MayWriteTo(sender.Email()):
		return about + " It would " + does + "; " + sender.Name + " cannot be asked by mail.", nil
	}
	if err := tx.Unask(n); err != nil {
		return "", err
	}
	if err := d.ask(tx, &q, n, true); err != nil {
		return "", err
	}
	return about + " It would " + does + ". " + sender.Name + " is asked whether it is theirs; a yes does it.", nil
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

// subjectOf is the subject of a mail in one line, or a word where it has none.
func subjectOf(in store.InMail) string {
	if strings.TrimSpace(in.Subject) == "" {
		return "(no subject)"
	}
	return text.OneLine(in.Subject, text.SubjectLimit)
}

// quoted sets off the words of a mail that nobody vouches for.
func quoted(text string) string {
	if len(text) > heldShown {
		text = strings.ToValidUTF8(text[:heldShown], "") + " […]"
	}
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSpace(text)) {
		b.WriteString("> " + strings.TrimRight(line, "\r\n") + "\n")
	}
	return b.String()
}
