package dates

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestUntil(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		// back
		{"I am back on Monday 30 November.", "2026-11-30"},
		{"I'll be back in the office on 7 December 2026.", "2026-12-07"},
		{"Thanks for your mail. I will return on Wednesday, December 2, 2026. For urgent matters call +49 30 123456.",
			"2026-12-02"},
		{"I am on holiday and back on the 7th of December at 9am.", "2026-12-07T09:00"},
		{"I am out today, back tomorrow.", "2026-11-24"},
		{"OOO - back Mon 30 Nov", "2026-11-30"},
		{"I return to work on 2027-01-11.", "2027-01-11"},
		{"I will be available again from 7 December.", "2026-12-07"},
		{"Back: 7 December 2026", "2026-12-07"},
		{"Ich bin ab dem 2. Januar wieder erreichbar.", "2027-01-02"},
		{"Ab Mittwoch, 2. Dezember, bin ich wieder für Sie da.", "2026-12-02"},
		{"Ich bin derzeit nicht im Büro und am Montag, den 7. Dezember, wieder erreichbar. Ihre Mail wird nicht " +
			"weitergeleitet.", "2026-12-07"},
		{"Rückkehr: 07.12.2026", "2026-12-07"},
		{"de retour le 5 janvier", "2027-01-05"},
		{"I'm on PTO December 7-11 with no access to email.", "2026-12-12"},
		{"I am out of the office December 7th-11th, 2026.", "2026-12-12"},
		{"I am on leave from March 2 to March 5.", "2027-03-06"},
		{"I am away December 7-9:30.", ""},
		{"Dec 7-11: PTO.", "2026-12-12"},
		{"W dniach 1-4 grudnia jestem nieobecna.", "2026-12-05"},
		{"Jestem na urlopie 1-4.12.", "2026-12-05"},
		{"Ich befinde mich bis einschl. 04.12.2026 im Urlaub.", "2026-12-05"},
		{"Estoy de vacaciones hasta el próximo 4 de diciembre.", "2026-12-04"},
		{"11月30日(月)〜12月4日(金)まで不在にしております。", "2026-12-05"},
		{"休暇中につき、12月7日以降に返信いたします。", "2026-12-07"},
		{"I am on leave from 30/11/2026 until 04/12/2026 and will reply on my return.", "2026-12-05"},
		{"I will have limited access to email between November 30th and December 4th.", "2026-12-05"},
		{"I am out of the office Thursday, December 3 and Friday, December 4, returning Monday, December 7.", "2026-12-07"},
		{"12月4日まで出張のため不在です。12月7日より通常通り対応いたします。", "2026-12-07"},
		{"Vom 30. November bis 4. Dezember gehe ich klettern.", "2026-12-05"},
		{"Jusqu'au 4 décembre je cultive mon jardin.", "2026-12-04"},
		{"Tot en met vrijdag 4 december ben ik er niet.", "2026-12-05"},
		{"Our hours are Monday to Friday.", ""},
		{"I am at the fair from 30 November to 4 December and at home until 9 December.", ""},
		{"12月7日から12月11日まで休暇をいただいております。", "2026-12-12"},
		{"Je serai de retour au bureau le lundi 7 décembre.", "2026-12-07"},
		{"Je serai à nouveau joignable à partir du 7 décembre.", "2026-12-07"},
		{"Vuelvo el 7 de diciembre.", "2026-12-07"},
		{"Estaré de vuelta en la oficina el lunes 7 de diciembre.", "2026-12-07"},
		{"Rientrerò il 7 dicembre.", "2026-12-07"},
		{"Sarò di nuovo in ufficio da lunedì 7 dicembre.", "2026-12-07"},
		{"Estarei de volta no dia 7 de dezembro.", "2026-12-07"},
		{"Regresso ao escritório a 7 de dezembro.", "2026-12-07"},
		{"Ik ben vanaf maandag 7 december weer bereikbaar.", "2026-12-07"},
		{"Op 7 december ben ik terug op kantoor.", "2026-12-07"},
		{"Jag är tillbaka måndag den 7 december.", "2026-12-07"},
		{"Jeg er tilbage mandag d. 7. december.", "2026-12-07"},
		{"Jeg er tilbake mandag 7. desember.", "2026-12-07"},
		{"Wracam 7 grudnia.", "2026-12-07"},
		{"Вернусь 7 декабря.", "2026-12-07"},
		{"Vrátím se 7. prosince.", "2026-12-07"},
		{"Jag har semester till och med 4 december.", "2026-12-05"},
		{"Jag är inte tillbaka förrän 7 december.", "2026-12-07"},
		{"Jeg holder ferie til og med den 4. december.", "2026-12-05"},
		{"Jestem na urlopie do 4 grudnia włącznie.", "2026-12-05"},
		{"Я в отпуске до 4 декабря.", "2026-12-04"},
		{"Я в отпуске по 4 декабря включительно.", "2026-12-05"},
		{"Erbjudandet gäller till 4 december.", ""},
		{"12月7日より出社いたします。", "2026-12-07"},
		// until
		{"I'm out of the office until 4 Dec.", "2026-12-04"},
		{"I am on leave until December 4th, 2026. Please contact Anna.", "2026-12-04"},
		{"I have no access to email until Monday, December 7th.", "2026-12-07"},
		{"I won't be back until 7 December.", "2026-12-07"},
		{"I am not available until 7 December.", "2026-12-07"},
		{"Ich bin bis zum 4. Dezember nicht im Büro. In dringenden Fällen wenden Sie sich an Frau Maier.", "2026-12-04"},
		{"Büro geschlossen bis 6. Januar", "2027-01-06"},
		{"Je suis absente du bureau jusqu'au 12 décembre.", "2026-12-12"},
		{"Estoy fuera de la oficina hasta el 4 de diciembre.", "2026-12-04"},
		{"Sono fuori ufficio fino al 4 dicembre.", "2026-12-04"},
		{"Estou fora do escritório até 4 de dezembro.", "2026-12-04"},
		{"Ik ben met vakantie tot 4 december.", "2026-12-04"},
		{"休暇のため、12月4日（金）まで不在です。", "2026-12-04"},
		{"I'll be out until 12/04/2026.", "2026-12-04"},
		{"bis 7/12 im Urlaub", "2026-12-07"},
		{"I am on parental leave until 15 August 2027.", "2027-08-15"},
		// the day itself counts
		{"I am out of the office until 4 December inclusive.", "2026-12-05"},
		{"Out of office through Friday 4 December", "2026-12-05"},
		{"Ich bin vom 23.11. bis einschließlich 04.12.2026 im Urlaub.", "2026-12-05"},
		{"Je suis en congés du 23 novembre au 4 décembre inclus.", "2026-12-05"},
		{"Sarò in ferie dal 23 novembre al 4 dicembre compreso", "2026-12-05"},
		{"Ik ben afwezig tot en met 4 december.", "2026-12-05"},
		// a range ends with its last day
		{"I am out of the office from 23 November to 4 December.", "2026-12-05"},
		{"I am out of the office from 23 to 27 November.", "2026-11-28"},
		{"I am away from 23 November until 4 December.", "2026-12-05"},
		{"Out of office 23 Nov - 4 Dec", "2026-12-05"},
		{"Ich bin vom 23. bis 27. November im Urlaub.", "2026-11-28"},
		{"Ich bin vom 23.11. bis zum 04.12.2026 im Urlaub.", "2026-12-05"},
		{"Je suis absent du 23 novembre au 4 décembre.", "2026-12-05"},
		{"Estaré de vacaciones del 23 de noviembre al 4 de diciembre.", "2026-12-05"},
		{"Sono in ferie dal 23 novembre al 4 dicembre.", "2026-12-05"},
		{"Ik ben van 23 november tot 4 december met vakantie.", "2026-12-05"},
		{"I am out of the office from Monday 23 November to Tuesday 24 November 12:00.", "2026-11-24T12:00"},
		// both: the return counts
		{"I will be out of the office from 23 November to 4 December and will return on Monday 7 December.", "2026-12-07"},
		{"Ich bin bis 4.12. im Urlaub und ab 7.12. wieder im Büro.", "2026-12-07"},
		{"Ab dem 4.12. bin ich im Urlaub und am 7.12. wieder da.", "2026-12-07"},
		{"Ich bin bis 4.12. abwesend.\n\nI am back on 7 December.", "2026-12-07"},
		{"Away until May 5\n\nI am currently away returning to the office on May 5th.", "2027-05-05"},
		// commands
		{"away until Thursday", "2026-11-26"},
		{"until Thursday", "2026-11-26"},
		{"until 4 Dec", "2026-12-04"},
		{"until tomorrow 12:00", "2026-11-24T12:00"},
		{"away until 15:00", "2026-11-23T15:00"},
		// unsure
		{"", ""},
		{"I'm out of the office Friday.", ""},
		{"I will be travelling on December 10-31 with limited access to email.", "2027-01-01"},
		{"Our offer is valid until 30 November.", ""},
		{"I am away. Register until 30 November for our webinar.", ""},
		{"I am available until 4 December.", ""},
		{"I'm in the office until 4 December, then on leave.", ""},
		{"Bis 4.12. erreichen Sie mich unter 0170 1234567.", ""},
		{"Contact my colleague Anna who is back on 30 November.", ""},
		{"I'm back on 3/4.", ""},
		{"OOO until 12/7", ""},
		{"I was on leave until 20 November.", ""},
		{"I am on leave until 15 August.", ""}, // a notice that was forgotten
		{"I will be back next week.", ""},
		{"I will be back soon.", ""},
		{"I am back on Monday.", ""}, // it is Monday
		{"I am back on Friday 30 November.", ""},
		{"I am back on 30 February.", ""},
		{"I am back on 30 November.\n\nI am back on 2 December.", ""},
		{"I am away until 9 December.\n\nI am back on 2 December.", ""},
		{"I am back on 7 December 2062.", ""},
		{"Ich bin nicht mehr im Unternehmen.", ""},
		{"Ab dem 4.12. bin ich im Urlaub.", ""},
		{"See you on 4 December at 15:00.", ""},
	} {
		now, berlin := monday(t)
		got, ok := Until(tc.text, now, berlin)
		written := ""
		if ok {
			written = got.Format("2006-01-02T15:04")
			written = strings.TrimSuffix(written, "T00:00")
		}
		if written != tc.want || ok && got.Location() != berlin {
			t.Errorf("%q: got %q, want %q", tc.text, written, tc.want)
		}
	}
}

// A long text is read at its beginning only.
func TestUntilLong(t *testing.T) {
	now, berlin := monday(t)
	notice := "I am back on 30 November.\n\n"
	filler := strings.Repeat("Lorem ipsum dolor sit amet.\n\n", maxText/29+1)
	if _, ok := Until(notice+filler, now, berlin); !ok {
		t.Error("a notice at the beginning of a long text is not found")
	}
	if got, ok := Until(filler+notice, now, berlin); ok {
		t.Errorf("a notice behind %d bytes is read: %v", len(filler), got)
	}
	if _, ok := Until(filler[:textHead]+notice, now, berlin); !ok {
		t.Error("a notice within a text of moderate length is not found")
	}
}

// The day named in a plain notice is the day found, in every language and zone.
func TestUntilWritten(t *testing.T) {
	forms := []struct {
		language func() language
		layout   string // day, month, year
	}{
		{english, "I am out of the office. I will be back on %s."},
		{german, "Ich bin im Urlaub und ab dem %s wieder erreichbar."},
		{french, "Je suis absent. Je serai de retour le %s."},
		{spanish, "Estoy de vacaciones. Vuelvo el %s."},
		{italian, "Sono in ferie. Rientrerò il %s."},
		{portuguese, "Estou de férias. Volto no dia %s."},
		{dutch, "Ik ben op vakantie en op %s weer bereikbaar."},
	}
	now, berlin := monday(t)
	for _, f := range forms {
		l := f.language()
		rapid.Check(t, func(t *rapid.T) {
			want := time.Date(2026, 11, 24, 0, 0, 0, 0, berlin).AddDate(0, 0, rapid.IntRange(0, 700).Draw(t, "days"))
			month, _, _ := strings.Cut(l.months[want.Month()-1], "|")
			dot := ""
			if f.layout[:3] == "Ich" {
				dot = "."
			}
			text := strings.Replace(f.layout, "%s", want.Format("2")+dot+" "+month+want.Format(" 2006"), 1)
			if got, ok := Until(text, now, berlin); !ok || !got.Equal(want) {
				t.Fatalf("%q: %v %v, want %v", text, got, ok, want)
			}
		})
	}
}
