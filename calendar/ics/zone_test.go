package ics

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWindowsNamesAreKnown(t *testing.T) {
	if len(windowsNames) < 139 {
		t.Errorf("%d names", len(windowsNames))
	}
	for name, id := range windowsNames {
		if loadZone(id) == nil {
			t.Errorf("%s: %s is not in the tz database", name, id)
		}
		if newZones(nil).find(name) == nil {
			t.Errorf("%s is not found", name)
		}
	}
	for title, id := range windowsTitles {
		if loadZone(id) == nil {
			t.Errorf("%s: %s is not in the tz database", title, id)
		}
	}
}

func TestFindUnknown(t *testing.T) {
	for _, id := range []string{
		"", " ", "Local", "local", "..", "/", "//", "/etc/passwd", "../UTC", "Europe/../Europe/Berlin", "Europe//Berlin",
		"europe\\berlin", "Berlin", "PST",
		"GMT+25", "GMT+", "+1x", "(UTC+01:00)", "(UTC) ", "(UTC+01:00) Nowhere", "(UTC+0x:00) Berlin",
		strings.Repeat("A", 10_000), "Europe/Berlin\x00",
	} {
		if z := newZones(nil).find(id); z != nil {
			t.Errorf("%.40q was found: %v", id, z.loc)
		}
	}
}

// define writes Berlin's rules as a VTIMEZONE.
func define(id string) *component {
	text := calendarText("BEGIN:VTIMEZONE", "TZID:"+id, "BEGIN:DAYLIGHT", "DTSTART:19810329T020000",
		"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
		"TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:19961027T030000",
		"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
		"TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "BEGIN:STANDARD", "DTSTART:19800928T030000",
		"RRULE:FREQ=YEARLY;UNTIL=19950924T010000Z;BYDAY=-1SU;BYMONTH=9", "RDATE:19800928T030000",
		"TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE")
	var warn diagnosis
	calendars, err := parse([]byte(text), maxMessage, inMessage, &warn)
	if err != nil || len(warn) > 0 {
		return nil
	}
	return calendars[0]
}

// TestInstant checks local times against the time package, in a zone of the tz database and in one of a file.
func TestInstant(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	custom := newZones([]*component{define("House Time")}).find("House Time")
	if custom == nil || custom.custom == nil {
		t.Fatal("House Time is not defined")
	}
	known := &zone{loc: berlin}
	rapid.Check(t, func(t *rapid.T) {
		unix := rapid.Int64Range(time.Date(1985, 1, 1, 0, 0, 0, 0, time.UTC).Unix(),
			time.Date(2037, 1, 1, 0, 0, 0, 0, time.UTC).Unix()).Draw(t, "unix")
		if known.offset(unix) != custom.offset(unix) {
			t.Fatalf("offset at %v: %d in the file, %d in the database", instantTime(unix), custom.offset(unix),
				known.offset(unix))
		}
		local := unix + known.offset(unix)
		for _, z := range []*zone{known, custom} {
			got := z.instant(local)
			if got > unix || got+z.offset(got) != local {
				t.Fatalf("%v is %v, want no later than %v", instantTime(local), instantTime(got), instantTime(unix))
			}
		}
	})
}

func TestDefinitionRefusesHalf(t *testing.T) {
	for name, spoil := range map[string]*strings.Replacer{
		"offset":     strings.NewReplacer("TZOFFSETTO:+0200", "TZOFFSETTO:2"),
		"no offset":  strings.NewReplacer("TZOFFSETFROM:+0200\r\n", ""),
		"rule":       strings.NewReplacer("BYMONTH=10", "BYMONTH=13"),
		"until":      strings.NewReplacer("UNTIL=1995", "UNTIL=x"),
		"start":      strings.NewReplacer("DTSTART:1996", "DTSTART:x"),
		"rdate":      strings.NewReplacer("RDATE:1980", "RDATE:x"),
		"daily":      strings.NewReplacer("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "FREQ=DAILY"),
		"open":       strings.NewReplacer("END:DAYLIGHT\r\n", ""),
		"no changes": strings.NewReplacer("STANDARD", "X", "DAYLIGHT", "X"),
	} {
		text := calendarText("METHOD:REQUEST", "BEGIN:VTIMEZONE", "TZID:House", "BEGIN:DAYLIGHT", "DTSTART:19810329T020000",
			"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
			"TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:19961027T030000",
			"RRULE:FREQ=YEARLY;UNTIL=19950924T010000Z;BYDAY=-1SU;BYMONTH=10", "RDATE:19800928T030000", "TZOFFSETFROM:+0200",
			"TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE",
			"BEGIN:VEVENT", "UID:u1", "DTSTART;TZID=House:20260302T100000", "END:VEVENT")
		if e, _ := decodeOne(t, text); e.Start.IsZero() {
			t.Fatalf("the good one is refused\n%s", text)
		}
		if e, _ := decodeOne(t, spoil.Replace(text)); !e.Start.IsZero() {
			t.Errorf("%s: %v", name, e.Start)
		}
	}
}
