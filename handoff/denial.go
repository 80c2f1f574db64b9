package handoff

import (
	"slices"
	"strings"

	"handoffd/handoff/text"
)

// Words of a value that only says that there is none, or that nobody knows: at least one that denies, and beside them
// nothing but words that add nothing.
var (
	placeWords = []string{"", "n a", "na", "k a", "tbd", "tba", "tbc", "todo", "to be determined", "to be defined",
		"to be confirmed", "to be clarified", "to be discussed", "to be decided"}

	denyingWords = wordSet("no none nope not nothing unknown unclear unsure undefined unconfirmed unspecified dont " +
		"doesnt didnt havent hasnt isnt wasnt nein nee kein keine keinen keiner nichts nicht unbekannt unklar non " +
		"aucun aucune inconnu inconnue pas rien ninguno ninguna nada desconocido desconocida nao geen onbekend niet")

	idleWords = wordSet("any as at been clear clue confirmed currently defined discussed do does for given have he i " +
		"idea info information is it know known knows me mentioned moment now of one provided said say she so far " +
		"sorry specified still stated sure talked tell that the there they this told was we yet you " +
		"ich wir weiss wissen bekannt noch ist klar angabe angaben ahnung es encore connu connue je ne sais le la " +
		"se sabe lo aun todavia conocido sei sabemos")
)

func wordSet(words string) []string { return strings.Fields(words) }

// denies says whether the value of a field, under the names it has, says no more than that there is none, or that it
// is not known: "no", "none yet", "n/a", "no budget".
func denies(value string, names ...string) bool {
	said := text.Plain(text.Words(value))
	if slices.Contains(placeWords, strings.Join(said, " ")) {
		return true
	}
	var own []string
	for _, n := range names {
		own = append(own, text.Plain(text.Words(n))...)
	}
	denied := false
	for _, w := range said {
		switch {
		case slices.Contains(denyingWords, w):
			denied = true
		case !slices.Contains(idleWords, w) && !slices.Contains(own, w):
			return false
		}
	}
	return denied
}
