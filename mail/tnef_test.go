package mail

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"
	"time"
)

// tnefWriter writes a winmail.dat for the tests.
type tnefWriter struct{ props, out []byte }

func (w *tnefWriter) u16(b []byte, v uint16) []byte { return binary.LittleEndian.AppendUint16(b, v) }
func (w *tnefWriter) u32(b []byte, v uint32) []byte { return binary.LittleEndian.AppendUint32(b, v) }

// attribute adds one at the message level.
func (w *tnefWriter) attribute(id uint32, value []byte) {
	w.out = append(w.out, 1)
	w.out = w.u32(w.u32(w.out, id), uint32(len(value)))
	w.out = w.u16(append(w.out, value...), checksum(value))
}

// named adds a property of a set.
func (w *tnefWriter) named(set string, lid uint32, kind uint16, value []byte) {
	w.props = w.u16(w.u16(w.props, kind), 0x8001)
	w.props = append(w.props, set...)
	w.props = w.u32(w.u32(w.props, 0), lid)
	if kind == 0x102 {
		w.props = w.u32(w.u32(w.props, 1), uint32(len(value)))
		for len(value)%4 != 0 {
			value = append(value, 0)
		}
	}
	w.props = append(w.props, value...)
}

func (w *tnefWriter) file(count uint32, class string) []byte {
	out := w.u16(w.u32(nil, tnefSignature), 7)
	w.out = nil
	w.attribute(0x00089006, w.u32(nil, 0x10000))
	w.attribute(tnefMessageClass, append([]byte(class), 0))
	w.attribute(tnefMessageProps, append(w.u32(nil, count), w.props...))
	return append(out, w.out...)
}

func fileTimeOf(at time.Time) []byte {
	return binary.LittleEndian.AppendUint64(nil, uint64(at.Unix()+11644473600)*1e7)
}

// foreignID is how Exchange wraps the UID of somebody else's invitation.
func foreignID(uid, date string) []byte {
	data := "vCal-Uid\x01\x00\x00\x00" + uid + "\x00"
	id := []byte("\x04\x00\x00\x00\x82\x00\xe0\x00\x74\xc5\xb7\x10\x1a\x82\xe0\x08" + date + strings.Repeat("\x00", 16))
	return append(binary.LittleEndian.AppendUint32(id, uint32(len(data))), data...)
}

func answerTNEF(class string, counter bool) []byte {
	const none = "\x00\x00\x00\x00"
	start := time.Date(2026, 11, 25, 14, 0, 0, 0, time.UTC)
	w := &tnefWriter{}
	w.named(psetMeeting, lidCleanGlobalID, 0x102, foreignID("abc@handoffd", none))
	w.named(psetMeeting, lidGlobalID, 0x102, foreignID("abc@handoffd", none))
	w.named(psetAppointment, lidSequence, 0x03, w.u32(nil, 3))
	w.named(psetAppointment, lidStart, 0x40, fileTimeOf(start))
	w.named(psetAppointment, lidEnd, 0x40, fileTimeOf(start.Add(30*time.Minute)))
	count := uint32(5)
	if counter {
		w.named(psetAppointment, lidCounter, 0x0b, []byte{1, 0, 0, 0})
		w.named(psetAppointment, lidProposedStart, 0x40, fileTimeOf(start.Add(time.Hour)))
		w.named(psetAppointment, lidProposedEnd, 0x40, fileTimeOf(start.Add(90*time.Minute)))
		count = 8
	}
	return w.file(count, class)
}

func tnefMail(data []byte) []byte {
	return []byte("From: Rita Vance <rita@acme.example>\r\nSubject: Re: Meeting\r\nIn-Reply-To: <x@y>\r\nMIME-Version: " +
		"1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/plain\r\n\r\nok\r\n--b\r\nContent-Type: application/ms-tnef; " +
		"name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		base64.StdEncoding.EncodeToString(data) + "\r\n--b--\r\n")
}

func TestAnswersInWinmail(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		kind Kind
		want string // lines of the calendar
		lost bool
	}{
		{"yes", answerTNEF("IPM.Microsoft Schedule.MtgRespP", false), KindCalendarReply,
			"PARTSTAT=ACCEPTED:mailto:rita@acme.example SEQUENCE:3 DTSTART:20261125T140000Z", false},
		{"no", answerTNEF("IPM.Microsoft Schedule.MtgRespN", false), KindCalendarReply, "PARTSTAT=DECLINED", false},
		{"perhaps, under the name of today", answerTNEF("IPM.Schedule.Meeting.Resp.Tent", false), KindCalendarReply,
			"PARTSTAT=TENTATIVE", false},
		{"another time", answerTNEF("IPM.Schedule.Meeting.Resp.Pos", true), KindCalendarCounter,
			"METHOD:COUNTER PARTSTAT=TENTATIVE DTSTART:20261125T150000Z DTEND:20261125T153000Z", false},
		{"an invitation", answerTNEF("IPM.Schedule.Meeting.Request", false), KindOther, "", false},
		{"a note", answerTNEF("IPM.Microsoft Mail.Note", false), KindHumanReply, "", false},
		{"no id", (&tnefWriter{}).file(0, "IPM.Schedule.Meeting.Resp.Pos"), KindOther, "", true},
		{"cut off", answerTNEF("IPM.Schedule.Meeting.Resp.Pos", false)[:150], KindOther, "", true},
		{"none at all", []byte("hello"), KindHumanReply, "", false},
	} {
		m := Read(tnefMail(c.data))
		if m.Kind != c.kind || m.LostAnswer != c.lost || (len(m.Calendars) > 0) != (c.want != "") {
			t.Errorf("%s: kind %s (%s), lost %v, %d calendars", c.name, m.Kind, m.Why, m.LostAnswer, len(m.Calendars))
			continue
		}
		for _, line := range strings.Fields(c.want) {
			if !strings.Contains(string(m.Calendars[0].Data), line) {
				t.Errorf("%s: no %s in\n%s", c.name, line, m.Calendars[0].Data)
			}
		}
	}
}

// TestWinmailOfASeries: an answer to one meeting of a series is never one to the whole.
func TestWinmailOfASeries(t *testing.T) {
	w := &tnefWriter{}
	w.named(psetMeeting, lidGlobalID, 0x102, foreignID("abc@handoffd", "\x07\xea\x0b\x19"))
	w.named(psetMeeting, lidCleanGlobalID, 0x102, foreignID("abc@handoffd", "\x00\x00\x00\x00"))
	m := Read(tnefMail(w.file(2, "IPM.Schedule.Meeting.Resp.Pos")))
	if len(m.Calendars) != 1 || !strings.Contains(string(m.Calendars[0].Data), "RECURRENCE-ID;VALUE=DATE:20261125") {
		t.Fatalf("%s: %s", m.Why, m.Calendars)
	}
}

// TestWinmailCutAnywhere: what is left of a winmail.dat gives the same answer, or none.
func TestWinmailCutAnywhere(t *testing.T) {
	data := answerTNEF("IPM.Schedule.Meeting.Resp.Pos", false)
	want := string(Read(tnefMail(data)).Calendars[0].Data)
	for i := range data {
		if m := Read(tnefMail(data[:i])); len(m.Calendars) > 0 && string(m.Calendars[0].Data) != want {
			t.Fatalf("cut at %d: %s", i, m.Calendars[0].Data)
		}
	}
}

func FuzzTNEF(f *testing.F) {
	for _, class := range []string{"IPM.Schedule.Meeting.Resp.Pos", "IPM.Microsoft Schedule.MtgRespN", "IPM.Note"} {
		f.Add(answerTNEF(class, class[4] == 'S'), "rita@acme.example")
	}
	f.Add([]byte("\x78\x9f\x3e\x22\x00\x00\x01\x03\x90\x06\x00\xff\xff\xff\xff"), "a@b\r\nX: y")
	f.Fuzz(func(t *testing.T, data []byte, from string) {
		m, ok := readTNEF(data)
		if !ok {
			return
		}
		if len(m.class) > 120 || strings.ContainsAny(m.class, "\r\n") {
			t.Fatalf("class %q", m.class)
		}
		method, calendar := m.calendar("ACCEPTED", from)
		if n := strings.Count(string(calendar), "\n"); calendar != nil &&
			(n < 8 || n > 13 || method == "COUNTER" && strings.Contains(string(calendar), "ACCEPTED:")) {
			t.Fatalf("%s in %d lines: %q", method, n, calendar)
		}
	})
}
