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
	parsed, err := netmail.ParseAddress("<" + local + "@" + domain + ">")
	if err != nil {
		return "", err
	}
	return parsed.Address, nil
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

// clip cuts s to at most limit runes.
func clip(s string, limit int) string {
	if len(s) <= limit || utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit])
}

// fixBoundaries replaces the random boundaries of go-mail by ones derived from the message id, of the same
// length: a resent message must not differ from the first.
func fixBoundaries(raw []byte, id string) []byte {
	const multipart = "Content-Type: multipart/"
	rest := raw
	for level := range 3 { // mixed, related, alternative
		header, _, _ := bytes.Cut(rest, []byte("\r\n\r\n"))
		start := 0
		if !bytes.HasPrefix(header, []byte(multipart)) {
			if start = bytes.Index(header, []byte("\r\n"+multipart)); start < 0 {
				return raw
			}
		}
		_, value, _ := bytes.Cut(header[start:], []byte("boundary="))
		value, _, _ = bytes.Cut(value, []byte("\r\n"))
		sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", id, level))
		fixed := []byte(hex.EncodeToString(sum[:]))
		if len(value) < 20 || len(value) > len(fixed) {
			return raw
		}
		fixed = fixed[:len(value)]
		offset := len(raw) - len(rest)
		raw = bytes.ReplaceAll(raw, value, fixed)
		_, rest, _ = bytes.Cut(raw[offset+len(header):], append([]byte("--"), append(fixed, "\r\n"...)...))
	}
	return raw
}
