package mail

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"mime"
	"mime/quotedprintable"
	"slices"
	"strconv"
	"strings"
)

// composed is a message to be written: its header, the alternatives of its text, pictures that they show, and what goes
// along. Written twice it is the same bytes.
type composed struct {
	id       string // boundaries are made of it
	fields   []field
	parts    []entity // the first is the plainest
	embedded []entity
	attached []entity
}

// entity is a body with its header.
type entity struct {
	fields []field
	body   encodedBody
}

// encodedBody is a body in its transfer encoding (RFC 2045 section 6).
type encodedBody struct {
	how  string // encodeQuoted, encodeBase64, or encode7bit
	text string
}

// The transfer encodings that are written. Base64 keeps bytes as they are; quoted-printable rewrites line ends.
const (
	encodeQuoted = "quoted-printable"
	encodeBase64 = "base64"
	encode7bit   = "7bit"
)

// set gives a field its value, encoded where it is not ASCII (RFC 2047).
func (m *composed) set(name, value string) {
	m.fields = append(m.fields, field{name, mime.QEncoding.Encode("UTF-8", value)})
}

// alternative is the text in one of its forms.
func alternative(contentType, s string) entity {
	return entity{[]field{{"Content-Transfer-Encoding", encodeQuoted}, {"Content-Type", contentType + "; charset=UTF-8"}},
		encodedBody{encodeQuoted, s}}
}

// file is an entity with a name, whose body is encoded already if that is base64. Name is ASCII without quotes.
func file(disposition, name, contentType, id string, body encodedBody) entity {
	p := entity{body: body, fields: []field{{"Content-Disposition", disposition + `; filename="` + name + `"`}}}
	if id != "" {
		p.fields = append(p.fields, field{"Content-Id", "<" + id + ">"})
	}
	p.fields = append(p.fields, field{"Content-Transfer-Encoding", body.how},
		field{"Content-Type", contentType + `; name="` + name + `"`})
	return p
}

// base64Lines encodes data in lines of 76 characters.
func base64Lines(data []byte) encodedBody {
	const whole = 57 // bytes of a line
	out := make([]byte, 0, (len(data)/whole+1)*(76+2))
	for line := range slices.Chunk(data, whole) {
		out = base64.StdEncoding.AppendEncode(out, line)
		out = append(out, "\r\n"...)
	}
	return encodedBody{encodeBase64, string(out)}
}

// bytes writes the message.
func (m *composed) bytes() []byte {
	size := 2048
	for _, p := range slices.Concat(m.parts, m.embedded, m.attached) {
		size += len(p.body.text)*9/8 + 512
	}
	out := bytes.NewBuffer(make([]byte, 0, size))
	for _, f := range m.fields {
		writeField(out, f)
	}
	m.write(out, 0, m.shape())
	return out.Bytes()
}

// shape is what is around what: "mixed" around "related" around "alternative", as far as there is more than one.
func (m *composed) shape() []string {
	var out []string
	if len(m.attached) > 0 {
		out = append(out, "mixed")
	}
	if len(m.embedded) > 0 {
		out = append(out, "related")
	}
	if len(m.parts) > 1 {
		out = append(out, "alternative")
	}
	return out
}

// write writes the rest of the header and the body of one level.
func (m *composed) write(out *bytes.Buffer, level int, shape []string) {
	if len(shape) == 0 {
		m.parts[0].write(out)
		return
	}
	boundary := m.boundary(level)
	out.WriteString("Content-Type: multipart/" + shape[0] + ";\r\n boundary=" + boundary + "\r\n\r\n")
	begin := func(first bool) {
		if !first {
			out.WriteString("\r\n")
		}
		out.WriteString("--" + boundary + "\r\n")
	}
	rest := m.parts
	if shape[0] != "alternative" {
		begin(true)
		m.write(out, level+1, shape[1:])
		rest = m.embedded
		if shape[0] == "mixed" {
			rest = m.attached
		}
	}
	for i, p := range rest {
		begin(i == 0 && shape[0] == "alternative")
		p.write(out)
	}
	out.WriteString("\r\n--" + boundary + "--\r\n")
}

// boundary is derived from the message id: a resent message must not differ from the first.
func (m *composed) boundary(level int) string {
	sum := sha256.Sum256([]byte(m.id + " " + strconv.Itoa(level)))
	return hex.EncodeToString(sum[:])[:60]
}

func (p entity) write(out *bytes.Buffer) {
	for _, f := range p.fields {
		out.WriteString(f.name + ": " + f.value + "\r\n")
	}
	out.WriteString("\r\n")
	if p.body.how != encodeQuoted {
		out.WriteString(p.body.text)
		return
	}
	w := quotedprintable.NewWriter(out)
	_, _ = w.Write([]byte(p.body.text)) // a bytes.Buffer does not fail
	_ = w.Close()
}

// longestField is how long a line of the header becomes, if its words allow it (RFC 5322 section 2.1.1).
const longestField = 76

// writeField writes a field, and begins a new line before a word that would make one too long. Its first word stands
// on the line of its name whatever its length: some servers drop or break a field whose first line is empty.
func writeField(out *bytes.Buffer, f field) {
	left := longestField - 2 - len(f.name) - 2
	out.WriteString(f.name + ":")
	for i, word := range strings.Split(f.value, " ") {
		if left-len(word) <= 1 {
			if i > 0 {
				out.WriteString("\r\n")
			}
			left = longestField - 3
		}
		out.WriteByte(' ')
		out.WriteString(word)
		left -= len(word) + 1
	}
	out.WriteString("\r\n")
}

// byName orders the fields of a header.
func byName(a, b field) int { return cmp.Compare(a.name, b.name) }
