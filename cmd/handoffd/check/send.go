package check

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/mail"
	"handoffd/mail/smtp"
)

// letter is a mail to oneself.
type letter struct {
	to        string
	mark      string // its X-Handoff-Id
	messageID string
	uid       string
	calendar  []byte
	raw       []byte
	sent      time.Time // when the server had taken it
}

// arrival is a letter in the mailbox.
type arrival struct {
	*mail.Message
	folder  string
	arrived time.Time // as the server says
	seen    time.Time // by looking every so often
	noticed time.Time // by the server's notice; zero if there was none
}

// send mails the handoff address from itself, at a sub-address as replies come to it, and looks at what arrives.
func (x *examination) send(ctx context.Context) []Finding {
	if !x.sends || x.inbox == nil {
		return []Finding{warned("send", "mend what failed above, then check again",
			"not tried: mail cannot be sent and read yet")}
	}
	boxes, err := x.openBoxes(ctx)
	if err != nil {
		return []Finding{failed("send", "check again", "%v", err)}
	}
	defer boxes.close()
	out := x.sendInto(ctx, boxes)
	if err := boxes.tidy(ctx); err != nil && ctx.Err() == nil {
		out = append(out, warned("send", "remove the mail `handoffd check` by hand", "it stays in %v", err))
	}
	return out
}

// sendInto sends the letter, and a second one without a tag where the first does not come.
func (x *examination) sendInto(ctx context.Context, boxes *boxes) []Finding {
	tagged := handoff.WithToken(x.box.Address, "check"+strings.ToLower(rand.Text()[:10]), x.conf.Addressing)
	got, sent, err := x.mailSelf(ctx, boxes, tagged)
	var out []Finding
	if got == nil {
		if ctx.Err() != nil {
			return nil
		}
		why := x.lost(err)
		if tagged != x.box.Address {
			got, sent, err = x.mailSelf(ctx, boxes, x.box.Address)
		}
		if got == nil {
			return []Finding{failed("send", x.lostMend(err), "mail to %s: %s", x.box.Address, x.lost(err))}
		}
		out = append(out, failed("addressing", x.tagMend(), "mail to %s: %s; mail to %s arrives", tagged, why, x.box.Address))
	}
	return append(out, x.judge(sent, got)...)
}

// errBounced says that a letter came back.
var errBounced = errors.New("it came back as undeliverable")

func (x *examination) lost(err error) string {
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("taken by %s, but not in %s within %s", x.box.SMTP.Addr, strings.Join(x.box.IMAP.Folders, " or "),
		x.patience)
}

func (x *examination) lostMend(err error) string {
	if fault, ok := errors.AsType[*smtp.Error](err); ok && (fault.Stage == smtp.StageMail ||
		fault.Stage == smtp.StageData) {
		return x.fromMend()
	}
	return fmt.Sprintf("check that %s is delivered into the mailbox of %s: an alias, a forwarding, a filter, a queue at "+
		"the server", x.box.Address, x.box.IMAP.Username)
}

// mailSelf sends one letter and waits for it; without an error or an arrival, it has not come.
func (x *examination) mailSelf(ctx context.Context, b *boxes, to string) (*arrival, letter, error) {
	l, err := x.letter(to)
	if err != nil {
		return nil, l, err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*x.limit+x.patience)
	defer cancel()
	noticed := make(chan time.Time, 1)
	go func() { noticed <- b.listen(ctx, l.mark, x.Now) }()
	got, err := x.handAndWatch(ctx, b, &l)
	if got == nil || got.folder != x.box.IMAP.Folders[0] || !x.inbox.idle() { // no notice is to be expected
		cancel()
		<-noticed
		return got, l, err
	}
	stop := time.AfterFunc(x.patience/3, cancel)
	defer stop.Stop()
	got.noticed = <-noticed
	return got, l, nil
}

// handAndWatch looks every so often for the letter that it has handed over.
func (x *examination) handAndWatch(ctx context.Context, b *boxes, l *letter) (*arrival, error) {
	if err := x.hand(ctx, l.to, l.raw); err != nil {
		return nil, err
	}
	l.sent = x.Now()
	ctx, cancel := context.WithTimeout(ctx, x.patience)
	defer cancel()
	tick := time.NewTicker(x.every)
	defer tick.Stop()
	for {
		mails, err := b.poll(ctx)
		switch {
		case ctx.Err() != nil:
			return nil, nil
		case err != nil:
			return nil, err
		}
		for _, m := range mails {
			if m.HandoffID == l.mark || m.MessageID == l.messageID {
				return &arrival{Message: m.Message, folder: m.folder, arrived: m.arrived, seen: x.Now()}, nil
			}
			if m.Bounce != nil && (m.Bounce.HandoffID == l.mark || m.Bounce.MessageID == l.messageID) {
				return nil, errBounced
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, nil
		}
	}
}

// hand submits one mail.
func (x *examination) hand(ctx context.Context, to string, raw []byte) error {
	out, err := x.app.SMTP(x.box.SMTP)
	if err != nil {
		return err
	}
	out.Timeout = x.limit
	sender := smtp.New(out)
	defer func() { _ = sender.Close() }()
	return sender.Send(ctx, x.box.Address, to, raw)
}

// letter holds a calendar answer, of nobody to nothing: an invitation would end in the mailbox's own calendar.
func (x *examination) letter(to string) (letter, error) {
	now, nonce, self := x.Now().Truncate(time.Second), strings.ToLower(rand.Text()), x.box.Address
	mark := handoff.CheckMark + nonce
	l := letter{to: to, mark: mark, messageID: mark + "@" + x.domain(), uid: mark + "@" + x.domain()}
	event := calendar.Event{UID: l.uid, Stamp: now, Start: now.Add(time.Hour), End: now.Add(2 * time.Hour),
		Summary:   "handoffd check",
		Organizer: calendar.Attendee{Address: self},
		Attendees: []calendar.Attendee{{Address: self, PartStat: calendar.Accepted}}}
	var err error
	if l.calendar, err = ics.Encode(calendar.Message{Method: "REPLY", Events: []calendar.Event{event}}); err != nil {
		return l, err
	}
	l.raw, err = mail.Compose(mail.Draft{From: mail.Address{Name: x.conf.Domain.Name, Addr: self},
		To: []mail.Address{{Addr: to}}, Date: now,
		Subject: "handoffd check", MessageID: l.messageID, HandoffID: l.mark, Auto: true,
		Calendar: &mail.Calendar{Method: "REPLY", Data: l.calendar},
		Text:     "`handoffd check --send` has sent this mail to itself, and removes it. It can be deleted.\n"})
	return l, err
}

// judge compares what arrived with what was sent.
func (x *examination) judge(l letter, a *arrival) []Finding {
	return slices.Concat([]Finding{x.judgeFolder(l, a)}, x.judgeTag(l, a), x.judgeHeader(l, a),
		[]Finding{x.judgeInvite(l, a), x.trustOwn(a.Message), judgeClock(a.arrived, l.sent, a.seen)}, x.judgeNotice(l, a))
}

func (x *examination) judgeFolder(l letter, a *arrival) Finding {
	text := fmt.Sprintf("a mail to %s arrived in %s, seen %s after the server took it", l.to, a.folder,
		rounded(a.seen.Sub(l.sent)))
	if a.folder != x.box.IMAP.Folders[0] {
		return warned("send", "tell the spam filter never to hold mail from "+x.box.Address, "%s", text)
	}
	return passed("send", "%s", text)
}

func rounded(d time.Duration) time.Duration { return max(0, d).Round(time.Millisecond) }

// judgeTag says nothing of a letter without tag: that one was sent because the other did not arrive.
func (x *examination) judgeTag(l letter, a *arrival) []Finding {
	if l.to == x.box.Address {
		return nil
	}
	header := ""
	for _, to := range slices.Concat(a.To, a.Cc) {
		if strings.EqualFold(to.Addr, l.to) {
			header = "To"
		}
	}
	if slices.ContainsFunc(a.Delivered, func(d string) bool { return strings.EqualFold(d, l.to) }) {
		header = strings.TrimPrefix(header+" and Delivered-To", " and ")
	}
	if header == "" {
		return []Finding{failed("addressing",
			"let the mail server keep To or write Delivered-To; without the tag a reply is found by its References only",
			"mail to %s arrives, but the tag is gone from it", l.to)}
	}
	return []Finding{passed("addressing", "mail to a sub-address arrives, its tag stands in %s", header)}
}

func (x *examination) judgeHeader(l letter, a *arrival) []Finding {
	from := passed("from", "From is unchanged: %s", a.From.Addr)
	if !strings.EqualFold(a.From.Addr, x.box.Address) {
		from = failed("from", x.fromMend(), "the server has changed From to %s; answers would go there", a.From.Addr)
	}
	id := passed("message-id", "Message-ID and X-Handoff-Id are unchanged")
	switch {
	case a.HandoffID != l.mark:
		id = failed("message-id", "look for a filter that strips unknown headers (X-…)",
			"X-Handoff-Id is gone; a mail that is sent twice could not be known by it")
	case a.MessageID != l.messageID:
		mend := "set learn_ids = \"bcc\" or \"sent\" at the top of the config, so that answers to the new id are understood"
		if x.conf.LearnIDs != "" && x.conf.LearnIDs != handoff.LearnOff {
			mend = ""
		}
		id = warned("message-id", mend, "the server has replaced Message-ID by %q", a.MessageID)
	}
	return []Finding{from, id}
}

func (x *examination) judgeInvite(l letter, a *arrival) Finding {
	for _, c := range a.Calendars {
		if bytes.Equal(bytes.TrimSpace(c.Data), bytes.TrimSpace(l.calendar)) {
			return passed("invite", "the calendar part arrives byte for byte")
		}
		_, answers, _, err := ics.Answers(c.Data, c.Method)
		if err == nil && slices.ContainsFunc(answers, func(an calendar.Answer) bool {
			return an.UID == l.uid &&
				an.PartStat == calendar.Accepted
		}) {
			return passed("invite", "the calendar part was written anew on its way, and says the same")
		}
	}
	if len(a.Calendars) > 0 {
		return failed("invite", x.inviteMend(), "the calendar part does not say any more what was sent")
	}
	return failed("invite", x.inviteMend(), "the calendar part is gone: %s", a.Why)
}

// Differences of clocks; times of arrival have no fractions of a second.
const (
	noSkew   = 5 * time.Second
	muchSkew = time.Minute
)

// judgeClock compares the server's clock with ours: a mail arrives between being handed over and being seen.
func judgeClock(arrived, sent, seen time.Time) Finding {
	const mend = "let NTP set the clocks of both machines (timedatectl set-ntp true); windows open and close by them"
	ahead, behind := arrived.Sub(seen), sent.Sub(arrived)
	word, skew := "ahead of", ahead
	if behind > ahead {
		word, skew = "behind", behind
	}
	switch {
	case arrived.IsZero():
		return warned("clock", "", "the server does not say when a mail arrived (INTERNALDATE)")
	case skew > muchSkew:
		return failed("clock", mend, "the mail server's clock is %s %s ours", skew.Round(time.Second), word)
	case skew > noSkew:
		return warned("clock", mend, "the mail server's clock is %s %s ours", skew.Round(time.Second), word)
	}
	return passed("clock", "the mail server's clock agrees with ours")
}

func (x *examination) judgeNotice(l letter, a *arrival) []Finding {
	switch {
	case !x.inbox.idle() || a.folder != x.box.IMAP.Folders[0]:
		return nil
	case a.noticed.IsZero():
		return []Finding{warned("notice",
			"nothing to mend here: the mailbox is read every 5 minutes, and before each deadline",
			"the server has IDLE but did not tell of the mail within %s", x.patience)}
	}
	return []Finding{passed("notice", "the server told of it by IDLE %s after it took it", rounded(a.noticed.Sub(l.sent)))}
}

// earlier looks for the mail of an earlier --send: without one, some things are not known.
func (x *examination) earlier(context.Context) []Finding {
	if x.inbox == nil {
		return nil
	}
	for _, m := range slices.Backward(x.inbox.recent) {
		if strings.HasPrefix(m.HandoffID, handoff.CheckMark) && strings.EqualFold(m.From.Addr, x.box.Address) &&
			m.Authenticate(x.conf.Trust()).Result == "pass" {
			on := m.arrived.In(x.conf.Domain.Person(x.conf.Domain.Admin).Location()).Format("2 Jan 2006 15:04 MST")
			return []Finding{passed("send", "`check --send` has put a mail here on %s", on)}
		}
	}
	return []Finding{warned("send", x.sendCommand(),
		"not tried: sub-addresses, whether a mail arrives unchanged and is proved, the server's clock")}
}

// sendCommand is how the rest is tried.
func (x *examination) sendCommand() string {
	return "handoffd check --config " + x.conf.Path + " --send"
}
