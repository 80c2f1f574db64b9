package mail

import "strings"

// passedOn recognises the notice that Exchange sends in a guest's name who has forwarded the invitation: "Meeting
// Forward Notification: Intro", with the guests who got it, and Exchange's name as the only words below the last line.
func (m *Message) passedOn() bool {
	head, _, found := strings.Cut(strings.ReplaceAll(strings.ToLower(m.Subject), "：", ":"), ":")
	if !found || !containsAny(head, forwardedWords) || !containsAny(head, noticeWords) {
		return false
	}
	lines := strings.Split(strings.TrimSpace(m.Body[max(0, len(m.Body)-400):]), "\n")
	last := strings.ToLower(lines[len(lines)-1])
	return strings.Contains(last, "microsoft exchange") || strings.Contains(last, "microsoft 365")
}

// Words for "forward" and for "notification" or "meeting", as Exchange writes them in its languages.
var (
	forwardedWords = []string{
		"forward", "weitergeleitet", "weiterleitung", "transfert", "transféré", "reenv", "reenc", "encaminh", "inoltr",
		"doorgestuurd", "doorstur", "vidarebefordr", "videresend", "videresendt", "edelleenläh", "välitet", "przesłan",
		"přepos", "preposl", "továbbít", "redirecționa", "redirection", "пересыл", "переслан", "пересил", "yönlendir", "ilet",
		"転送", "轉寄", "转发", "전달", "προώθησ", "препращ", "prosljeđ", "prosled", "edasi", "pārsūt", "persiun",
	}
	noticeWords = []string{
		"notification", "notice", "benachrichtigung", "notificación", "notificação", "notifica", "melding", "meddelande",
		"meddelelse", "besked", "ilmoitus", "powiadomienie", "oznámení", "értesítés", "notificare", "уведомление",
		"сповіщення",
		"bildirim", "通知", "알림", "ειδοποίηση", "известие", "obavijest", "obaveštenje", "oznamenie", "obvestilo", "teatis",
		"paziņojums", "pranešimas",
		"meeting", "besprechung", "réunion",
	}
)
