package mail

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

// goldenMessage is a Message with its calendars as text and the verdict on its sender.
type goldenMessage struct {
	*Message
	Calendars []goldenCalendar
	Auth      Auth
	Forwarded string `json:",omitempty"`
}

type goldenCalendar struct{ Method, Filename, Data string }

func golden(m *Message) goldenMessage {
	g := goldenMessage{Message: m, Auth: m.Authenticate(Trust{AuthservID: "mx.own.example"}), Forwarded: m.Forwarded}
	for _, c := range m.Calendars {
		g.Calendars = append(g.Calendars, goldenCalendar{c.Method, c.Filename, string(c.Data)})
	}
	return g
}

func TestReadGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) < 25 {
		t.Fatalf("found %d messages, error %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".eml"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			enc := json.NewEncoder(&out)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			if err := enc.Encode(golden(Read(raw))); err != nil {
				t.Fatal(err)
			}
			path := strings.TrimSuffix(file, ".eml") + ".json"
			if *update {
				if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), out.String()); diff != "" {
				t.Errorf("the message is understood in another way (-want +got):\n%s", diff)
			}
		})
	}
}

// Line ends do not change what a message says.
func TestReadLineEnds(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.eml")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		crlf := Read(raw)
		lf := Read(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")))
		if crlf.Kind != lf.Kind || crlf.Text != lf.Text || crlf.Subject != lf.Subject {
			t.Errorf("%s: with LF kind %s text %q, with CRLF kind %s text %q", file, lf.Kind, lf.Text, crlf.Kind, crlf.Text)
		}
	}
}

func TestReadHostile(t *testing.T) {
	nested := func(depth int, open func(i int) string) []byte {
		var b strings.Builder
		for i := range depth {
			b.WriteString(open(i))
		}
		b.WriteString("Content-Type: text/plain\n\ninner\n")
		return []byte(b.String())
	}
	tests := []struct {
		name string
		raw  []byte
	}{
		{"empty", nil},
		{"one byte", []byte{0}},
		{"no header", []byte("\n\nHi\n")},
		{"binary", bytes.Repeat([]byte{0xff, 0x00, '\n'}, 5000)},
		{"multiparts without end", nested(500, func(i int) string {
			return fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		})},
		{"one boundary for all",
			nested(500, func(int) string { return "Content-Type: multipart/mixed; boundary=b\n\n--b\n" })},
		{"messages in messages", nested(500, func(int) string { return "Content-Type: message/rfc822\n\n" })},
		{"signed in signed", nested(200, func(int) string { return "Content-Type: application/pkcs7-mime\n\n0\x800\x80" })},
		{"many parts", []byte("Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 20000))},
		{"many folds", []byte("From: a@b.example\nSubject: x\n" + strings.Repeat(" \n x\n", 200000) + "\nHi\n")},
		{"many fields", []byte(strings.Repeat("X: y\n", 200000) + "\nHi\n")},
		{"one long line", append([]byte("Subject: "), bytes.Repeat([]byte("=?utf-8?q?"), 100000)...)},
		{"many dashes", []byte("Content-Type: multipart/mixed\n\n" + strings.Repeat("--x\n", 100000))},
		{"dash boundary", []byte("Content-Type: multipart/mixed; boundary=-\n\n" + strings.Repeat("-", 300000))},
		{"many addresses", []byte("From: " + strings.Repeat("a@b.example,", 100000) + "\n\nHi\n")},
		{"open elements", []byte("Content-Type: text/html\n\n" + strings.Repeat("<blockquote type=cite><div>", 50000) + "x")},
		{"many attributes", []byte("Content-Type: text/html\n\n<p " + strings.Repeat("a ", 100000) + ">x")},
		{"many ends", []byte("Content-Type: text/html\n\n" + strings.Repeat("<b>", 400) + strings.Repeat("</i>", 100000))},
		{"many quotes", []byte("\n\n" + strings.Repeat("On 1 May 2026 x\n", 50000))},
		{"many signatures", []byte("\n\n" + strings.Repeat("--\nx\n", 9000))},
		{"many rules", []byte("\n\n" + strings.Repeat("-----------\n\n\n", 6000))},
		{"many ids", []byte("From: mailer-daemon@b.example\n\n" + strings.Repeat("Message-ID: <a@b>\n", 50000))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Read(tt.raw)
			if m.Kind == "" || m.Why == "" || m.Size != len(tt.raw) {
				t.Errorf("kind %q, why %q, size %d", m.Kind, m.Why, m.Size)
			}
		})
	}
}

func TestReadTooLarge(t *testing.T) {
	raw := append([]byte("From: rob@acme.example\r\n\r\n"), make([]byte, maxSize)...)
	m := Read(raw)
	if m.Kind != KindOther || m.From.Addr != "rob@acme.example" || len(m.Warnings) == 0 || m.Body != "" {
		t.Errorf("got kind %s, from %q, warnings %v", m.Kind, m.From.Addr, m.Warnings)
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte("Received: from by x\nFrom: a@b.example\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Read(raw)
		if m.Kind == "" || m.Why == "" {
			t.Errorf("kind %q, why %q", m.Kind, m.Why)
		}
		for _, s := range []string{m.Text, m.Body, m.Subject, m.From.Name, m.Why} {
			if !utf8.ValidString(s) {
				t.Errorf("not UTF-8: %q", s)
			}
		}
		if strings.ContainsAny(m.Subject+m.From.Name+m.From.Addr+m.MessageID, "\r\n") {
			t.Errorf("a line end in a header value: %q %q", m.Subject, m.From)
		}
		if m.Kind == KindBounce && m.Bounce == nil || m.Kind != KindAutoReply && (m.Away != nil || m.Gone != nil) {
			t.Errorf("kind %s with bounce %v, away %v and gone %v", m.Kind, m.Bounce, m.Away, m.Gone)
		}
		m.Authenticate(Trust{Profile: "m365"})
		m.Authenticate(Trust{Profile: "gateway", AuthservID: "x.example"})
	})
}

func BenchmarkRead(b *testing.B) {
	for _, bench := range []struct {
		name  string
		files []string
	}{
		{"replies", []string{"reply_gmail", "reply_inline_fr", "reply_nl_disclaimer", "reply_apple_it", "reply_sv_flowed",
			"human_out_of_office"}},
		{"mix", []string{"reply_gmail", "reply_outlook_de", "reply_inline_fr", "reply_ja", "calendar_reply_google",
			"bounce_dsn", "bounce_text", "auto_exchange_de", "brief_external_banner"}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			var mails [][]byte
			size := 0
			for _, name := range bench.files {
				raw, err := os.ReadFile("testdata/" + name + ".eml")
				if err != nil {
					b.Fatal(err)
				}
				raw = typical(raw)
				mails = append(mails, raw)
				size += len(raw)
			}
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				Read(mails[n%len(mails)])
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "mails/s")
			b.ReportMetric(float64(size/len(mails)), "bytes/mail")
		})
	}
}

// typical adds the trace and signature fields that a delivered mail carries, about 3 kB.
func typical(raw []byte) []byte {
	hop := "Received: from a.relay.example (a.relay.example [203.0.113.9]) by b.relay.example (Postfix)\r\n\twith " +
		"ESMTPS id 4X2J6K0001\r\n\tfor <handoff@own.example>; Mon, 5 Oct 2026 09:00:00 +0000 (UTC)\r\n"
	signature := "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.example; s=s1;" +
		"\r\n\th=from:to:subject:date:message-id;\r\n\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\r\n\tb=" + strings.Repeat("Ab3/", 80) + "\r\n"
	return append([]byte(strings.Repeat(hop, 6)+strings.Repeat(signature, 3)), raw...)
}
