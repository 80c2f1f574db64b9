package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// away finds in an absence note until when and who stands in. Both are phrases as written; the reader of a date
// in words is elsewhere. Nothing is guessed: without a word such as "until" before a date, Until stays empty.
func away(text string) *Away {
	words := awayWords(clip(text, 4000))
	a := &Away{Text: text}
	for _, triggers := range []phraseIndex{returnWords, untilWords} {
		for i := range words {
			if n := triggers.match(words[i:]); n > 0 && a.Until == "" {
				a.Until = datePhrase(words[i+n:])
			}
		}
	}
	for i := 1; i < len(words) && a.Until == ""; i++ {
		if rangeWords[words[i].lower] && isDateWord(words[i-1].lower) {
			if phrase := datePhrase(words[i+1:]); namesDay(phrase) {
				a.Until = phrase
			}
		}
	}
	for i := range words {
		if n := coverWords.match(words[i:]); n > 0 && a.Cover == "" {
			a.Cover = personPhrase(words[i+n:])
		}
	}
	return a
}

// awayWord is one word, without the punctuation around it.
type awayWord struct {
	text  string // as written
	lower string
	ends  bool // a sentence or clause ends behind it
}

func awayWords(text string) []awayWord {
	var words []awayWord
	for _, f := range strings.Fields(text) {
		trimmed := strings.Trim(f, ",;!?\"'“”„«»<>*_()[]")
		ends := trimmed != "" && strings.ContainsAny(f[strings.LastIndex(f, trimmed)+len(trimmed):], ",;!?)]")
		if bare := strings.TrimRight(trimmed, ".:"); bare != trimmed {
			if !isOrdinal(trimmed) {
				trimmed, ends = bare, true
			}
		}
		if trimmed != "" {
			words = append(words, awayWord{text: trimmed, lower: strings.ToLower(trimmed), ends: ends})
		}
	}
	return words
}

// isOrdinal recognises "30." and "30.11." of the German and Nordic languages.
func isOrdinal(s string) bool {
	first, rest, found := strings.Cut(s, ".")
	return found && len(first) > 0 && len(first) <= 2 && len(rest) <= 3 && strings.HasSuffix(s, ".") &&
		strings.Trim(s, "0123456789.") == ""
}

// phraseIndex holds phrases of several words under their first word.
type phraseIndex map[string][][]string

func newPhrases(list []string) phraseIndex {
	index := phraseIndex{}
	for _, phrase := range list {
		words := strings.Fields(phrase)
		index[words[0]] = append(index[words[0]], words)
	}
	return index
}

// match returns how many words the longest phrase has that begins here.
func (p phraseIndex) match(words []awayWord) int {
	best := 0
	for _, phrase := range p[words[0].lower] {
		n := 0
		for n < len(phrase) && n < len(words) && words[n].lower == phrase[n] && (n == 0 || !words[n-1].ends) {
			n++
		}
		if n == len(phrase) {
			best = max(best, n)
		}
	}
	return best
}

// datePhrase takes the words of a date at the start, without the articles before it.
func datePhrase(words []awayWord) string {
	for len(words) > 0 && (dateFillers[words[0].lower] || placeWords[words[0].lower]) && !words[0].ends {
		words = words[1:]
	}
	var phrase []string
	solid := 0
	for _, w := range words {
		if len(phrase) == 8 {
			break
		}
		if isDateWord(w.lower) {
			phrase = append(phrase, w.text)
			solid = len(phrase)
		} else if dateFillers[w.lower] && len(phrase) > 0 {
			phrase = append(phrase, w.text)
		} else {
			break
		}
		if w.ends && !isWeekday(w.lower) {
			break
		}
	}
	phrase = phrase[:solid]
	if solid > 1 && strings.Count(phrase[solid-1], ".") == 1 {
		phrase[solid-1] = strings.TrimSuffix(phrase[solid-1], ".")
	}
	return strings.Join(phrase, " ")
}

// namesDay reports whether a phrase holds a month or a date in figures, not only an hour or a weekday.
func namesDay(phrase string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(phrase)) {
		bare := strings.TrimRight(w, ".")
		if dateWords[bare] && !weekdayWords[bare] && len(bare) > 2 || strings.Count(w, "-") == 2 || strings.Count(w, "/") == 2 ||
			strings.Count(w, ".") == 2 {
			return true
		}
	}
	return false
}

func isDateWord(lower string) bool {
	if dateWords[lower] || dateWords[strings.TrimRight(lower, ".")] {
		return true
	}
	r, _ := utf8.DecodeRuneInString(lower)
	return unicode.IsDigit(r) && len(lower) <= 12 && !strings.Contains(lower, "@") && !isPhone(lower)
}

func isPhone(s string) bool { return len(strings.Trim(s, "0123456789-+")) == 0 && len(s) > 10 }

func isWeekday(lower string) bool { return weekdayWords[strings.TrimRight(lower, ".")] }

// personPhrase takes a name of one to four capitalised words at the start, else an address.
func personPhrase(words []awayWord) string {
	for len(words) > 0 && (personFillers[words[0].lower] || words[0].lower == "-") {
		words = words[1:]
	}
	var name []string
	for _, w := range words {
		if normalAddress(w.text) != "" {
			if len(name) == 0 {
				return w.text
			}
			break
		}
		r, _ := utf8.DecodeRuneInString(w.text)
		if !unicode.IsUpper(r) || len(name) == 4 || isDateWord(w.lower) {
			break
		}
		name = append(name, w.text)
		if w.ends {
			break
		}
	}
	return strings.Join(name, " ")
}

// set makes a lookup of words.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	returnWords = newPhrases([]string{
		"back on", "back in the office on", "back at work on", "back in office on", "back at my desk on", "back from", "be back", "return on", "returning on", "returning to the office on", "return to the office on", "return to work on", "return to office on", "available again on", "available again from", "returning", "i return", "will return",
		"wieder ab", "wieder am", "zurück am", "zurück ab", "erreichbar ab", "wieder im büro ab", "wieder im büro am", "bin ich am", "bin ab", "bin am", "de retour le", "retour le", "de retour au bureau le", "serai de retour", "regreso el", "regresaré el", "vuelvo el", "volveré el", "vuelta el", "me reincorporo el", "rientro il", "rientrerò il", "tornerò il", "di ritorno il", "sarò di nuovo in ufficio il",
		"volto a", "voltarei a", "regresso a", "regressarei a", "retorno em", "retornarei em", "de volta em", "volto dia", "terug op", "weer aanwezig op", "weer terug op", "weer op kantoor op", "tillbaka den", "tillbaka på kontoret den", "tillbaka", "åter den", "tilbage den", "tilbage", "tilbake den", "tilbake", "palaan", "takaisin", "wracam", "wrócę", "powrót", "zpět", "vrátím se", "dönüş tarihim", "вернусь", "возвращаюсь", "на связи с",
	})
	untilWords = newPhrases([]string{
		"until", "till", "til", "through", "up to and including", "bis", "bis zum", "bis einschließlich", "bis und mit", "jusqu'au", "jusqu’au", "jusqu'à", "hasta el", "hasta", "fino al", "fino a", "sino al", "até", "até ao", "tot en met", "t/m", "tot", "till och med", "t.o.m", "tom", "til og med", "do dnia", "do", "asti", "saakka", "kadar", "до", "по",
	})
	coverWords = newPhrases([]string{
		"please contact", "contact", "reach out to", "get in touch with", "turn to", "speak to", "refer to", "covering for me", "my cover is", "cover:", "covered by", "call", "email", "write to", "wenden sie sich bitte an", "wenden sie sich an", "wende dich an", "wende dich bitte an", "kontaktieren sie bitte", "kontaktieren sie", "kontaktieren", "vertretung", "meine vertretung ist", "vertritt mich", "vertreten durch", "vertreten von",
		"veuillez contacter", "merci de contacter", "contacter", "contactez", "vous adresser à", "adressez-vous à", "póngase en contacto con", "ponerse en contacto con", "contactar con", "contactar a", "contacte con", "contacte a", "diríjase a", "escriba a", "contattare", "rivolgersi a", "scrivere a", "contatar", "contactar", "contacte", "contate", "entre em contato com", "entre em contacto com", "falar com",
		"contact opnemen met", "neem contact op met", "contact op met", "kontakta", "kontakt", "ta kontakt med", "kontakte", "ota yhteyttä", "kontakt z", "kontakt z:", "o kontakt z", "kontaktujte", "kontaktujte prosím", "обращайтесь к", "обратитесь к", "обращаться к", "пишите", "lütfen",
	})
	rangeWords    = set("to - – — au al a à")
	placeWords    = set("office my desk work again büro bureau oficina ufficio escritório kantoor kontoret na no w biurze")
	dateFillers   = set("the and including on at of from noon morning afternoon evening in a am an den dem der des zum ab einschließlich inkl um uhr mittag le la les inclus à au matin el día de del al las il lo alle gennaio' em dia do da às op de het van om en met den kl klo dnia godz včetně hod г года включительно ve its my at about approximately around um, week weeks")
	personFillers = set("my our the a colleague colleagues teammate manager assistant mr mrs ms dr bitte an meine meinen meiner unsere unseren kollegin kollegen kollege frau herrn herr sich gerne mon ma notre collègue monsieur madame m mme à mi nuestro nuestra compañero compañera colega a al la el con il mio la mia collega signor signora sig dott o meu minha à com mijn collega onze met min kollega kollegan til till med kolleginde moją moim koleżanką kolegą pana panią pan pani z prosím kolegu kolegyni моему моей коллеге к instead directly: directly at or please either")
	weekdayWords  = set("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles miercoles jueves viernes sábado sabado domingo lunedì lunedi martedì martedi mercoledì mercoledi giovedì giovedi venerdì venerdi sabato domenica segunda segunda-feira terça terça-feira quarta quarta-feira quinta quinta-feira sexta sexta-feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai perjantaina poniedziałek poniedziałku wtorek wtorku środa środę czwartek piątek piątku pondělí úterý středa středu čtvrtek pátek понедельник понедельника вторник вторника среда среду среды четверг четверга пятница пятницу пятницы pazartesi salı çarşamba perşembe cuma")
	dateWords     = set("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun tomorrow today tonight next january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec eod cob am pm a.m p.m " +
		"montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so morgen heute nächsten nächste januar jänner februar märz mai juni juli oktober dezember okt dez mrz " +
		"lundi mardi mercredi jeudi vendredi samedi dimanche demain prochain janvier février fevrier mars avril juin juillet août aout septembre octobre novembre décembre decembre 1er " +
		"lunes martes miércoles miercoles jueves viernes sábado sabado domingo mañana próximo enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre " +
		"lunedì lunedi martedì martedi mercoledì mercoledi giovedì giovedi venerdì venerdi sabato domenica domani prossimo gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre " +
		"segunda segunda-feira terça terça-feira quarta quarta-feira quinta quinta-feira sexta sexta-feira amanhã próxima janeiro fevereiro março maio junho julho setembro outubro novembro dezembro " +
		"maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei juni juli augustus oktober aanstaande volgende " +
		"måndag tisdag onsdag torsdag fredag lördag söndag imorgon nästa mandag tirsdag lørdag søndag neste næste maj augusti " +
		"maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai perjantaina tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta " +
		"poniedziałek poniedziałku wtorek wtorku środa środę czwartek piątek piątku jutra stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia " +
		"pondělí úterý středa středu čtvrtek pátek zítra ledna února března dubna května června července srpna září října listopadu prosince " +
		"понедельник понедельника вторник вторника среда среду среды четверг четверга пятница пятницу пятницы завтра января февраля марта апреля мая июня июля августа сентября октября ноября декабря " +
		"pazartesi salı çarşamba perşembe cuma yarın ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık")
)
