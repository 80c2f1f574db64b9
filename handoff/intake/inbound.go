package intake

import (
	"fmt"
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/reading"
	"handoffd/mail"
)

// Mail is a mail that came in.
type Mail struct {
	Understood
	Box     string    // the handoff address whose mailbox it came into
	Arrived time.Time // at our own server
	Waited  bool      // until the rate of its sender allowed it: it counts as it would have when it arrived
	At      time.Time // when it is acted upon, if it has waited
	Due     bool      // something is due that it may answer: it waits no longer

	Writer handoff.PersonID // who has said that it is theirs; empty: nobody has
	Auth   string           // as it was kept, of a mail whose writer is said
	AsIf   bool             // it is read as if its sender were proved, to find out what it would do
}

// Reader interprets under one config.
type Reader struct {
	Config *handoff.Config
	Options
}

// Options are what a Reader knows beside the config of the domain.
type Options struct {
	Trust      mail.Trust
	Addressing string            // handoff.AddressingPlus …: which marks a mail can have
	LearnIDs   string            // handoff.LearnBcc, LearnSent or LearnOff, the default
	Boxes      map[string]string // handoff addresses by the names of their mailboxes
}

// Read is Understand as the Reader's config and trust say; at is when the mail is read.
func (r *Reader) Read(raw []byte, at time.Time) Understood {
	return Understand(raw, r.Trust, at, r.Config.Person(r.Config.Admin).Location())
}

// Box is the handoff address of a mailbox, or the other one if it is no mailbox of ours any more.
func (r *Reader) Box(source, otherwise string) string {
	if box, ok := r.Boxes[source]; ok {
		return box
	}
	if box, _, ok := strings.Cut(source, "/"); ok && r.Config.Owns(box) { // where no mailbox is open: the command line
		return box
	}
	return otherwise
}

// Interpret says what a mail means. The error is that of the Finder.
func (r *Reader) Interpret(f Finder, in Mail, now time.Time) (Taken, error) {
	l := r.inbound(f, in, now)
	if err := l.sort(); err != nil {
		return Taken{}, err
	}
	if l.t.Proved = l.verified; l.known {
		l.t.Person = l.sender.ID
	}
	l.t.text = l.u.Message.Text
	if l.t.Verdict == "" {
		_ = l.silent(automatic, handoff.Because("automatic"))
	}
	if len(l.t.Facts) > 0 || l.t.Times != nil || l.t.Practised != nil || len(l.t.Rotates) > 0 {
		l.t.Seen = l.names()
	}
	if err := l.inTurn(); err != nil {
		return Taken{}, err
	}
	return *l.t, nil
}

// inbound is one mail on its way to becoming facts.
type inbound struct {
	*Reader
	c         *handoff.Config
	f         Finder
	in        Mail
	t         *Taken
	u         Understood
	m         *mail.Message
	sender    handoff.Person // of the roster
	known     bool           // the sender is in the roster
	verified  bool           // the From address is authenticated
	forged    bool           // authentication failed, as against none being there
	token     handoff.Token  // that the mail was sent to; zero: none
	code      string         // the secret of the token
	bySubject bool           // that stood in the subject: many people see it
	tap       reading.Tap    // the button that has opened the mail; zero: none
	private   bool           // it is a tap from an address that is nobody's
	alias     string         // the address that it came from, which its writer has called theirs; empty: their own
	at        time.Time      // now
	named     bool           // the lead was found by its id, which was taken out of the text
	now       time.Time      // when it is read; of a mail that is taken later, when it arrived
	list      string         // the mailing list that sent it on in its own name; empty: none did
	several   bool           // it is proved, but its address may be that of several people
	doubt     handoff.Reason // why it is not proved who wrote it, as far as that is known
}

// inbound is a mail with what is known of its sender.
func (r *Reader) inbound(f Finder, in Mail, now time.Time) *inbound {
	said := now
	if in.Waited || in.Writer != "" {
		said = in.Arrived
	}
	in.Understood = AsBrief(r.Config, in.Box, in.Understood, said)
	l := &inbound{Reader: r, c: r.Config, f: f, in: in, t: &Taken{}, u: in.Understood, m: in.Message.Acting(), at: now,
		now: said}
	l.doubt = handoff.Because("sender-unproved", handoff.WordsArg(l.u.Auth.Why))
	l.sender, l.known = l.c.ByEmail(l.m.From.Addr)
	l.viaList()
	t := l.t
	t.MessageID, t.Sender, t.Subject, t.Kind = l.m.MessageID, l.m.From.Key(), l.m.Subject, string(l.m.Kind)
	t.Auth = strings.TrimSpace(l.u.Auth.Result + " " + l.u.Auth.Method + " " + l.u.Auth.Domain)
	if t.Unnamed = t.MessageID == ""; t.Unnamed {
		t.MessageID = fmt.Sprintf("%x@unnamed.invalid", l.digest()[:16])
	}
	l.verified, l.forged = l.u.Auth.Result == "pass", l.u.Auth.Result == "fail"
	switch {
	case in.AsIf:
		l.verified, l.forged = true, false
	case in.Writer != "":
		l.ofWriter(l.c.Person(in.Writer))
	}
	return l
}

// ofWriter makes the mail that of the colleague who has said that it is theirs.
func (l *inbound) ofWriter(p handoff.Person) {
	l.verified, l.forged = true, false
	if l.list != "" && l.sender.ID != p.ID {
		l.m, l.list = l.in.Message.Acting(), ""
	}
	l.sender, l.known = p, true
	if handoff.SameAddress(l.m.From.Addr, p.Email()) {
		said := *l.m
		said.From.Addr = p.Email()
		l.m = &said
	}
	l.t.Auth = l.in.Auth + " confirmed"
}

// settled says that the sender was found out before.
func (l *inbound) settled() bool { return l.in.Writer != "" }

// about is what every fact of this mail carries.
func (l *inbound) about() handoff.About {
	a := handoff.About{At: l.in.Arrived, Via: "imap", MessageID: l.t.MessageID, Strength: handoff.Weak}
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
func (l *inbound) sort() error {
	l.opened()
	if l.c.Owns(l.m.From.Addr) {
		return l.takeOwn()
	}
	if l.answersCheck() {
		l.t.Unkept = true
		return l.silent(ownCheck, handoff.Because("own-check"))
	}
	if err := l.fromAlias(); err != nil {
		return err
	}
	id, found, err := l.find()
	if err != nil {
		return err
	}
	l.t.Handoff = id
	if alike, err := l.alike(); err != nil || alike {
		return err
	}
	if err := l.whose(id, found); err != nil {
		return err
	}
	if err := l.privately(id); err != nil {
		return err
	}
	if err := l.useToken(); err != nil {
		return err
	}
	if l.known && l.verified && l.alias == "" {
		l.t.Hears = l.m.From.Addr
	}
	switch l.m.Kind {
	case mail.KindCalendarReply:
		return l.takeAnswers(id, found)
	case mail.KindCalendarCounter:
		return l.takeCounter(id, found)
	case mail.KindCalendarRefresh:
		return l.takeRefresh()
	case mail.KindBounce:
		return l.takeBounce(id, found)
	case mail.KindFeedbackReport:
		return l.takeComplaint(id, found)
	case mail.KindAutoReply:
		said, err := l.saysCommands(id, found)
		if err != nil {
			return err
		}
		if said || l.known && l.m.MaybeAutomatic && l.m.Away == nil {
			return l.takeHuman(id, found) // at worst, they are asked what they meant
		}
		return l.takeAbsence(id, found)
	case mail.KindHumanReply:
		return l.takeHuman(id, found)
	}
	if l.u.Lost {
		return l.takeLost(id, found)
	}
	return l.takeOther(id, found)
}

// fact notes a fact of this mail.
func (l *inbound) fact(id handoff.ID, f handoff.Fact) error {
	l.t.Facts = append(l.t.Facts, Fact{id, f})
	return l.took(handoff.Reason{})
}
