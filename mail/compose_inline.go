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
func embed(msg *gomail.Msg, in Inline) error {
	id, ok := messageID(in.ID)
	if !ok || !strings.HasPrefix(in.Type, "image/") || in.Name == "" || !printable(in.Name) || len(in.Data) == 0 {
		return fmt.Errorf("%w: picture %q of %d bytes is no picture with an id", ErrDraft, in.Name, len(in.Data))
	}
	return msg.EmbedReader(in.Name, bytes.NewReader(in.Data), gomail.WithFileContentID("<"+id+">"),
		gomail.WithFileContentType(gomail.ContentType(in.Type)), gomail.WithFileEncoding(gomail.EncodingB64))
}

// File is an attachment.
type File struct {
	Name string // in ASCII
	Type string // "text/csv"
	Data []byte
}

// attach puts a file behind the message.
func attach(msg *gomail.Msg, f File) error {
	kind, sub, _ := strings.Cut(f.Type, "/")
	if kind == "" || sub == "" || !printable(f.Type) || f.Name == "" || !printable(f.Name) ||
		strings.ContainsAny(f.Name, `"/\`) {
		return fmt.Errorf("%w: attachment %q of type %q", ErrDraft, f.Name, f.Type)
	}
	return msg.AttachReader(f.Name, bytes.NewReader(f.Data), gomail.WithFileContentType(gomail.ContentType(f.Type)),
		gomail.WithFileEncoding(gomail.EncodingB64))
}
