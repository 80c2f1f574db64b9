package dates

import "slices"

func swedish() language {
	return language{
		inclusive: true,
		order:     orderDayFirst,
		weekdays: [7]string{"söndag|sön|söndagen", "måndag|mån|måndagen", "tisdag|tis|tisdagen", "onsdag|ons|onsdagen",
			"torsdag|tors|tor|torsdagen", "fredag|fre|fredagen", "lördag|lör|lördagen"},
		months: [12]string{"januari|jan", "februari|feb", "mars|mar", "april|apr", "maj", "juni|jun", "juli|jul",
			"augusti|aug",
			"september|sep|sept", "oktober|okt", "november|nov", "december|dec"},
		numbers: []string{"en|ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
			"tretton",
			"fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo", "tjugoen|tjugoett", "tjugotvå", "tjugotre",
			"tjugofyra", "tjugofem", "tjugosex", "tjugosju", "tjugoåtta", "tjugonio", "trettio", "trettioen|trettioett"},
		ordinals: []string{"första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde"},
		places: map[string]string{
			"svensk|sverige": "Europe/Stockholm", "köpenhamn|dansk|danmark": "Europe/Copenhagen", "norsk|norge": "Europe/Oslo",
			"helsingfors|finsk": "Europe/Helsinki", "tysk|tyskland": "Europe/Berlin", "brittisk|engelsk": "Europe/London",
			"centraleuropeisk": "Europe/Berlin", "moskva": "Europe/Moscow",
		},
		words: slices.Concat(swedishDays(), swedishClock(), swedishAbsence()),
	}
}

func swedishDays() []entry {
	return []entry{
		{kindOrdinalMark, 0, "e|a|de"},
		{kindFiller, 0, "när|på|i|för|datum|av"},
		{kindFiller, 0, "tidszon|tid"},
		{kindFiller, 0, "låt oss säga|ska vi säga"},
		{kindArticle, 0, "den"},
		{kindAt, 0, "kl|klockan"},
		{kindRelative, 0, "idag|i dag"},
		{kindRelative, 1, "imorgon|i morgon"},
		{kindRelative, 2, "övermorgon|i övermorgon"},
		{kindRelative, -1, "igår|i går"},
		{kindRelative, -2, "förrgår|i förrgår"},
		{kindThis, 0, "denna|den här"},
		{kindNext, 0, "nästa"},
		{kindComing, 0, "nu på|nästkommande|kommande|instundande"},
		{kindWeek, 0, "denna vecka|den här veckan|i veckan|denna veckan"},
		{kindWeek, 1, "nästa vecka|i nästa vecka|kommande vecka"},
		{kindWeek, -1, "förra veckan"},
		{kindDays, 1, "dag|dagar"},
		{kindDays, 7, "vecka|veckor"},
		{kindWeekNumber, 0, "vecka|v|veckan"},
		{kindMonthAhead, 0, "denna månad|den här månaden"},
		{kindMonthAhead, 1, "nästa månad"},
		{kindMonths, 0, "månad|månader|år|arbetsdagar|vardagar"},
	}
}

func swedishClock() []entry {
	return []entry{
		{kindMinutes, 1, "minut|minuter"},
		{kindMinutes, 60, "timme|timmar|tim|timmars"},
		{kindDuration, 30, "halvtimme|en halvtimme|en halv timme|halv timme"},
		{kindDuration, 15, "en kvart"},
		{kindDuration, 90, "en och en halv timme|anderthalv timme"},
		{kindDuration, 150, "två och en halv timme|två och en halv timmar"},
		{kindPart, morning, "förmiddag|förmiddagen|fm|morgon|morgonen|på morgonen|bitti"},
		{kindPart, afternoon, "eftermiddag|eftermiddagen|em"},
		{kindPart, evening, "kväll|kvällen"},
		{kindPart, night, "natt|natten"},
		{kindPartToday, morning, "i förmiddag"},
		{kindPartToday, afternoon, "i eftermiddag"},
		{kindPartToday, evening, "ikväll|i kväll"},
		{kindPartToday, night, "inatt|i natt"},
		{kindMidnight, 0, "midnatt"},
		{kindClockBefore, -30, "halv"},
		{kindClockBefore, 15, "kvart över|en kvart över"},
		{kindClockBefore, -15, "kvart i|en kvart i"},
		{kindMinutesBefore, 1, "över|minuter över"},
		{kindMinutesBefore, -1, "i|minuter i"},
		{kindRangeFrom, 0, "från"},
		{kindRangeTo, 0, "till|och till"},
		{kindBetween, 0, "mellan"},
		{kindAnd, 0, "och"},
		{kindLasting, 0, "i"},
		{kindIn, 0, "om"},
		{kindZoneWord, 0, "tid|normaltid|sommartid|standardtid|lokal tid"},
		{kindZoneOf, 0, "tid i|i"},
		{kindMine, 0, "min tid"},
		{kindYours, 0, "din tid|er tid|lokal tid|vår tid|deras tid"},
		{kindOr, 0, "eller|alternativt"},
		{kindVague, 0, "runt|omkring|cirka|ungefär|vid|tidigt|sent|efter|före|innan|senast|tidigast|början av|mitten " +
			"av|slutet av|" +
			"helg|helgen|lunch|någon gång|kanske|varje|inte|snarast"},
	}
}

func swedishAbsence() []entry {
	return []entry{
		{kindAway, 0, "inte på kontoret|frånvarande|semester|ledig|bortrest|sjuk|föräldraledig|tjänsteresa|inte på plats|" +
			"utbildning|på kurs|tjänstledig|borta|inte här"},
		{kindBack, 0, "tillbaka|åter|återkommer|åter på kontoret"},
		{kindHere, 0, "tillgänglig|nåbar|på kontoret|på plats"},
		{kindNot, 0, "inte|ej|ingen|begränsad"},
		{kindUntil, 0, "till|t o m"},
		{kindThrough, 0, "till och med|t o m"},
		{kindSince, 0, "från|från och med|fr o m"},
		{kindOther, 0, "kollega|kollegor|hon|han"},
		{kindForeign, 0, "erbjudande|gäller|anmälan|rabatt|faktura|leverans|beställning"},
	}
}
