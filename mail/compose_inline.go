package mail

import (
	"bytes"
	"fmt"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// Inline is a picture that stands in the mail itself (multipart/related, RFC 2387), so that nothing is loaded from
// anywhere when the mail is read.
type Inline struct {
	ID   string // Content-ID, without angle brackets
	Name string // of the file, in ASCII
	Type string // "image/png"
	Data []byte
}

// embed puts the picture beside the alternatives of the text.
func embed(msg *gomail.Msg, in *Inline) error {
	if in == nil {
		return nil
	}
	id, ok := messageID(in.ID)
	if !ok || !strings.HasPrefix(in.Type, "image/") || in.Name == "" || !printable(in.Name) || len(in.Data) == 0 {
		return fmt.Errorf("%w: picture %q of %d bytes is no picture with an id", ErrDraft, in.Name, len(in.Data))
	}
	return msg.EmbedReader(in.Name, bytes.NewReader(in.Data), gomail.WithFileContentID("<"+id+">"),
		gomail.WithFileContentType(gomail.ContentType(in.Type)), gomail.WithFileEncoding(gomail.EncodingB64))
}
