package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is one word of a line in lower case and without accents, with the bytes of the line it stands in.
type Word struct {
	Text     string
	From, To int
}

// Words cuts a line into its words. An apostrophe belongs to its word and is left out: "can't" is "cant".
func Words(line string) []Word {
	var out []Word
	var b strings.Builder
	from, end := -1, 0
	flush := func() {
		if from >= 0 && b.Len() > 0 {
			out = append(out, Word{b.String(), from, end})
		}
		b.Reset()
		from = -1
	}
	for i, r := range line {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if from < 0 {
				from = i
			}
			writePlain(&b, r)
			end = i + utf8.RuneLen(r)
		case from >= 0 && (isApostrophe(r) || unicode.Is(unicode.Mn, r) || unseen(r)):
		default:
			flush()
		}
	}
	flush()
	return out
}

// Plain are the words alone.
func Plain(words []Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Text
	}
	return out
}

// Fold is a text as it is compared: its words in lower case, without accents and marks, one blank between them.
func Fold(s string) string { return strings.Join(Plain(Words(s)), " ") }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '´' }

// unseen reports marks that mail clients put between letters and nobody sees.
func unseen(r rune) bool { return r == 0x00AD || r == 0xFEFF || unicode.Is(unicode.Cf, r) }

// plainLetters lists what is left of a letter without its accent.
var plainLetters = map[rune]string{
	'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'ä': "a", 'å': "a", 'ā': "a", 'ă': "a", 'ą': "a", 'æ': "ae",
	'ç': "c", 'ć': "c", 'č': "c", 'ď': "d", 'đ': "d", 'è': "e", 'é': "e", 'ê': "e", 'ë': "e", 'ē': "e", 'ę': "e", 'ě': "e",
	'ğ': "g", 'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ī': "i", 'ı': "i", 'ł': "l", 'ñ': "n", 'ń': "n", 'ň': "n",
	'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o", 'ö': "o", 'ø': "o", 'ō': "o", 'ő': "o", 'œ': "oe", 'ř': "r", 'ś': "s",
	'š': "s", 'ş': "s",
	'ß': "ss", 'ť': "t", 'ù': "u", 'ú': "u", 'û': "u", 'ü': "u", 'ū': "u", 'ů': "u", 'ű': "u", 'ý': "y", 'ÿ': "y",
	'ź': "z", 'ż': "z", 'ž': "z",
}

// writePlain writes a letter in lower case and without accent.
func writePlain(b *strings.Builder, r rune) {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		b.WriteByte(byte(r))
		return
	}
	r = unicode.ToLower(r)
	if plain, ok := plainLetters[r]; ok {
		b.WriteString(plain)
		return
	}
	b.WriteRune(r)
}
