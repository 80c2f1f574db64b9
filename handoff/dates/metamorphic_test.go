package dates

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"
)

// hourOf is how each language writes an hour behind a day.
var hourOf = map[string]string{"en": "at 14:00", "de": "um 14 Uhr", "fr": "à 14h", "es": "a las 14:00",
	"it": "alle 14", "pt": "às 14h", "nl": "om 14 uur", "ja": "14時",
	"sv": "kl 14", "da": "kl. 14", "no": "kl. 14", "fi": "klo 14", "pl": "o 14:00", "ru": "в 14:00", "cs": "ve 14:00"}

var speakers = []struct {
	name     string
	language func() language
}{{"en", english}, {"de", german}, {"fr", french}, {"es", spanish}, {"it", italian}, {"pt", portuguese}, {"nl", dutch},
	{"ja", japanese},
	{"sv", swedish}, {"da", danish}, {"no", norwegian}, {"fi", finnish}, {"pl", polish}, {"ru", russian}, {"cs", czech}}

// Two weekdays in one phrase are never one of them, however they are abbreviated and joined: "Do/Fr 14 Uhr".
func TestTwoWeekdaysAreAsked(t *testing.T) {
	now, berlin := monday(t)
	for _, s := range speakers {
		days := s.language().weekdays
		for a, names := range days {
			for b, others := range days {
				if a == b {
					continue
				}
				for _, first := range strings.Split(names, "|") {
					for _, second := range strings.Split(others, "|") {
						for _, mark := range []string{"/", ", ", " ", " + ", " & ", "-", " - ", ". "} {
							text := first + mark + second + " " + hourOf[s.name]
							if u := Parse(text, now, berlin); len(u.Ask) == 0 {
								t.Errorf("%s: %q is taken for %v", s.name, text, u.Start)
							}
						}
					}
				}
			}
		}
	}
}

// A vague or negating word beside a day and time is never passed over.
func TestVagueWordsAreAsked(t *testing.T) {
	now, berlin := monday(t)
	for _, s := range speakers {
		l := s.language()
		for _, e := range l.words {
			if e.kind != kindVague {
				continue
			}
			for _, word := range strings.Split(e.words, "|") {
				if otherwise(word) {
					continue
				}
				day, _, _ := strings.Cut(l.weekdays[4], "|")
				for _, text := range []string{word + " " + day + " " + hourOf[s.name], day + " " + hourOf[s.name] + " " + word,
					day + " " + word + " " + hourOf[s.name]} {
					if u := Parse(text, now, berlin); len(u.Ask) == 0 {
						t.Errorf("%s: %q is taken for %v", s.name, text, u.Start)
					}
				}
			}
		}
	}
}

// otherwise says whether a vague word means something exact too: "vor" in "zehn vor drei".
func otherwise(word string) bool {
	p := newParser(word)
	for _, m := range p.found[0] {
		if m.kind != kindVague && m.kind < kindAway && m.next == len(p.tokens) {
			return true
		}
	}
	return false
}

// certain lists the rows of the tables that are taken for a time.
func certain(t *testing.T) []phrase {
	t.Helper()
	var out []phrase
	for _, p := range append(phrases(t, "phrases.tsv"), phrases(t, "mails.tsv")...) {
		if len(Parse(p.text, p.now, p.zone).Ask) == 0 {
			out = append(out, p)
		}
	}
	return out
}

// A word that nobody knows makes a question of every phrase, wherever it stands.
func TestUnknownWordsAreAsked(t *testing.T) {
	rows := certain(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(rows).Draw(t, "row")
		word := rapid.StringMatching(`x[qwz][a-z]{2,8}q`).Draw(t, "word")
		words := strings.Fields(p.text)
		i := rapid.IntRange(0, len(words)).Draw(t, "place")
		text := strings.Join(append(append(append([]string{}, words[:i]...), word), words[i:]...), " ")
		if u := Parse(text, p.now, p.zone); len(u.Ask) == 0 {
			t.Fatalf("%q is taken for %v", text, u.Start)
		}
	})
}

// A letter that is missing, doubled or wrong leads to a question or to the same time, never to another one.
func TestTyposAreNeverAnotherTime(t *testing.T) {
	var rows []phrase
	for _, p := range certain(t) {
		if p.zone.String() == "Europe/Berlin" {
			rows = append(rows, p)
		}
	}
	for i, p := range rows {
		want := Parse(p.text, p.now, p.zone)
		r := rand.New(rand.NewPCG(7, uint64(i)))
		for range 12 {
			text := mistyped(r, p.text)
			if u := Parse(text, p.now, p.zone); len(u.Ask) == 0 && !u.Start.Equal(want.Start) {
				t.Errorf("%q for %q is %v, not %v", text, p.text, u.Start, want.Start)
			}
		}
	}
}

// mistyped changes one letter of a word of at least five Latin letters: shorter ones are too close to other words (ET,
// CET).
func mistyped(r *rand.Rand, text string) string {
	words := strings.Split(text, " ")
	for range 10 {
		i := r.IntN(len(words))
		letters := []rune(words[i])
		if len(letters) < 5 || strings.ContainsFunc(words[i], func(c rune) bool {
			return !unicode.IsLetter(c) ||
				c >= 0x370
		}) {
			continue
		}
		k := r.IntN(len(letters))
		switch r.IntN(3) {
		case 0:
			letters = append(letters[:k:k], letters[k+1:]...)
		case 1:
			letters = append(letters[:k+1:k+1], letters[k:]...)
		default:
			letters[k] = 'a' + rune(r.IntN(26))
		}
		words[i] = string(letters)
		break
	}
	return strings.Join(words, " ")
}

// The order of day and time does not matter.
func TestParseOrder(t *testing.T) {
	now, berlin := monday(t)
	for _, s := range spoken[:6] {
		l := s.language()
		hour := hourOf[strings.TrimSuffix(s.name, "-us")]
		rapid.Check(t, func(t *rapid.T) {
			day := time.Date(2026, 11, 24, 14, 0, 0, 0, berlin).AddDate(0, 0, rapid.IntRange(0, 300).Draw(t, "days"))
			weekday, _, _ := strings.Cut(l.weekdays[day.Weekday()], "|")
			month, _, _ := strings.Cut(l.months[day.Month()-1], "|")
			date := fmt.Sprintf("%s %d %s %d", weekday, day.Day(), month, day.Year())
			for _, text := range []string{date + " " + hour, hour + " " + date, date + ", " + hour, date + " (" + hour + ")"} {
				if u := Parse(text, now, berlin); !u.Start.Equal(day) {
					t.Fatalf("%s: %q is %v %s, want %v", s.name, text, u.Start, said(t, u.Ask), day)
				}
			}
		})
	}
}

// What is written with its zone is read as the same moment by people in any other zone.
func TestParseZones(t *testing.T) {
	zones := []string{"Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Tokyo", "Asia/Kolkata",
		"Australia/Lord_Howe", "Pacific/Auckland", "Africa/Cairo", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		home, _ := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "home"))
		there, _ := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "there"))
		now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		want := now.Add(time.Duration(rapid.IntRange(24*4, 400*24*4).Draw(t, "quarters")) * 15 * time.Minute).In(there)
		for _, layout := range []string{"Mon 2 Jan 2006 15:04 ", "2006-01-02 15:04 ", "Monday, January 2, 2006 3:04 PM ",
			"15:04, 2 January 2006, "} {
			text := want.Format(layout) + there.String()
			u := Parse(text, now.In(home), home)
			if len(u.Ask) == 0 && !u.Start.Equal(want) && !sameWall(u.Start, want) {
				t.Fatalf("%q in %s is %v, want %v", text, home, u.Start, want)
			}
			if h, m, _ := want.Clock(); len(u.Ask) > 0 && h >= 8 && (h > 12 || m > 0) && !isRepeated(want) {
				t.Fatalf("%q in %s is asked about: %s", text, home, said(t, u.Ask))
			}
		}
	})
}

// sameWall says whether the clocks show the same for both, as in the hour that comes twice.
func sameWall(a, b time.Time) bool { return isRepeated(b) && a.Format("15:04") == b.Format("15:04") }

// isRepeated says whether the clocks of its zone show the time twice.
func isRepeated(t time.Time) bool { return len(wallClock(wallOf(t), t.Location())) > 1 }

func wallOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC)
}
