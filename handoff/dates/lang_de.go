package dates

import "slices"

func german() language {
	return language{
		inclusive: true,
		order:     orderDayFirst,
		weekdays: [7]string{"sonntag|so", "montag|mo", "dienstag|di", "mittwoch|mi", "donnerstag|do", "freitag|fr",
			"samstag|sa|sonnabend"},
		months: [12]string{"januar|jan|jänner|jaenner", "februar|feb|feber", "märz|maerz|mär|mrz", "april|apr", "mai",
			"juni|jun|juno", "juli|jul", "august|aug",
			"september|sep|sept", "oktober|okt", "november|nov", "dezember|dez"},
		numbers: []string{"eins|ein|eine|einer|einem", "zwei|zwo", "drei", "vier", "fünf|fuenf", "sechs", "sieben", "acht",
			"neun", "zehn", "elf", "zwölf|zwoelf",
			"dreizehn", "vierzehn", "fünfzehn|fuenfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig",
			"einundzwanzig", "zweiundzwanzig",
			"dreiundzwanzig", "vierundzwanzig", "fünfundzwanzig", "sechsundzwanzig", "siebenundzwanzig", "achtundzwanzig",
			"neunundzwanzig",
			"dreißig|dreissig", "einunddreißig"},
		ordinals: []string{"ersten|erster|erste", "zweiten|zweiter", "dritten|dritter", "vierten|vierter", "fünften|fünfter",
			"sechsten", "siebten", "achten",
			"neunten", "zehnten", "elften", "zwölften", "dreizehnten", "vierzehnten", "fünfzehnten", "sechzehnten",
			"siebzehnten", "achtzehnten",
			"neunzehnten", "zwanzigsten", "einundzwanzigsten", "zweiundzwanzigsten", "dreiundzwanzigsten", "vierundzwanzigsten",
			"fünfundzwanzigsten", "sechsundzwanzigsten", "siebenundzwanzigsten", "achtundzwanzigsten", "neunundzwanzigsten",
			"dreißigsten",
			"einunddreißigsten"},
		joined: []string{"vormittag", "nachmittag", "morgen", "abend", "mittag", "nacht", "früh"},
		places: map[string]string{
			"wien": "Europe/Vienna", "österreich": "Europe/Vienna", "zürich": "Europe/Zurich", "genf": "Europe/Zurich",
			"schweiz":   "Europe/Zurich",
			"schweizer": "Europe/Zurich",
			"münchen|köln|düsseldorf|deutsche|deutscher|berliner|mitteleuropäische": "Europe/Berlin",
			"mitteleuropäischer|deutschland":                                        "Europe/Berlin",
			"londoner|britische|britischer":                                         "Europe/London",
			"pariser|französische|französischer|frankreich":                         "Europe/Paris",
			"rom|mailand": "Europe/Rome",
			"lissabon":    "Europe/Lisbon", "warschau": "Europe/Warsaw", "prag": "Europe/Prague",
			"kopenhagen": "Europe/Copenhagen", "brüssel": "Europe/Brussels",
			"athen": "Europe/Athens", "moskau": "Europe/Moscow", "new yorker": "America/New_York",
			"tokio|japan|japanische": "Asia/Tokyo",
			"singapur":               "Asia/Singapore", "indien|indische": "Asia/Kolkata",
		},
		words: slices.Concat(germanDays(), germanClock(), germanAbsence()),
	}
}

func germanDays() []entry {
	return []entry{
		{kindOrdinalMark, 0, "te|ten|ter"},
		{kindFiller, 0, "wann|der|die|das|für|im|in der|uhrzeit|termin|und zwar"},
		{kindFiller, 0, "zeitzone|noch|beginn|start"},
		{kindFiller, 0, "sagen wir|sagen wir mal|machen wir"},
		{kindArticle, 0, "am|den|dem"},
		{kindAt, 0, "um|punkt"},
		{kindRelative, 0, "heute"},
		{kindRelative, 1, "morgen"},
		{kindRelative, 2, "übermorgen|uebermorgen"},
		{kindRelative, -1, "gestern"},
		{kindRelative, -2, "vorgestern"},
		{kindThis, 0, "diesen|dieser|dieses|diese"},
		{kindNext, 0, "nächsten|nächster|naechsten|nächste"},
		{kindComing, 0, "kommenden|kommender|diesen kommenden"},
		{kindWeek, 0, "diese woche|in dieser woche|dieser woche"},
		{kindWeek, 1, "nächste woche|naechste woche|kommende woche|nächster woche|in der nächsten woche|in der kommenden " +
			"woche|kommender woche"},
		{kindWeek, 2, "übernächste woche|uebernächste woche"},
		{kindWeek, -1, "letzte woche"},
		{kindDays, 1, "tag|tage|tagen"},
		{kindDays, 7, "woche|wochen"},
		{kindWeekNumber, 0, "kalenderwoche|woche"},
		{kindMonthAhead, 0, "dieses monats|diesen monats|diesen monat"},
		{kindMonthAhead, 1, "des nächsten monats|nächsten monats|nächsten monat|nächster monat|des kommenden " +
			"monats|kommenden monats|kommenden monat|folgemonats"},
		{kindMonths, 0, "monat|monate|monaten|jahr|jahre|jahren|werktage|werktagen|arbeitstage|arbeitstagen"},
	}
}

func germanClock() []entry {
	return []entry{
		{kindMinutes, 1, "minute|minuten"},
		{kindMinutes, 60, "stunde|stunden|std"},
		{kindDuration, 30, "halbe stunde|eine halbe stunde|einer halben stunde|halbstündig|eine halbe std"},
		{kindDuration, 15, "viertelstunde|eine viertelstunde|einer viertelstunde"},
		{kindDuration, 45, "dreiviertelstunde|eine dreiviertelstunde|einer dreiviertelstunde|drei viertel stunden|" +
			"dreiviertel stunde"},
		{kindDuration, 90, "anderthalb stunden|eineinhalb stunden"},
		{kindDuration, 150, "zweieinhalb stunden"},
		{kindPart, morning, "morgens|vormittags|vormittag|früh|morgen|in der früh"},
		{kindPart, midday, "mittags|mittag"},
		{kindPart, afternoon, "nachmittags|nachmittag"},
		{kindPart, evening, "abends|abend"},
		{kindPart, night, "nachts|nacht"},
		{kindMidnight, 0, "mitternacht"},
		{kindHourMark, 0, "uhr"},
		{kindClockBefore, -30, "halb|halber"},
		{kindClockBefore, 15, "viertel nach"},
		{kindClockBefore, -15, "viertel vor|dreiviertel|drei viertel"},
		{kindClockBefore, -45, "viertel"},
		{kindMinutesBefore, 1, "nach|minuten nach|min nach"},
		{kindMinutesBefore, -1, "vor|minuten vor|min vor"},
		{kindRangeFrom, 0, "von|vom"},
		{kindRangeTo, 0, "bis|bis um"},
		{kindBetween, 0, "zwischen"},
		{kindAnd, 0, "und"},
		{kindLasting, 0, "für|fuer|dauer|über"},
		{kindIn, 0, "in"},
		{kindCounting, 0, "ab|nach"},
		{kindZoneWord, 0, "normalzeit|sommerzeit|zeit|ortszeit"},
		{kindZoneOf, 0, "in|zeit in"},
		{kindMine, 0, "meine zeit|meiner zeit|bei mir"},
		{kindYours, 0, "ihre zeit|ihrer zeit|deine zeit|deiner zeit|eure zeit|eurer zeit|ortszeit|lokalzeit|bei ihnen|bei " +
			"dir|unsere zeit|unserer zeit"},
		{kindOr, 0, "oder|bzw|alternativ"},
		{kindVague, 0, "so um|so gegen|gegen|etwa|ungefähr|circa|zirka|ab|vor|nach|bis|spätestens|frühestens|anfang|mitte|" +
			"ende|baldmöglichst|bald|demnächst|" +
			"irgendwann|wochenende|nächsten monat|nächster monat|feierabend|vielleicht|eventuell|evtl|jeden|jede|später|" +
			"in der woche|woche vom|kalenderwoche|nicht|außer|letzten|letzter|möglichst"},
	}
}

func germanAbsence() []entry {
	return []entry{
		{kindAway, 0, "abwesend|abwesenheit|urlaub|außer haus|ausser haus|nicht im " +
			"haus|verreist|dienstreise|krank|elternzeit|unterwegs|" +
			"unerreichbar|nicht im büro|außerhalb des büros|nicht mehr im büro|betriebsferien|ferien|weg|kein zugriff|keinen " +
			"zugriff|geschlossen|schulung|fortbildung|weiterbildung|lehrgang|nicht da|mutterschutz|" +
			"auszeit|arbeitsunfähig|dienstfrei|freien tag|freie tage|kur|reha"},
		{kindBack, 0, "wieder|zurück|zurueck|rückkehr|zurückkehren|zurückkehre|kehre"},
		{kindHere, 0, "erreichbar|erreichen|verfügbar|im büro|im haus|im dienst|da|am arbeitsplatz|am platz|anwesend"},
		{kindNot, 0, "nicht|kein|keine|nur eingeschränkt|eingeschränkt|nur bedingt|ohne"},
		{kindUntil, 0, "bis|bis zum|bis zu"},
		{kindThrough, 0, "bis einschließlich|bis einschliesslich|bis inklusive|bis inkl|bis und mit|bis einschl|bis zum " +
			"einschließlich"},
		{kindInclusive, 0, "einschließlich|einschliesslich|inklusive|inkl|einschl"},
		{kindSince, 0, "ab|ab dem|vom|von|seit|seit dem"},
		{kindOther, 0, "kollege|kollegin|kollegen|vertretung|sie wird|er wird|mein team"},
		{kindForeign, 0, "angebot|gültig|anmeldung|anmeldeschluss|frist|rabatt|messe|veranstaltung|webinar|rechnung|" +
			"lieferung|bewerbung|bestellung|aktion"},
	}
}
