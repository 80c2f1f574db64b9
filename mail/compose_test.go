package mail

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

const inviteCalendar = "BEGIN:VCALENDAR\r\nPRODID:-//handoffd//EN\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:ho-1@own.example\r\nSUMMARY:Größe\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

func inviteDraft() Draft {
	return Draft{
		From:       Address{Name: "Quinn Ames via Acme", Addr: "handoff@own.example"},
		To:         []Address{{Name: "Röb Roe", Addr: "rob@acme.example"}},
		Cc:         []Address{{Name: `Doe, "Jane"`, Addr: "jane@müller.example"}},
		ReplyTo:    []Address{{Addr: "rob@acme.example"}, {Addr: "handoff+k3q@own.example"}},
		Subject:    "Intro: Müller GmbH und Acme – Dienstag 15:00 Uhr, ein ziemlich langer Betreff, der gefaltet werden muss",
		MessageID:  "invite-1@own.example",
		InReplyTo:  "brief-1@own.example",
		References: []string{"brief-0@own.example", "<brief-1@own.example>"},
		Date:       time.Date(2026, 10, 5, 11, 0, 0, 0, time.FixedZone("", 2*3600)),
		Text:       "Hallo Röb,\n\nbitte bis Montag 15:00 antworten.\n",
		HTML:       "<p>Hallo Röb,</p><p>bitte bis Montag 15:00 antworten.</p>",
		Calendar:   &Calendar{Method: "REQUEST", Data: []byte(inviteCalendar)},
		HandoffID:  "0f3a9c",
		Headers:    map[string]string{"List-Id": "Handoffs <handoffs.own.example>"},
	}
}

func TestComposeGolden(t *testing.T) {
	plain := inviteDraft()
	plain.HTML, plain.Calendar, plain.Auto = "", nil, true
	for name, d := range map[string]Draft{"invite": inviteDraft(), "receipt": plain} {
		t.Run(name, func(t *testing.T) {
			got, err := Compose(d)
			if err != nil {
				t.Fatal(err)
			}
			path := "testdata/composed_" + name + ".txt"
			if *update {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("composed in another way (-want +got):\n%s", diff)
			}
		})
	}
}

func TestComposeReadBack(t *testing.T) {
	d := inviteDraft()
	raw, err := Compose(d)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Compose(inviteDraft())
	if err != nil || !bytes.Equal(raw, again) {
		t.Errorf("equal drafts gave different bytes, error %v", err)
	}
	got := Read(raw)
	want := &Message{
		Kind: KindCalendarRequest, Why: "a calendar part has METHOD REQUEST",
		From: d.From, To: d.To, ReplyTo: d.ReplyTo, Cc: []Address{{Name: `Doe, "Jane"`, Addr: "jane@xn--mller-kva.example"}},
		Subject: d.Subject, MessageID: d.MessageID, InReplyTo: []string{d.InReplyTo},
		References: []string{"brief-0@own.example", "brief-1@own.example"}, Date: d.Date,
		Text: strings.TrimSpace(d.Text), Body: d.Text, Markup: d.HTML, HandoffID: d.HandoffID, Size: len(raw),
		Calendars: []Calendar{{Method: "REQUEST", Filename: "invite.ics", Data: []byte(inviteCalendar)}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Message{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for name, want := range map[string][]string{
		"X-Ms-Reactions": {"disallow"}, "Auto-Submitted": nil, "X-Auto-Response-Suppress": nil,
		"List-Id": {"Handoffs <handoffs.own.example>"},
	} {
		if diff := cmp.Diff(want, got.Header(name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestComposeParts(t *testing.T) {
	raw, err := Compose(inviteDraft())
	if err != nil {
		t.Fatal(err)
	}
	root := new(splitter).entity(raw, "text/plain", 0)
	var types []string
	var visit func(p *part)
	visit = func(p *part) {
		types = append(types, p.mediaType+" "+p.params["method"])
		for _, child := range p.children {
			visit(child)
		}
	}
	visit(root)
	want := []string{"multipart/mixed ", "multipart/alternative ", "text/plain ", "text/html ", "text/calendar REQUEST",
		"application/ics "}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	third, attached := root.children[0].children[2], root.children[1]
	if !bytes.Equal(third.data(maxReport), []byte(inviteCalendar)) ||
		!bytes.Equal(attached.data(maxReport), []byte(inviteCalendar)) {
		t.Error("the calendar is not the bytes that were given")
	}
	if charset := third.params["charset"]; !strings.EqualFold(charset, "utf-8") {
		t.Errorf("the calendar has charset %q", charset)
	}
}

func TestComposeAutomatic(t *testing.T) {
	d := inviteDraft()
	d.Calendar, d.Auto = nil, true
	raw, err := Compose(d)
	if err != nil {
		t.Fatal(err)
	}
	m := Read(raw)
	if m.Kind != KindAutoReply || m.Header("Auto-Submitted")[0] != "auto-generated" ||
		m.Header("X-Auto-Response-Suppress")[0] != "All" {
		t.Errorf("kind %s, Auto-Submitted %v, X-Auto-Response-Suppress %v", m.Kind, m.Header("Auto-Submitted"),
			m.Header("X-Auto-Response-Suppress"))
	}
}

func TestComposeRefuses(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Draft)
	}{
		{"no sender", func(d *Draft) { d.From = Address{} }},
		{"no recipient", func(d *Draft) { d.To, d.Cc = nil, nil }},
		{"line break in address", func(d *Draft) { d.To[0].Addr = "rob@acme.example\r\nBcc: evil@evil.example" }},
		{"two addresses in one", func(d *Draft) { d.To[0].Addr = "rob@acme.example, evil@evil.example" }},
		{"local part with an invisible letter", func(d *Draft) { d.To[0].Addr = "r\u202eob@acme.example" }},
		{"no message id", func(d *Draft) { d.MessageID = "" }},
		{"line break in message id", func(d *Draft) { d.MessageID = "a@b\r\nX: y" }},
		{"no date", func(d *Draft) { d.Date = time.Time{} }},
		{"no text", func(d *Draft) { d.Text = "" }},
		{"foreign header", func(d *Draft) { d.Headers = map[string]string{"Bcc": "evil@evil.example"} }},
		{"line break in header", func(d *Draft) { d.Headers = map[string]string{"List-Id": "x\r\nBcc: evil@evil.example"} }},
		{"line break in header name",
			func(d *Draft) { d.Headers = map[string]string{"List-Id\r\nBcc": "evil@evil.example"} }},
		{"unknown method", func(d *Draft) { d.Calendar.Method = "REQUEST; x=y" }},
		{"no method", func(d *Draft) { d.Calendar = &Calendar{Data: []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := inviteDraft()
			tt.change(&d)
			if raw, err := Compose(d); !errors.Is(err, ErrDraft) {
				t.Errorf("error %v, message %q", err, raw)
			}
		})
	}
}

// names of all header fields that Compose may write.
var composedFields = []string{
	"Cc", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "In-Reply-To", "List-Id", "MIME-Version",
	"Message-ID", "Mime-Version",
	"References", "Reply-To", "Subject", "To", "X-Handoff-Id", "x-ms-reactions", "Auto-Submitted",
	"X-Auto-Response-Suppress",
}

// checkComposed fails when a composed message has a field that nobody asked for, or one twice, or an overlong line.
func checkComposed(t interface{ Errorf(string, ...any) }, raw []byte, d Draft) {
	m := Read(raw)
	seen := map[string]bool{}
	for _, f := range m.fields {
		known := false
		for _, name := range composedFields {
			known = known || f.name == name
		}
		if !known || seen[f.name] {
			t.Errorf("field %q was not asked for, or stands there twice", f.name)
		}
		seen[f.name] = true
	}
	for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("bad line of %d bytes: %.80q", len(line), line)
		}
	}
	if got, want := m.Subject, clip(clean(d.Subject), maxSubject); got != want {
		t.Errorf("subject %q, want %q", got, want)
	}
	if got := m.To[0].Name; got != clip(clean(d.To[0].Name), maxSubject) {
		t.Errorf("name %q, want %q", got, clean(d.To[0].Name))
	}
	if len(m.To) != 1 || m.From.Addr != d.From.Addr || m.MessageID != d.MessageID {
		t.Errorf("to %v, from %v, message id %q", m.To, m.From, m.MessageID)
	}
}

func TestComposeProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := inviteDraft()
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[ -~\r\n\t]{0,200}`),
			rapid.StringMatching(`(\r\n)?(Bcc|From|Content-Type): ?[a-z/;=@.]{0,30}(\r\n){1,2}`))
		d.Subject = text.Draw(t, "subject")
		d.To[0].Name = text.Draw(t, "name")
		d.HandoffID = text.Draw(t, "handoff id")
		d.Text = "x" + text.Draw(t, "text")
		d.HTML = text.Draw(t, "html")
		d.References = []string{text.Draw(t, "reference")}
		d.Auto = rapid.Bool().Draw(t, "auto")
		if rapid.Bool().Draw(t, "no calendar") {
			d.Calendar = nil
		}
		raw, err := Compose(d)
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		checkComposed(t, raw, d)
		again, err := Compose(d)
		if err != nil || !bytes.Equal(raw, again) {
			t.Errorf("equal drafts gave different bytes, error %v", err)
		}
	})
}

func FuzzCompose(f *testing.F) {
	f.Add("Intro", "Rob", "Hello", "a@b.example", "rob@acme.example")
	f.Add("x\r\nBcc: evil@evil.example", "\"<evil@evil.example>\"", "\r\n.\r\nMAIL FROM", "a b", "rob@acme.example\r\n")
	f.Add("=?utf-8?q?x?=", "a, b", "--b\r\n\r\n", "<a@b>", "\"a b\"@acme.example")
	f.Fuzz(func(t *testing.T, subject, name, text, reference, addr string) {
		d := inviteDraft()
		d.Subject, d.To[0].Name, d.Text, d.References, d.InReplyTo = subject, name, text, []string{reference}, reference
		d.Cc[0].Addr = addr
		raw, err := Compose(d)
		if err != nil {
			return
		}
		checkComposed(t, raw, d)
	})
}

func BenchmarkCompose(b *testing.B) {
	d := inviteDraft()
	n := 0
	for b.Loop() {
		if _, err := Compose(d); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "mails/s")
}

// TestFoldsEarlyMissesNothing holds the quick look against the expression that it stands before.
func TestFoldsEarlyMissesNothing(t *testing.T) {
	part := rapid.SampledFrom([]string{"Subject:", "a", " ", "\t", "\r\n", ":", "X-Y: ", "\r\n ", "é"})
	rapid.Check(t, func(t *rapid.T) {
		head := []byte(strings.Join(rapid.SliceOfN(part, 0, 12).Draw(t, "head"), ""))
		if emptyFirstLine().Match(head) && !foldsEarly(head) {
			t.Fatalf("%q", head)
		}
	})
}

// TestOriginalGoesAlongAsItIs: a mail that goes along whole is not encoded once more, whatever it is encoded in.
func TestOriginalGoesAlongAsItIs(t *testing.T) {
	long := strings.Repeat("word ", 40)
	for name, original := range map[string]string{
		"quoted":    "Subject: x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=3Db " + long + "\r\n",
		"html":      "Subject: x\r\n\r\n<a href=\"https://a.example/?q=1\">" + long + "</a>\r\n",
		"end blank": "Subject: x\r\n\r\nit ends with a blank \r\n",
	} {
		d := inviteDraft()
		d.Calendar, d.Original = nil, []byte(original)
		raw, err := Compose(d)
		if err != nil || !bytes.Contains(raw, []byte("\r\n\r\n"+original+"\r\n--")) {
			t.Errorf("%s: %v\n%s", name, err, raw)
		}
	}
}

// TestInlinePicture: a picture stands beside the alternatives, within what is attached; equal drafts give equal bytes;
// and the reader finds the words and the answer behind it.
func TestInlinePicture(t *testing.T) {
	d := Draft{From: Address{Addr: "handoff@acme.example"}, To: []Address{{Addr: "pat@globex.example"}},
		MessageID: "m1@acme.example", Date: time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC), Subject: "Invitation",
		Text: "Hi Pat", HTML: `<p>Hi Pat</p><img src="cid:logo.1@acme.example" alt="Acme">`,
		Inline: []Inline{{ID: "logo.1@acme.example", Name: "logo.png", Type: "image/png", Data: []byte("picture")},
			{ID: "chart.1@week", Name: "chart.png", Type: "image/png", Data: []byte("another")}},
		Files:    []File{{Name: "week.csv", Type: "text/csv; charset=utf-8", Data: []byte("a,b\r\n")}},
		Calendar: &Calendar{Method: "REQUEST", Data: []byte("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")}}
	raw, err := Compose(d)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Compose(d)
	if err != nil || !bytes.Equal(raw, again) {
		t.Errorf("the same draft gives other bytes: %v", err)
	}
	var order []string
	for _, m := range regexp.MustCompile(`(?m)^Content-Type: ([a-z]+/[a-z]+)`).FindAllSubmatch(raw, -1) {
		order = append(order, string(m[1]))
	}
	want := "multipart/mixed multipart/related multipart/alternative text/plain text/html text/calendar image/png image/png text/csv application/ics"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("parts %s; want %s", got, want)
	}
	for _, bad := range []Inline{{}, {ID: "a b", Name: "logo.png", Type: "image/png", Data: []byte("x")},
		{ID: "a@b", Name: "logo.png", Type: "text/html", Data: []byte("x")},
		{ID: "a@b", Name: "l\r\nBcc: x", Type: "image/png", Data: []byte("x")}} {
		d.Inline = []Inline{bad}
		if _, err := Compose(d); !errors.Is(err, ErrDraft) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	d.Inline = nil
	for _, bad := range []File{{}, {Name: "week.csv"}, {Name: "../week.csv", Type: "text/csv"},
		{Name: "w\r\nBcc: x", Type: "text/csv"}, {Name: "week.csv", Type: "text/csv\r\nBcc: x"}} {
		d.Files = []File{bad}
		if _, err := Compose(d); !errors.Is(err, ErrDraft) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
