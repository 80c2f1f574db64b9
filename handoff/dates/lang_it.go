package dates

import "slices"

func italian() language {
	return language{
		inclusive: true,
		order:     orderDayFirst,
		weekdays: [7]string{"domenica|dom", "lunedì|lun", "martedì|mar", "mercoledì|mer", "giovedì|gio", "venerdì|ven",
			"sabato|sab"},
		months: [12]string{"gennaio|gen", "febbraio|feb", "marzo|mar", "aprile|apr", "maggio|mag", "giugno|giu", "luglio|lug",
			"agosto|ago",
			"settembre|set|sett", "ottobre|ott", "novembre|nov", "dicembre|dic"},
		numbers: []string{"uno|un|una", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
			"dodici", "tredici", "quattordici",
			"quindici", "sedici", "diciassette", "diciotto", "diciannove", "venti", "ventuno", "ventidue", "ventitré",
			"ventiquattro", "venticinque",
			"ventisei", "ventisette", "ventotto", "ventinove", "trenta", "trentuno"},
		ordinals: []string{"primo"},
		places: map[string]string{
			"europa centrale|ora dell europa centrale":                          "Europe/Berlin",
			"ora standard dell europa centrale|ora legale dell europa centrale": "Europe/Berlin",
			"londra|inglese": "Europe/London", "berlino|tedesca|germania": "Europe/Berlin", "parigi|francese": "Europe/Paris",
			"italiana|italia":         "Europe/Rome",
			"zurigo|ginevra|svizzera": "Europe/Zurich", "bruxelles": "Europe/Brussels", "lisbona": "Europe/Lisbon",
			"vienna": "Europe/Vienna", "nuova york": "America/New_York",
			"mosca": "Europe/Moscow", "giappone": "Asia/Tokyo",
		},
		words: slices.Concat(italianDays(), italianClock(), italianAbsence()),
	}
}

func italianDays() []entry {
	return []entry{
		{kindFiller, 0, "quando|di|del|della|dell|la|nel|nella|data|ora|ore|in data|al|per il|per"},
		{kindFiller, 0, "fuso orario"},
		{kindFiller, 0, "diciamo|facciamo"},
		{kindArticle, 0, "il|l|giorno|il giorno"},
		{kindAt, 0, "alle|all|alle ore|ore|alla"},
		{kindRelative, 0, "oggi"},
		{kindRelative, 1, "domani"},
		{kindRelative, 2, "dopodomani|dopo domani"},
		{kindRelative, -1, "ieri"},
		{kindRelative, -2, "l altro ieri|altro ieri"},
		{kindThis, 0, "questo|questa"},
		{kindNext, 0, "prossimo|prossima|che viene"},
		{kindWeek, 0, "questa settimana"},
		{kindWeek, 1, "la prossima settimana|prossima settimana|la settimana prossima|settimana prossima|settimana che " +
			"viene|della prossima settimana"},
		{kindWeek, -1, "la settimana scorsa|settimana scorsa"},
		{kindDays, 1, "giorno|giorni"},
		{kindDays, 7, "settimana|settimane"},
		{kindWeekNumber, 0, "settimana|la settimana"},
		{kindMonthAhead, 0, "questo mese|corrente mese"},
		{kindMonthAhead, 1, "prossimo mese|mese prossimo|mese che viene"},
		{kindMonths, 0, "mese|mesi|anno|anni|giorni lavorativi"},
	}
}

func italianClock() []entry {
	return []entry{
		{kindMinutes, 1, "minuto|minuti"},
		{kindMinutes, 60, "ora|ore"},
		{kindDuration, 60, "un ora"},
		{kindDuration, 30, "mezz ora|mezza ora|mezzora"},
		{kindDuration, 15, "un quarto d ora|quarto d ora"},
		{kindDuration, 45, "tre quarti d ora"},
		{kindDuration, 90, "un ora e mezza|un ora e mezzo"},
		{kindDuration, 150, "due ore e mezza|due ore e mezzo"},
		{kindPart, morning, "mattina|mattino|mattinata"},
		{kindPart, afternoon, "pomeriggio"},
		{kindPart, evening, "sera|serata"},
		{kindPart, night, "notte"},
		{kindPartToday, morning, "stamattina|stamani"},
		{kindPartToday, evening, "stasera"},
		{kindPartToday, night, "stanotte"},
		{kindNoon, 0, "mezzogiorno|a mezzogiorno"},
		{kindMidnight, 0, "mezzanotte|a mezzanotte"},
		{kindClockAfter, 30, "e mezza|e mezzo|e trenta"},
		{kindClockAfter, 15, "e un quarto|e quarto"},
		{kindClockAfter, 45, "e tre quarti"},
		{kindClockAfter, -15, "meno un quarto"},
		{kindMinutesAfter, 1, "e"},
		{kindMinutesAfter, -1, "meno"},
		{kindRangeFrom, 0, "dalle|dalle ore|dall|da|dalla"},
		{kindRangeTo, 0, "alle|alle ore|all|fino alle|a|alla"},
		{kindBetween, 0, "tra|tra le|fra|fra le"},
		{kindAnd, 0, "e|e le"},
		{kindLasting, 0, "per|durata"},
		{kindIn, 0, "tra|fra"},
		{kindCounting, 0, "dopo|da"},
		{kindZoneOf, 0, "ora di|ora|a|fuso di"},
		{kindMine, 0, "ora mia|mia ora"},
		{kindYours, 0, "ora vostra|vostra ora|ora locale|tua ora|ora tua|ora sua|nostra ora"},
		{kindOr, 0, "o|oppure|ovvero"},
		{kindVague, 0, "verso|circa|intorno|attorno|prima|dopo|entro|inizio|metà|fine|appena possibile|al più " +
			"presto|presto|fine settimana|" +
			"prossimo mese|mese prossimo|settimana del|forse|ogni|non|scorso|scorsa|dalle in poi"},
	}
}

func italianAbsence() []entry {
	return []entry{
		{kindAway, 0, "fuori ufficio|fuori sede|assente|assenza|ferie|in viaggio|vacanza|in malattia|in permesso|non " +
			"sarò|maternità|in congedo|chiuso|chiusa|" +
			"in trasferta|non ci sono|non ci sarò|non sono in ufficio"},
		{kindBack, 0, "rientro|rientrerò|rientrando|ritorno|tornerò|torno|di nuovo|nuovamente|di ritorno|riprenderò"},
		{kindHere, 0, "disponibile|in ufficio|raggiungibile|reperibile|operativo|operativa"},
		{kindNot, 0, "non|senza"},
		{kindUntil, 0, "fino al|fino a|fino all|sino al|fino|fino al giorno"},
		{kindRangeTo, 0, "al"},
		{kindInclusive, 0, "compreso|incluso|inclusa|compresi"},
		{kindSince, 0, "dal|da|a partire dal|a partire da|dal giorno|dall"},
		{kindOther, 0, "collega|colleghi|collaboratore|collaboratrice|lei|che sarà|il mio team"},
		{kindForeign, 0, "offerta|valido|valida|iscrizione|iscrizioni|scadenza|sconto|fiera|fattura|consegna|ordine|" +
			"promozione"},
	}
}
