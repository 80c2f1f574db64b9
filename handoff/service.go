package handoff

import "strings"

// ServiceDetail belongs to a PurposeService: the words of a mail of the service itself. Without a text there is
// nothing to tell: that is known by the key, and no mail goes out.
type ServiceDetail struct {
	Key      string `json:"key"` // there is one mail for each key, ever
	Subject  string `json:"subject,omitempty"`
	Text     string `json:"text,omitempty"`
	HTML     string `json:"html,omitempty"`     // second alternative of a personal mail; empty: none
	Items    Lines  `json:"items,omitempty"`    // what its numbers stand for, from 1 on. Kept after it is sent
	Personal YesNo  `json:"personal,omitempty"` // for the eyes of its reader alone, whatever the trial says
}

func (ServiceDetail) purpose() Purpose { return PurposeService }

// longestService bounds the text of a mail of the service, in bytes.
const longestService = 100_000

// servicePrefix stands before the keys of mails of the service.
const servicePrefix = "/" + string(PurposeService) + "/"

// ServiceMail is a mail of the service itself to one colleague: of an outage, of mails that wait or were set aside,
// of a calendar. It is about no handoff. There is one for each key, ever.
func ServiceMail(key string, to PersonID, d ServiceDetail) Action {
	if len(d.Text) > longestService {
		d.Text = strings.ToValidUTF8(d.Text[:longestService], "")
	}
	if len(d.HTML) > longestService { // half a page is worse than none
		d.HTML = ""
	}
	d.Key = key
	return Action{Purpose: PurposeService, To: Recipient{Person: to}, Detail: d}
}

// WithoutWords is a mail of the service as it is kept once it is sent: without what it said.
func (a Action) WithoutWords() Action {
	if d, ok := a.Detail.(ServiceDetail); ok {
		a.Detail = ServiceDetail{Key: d.Key, Items: d.Items, Personal: d.Personal}
	}
	return a
}

// ServiceKey is the key of the row of a mail of the service, from that of the mail.
func ServiceKey(key string) string { return servicePrefix + key }
