package mail

import (
	"bytes"
	"slices"
	"strings"
)

const calendarStart = "BEGIN:VCALENDAR"

// methods are those of RFC 5546 section 1.4.
var methods = []string{"REPLY", "COUNTER", "CANCEL", "DECLINECOUNTER", "REQUEST", "ADD", "REFRESH", "PUBLISH"}

// isCalendar reports whether a part carries a calendar, by type or by file name.
func isCalendar(p *part) bool {
	switch p.mediaType {
	case "text/calendar", "application/ics", "application/calendar", "text/x-vcalendar", "text/vcalendar",
		"application/x-ics", "text/ics":
		return true
	}
	return len(p.filename) > 4 && strings.EqualFold(p.filename[len(p.filename)-4:], ".ics")
}

func (c *contents) calendar(p *part) {
	data := p.data(maxReport)
	if len(bytes.TrimSpace(data)) == 0 {
		c.warn("an empty calendar part was left out")
		c.unreadable = true
		return
	}
	if len(data) == maxReport {
		c.warn("a calendar part larger than %d bytes was cut", maxReport)
	}
	c.addCalendar(p, data)
}

// addCalendar keeps a calendar in UTF-8. The same bytes a second time, as the .ics beside the text/calendar part
// that most senders add, are kept once, under the method of either.
func (c *contents) addCalendar(p *part, data []byte) {
	if text, _ := decodeCharset(data, p.params["charset"]); text != string(data) {
		data = []byte(text)
	}
	const end = "END:VCALENDAR"
	if i := bytes.LastIndex(data, []byte(end)); i >= 0 && len(bytes.TrimSpace(data[i+len(end):])) > 0 {
		data = append(bytes.Clone(data[:i+len(end)]), "\r\n"...) // what follows is no calendar
	}
	cal := Calendar{Method: strings.ToUpper(strings.TrimSpace(p.params["method"])), Filename: p.filename, Data: data}
	line := methodLine(data)
	if !slices.Contains(methods, cal.Method) {
		cal.Method = line
	}
	if line != "" && line != cal.Method {
		c.warn("a calendar part is marked %s but its METHOD is %s", clip(cal.Method, 40), line)
		cal.Method = line
	}
	for i := range c.calendars {
		if bytes.Equal(bytes.TrimSpace(c.calendars[i].Data), bytes.TrimSpace(data)) {
			if c.calendars[i].Filename == "" {
				c.calendars[i].Filename = cal.Filename
			}
			return
		}
	}
	c.calendars = append(c.calendars, cal)
}

// methodLine returns the METHOD of an iCalendar stream in upper case, an empty string when it has none that
// RFC 5546 knows. A METHOD inside a component is not one.
func methodLine(data []byte) string {
	depth := 0
	for rest := data; len(rest) > 0; {
		var line []byte
		line, rest = cutLine(rest)
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(name) > 100 {
			continue
		}
		name, _, _ = bytes.Cut(name, []byte(";"))
		switch strings.ToUpper(string(bytes.TrimSpace(name))) {
		case "BEGIN":
			depth++
		case "END":
			depth--
		case "METHOD":
			method := strings.ToUpper(string(bytes.TrimSpace(value)))
			if depth <= 1 && slices.Contains(methods, method) {
				return method
			}
		}
	}
	return ""
}

// components names the components of a calendar: VEVENT, VTODO, VFREEBUSY and so on.
func components(data []byte) map[string]bool {
	found := map[string]bool{}
	for rest := data; len(rest) > 0; {
		var line []byte
		line, rest = cutLine(rest)
		if len(line) > 6 && bytes.EqualFold(line[:6], []byte("BEGIN:")) && len(found) < 50 {
			found[strings.ToUpper(string(bytes.TrimSpace(line[6:])))] = true
		}
	}
	return found
}

// Remark is what a person wrote into a calendar answer, without the signature and the disclaimer that some gateways put
// there too.
func Remark(comment string) string { return newText(comment) }
