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
	if !sevenBit(raw) {
		return msg.AttachReader(originalName, bytes.NewReader(raw), gomail.WithFileEncoding(gomail.EncodingB64),
			gomail.WithFileContentType("application/octet-stream"))
	}
	raw = bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
	// Under the name of seven bits go-mail would quote it; as eight it is written as it is.
	return msg.AttachReader(originalName, bytes.NewReader(raw), gomail.WithFileContentType("message/rfc822"),
		gomail.WithFileEncoding(gomail.NoEncoding))
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
