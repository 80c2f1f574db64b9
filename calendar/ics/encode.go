package ics

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/emersion/go-ical"

	"handoffd/calendar"
)

const (
	productID = "-//handoffd//handoffd//EN"
	dateForm  = "20060102"
	utcForm   = "20060102T150405Z"

	stored             = "" // in place of a method
	paramScheduleAgent = "SCHEDULE-AGENT"
)

// Encode writes an iTIP message (RFC 5546) with METHOD REQUEST, CANCEL, REPLY or COUNTER: CRLF, folded, times in UTC or
// in the zone of the event with its VTIMEZONE, DTSTAMP from Stamp. Control characters in text are dropped, line ends
// kept where the format has them. An address, token, URL or id that cannot be written safely is an error, as is a
// missing UID, Stamp, organizer, and a missing Start in a REQUEST or COUNTER.
func Encode(m calendar.Message) ([]byte, error) {
	switch m.Method {
	case "REQUEST", "CANCEL", "REPLY", "COUNTER":
	default:
		return nil, fmt.Errorf("encoding method %q: %w", m.Method, ErrInvalid)
	}
	if len(m.Events) == 0 {
		return nil, fmt.Errorf("encoding %s without events: %w", m.Method, ErrInvalid)
	}
	return encode(m)
}

// EncodeObject writes an event as it is stored on a CalDAV server (RFC 4791 section 4.1): without METHOD, and with
// SCHEDULE-AGENT=CLIENT at organizer and attendees (RFC 6638 section 7.1), so that the server mails nobody. An event
// without attendees needs no organizer.
func EncodeObject(e calendar.Event) ([]byte, error) {
	return encode(calendar.Message{Events: []calendar.Event{e}})
}

func encode(m calendar.Message) ([]byte, error) {
	cal := ical.NewCalendar()
	put(cal.Component, ical.PropProductID, productID)
	put(cal.Component, ical.PropVersion, "2.0")
	put(cal.Component, ical.PropMethod, m.Method)
	zones, err := encodeZones(m.Events)
	if err != nil {
		return nil, fmt.Errorf("encoding %s: %w", m.Method, err)
	}
	cal.Children = zones
	for i := range m.Events {
		c, err := encodeEvent(m.Method, &m.Events[i])
		if err != nil {
			return nil, fmt.Errorf("encoding %s of event %q: %w", m.Method, m.Events[i].UID, err)
		}
		cal.Children = append(cal.Children, c)
	}
	var text strings.Builder
	if err := ical.NewEncoder(&text).Encode(cal); err != nil {
		return nil, fmt.Errorf("encoding %s: %w: %w", m.Method, err, ErrInvalid)
	}
	return foldText(text.String()), nil
}

// put sets a property whose value is already written in its format, unless it is empty.
func put(c *ical.Component, name, value string) {
	if value != "" {
		c.Props.Set(&ical.Prop{Name: name, Value: value})
	}
}

func encodeEvent(method string, e *calendar.Event) (*ical.Component, error) {
	if err := checkEvent(method, e); err != nil {
		return nil, err
	}
	c := ical.NewComponent(ical.CompEvent)
	c.Props.SetDateTime(ical.PropDateTimeStamp, e.Stamp.UTC())
	put(c, ical.PropSequence, strconv.Itoa(e.Sequence))
	put(c, ical.PropRecurrenceID, e.RecurrenceID)
	if len(e.RecurrenceID) == len(dateForm) {
		id := ical.NewProp(ical.PropRecurrenceID)
		id.SetValueType(ical.ValueDate)
		id.Value = e.RecurrenceID
		c.Props.Set(id)
	}
	loc, err := namedZone(e.Zone)
	if err != nil {
		return nil, err
	}
	putTime(c, ical.PropDateTimeStart, e.Start, e.AllDay, loc)
	putTime(c, ical.PropDateTimeEnd, e.End, e.AllDay, loc)
	if err := putPeople(c, method, e); err != nil {
		return nil, err
	}
	for _, f := range [...]struct{ name, text string }{
		{ical.PropUID, e.UID},
		{ical.PropSummary, e.Summary},
		{ical.PropDescription, e.Description},
		{ical.PropLocation, e.Location},
		{ical.PropComment, e.Comment},
	} {
		if text := clean(f.text); text != "" {
			c.Props.SetText(f.name, text)
		}
	}
	put(c, ical.PropURL, e.URL)
	put(c, ical.PropStatus, e.Status)
	put(c, ical.PropTransparency, e.Transparency)
	put(c, ical.PropClass, e.Class)
	return c, nil
}

// putTime sets a time in the zone, nil for UTC.
func putTime(c *ical.Component, name string, t time.Time, date bool, loc *time.Location) {
	switch {
	case t.IsZero():
	case date:
		c.Props.SetDate(name, t)
	case loc != nil:
		putZoned(c, name, t, loc)
	default:
		c.Props.SetDateTime(name, t.UTC())
	}
}

func putPeople(c *ical.Component, method string, e *calendar.Event) error {
	if method == stored && len(e.Attendees) == 0 && e.Organizer.Address == "" {
		return nil
	}
	organizer, err := encodePerson(ical.PropOrganizer, e.Organizer)
	if err != nil {
		return fmt.Errorf("organizer: %w", err)
	}
	putAgent(organizer, method)
	c.Props.Set(organizer)
	for _, a := range e.Attendees {
		attendee, err := encodePerson(ical.PropAttendee, a)
		if err != nil {
			return fmt.Errorf("attendee: %w", err)
		}
		if err := putStatus(attendee, a); err != nil {
			return fmt.Errorf("attendee: %w", err)
		}
		putAgent(attendee, method)
		c.Props.Add(attendee)
	}
	return nil
}

// putAgent says who sends the messages about a stored event. In a message it must not stand.
func putAgent(p *ical.Prop, method string) {
	if method == stored {
		putParam(p, paramScheduleAgent, "CLIENT")
	}
}

func encodePerson(name string, a calendar.Attendee) (*ical.Prop, error) {
	p := ical.NewProp(name)
	var err error
	if p.Value, err = encodeAddress(a.Address); err != nil {
		return nil, err
	}
	putParam(p, ical.ParamCommonName, encodeParam(a.Name))
	for _, f := range [...]struct{ name, address string }{
		{ical.ParamSentBy, a.SentBy}, {ical.ParamDelegatedTo, a.DelegatedTo}, {ical.ParamDelegatedFrom, a.DelegatedFrom},
	} {
		if f.address == "" {
			continue
		}
		other, err := encodeAddress(f.address)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		putParam(p, f.name, encodeParam(other))
	}
	return p, nil
}

// putStatus adds what only an ATTENDEE states.
func putStatus(p *ical.Prop, a calendar.Attendee) error {
	if err := checkTokens(string(a.PartStat), a.Role); err != nil {
		return err
	}
	putParam(p, ical.ParamParticipationStatus, string(a.PartStat))
	putParam(p, ical.ParamRole, a.Role)
	if a.RSVP {
		putParam(p, ical.ParamRSVP, "TRUE")
	}
	return nil
}

func putParam(p *ical.Prop, name, value string) {
	if value != "" {
		p.Params.Set(name, value)
	}
}

var recurrenceID = regexp.MustCompile(`^(\d{8}(T\d{6}Z?)?)?$`)

func checkEvent(method string, e *calendar.Event) error {
	switch {
	case cleanLine(e.UID) == "" || cleanLine(e.UID) != e.UID:
		return fmt.Errorf("uid %q: %w", e.UID, ErrInvalid)
	case e.Stamp.IsZero() || !writable(e.Stamp):
		return fmt.Errorf("stamp %v: %w", e.Stamp, ErrInvalid)
	case e.Start.IsZero() && (method == "REQUEST" || method == "COUNTER" || method == stored):
		return fmt.Errorf("no start: %w", ErrInvalid)
	case !writable(e.Start) || !writable(e.End):
		return fmt.Errorf("time %v to %v: %w", e.Start, e.End, ErrInvalid)
	case !e.End.IsZero() && e.End.Before(e.Start):
		return fmt.Errorf("end %v before start %v: %w", e.End, e.Start, ErrInvalid)
	case e.Sequence < 0:
		return fmt.Errorf("sequence %d: %w", e.Sequence, ErrInvalid)
	case !recurrenceID.MatchString(e.RecurrenceID):
		return fmt.Errorf("recurrence id %q: %w", e.RecurrenceID, ErrInvalid)
	case len(e.Attendees) == 0 && method != "CANCEL" && method != stored:
		return fmt.Errorf("no attendee: %w", ErrInvalid)
	case len(e.Attendees) > maxAttendees:
		return fmt.Errorf("%d attendees: %w", len(e.Attendees), ErrInvalid)
	case strings.ContainsFunc(e.URL, func(r rune) bool { return unicode.IsSpace(r) || needsCleaning(r) }):
		return fmt.Errorf("url %q: %w", e.URL, ErrInvalid)
	}
	return checkTokens(e.Status, e.Transparency, e.Class)
}

// writable reports whether the year has four digits, as the format needs.
func writable(t time.Time) bool {
	return t.IsZero() || t.Year() >= 1 && t.Year() <= 9998
}

func checkTokens(values ...string) error {
	for _, v := range values {
		if v != "" && token(v) != v {
			return fmt.Errorf("token %q: %w", v, ErrInvalid)
		}
	}
	return nil
}
