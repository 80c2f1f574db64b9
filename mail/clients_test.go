package mail

import (
	"strings"
	"testing"
)

// clientText is one mail as a client writes it: everything but the reply itself, whose place is {}.
type clientText struct{ client, text string }

// plainClients are plain texts around a reply: quote headers, blocks, footers, signatures, banners.
var plainClients = []clientText{
	{"HCL Notes with the first words in its line", "{}\n\n\nJane Doe ---24.11.2026 09:12:33---Would Tuesday at 3 pm " +
		"work?\n\n" +
		"From: Jane Doe <jane@own.example>\nTo: Rob Roe <rob@acme.example>\nDate: 24.11.2026 09:12\nSubject: " +
		"Intro\n\nTuesday?"},
	// Attributions that wrap, stand alone, or hide their verb.
	{"gmail en, long name", "{}\n\nOn Mon, Oct 5, 2026 at 9:00 AM Jane Elisabeth Doe-Featherstonehaugh via\nAcme Sales " +
		"<jane.elisabeth@acme.example> wrote:\n\n> accept\n"},
	{"gmail en, address on its own line", "{}\n\nOn Mon, Oct 5, 2026 at 9:00 AM Jane " +
		"Doe\n<jane@acme.example>\nwrote:\n\n> accept\n"},
	{"gmail en 24h", "{}\n\nOn Mon, 5 Oct 2026 at 09:00, Jane Doe <jane@acme.example> wrote:\n\n> accept\n"},
	{"outlook mac", "{}\n\nOn 05/10/2026, 09:00, \"Jane Doe\" <jane@acme.example> wrote:\n\n    accept\n"},
	{"outlook mac en", "{}\n\nFrom: Jane Doe <jane@acme.example>\nDate: Monday, October 5, 2026 at 9:00 AM\nTo: Rob " +
		"Roe <rob@acme.example>\nSubject: Intro\n\naccept\n"},
	{"yahoo en", "{}\n\n    On Monday, October 5, 2026 at 09:00:00 AM GMT+2, Jane Doe <jane@acme.example> wrote:  \n " +
		"\n accept\n"},
	{"yahoo mobile", "{}\n\nYahoo Mail: Search, Organize, Conquer\n\n  On Mon, Oct 5, 2026 at 9:00 AM, Jane " +
		"Doe<jane@acme.example> wrote:   accept\n"},
	{"proton", "{}\n\nSent with [Proton Mail](https://proton.me/) secure email.\n\nOn Monday, October 5th, 2026 at " +
		"9:00 AM, Jane Doe <jane@acme.example> wrote:\n\n> accept\n"},
	{"proton mobile", "{}\n\nSent from Proton Mail for iOS\n\n\n-------- Original Message --------\nOn Monday, " +
		"10/05/26 at 09:00 Jane Doe <jane@acme.example> wrote:\n\n> accept\n"},
	{"zimbra", "{}\n\n----- Original Message -----\nFrom: \"Jane Doe\" <jane@acme.example>\nTo: \"Rob Roe\" " +
		"<rob@acme.example>\nSent: Monday, October 5, 2026 9:00:00 AM\nSubject: Intro\n\naccept\n"},
	{"zimbra mail wrote", "{}\n\n----- On Oct 5, 2026, at 9:00 AM, Jane Doe jane@acme.example wrote:\n\n> accept\n"},
	{"notes", "{}\n\n\n\nFrom:   \"Jane Doe\" <jane@acme.example>\nTo:     <rob@acme.example>\nDate:   05.10.2026 " +
		"09:00\nSubject:        Intro\n\n\naccept\n"},
	{"notes wrote", "{}\n\nJane Doe <jane@acme.example> wrote on 05/10/2026 09:00:00:\n\n> From: Jane\n> accept\n"},
	{"samsung", "{}\n\nSent from my Galaxy\n\n\n-------- Original message --------\nFrom: Jane Doe <jane@acme.example> " +
		"\nDate: 05/10/2026  09:00  (GMT+01:00) \nTo: rob@acme.example \nSubject: Intro \n\naccept\n"},
	{"spark", "{}\n\nSent with Spark\nOn 5 Oct 2026, 09:00 +0200, Jane Doe <jane@acme.example>, wrote:\n> accept\n"},
	{"superhuman", "{}\n\nSent via Superhuman ( https://sprh.mn/?vip=rob@acme.example )\n\nOn Mon, Oct 05, 2026 at " +
		"9:00 AM, Jane Doe < jane@acme.example > wrote:\n\n> \n> accept\n"},
	{"missive", "{}\n\nOn October 5, 2026 at 9:00 AM, Jane Doe <jane@acme.example> wrote:\n> accept\n"},
	{"hey", "{}\n\nOn October 5, 2026, Jane Doe <jane@acme.example> wrote:\n> accept\n"},
	{"front", "{}\nOn October 5, 2026 at 9:00 AM GMT+2 jane@acme.example wrote:\n\n> accept\n"},
	{"k-9", "{}\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n"},
	{"k-9 above", "{}\n\nAm 5. Oktober 2026 09:00:00 MESZ schrieb Jane Doe <jane@acme.example>:\n>accept\n"},
	{"fairemail", "{}\n\n5 Oct 2026 09:00:00 Jane Doe <jane@acme.example>:\n\n> accept\n"},
	{"aquamail", "{}\n\nSent with Aqua Mail for Android\nhttps://www.mobisystems.com/aqua-mail\n\n\nOn 5 October 2026 " +
		"09:00:00 Jane Doe <jane@acme.example> wrote:\n\n> accept\n"},
	{"bluemail", "{}\n\nGet BlueMail for Android\n\nOn Oct 5, 2026, at 09:00, Jane Doe <jane@acme.example> " +
		"wrote:\naccept\n"},
	{"mutt", "{}\n\nOn Mon, Oct 05, 2026 at 09:00:00AM +0200, Jane Doe wrote:\n> accept\n"},
	{"emacs", "{}\n\nJane Doe <jane@acme.example> writes:\n\n> accept\n"},
	{"emacs dashes", "{}\n\n>>>>> \"Jane\" == Jane Doe <jane@acme.example> writes:\n\n> accept\n"},
	{"pine", "{}\n\nOn Mon, 5 Oct 2026, Jane Doe wrote:\n\n> accept\n"},
	{"evolution", "{}\n\nOn Mon, 2026-10-05 at 09:00 +0200, Jane Doe wrote:\n> accept\n"},
	{"kmail", "{}\n\nOn Montag, 5. Oktober 2026 09:00:00 CEST Jane Doe wrote:\n> accept\n"},
	{"roundcube", "{}\n\nOn 2026-10-05 09:00, Jane Doe wrote:\n\n> accept\n"},
	{"roundcube de", "{}\n\nAm 2026-10-05 09:00, schrieb Jane Doe:\n> accept\n"},
	{"horde de", "{}\n\nZitat von Jane Doe <jane@acme.example>:\n\n> accept\n"},
	{"groupwise", "{}\n\n>>> Jane Doe <jane@acme.example> 10/5/2026 9:00 AM >>>\naccept\n"},
	{"groupwise de", "{}\n\n>>> \"Jane Doe\" <jane@acme.example> 05.10.2026 09:00 >>>\naccept\n"},
	{"ticket delimiter", "{}\n\n-- please reply above this line --\n\naccept\n"},
	{"fastmail", "{}\n\nOn Mon, 5 Oct 2026, at 09:00, Jane Doe wrote:\n> accept\n"},
	{"outlook ios", "{}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Jane " +
		"Doe <jane@acme.example>\nSent: Monday, October 5, 2026 9:00:00 AM\nTo: Rob Roe <rob@acme.example>\nSubject: " +
		"Intro\n\naccept\n"},
	{"outlook web", "{}\n________________________________\nFrom: Jane Doe <jane@acme.example>\nSent: Monday, October 5," +
		" 2026 9:00 AM\nTo: Rob Roe <rob@acme.example>\nCc: Kim <kim@acme.example>\nSubject: Intro\n\naccept\n"},
	{"outlook bold with stars", "{}\n\n*From:* Jane Doe [mailto:jane@acme.example]\n*Sent:* Monday, October 5, 2026 " +
		"9:00 AM\n*To:* Rob\n*Subject:* Intro\n\naccept\n"},
	{"outlook lines with blanks", "{}\n\nFrom: Jane Doe <jane@acme.example>\n\nSent: Monday, October 5, 2026 9:00 " +
		"AM\n\nTo: Rob Roe\n\nSubject: Intro\n\n\naccept\n"},
	{"outlook, several recipients", "{}\n\nFrom: Jane Doe <jane@acme.example>\nSent: Monday, October 5, 2026 9:00 " +
		"AM\nTo: Rob Roe <rob@acme.example>; Kim Kay <kim@acme.example>;\n Lee Low <lee@acme.example>\nSubject: " +
		"Intro\n\naccept\n"},
	{"windows mail", "{}\n\nSent from Mail for Windows\n\nFrom: Jane Doe\nSent: Monday, October 5, 2026 9:00 AM\nTo: " +
		"Rob\nSubject: Intro\n\naccept\n"},
	{"apple, forwarded inside", "{}\n\n> Begin forwarded message:\n> \n> From: Jane Doe <jane@acme.example>\n> " +
		"Subject: Intro\n> \n> accept\n"},
	// More languages.
	{"apple de", "{}\n\nVon meinem iPhone gesendet\n\n> Am 05.10.2026 um 09:00 schrieb Jane Doe " +
		"<jane@acme.example>:\n> \n> accept\n"},
	{"outlook ios de", "{}\n\nOutlook für iOS<https://aka.ms/o0ukef> beziehen\n________________________________\nVon: " +
		"Jane Doe <jane@acme.example>\nGesendet: Montag, Oktober 5, 2026 9:00 AM\nAn: Rob Roe " +
		"<rob@acme.example>\nBetreff: Intro\n\naccept\n"},
	{"gmx app de", "{}\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.\nAm 05.10.26, " +
		"09:00, Jane Doe <jane@acme.example> schrieb:\n\naccept\n"},
	{"web.de", "{}\n \n \n\nGesendet: Montag, 05. Oktober 2026 um 09:00\nVon: \"Jane Doe\" <jane@acme.example>\nAn: " +
		"\"Rob Roe\" <rob@acme.example>\nBetreff: Intro\n\naccept\n"},
	{"notes de", "{}\n\nVon:\t\"Jane Doe\" <jane@acme.example>\nAn:\t<rob@acme.example>\nDatum:\t05.10.2026 " +
		"09:00\nBetreff:\tIntro\n\naccept\n"},
	{"samsung de", "{}\n\nVon meinem Galaxy gesendet\n\n\n-------- Ursprüngliche Nachricht --------\nVon: Jane Doe " +
		"<jane@acme.example> \nDatum: 05.10.26 09:00 (GMT+01:00) \nAn: rob@acme.example \nBetreff: Intro \n\naccept\n"},
	{"apple fr", "{}\n\nEnvoyé de mon iPhone\n\n> Le 5 oct. 2026 à 09:00, Jane Doe <jane@acme.example> a écrit :\n> " +
		"\n> accept\n"},
	{"gmail fr, wrapped", "{}\n\nLe lun. 5 oct. 2026 à 09:00, Jane Doe de la société Acme " +
		"<\njane.elisabeth.doe@acme.example> a écrit :\n\n> accept\n"},
	{"outlook ios fr", "{}\n\nObtenir Outlook pour iOS<https://aka.ms/o0ukef>\n________________________________\nDe : " +
		"Jane Doe <jane@acme.example>\nEnvoyé : lundi, octobre 5, 2026 9:00 AM\nÀ : Rob\nObjet : Intro\n\naccept\n"},
	{"orange fr", "{}\n\n\n> Message du 05/10/26 09:00\n> De : \"Jane Doe\" <jane@acme.example>\n> A : " +
		"rob@acme.example\n> Copie à : \n> Objet : Intro\n> \n> accept\n"},
	{"outlook fr new", "{}\n\nDe : Jane Doe <jane@acme.example>\nDate : lundi, 5 octobre 2026 à 09:00\nÀ : Rob " +
		"Roe\nObjet : Intro\n\naccept\n"},
	{"outlook fr canada", "{}\n\nDe : Jane Doe\nEnvoyé : 5 octobre 2026 09:00\nÀ : Rob\nCc : Kim\nObjet : " +
		"Intro\n\naccept\n"},
	{"apple es", "{}\n\nEnviado desde mi iPhone\n\n> El 5 oct 2026, a las 9:00, Jane Doe <jane@acme.example> " +
		"escribió:\n> \n> accept\n"},
	{"outlook ios es", "{}\n\nObtener Outlook para iOS<https://aka.ms/o0ukef>\n________________________________\nDe: " +
		"Jane Doe <jane@acme.example>\nEnviado: lunes, octubre 5, 2026 9:00 AM\nPara: Rob\nAsunto: Intro\n\naccept\n"},
	{"label es", "{}\n\n-----Mensaje original-----\nDe: Jane Doe\nEnviado el: lunes\n\naccept\n"},
	{"gmail es 419", "{}\n\nEl lun, 5 de oct de 2026, 9:00 a. m., Jane Doe <jane@acme.example>\nescribió:\n\n> accept\n"},
	{"apple it", "{}\n\nInviato da iPhone\n\n> Il giorno 5 ott 2026, alle ore 09:00, Jane Doe <jane@acme.example> ha " +
		"scritto:\n> \n> accept\n"},
	{"thunderbird it", "{}\n\nIl 05/10/2026 09:00, Jane Doe ha scritto:\n> accept\n"},
	{"label it", "{}\n\n-----Messaggio originale-----\nDa: Jane Doe\n\naccept\n"},
	{"libero it", "{}\n\n>----Messaggio originale----\n>Da: jane@acme.example\n>Data: 05/10/2026 9.00\n>A: " +
		"<rob@acme.example>\n>Ogg: Intro\n>\n>accept\n"},
	{"outlook ios it", "{}\n\nOttieni Outlook per iOS<https://aka.ms/o0ukef>\n________________________________\nDa: " +
		"Jane Doe\nInviato: lunedì, ottobre 5, 2026 9:00:00 AM\nA: Rob\nOggetto: Intro\n\naccept\n"},
	{"apple pt", "{}\n\nEnviado do meu iPhone\n\n> Em 5 de out. de 2026, à(s) 09:00, Jane Doe <jane@acme.example> " +
		"escreveu:\n> \n> accept\n"},
	{"apple pt-PT", "{}\n\nEnviado do meu iPhone\n\n> No dia 05/10/2026, às 09:00, Jane Doe <jane@acme.example> " +
		"escreveu:\n> \n> accept\n"},
	{"thunderbird pt", "{}\n\nEm 05/10/2026 09:00, Jane Doe escreveu:\n> accept\n"},
	{"label pt", "{}\n\n-----Mensagem original-----\nDe: Jane Doe\nEnviada em: segunda-feira\n\naccept\n"},
	{"uol pt", "{}\n\nEnviado do Email para Windows\n\nDe: Jane Doe\nEnviado:segunda-feira, 5 de outubro de 2026 " +
		"09:00\nPara: Rob\nAssunto: Intro\n\naccept\n"},
	{"apple nl", "{}\n\nVerstuurd vanaf mijn iPhone\n\n> Op 5 okt. 2026 om 09:00 heeft Jane Doe <jane@acme.example> " +
		"het volgende geschreven:\n> \n> accept\n"},
	{"outlook ios nl", "{}\n\nOutlook voor iOS<https://aka.ms/o0ukef> " +
		"downloaden\n________________________________\nVan: Jane Doe\nVerzonden: maandag\nAan: Rob\nOnderwerp: " +
		"Intro\n\naccept\n"},
	{"label nl", "{}\n\n-----Oorspronkelijk bericht-----\nVan: Jane Doe\n\naccept\n"},
	{"ziggo nl", "{}\n\nOp 05-10-2026 09:00 schreef Jane Doe <jane@acme.example>:\n\n \naccept\n"},
	{"apple sv", "{}\n\nSkickat från min iPhone\n\n> 5 okt. 2026 kl. 09:00 skrev Jane Doe <jane@acme.example>:\n> \n> " +
		"accept\n"},
	{"label sv", "{}\n\n-----Ursprungligt meddelande-----\nFrån: Jane Doe\n\naccept\n"},
	{"outlook ios sv", "{}\n\nSkaffa Outlook för iOS<https://aka.ms/o0ukef>\n________________________________\nFrån: " +
		"Jane Doe\nSkickat: måndag\nTill: Rob\nÄmne: Intro\n\naccept\n"},
	{"apple da", "{}\n\nSendt fra min iPhone\n\n> Den 5. okt. 2026 kl. 09.00 skrev Jane Doe <jane@acme.example>:\n> " +
		"\n> accept\n"},
	{"label da", "{}\n\n-----Oprindelig meddelelse-----\nFra: Jane Doe\n\naccept\n"},
	{"apple no", "{}\n\nSendt fra min iPhone\n\n> 5. okt. 2026 kl. 09:00 skrev Jane Doe <jane@acme.example>:\n> \n> " +
		"accept\n"},
	{"outlook no", "{}\n\nFra: Jane Doe <jane@acme.example>\nSendt: mandag 5. oktober 2026 09:00\nTil: Rob Roe\nEmne: " +
		"Intro\n\naccept\n"},
	{"label no", "{}\n\n-----Opprinnelig melding-----\nFra: Jane Doe\n\naccept\n"},
	{"apple fi", "{}\n\nLähetetty iPhonesta\n\n> Jane Doe <jane@acme.example> kirjoitti 5.10.2026 kello 9.00:\n> \n> " +
		"accept\n"},
	{"label fi", "{}\n\n-----Alkuperäinen viesti-----\nLähettäjä: Jane Doe\n\naccept\n"},
	{"apple pl", "{}\n\nWysłane z iPhone'a\n\n> Wiadomość napisana przez Jane Doe <jane@acme.example> w dniu " +
		"05.10.2026, o godz. 09:00:\n> \n> accept\n"},
	{"gmail pl, old", "{}\n\nW dniu 5 października 2026 09:00 użytkownik Jane Doe <jane@acme.example>\nnapisał:\n\n> " +
		"accept\n"},
	{"wp pl", "{}\n\nDnia 5 października 2026 09:00 Jane Doe <jane@acme.example> napisał(a):\n\naccept\n"},
	{"label pl", "{}\n\n-----Wiadomość oryginalna-----\nOd: Jane Doe\n\naccept\n"},
	{"apple cs", "{}\n\nOdesláno z iPhonu\n\n> 5. 10. 2026 v 9:00, Jane Doe <jane@acme.example>:\n> \n> accept\n"},
	{"seznam cs", "{}\n\n---------- Původní e-mail ----------\nOd: Jane Doe <jane@acme.example>\nKomu: " +
		"rob@acme.example\nDatum: 5. 10. 2026 9:00:00\nPředmět: Intro\n\naccept\n"},
	{"thunderbird cs", "{}\n\nDne 05. 10. 26 v 9:00 Jane Doe napsal(a):\n> accept\n"},
	{"label cs", "{}\n\n-----Původní zpráva-----\nOd: Jane Doe\n\naccept\n"},
	{"apple tr", "{}\n\niPhone’umdan gönderildi\n\n> Jane Doe <jane@acme.example> şunları yazdı (5 Eki 2026 09:00):\n> " +
		"\n> accept\n"},
	{"thunderbird tr", "{}\n\n5.10.2026 09:00 tarihinde Jane Doe yazdı:\n> accept\n"},
	{"label tr", "{}\n\n-----Özgün İleti-----\nKimden: Jane Doe\n\naccept\n"},
	{"apple ru", "{}\n\nОтправлено с iPhone\n\n> 5 окт. 2026 г., в 09:00, Jane Doe <jane@acme.example> написал(а):\n> " +
		"\n> accept\n"},
	{"gmail ru", "{}\n\nпн, 5 окт. 2026 г. в 09:00, Jane Doe <\njane.elisabeth@acme.example>:\n\n> accept\n"},
	{"mail.ru", "{}\n\n\n>Понедельник, 5 октября 2026, 9:00 +03:00 от Jane Doe <jane@acme.example>:\n> \n>accept\n"},
	{"yandex web", "{}\n\n05.10.2026, 09:00, \"Jane Doe\" <jane@acme.example>:\n\naccept\n"},
	{"yandex footer", "{}\n\n-- \nОтправлено из мобильного приложения Яндекс Почты\n\n05.10.2026, 09:00, Jane Doe " +
		"<jane@acme.example>:\n> accept\n"},
	{"label ru", "{}\n\n-----Исходное сообщение-----\nОт: Jane Doe\n\naccept\n"},
	{"apple ja", "{}\n\niPhoneから送信\n\n> 2026/10/05 9:00、Jane Doe <jane@acme.example>のメール:\n> \n> accept\n"},
	{"gmail ja, wrapped", "{}\n\n2026年10月5日(月) 9:00 Jane Doe <jane.elisabeth.featherstonehaugh@acme.example\n>:\n\n> " +
		"accept\n"},
	{"outlook ja", "{}\n\n________________________________\n差出人: Jane Doe <jane@acme.example>\n送信日時: 2026年10月5日 " +
		"9:00\n宛先: Rob Roe <rob@acme.example>\n件名: Intro\n\naccept\n"},
	{"outlook ja, From in English", "{}\n\nFrom: Jane Doe <jane@acme.example>\nSent: Monday, October 5, 2026 9:00 " +
		"AM\nTo: 田中 様\nSubject: Intro\n\naccept\n"},
	{"label ja", "{}\n\n-----元のメッセージ-----\n差出人: Jane Doe\n\naccept\n"},
	{"becky ja", "{}\n\nOn Mon, 5 Oct 2026 09:00:00 +0900\nJane Doe <jane@acme.example> wrote:\n\n> accept\n"},
	{"yahoo ja", "{}\n\n----- Original Message -----\nFrom: jane@acme.example\nTo: rob@acme.example\nDate: 2026/10/05 " +
		"月 09:00\nSubject: Intro\n\naccept\n"},
	{"apple zh", "{}\n\n从我的 iPhone 发送\n\n> 在 2026年10月5日，09:00，Jane Doe <jane@acme.example> 写道：\n> \n> accept\n"},
	{"qq phone", "{}\n\n发自我的iPhone\n\n\n------------------ Original ------------------\nFrom: Jane Doe " +
		"<jane@acme.example>\nDate: 周一,10月 5,2026 9:00 上午\nTo: Rob <rob@acme.example>\nSubject: Re: Intro\n\naccept\n"},
	{"163", "{}\n\n\n\n\n\n\n\n在 2026-10-05 09:00:00，\"Jane Doe\" <jane@acme.example> 写道：\n\naccept\n"},
	{"163 phone", "{}\n\n发自我的手机\n\n\n-------- 原始邮件 --------\n发件人： Jane Doe <jane@acme.example>\n日期： 2026年10月5日周一 " +
		"上午9:00\n收件人： Rob <rob@acme.example>\n主 题： Re: Intro\n\naccept\n"},
	{"foxmail", "{}\n\n\n \nFrom: Jane Doe\nDate: 2026-10-05 09:00\nTo: rob\nSubject: Intro\n\naccept\n"},
	{"outlook zh-TW", "{}\n\n寄件者: Jane Doe <jane@acme.example>\n寄件日期: 2026年10月5日 上午 09:00\n收件者: Rob Roe\n主旨: " +
		"Intro\n\naccept\n"},
	{"gmail zh-TW", "{}\n\nJane Doe <jane@acme.example> 於 2026年10月5日 週一 上午9:00寫道：\n\n> accept\n"},
	{"apple zh-TW", "{}\n\n從我的iPhone傳送\n\n> Jane Doe <jane@acme.example> 於 2026年10月5日 09:00 寫道：\n> \n> accept\n"},
	{"apple ko", "{}\n\n나의 iPhone에서 보냄\n\n> 2026. 10. 5. 오전 9:00, Jane Doe <jane@acme.example> 작성:\n> \n> accept\n"},
	{"naver", "{}\n\n-----Original Message-----\nFrom: \"Jane Doe\"&lt;jane@acme.example&gt;\nTo: &lt;" +
		"rob@acme.example&gt;;\nCc:\nSent: 2026-10-05 (월) 09:00:00 (GMT+09:00)\nSubject: Intro\n\naccept\n"},
	{"outlook ko", "{}\n\n________________________________\n보낸 사람: Jane Doe <jane@acme.example>\n보낸 날짜: 2026년 10월 5일 " +
		"월요일 오전 9:00\n받는 사람: Rob Roe <rob@acme.example>\n제목: Intro\n\naccept\n"},
	{"daum ko", "{}\n\n---------[ 받은 메일 내용 ]----------\n제목: Intro\n날짜: 2026년 10월 05일\n보낸이: Jane Doe " +
		"<jane@acme.example>\n받는이: rob@acme.example\n\naccept\n"},
	{"label ko", "{}\n\n-----원본 메시지-----\n보낸 사람: Jane Doe\n\naccept\n"},
	{"outlook ro", "{}\n\nDe la: Jane Doe <jane@acme.example>\nTrimis: luni, 5 octombrie 2026 09:00\nCătre: " +
		"Rob\nSubiect: Intro\n\naccept\n"},
	{"outlook el", "{}\n\nΑπό: Jane Doe <jane@acme.example>\nΑπεστάλη: Δευτέρα, 5 Οκτωβρίου 2026 9:00\nΠρος: " +
		"Rob\nΘέμα: Intro\n\naccept\n"},
	{"outlook uk", "{}\n\nВід: Jane Doe <jane@acme.example>\nНадіслано: 5 жовтня 2026 р. 9:00\nКому: Rob\nТема: " +
		"Intro\n\naccept\n"},
	{"outlook bg", "{}\n\nОт: Jane Doe <jane@acme.example>\nИзпратено: понеделник, 5 октомври 2026 г. 9:00\nДо: " +
		"Rob\nОтносно: Intro\n\naccept\n"},
	{"outlook he", "{}\n\nמאת: Jane Doe <jane@acme.example>\nנשלח: יום שני 5 אוקטובר 2026 9:00\nאל: Rob\nנושא: " +
		"Intro\n\naccept\n"},
	{"outlook ar", "{}\n\nمن: Jane Doe <jane@acme.example>\nتم الإرسال: الاثنين، 5 أكتوبر 2026\nإلى: Rob\nالموضوع: " +
		"Intro\n\naccept\n"},
	{"outlook sl", "{}\n\nOd: Jane Doe <jane@acme.example>\nPoslano: ponedeljek, 5. oktober 2026 9:00\nZa: " +
		"Rob\nZadeva: Intro\n\naccept\n"},
	{"outlook hr", "{}\n\nOd: Jane Doe <jane@acme.example>\nPoslano: 5. listopada 2026. 9:00\nPrima: Rob\nPredmet: " +
		"Intro\n\naccept\n"},
	{"outlook ca", "{}\n\nDe: Jane Doe <jane@acme.example>\nEnviat el: dilluns, 5 d'octubre de 2026 9:00\nPer a: " +
		"Rob\nTema: Intro\n\naccept\n"},
	{"gmail bg", "{}\n\nНа пн, 5.10.2026 г. в 9:00 Jane Doe <jane@acme.example> написа:\n\n> accept\n"},
	{"gmail th", "{}\n\nในวันที่ จ. 5 ต.ค. 2026 เวลา 09:00 Jane Doe <jane@acme.example> เขียนว่า:\n\n> accept\n"},
	{"gmail et", "{}\n\nKontakt Jane Doe (<jane@acme.example>) kirjutas kuupäeval E, 5. oktoober 2026 kell 09:00:\n\n> " +
		"accept\n"},
	{"gmail lv", "{}\n\npirmd., 2026. g. 5. okt., plkst. 09:00 — lietotājs Jane Doe (<jane@acme.example>) " +
		"rakstīja:\n\n> accept\n"},
	{"gmail sr", "{}\n\nпон, 5. окт 2026. у 09:00 Jane Doe <jane@acme.example> је написао/ла:\n\n> accept\n"},
	{"gmail sl", "{}\n\nV V pon., 5. okt. 2026 ob 09:00 je oseba Jane Doe <jane@acme.example> napisala:\n\n> accept\n"},
	{"gmail gl", "{}\n\nO luns, 5 de out. de 2026 ás 09:00, Jane Doe (<jane@acme.example>) escribiu:\n\n> accept\n"},
	{"gmail hi", "{}\n\nसोम, 5 अक्टू॰ 2026 को 9:00 am बजे को Jane Doe <jane@acme.example> ने लिखा:\n\n> accept\n"},
	{"gmail fa", "{}\n\nدر تاریخ دوشنبه 5 اکتبر 2026،\u200f 9:00 Jane Doe <jane@acme.example> نوشت:\n\n> accept\n"},
}

func TestClients(t *testing.T) {
	const reply = "Tuesday works.\n\nBest regards,\nRob"
	for _, c := range plainClients {
		t.Run(c.client, func(t *testing.T) {
			m := Read(plain("Re: Intro", inThread, strings.ReplaceAll(strings.Replace(c.text, "{}", reply, 1), "\n", "\r\n")))
			if m.Kind != KindHumanReply || m.Text != reply {
				t.Errorf("kind %s (%s), text %q, want %q", m.Kind, m.Why, m.Text, reply)
			}
			empty := Read(plain("Re: Intro", inThread, strings.ReplaceAll(strings.Replace(c.text, "{}", "", 1), "\n", "\r\n")))
			if strings.Contains(empty.Text, "accept") && !empty.Guessed {
				t.Errorf("an empty reply has the text %q", empty.Text)
			}
		})
	}
}
