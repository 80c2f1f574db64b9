package mail

import (
	"strings"
	"testing"
	"unicode"
)

// clientHeaders are quote headers as programs write them in many languages, {n} for the name and {a} for the address.
var clientHeaders = []string{
	// en
	"On Mon, Nov 23, 2026 at 12:52 PM {n} <{a}> wrote:",
	"On Mon, 23 Nov 2026 at 12:52, {n} <{a}> wrote:",
	"On Nov 23, 2026, at 12:52 PM, {n} <{a}> wrote:",
	"On Monday, November 23, 2026 at 12:52:00 PM GMT+1, {n} <{a}> wrote:",
	"On Monday, November 23rd, 2026 at 12:52 PM, {n} <{a}> wrote:",
	"On 23/11/2026, 12:52, \"{n}\" <{a}> wrote:",
	"On 23/11/2026 12:52, {n} wrote:",
	"On 23 Nov 2026 at 12:52 +0100, {n} <{a}>, wrote:",
	"On 23/11/2026 12:52:00, {n} <{a}> wrote:",
	"On 2026-11-23 12:52, {n} wrote:",
	"On November 23, 2026 12:52:00 PM GMT+01:00, {n} <{a}> wrote:",
	"On Mon, 23 Nov 2026 12:52:00 +0100, {n} <{a}> wrote:",
	"On Mon, Nov 23, 2026 at 12:52 PM {n} (Acme GmbH & Co. KG) <{a}> wrote:",
	"On 11/23/26 12:52 PM, {n} wrote:",
	"---- On Mon, 23 Nov 2026 12:52:00 +0100 {n} <{a}> wrote ----",
	"\"{n}\" <{a}> writes:",
	"{n} <{a}> wrote on Mon, 23 Nov 2026 at 12:52:",
	"Quoting {n} <{a}>:",
	"{n} <{a}> wrote (on Mon 23 Nov 2026 12:52:00 PM CET):",
	// de
	"Am Mo., 23. Nov. 2026 um 12:52 Uhr schrieb {n} <{a}>:",
	"Am 23.11.2026 um 12:52 schrieb {n} <{a}>:",
	"Am 23.11.26 um 12:52 schrieb {n}:",
	"Am Montag, 23. November 2026 um 12:52:00 MEZ hat {n} <{a}> Folgendes geschrieben:",
	"Am 23. November 2026 12:52:00 MEZ schrieb {n} <{a}>:",
	"{n} <{a}> schrieb am Mo., 23. Nov. 2026, 12:52:",
	"{n} <{a}> schrieb am Montag, 23. November 2026 um 12:52:",
	"Am 23. November 2026 um 12:52 schrieb {n} <{a}>:",
	"Zitat von {n} <{a}>:",
	"---- Am Mo., 23 Nov. 2026 12:52:00 +0100 schrieb {n} <{a}> ----",
	// fr
	"Le lun. 23 nov. 2026 à 12:52, {n} <{a}> a écrit :",
	"Le 23 nov. 2026 à 12:52, {n} <{a}> a écrit :",
	"Le lundi 23 novembre 2026 à 12:52:00 UTC+1, {n} <{a}> a écrit :",
	"Le 23/11/2026 à 12:52, {n} a écrit :",
	"Le 23 novembre 2026 12:52:00 GMT+01:00, {n} <{a}> a écrit :",
	"{n} <{a}> a écrit le lun. 23 nov. 2026 à 12 h 52 :",
	"Le lun. 23 nov. 2026, à 12 h 52, {n} <{a}> a écrit :",
	// es
	"El lun, 23 nov 2026 a las 12:52, {n} (<{a}>) escribió:",
	"El 23 nov 2026, a las 12:52, {n} <{a}> escribió:",
	"En lunes, 23 de noviembre de 2026, 12:52:00 CET, {n} <{a}> escribió:",
	"El lunes, 23 de noviembre de 2026 12:52:00 p. m. {n} <{a}> escribió:",
	"El 23/11/26 a las 12:52, {n} escribió:",
	"{n} <{a}> escribió el lun, 23 de nov de 2026 a la(s) 12:52 p. m.:",
	// it
	"Il giorno lun 23 nov 2026 alle ore 12:52 {n} <{a}> ha scritto:",
	"Il giorno 23 nov 2026, alle ore 12:52, {n} <{a}> ha scritto:",
	"Il lunedì 23 novembre 2026 alle ore 12:52:00 CET, {n} <{a}> ha scritto:",
	"Il 23/11/2026 12:52, {n} ha scritto:",
	"Il lun 23 nov 2026, 12:52 {n} <{a}> ha scritto:",
	// pt
	"Em seg., 23 de nov. de 2026 às 12:52, {n} <{a}> escreveu:",
	"{n} <{a}> escreveu no dia segunda, 23/11/2026 à(s) 12:52:",
	"Em segunda-feira, 23 de novembro de 2026 às 12:52:00 BRT, {n} <{a}> escreveu:",
	"Em 23 de nov. de 2026, à(s) 12:52, {n} <{a}> escreveu:",
	"No dia 23 nov 2026, às 12:52, {n} <{a}> escreveu:",
	"Às 12:52 de 23/11/2026, {n} escreveu:",
	// nl
	"Op ma 23 nov 2026 om 12:52 schreef {n} <{a}>:",
	"Op 23 nov 2026, om 12:52 heeft {n} <{a}> het volgende geschreven:",
	"Op maandag 23 november 2026 om 12:52:00 CET schreef {n} <{a}>:",
	"Op 23-11-2026 om 12:52 schreef {n}:",
	"{n} <{a}> schreef op 23 november 2026 12:52:00 CET:",
	"Op ma 23 nov. 2026 12:52 schreef {n} <{a}>:",
	// sv da nb
	"Den mån 23 nov. 2026 kl 12:52 skrev {n} <{a}>:",
	"23 nov. 2026 kl. 12:52 skrev {n} <{a}>:",
	"Den måndag 23 november 2026 12:52:00 CET skrev {n} <{a}>:",
	"Den 2026-11-23 kl. 12:52, skrev {n}:",
	"Den man. 23. nov. 2026 kl. 12.52 skrev {n} <{a}>:",
	"Den 23. nov. 2026 kl. 12.52 skrev {n} <{a}>:",
	"Den mandag den 23. november 2026 kl. 12.52.00 CET skrev {n} <{a}>:",
	"man. 23. nov. 2026 kl. 12:52 skrev {n} <{a}>:",
	"På 23.11.2026 12:52, skrev {n}:",
	// fi
	"ma 23. marrask. 2026 klo 12.52 {n} ({a}) kirjoitti:",
	"{n} <{a}> kirjoitti 23.11.2026 kello 12.52:",
	"maanantai 23. marraskuuta 2026 klo 12.52.00 UTC+2 {n} <{a}> kirjoitti:",
	"{n} kirjoitti 23.11.2026 klo 12.52:",
	// is
	"Þann mán., 23. nóv. 2026 kl. 12:52 skrifaði {n} <{a}>:",
	// pl
	"pon., 23 lis 2026 o 12:52 {n} <{a}> napisał(a):",
	"Wiadomość napisana przez {n} <{a}> w dniu 23.11.2026, o godz. 12:52:",
	"W dniu 23.11.2026 o 12:52, {n} pisze:",
	"W dniu poniedziałek, 23 listopada 2026 12:52:00 CET {n} <{a}> napisał(a):",
	"Dnia 23 listopada 2026 12:52 {n} <{a}> napisał(a):",
	// cs sk
	"po 23. 11. 2026 v 12:52 odesílatel {n} <{a}> napsal:",
	"Dne 23. 11. 2026 v 12:52 {n} napsal(a):",
	"23. 11. 2026 v 12:52, {n} <{a}>:",
	"po 23. 11. 2026 o 12:52 {n} <{a}> napísal(a):",
	"Dňa 23. 11. 2026 o 12:52 {n} napísal(a):",
	"Dňa pondelok 23. novembra 2026, 12:52:00 CET používateľ {n} <{a}> napísal(a):",
	// hu ro
	"{n} <{a}> ezt írta (időpont: 2026. nov. 23., H, 12:52):",
	"2026. nov. 23. dátummal, 12:52 időpontban {n} <{a}> írta:",
	"2026. 11. 23. 12:52 keltezéssel, {n} írta:",
	"În lun., 23 nov. 2026 la 12:52, {n} <{a}> a scris:",
	"Pe 23 nov. 2026, la 12:52, {n} <{a}> a scris:",
	"Pe luni, 23 noiembrie 2026 la 12:52:00 EET, {n} <{a}> a scris:",
	"În 23.11.2026 12:52, {n} a scris:",
	// tr az
	"{n} <{a}>, 23 Kas 2026 Pzt, 12:52 tarihinde şunu yazdı:",
	"{n} <{a}> şunları yazdı (23 Kas 2026 12:52):",
	"23.11.2026 12:52 tarihinde {n} yazdı:",
	"23 Kasım 2026 Pazartesi 12:52:00 GMT+3 tarihinde {n} <{a}> şunu yazdı:",
	"{n} <{a}>, 23 noy 2026, B.e., 12:52 tarixində yazdı:",
	// ru uk bg sr mk be kk
	"пн, 23 нояб. 2026 г. в 12:52, {n} <{a}>:",
	"23 нояб. 2026 г., в 12:52, {n} <{a}> написал(а):",
	"понедельник, 23 ноября 2026 г. в 12:52:00 GMT+3, {n} <{a}> написал(а):",
	"23.11.2026 12:52, {n} пишет:",
	"Понедельник, 23 ноября 2026, 12:52 +03:00 от {n} <{a}>:",
	"23.11.2026, 12:52, \"{n}\" <{a}>:",
	"пн, 23 лист. 2026 р. о 12:52 {n} <{a}> пише:",
	"23 лист. 2026 р. о 12:52 {n} <{a}> написав(ла):",
	"На пн, 23.11.2026 г. в 12:52 {n} <{a}> написа:",
	"На 23.11.26 г. в 12:52, {n} написа:",
	"пон, 23. нов 2026. у 12:52 {n} <{a}> је написао/ла:",
	"На пон., 23 ное. 2026 во 12:52 {n} <{a}> напиша:",
	"пн, 23 ліс 2026 г. у 12:52 {n} <{a}> напісаў:",
	"2026 ж. 23 қар., дс, 12:52 {n} <{a}> жазды:",
	// hr sl bs sq
	"pon, 23. stu 2026. u 12:52 {n} <{a}> napisao je:",
	"Dana 23. stu 2026., u 12:52, {n} <{a}> napisao je:",
	"V V pon., 23. nov. 2026 ob 12:52 je oseba {n} <{a}> napisala:",
	"Dne 23. 11. 2026 ob 12:52 je {n} napisal(a):",
	"Më hën, 23 nën 2026 në 12:52 {n} <{a}> shkroi:",
	// et lv lt
	"Kuupäev E, 23. november 2026 kell 12:52 kirjutas kasutaja {n} (<{a}>):",
	"Kasutaja {n} (<{a}>) kirjutas kuupäeval E, 23. november 2026 kell 12:52:",
	"23.11.2026 12:52 kirjutas {n}:",
	"pirmd., 2026. g. 23. nov., plkst. 12:52 — lietotājs {n} (<{a}>) rakstīja:",
	"2026-11-23, pr, 12:52 {n} <{a}> rašė:",
	// el
	"Στις Δευ 23 Νοε 2026 στις 12:52 μ.μ., ο χρήστης {n} <{a}> έγραψε:",
	"Στις 23 Νοε 2026, στις 12:52, ο/η {n} <{a}> έγραψε:",
	"Στις 23/11/26 12:52, ο/η {n} έγραψε:",
	// ca gl eu af
	"Missatge de {n} <{a}> del dia dl., 23 de nov. 2026 a les 12:52:",
	"El 23 nov 2026, a les 12:52, {n} <{a}> va escriure:",
	"O luns, 23 de nov. de 2026 ás 12:52, {n} (<{a}>) escribiu:",
	"{n} <{a}> igorleak hau idatzi du (2026 aza. 23, al. (12:52)):",
	"Op Ma. 23 Nov. 2026 om 12:52 het {n} <{a}> geskryf:",
	// he ar fa hi bn ta th vi id ms fil sw
	"\u202bבתאריך יום ב׳, 23 בנוב׳ 2026 ב-12:52 מאת \u202a{n}\u202c\u200f <\u202a{a}\u202c\u200f>:\u202c",
	"\u200fב-23 בנוב׳ 2026, בשעה 12:52, \u200f{n} <{a}> כתב/ה:",
	"في الاثنين، 23 نوفمبر 2026 في 12:52 م تمت كتابة ما يلي بواسطة {n} <{a}>:",
	"في ٢٣ نوفمبر ٢٠٢٦، الساعة ١٢:٥٢ م، كتب/كتبت {n} <{a}>:",
	"در تاریخ دوشنبه ۲۳ نوامبر ۲۰۲۶،\u200f ۱۲:۵۲ {n} <{a}> نوشت:",
	"सोम, 23 नव॰ 2026 को 12:52 pm बजे को {n} <{a}> ने लिखा:",
	"সোম, ২৩ নভে, ২০২৬ তারিখে ১২:৫২ PM টায় {n} <{a}> লিখেছেন:",
	"ในวันที่ จ. 23 พ.ย. 2026 เวลา 12:52 {n} <{a}> เขียนว่า:",
	"เมื่อ 23 พ.ย. 2569 BE เวลา 12:52 {n} <{a}> เขียนว่า:",
	"Vào Th 2, 23 thg 11, 2026 vào lúc 12:52 {n} <{a}> đã viết:",
	"Vào 23 thg 11, 2026, lúc 12:52, {n} <{a}> đã viết:",
	"Pada tanggal Sen, 23 Nov 2026 pukul 12.52 {n} <{a}> menulis:",
	"Pada Isn, 23 Nov 2026 pada 12:52 PTG {n} <{a}> menulis:",
	"Noong Lun, Nob 23, 2026 nang 12:52 PM, sinulat ni {n} <{a}> ang sumusunod:",
	"Tarehe Jtt, 23 Nov 2026 saa 12:52 {n} <{a}> aliandika:",
	// ja zh ko
	"2026年11月23日(月) 12:52 {n} <{a}>:",
	"2026/11/23 12:52、{n} <{a}>のメール:",
	"2026年11月23日(月) 午後12:52 {n} <{a}> さんは書きました：",
	"{n} <{a}> 于2026年11月23日周一 12:52写道：",
	"在 2026年11月23日，下午12:52，{n} <{a}> 写道：",
	"在 2026/11/23 12:52, {n} 写道:",
	"{n} <{a}> 於 2026年11月23日 週一 下午12:52寫道：",
	"{n} <{a}> 在 2026年11月23日 週一 下午12:52 寫道：",
	"2026년 11월 23일 (월) 오후 12:52, {n} <{a}>님이 작성:",
	"2026. 11. 23. 오후 12:52, {n} <{a}> 작성:",
	"2026-11-23 오후 12:52에 {n} 이(가) 쓴 글:",
	// others, of which no word is known
	"ორშ, 23 ნოე. 2026, 12:52-ზე {n} <{a}>-მა დაწერა:",
	"2026 թ. նոյ 23, երկ. 12:52-ին {n} <{a}>-ը գրել է՝:",
	"Ddydd Llun, 23 Tach 2026 am 12:52, {n} <{a}> ysgrifennodd:",
	"Dé Luain 23 Samh 2026 ag 12:52, scríobh {n} <{a}>:",
	"NgoMsombuluko, 23 Nov 2026 ngo-12:52 {n} <{a}> wabhala:",
}

// people are names and addresses that make headers short and long.
var people = [][2]string{
	{"Jane Doe", "jane@acme.example"},
	{"Acme Handoff", "handoff@acme.example"},
	{"Dr. Maximiliane von der Heydt-Featherstone", "maximiliane.von-der-heydt@sales.acme.example"},
	{"Doe, Jane", "jane_doe+x1@eu.acme.example"},
	{"José María Álvarez López", "handoff+t4kj2h3k4j5h@acme.example"},
	{"jane.doe", "jane.doe@acme.example"},
	{"Ольга Петрова", "olga@acme.example"},
	{"山田太郎", "taro@acme.example"},
	{"Quinn Ames via Acme Handoff", "handoff@acme.example"},
}

// fold breaks a text at its last space within so many columns, as clients do.
func fold(s string, columns int) string {
	var out []string
	for r := []rune(s); len(r) > 0; {
		cut := len(r)
		if cut > columns {
			for cut = columns; cut > 20 && r[cut] != ' '; cut-- {
			}
			if cut == 20 {
				for cut = columns; cut < len(r) && r[cut] != ' '; cut++ {
				}
			}
		}
		out = append(out, strings.TrimSpace(string(r[:cut])))
		r = r[min(len(r), cut+1):]
	}
	return strings.Join(out, "\n")
}

// shapes are the ways in which a header reaches us.
func shapes(header, name, addr string) []string {
	h := strings.NewReplacer("{n}", name, "{a}", addr).Replace(header)
	all := []string{h}
	for _, columns := range []int{70, 74, 78} {
		all = append(all, fold(h, columns))
	}
	if i := strings.Index(h, "<"); i > 0 {
		all = append(all, h[:i+1]+"\n"+h[i+1:], strings.TrimRight(h[:i], " (")+"\n"+h[len(strings.TrimRight(h[:i], " (")):])
		mailto := strings.Replace(h, "<"+addr+">", "<"+addr+"<mailto:"+addr+">>", 1)
		all = append(all, mailto, fold(mailto, 76), strings.Replace(h, "<"+addr+">", "<mailto:"+addr+">", 1))
		all = append(all, strings.Replace(h, "<"+addr+">", "<"+addr+"> <mailto:"+addr+">", 1))
	}
	all = append(all, strings.Replace(h, name, "*"+name+"*", 1), "*"+h+"*", strings.ReplaceAll(h, " ", "\u00a0"))
	for i, s := range all {
		all[i] = normalText(s)
	}
	return all
}

func TestHeadersOfClientsInManyLanguages(t *testing.T) {
	texts := []string{"Works for me.", "Yes", "On Friday I cannot, sorry.\nRita", "Do it with jane@acme.example please"}
	tried, missed := 0, 0
	for _, header := range clientHeaders {
		bad := 0
		example := ""
		for _, p := range people {
			for _, h := range shapes(header, p[0], p[1]) {
				for i, text := range texts {
					for _, history := range []string{"\n> Please confirm.\n> accept\n", "\n\n> accept\n",
						"\n\nPlease confirm.\naccept\n"} {
						named := strings.Contains(header, "{a}")
						if !named && !strings.Contains(history, ">") {
							continue
						}
						tried++
						gap := "\n\n"
						if i > 1 {
							gap = "\n"
						}
						if got := newText(text + gap + h + history); got != text {
							bad++
							if example == "" {
								example = text + gap + h + history + "\n=> " + got
							}
						}
					}
				}
			}
		}
		if missed += bad; bad > 0 {
			t.Logf("%d of %s\n%s", bad, header, example)
		}
	}
	t.Logf("%d of %d are wrong", missed, tried)
	if missed*100 > tried {
		t.Errorf("%d of %d are wrong, want at most 1 %%", missed, tried)
	}
}

// What people write of dates, addresses and of what others wrote is theirs.
var decoys = []string{
	"On Monday John wrote: great idea, let us do it",
	"On Monday John wrote:\n\nGreat idea, let us do it.\n\nI agree with him.",
	"On 23 November John wrote:\nGreat idea.\nI agree.",
	"On 23 November 2026 at 12:52 I wrote to you:\nplease decline.\nThat was wrong.",
	"Am Montag schrieb ich Ihnen: bitte absagen.\nDas war falsch.",
	"Am Montag schrieb ich Ihnen:\nbitte absagen.\nDas war falsch.",
	"Am 23.11.2026 um 12:52 Uhr habe ich Ihnen geschrieben:\nbitte absagen.",
	"Am Montag, 23.11.2026 um 14:00, passt es mit Jane <jane@acme.example>, Themen:\n- Preis",
	"Le lundi 23 novembre, il a écrit :\nOui.\nJe suis d'accord.",
	"El lunes me escribió:\nque sí.\nEstoy de acuerdo.",
	"Lunedì mi ha scritto:\nva bene.",
	"3 December 14:00 works for me.\nJane",
	"2026-12-03 14:00 works:\nhttps://meet.acme.example/x",
	"3 Dec 2026, 14:00\n\nJane Doe <jane@acme.example>\nplease invite her.",
	"Please invite Jane Doe <jane@acme.example> on 3 Dec 2026 at 14:00:\nshe decides.",
	"Contact is Jane Doe <jane@acme.example>:\ncall her first.",
	"Jane's address: jane@acme.example\nBob's address: bob@acme.example",
	"cc jane@acme.example please:\nshe decides.",
	"Jane Doe <jane@acme.example> will join:\nshe decides.",
	"Jane Doe <jane@acme.example> will join us on 3 Dec 2026 at 14:00:\nshe decides.",
	"@jane @bob:\nplease look.",
	"Here are the notes of 23 Nov 2026, 12:52:\n- wants a demo\n- budget 20k",
	"Notes from Jane Doe <jane@acme.example>, 23 Nov 2026 12:52:\n- wants a demo",
	"Slots:\nMon 23 Nov 2026 12:00:\nJane\nTue 24 Nov 2026 12:00:\nBob",
	"As of 23.11.2026 the open points are:\n1. price",
	"Stand 23.11.2026, 12:00 Uhr:\n- Preis offen",
	"Von: Berlin\nBis: Hamburg\nAm: 3. Dezember\nGeht das?",
	"From Monday on I am away:\nask Bob.",
	"Date: Tue 3 Dec 14:00\nPlace: Berlin\nwho comes?",
	"To: be decided\nDate: 3 December 2026\nPlace: Berlin",
	"He said:\nno.\nShe said:\nyes.",
	"Jane said on the phone:\nno budget.",
	"My colleague Bob wrote on 3 December 2026 at 10:00:\nwe have no budget.\nSo it is a no.",
	"Meeting 23.11.2026 12:52 with Jane:\nagenda",
	"1. price\n2. 2026 budget: 20k\n3. who:\nJane",
	"Termin:\n3.12.2026 14:00:\nBerlin",
	"Name: Jane Doe\nE-Mail: jane@acme.example\nTermin: 3.12.2026 14:00\nNotizen:\nwill ein Angebot",
	"Call 1 on 23 Nov 2026 (Jane <jane@acme.example>):\nwent well.\nCall 2 on 24 Nov 2026 (Bob " +
		"<bob@acme.example>):\nno answer.",
	"Sent the offer to Jane.\nSent with love.",
	"Yes.\n\nOutlook is not my friend today.\n\nSent by courier: the contract.",
	"ref: 12345\nYes, it is fine.",
	"Hi,\nOn it.\nRita",
	"No",
	"On",
	"Am Apparat",
}

func TestWhatPeopleWriteIsNoHeader(t *testing.T) {
	for _, text := range decoys {
		if got := newText(text); got != text {
			t.Errorf("%q:\n got %q", text, got)
		}
		m := Read(plain("Re: Intro", inThread, strings.ReplaceAll(text, "\n", "\r\n")))
		if m.Kind == KindHumanReply && (m.Text != text || m.Guessed) {
			t.Errorf("%q read as %q, guessed %v", text, m.Text, m.Guessed)
		}
		for _, below := range []string{
			"\n\nOn Mon, Nov 23, 2026 at 12:52 PM Acme Handoff <handoff@acme.example> wrote:\n\n> accept\n",
			"\n\nAcme Handoff <handoff@acme.example> schrieb am Mo., 23. Nov. 2026, 12:52:\n\naccept\n",
		} {
			if got := newText(text + below); got != text {
				t.Errorf("%q:\n got %q", text+below, got)
			}
		}
	}
}

// The first words of a mail are never lost, whatever stands below, and a mail with any unquoted word never reads empty.
func FuzzNewText(f *testing.F) {
	for _, h := range clientHeaders {
		f.Add(strings.NewReplacer("{n}", "Jane Doe", "{a}", "jane@acme.example").Replace(h) + "\n\n> accept\n")
	}
	for _, text := range decoys {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = normalText(s)
		const first = "Tuesday works for us."
		if got := newText(first + "\n\n" + s); !strings.HasPrefix(got, first) {
			t.Errorf("%q: lost, got %q", s, got)
		}
		m := &Message{Kind: KindHumanReply, Text: newText(s)}
		if m.guess(s); m.Text == "" && !strings.ContainsAny(s, ">|\uff1e") && strings.ContainsFunc(s, unicode.IsLetter) {
			t.Errorf("%q reads empty", s)
		}
	})
}

// Hostile texts take work in proportion to their length.
func TestNewTextIsLinear(t *testing.T) {
	for _, piece := range []string{
		"On 23 Nov 2026\n", "a <b@c.example\n", "wrote:\n", "<\nx@y.example\n>\n", "AB> x\n", "| x\n", "From: a\n",
		"----------\n\n",
		"On Mon, 23 Nov 2026 Jane <j@x.example> wrote:\n\n", "12:52:\n", "x: ", "Sent from\n\n", "ref:", "On On On On ",
	} {
		if n := testing.AllocsPerRun(1, func() { newText(strings.Repeat(piece, 2000)) }); n > 200_000 {
			t.Errorf("%q: %.0f allocations", piece, n)
		}
		newText(strings.Repeat(piece, 100_000))
	}
}
