package ics

// Local times are counted in seconds as if they were UTC, days from 1 January 1970 on. Arithmetic on them knows
// nothing of zones; zone.instant brings them to the time line.

const daySeconds = 86400

// dayNumber counts the days from 1970-01-01 to a date of the proleptic Gregorian calendar.
func dayNumber(year, month, day int) int {
	if month <= 2 {
		year--
		month += 12
	}
	era := floorDiv(year, 400)
	yoe := year - era*400
	doy := (153*(month-3)+2)/5 + day - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

// civilDate is the inverse of dayNumber.
func civilDate(day int) (year, month, mday int) {
	day += 719468
	era := floorDiv(day, 146097)
	doe := day - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	mday = doy - (153*mp+2)/5 + 1
	month = mp + 3
	year = yoe + era*400
	if month > 12 {
		month -= 12
		year++
	}
	return year, month, mday
}

// weekday counts from Monday, 0.
func weekday(day int) int { return floorMod(day+3, 7) }

func monthDays(year, month int) int {
	switch month {
	case 2:
		if leapYear(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

func leapYear(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func yearDays(year int) int {
	if leapYear(year) {
		return 366
	}
	return 365
}

// weekNumber gives the week of the year a day belongs to, and how many weeks that year has, for weeks that start
// on wkst and with the first week having at least four days of the year (RFC 5545 section 3.3.10).
func weekNumber(day, wkst int) (week, weeks int) {
	decisive := day - floorMod(weekday(day)-wkst, 7) + 3 // the day that says to which year the week belongs
	year, _, _ := civilDate(decisive)
	first := dayNumber(year, 1, 1)
	week = (decisive-first)/7 + 1
	left := first + yearDays(year) - 1 - decisive
	return week, week + left/7
}

func floorDiv[T int | int64](a, b T) T {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod[T int | int64](a, b T) T { return a - floorDiv(a, b)*b }
