package mail

import "strings"

// forwardedText returns what a message says that consists of an inline forwarded message alone; empty when its sender
// wrote anything of their own, or when the history in it is a reply's and not a forward's.
func forwardedText(body string) string {
	lines := splitLines(withoutMarks(body))
	dropBanners(lines)
	i := 0
	for i < len(lines) && (lines[i].text == "" || lines[i].drop) {
		i++
	}
	if i == len(lines) || !forwards(lines[i].text) {
		return ""
	}
	i = nextText(lines, i+1)
	for i < len(lines) && lines[i].text != "" { // the header of the forwarded message, its folded lines included
		i++
	}
	texts := make([]string, 0, len(lines)-i)
	for _, l := range lines[i:] {
		if !l.drop {
			texts = append(texts, l.text)
		}
	}
	return newText(strings.Join(texts, "\n"))
}

// forwards reports whether a line is the mark above a forwarded message.
func forwards(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	return strings.HasPrefix(text, "--") && isLabelledRule(text) && containsAny(text, forwardWords) ||
		strings.HasSuffix(text, ":") && hasAnyPrefix(text, forwardStarts)
}

// forwardWords mark a labelled rule above a forwarded message, in lower case.
var forwardWords = []string{
	"forwarded", "weitergeleitet", "transféré", "réexpédié", "reenviado", "inoltrat", "encaminhad", "reencaminhad",
	"doorgestuurd", "vidarebefordra", "videresend", "välitetty", "przekaz", "podaj dalej", "přeposlan", "preposlan",
	"továbbított", "redirecționat", "iletilen", "пересыла", "переслан", "перенаправлен", "転送", "转发", "轉寄", "전달",
	"diteruskan", "chuyển tiếp",
}
