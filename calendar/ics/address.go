package ics

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/emersion/go-ical"

	"handoffd/calendar"
)

const maxAddress = 254

// validAddress reports whether s is a plain mail address that can stand in any field: one @, nothing quoted,
// no space and no control character.
func validAddress(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || domain == "" || len(s) > maxAddress {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || r == unicode.ReplacementChar || !unicode.IsPrint(r) ||
			strings.ContainsRune(`"(),:;<>[\]`, r)
	}) && !strings.Contains(domain, "@")
}

var mailtoEscaper = strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23")

// encodeAddress writes a CAL-ADDRESS (RFC 5545 section 3.3.3).
func encodeAddress(s string) (string, error) {
	if !validAddress(s) {
		return "", fmt.Errorf("address %q: %w", s, ErrInvalid)
	}
	return "mailto:" + mailtoEscaper.Replace(s), nil
}

// decodeAddress reads a CAL-ADDRESS in the forms that are met: MAILTO in any case or absent, with a display name,
// in angle brackets, percent-encoded. It is empty when there is no mail address in it.
func decodeAddress(s string) string {
	s = strings.TrimSpace(clean(s))
	if i := strings.LastIndexByte(s, '<'); i >= 0 {
		s, _, _ = strings.Cut(s[i+1:], ">")
	}
	s = strings.Trim(s, `"' `)
	for len(s) > 7 && strings.EqualFold(s[:7], "mailto:") {
		s = strings.TrimSpace(s[7:])
	}
	s, _, _ = strings.Cut(s, "?")
	if strings.IndexByte(s, '%') >= 0 {
		if plain, err := url.PathUnescape(s); err == nil {
			s = plain
		}
	}
	if !validAddress(s) {
		return ""
	}
	return s
}

// decodeAttendee reads ATTENDEE or ORGANIZER.
func decodeAttendee(p *property, warn *diagnosis) calendar.Attendee {
	return calendar.Attendee{
		Address:       attendeeAddress(p),
		Name:          param(p, ical.ParamCommonName),
		PartStat:      decodePartStat(p, warn),
		Role:          token(param(p, ical.ParamRole)),
		RSVP:          token(param(p, ical.ParamRSVP)) == "TRUE",
		Room:          slices.Contains([]string{"ROOM", "RESOURCE"}, token(param(p, "CUTYPE"))),
		SentBy:        decodeAddress(param(p, ical.ParamSentBy)),
		DelegatedTo:   decodeAddress(param(p, ical.ParamDelegatedTo)),
		DelegatedFrom: decodeAddress(param(p, ical.ParamDelegatedFrom)),
	}
}

// attendeeAddress is the address of an ATTENDEE or ORGANIZER. Where the value is no mail address, the EMAIL parameter
// (RFC 7986 section 6.2) may hold one.
func attendeeAddress(p *property) string {
	if address := decodeAddress(p.Value); address != "" {
		return address
	}
	return decodeAddress(param(p, ical.ParamEmail))
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// decodePartStat takes a status it does not know for NEEDS-ACTION, as RFC 5545 section 3.2.12 asks for, and so two
// different ones.
func decodePartStat(p *property, warn *diagnosis) calendar.PartStat {
	stated := param(p, ical.ParamParticipationStatus)
	for _, other := range p.Params {
		if other.name == ical.ParamParticipationStatus && token(other.value) != token(stated) {
			warn.add("two different PARTSTAT")
			return calendar.NeedsAction
		}
	}
	switch status := calendar.PartStat(token(stated)); status {
	case "", calendar.NeedsAction, calendar.Accepted, calendar.Declined, calendar.Tentative, calendar.Delegated:
		return status
	}
	warn.add("unknown PARTSTAT %q", cleanLine(stated))
	return calendar.NeedsAction
}

// token gives a name-like value in upper case, empty if it is none.
func token(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	if len(s) > 60 || !isName(s) {
		return ""
	}
	return s
}
