package mail

// slotWords are single words and stems, not phrases: what a mail says is told by which of them stand in one sentence.
// One line or two a language: en, de, fr, es, it, nl, pt, pl, sv, da, no, fi, cs.
var slotWords = []slotList{
	{not, []string{
		"not$|no$|never$|nobody|none$|cannot|can't|don't|doesn't|won't|isn't|aren't|without|nicht|kein|ohne|nie$",
		"ne$|n'|pas$|sans$|jamais|non$|nessun|senza|niet$|geen$|zonder|não|nem$|sem$|inte$|ej$|ingen|utan$|ikke|uden$|uten$",
		"en ole|en lue|en näe|ei$|eivät|bez$|není|nejsem|nečt|nikdo|nikt|sin$|nadie",
	}},
	{longer, []string{
		"longer|anymore|any more|mehr$|plus$|ya no$|ya$|più$|meer$|mais$|já$|już$|längre|længere|lenger|enää|už$|již$",
	}},
	{former, []string{
		"former|formerly|ex$|ehemalig|früher|ancien|antiguo|antigua|exempleado|ex dipendente|voormalig|ex colega|antigo",
		"były$|była$|tidigare|tidligere|entinen|bývalý|bývalá",
	}},
	{employ, []string{
		"work$|works$|worked|working$|employ|staff|team$|company|colleague|position$|role$|organisation|organization|firm$",
		"arbeit|mitarbeit|tätig|beschäftig|unternehmen|firma|haus$|angestellt|travaill|exerce|salari|collabora|entreprise",
		"société|équipe|poste$|effectif|trabaj|emplead|empresa|equipo|plantilla|puesto|lavor|dipendent|azienda|organico",
		"werk$|werkt|werkzaam|medewerk|bedrijf|dienst$|trabalh|colaborador|equipa$|equipe|funcionári|prac|zatrudn|firm",
		"zespoł|zespół|związan|arbeta|jobba|anställ|medarbet|företag|arbejd|ansat|medarbejd|virksomhed|arbeider|jobber",
		"ansatt|medarbeider|selskap|työsken|töissä|palveluks|yrity|zaměst|společnost|tým",
	}},
	{ending, []string{
		"left$|leave$|leaving|wrapped up|goodbye|farewell|ended|came to a close|finished|last day|last month|departed|parted",
		"new adventure|new challenge|next chapter|retire|resign|stepped down|verlass|verabschied|abschied",
		"ausgeschied|beendet|endete|letzter tag|neue weg|ruhestand|quitt|parti$|partie$|au revoir|terminé|pris fin|dejé|dejado",
		"despid|despedí|último día|jubil|lasciat|salut|conclus|terminat|ultimo giorno|pension|verlaten|afscheid|vertrokken",
		"laatste|gestopt|deixei|saí$|saiu|despedi|último dia|odszed|odesz|rozsta|pożegn|zakończ|ostatni|lämna|slutat|slutade",
		"avsked|sista dag|forlad|stoppet|sluttet|farvel|sidste|forlat|siste|lähten|jättän|lopett|viimeinen|odeš|skonči",
		"opust|poslední|rozlouč",
	}},
	{stead, []string{
		"takes over|took over|taken over|now runs|now handle|now look|replac|successor|in my place|my stead|instead|in charge",
		"minds$|covers$|covering|looks after|steps in|stepping in|on my behalf|kümmert|übernimmt|übernommen|übernahm|nachfolg|vertret",
		"zuständig|weiterhelfen|hilft|remplaç|relais|succède|reprend|repris|intérim|sustitu|reemplaz|lleva$|llevará|ocupa$",
		"encarga|al mio posto|sostitu|subentr|vervang|opvolg|mijn plaats|overgenom|neemt waar|neemt over|waarne|substitu",
		"assumi|assume|meu lugar|przej|zastęp|następ|ersätt|efterträd|tar över|hand om|tagit över|afløs|overtag|overtog",
		"efterfølg|overtar|overtok|etterfølg|erstatt|vikar|sijai|seuraaj|tilalla|nahra|nahraz|zastup|převz|nástup",
	}},
	{place, []string{
		"inbox|mailbox|address|account|e mail$|mail$|email$|postfach|adresse|mailadresse|boîte|courriel|messagerie|correo",
		"buzón|dirección|indirizzo|casella|posta$|adres$|postvak|mailbox|endereço|caixa|skrzynk|adres|poczt|adress|inkorg|mejl",
		"indbakke|postkasse|innboks|e post|osoite|sähköpost|schránk|adresa|pošt|domain|domän",
	}},
	{current, []string{
		"now$|from here on|henceforth|as of$|effective|new$|different|moved|changed|jetzt|nun$|neu$|neue|ab sofort|lautet",
		"geändert|désormais|à présent|maintenant|nouvel|dorénavant|changé|ahora|a partir|nuev|pasa a|cambi|adesso|ora$",
		"d'ora|nuov|cambia|nu$|voortaan|nieuw|gewijzigd|agora|novo$|nova$|passa a|mudou|mudei|teraz|nowa$|nowe$|nowy|zmieni",
		"obecnie|numera|ny$|nytt$|ändra|bytt|fremover|skift|fra nå|nå$|endret|uusi|nyt$|muuttu|nyní|nový|nová|změn|odteď",
	}},
	{amend, []string{
		"update|amend|adjust|adapt|correct|aktualis|anpass|passen sie|ändern|mettre à jour|mettez à jour|actualis|modifi|corrig",
		"actualic|actualiz|aggiorn|pas uw|pas je|werk uw|werk je|bijwerk|aktualiz|zaktual|uppdatera|opdater|oppdater|päivit|uprav",
	}},
	{contacts, []string{
		"contacts|contact list|address book|address list|records|adressbuch|kontakte|adressliste|carnet|répertoire",
		"contactos|agenda|libreta|rubrica|contatti|adresboek|contacten|contatos|książk|kontakt|adressbok|kontakter|adressebog",
		"adressebok|osoitekirj|yhteystie|adresář|kontakty|my list|mijn lijst|meiner liste|ma liste|mi lista|mia lista|minha lista",
	}},
	{reads, []string{
		"read$|reads$|check|checking|see$|seen$|look|monitor|watch|attend|open my|access|lese|liest|rufe|abruf|abger|sehe$|einseh",
		"consult|lis$|lirai|lu$|relev|leo$|leeré|leer$|miro|mirar|miraré|reviso|revis|legg|vedr|vedo|control|lees$|lezen|gelezen",
		"zie$|bekijk|check|leio|lerei|vejo|verei|lido$|lida$|czyt|sprawdz|läser|läs$|ser$|kollar|tjekk|læser|leser|sjekk|lue$",
		"lueta|näe$|seuraa$|čtu|čten|číst|nečt|kontrol|unattended|unmonitored|unwatched",
	}},
	{recipient, []string{
		"the person|recipient|you are writing to|you wrote to|trying to reach|the owner of this|whom you|the employee|this mailbox|this address|this account",
		"diese person|empfänger|die person|dieses postfach|diese adresse|destinataire|la personne|le titulaire|cette boîte|cette adresse|destinatario",
		"la persona|este buzón|esta dirección|questa casella|questo indirizzo|geadresseerde|ontvanger|de persoon|deze persoon|dit postvak|dit adres|destinatário",
		"a pessoa|esta caixa|este endereço|odbiorca|ta osoba|adresat|ta skrzynk|mottagaren|personen|denna adress|modtageren|denne adresse|mottakeren|vastaanottaja|henkilö|tämä osoite|adresát|tato adresa",
	}},
	{offline, []string{
		"offline|unattended|unmonitored|unwatched|patchy|no internet|bad internet|poor connection|switched off my|laptop",
		"kein netz|kein internet|schlechtes netz|hors ligne|sans internet|sin internet|sin conexión|senza internet|zonder internet",
		"sem internet|bez internetu|uppkopplad|netdækning|nettilgang|verkkoyhtey|ohne internet|wifi|signal$",
	}},
	{away2, []string{
		"unattended|away$|out$|off$|gone$|fishing|absent|absence|closed|shut$|shuts|shutdown|on the road|travel|holiday|vacation|days for",
		"nicht da$|abwesen|weg$|urlaub|unterwegs|geschlossen|schließt|schließen|absent|pas au bureau|pas là|fermé|fermeture|ferme$|vacances",
		"congé|ausente|ausencia|fuera|cerrad|vacaciones|cierra|assente|assenza|fuori|chius|chiude|ferie|non ci sono|afwezig|niet aanwezig",
		"er niet|er tot|vakantie|gesloten|sluit|ausência|fechad|férias|estou fora|nieobecn|nie ma mnie|mnie nie|urlop|zamkni|frånvar|borta",
		"ledig$|semester|stäng|inte på plats|inte på kontoret|bortrejst|ferie|lukket|ikke til stede|fravær|bortreist|stengt|poissa",
		"lomal|suljet|en ole$|pryč|nepřítom|zavřen|dovolen|nejsem v|mimo$|not in$|not be in$|not around|parental",
	}},
	{dated, []string{
		"january|february|march$|april|june$|july$|august|september|october|november|december|dec$|nov$|jan$|januar|februar",
		"märz|mai$|juni|juli|oktober|dezember|janvier|février|mars$|avril|juin|juillet|août|octobre|décembre|enero|febrero",
		"marzo|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio",
		"agosto|settembre|ottobre|dicembre|maart|mei$|augustus|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro",
		"novembro|dezembro|stycz|lute|luty|marca|kwiet|maja|czerw|lipca|lipiec|sierp|wrześ|paźdz|listopad|grudn|tammik|helmik|maalisk",
		"huhtik|toukok|kesäk|heinäk|elok|syysk|lokak|marrask|jouluk|ledna|února|března|dubna|května|června|července|srpna",
		"září|října|prosince|the 1|the 2|the 3|the 4|the 5|the 6|the 7|the 8|the 9|christmas|new year",
	}},
	{reply, []string{
		"reply|replies|respond|response|answer|write back|be with you|come back to|reach out|hear from|hear back|get back|touch$",
		"look at|look into|pick it up|picks it up|handle|attended|dealt|process|review|antwort|bescheid|melde|meldet|auf sie zu|lesen|gelesen",
		"bearbeit|répon|revien|suite$|traite|prendra|recontact|lira$|respond|respuesta|contest|escribir|atend|revisa",
		"rispo|riscont|letto|letta|ricontatt|antwoord|reactie|reager|pakken|beantwoord|bericht zodra|responde|resposta|retorn",
		"seguimento|odpow|odpis|odezw|zajmie|svar|hör av|återkom|tittar|hører|kigger|vender|svarer|ser på|vast|palaa|odpov|ozv|vyřiz",
	}},
	{span, []string{
		"a day$|one day|days|hour$|hours|minutes|working|business day|week$|weeks|soon|shortly|in turn|in order|next free|as possible|promptly",
		"tage|tagen|arbeitstag|werktag|stunden|woche|bald|zeitnah|sous peu|jour$|jours|heures|semaine|bientôt|día$|días|horas",
		"semana|pronto|giorn|ore$|settiman|presto|breve|dagen|uur|uren|week|spoedig|volgorde|dia$|dias|semana|brevemente",
		"dni$|godzin|tydzień|tygod|wkrótce|dygn|dagar|arbetsdag|timmar|vecka|snart|dage|hverdag|timer|uge|snarest|dager",
		"virkedag|uke$|päiv|tunti|tunni|tunnin|viiko|pian|dnů|dní|hodin|týd|brzy",
	}},
	{someone, []string{
		"someone|somebody|one of our|one of us|member of|technician|agent$|advisor|adviser|manager|specialist|the team|our team|tier one",
		"jemand|kolleg|mitarbeiter|techniker|berater|ein team|l'un de|technicien|conseiller|quelqu'un|collaborateur|personne compét",
		"alguien|técnico|agente|asesor|compañero|qualcuno|tecnico|operatore|collega|ufficio|iemand|medewerker|collega|alguém",
		"equipa$|ktoś|pracownik|konsultant|specjalist|zespół|någon|handläggare|tekniker|kollega|medarbejder|saksbehandler",
		"joku|asiantunt|työntekijä|někdo|technik|pracovník|specialist|kolega|kundenberater",
	}},
	{record, []string{
		"system|database|queue|board|task$|job$|entry|tracker|tracking|portal|issue|identifier|reference|code$|case$|request|ticket",
		"auftrag|vorgang|kürzel|kennung|aktenzeichen|nummer|anliegen|fiche|dossier|référence|demande|expediente|referencia|caso$|número",
		"pratica|riferimento|numero|codice|segnalazione|taak|code|kenmerk|melding|zaak|pedido|tarefa|processo|sprawa|sprawy|zadanie|numer",
		"zgłosz|ärende|nummer|referens|sag$|sagen|sagsnummer|opgave|sak$|saken|referanse|tapaus|tunnus|numero|tehtävä|úkol|případ|číslo|požadavek",
		"file no|no$|id$|state$|status|priority|severity",
	}},
	{follow, []string{
		"progress|follow|track|watch|how things stand|status|state of|verfolg|fortschritt|stand$|suivre|avancement|suivi|seguir|estado|seguim",
		"stato|avanzament|segui|volgen|voortgang|status|acompanh|śledz|stan$|postęp|följ|følg|seura|sled",
	}},
	{stop, []string{
		"stopped|blocked|held$|withheld|kept$|detained|set aside|parked|intercept|inspect|quarantin|not reached|discarded|rejected|suspended",
		"aufgehalten|gestoppt|blockiert|zurückgehalt|geprüft|abgefangen|angehalten|unterdrückt|intercept|bloqu|retenu|arrêt|écarté|deten|detuvo",
		"retenid|retuvo|ferma|blocc|tratten|intercett|tegengehoud|geblokk|gestopt|onderschept|barrad|retid|detid|suspens|zatrzym|zablok|wstrzym",
		"stoppa|blocker|spärra|fångat|tilbagehold|blokér|blokeret|holdt|blokkert|stanset|pysäyt|estet|pidätet|pozdrž|zablokov|zastav|zadrž",
		"undergoing|scanned|being checked|put aside|sent aside|hängt fest",
	}},
	{guard, []string{
		"filter|gateway|relay|protection|security|sandbox|scanner|policy|administrator|spam|junk|virus|malware|firewall|score|rule$|suspicious",
		"schutz|*schutz|sicherheit|richtlinie|regel$|passerelle|sécurité|règle|filtro|seguridad|protección|norma|sicurezza|protezione|regola|beveilig",
		"beleid|segurança|proteção|regra|zabezp|ochron|filtr|reguł|skydd|säkerhet|sikkerhed|beskyttelse|sikkerhet|suoja|suodat|turva|ochran|bezpeč|pravid",
	}},
	{member, []string{
		"member|subscri|mitglied|abonn|membre|inscrit|miembro|socio|suscri|membri|iscritt|lid$|leden|ingeschreven|membro|inscrito",
		"członk|subskry|zapisan|medlem|prenumer|tilmeld|jäsen|tilaaj|člen|odběr|participant|teilnehm",
	}},
	{reviewer, []string{
		"moderat|manager|owner|administrator|reviewer|people who run|approve|approval|let through|lets it|look at|verwalter|moderator|prüf|freig",
		"responsable|relu|valid|approuv|revis|aprob|gestor|encargad|approv|revisore|beheerder|goedkeur|beoordel|aprov|revisor|zatwierdz|admin",
		"granska|godkän|godkend|godkjen|gennemgå|gjennomgå|ylläpit|hyväk|tarkist|správc|schvál|posoud|guardian|editors",
	}},
	{only, []string{
		"only$|alone$|first$|must$|may$|dürfen|darf$|nur$|erst$|zuerst|muss$|doit|seul|d'abord|sólo|solo$|primero|debe|prima$|soltanto|devono",
		"alleen|eerst|moet|apenas|só$|primeiro|deve$|tylko|najpierw|musi|bara$|endast|först|måste|kun$|først|skal$|bare$|vain$|ensin|pouze|jen$|nejprve|musí",
	}},
	{stranger, []string{
		"don't have you|i know|people i|i don't know|stranger|unknown|never heard|not among|not on|approved|first time|junk|bulk|spam|not yet|yet$|somebody behind|a person|allowed|accepts mail|verified|trusted",
		"kenne|unbekannt|noch nicht|spam|erstes mal|ersten mal|connai|inconn|pas encore|première fois|ne figure|conozc|descono|aún no|todavía|primera vez|conosc",
		"sconosc|non ancora|prima volta|ken$|onbekend|nog niet|eerste keer|conheç|desconhec|ainda não|primeira vez|znam|nieznan|jeszcze nie|pierwszy raz",
		"känner|okänd|ännu inte|första gången|kender|ukendt|endnu ikke|første gang|kjenner|ukjent|ennå ikke|tunne|tuntemat|ei vielä|ensimmäi|neznám|ještě ne|poprvé",
	}},
	{act, []string{
		"show us|prove|go to|use this|follow the|click|press|tap$|open$|type$|enter$|visit|button|page$|form$|ask to be|klick|drück|öffne|aufruf|rufen|ruf$|eingeben|seite|cliqu|appuy|ouvr|saisi|page|consigne",
		"puls|abra|abre|haga|haz$|página|escriba|clicc|apra|apri|prema|premi|pagina|digiti|klik|druk|vul$|bezoek|clique|carregue|prima$|klikn|otwórz|otworzy",
		"wejdź|stron|klicka|öppna|tryck|sida|åbn|tryk|side$|klikk|åpne|trykk|napsauta|klikka|avaa|paina|sivu|otevř|stránk|stiskn",
	}},
	{pass, []string{
		"reach|through|past$|pass$|passes|deliver|accept|receive|straight|sees your|see your|get to|be added|durch$|durchkomm|erreich|zustell|ankomm|reçoi|parvien|passer|arriver|lire",
		"llegue|llegar|pasar|reciba|arriv|ricev|passare|giunga|door$|bereik|ontvang|aankom|chegue|passar|receb|dotrze|trafi|przejdz|fram$|når$|igenom|släpp",
		"igennem|frem$|modtag|gjennom|mottar|perille|läpi|saapu|dostane|projde|dorazí|doruč",
	}},
	{command, []string{
		"command|help on a line|word help|manual|unsubscribe|*unsubscribe|subscribe|befehl|anleitung|abmelden|commande|désabonn|comando|instruccion|cancelarse",
		"istruzioni|opdracht|afmelden|cancelar a|polecen|wypisa|kommando|avprenum|frameld|avmeld|komento|příkaz|odhlás|belong to the list|end of commands",
	}},
	{third, []string{"their$|they$|she$|he$|her$"}},
	{plans, []string{
		"my boss|my manager|my chef|our legal|our lawyer|our buyer|procurement|purchasing wants|interested|supplier|vendor|we use|we already|we plan|send me|send it|call me|try me|tell me|write to me directly",
		"swamped|curious|diary|my colleague|your colleague|i told|i have told|i've asked|asked me|i'd like|i would like|we would like|would like a|talk$|speak$|spoke|skip|postpone|too expensive|seats|licen",
		"mein chef|meinem chef|meine chefin|meiner chefin|einkauf|interessier|lieferant|schicken sie|schick mir|sprech|anschauen|ansehen|schaue",
		"mon chef|ma chef|patron|mon responsable|achats|fournisseur|envoyez moi|envoie|parler|on parle|mi jefe|mi jefa|compras$|proveedor|mánda|manda|envía|habl|mio capo|mia capa|acquisti|fornitor|mandami|mi mandi|parliam|parlo$|parlare|chef$",
		"mijn baas|inkoop|leverancier|stuur|praat|spreken|meu chefe|minha chefe|fornecedor|falar|mande|szef|dostawc|wyśl|rozmow|min chef|inköp|leverantör|skicka|prata|indkøb|leverandør|snakk|tale$|sjef|innkjøp|pomo|puhu|lähet|šéf|dodavatel|pošlete|mluv",
	}},
}
