package mail

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// Attributes, properties and limits of winmail.dat ([MS-OXTNEF]). Only what an answer to an invitation says is read.
const (
	tnefSignature    = 0x223e9f78
	tnefMessageClass = 0x00078008
	tnefMessageProps = 0x00069003

	mapiMessageClass = 0x001a
	mapiNamed        = 0x8000 // property ids from here on have names

	lidGlobalID      = 0x0003 // of psetMeeting
	lidCleanGlobalID = 0x0023
	lidSequence      = 0x8201 // of psetAppointment
	lidStart         = 0x820d
	lidEnd           = 0x820e
	lidProposedStart = 0x8250
	lidProposedEnd   = 0x8251
	lidCounter       = 0x8257

	maxTNEFAttributes = 1000
	maxTNEFProps      = 4096
	maxGlobalID       = 2048
)

// The property sets of [MS-OXPROPS] section 1.3.2.
const (
	psetMeeting     = "\x90\xda\xd8\x6e\x0b\x45\x1b\x10\x98\xda\x00\xaa\x00\x3f\x13\x05"
	psetAppointment = "\x02\x20\x06\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46"
)

// tnefMeeting is what a winmail.dat says of a meeting.
type tnefMeeting struct {
	class              string // IPM.Schedule.Meeting.Resp.Pos and so on
	globalID, cleanID  []byte
	sequence           int // -1: not told
	start, end         time.Time
	newStart, newEnd   time.Time // what a counter-proposal asks for
	counter, unnatural bool      // unnatural: damaged before its end
}

// readTNEF reads the message level of a winmail.dat. It is false for what is none. Attachments are left alone.
func readTNEF(data []byte) (tnefMeeting, bool) {
	m := tnefMeeting{sequence: -1}
	b := tnefBytes{data}
	if b.uint32() != tnefSignature {
		return m, false
	}
	b.skip(2) // the key
	for range maxTNEFAttributes {
		level := b.take(1)
		id, size := b.uint32(), b.uint32()
		if len(level) == 0 || level[0] != 1 {
			m.unnatural = len(level) > 0 && level[0] != 2
			break
		}
		value := b.take(int(size))
		sum := b.take(2)
		if value == nil || len(sum) < 2 || checksum(value) != binary.LittleEndian.Uint16(sum) {
			m.unnatural = true
			break
		}
		switch id {
		case tnefMessageClass:
			if m.class == "" {
				m.class = modernClass(string(bytes.TrimRight(value, "\x00")))
			}
		case tnefMessageProps:
			m.props(tnefBytes{value})
		}
	}
	return m, true
}

func checksum(data []byte) (sum uint16) {
	for _, c := range data {
		sum += uint16(c)
	}
	return sum
}

// modernClass gives the names of today for those of Microsoft Mail, which TNEF keeps ([MS-OXTNEF] section 2.1.3.3).
func modernClass(class string) string {
	switch strings.ToLower(class) {
	case "ipm.microsoft schedule.mtgrespp":
		return "IPM.Schedule.Meeting.Resp.Pos"
	case "ipm.microsoft schedule.mtgrespn":
		return "IPM.Schedule.Meeting.Resp.Neg"
	case "ipm.microsoft schedule.mtgrespa":
		return "IPM.Schedule.Meeting.Resp.Tent"
	case "ipm.microsoft schedule.mtgreq":
		return "IPM.Schedule.Meeting.Request"
	case "ipm.microsoft schedule.mtgcncl":
		return "IPM.Schedule.Meeting.Canceled"
	}
	return clip(strings.Map(dropControl, class), 100)
}

// props reads a list of properties ([MS-OXTNEF] section 2.1.3.4) until one cannot be read.
func (m *tnefMeeting) props(b tnefBytes) {
	count := b.uint32()
	for range min(count, maxTNEFProps) {
		kind, id := b.uint16(), b.uint16()
		set, lid := "", uint32(0)
		if id >= mapiNamed {
			set = string(b.take(16))
			if named := b.uint32(); named == 0 {
				lid = b.uint32()
			} else {
				b.padded(int(b.uint32()))
				set = ""
			}
		}
		value, ok := b.value(kind)
		if !ok {
			m.unnatural = true
			return
		}
		switch {
		case id == mapiMessageClass:
			m.class = clip(strings.Map(dropControl, mapiText(kind, value)), 100)
		case set == psetMeeting:
			m.meeting(lid, value)
		case set == psetAppointment:
			m.appointment(lid, value)
		}
	}
}

func (m *tnefMeeting) meeting(lid uint32, value []byte) {
	if len(value) > maxGlobalID {
		return
	}
	switch lid {
	case lidGlobalID:
		m.globalID = value
	case lidCleanGlobalID:
		m.cleanID = value
	}
}

func (m *tnefMeeting) appointment(lid uint32, value []byte) {
	switch lid {
	case lidSequence:
		if len(value) >= 4 {
			m.sequence = int(int32(binary.LittleEndian.Uint32(value)))
		}
	case lidStart:
		m.start = fileTime(value)
	case lidEnd:
		m.end = fileTime(value)
	case lidProposedStart:
		m.newStart = fileTime(value)
	case lidProposedEnd:
		m.newEnd = fileTime(value)
	case lidCounter:
		m.counter = len(value) > 0 && value[0] != 0
	}
}

// mapiText is a string value, in UTF-16 or in a code page of which only ASCII is of use here.
func mapiText(kind uint16, value []byte) string {
	if kind != 0x1f {
		return string(bytes.TrimRight(value, "\x00"))
	}
	units := make([]uint16, len(value)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(value[2*i:])
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

// fileTime reads tenths of microseconds since 1601; zero for what is no time of a meeting.
func fileTime(value []byte) time.Time {
	if len(value) < 8 {
		return time.Time{}
	}
	const epoch = 11644473600 // seconds from 1601 to 1970
	seconds := int64(binary.LittleEndian.Uint64(value)/1e7) - epoch
	if seconds <= 0 || seconds > 1<<33 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// tnefBytes is a reader that gives nothing once it is at its end.
type tnefBytes struct{ rest []byte }

func (b *tnefBytes) take(n int) []byte {
	if n < 0 || n > len(b.rest) {
		b.rest = nil
		return nil
	}
	out := b.rest[:n:n]
	b.rest = b.rest[n:]
	return out
}

func (b *tnefBytes) skip(n int) { b.take(n) }

// padded takes n bytes and what fills them up to a multiple of four.
func (b *tnefBytes) padded(n int) []byte {
	out := b.take(n)
	b.take(min(-n&3, len(b.rest)))
	return out
}

func (b *tnefBytes) uint16() uint16 {
	if v := b.take(2); v != nil {
		return binary.LittleEndian.Uint16(v)
	}
	return 0
}

func (b *tnefBytes) uint32() uint32 {
	if v := b.take(4); v != nil {
		return binary.LittleEndian.Uint32(v)
	}
	return 0
}

// value takes the value of a property; of several the first.
func (b *tnefBytes) value(kind uint16) ([]byte, bool) {
	size, several := 0, kind&0x1000 != 0
	switch kind &^ 0x1000 {
	case 0x02, 0x03, 0x04, 0x0a, 0x0b:
		size = 4
	case 0x05, 0x06, 0x07, 0x14, 0x40:
		size = 8
	case 0x48:
		size = 16
	case 0x0d, 0x1e, 0x1f, 0x102:
		several = true
	default:
		return nil, false
	}
	if !several {
		v := b.take(size)
		return v, v != nil
	}
	count := b.uint32()
	if int64(count) > int64(len(b.rest)) {
		return nil, false
	}
	var out []byte
	for i := range count {
		n := size
		if n == 0 {
			n = int(b.uint32())
		}
		v := b.padded(n)
		if v == nil {
			return nil, false
		}
		if i == 0 {
			out = v
		}
	}
	return out, true
}

// tnefAnswers are the classes of answers to an invitation, with the PARTSTAT that they stand for.
var tnefAnswers = map[string]string{
	"ipm.schedule.meeting.resp.pos": "ACCEPTED", "ipm.schedule.meeting.resp.neg": "DECLINED",
	"ipm.schedule.meeting.resp.tent": "TENTATIVE",
}

// tnef takes an answer that Exchange or Outlook put into a winmail.dat: it is written down as the calendar that it
// should have been, in the name of the mail's sender. The UID stays wrapped in Exchange's own id.
func (c *contents) tnef(p *part) {
	m, ok := readTNEF(p.data(maxOpaque))
	partstat := tnefAnswers[strings.ToLower(m.class)]
	switch {
	case !ok || m.class == "":
		c.warn("winmail.dat (TNEF) was not read")
	case partstat != "":
		method, data := m.calendar(partstat, c.from)
		if data == nil {
			c.lost = fmt.Sprintf("winmail.dat is of class %s and does not say whose answer it is to which invitation", m.class)
			return
		}
		c.warn("the answer was read from winmail.dat of class %s", m.class)
		c.calendars = append(c.calendars, Calendar{Method: method, Filename: p.filename, Data: data})
	case strings.HasPrefix(strings.ToLower(m.class), "ipm.schedule.meeting."):
		c.other = fmt.Sprintf("winmail.dat is of class %s", m.class)
	default:
		c.warn("of winmail.dat (TNEF) only the class was read: %s", m.class)
	}
}

// calendar writes the answer of a sender as iCalendar; nil if it lacks the id, or was cut off.
func (m *tnefMeeting) calendar(partstat, from string) (method string, data []byte) {
	id := m.cleanID
	if id == nil {
		id = m.globalID
	}
	if len(id) == 0 || m.unnatural || from == "" || strings.ContainsFunc(from, func(r rune) bool {
		return r <= ' ' ||
			strings.ContainsRune("\";:,\\\u007f", r)
	}) {
		return "", nil
	}
	method = "REPLY"
	start, end := m.start, m.end
	if m.counter {
		method, partstat, start, end = "COUNTER", "TENTATIVE", m.newStart, m.newEnd
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:%s\r\nBEGIN:VEVENT\r\nUID:%X\r\n", method, id)
	if len(m.globalID) > 20 && m.cleanID != nil &&
		!bytes.Equal(m.globalID, m.cleanID) { // one meeting of a series: its date is in the id
		fmt.Fprintf(&b, "RECURRENCE-ID;VALUE=DATE:%04d%02d%02d\r\n", binary.BigEndian.Uint16(m.globalID[16:]), m.globalID[18],
			m.globalID[19])
	}
	if m.sequence >= 0 {
		fmt.Fprintf(&b, "SEQUENCE:%d\r\n", m.sequence)
	}
	const utc = "20060102T150405Z"
	if !start.IsZero() {
		fmt.Fprintf(&b, "DTSTART:%s\r\n", start.Format(utc))
	}
	if end.After(start) && !start.IsZero() {
		fmt.Fprintf(&b, "DTEND:%s\r\n", end.Format(utc))
	}
	fmt.Fprintf(&b, "ATTENDEE;PARTSTAT=%s:mailto:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", partstat,
		strings.ReplaceAll(from, "%", "%25"))
	return method, b.Bytes()
}
