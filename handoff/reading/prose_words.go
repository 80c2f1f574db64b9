package reading

import "slices"

// Words of prose in the languages whose dates are read, folded.
var (
	// fromWords stand between a person and their company.
	fromWords = []string{"from", "of", "at", "with", "von", "bei", "vom", "aus", "der", "chez", "de", "du", "des", "en",
		"da", "dell", "di", "presso", "van", "bij"}
	// companyNouns stand between such a word and the name of the company.
	companyNouns = []string{"the", "company", "firm", "firma", "der", "dem", "societe", "la", "l", "entreprise",
		"maison", "empresa", "compania", "azienda", "bedrijf"}
	// particles are small words within a name.
	particles = []string{"van", "von", "de", "der", "den", "la", "le", "del", "da", "di", "do", "dos", "du", "zu", "el",
		"al", "bin", "ter", "y"}
	// deadlines stand before a time that is not that of the meeting.
	deadlines = []string{"by", "until", "till", "before", "since", "after", "bis", "vor", "seit", "nach", "jusqu",
		"avant", "depuis", "apres", "hasta", "antes", "desde", "despues", "entro"}
	// dateWords begin a time, or stand in one.
	dateWords = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
		"tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "tomorrow", "today", "tonight", "next", "this",
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
		"december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
		"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "mo", "di", "mi", "do", "fr",
		"morgen", "ubermorgen", "heute", "nachsten", "nachste", "nachster", "kommenden", "diesen",
		"januar", "februar", "marz", "mai", "juni", "juli", "oktober", "dezember", "lundi", "mardi", "mercredi",
		"jeudi", "vendredi", "samedi", "dimanche", "demain", "aujourd", "prochain",
		"janvier", "fevrier", "mars", "avril", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
		"decembre", "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo", "manana", "hoy",
		"proximo",
		"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
		"diciembre", "domani", "oggi", "lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "maandag", "dinsdag",
		"woensdag", "donderdag", "vrijdag"}
	// notNames are words in capitals that are no part of a person's name.
	notNames = append([]string{"i", "we", "he", "she", "they", "it", "the", "a", "an", "hi", "hello", "hey", "dear",
		"meet", "please", "new", "lead", "demo", "meeting", "call", "appointment", "contact", "company", "mr", "mrs",
		"ms", "dr", "prof", "talked", "spoke", "had",
		"budget", "need", "pain", "their", "his", "her", "with", "from", "at", "for", "on", "in", "and", "both", "just",
		"good", "great", "our", "my", "thanks", "best", "regards", "booked", "set", "got", "this", "that", "is", "team",
		"phone", "tel", "mobile", "ceo", "cto", "cfo", "coo", "cio", "vp", "head",
		"ich", "wir", "herr", "herrn", "frau", "termin", "hallo", "guten", "liebe", "lieber", "neuer", "neuen",
		"kontakt", "firma", "mit", "von", "bei", "der", "die", "das", "sie", "er", "uhr", "gesprach", "interessent",
		"telefon", "bitte", "am", "habe", "problem", "bedarf", "kunde", "kundin", "leiter", "leiterin",
		"geschaftsfuhrer", "geschaftsfuhrerin", "einkauf",
		"je", "nous", "j", "ai", "bonjour", "monsieur", "madame", "m", "mme", "rendez", "rdv", "vous", "nouveau",
		"avec", "le", "la", "les", "chez", "de", "un", "une", "elle", "il", "ils", "besoin", "leur", "appel", "tel",
		"demonstration",
		"yo", "hola", "senor", "senora", "sr", "sra", "cita", "reunion", "nuevo", "con", "el", "los", "una", "necesita",
		"necesitan", "tienen", "presupuesto", "he", "quedado", "llamada", "hablado", "su",
		"tel"}, unnamed(dateWords)...)
	// linkWords stand between a field and its value.
	linkWords = []string{"is", "are", "was", "of", "for", "to", "that", "would", "be", "will", "ist", "sind", "liegt",
		"bei", "betragt", "von", "dass", "est", "de", "d", "du", "des", "es", "son", "que", "e", "di",
		"their", "currently", "aktuell", "derzeit", "actuellement", "actualmente"}
	// weakFieldWords name a field on a line of their own, and nothing in prose.
	weakFieldWords = []string{"ask", "today", "current", "source", "account", "note", "comment", "comments", "request",
		"money"}
	// fieldTongues are how the usual fields are said in prose, by name.
	fieldTongues = map[string][]string{
		"budget": {"budget", "presupuesto", "presupuestado", "bilancio", "orcamento"},
		"need": {"need", "needs", "need to", "looking for", "are looking for", "is looking for", "braucht",
			"brauchen", "benotigt", "benotigen", "sucht", "suchen", "bedarf", "besoin", "besoin de", "a besoin de",
			"ont besoin de", "cherche", "cherchent", "necesita", "necesitan", "busca", "buscan", "ha bisogno di",
			"cerca"},
		"pain": {"pain", "pain point", "struggle with", "struggles with", "struggling with", "suffer from",
			"suffers from", "problem", "problem is", "hauptproblem", "schmerzpunkt", "leidet unter", "leiden unter",
			"probleme", "souffre de", "souffrent de", "problema", "problema es", "sufre", "sufren"},
		"timeframe": {"timeframe", "time frame", "timeline", "zeitrahmen", "zeithorizont", "delai", "echeance",
			"calendrier", "plazo", "horizonte", "tempistica"},
		"solution": {"current solution", "use", "currently use", "currently uses", "currently using", "using", "uses",
			"nutzt", "nutzen", "verwendet", "verwenden", "arbeitet mit", "arbeiten mit", "utilise", "utilisent", "usa",
			"usan", "utiliza", "utilizan"},
		"source": {"came from", "met at", "lead source"},
	}
)

// unnamed are the words that are nobody's first name.
func unnamed(words []string) []string {
	names := []string{"jan", "may", "april", "june", "august", "mar", "di", "mi", "do", "sol", "mars"}
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(names, w) })
}

// dateish says whether a time may begin with the word.
func dateish(w string) bool {
	return w != "" && w[0] >= '0' && w[0] <= '9' || slices.Contains(dateWords, w)
}
