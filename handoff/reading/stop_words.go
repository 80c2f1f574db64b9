package reading

import (
	"regexp"
	"strings"

	"handoffd/handoff/text"
)

// AsksToStop says whether the new words of a mail ask us not to write any more: one whole sentence that says so and
// nothing else. "Please stop by our office" and "take me off the Cc of the agenda" are none.
func AsksToStop(s string) bool {
	if len(s) > maxCommand {
		return false
	}
	for line := range strings.Lines(sentenceEnds().ReplaceAllString(text.Clean(s), "\n")) {
		if stopSentence(line) {
			return true
		}
	}
	return false
}

var (
	sentenceEnds = text.Pattern(`[.!?…。！？]+(?:\s|$)|[。！？]`)
	stopClauses  = text.Pattern(`[,;:–—、，]|\s(?:and|und|et|y|e|en|och|og|ja|i|a)\s`)
)

// stopSentence says whether every clause of a line asks us to stop, but for greetings, thanks and a plain "not
// interested".
func stopSentence(line string) bool {
	if whole := text.Fold(line); stopWhole(whole) {
		return true
	}
	asks := false
	for _, clause := range stopClauses().Split(line, -1) {
		switch c := text.Fold(clause); {
		case c == "" || stopNeutral().MatchString(c):
		case stopWhole(c) || asks && stopMore().MatchString(c):
			asks = true
		case len(strings.Fields(c)) <= 2 && !asks: // a greeting
		default:
			return false
		}
	}
	return asks
}

func stopWhole(folded string) bool { return folded != "" && stopClause().MatchString(folded) }

// any makes a pattern of alternatives that match a whole clause.
func anyOf(patterns ...string) func() *regexp.Regexp {
	return text.Pattern(`^(?:` + strings.Join(patterns, "|") + `)$`)
}

const (
	polite = `(?:(?:please|pls|kindly|just|so|can you|could you|would you|i ask you to|i would like you to|i want you ` +
		`to|i told you to) )*`
	ending = `(?: (?:please|again|now|immediately|at once|any ?more|any longer|ever again|in the future|at this ` +
		`address|thanks|thank you|altogether|for good|from now on))*`
	mailing = `(?:mail|email|e mail|write|writing|contact|message|spam|bother|harass|mailing|emailing|e mailing|` +
		`contacting|messaging|spamming|bothering|harassing|pestering)`
	us    = `(?: to)? (?:me|us|my address|this address|our company)`
	lists = `(?: (?:from|off|of))? (?:your|the|this|that|all|all your|any|any of your|every) (?:\w+ ){0,2}(?:lists?|` +
		`database|mailings?|newsletters?|distribution|contacts|records|emails|mails|system|crm)`
)

// stopNeutral may stand beside such a request; stopMore goes on with it.
var (
	stopNeutral = anyOf(`(?:sorry|thanks|thank you|no|no thanks|no thank you|hi|hello|bitte|danke|nein|merci|non|`+
		`gracias|grazie|bedankt|nein danke)`,
		`(?:i am|im|we are|were) (?:not|no longer) interested(?: at all| in this)?`, `not interested`, `kein interesse`,
		`(?:ich habe|wir haben) kein interesse(?: mehr)?`, `(?:ich bin|wir sind) nicht interessiert`, `pas interesse`,
		`(?:je ne suis|nous ne sommes) pas interesses?`, `no (?:me|nos) interesa`, `non (?:sono|siamo) interessat[oi]`,
		`geen interesse`)
	stopMore = anyOf(polite+`(?:delete|erase|remove) (?:my|our|all my) (?:data|address|details|email address|contact `+
		`details)`+ending,
		`loschen sie (?:meine|unsere) (?:daten|adresse)`, `supprimez (?:mes donnees|mon adresse)`)
)

// stopClause are the requests themselves, as folded, in the languages that mail is read in.
var stopClause = anyOf(
	// English
	polite+`(?:stop|quit|cease)(?: all)? `+mailing+us+`(?: (?:e ?mails?|mails?|messages?))?`+ending,
	polite+`stop (?:sending|these|this|your|all|the)(?:(?: to)? (?:me|us))?(?: (?:these|this|any|your|more|such|the|`+
		`further))* ?(?:e ?mails?|mails?|messages?|mailings|spam|stuff|invitations)`+ending,
	polite+`(?:remove|take|delete|drop|strike) (?:me|us|my address|my name|my e ?mail|my e ?mail address|this address)`+
		lists+ending,
	polite+`unsubscribe(?: (?:me|us|my address|this address))?(?:`+lists+`| from this)?`+ending,
	polite+`(?:opt (?:me|us) out|take me out)(?: of (?:this|these|all|your|any)(?: \w+){0,2})?`+ending,
	polite+`(?:do not|dont|never) `+mailing+us+ending, polite+
		`(?:do not|dont) send (?:me|us)(?: any| more| any more| further| such)* ?(?:e ?mails?|mails?|messages?)`+ending,
	polite+`no more (?:e ?mails?|mails?|messages?)(?: from you| to me)?`+ending, polite+`leave (?:me|us) alone`+ending,
	`(?:i|we) (?:do not|dont|no longer) (?:want|wish)(?: to (?:receive|get))?(?: any| more| any more| further| your| `+
		`these)* (?:e ?mails?|mails?|messages?)(?: from you| from your company)?`+ending,
	`(?:i|we) (?:want|wish|would like|d like) to (?:unsubscribe|opt out|be removed`+lists+`)`+ending,
	`stop|unsubscribe|remove me|opt out`,
	// German
	`(?:bitte )*(?:horen sie|hort|hor)(?: bitte)? (?:damit )?auf (?:mir|uns|mich|damit|mir zu schreiben|uns zu `+
		`schreiben|mich anzuschreiben)(?: (?:e ?mails?|mails?))?(?: zu)?(?: (?:schreiben|schicken|senden|mailen|`+
		`kontaktieren|belastigen))?`,
	`(?:bitte )*(?:schreiben|schicken|senden|mailen|kontaktieren) sie (?:mir|uns|mich)(?: bitte)?(?: (?:nicht|nie|`+
		`keine)(?: mehr| wieder| weiteren)*)(?: (?:e ?mails?|mails?|nachrichten))?(?: (?:mehr|an|zu))?`,
	`(?:bitte )*(?:keine|keine weiteren|nie wieder|nie wieder eine?) (?:e ?mails?|mails?|nachrichten|werbung)(?: `+
		`mehr)?(?: (?:an mich|von ihnen|bitte))?`,
	`(?:bitte )*(?:entfernen|loschen|streichen|nehmen) sie (?:mich|uns|meine adresse|meine e ?mail adresse|meine `+
		`daten)(?: bitte)?(?: (?:aus|von) (?:ihrer|ihrem|der|dem|allen)(?: \w+){1,2})?`,
	`(?:bitte )*(?:nehmt|streicht|loscht) (?:mich|uns) (?:aus|von) (?:eurer|eurem|der|dem)(?: \w+){1,2}`,
	`lassen sie (?:mich|uns)(?: bitte)? in ruhe`,
	`(?:ich|wir) (?:mochte|mochten|will|wollen) (?:keine (?:weiteren )?(?:e ?mails?|mails?|nachrichten)(?: mehr)?(?: `+
		`(?:von ihnen|erhalten|bekommen))*|nicht mehr (?:von ihnen )?(?:angeschrieben|kontaktiert) werden)`,
	// French
	`(?:merci de |veuillez |s il vous plait )*(?:arretez|cessez|arreter|cesser)(?: de| d) (?:m ?|me |nous )?(?:ecrire|`+
		`contacter|envoyer des (?:e ?mails?|mails?|courriels?|messages?)|envoyer vos (?:e ?mails?|mails?|courriels?|`+
		`messages?))(?: s il vous plait| svp)?`,
	`(?:merci de |veuillez |s il vous plait )*(?:ne plus|ne pas) (?:m ?|me |nous )(?:ecrire|contacter|envoyer (?:de |d `+
		`)?(?:e ?mails?|mails?|courriels?|messages?))(?: s il vous plait| svp)?`,
	`ne (?:m|me|nous) ?(?:ecrivez|contactez|envoyez) plus(?: (?:de |d )?(?:e ?mails?|mails?|courriels?|messages?))?(?: `+
		`s il vous plait| svp)?`,
	`(?:merci de |veuillez )*(?:me |nous )?(?:retirez|supprimez|enlevez|retirer|supprimer|enlever|desinscrire|`+
		`desabonner|desinscrivez|desabonnez)(?: moi| me| nous| mon adresse)?(?: (?:de|des) (?:votre|vos|la|cette)(?: \w+){1,`+
		`3})?`,
	`je ne (?:veux|souhaite) plus (?:recevoir|de)(?: (?:vos|de|d))? (?:e ?mails?|mails?|courriels?|messages?)`,
	// Spanish, Portuguese, Italian
	`(?:por favor )?(?:deje|dejen|deja) de (?:escribirme|escribirnos|contactarme|mandarme|enviarme)(?: (?:correos|`+
		`mails?|e ?mails?|mensajes))?(?: por favor)?`,
	`(?:por favor )?no (?:me|nos) (?:escriba|escriban|escribas|contacte|contacten|envie|envien|manden)(?: mas)?(?: `+
		`(?:correos|mails?|e ?mails?|mensajes))?(?: mas)?(?: por favor)?`,
	`(?:por favor )?(?:elimineme|eliminenme|quiteme|quitenme|borreme|borrenme|denme de baja|deme de baja)(?: (?:de|des) `+
		`(?:su|sus|la|esta)(?: \w+){1,3})?(?: por favor)?`,
	`no quiero recibir mas (?:correos|mails?|e ?mails?|mensajes)(?: suyos)?`,
	`(?:por favor )?(?:pare|parem|deixe|deixem) de (?:me )?(?:escrever|contactar|enviar|mandar)(?: me)?(?: (?:e ?mails?|`+
		`mensagens))?(?: por favor)?`,
	`(?:por favor )?(?:nao me|nao nos) (?:escreva|escrevam|contacte|contactem|envie|enviem|mande|mandem)(?: mais)?(?: `+
		`(?:e ?mails?|mensagens))?(?: mais)?`,
	`(?:por favor )?(?:remova|remover|retire|retirem|removam)(?: me| o meu e ?mail| meu e ?mail)? (?:da|das|do|de) `+
		`(?:sua|suas|vossa|lista)(?: \w+){0,3}`,
	`(?:per favore |per cortesia )?(?:smetta|smettete|smettetela|smettila|la smetta) di (?:scrivermi|scriverci|`+
		`contattarmi|mandarmi|inviarmi)(?: (?:e ?mail|mail|messaggi))?(?: per favore)?`,
	`(?:per favore |vi prego di )?(?:non scrivetemi|non scrivermi|non mi scriva|non mi scrivete|non contattatemi|non mi `+
		`contatti)(?: piu)?(?: per favore)?`,
	`(?:per favore |vi prego di )?(?:cancellatemi|cancellarmi|rimuovetemi|rimuovermi|toglietemi|togliermi|mi cancelli|`+
		`mi tolga)(?: (?:dalla|dalle|da)(?: \w+){1,4})?(?: per favore)?`,
	// Dutch, Swedish, Danish, Norwegian
	`(?:graag |alstublieft |aub )*(?:stop|stopt)(?: u)?(?: alstublieft| aub)? met (?:mij|me|ons)(?: te)? (?:mailen|`+
		`schrijven|benaderen|contacteren|spammen)(?: alstublieft| aub)?`,
	`(?:graag |alstublieft |aub )*(?:stuur|mail|schrijf|benader) (?:mij|me|ons)(?: alstublieft| aub)? (?:niet|geen)(?: `+
		`meer)?(?: (?:e ?mails?|mails?|berichten))?(?: meer)?`,
	`(?:graag |alstublieft |aub )*(?:verwijder|haal|schrap|schrijf) (?:mij|me|ons|mijn adres)(?: alstublieft| aub)? `+
		`(?:van|uit) (?:uw|de|jullie)(?: \w+){1,2}`, `geen (?:e ?mails?|mails?) meer(?: graag| aub)?`,
	`(?:snalla |vanligen )?(?:sluta|slut) (?:att )?(?:mejla|maila|skriva till|kontakta|skicka mejl till) (?:mig|oss)(?: `+
		`tack)?`,
	`(?:snalla |vanligen )?ta bort (?:mig|oss|min adress) fran (?:er|din|listan|era)(?: \w+){0,2}(?: tack)?`,
	`(?:vaer venlig at |venligst |vennligst )?(?:stop|stopp|hold op|slutt)(?: med)?(?: at| a)? (?:skrive til|maile|`+
		`kontakte|sende mails til|sende e ?post til) (?:mig|meg|os|oss)(?: tak| takk)?`,
	`(?:venligst |vennligst )?fjern (?:mig|meg|os|oss|min adresse) fra (?:jeres|din|deres|listen|lista)(?: \w+){0,2}(?: `+
		`tak| takk)?`,
	// Polish, Czech, Turkish, Russian, Japanese, Chinese
	`(?:prosze )?(?:nie|juz nie|wiecej nie) (?:pisac|pisz|piszcie|kontaktowac sie)(?: juz| wiecej)?(?: do)?(?: ze)? `+
		`(?:mnie|mna|nas)(?: wiecej)?`,
	`(?:prosze )?(?:usunac|usuncie|wypisac|wypiszcie|skreslic) (?:mnie|nas|moj adres) z(?: \w+){1,3}`,
	`(?:prosim )?(?:prestante|nepiste|prestan) (?:mi|nam)(?: uz)?(?: (?:psat|posilat|dal|e ?maily))*`,
	`(?:prosim )?(?:odstrante|vyradte|smazte) (?:me|mne|nas) z(?:e)?(?: \w+){1,3}`,
	`(?:lutfen )?(?:bana|bize)(?: artik| bir daha| daha fazla)* (?:e posta|eposta|mail|mesaj)?(?: )?(?:gondermeyin|`+
		`atmayin|yazmayin)`, `(?:lutfen )?(?:beni|bizi) (?:\w+ )?listenizden (?:cikarin|silin)`,
	`(?:пожалуиста |пожалуйста )?(?:больше )?не (?:пишите|присылайте|присылаите)(?: (?:мне|нам))?(?: больше)?(?: `+
		`(?:писем|письма))?`, `(?:пожалуиста |пожалуйста )?(?:удалите|исключите|уберите) (?:меня|нас) из(?: \p{L}+){1,3}`,
	`.{0,20}(?:メールを送らないで|連絡しないで|メールの送信を停止|配信を停止|配信停止|リストから(?:外して|削除)).{0,12}`,
	`.{0,8}(?:不要再|别再|請勿再|请勿再|停止)(?:给我|向我|再)?(?:发|發|發送|发送|寄)?(?:邮件|郵件|電郵|信息).{0,4}`,
)
