package graph

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const part = `<div><span>________________________________________________________________________________</span></div><div class="me-email-text"><a href="https://t.example/j">Join</a></div><div>________________________________________________________________________________</div>`

func online(content string) *event {
	return &event{Online: true, Meeting: &meeting{JoinURL: "https://t.example/j"},
		Body: body{Type: "html", Content: content}}
}

// TestMeetingPart: bodies as Outlook and Teams leave them, and what must survive a new text.
func TestMeetingPart(t *testing.T) {
	for _, c := range []struct{ name, content, text, keeps string }{
		{"as written", "<html><body><div>With Rita.<br>Until 12.</div>" + part + "</body></html>", "With Rita.\nUntil 12.",
			"me-email-text"},
		{"in one wrapper", "<body><div><div><p>With Rita.</p>" + part + "</div></div></body>", "With Rita.", "me-email-text"},
		{"text after it", "<body><div>With Rita.</div>" + part + "<p>Until 12.</p></body>", "With Rita.\nUntil 12.",
			"me-email-text"},
		{"link alone", `<body><div>With Rita.</div><div><a href="https://t.example/j">Join</a></div></body>`, "With Rita.",
			`href="https://t.example/j"`},
		{"none", "<body><div>With Rita.</div></body>", "With Rita.", ""},
		{"nothing", "", "", ""},
		{"style and script", "<head><style>p{}</style></head><body><script>x()</script>With Rita.</body>", "With Rita.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := online(c.content)
			if got := e.text(); got != c.text {
				t.Errorf("text %q, want %q", got, c.text)
			}
			b := newBody("With Sam.", e)
			if !strings.Contains(b.Content, c.keeps) || strings.Contains(b.Content, "Rita") {
				t.Errorf("new body %s", b.Content)
			}
			if strings.Count(b.Content, ruler+ruler) != strings.Count(c.content, ruler+ruler) {
				t.Errorf("new body %s", b.Content)
			}
			if got := online(b.Content).text(); got != "With Sam." {
				t.Errorf("text of the new body %q", got)
			}
		})
	}
	if got := (&event{Body: body{Type: "text", Content: " plain\n"}}).text(); got != "plain" {
		t.Errorf("plain text %q", got)
	}
}

// TestTextComesBack: any text that is put is read back, but for the spaces between its words.
func TestTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringMatching(`[a-zA-Z<>&"'äß€ ;/]{0,20}`)
		lines := rapid.SliceOfN(line, 0, 6).Draw(t, "lines")
		for i := range lines {
			lines[i] = oneLine(lines[i])
		}
		text := strings.TrimSpace(strings.Join(lines, "\n"))
		for range 3 { // as often as the event is changed
			b := newBody(text, online(htmlOf("before")+part))
			if got := online(b.Content).text(); got != text {
				t.Fatalf("put %q, got %q from %s", text, got, b.Content)
			}
		}
	})
}

func FuzzBody(f *testing.F) {
	for _, s := range []string{"", part, "<div>" + part + "</div>", "<b><p>x</b>y</p>",
		strings.Repeat("<div>", 2000) + part, "<table><tr><td>" + part, "\x00<\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		e := online(content)
		_ = e.text()
		b := newBody("With Sam.", e)
		if strings.Contains(e.meetingPart(), "me-email-text") && !strings.Contains(b.Content, "me-email-text") {
			t.Errorf("the meeting is lost: %q", b.Content)
		}
	})
}

func FuzzMoment(f *testing.F) {
	for _, s := range [][2]string{{"2027-03-04T09:00:00.0000000", "UTC"}, {"2027-03-04T09:00:00", "Europe/Berlin"},
		{"", ""}, {"2027-03-28T02:30:00", "Europe/Berlin"}, {"x", "../../etc/passwd"}, {"2027-03-04T09:00:00", "Local"}} {
		f.Add(s[0], s[1])
	}
	f.Fuzz(func(t *testing.T, at, zone string) {
		m := moment{DateTime: at, Zone: zone}
		if got, err := m.time(); err == nil && got.Location().String() != "UTC" {
			t.Errorf("%v", got)
		}
		if got, err := m.date(); err == nil && (got.Hour() != 0 || got.Location().String() != "UTC") {
			t.Errorf("%v", got)
		}
	})
}
