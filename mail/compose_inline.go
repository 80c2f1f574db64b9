package mail

import (
	"fmt"
	"strings"
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
func embed(m *composed, in Inline) error {
	id, ok := messageID(in.ID)
	if !ok || !strings.HasPrefix(in.Type, "image/") || !nameable(in.Name) || len(in.Data) == 0 {
		return fmt.Errorf("%w: picture %q of %d bytes is no picture with an id", ErrDraft, in.Name, len(in.Data))
	}
	m.embedded = append(m.embedded, file("inline", in.Name, in.Type, id, base64Lines(in.Data)))
	return nil
}

// File is an attachment.
type File struct {
	Name string // in ASCII
	Type string // "text/csv"
	Data []byte
}

// attach puts a file behind the message.
func attach(m *composed, f File) error {
	kind, sub, _ := strings.Cut(f.Type, "/")
	if kind == "" || sub == "" || !printable(f.Type) || !nameable(f.Name) {
		return fmt.Errorf("%w: attachment %q of type %q", ErrDraft, f.Name, f.Type)
	}
	m.attached = append(m.attached, file("attachment", f.Name, f.Type, "", base64Lines(f.Data)))
	return nil
}

// nameable says whether a file can have the name in a header.
func nameable(name string) bool {
	return name != "" && printable(name) && !strings.ContainsAny(name, `"/\`)
}
