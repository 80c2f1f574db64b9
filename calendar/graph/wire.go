package graph

import (
	"fmt"
	"strings"
	"time"
)

// event is the part of Graph's event that is read..
type event struct {
	ID           string     `json:"id"`
	ETag         string     `json:"@odata.etag"`
	ICalUID      string     `json:"iCalUId"`
	Type         string     `json:"type"` // singleInstance, occurrence, exception, seriesMaster
	Subject      string     `json:"subject"`
	Body         body       `json:"body"`
	Start        moment     `json:"start"`
	End          moment     `json:"end"`
	AllDay       bool       `json:"isAllDay"`
	Cancelled    bool       `json:"isCancelled"`
	Mine         bool       `json:"isOrganizer"`
	ShowAs       string     `json:"showAs"`      // TRANSP and more
	Sensitivity  string     `json:"sensitivity"` // CLASS
	Location     location   `json:"location"`
	Organizer    recipient  `json:"organizer"`
	Attendees    []attendee `json:"attendees"`
	Response     response   `json:"responseStatus"` // of the calendar's owner
	Online       bool       `json:"isOnlineMeeting"`
	Meeting      *meeting   `json:"onlineMeeting"`
	Created      time.Time  `json:"createdDateTime"`
	Modified     time.Time  `json:"lastModifiedDateTime"`
	Properties   []property `json:"singleValueExtendedProperties"`
	SeriesMaster string     `json:"seriesMasterId"`
}

type body struct {
	Type    string `json:"contentType"` // html or text
	Content string `json:"content"`
}

type moment struct {
	DateTime string `json:"dateTime"` // 2006-01-02T15:04:05.0000000, no offset
	Zone     string `json:"timeZone"`
}

type location struct {
	Name string `json:"displayName"`
}

type recipient struct {
	Address address `json:"emailAddress"`
}

type address struct {
	Name    string `json:"name,omitempty"`
	Address string `json:"address"`
}

type attendee struct {
	Address address  `json:"emailAddress"`
	Type    string   `json:"type"` // required, optional, resource
	Status  response `json:"status,omitzero"`
}

type response struct {
	Response string    `json:"response"` // none, organizer, tentativelyAccepted, accepted, declined, notResponded
	Time     time.Time `json:"time"`     // year 1: none
}

type meeting struct {
	JoinURL string `json:"joinUrl"`
}

type property struct {
	ID    string `json:"id"`
	Value string `json:"value"`
}

// list is one page.
type list[T any] struct {
	Value []T    `json:"value"`
	Next  string `json:"@odata.nextLink"`
	Delta string `json:"@odata.deltaLink"`
}

// draft is what is written of an event; nil and empty fields stay as they are.
type draft struct {
	Subject       *string    `json:"subject,omitempty"`
	Body          *body      `json:"body,omitempty"`
	Start         *moment    `json:"start,omitempty"`
	End           *moment    `json:"end,omitempty"`
	AllDay        *bool      `json:"isAllDay,omitempty"`
	Location      *location  `json:"location,omitempty"`
	Attendees     []attendee `json:"attendees,omitzero"` // empty: nobody any more
	ShowAs        string     `json:"showAs,omitempty"`
	Sensitivity   string     `json:"sensitivity,omitempty"`
	Online        bool       `json:"isOnlineMeeting,omitempty"`
	Service       string     `json:"onlineMeetingProvider,omitempty"`
	TransactionID string     `json:"transactionId,omitempty"`
	Properties    []property `json:"singleValueExtendedProperties,omitempty"`
}

const momentForm = "2006-01-02T15:04:05.0000000"

func utc(t time.Time) *moment { return &moment{DateTime: t.UTC().Format(momentForm), Zone: "UTC"} }

// time reads the moment. UTC was asked for with every request; another zone is believed only if its name is sure.
func (m moment) time() (time.Time, error) {
	zone := time.UTC
	switch m.Zone {
	case "UTC", "Etc/UTC", "Etc/GMT", "tzone://Microsoft/Utc":
	default:
		loaded, err := time.LoadLocation(m.Zone)
		if err != nil || !strings.Contains(m.Zone, "/") {
			return time.Time{}, fmt.Errorf("time zone %q is not known", line(m.Zone))
		}
		zone = loaded
	}
	t, err := time.ParseInLocation("2006-01-02T15:04:05", m.DateTime, zone)
	if err != nil {
		return time.Time{}, fmt.Errorf("time %q is not readable", line(m.DateTime))
	}
	return t.UTC(), nil
}

// date reads the day of an all-day event as midnight UTC: it means the same date everywhere.
func (m moment) date() (time.Time, error) {
	day, _, _ := strings.Cut(m.DateTime, "T")
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Time{}, fmt.Errorf("date %q is not readable", line(m.DateTime))
	}
	return t, nil
}

// times gives start and end as calendar.Event has them.
func (e *event) times() (start, end time.Time, err error) {
	read := moment.time
	if e.AllDay {
		read = moment.date
	}
	if start, err = read(e.Start); err != nil {
		return start, end, err
	}
	end, err = read(e.End)
	if err == nil && end.Before(start) {
		err = fmt.Errorf("it ends before it begins")
	}
	return start, end, err
}

// property is the value of an extended property, empty if the event has none or it was not asked for.
func (e *event) property(id string) string {
	for _, p := range e.Properties {
		if strings.EqualFold(p.ID, id) {
			return p.Value
		}
	}
	return ""
}
