package ics

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/calendar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func invite() calendar.Message {
	return calendar.Message{Method: "REQUEST", Events: []calendar.Event{{
		UID: "3f1c@handoff.acme.example", Sequence: 2,
		Start:   time.Date(2026, 3, 30, 13, 0, 0, 0, time.FixedZone("", 7200)),
		End:     time.Date(2026, 3, 30, 11, 30, 0, 0, time.UTC),
		Summary: "Müller & Söhne; first call, with Dana", Location: `https://meet.acme.example/a,b`,
		Description: "Please accept by Monday 12:00 (Europe/Berlin).\n\nAgenda:\t\\o/\n" +
			strings.Repeat("größer ", 20) + "😀😀",
		Organizer: calendar.Attendee{Address: "handoff@acme.example", Name: `Quinn "Q" Ames via Acme`},
		Attendees: []calendar.Attendee{
			{Address: "dana@acme.example", Name: "Rep, Dana", PartStat: calendar.NeedsAction, Role: "REQ-PARTICIPANT",
				RSVP: true},
			{Address: "o'neil+x@müller.example", Name: "O^Neil:\nSöhne", PartStat: calendar.Accepted, Role: "OPT-PARTICIPANT",
				SentBy: "pa@müller.example"},
		},
		Status: "CONFIRMED", Transparency: "OPAQUE", Class: "PRIVATE",
		Stamp: time.Date(2026, 3, 20, 8, 0, 1, 999, time.UTC), URL: "https://handoff.acme.example/e?x=1;2",
	}}}
}

func TestEncodeGolden(t *testing.T) {
	cancel := invite()
	cancel.Method = "CANCEL"
	e := &cancel.Events[0]
	e.Sequence, e.Attendees, e.Status = 3, e.Attendees[:1], ""
	e.Summary, e.Description, e.Location, e.URL = "Invitation withdrawn", "", "", ""
	allDay := invite()
	allDay.Events[0].AllDay = true
	allDay.Events[0].Start, allDay.Events[0].End = day(2026, 3, 30), day(2026, 3, 31)
	allDay.Events[0].RecurrenceID = "20260330"
	zoned := invite()
	zoned.Events[0].Zone = "Europe/Berlin"
	for name, m := range map[string]calendar.Message{"request.ics": invite(), "cancel.ics": cancel, "allday.ics": allDay,
		"zoned.ics": zoned} {
		data, err := Encode(m)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, data)
		back, warn, err := Decode(data)
		if err != nil || len(warn) > 0 {
			t.Fatalf("%s: warnings %q, error %v", name, warn, err)
		}
		if diff := cmp.Diff(normal(m), back); diff != "" {
			t.Errorf("%s comes back different (-want +got):\n%s", name, diff)
		}
	}
}

func TestEncodeAnswer(t *testing.T) {
	for _, method := range []string{"REPLY", "COUNTER"} {
		m := invite()
		m.Method = method
		e := &m.Events[0]
		e.Attendees, e.Comment = e.Attendees[:1], "budget, not before May\r\nsorry"
		e.Attendees[0].PartStat = calendar.Declined
		data, err := Encode(m)
		if err != nil {
			t.Fatal(err)
		}
		_, got, warn, err := Answers(data, "")
		if err != nil || len(warn) > 0 {
			t.Fatalf("warnings %q, error %v", warn, err)
		}
		want := []calendar.Answer{{
			Among: 1, Method: method, UID: e.UID, Sequence: 2, Attendee: "dana@acme.example", Name: e.Attendees[0].Name,
			PartStat: calendar.Declined, Comment: "budget, not before May\nsorry",
			Start: e.Start.UTC(), End: e.End, Stamp: e.Stamp.Truncate(time.Second),
		}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// normal is what a message is after control characters are dropped and times are whole seconds of UTC.
func normal(m calendar.Message) calendar.Message {
	m.Events = append([]calendar.Event(nil), m.Events...)
	for i := range m.Events {
		e := &m.Events[i]
		e.Zone = ""
		for _, at := range []*time.Time{&e.Start, &e.End, &e.Stamp} {
			if !at.IsZero() {
				*at = at.Truncate(time.Second).UTC()
			}
		}
		for _, s := range []*string{&e.Summary, &e.Description, &e.Location} {
			*s = clean(*s)
		}
		e.Comment = strings.TrimSpace(clean(e.Comment))
		e.Organizer.Name = clean(e.Organizer.Name)
		e.Attendees = append([]calendar.Attendee(nil), e.Attendees...)
		for j := range e.Attendees {
			e.Attendees[j].Name = clean(e.Attendees[j].Name)
		}
	}
	return m
}

func TestEncodeRefuses(t *testing.T) {
	for name, spoil := range map[string]func(m *calendar.Message){
		"method":          func(m *calendar.Message) { m.Method = "REQUEST\r\nX:1" },
		"publish":         func(m *calendar.Message) { m.Method = "PUBLISH" },
		"no events":       func(m *calendar.Message) { m.Events = nil },
		"no uid":          func(m *calendar.Message) { m.Events[0].UID = " " },
		"uid line":        func(m *calendar.Message) { m.Events[0].UID = "a\r\nATTENDEE:mailto:x@y.example" },
		"no stamp":        func(m *calendar.Message) { m.Events[0].Stamp = time.Time{} },
		"no start":        func(m *calendar.Message) { m.Events[0].Start = time.Time{} },
		"end first":       func(m *calendar.Message) { m.Events[0].End = m.Events[0].Start.Add(-1) },
		"year":            func(m *calendar.Message) { m.Events[0].Start = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC) },
		"sequence":        func(m *calendar.Message) { m.Events[0].Sequence = -1 },
		"recurrence":      func(m *calendar.Message) { m.Events[0].RecurrenceID = "20260101T100000Z\nX:1" },
		"no organizer":    func(m *calendar.Message) { m.Events[0].Organizer.Address = "" },
		"no attendee":     func(m *calendar.Message) { m.Events[0].Attendees = nil },
		"address newline": func(m *calendar.Message) { m.Events[0].Attendees[0].Address = "a@b.example\nX:1" },
		"address space":   func(m *calendar.Message) { m.Events[0].Attendees[0].Address = "a b@c.example" },
		"address two":     func(m *calendar.Message) { m.Events[0].Attendees[0].Address = "a@b@c.example" },
		"address colon":   func(m *calendar.Message) { m.Events[0].Attendees[0].Address = "a@c.example:x" },
		"sent by":         func(m *calendar.Message) { m.Events[0].Attendees[0].SentBy = "nobody" },
		"role":            func(m *calendar.Message) { m.Events[0].Attendees[0].Role = "CHAIR;X=1" },
		"partstat":        func(m *calendar.Message) { m.Events[0].Attendees[0].PartStat = "accepted" },
		"status":          func(m *calendar.Message) { m.Events[0].Status = "CONFIRMED\r\nX:1" },
		"class":           func(m *calendar.Message) { m.Events[0].Class = "A B" },
		"url":             func(m *calendar.Message) { m.Events[0].URL = "https://a.example/\r\nX:1" },
	} {
		t.Run(name, func(t *testing.T) {
			m := invite()
			spoil(&m)
			if data, err := Encode(m); !errors.Is(err, ErrInvalid) {
				t.Errorf("error %v, want ErrInvalid\n%s", err, data)
			}
		})
	}
}

// hostile draws text that tries to break out of its field.
func hostile() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"\r\n", "\r", "\n", "\x00", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\t", " ", `"`, "^", "^n", "^'", `\`, `\n`,
			";", ":", ",",
			"END:VEVENT", "\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:x@y.example", "\nBEGIN:VEVENT\n", "\xff", "\xc3", "é", "😀",
			"=3D", "=\r\n",
			strings.Repeat("長", 30), strings.Repeat("a", 74), "\uFEFF", "\x7f", "RSVP=TRUE", "CN=",
		}),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
	})
}

var escapedEvent = regexp.MustCompile(`(?m)^BEGIN:VEVENT\r$`)

func TestEncodeIsSafeForAnyText(t *testing.T) {
	token := rapid.OneOf(rapid.StringMatching(`[A-Z][A-Z0-9-]{0,20}`), rapid.Just(""))
	address := rapid.StringMatching(`[a-zA-Z0-9.!#$%&'*+/=?^_{|}~-]{1,20}@[a-z0-9-]{1,20}\.example`)
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return hostile().Draw(t, name) }
		person := func() calendar.Attendee {
			return calendar.Attendee{
				Address: address.Draw(t, "address"), Name: text("name"), SentBy: address.Draw(t, "sent by"),
				DelegatedTo: address.Draw(t, "to"), DelegatedFrom: address.Draw(t, "from"),
			}
		}
		m := invite()
		e := &m.Events[0]
		e.UID = firstOf(cleanLine(text("uid")), "x")
		e.Summary, e.Description, e.Location, e.Comment = text("summary"), text("description"), text("location"),
			text("comment")
		e.Status, e.Class, e.Transparency = token.Draw(t, "status"), token.Draw(t, "class"), token.Draw(t, "transp")
		e.URL = strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || needsCleaning(r) {
				return -1
			}
			return r
		}, text("url"))
		e.Organizer = person()
		e.Attendees = nil
		for range rapid.IntRange(1, 4).Draw(t, "attendees") {
			a := person()
			a.Role, a.RSVP = token.Draw(t, "role"), rapid.Bool().Draw(t, "rsvp")
			e.Attendees = append(e.Attendees, a)
		}
		data, err := Encode(m)
		if err != nil {
			t.Fatal(err)
		}
		checkShape(t, data, *e)
		back, warn, err := Decode(data)
		if err != nil || len(warn) > 0 {
			t.Fatalf("warnings %q, error %v\n%s", warn, err, data)
		}
		if diff := cmp.Diff(normal(m), back); diff != "" {
			t.Fatalf("(-want +got):\n%s\n%s", diff, data)
		}
	})
}

// checkShape counts lines and properties, once by hand and once with an independent reader.
func checkShape(t *rapid.T, data []byte, e calendar.Event) {
	if len(escapedEvent.FindAll(data, -1)) != 1 {
		t.Fatalf("not one VEVENT:\n%s", data)
	}
	for line := range bytes.SplitSeq(bytes.TrimSuffix(data, []byte("\r\n")), []byte("\r\n")) {
		if len(line) > 75 || bytes.ContainsAny(line, "\r\n") || !utf8.Valid(line) {
			t.Fatalf("bad line %q", line)
		}
	}
	want := 6 + len(e.Attendees) // UID DTSTAMP SEQUENCE DTSTART DTEND ORGANIZER
	for _, s := range []string{clean(e.Summary), clean(e.Description), clean(e.Location), clean(e.Comment), e.URL,
		e.Status, e.Class, e.Transparency} {
		if s != "" {
			want++
		}
	}
	cal, err := ical.NewDecoder(bytes.NewReader(data)).Decode()
	if err != nil {
		t.Fatalf("another reader: %v\n%s", err, data)
	}
	got := 0
	for _, props := range cal.Children[0].Props {
		got += len(props)
	}
	if len(cal.Children) != 1 || got != want || len(cal.Props) != 3 {
		t.Fatalf("%d components, %d properties, want 1 and %d\n%s", len(cal.Children), got, want, data)
	}
}

func TestEncodeObject(t *testing.T) {
	e := invite().Events[0]
	data, err := EncodeObject(e)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "object.ics", data)
	private := calendar.Event{UID: "block@acme.example", Stamp: e.Stamp, Start: e.Start, End: e.End, Summary: "Prepare",
		Class: "PRIVATE"}
	if data, err = EncodeObject(private); err != nil {
		t.Fatal(err)
	}
	golden(t, "private.ics", data)
	private.Start = time.Time{}
	if _, err := EncodeObject(private); !errors.Is(err, ErrInvalid) {
		t.Errorf("an event without start: %v", err)
	}
}
