package mail

import (
	"bytes"
	"strings"
	"unicode"
)

// stops reports whether a sentence ends with r, the first letter of rest.
func stops(r rune, rest string) bool {
	switch r {
	case '。', '？', '！':
		return true
	case '\n':
		return strings.HasPrefix(rest[1:], "\n")
	case '.', '!', '?', ';':
		return len(rest) == 1 || rest[1] == ' ' || rest[1] == '\n'
	}
	return false
}

// inAddress reports whether an address goes on with r, the first letter of rest.
func inAddress(r rune, rest string) bool {
	if r == '.' {
		return len(rest) > 1 && (isDigit(rest[1]) || rest[1]|0x20 >= 'a' && rest[1]|0x20 <= 'z')
	}
	return r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// inLink reports whether a link goes on behind its question mark.
func inLink(rest string) bool {
	return rest != "" && (isDigit(rest[0]) || rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z')
}

// ownName reports as a concept that one of the names stands in a sentence.
func ownName(s []byte, names [][]byte) concept {
	for _, n := range names {
		if bytes.Contains(s, n) {
			return named
		}
	}
	return 0
}

// spoken makes a list of words from phrases that are also looked for as they stand, so that one pass over a text says
// whether any of them can be in it.
func spoken(what concept, phrases []string) []wordList {
	words := make([]string, 0, len(phrases))
	for _, p := range phrases {
		if w := strings.Trim(plainWords(p), " "); w != "" {
			words = append(words, w)
		}
	}
	return []wordList{{what, words}}
}

// plainWords makes a phrase plain as sentences does with a text.
func plainWords(phrase string) string {
	var b strings.Builder
	gap := false
	for _, r := range phrase {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\'':
			if gap {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToLower(r))
			gap = false
		default:
			gap = b.Len() > 0
		}
	}
	return b.String()
}
