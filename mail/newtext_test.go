package mail

import (
	"strings"
	"testing"
)

// attributions are quote headers as mail clients of many languages write them.
var attributions = []struct{ client, text string }{
	{"gmail en", "On Mon, Oct 5, 2026 at 9:00 AM Jane Doe <jane@acme.example> wrote:"},
	{"gmail en wrapped", "On Mon, Oct 5, 2026 at 9:00 AM Jane Doe <\njane.with.a.long.address@acme.example> wrote:"},
	{"apple en", "On 5 Oct 2026, at 09:00, Jane Doe <jane@acme.example> wrote:"},
	{"apple en wrapped twice", "On Oct 5, 2026, at 9:00 AM, Jane Doe\n<jane@acme.example>\nwrote:"},
	{"thunderbird en", "On 05/10/2026 09:00, Jane Doe wrote:"},
	{"spark en", "On Oct 5, 2026 at 9:00 AM +0200, Jane Doe <jane@acme.example>, wrote:"},
	{"netease en", "At 2026-10-05 09:00:00, \"Jane Doe\" <jane@acme.example> wrote:"},
	{"zoho en", "---- On Mon, 05 Oct 2026 09:00:00 +0200 Jane Doe <jane@acme.example> wrote ---"},
	{"horde", "Quoting Jane Doe <jane@acme.example>:"},
	{"gmail de", "Am Mo., 5. Okt. 2026 um 09:00 Uhr schrieb Jane Doe <jane@acme.example>:"},
	{"thunderbird de", "Am 05.10.2026 um 09:00 schrieb Jane Doe:"},
	{"yahoo de", "Am Montag, 5. Oktober 2026 um 09:00:00 MESZ hat Jane Doe <jane@acme.example> Folgendes geschrieben:"},
	{"gmail fr", "Le lun. 5 oct. 2026 à 09:00, Jane Doe <jane@acme.example> a écrit :"},
	{"thunderbird fr", "Le 05/10/2026 à 09:00, Jane Doe a écrit :"},
	{"gmail es", "El lun, 5 oct 2026 a las 9:00, Jane Doe (<jane@acme.example>) escribió:"},
	{"thunderbird es", "El 5/10/26 a las 9:00, Jane Doe escribió:"},
	{"gmail it", "Il giorno lun 5 ott 2026 alle ore 09:00 Jane Doe <jane@acme.example> ha scritto:"},
	{"gmail pt-BR", "Em seg., 5 de out. de 2026 às 09:00, Jane Doe <jane@acme.example> escreveu:"},
	{"gmail pt-PT", "Jane Doe <jane@acme.example> escreveu (segunda, 5/10/2026 à(s) 09:00):"},
	{"gmail nl", "Op ma 5 okt 2026 om 09:00 schreef Jane Doe <jane@acme.example>:"},
	{"thunderbird nl", "Op 05-10-2026 om 09:00 schreef Jane Doe:"},
	{"gmail sv", "Den mån 5 okt. 2026 kl 09:00 skrev Jane Doe <jane@acme.example>:"},
	{"gmail da", "Den man. 5. okt. 2026 kl. 09.00 skrev Jane Doe <jane@acme.example>:"},
	{"gmail da, Tuesday", "Den tirs. 6. okt. 2026 kl. 09.00 skrev Jane Doe <jane@acme.example>:"},
	{"gmail no", "man. 5. okt. 2026 kl. 09:00 skrev Jane Doe <jane@acme.example>:"},
	{"gmail fi", "ma 5. lokak. 2026 klo 9.00 Jane Doe (jane@acme.example) kirjoitti:"},
	{"gmail pl", "pon., 5 paź 2026 o 09:00 Jane Doe <jane@acme.example> napisał(a):"},
	{"thunderbird pl", "W dniu 5.10.2026 o 09:00, Jane Doe pisze:"},
	{"gmail cs", "po 5. 10. 2026 v 9:00 odesílatel Jane Doe <jane@acme.example> napsal:"},
	{"gmail sk", "po 5. 10. 2026 o 9:00 Jane Doe <jane@acme.example> napísal(a):"},
	{"gmail hu", "Jane Doe <jane@acme.example> ezt írta (időpont: 2026. okt. 5., H, 9:00):"},
	{"gmail ro", "În lun., 5 oct. 2026 la 09:00, Jane Doe <jane@acme.example> a scris:"},
	{"gmail tr", "Jane Doe <jane@acme.example>, 5 Eki 2026 Pzt, 09:00 tarihinde şunu yazdı:"},
	{"gmail ru", "пн, 5 окт. 2026 г. в 09:00, Jane Doe <jane@acme.example>:"},
	{"thunderbird ru", "05.10.2026 9:00, Jane Doe пишет:"},
	{"mail.ru", "Понедельник, 5 октября 2026, 9:00 +03:00 от Jane Doe <jane@acme.example>:"},
	{"yandex", "05.10.2026, 09:00, \"Jane Doe\" <jane@acme.example>:"},
	{"gmail uk", "пн, 5 жовт. 2026 р. о 09:00 Jane Doe <jane@acme.example> пише:"},
	{"gmail el", "Στις Δευ 5 Οκτ 2026 στις 9:00 π.μ., ο χρήστης Jane Doe <jane@acme.example> έγραψε:"},
	{"gmail ja", "2026年10月5日(月) 9:00 Jane Doe <jane@acme.example>:"},
	{"apple ja", "2026/10/05 9:00、Jane Doe <jane@acme.example>のメール:"},
	{"gmail zh", "Jane Doe <jane@acme.example> 于2026年10月5日周一 09:00写道："},
	{"apple zh", "在 2026年10月5日，09:00，Jane Doe <jane@acme.example> 写道："},
	{"gmail ko", "2026년 10월 5일 (월) 오전 9:00, Jane Doe <jane@acme.example>님이 작성:"},
	{"gmail vi", "Vào Th 2, 5 thg 10, 2026 vào lúc 09:00 Jane Doe <jane@acme.example> đã viết:"},
	{"gmail id", "Pada tanggal Sen, 5 Okt 2026 pukul 09.00 Jane Doe <jane@acme.example> menulis:"},
	{"gmail he", "בתאריך יום ב׳, 5 באוק׳ 2026 ב-9:00 מאת Jane Doe <jane@acme.example>:"},
	{"gmail ar", "في الاثنين، 5 أكتوبر 2026 في 9:00 ص تمت كتابة ما يلي بواسطة Jane Doe <jane@acme.example>:"},
	{"gmail hr", "pon, 5. lis 2026. u 09:00 Jane Doe <jane@acme.example> napisao je:"},
	{"gmail ca", "Missatge de Jane Doe <jane@acme.example> del dia dl., 5 d'oct. 2026 a les 9:00:"},
	{"gmail lt", "2026-10-05, pr, 09:00 Jane Doe <jane@acme.example> rašė:"},
	{"zimbra fr", "- Le 2026-10-05 09:00, Jane Doe a écrit :"},
}

func TestNewTextAttributions(t *testing.T) {
	const reply = "Tuesday works.\n\nBest regards,\nRob"
	for _, a := range attributions {
		t.Run(a.client, func(t *testing.T) {
			for name, history := range map[string]string{
				"quoted":   "> Can we meet on Tuesday?\n> accept\n",
				"unquoted": "Can we meet on Tuesday?\n\naccept\n",
			} {
				for _, gap := range []string{"\n", "\n\n"} {
					body := reply + gap + a.text + gap + history
					if got := newText(body); got != reply {
						t.Errorf("%s: got %q, want %q", name, got, reply)
					}
				}
			}
			below := a.text + "\n> Can we meet on Tuesday?\n\n" + reply + "\n"
			if got := newText(below); got != reply {
				t.Errorf("reply below: got %q, want %q", got, reply)
			}
		})
	}
}

// headerBlocks are the blocks of Outlook and its like, between the separators of their languages.
var headerBlocks = []struct{ client, text string }{
	{"outlook en", "From: Jane Doe <jane@acme.example>\nSent: Monday, 5 October 2026 09:00\nTo: Rob Roe\nSubject: Intro"},
	{"outlook en bold", "*From:* Jane Doe\n*Sent:* Monday, 5 October 2026 09:00\n*To:* Rob Roe\n*Subject:* Intro"},
	{"outlook en, underscores", "________________________________\nFrom: Jane Doe <jane@acme.example>\nSent: Monday, 5 " +
		"October 2026 09:00"},
	{"outlook en, label", "-----Original Message-----\nFrom: Jane Doe"},
	{"hotmail order",
		"Date: Mon, 5 Oct 2026 09:00:00 +0200\nSubject: Intro\nFrom: jane@acme.example\nTo: rob@acme.example"},
	{"outlook de", "Von: Jane Doe <jane@acme.example>\nGesendet: Montag, 5. Oktober 2026 09:00\nAn: Rob Roe\nBetreff: " +
		"Intro"},
	{"gmx de", "Gesendet: Montag, 05. Oktober 2026 um 09:00 Uhr\nVon: \"Jane Doe\" <jane@acme.example>\nAn: " +
		"rob@acme.example\nBetreff: Intro"},
	{"label de", "-----Ursprüngliche Nachricht-----\nVon: Jane Doe"},
	{"forward de", "-------- Weitergeleitete Nachricht --------\nBetreff: Intro"},
	{"outlook fr", "De : Jane Doe <jane@acme.example>\nEnvoyé : lundi 5 octobre 2026 09:00\nÀ : Rob Roe\nObjet : Intro"},
	{"label fr", "-----Message d'origine-----\nDe : Jane Doe"},
	{"outlook es", "De: Jane Doe <jane@acme.example>\nEnviado el: lunes, 5 de octubre de 2026 9:00\nPara: Rob " +
		"Roe\nAsunto: Intro"},
	{"outlook it", "Da: Jane Doe <jane@acme.example>\nInviato: lunedì 5 ottobre 2026 09:00\nA: Rob Roe\nOggetto: Intro"},
	{"outlook pt", "De: Jane Doe <jane@acme.example>\nEnviada em: segunda-feira, 5 de outubro de 2026 09:00\nPara: Rob " +
		"Roe\nAssunto: Intro"},
	{"outlook nl", "Van: Jane Doe <jane@acme.example>\nVerzonden: maandag 5 oktober 2026 09:00\nAan: Rob " +
		"Roe\nOnderwerp: Intro"},
	{"outlook sv", "Från: Jane Doe <jane@acme.example>\nSkickat: den 5 oktober 2026 09:00\nTill: Rob Roe\nÄmne: Intro"},
	{"outlook da", "Fra: Jane Doe <jane@acme.example>\nSendt: 5. oktober 2026 09:00\nTil: Rob Roe\nEmne: Intro"},
	{"outlook fi", "Lähettäjä: Jane Doe <jane@acme.example>\nLähetetty: maanantai 5. lokakuuta 2026 " +
		"9.00\nVastaanottaja: Rob Roe\nAihe: Intro"},
	{"outlook pl", "Od: Jane Doe <jane@acme.example>\nWysłano: poniedziałek, 5 października 2026 09:00\nDo: Rob " +
		"Roe\nTemat: Intro"},
	{"outlook cs",
		"Od: Jane Doe <jane@acme.example>\nOdesláno: pondělí 5. října 2026 9:00\nKomu: Rob Roe\nPředmět: Intro"},
	{"outlook ru", "От: Jane Doe <jane@acme.example>\nОтправлено: 5 октября 2026 г. 9:00\nКому: Rob Roe\nТема: Intro"},
	{"outlook tr", "Kimden: Jane Doe <jane@acme.example>\nGönderildi: 5 Ekim 2026 Pazartesi 09:00\nKime: Rob " +
		"Roe\nKonu: Intro"},
	{"outlook hu", "Feladó: Jane Doe <jane@acme.example>\nElküldve: 2026. október 5., hétfő 9:00\nCímzett: Rob " +
		"Roe\nTárgy: Intro"},
	{"outlook zh", "发件人: Jane Doe <jane@acme.example>\n发送时间: 2026年10月5日 9:00\n收件人: Rob Roe\n主题: Intro"},
	{"qq zh", "------------------ 原始邮件 ------------------\n发件人: \"Jane Doe\" <jane@acme.example>;"},
	{"outlook ja", "差出人: Jane Doe <jane@acme.example>\n送信日時: 2026年10月5日 9:00\n宛先: Rob Roe\n件名: Intro"},
	{"outlook ko", "보낸 사람: Jane Doe <jane@acme.example>\n보낸 날짜: 2026년 10월 5일 월요일 오전 9:00\n받는 사람: Rob Roe\n제목: Intro"},
	{"gmail forward", "---------- Forwarded message ---------\nFrom: Jane Doe <jane@acme.example>\nDate: Mon, Oct 5, " +
		"2026 at 9:00 AM"},
	{"apple forward", "Begin forwarded message:\n\nFrom: Jane Doe <jane@acme.example>"},
	{"invite", "-----Original Appointment-----\nFrom: Jane Doe"},
	{"help desk", "##- Please type your reply above this line -##"},
	{"notes", "-----\"Jane Doe\" <jane@acme.example> wrote: -----"},
}

func TestNewTextHeaderBlocks(t *testing.T) {
	for _, b := range headerBlocks {
		t.Run(b.client, func(t *testing.T) {
			const reply = "Tuesday works."
			if got := newText(reply + "\n\n" + b.text + "\n\nCan we meet?\naccept\n"); got != reply {
				t.Errorf("got %q, want %q", got, reply)
			}
			if got := newText(b.text + "\n\nCan we meet?\naccept\n"); got != "" {
				t.Errorf("a forward alone: got %q, want nothing", got)
			}
		})
	}
}

func TestNewText(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"plain", "Hi Quinn,\n\nTuesday works.\n", "Hi Quinn,\n\nTuesday works."},
		{"answers between quotes", "> Budget?\n\nApproved.\n\n> Timeframe?\n\nThis quarter.\n", "Approved.\n\nThis quarter."},
		{"answers right below quotes", "> Budget?\nApproved.\n> Timeframe?\nThis quarter.\n", "Approved.\n\nThis quarter."},
		{"broken quote", "Yes.\n> this is a long line that somebody's mail server had to break at some\npoint\n> and that " +
			"goes on\n", "Yes."},
		{"courtesy stays", "Yes.\n\nBest regards,\nRob", "Yes.\n\nBest regards,\nRob"},
		{"signature", "Yes.\n-- \nRob Roe\nAcme\nhttps://acme.example\n", "Yes."},
		{"signature without space", "Yes.\n--\nRob Roe\n", "Yes."},
		{"two dashes that divide", "Need: a tool\n--\n" + strings.Repeat("Key: value\n", 20),
			"Need: a tool\n--\n" + strings.TrimSpace(strings.Repeat("Key: value\n", 20))},
		{"two dashes in a brief", "Need: a tool\n--\nPain: no-shows\nRequest: call back",
			"Need: a tool\n--\nPain: no-shows\nRequest: call back"},
		{"signature with labels", "Yes.\n--\nRob Roe\nTel: +49 30 1234\nMail: rob@acme.example", "Yes."},
		{"disclaimer above", "Confidential: intended only for the recipient.\n\nYes.",
			"Confidential: intended only for the recipient.\n\nYes."},
		{"disclaimer under a banner", "[EXTERNAL]\n\nThis e-mail is confidential.\n\nYes.", "Yes."},
		{"a report of what somebody wrote", "Here is what jane@acme.example wrote:\n\nWe need a tool.",
			"Here is what jane@acme.example wrote:\n\nWe need a tool."},
		{"signature above quote", "Yes.\n-- \nRob\n> Can we meet?\nBelow, too.\n", "Yes.\n\nBelow, too."},
		{"footer", "Yes.\n\nSent from my iPhone\n", "Yes."},
		{"footer de", "Ja.\n\nVon meinem iPhone gesendet\n", "Ja."},
		{"footer fr", "Oui.\n\nEnvoyé de mon iPhone\n", "Oui."},
		{"footer es", "Sí.\n\nEnviado desde mi iPhone\n", "Sí."},
		{"footer outlook", "Yes.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n", "Yes."},
		{"footer windows", "Yes.\n\nSent from Mail<https://go.microsoft.com/fwlink/?LinkId=550986> for Windows\n", "Yes."},
		{"footer above reply below", "Sent from my iPhone\n\nYes.", "Yes."},
		{"sent is a word", "Sent from my side, all is fine and the contract will follow as soon as legal has looked at it.",
			"Sent from my side, all is fine and the contract will follow as soon as legal has looked at it."},
		{"disclaimer", "Yes.\n\nThis e-mail and any attachments are confidential and intended solely for the " +
			"addressee.\nMore of it.\n", "Yes."},
		{"disclaimer de", "Ja.\n\nDiese E-Mail enthält vertrauliche Informationen.\n", "Ja."},
		{"talk of confidence", "This message is confidential: budget is 50k.",
			"This message is confidential: budget is 50k."},
		{"banner", "CAUTION: This email originated from outside of the organization. Do not click links or " +
			"open\nattachments unless you recognize the sender.\n\nYes.", "Yes."},
		{"banner tag", "[EXTERNAL]\n\nYes.", "Yes."},
		{"banner tag in line", "[EXTERNAL] Yes.", "Yes."},
		{"banner de", "ACHTUNG: Diese E-Mail stammt von einem externen Absender.\nJa.", "Ja."},
		{"safety tip", "You don't often get email from rob@acme.example. Learn why this is " +
			"important<https://aka.ms/x>\n\nYes.", "Yes."},
		{"human caution", "Caution with the budget: it is not approved.", "Caution with the budget: it is not approved."},
		{"a heading is no separator", "--- Agenda ---\n1. Intro\n2. Demo", "--- Agenda ---\n1. Intro\n2. Demo"},
		{"a brief is no header block", "Contact: Jane Doe\nCompany: Acme\nDate: Tue 3pm\nNeed: a tool",
			"Contact: Jane Doe\nCompany: Acme\nDate: Tue 3pm\nNeed: a tool"},
		{"a rule is no separator", "Need: a tool\n----------\nPain: none", "Need: a tool\n----------\nPain: none"},
		{"on is a word", "On Tuesday you can reach me here:\n\n+1 555 0100",
			"On Tuesday you can reach me here:\n\n+1 555 0100"},
		{"wrote is a word", "Hi <jane@acme.example>,\nas I wrote on 3 May, please note:\nwe start at 9.",
			"Hi <jane@acme.example>,\nas I wrote on 3 May, please note:\nwe start at 9."},
		{"signed inline", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nYes.\n- -- \nRob\n-----BEGIN PGP " +
			"SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n", "Yes."},
		{"list footer", "Yes.\n_______________________________________________\nsales mailing " +
			"list\nsales@lists.acme.example\n", "Yes."},
		{"quote header without colon", "Yes.\n\n2026-10-05 09:00 GMT+02:00 Jane Doe\n\nCan we meet?", "Yes."},
		{"a time that is proposed", "When:\n\n2026-10-13 15:00 GMT+02:00 works\n\nContact: Jane",
			"When:\n\n2026-10-13 15:00 GMT+02:00 works\n\nContact: Jane"},
		{"a place behind the time", "When:\n\n2026-10-13 15:00 GMT+02:00 Berlin\n\nContact: Jane",
			"When:\n\n2026-10-13 15:00 GMT+02:00 Berlin\n\nContact: Jane"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := newText(tt.body); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
