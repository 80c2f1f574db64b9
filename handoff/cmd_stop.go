package handoff

import "slices"

// StopMail is the command `stop` of the qualifier: it is true that a contact wants no more mail from here.
type StopMail struct {
	About
}

// KindStopMail names the fact.
const KindStopMail Kind = "stop-mail"

// Kind implements Fact.
func (*StopMail) Kind() Kind { return KindStopMail }

func (*StopMail) would(string) Reason { return Because("would/stop") }

func (f *StopMail) apply(t *turn) {
	c := t.complaining(complaintSaid)
	if c == nil {
		return
	}
	address := c.Address
	t.note("complained/confirmed", AddressArg(address), PersonArg(f.By.Person))
	t.complains(c, "")
	mine := func(a Action) bool { return a.To.Person == f.By.Person && a.Step == "prospect-complained" }
	t.actions = slices.DeleteFunc(t.actions, mine)
	if !slices.ContainsFunc(t.actions, func(a Action) bool {
		return a.To.Person == f.By.Person &&
			a.Purpose == PurposeReturned
	}) {
		t.echo() // else the lead that comes back says it
	}
}

// Lift is the command `lift` of the qualifier: a contact may get mail from here again.
type Lift struct {
	About
}

// KindLift names the fact.
const KindLift Kind = "lift"

// Kind implements Fact.
func (*Lift) Kind() Kind { return KindLift }

func (*Lift) would(string) Reason { return Because("would/lift") }

func (f *Lift) apply(t *turn) {
	c := t.complaining(complaintSaid, complaintSure)
	if c == nil {
		return
	}
	if c.Complaint == complaintSure {
		t.stops = append(t.stops, Stop{Address: c.Address, Lifted: true})
	}
	c.Stopped, c.Complaint = false, ""
	t.note("lifted", AddressArg(c.Address), PersonArg(f.By.Person))
	if t.h.State == Draft {
		t.h.Questions = slices.DeleteFunc(t.h.Questions, askLift(c.Address).Same)
		t.consider()
		return
	}
	if t.byAssigned() || t.h.Current() == nil {
		t.echo()
		return
	}
	t.tellRep("lifted")
	t.echo()
}

// complaining is the contact that a word of the qualifier is about; it answers who may not say so, or about whom
// nothing is known.
func (t *turn) complaining(how ...string) *Contact {
	switch {
	case !t.may(RoleQualifier):
		t.refuse("not-yours", PersonArg(t.h.Qualifier))
		return nil
	case t.h.State.Finished():
		t.refuse("finished", WordsArg(t.h.ID))
		return nil
	}
	for i := range t.h.Prospects {
		if c := &t.h.Prospects[i]; slices.Contains(how, c.Complaint) {
			return c
		}
	}
	t.answer("nobody-complained")
	return nil
}

// askLift is what the qualifier is asked about a contact of a brief who once asked for no mail.
func askLift(address string) Reason { return Because("ask-lift", AddressArg(address)) }

// heedStops keeps mail from contacts of a draft who once asked for none, until the qualifier lifts that.
func (t *turn) heedStops() {
	for i := range t.h.Prospects {
		c := &t.h.Prospects[i]
		if c.Complaint == "" && slices.ContainsFunc(t.e.Lookups.Stopped,
			func(a string) bool { return SameAddress(a, c.Address) }) {
			c.Stopped, c.Complaint = true, complaintSure
		}
		if q := askLift(c.Address); c.Complaint == complaintSure && !slices.ContainsFunc(t.h.Questions, q.Same) {
			t.h.Questions = append(t.h.Questions, q)
		}
	}
}
