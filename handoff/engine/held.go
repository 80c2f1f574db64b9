package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
	"handoffd/mail"
)

// heldKey begins the key of the daily list of held mails; sifted that of the answer to what was said about one.
const (
	heldKey   = "held "
	siftedKey = "held-answer "
)

// siftEvery is how often it is looked whether held mails are to be listed or dropped.
const siftEvery = 15 * time.Minute

// Bounds on one list: numbers, held mails looked at, and the text shown of one that is taken.
const (
	heldLines = 40
	heldLook  = 2000
	heldShown = 1500
)

// keepMail puts a mail into the store; of one that is held as much as the limits allow.
func (e *Engine) keepMail(l *letter) (int64, error) {
	in := l.in
	if in.Verdict == held && in.Handoff == "" && len(in.Raw) > 0 {
		kept := 0
		if l.known {
			var err error
			if kept, err = l.tx.HeldOf(in.Sender, handoff.HeldMost); err != nil {
				return 0, err
			}
		}
		if !handoff.KeptWhole(l.known, len(in.Raw), kept) {
			in.Raw, in.Packed = mail.Excerpt(in.Raw, strconv.Itoa(len(in.Raw)), l.u.Message.Text, handoff.HeldText), nil
		}
	}
	return l.tx.PutMail(*in)
}

// sift drops held mails whose time is over, and tells the admin once a day of what is new among them.
func (e *Engine) sift(ctx context.Context) (int, error) {
	e.sifting.Lock()
	defer e.sifting.Unlock()
	now := e.Now()
	if now.Before(e.sifted.Add(siftEvery)) && !now.Before(e.sifted) {
		return 0, nil
	}
	c, done := e.conf(), 0
	err := e.desk.Update(ctx, func(tx *store.Tx) error {
		done = 0
		gone, stripped, err := tx.Expire(c.Held.Ends(now), c.Held.Bytes())
		if err != nil {
			return err
		}
		if gone+stripped > 0 {
			tx.AfterCommit(func() { e.Log.Info("old held mails were dropped", "mails", gone, "text_only", stripped) })
		}
		done, err = e.listHeld(tx, now)
		return err
	})
	if err == nil {
		e.sifted = now
	}
	return done, err
}

// siftAndTell is sift, and then the notices that wait.
func (e *Engine) siftAndTell(ctx context.Context) (int, error) {
	if _, err := e.sift(ctx); err != nil {
		return 0, err
	}
	return e.notices(ctx)
}

// listHeld writes the day's list of held mails, from the beginning of the admin's hours on, if something came since the last one.
func (e *Engine) listHeld(tx *store.Tx, now time.Time) (int, error) {
	admin := e.conf().Person(e.conf().Admin)
	local := now.In(admin.Location())
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	key := heldKey + local.Format(time.DateOnly)
	opens := admin.Hours.Next(midnight, admin.Location())
	if admin.Gone || admin.Email() == "" || now.Before(opens) {
		return 0, nil
	}
	was, err := tx.HasNotice(key)
	if err != nil || was {
		return 0, err
	}
	last, err := lastHeld(tx, admin.ID)
	if err != nil {
		return 0, err
	}
	fresh, err := tx.HeldAfter(last, heldLook)
	fresh = slices.DeleteFunc(fresh, func(m store.Held) bool { return !m.Arrived.Before(opens) }) // of today: tomorrow's list
	if err != nil || len(fresh) == 0 {
		return 0, err
	}
	lines, items, left := e.heldLines(fresh, admin.Location())
	n := store.Notice{Key: key, To: admin.ID, Items: append(items, "upto "+strconv.FormatInt(fresh[0].N, 10)), Created: now,
		Subject: "Held: " + text.Count(len(fresh), "mail", "mails"), Body: heldBody(lines, left, e.conf().Held)}
	if _, err := tx.PutNotice(n); err != nil {
		return 0, err
	}
	return 1, nil
}

// lastHeld is the number of the newest mail in the latest list; 0 if there was none.
func lastHeld(tx *store.Tx, admin handoff.PersonID) (int64, error) {
	sent, err := tx.NoticeItems(admin, heldKey, 1)
	if err != nil || len(sent) == 0 || len(sent[0].Items) == 0 {
		return 0, err
	}
	upto, _ := strings.CutPrefix(sent[0].Items[len(sent[0].Items)-1], "upto ")
	n, err := strconv.ParseInt(upto, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read where the last list of held mails ends: %w", err)
	}
	return n, nil
}

// heldLines makes the numbered lines of a list, those in a colleague's name or about a handoff first, several of one stranger as one.
func (e *Engine) heldLines(all []store.Held, zone *time.Location) (lines, items []string, left int) {
	type group struct {
		store.Held
		ids  []string
		ours bool
	}
	var groups []*group
	bySender := map[string]*group{}
	for _, m := range all {
		_, known := e.conf().ByEmail(m.Sender)
		ours := known || m.Handoff != ""
		if g := bySender[m.Sender]; g != nil && !ours {
			g.ids = append(g.ids, strconv.FormatInt(m.N, 10))
			continue
		}
		g := &group{Held: m, ids: []string{strconv.FormatInt(m.N, 10)}, ours: ours}
		if groups = append(groups, g); !ours {
			bySender[m.Sender] = g
		}
	}
	slices.SortStableFunc(groups, func(a, b *group) int {
		switch {
		case a.ours == b.ours:
			return 0
		case a.ours:
			return -1
		}
		return 1
	})
	for i, g := range groups {
		if i == heldLines {
			for _, rest := range groups[i:] {
				left += len(rest.ids)
			}
			break
		}
		line := fmt.Sprintf("%d. %s, %s: %s", i+1, text.OneLine(g.Sender, text.NameLimit), g.Arrived.In(zone).Format("Mon 15:04"), text.OneLine(orWord(g.Subject, "(no subject)"), text.SubjectLimit))
		if len(g.ids) > 1 {
			line += fmt.Sprintf(" (and %d more)", len(g.ids)-1)
		}
		if g.Handoff != "" {
			line += " [" + string(g.Handoff) + "]"
		}
		lines = append(lines, line+"\n   "+text.OneLine(g.Why, heldShown))
		items = append(items, strings.Join(g.ids, ","))
	}
	return lines, items, left
}

func orWord(s, otherwise string) string {
	if strings.TrimSpace(s) == "" {
		return otherwise
	}
	return s
}

func heldBody(lines []string, left int, limits handoff.HeldLimits) string {
	days := limits.Days
	if days <= 0 {
		days = handoff.DefaultHeld.Days
	}
	body := "Nothing has to be done: what nobody takes is dropped after " + text.Count(days, "day", "days") + ".\n\n" + strings.Join(lines, "\n") + "\n"
	if left > 0 {
		body += "\nand " + text.Count(left, "more", "more") + "; `handoffd held list` shows all.\n"
	}
	return body + "\nTo see one, and have the colleague asked in whose name it came, answer `take 1`.\nTo drop some, answer `drop 2-5` or `drop all`.\n"
}

// takeSifted takes the admin's answer to a list of held mails. It reports false if the mail is none.
func (e *Engine) takeSifted(l *letter) (bool, error) {
	n, ok, err := e.answeredNotice(l, heldKey)
	if err != nil || !ok {
		return false, err
	}
	if !l.verified {
		return true, l.silent(unprovedIdle, "about the list of held mails, and it is not proved that %s wrote it", l.sender.ID)
	}
	numbers := n.Items[:max(0, len(n.Items)-1)]
	said, understood := handoff.ReadSift(l.m.Text, len(numbers))
	body := "Nothing in your answer could be obeyed. It can say, a line for each:\n\n  take 1       shows the mail, and asks the colleague in whose name it came\n" +
		"  drop 2-5, 7  takes them from the list\n  drop all     takes all from it\n"
	if understood {
		var lines []string
		for _, i := range said.Take {
			for _, id := range heldIDs(numbers[i-1])[:1] {
				line, err := e.TakeHeld(l.tx, id)
				if err != nil {
					return true, err
				}
				lines = append(lines, fmt.Sprintf("No. %d: %s", i, line))
			}
		}
		dropped := 0
		for _, i := range said.Drop {
			for _, id := range heldIDs(numbers[i-1]) {
				was, err := l.tx.DropHeld(id, "dropped by "+string(l.sender.ID))
				if err != nil {
					return true, err
				}
				if was {
					dropped++
				}
			}
		}
		if len(said.Drop) > 0 {
			lines = append(lines, text.Count(dropped, "mail was", "mails were")+" dropped.")
		}
		body = strings.Join(lines, "\n\n") + "\n"
		if len(said.Take) == 0 {
			body = "" // nothing that the admin does not know
		}
	}
	if body != "" {
		answer := store.Notice{Key: siftedKey + handoff.MailHash(string(l.sender.ID), l.m.MessageID), To: l.sender.ID, Subject: "Re: " + text.OneLine(l.m.Subject, text.SubjectLimit), Body: body, Created: l.now}
		if _, err := l.tx.PutNotice(answer); err != nil {
			return true, err
		}
	}
	return true, l.took("what %s says of held mails", l.sender.ID)
}

func heldIDs(item string) []int64 {
	var out []int64
	for _, s := range strings.Split(item, ",") {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			out = append(out, n)
		}
	}
	return out
}

// TakeHeld says what a held mail would do, and asks the colleague in whose name it came whether it is theirs: that somebody looked at
// it proves nothing. The answer is a text for the admin.
func (e *Engine) TakeHeld(tx *store.Tx, n int64) (string, error) {
	in, err := tx.HeldMail(n)
	if errors.Is(err, store.ErrNotFound) {
		return "it is not held any more, or its text was not kept.", nil
	}
	if err != nil {
		return "", err
	}
	u := intake.Understand(in.Raw, *e.trust.Load(), in.Arrived, e.adminZone())
	if u.Broken != nil {
		return fmt.Sprintf("it cannot be read: %s.", u.Broken), nil
	}
	sender, known := e.conf().ByEmail(in.Sender)
	about := fmt.Sprintf("“%s” of %s.", text.OneLine(orWord(in.Subject, "(no subject)"), text.SubjectLimit), text.OneLine(in.Sender, text.NameLimit))
	if !known {
		return about + " Nobody here knows that sender, so that nothing would be done. It says:\n\n" + quoted(u.Message.Text), nil
	}
	if size := u.Message.Header(mail.ExcerptHeader); len(size) > 0 {
		return about + " Only its beginning was kept; please ask " + sender.Name + " to send it once more. It says:\n\n" + quoted(u.Message.Text), nil
	}
	until, asked, err := tx.HeldToken(n)
	if err != nil {
		return "", err
	}
	now := e.Now()
	if asked && until.After(now) {
		return about + " " + sender.Name + " was asked whether it is theirs, and can say so until " + until.In(e.adminZone()).Format("Mon 2 Jan, 15:04 MST") + ".", nil
	}
	return e.askOnBehalf(tx, n, in, u, sender, about)
}

// errOnlyLooked takes back what finding out about a mail has changed.
var errOnlyLooked = errors.New("only looked at")

// askOnBehalf finds out what a held mail would do and asks its alleged sender.
func (e *Engine) askOnBehalf(tx *store.Tx, n int64, in store.InMail, u intake.Understood, sender handoff.Person, about string) (string, error) {
	copied := in
	l := &letter{tx: tx, box: e.boxOf(in.Source, e.conf().Address), in: &copied, u: u, m: u.Message.Acting(), now: e.Now(), sender: sender, known: true, verified: true, asking: true}
	if p, ok := e.listAuthor(l.m); ok && p.ID == sender.ID {
		l.through(p)
	}
	if err := tx.Savepoint(func() error {
		if err := e.sort(l); err != nil {
			return err
		}
		return errOnlyLooked
	}); !errors.Is(err, errOnlyLooked) {
		return "", err
	}
	l.in.Handoff = in.Handoff
	does := e.wouldDo(l)
	switch {
	case len(does) == 0:
		return about + " Nothing would be done. It says:\n\n" + quoted(u.Message.Text), nil
	case sender.Gone || sender.Email() == "" || !e.conf().MayWriteTo(sender.Email()):
		return about + " It would " + strings.Join(does, ", ") + "; " + sender.Name + " cannot be asked by mail.", nil
	}
	if err := tx.Unask(n); err != nil {
		return "", err
	}
	if err := e.question(l, n, handoff.ChallengeAnew, does); err != nil {
		return "", err
	}
	return about + " It would " + strings.Join(does, ", ") + ". " + sender.Name + " is asked whether it is theirs; a yes does it.", nil
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
