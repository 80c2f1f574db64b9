package templates

// Frame is what every view has: the banner of a mail that goes to another recipient than it was meant for.
type Frame struct {
	Banner    string // empty: none
	Preheader string // what lists of mails show behind the subject, and the mail itself does not
	Signature string // of the company, below the name of whoever writes to the prospect; empty: none
	Logo      *Logo  // of the company, below the signature, to the prospect; nil: none
}

// Logo is a picture in the mail itself, in the size in which it is shown.
type Logo struct {
	ID            string // Content-ID
	Alt           string
	Width, Height int
}

// Meeting is the appointment. Every time is written out with weekday, date and zone.
type Meeting struct {
	When  string   // "Tuesday 24 November 2026, 15:00–15:30 CET"
	Short string   // "Tue 24 Nov 2026, 15:00 CET", for subjects
	Also  []string // the same time in other zones
	Where string   // address, phone number or link
	Link  string   // Where, if it is a web address
}

// Row is one labelled fact. Value may have several lines.
type Row struct {
	Label string
	Value string
	Link  string // where Value leads: mailto: or tel:; empty: nowhere
	Check bool   // it meets a criterion
}

// Button is something to tap: it opens a mail that says an answer.
type Button struct {
	Label string
	Link  string // mailto:, or of a page
}

// Tap is one of several things, with an answer that chooses it.
type Tap struct {
	Number string // empty: it has none
	Text   string
	Label  string
	Link   string // mailto:; empty: it cannot be tapped
	Say    string // the answer as a word; empty where the number says it
}

// Section is a titled part of an internal mail; each of its parts may be empty.
type Section struct {
	Title string
	Text  string // a paragraph
	Rows  []Row
	Taps  []Tap
	Lines []string // a list
	Quote string   // somebody's own words, perhaps several lines

	Unknown string // criteria of which nothing is known, one line
}

// Command is a plain reply that is possible now, and what it does.
type Command struct {
	Usage  string // "reject: budget"
	Effect string
}

// Thread is the view of intro, relay and proposal, which the prospect sees. It holds nothing internal.
type Thread struct {
	Frame
	Subject       string // of the thread or mail that this one belongs to; empty: it begins the thread
	Greeting      string // "Hi Pat,"
	Prospect      string // main contact: name, or else address
	ProspectFirst string
	Case          string // empty: their own name tells the prospect nothing
	Rep           string
	RepFirst      string
	Qualifier     string // empty: not in the roster any more
	Sender        string // the same: who signs
	Company       string // display name of the handoff address
	Instead       string // whom the prospect was told to meet before; empty: nobody else
	Again         bool   // the prospect has an introduction or invitation already: this mail is for a later rep alone
	Direct        bool   // a reply reaches the prospect
	Meeting       Meeting
	Topic         string // what the meeting is about; empty: not said
	RepTitle      string // "Account Executive"; empty: not said
	RepAddress    string
	RepPhone      string
	RepCall       string   // tel:
	Facts         []Row    // other fields of the brief that the config makes public
	Mark          string   // relay: who wrote it, and why it comes from here; proposal: who asks for what
	Text          string   // relay: the words that are passed on; proposal: how to answer
	Attached      []string // relay: names of attachments in the mail that goes along
	Left          []string // relay: names of attachments that were not passed on
	Taps          []Button // proposal: answers to tap
	Times         []Tap    // proposal: times to choose from
}

// Event is the view of invite, update and cancel. It goes to one attendee and holds nothing internal but, to the rep,
// the end of the window.
type Event struct {
	Frame
	Headline string // "Invitation", "New time", "Invitation withdrawn"
	First    string // to the rep: what to do by when; ** marks what stands out
	Greeting string
	Case     string // to the rep: whom they meet
	Title    string // summary of the event
	Lead     string // first line: what this is, or what has changed
	ForRep   bool
	Prospect string
	Rep      string
	Sender   string // who the invitation stands for: the qualifier
	Company  string
	Meeting  Meeting
	Reach    *Reach   // to the rep: how to write to the prospect; nil: not said
	Until    string   // to the rep: when the window closes; empty: no promise
	More     []string // further sentences
	Next     string   // what happens next, who moves and by when
	Buttons  []Button
	Links    []Button
	OnPage   []Button // to the rep: answers given on a page, and pages that the mail leads to
	Answers  string   // the same as words
}

// Reach is where somebody is written to.
type Reach struct {
	Name    string
	Address string
	Cc      string // the handoff address
	Link    string // mailto: to the one, with the other in Cc
}

// Letter is the view of every mail among colleagues.
type Letter struct {
	Frame
	ID       string // "HO-7K3QX2"
	Topic    string // the subject without the id
	First    string // what to do by when, and what follows; ** marks what stands out; empty: nothing waits for the reader
	Greeting string
	Lead     string   // what happened
	Case     string   // "Pat Kim, Globex"
	More     []string // further sentences
	Meeting  Meeting  // zero: none shown
	Aside    []string // further sentences that can wait until the end
	Sections []Section
	Reach    *Reach   // how to write to the prospect, where an answer to the mail does not; nil: not said
	Ask      string   // sentence before Form
	Form     []string // lines ready to be filled in: "Budget:"
	Next     string   // what happens next, where others move
	Buttons  []Button // at most three, the likeliest first
	Links    []Button // one line of further answers
	OnPage   []Button // one line of answers that are given on a page; the last one leads to the lead
	Answers  string   // the same as words
	Commands []Command
	Private  string // who does not see this mail
}

// Digest is the view of several escalations to one manager.
type Digest struct {
	Frame
	Topic    string
	Greeting string
	Lead     string
	Cases    []Letter  // without greeting; Commands begin with the id
	Commands []Command // possible for each case
	Private  string
}

// Hygiene is the view of what the mail of the week tells about a calendar: to its owner with Groups, or to a manager
// with People instead.
type Hygiene struct {
	Topic    string // the news in few words, for the subject of the mail
	Title    string
	Lead     string
	More     []string // what could not be read
	Causes   []Row    // time by cause
	Total    string   // of Causes; empty: one alone needs none
	Groups   []CalendarGroup
	People   []Row
	Rest     string // what is not listed
	Commands []Command
	Private  string
}

// CalendarGroup is a number of entries of one kind, and what to do about them.
type CalendarGroup struct {
	Title string
	Do    string
	Items []CalendarItem
}

// CalendarItem is an entry of the reader's own calendar.
type CalendarItem struct {
	Number string
	Title  string
	When   string
	Blocks string // working time that nothing else takes; empty: none
	Why    string
}

// Figures is the view of what the mail of the week tells of figures.
type Figures struct {
	Topic    string // in few words, for the subject of the mail
	Title    string
	Span     string // which days, and where there is more
	Groups   []FigureGroup
	Charts   []FigureChart
	NotDrawn string // which charts show nothing, and why
	File     string // which table goes along
	Stop     string // how to read no more of it
	Private  string
}

// FigureGroup is what the figures of one group tell: the reader's own, of a team, of all.
type FigureGroup struct {
	Title string
	Lines []string // sentences
	Rows  []FigureRow
}

// FigureChart is a picture that the mail holds.
type FigureChart struct {
	ID    string // of the picture, for "cid:"
	Title string
	Text  string // the same in words and numbers
}

// FigureRow is a figure; one that is a share has a bar.
type FigureRow struct {
	Label, Value string
	Bar          bool
	Full, Rest   int // percent of the bar
}

// Playbook is the view of a page of the playbook: how a team hands leads over, for one role.
type Playbook struct {
	Frame
	Topic    string // in few words, for the subject of the mail
	Title    string
	Sections []PlaybookSection
}

// PlaybookSection is a part of it: what is listed, then sentences.
type PlaybookSection struct {
	Title string
	Rows  []Row
	Lines []string
}
