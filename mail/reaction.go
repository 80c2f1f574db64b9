package mail

import (
	"slices"
	"strings"
	"unicode"
)

// reacted recognises the text that stands for a reaction where a client cannot show it: one of the first three lines
// is "Jane reacted to your message", or a tapback such as "Liked “Tuesday at 3?”", and says nothing else.
func reacted(body string) bool {
	lines := 0
	for line := range strings.SplitSeq(body[:min(len(body), 4000)], "\n") {
		if line = strings.ToLower(line); !isASCII(line) {
			line = reactionQuotes.Replace(line)
		}
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if lines++; lines > 3 {
			return false
		}
		if (strings.HasSuffix(line, `"`) || strings.HasSuffix(line, "message")) && tapback().MatchString(line) {
			return true
		}
		if !reactionPhrasesSet.in(line) {
			continue
		}
		for _, phrase := range reactionPhrases {
			if _, after, found := strings.Cut(line, phrase); found && wordless(reactionLink().ReplaceAllString(after, "")) {
				return true
			}
		}
	}
	return false
}

// recalled recognises the request to recall a mail that Outlook sends where it cannot recall: "Recall: Intro", and one
// sentence that names the subject once more. In a language whose sentence is not known its form is enough.
func (m *Message) recalled() bool {
	word, subject, found := strings.Cut(strings.ToLower(m.Subject), ":")
	if !found {
		word, subject, found = strings.Cut(strings.ToLower(m.Subject), "：")
	}
	if !found {
		return false
	}
	body := flat(m.Body, 500)
	subject = strings.TrimSpace(subject)
	if !slices.Contains(recallSubjects, strings.TrimSpace(word)) {
		return m.wants(body, subject)
	}
	return containsAny(body, recallPhrases) ||
		len(body) < 250+len(subject) && len(subject) > 2 && strings.Contains(body, subject) &&
			strings.ContainsAny(body, "\"“”„«»‘’'「『")
}

// wants reports whether a text is one sentence that names its own sender first and the rest of the subject, quoted, at
// its end, as requests to recall a mail do in whatever language.
func (m *Message) wants(body, subject string) bool {
	name := strings.ToLower(m.From.Name)
	rest, named := strings.CutPrefix(body, name)
	if name == "" || !named || len(m.InReplyTo) > 0 || len(subject) < 3 || len(rest) > 100+len(subject) {
		return false
	}
	rest = strings.TrimRight(rest, " .。")
	before, quoted := strings.CutSuffix(strings.TrimRight(rest, "\"“”„«»' \u00a0"), subject)
	return quoted && strings.ContainsAny(before, "\"“”„«»'") && len(strings.Fields(before)) <= 10
}

// wordless reports whether there are no letters in s, but perhaps marks and emoji.
func wordless(s string) bool { return !strings.ContainsFunc(s, unicode.IsLetter) }

var (
	reactionQuotes = strings.NewReplacer("\u201c", `"`, "\u201d", `"`, "\u201e", `"`, "«", `"`, "»", `"`, "\u00a0", " ")
	reactionLink   = lazily(`[<(]https?://[^>)\s]*[>)]`)
	tapback        = lazily(`^(?:(?:liked|loved|disliked|laughed at|emphasized|questioned|reacted \S+ to|` +
		`removed an? [a-z ]{1,20} from|\p{So}\S* to) ".*"|\p{So}\S* to your message)$`)
	recallSubjects = []string{
		"recall", "rückruf", "zurückrufen", "rückrufen", "zurückziehen", "rappel", "rappeler", "recuperar",
		"recuperación", "recuperación de mensaje", "richiamo",
		"richiama", "richiamare", "intrekken", "intrekking", "terugroepen", "återkalla", "återkallande",
		"tilbagekald", "tilbagekaldelse",
		"tilbagekalde", "tilbakekall", "tilbakekalle", "tilbakekalling", "peruuta", "peruutus", "peru",
		"viestin peruuttaminen", "odwołaj",
		"odwołanie", "wycofaj", "wycofanie", "odvolat", "odvolání", "odvolať", "odvolanie", "visszahívás",
		"visszavonás", "visszahív",
		"отзыв", "отозвать", "відкликання", "відкликати", "изтегляне", "отмяна", "geri çağırma", "geri çağır",
		"geri al", "rechemare",
		"retragere", "revocare", "opoziv", "opozovi", "povuci", "odpoklic", "prekliči", "ανάκληση",
		"tagasikutsumine", "tagasivõtmine",
		"tühista", "tühistamine", "atsaukt", "atsaukšana", "atšaukti", "atšaukimas", "cancelar", "retirar",
		"revogar", "anular", "החזר", "ביטול",
		"אחזור", "استدعاء", "استرجاع", "سحب", "เรียกคืน", "การเรียกคืน", "thu hồi", "penarikan", "tarik kembali",
		"tarik balik", "panggil balik",
		"取り消し", "取消し", "回収", "メッセージの取り消し", "撤回", "收回", "召回", "회수", "취소",
	}
	recallPhrases = []string{
		"would like to recall the message", "möchte die nachricht", "souhaite rappeler le message",
		"desea recuperar", "desidera richiamare",
		"wil het bericht", "wil bericht", "vill återkalla", "gostaria de cancelar", "gostaria de recuperar",
		"deseja recuperar", "vil gerne tilbagekalde",
		"ønsker at tilbagekalde", "vil tilbagekalde", "ønsker å tilbakekalle", "vil tilbakekalle",
		"haluaa peruuttaa", "haluaa peruu", "chce odwołać",
		"chciałby odwołać", "chce wycofać", "chce odvolat", "by chtěl odvolat", "si přeje odvolat",
		"szeretné visszahívni", "szeretné visszavonni",
		"хочет отозвать", "хотел бы отозвать", "geri çağırmak istiyor", "取り消そう", "取り消しを", "撤回", "회수하려",
	}
	reactionPhrases = []string{
		" reacted to your message", " reacted via gmail", " reacted with", " liked your message", " loved your message",
		" hat auf ihre nachricht reagiert", " hat auf deine nachricht reagiert", " hat über gmail reagiert",
		" a réagi à votre message", " a réagi via gmail", " reaccionó a tu mensaje", " ha reaccionado a tu mensaje",
		" ha reaccionado a su mensaje", " ha reagito al tuo messaggio", " ha reagito tramite gmail",
		" reagiu à sua mensagem", " reagiu à tua mensagem", " heeft gereageerd op uw bericht",
		" heeft gereageerd op je bericht", " har reagerat på ditt meddelande", " reagerade på ditt meddelande",
		" har reageret på din besked", " har reageret på din meddelelse", " har reagert på meldingen din",
		" reagoi viestiisi", " zareagował na twoją wiadomość", " zareagowała na twoją wiadomość",
		" zareagował(a) na twoją wiadomość", " reagoval na vaši zprávu", " reagoval(a) na vaši zprávu",
		" iletinize tepki verdi", " отреагировал на ваше сообщение", " отреагировал(а) на ваше сообщение",
		"があなたのメッセージにリアクションしました", "对你的邮件作出了反应", "对你的邮件做出了回应", "對您的郵件做出反應",
		"님이 메시지에 반응했습니다", "님이 회원님의 메시지에 반응했습니다",
	}
)
