package dates

import "slices"

func dutch() language {
	return language{
		order: orderDayFirst,
		weekdays: [7]string{"zondag|zo", "maandag|ma", "dinsdag|di", "woensdag|wo", "donderdag|do", "vrijdag|vr",
			"zaterdag|za"},
		months: [12]string{"januari|jan", "februari|feb", "maart|mrt", "april|apr", "mei", "juni|jun", "juli|jul",
			"augustus|aug",
			"september|sep|sept", "oktober|okt", "november|nov", "december|dec"},
		numbers: []string{"een|één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
			"dertien", "veertien", "vijftien",
			"zestien", "zeventien", "achttien", "negentien", "twintig", "eenentwintig", "tweeëntwintig", "drieëntwintig",
			"vierentwintig", "vijfentwintig",
			"zesentwintig", "zevenentwintig", "achtentwintig", "negenentwintig", "dertig", "eenendertig"},
		ordinals: []string{"eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende",
			"tiende"},
		joined: []string{"ochtend", "morgen", "middag", "namiddag", "voormiddag", "avond", "nacht"},
		places: map[string]string{
			"midden europese|midden europese tijd|midden europese standaardtijd|midden europese zomertijd": "Europe/Berlin",
			"londen|britse|engelse": "Europe/London", "berlijn|duitse|duitsland": "Europe/Berlin", "parijs": "Europe/Paris",
			"nederlandse|nederland":       "Europe/Amsterdam",
			"brussel|belgische|antwerpen": "Europe/Brussels", "lissabon": "Europe/Lisbon", "wenen": "Europe/Vienna",
			"kopenhagen": "Europe/Copenhagen", "tokio": "Asia/Tokyo",
			"new yorkse": "America/New_York",
		},
		words: slices.Concat(dutchDays(), dutchClock(), dutchAbsence()),
	}
}

func dutchDays() []entry {
	return []entry{
		{kindOrdinalMark, 0, "e|ste|de"},
		{kindFiller, 0, "wanneer|op|s|in de|van|datum|tijd|het"},
		{kindFiller, 0, "tijdzone"},
		{kindFiller, 0, "zeg|laten we zeggen"},
		{kindArticle, 0, "de|den"},
		{kindAt, 0, "om|te"},
		{kindRelative, 0, "vandaag"},
		{kindRelative, 1, "morgen"},
		{kindRelative, 2, "overmorgen"},
		{kindRelative, -1, "gisteren"},
		{kindRelative, -2, "eergisteren"},
		{kindThis, 0, "deze|dit"},
		{kindNext, 0, "volgende"},
		{kindComing, 0, "komende|eerstvolgende|aanstaande|aankomende"},
		{kindWeek, 0, "deze week"},
		{kindWeek, 1, "volgende week|komende week"},
		{kindWeek, -1, "vorige week|afgelopen week"},
		{kindDays, 1, "dag|dagen"},
		{kindDays, 7, "week|weken"},
		{kindWeekNumber, 0, "week|weeknummer"},
		{kindMonthAhead, 0, "deze maand"},
		{kindMonthAhead, 1, "volgende maand|komende maand"},
		{kindMonths, 0, "maand|maanden|jaar|werkdag|werkdagen"},
	}
}

func dutchClock() []entry {
	return []entry{
		{kindMinutes, 1, "minuut|minuten"},
		{kindMinutes, 60, "uur|uren"},
		{kindDuration, 30, "half uur|een half uur|halfuur|een halfuur"},
		{kindDuration, 15, "kwartier|een kwartier"},
		{kindDuration, 45, "drie kwartier"},
		{kindDuration, 90, "anderhalf uur"},
		{kindDuration, 150, "tweeënhalf uur|tweeëneenhalf uur|twee en een half uur"},
		{kindPart, morning, "ochtends|ochtend|morgens|morgen|voormiddag"},
		{kindPart, afternoon, "middags|middag|namiddag|namiddags"},
		{kindPart, evening, "avonds|avond"},
		{kindPart, night, "nachts|nacht"},
		{kindPartToday, morning, "vanochtend|vanmorgen"},
		{kindPartToday, afternoon, "vanmiddag"},
		{kindPartToday, evening, "vanavond"},
		{kindPartToday, night, "vannacht"},
		{kindNoon, 0, "twaalf uur s middags"},
		{kindMidnight, 0, "middernacht"},
		{kindHourMark, 1, "uur|u"},
		{kindClockBefore, -30, "half"},
		{kindClockBefore, 15, "kwart over|kwart na"},
		{kindClockBefore, -15, "kwart voor"},
		{kindMinutesBefore, 1, "over|na|minuten over"},
		{kindMinutesBefore, -1, "voor|minuten voor"},
		{kindRangeFrom, 0, "van|vanaf"},
		{kindRangeTo, 0, "tot|tot en met"},
		{kindBetween, 0, "tussen"},
		{kindAnd, 0, "en"},
		{kindLasting, 0, "gedurende|voor|duur"},
		{kindIn, 0, "over|in"},
		{kindCounting, 0, "na|vanaf"},
		{kindZoneWord, 0, "tijd"},
		{kindZoneOf, 0, "in|tijd in"},
		{kindMine, 0, "mijn tijd"},
		{kindYours, 0, "jouw tijd|uw tijd|jullie tijd|lokale tijd|plaatselijke tijd|onze tijd"},
		{kindOr, 0, "of|ofwel"},
		{kindVague, 0, "rond|omstreeks|ongeveer|begin|half|midden|eind|einde|voor|na|uiterlijk|zo snel " +
			"mogelijk|zsm|binnenkort|ergens|weekend|" +
			"volgende maand|week van|misschien|elke|iedere|niet|afgelopen|vorige|later"},
	}
}

func dutchAbsence() []entry {
	return []entry{
		{kindAway, 0, "afwezig|afwezigheid|vakantie|niet aanwezig|niet op kantoor|op reis|verlof|ziek|vrij|niet " +
			"bereikbaar|buiten kantoor|gesloten|er niet|niet aan het werk|cursus|" +
			"zwangerschapsverlof"},
		{kindBack, 0, "terug|weer|opnieuw|terugkeer|keer terug|hervat"},
		{kindHere, 0, "bereikbaar|beschikbaar|op kantoor|aanwezig"},
		{kindNot, 0, "niet|geen|beperkt"},
		{kindUntil, 0, "tot|tot aan"},
		{kindThrough, 0, "tot en met|t m|t/m"},
		{kindInclusive, 0, "inclusief|incl"},
		{kindSince, 0, "vanaf|per|van|sinds"},
		{kindOther, 0, "collega|collega s|zij|hij|team|die"},
		{kindForeign, 0, "aanbieding|geldig|inschrijving|inschrijven|korting|beurs|factuur|levering|bestelling|actie|" +
			"aanmelden"},
	}
}
