package mail

// Openings, verbs and labels of quote headers in some thirty languages, in lower case.
var (
	// headerOpenings are the words before a date at the beginning of a quote header.
	headerOpenings = set(`
		on am le el il em op den på dnia w dne ngày pada vào na a în în στις u dana at i в от у në dalam 在 于 於 寄件者
		から 로부터 בתאריך في ใน เมื่อ del al no dag en þann noong tarehe o më на dňa dana petak pe pada lúc wiadomość
		missatge
		kuupäev kasutaja در`)
	// headerGlued are openings without a space behind them.
	headerGlued = []string{"在", "于", "於", "寄件者", "から", "로부터", "ב-", "ใน", "เมื่อ"}
	// headerFillers stand in quote headers beside names, dates and verbs.
	headerFillers = set(`
		on am le el il em op den på dnia w dne ngày pada vào na a în στις u dana at i в от у në dalam del al no dag um à
		uhr hat ha las los la les alle ore giorno día dia às ao à(s) a(s) de do da om kl klo o v ve dnia g г р
		lúc tanggal
		pukul jam ο η χρήστης π.μ μ.μ tarihinde tarih saat folgendes folgende je va ezt időpont şunu odesílatel missatge
		dels the and by from het volgende följande følgende via gmt utc mez mesz cet cest pm p.m a.m po o'clock heures h
		der den ter ten zu zur vom du des das dos della dello bin ibn bint af
		používateľ uporabnik uživatel utilisateur benutzer usuario user пользователь користувач потребител lietotājas
		dniu dňa godz godzinie czasu napisana napisany przez wiadomość den nap keltezéssel dátummal időpontban
		kell kasutaja
		kuupäev kuupäeval plkst lietotājs ob oseba ve saat lúc nang ni ang sumusunod sinulat isinulat pada
		igorleak hau ás
		as o/η ο/η στις godine sati ден година ص م الساعة في على تمت كتابة ما يلي بواسطة در تاریخ ساعت บันทึก
		เวลา วันที่ be
		час odosielateľ korisnik piše è je/je kell den. the. date time från fra von van av af από від от`)
	// proseWords are in what people write and in no quote header.
	proseWords = set(`
		i we you he she they my our your that what this with and is was here as please ich wir dass mit mir ihnen uns
		nous vous elle avec ella ellos yo que usted io lui lei che hij wij jullie jag jeg men but because when where how
		can will would should have has had sorry thanks thank yes sure aber denn weil habe haben ist sind war`)
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
		"skrifaði", "escribiu", "aliandika", "sinulat", "isinulat", "geskryf", "skryf", "shkroi", "напиша",
		"је написао", "је написао/ла", "написао", "написала/о", "napisala", "napisal", "je napisala",
		"yazmış", "şunları yazdı",
		"نوشت", "كتبت", "كتب/كتبت", "ने लिखा", "लिखा", "লিখেছেন", "எழுதியது", "idatzi zuen", "ysgrifennodd",
		"scríobh", "쓴 글", "님이 쓴 글", "напісаў",
		"напісала", "жазды", "գրել է", "napísala", "napísal/a", "raksta", "parašė", "написао/ла",
	}
	// headerMonths are words of dates in quote headers that no absence note has: short forms and other languages.
	headerMonths = set(`
		janv févr avr juil déc ene abr ago set dic gen mag giu lug ott fev mai out dez mrt mei okt nov maj syys lokak
		marrask jouluk tammik helmik maalisk huhtik toukok kesäk heinäk elok sty lut kwi cze lip sie wrz paź lis gru led
		úno bře dub kvě čvn čvc srp zář říj pro jan febr márc ápr jún júl aug szept dec oca şub nis haz tem ağu eyl eki
		kas ara янв февр мар апр июн июл авг сент окт нояб дек січ лют бер квіт трав черв лип серп вер жовт лист груд
		січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня ιαν φεβ μαρ απρ μαΐ ιουν
		ιουλ αυγ σεπ οκτ νοε δεκ ian mart iun iul sept noi ianuarie februarie martie aprilie iunie iulie octombrie
		noiembrie decembrie okt thg tháng agt des sij velj ožu tra svi srp kol ruj stu pro sausio vasario
		lu ma me je ve mi ju vi sá do lun mar mer jeu ven sam dim mié jue vie sáb dom gio seg ter qua qui sex wo
		di vr za
		zo mån tis ons tors tor fre lör sön tir tirs lør søn to ke ti pe su pon wt śr czw pt sob niedz po út st čt pá
		so ne h k
		sze cs p szo v pzt sal çar per cum cmt paz пн вт ср чт пт сб вс нд понедельник вторник среда четверг пятница
		суббота воскресенье δευ τρί τετ πέμ παρ σάβ κυρ lu. mi. dl dt dc dj ds dg th sen sel rab kam jum sab min
		uto sri čet
		pet sub ned pr an tr kt pn št sk montag dimanche lördag man nd mån`)
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
			"no", "frá", "از", "daripada", "от кого", "од", "nga", "प्रेषक", "oddawca",
		},
		{
			"sent", "date", "message du", "gesendet", "datum", "envoyé", "envoyé le", "enviado", "enviado el",
			"enviada em",
			"enviado em", "fecha", "inviato", "data", "verzonden", "skickat", "sendt", "dato", "wysłano",
			"wysłane", "odesláno", "lähetetty", "päivämäärä", "päiväys", "отправлено", "дата", "надіслано",
			"gönderildi", "gönderilme tarihi", "tarih", "elküldve", "dátum", "trimis", "data wysłania",
			"εστάλη", "ημερομηνία", "发送时间", "發送時間", "寄件日期", "日期", "送信日時", "日付",
			"보낸 날짜", "날짜", "보낸시간", "dikirim", "tanggal", "đã gửi", "ngày", "ส่ง", "วันที่", "נשלח",
			"תאריך", "تاريخ", "posláno", "poslano", "изпратено", "odoslané", "enviat el", "enviat",
			"saadetud", "išsiųsta", "nosūtīts", "послато", "تم الإرسال", "תאריך שליחה", "bidalia", "enviado o",
			"datums", "dagsetning", "ارسال شده", "تاریخ", "dihantar", "tarikh", "gesendet am", "verzonden op",
			"dată", "испратено", "dërguar",
			"fecha de envío", "date d’envoi", "date d'envoi", "дата отправки", "भेजा गया", "दिनांक", "gestuur",
		},
		{
			"to", "an", "à", "a", "para", "aan", "till", "til", "do", "komu", "pro", "vastaanottaja", "кому",
			"kime", "kimlere", "címzett", "către", "destinataire", "destinatario", "pour", "προς", "收件人",
			"收件者", "宛先", "받는 사람", "받는사람", "kepada", "đến", "ถึง", "אל", "إلى", "empfänger", "до", "za", "prima",
			"per a", "kam",
			"kellele", "adressaat", "به", "за кого", "për", "प्रति", "nori", "за", "прима", "saaja", "受信者", "받는이",
		},
		{
			"subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "ämne", "emne",
			"temat", "předmět", "predmet", "aihe", "тема", "konu", "tárgy", "subiect", "θέμα", "主题", "主題",
			"主旨", "件名", "제목", "perihal", "subjek", "chủ đề", "เรื่อง", "נושא", "الموضوع", "sujet", "относно",
			"zadeva", "tema", "teema",
			"наслов", "предмет", "tēma", "efni", "موضوع", "subjekts", "subjekt", "subjekat", "विषय", "ogg",
			"主 题", "제 목", "titel", "rubrik", "gaia",
		},
		{
			"cc", "copie à", "kopie", "copie", "copia", "cópia", "kopia", "kopi", "kopio", "копия", "bilgi",
			"másolatot kap", "抄送", "副本", "참조",
		},
		{
			"reply-to", "antwort an", "répondre à", "responder a", "rispondi a", "responder para",
			"beantwoorden", "svara till", "importance", "wichtigkeit", "priority",
		},
	}
)
