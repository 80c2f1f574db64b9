package mail

import (
	"bytes"
	"slices"

	gomail "github.com/wneessen/go-mail"
)

const originalName = "original.eml"

// attachOriginal puts a whole mail into another. As message/rfc822 it may not be encoded (RFC 2046 section 5.2.1), so
// that one which no server would carry as it is goes as a file.
func attachOriginal(msg *gomail.Msg, raw []byte) error {
	if raw == nil {
		return nil
	}
	as, encoding := gomail.ContentType("application/octet-stream"), gomail.EncodingB64
	if sevenBit(raw) {
		as, encoding = "message/rfc822", gomail.EncodingUSASCII
		raw = bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
	}
	return msg.AttachReader(originalName, bytes.NewReader(raw), gomail.WithFileContentType(as),
		gomail.WithFileEncoding(encoding))
}

// sevenBit says whether every server carries the bytes as they are: ASCII, and lines within the limit of RFC 5322.
func sevenBit(raw []byte) bool {
	if slices.ContainsFunc(raw, func(b byte) bool { return b > 126 || b < 9 || b == 11 || b == 12 }) {
		return false
	}
	for line := range bytes.Lines(raw) {
		if len(line) > 998 {
			return false
		}
	}
	return true
}
