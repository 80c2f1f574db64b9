package handoff

import (
	"strings"
	"time"
)

// ServiceDetail belongs to a PurposeService: what a mail of the service itself says. Where that is nothing there is
// nothing to tell: that is known by the key, and no mail goes out.
type ServiceDetail struct {
	Key      string   `json:"key"`               // there is one mail for each key, ever
	Says     Reason   `json:"says,omitzero"`     // the mail, whose words have a file of their own, and what it speaks of
	Lines    []Reason `json:"lines,omitempty"`   // what it lists
	Subject  string   `json:"subject,omitempty"` // of one that was worded before; older versions worded all
	Text     string   `json:"text,omitempty"`
	HTML     string   `json:"html,omitempty"`     // second alternative of a personal mail; empty: none
	Items    Lines    `json:"items,omitempty"`    // what its numbers stand for, from 1 on. Kept after it is sent
	Leads    Lines    `json:"leads,omitempty"`    // that it asks about, by their ids. Kept after it is sent
	Charts   []Chart  `json:"charts,omitempty"`   // that the HTML shows
	Files    []File   `json:"files,omitempty"`    // that go along
	Meets    *Talk    `json:"meets,omitempty"`    // that it invites to. Kept after it is sent
	Page     string   `json:"page,omitempty"`     // to which its link leads who signs in by it; empty: the first one
	Personal YesNo    `json:"personal,omitempty"` // for the eyes of its reader alone, whatever the trial says
}

func (ServiceDetail) purpose() Purpose { return PurposeService }

// Empty says that there is nothing to tell.
func (d ServiceDetail) Empty() bool { return d.Text == "" && d.Says.Code == "" }

// longestService bounds the text of a mail of the service, in bytes.
const longestService = 100_000

// servicePrefix stands before the keys of mails of the service.
const servicePrefix = "/" + string(PurposeService) + "/"

// ServiceMail is a mail of the service itself to one colleague: of an outage, of mails that wait or were set aside,
// of a calendar. It is about no handoff. There is one for each key, ever.
func ServiceMail(key string, to PersonID, d ServiceDetail) Action {
	if len(d.HTML) > longestService { // half a page is worse than none
		d.HTML, d.Charts = "", nil
	}
	d.Key = key
	return Action{Purpose: PurposeService, To: Recipient{Person: to}, Detail: d}
}

// WeeklyPart is a part of somebody's mail of the week, which goes out after the wait: what it says stands above the
// lines of that day's Today. Of several with one first word of their keys the last is told. Items are the entries that
// its numbers stand for, from 1 on: one part at most has any.
func WeeklyPart(key string, to PersonID, d ServiceDetail, wait time.Duration) Action {
	a := ServiceMail(key, to, d)
	a.When, a.Delay = Weekly, wait
	return a
}

// TodayPart is a part of somebody's Today, which goes out after the wait, above its lines.
func TodayPart(key string, to PersonID, d ServiceDetail, wait time.Duration) Action {
	a := ServiceMail(key, to, d)
	a.When, a.Delay = Today, wait
	return a
}

// CutService is the text of a mail of the service as far as it goes out.
func CutService(text string) string {
	if len(text) > longestService {
		return strings.ToValidUTF8(text[:longestService], "")
	}
	return text
}

// WithoutWords is a mail of the service as it is kept once it is sent: without what it said.
func (a Action) WithoutWords() Action {
	if d, ok := a.Detail.(ServiceDetail); ok {
		a.Detail = ServiceDetail{Key: d.Key, Items: d.Items, Leads: d.Leads, Meets: d.Meets, Personal: d.Personal}
	}
	return a
}

// ServiceWords are the words of a mail of the service, which stand in a file of their own: its name, and what they
// speak of.
func ServiceWords(name Code, args ...Arg) Reason { return Reason{Code: name, Args: args} }

// ServiceKey is the key of the row of a mail of the service, from that of the mail.
func ServiceKey(key string) string { return servicePrefix + key }
