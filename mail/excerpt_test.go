package mail

import (
	"strings"
	"testing"
)

const threaded = "From: Dana <dana@example.com>\r\nTo: handoff@acme.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n" +
	"Message-ID: <a@example.com>\r\nIn-Reply-To: <intro@acme.example>\r\nReferences: <root@acme.example>\r\n " +
	"<intro@acme.example>\r\n" +
	"Content-Type: multipart/mixed;\r\n boundary=b\r\nMIME-Version: 1.0\r\n\r\n--b\r\nContent-Type: text/plain; " +
	"charset=iso-8859-1\r\n\r\nGr\xfc\xdfe aus K\xf6ln\r\n--b\r\n" +
	"Content-Type: application/pdf; name=a.pdf\r\n\r\nxxxx\r\n--b--\r\n"

// TestExcerpt: what is kept of a mail is read as the mail was, but for its parts.
func TestExcerpt(t *testing.T) {
	m := Read([]byte(threaded))
	e := Read(Excerpt([]byte(threaded), "700", m.Text, 4096))
	if e.Text != m.Text || e.Text != "Grüße aus Köln" || e.Subject != m.Subject || e.MessageID != m.MessageID ||
		len(e.References) != 2 || len(e.InReplyTo) != 1 || e.Kind != m.Kind {
		t.Errorf("%q %q %q %v %v %s", e.Text, e.Subject, e.MessageID, e.References, e.InReplyTo, e.Kind)
	}
	if got := e.Header(ExcerptHeader); len(got) != 1 || got[0] != "700" {
		t.Error(got)
	}
	long := Excerpt([]byte(strings.Replace(threaded, "Subject:", "X-Long: "+strings.Repeat("x", 100_000)+"\r\nSubject:",
		1)), "1", strings.Repeat("ü", 9000), 4096)
	if len(long) > longestHead+4096+500 {
		t.Errorf("%d bytes are kept", len(long))
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add([]byte(threaded), "Hello", 3)
	f.Add([]byte("\r\n\r\n"), "ü", 1)
	f.Fuzz(func(t *testing.T, raw []byte, text string, n int) {
		if n < 0 || n > 1<<16 {
			return
		}
		out := Excerpt(raw, "1", text, n)
		if len(out) > 2*longestHead+2*n+500 {
			t.Fatalf("%d bytes of a mail of %d and %d of text", len(out), len(raw), n)
		}
		Read(out)
	})
}
