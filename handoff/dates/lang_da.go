package dates

import "slices"

func danish() language {
	return language{
		inclusive: true,
		order:     orderDayFirst,
		weekdays: [7]string{"søndag|søn|soendag", "mandag|man", "tirsdag|tir|tirs", "onsdag|ons", "torsdag|tor|tors",
			"fredag|fre",
			"lørdag|lør|loerdag"},
		months: [12]string{"januar|jan", "februar|feb", "marts|mar", "april|apr", "maj", "juni|jun", "juli|jul", "august|aug",
			"september|sep|sept", "oktober|okt", "november|nov", "december|dec"},
		numbers: []string{"en|et|én|ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv",
			"tretten",
			"fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tyve", "enogtyve", "toogtyve", "treogtyve",
			"fireogtyve",
			"femogtyve", "seksogtyve", "syvogtyve", "otteogtyve", "niogtyve", "tredive", "enogtredive"},
		ordinals: []string{"første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende",
			"tiende"},
		places: map[string]string{
			"københavn|dansk|danmark": "Europe/Copenhagen", "svensk|sverige": "Europe/Stockholm", "norsk|norge": "Europe/Oslo",
			"tysk|tyskland": "Europe/Berlin", "britisk|engelsk": "Europe/London", "centraleuropæisk": "Europe/Berlin",
			"moskva": "Europe/Moscow",
		},
		words: slices.Concat(danishDays(), danishClock(), danishAbsence()),
	}
}

func danishDays() []entry {
	return []entry{
		{kindFiller, 0, "hvornår|på|i|dato|af"},
		{kindFiller, 0, "tidszone|tid|tidspunkt"},
		{kindFiller, 0, "lad os sige|skal vi sige"},
		{kindArticle, 0, "den|d"},
		{kindAt, 0, "kl|klokken"},
		{kindRelative, 0, "idag|i dag"},
		{kindRelative, 1, "imorgen|i morgen"},
		{kindRelative, 2, "overmorgen|i overmorgen"},
		{kindRelative, -1, "igår|i går"},
		{kindRelative, -2, "forgårs|i forgårs"},
		{kindThis, 0, "denne"},
		{kindNext, 0, "næste"},
		{kindComing, 0, "nu på|kommende|førstkommende"},
		{kindWeek, 0, "denne uge|i denne uge"},
		{kindWeek, 1, "næste uge|i næste uge"},
		{kindWeek, -1, "sidste uge"},
		{kindDays, 1, "dag|dage"},
		{kindDays, 7, "uge|uger"},
		{kindWeekNumber, 0, "uge"},
		{kindMonthAhead, 0, "denne måned"},
		{kindMonthAhead, 1, "næste måned"},
		{kindMonths, 0, "måned|måneder|år|hverdage|arbejdsdage"},
	}
}

func danishClock() []entry {
	return []entry{
		{kindMinutes, 1, "minut|minutter"},
		{kindMinutes, 60, "time|timer|t"},
		{kindDuration, 30, "halv time|en halv time"},
		{kindDuration, 15, "et kvarter|kvarter"},
		{kindDuration, 45, "tre kvarter"},
		{kindDuration, 90, "halvanden time"},
		{kindDuration, 150, "to en halv time|to og en halv time|to en halv timer"},
		{kindPart, morning, "formiddag|formiddagen|om formiddagen|morgen|morgenen|om morgenen"},
		{kindPart, afternoon, "eftermiddag|eftermiddagen|om eftermiddagen"},
		{kindPart, evening, "aften|aftenen|om aftenen"},
		{kindPart, night, "nat|natten|om natten"},
		{kindPartToday, morning, "i formiddag"},
		{kindPartToday, afternoon, "i eftermiddag"},
		{kindPartToday, evening, "i aften"},
		{kindPartToday, night, "i nat"},
		{kindMidnight, 0, "midnat"},
		{kindClockBefore, -30, "halv"},
		{kindClockBefore, 15, "kvart over|kvarter over"},
		{kindClockBefore, -15, "kvart i|kvarter i"},
		{kindMinutesBefore, 1, "over|minutter over"},
		{kindMinutesBefore, -1, "i|minutter i"},
		{kindRangeFrom, 0, "fra"},
		{kindRangeTo, 0, "til"},
		{kindBetween, 0, "mellem"},
		{kindAnd, 0, "og"},
		{kindLasting, 0, "i"},
		{kindIn, 0, "om"},
		{kindZoneWord, 0, "tid|normaltid|sommertid|standardtid|lokal tid"},
		{kindZoneOf, 0, "tid i|i"},
		{kindMine, 0, "min tid"},
		{kindYours, 0, "din tid|jeres tid|lokal tid|vores tid|deres tid"},
		{kindOr, 0, "eller|alternativt"},
		{kindVague, 0, "omkring|cirka|ved|tidligt|sent|efter|før|inden|senest|tidligst|starten af|midten af|slutningen af|" +
			"weekend|weekenden|frokost|måske|hver|ikke|hurtigst muligt"},
	}
}

func danishAbsence() []entry {
	return []entry{
		{kindAway, 0, "ikke på kontoret|fraværende|ferie|bortrejst|syg|barsel|forretningsrejse|orlov|på kursus|væk|ikke " +
			"her|fri"},
		{kindBack, 0, "tilbage|igen|retur"},
		{kindHere, 0, "på kontoret|til stede|tilgængelig|træffes"},
		{kindNot, 0, "ikke|ingen|begrænset"},
		{kindUntil, 0, "til|indtil"},
		{kindThrough, 0, "til og med|t o m"},
		{kindSince, 0, "fra|fra og med|fra den"},
		{kindOther, 0, "kollega|kolleger|hun|han"},
		{kindForeign, 0, "tilbud|gælder|tilmelding|rabat|faktura|levering|bestilling"},
	}
}
