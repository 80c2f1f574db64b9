package ics

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

func answerText(method string, lines ...string) string {
	return calendarText(append(append([]string{"METHOD:" + method, "BEGIN:VEVENT", "UID:h1@handoff.acme.example"},
		lines...), "END:VEVENT")...)
}

// brief writes an answer as one line.
func brief(a calendar.Answer) string {
	parts := []string{a.Method, a.UID, a.Attendee, string(a.PartStat)}
	for _, s := range []string{a.RecurrenceID, a.SentBy, a.Comment} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if !a.Start.IsZero() {
		parts = append(parts, a.Start.Format(time.RFC3339))
	}
	return strings.Join(parts, " ")
}

func TestAnswers(t *testing.T) {
	const yes = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:dana@acme.example"
	const said = "REPLY h1@handoff.acme.example dana@acme.example ACCEPTED"
	uid := "h1@handoff.acme.example"
	wrapped := fmt.Sprintf("040000008200E00074C5B7101A82E008%040d%02X000000%X01000000%X00", 0, len(uid)+13, "vCal-Uid",
		uid)
	for _, c := range []struct{ name, text, want, warn string }{
		{"plain", answerText("REPLY", yes), said, ""},
		{"google", answerText("REPLY", "DTSTART:20260803T150000Z", "DTEND:20260803T153000Z",
			"ORGANIZER;CN=x:mailto:handoff@acme.example",
			"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Sam Gu",
			" est;X-NUM-GUESTS=0;X-RESPONSE-COMMENT=\"Not qualified: no budget\":mailto:Sam@Acme.example",
			"STATUS:CONFIRMED"),
			"REPLY h1@handoff.acme.example sam@acme.example DECLINED Not qualified: no budget 2026-08-03T15:00:00Z", ""},
		{"exchange", answerText("REPLY", `ATTENDEE;PARTSTAT=TENTATIVE;CN="Rep, Dana":MAILTO:Dana@acme.example`,
			`COMMENT;LANGUAGE=en-US:\n`,
			"SUMMARY;LANGUAGE=en-US:Tentative: x", "DTSTART;TZID=Pacific Standard Time:20260803T113000",
			"X-MICROSOFT-CDO-ALLDAYEVENT:FALSE"),
			"REPLY h1@handoff.acme.example dana@acme.example TENTATIVE 2026-08-03T18:30:00Z", ""},
		{"exchange uid", strings.ReplaceAll(answerText("REPLY", yes), "UID:h1@handoff.acme.example", "UID:"+wrapped), said,
			""},
		{"folded uid", strings.ReplaceAll(answerText("REPLY", yes), "h1@handoff", "h1@han\r\n doff"), said, ""},
		{"apple alias", answerText("REPLY", "ATTENDEE;EMAIL=dana@acme.example;PARTSTAT=ACCEPTED:urn:uuid:22"), said, ""},
		{"zimbra delegate", answerText("REPLY", `ATTENDEE;PARTSTAT=ACCEPTED;`+
			`SENT-BY="mailto:PA@acme.example":mailto:dana@acme.example`), said + " pa@acme.example", ""},
		{"instance", answerText("REPLY", "RECURRENCE-ID;TZID=Europe/Berlin:20260803T100000", yes),
			said + " 20260803T080000Z", ""},
		{"instance date", answerText("REPLY", "RECURRENCE-ID;VALUE=DATE:20260803", yes), said + " 20260803", ""},
		{"instance of unknown zone", answerText("REPLY", "RECURRENCE-ID;TZID=Nowhere:20260803T100000", yes),
			said + " 20260803T100000",
			`RECURRENCE-ID: unknown time zone "Nowhere"`},
		{"instance unreadable", answerText("REPLY", "RECURRENCE-ID:", yes), said + " unknown", `RECURRENCE-ID: bad time ""`},
		{"delegation", answerText("REPLY", `ATTENDEE;PARTSTAT=DELEGATED;`+
			`DELEGATED-TO="mailto:eve@acme.example":mailto:dana@acme.example`),
			"REPLY h1@handoff.acme.example dana@acme.example DELEGATED", ""},
		{"two attendees", answerText("REPLY", yes, "ATTENDEE;PARTSTAT=DECLINED:mailto:eve@acme.example"),
			said + "|REPLY h1@handoff.acme.example eve@acme.example DECLINED", "the reply speaks for 2 attendees"},
		{"silent attendee", answerText("REPLY", yes, "ATTENDEE:mailto:eve@acme.example"), said, ""},
		{"contradiction", answerText("REPLY", yes, "ATTENDEE;PARTSTAT=DECLINED:mailto:Dana@acme.example"), "",
			"an event is damaged, its answers do not count"},
		{"two uids", answerText("REPLY", "UID:other", yes), "", "an event is damaged, its answers do not count"},
		{"invented status", answerText("REPLY", "ATTENDEE;PARTSTAT=SURE:mailto:dana@acme.example"),
			"REPLY h1@handoff.acme.example dana@acme.example NEEDS-ACTION",
			`unknown PARTSTAT "SURE"`},
		{"two statuses", answerText("REPLY", "ATTENDEE;PARTSTAT=ACCEPTED;PARTSTAT=DECLINED:mailto:dana@acme.example"),
			"REPLY h1@handoff.acme.example dana@acme.example NEEDS-ACTION", "two different PARTSTAT"},
		{"no attendee", answerText("REPLY", "SUMMARY:x"), "", "no ATTENDEE states an answer"},
		{"no address", answerText("REPLY", "ATTENDEE;PARTSTAT=ACCEPTED:Dana"), "",
			`ATTENDEE "Dana" has no mail address|no ATTENDEE states an answer`},
		{"no uid", strings.ReplaceAll(answerText("REPLY", yes), "UID:", "X-ID:"), "",
			"an event has no UID|an event is damaged, its answers do not count"},
		{"no method", strings.ReplaceAll(answerText("REPLY", yes), "METHOD:", "X-M:"), "", "no METHOD"},
		{"request", answerText("REQUEST", yes), "", ""},
		{"publish", answerText("PUBLISH", yes), "", ""},
		{"task", strings.ReplaceAll(answerText("REPLY", yes), "VEVENT", "VTODO"), "", "VTODO is no meeting|no VEVENT"},
		{"cut in attendee", strings.Split(answerText("REPLY", yes), "@acme.example\r\nEND")[0], "",
			"the text ends in the middle of VEVENT|VCALENDAR has no end|VEVENT has no end|an event is damaged, its answers do " +
				"not count"},
		{"cut event", strings.Split(answerText("REPLY", yes), "END:VEVENT")[0], "",
			"the text ends in the middle of VEVENT|VCALENDAR has no end|VEVENT has no end|an event is damaged, its answers " +
				"do not count"},
		{"cut calendar", strings.Split(answerText("REPLY", yes), "END:VCALENDAR")[0], said,
			"the text ends in the middle of VCALENDAR|VCALENDAR has no end"},
		{"spoilt attendee", answerText("REPLY", yes, "ATTENDEE;PARTSTAT=DECLINED"), "",
			"lines left out: 1|an event is damaged, its answers do not count"},
		{"counter", answerText("COUNTER", "DTSTART;TZID=Eastern Standard Time:20260805T090000",
			"ATTENDEE;PARTSTAT=TENTATIVE;CN=Ana:mailto:ana@x.example",
			`COMMENT:Better for me\, thx\n`),
			"COUNTER h1@handoff.acme.example ana@x.example TENTATIVE Better for me, thx 2026-08-05T13:00:00Z", ""},
		{"counter accepted", answerText("COUNTER", yes), "COUNTER h1@handoff.acme.example dana@acme.example TENTATIVE",
			"a proposal is no acceptance"},
		{"counter silent", answerText("COUNTER", "ATTENDEE:mailto:dana@acme.example"),
			"COUNTER h1@handoff.acme.example dana@acme.example ", ""},
		{"counter cut", "BEGIN:VCALENDAR\nMETHOD:COUNTER\nBEGIN:VTIMEZONE\nTZID:x\nBEGIN:DAYLIGHT\nDTSEQUENCE:0\nEND:VEVENT\nEND:VCALENDAR\n", "",
			"VTIMEZONE has no end|DAYLIGHT has no end|lines left out: 1|no VEVENT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, answers, warn, err := Answers([]byte(c.text), "")
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range answers {
				got = append(got, brief(a))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
				t.Errorf("answers (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.warn, strings.Join(warn, "|")); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAnswersByTheMark: the method of the MIME part stands for a METHOD that is missing, and for no other.
func TestAnswersByTheMark(t *testing.T) {
	text := answerText("REPLY", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:dana@acme.example")
	bare := strings.Replace(text, "METHOD:REPLY\r\n", "", 1)
	for _, c := range []struct {
		text, marked, method string
		answers              int
	}{
		{text, "REQUEST", "REPLY", 1}, {bare, "reply", "REPLY", 1}, {bare, "COUNTER", "COUNTER", 1},
		{bare, "REQUEST", "REQUEST", 0},
		{bare, "", "", 0}, {bare, "RE\nPLY", "", 0},
	} {
		method, answers, _, err := Answers([]byte(c.text), c.marked)
		if err != nil || method != c.method || len(answers) != c.answers {
			t.Errorf("marked %q: method %s, %d answers, error %v; want %s and %d", c.marked, method, len(answers), err,
				c.method, c.answers)
		}
		for _, a := range answers {
			if (a.PartStat == calendar.Accepted) != (method == "REPLY") || !a.Unnumbered || a.Among != 1 {
				t.Errorf("marked %q: %+v", c.marked, a)
			}
		}
	}
}

// TestAnswersOfCutText cuts an answer everywhere: what is left either gives the same answer or none.
func TestAnswersOfCutText(t *testing.T) {
	text := answerText("REPLY", "ATTENDEE;PARTSTAT=ACCEPTED;CN=Dana:mailto:dana@acme.example.org", "SEQUENCE:12")
	_, want, _, err := Answers([]byte(text), "")
	if err != nil || len(want) != 1 {
		t.Fatalf("%v, %v", want, err)
	}
	for i := range text {
		_, got, warn, _ := Answers([]byte(text[:i]), "")
		if len(got) > 0 && cmp.Diff(want, got) != "" {
			t.Errorf("cut at %d: %+v", i, got)
		}
		if i > len("BEGIN:VCALENDAR\r\n") && i < len(text)-len("END:VCALENDAR\r\n") && len(warn) == 0 {
			t.Errorf("cut at %d: no warning", i)
		}
	}
}

func BenchmarkDecodeReply(b *testing.B) {
	data := []byte(answerText("REPLY", "DTSTAMP:20260803T145144Z", "DTSTART;TZID=Europe/Berlin:20260803T150000",
		"DTEND;TZID=Europe/Berlin:20260803T153000",
		"ORGANIZER;CN=Handoff:mailto:handoff@acme.example", "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"+
			"PARTSTAT=ACCEPTED;CN=Dana Re",
		" p;X-NUM-GUESTS=0:mailto:dana@acme.example", "CREATED:20260803T145127Z", "LAST-MODIFIED:20260803T145140Z",
		"LOCATION:Online",
		"SEQUENCE:1", "STATUS:CONFIRMED", "SUMMARY:Handoff call", "TRANSP:OPAQUE"))
	b.ReportAllocs()
	for b.Loop() {
		if _, answers, _, err := Answers(data, ""); err != nil || len(answers) != 1 {
			b.Fatal(answers, err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "replies/s")
}

// FuzzAnswers: no text makes an answer of an attendee who does not stand in it, and none of a COUNTER is a yes.
func FuzzAnswers(f *testing.F) {
	for _, method := range []string{"REPLY", "COUNTER", "REQUEST"} {
		f.Add(answerText(method, "SEQUENCE:2", "RECURRENCE-ID:20260803",
			`ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:pa@acme.example":mailto:dana@acme.example`), method)
	}
	f.Add(answerText("REPLY", "ATTENDEE;PARTSTAT=3DACCEPTED;CN=3DDana:mailto:da=\r\nna@acme.example",
		"COMMENT;ALTREP=\"x\":a\\nb"), "")
	f.Add(answerText("REPLY", `ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:eve@acme.example":dana@acme.example`,
		"ATTENDEE;PARTSTAT=ACCEPTED:Eve <eve@acme.example>"), "REPLY")
	f.Add("BEGIN:VEVENT\nMETHOD:REPLY\nUID:\nATTENDEE;CN=\"a\"b:\nEND:VEVENT", "counter")
	f.Fuzz(func(t *testing.T, text, marked string) {
		method, answers, _, err := Answers([]byte(text), marked)
		if len(answers) > 0 && (err != nil || method != "REPLY" && method != "COUNTER") {
			t.Fatalf("%d answers with METHOD %q, error %v", len(answers), method, err)
		}
		for _, a := range answers {
			if a.UID == "" || !strings.Contains(a.Attendee, "@") || a.Method != method ||
				a.Among != len(answers) && a.Among < 1 {
				t.Fatalf("%+v", a)
			}
			if a.PartStat == calendar.Accepted && (method != "REPLY" ||
				!strings.Contains(strings.ToUpper(text), "ACCEPTED") && !strings.Contains(text, "=")) {
				t.Fatalf("a yes out of nothing: %+v", a)
			}
		}
	})
}

// TestRoomsAnswerAsRooms: CUTYPE tells a room or a thing from a person.
func TestRoomsAnswerAsRooms(t *testing.T) {
	for kind, want := range map[string]bool{"ROOM": true, "resource": true, "INDIVIDUAL": false, "GROUP": false} {
		data := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1@x\r\nDTSTAMP:20261123T080000Z\r\n" +
			"ATTENDEE;CUTYPE=" + kind + ";CN=Room 5;PARTSTAT=ACCEPTED:mailto:room5@acme.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
		_, got, _, err := Answers([]byte(data), "")
		if err != nil || len(got) != 1 || got[0].Room != want || got[0].Name != "Room 5" {
			t.Errorf("%s: %+v, %v", kind, got, err)
		}
	}
}
