package mail

// awaySignals are the words of absence notes and of desks that are slow or closed, and what people say besides, one
// line or two a language: en, de, fr, es, it, nl, pt, pl, sv, da, no, fi, cs, then others.
var awaySignals = []wordList{
	{absent, []string{
		"am travelling|am traveling|travelling on|traveling on|business trip|on a trip|office closed|office is closed",
		"company holiday|on leave|parental leave|maternity leave|annual leave|sabbatical|out of the office",
		"auf dienstreise|auf geschäftsreise|im urlaub|elternzeit|nicht im büro|betriebsferien|büro geschlossen",
		"en déplacement|en congé|congés|congé maternité|congé parental|absent du bureau|serai absent|suis absent",
		"de viaje|de vacaciones|de baja|fuera de la oficina|permiso de maternidad|sono in ferie|in ferie|fuori ufficio",
		"in viaggio|in maternità|op vakantie|met vakantie|met verlof|op zakenreis|niet op kantoor|zwangerschapsverlof",
		"de férias|em viagem|ausente do|encontro me ausente|de licença|fora do escritório|na urlopie|poza biurem",
		"w delegacji|urlopie macierzyńskim|nieobecn|på semester|tjänstledig|föräldraledig|på tjänsteresa",
		"inte på kontoret|på ferie|på barsel|ikke på kontoret|på reise|permisjon|lomalla|työmatkalla|vanhempainvapaa",
		"poissa toimist|na dovolené|na služební cestě|mimo kancelář|в отпуске|в командировке|szabadságon|izindeyim",
	}},
	{absent, []string{
		"time off|day off|days off|trade fair|at a fair|at a conference|on a course|in training all|sick leave|off sick",
		"auf einer messe|auf der messe|auf kur|in der reha|auf reha",
		"auf schulung|fortbildung|wieder am platz|nicht am platz|krankgeschrieben",
		"en formation|en séminaire|en arrêt|en salon|sur un salon|peu joignable|en una feria|en un curso|baja médica",
		"fuori sede|in trasferta|in malattia|a una fiera|in fiera|vandaag vrij|ben vrij|ziek|op een beurs|op cursus",
		"em formação|numa feira|baixa médica|zwolnieniu lekar|na szkoleniu|na targach|sjukskriven|på mässa|på utbildning",
		"är ledig|sygemeldt|på messe|på kursus|har fri|sykmeldt|på kurs|sairauslomalla|messuilla|koulutuksessa|nemocens",
		"na školení|na veletrhu|на больнич|на выставке|недоступен|not at my desk|away this week|away all week",
	}},
	{past, []string{
		"i was$|I was$|was out|was away|was on$|have been away|have been out|had been|war im|war ich|ich war|war auf|war in$",
		"j'étais|étais|estuve|estaba|ero in|ero fuori|sono stat|was ik|ik was|estive|estava|byłem|byłam|jag var|har varit",
		"jeg var|har været|har vært|olin$|byl jsem|byla jsem|был в|была в|late answer|late reply|late response",
	}},
	{callMe, []string{
		"call me|ring me|phone me|rufen sie mich|ruf mich|appelez moi|appelle moi|llámame|llámeme|chiamami|mi chiami",
		"bel me|belt u mij|ligue me|zadzwoń|proszę do mnie|ring mig|ring meg|soita minulle|zavolejte mi|позвоните мне",
	}},
	{stayed, []string{
		"moved on to the|moved on to our|moved on to another|moved to the|moved to another|another team|other team|another " +
			"department|changed teams|new team",
		"in eine andere abteilung|in ein anderes team|changé de service|otro departamento|altro reparto|andere afdeling",
		"outro departamento|innego działu|annan avdelning|anden afdeling|annen avdeling|toiselle osastolle",
	}},
	{agreed, []string{
		"better the|better on|would rather|monday it is|tuesday it is|wednesday it is|is free|is fine|are free|suits " +
			"me|count me in|thursday it is|friday it is|on my side|from my side",
		"telefonieren|besser am|besser die|c'est bon|est libre|plutôt|mejor el|hablamos|nos vemos|meglio|sentiamoci",
		"ci sentiamo|ci vediamo|liever|melhor na|falamos|nos falamos|lepiej|porozmawia|hellre|hellere|heller$|vi hörs",
		"vi ses|tavataan|nähdään|raději|uvidíme se|лучше",
	}},
	{returning, []string{
		"back on|back in|be back|am back|back at my desk|back at work|until|till$|return|through$",
		"zurück|bis zum|bis einschließlich|bis inklusive|bis und mit|ab dem|wieder",
		"de retour|jusqu|à mon retour|regreso|vuelta|hasta|reincorpor|ritorno|rientro|fino al|fino a$|tornerò",
		"terug|tot en met|tot$|vanaf|weer|regress|retorno|volto|voltarei|até$|wrac|wróc|powroc|do dnia|włącznie",
		"tillbaka|till och med|tilbage|til og med|tilbake|palaan|asti$|saakka|vrátím|návrat|верн|возвращ|vissza",
		"döneceğ",
	}},
	{urgent, []string{
		"urgent|cannot wait|can't wait|emergenc|immediate assist|immediate attention|dringend|eilig|urgence|urgent",
		"urgenz|urgênc|spoed|pilny|pilne|brådskande|hastende|haster|kiireelli|naléhav|срочн|sürgős|acil$",
		"per necessità|in caso di necessità|akut$",
	}},
	{urgent, []string{
		"need something before|need help before|need anything before|eilige|eilfäll|haast " +
			"heeft|brådskar|pilną|something urgent",
	}},
	{access, []string{
		"some delay|with delay|with a delay|slow to answer|slower than usual|later than usual|accesso saltuario|saltuari",
		"mit verzögerung|verspätet|avec retard|du retard|con retraso|in ritardo|met vertraging|com atraso|z opóźnieniem",
		"dröja|med forsinkelse|forsinket svar|viiveellä|se zpožděním|répondrai dès|antworten ab|responderé a mi",

		"limited access|no access|intermittent access|sporadic access|little access|restricted access|without access",
		"read my mail|read my e mail|read my email|check my mail|check my email|checking email|checking e mail",
		"delay in my response|delay in my reply|delayed response|response may be|reply may be|slow to respond",
		"unregelmäßig|eingeschränkt|nur sporadisch|keinen zugriff|nicht gelesen|lese meine|sans accès|accès limité",
		"prendrai connaissance|consulterai|sin acceso|acceso limitado|acceso al correo|leer el correo|atenderé su",
		"non potrò leggere|leggerò|accesso limitato|senza accesso|beperkt bereikbaar|lees mijn mail|beperkte toegang",
		"acesso limitado|sem acesso|responderei|lerei|ograniczony dostęp|nie mam dostępu|odpowiem po|odpowiem na",
		"läser inte|begränsad tillgång|begrænset adgang|læser ikke|begrenset tilgang|leser ikke|luen sähköpost",
		"omezený přístup|nemám přístup|ограниченный доступ|нет доступа|korlátozottan|sınırlı erişim",
	}},
	{but, []string{
		"but$|however|though$|aber$|doch$|mais$|pero$|però|mas$|porém|maar$|ale$|men$|mutta$|но$|але$|dock$",
	}},
	{but, []string{
		"ma luned|ma marted|ma mercoled|ma gioved|ma venerd|ma il$|ma poss|ma alle|ma va$",
	}},
	{matter, []string{
		"contract|proposal|offer$|quote$|quotation|pricing|price|budget|demo$|meeting|the invite$|your invite$|an " +
			"invite$|invitation",
		"vertrag|angebot|preis|termin$|einladung|contrat|devis|offre|rendez vous|réunion|contrato|propuesta|oferta",
		"precio|reunión|contratto|proposta|offerta|prezzo|incontro|riunione|offerte|prijs|afspraak|vergadering",
		"preço|reunião|umow|ofert|cen$|spotkani|avtal|offert|pris$|möte|aftale|tilbud|møde|avtale|møte|sopimu",
		"tarjou|tapaami|smlouv|nabídk|schůzk|договор|предложени|встреч",
	}},
	{sorry, []string{
		"sorry|apolog|entschuldig|leider|désolé|pardon|perdón|disculp|lo siento|scus|dispiace|desculp|lamento",
		"przepraszam|förlåt|ursäkta|undskyld|beklager|anteeksi|pahoittel|omlouv|извин",
	}},
	{volume, []string{
		"high volume|large volume|large number of|number of mails|number of emails|number of e mails|number of messages",
		"longer than usual|longer than normal|unusually high|in the order|response time|reply times|average response",
		"up to 24|up to 48|up to 72|hohen aufkommen|hoher auslastung|reihenfolge des eingang|vieler anfragen",
		"länger dauern|bearbeitungszeit|grand nombre|volume important|délai de réponse|délais de réponse|gran volumen",
		"gran cantidad|tiempo de respuesta|elevato numero|tempi di risposta|grote drukte|groot aantal|reactietijd",
		"grande volume|elevado número|tempo de resposta|dużą liczbę|duża liczba|czas odpowiedzi|stor mängd|svarstid",
		"stort antal|ventetid|stor pågang|suuren määrän|vastausaika|velké množství|большого количества",
		"each one individually|answer each one|reply to each|respond to every|respond to each|every message " +
			"personally|review every",
		"many messages|so many emails|so many mails|backlog|we review every|every inquiry|every enquiry|auf grund der vielen",
		"messages are read|message is important|mail is important|email is important|anliegen ist uns wichtig",
	}},
	{thanking | yours | message, []string{
		"appreciate you taking|appreciate your message|appreciate your mail|appreciate your email|for your interest",
		"für ihr interesse|votre intérêt|su interés|il suo interesse|uw interesse|seu interesse|zainteresowanie",
		"ditt intresse|din interesse",
	}},
	{hours, []string{
		"office hours|business hours|opening hours|working hours|service hours|open monday|monday to friday",
		"monday through friday|mon fri|mon to fri|weekdays|geschäftszeit|öffnungszeit|bürozeit|mo fr|montag bis",
		"heures d'ouverture|du lundi au vendredi|jours ouvr|heures ouvr|horario|de lunes a viernes|orari",
		"dal lunedì al|lun ven|openingstijd|kantooruren|maandag t|horário|segunda a sexta|dias úteis|godziny|godzinach",
		"od poniedziałku do|öppettid|vardagar|åbningstid|hverdage|åpningstid|aukiolo|arkisin|otevírac|pracovní době",
	}},
	{impersonal, []string{
		"dear customer|dear client|dear sender|dear sir|dear guest|dear user|to whom it may|valued customer",
		"damen und herren|sehr geehrter kunde|madame monsieur|cher client|chère cliente|estimado client|apreciado client",
		"gentile cliente|gentile utente|geachte heer|beste klant|prezado client|caro client|szanowni państwo",
		"szanowny klien|bästa kund|kære kunde|kjære kunde|hyvä asiakas|vážený zákazn|уважаемый клиент|hi there",
		"hello there",
	}},
	{survey, []string{
		"how would you rate|rate the support|rate our|rate your|satisfaction survey|how did we do|how was your experience",
		"wie zufrieden|bewerten sie|votre satisfaction|encuesta de satisf|sondaggio|tevreden|pesquisa de satisf",
		"zadowolon|hur nöjd|hvor tilfreds|reopen this ticket|reopen it|ticket closed|reply to reopen",
	}},
	{software, []string{
		"to post to this list|changes to your subscription|welcome to the mailing|subscription on the web|your " +
			"subscription to",
		"list address|willkommen auf der mailingliste|bienvenue sur la liste|bienvenido a la lista|benvenuto nella lista",

		"mailing list submissions|to subscribe or unsubscribe|memberships reminder|mailing list memberships",
		"subscription info|command not|not recognized|no valid commands|results of your commands|majordomo results",
		"subscription confirmation|confirm your subscription|been subscribed to|been unsubscribed from|digest vol",
		"list help|list owner can|newsletter subscription|unsubscribe command|list command|list editors|this is the " +
			"ezmlm|listserv command|befehle|ergebnis ihrer befehle|résultat de vos commandes",
		"commande inconnue|ignoring end of message|abonnement bestätig|confirmation d'abonnement",
	}},
}
