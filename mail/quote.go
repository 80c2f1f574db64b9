package mail

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// startsAttribution is a cheap test of a first line: a known opening, a digit, a quoted name or an address.
func startsAttribution(s string) bool {
	s = strings.TrimLeft(s, "-*\u2013 ")
	if s == "" {
		return false
	}
	if c := s[0]; c >= '0' && c <= '9' || c == '"' || c == '<' || c == '[' {
		return true
	}
	lower := strings.ToLower(s[:min(len(s), 60)])
	return strings.ContainsAny(s, "@<") || hasAnyPrefix(lower, attributionStarts) ||
		hasAnyPrefix(lower, quotingStarts) || len(s) < 120 && wroteEnd(s)
}

// begins reports whether a line is a whole quote header, so that what stands above it belongs to none. One that opens
// with a date goes on from a line above only if that is long enough to have been broken.
func begins(s, above string) bool {
	if !endsAttribution(s) || !isDated(s) {
		return false
	}
	if isDigit(s[0]) {
		return strings.Contains(s, "@") && (len(above) < 12 || len(above) < 40 && !strings.ContainsAny(above, "0123456789@<"))
	}
	return wroteEnd(s) && hasAnyPrefix(strings.ToLower(s[:min(len(s), 60)]), attributionStarts)
}

// endsAttribution reports whether a quote header may end here.
func endsAttribution(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "* "))
	return r == ':' || r == '\uff1a' || r == '-' && strings.HasPrefix(s, "--")
}

// isAttribution judges a joined quote header: who wrote, with a date or an address; or a date and an address
// alone; or a date alone right above a quote.
func isAttribution(s string, quoteFollows bool) bool {
	lower := strings.ToLower(s)
	opening := hasAnyPrefix(strings.TrimLeft(lower, "-*\u2013 "), attributionStarts) || s[0] >= '0' && s[0] <= '9'
	address, digits := strings.Contains(s, "@"), strings.ContainsAny(s, "0123456789")
	switch {
	case wroteEnd(s):
		return quoteFollows || (address || opening) && isDated(s) || address && digits && opening ||
			address && strings.HasPrefix(s, "--")
	case containsAny(lower, wroteInside):
		return opening && (quoteFollows || address || isDated(s))
	case address && digits && strings.HasSuffix(strings.TrimRight(s, "* "), ">:"):
		return true
	case address && hasAnyPrefix(lower, quotingStarts):
		return true
	case strings.Contains(s, "<") && address && hasYear(s):
		return true
	}
	return quoteFollows && opening && isDated(s)
}

// datedName recognises the quote header of clients that put a full date with its zone before a bare name and no colon
// behind it, as in "2026-10-05 09:00 GMT+02:00 Jane Doe".
var datedName = regexp.MustCompile(`^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2}(?::\d{2})? (?:GMT|UTC)?[+-]\d{1,2}:?\d{2}(?: \p{Lu}[^ :]*){2,4}$`)

// isDated reports whether s holds a year or a time of day.
func isDated(s string) bool {
	if hasYear(s) {
		return true
	}
	for i := 1; i+2 < len(s); i++ {
		if (s[i] == ':' || s[i] == '.') && isDigit(s[i-1]) && s[i+1] >= '0' && s[i+1] < '6' && isDigit(s[i+2]) {
			return true
		}
	}
	return false
}

// hasYear reports whether s holds a year of this century or the end of the last.
func hasYear(s string) bool {
	for i := 0; i+4 <= len(s); i++ {
		if (s[i:i+2] == "20" || s[i:i+2] == "19") && isDigit(s[i+2]) && isDigit(s[i+3]) &&
			(i == 0 || !isDigit(s[i-1])) && (i+4 == len(s) || !isDigit(s[i+4])) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// wroteEnd reports whether the line ends in a word for "wrote" and a colon.
func wroteEnd(s string) bool {
	s = strings.ToLower(strings.TrimRight(s, "*-: \uff1a"))
	for _, verb := range wroteVerbs {
		if strings.HasSuffix(s, verb) {
			return true
		}
	}
	return false
}

// headerBlock counts the different header labels (From, Date, To, Subject …) that begin the lines from i on. It is
// zero without a From label, or when the first line is none.
func headerBlock(lines []line, i int) int {
	var seen [len(headerLabels)]bool
	count, misses := 0, 0
	for n := 0; n < 8 && i+n < len(lines); n++ {
		text := lines[i+n].text
		if lines[i+n].drop || text == "" && n > 0 && lines[i+n-1].text == "" {
			break
		}
		if text == "" {
			continue
		}
		group := headerLabel(text)
		if group < 0 {
			if n == 0 {
				return 0
			}
			if misses++; misses > 2 {
				break
			}
			continue
		}
		if !seen[group] {
			seen[group] = true
			count++
		}
	}
	if !seen[0] {
		return 0
	}
	return count
}

// headerLabel returns the group of the header label that a line begins with, or -1.
func headerLabel(text string) int {
	text = strings.TrimLeft(text, " \t*>|\u200b")
	colon := strings.IndexAny(text, ":\uff1a")
	if colon < 1 || colon > 40 {
		return -1
	}
	label := strings.ToLower(strings.Trim(text[:colon], " \t*\u00a0"))
	if group, ok := labelGroups[label]; ok {
		return group
	}
	return -1
}

// labelGroups maps each label to its index in headerLabels.
var labelGroups = func() map[string]int {
	groups := map[string]int{}
	for group, labels := range headerLabels {
		for _, label := range labels {
			groups[label] = group
		}
	}
	return groups
}()

// Openings, verbs and labels of quote headers in some thirty languages, in lower case.
var (
	attributionStarts = []string{
		"on ", "am ", "le ", "el ", "il ", "em ", "op ", "den ", "på ", "dnia ", "w dniu ", "dne ", "ngày ", "pada ",
		"vào ", "na ", "a ", "în ", "στις ", "u ", "dana ", "at ", "man", "mon", "tue", "wed", "thu", "fri", "sat",
		"sun", "i meddelandet ", "ma ", "ti ", "ke ", "to ", "pe ", "la ", "su ", "lun", "mar", "mer", "jeu", "ven",
		"sam", "dim", "mi", "do", "fr", "sa", "so", "di", "lør", "søn", "ons", "tor", "tir", "fre", "lör", "sön",
		"tis", "pon", "wt", "śr", "czw", "pt", "sob", "niedz", "út", "st", "čt", "pá", "so", "ne", "пн", "вт", "ср",
		"чт", "пт", "сб", "вс", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
		"в ", "от ", "у ", "tarih", "tarihinde", "në ", "dalam ", "jan", "feb", "apr", "may", "jun", "jul", "aug",
		"sep", "oct", "nov", "dec", "在", "于", "於", "寄件者", "から", "로부터", "בתאריך", "ב-", "في ", "ใน",
		"เมื่อ",
	}
	quotingStarts = []string{"quoting ", "zitat von ", "citando a ", "citando ", "citation de ", "citaat van "}
	wroteVerbs    = []string{
		"wrote", "writes", "said", "schrieb", "schrieb am", "geschrieben", "a écrit", "écrit", "écrivait", "escribió",
		"escribio", "escribe", "ha scritto", "scrive", "scritto", "escreveu", "schreef", "geschreven",
		"het volgende geschreven", "skrev", "skrev følgende", "skrev följande", "kirjoitti", "napisał", "napisał(a)",
		"napisała", "napsal", "pisze", "napsal(a)", "napsala", "napísal", "napísal(a)", "írta", "a scris", "написал",
		"написала", "написал(а)", "пишет", "писал", "писал(а)", "написав", "пише", "написа", "yazdı", "şunu yazdı",
		"έγραψε", "menulis", "đã viết", "viết", "เขียนว่า", "เขียน", "写道", "寫道", "のメール", "は書きました",
		"さんは書きました", "님이 작성", "작성", "כתב", "כתב/ה", "כתבה", "كتب", "napisao je", "napisao/la",
		"je napisal", "je napisal/-a", "rašė", "rakstīja", "kirjutas", "va escriure", "ha escrit", "idatzi du",
	}
	wroteInside = []string{
		" schrieb ", " wrote ", " a écrit ", " escribió ", " ha scritto ", " schreef ", " skrev ", " написал ",
		" писал ", "님이 작성",
	}
	forwardStarts = []string{
		"begin forwarded message", "anfang der weitergeleiteten", "début du message transféré",
		"début du message réexpédié", "inizio messaggio inoltrato", "inicio del mensaje reenviado",
		"início da mensagem reencaminhada", "início da mensagem encaminhada", "begin doorgestuurd bericht",
		"vidarebefordrat brev", "videresendt besked", "start på videresendt", "välitetty viesti alkaa",
		"początek przekazywanej wiadomości", "začátek přeposlané zprávy", "начало переадресованного",
		"iletilen mesajın başlangıcı", "以下は転送されたメッセージ", "転送されたメッセージ", "下面是被转发的邮件",
		"전달된 메시지",
	}
	messageWords = []string{
		"message", "nachricht", "mensaje", "messaggio", "mensagem", "bericht", "meddelande", "meddelelse", "melding",
		"viesti", "wiadomo", "zpráva", "správa", "üzenet", "mesaj", "ileti", "сообщени", "письмо", "повідомлення",
		"съобщение", "μήνυμα", "邮件", "郵件", "メッセージ", "メール", "메시지", "메일", "pesan", "thư", "ข้อความ",
		"הודעה", "رسالة", "e-mail", "email", "mail", "courriel", "correo", "appointment", "termin", "rendez-vous",
		"poruka", "sporočilo",
	}
	replyAbove = []string{
		"please type your reply above this line", "reply above this line", "write above this line",
		"antworten sie oberhalb dieser", "répondez au-dessus de cette ligne", "responda por encima de esta línea",
	}
	// headerLabels are grouped: from, date, to, subject, copy, reply-to.
	headerLabels = [...][]string{
		{
			"from", "von", "de", "da", "van", "från", "fra", "od", "lähettäjä", "от", "від", "kimden",
			"gönderen", "feladó", "de la", "expéditeur", "remitente", "mittente", "remetente", "afzender",
			"avsändare", "afsender", "nadawca", "odesílatel", "από", "发件人", "寄件者", "寄件人", "差出人",
			"送信者", "보낸 사람", "보낸사람", "dari", "từ", "จาก", "מאת", "من", "saatja", "nuo", "šalje",
			"absender", "보낸이", "шаље", "nork",
		},
		{
			"sent", "date", "gesendet", "datum", "envoyé", "envoyé le", "enviado", "enviado el", "enviada em",
			"enviado em", "fecha", "inviato", "data", "verzonden", "skickat", "sendt", "dato", "wysłano",
			"wysłane", "odesláno", "lähetetty", "päivämäärä", "päiväys", "отправлено", "дата", "надіслано",
			"gönderildi", "gönderilme tarihi", "tarih", "elküldve", "dátum", "trimis", "data wysłania",
			"εστάλη", "ημερομηνία", "发送时间", "發送時間", "寄件日期", "日期", "送信日時", "日付",
			"보낸 날짜", "날짜", "보낸시간", "dikirim", "tanggal", "đã gửi", "ngày", "ส่ง", "วันที่", "נשלח",
			"תאריך", "تاريخ", "posláno", "poslano", "изпратено", "odoslané", "enviat el", "enviat",
			"saadetud", "išsiųsta", "nosūtīts", "послато", "تم الإرسال", "תאריך שליחה", "bidalia", "enviado o",
		},
		{
			"to", "an", "à", "a", "para", "aan", "till", "til", "do", "komu", "pro", "vastaanottaja", "кому",
			"kime", "kimlere", "címzett", "către", "destinataire", "destinatario", "pour", "προς", "收件人",
			"收件者", "宛先", "받는 사람", "받는사람", "kepada", "đến", "ถึง", "אל", "إلى", "empfänger", "до", "za", "prima", "per a", "kam",
			"kellele", "nori", "за", "прима", "saaja", "受信者", "받는이",
		},
		{
			"subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "ämne", "emne",
			"temat", "předmět", "predmet", "aihe", "тема", "konu", "tárgy", "subiect", "θέμα", "主题", "主題",
			"主旨", "件名", "제목", "perihal", "subjek", "chủ đề", "เรื่อง", "נושא", "الموضوع", "sujet", "относно", "zadeva", "tema", "teema",
			"наслов", "предмет", "ogg", "主 题", "제 목", "titel", "rubrik", "gaia",
		},
		{
			"cc", "kopie", "copie", "copia", "cópia", "kopia", "kopi", "kopio", "копия", "bilgi",
			"másolatot kap", "抄送", "副本", "참조",
		},
		{
			"reply-to", "antwort an", "répondre à", "responder a", "rispondi a", "responder para",
			"beantwoorden", "svara till", "importance", "wichtigkeit", "priority",
		},
	}
)
