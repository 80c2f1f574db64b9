package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// daysConfig is testdata/tables.toml with two lines more in [defaults] and one at a person.
func daysConfig(t *testing.T, path, defaults, rita string) *Config {
	t.Helper()
	text := strings.Replace(readFile(t, tablesFile), "[defaults]\n", "[defaults]\n"+defaults+"\n", 1)
	text = strings.Replace(text, "id = \"rita\"\n", "id = \"rita\"\n"+rita+"\n", 1)
	text = strings.Replace(text, "reps = [\"rita\"]", "reps = [\"rita\", \"mona\"]", 1)
	c, err := Parse(path, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// worked is the working time of one day.
func worked(t *testing.T, c *Config, id handoff.PersonID, day string) time.Duration {
	t.Helper()
	clock := c.Domain.Clock(id)
	start, err := time.ParseInLocation(time.DateOnly, day, clock.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return clock.Between(start, start.AddDate(0, 0, 1))
}

// TestDaysOffOverNewYear: days of every year that begin in one and end in the next.
func TestDaysOffOverNewYear(t *testing.T) {
	t.Parallel()
	c := daysConfig(t, "", `days_off = ["12-24 to 01-02: shut"]`, "")
	for day, works := range map[string]bool{"2026-12-23": true, "2026-12-24": false, "2026-12-31": false,
		"2027-01-01": false, "2027-01-04": true, "2024-01-02": false, "2026-07-01": true} {
		if got := worked(t, c, "quinn", day) > 0; got != works {
			t.Errorf("on %s they work: %v, want %v", day, got, works)
		}
	}
}

func TestHolidaysOfRegions(t *testing.T) {
	t.Parallel()
	c := daysConfig(t, "", `holidays = ["DE-BY"]`, `holidays = ["us-ca"]`)
	for _, row := range []struct {
		id    handoff.PersonID
		day   string
		works bool
	}{
		{"quinn", "2026-01-06", false}, {"rita", "2026-01-06", true}, // Epiphany in Bavaria
		{"quinn", "2026-03-31", true}, {"rita", "2026-03-31", false}, // Cesar Chavez in California
		{"quinn", "2026-07-03", true}, {"rita", "2026-07-03", false}, // the 4th is a Saturday, kept on Friday
		{"quinn", "2026-10-12", true}, {"rita", "2026-10-12", true}, // Columbus Day is none in California
		{"quinn", "2026-12-25", false}, {"rita", "2026-12-25", false},
		{"quinn", "2040-12-25", false}, {"quinn", "2026-12-23", true},
	} {
		if got := worked(t, c, row.id, row.day) > 0; got != row.works {
			t.Errorf("%s works on %s: %v, want %v", row.id, row.day, got, row.works)
		}
	}
}

// TestEveryRegionHasHolidays holds the table to what a person can count: each list has some days in each year, in order
// and on days that there are.
func TestEveryRegionHasHolidays(t *testing.T) {
	t.Parallel()
	for name, list := range regions {
		days := regionDays(list)
		if !slices.IsSortedFunc(days, func(a, b handoff.DayOff) int { return int(a.First) - int(b.First) }) {
			t.Errorf("%s is not in order", name)
		}
		for year := firstYear; year <= lastYear; year++ {
			n := 0
			for _, d := range days {
				if d.First.In(time.UTC).Year() == year {
					n++
				}
				if handoff.DayOf(d.First.In(time.UTC)) != d.First || d.Name == "" {
					t.Errorf("%s has %+v", name, d)
				}
			}
			if n < 5 || n > 40 {
				t.Errorf("%s has %d holidays in %d", name, n, year)
			}
		}
	}
}

func TestOwnDaysOff(t *testing.T) {
	t.Parallel()
	c := daysConfig(t, "", `days_off = ["12-24 from 13:00: Christmas Eve", "2026-12-28 to 2026-12-31", "12-31 until `+
		`12:00"]`, "")
	for day, want := range map[string]time.Duration{
		"2026-12-24": 4 * time.Hour, "2027-12-24": 4 * time.Hour, "2026-12-28": 0, "2026-12-31": 0,
		"2027-12-31": 5 * time.Hour,
		"2026-12-23": 8 * time.Hour, "2027-12-28": 8 * time.Hour,
	} {
		if got := worked(t, c, "rita", day); got != want {
			t.Errorf("%s: %v, want %v", day, got, want)
		}
	}
}

func TestHolidaysOfAFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	calendar := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//\r\n" +
		"BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20250101T000000Z\r\nDTSTART;VALUE=DATE:20250607\r\nDTEND;VALUE=DATE:20250609\r\n" +
		"RRULE:FREQ=YEARLY\r\nSUMMARY:Works outing\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n" +
		"BEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20250101T000000Z\r\nDTSTART:20260610T080000Z\r\nDTEND:20260610T090000Z\r\n" +
		"SUMMARY:Breakfast\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	if err := os.WriteFile(filepath.Join(dir, "days.ics"), []byte(calendar), 0o600); err != nil {
		t.Fatal(err)
	}
	c := daysConfig(t, filepath.Join(dir, "config.toml"), `holidays = ["days.ics"]`, "")
	for day, want := range map[string]time.Duration{"2027-06-07": 0, "2027-06-08": 0, "2027-06-09": 8 * time.Hour,
		"2026-06-10": 8 * time.Hour} {
		if got := worked(t, c, "rita", day); got != want {
			t.Errorf("%s: %v, want %v", day, got, want)
		}
	}
	if w := c.Warnings.first(); !strings.Contains(w, "days.ics: entries with times (1) are no days off; write a part") {
		t.Errorf("of breakfast it is warned %q", w)
	}
	if off := c.Domain.Holidays["days.ics"]; len(off) == 0 || off[0].Name != "Works outing" {
		t.Errorf("the days are %+v", off)
	}
}

func TestPlannedAbsence(t *testing.T) {
	t.Parallel()
	c := daysConfig(t, "", "", `away = ["2026-08-03 to 2026-08-14, cover mona", "2026-09-01", `+
		`"2026-09-03 from 13:00, cover mona", "2026-09-04 until 12:00"]`)
	for day, want := range map[string]time.Duration{
		"2026-07-31": 8 * time.Hour, "2026-08-03": 0, "2026-08-14": 0, "2026-08-17": 8 * time.Hour, "2026-09-01": 0,
		"2026-09-03": 4 * time.Hour, "2026-09-04": 5 * time.Hour,
	} {
		if got := worked(t, c, "rita", day); got != want {
			t.Errorf("%s: %v, want %v", day, got, want)
		}
	}
	noon := time.Date(2026, 8, 14, 12, 0, 0, 0, time.UTC)
	if off, away := c.Domain.PlannedAway("rita", noon); !away || off.Cover != "mona" {
		t.Errorf("away %v, %+v", away, off)
	}
	if _, away := c.Domain.PlannedAway("mona", noon); away {
		t.Error("mona is away too")
	}
}
