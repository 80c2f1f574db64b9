package mail

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// ExcerptHeader marks a mail of which only header and first words were kept; its value is the size of the whole in
// bytes.
const ExcerptHeader = "X-Handoffd-Excerpt"

// longestHead bounds the header that an excerpt keeps, in bytes.
const longestHead = 32 << 10

// Excerpt makes a small mail of a large one: its header, without what describes parts that are not there, and up to n
// bytes of the text that was understood. It can be read as any mail; the fields that thread it stay.
func Excerpt(raw []byte, size string, text string, n int) []byte {
	head, _, _ := bytes.Cut(raw[:min(len(raw), longestHead)], []byte("\r\n\r\n"))
	if before, _, found := bytes.Cut(head, []byte("\n\n")); found {
		head = before
	}
	var b bytes.Buffer
	keep := true
	for line := range bytes.Lines(head) {
		if line[0] != ' ' && line[0] != '\t' {
			name, _, ok := strings.Cut(strings.ToLower(string(line[:min(len(line), 80)])), ":")
			name = strings.TrimSpace(name)
			keep = ok && !strings.HasPrefix(name, "content-") && name != "mime-version" && name != strings.ToLower(ExcerptHeader)
		}
		if keep {
			b.Write(bytes.TrimRight(line, "\r\n"))
			b.WriteString("\r\n")
		}
	}
	if len(text) > n {
		for n > 0 && !utf8.RuneStart(text[n]) {
			n--
		}
		text = text[:n] + "\n[…]"
	}
	b.WriteString(ExcerptHeader + ": " + size +
		"\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
	b.WriteString(strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\r\n", "\n"), "\n", "\r\n"))
	b.WriteString("\r\n")
	return b.Bytes()
}
