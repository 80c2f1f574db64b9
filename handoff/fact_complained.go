package handoff

// Complained says that somebody wants no more mail from here: a spam complaint (ARF), or words that ask us to stop.
type Complained struct {
	About
	Person  PersonID
	Address string
	Words   string `json:",omitempty"` // what they wrote; empty: a report of their mail host
}

// KindComplained names the fact.
const KindComplained Kind = "complained"

// Kind implements Fact.
func (*Complained) Kind() Kind { return KindComplained }

func (*Complained) routes(Handoff) bool { return false }

// How sure it is that a contact wants no more mail. Mail stops in either case.
const (
	complaintSaid = "said" // in a mail that is not proved to be theirs
	complaintSure = "sure" // reported by their host, proved, or confirmed by the qualifier
)

func (f *Complained) apply(t *turn) {
	t.note("complained/reported", AddressArg(f.Address))
	if f.Words != "" {
		t.note("complained", AddressArg(f.Address))
	}
	c := t.h.contact(f.Address)
	switch {
	case f.Person != "":
		t.tell(PurposeNotice, t.e.Config.Admin, RoleAdmin, "complained", NoticeDetail{Address: f.Address})
	case c == nil:
	case f.Words != "" && f.Strength == Weak:
		f.doubted(t, c)
	default:
		t.complains(c, f.Words)
	}
}

// doubted stops the mail to whom somebody asks to leave alone, and asks the qualifier whether that is so.
func (f *Complained) doubted(t *turn, c *Contact) {
	if c.Complaint != "" {
		t.note("complained-known", AddressArg(c.Address))
		return
	}
	c.Stopped, c.Complaint = true, complaintSaid
	id, role := t.qualifier()
	t.tell(PurposeQuestion, id, role, "asks-to-stop", QuestionDetail{Address: c.Address, Words: f.Words})
	if rep := t.h.Rep(); rep != id && t.h.Current() != nil {
		t.tell(PurposeNotice, rep, RoleRep, "may-stop", NoticeDetail{Address: c.Address, Words: f.Words})
	}
}

// complains settles that a contact wants no more mail: a meeting that stands for them is called off in the last one.
func (t *turn) complains(c *Contact, words string) {
	if c.Complaint == complaintSure {
		t.note("complained-known", AddressArg(c.Address))
		return
	}
	address, rep := c.Address, t.h.Rep()
	c.Stopped, c.Complaint = true, complaintSure
	t.stops = append(t.stops, Stop{Address: address})
	t.lastMail(address)
	if t.h.Current() != nil {
		t.tell(PurposeNotice, rep, RoleRep, "prospect-complained", NoticeDetail{Address: address, Words: words})
	}
	t.prospectGone(address, "complained", words)
}

// lastMail cancels the meeting of one guest, if they were invited to one that is still to be.
func (t *turn) lastMail(address string) {
	for i := range t.h.Guests {
		g := &t.h.Guests[i]
		if g.Person != "" || !g.Live || !SameAddress(g.Address, address) {
			continue
		}
		t.h.Sequence++
		g.Live, g.Sequence = false, t.h.Sequence
		if t.h.Start.After(t.now) && g.Told {
			t.act(Action{Purpose: PurposeCancel, To: g.recipient(), Revision: t.h.Sequence + 1, Assignment: t.number(),
				UID:      g.UID,
				Sequence: t.h.Sequence, Schedule: t.h.Revision, Step: lastStep})
		}
	}
}

// lastStep marks the one mail that still goes to whoever asked for none.
const lastStep = "stopped"

// Stop is kept beyond the handoff: that an address wants no mail from here, or does again.
type Stop struct {
	Address string
	Lifted  bool
}
