package view

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Place is where the meeting is; empty if that is not known. While several reps are asked at once it is where none of
// them meets people, for all but themselves.
func (v *View) Place() string {
	asked := handoff.AskedAtOnce(v.H)
	if len(asked) > 1 && v.H.Place == "" && v.H.Link == "" && !slices.Contains(asked, v.Reader.ID) {
		return ""
	}
	return text.OneLine(v.H.Where(v.C), text.ValueLimit)
}

// where is the place as mails tell it.
func (v *View) where() string {
	place := v.Place()
	if place == "" && v.C.Conference && !v.H.OwnHolds() {
		return v.Line("facts", "place/conference", templates.Facts{})
	}
	return place
}

// meetingZone is the zone in which the time of the meeting was given: an IANA name, or an offset such as "UTC+01:00".
func meetingZone(name string) *time.Location {
	if rest, ok := strings.CutPrefix(name, "UTC"); ok && rest != "" {
		if at, err := time.Parse("-07:00", rest); err == nil {
			_, offset := at.Zone()
			return time.FixedZone("", offset)
		}
	}
	if name == "Local" { // the machine's zone is nobody's
		return time.UTC
	}
	return handoff.Location(name)
}

// At writes an instant for the reader, and in the meeting's own zone if clocks there show something else.
func (v *View) At(t time.Time) string {
	at := text.Stamp(t, v.Now, v.Zone)
	if v.H.Start.IsZero() || text.SameClock(t, t, v.Zone, v.Own) {
		return at
	}
	return at + " (" + text.Elsewhere(t, t, v.Now, v.Zone, v.Own) + ")"
}

// Day writes a date for the reader.
func (v *View) Day(t time.Time) string { return text.Day(t, v.Now, v.Zone) }

// Meeting is the appointment as the reader sees it; the zero Meeting if there is no time yet.
func (v *View) Meeting() templates.Meeting {
	return v.MeetingAt(v.H.Start, v.H.End)
}

// MeetingAt is the appointment at another time.
func (v *View) MeetingAt(start, end time.Time) templates.Meeting {
	if start.IsZero() {
		return templates.Meeting{}
	}
	place := text.OneLine(v.H.Place, text.ValueLimit)
	if v.H.Current() != nil { // else nobody knows yet whose link it will be
		place = v.where()
	}
	m := templates.Meeting{Where: place, Link: webAddress(place)}
	m.When, m.Short = text.StampSpan(start, end, v.Now, v.Zone), text.Stamp(start, v.Now, v.Zone)
	if !text.SameClock(start, end, v.Zone, v.Own) {
		there := text.Elsewhere(start, end, v.Now, v.Zone, v.Own)
		if name := v.prospectFirst(); name != "" {
			there = v.Line("clash", "there/for", templates.InTheWay{There: there, Name: name})
		}
		m.Also = append(m.Also, there)
	}
	return m
}

// PublicMeeting is the appointment as everybody may see it: in its own zone with the distance from UTC, since nobody
// knows the zone of the prospect for sure, and in the rep's.
func (v *View) PublicMeeting() templates.Meeting {
	m := templates.Meeting{Where: v.where(), Link: webAddress(v.where())}
	if v.H.Start.IsZero() {
		return m
	}
	m.When, m.Short = text.StampSpan(v.H.Start, v.H.End, v.Now, v.Own), text.Stamp(v.H.Start, v.Now, v.Own)
	if at := v.H.Start.In(v.Own); text.ZoneName(at) != text.OffsetName(at) && text.SameClock(v.H.Start, v.H.End, v.Own,
		time.FixedZone("", offsetOf(at))) {
		m.When += " (" + text.OffsetName(at) + ")"
	}
	return m
}

func offsetOf(t time.Time) int {
	_, offset := t.Zone()
	return offset
}

// webAddress gives a place back if it is an address that a browser opens.
func webAddress(place string) string {
	u, err := url.Parse(place)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil ||
		strings.ContainsFunc(place, unicode.IsSpace) {
		return ""
	}
	return place
}
