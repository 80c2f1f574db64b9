package handoff

// Words of refusals in the languages whose dates are read, folded.
var (
	// softWords make a refusal polite and say nothing else.
	softWords = []string{"sorry", "im sorry", "i am sorry", "so", "very", "really", "unfortunately", "regrettably",
		"im afraid", "i am afraid", "afraid", "apologies", "my", "apologize", "i apologize", "no", "oh", "hi", "hello",
		"thanks",
		"thank you", "thanks for asking", "for", "the", "asking", "thinking of me", "this", "that", "lead",
		"invitation", "about", "it", "please", "all", "team", "again",
		"leider", "tut mir leid", "es tut mir leid", "sorry leider", "entschuldigung", "danke", "bitte", "nein",
		"schade", "desole", "desolee", "je suis desole", "je suis desolee", "malheureusement", "merci", "non", "helas",
		"lo siento", "lamentablemente", "desgraciadamente", "por desgracia", "gracias", "perdon", "mi dispiace",
		"purtroppo", "grazie", "scusa", "infelizmente", "desculpe", "obrigado", "obrigada", "helaas", "het spijt me",
		"bedankt"}
	// subjectWords stand before what is refused.
	subjectWords = append([]string{"i", "im", "ive", "ill", "i am", "i will", "we", "will", "have", "would", "just",
		"already", "actually", "both", "be", "am", "to", "id have",
		"ich", "bin", "habe", "werde", "kann", "wir", "je", "j", "serai", "suis", "y", "nous", "yo", "estare", "estoy",
		"sono", "saro", "estou", "estarei", "ik", "ben", "heb"}, softWords...)
	// whenWords stand behind it.
	whenWords = append([]string{"then", "there", "on", "at", "in", "by", "for", "that day", "this day", "that week",
		"this week", "that time", "this time", "that date", "this date", "that afternoon", "that morning",
		"the whole day", "the whole week", "all day", "all week",
		"this one", "the day", "the week", "the time", "time", "date", "day", "week", "meeting", "the meeting",
		"the call", "call", "slot", "appointment", "myself", "today", "tomorrow", "me", "either", "after all",
		"anymore", "any more", "until then", "right now", "this year", "this month", "with them", "due to illness",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri",
		"da", "dann", "dort", "an dem tag", "an diesem tag", "an dem termin", "in der woche", "in dieser woche",
		"diese woche", "zu der zeit", "zu dieser zeit", "den termin", "zum termin", "den ganzen tag", "die ganze woche",
		"heute", "morgen",
		"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "am", "an", "im", "nicht", "ce jour la", "ce jour",
		"cette semaine", "cette semaine la", "a ce moment la", "a cette date", "a cette heure", "alors",
		"toute la semaine", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "le", "pas",
		"ese dia", "esa semana", "esta semana", "a esa hora", "en esa fecha", "entonces", "todo el dia", "lunes",
		"martes", "miercoles", "jueves", "viernes", "el", "quel giorno", "quella settimana", "questa settimana",
		"nesse dia", "nessa semana", "esta semana", "die dag", "die week"}, softWords...)
	beforeWords = append(append([]string{}, subjectWords...), whenWords...)
	// cannots refuse.
	cannots = []string{"cant make it", "cannot make it", "can not make it", "wont make it", "will not make it",
		"not able to make it", "wont be able to make it", "will not be able to make it", "unable to make it",
		"could not make it",
		"cant make this", "cannot make this", "cant make that", "cant make this one", "cant make the meeting",
		"cannot make the meeting", "cant make the call", "cant do this one", "cant do the call", "cant do the meeting",
		"cant take it", "cannot take it", "cant take this", "cannot take this", "cant take this one",
		"cant take the call",
		"cant take the lead", "cant take the meeting", "cannot take the meeting", "cant attend", "cannot attend",
		"can not attend", "wont be able to attend", "unable to attend", "not able to attend", "cant join",
		"cannot join", "wont be able to join", "unable to join", "cant come", "cannot come", "cant be there",
		"cannot be there", "wont be there", "will not be there",
		"must pass", "have to pass", "will have to pass", "need to pass", "pass on this one", "have to decline",
		"must decline", "need to decline", "have to say no", "cannot", "cant",
		"ich kann nicht", "kann nicht", "kann ich nicht", "kann ich da nicht", "kann ich dann nicht",
		"kann ich da leider nicht", "kann leider nicht", "kann ich leider nicht", "kann da nicht",
		"kann da leider nicht", "kann an dem tag nicht", "kann den termin nicht wahrnehmen",
		"kann den termin leider nicht wahrnehmen", "kann nicht teilnehmen", "kann leider nicht teilnehmen",
		"schaffe es nicht", "schaffe ich nicht", "schaffe das nicht", "schaffe es leider nicht", "muss absagen",
		"muss leider absagen", "muss ablehnen", "muss leider ablehnen",
		"je ne peux pas", "ne peux pas", "je ne pourrai pas", "ne pourrai pas", "je ne pourrai pas venir",
		"je ne peux pas venir", "je ne peux pas y assister", "je ne pourrai pas etre la", "je ne serai pas la",
		"je dois decliner", "je dois refuser",
		"no puedo", "no podre", "no puedo asistir", "no podre asistir", "no puedo ir", "no me es posible",
		"tengo que rechazar", "non posso", "non ce la faccio", "non potro", "non potro esserci",
		"non posso partecipare", "nao posso", "nao consigo", "nao vou poder", "nao poderei", "ik kan niet", "kan niet",
		"ik kan dan niet", "kan dan niet", "lukt me niet"}
	// unfits say that a time does not suit.
	unfits = []string{"does not work for me", "doesnt work for me", "wont work for me", "that does not work for me",
		"that doesnt work for me", "this does not work for me", "this doesnt work for me",
		"not possible for me", "is not possible for me", "that is not possible for me", "das geht bei mir nicht",
		"passt mir nicht", "das passt mir nicht", "das passt mir leider nicht",
		"ca ne me convient pas", "cela ne me convient pas", "no me viene bien"}
	// absences say why somebody is not there.
	absences = []string{"on holiday", "on holidays", "on vacation", "on leave", "on annual leave", "on parental leave",
		"on sick leave", "on pto", "on a business trip", "on a trip", "on a flight", "on a plane", "on a course",
		"on a training", "on another call", "in another meeting", "in a meeting", "in another call", "at a conference",
		"at a customer", "at another customer", "at a trade fair",
		"travelling", "traveling", "abroad", "away", "out", "off", "out of office", "out of the office", "out of town",
		"out of the country", "sick", "ill", "busy", "booked", "fully booked", "double booked", "booked out", "tied up",
		"unavailable", "not available", "not in", "not around", "not free", "not here", "not there", "not working",
		"a conflict", "a clash", "another appointment", "another meeting", "another commitment", "a day off",
		"other commitments", "a prior commitment", "no time",
		"im urlaub", "in urlaub", "urlaub", "verreist", "unterwegs", "auf dienstreise", "auf reisen", "krank",
		"krankgeschrieben", "verhindert", "abwesend", "nicht da", "nicht im haus", "nicht im buro", "nicht verfugbar",
		"frei", "ausgebucht", "schon verplant", "schon einen termin", "einen anderen termin",
		"bereits einen anderen termin", "bereits einen termin", "in elternzeit", "keine zeit",
		"en conge", "en conges", "en vacances", "en deplacement", "en voyage", "absent", "absente", "malade",
		"en arret maladie", "pas disponible", "ne suis pas disponible", "ne serai pas disponible", "indisponible",
		"pas la", "deja pris", "deja prise", "un autre rendez vous", "deja un rendez vous", "empeche", "empechee",
		"de vacaciones", "de viaje", "fuera", "fuera de la oficina", "de baja", "enfermo", "enferma", "ocupado",
		"ocupada", "no estoy disponible", "no estare disponible", "no disponible", "otra reunion", "otro compromiso",
		"in ferie", "in vacanza", "in viaggio", "fuori ufficio", "malato", "malata", "impegnato", "impegnata",
		"non disponibile", "de ferias", "em viagem", "doente", "op vakantie", "met verlof", "ziek", "niet beschikbaar",
		"op reis"}
	// pleas give the lead away.
	pleas = []string{"let someone else take", "let somebody else take", "give it to someone else",
		"give it to somebody else", "give this to someone else", "give this to somebody else",
		"hand it to someone else", "hand it to somebody else", "pass it to someone else", "pass it to somebody else",
		"pass it on to someone else", "pass it on to somebody else",
		"find someone else", "find somebody else", "ask someone else", "ask somebody else", "can someone else",
		"can somebody else", "could someone else", "could somebody else", "can anyone else", "could anyone else",
		"someone else should take", "somebody else should take", "reassign", "pass it on", "hand it over", "hand it on",
		"kann jemand anders", "kann das jemand anders", "kann jemand anderes", "kann das jemand anderes",
		"konnte jemand anders", "gib es jemand anderem", "gebt es jemand anderem", "jemand anders soll",
		"quelqu un d autre", "quelquun dautre", "est ce que quelqu un d autre", "peut etre quelqu un d autre",
		"que otra persona", "puede otra persona", "puede otro"}
	// otherTimes make a refusal one of the time alone.
	otherTimes = []string{"reschedule", "postpone", "move", "moved", "push", "next week", "until", "till", "before",
		"after", "from", "verschieben", "verlegen", "bis", "ab", "erst", "stattdessen", "reporter", "deplacer", "jusqu",
		"apres", "avant", "hasta", "despues", "antes", "aplazar", "mover",
		"could", "would", "wurde", "konnten", "pourrait", "podriamos", "if", "unless", "maybe", "perhaps", "probably",
		"however", "instead", "earlier", "later", "rather", "except", "depends", "provided", "only",
		"wenn", "falls", "vielleicht", "lieber", "nur", "eventuell", "quizas", "peut", "plutot", "forse"}
)
