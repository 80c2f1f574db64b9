package dates

import (
	"slices"
	"time"
)

// labelCities are places that only the names of zones on Windows are known to list: elsewhere some of them are people.
var labelCities = map[string]string{
	"belgrade": "Europe/Belgrade", "bratislava": "Europe/Bratislava", "ljubljana": "Europe/Ljubljana",
	"zagreb": "Europe/Zagreb", "skopje": "Europe/Skopje", "sarajevo": "Europe/Sarajevo", "riga": "Europe/Riga",
	"sofia": "Europe/Sofia", "tallinn": "Europe/Tallinn", "vilnius": "Europe/Vilnius", "casablanca": "Africa/Casablanca",
	"amman": "Asia/Amman", "beirut": "Asia/Beirut", "kuwait": "Asia/Kuwait", "baku": "Asia/Baku",
	"karachi": "Asia/Karachi", "hanoi": "Asia/Bangkok", "canberra": "Australia/Sydney", "hobart": "Australia/Hobart",
	"santiago": "America/Santiago", "caracas": "America/Caracas", "guadalajara": "America/Mexico_City",
}

// shortenLabels leaves of "(UTC+01:00) Amsterdam, Berlin, Bern, Rome", the name of a zone on Windows in any language,
// the first place that tables know. Its offset is that of the winter, all year long: beside a time of July it is an
// hour off.
func (v *vocabulary) shortenLabels(tokens []token) []token {
	for i := range tokens {
		offset, from := labelOffset(tokens, i)
		if from == 0 {
			continue
		}
		to := from
		for to < len(tokens) && v.labels(tokens, to) {
			to++
		}
		if to < len(tokens) && tokens[to].lines == 0 && tokens[to].word {
			return tokens // something that is said, and no name
		}
		for k := from; k < to; k++ {
			if place := v.standard(tokens, k, offset); len(place) > 0 {
				return slices.Concat(tokens[:i], place, tokens[to:])
			}
		}
		return tokens
	}
	return tokens
}

// labelOffset reads "(UTC+01:00)" at token i; next is the token behind it, 0 for none.
func labelOffset(tokens []token, i int) (offset, next int) {
	if i+7 >= len(tokens) || tokens[i].text != "(" || tokens[i+1].text != "utc" && tokens[i+1].text != "gmt" {
		return 0, 0
	}
	h, m := tokens[i+3], tokens[i+5]
	if h.digits != 2 || tokens[i+4].text != ":" || m.digits != 2 || tokens[i+6].text != ")" {
		return 0, 0
	}
	offset = (h.num*60 + m.num) * 60
	switch tokens[i+2].text {
	case "+":
	case "-":
		offset = -offset
	default:
		return 0, 0
	}
	return offset, i + 7
}

// labels reports that token i can be part of a zone's name: words but those that name days, parts of them and choices.
func (v *vocabulary) labels(tokens []token, i int) bool {
	t := tokens[i]
	if t.lines > 0 || t.number() {
		return false
	}
	if !t.word {
		return slices.Contains([]string{",", "&", ".", "(", ")", "-", "'"}, t.text)
	}
	found := v.find(tokens, i, nil)
	if len(found) == 0 && !t.upper && !isSyllabic([]rune(t.text)[0]) {
		return false // the names of places have capitals
	}
	says := setOf(kindWeekday, kindMonth, kindRelative, kindThis, kindNext, kindWeek, kindNumber, kindPart, kindOr,
		kindVague, kindNot)
	return !slices.ContainsFunc(found, func(m match) bool { return says.has(m.kind) })
}

// standard is the zone of the place at token i, as one token, if its clocks are at the offset out of summer.
func (v *vocabulary) standard(tokens []token, i, offset int) []token {
	zone, next := labelCities[tokens[i].text], i+1
	for _, m := range v.find(tokens, i, nil) {
		if m.kind == kindZone && v.zones[m.n].letter == "" {
			zone, next = v.zones[m.n].name, m.next
		}
	}
	loc, err := loader(zone)()
	if zone == "" || err != nil {
		return nil
	}
	_, january := time.Date(2026, 1, 15, 12, 0, 0, 0, loc).Zone()
	_, july := time.Date(2026, 7, 15, 12, 0, 0, 0, loc).Zone()
	if min(january, july) != offset {
		return nil
	}
	place := tokens[i]
	place.text, place.to = labelMark+zone, tokens[next-1].to
	return []token{place}
}

// labelMark begins the word that stands for a zone in all languages, which nobody can write.
const labelMark = "("

// addLabels lets each zone be named by its mark; it comes after all places.
func (v *vocabulary) addLabels() {
	for _, zone := range labelCities {
		v.place(zone)
	}
	for i, z := range v.zones {
		if z.letter != "" {
			continue
		}
		n := &node{}
		n.addTerm(term{kindZone, i, everyLanguage})
		v.root.next[labelMark+z.name] = n
	}
}
