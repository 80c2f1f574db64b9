package text

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// maxAmount bounds a sum, in hundredths: a billion of anything.
const maxAmount = 1e11

// moneyNames are what people write for a currency.
var moneyNames = map[string]string{"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "dollar": "USD",
	"dollars": "USD", "us$": "USD", "£": "GBP", "pound": "GBP", "pounds": "GBP", "fr": "CHF", "fr.": "CHF",
	"sfr": "CHF", "¥": "JPY", "yen": "JPY"}

// currencies are the codes of ISO 4217 that circulate.
const currencies = "AED|AFN|ALL|AMD|ANG|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BGN|BHD|BIF|BMD|BND|BOB|BRL|BSD|BTN|BWP|BYN|" +
	"BZD|CAD|CDF|CHF|CLP|CNY|COP|CRC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EGP|ERN|ETB|EUR|FJD|FKP|GBP|GEL|GHS|" +
	"GIP|GMD|GNF|GTQ|GYD|HKD|HNL|HTG|HUF|IDR|ILS|INR|IQD|IRR|ISK|JMD|JOD|JPY|KES|KGS|KHR|KMF|KRW|KWD|" +
	"KYD|KZT|LAK|LBP|LKR|LRD|LSL|LYD|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MRU|MUR|MVR|MWK|MXN|MYR|MZN|NAD|NGN|" +
	"NIO|NOK|NPR|NZD|OMR|PAB|PEN|PGK|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|" +
	"SLE|SOS|SRD|SSP|STN|SVC|SYP|SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VES|VND|" +
	"VUV|WST|XAF|XCD|XOF|XPF|YER|ZAR|ZMW|ZWG"

// AmountFault is what of a sum of money is not understood; empty: nothing.
type AmountFault string

// What can be wrong with a sum.
const (
	AmountNone     AmountFault = "none"     // it has no number
	AmountSign     AmountFault = "sign"     // it is not more than nothing
	AmountSeveral  AmountFault = "several"  // it has several numbers
	AmountCurrency AmountFault = "currency" // its currency is not known, or there are two
	AmountMarks    AmountFault = "marks"    // it is not clear where its decimals begin
	AmountHuge     AmountFault = "huge"     // it is more than a billion
	AmountWords    AmountFault = "words"    // it says more than a sum
	AmountUnnamed  AmountFault = "unnamed"  // it names no currency, and none is known otherwise
)

// Amount reads a sum of money: "12000 EUR", "€12,000", "12.000,50 €", "USD 12k", "1.5m". Of words that are more than
// that, and of a number of which it is not clear where its decimals begin, it says what is not understood. money is
// empty where no currency is named.
func Amount(s string) (cents int64, money string, fault AmountFault) {
	number, unknown := "", AmountFault("")
	minus, groups := false, false // groups: three more digits may follow, as in "12 000"
	for _, f := range strings.FieldsFunc(parted(s), unicode.IsSpace) {
		code, isMoney := moneyOf(f)
		begins := f[0] >= '0' && f[0] <= '9'
		switch {
		case isMoney && money == "":
			money, groups = code, false
		case isMoney:
			unknown = cmp.Or(unknown, AmountCurrency)
		case number == "" && begins:
			number, groups = f, len(f) <= 3 && isDigits(f)
		case groups && len(f) == 3 && isDigits(f):
			number += f
		case begins:
			unknown = AmountSeveral
		case number != "" && len(f) <= 2 && slices.Contains([]string{"k", "m", "t", "mn", "tk"}, Fold(f)):
			number, groups = number+f, false
		case strings.Trim(f, "-−–(") == "" && number == "":
			minus = true
		case len(f) == 3 && money == "" && f == strings.ToUpper(f) && unicode.IsLetter(rune(f[0])):
			unknown = cmp.Or(unknown, AmountCurrency)
		default:
			unknown = cmp.Or(unknown, AmountWords)
		}
	}
	switch {
	case number == "":
		return 0, "", AmountNone
	case unknown != "":
		return 0, "", unknown
	}
	if cents, fault = centsOf(number); fault == "" && (minus || cents <= 0) {
		fault = AmountSign
	}
	if fault != "" {
		return 0, "", fault
	}
	return cents, money, ""
}

// parted puts a space between a number and the sign of a currency, and takes the end of a sentence away.
func parted(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), ".!,;")
	var out strings.Builder
	last := rune(0)
	for _, c := range s {
		if last != 0 && signKind(c) != signKind(last) {
			out.WriteByte(' ')
		}
		out.WriteRune(c)
		last = c
	}
	return out.String()
}

// signKind tells digits with their marks, letters and signs of currencies apart.
func signKind(c rune) int {
	switch {
	case unicode.IsDigit(c) || strings.ContainsRune(".,'’", c):
		return 1
	case unicode.IsLetter(c):
		return 2
	case unicode.Is(unicode.Sc, c):
		return 3
	}
	return 0
}

// moneyOf is the code of a currency.
func moneyOf(s string) (string, bool) {
	if code, ok := moneyNames[strings.ToLower(s)]; ok {
		return code, true
	}
	code := strings.ToUpper(s)
	return code, len(code) == 3 && strings.Contains(currencies, code)
}

func isDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool { return c < '0' || c > '9' })
}

// NamesMoney says whether words name a currency, as is done on purpose: by its sign or name, or its code in capitals.
func NamesMoney(s string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(parted(s), unicode.IsSpace), func(f string) bool {
		code, ok := moneyOf(f)
		return ok && (code != strings.ToUpper(f) || code == f)
	})
}

// centsOf reads a number with its marks. Three digits behind the only mark are thousands, one or two are decimals.
func centsOf(s string) (int64, AmountFault) {
	unit := int64(100)
	switch end := strings.TrimRight(s, "0123456789.,'’"); Fold(s[len(strings.TrimRightFunc(s, unicode.IsLetter)):]) {
	case "":
	case "k", "t", "tk":
		unit *= 1000
		s = strings.TrimRightFunc(end, unicode.IsLetter)
	case "m", "mn":
		unit *= 1_000_000
		s = strings.TrimRightFunc(end, unicode.IsLetter)
	default:
		return 0, AmountWords
	}
	s = strings.NewReplacer("'", "", "’", "").Replace(s)
	whole, rest := s, ""
	if i := strings.LastIndexAny(s, ".,"); i >= 0 {
		mark, other := s[i:i+1], map[string]string{".": ",", ",": "."}[s[i:i+1]]
		switch behind := len(s) - i - 1; {
		case behind == 3 && unit == 100 && !strings.Contains(s, other): // all marks are of thousands
		case strings.Count(s, mark) == 1 && behind >= 1 && (behind <= 2 || unit > 100 && behind <= 3):
			whole, rest = s[:i], s[i+1:]
		default:
			return 0, AmountMarks
		}
		for j, group := range strings.FieldsFunc(whole, func(c rune) bool { return c == '.' || c == ',' }) {
			if j > 0 && len(group) != 3 {
				return 0, AmountMarks
			}
		}
		whole = strings.NewReplacer(".", "", ",", "").Replace(whole)
	}
	if !isDigits(whole) || rest != "" && !isDigits(rest) {
		return 0, AmountMarks
	}
	if len(strings.TrimLeft(whole, "0")) > len("1000000000") {
		return 0, AmountHuge
	}
	n, _ := strconv.ParseInt(whole, 10, 64)
	part, _ := strconv.ParseInt((rest + "000")[:3], 10, 64) // thousandths
	if sum := n*unit + part*unit/1000; sum <= maxAmount {
		return sum, ""
	}
	return 0, AmountHuge
}
