package dates

import "slices"

func spanish() language {
	return language{
		inclusive: true,
		order:     orderDayFirst,
		weekdays: [7]string{"domingo|dom", "lunes|lun", "martes|mar", "miércoles|mié|mier", "jueves|jue", "viernes|vie",
			"sábado|sáb"},
		months: [12]string{"enero|ene", "febrero|feb", "marzo|mar", "abril|abr", "mayo|may", "junio|jun", "julio|jul",
			"agosto|ago",
			"septiembre|setiembre|sept|sep|set", "octubre|oct", "noviembre|nov", "diciembre|dic"},
		numbers: []string{"uno|un|una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once",
			"doce", "trece", "catorce", "quince",
			"dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno|veintiún", "veintidós", "veintitrés",
			"veinticuatro",
			"veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve", "treinta", "treinta y uno"},
		ordinals: []string{"primero"},
		places: map[string]string{
			"europa central|hora de europa central|hora central europea": "Europe/Berlin",
			"hora estándar de europa central":                            "Europe/Berlin",
			"hora de verano de europa central":                           "Europe/Berlin",
			"londres|reino unido|inglesa|británica":                      "Europe/London",
			"españa|española|peninsular":                                 "Europe/Madrid",
			"canarias":                                                   "Atlantic/Canary",
			"berlín|alemana|alemania":                                    "Europe/Berlin",
			"parís|francesa":                                             "Europe/Paris",
			"nueva york":                                                 "America/New_York",
			"méxico":                                                     "America/Mexico_City",
			"bogotá|colombia":                                            "America/Bogota",
			"argentina":                                                  "America/Argentina/Buenos_Aires",
			"ginebra":                                                    "Europe/Zurich",
			"roma":                                                       "Europe/Rome",
			"tokio":                                                      "Asia/Tokyo",
		},
		words: slices.Concat(spanishDays(), spanishClock(), spanishAbsence()),
	}
}

func spanishDays() []entry {
	return []entry{
		{kindFiller, 0, "cuándo|cuando|de|del|en|la|por la|de la|en la|fecha|hora|para el"},
		{kindFiller, 0, "zona horaria"},
		{kindFiller, 0, "digamos|pongamos"},
		{kindArticle, 0, "el|día|el día"},
		{kindAt, 0, "a las|a la|las|la"},
		{kindRelative, 0, "hoy"},
		{kindRelative, 1, "mañana"},
		{kindRelative, 2, "pasado mañana"},
		{kindRelative, -1, "ayer"},
		{kindRelative, -2, "anteayer|antes de ayer"},
		{kindThis, 0, "este|esta"},
		{kindNext, 0, "próximo|próxima|que viene"},
		{kindWeek, 0, "esta semana"},
		{kindWeek, 1, "la próxima semana|próxima semana|la semana que viene|semana que viene|la semana próxima|semana " +
			"próxima"},
		{kindWeek, -1, "la semana pasada|semana pasada"},
		{kindDays, 1, "día|días"},
		{kindDays, 7, "semana|semanas"},
		{kindWeekNumber, 0, "semana|la semana"},
		{kindMonthAhead, 0, "este mes|mes en curso"},
		{kindMonthAhead, 1, "próximo mes|mes próximo|mes que viene"},
		{kindMonths, 0, "mes|meses|año|años|días laborables|días hábiles"},
	}
}

func spanishClock() []entry {
	return []entry{
		{kindMinutes, 1, "minuto|minutos"},
		{kindMinutes, 60, "hora|horas"},
		{kindDuration, 30, "media hora"},
		{kindDuration, 15, "cuarto de hora|un cuarto de hora"},
		{kindDuration, 45, "tres cuartos de hora"},
		{kindDuration, 90, "hora y media|una hora y media"},
		{kindDuration, 150, "dos horas y media"},
		{kindPart, morning, "la mañana|por la mañana|de la mañana|en la mañana|a la mañana"},
		{kindPart, afternoon, "tarde"},
		{kindPart, night, "noche"},
		{kindPart, midday, "del mediodía"},
		{kindNoon, 0, "mediodía|medio día|a mediodía|a medio día"},
		{kindMidnight, 0, "medianoche|a medianoche"},
		{kindHourMark, 1, "horas|hora"},
		{kindClockAfter, 30, "y media"},
		{kindClockAfter, 15, "y cuarto"},
		{kindClockAfter, -15, "menos cuarto"},
		{kindMinutesAfter, 1, "y"},
		{kindMinutesAfter, -1, "menos"},
		{kindRangeFrom, 0, "de|desde|desde las|de las|desde la|de la"},
		{kindRangeTo, 0, "a|a las|hasta|hasta las|a la"},
		{kindBetween, 0, "entre|entre las"},
		{kindAnd, 0, "y|y las"},
		{kindLasting, 0, "durante|por|para"},
		{kindIn, 0, "en|dentro de"},
		{kindCounting, 0, "después del|a partir de|a partir del"},
		{kindZoneOf, 0, "hora de|hora|en|hora del"},
		{kindMine, 0, "mi hora|hora mía"},
		{kindYours, 0, "su hora|tu hora|hora local|vuestra hora|nuestra hora"},
		{kindOr, 0, "o|u|o bien"},
		{kindVague, 0, "sobre|hacia|alrededor|aproximadamente|cerca|antes|después|a partir|principios|mediados|finales|fin " +
			"de|final|pronto|" +
			"lo antes posible|cuanto antes|fin de semana|próximo mes|mes que viene|semana del|quizás|tal vez|cada|todos " +
			"los|no|último|pasado|desde"},
	}
}

func spanishAbsence() []entry {
	return []entry{
		{kindAway, 0, "fuera de la oficina|fuera de oficina|ausente|ausencia|vacaciones|de baja|de viaje|no estaré|no " +
			"disponible|permiso|fuera del despacho|cerrada|cerrado|" +
			"no estoy|en formación|de permiso"},
		{kindBack, 0, "vuelvo|volveré|vuelta|de vuelta|regreso|regresaré|regresando|retorno|de " +
			"nuevo|nuevamente|reincorporo|reincorporaré|reincorporación|incorporaré|incorporo"},
		{kindHere, 0, "disponible|en la oficina|localizable|en mi puesto|contactarme"},
		{kindNot, 0, "no|sin|ni"},
		{kindUntil, 0, "hasta|hasta el|hasta el día"},
		{kindRangeTo, 0, "al"},
		{kindInclusive, 0, "inclusive|incluido|incluida|ambos incluidos"},
		{kindSince, 0, "desde|a partir de|a partir del|desde el|del|de"},
		{kindOther, 0, "compañero|compañera|colega|quien|ella|equipo"},
		{kindForeign, 0, "oferta|válido|válida|inscripción|plazo|descuento|feria|factura|entrega|pedido|promoción|fecha " +
			"límite"},
	}
}
