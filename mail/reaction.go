package mail

import (
	"regexp"
	"strings"
	"unicode"
)

// reacted recognises the text that stands for a reaction where a client cannot show it: one of the first three lines
// is "Jane reacted to your message", or a tapback such as "Liked “Tuesday at 3?”", and says nothing else.
func reacted(body string) bool {
	lines := 0
	for line := range strings.SplitSeq(body[:min(len(body), 4000)], "\n") {
		line = strings.TrimSpace(reactionQuotes.Replace(strings.ToLower(line)))
		if line == "" {
			continue
		}
		if lines++; lines > 3 {
			return false
		}
		if tapback.MatchString(line) {
			return true
		}
		for _, phrase := range reactionPhrases {
			if _, after, found := strings.Cut(line, phrase); found && wordless(reactionLink.ReplaceAllString(after, "")) {
				return true
			}
		}
	}
	return false
}

// wordless reports whether there are no letters in s, but perhaps marks and emoji.
func wordless(s string) bool { return !strings.ContainsFunc(s, unicode.IsLetter) }

var (
	reactionQuotes = strings.NewReplacer("\u201c", `"`, "\u201d", `"`, "\u201e", `"`, "«", `"`, "»", `"`, "\u00a0", " ")
	reactionLink   = regexp.MustCompile(`[<(]https?://[^>)\s]*[>)]`)
	tapback        = regexp.MustCompile(`^(?:(?:liked|loved|disliked|laughed at|emphasized|questioned|reacted \S+ to|removed an? [a-z ]{1,20} from|\p{So}\S* to) ".*"|\p{So}\S* to your message)$`)
	recallSubjects = []string{"recall:", "rückruf:", "rappel :", "rappel:", "recuperar:", "richiamo:", "intrekken:", "återkalla:"}
	recallPhrases  = []string{
		"would like to recall the message", "möchte die nachricht", "souhaite rappeler le message",
		"desea recuperar el mensaje", "desea recuperar", "desidera richiamare il messaggio", "wil het bericht", "vill återkalla meddelandet",
		"gostaria de cancelar",
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
