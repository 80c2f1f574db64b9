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
		"mail delivery system", "mail delivery service", "postmaster-daemon", "maildaemon", "mdaemon@",
		"mail delivery agent", "courier-authdaemon", "mail system <",
	}
	replyPrefixes = []string{
		"re:", "aw:", "sv:", "fw:", "fwd:", "wg:", "tr:", "rv:", "vs:", "antw:", "r:", "enc:", "odp:", "ynt:", "vá:",
		"res:", "odg:",
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
		"échec de distribution", "niet afgeleverd", "bezorging mislukt", "fehler bei der zustellung",
		"non recapitabile", "mancato recapito", "mancata consegna", "não entregue",
		"não foi possível entregar", "falha na entrega", "onbestelbaar", "niet bezorgd", "kan ikke leveres",
		"kunde inte levereras", "olevererbart", "ikke leveret", "ikke levert", "toimitus epäonnistui",
		"nie dostarczono", "niedostarcz", "nedoručiteln", "nedoručen", "kézbesíthetetlen", "teslim edilemedi",
		"не доставлено", "недоставленное", "не удалось доставить", "配信不能", "配信できません", "配送エラー",
		"送信エラー", "kan niet worden bezorgd", "kunde inte leverer", "går inte att leverer", "ikke leveres",
		"kan ikke levere", "ei voi toimittaa", "ei onnistu",
		"perille toimit", "niedostarczalne", "nedoručiteľn", "nelivrabil", "nu se poate livra",
		"nu poate fi livrat", "neisporuč", "nije moguće isporučiti",
		"ni mogoče dostaviti", "nedostavljivo", "недоставимо", "не може да бъде доставен",
		"δεν είναι δυνατή η παράδοση", "αδύνατη η παράδοση", "teslim edilemez",
		"недоставляем", "не удается доставить", "неможливо доставити", "не доставлен", "недоставлен",
		"kättetoimetamatu", "ei saa kohale toimetada",
		"nevar piegādāt", "nav piegādā", "nepristatom", "neįmanoma pristatyti", "לא ניתן למסירה", "לא ניתן להעביר",
		"غير قابل للتسليم", "تعذر التسليم",
		"ไม่สามารถส่ง", "ส่งไม่ได้", "không thể gửi", "không gửi được", "tidak terkirim", "tidak dapat dikirim",
		"tidak dapat dihantar", "tak boleh dihantar",
		"无法投递", "無法送達", "未能送達", "배달할 수 없", "no se pudo entregar", "no se ha podido entregar", "non consegnat",
		"impossibile recapitare", "non distribuable",
		"ikke leverbar", "kan ikke leveres", "退信", "投递失败", "无法送达", "無法傳遞", "傳送失敗", "배달 실패", "전송 실패", "반송",
	}
	bouncePhrases = []string{
		"could not be delivered", "couldn't be delivered", "cannot be delivered", "can't be delivered",
		"not able to deliver", "wasn't able to deliver", "unable to deliver", "could not deliver", "couldn't deliver",
		"has not been delivered", "was not delivered", "delivery to the following recipient", "delivery has failed",
		"delivery failed", "failed to deliver", "did not reach the following", "permanent fatal errors",
		"had delivery problems", "error delivering", "recipient address rejected", "user unknown", "unknown user",
		"undeliverable", "undelivered", "mailbox unavailable", "mailbox full", "no such user", "returned to sender",
		"permanent error", "host unknown", "unrouteable address", "rejected by the recipient", "message blocked",
		"konnte nicht übermittelt", "konnten nicht zugestellt", "nicht übermittelt werden", "konnte nicht gesendet",
		"invalid user address", "action not taken",
		"niet worden bezorgd", "niet bezorgd", "kan niet worden afgeleverd", "inte levereras", "ikke leveres",
		"ikke levert", "ikke leveret",
		"no se pudo entregar", "impossible à remettre", "ne peut pas être remis", "non può essere recapitat",
		"non è stato recapitat", "não pode ser entregue",
		"nie może zostać dostarczona", "nebylo možné doručit", "nemohla být doručena", "nelze doručit",
		"nem lehetett kézbes", "nu a putut fi livrat",
		"nije moguće isporučiti", "ni bilo mogoče dostaviti", "δεν ήταν δυνατή η παράδοση", "не вдалося доставити",
		"не удается доставить", "toimittaminen epäonnistui",
		"konnte nicht zugestellt", "wurde nicht zugestellt", "wurde nicht an", "falha na entrega",
		"gick inte att leverera", "levering mislykkedes", "nie powiodło się", "传递邮件失败", "未能传递", "배달하지 못",
		"échec de la remise", "impossible de remettre", "fehler bei der nachrichtenzustellung", "配信に失敗",
		"doručení se nezdařilo", "toimitus epäonnistui", "발송이 실패", "no fue posible entregar", "n'a pas été remis",
		"nicht zugestellt werden", "n'a pas pu être remis", "n'a pas pu être distribu",
		"no se ha podido entregar", "no se pudo entregar", "non è stato possibile recapitare",
		"impossibile recapitare", "não pôde ser entregue", "não foi possível entregar", "kon niet worden bezorgd",
		"kunde inte levereras", "kunne ikke leveres", "ei voitu toimittaa", "nie można dostarczyć",
		"nie została dostarczona", "nelze doručit", "nem kézbesíthető", "teslim edilemedi",
		"не может быть доставлено", "не удалось доставить", "не было доставлено", "送信できません", "配信できません",
		"届けられません", "无法送达", "无法投递", "未能送达", "無法傳遞", "전송되지 않", "배달되지 않",
	}
	permanentPhrases = []string{
		"dem server nicht bekannt", "empfänger ist nicht bekannt", "adresse ist nicht bekannt", "benutzer ist nicht bekannt",
		"user unknown", "unknown user", "no such user", "no such mailbox", "no such recipient", "no such address",
		"does not exist", "doesn't exist", "not recognized", "unknown recipient", "unknown address",
		"invalid address", "invalid recipient", "invalid mailbox", "recipient not found", "user not found",
		"address not found", "account that you tried to reach", "doesn't have a", "no longer in use",
		"no longer valid", "no mx record", "neither mx nor", "no mx or", "no mx nor", "no a record", "no address record",
		"no such name", "no mx for", "no mx host", "no valid mx", "mx record not found",
		"mx not found", "mx lookup fail",
		"host not found", "not found: host", "domain not found", "no such host", "no such domain",
		"non-existent domain", "nonexistent domain",
		"nxdomain", "name or service not known", "unknown host", "unresolvable", "unroutable", "unrouteable",
		"bad destination", "domain does not",
		"no mail exchanger", "null mx", "does not accept mail", "no user here", "no such user", "not a valid user",
		"invalid user", "user not known",
		"unknown local", "no account by", "no such account", "user doesn", "user does not", "isn't a valid",
		"is not a valid", "not our customer",
		"recipient unknown", "addressee unknown", "mailbox does not", "account not found", "no mailbox here",
		"mailbox not available",
		"unbekannter benutzer", "benutzer unbekannt", "empfänger unbekannt", "unbekannte adresse",
		"postfach existiert nicht",
		"utilisateur inconnu", "destinataire inconnu", "adresse inconnue", "usuario desconocido",
		"destinatario desconocido",
		"dirección desconocida", "utente sconosciuto", "destinatario sconosciuto", "indirizzo sconosciuto",
		"usuário desconhecido",
		"destinatário desconhecido", "utilizador desconhecido", "onbekende gebruiker", "gebruiker onbekend",
		"ontvanger onbekend",
		"okänd användare", "okänd mottagare", "ukendt bruger", "ukendt modtager", "ukjent bruker",
		"ukjent mottaker", "tuntematon käyttäjä",
		"tuntematon vastaanottaja", "nieznany użytkownik", "nieznany odbiorca", "neznámý uživatel",
		"neznámý příjemce", "ismeretlen felhasználó",
		"bilinmeyen kullanıcı", "пользователь не найден", "пользователь неизвестен", "получатель не найден",
		"неизвестный пользователь",
		"宛先不明", "該当するユーザー", "用户不存在", "收件人不存在", "사용자를 찾을 수 없", "존재하지 않는", "host unknown", "domain not found",
		"unknown domain", "unrouteable address",
		"mailbox not found", "mailbox unavailable", "unknown or illegal alias", "not listed in",
		"is not a known user", "permanent error", "failed permanently", "permanent failure", "permanent fatal error",
		"account is disabled", "account has been disabled", "inactive user", "unbekannter empfänger",
		"adresse nicht gefunden", "konnte nicht gefunden werden", "adresse introuvable",
		"est introuvable", "dirección no encontrada", "no se encontró la dirección", "indirizzo non trovato",
		"endereço não encontrado", "adres niet gevonden", "adressen hittades inte", "adressen blev ikke fundet",
		"adressen ble ikke funnet", "osoitetta ei löytynyt", "nie znaleziono adresu", "adresa nebyla nalezena",
		"adres bulunamadı", "адрес не найден", "アドレスが見つかりません", "找不到地址", "找不到電子郵件地址", "주소를 찾을 수 없",
		"couldn't be found", "could not be found", "wasn't found at", "no valid recipients",
		"existiert nicht", "n'existe pas", "no existe", "non esiste", "não existe", "bestaat niet", "не существует",
		"不存在", "存在しません", "存在しない",
	}
	// notFoundPhrases say permanently that there is nobody, where one of addressWords stands in the same sentence.
	notFoundPhrases = []string{
		"not found", "not be found", "no longer exist", "not exist", "no such", "unknown", "nicht gefunden",
		"nicht vorhanden", "nicht auffindbar",
		"unbekannt", "existiert nicht", "introuvable", "pas été trouv", "inconnu", "n'existe", "no se encontr",
		"no se encuentra",
		"no se ha encontrado", "no encontrad", "no se pudo encontrar", "desconocid", "no existe", "non è stato trovat",
		"non trovat", "impossibile trovare", "sconosciut", "inesistent", "non esiste", "niet gevonden",
		"niet worden gevonden", "niet bekend", "onbekend", "bestaat niet", "não foi encontrad", "não encontrad",
		"não foi possível localizar", "não foi possível encontrar", "desconhecid", "não existe", "nie można odnaleźć",
		"nie można znaleźć", "nie znalezion", "nie odnalezion", "nie został znalezion", "nieznan", "nie istnieje",
		"hittades inte", "inte hittas", "att hitta", "okänd", "finns inte", "ikke fundet", "ikke findes",
		"ikke finde", "ukendt", "findes ikke", "ikke funnet", "ikke finne", "ukjent", "finnes ikke", "ei löyt",
		"tuntemat", "ei ole olemassa", "nenalezen", "nebyla nalezena", "nebyl nalezen", "nelze najít", "neznám",
		"neexistuje", "не найден", "не удалось найти", "неизвест", "не существует", "не знайден", "не існує",
		"nem található", "ismeretlen", "nem létezik", "bulunamadı", "bilinmeyen",
		"nicht zu finden", "ei löyd", "wird nicht gefunden", "n'est pas connu", "ne figure pas", "no aparece", "no consta",
		"non si trova",
		"non risulta", "não se encontra", "não foi localizad", "niet aangetroffen", "niet vinden", "går inte att finna",
		"eksisterer ikke", "nie ma taki", "見つかりません", "見つかりませんでした", "見つからない", "未找到", "找不到", "찾을 수 없",
	}
	addressWords = []string{
		"address", "adress", "indirizz", "direcci", "endere", "adres", "osoite", "адрес", "cím", "mailbox", "postfach",
		"casella", "buzón", "caixa postal", "caixa de", "skrzynk", "brevlåd", "postkass", "boîte", "schránk", "ящик",
		"postvak", "recipient", "destinat", "empfänger", "odbiorc", "adresat", "ontvanger", "mottagar", "modtager",
		"mottaker", "vastaanottaja", "příjemc", "получател", "címzett", "alıcı", "user", "utente", "usuari",
		"usuário", "utilizador", "utilisateur", "użytkownik", "gebruiker", "benutzer", "användar", "bruger", "bruker",
		"käyttäj", "uživatel", "пользовател", "domain", "domini", "domínio", "domaine", "domen", "domein", "domän",
		"domæne", "домен", "host", "account", "cuenta", "conta ", "konto", "宛先", "アドレス", "受信者", "地址", "收件人", "주소", "받는 사람",
	}
	delayPhrases = []string{
		"warning: could not send message for past", "this is a warning message only", "notification (delay)",
		"delivery status notification (delayed)", "has not yet been delivered", "not yet been delivered",
		"still undelivered", "delivery delayed", "delayed mail", "message delayed", "delay reason",
		"taking longer than", "keep trying", "keeps trying",
		"will continue to try", "delivery attempts will continue", "still being retried",
		"you do not need to resend", "will be retried", "delivery incomplete", "temporary problem delivering",
		"zustellung verzögert", "remise retardée", "entrega retrasada", "consegna ritardata", "entrega atrasada",
		"bezorging vertraagd", "задерж", "配信が遅延", "配信の遅延", "延迟", "warning only", "still being retried",
		"übermittlung verzögert",
		"verzögert sich", "hat sich verzögert", "wurde noch nicht zugestellt", "noch nicht zugestellt",
		"remise différée", "est retardée",
		"a été retardée", "n'a pas encore été remis", "se ha retrasado", "entrega con retraso", "retrasada",
		"aún no se ha entregado",
		"recapito ritardato", "è in ritardo", "non è stato ancora recapitato", "is vertraagd", "nog niet bezorgd",
		"está atrasada", "foi adiada",
		"ainda não foi entregue", "leveransen är försenad", "leverans försenad", "är försenad",
		"har ännu inte levererats", "er forsinket",
		"levering forsinket", "endnu ikke leveret", "ennå ikke levert", "on viivästynyt", "toimitus viivästyi",
		"ei ole vielä toimitettu",
		"dostarczanie opóźnione", "opóźnion", "nie została jeszcze dostarczona", "doručení se zpozdilo", "zpoždě",
		"dosud nebyla doručena",
		"késik", "késleltet", "gecikti", "gecikmiş", "întârziat", "延遲", "지연", "відклад", "отложен", "забав",
		"kasnij", "zakasn",
	}
	// gaveUpPhrases say that nothing more is tried, unless retryPhrases stand beside them; after finalPhrases nothing is.
	gaveUpPhrases = []string{"could not be delivered for", "permanent error", "permanent fatal error",
		"could not be delivered to"}
	retryPhrases = []string{
		"warning only", "warning message only", "will be retried", "still being retried", "do not need to resend",
		"will continue to", "keep trying", "keeps trying", "try again until",
		"will keep trying", "attempts will continue", "not yet been delivered", "will try again", "retried until",
		"keine aktion erforderlich",
		"wird weiterhin versucht", "weitere zustellversuche", "nouvelle tentative", "continuera",
		"seguirá intentando", "se seguirá intentando",
		"continuerà", "blijven proberen", "wordt opnieuw geprobeerd", "continuará", "fortsätter att försöka",
		"fortsætter med", "fortsetter å",
		"yritetään uudelleen", "będzie ponawiana", "bude se pokoušet", "будет продолжат", "再試行", "继续尝试", "繼續嘗試", "다시 시도",
	}
	finalPhrases = []string{
		"given up", "not going to try again", "will be deleted from queue", "failed permanently",
		"notification (failure)",
		"this is a permanent", "no further attempts", "will not be retried", "giving up",
	}
	mailWords = []string{
		"message", "mail", "nachricht", "courriel", "mensaje", "correo", "messaggio", "mensagem", "bericht",
		"wiadomoś", "meddeland",
		"besked", "melding", "viesti", "zpráv", "сообщени", "письм", "メール", "メッセージ", "邮件", "郵件", "메일", "메시지",
	}
	deliveredPhrases = []string{
		"successfully delivered", "successful mail delivery", "delivery status notification (success)",
		"notification (success)", "notification (relay)", "was successfully relayed",
		"delivery to these recipients or groups is complete", "has been delivered to the following",
		"was delivered to", "delivery receipt", "delivery confirmation", "message delivered",
		"relayed to the following", "erfolgreich zugestellt", "zugestellt:",
		"a été remis", "se ha entregado", "consegnato a", "entregue a", "доставлено следующим",
	}
	returnedMarks = []string{
		"original message", "copy of the message", "unsent message", "returned message follow", "below this line is",
		"message headers follow", "header of the original", "message header follow", "text of your message",
		"your message follows",
	}
	returnedStarts = []string{"received:", "return-path:", "message-id:", "dkim-signature:", "mime-version:"}
)
