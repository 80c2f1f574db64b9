package reading

import (
	"slices"
	"strings"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// pad lets one search find whole words only.
func pad(words string) string { return " " + words + " " }

// greetings begin a line that only addresses somebody.
var greetings = []string{"hi", "hello", "hey", "dear", "hallo", "hola", "bonjour", "bonsoir", "ciao", "salut", "liebe",
	"lieber", "moin", "ola", "hej", "servus",
	"guten morgen", "guten tag", "good morning", "good afternoon", "good evening", "buongiorno", "buenos dias", "bom dia",
	"goedemorgen", "sehr geehrte", "sehr geehrter"}

// closings end a mail; what follows is a signature.
var closings = []string{"thanks", "thank you", "thx", "tx", "many thanks", "thanks a lot", "thanks so much",
	"thanks in advance", "thank you very much", "thank you in advance",
	"best", "best regards", "kind regards", "warm regards", "regards", "with kind regards", "with best regards",
	"best wishes", "all the best", "cheers", "br", "rgds",
	"sincerely", "yours sincerely", "yours", "take care", "talk soon", "have a nice day", "have a great day",
	"have a good day", "have a nice weekend", "have a great weekend",
	"danke", "vielen dank", "danke dir", "mit freundlichen grussen", "freundliche grusse", "viele grusse", "beste grusse",
	"liebe grusse", "schone grusse", "herzliche grusse",
	"grusse", "gruss", "viele gruesse", "beste gruesse", "mit freundlichen gruessen", "vg", "lg", "mfg", "merci",
	"merci beaucoup", "cordialement", "bien cordialement",
	"bien a vous", "bonne journee", "gracias", "muchas gracias", "saludos", "un saludo", "saludos cordiales", "grazie",
	"grazie mille", "cordiali saluti", "a presto", "saluti",
	"obrigado", "obrigada", "atenciosamente", "abraco", "bedankt", "dank je", "met vriendelijke groet", "groet", "groeten",
	"vriendelijke groet"}

// roster holds the names of colleagues as they are compared: a line that is only such a name is a signature.
type roster map[string]bool

func rosterOf(c *handoff.Config) roster {
	names := make(roster, 2*len(c.People))
	for _, p := range c.People {
		names[text.Fold(p.Name)] = true
		names[text.Fold(p.First())] = true
	}
	delete(names, "")
	return names
}

// isGreeting says whether the line only addresses somebody: "Hi Quinn,".
func isGreeting(line string) bool {
	words := text.Plain(text.Words(line))
	if len(words) == 0 || len(words) > 5 || strings.ContainsAny(line, "?:：@") {
		return false
	}
	text := pad(strings.Join(words, " "))
	i := slices.IndexFunc(greetings, func(g string) bool { return strings.HasPrefix(text, pad(g)) })
	if i < 0 {
		return false
	}
	rest := len(words) - len(strings.Fields(greetings[i]))
	return rest <= 1 || rest <= 3 && strings.ContainsAny(line[len(line)-1:], ",!-.")
}

// isClosing says whether the line ends a mail: "Best regards," or the name of a colleague.
func (names roster) isClosing(line string) bool {
	if len(line) > 80 || strings.ContainsAny(line, "?:：@") {
		return false
	}
	s := text.Fold(line)
	if s == "" {
		return false
	}
	if names[s] || slices.Contains(closings, s) {
		return true
	}
	i := strings.IndexAny(line, ",!.-–")
	if i < 0 {
		for _, c := range closings {
			if rest, ok := strings.CutPrefix(s, c+" "); ok && names[rest] {
				return true
			}
		}
		return false
	}
	rest := text.Fold(line[i:])
	return slices.Contains(closings, text.Fold(line[:i])) && (names[rest] || strings.Count(rest, " ") < 3)
}
