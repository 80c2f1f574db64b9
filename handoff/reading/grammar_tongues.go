package reading

// tongues is how the commands of every day are said in the languages whose dates are read: German, French, Spanish,
// Italian, Portuguese, Dutch and Japanese, by the usage of the command.
var tongues = map[string][]string{
	"accept": {"angenommen", "annehmen", "nehme an", "nehme ich an", "ich nehme an", "ich nehme den termin an",
		"akzeptiert", "ich akzeptiere", "zugesagt", "zusage", "ich sage zu",
		"j accepte", "jaccepte", "accepte", "accepter", "acepto", "aceptado", "aceptada", "aceptar", "accetto", "accettato",
		"accettare", "aceito", "aceite", "aceitar", "geaccepteerd", "accepteren", "ik accepteer",
		"承諾", "承諾します", "承諾いたします"},
	"decline WHY": {"ablehnen", "abgelehnt", "ich lehne ab", "lehne ab", "ich muss ablehnen", "je decline", "decliner",
		"je refuse", "je dois decliner", "rechazo", "rechazar", "rechazado", "rifiuto", "rifiutare", "rifiutato",
		"recuso", "recusar", "recusado", "afwijzen", "ik wijs af", "afgewezen", "辞退", "辞退します", "辞退いたします"},
	"reject: CRITERIA": {"nicht qualifiziert", "unqualifiziert", "non qualifie", "pas qualifie", "no cualificado",
		"no calificado", "non qualificato", "nao qualificado", "niet gekwalificeerd"},
	"replied": {"geantwortet", "habe geantwortet", "ich habe geantwortet", "beantwortet", "j ai repondu", "jai repondu",
		"repondu", "he respondido", "respondido", "ho risposto", "risposto", "respondi", "ja respondi",
		"beantwoord", "ik heb geantwoord", "geantwoord", "返信済み", "返信しました"},
	"held": {"stattgefunden", "hat stattgefunden", "termin hat stattgefunden", "der termin hat stattgefunden", "a eu lieu",
		"le rendez vous a eu lieu", "la reunion a eu lieu", "se celebro", "la reunion se celebro",
		"si e tenuto", "si e tenuta", "realizada", "realizado", "heeft plaatsgevonden", "plaatsgevonden"},
	"no-show": {"nicht erschienen", "ist nicht erschienen", "nicht gekommen", "ne s est pas presente", "pas venu",
		"absent au rendez vous", "no se presento", "non si e presentato", "nao compareceu", "niet komen opdagen",
		"niet verschenen"},
	"move TIME": {"verschieben auf", "verschieben", "verlegen auf", "deplacer a", "deplacer au", "reporter a",
		"reporter au", "mover a", "mover al", "cambiar a", "spostare a", "spostare al", "sposta a", "mover para",
		"remarcar para", "verplaatsen naar", "verzetten naar"},
	"cancel": {"absagen", "stornieren", "annuler", "cancelar", "anular", "annulla", "annullare", "annuleren", "afzeggen",
		"キャンセル"},
	"take": {"ich ubernehme", "ubernehme ich", "je prends", "je m en charge", "jem en charge", "lo prendo io",
		"ik neem het over"},
	"nudge":  {"erinnern", "nachhaken", "relancer", "recordar", "sollecitare", "herinneren"},
	"status": {"stand", "wie ist der stand", "estado", "stato", "statut", "状況"},
}

// said lists the phrases that a command may begin with, in every language.
func (c command) said() []string {
	if more := tongues[c.usage]; len(more) > 0 && len(c.say) > 0 {
		return append(c.say[:len(c.say):len(c.say)], more...)
	}
	return c.say
}
