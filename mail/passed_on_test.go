package mail

import (
	"strings"
	"testing"
)

func TestForwardNotices(t *testing.T) {
	const body = "Your meeting was forwarded\r\n\r\nPat Kim has forwarded your meeting request to additional " +
		"recipients.\r\n\r\n" +
		"Meeting\r\nPat Kim and Acme\r\n\r\nRecipients\r\nDana Lee\r\n\r\n________________________________\r\nSent by " +
		"Microsoft Exchange Server\r\n"
	for subject, want := range map[string]bool{
		"Meeting Forward Notification: Pat Kim and Acme":                           true,
		"Benachrichtigung über weitergeleitete Besprechung: Pat und Acme":          true,
		"Notification de transfert de réunion : Pat et Acme":                       true,
		"Notificación de reenvío de reunión: Pat y Acme":                           true,
		"Notifica di inoltro riunione: Pat e Acme":                                 true,
		"Notificação de Encaminhamento de Reunião: Pat e Acme":                     true,
		"Melding doorgestuurde vergadering: Pat en Acme":                           true,
		"会議の転送の通知: Pat":                                                            true,
		"Re: Meeting Forward Notification":                                         false,
		"Forward: our numbers":                                                     false,
		"Could you forward me the meeting notification":                            false,
		"Meeting: may I forward it?":                                               false,
		"Meeting Forward Notification: (typed by hand, without Exchange's footer)": false,
	} {
		text := body
		if strings.Contains(subject, "by hand") {
			text = strings.ReplaceAll(body, "Sent by Microsoft Exchange Server", "Pat")
		}
		m := Read([]byte("From: Pat Kim <pat@globex.example>\r\nTo: handoff@acme.example\r\nSubject: " + subject +
			"\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text))
		if got := m.Kind == KindOther; got != want {
			t.Errorf("%s: %s, %s", subject, m.Kind, m.Why)
		}
	}
}
