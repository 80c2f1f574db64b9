package smtp

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// Lengths in octets (RFC 5321 section 4.5.3.1).
const (
	maxLocal = 64
	maxPath  = 254
)

var errAddress = errors.New("not a mail address")

// checkAddress lets through only what can stand between < and > in MAIL and RCPT.
// Quoted local parts are refused: no address of this service needs one, and a quoted
// space or bracket is how commands are smuggled in.
func checkAddress(a string) error {
	at := strings.LastIndexByte(a, '@')
	if at < 1 || at > maxLocal || at == len(a)-1 || len(a) > maxPath || !utf8.ValidString(a) {
		return errAddress
	}
	for _, r := range a {
		if r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || strings.ContainsRune("<>\"\\(),;", r) {
			return errAddress
		}
	}
	if strings.Count(a, "@") != 1 {
		return errAddress
	}
	return nil
}

func ascii[S string | []byte](s S) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
