package dates

import "slices"

func czech() language {
	return language{
		order: orderDayFirst,
		weekdays: [7]string{"neděle|neděli|ned", "pondělí|pon", "úterý|út", "středa|středu|st|stř", "čtvrtek|čt|čtv",
			"pátek|pá",
			"sobota|sobotu"},
		months: [12]string{"leden|ledna|led", "únor|února|úno", "březen|března|bře", "duben|dubna|dub", "květen|května|kvě",
			"červen|června",
			"červenec|července", "srpen|srpna|srp", "září|zář", "říjen|října|říj", "listopad|listopadu|lis",
			"prosinec|prosince"},
		numbers: []string{"jeden|jedna|jednu|první", "dva|dvě|druhé", "tři|třetí", "čtyři|čtvrté", "pět|páté", "šest|šesté",
			"sedm|sedmé", "osm|osmé",
			"devět|deváté", "deset|desáté", "jedenáct|jedenácté", "dvanáct|dvanácté", "třináct", "čtrnáct", "patnáct",
			"šestnáct",
			"sedmnáct", "osmnáct", "devatenáct", "dvacet"},
		ordinals: []string{"prvního", "druhého", "třetího", "čtvrtého", "pátého", "šestého", "sedmého", "osmého", "devátého",
			"desátého"},
		places: map[string]string{
			"praha|praze|pražského|českého": "Europe/Prague", "londýn|londýnského": "Europe/London",
			"berlín|německého": "Europe/Berlin",
			"středoevropského|středoevropský|středoevropský standardní|středoevropský letní": "Europe/Berlin",
			"moskva|moskevského": "Europe/Moscow",
		},
		words: slices.Concat(czechDays(), czechClock(), czechAbsence()),
	}
}

func czechDays() []entry {
	return []entry{
		{kindFiller, 0, "kdy|na|datum|roku"},
		{kindFiller, 0, "časové pásmo|čas"},
		{kindFiller, 0, "řekněme"},
		{kindWeekdayDated, 0, "ne"},
		{kindWeekdayDated, 1, "po"},
		{kindArticle, 0, "dne"},
		{kindAt, 0, "v|ve"},
		{kindRelative, 0, "dnes"},
		{kindRelative, 1, "zítra"},
		{kindRelative, 2, "pozítří"},
		{kindRelative, -1, "včera"},
		{kindRelative, -2, "předevčírem"},
		{kindRelative, 7, "za týden"},
		{kindThis, 0, "tento|tuto|toto|tohle"},
		{kindNext, 0, "příští"},
		{kindComing, 0, "nejbližší|nadcházející"},
		{kindWeek, 0, "tento týden|v tomto týdnu|tohoto týdne"},
		{kindWeek, 1, "příští týden|v příštím týdnu|příštího týdne"},
		{kindWeek, -1, "minulý týden"},
		{kindDays, 1, "den|dny|dní|dnů"},
		{kindDays, 7, "týden|týdny|týdnů"},
		{kindWeekNumber, 0, "týden|týdnu"},
		{kindMonthAhead, 0, "tento měsíc|tohoto měsíce"},
		{kindMonthAhead, 1, "příští měsíc|příštího měsíce"},
		{kindMonths, 0, "měsíc|měsíce|měsíců|rok|roky|let|pracovních dnů|pracovní dny"},
	}
}

func czechClock() []entry {
	return []entry{
		{kindMinutes, 1, "minuta|minuty|minut|minutu"},
		{kindMinutes, 60, "hodina|hodinu|hodiny|hodin|hod"},
		{kindDuration, 30, "půl hodiny|půlhodina|půlhodinu"},
		{kindDuration, 15, "čtvrt hodiny|čtvrthodina"},
		{kindDuration, 45, "tři čtvrtě hodiny"},
		{kindDuration, 90, "hodinu a půl"},
		{kindDuration, 150, "dvě a půl hodiny|dvě hodiny a půl"},
		{kindPart, morning, "ráno|dopoledne"},
		{kindPart, afternoon, "odpoledne"},
		{kindPart, evening, "večer"},
		{kindPart, night, "v noci"},
		{kindNoon, 0, "poledne|v poledne"},
		{kindMidnight, 0, "půlnoc|o půlnoci"},
		{kindHourMark, 1, "hodin|hod|hodiny"},
		{kindClockBefore, -30, "půl"},
		{kindClockBefore, -45, "čtvrt na"},
		{kindClockBefore, -15, "tři čtvrtě na|třičtvrtě na"},
		{kindRangeFrom, 0, "od"},
		{kindRangeTo, 0, "do"},
		{kindBetween, 0, "mezi"},
		{kindAnd, 0, "a"},
		{kindLasting, 0, "na"},
		{kindIn, 0, "za"},
		{kindZoneWord, 0, "čas|času"},
		{kindZoneOf, 0, "času|čas"},
		{kindMine, 0, "mého času"},
		{kindYours, 0, "místního času|vašeho času|našeho času"},
		{kindOr, 0, "nebo|či|případně"},
		{kindVague, 0, "kolem|okolo|asi|přibližně|po|před|brzy|pozdě|nejpozději|nejdříve|začátkem|začátek|konec|koncem|" +
			"víkend|možná|každý|každou|" +
			"co nejdříve"},
	}
}

func czechAbsence() []entry {
	return []entry{
		{kindAway, 0, "mimo kancelář|nepřítomen|nepřítomna|dovolené|dovolená|na dovolené|nemocný|služební cestě|" +
			"školení|nejsem v práci|mateřské|dovolenou|dovolenka"},
		{kindBack, 0, "zpět|vrátím|vracím|opět"},
		{kindHere, 0, "k dispozici|dostupný|dostupná|v kanceláři"},
		{kindNot, 0, "nejsem|nebudu|bez|omezeně"},
		{kindUntil, 0, "do|až do"},
		{kindInclusive, 0, "včetně"},
		{kindSince, 0, "od"},
		{kindOther, 0, "kolega|kolegyně|ona|on"},
		{kindForeign, 0, "nabídka|platí|registrace|sleva|faktura|dodání|objednávka"},
	}
}
