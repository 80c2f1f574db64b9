package reading

import "handoffd/handoff/text"

// The words of Consent, in the languages in which answers are read.
var (
	agreeWords = phraseSet([]string{
		"yes", "yep", "yup", "yeah", "yea", "y", "ok", "okay", "sure", "correct", "right", "certainly", "definitely",
		"absolutely", "of course", "indeed", "affirmative", "exactly",
		"ja", "jawohl", "jo", "klar", "genau", "richtig", "stimmt", "natürlich", "selbstverständlich", "in Ordnung", "jep",
		"oui", "d'accord", "bien sûr", "exact", "tout à fait", "effectivement",
		"sí", "si", "claro", "por supuesto", "correcto", "vale", "de acuerdo", "así es", "exacto",
		"sì", "certo", "certamente", "esatto", "va bene", "d'accordo", "corretto",
		"sim", "com certeza", "correto", "certo", "pois é",
		"akkoord", "klopt", "jazeker", "zeker", "juist", "inderdaad", "natuurlijk",
		"javisst", "visst", "självklart", "stämmer", "selvfølgelig", "jep", "kyllä", "joo", "aivan", "já", "jah", "jā",
		"taip",
		"tak", "zgadza się", "oczywiście", "ano", "jo jo", "samozřejmě", "áno", "igen", "persze", "da", "desigur", "sigur",
		"bineînțeles", "naravno", "seveda",
		"evet", "tamam", "doğru", "ναι", "σωστά", "да", "конечно", "верно", "так", "звичайно", "はい", "ええ", "是", "是的", "对",
		"對", "네", "예", "نعم", "כן",
	})
	agreePhrases = phraseSet(
		[]string{"yes please", "yes it is", "yes i did", "please do", "please do it", "please go ahead", "go ahead", "do it",
			"go for it", "approved", "i approve", "confirm", "confirmed",
			"i confirm", "i confirm this", "i confirm it", "i can confirm", "it is", "it was", "i did", "that is correct",
			"that's correct", "that is right", "that's right",
			"this is correct", "that was me", "that's me", "that is me", "it was me", "it's me", "it is me", "this was me",
			"this is me", "it is mine", "it's mine", "this is mine", "that is mine",
			"that's mine", "mine", "i sent it", "i sent that", "i sent this", "i wrote it", "i wrote that", "i wrote this",
			"it is from me", "it's from me", "this is from me", "that is from me",
			"that's from me", "this is my mail", "it is my mail", "that was my mail", "that came from me", "it came from me",
			"from me", "sure thing"},
		[]string{"ja bitte", "bestätigt", "bestätige", "ich bestätige", "ich bestätige das", "hiermit bestätigt",
			"das stimmt", "das ist richtig", "das ist korrekt", "korrekt", "das war ich",
			"das bin ich", "ich war das", "ich war es", "das ist von mir", "ist von mir", "die ist von mir", "kommt von mir",
			"die kommt von mir", "das kam von mir", "von mir", "das habe ich geschrieben",
			"habe ich geschrieben", "habe ich geschickt", "das ist meine", "ist meine", "machen", "bitte machen"},
		[]string{"c'est moi", "c'était moi", "c'est bien moi", "c'était bien moi", "c'est de moi", "c'est bien de moi",
			"ça vient de moi", "cela vient de moi", "je confirme", "confirmé", "confirme",
			"je l'ai envoyé", "je l'ai écrit", "c'est exact", "c'est correct", "c'est ça", "allez-y", "c'est le mien", "vas-y"},
		[]string{"soy yo", "fui yo", "es mío", "es mía", "es de mi parte", "lo envié yo", "lo escribí yo", "confirmo",
			"confirmado", "lo confirmo", "adelante", "es correcto", "he sido yo"},
		[]string{"sono io", "sono stato io", "sono stata io", "è mia", "è mio", "l'ho scritto io", "l'ho scritta io",
			"l'ho mandata io", "confermo", "confermato", "lo confermo", "procedi", "proceda", "è corretto",
			"viene da me", "è da me"},
		[]string{"fui eu", "sou eu", "é meu", "é minha", "eu enviei", "eu escrevi", "confirmado", "eu confirmo", "pode fazer",
			"está correto", "está certo", "é isso", "isso mesmo"},
		[]string{"dat was ik", "dat ben ik", "is van mij", "het is van mij", "dat is van mij", "die is van mij",
			"komt van mij", "bevestigd", "ik bevestig", "ik bevestig het", "dat klopt", "ga je gang",
			"ga maar door"},
		[]string{"det var jag", "det är jag", "det är från mig", "bekräftar", "jag bekräftar", "bekräftat", "det stämmer",
			"det var mig", "det er mig", "det er fra mig", "bekræftet", "jeg bekræfter",
			"det stemmer", "det var meg", "det er fra meg", "bekreftet", "jeg bekrefter", "ja tack", "ja tak", "ja takk",
			"vahvistan", "vahvistettu", "se olin minä", "minä se olin", "pitää paikkansa"},
		[]string{"to ja", "to ode mnie", "to moje", "potwierdzam", "potwierdzone", "to jsem já", "to je ode mě", "to je moje",
			"potvrzuji", "potvrzeno", "potvrdzujem", "potvrdené", "to som ja",
			"én voltam", "tőlem van", "megerősítem", "eu sunt", "eu am fost", "este de la mine", "confirm", "confirmat",
			"potvrđujem", "to sam ja", "potrjujem", "benim", "bendim", "onaylıyorum",
			"onaylandı", "εγώ είμαι", "δικό μου είναι", "επιβεβαιώνω", "это я", "это от меня", "это моё", "подтверждаю", "це я",
			"підтверджую", "аз съм", "потвърждавам"},
		[]string{"はい、お願いします", "お願いします", "私です", "はい、私です", "確認しました", "承認します", "承認", "私が送りました", "そうです", "是我", "是我发的", "确认", "確認",
			"제가 보냈습니다", "확인", "확인했습니다", "접니다", "أؤكد", "מאשר", "מאשרת"},
	)
	refuseWords = phraseSet([]string{"no", "nope", "n", "nah", "never", "negative", "nein", "nö", "nee", "neen", "non",
		"não", "nej", "nei", "ei", "nie", "ne", "nem", "nu", "hayır",
		"όχι", "нет", "ні", "не", "いいえ", "不", "不是", "아니요", "아니오", "لا", "לא", "ez", "ikke", "ní"})
	refusePhrases = phraseSet(disowning, []string{"stop", "no it is not", "it is not", "it isn't", "i did not",
		"i didn't"})

	// pleading says nothing of its own behind a word.
	pleading = foldAll("please", "please do", "bitte", "s'il vous plaît", "s'il te plaît", "svp", "stp", "por favor",
		"per favore", "per piacere", "graag", "alsjeblieft", "alstublieft", "aub", "tack", "takk",
		"proszę", "prosím", "lütfen", "пожалуйста", "παρακαλώ", "kiitos", "お願いします")

	// negations deny something.
	negations = foldAll("not", "never", "didn't", "wasn't", "isn't", "don't", "nicht", "kein", "keine", "nie", "pas",
		"jamais", "non", "não", "niet", "geen", "inte", "ikke", "nem", "не")

	// disowning say that a mail is somebody else's.
	disowning = foldAll("not me", "that was not me", "that wasn't me", "that is not me", "that's not me", "it was not me",
		"it wasn't me", "this was not me", "this wasn't me", "this is not me", "was not me",
		"wasn't me", "wasnt me", "not mine", "that is not mine", "that's not mine", "it is not mine", "it's not mine",
		"this is not mine", "not from me", "that is not from me", "that's not from me",
		"this is not from me", "it is not from me", "i did not send it", "i didn't send it", "i did not send this",
		"i didn't send this", "i did not write it", "i didn't write it",
		"i did not write this", "i didn't write this", "i did not write that", "i didn't write that",
		"nicht von mir", "das ist nicht von mir", "die ist nicht von mir", "das war ich nicht", "ich war das nicht",
		"ich war es nicht", "nicht ich", "das kommt nicht von mir",
		"pas moi", "ce n'est pas moi", "ce n'était pas moi", "c'est pas moi", "pas de moi", "ce n'est pas de moi",
		"no soy yo", "no fui yo", "no es mío", "no es mía", "yo no fui", "no he sido yo",
		"non sono io", "non sono stato io", "non sono stata io", "non è mia", "non è mio", "não fui eu", "não sou eu",
		"não é meu", "não é minha",
		"niet van mij", "dat was ik niet", "dat ben ik niet", "is niet van mij", "dat is niet van mij", "ik was het niet",
		"det var inte jag", "inte från mig", "det var ikke mig", "det var ikke meg", "ikke fra mig",
		"ikke fra meg", "en minä", "to nie ja", "nie ode mnie", "to nejsem já", "nem én voltam", "nu sunt eu", "ben değilim",
		"это не я", "не от меня", "це не я", "私ではありません", "不是我", "제가 아닙니다")
)

func foldAll(phrases ...string) []string {
	out := make([]string, len(phrases))
	for i, p := range phrases {
		out[i] = text.Fold(p)
	}
	return out
}
