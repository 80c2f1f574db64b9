package dates

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// phrase is one row of a table in testdata.
type phrase struct {
	now        time.Time
	zone       *time.Location
	text       string
	start, end string // RFC 3339, or ASK
}

// phrases reads a table: "# now zone" sets the viewpoint of the rows below it.
func phrases(t testing.TB, name string) []phrase {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []phrase
	var view phrase
	for s := bufio.NewScanner(f); s.Scan(); {
		cols := strings.Split(s.Text(), "\t")
		if cols[0] == "#" {
			view.now, view.zone = at(t, cols[1], cols[2])
			continue
		}
		p := view
		p.text, p.start = cols[0], cols[1]
		if len(cols) > 2 {
			p.end = cols[2]
		}
		out = append(out, p)
	}
	return out
}

func at(t testing.TB, now, zone string) (time.Time, *time.Location) {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	n, err := time.Parse(time.RFC3339, now)
	if err != nil {
		t.Fatal(err)
	}
	return n.In(loc), loc
}

func monday(t testing.TB) (time.Time, *time.Location) {
	return at(t, "2026-11-23T10:00:00+01:00", "Europe/Berlin")
}

func TestParsePhrases(t *testing.T) {
	rows := phrases(t, "phrases.tsv")
	if len(rows) < 250 {
		t.Fatalf("only %d phrases", len(rows))
	}
	for _, p := range rows {
		u := Parse(p.text, p.now, p.zone)
		got := phrase{start: "ASK"}
		if len(u.Ask) == 0 {
			got.start = u.Start.Format(time.RFC3339)
		}
		if !u.End.IsZero() {
			got.end = u.End.Format(time.RFC3339)
		}
		if got.start != p.start || got.end != p.end {
			t.Errorf("%q at %s: got %s %s (%s), want %s %s", p.text, p.now.Format(time.RFC3339), got.start, got.end,
				said(t, u.Ask), p.start, p.end)
		}
		checkSound(t, p.text, u, p.now)
	}
}

// checkSound asserts what holds for every answer.
func checkSound(t failing, text string, u Understood, now time.Time) {
	t.Helper()
	switch {
	case (len(u.Ask) == 0) == u.Start.IsZero():
		t.Errorf("%q: start %v and ask %q", text, u.Start, said(t, u.Ask))
	case !u.Start.IsZero() && !u.Start.After(now):
		t.Errorf("%q: start %v is not after %v", text, u.Start, now)
	case !u.End.IsZero() && !u.End.After(u.Start):
		t.Errorf("%q: end %v is not after start %v", text, u.End, u.Start)
	case len(u.Ask) > 0 && (u.Zone != "" || !u.End.IsZero()):
		t.Errorf("%q: asks and answers: %+v", text, u)
	case !u.Start.IsZero() && u.Zone == "":
		t.Errorf("%q: no zone", text)
	case strings.ContainsAny(said(t, u.Ask), "\n\r\t"):
		t.Errorf("%q: control characters in %q", text, said(t, u.Ask))
	}
}

// TestQuestions keeps the wording of every question in the table.
func TestQuestions(t *testing.T) {
	var b strings.Builder
	for _, p := range phrases(t, "phrases.tsv") {
		if p.start == "ASK" {
			fmt.Fprintf(&b, "%s %s | %s\n    %s\n", p.now.Format("Mon 2006-01-02 15:04"), p.zone, p.text,
				said(t, Parse(p.text, p.now, p.zone).Ask))
		}
	}
	golden(t, filepath.Join("testdata", "questions.golden"), b.String())
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
}

func TestParseZone(t *testing.T) {
	now, berlin := monday(t)
	for _, tc := range []struct{ phrase, zone, offset string }{
		{"Wed 25 Nov 15:00", "Europe/Berlin", "+01:00"},
		{"Wed 25 Nov 15:00 CET", "Europe/Berlin", "+01:00"},
		{"Wed 25 Nov 15:00 ET", "America/New_York", "-05:00"},
		{"Wed 25 Nov 15:00 EST", "America/New_York", "-05:00"},
		{"Wed 25 Nov 15:00 UTC", "UTC", "Z"},
		{"Wed 25 Nov 15:00 UTC-3:30", "UTC-03:30", "-03:30"},
		{"Wed 25 Nov 15:00 asia/tokyo", "Asia/Tokyo", "+09:00"},
		{"Wed 25 Nov 15:00 heure de Paris", "Europe/Paris", "+01:00"},
		{"Wed 25 Nov 15:00 my time", "Europe/Berlin", "+01:00"},
	} {
		u := Parse(tc.phrase, now, berlin)
		if u.Zone != tc.zone || u.Start.Format("Z07:00") != tc.offset {
			t.Errorf("%q: zone %q offset %s, want %q %s; %s", tc.phrase, u.Zone, u.Start.Format("Z07:00"), tc.zone, tc.offset,
				said(t, u.Ask))
		}
	}
}

// An abbreviation that the qualifier's own zone uses for another offset is asked about.
func TestParseOwnAbbreviation(t *testing.T) {
	for _, tc := range []struct{ zone, phrase, want string }{
		{"Asia/Manila", "Wed 25 Nov 15:00 PST", ""},
		{"America/Los_Angeles", "Wed 25 Nov 15:00 PST", "2026-11-25T15:00:00-08:00"},
		{"Asia/Jerusalem", "Wed 25 Nov 15:00 IST", "2026-11-25T15:00:00+02:00"},
		{"Asia/Shanghai", "Wed 25 Nov 15:00 CST", "2026-11-25T15:00:00+08:00"},
		{"Africa/Algiers", "Wed 21 Jul 2027 15:00 CET", "2027-07-21T15:00:00+01:00"},
		{"Europe/Paris", "Wed 21 Jul 2027 15:00 CET", ""},
	} {
		now, zone := at(t, "2026-11-23T10:00:00+01:00", tc.zone)
		u := Parse(tc.phrase, now, zone)
		got := ""
		if len(u.Ask) == 0 {
			got = u.Start.Format(time.RFC3339)
		}
		if got != tc.want {
			t.Errorf("%q in %s: %s %s, want %s", tc.phrase, tc.zone, got, said(t, u.Ask), tc.want)
		}
	}
}

func TestParseSpan(t *testing.T) {
	now, berlin := monday(t)
	for _, tc := range []struct{ phrase, span string }{
		{"  Wed 25 Nov 15:00 \n", "Wed 25 Nov 15:00"},
		{"Wed 25 Nov gibberish 15:00", "gibberish"},
		{"Friday", "Friday"},
	} {
		if got := Parse(tc.phrase, now, berlin).Span; got != tc.span {
			t.Errorf("%q: span %q, want %q", tc.phrase, got, tc.span)
		}
	}
}

func TestParseQuestionNamesReadings(t *testing.T) {
	now, berlin := monday(t)
	for _, tc := range []struct {
		phrase string
		want   []string
	}{
		{"next Wednesday 15:00", []string{"Wednesday 25 November 15:00 CET", "Wednesday 2 December 15:00 CET"}},
		{"Fri 25 Nov 15:00", []string{"is a Wednesday, not a Friday", "Wednesday 25 November", "Friday 27 November"}},
		{"Fri at 7", []string{"07:00 CET", "19:00 CET"}},
		{"Fri 3pm IST", []string{"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"}},
		{"25 July 2027 3pm CET", []string{"CET is not in use", "15:00 CEST", "16:00 CEST"}},
		{"Fri 15:00 CET / 8:00 ET", []string{"15:00 CET", "08:00 EST"}},
	} {
		got := said(t, Parse(tc.phrase, now, berlin).Ask)
		for _, want := range tc.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q asks %q, without %q", tc.phrase, got, want)
			}
		}
	}
}

func TestParseHostile(t *testing.T) {
	now, berlin := monday(t)
	for _, text := range []string{
		"", " ", "\x00", "\xff\xfe", "\u202e3pm", strings.Repeat("Thu ", 60), strings.Repeat("a ", 99),
		strings.Repeat("1:", 99),
		strings.Repeat("de la ", 33), strings.Repeat("um 3 ", 40), strings.Repeat("()", 100), strings.Repeat("halb ", 40),
		strings.Repeat("3 to ", 40),
		strings.Repeat("日", 66), strings.Repeat("1.1.", 50), "99999999999999999999 3pm", "Europe/", "Europe/../../x", "utc+",
		"+", "-", "'", "3 '",
		"in 999 weeks 3pm", "1.1.0000 10:00", "0000-00-00T00:00", "20261399T9999", strings.Repeat("x", 201),
	} {
		u := Parse(text, now, berlin)
		if len(u.Ask) == 0 {
			t.Errorf("%q is taken for %v", text, u.Start)
		}
		checkSound(t, text, u, now)
	}
	if u := Parse("Thu 3pm", now, nil); u.Zone != "UTC" {
		t.Errorf("a nil zone is %q", u.Zone)
	}
}
