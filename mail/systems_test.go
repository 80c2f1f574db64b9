package mail

import (
	"strings"
	"testing"
)

const exchangeFrom = "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@prospect.example>"

// What mail systems say of a mail without a part for machines, from their fixed senders and in any language.
func TestSystemReports(t *testing.T) {
	const code = "\n\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'"
	tests := []struct {
		name, from, fields, subject, text string
		kind                              Kind
		permanent                         bool
	}{
		{"exchange el", exchangeFrom, "", "Δεν είναι δυνατή η παράδοση: Intro", "jane@prospect.example" + code, KindBounce,
			true},
		{"exchange th", exchangeFrom, "", "ส่งไม่ได้: Intro", "jane@prospect.example" + code, KindBounce, true},
		{"exchange, unknown language", exchangeFrom, "", "Xyz: Intro", "jane@prospect.example" + code, KindBounce, true},
		{"exchange delay de", exchangeFrom, "", "Zustellung verzögert: Intro",
			"Ihre Nachricht an jane@prospect.example wurde noch nicht zugestellt. Es wird weiterhin versucht.", KindDSNDelayed,
			false},
		{"host not found, with its name", "MAILER-DAEMON@mx.example", "", "failure notice",
			"<jane@prospect.example>: host prospect.example not found", KindBounce, true},
		{"no mx", "MAILER-DAEMON@mx.example", "", "failure notice", "<jane@prospect.example>: No MX for prospect.example",
			KindBounce, true},
		{"550, then 421", "MAILER-DAEMON@mx.example", "", "Returned mail",
			"<jane@prospect.example>\n550 jane... User unknown\n421 mx hangs up", KindBounce, true},
		{"421, then 550", "MAILER-DAEMON@mx.example", "", "Returned mail",
			"<jane@prospect.example>\n421 mx is busy\n550 jane... User unknown", KindBounce, true},
		{"a warning in other words", "MAILER-DAEMON@mx.example", "", "Delivery is taking longer than usual",
			"We tried to deliver to jane@prospect.example for 6 hours: 450 try later. We keep trying.", KindDSNDelayed, false},
		{"421 with its code, then 550", "MAILER-DAEMON@mx.example", "", "Returned mail",
			"<jane@prospect.example>\n421 4.3.2 mx is busy\n550 5.1.1 no such user", KindBounce, true},
		{"retried", "MAILER-DAEMON@mx.example", "", "Delayed Mail (still being retried)",
			"THIS IS A WARNING ONLY. Your message could not be delivered for more than 4 hours. It will be retried.",
			KindDSNDelayed, false},
		{"given up", "MAILER-DAEMON@mx.example", "", "Undelivered",
			"Your message to jane@prospect.example could not be delivered for 5 days. It will not be retried.", KindBounce,
			false},
		{"a robot tells of a mail", "no-reply@prospect.example", "Return-Path: <>\r\n", "Mail",
			"Your mail could not be delivered to <jane@prospect.example>: mailbox full", KindBounce, false},
		{"a robot tells of a parcel", "no-reply@parcels.example", "", "Your parcel",
			"Your parcel could not be delivered today. Questions: help@parcels.example", KindOther, false},
		{"postmaster answers", "post_master@prospect.example", "", "Re: Intro",
			"550 no such user here: jane@prospect.example", KindBounce, true},
		{"a person of a failed mail", "Rob Roe <rob@acme.example>", "", "Re: Intro",
			"Your mail could not be delivered to jane@prospect.example, 550 user unknown. Try kim.", KindHumanReply, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := strings.Replace(string(plain(tt.subject, tt.fields, tt.text)), "Rob Roe <rob@acme.example>", tt.from, 1)
			m := Read([]byte(raw))
			if m.Kind != tt.kind || m.Bounce != nil && m.Bounce.Permanent != tt.permanent {
				t.Fatalf("kind %s (%s), want %s; %+v", m.Kind, m.Why, tt.kind, m.Bounce)
			}
			if m.Kind != KindBounce {
				return
			}
			for _, r := range m.Bounce.Recipients {
				if m.Bounce.PermanentFor(r) != tt.permanent {
					t.Errorf("%s with status %s: permanent is not %v", r.Address, r.Status, tt.permanent)
				}
			}
		})
	}
}

// A report inside a message counts where a mail system sends it on, and not where a person forwards it.
func TestNestedReport(t *testing.T) {
	const body = "Subject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\nSee " +
		"below.\r\n" +
		"--a\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@y.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; y.example\r\n\r\n" +
		"Final-Recipient: rfc822; jane@prospect.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n" +
		"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <intro-1@own.example>\r\n\r\n--b--\r\n--a--\r\n"
	m := Read([]byte("From: postmaster@gate.example\r\n" + body))
	if m.Kind != KindBounce || !m.Bounce.Permanent || m.Bounce.MessageID != "intro-1@own.example" {
		t.Errorf("of a mail system: kind %s (%s), %+v", m.Kind, m.Why, m.Bounce)
	}
	if m := Read([]byte("From: rob@acme.example\r\n" + body)); m.Kind != KindHumanReply {
		t.Errorf("of a person: kind %s (%s)", m.Kind, m.Why)
	}
}

func TestRecalls(t *testing.T) {
	recalls := map[string]string{
		"Recall: Intro":      `Rob Roe would like to recall the message, "Intro".`,
		"Zurückrufen: Intro": `Rob möchte die Nachricht "Intro" zurückrufen.`,
		"Rappel : Intro":     "Rob souhaite rappeler le message « Intro ».",
		"Visszahívás: Intro": `Rob visszahívná a következőt: "Intro".`,
		"Thu hồi: Intro":     `Rob muốn thu hồi thư "Intro".`, "回収: Intro": "Rob は「Intro」を取り消そうとしています。",
		"Ανάκληση: Intro": "Ο Rob θέλει να ανακαλέσει το «Intro».",
	}
	for subject, text := range recalls {
		if m := Read(plain(subject, inThread, text)); m.Kind != KindOther {
			t.Errorf("%s: kind %s (%s)", subject, m.Kind, m.Why)
		}
	}
	for subject, text := range map[string]string{
		"Recall: what we agreed": "Hi Rita, as agreed: Tuesday at 3.",
		"Rappel : Intro":         "Bonjour, je vous relance au sujet de mardi. Rob", "Re: Recall: Intro": "Fine.",
	} {
		if m := Read(plain(subject, inThread, text)); m.Kind != KindHumanReply {
			t.Errorf("%s: kind %s (%s)", subject, m.Kind, m.Why)
		}
	}
}

// Subjects of automatic replies in the languages of Outlook; the text says nothing.
func TestAutomaticSubjectsEverywhere(t *testing.T) {
	for _, subject := range []string{
		"Automatic reply", "Automatische Antwort", "Réponse automatique", "Respuesta automática", "Risposta automatica",
		"Resposta automática",
		"Automatisch antwoord", "Autosvar", "Automatiskt svar", "Automatisk svar", "Automaattinen vastaus",
		"Odpowiedź automatyczna",
		"Automatická odpověď", "Automatická odpoveď", "Automatikus válasz", "Răspuns automat", "Automatski odgovor",
		"Samodejni odgovor",
		"Аутоматски одговор", "Автоматичен отговор", "Αυτόματη απάντηση", "Otomatik yanıt", "Автоматический ответ",
		"Автоматична відповідь",
		"Автоматты жауап", "Automaatvastus", "Automātiskā atbilde", "Automātiska atbilde", "Automatinis atsakymas",
		"מענה אוטומטי", "תשובה אוטומטית",
		"رد تلقائي", "الرد التلقائي", "پاسخ خودکار", "स्वचालित उत्तर", "ตอบกลับอัตโนมัติ", "การตอบกลับอัตโนมัติ",
		"Trả lời tự động", "Balasan otomatis",
		"Balasan automatik", "自動応答", "自動返信", "자동 회신", "自动答复", "自動回覆", "Resposta automàtica", "Erantzun automatikoa",
		"Sjálfvirkt svar",
	} {
		for _, s := range []string{subject + ": Intro", subject, "[EXTERNAL] " + subject + ": Intro"} {
			if m := Read(plain(s, inThread, "Hello.")); m.Kind != KindAutoReply {
				t.Errorf("%s: kind %s (%s)", s, m.Kind, m.Why)
			}
		}
		if m := Read(plain("Re: "+subject+": Intro", inThread, "Hello.")); m.Kind != KindHumanReply {
			t.Errorf("an answer to %s: kind %s (%s)", subject, m.Kind, m.Why)
		}
	}
}
