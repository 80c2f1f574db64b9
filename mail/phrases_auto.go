package mail

// Words of automatic mail, in lower case.
var (
	robots = []string{
		"noreply", "donotreply", "noresponder", "noresponda", "naoresponda", "nonrispondere", "nepasrepondre",
		"nichtantworten", "keineantwort", "nietantwoorden", "svarinte", "svarikke", "autoreply", "autoresponder",
		"autoresponse", "notifications", "notification",
	}
	automaticSubjects = []string{
		"automatic reply", "automated reply", "automatic response", "automated response", "auto reply", "auto-reply",
		"autoreply", "auto response", "auto-response", "autoresponse", "autorespons", "auto respons", "autoresponder",
		"[auto-reply]", "[autoreply]", "[auto reply]", "auto:", "out of office", "out of the office", "out-of-office",
		"[out of office]", "ooo", "ooto", "vacation reply", "vacation", "on vacation", "on holiday", "on leave",
		"on annual leave", "on maternity leave", "on parental leave", "away from my mail", "away from the office",
		"absence notice", "i am away", "i'm away", "i am out of", "i'm out of", "automatische antwort",
		"automatische rückantwort", "automatische nachricht", "automatische e-mail", "abwesenheitsnotiz",
		"abwesenheitsnachricht", "abwesenheitsmeldung", "abwesenheit", "abwesend", "außer haus", "nicht im büro",
		"ich bin im urlaub", "urlaub", "réponse automatique", "reponse automatique", "message automatique",
		"absence du bureau", "absent du bureau", "absence", "en congé", "respuesta automática",
		"respuesta automatica", "fuera de la oficina", "fuera de oficina", "ausencia de la oficina", "de vacaciones",
		"resposta automática", "resposta automatica", "fora do escritório", "ausência temporária", "de férias",
		"ausente", "risposta automatica", "fuori ufficio", "fuori sede", "assenza dall'ufficio", "in ferie",
		"automatisch antwoord", "automatisch bericht", "afwezigheidsbericht", "afwezig", "niet aanwezig",
		"niet op kantoor", "automatiskt svar", "autosvar", "frånvaromeddelande", "frånvaro", "frånvarande",
		"automatisk svar", "fraværsbesked", "fraværsmelding", "fravær", "fraværende", "ikke til stede",
		"automaattinen vastaus", "poissaoloilmoitus", "poissa", "olen lomalla", "odpowiedź automatyczna",
		"automatyczna odpowiedź", "autoodpowiedź", "poza biurem", "nieobecność", "automatická odpověď",
		"automatická odpoveď", "mimo kancelář", "automatikus válasz", "házon kívül", "răspuns automat",
		"automatski odgovor", "samodejni odgovor", "otomatik yanıt", "otomatik cevap", "ofis dışında",
		"αυτόματη απάντηση", "автоматический ответ", "автоответ", "отсутствую", "нет на месте", "вне офиса",
		"автоматична відповідь", "автоматичен отговор", "balasan otomatis", "jawapan automatik", "trả lời tự động",
		"ตอบกลับอัตโนมัติ", "自動返信", "自動応答", "不在通知", "不在のお知らせ", "休暇中", "自动回复", "自动答复",
		"自動回覆", "不在办公室", "外出", "자동 회신", "자동 응답", "자동회신", "부재중", "تلقائي", "رد تلقائي",
		"תשובה אוטומטית", "מענה אוטומטי", "מחוץ למשרד",
	}
	subjectTags = []string{
		"[EXTERNAL]", "[EXT]", "[EXTERN]", "[EXTERNE]", "EXTERNAL:", "EXT:", "*EXTERNAL*", "(EXTERNAL)",
	}
	subjectFollowers = []string{
		"re:", "aw:", "sv:", "fw:", "antw:", "until", "till", "from ", "for ", "through", "to:", "bis ", "vom ",
		"ab ", "von ", "jusqu", "du ", "hasta", "del ", "fino", "dal ", "até", "de ", "tot ", "t/m", "van ", "til ",
		"till ", "fra ", "från ", "notification", "message", "reply", "response", "auto", "au ", "autoreply",
		"notice", "alert", "monday", "mon ", "next week", "this week",
	}
	selfDeclared = []string{
		"this is an automatic reply", "this is an automated reply", "this is an automatic response",
		"this is an automated response", "this is an auto-reply", "this is an auto reply", "this is an autoreply",
		"this is an auto-response", "this is an automated message", "this is an automatically generated",
		"this is an automatic message", "this message was automatically generated",
		"this email was automatically generated", "this e-mail was automatically generated",
		"this is an automated email", "this is an automated e-mail", "please do not reply to this automat",
		"dies ist eine automatische", "dies ist eine automatisch", "diese nachricht wurde automatisch",
		"diese e-mail wurde automatisch", "ceci est une réponse automatique", "ceci est un message automatique",
		"ce message est une réponse automatique", "ce message a été généré automatiquement",
		"esta es una respuesta automática", "este es un mensaje automático",
		"este mensaje se ha generado automáticamente", "este correo se ha generado automáticamente",
		"questa è una risposta automatica", "questo è un messaggio automatico", "esta é uma resposta automática",
		"esta é uma mensagem automática", "dit is een automatisch", "dit bericht is automatisch",
		"detta är ett automatiskt", "dette er et automatisk", "tämä on automaattinen",
		"to jest automatyczna odpowied", "to jest wiadomość automatyczna", "toto je automatick", "ez egy automatikus",
		"bu otomatik bir", "это автоматический ответ", "это автоматическое сообщение",
		"данное письмо сформировано автоматически", "自動返信です", "自動返信メールです", "自動送信", "这是一封自动回复",
		"这是自动回复", "此為自動回覆", "자동 응답 메일", "자동 회신",
	}
	absences = []string{
		"out of office", "out of the office", "on vacation", "on holiday", "on annual leave", "on parental leave",
		"on maternity leave", "on paternity leave", "on sick leave", "on leave", "away from my desk",
		"away from the office", "away from my email", "i am away", "i'm away", "i will be away", "i'll be away",
		"traveling", "travelling", "not in the office", "no longer with", "no longer work", "no longer in use",
		"has left the company", "nicht im büro", "nicht im hause", "nicht im haus", "außer haus", "ausser haus",
		"im urlaub", "in urlaub", "abwesend", "nicht erreichbar", "in elternzeit", "nicht am platz",
		"nicht mehr im unternehmen", "absent du bureau", "je suis absent", "je serai absent",
		"suis actuellement absent", "en congé", "en vacances", "en déplacement", "ne suis pas au bureau",
		"fuera de la oficina", "fuera de oficina", "de vacaciones", "estoy ausente", "estaré ausente",
		"me encuentro ausente", "no estaré disponible", "fuori ufficio", "fuori sede", "in ferie", "sono assente",
		"sarò assente", "fora do escritório", "de férias", "estou ausente", "estarei ausente", "afwezig",
		"niet op kantoor", "op vakantie", "met vakantie", "met verlof", "op semester", "på semester",
		"inte på kontoret", "föräldraledig", "på ferie", "ikke på kontoret", "fraværende", "lomalla",
		"poissa toimistolta", "poza biurem", "na urlopie", "nieobecn", "mimo kancelář", "na dovolené", "szabadságon",
		"házon kívül", "ofis dışında", "izinde", "в отпуске", "отсутству", "нет в офисе", "у відпустці", "不在", "休暇",
		"休假", "不在办公室", "外出", "부재", "휴가", "출장",
	}
	consequences = []string{
		"return", "back on", "back in", "be back", "until", "limited access", "no access", "as soon as i",
		"in my absence", "during my absence", "urgent", "please contact", "contact my", "immediate",
		"not be checking", "will not be read", "be forwarded", "not be forwarded", "will respond", "will reply",
		"get back to you", "delayed response", "response may be delayed", "zurück", "rückkehr", "meiner abwesenheit",
		"dringend", "wenden sie sich", "wende dich", "vertretung", "weitergeleitet", " bis zum", "wieder erreichbar",
		"wieder im büro", "kontaktieren sie", "de retour", "mon retour", "mon absence", "urgence", "urgent",
		"contacter", "accès limité", "jusqu'au", "me joindre", "mi regreso", "mi vuelta", "mi ausencia", "urgente",
		"contactar", "contacte", "póngase en contacto", "hasta el", "acceso limitado", "mio ritorno", "mio rientro",
		"mia assenza", "urgenza", "urgenze", "contattare", "rivolgersi", "fino al", "meu retorno", "meu regresso",
		"minha ausência", "contatar", "contactar", "até ", "terug", "mijn afwezigheid", "dringend", "contact op",
		"tot en met", "tillbaka", "brådskande", "kontakta", "tilbage", "tilbake", "kontakt", "hastende", "haster",
		"palaan", "kiireellis", "wracam", "powrocie", "pilnych", "proszę o kontakt", "vrátím", "návratu", "naléhav",
		"sürgős", "visszatérés", "dönüş", "acil", "вернусь", "возвращен", "срочн", "обращайтесь", "обратитесь", "戻り",
		"緊急", "お急ぎ", "連絡", "返信", "回来", "紧急", "联系", "回复", "복귀", "긴급", "연락",
	}
	thanks = []string{
		"thank you for your", "thanks for your", "thank you for contacting", "vielen dank für ihre",
		"vielen dank für deine", "danke für ihre", "danke für deine", "merci pour votre", "merci de votre",
		"j'ai bien reçu", "gracias por su", "gracias por tu", "gracias por contact", "grazie per", "obrigado pel",
		"obrigada pel", "agradeço", "bedankt voor", "dank voor uw", "tack för ditt", "tak for din", "takk for",
		"kiitos viestist", "dziękuję za", "děkuji za", "köszönöm", "teşekkür", "спасибо за", "благодарю за",
		"お世話になって", "ありがとうございます", "感谢您", "谢谢您", "感謝您", "감사합니다",
	}
	agreements = []string{
		"works for me", " works.", " works,", " works!", "book it", "sounds good", "see you", "let's ",
		"looking forward to meeting", "i accept", "confirmed", "passt mir", "passt gut", "einverstanden",
		"ça me convient", "d'accord pour", "me parece bien", "de acuerdo", "va bene", "combinado", "akkoord",
		"passar bra", "passer bra", "passer fint",
	}
	acknowledgements = []string{
		"received your", "have received", "has been received", "ticket", "request has been",
		"thank you for contacting", "thanks for contacting", "we will get back", "hemos recibido", "se ha recibido",
		"solicitud", "bien reçu", "avons reçu", "votre demande", "erhalten", "eingegangen", "ihre anfrage",
		"abbiamo ricevuto", "recebemos", "ontvangen", "mottagit", "modtaget", "mottatt", "otrzymaliśmy", "obdrželi",
		"получили", "получено", "受け付け", "受付", "已收到", "접수",
	}
	answerSubjects = []string{
		"accepted:", "declined:", "tentative:", "tentatively accepted:", "new time proposed:", "event accepted:",
		"event declined:", "zugesagt:", "abgelehnt:", "mit vorbehalt:", "accepté :", "accepté:", "refusé :",
		"refusé:", "provisoire :", "aceptado:", "aceptada:", "rechazado:", "rechazada:", "provisional:", "accettato:",
		"rifiutato:", "aceite:", "aceito:", "recusado:", "geaccepteerd:", "geweigerd:", "accepterat:", "avböjt:",
		"accepteret:", "afvist:", "hyväksytty:", "hylätty:", "zaakceptowane:", "odrzucone:", "přijato:", "odmítnuto:",
		"принято:", "отклонено:", "承諾:", "辞退:", "已接受:", "已拒绝:", "수락:", "거절:",
	}
	receiptSubjects = []string{
		"read:", "not read:", "gelesen:", "ungelesen gelöscht:", "lu :", "lu:", "non lu :", "leído:", "leido:",
		"letto:", "non letto:", "lida:", "lido:", "gelezen:", "läst:", "læst:", "lest:", "luettu:", "przeczytane:",
		"přečteno:", "elolvasva:", "okundu:", "прочтено:", "прочитано:", "開封済み:", "已读:", "已读：", "읽음:",
		"return receipt", "read receipt", "lesebestätigung", "accusé de lecture", "confirmación de lectura",
		"conferma di lettura",
	}
	receiptPhrases = []string{
		"was read on", "was deleted without being read", "wurde gelesen am", "gelesen am", "wurde am", "a été lu le",
		"fue leído", "se leyó", "è stato letto", "foi lida", "is gelezen", "lästes", "blev læst", "ble lest",
		"została przeczytana", "byla přečtena", "прочитано", "прочтено", "displayed on the recipient",
		"has been displayed", "开封", "已读", "개봉", "this is a return receipt", "confirms that your message",
	}
)
