package dates

import "slices"

func polish() language {
	return language{
		order: orderDayFirst,
		weekdays: [7]string{"niedziela|niedzielę|niedz|nd", "poniedziałek|pon|pn", "wtorek|wt|wto", "środa|środę|śr|śro",
			"czwartek|czw|cz", "piątek|pt|pią", "sobota|sobotę|sob"},
		months: [12]string{"styczeń|stycznia|sty", "luty|lutego|lut", "marzec|marca|mar", "kwiecień|kwietnia|kwi", "maj|maja",
			"czerwiec|czerwca|cze", "lipiec|lipca|lip", "sierpień|sierpnia|sie", "wrzesień|września|wrz",
			"październik|października|paź|paźdz", "listopad|listopada|lis", "grudzień|grudnia|gru"},
		numbers: []string{"jeden|jedną|pierwszej|pierwsza", "dwa|dwie|drugiej|druga", "trzy|trzeciej|trzecia",
			"cztery|czwartej|czwarta",
			"pięć|piątej|piąta", "sześć|szóstej|szósta", "siedem|siódmej|siódma", "osiem|ósmej|ósma",
			"dziewięć|dziewiątej|dziewiąta",
			"dziesięć|dziesiątej|dziesiąta", "jedenaście|jedenastej|jedenasta", "dwanaście|dwunastej|dwunasta",
			"trzynaście|trzynastej|trzynasta", "czternaście|czternastej|czternasta", "piętnaście|piętnastej|piętnasta",
			"szesnaście|szesnastej|szesnasta", "siedemnaście|siedemnastej|siedemnasta", "osiemnaście|osiemnastej|osiemnasta",
			"dziewiętnaście|dziewiętnastej|dziewiętnasta", "dwadzieścia|dwudziestej|dwudziesta"},
		ordinals: []string{"pierwszego|pierwszy", "drugiego", "trzeciego", "czwartego", "piątego", "szóstego", "siódmego",
			"ósmego",
			"dziewiątego", "dziesiątego", "jedenastego", "dwunastego", "trzynastego", "czternastego", "piętnastego",
			"szesnastego",
			"siedemnastego", "osiemnastego", "dziewiętnastego", "dwudziestego"},
		places: map[string]string{
			"polski|polskiego|warszawskiego|warszawa|warszawie|polska": "Europe/Warsaw",
			"londyn|londyńskiego|brytyjskiego":                         "Europe/London",
			"berlin|niemieckiego|środkowoeuropejskiego|środkowoeuropejski|środkowoeuropejski standardowy|środkowoeuropejski " +
				"letni": "Europe/Berlin",
			"moskwa|moskiewskiego":  "Europe/Moscow",
			"nowy jork|nowym jorku": "America/New_York",
		},
		words: slices.Concat(polishDays(), polishClock(), polishAbsence()),
	}
}

func polishDays() []entry {
	return []entry{
		{kindOrdinalMark, 0, "go|ego"},
		{kindFiller, 0, "kiedy|w|we|na|data|r|roku"},
		{kindFiller, 0, "strefa czasowa|czas"},
		{kindFiller, 0, "powiedzmy"},
		{kindArticle, 0, "dnia|dn"},
		{kindAt, 0, "o|o godz|o godzinie|godz|godzina|g|o g"},
		{kindRelative, 0, "dziś|dzisiaj"},
		{kindRelative, 1, "jutro"},
		{kindRelative, 2, "pojutrze"},
		{kindRelative, -1, "wczoraj"},
		{kindRelative, -2, "przedwczoraj"},
		{kindRelative, 7, "za tydzień"},
		{kindThis, 0, "ten|tę|tą|ta"},
		{kindNext, 0, "przyszły|przyszłą|przyszła|następny|następną|następna"},
		{kindComing, 0, "najbliższy|najbliższą|nadchodzący|nadchodzącą"},
		{kindWeek, 0, "w tym tygodniu|tego tygodnia|ten tydzień"},
		{kindWeek, 1, "w przyszłym tygodniu|przyszłym tygodniu|przyszłego tygodnia|przyszły tydzień|w następnym " +
			"tygodniu|następnego tygodnia"},
		{kindWeek, -1, "w zeszłym tygodniu|zeszłego tygodnia"},
		{kindDays, 1, "dzień|dni"},
		{kindDays, 7, "tydzień|tygodnie|tygodni"},
		{kindWeekNumber, 0, "tydzień|tydz|tygodniu|tygodnia"},
		{kindMonthAhead, 0, "tego miesiąca|w tym miesiącu"},
		{kindMonthAhead, 1, "przyszłego miesiąca|następnego miesiąca|w przyszłym miesiącu"},
		{kindMonths, 0, "miesiąc|miesiące|miesięcy|rok|lata|dni roboczych|dni robocze"},
	}
}

func polishClock() []entry {
	return []entry{
		{kindMinutes, 1, "minuta|minuty|minut|minutę"},
		{kindMinutes, 60, "godzina|godzinę|godziny|godzin|godz"},
		{kindDuration, 30, "pół godziny"},
		{kindDuration, 15, "kwadrans"},
		{kindDuration, 60, "godzinę"},
		{kindDuration, 90, "półtorej godziny"},
		{kindDuration, 150, "dwie i pół godziny|dwóch i pół godziny"},
		{kindPart, morning, "rano|przed południem|ranem"},
		{kindPart, afternoon, "po południu|popołudniu"},
		{kindPart, evening, "wieczorem|wieczór"},
		{kindPart, night, "w nocy|nocą"},
		{kindNoon, 0, "w południe|południe"},
		{kindMidnight, 0, "o północy|północ|północy"},
		{kindClockBefore, -30, "wpół do|w pół do"},
		{kindClockBefore, 15, "kwadrans po"},
		{kindClockBefore, -15, "za kwadrans|kwadrans przed"},
		{kindMinutesBefore, 1, "po|minut po"},
		{kindMinutesBefore, -1, "przed|minut przed"},
		{kindRangeFrom, 0, "od|od godz|od godziny"},
		{kindRangeTo, 0, "do|do godz|do godziny"},
		{kindBetween, 0, "między|pomiędzy"},
		{kindAnd, 0, "a|i"},
		{kindLasting, 0, "przez|na"},
		{kindIn, 0, "za"},
		{kindZoneWord, 0, "czas|czasu"},
		{kindZoneOf, 0, "czasu|czas"},
		{kindMine, 0, "mojego czasu|mój czas"},
		{kindYours, 0, "czasu lokalnego|waszego czasu|państwa czasu|twojego czasu|naszego czasu"},
		{kindOr, 0, "lub|albo|czy|ewentualnie"},
		{kindVague, 0, "około|ok|koło|przed|po|wcześnie|późno|najpóźniej|najwcześniej|początek|koniec|połowa|weekend|może|" +
			"każdy|każdą|nie|" +
			"jak najszybciej"},
	}
}

func polishAbsence() []entry {
	return []entry{
		{kindAway, 0, "poza biurem|nieobecny|nieobecna|nieobecność|urlop|urlopie|na urlopie|zwolnienie|delegacji|" +
			"szkoleniu|szkolenie|nie ma mnie|nie będzie mnie|macierzyńskim"},
		{kindBack, 0, "wracam|wrócę|powrót|ponownie|z powrotem"},
		{kindHere, 0, "dostępny|dostępna|w biurze"},
		{kindNot, 0, "nie|bez|ograniczony"},
		{kindUntil, 0, "do|do dnia"},
		{kindInclusive, 0, "włącznie"},
		{kindSince, 0, "od|od dnia"},
		{kindOther, 0, "kolega|koleżanka|koledzy|ona|on"},
		{kindForeign, 0, "oferta|ważna|rejestracja|rabat|faktura|dostawa|zamówienie"},
	}
}
