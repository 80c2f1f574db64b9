package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a number, a word or one punctuation mark.
type token struct {
	text   string // folded: lower case, without accents
	num    int    // value of a number
	digits int    // how many; 0 for words and marks
	word   bool
	space  bool // white space before it
	lines  int  // line ends before it
	upper  bool // begins with a capital
	from   int  // bytes of the phrase
	to     int
}

func (t token) number() bool { return t.digits > 0 }

// lexer cuts a phrase into tokens.
type lexer struct {
	phrase string
	words  *vocabulary
	tokens []token
	space  bool
	lines  int
}

func lex(phrase string, words *vocabulary) []token {
	l := &lexer{phrase: phrase, words: words, tokens: make([]token, 0, 1+len(phrase)/4)}
	for i := 0; i < len(phrase); {
		i = l.next(i)
	}
	return words.shortenLabels(dropCountries(joinMeridiem(l.tokens)))
}

// next reads one token that begins at byte i and returns where it ends.
func (l *lexer) next(i int) int {
	r, size := utf8.DecodeRuneInString(l.phrase[i:])
	switch {
	case r == '\n':
		l.lines++
		l.space = true
		return i + size
	case unicode.IsSpace(r):
		l.space = true
		return i + size
	case isInvisible(r):
		return i + size
	case foldedDigit(r) >= 0:
		return l.digits(i)
	case isSyllabic(r):
		return l.syllabic(i)
	case isLetter(r):
		return l.word(i)
	}
	l.add(token{text: foldMark(r), from: i, to: i + size})
	return i + size
}

func (l *lexer) add(t token) {
	t.space, t.lines = l.space || len(l.tokens) == 0, l.lines
	l.space, l.lines = false, 0
	l.tokens = append(l.tokens, t)
}

func (l *lexer) digits(from int) int {
	t := token{from: from}
	i := from
	for i < len(l.phrase) {
		r, size := utf8.DecodeRuneInString(l.phrase[i:])
		d := foldedDigit(r)
		if d < 0 {
			break
		}
		t.digits++
		if t.digits < 10 {
			t.num = t.num*10 + d
		}
		i += size
	}
	t.to = i
	l.add(t)
	return i
}

func (l *lexer) word(from int) int {
	var b strings.Builder
	i := from
	for i < len(l.phrase) {
		r, size := utf8.DecodeRuneInString(l.phrase[i:])
		if !isLetter(r) && !isInvisible(r) || isSyllabic(r) {
			break
		}
		fold(&b, r)
		i += size
	}
	first, _ := utf8.DecodeRuneInString(l.phrase[from:])
	t := token{text: b.String(), word: true, upper: unicode.IsUpper(first), from: from, to: i}
	if parts, ok := l.words.joined[t.text]; ok {
		head := t
		head.text = parts[0]
		l.add(head)
		t.text = parts[1]
	}
	l.add(t)
	return i
}

// syllabic cuts a run of Japanese, which has no spaces, by the longest known word.
func (l *lexer) syllabic(from int) int {
	size := 0
	for n, i := 0, from; n < l.words.longest && i < len(l.phrase); n++ {
		r, s := utf8.DecodeRuneInString(l.phrase[i:])
		if !isSyllabic(r) {
			break
		}
		i += s
		if _, ok := l.words.root.next[l.phrase[from:i]]; ok || size == 0 {
			size = i - from
		}
	}
	l.add(token{text: l.phrase[from : from+size], word: true, from: from, to: from + size})
	return from + size
}

// joinMeridiem makes one word of "p.m." and "p. m.".
func joinMeridiem(tokens []token) []token {
	out := tokens[:0]
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if (t.text == "a" || t.text == "p") && i+2 < len(tokens) && tokens[i+1].text == "." && !tokens[i+1].space &&
			tokens[i+2].text == "m" {
			t.text += "m"
			t.to = tokens[i+2].to
			i += 2
			if i+1 < len(tokens) && tokens[i+1].text == "." && !tokens[i+1].space {
				i++
				t.to = tokens[i].to
			}
		}
		out = append(out, t)
	}
	return out
}

// dropCountries leaves out the "US & Canada" behind the name of a zone, as Windows and Calendly write it.
func dropCountries(tokens []token) []token {
	out := tokens[:0]
	for i := 0; i < len(tokens); i++ {
		if i > 2 && i+2 < len(tokens) && tokens[i].text == "us" && tokens[i+1].text == "&" && tokens[i+2].text == "canada" {
			i += 2
			continue
		}
		out = append(out, tokens[i])
	}
	return out
}
