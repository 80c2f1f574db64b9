package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/charmap"
)

// decodeTransfer undoes a Content-Transfer-Encoding (RFC 2045 section 6). It keeps what it can of damaged input,
// where a strict decoder would stop at the first bad byte, and takes an unknown encoding for none.
func decodeTransfer(body []byte, encoding string, limit int) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		if looksBase64(body) {
			return decodeBase64(body, limit)
		}
	case "quoted-printable":
		return decodeQuotedPrintable(clipBytes(body, 3*limit), limit)
	}
	return clipBytes(body, limit)
}

func clipBytes(b []byte, limit int) []byte {
	if len(b) > limit {
		return b[:limit]
	}
	return b
}

// looksBase64 reports whether the start of a body can be base64: few other characters, no words with spaces between.
func looksBase64(body []byte) bool {
	sample := bytes.TrimSpace(clipBytes(body, 2048))
	foreign, previous := 0, byte('\n')
	for _, c := range sample {
		letter := c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("+/=-_\r\n",
			c) >= 0
		if !letter && !((c == ' ' || c == '\t') && (previous == '\n' || previous == ' ')) {
			foreign++
		}
		previous = c
	}
	return foreign <= len(sample)/50
}

// decodeBase64 drops everything outside the alphabet, and stops at the padding only if nothing follows: some
// senders join encoded blocks.
func decodeBase64(body []byte, limit int) []byte {
	out := make([]byte, 0, min(len(body)*3/4+3, limit+3))
	var quad [4]byte
	n := 0
	for _, c := range body {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '+', c == '/':
		case c == '-':
			c = '+'
		case c == '_':
			c = '/'
		case c == '=' && n > 0:
			out = appendQuad(out, quad[:n])
			n = 0
			continue
		default:
			continue
		}
		quad[n] = c
		if n++; n == 4 {
			out = appendQuad(out, quad[:])
			n = 0
			if len(out) >= limit {
				return out[:limit]
			}
		}
	}
	return clipBytes(appendQuad(out, quad[:n]), limit)
}

func appendQuad(out, quad []byte) []byte {
	var three [3]byte
	n, _ := base64.RawStdEncoding.Decode(three[:], quad)
	return append(out, three[:n]...)
}

// decodeQuotedPrintable decodes RFC 2045 section 6.7; an escape that is none stays as text.
func decodeQuotedPrintable(body []byte, limit int) []byte {
	out := make([]byte, 0, min(len(body), limit))
	for len(body) > 0 && len(out) < limit {
		line, rest, more := bytes.Cut(body, []byte("\n"))
		line = bytes.TrimRight(line, " \t\r")
		soft := bytes.HasSuffix(line, []byte("="))
		line = bytes.TrimSuffix(line, []byte("="))
		for i := 0; i < len(line); i++ {
			if line[i] == '=' && i+2 < len(line) {
				if hi, lo := unhex(line[i+1]), unhex(line[i+2]); hi >= 0 && lo >= 0 {
					out = append(out, byte(hi<<4|lo))
					i += 2
					continue
				}
			}
			out = append(out, line[i])
		}
		if more && !soft {
			out = append(out, '\r', '\n')
		}
		body = rest
	}
	return clipBytes(out, limit)
}

// residue reports whether text that claims no encoding is quoted-printable all the same: gateways lose the header
// field. It wants two soft line breaks or encoded spaces at line ends, and next to no equal sign that is no escape.
func residue(text []byte) bool {
	sample := clipBytes(text, 16<<10)
	ends := bytes.Count(sample, []byte("=\n")) + bytes.Count(sample, []byte("=\r\n")) +
		bytes.Count(sample, []byte("=20\n")) + bytes.Count(sample, []byte("=20\r\n"))
	if ends < 2 {
		return false
	}
	good, bad := 0, 0
	for i, c := range sample {
		switch {
		case c != '=' || i+2 >= len(sample):
		case sample[i+1] == '\r' || sample[i+1] == '\n' || unhex(sample[i+1]) >= 0 && unhex(sample[i+2]) >= 0:
			good++
		default:
			bad++
		}
	}
	return bad*10 <= good
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// decodeCharset makes valid UTF-8 of text. ok is false when the charset is unknown; the text is then read as
// UTF-8 if it is that, else as Windows-1252.
func decodeCharset(text []byte, label string) (s string, ok bool) {
	label = strings.ToLower(strings.Trim(label, " \"'"))
	ok = true
	switch label {
	case "", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit", "x-unknown", "binary", "default":
	default:
		r, err := charset.Reader(label, bytes.NewReader(text))
		if err != nil {
			ok = false
			break
		}
		if decoded, err := io.ReadAll(r); err == nil && utf8.Valid(decoded) {
			return string(bytes.TrimPrefix(decoded, utf8BOM)), true
		}
	}
	text = bytes.TrimPrefix(text, utf8BOM)
	if utf8.Valid(text) {
		return string(text), ok
	}
	if label == "utf-8" || label == "utf8" || mostlyUTF8(text) {
		return strings.ToValidUTF8(string(text), "\uFFFD"), ok
	}
	return fromWindows1252(text), ok
}

// mostlyUTF8 reports whether text has more characters of several bytes in UTF-8 than bytes that are none.
func mostlyUTF8(text []byte) bool {
	good, bad := 0, 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case size > 1:
			good++
		case r == utf8.RuneError:
			bad++
		}
		text = text[size:]
	}
	return good > bad
}

var utf8BOM = []byte("\xEF\xBB\xBF")

func fromWindows1252(b []byte) string {
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(decoded)
}
