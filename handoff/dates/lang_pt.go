package dates

import "slices"

func portuguese() language {
	return language{
		inclusive: true,
		order:     orderDayFirst,
		weekdays: [7]string{"domingo|dom", "segunda|segunda feira|seg", "terça|terça feira|ter", "quarta|quarta feira|qua",
			"quinta|quinta feira|qui",
			"sexta|sexta feira|sex", "sábado|sáb"},
		months: [12]string{"janeiro|jan", "fevereiro|fev", "março|mar", "abril|abr", "maio|mai", "junho|jun", "julho|jul",
			"agosto|ago",
			"setembro|set", "outubro|out", "novembro|nov", "dezembro|dez"},
		numbers: []string{"um|uma", "dois|duas", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze",
			"doze", "treze", "catorze|quatorze",
			"quinze", "dezasseis|dezesseis", "dezassete|dezessete", "dezoito", "dezanove|dezenove", "vinte",
			"vinte e um|vinte e uma", "vinte e dois",
			"vinte e três", "vinte e quatro", "vinte e cinco", "vinte e seis", "vinte e sete", "vinte e oito", "vinte e nove",
			"trinta", "trinta e um"},
		ordinals: []string{"primeiro"},
		places: map[string]string{
			"europa central|horário da europa central":                            "Europe/Berlin",
			"horário padrão da europa central|horário de verão da europa central": "Europe/Berlin",
			"londres|reino unido": "Europe/London", "berlim|alemanha": "Europe/Berlin", "madri|espanha": "Europe/Madrid",
			"nova york|nova iorque": "America/New_York",
			"genebra|zurique":       "Europe/Zurich", "tóquio": "Asia/Tokyo", "são paulo": "America/Sao_Paulo",
			"brasília": "America/Sao_Paulo", "roma": "Europe/Rome",
		},
		words: slices.Concat(portugueseDays(), portugueseClock(), portugueseAbsence()),
	}
}

func portugueseDays() []entry {
	return []entry{
		{kindOrdinalMark, 0, "o"},
		{kindWeekdayMark, 0, "a feira"}, // "5ª-feira" is Thursday
		{kindWeekdayMark, 1, "a"},
		{kindFiller, 0, "quando|de|do|da|em|na|no|à|pela|data|hora|às|para"},
		{kindFiller, 0, "fuso horário"},
		{kindFiller, 0, "digamos"},
		{kindArticle, 0, "o|dia|no dia|o dia"},
		{kindAt, 0, "às|as|à|pelas|ao"},
		{kindRelative, 0, "hoje"},
		{kindRelative, 1, "amanhã"},
		{kindRelative, 2, "depois de amanhã"},
		{kindRelative, -1, "ontem"},
		{kindRelative, -2, "anteontem"},
		{kindThis, 0, "este|esta|nesta|neste|desta"},
		{kindNext, 0, "próximo|próxima|que vem"},
		{kindWeek, 0, "esta semana|desta semana|nesta semana"},
		{kindWeek, 1, "próxima semana|na próxima semana|semana que vem|da próxima semana|na semana que vem|da semana " +
			"que vem"},
		{kindWeek, -1, "semana passada"},
		{kindDays, 1, "dia|dias"},
		{kindDays, 7, "semana|semanas"},
		{kindWeekNumber, 0, "semana"},
		{kindMonthAhead, 0, "este mês|deste mês|mês corrente"},
		{kindMonthAhead, 1, "próximo mês|mês que vem"},
		{kindMonths, 0, "mês|meses|ano|anos|dias úteis"},
	}
}

func portugueseClock() []entry {
	return []entry{
		{kindMinutes, 1, "minuto|minutos"},
		{kindMinutes, 60, "hora|horas"},
		{kindDuration, 30, "meia hora"},
		{kindDuration, 15, "um quarto de hora|quarto de hora"},
		{kindDuration, 45, "três quartos de hora"},
		{kindDuration, 90, "hora e meia|uma hora e meia"},
		{kindDuration, 150, "duas horas e meia"},
		{kindPart, morning, "manhã"},
		{kindPart, afternoon, "tarde"},
		{kindPart, night, "noite"},
		{kindNoon, 0, "meio dia"},
		{kindMidnight, 0, "meia noite"},
		{kindHourMark, 1, "horas|hora"},
		{kindClockAfter, 30, "e meia"},
		{kindClockAfter, 15, "e um quarto|e quarto"},
		{kindMinutesAfter, 1, "e"},
		{kindMinutesBefore, -1, "para as|para a|para o"},
		{kindRangeFrom, 0, "das|de|desde as|da"},
		{kindRangeTo, 0, "às|as|até|até às|até as|à|a|ao"},
		{kindBetween, 0, "entre|entre as"},
		{kindAnd, 0, "e|e as"},
		{kindLasting, 0, "durante|por"},
		{kindIn, 0, "em|daqui a|dentro de"},
		{kindCounting, 0, "depois de|a partir de"},
		{kindZoneOf, 0, "hora de|horário de|em|hora do|horário"},
		{kindMine, 0, "minha hora|meu horário"},
		{kindYours, 0, "sua hora|seu horário|hora local|horário local|vossa hora|tua hora|nosso horário"},
		{kindOr, 0, "ou"},
		{kindVague, 0, "lá pelas|lá pela|lá para|por volta|cerca|aproximadamente|antes|depois|a partir|início|meados|fim " +
			"de|final|fins|em breve|o mais breve possível|" +
			"fim de semana|próximo mês|mês que vem|semana de|talvez|cada|todas as|não|último|passado"},
	}
}

func portugueseAbsence() []entry {
	return []entry{
		{kindAway, 0, "fora do escritório|ausente|ausência|férias|em viagem|de licença|licença|indisponível|não estarei|de " +
			"baixa|fechado|fechada|" +
			"não estou|em formação|licença maternidade"},
		{kindBack, 0, "volto|voltarei|volta|de volta|regresso|regressarei|retorno|retornarei|de novo|novamente|retomo"},
		{kindHere, 0, "disponível|no escritório|contactável|contatável"},
		{kindNot, 0, "não|sem|nem"},
		{kindUntil, 0, "até|até ao|até o|até dia|até ao dia|até o dia"},
		{kindRangeTo, 0, "a|ao"},
		{kindInclusive, 0, "inclusive|incluído|inclusivé"},
		{kindSince, 0, "desde|a partir de|a partir do|a partir do dia|a partir de dia|de|do"},
		{kindOther, 0, "colega|colegas|ela|ele|equipa|equipe"},
		{kindForeign, 0, "oferta|válido|válida|inscrição|prazo|desconto|feira|fatura|entrega|pedido|promoção"},
	}
}
