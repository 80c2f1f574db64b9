package mail

import "strings"

// set makes a lookup of words.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// Words of absence notes, in lower case.
var (
	returnWords = newPhrases([]string{
		"back on", "back in the office on", "back at work on", "back in office on", "back at my desk on", "back from",
		"be back", "return on", "returning on", "returning to the office on", "return to the office on",
		"return to work on", "return to office on", "available again on", "available again from", "returning",
		"i return", "will return", "wieder ab", "wieder am", "zurück am", "zurück ab", "erreichbar ab",
		"wieder im büro ab", "wieder im büro am", "bin ich am", "bin ab", "bin am", "de retour le", "retour le",
		"de retour au bureau le", "serai de retour", "regreso el", "regresaré el", "vuelvo el", "volveré el",
		"vuelta el", "me reincorporo el", "rientro il", "rientrerò il", "tornerò il", "di ritorno il",
		"sarò di nuovo in ufficio il", "volto a", "voltarei a", "regresso a", "regressarei a", "retorno em",
		"retornarei em", "de volta em", "volto dia", "terug op", "weer aanwezig op", "weer terug op",
		"weer op kantoor op", "tillbaka den", "tillbaka på kontoret den", "tillbaka", "åter den", "tilbage den",
		"tilbage", "tilbake den", "tilbake", "palaan", "takaisin", "wracam", "wrócę", "powrót", "zpět", "vrátím se",
		"dönüş tarihim", "вернусь", "возвращаюсь", "на связи с",
	})
	untilWords = newPhrases([]string{
		"until", "till", "til", "through", "up to and including", "bis", "bis zum", "bis einschließlich",
		"bis und mit", "jusqu'au", "jusqu’au", "jusqu'à", "hasta el", "hasta", "fino al", "fino a", "sino al", "até",
		"até ao", "tot en met", "t/m", "tot", "till och med", "t.o.m", "tom", "til og med", "do dnia", "do", "asti",
		"saakka", "kadar", "до", "по",
	})
	coverWords = newPhrases([]string{
		"please contact", "contact", "reach out to", "get in touch with", "turn to", "speak to", "refer to",
		"directed to", "direct your questions to", "ask for", "address your request to", "forwarded to", "wendet euch an",
		"ansprechpartner ist", "ansprechpartnerin ist", "joindre", "écrire à", "écrivez à", "adresser à", "escribir a",
		"dirigirse a", "contacta con", "contactad con", "rivolgersi al", "rivolgersi alla", "rivolgetevi a", "contattate",
		"contatta", "scrivete a", "escreva para", "dirija-se a", "contacteer", "terecht bij", "wenden tot", "hör av dig till",
		"vänd dig till", "henvend deg til", "kontakt venligst", "lütfen iletişime geçin:", "zastępuje mnie", "zastupuje mě",
		"covering for me", "my cover is", "cover:", "covered by", "call", "email", "write to",
		"wenden sie sich bitte an", "wenden sie sich an", "wende dich an", "wende dich bitte an",
		"kontaktieren sie bitte", "kontaktieren sie", "kontaktieren", "vertretung", "meine vertretung ist",
		"vertretung übernimmt", "vertretung ist", "vertretung hat", "your contact is", "my contact is", "my deputy is",
		"my stand-in is", "me sustituye", "mi sostituisce", "mij vervangt", "substitui-me", "ersätter mig",
		"afløser mig",
		"remplaçante", "remplaçant", "suppléante", "suppléant", "sustituta", "sustituto", "sostituta", "sostituto",
		"vervanger", "vervangster", "ersättare", "afløser", "stedfortreder", "stand-in", "deputy", "backup", "cover is",
		"contact person is", "mon remplaçant est", "mi sustituto es", "mi sustituta es", "il mio sostituto è",
		"mijn vervanger is", "min ersättare är", "min stedfortræder er", "min stedfortreder er",
		"vertritt mich", "vertreten durch", "vertreten von", "veuillez contacter", "merci de contacter", "contacter",
		"contactez", "vous adresser à", "adressez-vous à", "póngase en contacto con", "ponerse en contacto con",
		"contactar con", "contactar a", "contacte con", "contacte a", "diríjase a", "escriba a", "contattare",
		"rivolgersi a", "scrivere a", "contatar", "contactar", "contacte", "contate", "entre em contato com",
		"entre em contacto com", "falar com", "contact opnemen met", "neem contact op met", "contact op met",
		"kontakta", "kontakt", "ta kontakt med", "kontakte", "ota yhteyttä", "kontakt z", "kontakt z:", "o kontakt z",
		"kontaktujte", "kontaktujte prosím", "обращайтесь к", "обратитесь к", "обращаться к", "пишите", "lütfen",
	})
	// coveringWords follow the name of who stands in.
	coveringWords = newPhrases([]string{
		"hilft gern", "hilft gerne", "hilft euch", "hilft dir", "übernimmt meine", "springt ein", "can help",
		"steps in",
		"takes over", "is your contact", "looks after my", "is looking after my", "prend le relais", "se ocupa de mis",
		"si occupa dei miei", "neemt mijn", "tar över", "tager over", "tar over",
		"is covering", "will be covering", "will cover", "covers for me", "is standing in", "stands in for me", "is my cover",
		"will assist you",
		"will be happy to help", "vertritt mich", "hilft ihnen gerne", "me remplace", "assure mon intérim", "me sustituye",
		"mi sostituisce",
		"substitui", "vervangt mij", "neemt waar", "ersätter mig", "vikarierer", "sijaistaa", "mnie zastępuje",
		"mě zastupuje",
	})
	rangeWords = set(`to - – — au al a à`)
	placeWords = set(`
		office my desk work again büro bureau oficina ufficio escritório kantoor kontoret na no w biurze`)
	dateFillers = set(`
		the and including on at of from noon morning afternoon evening in a am an den dem der des zum ab
		einschließlich inkl um uhr mittag le la les inclus à au matin el día de del al las il lo alle em dia do da às
		op het van om en met kl klo dnia godz včetně hod г года включительно ve its my about approximately around week
		weeks`)
	personFillers = set(`
		my our the a colleague colleagues teammate manager assistant mr mrs ms dr bitte an meine meinen meiner unsere
		unseren kollegin kollegen kollege frau herrn herr sich gerne mon ma notre collègue monsieur madame m mme à mi
		nuestro nuestra compañero compañera colega al la el con il mio mia collega signor signora sig dott o meu minha
		com mijn onze met min kollega kollegan til till med moją moim koleżanką kolegą pana panią pan pani z prosím
		kolegu kolegyni моему моей коллеге к instead directly at or please either`)
	// pronouns begin a sentence and are nobody's name.
	pronouns = set(`
		i we you he she they it our us this that if for please thank thanks wir ich sie ihr es er bitte nous vous je il
		elle ils on nosotros usted ella ellos yo noi voi lei lui loro nós você ele ela eles eu wij we u ik zij vi jag
		du de han hun jeg me minä he my ja wy oni on ona oni já vy мы я вы он она они`)
	weekdayWords = set(`
		monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag
		dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi jeudi
		vendredi samedi dimanche lunes martes miércoles miercoles jueves viernes sábado sabado domingo lunedì lunedi
		martedì martedi mercoledì mercoledi giovedì giovedi venerdì venerdi sabato domenica segunda segunda-feira
		terça terça-feira quarta quarta-feira quinta quinta-feira sexta sexta-feira maandag dinsdag woensdag donderdag
		vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag
		maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai perjantaina
		poniedziałek poniedziałku wtorek wtorku środa środę czwartek piątek piątku pondělí úterý středa středu čtvrtek
		pátek понедельник понедельника вторник вторника среда среду среды четверг четверга пятница пятницу пятницы
		pazartesi salı çarşamba perşembe cuma`)
	// dateWords are those of dates beside the weekdays.
	dateWords = set(`
		tomorrow today tonight next january february march april may june july august september october november
		december jan feb mar apr jun jul aug sep sept oct nov dec eod cob am pm a.m p.m morgen heute nächsten nächste
		januar jänner februar märz mai juni juli oktober dezember okt dez mrz demain prochain janvier février fevrier
		mars avril juin juillet août aout septembre octobre novembre décembre decembre 1er mañana próximo enero
		febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre domani prossimo
		gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre amanhã próxima janeiro fevereiro março
		maio junho julho setembro outubro novembro dezembro januari februari maart mei augustus aanstaande volgende
		imorgon nästa neste næste maj augusti tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta
		heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta jutra stycznia lutego marca kwietnia maja
		czerwca lipca sierpnia września października listopada grudnia zítra ledna února března dubna května června
		července srpna září října listopadu prosince завтра января февраля марта апреля мая июня июля августа сентября
		октября ноября декабря yarın ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık`)
)
