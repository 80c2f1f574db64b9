package dates

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// spoken is how a language writes a full date; the words come from the tables.
var spoken = []struct {
	name     string
	language func() language
	layout   string // weekday, day, month, year, hour, minute
}{
	{"en", english, "%[1]s %[2]d %[3]s %[4]d at %[5]d:%02[6]d"},
	{"en-us", english, "%[1]s, %[3]s %[2]d, %[4]d %[5]d:%02[6]d"},
	{"de", german, "%[1]s, den %[2]d. %[3]s %[4]d um %[5]d:%02[6]d Uhr"},
	{"fr", french, "le %[1]s %[2]d %[3]s %[4]d à %[5]dh%02[6]d"},
	{"es", spanish, "el %[1]s %[2]d de %[3]s de %[4]d a las %[5]d:%02[6]d"},
	{"it", italian, "%[1]s %[2]d %[3]s %[4]d alle %[5]d.%02[6]d"},
	{"pt", portuguese, "%[1]s, %[2]d de %[3]s de %[4]d, às %[5]dh%02[6]d"},
	{"nl", dutch, "%[1]s %[2]d %[3]s %[4]d om %[5]d.%02[6]d uur"},
	{"sv", swedish, "%[1]s den %[2]d %[3]s %[4]d kl. %[5]d.%02[6]d"},
	{"da", danish, "%[1]s d. %[2]d. %[3]s %[4]d kl. %[5]d.%02[6]d"},
	{"no", norwegian, "%[1]s %[2]d. %[3]s %[4]d kl. %[5]d:%02[6]d"},
	{"fi", finnish, "%[1]s %[2]d. %[3]s %[4]d klo %[5]d.%02[6]d"},
	{"pl", polish, "%[1]s, %[2]d %[3]s %[4]d r., godz. %[5]d:%02[6]d"},
	{"ru", russian, "%[1]s, %[2]d %[3]s %[4]d г. в %[5]d:%02[6]d"},
	{"cs", czech, "%[1]s %[2]d. %[3]s %[4]d v %[5]d:%02[6]d"},
}

// Every spelling of weekday and month in every table must be read as the date it was written for.
func TestParseWritten(t *testing.T) {
	now, berlin := monday(t)
	for _, s := range spoken {
		l := s.language()
		rapid.Check(t, func(t *rapid.T) {
			want := time.Date(2026, 11, 24, 8, 0, 0, 0, berlin).Add(time.Duration(rapid.IntRange(0, 500).Draw(t,
				"days")*24) * time.Hour)
			want = time.Date(want.Year(), want.Month(), want.Day(), rapid.IntRange(8, 17).Draw(t, "hour"),
				rapid.IntRange(0, 59).Draw(t, "minute"), 0, 0, berlin)
			weekday := rapid.SampledFrom(strings.Split(l.weekdays[want.Weekday()], "|")).Draw(t, "weekday")
			month := rapid.SampledFrom(strings.Split(l.months[want.Month()-1], "|")).Draw(t, "month")
			text := fmt.Sprintf(s.layout, weekday, want.Day(), month, want.Year(), want.Hour(), want.Minute())
			if u := Parse(text, now, berlin); !u.Start.Equal(want) {
				t.Fatalf("%s: %q is %v %s, want %v", s.name, text, u.Start, said(t, u.Ask), want)
			}
		})
	}
}

// A wrong weekday must never be accepted.
func TestParseWrongWeekday(t *testing.T) {
	now, berlin := monday(t)
	for _, s := range spoken {
		l := s.language()
		rapid.Check(t, func(t *rapid.T) {
			day := time.Date(2026, 11, 24, 10, 0, 0, 0, berlin).AddDate(0, 0, rapid.IntRange(0, 500).Draw(t, "days"))
			other := (int(day.Weekday()) + rapid.IntRange(1, 6).Draw(t, "shift")) % 7
			weekday, _, _ := strings.Cut(l.weekdays[other], "|")
			month, _, _ := strings.Cut(l.months[day.Month()-1], "|")
			text := fmt.Sprintf(s.layout, weekday, day.Day(), month, day.Year(), 10, 0)
			if u := Parse(text, now, berlin); len(u.Ask) == 0 {
				t.Fatalf("%s: %q is taken for %v", s.name, text, u.Start)
			}
		})
	}
}

// Numbers only: what is accepted must be the one valid reading.
func TestParseNumeric(t *testing.T) {
	now, berlin := monday(t)
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.IntRange(1, 31).Draw(t, "a"), rapid.IntRange(1, 31).Draw(t, "b")
		text := fmt.Sprintf("%d/%d/2027 10:00", a, b)
		u := Parse(text, now, berlin)
		var valid []time.Time
		for _, md := range [][2]int{{b, a}, {a, b}} {
			d := time.Date(2027, time.Month(md[0]), md[1], 10, 0, 0, 0, berlin)
			if md[0] <= 12 && d.Day() == md[1] && (len(valid) == 0 || !valid[0].Equal(d)) {
				valid = append(valid, d)
			}
		}
		if len(valid) == 1 != (len(u.Ask) == 0) || len(valid) == 1 && !u.Start.Equal(valid[0]) {
			t.Fatalf("%q: %v %q, want %v", text, u.Start, said(t, u.Ask), valid)
		}
	})
}

// Any row of known words gives one sound answer.
func TestParseWordSalad(t *testing.T) {
	now, berlin := monday(t)
	var words []string
	for _, l := range tables() {
		for _, list := range [][]string{l.weekdays[:], l.months[:], l.numbers, l.ordinals} {
			for _, names := range list {
				words = append(words, strings.Split(names, "|")...)
			}
		}
		for _, e := range l.words {
			words = append(words, strings.Split(e.words, "|")...)
		}
	}
	words = append(words, "3", "15:30", "26.", "24.11.", "3/4", "-", ",", "(", ")", "pm", "h", "CET", "2026", "/",
		"15h30", "11月", "@")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 9).Draw(t, "words"), " ")
		u := Parse(text, now, berlin)
		checkSound(t, text, u, now)
		if back, ok := Until(text, now, berlin); ok && !back.After(now) {
			t.Fatalf("%q: back %v", text, back)
		}
	})
}

// Clock changes: a time that is accepted is shown by the clocks of its zone exactly once.
func TestParseClockChanges(t *testing.T) {
	for _, zone := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo",
		"Asia/Kolkata"} {
		now, loc := at(t, "2026-11-23T10:00:00Z", zone)
		rapid.Check(t, func(t *rapid.T) {
			wall := time.Date(2026, 11, 25, 0, 1, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 400*24*4).Draw(t,
				"quarters")) * 15 * time.Minute)
			text := wall.Format("2006-01-02T15:04")
			u := Parse(text, now, loc)
			shown := 0
			for m := -16 * 60; m <= 16*60; m += 15 {
				if wall.Add(time.Duration(m)*time.Minute).In(loc).Format("2006-01-02T15:04") == text {
					shown++
				}
			}
			if (len(u.Ask) == 0) != (shown == 1) {
				t.Fatalf("%q in %s: shown %d times, got %v %q", text, loc, shown, u.Start, said(t, u.Ask))
			}
			if len(u.Ask) == 0 && u.Start.In(loc).Format("2006-01-02T15:04") != text {
				t.Fatalf("%q in %s is %v", text, loc, u.Start)
			}
		})
	}
}
