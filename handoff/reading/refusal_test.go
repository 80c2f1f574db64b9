package reading

import (
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestRefusals are words with which people decline a meeting, and words that only sound like it.
func TestRefusals(t *testing.T) {
	for text, want := range map[string]refusal{
		"Sorry, I can't make it.": refusalCertain, "I'm on holiday that week": refusalCertain,
		"Unfortunately I am travelling that day, sorry!": refusalCertain,
		"I won't be able to make it.":                    refusalCertain,
		"Thanks, but I can't make it on Friday.":         refusalCertain,
		"I will be out of office then.":                  refusalCertain,
		"Sorry, double booked.":                          refusalCertain, "I'm not available at that time, unfortunately.": refusalCertain,
		"Can't make it, my daughter is ill.":                     refusalCertain,
		"I can't attend because I am in Oslo for the trade fair": refusalCertain,
		"On leave that day, please let Erik take it":             refusalCertain,
		"I'm sick today.\nCould someone else take it?":           refusalCertain,
		"I have a conflict then.":                                refusalCertain,
		"Sorry, I have to pass on this one":                      refusalCertain,
		"Sorry, I can't.":                                        refusalCertain,
		"I'll have to skip this one":                             refusalCertain, "I am not going to make it": refusalCertain,
		"Regretfully I can't be at the meeting on Friday": refusalCertain,
		"Nope, out that day":                              refusalCertain, "I am at a conference all week": refusalCertain,
		"I'm off on Friday.": refusalCertain, "Not possible for me, sorry": refusalCertain,
		"I have a day off that day": refusalCertain, "I've got another appointment at that time": refusalCertain,
		"I already have a meeting then":  refusalCertain,
		"Must decline, I'm moving house": refusalCertain, "Tut mir leid, da bin ich verreist.": refusalCertain,
		"Das schaffe ich leider nicht": refusalCertain,
		"Je suis malade, désolée":      refusalCertain, "No podré asistir": refusalCertain,
		"Leider kann ich da nicht.": refusalCertain, "Ich bin in der Woche im Urlaub": refusalCertain,
		"Bin im Urlaub.": refusalCertain, "Ich kann leider nicht, bin auf Dienstreise.": refusalCertain,
		"Désolé, je ne peux pas.": refusalCertain, "Je suis en congé cette semaine-là": refusalCertain,
		"Malheureusement je serai en déplacement ce jour-là.": refusalCertain,
		"Lo siento, no puedo.": refusalCertain, "Estoy de vacaciones esa semana": refusalCertain,
		"Purtroppo non posso.": refusalCertain, "Sono in ferie": refusalCertain,
		"Helaas kan ik dan niet": refusalNone, "Ik ben op vakantie": refusalCertain, "Estou de férias": refusalCertain,
		"Please let Ben take it, my car broke down": refusalNear, "I'm away that day, the dentist has me": refusalNear,
		"I can't make it then, could we do Friday?": refusalNone, "I can't make it unless we start later": refusalNone,
		"Can't make it any clearer: they need it by May.": refusalNone,
		"Can't make it at 15:00, 16:00 is fine":           refusalNone, "Pat is on holiday that week": refusalNone,
		"I'm not on holiday that week": refusalNone, "They can't make it": refusalNone,
		"I was away last week, happy to take it": refusalNone, "Sorry!": refusalNone, "": refusalNone,
		"Let me take this offline": refusalNone, "Sorry, we can't do that for the price.": refusalNone,
		"I can make it": refusalNone, "I'm on holiday until Friday": refusalNone,
		strings.Repeat("I can't make it. ", 60): refusalNone,
	} {
		if got := refuses(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}

// TestRefusingIsTheRepsAlone: the words of anybody else, or when nothing can be declined, refuse nothing.
func TestRefusingIsTheRepsAlone(t *testing.T) {
	const text = "Sorry, I can't make it."
	for _, s := range []handoff.State{handoff.Offered, handoff.Accepted, handoff.Escalated} {
		h := grammarHandoff()
		h.State = s
		commandRow{"rita", text, &handoff.Decline{Note: text}}.check(t, h)
		commandRow{"mara", text, nil}.check(t, h)
		commandRow{"quinn", text, nil}.check(t, h)
	}
	commandRow{"rita", "Hi Quinn,\n\n" + text + "\n\nRita", &handoff.Decline{Note: text}}.check(t, grammarHandoff())
	commandRow{"rita", "Hi Pat,\n\n" + text + "\n\nRita", nil}.check(t, grammarHandoff())
	over := grammarHandoff()
	over.State = handoff.Past
	commandRow{"rita", text, nil}.check(t, over)
	asked := grammarHandoff()
	asked.Moving = &handoff.Proposal{By: handoff.RoleProspect, Start: inBerlin(11, 27, 10, 0),
		End: inBerlin(11, 27, 10, 30), Asked: handoff.RoleRep}
	commandRow{"rita", text, ask("`refuse`")}.check(t, asked)
	for _, no := range []string{"No, sorry, that does not work for me.", "Sorry, that won't work.", "no, not possible",
		"Unfortunately not.", "Nein, das geht leider nicht.", "Non, désolé, ça ne me convient pas",
		"No, lo siento, no puedo"} {
		if !saysNo(no) {
			t.Errorf("%q is not read as a no", no)
		}
	}
	for _, row := range []commandRow{{"rita", "No, sorry, that does not work for me.", &handoff.Refuse{}},
		{"rita", "No problem", nil}, {"rita", "No, that works", nil}, {"rita", "No, if it is before ten", nil},
		{"rita", "Sorry", nil}} {
		row.check(t, asked)
	}
}

// TestUsageLinesParse: what help prints can be answered as it is written.
func TestUsageLinesParse(t *testing.T) {
	fill := strings.NewReplacer("NAME", "Bo", "TIME", "Tue 24 Nov 15:00", "DATE", "1 March 2027", "LINK",
		"https://crm.example/o/17", "CRITERIA", "budget", "CRITERION", "budget", "N attempts", "3 attempts", "WHY", "travelling")
	for _, s := range handoff.States {
		for role, by := range map[handoff.Role]handoff.PersonID{handoff.RoleRep: "rita", handoff.RoleQualifier: "quinn",
			handoff.RoleManager: "mara"} {
			for _, c := range handoff.Commands(role, s) {
				if c.Usage == "Key: value" {
					continue // read as a brief
				}
				h := grammarHandoff()
				h.State = s
				switch c.Usage {
				case "agree", "refuse":
					h.Moving = &handoff.Proposal{Start: inBerlin(11, 27, 10, 0), Asked: role}
				case "use my event", "keep both":
					h.Own = &handoff.Own{Rep: "rita"}
				}
				for _, usage := range []string{fill.Replace(c.Usage), strings.ReplaceAll(c.Usage, "WHY", "they have a budget")} {
					if strings.ContainsAny(strings.TrimSuffix(usage, "2h"), "NTDLC") && usage == c.Usage {
						continue // nothing was filled in
					}
					f, ok := ReadCommand(usage, h, fromPerson(by), grammarConfig(), grammarNow)
					if !ok || f.Kind() == handoff.KindUnclear {
						t.Errorf("%s in %s answers %q: %+v", by, s, usage, f)
					}
				}
			}
		}
	}
}
