package ics

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"handoffd/calendar"
)

const (
	productID = "-//handoffd//handoffd//EN"
	dateForm  = "20060102"
	utcForm   = "20060102T150405Z"
)

// Encode writes an iTIP message (RFC 5546) with METHOD REQUEST, CANCEL, REPLY or COUNTER: CRLF, folded, times in
// UTC, DTSTAMP from Stamp. Control characters in text are dropped, line ends kept where the format has them.
// An address, token, URL or id that cannot be written safely is an error, as is a missing UID, Stamp, organizer,
// and a missing Start in a REQUEST or COUNTER.
func Encode(m calendar.Message) ([]byte, error) {
	switch m.Method {
	case "REQUEST", "CANCEL", "REPLY", "COUNTER":
	default:
		return nil, fmt.Errorf("encoding method %q: %w", m.Method, ErrInvalid)
	}
	if len(m.Events) == 0 {
		return nil, fmt.Errorf("encoding %s without events: %w", m.Method, ErrInvalid)
	}
	var w writer
	w.line("BEGIN", "VCALENDAR")
	w.line("PRODID", productID)
	w.line("VERSION", "2.0")
	w.line("METHOD", m.Method)
	for i := range m.Events {
		if err := w.event(m.Method, &m.Events[i]); err != nil {
			return nil, fmt.Errorf("encoding %s of event %q: %w", m.Method, m.Events[i].UID, err)
		}
	}
	w.line("END", "VCALENDAR")
	return w.buf.Bytes(), nil
}

func (w *writer) event(method string, e *calendar.Event) error {
	if err := checkEvent(method, e); err != nil {
		return err
	}
	w.line("BEGIN", "VEVENT")
	w.line("UID", escapeText(e.UID))
	w.line("DTSTAMP", e.Stamp.UTC().Format(utcForm))
	w.line("SEQUENCE", strconv.Itoa(e.Sequence))
	if len(e.RecurrenceID) == len(dateForm) {
		w.line("RECURRENCE-ID", e.RecurrenceID, "VALUE", "DATE")
	} else if e.RecurrenceID != "" {
		w.line("RECURRENCE-ID", e.RecurrenceID)
	}
	w.moment("DTSTART", e.Start, e.AllDay)
	w.moment("DTEND", e.End, e.AllDay)
	if err := w.people(e); err != nil {
		return err
	}
	for _, f := range [...]struct{ name, value string }{
		{"SUMMARY", escapeText(e.Summary)},
		{"DESCRIPTION", escapeText(e.Description)},
		{"LOCATION", escapeText(e.Location)},
		{"COMMENT", escapeText(e.Comment)},
		{"URL", e.URL},
		{"STATUS", e.Status},
		{"TRANSP", e.Transparency},
		{"CLASS", e.Class},
	} {
		if f.value != "" {
			w.line(f.name, f.value)
		}
	}
	w.line("END", "VEVENT")
	return nil
}

func (w *writer) moment(name string, t time.Time, date bool) {
	switch {
	case t.IsZero():
	case date:
		w.line(name, t.Format(dateForm), "VALUE", "DATE")
	default:
		w.line(name, t.UTC().Format(utcForm))
	}
}

func (w *writer) people(e *calendar.Event) error {
	if err := w.person("ORGANIZER", e.Organizer); err != nil {
		return fmt.Errorf("organizer: %w", err)
	}
	for _, a := range e.Attendees {
		if err := w.person("ATTENDEE", a); err != nil {
			return fmt.Errorf("attendee: %w", err)
		}
	}
	return nil
}

func (w *writer) person(name string, a calendar.Attendee) error {
	address, err := encodeAddress(a.Address)
	if err != nil {
		return err
	}
	params := []string{"CN", a.Name}
	if name == "ATTENDEE" {
		if err := checkTokens(string(a.PartStat), a.Role); err != nil {
			return err
		}
		params = append(params, "PARTSTAT", string(a.PartStat), "ROLE", a.Role)
		if a.RSVP {
			params = append(params, "RSVP", "TRUE")
		}
	}
	for _, f := range [...]struct{ name, address string }{
		{"SENT-BY", a.SentBy}, {"DELEGATED-TO", a.DelegatedTo}, {"DELEGATED-FROM", a.DelegatedFrom},
	} {
		if f.address == "" {
			continue
		}
		other, err := encodeAddress(f.address)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		params = append(params, f.name, other)
	}
	w.line(name, address, params...)
	return nil
}

var recurrenceID = regexp.MustCompile(`^(\d{8}(T\d{6}Z?)?)?$`)

func checkEvent(method string, e *calendar.Event) error {
	switch {
	case cleanLine(e.UID) == "" || cleanLine(e.UID) != e.UID:
		return fmt.Errorf("uid %q: %w", e.UID, ErrInvalid)
	case e.Stamp.IsZero() || !writable(e.Stamp):
		return fmt.Errorf("stamp %v: %w", e.Stamp, ErrInvalid)
	case e.Start.IsZero() && (method == "REQUEST" || method == "COUNTER"):
		return fmt.Errorf("no start: %w", ErrInvalid)
	case !writable(e.Start) || !writable(e.End):
		return fmt.Errorf("time %v to %v: %w", e.Start, e.End, ErrInvalid)
	case !e.End.IsZero() && e.End.Before(e.Start):
		return fmt.Errorf("end %v before start %v: %w", e.End, e.Start, ErrInvalid)
	case e.Sequence < 0:
		return fmt.Errorf("sequence %d: %w", e.Sequence, ErrInvalid)
	case !recurrenceID.MatchString(e.RecurrenceID):
		return fmt.Errorf("recurrence id %q: %w", e.RecurrenceID, ErrInvalid)
	case len(e.Attendees) == 0 && method != "CANCEL":
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
