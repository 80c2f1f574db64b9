package reading

import (
	"slices"
	"strings"
	"unicode"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// maxFieldWords bounds what is taken for the value of a field.
const maxFieldWords = 24

// fields finds what is said of the team's fields: "budget about 20k", "they need quotes in hours", "a budget of 20k".
func (p *proseReader) fields() {
	p.out.Fields = map[string]string{}
	for _, clause := range proseClauses(p.rest) {
		words := text.Words(clause)
		for i := 0; i < len(words); i++ {
			name, n := p.fieldAt(text.Plain(words[i:]))
			if n == 0 {
				continue
			}
			if denied(text.Plain(words[:i])) {
				break
			}
			value := valueOf(clause, words, i+n)
			if value == "" {
				value = valueBefore(clause, words, i)
			}
			if value != "" && p.out.Fields[name] == "" {
				p.out.Fields[name] = value
			}
			break
		}
	}
}

// denied says whether words before a field deny it: "no budget yet", "pas de budget".
func denied(before []string) bool {
	if n := len(before); n > 1 && slices.Contains(linkWords, before[n-1]) {
		before = before[:n-1]
	}
	return len(before) > 0 && handoff.Denies(before[len(before)-1])
}

// proseClauses cuts a text where one statement ends: at the marks, at a comma, and before "and their budget …".
func proseClauses(s string) []string {
	var out []string
	words := text.Words(s)
	from := 0
	for i := 1; i < len(words); i++ {
		between := s[words[i-1].To:words[i].From]
		sentence := strings.Contains(between, ". ") && unicode.IsUpper(firstRune(s[words[i].From:])) // not "ca. 20"
		mark := strings.ContainsAny(between, ";!?\n()–—") || strings.Contains(between, ", ") || sentence
		joins := slices.Contains([]string{"and", "und", "et", "y", "but", "aber", "mais",
			"pero"}, words[i].Text) && i+1 < len(words) &&
			slices.Contains(possessives, words[i+1].Text)
		if mark || joins {
			out = append(out, s[from:words[i].From])
			from = words[i].From
		}
	}
	return append(out, s[from:])
}

// possessives begin a new statement about the prospect.
var possessives = []string{"their", "they", "the", "his", "her", "he", "she", "has", "have", "budget", "use", "uses",
	"using", "nutzt", "nutzen", "utilise", "utilisent", "usan", "usa", "need", "needs",
	"pain", "timeframe", "ihr", "sein", "das", "der", "die", "sie", "braucht", "brauchen", "hat", "haben",
	"leur", "son", "sa", "ils", "elle", "il", "le", "la", "su", "sus", "el", "necesita", "necesitan", "tienen", "tiene",
	"ont", "a"}

// fieldAt is the field that the words begin with, and how many of them name it. The company is found beside the name.
func (p *proseReader) fieldAt(words []string) (string, int) {
	name, most := "", 0
	for _, f := range p.team.Fields {
		if f.Name == "company" || f.Name == "notes" {
			continue
		}
		said := append([]string{f.Name, f.Label}, f.Words...)
		for _, s := range append(said, fieldTongues[f.Name]...) {
			s = text.Fold(s)
			if n := prefixOf(words, []string{s}); s != "" && n > most && !slices.Contains(weakFieldWords, s) {
				name, most = f.Name, n
			}
		}
	}
	return name, most
}

// valueOf is what stands behind the words for a field.
func valueOf(clause string, words []text.Word, i int) string {
	for i < len(words) && slices.Contains(linkWords, words[i].Text) {
		i++
	}
	if i >= len(words) || len(words)-i > maxFieldWords {
		return ""
	}
	from := words[i].From
	if sign := lastRune(clause[:from]); sign != "" && strings.Contains("€$£+<>~", sign) {
		from -= len(sign)
	}
	end := words[len(words)-1].To
	if rest := strings.TrimSpace(clause[end:]); rest != "" && strings.ContainsRune("%€$£", firstRune(rest)) {
		end = len(strings.TrimRight(clause, " ,.;!\n"))
	}
	value := strings.TrimSpace(clause[from:end])
	for n := suffixOf(text.Plain(text.Words(value)), danglers); n > 0; n = suffixOf(text.Plain(text.Words(value)),
		danglers) {
		left := text.Words(value)
		value = strings.TrimSpace(value[:left[len(left)-n].From])
	}
	for _, elided := range []string{"d'", "d’", "l'", "l’"} {
		value = strings.TrimPrefix(value, elided)
	}
	return value
}

// danglers lead to a time, which is read by itself.
var danglers = []string{"on", "at", "by", "from", "am", "um", "le", "a", "el", "a las", "op", "il"}

// lastRune is the last letter of a text.
func lastRune(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	return string(r[len(r)-1:])
}

// amountStarts are words that an amount stands behind.
var amountStarts = []string{"with", "mit", "avec", "con", "is", "got", "ein", "un"}

// valueBefore is an amount before the word: "about 20k budget".
func valueBefore(clause string, words []text.Word, i int) string {
	from := i
	for from > 0 && i-from < 3 {
		if w := words[from-1].Text; slices.Contains(possessives, w) || slices.Contains(amountStarts, w) {
			break
		}
		from--
	}
	value := strings.TrimSpace(clause[words[from].From:words[i].From])
	if from == i || !strings.ContainsAny(value, "0123456789") {
		return ""
	}
	return value
}
