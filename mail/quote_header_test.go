package mail

import "testing"

// openings are answers that begin like a quote header of their language does, or hold what such a header holds.
var openings = []string{
	"Decline", "Decline.", "Accept", "No", "Confirmed", "Mona asks for Thursday.", "Sending Rob instead.",
	"I agree with @bob, decline it please.", "On Friday I cannot, sorry.", "Marc can do it.\nThanks, Jane",
	"Monday 30 November works for me.", "Write to bob@prospect.example instead.",
	"Nein, das passt nicht.", "Am Freitag passt es mir leider nicht.\nGruß, Rita", "Mir passt Montag.", "Do. geht.",
	"Le vendredi ne me convient pas.", "Jeudi à 14 h me convient.", "El viernes no puedo.", "Lo siento, no puedo.",
	"Il venerdì non posso.", "Va bene martedì alle 15.", "Em princípio, sim.", "Na sexta não posso.",
	"Op vrijdag kan ik helaas niet.", "Donderdag om 14:00 lukt.", "Den passar inte mig.", "På fredag kan jag inte.",
	"Den dag kan jeg ikke.", "Til fredag passer fint.", "Ti är fint.", "Maanantaina ei käy.", "Ke sopii.",
	"W piątek nie mogę.", "Dnia 27 nie mogę.", "V pátek nemohu.", "Út mi nevyhovuje.", "A pénteki nap nem jó.",
	"Cuma günü uygun değilim.", "В пятницу не могу.", "Пт не подходит.", "金曜日は都合が悪いです。", "周五不行。",
	"At 3 pm then.", "Tuesday at 3",
}

// wrapped quote headers: each of them may be broken at any of its spaces.
var wrappedHeaders = []string{
	"On Mon, Nov 23, 2026 at 12:52 PM Acme Handoff <handoff@acme.example> wrote:",
	"On 23 Nov 2026, at 12:52, Acme Handoff <handoff@acme.example> wrote:",
	"On Nov 23, 2026, at 12:52, Acme Handoff <handoff@acme.example> wrote:",
	"On Sun, 2026-11-29 at 02:19 +0000, Quinn Ames via Acme Handoff wrote:",
	"Am Mo., 23. Nov. 2026 um 12:52 Uhr schrieb Acme Handoff <handoff@acme.example>:",
	"Am 23.11.26 um 12:52 schrieb Acme Handoff:",
	"Am Montag, 23. November 2026 um 12:52:00 MEZ hat Acme Handoff <handoff@acme.example> Folgendes geschrieben:",
	"Acme Handoff <handoff@acme.example> schrieb am Mo., 23. Nov. 2026, 12:52:",
	"Acme Handoff <handoff@acme.example> schrieb am Mo., 23. Nov. 2026 um 12:52 Uhr:",
	"Le lun. 23 nov. 2026 à 12:52, Acme Handoff <handoff@acme.example> a écrit :",
	"Acme Handoff <handoff@acme.example> a écrit le lun. 23 nov. 2026 à 12:52 :",
	"El lun, 23 nov 2026 a las 12:52, Acme Handoff (<handoff@acme.example>) escribió:",
	"Acme Handoff <handoff@acme.example> escribió el lun, 23 de nov de 2026 a las 12:52:",
	"Il giorno lun 23 nov 2026 alle ore 12:52 Acme Handoff <handoff@acme.example> ha scritto:",
	"Acme Handoff <handoff@acme.example> ha scritto il giorno 23 novembre 2026 alle 12:52:",
	"Em seg., 23 de nov. de 2026 às 12:52, Acme Handoff <handoff@acme.example> escreveu:",
	"Acme Handoff <handoff@acme.example> escreveu no dia segunda, 23/11/2026 à(s) 12:52:",
	"Op ma 23 nov 2026 om 12:52 schreef Acme Handoff <handoff@acme.example>:",
	"Acme Handoff <handoff@acme.example> schreef op 23 november 2026 om 12:52:",
	"Den mån 23 nov. 2026 kl 12:52 skrev Acme Handoff <handoff@acme.example>:",
	"Acme Handoff <handoff@acme.example> skrev den mån 23 nov. 2026 kl 12:52:",
	"Den man. 23. nov. 2026 kl. 12.52 skrev Acme Handoff <handoff@acme.example>:",
	"man. 23. nov. 2026 kl. 12:52 skrev Acme Handoff <handoff@acme.example>:",
	"ma 23. marrask. 2026 klo 12.52 Acme Handoff (handoff@acme.example) kirjoitti:",
	"pon., 23 lis 2026 o 12:52 Acme Handoff <handoff@acme.example> napisał(a):",
	"W dniu 23.11.2026 o 12:52, Acme Handoff pisze:",
	"po 23. 11. 2026 v 12:52 odesílatel Acme Handoff <handoff@acme.example> napsal:",
	"Dne 23. 11. 2026 v 12:52 Acme Handoff napsal(a):",
	"Acme Handoff <handoff@acme.example> ezt írta (időpont: 2026. nov. 23., H, 12:52):",
	"Acme Handoff <handoff@acme.example>, 23 Kas 2026 Pzt, 12:52 tarihinde şunu yazdı:",
	"пн, 23 нояб. 2026 г. в 12:52, Acme Handoff <handoff@acme.example>:",
	"23.11.2026 12:52, Acme Handoff пишет:",
	"În lun., 23 nov. 2026 la 12:52, Acme Handoff <handoff@acme.example> a scris:",
	"2026年11月23日(月) 12:52 Acme Handoff <handoff@acme.example>:",
	"Acme Handoff <handoff@acme.example> 于2026年11月23日周一 12:52写道：",
	"2026년 11월 23일 (월) 오후 12:52, Acme Handoff <handoff@acme.example>님이 작성:",
	"пн, 23 лист. 2026 р. о 12:52 Acme Handoff <handoff@acme.example> пише:",
	"--- Acme Handoff <handoff@acme.example> schrieb am Di, 24.11.2026:",
	"Acme Handoff <handoff@acme.example> wrote:",
	"Acme Handoff <handoff@acme.example> schrieb:",
	"\"Acme Handoff\" <handoff@acme.example> writes:",
}

// breaksOf gives the header on one line, and broken at each of its spaces; no client breaks it near its beginning.
func breaksOf(header string) []string {
	all := []string{header}
	for i, r := range header {
		if r == ' ' && i >= 12 {
			all = append(all, header[:i]+"\n"+header[i+1:])
		}
	}
	return all
}

// Wherever a client breaks the header, and whatever stands right above it, the answer stays and the header goes.
func TestNewTextHeaderWraps(t *testing.T) {
	tried, missed := 0, 0
	for _, header := range wrappedHeaders {
		for _, text := range openings {
			for _, gap := range []string{"\n", "\n\n"} {
				for _, wrapped := range breaksOf(header) {
					tried++
					if got := newText(text + gap + wrapped + "\n\n> Please confirm.\n"); got != text {
						if missed++; missed <= 40 {
							t.Logf("%q:\n got %q", text+gap+wrapped, got)
						}
					}
				}
			}
		}
	}
	if missed*200 > tried {
		t.Errorf("%d of %d are wrong, want at most 0.5 %%", missed, tried)
	}
	t.Logf("%d of %d are wrong", missed, tried)
}

// Headers above history without marks.
func TestNewTextHeaderUnquoted(t *testing.T) {
	tried, missed := 0, 0
	for _, header := range wrappedHeaders {
		for _, text := range openings {
			for _, gap := range []string{"\n", "\n\n"} {
				for _, wrapped := range breaksOf(header) {
					tried++
					if got := newText(text + gap + wrapped + "\n\nPlease confirm.\naccept\n"); got != text {
						if missed++; missed <= 40 {
							t.Logf("%q:\n got %q", text+gap+wrapped, got)
						}
					}
				}
			}
		}
	}
	if missed*100 > tried {
		t.Errorf("%d of %d are wrong, want at most 1 %%", missed, tried)
	}
	t.Logf("%d of %d are wrong", missed, tried)
}

// Text that only looks like a quote header is a person's.
func TestNewTextIsNoHeader(t *testing.T) {
	for _, text := range []string{
		"I forwarded it to bob@prospect.example and he wrote:\n\nwe want a demo in March.\n\nCan you take it?",
		"I sent the deck to Jane <jane@prospect.example> on 3 Dec 2026, here are her points:\n- price\n- timing",
		"On Monday Jane wrote that the budget is 20k. These are the open points:\n1. price\n2. timing",
		"As discussed on 23 November 2026 at 12:00 with Jane Doe, my questions:\nWho pays?\nWhen?",
		"Contact: Jane Doe <jane@prospect.example>\nMeeting: 3 December 2026 10:00\nNotes:\nwants a demo",
		"Need: quotes\nPain: slow\nTimeframe: 2026\nRequest:\ndemo",
		"Am Montag schrieb mir Jane, dass sie Folgendes braucht:\n- Angebot\n- Termin",
		"Ich habe am 23.11.2026 mit Jane gesprochen, sie will:\n- Angebot\n- Termin",
		"J'ai parlé avec Jane le 23 novembre 2026, voici ses questions :\n- le prix",
		"Hablé con Jane el 23 de noviembre de 2026 y quiere lo siguiente:\n- precio",
		"Ho parlato con Jane il 23 novembre 2026, ecco le domande:\n- prezzo",
		"We can meet on 2026-12-03 14:00:\nhttps://meet.acme.example/rita",
		"Jane Doe wrote:\nwe want a demo.\n\nShall I take it?",
		"| Budget | 20k |\n| Need | quotes |",
		"a > b and b > c, so a > c.",
		"Option A> cheap",
		"From: Berlin\nTo: Paris\nI travel on Monday, so Tuesday is better.",
		"Date: 3 December\nPlace: Berlin\nBudget: 20k",
		"Subject matter: pumps.\nFrom our side all is fine.",
	} {
		if got := newText(text); got != text {
			t.Errorf("%q:\n got %q", text, got)
		}
	}
}

// Quotes in other forms than ">" and an address.
func TestNewTextQuoteForms(t *testing.T) {
	const reply = "Works for me."
	for name, body := range map[string]string{
		"pipes": reply + "\n\n2026/11/23 Acme Handoff <handoff@acme.example>\n\n| Please confirm.\n| Or " +
			"decline.\n",
		"pipes under a header":    reply + "\n\nOn 23 Nov 2026, Acme Handoff wrote:\n| Please confirm.\n|\n| decline\n",
		"pipes, answered below":   "On 23 Nov 2026, Acme Handoff wrote:\n| Please confirm.\n| Or decline.\n\n" + reply,
		"initials":                reply + "\n\nAH> Please confirm.\nAH> decline\n",
		"initials under a header": "Acme Handoff <handoff@acme.example> wrote:\nAH> Please confirm.\n\n" + reply,
		"one initial":             reply + "\n\nOn 23 Nov 2026, Cleo wrote:\n\nC> decline\n",
		"full width":              reply + "\n\n2026年11月23日 12:52 Acme Handoff <handoff@acme.example>:\n\n＞ decline\n",
		"bold marker":             reply + "\n\n*-------- Original Message --------*\n\ndecline\n",
		"bold marker de":          reply + "\n\n**-------- Ursprüngliche Nachricht --------**\n\ndecline\n",
		"underlined marker":       reply + "\n\n_----- Forwarded message -----_\n\ndecline\n",
		"message du": reply + "\n\n====\n\nMessage du : 23/11/2026 13:20\nDe : \"Acme\" " +
			"<handoff@acme.example>\nA : rita@acme.example\nCopie à :\nSujet : Intro\n\ndecline\n",
		"split address": reply + "\n\nOn Mon, Nov 23, 2026 at 12:52, Acme Handoff\n\n<\nhandoff@acme.example\n> " +
			"wrote:\n\ndecline\n",
		"split address, one gap": reply + "\n\nOn Mon, Nov 23, 2026 at 12:52, Acme Handoff " +
			"<\nhandoff@acme.example\n>\nwrote:\n\n> decline\n",
		"split address de": reply + "\n\nAm Mo., 23. Nov. 2026 um 12:52 Uhr schrieb Acme " +
			"Handoff\n\n<\nhandoff@acme.example\n>:\n\ndecline\n",
		"block above marks": "-----Original Message-----\nFrom: Acme <handoff@acme.example>\nSent: Tuesday, November 24, " +
			"2026 9:12 AM\nTo: Pat\n" +
			"Subject: Intro\n\n> Meet Rita.\n> decline\n\n" + reply,
		"block de above marks": "-----Ursprüngliche Nachricht-----\nVon: Acme <handoff@acme.example>\nGesendet: " +
			"Dienstag, 24. November 2026 09:12\nAn: Pat\nBetreff: Intro\n\n> decline\n\n" + reply,
		"bare block above marks": "From: Acme <handoff@acme.example>\nSent: Tuesday, November 24, 2026 9:12 AM\nTo: " +
			"Pat\nSubject: Intro\n\n> decline\n" + reply,
		"marker alone above marks": "-------- Original Message --------\n> decline\n\n" + reply,
		"block lv": reply + "\n\nNo: Acme <handoff@acme.example>\nNosūtīts: pirmdiena, 2026. gada 23. " +
			"novembris\nKam: Rita\nTēma: Intro\n\ndecline\n",
		"block is": reply + "\n\nFrá: Acme <handoff@acme.example>\nSent: mánudagur, 23. nóvember " +
			"2026\nTil: Rita\nEfni: Intro\n\ndecline\n",
		"block fa": reply + "\n\nاز: Acme <handoff@acme.example>\nتاریخ: 23 نوامبر 2026\nبه: " +
			"Rita\nموضوع: Intro\n\ndecline\n",
		"tracking mark": reply + "\n\nᐧ",
		"disclaimer with a title": reply + "\n\nVERTRAULICH: Diese E-Mail kann vertrauliche Informationen enthalten. " +
			"Decline.\n",
		"date and sender below a rule": reply + "\n\n----------------------------\nle 12 mai 2026, 15:40\nde \"Rita\" " +
			"<rita@acme.example>\nà rob@acme.example\ndecline\n",
		"avast": reply + "\n\n---\nDiese E-Mail wurde von Avast Antivirus-Software auf Viren " +
			"geprüft.\nwww.avast.com\n\nAm 06.10.2026 um 09:01 schrieb Rita:\n> decline\n",
		"tracking mark below": reply + "\nᐧ\n\nOn Tue, 17 Mar 2026 at 09:58, Rita <rita@acme.example> " +
			"wrote:\n\n> decline\n",
		"salesforce":             reply + "\n\nref:_00D20Abcd._5002Xyz:ref",
		"salesforce in brackets": reply + "\n\n[ ref:!00D20Abcd.!5002Xyz:ref ]\n",
		"windows mail":           reply + "\n\nSent from Windows Mail",
		"mailbox":                reply + "\n\nSent from Mailbox for iPad",
		"mailbox alone":          reply + "\n\nSent from Mailbox",
		"hey":                    reply + "\n\nSent from HEY",
		"front":                  reply + "\n\nSent from Front",
		"front via":              reply + "\n\nSent via Front",
		"spark":                  reply + "\n\nSent with Spark",
		"spark link":             reply + "\n\nSent with [Spark](https://sparkmailapp.com/source?from=signature)",
		"superhuman":             reply + "\n\nSent via Superhuman ( https://sprh.mn/?vip=rob )",
		"canary":                 reply + "\n\nSent from Canary (https://canarymail.io)",
		"mailtrack":              reply + "\n\n[image: Mailtrack] Sender notified by\nMailtrack",
		"mail for windows de":    reply + "\n\nGesendet von Mail für Windows",
		"mail for windows fr":    reply + "\n\nProvenance : Courrier pour Windows",
		"mail for windows es":    reply + "\n\nEnviado desde Correo para Windows",
		"mail for windows it":    reply + "\n\nInviato da Posta per Windows",
		"mail for windows nl":    reply + "\n\nVerzonden vanuit Mail voor Windows",
		"mail for windows pl":    reply + "\n\nWysłane z aplikacji Poczta systemu Windows",
		"web.de": reply + "\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE " +
			"Mail gesendet.",
		"tuta":             reply + "\n\nSent with Tuta; enjoy secure & ad-free emails:\nhttps://tuta.com",
		"proton de":        reply + "\n\nGesendet mit Proton Mail sicherer E-Mail.",
		"iphone hu":        reply + "\n\nElküldve az iPhone-omról",
		"iphone hu, newer": reply + "\n\niPhone készülékről küldve",
		"iphone ja":        reply + "\n\niPhoneから送信",
		"iphone da":        reply + "\n\nSendt fra min iPhone",
		"iphone tr":        reply + "\n\niPhone’umdan gönderildi",
		"iphone fi":        reply + "\n\nLähetetty iPhonesta",
		"iphone cs":        reply + "\n\nOdesláno z iPhonu",
		"edison":           reply + "\n\nSent from Edison Mail",
		"shortwave":        reply + "\n\nSent via Shortwave",
		"missive":          reply + "\n\nSent with Missive",
		"mimestream":       reply + "\n\nSent from Mimestream",
	} {
		if got := newText(body); got != reply {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// What people write of sending is no footer.
func TestNewTextIsNoFooter(t *testing.T) {
	for _, text := range []string{
		"Hi,\n\nSent the contract from my side yesterday.\n\nRob",
		"Hi,\n\nSent from our side: the offer.\n\nRob",
		"Front desk knows.\n\nRob",
		"Hi,\n\nSent with the courier on Monday, you should have it.\n\nRob",
		"Hi,\n\nref: our call on Tuesday\n\nRob",
		"Hi,\n\nI sent it from my iPhone, sorry for the typos.\n\nRob",
		"Hi,\n\nGesendet habe ich es gestern.\n\nRob",
	} {
		if got := newText(text); got != text {
			t.Errorf("%q:\n got %q", text, got)
		}
	}
}
