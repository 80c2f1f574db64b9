package handoff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word of a line in lower case and without accents, with the bytes of the line it stands in.
type word struct {
	text     string
	from, to int
}

// wordsOf cuts a line into its words. An apostrophe belongs to its word and is left out: "can't" is "cant".
func wordsOf(line string) []word {
	var out []word
	var b strings.Builder
	from, end := -1, 0
	flush := func() {
		if from >= 0 && b.Len() > 0 {
			out = append(out, word{b.String(), from, end})
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

// texts are the words alone.
func texts(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return out
}

// folded is a text as it is compared: its words in lower case, without accents and marks, one blank between them.
func folded(text string) string { return strings.Join(texts(wordsOf(text)), " ") }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '´' }

// unseen reports marks that mail clients put between letters and nobody sees.
func unseen(r rune) bool { return r == 0x00AD || r == 0xFEFF || unicode.Is(unicode.Cf, r) }

// plainLetters lists what is left of a letter without its accent.
var plainLetters = map[rune]string{
	'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'ä': "a", 'å': "a", 'ā': "a", 'ă': "a", 'ą': "a", 'æ': "ae",
	'ç': "c", 'ć': "c", 'č': "c", 'ď': "d", 'đ': "d", 'è': "e", 'é': "e", 'ê': "e", 'ë': "e", 'ē': "e", 'ę': "e", 'ě': "e",
	'ğ': "g", 'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ī': "i", 'ı': "i", 'ł': "l", 'ñ': "n", 'ń': "n", 'ň': "n",
	'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o", 'ö': "o", 'ø': "o", 'ō': "o", 'ő': "o", 'œ': "oe", 'ř': "r", 'ś': "s", 'š': "s", 'ş': "s",
	'ß': "ss", 'ť': "t", 'ù': "u", 'ú': "u", 'û': "u", 'ü': "u", 'ū': "u", 'ů': "u", 'ű': "u", 'ý': "y", 'ÿ': "y", 'ź': "z", 'ż': "z", 'ž': "z",
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

// pad lets one search find whole words only.
func pad(words string) string { return " " + words + " " }

// greetings begin a line that only addresses somebody.
var greetings = []string{"hi", "hello", "hey", "dear", "hallo", "hola", "bonjour", "bonsoir", "ciao", "salut", "liebe", "lieber", "moin", "ola", "hej", "servus",
	"guten morgen", "guten tag", "good morning", "good afternoon", "good evening", "buongiorno", "buenos dias", "bom dia", "goedemorgen", "sehr geehrte", "sehr geehrter"}

// closings end a mail; what follows is a signature.
var closings = []string{"thanks", "thank you", "thx", "tx", "many thanks", "thanks a lot", "thanks so much", "thanks in advance", "thank you very much", "thank you in advance",
	"best", "best regards", "kind regards", "warm regards", "regards", "with kind regards", "with best regards", "best wishes", "all the best", "cheers", "br", "rgds",
	"sincerely", "yours sincerely", "yours", "take care", "talk soon", "have a nice day", "have a great day", "have a good day", "have a nice weekend", "have a great weekend",
	"danke", "vielen dank", "danke dir", "mit freundlichen grussen", "freundliche grusse", "viele grusse", "beste grusse", "liebe grusse", "schone grusse", "herzliche grusse",
	"grusse", "gruss", "viele gruesse", "beste gruesse", "mit freundlichen gruessen", "vg", "lg", "mfg", "merci", "merci beaucoup", "cordialement", "bien cordialement",
	"bien a vous", "bonne journee", "gracias", "muchas gracias", "saludos", "un saludo", "saludos cordiales", "grazie", "grazie mille", "cordiali saluti", "a presto", "saluti",
	"obrigado", "obrigada", "atenciosamente", "abraco", "bedankt", "dank je", "met vriendelijke groet", "groet", "groeten", "vriendelijke groet"}

// roster holds the names of colleagues as they are compared: a line that is only such a name is a signature.
type roster map[string]bool

func (c *Config) roster() roster {
	names := make(roster, 2*len(c.People))
	for _, p := range c.People {
		names[folded(p.Name)] = true
		names[folded(p.First())] = true
	}
	delete(names, "")
	return names
}

// isGreeting says whether the line only addresses somebody: "Hi Quinn,".
func isGreeting(line string) bool {
	words := texts(wordsOf(line))
	if len(words) == 0 || len(words) > 5 || strings.ContainsAny(line, "?:：@") {
		return false
	}
	text := pad(strings.Join(words, " "))
	i := slices.IndexFunc(greetings, func(g string) bool { return strings.HasPrefix(text, pad(g)) })
	if i < 0 {
		return false
	}
	rest := len(words) - len(strings.Fields(greetings[i]))
	return rest <= 1 || rest <= 3 && strings.ContainsAny(line[len(line)-1:], ",!-.")
}

// isClosing says whether the line ends a mail: "Best regards," or the name of a colleague.
func (names roster) isClosing(line string) bool {
	if len(line) > 80 || strings.ContainsAny(line, "?:：@") {
		return false
	}
	text := folded(line)
	if text == "" {
		return false
	}
	if names[text] || slices.Contains(closings, text) {
		return true
	}
	i := strings.IndexAny(line, ",!.-–")
	if i < 0 {
		for _, c := range closings {
			if rest, ok := strings.CutPrefix(text, c+" "); ok && names[rest] {
				return true
			}
		}
		return false
	}
	rest := folded(line[i:])
	return slices.Contains(closings, folded(line[:i])) && (names[rest] || strings.Count(rest, " ") < 3)
}

// cleaned drops what has no place in the text of a mail: broken UTF-8 and control characters.
func cleaned(text string) string {
	text = strings.ToValidUTF8(text, "�")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			return '\n'
		case r == '\u00a0' || r == '\u202f':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}

// cut shortens a text to at most n bytes, at the border of a character.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	const more = "…"
	n -= len(more)
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n] + more
}
