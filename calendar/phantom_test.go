package calendar

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	phantomNow = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	rita       = []string{"rita@acme.example", "rita.vance@acme.example"}
	old        = phantomNow.AddDate(0, 0, -40)
	recent     = phantomNow.AddDate(0, 0, -3)
)

// meeting is tomorrow's entry, as changed.
func meeting(change func(*Entry)) Entry {
	e := Entry{UID: "m1", Start: phantomNow.Add(24 * time.Hour), End: phantomNow.Add(25 * time.Hour), Busy: true,
		Status: "CONFIRMED", Title: "Quarterly numbers", Created: old}
	change(&e)
	return e
}

func guests(answers ...PartStat) []Attendee {
	all := []Attendee{{Address: "RITA@acme.example", PartStat: Accepted}}
	for i, a := range answers {
		all = append(all, Attendee{Address: fmt.Sprintf("guest%d@acme.example", i), PartStat: a})
	}
	return all
}

func wholeDay(title string) Entry {
	return meeting(func(e *Entry) {
		e.AllDay, e.Title = true, title
		e.Start = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
		e.End = e.Start.AddDate(0, 0, 1)
	})
}

func TestPhantomOfOneEntry(t *testing.T) {
	invited := func(own PartStat, created time.Time) Entry {
		return meeting(func(e *Entry) {
			e.Organizer, e.Own, e.Created, e.Guests = "boss@acme.example", own, created, guests(Accepted)
		})
	}
	for _, tc := range []struct {
		name  string
		entry Entry
		want  Cause
		least float64
		most  float64
	}{
		{"an appointment", meeting(func(*Entry) {}), "", 0, 0},
		{"accepted", invited(Accepted, old), "", 0, 0},
		{"declined", invited(Declined, recent), DeclinedBlocks, 1, 1},
		{"declined and free", meeting(func(e *Entry) { e.Own, e.Free = Declined, true }), "", 0, 0},
		{"declined by title", meeting(func(e *Entry) { e.Title = "Declined: Stand-up" }), DeclinedBlocks, 0.8, 0.8},
		{"cancelled", meeting(func(e *Entry) { e.Status = "CANCELLED" }), CancelledBlocks, 1, 1},
		{"cancelled by title", meeting(func(e *Entry) { e.Title = "Canceled: Stand-up" }), CancelledBlocks, 0.9, 0.9},
		{"cancelled in brackets", meeting(func(e *Entry) { e.Title = "[CANCELLED] Stand-up" }), CancelledBlocks, 0.9, 0.9},
		{"cancelled in German", meeting(func(e *Entry) { e.Title = "Abgesagt: Jour fixe" }), CancelledBlocks, 0.9, 0.9},
		{"cancelled in French, decomposed", meeting(func(e *Entry) { e.Title = "Annule\u0301 : Point" }), CancelledBlocks,
			0.9, 0.9},
		{"about cancelled things", meeting(func(e *Entry) { e.Title = "Cancelled orders review" }), "", 0, 0},
		{"all others declined", meeting(func(e *Entry) { e.Guests = guests(Declined, Declined) }), Orphan, 0.9, 0.9},
		{"all others but a room declined", meeting(func(e *Entry) {
			e.Guests = append(guests(Declined), Attendee{Address: "room@acme.example", PartStat: Accepted,
				Role: "NON-PARTICIPANT"})
		}), Orphan, 0.9, 0.9},
		{"one still comes", meeting(func(e *Entry) { e.Guests = guests(Declined, Accepted) }), "", 0, 0},
		{"all others declined, of a meeting whose organizer is no guest", meeting(func(e *Entry) {
			e.Organizer, e.Own, e.Guests = "boss@acme.example", Accepted, guests(Declined)
		}), "", 0, 0},
		{"organizer declined", meeting(func(e *Entry) {
			e.Organizer, e.Own = "boss@acme.example", Accepted
			e.Guests = append(guests(Accepted), Attendee{Address: "Boss@acme.example", PartStat: Declined})
		}), Orphan, 0.85, 0.85},
		{"organizer left", meeting(func(e *Entry) { e.Organizer, e.Own, e.Series = "gone@acme.example", Accepted, true }),
			Orphan, 0.65, 0.65},
		{"own hold, old", meeting(func(e *Entry) { e.Title = "Hold: offsite" }), StaleHold, 0.8, 0.8},
		{"hold for somebody, old", meeting(func(e *Entry) { e.Title = "HOLD for Globex" }), StaleHold, 0.8, 0.8},
		{"tbd, old", meeting(func(e *Entry) { e.Title = "Workshop (tbd)" }), StaleHold, 0.8, 0.8},
		{"own hold, fresh", meeting(func(e *Entry) { e.Title, e.Created = "Hold: offsite", recent }), "", 0, 0},
		{"own hold, old but touched", meeting(func(e *Entry) { e.Title, e.Updated = "Hold: offsite", recent }), "", 0, 0},
		{"own hold of unknown age", meeting(func(e *Entry) { e.Title, e.Created = "Hold: offsite", time.Time{} }), StaleHold,
			0.4, 0.4},
		{"on hold", meeting(func(e *Entry) { e.Title = "Household budget" }), "", 0, 0},
		{"tentative, old", invited(Tentative, old), StaleHold, 0.7, 0.7},
		{"tentative, fresh", invited(Tentative, recent), "", 0, 0},
		{"tentative event, accepted", meeting(func(e *Entry) { e.Status, e.Own = "TENTATIVE", Accepted }), "", 0, 0},
		{"unanswered, old", invited(NeedsAction, old), StaleHold, 0.6, 0.6},
		{"unanswered series", meeting(func(e *Entry) {
			e.Organizer, e.Own, e.Series = "boss@acme.example", NeedsAction,
				true
		}), StaleHold, 0.4, 0.4},
		{"birthday", wholeDay("Birthday Oma"), Reminder, 0.9, 0.9},
		{"birthday on a day of 25 hours",
			func() Entry { e := wholeDay("Birthday"); e.End = e.End.Add(time.Hour); return e }(), Reminder, 0.9, 0.9},
		{"birthday party", meeting(func(e *Entry) { e.Title = "Birthday party" }), "", 0, 0},
		{"birthday with guests", func() Entry { e := wholeDay("Birthday"); e.Guests = guests(Accepted); return e }(), "", 0,
			0},
		{"a day without guests", wholeDay("Trade fair"), Reminder, 0.4, 0.4},
		{"two days", func() Entry { e := wholeDay("Trade fair"); e.End = e.End.AddDate(0, 0, 1); return e }(), "", 0, 0},
		{"a day without a title", wholeDay(""), "", 0, 0},
		{"vacation", wholeDay("Vacation"), "", 0, 0},
		{"vacation on a birthday", wholeDay("Sommerurlaub (Geburtstag)"), "", 0, 0},
		{"cancelled vacation", func() Entry { e := wholeDay("Urlaub"); e.Status = "CANCELLED"; return e }(), CancelledBlocks,
			1, 1},
		{"no time at all", meeting(func(e *Entry) { e.End, e.Status = e.Start, "CANCELLED" }), "", 0, 0},
	} {
		got := Phantoms([]Entry{tc.entry}, rita, phantomNow, "Gone@acme.example")
		switch {
		case tc.want == "" && len(got) > 0:
			t.Errorf("%s: %+v, is an appointment", tc.name, got[0])
		case tc.want != "" && (len(got) != 1 || got[0].Cause != tc.want || got[0].Confidence < tc.least ||
			got[0].Confidence > tc.most || got[0].Why == ""):
			t.Errorf("%s: %+v, want %s with %.2f–%.2f", tc.name, got, tc.want, tc.least, tc.most)
		}
	}
}

func TestAllDayWordsInTwelveLanguages(t *testing.T) {
	notes := []string{"Mom's birthday", "Geburtstag Oma", "Anniversaire de Zoé", "Cumpleaños Ana", "Compleanno di Gino",
		"Aniversário do Zé", "Verjaardag Piet",
		"Urodziny Ewy", "Födelsedag Åsa", "Fødselsdag Bo", "母の誕生日", "妈妈生日", "Reminder: pay rent", "Erinnerung: Miete",
		"Rappel : loyer", "Przypomnienie", "Lembrete"}
	away := []string{"Vacation", "PTO", "Out-of-office", "Bank Holiday", "Sommerurlaub", "krank", "Congé", "Vacaciones",
		"Férias", "Ferie", "Vakantie",
		"Urlop", "Semester", "Sygdom: syg", "夏季休暇", "年假", "Public holidays"}
	for _, title := range notes {
		if got := Phantoms([]Entry{wholeDay(title)}, rita, phantomNow); len(got) != 1 || got[0].Cause != Reminder ||
			got[0].Confidence < Likely {
			t.Errorf("%q is a note, got %+v", title, got)
		}
	}
	for _, title := range away {
		if got := Phantoms([]Entry{wholeDay(title)}, rita, phantomNow); len(got) > 0 {
			t.Errorf("%q is an absence, got %+v", title, got)
		}
	}
}

func TestSeriesWithoutAnswers(t *testing.T) {
	series := func(past int, answer PartStat) (all []Entry) {
		for i := range past + 2 {
			all = append(all, meeting(func(e *Entry) {
				e.UID, e.Series, e.Guests = "weekly", true, guests(answer)
				e.Start = phantomNow.AddDate(0, 0, 7*(i-past)).Add(time.Hour)
				e.End = e.Start.Add(time.Hour)
			}))
		}
		return all
	}
	elsewhere := meeting(func(e *Entry) { e.Guests = guests(Accepted) })
	for _, tc := range []struct {
		name    string
		entries []Entry
		want    int
	}{
		{"nobody in four weeks", append(series(4, NeedsAction), elsewhere), 6},
		{"nobody in three weeks", append(series(3, NeedsAction), elsewhere), 0},
		{"somebody", append(series(4, Tentative), elsewhere), 0},
		{"a calendar that never shows answers", series(4, NeedsAction), 0},
		{"a guest whose answer is not stated", append(series(4, ""), elsewhere), 0},
	} {
		got := Phantoms(tc.entries, rita, phantomNow)
		if len(got) != tc.want || tc.want > 0 && got[0].Cause != Orphan {
			t.Errorf("%s: %+v, want %d orphans", tc.name, got, tc.want)
		}
	}
}

func TestDuplicates(t *testing.T) {
	pat := append(guests(), Attendee{Address: "pat@globex.example"})
	for _, tc := range []struct {
		name string
		a, b Entry
		want int // index of the duplicate, -1 for none
		conf float64
	}{
		{"one UID in two calendars", meeting(func(*Entry) {}), meeting(func(e *Entry) { e.Title = "Busy" }), 1, 1},
		{"one UID, other times", meeting(func(*Entry) {}), meeting(func(e *Entry) {
			e.Start,
				e.Title = e.Start.Add(-time.Hour), "Busy"
		}), -1, 0},
		{"one title, written otherwise", meeting(func(e *Entry) { e.Title = "Jour fixe – Team Süd" }),
			meeting(func(e *Entry) { e.UID, e.Title = "m2", "jour fixe: team sud" }), 1, 0.9},
		{"the accepted one stays", meeting(func(*Entry) {}), meeting(func(e *Entry) {
			e.UID, e.Own, e.Guests = "m2",
				Accepted, guests(Accepted)
		}), 0, 0.9},
		{"one prospect", meeting(func(e *Entry) { e.Guests = pat }),
			meeting(func(e *Entry) { e.UID, e.Title, e.Guests = "m2", "Pat / Rita", pat }), 1, 0.7},
		{"one colleague", meeting(func(e *Entry) { e.Guests = guests(Accepted) }),
			meeting(func(e *Entry) { e.UID, e.Title, e.Guests = "m2", "Other", guests(Accepted) }), -1, 0},
		{"no titles", meeting(func(e *Entry) { e.Title = "" }), meeting(func(e *Entry) { e.UID, e.Title = "m2", " " }), -1,
			0},
		{"beside a cancelled one", meeting(func(e *Entry) { e.Status, e.Busy = "CANCELLED", false }),
			meeting(func(e *Entry) { e.UID = "m2" }), -1, 0},
		{"beside a stale hold, which goes", meeting(func(e *Entry) {
			e.Own, e.Guests, e.Organizer = Tentative,
				guests(Accepted), "boss@acme.example"
		}), meeting(func(e *Entry) { e.UID = "m2" }), 0, 0.9},
	} {
		var got []Phantom
		for _, p := range Phantoms([]Entry{tc.a, tc.b}, rita, phantomNow) {
			if p.Cause == Duplicate {
				got = append(got, p)
			}
		}
		if tc.want < 0 && len(got) > 0 || tc.want >= 0 && (len(got) != 1 || got[0].Index != tc.want ||
			got[0].Confidence != tc.conf) {
			t.Errorf("%s: %+v, want %d with %.1f", tc.name, got, tc.want, tc.conf)
		}
	}
}

func drawEntry(t *rapid.T) Entry {
	title := rapid.SampledFrom([]string{"", "Busy", "Hold: x", "Birthday", "Vacation", "Canceled: y", "Numbers"})
	answer := rapid.SampledFrom([]PartStat{"", NeedsAction, Accepted, Declined, Tentative})
	e := Entry{
		UID: rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "uid"), Title: title.Draw(t, "title"),
		Own:    answer.Draw(t, "own"),
		Start:  phantomNow.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "start")) * time.Hour),
		Status: rapid.SampledFrom([]string{"", "CONFIRMED", "TENTATIVE", "CANCELLED"}).Draw(t, "status"),
		Free:   rapid.Bool().Draw(t, "free"), AllDay: rapid.Bool().Draw(t, "allday"), Series: rapid.Bool().Draw(t, "series"),
		Organizer: rapid.SampledFrom([]string{"", "boss@acme.example", "pat@globex.example"}).Draw(t, "organizer"),
		Created:   rapid.SampledFrom([]time.Time{{}, old, recent}).Draw(t, "created"),
	}
	e.End = e.Start.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "length")) * time.Hour)
	for range rapid.IntRange(0, 3).Draw(t, "guests") {
		who := rapid.SampledFrom([]string{"rita@acme.example", "pat@globex.example", "boss@acme.example"}).Draw(t, "guest")
		e.Guests = append(e.Guests, Attendee{Address: who, PartStat: answer.Draw(t, "answer")})
	}
	e.Busy = !e.Free && e.Status != "CANCELLED" && e.Own != Declined && e.Start.Before(e.End)
	return e
}

// A duplicate leaves the time to an entry that is at least as much of an appointment; nothing is told twice; titles are
// never repeated; and the entries stay as they are.
func TestPhantomsNeverMakeTimeFree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.SliceOfN(rapid.Custom(drawEntry), 0, 12).Draw(t, "entries")
		before := fmt.Sprint(entries)
		found := Phantoms(entries, rita, phantomNow)
		if fmt.Sprint(entries) != before {
			t.Fatal("the entries were changed")
		}
		by := map[int]Phantom{}
		for i, p := range found {
			if p.Index < 0 || p.Index >= len(entries) || i > 0 && p.Index <= found[i-1].Index {
				t.Fatalf("entry %d is told out of order", p.Index)
			}
			if p.Confidence <= 0 || p.Confidence > 1 || p.Why == "" || !slices.Contains(Causes(), p.Cause) ||
				entries[p.Index].Free {
				t.Fatalf("what is this: %+v", p)
			}
			if title := entries[p.Index].Title; title == "Numbers" && strings.Contains(p.Why, title) {
				t.Fatalf("%q tells the title", p.Why)
			}
			by[p.Index] = p
		}
		for i, p := range by {
			if p.Cause != Duplicate {
				continue
			}
			stays := false
			for j, e := range entries {
				stays = stays || j != i && by[j].Cause != Duplicate && !e.Free && e.Start.Equal(entries[i].Start) &&
					e.End.Equal(entries[i].End) &&
					by[j].Confidence < 1
			}
			if !stays {
				t.Fatalf("the twin of entry %d is gone too: %+v", i, found)
			}
		}
	})
}

func BenchmarkPhantoms(b *testing.B) {
	var entries []Entry
	for i := range 10_000 {
		entries = append(entries, meeting(func(e *Entry) {
			e.UID, e.Title = fmt.Sprint("u", i%7000), []string{"Weekly numbers", "Hold: offsite", "Birthday Oma",
				"Call with Pat", "1:1"}[i%5]
			e.Start = phantomNow.Add(time.Duration(i%4000) * 30 * time.Minute)
			e.End, e.AllDay, e.Series = e.Start.Add(time.Hour), i%5 == 2, i%3 == 0
			if i%2 == 0 {
				e.Guests = append(guests(Accepted, NeedsAction, Declined), Attendee{Address: "pat@globex.example"})
			}
		}))
	}
	for b.Loop() {
		Phantoms(entries, rita, phantomNow)
	}
	b.ReportMetric(float64(len(entries))*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

func FuzzTitle(f *testing.F) {
	for _, s := range []string{"Canceled: x", "[hold] ", "Födelsedag", "母の誕生日", "\xff\xfe", "a\u0301\u0301",
		strings.Repeat("ß", 200)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, title string) {
		folded := foldTitle(title)
		if len(title) < longestTitle/2 && foldTitle(folded) != folded {
			t.Fatalf("%q folds to %q, and that to %q", title, folded, foldTitle(folded))
		}
		Phantoms([]Entry{wholeDay(title), meeting(func(e *Entry) { e.Title = title })}, rita, phantomNow)
	})
}
