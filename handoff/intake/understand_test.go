package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/mail"
)

// said is one calendar part of a test mail.
type said struct{ method, uid, attendee, partstat, start string }

func answerMail(parts ...said) []byte {
	var b strings.Builder
	b.WriteString("From: Pat Kim <pat@globex.example>\r\nTo: handoff@acme.example\r\nSubject: Answer\r\nMIME-Version: " +
		"1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n")
	for i, p := range parts {
		fmt.Fprintf(&b, "--b\r\nContent-Type: text/calendar; method=%s; "+
			"x=%d\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:%s\r\nBEGIN:VEVENT\r\nUID:%s\r\nX-PART:%d\r\n",
			p.method, i, p.method, p.uid, i)
		if p.start != "" {
			fmt.Fprintf(&b, "DTSTART:%s\r\n", p.start)
		}
		fmt.Fprintf(&b, "ATTENDEE;PARTSTAT=%s:mailto:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", p.partstat, p.attendee)
	}
	b.WriteString("--b--\r\n")
	return []byte(b.String())
}

func TestUnderstandAnswers(t *testing.T) {
	const pat, sam = "pat@globex.example", "sam@globex.example"
	tests := []struct {
		name  string
		parts []said
		kind  mail.Kind
		want  []string // attendee partstat
		torn  bool
	}{
		{"one", []said{{"REPLY", "u1", pat, "ACCEPTED", ""}}, mail.KindCalendarReply, []string{pat + " ACCEPTED"}, false},
		{"twice the same", []said{{"REPLY", "u1", pat, "ACCEPTED", ""},
			{"REPLY", "u1", "PAT@globex.example", "ACCEPTED", ""}},
			mail.KindCalendarReply, []string{pat + " ACCEPTED"}, false},
		{"of two people", []said{{"REPLY", "u1", pat, "ACCEPTED", ""}, {"REPLY", "u1", sam, "DECLINED", ""}},
			mail.KindCalendarReply, []string{pat + " ACCEPTED", sam + " DECLINED"}, false},
		{"about two events", []said{{"REPLY", "u1", pat, "ACCEPTED", ""}, {"REPLY", "u2", pat, "DECLINED", ""}},
			mail.KindCalendarReply, []string{pat + " ACCEPTED", pat + " DECLINED"}, false},
		{"contradiction", []said{{"REPLY", "u1", pat, "ACCEPTED", ""}, {"REPLY", "u1", pat, "DECLINED", ""},
			{"REPLY", "u1", pat, "ACCEPTED", ""}},
			mail.KindCalendarReply, nil, true},
		{"contradiction of one of two", []said{{"REPLY", "u1", pat, "ACCEPTED", ""}, {"REPLY", "u1", sam, "ACCEPTED", ""},
			{"REPLY", "u1", pat, "DECLINED", ""}},
			mail.KindCalendarReply, []string{sam + " ACCEPTED"}, true},
		{"proposal is no acceptance", []said{{"COUNTER", "u1", pat, "ACCEPTED", "20261124T140000Z"}},
			mail.KindCalendarCounter, []string{pat + " TENTATIVE"}, false},
		{"two proposals", []said{{"COUNTER", "u1", pat, "TENTATIVE", "20261124T140000Z"},
			{"COUNTER", "u1", pat, "TENTATIVE", "20261124T150000Z"}},
			mail.KindCalendarCounter, nil, true},
		{"invitation beside the answer", []said{{"REQUEST", "u1", sam, "ACCEPTED", ""}, {"REPLY", "u1", pat, "DECLINED", ""}},
			mail.KindCalendarReply, []string{pat + " DECLINED"}, false},
		{"invitation", []said{{"REQUEST", "u1", pat, "ACCEPTED", ""}}, mail.KindCalendarRequest, nil, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			u := Understand(answerMail(test.parts...), mail.Trust{}, time.Now(), time.UTC)
			var got []string
			for _, a := range u.Answers {
				got = append(got, a.Attendee+" "+string(a.PartStat))
			}
			if u.Message.Kind != test.kind {
				t.Errorf("kind %s, want %s", u.Message.Kind, test.kind)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("answers (-want +got):\n%s", diff)
			}
			torn := slices.ContainsFunc(u.Warnings, func(w string) bool { return strings.Contains(w, "contradict each other") })
			if torn != test.torn {
				t.Errorf("warnings %q, want one of a contradiction: %v", u.Warnings, test.torn)
			}
		})
	}
}

// TestUnderstandUnreadableAnswer: a calendar part that cannot be read is said, and nobody has answered.
func TestUnderstandUnreadableAnswer(t *testing.T) {
	raw := "From: pat@globex.example\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nMETHOD:REPLY\r\nATTENDEE;" +
		"PARTSTAT=ACCEPTED:mailto:pat@globex.example\r\n"
	u := Understand([]byte(raw), mail.Trust{}, time.Now(), time.UTC)
	if len(u.Answers) != 0 || len(u.Warnings) == 0 {
		t.Errorf("answers %v, warnings %q", u.Answers, u.Warnings)
	}
}

func TestUnderstandAway(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, berlin)
	back := time.Date(2026, 11, 30, 0, 0, 0, 0, berlin)
	tests := []struct {
		name, header, subject, text string
		want                        time.Time
	}{
		{"in the text", "Auto-Submitted: auto-replied", "Automatic reply", "I am back on Monday 30 November.", back},
		{"in the subject", "Auto-Submitted: auto-replied", "Out of office, back on 30 November",
			"Thank you for your message.", back},
		{"nowhere", "Auto-Submitted: auto-replied", "Automatic reply", "I am away.", time.Time{}},
		{"in a person's mail", "X-Nothing: 1", "Hello", "I am back on Monday 30 November.", time.Time{}},
	}
	for _, test := range tests {
		raw := fmt.Sprintf("From: rita@acme.example\r\n%s\r\nSubject: %s\r\n\r\n%s\r\n", test.header, test.subject, test.text)
		if u := Understand([]byte(raw), mail.Trust{}, now, berlin); !u.Away.Equal(test.want) {
			t.Errorf("%s: away until %v, want %v", test.name, u.Away, test.want)
		}
	}
}

// FuzzUnderstand: whatever comes in, there is a message, and only an answer to an invitation has answers.
func FuzzUnderstand(f *testing.F) {
	f.Add(answerMail(said{"REPLY", "u1", "pat@globex.example", "ACCEPTED", ""}))
	f.Add(answerMail(said{"COUNTER", "u1", "pat@globex.example", "ACCEPTED", "20261124T140000Z"}))
	f.Add([]byte("From: a@b\nAuto-Submitted: auto-replied\n\nback on Monday"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		u := Understand(raw, mail.Trust{AuthservID: "mx.acme.example"}, time.Unix(1795000000, 0), time.UTC)
		if u.Message == nil || slices.ContainsFunc(u.Warnings, func(w string) bool {
			return strings.HasPrefix(w,
				"reading the mail failed")
		}) {
			t.Fatalf("not survived: %q", u.Warnings)
		}
		for _, a := range u.Answers {
			if u.Message.Kind != mail.KindCalendarReply && (u.Message.Kind != mail.KindCalendarCounter ||
				a.PartStat == calendar.Accepted) {
				t.Errorf("a %s says that %s answers %s", u.Message.Kind, a.Attendee, a.PartStat)
			}
		}
	})
}
