package mail

import (
	"fmt"
	"strings"
	"testing"
)

// mixOf makes the mail of a busy handoff address: 55 % replies, 25 % calendar answers, 12 % automatic mail, 8 %
// bounces. Each mail carries the trace and signature fields that servers add.
func mixOf(n int) [][]byte {
	mails := make([][]byte, n)
	for i := range mails {
		var raw []byte
		switch slot := i * 37 % 100; {
		case slot < 30:
			raw = mixedReply(i, plainClients[i%len(plainClients)].text)
		case slot < 55:
			raw = mixedHTML(i, htmlClients[i%len(htmlClients)].text)
		case slot < 80:
			raw = mixedAnswer(i)
		case slot < 92:
			a := automaticMails[i%len(automaticMails)]
			raw = plain(a.subject, inThread+"Auto-Submitted: auto-replied\r\n", a.text)
		default:
			b := bounceTexts[i%len(bounceTexts)]
			raw = []byte(strings.Replace(string(plain(b.subject, "", b.text)), "Rob Roe <rob@acme.example>", b.from, 1))
		}
		mails[i] = typical(raw)
	}
	return mails
}

func mixedReply(i int, around string) []byte {
	body := strings.Replace(around, "{}", fmt.Sprintf("Hi Jane,\n\nTuesday the %dth at 3 works for me. I look forward "+
		"to it.\n\nBest regards,\nRob", i%28+1), 1)
	return plain("Re: Intro", inThread, body+strings.Repeat("\n> a line of the mail that is answered, about as long as "+
		"lines are", 12))
}

func mixedHTML(i int, around string) []byte {
	reply := fmt.Sprintf("Hi Jane, Tuesday the %dth at 3 works for me.", i%28+1)
	html := strings.Replace(around, "{}", reply, 1)
	return []byte("From: Rob Roe <rob@acme.example>\r\nTo: handoff@own.example\r\nSubject: Re: Intro\r\n" + inThread +
		"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=alt\r\n\r\n--alt\r\nContent-Type: text/plain; " +
		"charset=utf-8\r\n\r\n" +
		reply + "\r\n\r\n> Intro\r\n--alt\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html + "\r\n--alt--\r\n")
}

func mixedAnswer(i int) []byte {
	cal := fmt.Sprintf("BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar "+
		"70.9054//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"+
		"DTSTART:20261013T130000Z\r\nDTEND:20261013T133000Z\r\nDTSTAMP:20261005T090000Z\r\nORGANIZER:mailto:handoff@own.example\r\nUID:%032d@own.example\r\n"+
		"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;"+
		"CN=Rob:mailto:rob@acme.example\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\nSUMMARY:Intro\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", i)
	return []byte("From: Rob Roe <rob@acme.example>\r\nTo: handoff@own.example\r\nSubject: Accepted: " +
		"Intro\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=mix\r\n\r\n--mix\r\nContent-Type: multipart/alternative; " +
		"boundary=alt\r\n\r\n--alt\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
		"Rob Roe has accepted this invitation.\r\n--alt\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Rob Roe has " +
		"<b>accepted</b> this invitation.</p>\r\n" +
		"--alt\r\nContent-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n" + cal + "--alt--\r\n--mix\r\nContent-Type: application/ics; name=invite.ics\r\nContent-Disposition: attachment; filename=invite.ics\r\n\r\n" + cal + "--mix--\r\n")
}

// The mix is what it says, so that the benchmark measures it.
func TestMix(t *testing.T) {
	kinds := map[Kind]int{}
	for _, raw := range mixOf(2000) {
		kinds[Read(raw).Kind]++
	}
	reports := kinds[KindBounce] + kinds[KindDSNDelayed] + kinds[KindDSNDelivered]
	if kinds[KindHumanReply] != 1100 || kinds[KindCalendarReply] != 500 || kinds[KindAutoReply] != 240 || reports != 160 {
		t.Errorf("got %v", kinds)
	}
}

// BenchmarkReadMix reads 2,000 mails again and again.
func BenchmarkReadMix(b *testing.B) {
	mails := mixOf(2000)
	size := 0
	for _, raw := range mails {
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
}
