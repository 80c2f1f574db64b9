package ics

import (
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// guarded gives what is read of the lines of an event, written again.
func guarded(lines ...string) (string, diagnosis) {
	var warn diagnosis
	calendars := guardText(calendarText(append(append([]string{"BEGIN:VEVENT"}, lines...), "END:VEVENT")...), inMessage,
		&warn)
	text := writeAgain(calendars...)
	text = strings.TrimPrefix(text, "BEGIN:VCALENDAR\nBEGIN:VEVENT\n")
	return strings.TrimSuffix(text, "END:VEVENT\nEND:VCALENDAR\n"), warn
}

// writeAgain writes components as text that go-ical takes.
func writeAgain(list ...*component) string {
	var b strings.Builder
	for _, c := range list {
		b.WriteString("BEGIN:" + c.Name + "\n")
		for _, p := range c.Props {
			b.WriteString(p.Name)
			for _, param := range p.Params {
				quote := ""
				if strings.ContainsAny(param.value, ";:,") {
					quote = `"`
				}
				b.WriteString(";" + param.name + "=" + quote + param.value + quote)
			}
			b.WriteString(":" + p.Value + "\n")
		}
		b.WriteString(writeAgain(c.Children...) + "END:" + c.Name + "\n")
	}
	return b.String()
}

func TestGuardRepairsLines(t *testing.T) {
	const damaged = propDamaged + ":\n"
	for _, c := range []struct{ name, line, want, warn string }{
		{"plain", "UID:u1", "UID:u1\n", ""},
		{"folded", "UID:u\r\n\t1", "UID:u1\n", ""},
		{"spaces", "uid ;x=1 :u1", "UID:u1\n", ""},
		{"unread property", "X-UID:u1", "", ""},
		{"unread parameter", `SUMMARY;ALTREP="data:a";LANGUAGE=en;ENCODING=8BIT:x`, "SUMMARY;ENCODING=8BIT:x\n", ""},
		{"no colon", "DTSTART;TZID=x", damaged, "lines left out: 1"},
		{"text after quote", `ATTENDEE;CN="a"b:mailto:x`, "ATTENDEE;CN=ab:mailto:x\n", ""},
		{"open quote", `ATTENDEE;CN="a;ROLE=b:mailto:x`, "ATTENDEE;CN=a;ROLE=b:mailto:x\n", ""},
		{"quote in the middle", `ATTENDEE;CN=a"b;c"d:mailto:x`, `ATTENDEE;CN="ab;cd":mailto:x` + "\n", ""},
		{"list", `ATTENDEE;DELEGATED-TO="mailto:a","mailto:b":c`,
			`ATTENDEE;DELEGATED-TO="mailto:a";DELEGATED-TO="mailto:b":c` + "\n", ""},
		{"empty parameter", "ATTENDEE;CN=;ROLE:x", "ATTENDEE;CN=:x\n", ""},
		{"long parameter", "ATTENDEE;CN=" + strings.Repeat("é", maxParam) + ":x",
			"ATTENDEE;CN=" + strings.Repeat("é", maxParam/2) + ":x\n",
			"a parameter of 2048 bytes was cut"},
		{"mark of the guard", propDamaged + ":", "", "lines left out: 1"},
		{"alarm", "BEGIN:VALARM\r\nUID:a\r\nEND:VALARM\r\nUID:u1", "UID:u1\n", ""},
		{"odd component", "BEGIN:V:ALARM\r\nUID:a\r\nEND:V:ALARM", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, warn := guarded(c.line)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if strings.Join(warn, "|") != c.warn {
				t.Errorf("warnings %q, want %q", warn, c.warn)
			}
		})
	}
}

func TestGuardBoundsProperties(t *testing.T) {
	got, warn := guarded(strings.Repeat("UID:u\r\n", maxProperties+1) + "X-A:1")
	if n := strings.Count(got, "\n"); n != maxProperties+1 || !strings.HasSuffix(got, propDamaged+":\n") ||
		len(warn) != 1 {
		t.Errorf("%d lines, warnings %q", n, warn)
	}
}

func TestGuardBoundsLongParameters(t *testing.T) {
	const fits = maxParamCost / (maxParam * maxParam)
	line := "ATTENDEE;CN=" + strings.Repeat("a", maxParam) + ":x\r\n"
	got, warn := guarded(strings.Repeat(line, fits+10) + "X-A:1")
	if n := strings.Count(got, "ATTENDEE"); n != fits || !strings.HasSuffix(got, propDamaged+":\n") {
		t.Errorf("%d lines, want %d, warnings %q", n, fits, warn)
	}
}

// FuzzGuard checks that go-ical reads the same in what the guard lets through, written anew.
func FuzzGuard(f *testing.F) {
	f.Add(eventText("DTSTART;TZID=x", `ATTENDEE;CN="a"b:`, "COMMENT;X=\"", "UID;=:", ";:", `ATTENDEE;CN=a^"",;:x`))
	f.Add("BEGIN:VEVENT\nBEGIN:\nEND:ı\n" + eventText("END:VALARM", "BEGIN:VEVENT") + "END:VCALENDAR")
	f.Add(strings.Repeat("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:DAYLIGHT\n", 20) + "\n ATTENDEE;CN=\r=3D")
	f.Add(eventText("UID:a", "ATTENDEE;CN=b:c", "UID:d", "ATTENDEE:e", "BEGIN:VALARM", "UID:f", "END:VALARM", "UID:g"))
	f.Fuzz(func(t *testing.T, text string) {
		for _, known := range []map[string]bool{inMessage, inBusy} {
			var warn diagnosis
			calendars := guardText(text, known, &warn)
			again := writeAgain(calendars...)
			decoder := ical.NewDecoder(strings.NewReader(again))
			for _, c := range calendars {
				read, err := decoder.Decode()
				if err != nil {
					t.Fatalf("%v\n%q", err, again)
				}
				if diff := cmp.Diff(byName(c), byName(ofLibrary(read.Component)), cmp.AllowUnexported(parameter{}),
					cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("(-here +go-ical) of %q:\n%s", again, diff)
				}
			}
		}
	})
}

// byName puts properties and parameters in the order of their names: go-ical keeps them in maps.
func byName(c *component) *component {
	slices.SortStableFunc(c.Props, func(a, b property) int { return strings.Compare(a.Name, b.Name) })
	for _, p := range c.Props {
		slices.SortStableFunc(p.Params, func(a, b parameter) int { return strings.Compare(a.name, b.name) })
	}
	for _, child := range c.Children {
		byName(child)
	}
	return c
}

// ofLibrary gives what go-ical has read in the form that is read here.
func ofLibrary(c *ical.Component) *component {
	out := &component{Name: c.Name}
	for _, list := range c.Props {
		for _, p := range list {
			here := property{Name: p.Name, Value: p.Value}
			for name, values := range p.Params {
				for _, v := range values {
					here.Params = append(here.Params, parameter{name, v})
				}
			}
			out.Props = append(out.Props, here)
		}
	}
	for _, child := range c.Children {
		out.Children = append(out.Children, ofLibrary(child))
	}
	return out
}

// TestTheTextsThatCrashTheLibrary: what makes go-ical panic, overflow the stack or crawl does nothing here, and answers
// nothing.
func TestTheTextsThatCrashTheLibrary(t *testing.T) {
	const yes = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:dana@acme.example"
	for name, text := range map[string]string{
		"no colon":      answerText("REPLY", "DTSTART;TZID=x", yes),
		"after a quote": answerText("REPLY", `ATTENDEE;PARTSTAT=ACCEPTED;CN="a"b:`, "DTSTART;TZID=x"),
		"deep":          "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + strings.Repeat("BEGIN:VEVENT\r\nBEGIN:X\r\n", 200_000) + yes,
		"long": answerText("REPLY", "DTSTART;TZID="+strings.Repeat("x", 400_000)+":20260803T100000",
			`DTSTART;TZID=x`),
	} {
		_, answers, warnings, err := Answers([]byte(text), "")
		if len(answers) > 0 || err == nil && len(warnings) == 0 {
			t.Errorf("%s: %d answers, error %v", name, len(answers), err)
		}
	}
}
