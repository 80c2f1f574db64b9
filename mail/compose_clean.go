package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	netmail "net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// outgoing checks addresses that go into a header. A domain with other letters than ASCII is written in its
// ASCII form (RFC 5890); such a local part would need SMTPUTF8 at every hop and is refused.
func outgoing(field string, list []Address) ([]*netmail.Address, error) {
	out := make([]*netmail.Address, 0, len(list))
	for _, a := range list {
		addr, err := sendable(a.Addr)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: address %q: %w", ErrDraft, field, a.Addr, err)
		}
		out = append(out, &netmail.Address{Name: clip(clean(a.Name), maxSubject), Address: addr})
	}
	return out, nil
}

// sendable gives the domain in its ASCII form. A local part may be in UTF-8 (RFC 6531), in letters, marks and digits
// only.
func sendable(addr string) (string, error) {
	at := strings.LastIndexByte(addr, '@')
	if at < 1 || len(addr) > 254 {
		return "", fmt.Errorf("not a mailbox")
	}
	local, domain := addr[:at], addr[at+1:]
	if !printable(domain) {
		ascii, err := idna.Lookup.ToASCII(domain)
		if err != nil {
			return "", fmt.Errorf("domain: %w", err)
		}
		domain = ascii
	}
	if !utf8.ValidString(local) || strings.ContainsAny(local, " \"\\<>") || strings.ContainsFunc(local, unsendable) {
		return "", fmt.Errorf("local part has characters that cannot be sent")
	}
	if dotted(local) && dotted(domain) {
		return local + "@" + domain, nil
	}
	parsed, err := netmail.ParseAddress("<" + local + "@" + domain + ">")
	if err != nil {
		return "", err
	}
	return parsed.Address, nil
}

// dotted says whether s is letters, digits and hyphens in ASCII, with single dots between, which needs no parser.
func dotted(s string) bool {
	dot := true // before, or the beginning
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-':
			dot = false
		case c == '.' && !dot:
			dot = true
		default:
			return false
		}
	}
	return !dot
}

func unsendable(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
}

// messageID strips angle brackets and reports whether the rest is an id that can stand in a header (RFC 5322
// section 3.6.4, kept to visible ASCII).
func messageID(id string) (string, bool) {
	id = strings.TrimSuffix(strings.TrimPrefix(id, "<"), ">")
	ok := id != "" && len(id) <= 250 && printable(id) && !strings.ContainsAny(id, " <>")
	return id, ok
}

// printable reports whether s is visible ASCII and spaces only.
func printable(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// clean makes a header value of any text: runs of white space and control characters become one space, and
// what a reader would take for an encoded word (RFC 2047) is broken up.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	words := strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
	return strings.ReplaceAll(strings.Join(words, " "), "=?", "= ?")
}

// cleanBody keeps text as it is but for control characters other than tab and line ends.
func cleanBody(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r':
			return '\n'
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// isClean says whether there is nothing to clean in a body, as mostly.
func isClean(s string) bool {
	wide := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			if wide = true; c == 0xc2 && i+1 < len(s) && s[i+1] < 0xa0 { // U+0080 to U+009F
				return false
			}
		case c < ' ' && c != '\n' && c != '\t', c == 0x7f:
			return false
		}
	}
	return !wide || utf8.ValidString(s)
}

// clip cuts s to at most limit runes.
func clip(s string, limit int) string {
	if len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit])
}

// fixBoundaries replaces the random boundaries of go-mail, in place, by ones derived from the message id, of the same
// length: a resent message must not differ from the first.
func fixBoundaries(raw []byte, id string) {
	const multipart = "Content-Type: multipart/"
	rest := raw
	for level := range 3 { // mixed, related, alternative
		header, _, _ := bytes.Cut(rest, []byte("\r\n\r\n"))
		start := 0
		if !bytes.HasPrefix(header, []byte(multipart)) {
			if start = bytes.Index(header, []byte("\r\n"+multipart)); start < 0 {
				return
			}
		}
		_, value, _ := bytes.Cut(header[start:], []byte("boundary="))
		value, _, _ = bytes.Cut(value, []byte("\r\n"))
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", id, level))
		fixed := []byte(hex.EncodeToString(sum[:]))
		if len(value) < 20 || len(value) > len(fixed) {
			return
		}
		fixed = fixed[:len(value)]
		replace(raw, bytes.Clone(value), fixed)
		_, rest, _ = bytes.Cut(rest[len(header):], append([]byte("--"), append(fixed, "\r\n"...)...))
	}
}

// replace puts text of the same length in the place of old.
func replace(raw, old, text []byte) {
	for {
		at := bytes.Index(raw, old)
		if at < 0 {
			return
		}
		copy(raw[at:], text)
		raw = raw[at+len(old):]
	}
}
