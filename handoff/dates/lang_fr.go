package dates

import "slices"

func french() language {
	return language{
		inclusive: true,
		order:     orderDayFirst,
		weekdays: [7]string{"dimanche|dim", "lundi|lun", "mardi|mar", "mercredi|mer", "jeudi|jeu", "vendredi|ven",
			"samedi|sam"},
		months: [12]string{"janvier|janv|jan", "février|févr|fév", "mars", "avril|avr", "mai", "juin", "juillet|juil", "août",
			"septembre|sept|sep", "octobre|oct", "novembre|nov", "décembre|déc"},
		numbers: []string{"un|une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
			"treize", "quatorze", "quinze",
			"seize", "dix sept", "dix huit", "dix neuf", "vingt", "vingt et un|vingt et une", "vingt deux", "vingt trois",
			"vingt quatre", "vingt cinq",
			"vingt six", "vingt sept", "vingt huit", "vingt neuf", "trente", "trente et un"},
		ordinals: []string{"premier|première"},
		places: map[string]string{
			"londres|royaume uni|anglaise|britannique": "Europe/London", "genève": "Europe/Zurich",
			"bruxelles|belge": "Europe/Brussels", "lisbonne": "Europe/Lisbon",
			"allemagne|allemande|europe centrale|heure d europe centrale|heure normale d europe centrale|heure d été d europe " +
				"centrale|été d europe centrale": "Europe/Berlin",
			"française": "Europe/Paris", "vienne": "Europe/Vienna", "varsovie": "Europe/Warsaw", "athènes": "Europe/Athens",
			"moscou": "Europe/Moscow", "montréal|québec": "America/Toronto", "singapour": "Asia/Singapore",
			"japon": "Asia/Tokyo",
		},
		words: slices.Concat(frenchDays(), frenchClock(), frenchAbsence()),
	}
}

func frenchDays() []entry {
	return []entry{
		{kindOrdinalMark, 0, "er|ère|e|ème"},
		{kindFiller, 0, "quand|de|du|pour|la|l|d|dans|en|dans la|de l|dans l|date|heure|sur"},
		{kindFiller, 0, "fuseau horaire"},
		{kindFiller, 0, "disons"},
		{kindArticle, 0, "le|au"},
		{kindAt, 0, "à|a"},
		{kindRelative, 0, "aujourd hui"},
		{kindRelative, 1, "demain"},
		{kindRelative, 2, "après demain"},
		{kindRelative, -1, "hier"},
		{kindRelative, -2, "avant hier"},
		{kindThis, 0, "ce|cet|cette"},
		{kindNext, 0, "prochain|prochaine"},
		{kindComing, 0, "qui vient"},
		{kindWeek, 0, "cette semaine"},
		{kindWeek, 1, "la semaine prochaine|semaine prochaine|la semaine qui vient"},
		{kindWeek, -1, "la semaine dernière|semaine dernière"},
		{kindDays, 1, "jour|jours"},
		{kindDays, 7, "semaine|semaines"},
		{kindWeekNumber, 0, "semaine|la semaine|semaine numéro|s"},
		{kindMonthAhead, 0, "ce mois ci|ce mois"},
		{kindMonthAhead, 1, "mois prochain|le mois prochain|mois qui vient"},
		{kindMonths, 0, "mois|an|ans|année|jours ouvrés|jours ouvrables"},
	}
}

func frenchClock() []entry {
	return []entry{
		{kindMinutes, 1, "minute|minutes"},
		{kindMinutes, 60, "heure|heures"},
		{kindDuration, 30, "demi heure|une demi heure"},
		{kindDuration, 15, "quart d heure|un quart d heure"},
		{kindDuration, 45, "trois quarts d heure"},
		{kindDuration, 90, "une heure et demie"},
		{kindDuration, 150, "deux heures et demie"},
		{kindPart, morning, "matin|matinée"},
		{kindPart, afternoon, "après midi|aprem"},
		{kindPart, evening, "soir|soirée"},
		{kindPart, night, "nuit"},
		{kindNoon, 0, "midi"},
		{kindMidnight, 0, "minuit"},
		{kindHourMark, 1, "heure|heures"},
		{kindClockAfter, 30, "et demie|et demi"},
		{kindClockAfter, 15, "et quart"},
		{kindClockAfter, -15, "moins le quart|moins quart"},
		{kindMinutesAfter, -1, "moins"},
		{kindRangeFrom, 0, "de|dès"},
		{kindRangeTo, 0, "à|a|jusqu à|jusque"},
		{kindBetween, 0, "entre"},
		{kindAnd, 0, "et"},
		{kindLasting, 0, "pendant|durant|pour|durée"},
		{kindIn, 0, "dans"},
		{kindHence, 0, "plus tard"},
		{kindCounting, 0, "après|à partir de"},
		{kindOffset, 7, "en huit"},
		{kindOffset, 14, "en quinze"},
		{kindZoneOf, 0, "heure de|heure d|à|heure du|heure"},
		{kindMine, 0, "mon heure|chez moi"},
		{kindYours, 0, "votre heure|ton heure|heure locale|chez vous|chez toi|leur heure|notre heure"},
		{kindOr, 0, "ou|soit"},
		{kindVague, 0, "d ici|vers|environ|début|fin|milieu|avant|après|au plus tôt|au plus tard|dès que " +
			"possible|bientôt|week end|le mois prochain|" +
			"mois prochain|dans la journée|fin de journée|peut être|chaque|tous les|à partir de|semaine " +
			"du|plutôt|sinon|pas|dernier|dernière"},
	}
}

func frenchAbsence() []entry {
	return []entry{
		{kindAway, 0, "absent|absente|absence|congé|congés|vacances|en déplacement|indisponible|hors du " +
			"bureau|injoignable|arrêt maladie|rtt|" +
			"congé maternité|ne suis pas au bureau|pas accès|en voyage|fermé|fermée|" +
			"en formation|en mission|congé parental|serai pas là"},
		{kindBack, 0, "retour|de retour|reviens|reviendrai|revenir|rentre|rentrerai|nouveau|à nouveau|de " +
			"nouveau|reprends|reprendrai|reprise|serai de retour"},
		{kindHere, 0, "disponible|joignable|au bureau|me joindre|présent|présente"},
		{kindNot, 0, "pas|plus|sans|aucun"},
		{kindUntil, 0, "jusqu au|jusqu à|jusqu|jusqu a"},
		{kindRangeTo, 0, "au"},
		{kindInclusive, 0, "inclus|incluse|compris"},
		{kindSince, 0, "à partir du|à partir de|dès|dès le|du|à compter du|à compter de"},
		{kindOther, 0, "collègue|collègues|elle|il|qui|équipe|mon assistante|mon assistant"},
		{kindForeign, 0, "offre|valable|inscription|inscriptions|date " +
			"limite|promotion|salon|facture|livraison|commande|candidature|soldes"},
	}
}
