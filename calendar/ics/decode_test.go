package ics

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

// calendarText joins lines to a VCALENDAR with CRLF.
func calendarText(lines ...string) string {
	lines = append([]string{"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"}, lines...)
	return strings.Join(append(lines, "END:VCALENDAR", ""), "\r\n")
}

func eventText(lines ...string) string {
	return calendarText(append(append([]string{"METHOD:REQUEST", "BEGIN:VEVENT", "UID:u1", "DTSTAMP:20260301T080000Z"},
		lines...), "END:VEVENT")...)
}

// decodeOne reads a message with one event.
func decodeOne(t *testing.T, text string) (calendar.Event, []string) {
	t.Helper()
	m, warn, err := Decode([]byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(m.Events) != 1 {
		t.Fatalf("%d events, warnings %q\n%s", len(m.Events), warn, text)
	}
	return m.Events[0], warn
}

func TestDecodeStart(t *testing.T) {
	custom := strings.Join([]string{"BEGIN:VTIMEZONE", "TZID:Customized Time Zone 1", "BEGIN:STANDARD",
		"DTSTART:16010101T030000",
		"TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "BEGIN:DAYLIGHT",
		"DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
		"END:DAYLIGHT",
		"END:VTIMEZONE"}, "\r\n")
	for _, c := range []struct{ name, line, want, warn string }{
		{"utc", "DTSTART:20260302T100000Z", "2026-03-02T10:00:00Z", ""},
		{"database", "DTSTART;TZID=Europe/Berlin:20260302T100000", "2026-03-02T09:00:00Z", ""},
		{"summer", "DTSTART;TZID=Europe/Berlin:20260702T100000", "2026-07-02T08:00:00Z", ""},
		{"skipped hour", "DTSTART;TZID=Europe/Berlin:20260329T023000", "2026-03-29T01:30:00Z", ""},
		{"double hour", "DTSTART;TZID=Europe/Berlin:20261025T023000", "2026-10-25T00:30:00Z", ""},
		{"quoted", `DTSTART;TZID="America/New_York":20260302T100000`, "2026-03-02T15:00:00Z", ""},
		{"windows", "DTSTART;TZID=W. Europe Standard Time:20260302T100000", "2026-03-02T09:00:00Z", ""},
		{"windows old", "DTSTART;TZID=Mid-Atlantic Standard Time:20260302T100000", "2026-03-02T12:00:00Z", ""},
		{"display name", `DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20260302T100000`,
			"2026-03-02T09:00:00Z", ""},
		{"display name bare", `DTSTART;TZID=(UTC+01:00) Brussels, Paris:20260302T100000`, "2026-03-02T09:00:00Z", ""},
		{"display name us", `DTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)":20260302T100000`, "2026-03-02T15:00:00Z",
			""},
		{"display name wrong", `DTSTART;TZID="(UTC+05:00) Berlin":20260302T100000`, "",
			`DTSTART: unknown time zone "(UTC+05:00) Berlin"`},
		{"mozilla", "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260302T100000", "2026-03-02T09:00:00Z", ""},
		{"libical", "DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/America/Argentina/Salta:20260302T100000",
			"2026-03-02T13:00:00Z", ""},
		{"slash", "DTSTART;TZID=/Europe/Stockholm:20260302T100000", "2026-03-02T09:00:00Z", ""},
		{"lotus", "DTSTART;TZID=Eastern:20260302T100000", "", `DTSTART: unknown time zone "Eastern"`},
		{"offset", "DTSTART;TZID=GMT+0200:20260302T100000", "2026-03-02T08:00:00Z", ""},
		{"offset short", "DTSTART;TZID=UTC-5:20260302T100000", "2026-03-02T15:00:00Z", ""},
		{"offset colon", `DTSTART;TZID="GMT+05:30":20260302T100000`, "2026-03-02T04:30:00Z", ""},
		{"etc", "DTSTART;TZID=Etc/GMT-2:20260302T100000", "2026-03-02T08:00:00Z", ""},
		{"graph", "DTSTART;TZID=tzone://Microsoft/Utc:20260302T100000", "2026-03-02T10:00:00Z", ""},
		{"path", "DTSTART;TZID=../../etc/passwd:20260302T100000", "", `DTSTART: unknown time zone "../../etc/passwd"`},
		{"rooted path", "DTSTART;TZID=/etc/localtime:20260302T100000", "", `DTSTART: unknown time zone "/etc/localtime"`},
		{"local", "DTSTART;TZID=Local:20260302T100000", "", `DTSTART: unknown time zone "Local"`},
		{"custom undefined", `DTSTART;TZID="Customized Time Zone 2":20260302T100000`, "",
			`DTSTART: unknown time zone "Customized Time Zone 2"`},
		{"custom", custom + "\r\nDTSTART;TZID=\"Customized Time Zone 1\":20260302T100000", "2026-03-02T09:00:00Z", ""},
		{"custom summer", custom + "\r\nDTSTART;TZID=\"Customized Time Zone 1\":20260702T100000", "2026-07-02T08:00:00Z", ""},
		{"custom skipped", custom + "\r\nDTSTART;TZID=\"Customized Time Zone 1\":20260329T023000", "2026-03-29T01:30:00Z",
			""},
		{"custom double", custom + "\r\nDTSTART;TZID=\"Customized Time Zone 1\":20261025T023000", "2026-10-25T00:30:00Z", ""},
		{"utc beats zone", `DTSTART;TZID="Nowhere":20260302T100000Z`, "2026-03-02T10:00:00Z", ""},
		{"no seconds", "DTSTART:20260302T1000Z", "2026-03-02T10:00:00Z", ""},
		{"midnight as 24", "DTSTART:20260302T240000Z", "2026-03-03T00:00:00Z", ""},
		{"floating", "DTSTART:20260302T100000", "", "DTSTART is in no time zone"},
		{"bad", "DTSTART:20260230T100000Z", "", `DTSTART: bad time "20260230T100000Z"`},
		{"five digits", "DTSTART:20260302T10000Z", "", `DTSTART: bad time "20260302T10000Z"`},
		{"missing", "SUMMARY:x", "", ""},
		{"two", "DTSTART:20260302T100000Z\r\nDTSTART:20260302T110000Z", "", "two different DTSTART"},
		{"date", "DTSTART;VALUE=DATE:20260302", "2026-03-02T00:00:00Z", ""},
		{"date without value", "DTSTART:20260302", "2026-03-02T00:00:00Z", ""},
		{"no colon", "DTSTART;TZID=x", "", "lines left out: 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := eventText(c.line)
			if zone, line, ok := strings.Cut(c.line, "END:VTIMEZONE\r\n"); ok {
				text = calendarText("METHOD:REQUEST", zone+"END:VTIMEZONE", "BEGIN:VEVENT", "UID:u1", line, "END:VEVENT")
			}
			e, warn := decodeOne(t, text)
			got := ""
			if !e.Start.IsZero() {
				got = e.Start.Format(time.RFC3339)
			}
			if got != c.want || strings.Join(warn, "|") != c.warn {
				t.Errorf("start %q, warnings %q, want %q and %q", got, warn, c.want, c.warn)
			}
		})
	}
}

func TestDecodeEnd(t *testing.T) {
	const zoned = "DTSTART;TZID=Europe/Berlin:20260302T100000"
	for _, c := range []struct{ name, start, line, want, warn string }{
		{"end", zoned, "DTEND;TZID=Europe/Berlin:20260302T110000", "2026-03-02T10:00:00Z", ""},
		{"other zone", zoned, "DTEND:20260302T100000Z", "2026-03-02T10:00:00Z", ""},
		{"none", zoned, "", "2026-03-02T09:00:00Z", ""},
		{"duration", zoned, "DURATION:PT1H30M", "2026-03-02T10:30:00Z", ""},
		{"day over a change", "DTSTART;TZID=Europe/Berlin:20260328T100000", "DURATION:P1D", "2026-03-29T08:00:00Z", ""},
		{"hours over a change", "DTSTART;TZID=Europe/Berlin:20260328T100000", "DURATION:PT24H", "2026-03-29T09:00:00Z", ""},
		{"floating end", zoned, "DTEND:20260302T110000", "", "DTEND is in no time zone"},
		{"negative", zoned, "DURATION:-PT1H", "", `DURATION: bad duration "-PT1H"`},
		{"endless", zoned, "DURATION:P99999999W", "", `DURATION: bad duration "P99999999W"`},
		{"before", zoned, "DTEND:20260302T080000Z", "", "DTEND is before DTSTART"},
		{"all day", "DTSTART;VALUE=DATE:20260302", "", "2026-03-03T00:00:00Z", ""},
		{"same date", "DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260302", "2026-03-03T00:00:00Z", ""},
		{"two days", "DTSTART;VALUE=DATE:20260302", "DURATION:P2D", "2026-03-04T00:00:00Z", ""},
		{"week behind T", "DTSTART;VALUE=DATE:20260302", "DURATION:PT1W", "2026-03-09T00:00:00Z", ""},
	} {
		e, warn := decodeOne(t, eventText(c.start, firstOf(c.line, "X-A:1")))
		got := ""
		if !e.End.IsZero() {
			got = e.End.Format(time.RFC3339)
		}
		if got != c.want || strings.Join(warn, "|") != c.warn {
			t.Errorf("%s: end %q, warnings %q, want %q and %q", c.name, got, warn, c.want, c.warn)
		}
	}
}

func TestDecodeFields(t *testing.T) {
	e, warn := decodeOne(t, eventText(
		"SEQUENCE: 3", "RECURRENCE-ID;TZID=Europe/Berlin:20260302T100000", "DTSTART:20260302T090000Z",
		`SUMMARY;LANGUAGE=en-US:One\, two\; "three" \\ four`, "DESCRIPTION:a\\nb", " c\\Nd",
		"LOCATION;ALTREP=\"https://x.example/?a=b:c\":Room 1",
		"ORGANIZER;CN=\"Ames; Quinn\";SENT-BY=\"mailto:pa@acme.example\":MAILTO:Handoff@Acme.example",
		"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=needs-action;RSVP=true;CN=Dana ^'D^' "+
			"Rep:mailto:dana@acme.example",
		"ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:eve@acme.example\","+
			"\"mailto:z@acme.example\":mailto:bob@acme.example",
		"ATTENDEE;EMAIL=ida@acme.example:urn:uuid:5f0c", "ATTENDEE:mailto:%6a%6fe@acme.example?x=1",
		"ATTENDEE: <sam@acme.example>", "ATTENDEE:Bob",
		"COMMENT:one\\n", "COMMENT:two", "URL:https://x.example/?a=b;c,d", "STATUS:confirmed", "TRANSP:OPAQUE",
		"CLASS:PRIVATE"))
	want := calendar.Event{
		UID: "u1", Sequence: 3, RecurrenceID: "20260302T090000Z", Start: day(2026, 3, 2).Add(9 * time.Hour),
		End:     day(2026, 3, 2).Add(9 * time.Hour),
		Summary: `One, two; "three" \ four`, Description: "a\nbc\nd", Location: "Room 1", Comment: "one\ntwo",
		URL:       "https://x.example/?a=b;c,d",
		Organizer: calendar.Attendee{Address: "Handoff@Acme.example", Name: "Ames; Quinn", SentBy: "pa@acme.example"},
		Attendees: []calendar.Attendee{
			{Address: "dana@acme.example", Name: `Dana "D" Rep`, PartStat: calendar.NeedsAction, Role: "REQ-PARTICIPANT",
				RSVP: true},
			{Address: "bob@acme.example", PartStat: calendar.Delegated, DelegatedTo: "eve@acme.example"},
			{Address: "ida@acme.example"}, {Address: "joe@acme.example"}, {Address: "sam@acme.example"},
		},
		Status: "CONFIRMED", Transparency: "OPAQUE", Class: "PRIVATE", Stamp: day(2026, 3, 1).Add(8 * time.Hour),
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{`ATTENDEE "Bob" has no mail address`}, warn); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
}

// TestDecodeBroken reads the same event from text that is broken in the ways that are met.
func TestDecodeBroken(t *testing.T) {
	good := eventText("DTSTART:20260302T090000Z", "SUMMARY:Call with Dana",
		"ATTENDEE;CN=Dana;PARTSTAT=ACCEPTED:mailto:dana@acme.example")
	want, _ := decodeOne(t, good)
	for name, c := range map[string]struct{ text, warn string }{
		"bom":              {"\uFEFF" + good, ""},
		"lf":               {strings.ReplaceAll(good, "\r\n", "\n"), ""},
		"cr":               {strings.ReplaceAll(good, "\r\n", "\r"), ""},
		"crcrlf":           {strings.ReplaceAll(good, "\r\n", "\r\r\n"), ""},
		"space before":     {"\r\n \r\n" + good, ""},
		"no last line end": {strings.TrimSuffix(good, "\r\n"), ""},
		"lower case": {strings.NewReplacer("BEGIN", "begin", "VEVENT", "vevent", "DTSTART", "dtstart", "CN=",
			"cn=").Replace(good), ""},
		"folds":            {strings.ReplaceAll(good, "mailto:", "\r\n mail\r\n\tto:"), ""},
		"fold after blank": {strings.ReplaceAll(good, "with", "wi\r\n\r\n th"), ""},
		"junk line":        {strings.ReplaceAll(good, "SUMMARY", "this is no line\r\nSUMMARY"), "lines left out: 1"},
		"junk before":      {"Content-Type text\r\n\r\n" + good, "lines left out: 1"},
		"open quote":       {strings.ReplaceAll(good, "CN=Dana", `CN="Dana`), ""},
		"text after quote": {strings.ReplaceAll(good, "CN=Dana", `CN="Da"na`), ""},
		"quotes inside":    {strings.ReplaceAll(good, "CN=Dana", `CN=D"an"a`), ""},
		"quoted-printable": {strings.NewReplacer("=", "=3D", "20260302", "2026=\r\n0302").Replace(good),
			"quoted-printable was left undecoded"},
		"soft breaks": {strings.ReplaceAll(good, "SUMMARY:Call with Dana",
			"SUMMARY;ENCODING=QUOTED-PRINTABLE:Call=\r\n=20with=20=\r\n Dana"), ""},
		"nul": {strings.ReplaceAll(good, "Call", "Ca\x00ll"), ""},
		"calendar open": {strings.TrimSuffix(good, "END:VCALENDAR\r\n"),
			"the text ends in the middle of VCALENDAR|VCALENDAR has no end"},
		"alarm open": {strings.ReplaceAll(good, "END:VEVENT", "BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VEVENT"),
			"VALARM has no end"},
		"wrong end": {strings.ReplaceAll(good, "SUMMARY", "END:VALARM\r\nSUMMARY"), "lines left out: 1"},
		"long attachment": {strings.ReplaceAll(good, "SUMMARY", "ATTACH:"+strings.Repeat("QUJD", 200_000)+"\r\nSUMMARY"),
			"lines left out: 1"},
		"second calendar": {good + calendarText("METHOD:CANCEL", "BEGIN:VEVENT", "UID:u2", "END:VEVENT"),
			`a second calendar with METHOD "CANCEL" was left out`},
		"unended zone": {strings.ReplaceAll(good, "BEGIN:VEVENT",
			"BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nBEGIN:VEVENT"), "VTIMEZONE has no end|STANDARD has no end"},
	} {
		t.Run(name, func(t *testing.T) {
			got, warn := decodeOne(t, c.text)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if strings.Join(warn, "|") != c.warn {
				t.Errorf("warnings %q, want %q", warn, c.warn)
			}
		})
	}
}

func TestDecodeUnreadable(t *testing.T) {
	for _, text := range []string{
		"", "\x00\x00", "hello", "BEGIN:VCARD\r\nEND:VCARD\r\n", "<html>", "METHOD:REPLY",
		"BEGIN:XCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:XCALENDAR",
		strings.Repeat("x", maxMessage+1),
	} {
		if m, _, err := Decode([]byte(text)); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%.30q: %+v, error %v", text, m, err)
		}
	}
}

// TestDecodeIsBounded gives what makes other readers crash or crawl.
func TestDecodeIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"nesting":     "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:X\n", 100_000),
		"parameter":   eventText("ATTENDEE;CN=" + strings.Repeat("a", 400_000) + ":mailto:a@b.example"),
		"parameters":  eventText("ATTENDEE" + strings.Repeat(";A=b", 60_000) + ":mailto:a@b.example"),
		"quotes":      eventText("ATTENDEE;CN=" + strings.Repeat(`"a`, 50_001) + ":mailto:a@b.example"),
		"folds":       eventText("DESCRIPTION:" + strings.Repeat("\r\n a", 200_000)),
		"soft breaks": eventText("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:" + strings.Repeat("a=\r\n", 200_000)),
		"lone cr":     eventText(strings.Repeat("\ra", 300_000)),
		"blank lines": eventText("SUMMARY:x" + strings.Repeat("\n", 1_000_000)),
		"zones": calendarText(strings.Repeat("BEGIN:VTIMEZONE\nTZID:x\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\n",
			20_000)),
		"attendees": eventText(strings.Repeat("ATTENDEE:mailto:a@b.example\r\n", 20_000) + "X-A:1"),
	} {
		t.Run(name, func(t *testing.T) {
			m, _, err := Decode([]byte(text))
			if err == nil && len(m.Events) > 0 && len(m.Events[0].Attendees) > maxAttendees {
				t.Errorf("%d attendees", len(m.Events[0].Attendees))
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	if data, err := Encode(invite()); err == nil {
		f.Add(data)
	}
	f.Add([]byte(eventText("DTSTART;TZID=x", `ATTENDEE;CN="a"b:`, "COMMENT:\\n")))
	f.Add([]byte(calendarText("METHOD:REPLY", "BEGIN:VEVENT", "UID:a", "RECURRENCE-ID:20260101",
		"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example")))
	f.Add([]byte("BEGIN:VEVENT\nDTSTART\n ;TZID=(UTC+01:00) Paris:20260101T000000\nEND:VEVENT"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, _, err := Decode(data)
		method, answers, _, err2 := Answers(data, "")
		if (err == nil) != (err2 == nil) || method != m.Method {
			t.Fatalf("Decode: %q %v, Answers: %q %v", m.Method, err, method, err2)
		}
		for _, a := range answers {
			if a.UID == "" || !validAddress(a.Attendee) || a.Method == "COUNTER" && a.PartStat == calendar.Accepted {
				t.Fatalf("answer %+v", a)
			}
		}
		for _, e := range m.Events {
			for _, s := range []string{e.UID, e.Summary, e.Organizer.Name} {
				if clean(s) != s {
					t.Fatalf("control characters in %q", s)
				}
			}
		}
	})
}
