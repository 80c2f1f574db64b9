package ics

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/teambition/rrule-go"
	"pgregory.net/rapid"
)

func local(t testing.TB, s string) int64 {
	t.Helper()
	m, _, ok := scanMoment(s)
	if !ok {
		t.Fatalf("bad time %s", s)
	}
	return m.local
}

// walk expands a rule for at most max instances, as text.
func walk(t testing.TB, text, start, from, to string, max int) []string {
	t.Helper()
	r, err := parseRule(text)
	if err != nil {
		t.Fatal(err)
	}
	until := int64(math.MaxInt64)
	if r.until != "" {
		until = local(t, r.until)
	}
	var got []string
	err = expand(r, local(t, start), until, local(t, from), local(t, to), &budget{maxRule}, func(at int64) {
		if len(got) < max {
			got = append(got, instantTime(at).Format("20060102T1504"))
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestExpand(t *testing.T) {
	for _, c := range []struct{ rule, start, want string }{
		{"FREQ=DAILY;COUNT=3", "20260228T0900", "20260228T0900 20260301T0900 20260302T0900"},
		{"FREQ=DAILY;INTERVAL=10;UNTIL=20260321T0900", "20260301T0900", "20260301T0900 20260311T0900 20260321T0900"},
		{"FREQ=DAILY;BYMONTH=2,1;BYDAY=SU;COUNT=3", "20260201T0900", "20260201T0900 20260208T0900 20260215T0900"},
		{"FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", "20260302T1000", "20260302T1000 20260304T1000 20260309T1000"},
		{"FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,SA;COUNT=4", "20260307T1000",
			"20260307T1000 20260315T1000 20260321T1000 20260329T1000"},
		{"FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SU,SA;COUNT=4", "20260307T1000",
			"20260307T1000 20260308T1000 20260321T1000 20260322T1000"},
		{"FREQ=MONTHLY;COUNT=3", "20260131T0900", "20260131T0900 20260331T0900 20260531T0900"},
		{"FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "20260130T0900", "20260130T0900 20260227T0900 20260327T0900"},
		{"FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "20260131T0900", "20260131T0900 20260228T0900 20260331T0900"},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,1;COUNT=3", "20260101T0900",
			"20260101T0900 20260130T0900 20260202T0900"},
		{"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", "20260101T0900", "20260213T0900 20260313T0900 20261113T0900"},
		{"FREQ=YEARLY;COUNT=3", "20240229T0900", "20240229T0900 20280229T0900 20320229T0900"},
		{"FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=2", "20260329T0200", "20260329T0200 20270328T0200"},
		{"FREQ=YEARLY;BYYEARDAY=1,-1;COUNT=3", "20260101T0900", "20260101T0900 20261231T0900 20270101T0900"},
		{"FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO;COUNT=3", "20251229T0900", "20251229T0900 20261228T0900 20270104T0900"},
		{"FREQ=YEARLY;BYWEEKNO=-1;COUNT=2", "20261230T0900", "20261230T0900 20271229T0900"},
		{"FREQ=YEARLY;BYDAY=20MO;COUNT=1", "20260101T0900", "20260518T0900"},
		{"FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=OMIT;BYMONTH=5;COUNT=1", "20260501T0900", "20260501T0900"},
		{"FREQ=HOURLY;INTERVAL=6;BYDAY=TU;COUNT=3", "20260302T0900", "20260303T0300 20260303T0900 20260303T1500"},
		{"FREQ=HOURLY;BYHOUR=9,10;BYMINUTE=0,30;BYSETPOS=-1;COUNT=3", "20260302T0900",
			"20260302T0930 20260302T1030 20260303T0930"},
		{"FREQ=MINUTELY;INTERVAL=90;BYHOUR=12;COUNT=2", "20260302T0900", "20260302T1200 20260303T1200"},
		{"FREQ=SECONDLY;INTERVAL=30;BYMINUTE=5;BYSECOND=0;COUNT=2", "20260302T0900", "20260302T0905 20260302T1005"},
		{"some text;FREQ=DAILY;X-A=1;COUNT=1", "20260302T0900", "20260302T0900"},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "20260302T0900", ""},
		{"FREQ=HOURLY;INTERVAL=24;BYHOUR=5", "20260302T0900", ""},
	} {
		got := strings.Join(walk(t, c.rule, c.start, c.start, "20400101", 5), " ")
		if got != c.want {
			t.Errorf("%s from %s:\n got %s\nwant %s", c.rule, c.start, got, c.want)
		}
	}
}

func TestParseRuleRefuses(t *testing.T) {
	for _, s := range []string{
		"", "INTERVAL=2", "FREQ=OFTEN", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;COUNT=x",
		"FREQ=WEEKLY;BYDAY=XX",
		"FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=99MO", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=0",
		"FREQ=YEARLY;BYMONTH=5L",
		"FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYMONTHDAY=0", "FREQ=YEARLY;BYEASTER=0", "FREQ=YEARLY;RSCALE=HEBREW",
		"FREQ=MONTHLY;SKIP=FORWARD",
		"FREQ=DAILY;BYHOUR=" + strings.Repeat("1,", 3000) + "1", "FREQ=DAILY;WKST=M", "FREQ=DAILY;BYDAY=",
	} {
		if r, err := parseRule(s); err == nil {
			t.Errorf("%s: %+v, want an error", shorten(s), r)
		}
	}
}

func TestExpandIsBounded(t *testing.T) {
	everyTime := "BYHOUR=" + list(0, 23) + ";BYMINUTE=" + list(0, 59) + ";BYSECOND=" + list(0, 59)
	for _, s := range []string{
		"FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=1000000000", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
		"FREQ=MINUTELY;BYSECOND=" + list(0, 59),
		"FREQ=DAILY;" + everyTime, "FREQ=YEARLY;BYYEARDAY=" + list(1, 366) + ";" + everyTime,
		"FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;BYDAY=MO;COUNT=3",
		"FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4;COUNT=1",
	} {
		r, err := parseRule(s)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		b := budget{maxRule}
		start := local(t, "00010101T0000")
		err = expand(r, start, math.MaxInt64, local(t, "20260101"), local(t, "20270101"), &b, func(int64) { found++ })
		if found > maxRule || err != nil && !errors.Is(err, errTooOften) {
			t.Errorf("%s: %d instances, error %v", shorten(s), found, err)
		}
	}
}

func list(from, to int) string {
	var b strings.Builder
	for i := from; i <= to; i++ {
		fmt.Fprintf(&b, ",%d", i)
	}
	return b.String()[1:]
}

// drawRule draws rules on which this package and rrule-go mean the same.
func drawRule(t *rapid.T) string {
	freq := rapid.SampledFrom([]string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"}).Draw(t, "freq")
	parts := []string{"FREQ=" + freq, fmt.Sprintf("INTERVAL=%d", rapid.IntRange(1, 5).Draw(t, "interval"))}
	add := func(name, value string) {
		if rapid.IntRange(0, 2).Draw(t, name) == 0 {
			parts = append(parts, name+"="+value)
		}
	}
	numbers := func(from, to int) string {
		var s []string
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(from,
			to).Filter(func(n int) bool { return n != 0 || from == 0 }), 1, 4, rapid.ID[int]).Draw(t, "numbers") {
			s = append(s, fmt.Sprint(n))
		}
		return strings.Join(s, ",")
	}
	days := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}), 1, 5,
		rapid.ID[string]).Draw(t, "days")
	if freq == "MONTHLY" && rapid.Bool().Draw(t, "nth") {
		days[0] = fmt.Sprintf("%d%s", rapid.SampledFrom([]int{1, 2, 5, -1, -3}).Draw(t, "n"), days[0])
		days = days[:1]
	}
	add("BYDAY", strings.Join(days, ","))
	add("BYMONTH", numbers(1, 12))
	add("WKST", rapid.SampledFrom([]string{"MO", "SU", "TH"}).Draw(t, "wkst"))
	if freq != "WEEKLY" {
		add("BYMONTHDAY", numbers(-31, 31))
	}
	if freq == "YEARLY" {
		add("BYYEARDAY", numbers(1, 366))
	}
	if freq != "HOURLY" {
		add("BYHOUR", numbers(0, 23))
		add("BYMINUTE", numbers(0, 59))
		if freq != "WEEKLY" { // the other library counts positions from DTSTART on in the first week
			add("BYSETPOS", numbers(-3, 3))
		}
	}
	return strings.Join(parts, ";")
}

func TestExpandAgreesWithAnotherLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawRule(t)
		start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 3*365*24*60).Draw(t,
			"start")) * time.Minute)
		if strings.Contains(text, "BYMONTHDAY") && strings.Contains(text, "YEARLY") && !strings.Contains(text, "BYMONTH=") {
			t.Skip("which months is read differently")
		}
		option, err := rrule.StrToROption(text)
		if err != nil {
			t.Fatal(err)
		}
		option.Dtstart, option.Until = start, start.AddDate(3, 0, 0)
		other, err := rrule.NewRRule(*option)
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		window := start.AddDate(0, rapid.IntRange(0, 20).Draw(t, "window"), 0)
		for _, at := range other.Between(window, window.AddDate(1, 0, 0).Add(-time.Second), true) {
			want = append(want, at.Format(utcForm))
		}
		r, err := parseRule(text)
		if err != nil {
			t.Fatal(err)
		}
		err = expand(r, start.Unix(), math.MaxInt64, window.Unix(), window.AddDate(1, 0, 0).Unix(), &budget{maxRule},
			func(at int64) {
				got = append(got, instantTime(at).Format(utcForm))
			})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s from %v (-want +got):\n%s", text, start, diff)
		}
	})
}

func TestCivil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-719162, 2932896).Draw(t, "day")
		want := time.Unix(int64(n)*daySeconds, 0).UTC()
		year, month, day := civilDate(n)
		if year != want.Year() || month != int(want.Month()) || day != want.Day() || dayNumber(year, month, day) != n {
			t.Fatalf("day %d: %d-%d-%d, want %v", n, year, month, day, want)
		}
		if weekday(n) != (int(want.Weekday())+6)%7 {
			t.Fatalf("weekday of %v: %d", want, weekday(n))
		}
		if _, week := want.ISOWeek(); week != first(weekNumber(n, 0)) {
			t.Fatalf("week of %v: %d", want, first(weekNumber(n, 0)))
		}
	})
}

func first(a, _ int) int { return a }
