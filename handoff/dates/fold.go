package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// accents maps letters with marks to plain ones, so that "février" and "fevrier" are one word.
var accents = map[rune]string{
	'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'ä': "a", 'å': "a", 'ā': "a",
	'ç': "c", 'č': "c", 'è': "e", 'é': "e", 'ê': "e", 'ë': "e", 'ē': "e",
	'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ñ': "n",
	'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o", 'ö': "o", 'ø': "o", 'ō': "o",
	'ù': "u", 'ú': "u", 'û': "u", 'ü': "u", 'ū': "u", 'ý': "y", 'ÿ': "y",
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'º': "o", 'ª': "a", '°': "o",
	'ą': "a", 'ć': "c", 'ę': "e", 'ł': "l", 'ń': "n", 'ś': "s", 'ź': "z", 'ż': "z",
	'ď': "d", 'ě': "e", 'ň': "n", 'ř': "r", 'š': "s", 'ť': "t", 'ů': "u", 'ž': "z", 'й': "и", 'ё': "е",
}

// fold writes r in lower case and without accents.
func fold(b *strings.Builder, r rune) {
	if r >= 'Ａ' && r <= 'ｚ' {
		r -= 'Ａ' - 'A'
	}
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		b.WriteByte(byte(r))
		return
	}
	if unicode.Is(unicode.Mn, r) || isInvisible(r) {
		return
	}
	r = unicode.ToLower(r)
	if plain, ok := accents[r]; ok {
		b.WriteString(plain)
		return
	}
	b.WriteRune(r)
}

// foldWord folds a word of a table as the lexer folds a word of a phrase.
func foldWord(s string) string {
	var b strings.Builder
	for _, r := range s {
		fold(&b, r)
	}
	return b.String()
}

// foldMark gives the many forms of one punctuation mark one text.
func foldMark(r rune) string {
	switch r {
	case '‐', '‑', '‒', '–', '—', '−', '〜', '～', '－', '﹣':
		return "-"
	case '’', '‘', '´', '`', 'ʼ', '＇':
		return "'"
	case '“', '”', '„', '«', '»', '「', '」':
		return `"`
	case '（', '［', '【', '[', '·', '•', '⋅', '∙', '|', '・':
		return "("
	case '）', '］', '】', ']':
		return ")"
	case '，', '、':
		return ","
	case '：', '∶':
		return ":"
	case '．':
		return "."
	case '／':
		return "/"
	case '＋':
		return "+"
	case '＠':
		return "@"
	}
	return string(r)
}

// foldedDigit is the value of an ASCII or full-width digit, or -1.
func foldedDigit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

func isLetter(r rune) bool {
	return r == '_' || r == 'º' || r == 'ª' || r == '°' || unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

// isSyllabic reports the scripts of Japanese.
func isSyllabic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '々'
}

func isJapanese(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return isSyllabic(r)
}

// isInvisible reports marks that mail clients put between letters and nobody sees.
func isInvisible(r rune) bool {
	return r >= 0x200B && r <= 0x200F || r == 0xFEFF || r == 0x2060 || r >= 0x202A && r <= 0x202E || r == 0x00AD
}
