package intake

import (
	"strconv"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// Taken is what something that came in means, and what follows from it. It is data: whoever applies it keeps the
// verdict with the mail and does the rest in the order of the fields.
type Taken struct {
	Head
	Verdict string         // of a mail; where facts decide it, the one that it has unless they were known already
	Why     handoff.Reason // for the verdict; none where the last fact gives it
	Silence Silence        // why nobody hears of the mail; 0: somebody does
	Handoff handoff.ID     // what the mail is about, before facts say it; empty: nothing that is known

	Hears     string          // the address of Person that wrote it, which may take mail again; empty: none
	Spent     string          // the secret of a reply address that proves nothing from now on; empty: none
	Open      []string        // the secrets of links in mails of ours, which others than their reader have now
	Wait      *Wait           // it comes too fast after others of its sender: nothing of what follows is done before
	Learned   bool            // the Message-ID is one that a server gave to own mail about Handoff
	Confirm   *Confirm        // it answers the question whether a held mail is its sender's
	Sift      *Sift           // it answers the list of held mails
	Forget    *Forget         // somebody outside is to be forgotten
	Said      *Said           // it says something of the own calendar, in answer to a mail of the week
	Tell      *Tell           // its writer is told that nothing comes of it
	Talk      *Talk           // it answers an invitation to meet a colleague
	Strange   []handoff.ID    // which its lines name, and which are no leads that its writer can see
	MyLeads   bool            // it asks for the leads of its writer
	Rotates   []Rotates       // it says who is to have leads, or when its writer is away, about no lead
	Unsaid    []string        // its lines that need a lead and name none: nothing comes of them
	Practised *Practised      // it is about the practice lead, or says that rules were read
	Times     *Times          // it asks for free times, and is about no lead
	Lines     []string        // word for word what each of Facts says, where each is a line that names its lead
	Cut       int             // further such lines, too many to be read
	Seen      []string        // the names under which a mail counts once for each fact; none: it always counts
	Facts     []Fact          // to be decided, in this order
	Would     []Fact          // what a mail would bring about whose sender is not proved
	Ask       *Ask            // its alleged writer is asked whether it is theirs
	Again     *handoff.Action // a question that is put once more
	Unkept    bool            // the mail itself need not be kept
	Intro     string          // Message-ID of an intro that answers may have overtaken; empty: it is none
	text      string
}

// Head is what a mail shows of itself and of its sender.
type Head struct {
	MessageID string // by which it is kept
	Unnamed   bool   // it has no Message-ID of its own
	Sender    string // the address as it is compared
	Subject   string
	Kind      string
	Auth      string           // result, method and domain, and what else vouches for the sender
	Person    handoff.PersonID // the colleague whose it is, or in whose name it comes; empty: nobody's
	Proved    bool             // it is proved to be the sender's
}

// Excerpt is what is kept of a held mail whose sender nobody vouches for: its header and the beginning of its text.
func (t *Taken) Excerpt(raw []byte) []byte {
	return mail.Excerpt(raw, strconv.Itoa(len(raw)), t.text, handoff.HeldText)
}

// Fact is a fact with the handoff that it is about.
type Fact struct {
	Handoff handoff.ID // empty: a brief, which begins one
	handoff.Fact
}

// Ask is the question to a colleague whether a mail in their name is theirs.
type Ask struct {
	Person  handoff.PersonID
	Role    handoff.Role
	Handoff handoff.ID     // empty: none that is known
	Digest  []byte         // what copies of the mail have in common
	Why     handoff.Reason // it is not believed
	Arrived time.Time
	Team    string           // in whose name the question goes out; empty: that of the handoff
	Does    []handoff.Reason // what the mail would do
}

// Action is the question about the held mail of which the token is; anew says that an earlier one was not answered in
// time.
func (a *Ask) Action(t handoff.Token, anew bool) handoff.Action {
	ask := handoff.Challenge
	if anew {
		ask = handoff.ChallengeAnew
	}
	return ask(t, a.Why, a.Arrived, a.Team, a.Does)
}

// Token is what an answer to the question is known by, n being the number of the held mail.
func (a *Ask) Token(n int64, now time.Time) handoff.Token {
	return handoff.Token{Handoff: a.Handoff, Person: a.Person, Role: a.Role, Mail: n, Issued: now,
		Expires: now.Add(handoff.ConfirmationLife)}
}

// Tell says that nothing was made of a colleague's mail, once a thread.
type Tell struct {
	Person  handoff.PersonID
	Thread  string       // its first Message-ID
	Why     handoff.Code // handoff.NoLeadAtAll …
	Team    string
	Subject string
	Answers string         // Message-ID of their mail
	Named   handoff.ID     // a handoff that it names and that they may not see; empty: none
	Ask     handoff.Reason // what was meant, of handoff.NoLeadMeant
	reason  handoff.Reason
}

// Action is the mail that says so, n being the number of theirs.
func (t *Tell) Action(n int64) handoff.Action {
	a := handoff.NoLead(t.Person, int(n), t.Why, t.Team, t.Subject, t.Answers)
	d := handoff.DetailOf[handoff.EchoDetail](a)
	d.Named, d.Ask = t.Named, t.Ask
	a.Detail = d
	return a
}

// ToldAlready is the end of a mail about whose thread its writer was told before.
func (t *Tell) ToldAlready() (Silence, handoff.Reason) { return ToldAlready, t.reason }

// Times is the question for free times in a mail that is about no lead.
type Times struct {
	*handoff.Slots
	Team string
	Zone string // of its writer
}

// Confirm is the answer to the question whether a held mail is the sender's.
type Confirm struct {
	Mail  int64          // the number of the held mail
	No    handoff.Reason // for which it is dropped; none: it is theirs
	Taken *Taken         // what the held mail means, now that it is proved
	Alias *Alias         // the address that it came from, to be known as theirs from now on; nil: it is known
}

// Sift is what the admin says of the list of held mails.
type Sift struct {
	Take  []Numbered // to be shown, and asked about
	Drop  []int64    // to be taken from the list
	Empty bool       // nothing in the answer could be obeyed
}

// Numbered is a held mail with its number in the list.
type Numbered struct {
	Line int
	Mail int64
}

// Said is what a person says of the entries of their own calendar.
type Said struct {
	Words []EntryWord
	Stop  bool // nothing more about calendars
	// no more figures
	Report bool
	Start  bool // figures again
}

// EntryWord is one of them. See handoff.EventKey.
type EntryWord struct {
	Line  int
	Event string
	Word  handoff.EntryVerdict
}

// Wait is until when a mail waits because of the rate of its sender.
type Wait struct {
	From  time.Time
	First bool // it is the first of its sender that waits: they are told
}
