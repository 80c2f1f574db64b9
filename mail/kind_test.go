package mail

import (
	"strings"
	"testing"
)

// plain makes a message of a person's header, further fields and a text.
func plain(subject, fields, text string) []byte {
	return []byte("From: Rob Roe <rob@acme.example>\r\nTo: handoff@own.example\r\nSubject: " + subject + "\r\n" + fields +
		"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n")
}

const inThread = "In-Reply-To: <intro-1@own.example>\r\n"

func TestAutomaticHeaders(t *testing.T) {
	tests := []struct {
		fields string
		want   Kind
	}{
		{"Auto-Submitted: auto-replied", KindAutoReply},
		{"Auto-Submitted: auto-replied (vacation)", KindAutoReply},
		{"auto-submitted: auto-generated; owner-email=x", KindAutoReply},
		{"Auto-Submitted: no", KindHumanReply},
		{"Auto-Submitted: no; reason=x", KindHumanReply},
		{"X-Autoreply: yes", KindAutoReply},
		{"X-Autoreply: no", KindHumanReply},
		{"X-Autorespond: Intro", KindAutoReply},
		{"X-Auto-Reply-From: rob@acme.example", KindAutoReply},
		{"X-Vacation: yes", KindAutoReply},
		{"X-FC-MachineGenerated: true", KindAutoReply},
		{"Precedence: auto_reply", KindAutoReply},
		{"X-POST-MessageClass: 9; Autoresponder", KindAutoReply},
		{"X-Apple-Action: VACATION", KindAutoReply},
		{"X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", KindAutoReply},
		{"Return-Path: <>", KindAutoReply},
		{"Return-Path: <rob@acme.example>", KindHumanReply},
		{"Precedence: bulk", KindHumanReply},
		{"Precedence: list\r\nList-Id: <sales.acme.example>\r\nList-Unsubscribe: <mailto:u@acme.example>", KindHumanReply},
		{"X-Auto-Response-Suppress: All", KindHumanReply},
		{"X-MS-Exchange-Inbox-Rules-Loop: rob@acme.example", KindHumanReply},
	}
	for _, tt := range tests {
		m := Read(plain("Re: Intro", inThread+tt.fields+"\r\n", "Tuesday works for me."))
		if m.Kind != tt.want {
			t.Errorf("%s: kind %s (%s), want %s", tt.fields, m.Kind, m.Why, tt.want)
		}
	}
}

func TestAutomaticSubjects(t *testing.T) {
	automatic := []string{
		"Automatic reply: Intro", "[EXTERNAL] Automatic reply: Intro", "Out of Office", "Out of office: Rob Roe",
		"Out of Office Re: Intro", "Out of office until Monday",
		"AutoReply: Intro", "Auto-Reply", "OOO: Intro", "Re: Intro [Auto-Reply]", "Intro (out of office)",
		"Automatische Antwort: Intro", "Abwesenheitsnotiz: Intro",
		"Abwesend bis 12.10.", "Réponse automatique : Intro", "Respuesta automática: Intro", "Fuera de la oficina",
		"Risposta automatica: Intro", "Resposta automática: Intro",
		"Automatisch antwoord: Intro", "Afwezig", "Autosvar: Intro", "Automatiskt svar: Intro", "Automatisk svar: Intro",
		"Automaattinen vastaus: Intro",
		"Odpowiedź automatyczna: Intro", "Automatická odpověď: Intro", "Automatikus válasz: Intro", "Răspuns automat: Intro",
		"Otomatik yanıt: Intro",
		"Αυτόματη απάντηση: Intro", "Автоматический ответ: Intro", "Автоответ: Intro", "自動応答: Intro", "不在通知", "自动答复: Intro",
		"자동 회신: Intro", "Trả lời tự động: Intro", "תשובה אוטומטית: Intro",
	}
	human := []string{
		"Re: Out of office party", "Out of office party", "Re: Automatic reply: Intro", "Autoresponders for your team?",
		"Vacation rentals", "Absence of budget",
		"Urlaubsplanung", "Oooh nice", "Auto insurance", "Intro (Tuesday)", "On leaving early", "Re: Intro",
	}
	for _, subject := range automatic {
		if m := Read(plain(subject, "", "Hello.")); m.Kind != KindAutoReply {
			t.Errorf("%q: kind %s (%s)", subject, m.Kind, m.Why)
		}
	}
	for _, subject := range human {
		if m := Read(plain(subject, "", "Tuesday works for me.")); m.Kind != KindHumanReply {
			t.Errorf("%q: kind %s (%s)", subject, m.Kind, m.Why)
		}
	}
}

func TestAutomaticTexts(t *testing.T) {
	automatic := []string{
		"Thank you for your email. I am out of the office until 12 October with limited access to email.",
		"I am on annual leave and will be back on Monday. For urgent matters please contact Jane.",
		"Vielen Dank für Ihre Nachricht. Ich bin bis zum 12. Oktober nicht im Büro. In dringenden Fällen wenden Sie sich " +
			"an Frau Muster.",
		"Bonjour, je suis absent du bureau jusqu'au 12 octobre. En cas d'urgence, merci de contacter Marie.",
		"Gracias por su mensaje. Estoy fuera de la oficina hasta el 12 de octubre. Para temas urgentes, contacte con Ana.",
		"Grazie per il messaggio. Sono in ferie fino al 12 ottobre, per urgenze contattare Marco.",
		"Obrigado pela mensagem. Estou de férias até 12 de outubro; em caso urgente contactar o João.",
		"Bedankt voor je bericht. Ik ben afwezig tot en met 12 oktober, neem contact op met Piet.",
		"Jestem na urlopie do 12 października. W pilnych sprawach proszę o kontakt z Anną.",
		"Здравствуйте! Я в отпуске, вернусь 12 октября. По срочным вопросам обращайтесь к Ивану.",
		"お世話になっております。休暇のため不在です。お急ぎの場合は田中までご連絡ください。",
		"您好，我正在休假，10月12日回来。如有紧急事务请联系王先生。",
	}
	human := []string{
		"I am out of the office on Friday, but Thursday at 3 works. Book it.",
		"Thanks for your mail! I'm on vacation until Monday, can we do Tuesday?",
		"I got an automatic reply from Jane, she is out of the office until Monday.",
		"Ich bin am Freitag nicht im Büro.", "Back on Monday.", "Please contact Jane, she knows the budget.",
	}
	for _, text := range automatic {
		if m := Read(plain("Re: Intro", inThread, text)); m.Kind != KindAutoReply || m.Away == nil || m.Away.Text != text {
			t.Errorf("%q: kind %s (%s)", text, m.Kind, m.Why)
		}
	}
	for _, text := range human {
		if m := Read(plain("Re: Intro", inThread, text)); m.Kind != KindHumanReply {
			t.Errorf("%q: kind %s (%s)", text, m.Kind, m.Why)
		}
	}
	if m := Read(plain("Re: Intro", inThread,
		"This is an automatic reply. I read mail on Fridays.")); m.Kind != KindAutoReply || m.Away != nil {
		t.Errorf("automatic, and no absence: kind %s, away %+v", m.Kind, m.Away)
	}
	if m := Read(plain("Re: Intro", inThread+"Precedence: bulk\r\n", "I am on vacation.")); m.Kind != KindAutoReply {
		t.Errorf("with Precedence: bulk: kind %s (%s)", m.Kind, m.Why)
	}
	quoting := "Until Monday I am out of the office, for urgent matters please contact Jane.\r\n\r\n> Tuesday?"
	if m := Read(plain("Re: Intro", inThread, quoting)); m.Kind != KindHumanReply {
		t.Errorf("with a quote: kind %s (%s)", m.Kind, m.Why)
	}
}

func TestUnlabelledReports(t *testing.T) {
	tests := []struct {
		name, from, subject, text string
		want                      Kind
		permanent                 bool
	}{
		{"daemon", "MAILER-DAEMON <>", "Mail delivery failed", "550 5.1.1 <jane@prospect.example>: User unknown", KindBounce,
			true},
		{"daemon says little", "MAILER-DAEMON@mx.example", "Test", "Hi", KindBounce, false},
		{"postmaster", "postmaster@mx.example", "Undeliverable: Intro",
			"Delivery has failed to these recipients:\njane@prospect.example", KindBounce, false},
		{"full", "postmaster@mx.example", "Undeliverable", "Delivery failed: jane@prospect.example 452 4.2.2 mailbox full",
			KindBounce, false},
		{"words over two lines", "\"Mail Gateway\" <gate@mx.example>", "Undelivered Mail",
			"Your message could not\nbe delivered to jane@prospect.example. This is a permanent\nerror.", KindBounce, true},
		{"delay", "mailer-daemon@mx.example", "Warning: message delayed 24 hours",
			"Your message has not yet been delivered to jane@prospect.example. Delivery attempts will continue.", KindDSNDelayed,
			false},
		{"gave up", "mailer-daemon@mx.example", "Returned mail: Cannot send message for 5 days",
			"Message could not be delivered for 5 days. Message will be deleted from queue.", KindBounce, false},
		{"success", "postmaster@mx.example", "Delivery Status Notification (Success)",
			"Your message was successfully delivered to jane@prospect.example.", KindDSNDelivered, false},
		{"german", "postmaster@mx.example", "Unzustellbar: Intro",
			"Ihre Nachricht konnte nicht zugestellt werden. Das Postfach existiert nicht.", KindBounce, true},
		{"french", "postmaster@mx.example", "Non remis : Intro", "Votre message n'a pas pu être remis.", KindBounce, false},
		{"spanish", "postmaster@mx.example", "No se puede entregar: Intro", "El mensaje no se ha podido entregar.",
			KindBounce, false},
		{"japanese", "postmaster@mx.example", "配信不能", "メッセージを配信できません。宛先が存在しません。", KindBounce, true},
		{"russian", "postmaster@mx.example", "Не доставлено: Intro",
			"Сообщение не может быть доставлено: адрес не существует.", KindBounce, true},
		{"sender cannot be read", "\"postmaster@\" <mx.example postmaster@mx.example>", "Undeliverable: Intro", "Hi",
			KindBounce, false},
		{"amazon", "no-reply@sns.amazonaws.com", "AWS Notification Message",
			`{"Message":"{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",` +
				`\"bouncedRecipients\":[{\"emailAddress\":\"jane@prospect.example\",\"action\":\"failed\",` +
				`\"status\":\"5.1.1\"}]}}"}`, KindBounce, true},
		{"amazon complaint", "no-reply@sns.amazonaws.com", "AWS Notification Message",
			`{"Message":"{\"notificationType\":\"Complaint\"}"}`, KindFeedbackReport, false},
		{"a person about a bounce", "rob@acme.example", "Re: Undeliverable: Intro",
			"Your mail could not be delivered to Jane.", KindHumanReply, false},
		{"an administrator who answers", "Administrator <rob@acme.example>", "Re: Intro",
			"Your mail was not delivered at first. Tuesday works.", KindHumanReply, false},
		{"a person about delivery", "rob@acme.example", "Delivery problems", "We had trouble with the courier.",
			KindHumanReply, false},
		{"a postmaster who writes", "postmaster@acme.example", "Re: SPF", "Tuesday works for me.", KindHumanReply, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := strings.Replace(string(plain(tt.subject, "", tt.text)), "Rob Roe <rob@acme.example>", tt.from, 1)
			m := Read([]byte(raw))
			if m.Kind != tt.want {
				t.Fatalf("kind %s (%s), want %s", m.Kind, m.Why, tt.want)
			}
			if m.Bounce != nil && m.Bounce.Permanent != tt.permanent {
				t.Errorf("permanent %v, recipients %v", m.Bounce.Permanent, m.Bounce.Recipients)
			}
			if m.Bounce != nil && strings.Contains(tt.text, "jane@prospect") &&
				(len(m.Bounce.Recipients) != 1 || m.Bounce.Recipients[0].Address != "jane@prospect.example") {
				t.Errorf("recipients %v", m.Bounce.Recipients)
			}
		})
	}
}

func TestNeitherReplyNorReport(t *testing.T) {
	tests := []struct {
		name, subject, fields, text, why string
	}{
		{"outlook reaction", "Re: Intro", inThread, "👍 Rob Roe reacted to your message:", "reaction"},
		{"gmail reaction", "Re: Intro", inThread, "❤️\r\n\r\nRob Roe reacted via Gmail", "reaction"},
		{"meeting link", "Accepted: Intro", "", "https://outlook.office365.com/owa/?ItemID=AAA&viewmodel=ReadMessageItem",
			"unreadable calendar message"},
		{"answer without calendar", "Declined: Intro", "", "", "unreadable calendar message"},
		{"content class", "Intro", "Content-Class: urn:content-classes:calendarmessage\r\n", "",
			"unreadable calendar message"},
		{"pgp", "Re: Intro", inThread, "-----BEGIN PGP MESSAGE-----\r\n\r\nhQ\r\n-----END PGP MESSAGE-----",
			"encrypted message"},
		{"newsletter", "October", "List-Id: <news.acme.example>\r\nList-Unsubscribe: <mailto:u@acme.example>\r\n", "News!",
			"bulk mail"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Read(plain(tt.subject, tt.fields, tt.text))
			if m.Kind != KindOther || !strings.HasPrefix(m.Why, tt.why) {
				t.Errorf("kind %s (%s), want other because %s", m.Kind, m.Why, tt.why)
			}
		})
	}
	for _, text := range []string{
		"I took her slot for Thursday, so this one is on me.", "They want it in their own house. Pass it to partner sales " +
			"please.",
	} {
		if m := Read(plain("Declined: lead", "", text)); m.Kind != KindHumanReply || m.LostAnswer {
			t.Errorf("somebody writes under the subject of an answer: kind %s (%s)", m.Kind, m.Why)
		}
	}
	if m := Read(plain("Re: Intro", inThread, "| Handoff wrote on 17/03/2026 09:58:\r\n| please "+
		"confirm\r\n\r\nConfirmed, Rob")); m.Kind != KindHumanReply {
		t.Errorf("two words: kind %s (%s)", m.Kind, m.Why)
	}
	if m := Read(plain("Handoff: Acme", "List-Unsubscribe: <mailto:u@acme.example>\r\n",
		"Contact: Jane")); m.Kind != KindHumanReply {
		t.Errorf("a brief through a sales tool: kind %s (%s)", m.Kind, m.Why)
	}
	talk := "Jane reacted to your message quite well I think.\r\nShe wants to meet.\r\nTuesday?\r\nRob"
	if m := Read(plain("Re: Intro", inThread, "Hi,\r\n"+strings.Repeat("one more line\r\n",
		4)+talk)); m.Kind != KindHumanReply {
		t.Errorf("talk of a reaction: kind %s (%s)", m.Kind, m.Why)
	}
}

// The METHOD decides, wherever the calendar stands and however it is marked.
func TestCalendarParts(t *testing.T) {
	cal := "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:1\r\nATTENDEE;" +
		"PARTSTAT=ACCEPTED:mailto:rob@acme.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	bare := strings.Replace(cal, "METHOD:REPLY\r\n", "", 1)
	task := strings.ReplaceAll(cal, "VEVENT", "VTODO")
	part := func(header, body string) string {
		return "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\n" + header + "\r\n" + body + "--b--\r\n"
	}
	tests := []struct {
		name, rest string
		kind       Kind
		calendars  int
	}{
		{"parameter and line", part("Content-Type: text/calendar; method=REPLY\r\n", cal), KindCalendarReply, 1},
		{"line only", part("Content-Type: text/calendar\r\n", cal), KindCalendarReply, 1},
		{"parameter only", part("Content-Type: text/calendar; method=reply\r\n", bare), KindCalendarReply, 1},
		{"neither", part("Content-Type: text/calendar\r\n", bare), KindHumanReply, 1},
		{"broken parameters", part("Content-Type: text/calendar; method=REPLY; name=my file.ics; charset\r\n", bare),
			KindCalendarReply, 1},
		{"application/ics", part("Content-Type: application/ics\r\n", cal), KindCalendarReply, 1},
		{"named file", part("Content-Type: application/octet-stream; name=\"Invite.ICS\"\r\n", cal), KindCalendarReply, 1},
		{"in plain text", part("Content-Type: text/plain\r\n", cal), KindCalendarReply, 1},
		{"without part header", part("", cal), KindCalendarReply, 1},
		{"twice", part("Content-Type: text/calendar\r\n", cal+"--b\r\nContent-Type: application/ics\r\n\r\n"+cal),
			KindCalendarReply, 1},
		{"request beside reply", part("Content-Type: text/calendar; method=REQUEST\r\n",
			strings.Replace(bare, "UID:1", "UID:2", 1)+"--b\r\nContent-Type: text/calendar\r\n\r\n"+cal), KindCalendarReply, 2},
		{"forwarded", part("Content-Type: message/rfc822\r\n", "Content-Type: text/calendar; method=REPLY\r\n\r\n"+cal),
			KindHumanReply, 0},
		{"forwarded in base64", part("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n",
			"Q29udGVudC1UeXBlOiB0ZXh0L2NhbGVuZGFyOyBtZXRob2Q9UkVQTFkNCg0KQkVHSU46VkNBTEVOREFSDQo=\r\n"), KindHumanReply, 0},
		{"task", part("Content-Type: text/calendar\r\n", task), KindCalendarReply, 1},
		{"empty", part("Content-Type: text/calendar; method=REPLY\r\n", "\r\n"), KindOther, 0},
		{"method of an attacker's component", part("Content-Type: text/calendar\r\n",
			strings.Replace(bare, "UID:1", "METHOD:REPLY", 1)), KindHumanReply, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Read([]byte("From: rob@acme.example\r\nSubject: Re: Intro\r\nAuto-Submitted: no\r\nMIME-Version: 1.0\r\n" + tt.rest))
			if m.Kind != tt.kind || len(m.Calendars) != tt.calendars {
				t.Errorf("kind %s (%s) with %d calendars, want %s with %d", m.Kind, m.Why, len(m.Calendars), tt.kind, tt.calendars)
			}
		})
	}
}
