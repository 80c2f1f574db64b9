package dates

import "slices"

func finnish() language {
	return language{
		order: orderDayFirst,
		weekdays: [7]string{"sunnuntai|sunnuntaina|su", "maanantai|maanantaina|ma", "tiistai|tiistaina|ti",
			"keskiviikko|keskiviikkona|ke",
			"torstai|torstaina", "perjantai|perjantaina|pe", "lauantai|lauantaina|la"},
		months: [12]string{"tammikuu|tammikuuta|tammikuun", "helmikuu|helmikuuta|helmikuun",
			"maaliskuu|maaliskuuta|maaliskuun",
			"huhtikuu|huhtikuuta|huhtikuun", "toukokuu|toukokuuta|toukokuun", "kesäkuu|kesäkuuta|kesäkuun",
			"heinäkuu|heinäkuuta|heinäkuun", "elokuu|elokuuta|elokuun", "syyskuu|syyskuuta|syyskuun",
			"lokakuu|lokakuuta|lokakuun",
			"marraskuu|marraskuuta|marraskuun", "joulukuu|joulukuuta|joulukuun"},
		numbers: []string{"yksi|yhden", "kaksi|kahden", "kolme|kolmen", "neljä|neljän", "viisi|viiden|viittä", "kuusi|kuuden",
			"seitsemän", "kahdeksan", "yhdeksän", "kymmenen|kymmentä", "yksitoista", "kaksitoista", "kolmetoista", "neljätoista",
			"viisitoista", "kuusitoista", "seitsemäntoista", "kahdeksantoista", "yhdeksäntoista", "kaksikymmentä"},
		ordinals: []string{"ensimmäinen", "toinen", "kolmas", "neljäs", "viides", "kuudes", "seitsemäs", "kahdeksas",
			"yhdeksäs", "kymmenes"},
		places: map[string]string{
			"suomen|suomi|helsingin": "Europe/Helsinki", "ruotsin|tukholma|tukholman": "Europe/Stockholm",
			"saksan|berliinin": "Europe/Berlin",
			"keski euroopan":   "Europe/Berlin", "itä euroopan": "Europe/Helsinki", "lontoon": "Europe/London",
			"moskova": "Europe/Moscow",
		},
		words: slices.Concat(finnishDays(), finnishClock(), finnishAbsence()),
	}
}

func finnishDays() []entry {
	return []entry{
		{kindOrdinalMark, 0, "s|nnen|tena|sena"},
		{kindFiller, 0, "milloin|päivänä|pvm|päivä"},
		{kindFiller, 0, "aikavyöhyke|aika"},
		{kindFiller, 0, "sanotaan"},
		{kindWeekdayDated, 4, "to"},
		{kindAt, 0, "klo|kello"},
		{kindRelative, 0, "tänään"},
		{kindRelative, 1, "huomenna"},
		{kindRelative, 2, "ylihuomenna"},
		{kindRelative, -1, "eilen"},
		{kindRelative, -2, "toissapäivänä"},
		{kindRelative, 7, "viikon päästä|viikon kuluttua"},
		{kindThis, 0, "tänä"},
		{kindNext, 0, "ensi|seuraava|seuraavana"},
		{kindComing, 0, "tuleva|tulevana"},
		{kindWeek, 0, "tällä viikolla|tämän viikon|tämä viikko"},
		{kindWeek, 1, "ensi viikolla|ensi viikon|ensi viikko"},
		{kindWeek, -1, "viime viikolla|viime viikon"},
		{kindDays, 1, "päivä|päivän|päivää"},
		{kindDays, 7, "viikko|viikon|viikkoa"},
		{kindHence, 0, "päästä|kuluttua"},
		{kindWeekNumber, 0, "viikko|viikolla|vko|viikon"},
		{kindMonthAhead, 0, "tässä kuussa|tämän kuun"},
		{kindMonthAhead, 1, "ensi kuussa|ensi kuun"},
		{kindMonths, 0, "kuukausi|kuukauden|kuukautta|vuosi|vuoden|arkipäivän|arkipäivää"},
	}
}

func finnishClock() []entry {
	return []entry{
		{kindMinutes, 1, "minuutti|minuuttia|minuutin"},
		{kindMinutes, 60, "tunti|tuntia|tunnin"},
		{kindDuration, 30, "puoli tuntia|puolen tunnin|puolituntinen"},
		{kindDuration, 15, "vartti|vartin"},
		{kindDuration, 90, "puolitoista tuntia"},
		{kindDuration, 150, "kaksi ja puoli tuntia"},
		{kindPart, morning, "aamulla|aamupäivällä|ap"},
		{kindPart, midday, "päivällä"},
		{kindPart, afternoon, "iltapäivällä|ip"},
		{kindPart, evening, "illalla"},
		{kindPart, night, "yöllä"},
		{kindPartToday, morning, "tänä aamuna"},
		{kindPartToday, evening, "tänä iltana"},
		{kindNoon, 0, "keskipäivällä"},
		{kindMidnight, 0, "keskiyöllä|keskiyö"},
		{kindClockBefore, -30, "puoli"},
		{kindClockBefore, 15, "vartin yli|varttia yli"},
		{kindClockBefore, -15, "varttia vaille|vartin vaille"},
		{kindMinutesBefore, 1, "yli|minuuttia yli"},
		{kindMinutesBefore, -1, "vaille|minuuttia vaille"},
		{kindAnd, 0, "ja"},
		{kindZoneWord, 0, "normaaliaika|kesäaika|aikaa|aika"},
		{kindMine, 0, "minun aikaani"},
		{kindYours, 0, "teidän aikaanne|paikallista aikaa|sinun aikaasi"},
		{kindOr, 0, "tai"},
		{kindVague, 0, "noin|n|ennen|jälkeen|välillä|alkaen|asti|saakka|mennessä|aikaisintaan|viimeistään|viikonloppuna|" +
			"ehkä|joka|ei|" +
			"alussa|lopussa|puolivälissä"},
	}
}

func finnishAbsence() []entry {
	return []entry{
		{kindAway, 0, "poissa|lomalla|vuosilomalla|matkoilla|sairaana|vapaalla|koulutuksessa|työmatkalla|" +
			"vanhempainvapaalla|perhevapaalla|lomamatkalla|en ole paikalla"},
		{kindBack, 0, "takaisin|palaan|jälleen"},
		{kindHere, 0, "tavoitettavissa|paikalla|toimistolla"},
		{kindNot, 0, "en|ei|rajoitetusti"},
		{kindOther, 0, "kollega|kollegani"},
		{kindForeign, 0, "tarjous|voimassa|ilmoittautuminen|lasku|toimitus|tilaus"},
	}
}
