package mail

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// maxTaken bounds all that reading one message may take from the heap, in bytes, however large the message is.
const maxTaken = 64 << 20

// hostileMails are messages made to cost much: deep, long, many, or packed.
var hostileMails = []struct {
	name string
	make func() string
}{
	{"10,000 nested multiparts", func() string {
		var b strings.Builder
		for i := range 10_000 {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		return b.String() + "Content-Type: text/plain\n\ninner\n"
	}},
	{"10,000 nested messages", func() string { return strings.Repeat("Content-Type: message/rfc822\n\n", 10_000) }},
	{"nested messages in base64", func() string {
		return strings.Repeat("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n",
			20) + strings.Repeat("QUJD\n", 1<<20)
	}},
	{"a million header lines", func() string { return strings.Repeat("X-A: y\n", 1_000_000) + "\nHi\n" }},
	{"a million header lines without a field", func() string { return strings.Repeat("no field here\n", 1_000_000) }},
	{"a million folds", func() string { return "Subject: x\n" + strings.Repeat(" y\n", 1_000_000) + "\nHi\n" }},
	{"a field of 1 MB of comments", func() string {
		return "From: " + strings.Repeat("(",
			1<<20) + " a@b.example\n\nHi\n"
	}},
	{"a field of 1 MB of encoded words", func() string {
		return "Subject: " + strings.Repeat("=?utf-8?B?QUJD?= ",
			1<<16) + "\n\nHi\n"
	}},
	{"a Received field of 1 MB of addresses", func() string {
		return "Received: from " + strings.Repeat("[203.0.113.7] ", 1<<16) + "by x\nFrom: a@b.example\n\nHi\n"
	}},
	{"a content type of 1 MB of parameters", func() string {
		return "Content-Type: text/plain" + strings.Repeat("; a=b",
			1<<17) + "\n\nHi\n"
	}},
	{"one line of 49 MB", func() string { return "From: a@b.example\n\n" + strings.Repeat("a", 49<<20) }},
	{"one header line of 49 MB", func() string { return "Subject: " + strings.Repeat("a", 49<<20) }},
	{"49 MB of base64 in a text part", func() string {
		return "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + strings.Repeat("QUJDQUJDQUJDQUJD\n", 3<<20)
	}},
	{"base64 that is none", func() string {
		return "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + strings.Repeat("=\x00\xff-_ ", 1<<20)
	}},
	{"quoted-printable of escapes", func() string {
		return "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n" + strings.Repeat("=\n",
			4<<20) + strings.Repeat("=3D", 1<<20)
	}},
	{"deep HTML", func() string {
		return "Content-Type: text/html\n\n" + strings.Repeat("<div><blockquote>", 200_000) + "x"
	}},
	{"deep HTML that is closed", func() string {
		return "Content-Type: text/html\n\n" + strings.Repeat("<div>", 100_000) + "x" + strings.Repeat("</div>", 100_000)
	}},
	{"a tag of 2 MB", func() string {
		return "Content-Type: text/html\n\n<a href=\"" + strings.Repeat("x", 2<<20) + "\">y</a>"
	}},
	{"quote containers", func() string {
		return "Content-Type: text/html\n\n" + strings.Repeat("<div class=gmail_quote><blockquote>", 50_000) + "x"
	}},
	{"a style sheet of 2 MB", func() string {
		return "Content-Type: text/html\n\n<style>" + strings.Repeat(".x{display:none}@media{",
			90_000) + "</style><p class=x>y"
	}},
	{"style sheets", func() string {
		return "Content-Type: text/html\n\n" + strings.Repeat("<style>.x,.y{display:none}</style>", 60_000)
	}},
	{"styles", func() string {
		return "Content-Type: text/html\n\n" + strings.Repeat("<p style='color:rgb(1,2,3);left:-1px;;;;'>x", 40_000)
	}},
	{"a giant quote", func() string { return "\n\nYes.\n" + strings.Repeat("> a line of the history\n", 1<<20) }},
	{"deep quotes", func() string { return "\n\n" + strings.Repeat(strings.Repeat(">", 2000)+" x\n", 1000) }},
	{"quote headers that never end", func() string {
		return "\n\n" + strings.Repeat("On Mon, Oct 5, 2026 at 9:00 AM "+
			"Jane <\n", 100_000)
	}},
	{"header blocks", func() string { return "\n\n" + strings.Repeat("From: a\nSent: b\n\n\n", 100_000) }},
	{"footers", func() string { return "\n\n" + strings.Repeat("Sent from my iPhone\n\n", 100_000) }},
	{"banners", func() string { return "\n\n" + strings.Repeat("[EXTERNAL] x\n", 100_000) }},
	{"armor", func() string { return "\n\n" + strings.Repeat("-----BEGIN PGP SIGNED MESSAGE-----\n", 50_000) }},
	{"a report on 100,000 recipients", func() string {
		return "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: " +
			"message/delivery-status\n\n" +
			strings.Repeat("Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n", 100_000) + "--b--\n"
	}},
	{"1,000 reports in one", func() string {
		return "Content-Type: multipart/report; boundary=b\n\n" +
			strings.Repeat("--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\n\n",
				1000) + "--b--\n"
	}},
	{"an absence note of 1 MB", func() string {
		return "Auto-Submitted: auto-replied\n\n" + strings.Repeat("until until bis bis zum please contact ", 30_000)
	}},
	{"a thousand calendars", func() string {
		return "Content-Type: multipart/mixed; boundary=b\n\n" +
			strings.Repeat("--b\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n",
				1000) + "--b--\n"
	}},
	{"signed in signed", func() string {
		return strings.Repeat("Content-Type: application/pkcs7-mime\n\n0\x800\x80",
			2000)
	}},
	{"BER without end", func() string {
		return "Content-Type: application/pkcs7-mime\n\n" + strings.Repeat("0\x80",
			1<<20)
	}},
	{"charsets that grow", func() string {
		return "Content-Type: text/plain; charset=iso-8859-1\n\n" + strings.Repeat("\xff", 4<<20)
	}},
	{"a stateful charset", func() string {
		return "Content-Type: text/plain; charset=iso-2022-jp\n\n" + strings.Repeat("\x1b$B\x1b(B", 1<<19)
	}},
	{"a notification of 8 MB", func() string {
		return "\n\n{\"notificationType\":\"Bounce\"," + strings.Repeat(`"emailAddress":"`, 1<<19)
	}},
}

// TestHostileMails reads what was made to be expensive: no panic, a verdict, and memory that does not grow with it.
func TestHostileMails(t *testing.T) {
	for _, h := range hostileMails {
		t.Run(h.name, func(t *testing.T) {
			raw := []byte("From: a@b.example\n" + h.make())
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			m := Read(raw)
			m.Authenticate(Trust{Profile: "m365"})
			runtime.ReadMemStats(&after)
			if taken := after.TotalAlloc - before.TotalAlloc; !raced && taken > maxTaken {
				t.Errorf("reading %d MiB took %d MiB from the heap, want at most %d", len(raw)>>20, taken>>20, maxTaken>>20)
			}
			if m.Kind == "" || m.Why == "" || len(m.Warnings) > 30 {
				t.Errorf("kind %q, why %q, %d warnings", m.Kind, m.Why, len(m.Warnings))
			}
		})
	}
}

func FuzzHeader(f *testing.F) {
	for _, seed := range []string{
		"From: Rob Roe <rob@acme.example>\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n\r\nHi",
		"From rob Mon Oct 5\n>From x\nFrom: a@b.example\n\n", "\n\nFrom: a@b.example\nno field\nTo: b@c.example\n\n",
		"Subject: a\n b\n\t c\n \n d\n\nx", "X : y\nA:b",
		"From: \"a\\\"b\" (c (d)) <@x,@y:e@f.example>, g: h@i.example;\n\n", "Subject: \xe4\xf6\xfc\n\n",
		"Date: Mon, 5 Oct 2026 09:00:00 +0200 (CEST)\n\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		fields, body, _ := parseHeader(raw)
		if len(body) > len(raw) || len(fields) > maxFields {
			t.Errorf("%d fields and a body of %d bytes in %d bytes", len(fields), len(body), len(raw))
		}
		m := &Message{}
		m.readFields(fields)
		for _, field := range fields {
			if strings.ContainsAny(field.name+field.value, "\r\n") {
				t.Errorf("a line end in %q: %q", field.name, field.value)
			}
		}
		if strings.ContainsAny(m.Subject+m.From.Name+m.From.Addr+m.MessageID, "\r\n\x00") {
			t.Errorf("a control character in %q %q %q", m.Subject, m.From, m.MessageID)
		}
		for _, a := range append(append(m.To, m.Cc...), m.ReplyTo...) {
			if normalAddress(a.Addr) == "" {
				t.Errorf("%q is taken for an address", a.Addr)
			}
		}
	})
}

// FuzzHTML finds markup that shows what it hides or costs more than it has.
func FuzzHTML(f *testing.F) {
	for _, c := range htmlClients {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := htmlText(s)
		if len(text) > 20*len(s)+100 {
			t.Errorf("%d bytes of text in %d bytes of HTML", len(text), len(s))
		}
		newText(text)
		forwardedText(text)
	})
}
