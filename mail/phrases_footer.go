package mail

// Words of banners, client footers and disclaimers, in lower case.
var (
	bannerTags = []string{
		"[external]", "[external email]", "[external sender]", "[extern]", "[externe]", "[ext]", "*external*",
		"[caution]",
	}
	bannerStarts = []string{
		"caution", "warning", "external", "attention", "notice", "this email", "this e-mail", "this message",
		"this is an external", "be careful", "alert", "security", "achtung", "vorsicht", "warnung", "hinweis",
		"diese e-mail", "diese nachricht", "externe", "avertissement", "ce message", "ce courriel", "cet e-mail",
		"cet email", "précaution", "precaución", "atención", "advertencia", "este correo", "este mensaje",
		"attenzione", "questa e-mail", "questa email", "questo messaggio", "cuidado", "atenção", "aviso",
		"esta mensagem", "let op", "waarschuwing", "deze e-mail", "dit bericht", "varning", "obs", "advarsel",
		"uwaga", "ostrzeżenie", "внимание", "【", "注意", "警告", "外部", "[external", "[extern", "[caution",
		"you don't often", "you don’t often",
	}
	bannerWords = []string{
		"originated outside", "originated from outside", "originates from outside", "outside of the organi",
		"outside the organi", "outside your organi", "outside of your organi", "outside of our organi",
		"outside our organi", "outside the company", "outside of the company", "from outside", "external email",
		"external e-mail", "external sender", "external source", "external message", "do not click", "don't click",
		"don’t click", "not click links", "think before you click", "email from external", "came from an external",
		"von außerhalb", "von einem externen", "externer absender", "externe e-mail", "außerhalb der organisation",
		"keine links", "provient de l'extérieur", "provient de l’extérieur", "expéditeur externe", "extérieur de l",
		"externe à", "ne cliquez pas", "remitente externo", "fuera de la organización", "externo a la",
		"origen externo", "no haga clic", "mittente esterno", "esterno all", "dall'esterno", "non cliccare",
		"remetente externo", "fora da organização", "não clique", "externe afzender", "buiten de organisatie",
		"van buiten", "klik niet", "externt", "extern avsändare", "utanför organisationen", "ekstern", "zewnętrzn",
		"spoza organizacji", "внешн", "外部から", "外部邮件", "外部郵件", "get email from", "don't often",
	}
	bannerSentences = []string{
		"you don't often get email from", "you don’t often get email from", "this email originated from outside",
		"this e-mail originated from outside", "this message originated outside",
		"this message originated from outside", "this message was sent from outside",
		"this email was sent from outside", "this email originated outside", "zjqcmqryfpfptbanner",
		"this message is from an external sender", "this sender might be impersonating",
		"this email is from an external", "this message came from outside", "sie erhalten nicht oft eine e-mail von",
		"vous ne recevez pas souvent", "no suele recibir correos electrónicos de", "non si ricevono spesso",
		"u krijgt niet vaak e-mail van", "some people who received this message don't often get email from",
	}
	bannerTails = []string{
		"do not click", "don't click", "don’t click", "unless you recogni", "learn why this is important",
		"open attachments", "be cautious", "exercise caution", "report suspicious", "know the content is safe",
		"keine links", "ne cliquez pas", "no haga clic", "klik niet", "non cliccare", "não clique",
	}
	clientFooters = []string{
		"sent from my ", "sent from mail for ", "sent from outlook", "sent from yahoo", "sent from samsung",
		"sent from gmail", "sent from proton", "sent from aol", "sent from a mobile", "sent from my mobile",
		"sent from the all new", "sent from mailbird", "sent from spark", "sent from blue", "sent from workspace",
		"sent from nine", "sent from airmail", "sent from newton", "sent from superhuman", "sent from mobile",
		"get outlook for ", "get bluemail for", "get typeapp",
		"sent on the go", "typed on ", "envoyé de mon ", "envoyé depuis ", "envoyé à partir de ",
		"envoyé à partir d'", "envoyé avec ",
		"télécharger outlook pour", "obtenez outlook", "obtenir outlook", "skaffa outlook",
		"yahoo mail: search", "yahoo mail :",
		"yahoo mail: ", "從我的", "iphone'umdan", "ipad'imden", "galaxy'den gönderildi", "android cihazımdan",
		"zaslane z ", "outlook'u edinin", "ios için outlook", "von meinem ", "gesendet von ",
		"gesendet mit ",
		"diese nachricht wurde von meinem", "diese e-mail wurde von meinem", "holen sie sich outlook",
		"outlook für android", "outlook für ios", "enviado desde ", "enviado de ", "enviado do ",
		"enviado a partir do ", "enviado pelo ", "enviado con ", "obtener outlook", "obter o outlook", "inviato da ",
		"inviato dal ", "scarica outlook", "ottieni outlook", "verzonden vanaf ", "verstuurd vanaf ",
		"verzonden met ", "download outlook", "outlook voor ", "skickat från ", "skickades från ", "hämta outlook",
		"sendt fra ", "hent outlook", "lähetetty ", "hanki outlook", "wysłano z ", "wysłane z ",
		"pobierz program outlook", "odesláno z ", "odoslané z ", "stáhněte si outlook", "iphone-ról küldve",
		"az iphone", "trimis de pe ", "trimis din ", "iphone'umdan gönderildi", "ipad'imden gönderildi",
		"отправлено с ", "отправлено из ", "надіслано з ", "изпратено от ", "στάλθηκε από ", "poslano z ",
		"poslano s ", "iphoneから送信", "ipadから送信", "outlook for ios を入手", "从我的", "发自我的", "發自我的",
		"从我的 iphone 发送", "从我的 ipad 发送", "获取 outlook", "나의 iphone에서 보냄", "내 iphone에서 보냄",
		"iphone에서 보냄", "dikirim dari ", "được gửi từ ", "ส่งจาก ", "נשלח מ", "أرسلت من", "تم الإرسال من",
		"enviat des ", "bidali ", "saadetud ", "išsiųsta iš ", "nosūtīts no ",
	}
	// sentStarts begin, and sentEnds are in, the footers of clients that are named in them.
	sentStarts = []string{
		"sent from ", "sent with ", "sent via ", "sent using ", "sent by ", "written with ", "written in ",
		"gesendet ", "geschrieben mit ", "verschickt ",
		"verfasst mit ", "envoyé ", "provenance ", "écrit avec ", "enviado ", "enviada ", "enviat ", "inviato ",
		"verzonden ", "verstuurd ", "skickat ", "skickades ",
		"sendt ", "lähetetty ", "wysłano ", "wysłane ", "odesláno ", "odoslané ", "elküldve ", "küldve ", "trimis ",
		"отправлено ", "надіслано ",
		"изпратено ", "στάλθηκε ", "poslano ", "poslané ", "saadetud ", "išsiųsta ", "nosūtīts ", "sent fra ",
		"dikirim ", "gönderildi", "senda", "sent í ", "dihantar ",
		"ipinadala ", "imetumwa ", "bidalia ", "gestuur ", "poslato ", "послато ", "dërguar ", "göndərildi ",
	}
	sentEnds = []string{
		"küldve", "gönderildi", "göndərildi", "gesendet", "発送", "送信", "发送", "傳送", "寄出", "보냄", "보낸", "발송", "भेजा",
		"ارسال", "पाठवले", "poslano", "saadetud",
	}
	// clientNames are mail programs in one word; deviceNames are found anywhere in a line.
	clientNames = set(`
		mailbox hey front spark superhuman canary airmail newton mailbird mimestream shortwave missive edison
		tuta tutanota
		protonmail outlook thunderbird k-9 fairemail bluemail aquamail typeapp nine notion fastmail zoho polymail boomer
		postbox mailspring sparrow triage dispatch inky alto cloudmagic polaris acompli mailtime mymail spike
		loop twobird
		roundcube horde zimbra evolution kmail claws gmail yahoo gmx web.de t-online freenet posteo icloud hotmail`)
	deviceNames = []string{
		"windows mail", "mail for windows", "für windows", "pour windows", "para windows", "per windows",
		"voor windows", "för windows", "til windows",
		"systemu windows", "pro windows", "pre windows", "windowsille", "для windows", "για windows",
		"pentru windows", "windows için", "windows 10", "windows 11",
		"windows phone", "iphone", "ipad", "ipod", "galaxy", "android", "blackberry", "huawei", "xiaomi",
		"smartphone", "proton mail", "edison mail", "em client",
		"blue mail", "aqua mail", "zoho mail", "yahoo mail", "k-9 mail", "my mobile", "apple watch", "pixel",
	}
	disclaimerStarts = []string{
		"this e-mail", "this email", "this message", "this communication", "this transmission",
		"the information in this", "the information contained", "the contents of this", "the content of this",
		"confidentiality", "confidential", "disclaimer", "legal notice", "privileged", "notice:", "important notice",
		"if you are not the intended", "if you have received this", "please note that this e", "diese e-mail",
		"diese nachricht", "diese mail", "der inhalt dieser", "die information in dieser",
		"die informationen in dieser", "vertraulichkeits", "ce message", "ce courriel", "cet e-mail", "cet email",
		"les informations contenues", "avis de confidentialité", "este mensaje", "este correo", "este e-mail",
		"la información contenida", "aviso legal", "aviso de confidencialidad", "confidencialidad",
		"questo messaggio", "questa e-mail", "questa email", "le informazioni contenute", "il presente messaggio",
		"ai sensi", "informativa", "esta mensagem", "este email", "as informações contidas", "aviso legal",
		"dit bericht", "deze e-mail", "deze email", "de informatie in", "detta meddelande", "detta e-post",
		"denne e-mail", "denne meddelelse", "denne e-posten", "tämä viesti", "ta wiadomość", "niniejsza wiadomość",
		"treść tej wiadomości", "tento e-mail", "tato zpráva", "ez az e-mail", "acest mesaj", "bu e-posta",
		"это сообщение", "данное сообщение", "настоящее сообщение", "本メール", "このメール", "本邮件", "此邮件",
		"본 메일",
	}
	disclaimerWords = []string{
		"confidential", "intended recipient", "intended only", "intended solely", "privileged", "unauthori",
		"received this", "legally", "disclaim", "vertraulich", "bestimmungsgemäß", "nicht der richtige adressat",
		"nicht der beabsichtigte", "nicht der vorgesehene", "nur für den", "confidentiel", "destinataire",
		"strictement", "confidencial", "destinatario",
		"destinatário", "riservat", "confidenzial", "vertrouwelijk", "geadresseerde", "uitsluitend bestemd",
		"konfidentiell", "avsedd", "fortrolig", "luottamuksell", "poufn", "adresat", "důvěrn", "bizalmas", "gizli",
		"конфиденциальн", "предназначен", "機密", "机密", "保密", "기밀",
	}
	disclaimerSentences = []string{
		"please consider the environment before", "think before you print",
		"consider the environment before printing", "denken sie an die umwelt", "bitte denken sie an die umwelt",
		"pensez à l'environnement", "pensez à l’environnement", "piense en el medio ambiente", "pensa all'ambiente",
		"pense no meio ambiente", "denk aan het milieu", "this email has been scanned for viruses",
		"this message has been scanned for viruses", "this email has been checked for viruses",
		"auf viren geprüft", "vérifiée par le logiciel antivirus", "absence de virus dans ce", "sin virus.www",
		"sin virus. www",
		"analizado en busca de virus", "privo di virus", "gecontroleerd op virussen", "virusfri.www", "virusfri. www",
		"wolny od wirusów", "sprawdzona pod kątem wirusów", "virus-free.www.avast", "virus-free. www.avast",
		"virenfrei.www.avast", "virenfrei. www.avast",
		"you received this message because you are subscribed to the google group",
		"to unsubscribe from this group and stop receiving emails",
	}
)
