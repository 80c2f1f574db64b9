package dates

import "slices"

func english() language {
	return language{
		weekdays: [7]string{"sunday|sun|sundays", "monday|mon", "tuesday|tue|tues", "wednesday|wed|weds",
			"thursday|thu|thur|thurs", "friday|fri", "saturday|sat"},
		months: [12]string{"january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul",
			"august|aug",
			"september|sep|sept", "october|oct", "november|nov", "december|dec"},
		numbers: []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
			"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "twenty one",
			"twenty two",
			"twenty three", "twenty four", "twenty five", "twenty six", "twenty seven", "twenty eight", "twenty nine", "thirty",
			"thirty one"},
		ordinals: []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
			"eleventh", "twelfth",
			"thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
			"twenty first",
			"twenty second", "twenty third", "twenty fourth", "twenty fifth", "twenty sixth", "twenty seventh", "twenty eighth",
			"twenty ninth", "thirtieth", "thirty first"},
		words: slices.Concat(englishDays(), englishClock(), englishAbsence()),
	}
}

func englishDays() []entry {
	return []entry{
		{kindOrdinalMark, 0, "st|nd|rd|th"},
		{kindFiller, 0, "when|on|of|for|in the|date|time|on the|sharp"},
		{kindFiller, 0, "time zone|timezone|start|starts|starting|begins|beginning"},
		{kindFiller, 0, "let s say|let us say|let s do|let s make it|shall we say"},
		{kindArticle, 0, "the"},
		{kindAt, 0, "at"},
		{kindOne, 1, "a|an"},
		{kindRelative, 0, "today"},
		{kindRelative, 1, "tomorrow|tmrw|tmr"},
		{kindRelative, 2, "day after tomorrow|the day after tomorrow"},
		{kindRelative, -1, "yesterday"},
		{kindRelative, -2, "day before yesterday|the day before yesterday"},
		{kindThis, 0, "this"},
		{kindNext, 0, "next"},
		{kindComing, 0, "coming|this coming|upcoming"},
		{kindWeek, 0, "this week"},
		{kindWeek, 1, "next week"},
		{kindWeek, 2, "the week after next|week after next"},
		{kindWeek, -1, "last week"},
		{kindDays, 1, "day|days"},
		{kindDays, 7, "week|weeks"},
		{kindOffset, 7, "week"}, // "Thursday week"
		{kindDays, 14, "fortnight|fortnights"},
		{kindWeekNumber, 0, "week|calendar week|week number|week no"},
		{kindMonthAhead, 0, "this month"},
		{kindMonthAhead, 1, "next month"},
		{kindMonths, 0, "month|months|year|years|working days|business days|quarter"},
	}
}

func englishClock() []entry {
	return []entry{
		{kindMinutes, 1, "minute|minutes"},
		{kindMinutes, 60, "hour|hours"},
		{kindDuration, 30, "half an hour|a half hour|half hour"},
		{kindDuration, 15, "quarter of an hour|a quarter of an hour"},
		{kindDuration, 45, "three quarters of an hour"},
		{kindDuration, 90, "an hour and a half|one hour and a half|one and a half hours"},
		{kindDuration, 150, "two and a half hours"},
		{kindPart, morning, "morning"},
		{kindPart, afternoon, "afternoon"},
		{kindPart, evening, "evening"},
		{kindPart, night, "night|at night"},
		{kindPartToday, night, "tonight"},
		{kindNoon, 0, "noon|midday"},
		{kindMidnight, 0, "midnight"},
		{kindMeridiem, am, "a"},
		{kindMeridiem, pm, "p"},
		{kindHourMark, 0, "o clock|oclock"},
		{kindHourMark, 2, "hours"},
		{kindClockBefore, 30, "half past|half"},
		{kindClockBefore, -30, "half"}, // as on the continent
		{kindClockBefore, 15, "quarter past|a quarter past|quarter after"},
		{kindClockBefore, -15, "quarter to|a quarter to|quarter till|quarter of"},
		{kindMinutesBefore, 1, "past|minutes past|after"},
		{kindMinutesBefore, -1, "to|minutes to|till"},
		{kindRangeFrom, 0, "from"},
		{kindRangeTo, 0, "to|until|till|til|through"},
		{kindBetween, 0, "between"},
		{kindAnd, 0, "and"},
		{kindLasting, 0, "for|lasting"},
		{kindIn, 0, "in"},
		{kindHence, 0, "from now|hence|from today|today"},
		{kindCounting, 0, "from|after|on"},
		{kindZoneWord, 0, "time|local time|timezone|time zone|tz|based"},
		{kindZoneOf, 0, "in|time in"},
		{kindMine, 0, "my time|my timezone|my time zone"},
		{kindYours, 0, "us time|us|american time|your time|their time|his time|her time|our time|local time|local|your " +
			"timezone|your time zone"},
		{kindOr, 0, "or|alternatively"},
		{kindVague, 0, "anywhere|somewhere|sometime|some time|any " +
			"time|anytime|around|about|approximately|roughly|early|late|mid|soon|soonest|" +
			"end of|end|beginning of|start of|week of|week commencing|the week of|weekend|next month|this " +
			"month|before|by|after|not before|" +
			"lunchtime|lunch|end of day|close of business|first " +
			"thing|every|each|weekly|daily|maybe|perhaps|possibly|probably|tentatively|" +
			"earliest|latest|no later than|not later than|later than|onwards|later|whenever|flexible|not|except|between now " +
			"and|either|last"},
	}
}

func englishAbsence() []entry {
	return []entry{
		{kindAway, 0, "out of office|out of the office|ooo|away|absent|absence|on leave|leave|vacation|on " +
			"holiday|holiday|holidays|on pto|pto|" +
			"sabbatical|travelling|traveling|unavailable|unreachable|out until|out till|out through|out from|be out|am " +
			"out|out|" +
			"no access|limited access|off work|day off|days off|time off|off sick|sick|closed"},
		{kindBack, 0, "back|return|returning|returns|returned|again|resume|resuming|be back|i return|my return"},
		{kindHere, 0, "available|reachable|in the office|in office|reach me|contact me|call me"},
		{kindNot, 0, "not|won t|isn t|cannot|can t|without|wont|no longer|never"},
		{kindUntil, 0, "until|till|til|up to|up until"},
		{kindThrough, 0, "through|thru|up to and including|until and including"},
		{kindInclusive, 0, "inclusive|included|incl|including"},
		{kindSince, 0, "from|as of|as from|starting|effective"},
		{kindOther, 0, "colleague|colleagues|who|she|he|they|team|assistant|replacement"},
		{kindForeign, 0, "offer|valid|expires|deadline|register|registration|discount|webinar|event|conference|invoice|" +
			"sale|promo|" +
			"order|orders|delivery|shipping|apply|application|submit|ticket|book|trade show|booth|career|warranty|free trial"},
	}
}
