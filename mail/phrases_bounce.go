package mail

import "strings"

// containsAny reports whether one of the phrases, in lower case, is in s.
func containsAny(s string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// Words of delivery reports, in lower case. They are asked only where a sender or header already points at a
// mail system, or together.
var (
	daemonNames = []string{
		"mailer-daemon", "mailerdaemon", "mail-daemon", "mailer daemon", "mail delivery subsystem",
		"mail delivery system", "mdaemon@", "mail delivery agent", "courier-authdaemon", "mail system <",
	}
	replyPrefixes = []string{
		"re:", "aw:", "sv:", "fw:", "fwd:", "wg:", "tr:", "rv:", "vs:", "antw:", "r:", "enc:", "odp:", "ynt:", "vá:",
		"回复:", "回复：", "答复:", "答复：", "回覆:", "回覆：", "re：",
	}
	bounceSubjects = []string{
		"undeliverable", "undelivered", "[bounce]", "see transcript for details", "delivery status notification",
		"mail delivery fail", "delivery fail", "returned mail", "returned to sender", "returning message to sender",
		"failure notice", "mail system error", "delivery notification", "non-delivery", "nondeliverable",
		"not delivered", "could not be delivered", "could not deliver", "couldn't be delivered", "delivery error",
		"delivery problem", "delivery report", "message delivery", "mail failure", "mail error",
		"delivery unsuccessful", "warning: could not send", "warning: message", "rejected mail", "bounced mail",
		"mail returned", "message rejected", "delivery delayed", "message delayed", "unzustellbar", "unzustellbare",
		"zustellung fehlgeschlagen", "nicht zugestellt", "non remis", "échec de remise", "échec de la remise",
		"non distribu", "no se puede entregar", "no entregado", "no entregable", "error de entrega",
		"recapito non riuscito", "não é possível entregar", "går inte att leverera", "gick inte att leverera",
		"zustellungsfehler", "未送达", "未傳遞", "배달되지", "발송실패", "발송 실패", "levering mislykkedes", "nie powiodło się",
		"teslim edilemeyen", "doručení se nezdařilo", "falha ao entregar", "toimitus epäonnistui", "remise impossible",
		"échec de distribution", "niet afgeleverd", "bezorging mislukt", "fehler bei der zustellung", "non recapitabile", "mancato recapito", "mancata consegna", "não entregue",
		"não foi possível entregar", "falha na entrega", "onbestelbaar", "niet bezorgd", "kan ikke leveres",
		"kunde inte levereras", "olevererbart", "ikke leveret", "ikke levert", "toimitus epäonnistui",
		"nie dostarczono", "niedostarcz", "nedoručiteln", "nedoručen", "kézbesíthetetlen", "teslim edilemedi",
		"не доставлено", "недоставленное", "не удалось доставить", "配信不能", "配信できません", "配送エラー",
		"送信エラー", "退信", "投递失败", "无法送达", "無法傳遞", "傳送失敗", "배달 실패", "전송 실패", "반송",
	}
	bouncePhrases = []string{
		"could not be delivered", "couldn't be delivered", "cannot be delivered", "can't be delivered",
		"not able to deliver", "wasn't able to deliver", "unable to deliver", "could not deliver", "couldn't deliver",
		"has not been delivered", "was not delivered", "delivery to the following recipient", "delivery has failed",
		"delivery failed", "failed to deliver", "did not reach the following", "permanent fatal errors",
		"had delivery problems", "error delivering", "recipient address rejected", "user unknown", "unknown user",
		"undeliverable", "undelivered", "mailbox unavailable", "mailbox full", "no such user", "returned to sender",
		"permanent error", "host unknown", "unrouteable address", "rejected by the recipient", "message blocked",
		"konnte nicht zugestellt", "wurde nicht zugestellt", "wurde nicht an", "falha na entrega",
		"gick inte att leverera", "levering mislykkedes", "nie powiodło się", "传递邮件失败", "未能传递", "배달하지 못",
		"échec de la remise", "impossible de remettre", "fehler bei der nachrichtenzustellung", "配信に失敗",
		"doručení se nezdařilo", "toimitus epäonnistui", "발송이 실패", "no fue posible entregar", "n'a pas été remis", "nicht zugestellt werden", "n'a pas pu être remis", "n'a pas pu être distribu",
		"no se ha podido entregar", "no se pudo entregar", "non è stato possibile recapitare",
		"impossibile recapitare", "não pôde ser entregue", "não foi possível entregar", "kon niet worden bezorgd",
		"kunde inte levereras", "kunne ikke leveres", "ei voitu toimittaa", "nie można dostarczyć",
		"nie została dostarczona", "nelze doručit", "nem kézbesíthető", "teslim edilemedi",
		"не может быть доставлено", "не удалось доставить", "не было доставлено", "送信できません", "配信できません",
		"届けられません", "无法送达", "无法投递", "未能送达", "無法傳遞", "전송되지 않", "배달되지 않",
	}
	permanentPhrases = []string{
		"user unknown", "unknown user", "no such user", "no such mailbox", "no such recipient", "no such address",
		"does not exist", "doesn't exist", "not recognized", "unknown recipient", "unknown address",
		"invalid address", "invalid recipient", "invalid mailbox", "recipient not found", "user not found",
		"address not found", "account that you tried to reach", "doesn't have a", "no longer in use",
		"no longer valid", "host unknown", "domain not found", "unknown domain", "unrouteable address",
		"mailbox not found", "mailbox unavailable", "unknown or illegal alias", "not listed in",
		"is not a known user", "permanent error", "failed permanently", "permanent failure", "permanent fatal error",
		"account is disabled", "account has been disabled", "inactive user", "unbekannter empfänger", "adresse nicht gefunden", "konnte nicht gefunden werden", "adresse introuvable",
		"est introuvable", "dirección no encontrada", "no se encontró la dirección", "indirizzo non trovato",
		"endereço não encontrado", "adres niet gevonden", "adressen hittades inte", "adressen blev ikke fundet",
		"adressen ble ikke funnet", "osoitetta ei löytynyt", "nie znaleziono adresu", "adresa nebyla nalezena",
		"adres bulunamadı", "адрес не найден", "アドレスが見つかりません", "找不到地址", "找不到電子郵件地址", "주소를 찾을 수 없",
		"couldn't be found", "could not be found", "wasn't found at", "no valid recipients",
		"existiert nicht", "n'existe pas", "no existe", "non esiste", "não existe", "bestaat niet", "не существует",
		"不存在", "存在しません", "存在しない",
	}
	delayPhrases = []string{
		"warning: could not send message for past", "this is a warning message only", "notification (delay)",
		"delivery status notification (delayed)", "has not yet been delivered", "not yet been delivered",
		"still undelivered", "delivery delayed", "delayed mail", "message delayed", "delay reason",
		"will keep trying", "will continue to try", "delivery attempts will continue", "still being retried",
		"you do not need to resend", "will be retried", "delivery incomplete", "temporary problem delivering",
		"zustellung verzögert", "remise retardée", "entrega retrasada", "consegna ritardata", "entrega atrasada",
		"bezorging vertraagd", "задерж", "配信が遅延", "配信の遅延", "延迟",
	}
	gaveUpPhrases = []string{
		"given up", "not going to try again", "will be deleted from queue", "failed permanently", "permanent error",
		"permanent fatal error", "could not be delivered for", "notification (failure)", "this is a permanent",
	}
	deliveredPhrases = []string{
		"successfully delivered", "successful mail delivery", "delivery status notification (success)",
		"notification (success)", "notification (relay)", "was successfully relayed",
		"delivery to these recipients or groups is complete", "has been delivered to the following",
		"was delivered to", "delivery receipt", "delivery confirmation", "message delivered", "relayed to the following", "erfolgreich zugestellt", "zugestellt:",
		"a été remis", "se ha entregado", "consegnato a", "entregue a", "доставлено следующим",
	}
	returnedMarks = []string{
		"original message", "copy of the message", "unsent message", "returned message follow", "below this line is",
		"message headers follow", "header of the original", "message header follow", "text of your message",
		"your message follows",
	}
	returnedStarts = []string{"received:", "return-path:", "message-id:", "dkim-signature:", "mime-version:"}
)
