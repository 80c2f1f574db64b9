package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// away finds in an absence note until when and who stands in. Both are phrases as written; the reader of a date
// in words is elsewhere. Nothing is guessed: without a word such as "until" before a date, Until stays empty.
func away(text string) *Away {
	words := awayWords(clip(text, 4000))
	a := &Away{Text: text}
	for _, triggers := range []phraseIndex{returnWords, untilWords} {
		for i := range words {
			if n := triggers.match(words[i:]); n > 0 && a.Until == "" {
				a.Until = datePhrase(words[i+n:])
			}
		}
	}
	for i := 1; i < len(words) && a.Until == ""; i++ {
		if rangeWords[words[i].lower] && isDateWord(words[i-1].lower) {
			if phrase := datePhrase(words[i+1:]); namesDay(phrase) {
				a.Until = phrase
			}
		}
	}
	for i := range words {
		if n := coverWords.match(words[i:]); n > 0 && a.Cover == "" && !words[i+n-1].stops {
			a.Cover = personPhrase(words[i+n:])
		}
	}
	for i := range words {
		if n := coveringWords.match(words[i:]); n > 0 && (a.Cover == "" || normalAddress(a.Cover) != "") {
			if name := personBefore(words[:i]); name != "" {
				a.Cover = name
			}
		}
	}
	if a.Cover == "" {
		a.Cover = coverJapanese(clip(text, 4000))
	}
	return a
}

var (
	// japaneseCover finds whom to ask, before まで or へ and a word for asking: 田中（tanaka@…）までご連絡ください.
	japaneseCover = lazily(`([^、。，．\s「」：:]{1,80}?)(?:さん|様|宛|あて)?(?:まで|へ)、?(?:ご|お)?(?:連絡|問い?合わ?せ|相談|一報|申し付け|` +
		`申しつけ)`)
	japaneseRole = lazily(`^(?:.*(?:場合|際|方|時|ご用件|用件)は|(?:後任|代理|担当|同僚|上司)の|代わりに|今後は|または)+`)
	parenthesis  = lazily(`[（(][^（）()]*[）)]`)
)

// coverJapanese reads the name, or the address where there is none, of who stands in.
func coverJapanese(text string) string {
	found := japaneseCover().FindStringSubmatch(text)
	if found == nil {
		return ""
	}
	name := strings.TrimSpace(parenthesis().ReplaceAllString(japaneseRole().ReplaceAllString(found[1], ""), ""))
	name = strings.TrimSuffix(strings.TrimSuffix(name, "様"), "さん")
	if addr := addressInText().FindString(name); addr != "" {
		return addr
	}
	if name == "" || strings.ContainsAny(name, "日月時") && strings.ContainsAny(name, "0123456789０１２３４５６７８９") {
		return addressInText().FindString(found[1])
	}
	return name
}

// awayWord is one word, without the punctuation around it.
type awayWord struct {
	text  string // as written
	lower string
	ends  bool // a sentence or clause ends behind it
	stops bool // a sentence ends behind it
}

func awayWords(text string) []awayWord {
	var words []awayWord
	for _, f := range strings.Fields(text) {
		trimmed := strings.Trim(f, ",;!?\"'“”„«»<>*_()[]")
		ends := trimmed != "" && strings.ContainsAny(f[strings.LastIndex(f, trimmed)+len(trimmed):], ",;!?)]")
		if bare := strings.TrimRight(trimmed, ".:"); bare != trimmed {
			if !isOrdinal(trimmed) {
				trimmed, ends = bare, true
			}
		}
		if trimmed != "" {
			stops := ends && strings.ContainsAny(f[len(f)-1:], ".!?")
			words = append(words, awayWord{text: trimmed, lower: strings.ToLower(trimmed), ends: ends, stops: stops})
		}
	}
	return words
}

// isOrdinal recognises "30." and "30.11." of the German and Nordic languages.
func isOrdinal(s string) bool {
	first, rest, found := strings.Cut(s, ".")
	return found && len(first) > 0 && len(first) <= 2 && len(rest) <= 3 && strings.HasSuffix(s, ".") &&
		strings.Trim(s, "0123456789.") == ""
}

// phraseIndex holds phrases of several words under their first word.
type phraseIndex map[string][][]string

func newPhrases(list []string) phraseIndex {
	index := phraseIndex{}
	for _, phrase := range list {
		words := strings.Fields(phrase)
		index[words[0]] = append(index[words[0]], words)
	}
	return index
}

// match returns how many words the longest phrase has that begins here.
func (p phraseIndex) match(words []awayWord) int {
	best := 0
	for _, phrase := range p[words[0].lower] {
		n := 0
		for n < len(phrase) && n < len(words) && words[n].lower == phrase[n] && (n == 0 || !words[n-1].ends) {
			n++
		}
		if n == len(phrase) {
			best = max(best, n)
		}
	}
	return best
}

// datePhrase takes the words of a date at the start, without the articles before it.
func datePhrase(words []awayWord) string {
	for len(words) > 0 && (dateFillers[words[0].lower] || placeWords[words[0].lower]) && !words[0].ends {
		words = words[1:]
	}
	var phrase []string
	solid := 0
	for _, w := range words {
		if len(phrase) == 8 {
			break
		}
		if isDateWord(w.lower) {
			phrase = append(phrase, w.text)
			solid = len(phrase)
		} else if dateFillers[w.lower] && len(phrase) > 0 {
			phrase = append(phrase, w.text)
		} else {
			break
		}
		if w.ends && !isWeekday(w.lower) {
			break
		}
	}
	phrase = phrase[:solid]
	if solid > 1 && strings.Count(phrase[solid-1], ".") == 1 {
		phrase[solid-1] = strings.TrimSuffix(phrase[solid-1], ".")
	}
	return strings.Join(phrase, " ")
}

// namesDay reports whether a phrase holds a month or a date in figures, not only an hour or a weekday.
func namesDay(phrase string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(phrase)) {
		bare := strings.TrimRight(w, ".")
		if dateWords[bare] && len(bare) > 2 || strings.Count(w, "-") == 2 || strings.Count(w, "/") == 2 ||
			strings.Count(w, ".") == 2 {
			return true
		}
	}
	return false
}

func isDateWord(lower string) bool {
	if bare := strings.TrimRight(lower, "."); dateWords[lower] || dateWords[bare] || weekdayWords[bare] {
		return true
	}
	r, _ := utf8.DecodeRuneInString(lower)
	return unicode.IsDigit(r) && len(lower) <= 12 && !strings.Contains(lower, "@") && !isPhone(lower)
}

func isPhone(s string) bool { return len(strings.Trim(s, "0123456789-+")) == 0 && len(s) > 10 }

func isWeekday(lower string) bool { return weekdayWords[strings.TrimRight(lower, ".")] }

// personPhrase takes a name of one to four capitalised words at the start, else an address.
func personPhrase(words []awayWord) string {
	for len(words) > 0 && (personFillers[words[0].lower] || words[0].lower == "-") {
		words = words[1:]
	}
	var name []string
	for n, w := range words {
		if normalAddress(w.text) != "" {
			if len(name) == 0 {
				return w.text
			}
			break
		}
		r, _ := utf8.DecodeRuneInString(w.text)
		if !unicode.IsUpper(r) || len(name) == 4 || isDateWord(w.lower) && !givenName(words, n) || pronouns[w.lower] {
			break
		}
		name = append(name, w.text)
		if w.ends {
			break
		}
	}
	return strings.Join(name, " ")
}

// givenName reports whether a word for a month is one of a person: Jan Holý, April Jones.
func givenName(words []awayWord, i int) bool {
	if i+1 == len(words) || words[i].ends || weekdayWords[words[i].lower] {
		return false
	}
	next := words[i+1]
	r, _ := utf8.DecodeRuneInString(next.text)
	return unicode.IsUpper(r) && !isDateWord(next.lower)
}

// personBefore takes a name of one to four capitalised words at the end, in the same sentence.
func personBefore(words []awayWord) string {
	from := len(words)
	for from > 0 && len(words)-from < 4 {
		w := words[from-1]
		r, _ := utf8.DecodeRuneInString(w.text)
		if !unicode.IsUpper(r) || w.ends || isDateWord(w.lower) && (from == len(words) || !givenName(words, from-1)) ||
			pronouns[w.lower] || personFillers[w.lower] {
			break
		}
		from--
	}
	var name []string
	for _, w := range words[from:] {
		name = append(name, w.text)
	}
	return strings.Join(name, " ")
}
