package handoff

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/calendar"
)

// slotZones are zones with whole, half and quarter hours, and with changes of the clock at midnight, by half an hour,
// and across the date line.
var slotZones = []string{"UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles",
	"America/Sao_Paulo", "America/Santiago",
	"Asia/Tokyo", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Beirut", "Africa/Cairo", "Africa/Casablanca",
	"Australia/Sydney",
	"Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia",
	"America/St_Johns", "America/Havana", "UTC+05:45"}

// changes are days at whose neighbourhood clocks change somewhere.
var changes = []time.Time{time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 29, 0, 0, 0, 0, time.UTC),
	time.Date(2026, 4, 5, 0, 0, 0, 0, time.UTC),
	time.Date(2026, 10, 4, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC),
	time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 7, 15, 0, 0, 0, 0, time.UTC)}

// changed is when the clocks have changed everywhere, in minutes of the day.
const changed = 4 * 60

func drawHours(r *rapid.T, name string) Hours {
	var h Hours
	for d := range h.Days {
		switch rapid.IntRange(0, 4).Draw(r, name) {
		case 0:
		case 1:
			h.Days[d] = []Minutes{{0, 24 * 60}}
		case 2:
			// a working day that begins or ends within an hour that is there twice has no one meaning
			from := max(changed, rapid.IntRange(0, 20*60).Draw(r, "from"))
			h.Days[d] = []Minutes{{from, min(24*60, from+rapid.IntRange(1, 12*60).Draw(r, "long"))}}
		default:
			h.Days[d] = []Minutes{{9 * 60, 12 * 60}, {13 * 60, 18 * 60}}
		}
	}
	return h
}

func drawSearch(r *rapid.T) SlotSearch {
	from := rapid.SampledFrom(changes).Draw(r, "change").Add(time.Duration(rapid.IntRange(-3*24*60, 2*24*60).Draw(r,
		"from")) * time.Minute)
	s := SlotSearch{From: from, Days: rapid.IntRange(1, 4).Draw(r, "days"), Most: rapid.IntRange(1, 6).Draw(r, "most"),
		PerDay: rapid.IntRange(0, 3).Draw(r, "per day"),
		Length: time.Duration(rapid.SampledFrom([]int{15, 30, 45, 60, 90, 180}).Draw(r, "length")) * time.Minute,
		Prep:   time.Duration(rapid.SampledFrom([]int{0, 10, 15, 60}).Draw(r, "prep")) * time.Minute,
		Buffer: time.Duration(rapid.SampledFrom([]int{0, 5, 30}).Draw(r, "buffer")) * time.Minute,
		Clock:  drawHours(r, "hours").In(Location(rapid.SampledFrom(slotZones).Draw(r, "zone"))),
		There:  Location(rapid.SampledFrom(slotZones).Draw(r, "there"))}
	if rapid.Bool().Draw(r, "civil") {
		s.Civil = OfficeHours(8, 18)
	}
	if rapid.Bool().Draw(r, "until") {
		s.Until = from.Add(time.Duration(rapid.IntRange(0, 6*24*60).Draw(r, "until")) * time.Minute)
	}
	for range rapid.IntRange(0, 12).Draw(r, "taken") {
		at := from.Add(time.Duration(rapid.IntRange(-600, 6*24*60).Draw(r, "at")) * time.Minute)
		s.Taken = append(s.Taken, calendar.Span{Start: at, End: at.Add(time.Duration(rapid.IntRange(0, 400).Draw(r,
			"for")) * time.Minute)})
	}
	return s
}

// minuteModel finds the same by looking at each minute, without any of the arithmetic of the search.
func minuteModel(s SlotSearch) []calendar.Span {
	shows := func(h Hours, at time.Time, zone *time.Location) bool {
		l := at.In(zone)
		m := l.Hour()*60 + l.Minute()
		for _, w := range h.Days[l.Weekday()] {
			if w.From <= m && m < w.To {
				return true
			}
		}
		return false
	}
	end := s.From.Add(time.Duration(s.Days*3+14) * 24 * time.Hour)
	if !s.Until.IsZero() && s.Until.Before(end) {
		end = s.Until
	}
	inHours := func(at time.Time) bool {
		return shows(s.Clock.Hours, at, s.Clock.Zone) && !at.Before(s.From) && at.Before(end)
	}
	busy := func(at time.Time) bool {
		for _, t := range s.Taken {
			if t.Start.Before(at.Add(time.Minute)) && at.Before(t.End) && t.Start.Before(t.End) {
				return true
			}
		}
		return false
	}
	var out []calendar.Span
	today, days, perDay := "", 0, 0
	for at := s.From; at.Before(end); at = at.Add(time.Minute) {
		if m := at.In(s.There).Minute(); m != 0 && m != 30 {
			continue
		}
		fits, clear := true, true
		for i := time.Duration(0); i < s.Length; i += time.Minute {
			fits = fits && inHours(at.Add(i))
			clear = clear && (s.Civil.Weekly() == 0 || shows(s.Civil, at.Add(i), s.There))
		}
		if !fits {
			continue
		}
		if d := at.In(s.Clock.Zone).Format(time.DateOnly); d != today {
			today, perDay = d, 0
			if days++; days > s.Days {
				return out
			}
		}
		for i := -s.Prep; i < s.Length+s.Buffer; i += time.Minute {
			clear = clear && !busy(at.Add(i))
		}
		if !clear || s.PerDay > 0 && perDay >= s.PerDay || len(out) > 0 && at.Before(out[len(out)-1].End) {
			continue
		}
		perDay++
		if out = append(out, calendar.Span{Start: at, End: at.Add(s.Length)}); len(out) == s.Most {
			return out
		}
	}
	return out
}

// TestFreeSlotsAgainstEachMinute compares the search with a model that walks through time minute by minute, in many
// zones and over changes of the clock.
func TestFreeSlotsAgainstEachMinute(t *testing.T) {
	found := 0
	rapid.Check(t, func(r *rapid.T) {
		s := drawSearch(r)
		got, want := s.Find(), minuteModel(s)
		found += len(got)
		if diff := cmp.Diff(want, got); diff != "" {
			r.Fatalf("from %s in %s, there %s, hours %s: (-model +search)\n%s", s.From, s.Clock.Zone, s.There, s.Clock.Hours,
				diff)
		}
	})
	if found == 0 {
		t.Error("no slot was found in any search")
	}
}

func TestFreeSlots(t *testing.T) {
	busy := func(from, to int) calendar.Span {
		return calendar.Span{Start: inBerlin(11, 25, from, 0), End: inBerlin(11, 25, to, 0)}
	}
	s := SlotSearch{From: inBerlin(11, 25, 0, 0), Days: 5, Length: time.Hour, Prep: 15 * time.Minute,
		Clock: OfficeHours(9, 17).In(berlin), There: berlin, Most: 5, PerDay: 2,
		Taken: []calendar.Span{busy(10, 12), busy(15, 16)}}
	var got []string
	for _, slot := range s.Find() {
		got = append(got, slot.Start.In(berlin).Format("Mon 15:04"))
	}
	want := []string{"Wed 09:00", "Wed 12:30", "Thu 09:00", "Thu 10:00", "Fri 09:00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkFreeSlots(b *testing.B) {
	s := SlotSearch{From: monday, Days: 5, Length: 30 * time.Minute, Prep: 15 * time.Minute,
		Clock: OfficeHours(9, 17).In(berlin), There: berlin, Civil: OfficeHours(8, 18), Most: 5, PerDay: 2}
	for i := range 10_000 { // ten years of appointments
		at := monday.Add(time.Duration(i-5000) * 8 * time.Hour)
		s.Taken = append(s.Taken, calendar.Span{Start: at, End: at.Add(time.Hour)})
	}
	for b.Loop() {
		if len(s.Find()) != 5 {
			b.Fatal("no slots")
		}
	}
	b.ReportMetric(float64(len(s.Taken)), "events")
}
