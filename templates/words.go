package templates

import (
	"bytes"
	"embed"
	"fmt"
	"slices"
	"strings"
	texttemplate "text/template"
)

//go:embed words/*.txt
var embeddedWords embed.FS

// wordsFolder holds what each mail among colleagues says first, one file a mail; the template of its purpose is the
// frame around it.
const wordsFolder = "words"

// TouchPrefix begins the names of the words of touches: mails to a prospect whose lead sleeps. A folder of overrides
// may hold more of them.
const TouchPrefix = "touch-"

// parts is the name of the file of what several mails say.
const parts = "parts"

// Said is what a mail says before the facts.
type Said struct {
	Topic string   // the subject without the id
	Lead  string   // the first paragraph
	More  []string // further paragraphs
	Next  string   // what happens next, if the words say it themselves: a paragraph that begins with "Next: "
}

// Person is a colleague as a mail speaks of them.
type Person struct {
	Name string
	You  bool // they read the mail
}

// Words is what the words of a mail can print. What its action does not speak of is empty.
type Words struct {
	Lead      string // the case: "Pat Kim (Globex)"
	Prospect  string
	Rep       string // who has the lead, or had it last
	AtOnce    string // all who are asked at once; empty: one after the other
	AskedAt   string // when whoever is asked reads so; empty: they were asked
	Qualifier string // empty: not in the roster any more
	Back      string // the same by name or id, "nobody" if there is none
	Acting    Person // who answers for the lead on the qualifier's side
	Holder    string // who has the lead now, or decides about it
	Escalated bool   // the manager decides about it
	Returned  bool   // it is back with the qualifier's side
	Why       string // the reason of the decision, a sentence
	Standing  string // "it is a draft; no rep has been asked yet."
	Until     string // when the open window closes
	Lacking   string // "the accepted invitation and a reply to Pat Kim"
	Start     string // of the meeting
	When      string // of the meeting, with its end
	Missing   string // labels of what the brief lacks: "Need and Budget"
	Criterion string // one that an example may name
	Ended     string // when the reader's own window ended in silence

	Because   string // the reason of the decision, as it continues a sentence
	CaseWhy   string // why the case came to where it is, a sentence
	Day       string // of the meeting, short; empty: there is none yet
	Waiting   bool   // the prospect has written and waits for an answer
	Untouched bool   // the prospect still expects the meeting
	Climbed   bool   // another manager was asked first
	Again     bool   // the reader was asked before
	Disputed  bool   // the qualifier does not agree with the rejection
	OtherRep  bool   // the rep is somebody else than the reader

	StartedWithout bool // the meeting began and nobody had accepted

	Briefed     bool   // the mail about the event holds the brief
	Task        string // what the rep still has to do: "accept the invitation"
	TimeFrom    string // the rep does not work before the window closes: the earliest start that would leave time
	Due         string // when the window of the assignment closes
	DueShort    string // as a subject has it
	TaskShort   string // "reply", "accept"
	LeftShort   string // working time that is left: "2 h"; empty: none
	Otherwise   string // what follows then
	LacksAccept bool
	LacksReply  bool
	NoCalendar  bool // nobody looks into the reader's calendar

	By           Person // who returned the lead
	Unmet        string // criteria that were not met
	SeveralUnmet bool
	Wake         string // until when the lead is to sleep
	WakeDate     string // the same as an answer can say it

	Unnamed     bool // the prospect is not told who meets them now
	Draft       bool
	Offered     bool
	Twin        string // id of an open lead with the same prospect
	Clash       bool   // the time does not suit the rep, and the reader is to settle it
	ClashRep    string
	ClashFor    string // whom the reader named, who is away, and for whom the rep stands in
	ClashElse   bool   // nothing is in the calendar: something else keeps the rep from having it
	ClashNoTime bool   // what keeps the rep from having it is not about the time of the meeting
	ClashPause  string // when the pause ends that does; empty: none does
	ClashMove   bool   // it is the time to which the meeting was to be moved
	Complete    bool   // nothing is missing, and nothing else is asked
	Proposes    bool   // lines were read in the reader's own words
	AllProposed bool   // with them nothing is missing
	Doubt       string // about the day that was read, a sentence
	Questions   []string
	Before      Person // who had the lead before
	Note        string // on the time, as the calendar has it
	Unread      string // why the calendar could not be looked into
	OwnClash    bool   // the reader's calendar has something else then

	Known    bool   // the mail is about a lead
	Arrived  string // when the mail came in that the reader is asked about
	AnswerBy string
	Private  string // the address that it came from, if that is nobody's here; empty: it is theirs

	Update    bool   // the mail changes an invitation that its reader has
	Moved     bool   // the meeting is at another time
	With      string // whom the prospect meets, as they may know it; "us" if nobody is known
	Former    string // whom they were told to meet before; empty: nobody else
	Placed    bool   // the place is another
	Place     string // where the meeting is; empty: not said
	HasPlace  bool
	Asked     bool   // the rep is asked, and has not done all yet
	Short     bool   // in less time than usual
	Begins    string // start of the meeting, in the reader's zone alone
	Withdrawn bool   // the invitation of this guest alone is withdrawn
	Replaced  bool   // by a new one
	Stopped   bool   // the prospect has asked for no more mail
	Regret    string // why it is called off, in words for the prospect; empty: not said
	RepTitle  string // what the rep is
	Without   bool   // somebody else has it now
	Own       bool   // the meeting stands by an event of the rep's own

	Reschedules bool   // another time is to be found with the prospect; else they are to be reminded
	ChoreWords  string // as it was asked for

	Asleep    string // since when the lead sleeps, or slept
	AsleepWhy string // in the words of whoever asked for it
	Mails     int64  // that went to the prospect since
	Wrote     string // when the prospect wrote since; empty: not
	NoConsent bool   // mails would go by themselves if the prospect had consented

	Confirming bool // the prospect was asked whether the time still suits
	Attending  bool // and said yes

	StepWhat  string // the next step: "send proposal"
	StepOn    string // its day
	StepNamed bool   // somebody chose it

	OfferedTimes string // times that the prospect was offered: "Wed 2 Dec, 15:00 CET and …"; empty: none
	OfferedUntil string // until when they can be answered

	Wished     string // the other time that could not be had; empty: not known
	Written    string // when the mail was written that is passed on
	Reached    bool   // an answer reaches the prospect
	Unverified bool   // nothing proves who wrote it
	Maybe      bool   // a machine may have written it

	Ask   string // what is asked back about a mail that was not understood
	Meant bool   // a yes is enough
	Named string // the id that the mail names

	ForRep   bool // the reader is the rep; so that of the others
	ForAdmin bool

	At        string // an instant that the action carries
	Absence   string // until when the rep is away
	AbsentDue string // until when somebody has to say whether the meeting stays
	Proposed  string // the start of the other time
	ByRep     bool   // the rep asks for it
	Loose     bool   // nobody proved who asked
	Said      string // what the prospect said to it: "yes" or "no"
	OwnHolds  bool   // an event of the rep's own stands for ours

	Address  string // that the action speaks of
	Name     string // of whoever wrote
	From     string // name and address of whoever wrote
	Guest    string // to whom the invitation was sent
	Answer   string // the calendar answer
	Subject  string // of their mail
	Instead  string // whom they name instead
	Delegate string // whom the rep sent
	Mend     string // what the admin can do, a sentence
	Details  string // what the mail server said, a sentence
	Late     string // how the answer came: "late" or "in time"
	Verified bool   // the mail host vouches for the address
	Last     bool   // more of them are kept today
	Words    bool   // somebody asked in words
	OtherOwn bool   // the event is one of their own, not the invitation
	Costs    bool   // silence has others come before the reader next time
	Dropped  bool   // it does not count
	InPool   bool   // the person of the address is a rep of the team
	Meets    bool   // the person of the address is the rep of an accepted meeting
	Called   string // their name
	First    string // their first name
	PutWord  Choice // what to answer about the address
	Pattern  string // leads that came to nothing, a sentence
	Row      string // the same in few words
	Proposal string // what would have caught them: "Budget required: 5 of 6"
	Decides  bool   // the reader says whether that is asked for
	Decider  string // who does
	Asks     string // criteria that briefs have to prove

	Opportunity string // link of what the lead became
	Amount      string // of that, or of the order: "12,000 EUR"; empty: not told
	DealNote    string // why it was lost, in the words of whoever said so
}

// Choice are the commands about an address, with the address where it would not be clear.
type Choice struct{ Send, Add, Same string }

// wordFiles lists the mails that have words, without folder and ending.
func wordFiles() []string {
	entries, _ := embeddedWords.ReadDir(wordsFolder)
	var out []string
	for _, e := range entries {
		if name := strings.TrimSuffix(e.Name(), ".txt"); name != parts {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// parseWords reads one file beside the shared parts, and tries it with nothing and with everything.
func parseWords(shared *texttemplate.Template, s source, view any) (*texttemplate.Template, error) {
	base, err := shared.Clone() // shares what was parsed
	if err != nil {
		return nil, err
	}
	t, err := base.New(s.name).Parse(s.text)
	if err != nil {
		return nil, err
	}
	for _, w := range []any{view, specimen(view)} {
		if _, err := say(t, w); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// Say fills in the words of the named mail; false if there are none of that name.
func (s *Set) Say(name string, w Words) (Said, bool, error) {
	t, ok := s.words[name]
	if !ok {
		return Said{}, false, nil
	}
	s.use(wordsFolder + "/" + name + ".txt")
	said, err := say(t, w)
	if err != nil {
		return Said{}, true, fmt.Errorf("%w: %w", ErrTemplate, err)
	}
	return said, true, nil
}

// viewOf is an empty view of what the words of the named mail can print.
func viewOf(name string) any {
	if strings.HasPrefix(name, servicePrefix) {
		return Service{}
	}
	return Words{}
}

const nextMark = "Next: "

// say parts the text: the subject, the first paragraph, the others. A paragraph of which nothing is left is none.
func say(t *texttemplate.Template, w any) (Said, error) {
	topic, body, err := subjected(t, w)
	if err != nil {
		return Said{}, err
	}
	said := Said{Topic: topic}
	for i, paragraph := range strings.Split(body, "\n\n") {
		paragraph = strings.ReplaceAll(strings.Trim(paragraph, "\n "), "\n", " ")
		switch {
		case i == 0:
			said.Lead = paragraph
		case strings.HasPrefix(paragraph, nextMark):
			said.Next = strings.TrimPrefix(paragraph, nextMark)
		case strings.TrimSpace(paragraph) != "":
			said.More = append(said.More, paragraph)
		}
	}
	return said, nil
}

// subjected fills in words and takes the subject off them.
func subjected(t *texttemplate.Template, view any) (subject, body string, err error) {
	var b bytes.Buffer
	if err := t.Execute(&b, view); err != nil {
		return "", "", err
	}
	head, body, ok := strings.Cut(b.String(), "\n\n")
	subject, found := strings.CutPrefix(head, "Subject:")
	if !ok || !found {
		return "", "", fmt.Errorf("%s:1: %w", t.Name(), errNoSubject)
	}
	return strings.TrimPrefix(subject, " "), body, nil
}
