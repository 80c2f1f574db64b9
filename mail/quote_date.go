package mail

// datedName recognises the quote header of clients that put a full date with its zone before a bare name and no colon
// behind it, as in "2026-10-05 09:00 GMT+02:00 Jane Doe".
var datedName = lazily(`^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}(?::\d{2})? ` +
	`(?:GMT|UTC)?[+-]\d{1,2}:?\d{2}(?: \p{Lu}[^ :]*){2,4}$`)

// notesHeader recognises the quote header of HCL Notes, in which the name, the date and the first words of the mail
// stand in one line: "Jane Doe ---24.11.2026 09:12:33---Would Tuesday".
var notesHeader = lazily(`^\S[^:]{1,80}? ?---? ?\d{1,4}[./-]\d{1,2}[./-]\d{2,4} \d{1,2}[:.]\d{2}` +
	`(?:[:.]\d{2})?(?: [AaPp][Mm])? ?---`)

// isDated reports whether s holds a year or a time of day.
func isDated(s string) bool { return hasYear(s) || hasTime(s) }

// hasTime reports whether s holds a time of day, such as 9:30, 9.30 or 9h30.
func hasTime(s string) bool {
	for i := 1; i+2 < len(s); i++ {
		if (s[i] == ':' || s[i] == '.' || s[i] == 'h') && isDigit(s[i-1]) && s[i+1] >= '0' && s[i+1] < '6' &&
			isDigit(s[i+2]) &&
			(i+3 == len(s) || !isDigit(s[i+3]) && (s[i] != '.' || s[i+3] != '.')) {
			return true
		}
	}
	return false
}

// hasYear reports whether s holds a year of this century or the end of the last.
func hasYear(s string) bool {
	for i := 0; i+4 <= len(s); i++ {
		if (s[i:i+2] == "20" || s[i:i+2] == "19") && isDigit(s[i+2]) && isDigit(s[i+3]) &&
			(i == 0 || !isDigit(s[i-1])) && (i+4 == len(s) || !isDigit(s[i+4])) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// shortDate reports whether s holds a date in figures with a year of two, such as 23.11.26 or 11/29/26.
func shortDate(s string) bool { return shortDates().MatchString(s) }

var shortDates = lazily(`\b\d{1,2}([./-])\d{1,2}[./-]\d{2}\b`)

// numericDate finds a whole date in figures, or in those and the signs of East Asia.
var numericDate = lazily(`\d{1,4}[./-] ?\d{1,2}[./-] ?\d{2,4}|` +
	`\d{4}\. ?\d{1,2}\. ?\d{1,2}|[年년] ?\d{1,2} ?[月월] ?\d{1,2}`)

// thaiYear finds a year of the Thai calendar behind a word of its language.
var thaiYear = lazily(`\p{Thai}\S* 25[67]\d\b`)
