package calendar

import (
	"strings"
	"unicode"
)

// The words by which titles give themselves away, as foldTitle writes them: in English, German, French, Spanish,
// Italian, Portuguese, Dutch, Polish, Swedish, Danish (and Norwegian), Japanese and Chinese.
var (
	cancelMarks = []string{"canceled", "cancelled", "abgesagt", "storniert", "annule", "annulee", "cancelado", "cancelada",
		"annullato", "annullata",
		"geannuleerd", "odwolane", "odwolano", "anulowane", "installt", "avbokat", "avbokad", "aflyst", "avlyst", "キャンセル済み",
		"キャンセル", "中止", "已取消"}
	declineMarks = []string{"declined", "abgelehnt", "refuse", "decline", "rechazado", "rechazada", "rifiutato",
		"rifiutata", "recusado", "recusada",
		"geweigerd", "afgewezen", "odrzucone", "avbojt", "afvist", "avslatt", "辞退", "已拒绝", "已谢绝"}
	holdMarks = []string{"hold", "tentative", "option", "provisional", "vorlaufig", "provisoire", "provvisorio",
		"provisorio",
		"voorlopig", "wstepnie", "preliminart", "prel", "forelobig", "仮", "仮予定", "暂定"}
	holdWords = []string{"tbd", "tbc", "hold for", "save the date", "placeholder", "to be confirmed", "to be defined",
		"blocker", "platzhalter", "wird noch bestatigt",
		"a confirmer", "a definir", "por confirmar", "da confermare", "a confirmar", "nog te bevestigen", "do potwierdzenia",
		"att bekrafta", "skal bekraeftes", "仮押さえ", "未定", "待定"}
	reminderWords = []string{"birthday", "bday", "anniversary", "reminder", "remember", "deadline", "due date", "name day",
		"geburtstag", "jahrestag", "erinnerung", "namenstag", "frist", "anniversaire", "rappel", "echeance", "cumpleanos",
		"aniversario", "recordatorio",
		"compleanno", "promemoria", "scadenza", "lembrete", "verjaardag", "herinnering", "jubileum", "urodziny", "rocznica",
		"przypomnienie",
		"fodelsedag", "arsdag", "paminnelse", "fodselsdag", "bursdag", "pamindelse", "paminnelse", "誕生日", "記念日", "リマインダー",
		"締切", "生日", "纪念日", "提醒"}
	absenceWords = []string{"vacation", "holiday", "pto", "ooo", "out of office", "day off", "days off", "off work",
		"annual leave", "sick", "on leave", "parental", "maternity", "paternity", "bank holiday",
		"sabbatical", "away", "urlaub", "ferien", "feiertag", "abwesend", "krank", "elternzeit", "frei", "gleittag", "conge",
		"vacances", "absent", "absence", "maladie", "ferie",
		"vacaciones", "festivo", "ausente", "baja", "vacanza", "permesso", "assente", "malattia", "ferias", "feriado",
		"licenca", "folga", "vakantie", "afwezig", "verlof", "ziek", "vrij",
		"urlop", "wolne", "nieobecn", "swieto", "choroba", "semester", "ledig", "sjuk", "foraldraledig", "franvaro",
		"fravaer", "syg", "休暇", "休み", "有給", "有休", "不在", "祝日", "休假", "假期", "年假", "请假", "病假", "放假", "节"}
)

// longWord is how long a word must be, in bytes, to be found within longer ones: "sommerurlaub".
const longWord = 6

// marked says whether the title begins with one of the marks, alone or set off: "canceled: …", "[hold] …".
func marked(title string, marks []string) bool {
	head, _, _ := strings.Cut(title, " :")
	for _, m := range marks {
		if head == m {
			return true
		}
	}
	return false
}

// hasWord says whether one of the words stands in the title; long ones, and those of languages without spaces, also
// within others.
func hasWord(title string, words []string) bool {
	spaced := " " + title + " "
	for _, w := range words {
		if w[0] >= 0x80 || len(w) >= longWord && !strings.Contains(w, " ") {
			if strings.Contains(title, w) {
				return true
			}
		} else if strings.Contains(spaced, " "+w+" ") {
			return true
		}
	}
	return false
}

// longestTitle bounds what is looked at of a title, in bytes.
const longestTitle = 300

// foldTitle writes a title so that two writings of the same one are equal: small letters without accents, single
// spaces, " :" for whatever sets parts off.
func foldTitle(title string) string {
	if len(title) > longestTitle {
		title = title[:longestTitle]
	}
	var b strings.Builder
	gap, colon := false, false
	for _, r := range title {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if b.Len() > 0 && colon {
				b.WriteString(" :")
			}
			if b.Len() > 0 && (gap || colon) {
				b.WriteByte(' ')
			}
			gap, colon = false, false
			b.WriteString(plainLetter(unicode.ToLower(r)))
		case strings.ContainsRune(":：|]】)–—", r), r == '-' && gap:
			colon = true
		default:
			gap = true
		}
	}
	return b.String()
}

// accented and unaccented are the letters that plainLetter knows, in the same order.
var (
	accented   = []rune("àáâãäåāąçćčďèéêëēęěìíîïīłñńňòóôõöøōřśšťùúûüūůýÿźżž")
	unaccented = []rune("aaaaaaaacccdeeeeeeeiiiiilnnnooooooorsstuuuuuuyyzzz")
)

// plainLetter takes the accent off a small letter.
func plainLetter(r rune) string {
	if r < 0x80 {
		return string(r)
	}
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	}
	for i, a := range accented {
		if a == r {
			return string(unaccented[i])
		}
	}
	return string(r)
}
