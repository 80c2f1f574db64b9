package handoff

import (
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff/text"
)

// Answered is a calendar answer: an iMIP REPLY or a provider's changed attendee. About.By is the attendee in whose name
// it stands.
type Answered struct {
	About
	Attendee string // the attendee that answered, as an address
	UID      string `json:",omitempty"` // of the event that was answered, normalised; empty: what the attendee holds
	PartStat calendar.PartStat
	Sequence int // of the invitation it answers; negative if not told
	Comment  string

	Start       time.Time `json:",omitzero"`  // of the meeting as the answer has it; zero if not told
	Instance    bool      `json:",omitempty"` // it answers one meeting of a series
	DelegatedTo string    `json:",omitempty"`
	Stamp       time.Time `json:",omitzero"` // when it was written, by the attendee's clock; zero if not told

	// The rest is about a mail; a provider knows who answered.
	From   string `json:",omitempty"` // address of the sender
	Proven bool   `json:",omitempty"` // From is authenticated
	Name   string `json:",omitempty"` // of the attendee, if it is somebody unknown
	Room   bool   `json:",omitempty"` // the attendee is a room or a thing
	SentBy string `json:",omitempty"` // who answers on behalf of the attendee
	Among  int    `json:",omitempty"` // how many attendees the mail speaks for
	Doubt  Doubt  `json:",omitempty"` // it is a CANCEL by the prospect's side that may be none: asked
}

// AcceptedInWords is the answer of a guest who writes that they accept: it names no event and no revision.
func AcceptedInWords(about About) *Answered {
	return &Answered{About: about, Attendee: about.By.Address, PartStat: calendar.Accepted, Sequence: -1}
}

// DeclinedInWords is the answer of a guest who writes that they cannot come.
func DeclinedInWords(about About) *Answered {
	f := AcceptedInWords(about)
	f.PartStat = calendar.Declined
	return f
}

// KindAnswered names the fact.
const KindAnswered Kind = "answered"

// Kind implements Fact.
func (*Answered) Kind() Kind { return KindAnswered }

func (f *Answered) would(string) Reason {
	return Because("would/answer", WordsArg(strings.ToLower(string(f.PartStat))))
}

func (*Answered) seeksSlots(bool) bool    { return false }
func (f *Answered) begins(h Handoff) bool { return h.mayComeBack(f.By.Person) }

func (f *Answered) routes(h Handoff) bool {
	return f.By.Person == h.Rep() && f.PartStat != calendar.Accepted && f.PartStat != calendar.NeedsAction
}

// instantly is how fast an acceptance must be to be perhaps a machine's.
const instantly = time.Minute

func (f *Answered) apply(t *turn) {
	if f.Doubt != "" {
		f.doubtful(t)
		return
	}
	role := t.role()
	g, elsewhere := f.guest(t)
	switch {
	case f.By.Person != "" && f.By.Person == Listener(&t.h): // whose answer decides nothing
		t.note("listens", t.writer())
		return
	case elsewhere:
		t.note("other-side", AddressArg(f.Attendee))
		f.askAbout(t, "other-side")
		return
	case g == nil || role == RoleStranger:
		f.unlisted(t, role)
		return
	}
	if why, doubted := f.uncounted(t, g); doubted {
		t.reason = why
		if asksRep[why.Code] {
			f.askAbout(t, why.Code)
		}
		return
	}
	if f.Strength == Weak && f.contradicts(g) {
		t.note("contradiction", t.writer())
		if role == RoleRep {
			t.tell(PurposeQuestion, f.By.Person, RoleRep, "contradiction", nil)
		}
		return
	}
	g.PartStat, g.Answered, g.Stamp, g.Weak = f.PartStat, f.At, f.written(), f.Strength == Weak
	switch {
	case role == RoleProspect:
		f.byProspect(t)
	case t.byAssigned() && g.UID == t.h.Last().UID:
		f.byRep(t)
		f.sentFrom(t)
	default:
		f.toEndedTurn(t, g)
	}
}

func acceptOnly(p calendar.PartStat) Requirement {
	if p == calendar.Accepted {
		return RequireAccept
	}
	return ""
}

// contradicts says whether the answer turns around an earlier yes or no.
func (f *Answered) contradicts(g *Guest) bool {
	return g.PartStat == calendar.Accepted && f.PartStat == calendar.Declined ||
		g.PartStat == calendar.Declined && f.PartStat == calendar.Accepted
}

// guest finds the guest who answers: the colleague by id, somebody outside by the address of the ATTENDEE, and whose
// event it is by the UID. elsewhere: they hold another event than the one that was answered.
func (f *Answered) guest(t *turn) (found *Guest, elsewhere bool) {
	for i := len(t.h.Guests) - 1; i >= 0; i-- {
		g := &t.h.Guests[i]
		theirs := g.Person == f.By.Person
		if f.By.Person == "" {
			c := t.h.contact(f.Attendee)
			theirs = g.Person == "" && (SameAddress(g.Address, f.Attendee) || c != nil && SameAddress(g.Address, c.Address))
		}
		switch {
		case !theirs:
		case f.UID == "" || f.UID == t.h.Events().Of(*g):
			return g, false
		default:
			elsewhere = true
		}
	}
	return nil, elsewhere
}

// toEndedTurn is an answer to the event of a turn that is over: it counts by when it came in, and never for a later
// turn of the same rep.
func (f *Answered) toEndedTurn(t *turn, g *Guest) {
	i := len(t.h.Assignments) - 1
	for i >= 0 && (t.h.Assignments[i].Rep != f.By.Person || t.h.Assignments[i].UID != g.UID) {
		i--
	}
	if i >= 0 && t.byAssigned() && t.continued(i) {
		f.byRep(t)
		t.answeredBefore()
		return
	}
	if i >= 0 && t.byAssigned() {
		t.note("ended-turn", t.writer())
		return
	}
	t.lateIn(i, acceptOnly(f.PartStat))
}

func (f *Answered) byProspect(t *turn) {
	switch f.PartStat {
	case calendar.Declined:
		t.note("prospect-declined")
		if t.h.State == Offered || t.h.State == Accepted || t.h.State == Escalated {
			t.tellRep("prospect-declined")
			t.giveBack(EndProspect, Return{Code: "prospect", Note: f.Comment})
		}
	case calendar.Accepted:
		t.note("prospect-accepted")
		t.understood = Confirming(&t.h) // the rep reads it with the meeting in Today
	default:
		t.note("prospect-answered", WordsArg(f.PartStat))
	}
}

func (f *Answered) byRep(t *turn) {
	a := t.h.Last()
	if f.At.Before(t.h.begun(a)) {
		t.note("answer-early", PersonArg(a.Rep))
		return
	}
	switch f.PartStat {
	case calendar.Accepted:
		note := f.onBehalf(t)
		if f.fromUnknown(t) {
			note = sentFrom(f.From)
		}
		if note.Code == "" && !a.Opened.IsZero() && f.At.Sub(a.Opened) < instantly {
			note = Because("proof/at-once")
		}
		t.accepts("has-accepted/invitation", note)
	case calendar.Tentative:
		t.tentative()
	case calendar.Declined:
		t.declines(f.Comment)
	case calendar.Delegated:
		f.delegates(t)
	default:
		t.unchanged("answer-noted", PersonArg(a.Rep), WordsArg(f.PartStat))
		t.tellManager("answer-unusual")
	}
}

// delegates deals with a rep who sends somebody else: whoever that is does not count for the rep, who has to answer or
// to hand over. A rep of the pool is lined up as the next one.
func (f *Answered) delegates(t *turn) {
	rep := t.h.Rep()
	p, known := t.e.Config.ByEmail(f.DelegatedTo)
	if t.h.State == Accepted {
		t.tentative()
	}
	if a := t.h.Current(); a != nil && t.h.State == Offered && known && p.ID != rep && t.inPool(p.ID) {
		a.Successor = p.ID
	}
	to := ""
	switch {
	case known:
		to = p.Name
		t.note("delegated", PersonArg(rep), PersonArg(p.ID))
	case f.DelegatedTo != "":
		to = f.DelegatedTo
		t.note("delegated/address", PersonArg(rep), AddressArg(to))
	default:
		t.note("delegated/somebody", PersonArg(rep))
	}
	if t.askRep("delegated", QuestionDetail{To: to}) {
		t.tellManager("answer-unusual")
	}
}

// askRep asks the assigned rep, once a turn and while it is of use, what an answer in his name means that does not
// count. It says whether he was asked.
func (t *turn) askRep(step Code, detail Detail) bool {
	a := t.h.Last()
	if a == nil || a.Garbled || !t.byAssigned() || t.h.State != Offered && t.h.State != Escalated &&
		t.h.State != Accepted {
		return false
	}
	a.Garbled = true
	t.tell(PurposeQuestion, a.Rep, RoleRep, step, detail)
	return true
}

// accepts is a yes of the assigned rep, by calendar or by command.
func (t *turn) accepts(how Code, note Reason) {
	a := t.h.Last()
	accepted := Because(how, PersonArg(a.Rep))
	a.Removed = zeroTime
	switch t.h.State {
	case Offered:
		t.evidence(RequireAccept, note)
		a.Soft = false
		t.settle("accept-counted", accepted)
	case Escalated:
		t.evidence(RequireAccept, note)
		t.acceptedEscalated(a, accepted)
	case Returned:
		t.evidence(RequireAccept, note)
		if !t.stands() || !t.now.Before(t.h.Start) {
			t.note("accept-returned", ReasonArg(accepted))
			t.tellQualifier("accept-returned")
			return
		}
		t.note("accepted-after-all", ReasonArg(accepted))
		t.h.Return = nil
		t.accept()
	case Accepted:
		t.evidence(RequireAccept, note)
		t.note("more-evidence", ReasonArg(accepted))
	default:
		t.unchanged("accept-noted", ReasonArg(accepted))
	}
}

// tentative is a soft hold: a quarter of the window to decide, the next rep lined up, the prospect not told.
func (t *turn) tentative() {
	if a := t.h.Current(); a != nil && a.Hurry { // no time to hold it for anybody
		t.note("tentative/hurry", PersonArg(a.Rep))
		t.askRep("hurry", nil)
		return
	}
	switch t.h.State {
	case Offered, Accepted:
		a := t.h.Current()
		a.Soft, a.Accepted = true, zeroTime
		soon := t.clockOf(a).Add(t.now, t.policy.Window/4)
		if t.h.State == Accepted || a.Due.IsZero() || soon.Before(a.Due) {
			a.Due = soon
		}
		if last := t.lastCall(a); a.Due.After(last) {
			a.Due, a.Compressed = later(last, t.now), true
		}
		if a.Opened.IsZero() {
			a.Opened = minute(t.now)
		}
		t.dropAccept(a)
		a.Successor, _ = t.route(a.Rep)
		t.note("soft-hold", PersonArg(a.Rep), t.whenFor(a.Rep, a.Due))
		t.to(Offered)
		t.tellRep("soft")
		if t.before.State == Accepted { // and was told that it was accepted, or is about to be
			t.tellQualifier("tentative")
		}
	case Escalated:
		t.note("tentative", PersonArg(t.h.Rep()))
		t.tellManager("tentative")
	default:
		t.note("tentative", PersonArg(t.h.Rep()))
	}
}

// dropAccept takes back the evidence of an earlier yes.
func (t *turn) dropAccept(a *Assignment) {
	a.Evidence = slices.DeleteFunc(a.Evidence, func(e Evidence) bool { return e.Kind == RequireAccept })
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// declines is a no of the assigned rep. A comment that says which criteria were not met makes it a rejection.
func (t *turn) declines(comment string) {
	rep := PersonArg(t.h.Rep())
	if criteria := t.team.RejectedFor(comment); len(criteria) > 0 && t.h.State != Past {
		t.rejects(criteria, comment)
		return
	}
	if a := t.h.Last(); a != nil && comment != "" {
		a.Said = text.Cut(strings.TrimSpace(comment), MaxNote)
	}
	switch t.h.State {
	case Offered:
		t.note("declined", rep)
		t.nextRep(EndDeclined)
	case Accepted:
		t.note("withdrew", rep)
		t.nextRep(EndDeclined)
	case Escalated:
		t.note("declined", rep)
		t.tellManager("declined")
	case Past:
		t.note("declined-past", rep)
		t.askOutcome()
	default:
		t.unchanged("declined-noted", rep)
	}
}
