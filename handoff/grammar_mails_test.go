package handoff

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// No ordinary sentence of a business mail is a command, whoever writes it: not on its own, not below a greeting, not above a signature.
func TestBusinessRepliesAreNoCommands(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "replies.txt"))
	if err != nil {
		t.Fatal(err)
	}
	c := grammarConfig()
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		for _, h := range []Handoff{grammarHandoff(), clashHandoff()} {
			for _, text := range []string{line, "Hi all,\n\n" + line + "\n\nBest,\nRita", line + "\n\nI will prepare the demo and send the agenda before the weekend."} {
				for _, id := range []PersonID{"quinn", "rita", "mara"} {
					if f, ok := ReadCommand(text, h, fromPerson(id), c, grammarNow); ok {
						t.Errorf("%q of %s is the command %s", text, id, f.Kind())
					}
				}
			}
		}
	}
}

// Commands as people write them in whole mails.
func TestReadCommandInMails(t *testing.T) {
	thu := inBerlin(11, 26, 15, 0)
	for _, row := range []commandRow{
		// greetings, signatures, bullets
		{"rita", "Hi Quinn, accept", &Accept{}}, {"rita", "Hi,\n\n- accept\n\nRita", &Accept{}}, {"rita", "* Accept", &Accept{}}, {"rita", "1. accept", &Accept{}}, {"rita", "1) Accept.", &Accept{}},
		{"rita", "• accept please", &Accept{}}, {"rita", "=> accept", &Accept{}}, {"rita", "accept :-)", &Accept{}}, {"rita", "accept 👍", &Accept{}}, {"rita", "ACCEPT!!!", &Accept{}}, {"rita", "“accept”", &Accept{}},
		{"rita", "accept.\n\nMit freundlichen Grüßen\nRita Vance\nAcme GmbH", &Accept{}}, {"rita", "accept\n\nThanks,\nRita\n\n+49 30 12 34 56", &Accept{}}, {"rita", "Dear handoff,\n\nplease accept.\n\nBest regards", &Accept{}},
		{"rita", "Ok, accept", &Accept{}}, {"rita", "I hereby accept the handoff", &Accept{}}, {"rita", "Already accepted.", &Accept{}}, {"rita", "We accept", &Accept{}}, {"rita", "accept the call", &Accept{}},
		{"mara", "Hi,\nplease assign to Bo.\nThanks a lot", &Assign{Rep: "bo"}}, {"mara", "Hello, assign Bo please", &Assign{Rep: "bo"}}, {"mara", "1. assign Bo", &Assign{Rep: "bo"}}, {"mara", "Assign: Bo", &Assign{Rep: "bo"}},
		{"mara", "assign -> Bo", &Assign{Rep: "bo"}}, {"mara", "assign \"Bo\"", &Assign{Rep: "bo"}}, {"mara", "assign bo lindqvist <bo@acme.example>", &Assign{Rep: "bo"}}, {"mara", "Please reassign it to José, thank you", &Assign{Rep: "rep7"}},
		{"mara", "assign jose alvarez", &Assign{Rep: "rep7"}}, {"mara", "ASSIGN JOSÉ ÁLVAREZ", &Assign{Rep: "rep7"}}, {"mara", "assign to Álvarez", &Assign{Rep: "rep7"}},
		{"quinn", "move: Thu 26 Nov 15:00", &Move{Start: thu}}, {"quinn", "Please move it to Thursday at 3pm, thanks!", &Move{Start: thu}}, {"quinn", "move to Donnerstag 15 Uhr", &Move{Start: thu}},
		{"quinn", "Can you move it to Thursday 15:00?", nil}, {"quinn", "move to Thu 26 Nov 3-4pm", &Move{Start: thu, End: inBerlin(11, 26, 16, 0)}}, {"quinn", "move to 9am New York time on Thu 26 Nov", &Move{Start: thu}},
		{"quinn", "move to next Thursday 15:00", ask("Thursday")}, {"quinn", "move to 3/4 10am", ask("")}, {"quinn", "move to yesterday 3pm", ask("past")}, {"quinn", "move to Thursday", ask("At what time")},
		{"mara", "hold: 90 min", &Hold{For: 90 * time.Minute}}, {"mara", "please extend by 1.5h", &Hold{For: 90 * time.Minute}}, {"rita", "away until 4 December, sorry", ask("")},
		{"rita", "Hi, away until 4 Dec\n\nRita", &AwayUntil{Until: inBerlin(12, 4, 0, 0)}}, {"rita", "away till 4.12.", &AwayUntil{Until: inBerlin(12, 4, 0, 0)}}, {"rita", "away until 4 décembre", &AwayUntil{Until: inBerlin(12, 4, 0, 0)}},
		{"rita", "reject – budget, timeframe", &Reject{Criteria: []string{"budget", "timeframe"}, Note: "budget, timeframe"}}, {"rita", "REJECT: BUDGET", &Reject{Criteria: []string{"budget"}, Note: "BUDGET"}},
		{"rita", "Hi Quinn,\nreject: no budget\nThey told me so on the phone.\nBest,\nRita", &Reject{Criteria: []string{"budget"}, Note: "no budget\nThey told me so on the phone."}},
		// quoted, hidden in prose, somebody else's
		{"rita", "> accept", nil}, {"rita", ">accept", nil}, {"rita", "| accept", nil}, {"rita", "> accept\n> Thanks", nil}, {"rita", "> decline\naccept", &Accept{}}, {"rita", "accept\n> reject: budget", &Accept{}},
		{"rita", "You can answer accept or decline.", nil}, {"rita", "I would accept if the price were right.", nil}, {"rita", "Not accepted", nil}, {"rita", "I do not accept", nil}, {"rita", "I can't accept", nil}, {"rita", "accept not", nil},
		{"rita", "should I accept", nil}, {"rita", "never accept", nil}, {"rita", "Quinn wrote: accept", nil}, {"rita", "I think we held it", nil}, {"rita", "not held", nil}, {"rita", "almost cancelled", nil},
		{"mara", "don't assign Bo", nil}, {"mara", "do not keep", nil}, {"mara", "never hold 2h", nil}, {"quinn", "do not cancel", nil}, {"quinn", "don't cancel!", nil}, {"quinn", "cancel?", nil}, {"quinn", "why cancel", nil},
		// in other languages
		{"rita", "Angenommen", &Accept{}}, {"rita", "Ich nehme an.", &Accept{}}, {"rita", "Ich nehme den Termin an", &Accept{}}, {"rita", "J'accepte", &Accept{}}, {"rita", "Accepté, merci", &Accept{}}, {"rita", "Acepto, gracias", &Accept{}},
		{"rita", "Accetto", &Accept{}}, {"rita", "Aceito, obrigada", &Accept{}}, {"rita", "Ik accepteer", &Accept{}}, {"rita", "承諾します", &Accept{}}, {"rita", "Hallo Quinn,\n\nzugesagt\n\nViele Grüße\nRita", &Accept{}},
		{"rita", "Ich lehne ab: bin in Oslo", &Decline{Note: "bin in Oslo"}}, {"rita", "abgelehnt", &Decline{}}, {"rita", "Je refuse", &Decline{}}, {"rita", "Rechazo", &Decline{}}, {"rita", "Recuso.", &Decline{}}, {"rita", "Ik wijs af", &Decline{}},
		{"rita", "nicht qualifiziert: Budget", &Reject{Criteria: []string{"budget"}, Note: "Budget"}}, {"rita", "Ich habe geantwortet", &ReplyReported{}}, {"rita", "J'ai répondu", &ReplyReported{}}, {"rita", "hat stattgefunden", &Judge{Outcome: OutcomeHeld}},
		{"rita", "a eu lieu", &Judge{Outcome: OutcomeHeld}}, {"rita", "Nicht erschienen", &Judge{Outcome: OutcomeNoShow}}, {"rita", "niet komen opdagen", &Judge{Outcome: OutcomeNoShow}},
		{"quinn", "Bitte verschieben auf Donnerstag 15 Uhr", &Move{Start: thu}}, {"quinn", "déplacer à jeudi 15h", &Move{Start: thu}}, {"quinn", "mover al jueves a las 15h", &Move{Start: thu}}, {"quinn", "spostare a giovedì alle 15", &Move{Start: thu}},
		{"quinn", "mover para quinta às 15h", &Move{Start: thu}}, {"quinn", "verplaatsen naar donderdag 15 uur", &Move{Start: thu}}, {"quinn", "Bitte absagen", &Cancel{}}, {"quinn", "annuler, merci", &Cancel{}}, {"quinn", "cancelar por favor", &Cancel{}},
		{"quinn", "Wie ist der Stand?", &Status{}}, {"mara", "Ich übernehme", &Take{}}, {"mara", "Je prends", &Take{}},
		// slips of the pen
		{"rita", "acept", ask("I read this as `accept`.")}, {"rita", "Acecpt.", ask("I read this as `accept`.")}, {"rita", "declien", ask("`decline`")}, {"rita", "rejct: budget", ask("I read this as `reject: budget`.")}, {"quinn", "cancle", ask("`cancel`")},
		{"mara", "asign Bo", ask("I read this as `assign Bo`.")}, {"mara", "extned 2h", ask("`extend 2h`")}, {"quinn", "staus", ask("`status`")}, {"rita", "acept?", nil}, {"rita", "aceptable", nil}, {"rita", "Relied on it", nil}, {"rita", "repled", ask("`replied`")},
		{"mara", "assign Bob", ask("Did you mean Bo Lindqvist?")}, {"mara", "assign Lindqvst", ask("Did you mean Bo Lindqvist?")}, {"mara", "assign Jsoé", ask("Did you mean José Álvarez?")}, {"mara", "assign Rta Moss", ask("Did you mean Rita Moss?")},
		{"mara", "assign Ritta", ask("Did you mean Rita Vance or Rita Moss?")}, {"quinn", "rep Alvares", ask("Did you mean José Álvarez?")}, {"mara", "assign Xu", ask("The reps are")},
	} {
		t.Run(string(row.by)+"/"+row.text, func(t *testing.T) { row.check(t, grammarHandoff()) })
	}
}

// Several commands in one mail are taken in their order, all or none.
func TestReadCommands(t *testing.T) {
	thu := inBerlin(11, 26, 15, 0)
	one := []Fact{&Accept{}}
	question := func(words string) []Fact { return []Fact{ask(words)} }
	for _, row := range []struct {
		by   PersonID
		text string
		want []Fact
	}{
		{"rita", "accept", one}, {"rita", "Hi,\n\naccept\n\nBest,\nRita", one}, {"rita", "yes let's do it", nil}, {"rita", "accept\nI will call them tomorrow and send the deck.", nil},
		{"rita", "replied\naccept", []Fact{&ReplyReported{}, &Accept{}}}, {"rita", "Hi,\n\n1. accept\n2. replied to Pat\n\nThanks\nRita", []Fact{&Accept{}, &ReplyReported{}}},
		{"rita", "- held\n- opportunity https://crm.example/o/17", []Fact{&Judge{Outcome: OutcomeHeld}, &OpportunityMade{Link: "https://crm.example/o/17"}}},
		{"rita", "no-show\nnurture until 1 March 2027", []Fact{&Judge{Outcome: OutcomeNoShow}, &NurtureUntil{Until: inBerlin(3, 1, 9, 0).AddDate(1, 0, 0)}}},
		{"rita", "decline: I am in Oslo\nthe whole week\naway until 4 Dec", []Fact{&Decline{Note: "I am in Oslo\nthe whole week"}, &AwayUntil{Until: inBerlin(12, 4, 0, 0)}}},
		{"quinn", "rep Bo\nmove Thu 26 Nov 15:00\nstatus", []Fact{&NameRep{Rep: "bo"}, &Move{Start: thu}, &Status{}}},
		{"mara", "assign Bo\nhold 2h", []Fact{&Assign{Rep: "bo"}, &Hold{For: 2 * time.Hour}}},
		{"rita", "accept\ndecline", question("do not go together")}, {"rita", "accept\naccept", question("do not go together")}, {"rita", "held\nno-show", question("do not go together")}, {"quinn", "cancel\nmove Thu 26 Nov 15:00", question("do not go together")},
		{"mara", "assign Bo\ntake", question("do not go together")}, {"rita", "no-show\nopportunity OPP-1", question("do not go together")}, {"mara", "assign Rita\nhold 2h", question("nothing yet")},
		{"rita", "accept\nreplied\nIt was a good call and they want the offer by Friday.", question("lines of their own")}, {"rita", "The call went well, see the notes.\naccept\nreplied", nil}, {"rita", "> held\n> opportunity OPP-1", nil}, {"", "accept\nreplied", nil},
	} {
		got, ok := ReadCommands(row.text, grammarHandoff(), fromPerson(row.by), grammarConfig(), grammarNow)
		if ok != (len(row.want) > 0) || len(got) != len(row.want) {
			t.Errorf("%q of %s gives %d commands %v, want %d", row.text, row.by, len(got), got, len(row.want))
			continue
		}
		for i, want := range row.want {
			if asked, is := want.(*unclearAs); is {
				if u, unclear := got[i].(*Unclear); !unclear || !strings.Contains(u.Ask, asked.ask) {
					t.Errorf("%q gives %+v, want a question with %q", row.text, got[i], asked.ask)
				}
				continue
			}
			*want.about() = fromPerson(row.by)
			if d := cmp.Diff(want, got[i]); d != "" {
				t.Errorf("%q, command %d (-want +got):\n%s", row.text, i, d)
			}
		}
	}
}
