package smtp

import (
	"bufio"
	"bytes"
	"io"
	"net/textproto"
	"strings"
	"testing"
)

// TestDottedIsWhatTheLibraryWrites: of every message, long ones too.
func TestDottedIsWhatTheLibraryWrites(t *testing.T) {
	long := strings.Repeat("a line of a mail\r\n", 1000)
	for _, raw := range []string{"", "a", "a\r\n", ".", ".\r\n", "..\r\n.a\r\na.b\r\n.", "\r\n", "\r\n.\r\n", long,
		long + ".dot\r\n", long + "open"} {
		var want, got bytes.Buffer
		w := textproto.NewWriter(bufio.NewWriter(&want)).DotWriter()
		if _, err := io.WriteString(w, raw); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		conn := &textproto.Conn{Reader: *textproto.NewReader(bufio.NewReader(strings.NewReader("250 taken\r\n"))),
			Writer: *textproto.NewWriter(bufio.NewWriter(&got))}
		d := &dotted{text: conn}
		if n, err := d.Write([]byte(raw)); n != len(raw) || err != nil {
			t.Fatalf("%d of %d: %v", n, len(raw), err)
		}
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%.40q is written as %.60q, want %.60q", raw, got.String(), want.String())
		}
	}
}
