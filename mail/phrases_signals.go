package mail

import "sync"

// concepts finds the words of all concepts.
var concepts = sync.OnceValue(func() *conceptIndex {
	return newConcepts([][]slotList{slotWords, serviceSlots}, serviceWords, deskWords, filterWords, goneWords,
		awaySignals, moreWords, spoken(declares, selfDeclared), spoken(absent, absences), spoken(departed, departures))
})

// deskWords are those of help desks, and of people, one line or two a language: en, de, fr, es, it, nl, pt, pl, sv, da,
// no, fi, cs, then others.
var deskWords = []wordList{
	{got, []string{
		"received|we got|we've got|got your|has arrived|has reached us|landed with us|erhalten|eingegangen",
		"empfangen|eingetroffen|angekommen",
		"reçu|bien parvenu|nous est parvenu|recibid|recibimos|hemos recib|ha llegado|ricevut|pervenut",
		"arrivata|ontvangen|binnengekomen",
		"recebemos|recebid|recebeu|foi recebida|otrzymal|otrzyman|wpłyn|przyję|dotarł|mottagit|mottagits",
		"fått ditt|fått din|tagit emot|inkommit|modtaget",
		"mottatt|fått din|fått meldingen|vastaanot|saimme|saapunut|saaneet|obdržel|přijali|přijat|doručena",
		"дошло|получ|принят|поступил|отримал|отриман",
		"megkaptuk|beérkezett|aldık|alındı|ulaştı|am primit|a fost primit|primljen|primili|prejeli|dostali",
		"prijali|получихме|λάβαμε|ελήφθη",
		"受け付け|受付|受信|拝受|受領|收到|受理|접수|받았|수신",
		"has come in|got hold of|a ajuns|đã nhận|diterima|ได้รับ|תקבל|קיבלנו|استلمنا|تلقينا",
		"ha estat rebut|hem rebut|прийнят|bekræfter modtagelsen|bekreftar|bekräftar mottag",
		"potwierdzamy otrzym|confirmamos la recepción|accusons réception|accusé de réception",
		"bestätigen den eingang|bestätigen den erhalt|bevestigen de ontvangst|confirmiamo la ricezione",
		"acusamos|potvrzujeme přijetí|potvrzujeme prijatie|potwierdzamy przyj",
		"reached us|safely received|made it to us|is with us|hat uns erreicht|nous a bien été|ci è giunt",
		"ons bereikt|nått oss|nået os|nådd oss|dorazil|kami terima|telah kami|sudah kami",
	}},
	{yours, []string{
		"your$|ihr$|ihre|dein|euer|eure|votre$|vos$|ton$|su$|sus$|tu$|vuestr|tua$|tuo$|sua$|suo$|vostr|uw$|jouw$|je$",
		"seu$|vosso|vossa|twoj|twój|twoją|państ|pani$|pana$|państwa|ditt$|din$|ert$|dit$|jeres|deres$",
		"viestisi|yhteydenottosi|pyyntösi|*pyyntösi|teidän",
		"vaše|vaši|vašeho|váš|tvoj|tvoje|ваш|вас$|вашому|levelét|üzenetét|megkeresését|leveledet|mesajınız",
		"talebiniz|postanız|iletiniz|başvurunuz",
		"dumneavoastră|dvs$|vaš|vášho|σας|お客様|お問い合わせ|您的|你的|고객님|귀하",
		"của bạn|của quý|quý khách|anda$|ของคุณ|שלך|פנייתך|פנייתכם|رسالتك|طلبك|طلبكم|you sent|teie|jūsų",
		"jūsu|el teu|la teva",
	}},
	{message, []string{
		"message|mail$|mails$|e mail|email|emails|request|enquir|inquir|query|submission|correspondence",
		"nachricht|*nachricht|*anfrage|anliegen",
		"mitteilung|*e mail|schreiben$|demande|courriel|requête|mensaje|correo|solicitud|consulta|petición",
		"messaggio|richiesta|segnalazione",
		"bericht|aanvraag|vraag$|verzoek|mailtje|mensagem|solicitação|pedido|contato|contacto|wiadomoś",
		"zgłoszeni|zapytani|prośb|*ärende",
		"meddeland|mejl|förfråg|mailet|mejlet|henvendels|besked|mailen|forespør|anmodning|melding|e post",
		"viesti|yhteydenot|pyyn|*pyyntö|zpráv|požadav",
		"dotaz|žádost|email|сообщени|письм|запрос|обращени|заявк|лист$|повідомлення|звернення|üzenet|levél",
		"levelét|megkeres|kérés|mesaj|talep|ileti|posta|başvuru",
		"mesaj|solicitare|cererea|poruk|zahtjev|sporočil|zahtev|správ|žiadosť|съобщение|запитване|μήνυμα|αίτημα",
		"メッセージ|お問い合わせ|メール|ご連絡|邮件|消息|请求|信件|郵件|来信|來信|咨询|문의|메일|메시지|요청",
		"thư|tin nhắn|yêu cầu|pesan|permintaan|ข้อความ|คำขอ|อีเมล|הודעה|פנייתך|פנייתכם|بريد|رسالتك",
		"رسالتكم|طلبك|طلبكم|your note|sõnum|päring|laišk|žinut|ziņ|vēstul|upit|*beskeden|*meldingen",
		"missatge|sollicitud|žiadost|requerimento|signalement",
		"your post|post to|posts to|dein beitrag|ihr beitrag|votre publication|su publicación|投稿",
		"la tua email",
	}},
	{ticket, []string{
		"ticket|tickets|case number|case no|case id|case #|case ref|your case|a case|reference number",
		"reference no|reference id|reference #|ref no|incident|service request|tracking number|request number",
		"request id|request #",
		"*ticketnummer|*ticket nummer|*vorgang|fallnummer|aktenzeichen|referenznummer|bearbeitungsnummer",
		"anfragenummer|numéro de dossier|numéro de demande|numéro de référence|votre dossier|un dossier",
		"numéro de suivi|référence",
		"número de caso|nº de caso|su caso|un caso|incidencia|número de referencia|número de solicitud",
		"numero di pratica|numero di richiesta|numero di riferimento|pratica|protocollo|segnalazione n",
		"chamado|protocolo|número do pedido|número de referência|ocorrência",
		"zaaknummer|meldingsnummer|referentienummer|uw zaak|kenmerk|numer zgłoszenia|numerem zgłoszenia",
		"nr zgłoszenia|zgłoszenie|zgłoszenia|numer sprawy|sprawa|numerem sprawy|ärendenummer|ärende|ärendet",
		"sagsnummer|sagsnr|en sag|sagen|saksnummer|saksnr|en sak|saken|sak #",
		"tiket|číslo požadavku|číslem požadavku|číslo případu|požadavek|požadavku|tukipyyn|tapausnumero",
		"tunnuksella|tiketti|palvelupyyn|viitenumero|тикет|номер обращения|номер заявки|заявка|обращение",
		"номер запроса|jegyszám|ügyszám|hibajegy|talep numara|bilet|kayıt numara",
		"受付番号|お問い合わせ番号|チケット|整理番号|工单|单号|案件|编号|編號|접수번호|접수 번호|티켓|문의번호|문의 번호",
		"tichet|mã yêu cầu|mã số|nomor tiket|หมายเลข|מספר פנייה|מספר הפנייה|رقم الطلب|رقم التذكرة|inc0",
		"sag nr|sag nummer|zahtjev broj|číslo žiadosti|číslo tiketu|αριθμό|номер на заявка",
		"номер звернення|服务单|服務單|受理番号",
	}},
	{opened, []string{
		"in the queue|in our queue|in die warteschlange|in unserer warteschlange|joined the queue",
		"created|opened|logged|registered|assigned|raised|generated|recorded|lodged|under number",
		"under the number|under reference|added to our|erstellt|aufgenommen|angelegt|erfasst|registriert",
		"eröffnet|zugewiesen|unter der",
		"créé|enregistr|ouvert|sous le numéro|sous la référence|attribué|cread|registrad|abiert|asignad",
		"generad|creat|aperto|aperta|registrat|assegnat|preso in carico|presa in carico|aangemaakt",
		"geregistreerd|geopend|toegewezen|onder nummer",
		"criad|aberto|aberta|registrad|registad|atribuíd|utworzon|zarejestrowan|otwart|przypisan|nadan|skapa",
		"registrer|öppnat|tilldela|oprettet|åbnet|tildelt|opprettet|åpnet",
		"luotu|kirjattu|avattu|rekisteröity|tallennettu|vytvořen|zaregistrov|založen|přiřazen|otevřen",
		"zaevidov|создан|зарегистр|присвоен|открыт|létrehoz|rögzít|iktat|oluşturul|kaydedil|açıldı",
		"作成|登録|発行|创建|生成|登记|建立|생성|등록|발급",
		"înregistrat|deschis|atribuit|καταχωρ|ghi nhận|tiếp nhận|dicatat|didaftarkan|บันทึก|נפתחה|נרשמה",
		"تسجيل|تم فتح|zaprimljen|zabeležen|zavedený|регистриран|зареєстр|has fået nummer|har fått nummer",
		"登記|registreeri|užregistr|reģistr|been given the number|given the reference|filed under|queued",
	}},
	{staff, []string{
		"support team|support staff|support agent|support rep|support specialist|customer service",
		"customer support|customer care|service desk|help desk|helpdesk|member of our|member of the team",
		"one of our|one of the team|someone from our|our team|our support|our staff|our agents",
		"a representative|representative will|an agent|agent will",
		"unser team|unsere mitarbeiter|unserer mitarbeiter|mitarbeiter|kundenservice|kundendienst|serviceteam",
		"support team|sachbearbeiter|notre équipe|nos équipes|un conseiller|service client|de nos conseillers",
		"un de nos|un membre de|nuestro equipo|un agente|de nuestros|atención al cliente|un representante",
		"equipo de soporte",
		"nostro team|un operatore|servizio clienti|nostro staff|assistenza clienti|dei nostri|ons team",
		"een medewerker|klantenservice|onze medewerkers|nossa equipe|nossa equipa|um atendente|dos nossos",
		"um representante|nasz zespół|konsultant|pracownik|naszych|obsługi klienta|vårt team|kundtjänst",
		"handläggare|medarbetare|av våra",
		"vores team|kundeservice|en medarbejder|af vores|supportteam|saksbehandler|medarbeider|av våre",
		"tiimimme|asiakaspalvelu|asiantuntija|náš tým|zákaznick|pracovník|operátor|našich|специалист",
		"служба поддержки|наша команда|оператор|наших|munkatárs|ügyfélszolg|ekibimiz|temsilci|müşteri hizmet",
		"担当者|担当より|サポート|客服|工作人员|我们的团队|專員|담당자|고객센터|상담원",
		"đội ngũ|nhân viên|tim kami|petugas|ทีมงาน|เจ้าหน้าที่|הצוות שלנו|נציג|فريقنا|فريق الدعم",
		"un coleg|echipa noastră|συνεργάτ|η ομάδα μας|naš tim|naša ekipa|нашият екип|security staff",
		"our people|our specialists",
	}},
	{soon, []string{
		"the same day|same working day|am selben tag|le jour même|el mismo día|dezelfde dag|samma dag|samme dag",
		"as soon as|shortly|within|in due course|at the earliest|next working day|next business day",
		"schnellstmöglich|so schnell wie möglich|so bald wie möglich|sobald wie möglich|schnellstens|umgehend",
		"in kürze|innerhalb|baldmöglichst|zeitnah",
		"dans les plus brefs|dès que possible|rapidement|dans un délai|sous 24|sous 48",
		"dans les meilleurs délais|lo antes posible|a la brevedad|en breve|en un plazo|cuanto antes",
		"il prima possibile|al più presto|entro|quanto prima|nel più breve|zo snel mogelijk|zo spoedig|binnen",
		"spoedig",
		"o mais breve|assim que possível|em breve|o mais rápido|mais rapidamente|dentro de|no prazo",
		"jak najszybciej|wkrótce|w ciągu|możliwie|niezwłocznie|så snart|inom|så fort|hurtigst|snarest",
		"inden for|innen|så raskt|mahdollisimman|pian$|kuluessa|co nejdříve|brzy|během|v nejbližší|do 24",
		"do 48",
		"в ближайшее|как можно скорее|в течение|найближч|hamarosan|mielőbb|belül|en kısa|içinde",
		"cât mai curând|în cel mai scurt|što prije|čim prej|čo najskôr|възможно|το συντομότερο",
		"できるだけ早く|営業日|以内に|改めて|追って|后日|尽快|盡快|工作日|小时内|빠른 시일|영업일|빠르게|이내|신속",
		"sớm nhất|trong vòng|secepat|segera|dalam waktu|เร็วที่สุด|ภายใน|בהקדם|تقريب|في أقرب|خلال",
		"σύντομα|în curând|u najkraćem|čim|v najkrajšom|най скоро|до 24 часа|as quickly as|working days",
		"one working day|business days",
	}},
	{answers, []string{
		"are answered|be answered|is answered|will be handled|be dealt with",
		"get back to you|be in touch|contact you|respond to|will respond|reply to you|reply to your",
		"will reply|answer your|follow up|be reviewed|reviewed by|reviewing|look into|looking into",
		"be processed|process your|handle your|we're on it|back to you|getting back",
		"melden uns|melden wir|meldet sich|antworten|beantworte|bearbeite|setzen uns|in verbindung setzen",
		"kümmern|répondr|reviendr|revenons|recontact|traité|traitée|traiter|traitons|vous contacter",
		"contacterons|contactera|responder|contactaremos|pondremos|pondrá|atender|procesad|tramita|contestar",
		"risponder|ricontatt|contatter|elabor|gestit|presa in carico|beantwoord|reageren|nemen contact",
		"neemt contact|behandel|komen terug|terugkomen|retornaremos|entraremos|entrará|contatar|contactar",
		"analisad|respondê|odpowi|skontaktuj|rozpatr|odezwie|odpiszemy",
		"återkommer|återkomma|svarar|svara$|besvara|kontaktar|hör av oss|vender tilbage|besvare|svarer",
		"kontakter|hører fra|tar kontakt|kommer tilbake|vastaamme|vastataan|otamme yhteyttä|palaamme|käsittel",
		"ottaa yhteyttä|odpoví|odpovíme|ozveme|kontaktovat|vyřídí|zpracov|ozve|vyřizuje",
		"ответим|ответит|свяжемся|свяжется|рассмотр|обработ|зв'яж|відпові|válaszol|felvesz|keresni fogj",
		"yanıtla|dönüş yap|iletişime geç|cevapla|vă vom|javit|odgovor|ozveme|ще се свърж|ще отгов",
		"θα επικοινων|θα απαντ",
		"回答|返信|ご連絡いたします|ご連絡させて|回复|答复|回覆|与您联系|與您聯|处理|處理|답변|연락드리|연락 드리|처리|회신드리",
		"aim to answer|aim to respond|aim to reply|expect an answer|you will hear|you'll hear|phản hồi",
		"trả lời|liên hệ lại|membalas|menghubungi|menindaklanjuti|ติดต่อกลับ|ตอบกลับ|ניצור קשר|נשיב",
		"נחזור אלי|نرد علي|سنتواصل|سيتم الرد|vă va răsp|vom răspunde|θα σας απαντ|du hører fra os",
		"kontaktirat|be examined|odpovieme|отговорим|свържем|vastame|võtame ühendust|atsakysime",
		"susisieksime|sazināsimies|atbildēsim",
		"expect to hear|hear from us|hear from one|hear back|akan kami balas|kami balas|kami akan",
		"von uns hören|hören von uns|aurez de nos nouvelles|tendrá noticias|avrà nostre notizie",
		"hoort van ons|hör av|hør fra|kuulet meistä",
	}},
	{we, []string{
		"we$|we'll|we've|we're|our$|wir$|uns$|unser|nous$|notre$|nos$|nuestr|hemos$|*remos$|recibimos|abbiamo",
		"*eremo$|nostr|wij$|ons$|onze$|nosso|nossa|recebemos|*imos$",
		"nasz|*liśmy$|*emy$|vår|våra|oss$|vores|vårt|*emme$|*amme$|*imme$|olemme|naš|náš|naše|*íme$|*eme$",
		"*jsme|jsme$|мы$|нами|наш|弊社|当社|私ども|我们|我們|저희|당사",
		"noi$|chúng tôi|kami$|เรา|אנחנו|نحن|am înregistrat|μας$|нас$",
	}},
	{me, []string{
		"I$|i am$|i can$|i will$|i have$|i would$|i think$|i do$|i work$|i got$|i was$|i need$|i'm$|i'll$",
		"i've$|i'd$|me$|my$|ich$|mir$|mich$|mein|j'ai|je suis|je ne|je vous|je peux|j'aurai",
		"m'a$|moi$|mon$|ma$|he recibido|he visto|puedo|estoy|me va|mi$|yo$|trabajo$|ho ricevuto|posso|sono$",
		"lavoro$|ik$|mijn$|recebi$|posso|estou|meu$|minha|eu$|trabalho",
		"dostał|otrzymał|mogę|jestem|mój|moja|mnie|pracuję|jag$|mig$|jeg$|min$|meg$|minä|minun|olen$|voin$",
		"sain$|en ole|työskentele|dostal|mám$|mohu|jsem$|můj|nepracuji|мне$|меня|моя$|работаю|могу|私は|わたくし|本人",
		"我$|我已|我不|저는|제가|저의|benim|çalışmıyorum|dolgozom",
		"formo parte|fac parte|fais plus partie|faccio più parte|faço mais parte|il mio|la mia|mio$|mia$",
		"io$|työsuhteeni|sähköpostini|osoitteeni|j'étais|ich's|나는",
		"я$|desliguei",
	}},
	{thanking, []string{
		"thank you for|thanks for|many thanks|thank you very much for|thank you so much for|vielen dank|danke",
		"herzlichen dank|besten dank|merci|vous remerci|gracias por|grazie|la ringrazi|obrigad|agradec",
		"bedankt|dank u|dank voor|dank je|hartelijk",
		"tack för|tak for|takk for|kiitos|kiitämme|dziękuj|děkuj|köszön|teşekkür|спасибо|благодар|дякує",
		"mulțum|hvala|ďakuj|благодарим|ευχαριστ|ありがとう|感谢|谢谢|感謝|謝謝|감사",
		"cảm ơn|terima kasih|ขอบคุณ|תודה|شكرا|شكراً|ačiū|paldies|täname|aitäh|gràcies",
	}},
	{thanking | yours | message, []string{
		"문의해 주셔서|문의 주셔서|お問い合わせいただき|お問い合わせありがとう|感谢您的来信|感謝您的來信|感谢您联系|感謝您聯絡|谢谢您的来信",
		"for contacting|for getting in touch|for reaching out|for writing to us|for writing in",
		"thanks for writing|dass sie sich an uns|von vous avoir|de nous avoir contact|d'avoir contacté",
		"por contactar|por ponerse en contacto|per averci contatt|per averci scritt|por entrar em contato",
		"por contactar|por nos contat|voor het contact|dat u contact|för att du kontakt|för att du hör av",
		"fordi du kontakt|for at du kontakt|for din henvend|at du tok kontakt|kun otit yhteyttä",
		"yhteydenotosta|za kontakt|za kontaktovanie|že jste nás kontakt|za to, že jste|že nás kontakt",
		"что обратились|bizimle iletişime",
	}},
	{noReply, []string{
		"do not reply|don't reply|do not respond|not reply to this|cannot be replied|can not be replied",
		"replies to this|not monitored|unmonitored|antworten sie nicht|nicht auf diese|bitte nicht antworten",
		"nicht beantwort|keine antwort auf diese|ne pas répondre|ne répondez pas|ne pas y répondre",
		"no responda|no responder|no conteste|non rispondere|non rispondete|si prega di non|não responda",
		"não responder|niet te beantwoorden|niet beantwoorden|niet op deze|niet te reageren|niet antwoorden",
		"nie odpowiada|svara inte|svara ej|svara inte på|går inte att svara|besvar ikke|ikke svar",
		"ikke besvares|svar ikke|ikke besvare",
		"älä vastaa|älkää vastat|ei voi vastata|neodpovídejte|не отвечайте|не відповіда|ne válaszoljon",
		"yanıtlamayın|cevaplamayın|nu răspundeți|ne odgovara|neodpovedajte|返信しないで|返信できません|返信いただいて|送信専用|请勿回复",
		"請勿回覆|请勿直接|회신하지|발신전용|발신 전용",
		"không trả lời|jangan membalas|jangan balas|กรุณาอย่าตอบ|אין להשיב|לא להשיב|عدم الرد|μην απαντ",
		"nu răspunde|не отговаряйте|palun ärge vasta|neatsakykite",
	}},
	{keepID, []string{
		"subject line|do not remove|don't remove|in the subject|subject intact|keep the subject",
		"leave the subject|additional comments|additional information|add further|*betreff|betreffzeile",
		"l'objet|en objet|asunto|oggetto|assunto|onderwerp|ämnesrad|i ämnet|emnefelt|emnelinj|otsikko",
		"w temacie|temat wiadomo|předmět|тему письма|в теме|tárgy|konu satır|件名|主题|主旨|제목",
	}},
	{automatic, []string{
		"automat|auto generated|autogenerated|auto reply|autoreply|autorespon|auto respon|system generated",
		"computer generated|machine generated|*maschinell|*otomatik|автомат|samodejn|αυτόματ|awtomat|自動|自动|자동",
		"تلقائي|אוטומטי|อัตโนมัติ|tự động|systemgenerert|systemgeneret",
		"otomatis|automaatne|automātisk|sjálfvirk",
	}},
	{automatic | message, []string{
		"automatic repl|automated repl|auto reply|autoreply|automatic respon|automated respon",
		"automatic acknowledg|automated acknowledg|automated notic|automatic notif|automated notif",
		"automatische antwort|automatische rückantwort|automatische bestätigung|automatisch generiert",
		"automatisch erstellt|automatisch erzeugt|automatisch versandt|réponse automatique",
		"généré automatiquement|envoyé automatiquement|générée automatiquement",
		"accusé de réception automatique",
		"respuesta automática|generado automáticamente|notificación automática|risposta automatica",
		"generata automaticamente|generato automaticamente|resposta automática|gerada automaticamente",
		"gerado automaticamente|automatisch antwoord|automatisch gegenereerd|automatische bevestiging",
		"automatyczna odpowied|odpowiedź automatyczn|wygenerowana automatycz|wygenerowano automatycz",
		"automatiskt svar|autosvar|automatiskt genererat|automatisk svar|automatisk genereret",
		"automatisk generert|automaattinen vastaus|automaattisesti|automatická odpově|automaticky generovan",
		"vygenerován automaticky|автоматический ответ|автоматически|自動返信|自動送信|自动回复|自动发送|自动生成|자동 회신|자동 발송|자동으로",
		"자동응답",
	}},
	{this, []string{
		"this$|diese|dies$|ceci|ce message|ce courriel|cet e mail|ce mail|cette$|este$|esta$|questo|questa",
		"isto$|dit$|deze|det här|detta|denna|dette|denne|tämä|to jest|ta wiadomo|niniejsz|toto|tato|tento",
		"это$|данное|настоящее|ez egy|bu ileti|bu e posta|bu mesaj|bu otomatik|acest|ovo je|ova poruka|to je$",
		"本メール|このメール|本通知|此邮件|本邮件|此郵件|這是|这是|이 메일|본 메일|이 메시지",
	}},
	{asking, []string{
		"でしょうか|ですか|ますか|吗$|好吗|可以吗|嗎|까요|습니까|나요",
	}},
	{day, []string{
		"monday|tuesday|wednesday|thursday|friday|tomorrow|tonight|next week|this afternoon|o'clock|montag",
		"dienstag|mittwoch|donnerstag|freitag|morgen$|nächste woche|uhr$|lundi|mardi|mercredi|jeudi|vendredi",
		"demain|lunes|martes|miércoles|jueves|viernes|mañana|lunedì|martedì|mercoledì|giovedì|venerdì|domani",
		"maandag|dinsdag|woensdag|donderdag|vrijdag",
		"segunda feira|terça|quarta feira|quinta|sexta feira|amanhã|poniedział|wtorek|środ|czwart|piąt|jutro",
		"måndag|tisdag|onsdag|torsdag|fredag|imorgon|i morgon|mandag|tirsdag|i morgen|maanantai|tiistai",
		"keskiviik|torstai|perjantai|huomenna|pondělí|úterý|středu|čtvrtek|pátek|zítra|понедельник|вторник",
		"среду|четверг|пятниц|завтра|月曜|火曜|水曜|木曜|金曜|明日|周一|周二|周三|周四|周五|明天|월요일|화요일|수요일|목요일|금요일|내일",
	}},
	{reportTo, []string{
		"request's notifications|view request|view this ticket|view the ticket|ticket's progress",
		"view your ticket|view your request|track your|check the status|status of your|login to your",
		"log in to your|powered by|customer portal|support portal|help center|help centre|self service",
		"anfrage anzeigen|kundenportal|voir la demande|consulter votre|ver solicitud|ver la solicitud",
		"visualizza la richiesta|bekijk|zobacz zgłoszenie|visa ärende|vis sag|zobrazit požadav",
		"просмотреть заявку",
	}},
	{agreed, []string{
		"yes$|yep$|nope$|oui$|nein$|works for me|works for us|works well|works fine|that works|would work|book " +
			"it|sounds good",
		"sounds great|see you$|let's|let us meet|looking forward to meeting|I accept|I confirm|i accept",
		"i confirm|happy to",
		"glad to|passt mir|passt gut|passt uns|passt$|einverstanden|gerne|bis dann|ça me convient|me convient",
		"d'accord|avec plaisir|me parece bien|de acuerdo|me viene bien|perfecto|va bene|volentieri|combinado",
		"pode ser|por mim tudo|por mim ok|por mim pode|por mim está|akkoord|is prima|graag|pasuje|chętnie|passar bra|" +
			"funkar|passer bra|passer fint",
		"passer godt|sopii|hodí se|vyhovuje|rád$|подходит|договорил|大丈夫です|可以的|没问题|좋습니다|괜찮",
	}},
}

var (
	replyMarkers = []string{
		"reply above this line", "type your reply above", "write above this line", "write a reply above",
		"antworten sie oberhalb dieser", "über dieser linie antworten",
		"bitte antworten sie oberhalb", "répondre au-dessus de cette ligne", "répondez au-dessus",
		"escriba su respuesta por encima", "responda por encima", "responda acima desta linha",
		"scrivere sopra questa riga", "rispondi sopra questa riga", "antwoord boven deze regel",
		"typ uw antwoord boven", "svara ovanför denna rad", "skriv dit svar over denne linje",
		"svar over denne linje", "vastaa tämän rivin yläpuolelle", "odpowiedz powyżej tej linii",
		"odpovězte nad tímto řádkem", "この行より上に", "请在此行上方回复",
	}
	roleWords = set(`
		support service services helpdesk help desk servicedesk ticket tickets info team office contact customer
		customerservice
		customercare care kundenservice kundendienst kundeservice kundtjänst kundtjanst sav serviceclient soporte
		atencion suporte
		assistenza assistance klantenservice asiakaspalvelu obsluga podpora pomoc admin administrator postmaster
		webmaster
		abuse security hostmaster mailer system robot bot daemon noreply notification notifications alerts
		content-filter filter
		quarantine it edv zentrale empfang reception inquiry enquiries hello kontakt contacto contatto contato
		sales vertrieb group
		post press orders geral biuro bok aide apoio pomoc care desk lab secretariat sekretariat recepcja recepcion
		gateway gatekeeper emailsecurity mailsecurity mailschutz protection seguridad securite hygiene sandbox relay
		clients community
		feedback survey surveys umfrage encuestas enquete sondage accueil reservas reservations booking registro einkauf
		purchasing procurement po ap accounting accounts buchhaltung invoice invoices rechnung billing careers jobs hr
		bewerbung talent recruiting news newsletter nieuws kundcenter kundenbefragung befragung account portal erp
		owner list moderator jira zendesk freshdesk servicenow otrs intercom hubspot サポート 客服 고객센터`)
	// deskDomains stand in the ids of mails that help desks send, also what their people write.
	deskDomains = []string{
		"zendesk.", "freshdesk.", "freshservice.", "intercom", "helpscout", "hubspot", "salesforce.", "service-now.",
		"servicenow.", "zohodesk", "zohosupport", "jira.", "atlassian.", "kayako.", "otrs", "gorgias.", "frontapp.",
	}
	listSuffixes = []string{
		"-owner", "-admin", "-request", "-bounces", "-bounce", "-help", "-moderator", "-confirm", "+owner",
		"+bounces",
	}
	listNames = []string{
		"owner-", "listserv", "majordomo", "mailman", "sympa", "ezmlm", "listmaster", "list-manager",
		"listmanager", "postmaster",
	}
	listFields = map[string]bool{
		"x-list-administrivia": true, "x-mlserver": true, "x-ml-info": true, "x-majordomo": true,
		"x-listar-version":  true,
		"x-ecartis-version": true, "x-sympa-to": true, "x-listserver": true, "x-ezmlm-": true,
		"x-minimalist": true, "x-mlmmj-version": true,
	}
)
