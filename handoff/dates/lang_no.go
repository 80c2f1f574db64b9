package dates

import "slices"

func norwegian() language {
	return language{
		inclusive: true,
		order:     orderDayFirst,
		weekdays: [7]string{"søndag|søn|sundag", "mandag|man|måndag", "tirsdag|tir|tirs|tysdag", "onsdag|ons",
			"torsdag|tor|tors",
			"fredag|fre", "lørdag|lør|laurdag"},
		months: [12]string{"januar|jan", "februar|feb", "mars|mar", "april|apr", "mai", "juni|jun", "juli|jul", "august|aug",
			"september|sep|sept", "oktober|okt", "november|nov", "desember|des"},
		numbers: []string{"en|ett|ei|én", "to", "tre", "fire", "fem", "seks", "sju|syv", "åtte", "ni", "ti", "elleve", "tolv",
			"tretten",
			"fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tjue", "tjueen", "tjueto", "tjuetre", "tjuefire",
			"tjuefem",
			"tjueseks", "tjuesju|tjuesyv", "tjueåtte", "tjueni", "tretti", "trettien"},
		ordinals: []string{"første", "andre", "tredje", "fjerde", "femte", "sjette", "sjuende|syvende", "åttende", "niende",
			"tiende"},
		places: map[string]string{
			"norsk|norge": "Europe/Oslo", "svensk|sverige": "Europe/Stockholm", "københavn|dansk|danmark": "Europe/Copenhagen",
			"tysk|tyskland": "Europe/Berlin", "britisk|engelsk": "Europe/London", "sentraleuropeisk": "Europe/Berlin",
			"moskva": "Europe/Moscow",
		},
		words: slices.Concat(norwegianDays(), norwegianClock(), norwegianAbsence()),
	}
}

func norwegianDays() []entry {
	return []entry{
		{kindFiller, 0, "når|på|i|dato|av"},
		{kindFiller, 0, "tidssone|tid|tidspunkt"},
		{kindFiller, 0, "la oss si|skal vi si"},
		{kindArticle, 0, "den"},
		{kindAt, 0, "kl|klokka|klokken"},
		{kindRelative, 0, "idag|i dag"},
		{kindRelative, 1, "imorgen|i morgen|i morgon"},
		{kindRelative, 2, "overmorgen|i overmorgen"},
		{kindRelative, -1, "igår|i går"},
		{kindRelative, -2, "forgårs|i forgårs"},
		{kindThis, 0, "denne"},
		{kindNext, 0, "neste"},
		{kindComing, 0, "nå på|kommende|førstkommende"},
		{kindWeek, 0, "denne uken|denne uka|denne uke"},
		{kindWeek, 1, "neste uke|i neste uke"},
		{kindWeek, -1, "forrige uke"},
		{kindDays, 1, "dag|dager"},
		{kindDays, 7, "uke|uker"},
		{kindWeekNumber, 0, "uke"},
		{kindMonthAhead, 0, "denne måneden"},
		{kindMonthAhead, 1, "neste måned"},
		{kindMonths, 0, "måned|måneder|år|virkedager|arbeidsdager"},
	}
}

func norwegianClock() []entry {
	return []entry{
		{kindMinutes, 1, "minutt|minutter"},
		{kindMinutes, 60, "time|timer|t"},
		{kindDuration, 30, "halvtime|en halvtime|halv time|en halv time"},
		{kindDuration, 15, "et kvarter|kvarter"},
		{kindDuration, 45, "tre kvarter"},
		{kindDuration, 90, "halvannen time"},
		{kindDuration, 150, "to og en halv time|to og en halv timer"},
		{kindPart, morning, "formiddag|formiddagen|om formiddagen|morgen|morgenen|om morgenen"},
		{kindPart, afternoon, "ettermiddag|ettermiddagen|om ettermiddagen"},
		{kindPart, evening, "kveld|kvelden|om kvelden"},
		{kindPart, night, "natt|natten|om natten"},
		{kindPartToday, morning, "i formiddag"},
		{kindPartToday, afternoon, "i ettermiddag"},
		{kindPartToday, evening, "i kveld"},
		{kindPartToday, night, "i natt"},
		{kindMidnight, 0, "midnatt"},
		{kindClockBefore, -30, "halv"},
		{kindClockBefore, 15, "kvart over"},
		{kindClockBefore, -15, "kvart på"},
		{kindMinutesBefore, 1, "over|minutter over"},
		{kindMinutesBefore, -1, "på|minutter på"},
		{kindRangeFrom, 0, "fra"},
		{kindRangeTo, 0, "til"},
		{kindBetween, 0, "mellom"},
		{kindAnd, 0, "og"},
		{kindLasting, 0, "i"},
		{kindIn, 0, "om"},
		{kindZoneWord, 0, "tid|normaltid|sommertid|standardtid|lokal tid"},
		{kindZoneOf, 0, "tid i|i"},
		{kindMine, 0, "min tid"},
		{kindYours, 0, "din tid|deres tid|lokal tid|vår tid"},
		{kindOr, 0, "eller|alternativt"},
		{kindVague, 0, "rundt|omtrent|cirka|ved|tidlig|sent|etter|før|innen|senest|tidligst|starten av|midten " +
			"av|slutten av|" +
			"helg|helgen|lunsj|kanskje|hver|ikke|snarest"},
	}
}

func norwegianAbsence() []entry {
	return []entry{
		{kindAway, 0, "ikke på kontoret|fraværende|ferie|bortreist|syk|permisjon|tjenestereise|på kurs|borte|" +
			"ikke her|fri"},
		{kindBack, 0, "tilbake|igjen"},
		{kindHere, 0, "på kontoret|til stede|tilgjengelig|treffes"},
		{kindNot, 0, "ikke|ingen|begrenset"},
		{kindUntil, 0, "til|frem til|fram til"},
		{kindThrough, 0, "til og med|t o m"},
		{kindSince, 0, "fra|fra og med"},
		{kindOther, 0, "kollega|kolleger|hun|han"},
		{kindForeign, 0, "tilbud|gjelder|påmelding|rabatt|faktura|levering|bestilling"},
	}
}
