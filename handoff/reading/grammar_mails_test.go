package reading

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"

	"github.com/google/go-cmp/cmp"
)

// No ordinary sentence of a business mail is a command, whoever writes it: not on its own, not below a greeting, not
// above a signature.
func TestBusinessRepliesAreNoCommands(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "replies.txt"))
	if err != nil {
		t.Fatal(err)
	}
	c := grammarConfig()
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		for _, h := range []handoff.Handoff{grammarHandoff(), clashHandoff()} {
			for _, text := range []string{line, "Hi all,\n\n" + line + "\n\nBest,\nRita",
				line + "\n\nI will prepare the demo and send the agenda before the weekend."} {
				for _, id := range []handoff.PersonID{"quinn", "rita", "mara"} {
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
		{"rita", "Hi Quinn, accept", &handoff.Accept{}}, {"rita", "Hi,\n\n- accept\n\nRita", &handoff.Accept{}},
		{"rita", "* Accept", &handoff.Accept{}}, {"rita", "1. accept", &handoff.Accept{}},
		{"rita", "1) Accept.", &handoff.Accept{}},
		{"rita", "• accept please", &handoff.Accept{}}, {"rita", "=> accept", &handoff.Accept{}},
		{"rita", "accept :-)", &handoff.Accept{}}, {"rita", "accept 👍", &handoff.Accept{}},
		{"rita", "ACCEPT!!!", &handoff.Accept{}}, {"rita", "“accept”", &handoff.Accept{}},
		{"rita", "accept.\n\nMit freundlichen Grüßen\nRita Vance\nAcme GmbH", &handoff.Accept{}},
		{"rita", "accept\n\nThanks,\nRita\n\n+49 30 12 34 56", &handoff.Accept{}},
		{"rita", "Dear handoff,\n\nplease accept.\n\nBest regards", &handoff.Accept{}},
		{"rita", "Ok, accept", &handoff.Accept{}}, {"rita", "I hereby accept the handoff", &handoff.Accept{}},
		{"rita", "Already accepted.", &handoff.Accept{}}, {"rita", "We accept", &handoff.Accept{}},
		{"rita", "accept the call", &handoff.Accept{}},
		{"mara", "Hi,\nplease assign to Bo.\nThanks a lot", &handoff.Assign{Rep: "bo"}},
		{"mara", "Hello, assign Bo please", &handoff.Assign{Rep: "bo"}},
		{"mara", "1. assign Bo", &handoff.Assign{Rep: "bo"}}, {"mara", "Assign: Bo", &handoff.Assign{Rep: "bo"}},
		{"mara", "assign -> Bo", &handoff.Assign{Rep: "bo"}}, {"mara", "assign \"Bo\"", &handoff.Assign{Rep: "bo"}},
		{"mara", "assign bo lindqvist <bo@acme.example>", &handoff.Assign{Rep: "bo"}},
		{"mara", "Please reassign it to José, thank you", &handoff.Assign{Rep: "rep7"}},
		{"mara", "assign jose alvarez", &handoff.Assign{Rep: "rep7"}},
		{"mara", "ASSIGN JOSÉ ÁLVAREZ", &handoff.Assign{Rep: "rep7"}},
		{"mara", "assign to Álvarez", &handoff.Assign{Rep: "rep7"}},
		{"quinn", "move: Thu 26 Nov 15:00", &handoff.Move{Start: thu}},
		{"quinn", "Please move it to Thursday at 3pm, thanks!", &handoff.Move{Start: thu}},
		{"quinn", "move to Donnerstag 15 Uhr", &handoff.Move{Start: thu}},
		{"quinn", "Can you move it to Thursday 15:00?", nil}, {"quinn", "move to Thu 26 Nov 3-4pm",
			&handoff.Move{Start: thu, End: inBerlin(11, 26, 16, 0)}}, {"quinn", "move to 9am New York time on Thu 26 Nov",
			&handoff.Move{Start: thu}},
		{"quinn", "move to next Thursday 15:00", ask("Thursday")}, {"quinn", "move to 3/4 10am", ask("")},
		{"quinn", "move to yesterday 3pm", ask("past")}, {"quinn", "move to Thursday", ask("At what time")},
		{"mara", "hold: 90 min", &handoff.Hold{For: 90 * time.Minute}},
		{"mara", "please extend by 1.5h", &handoff.Hold{For: 90 * time.Minute}},
		{"rita", "away until 4 December, sorry", ask("")},
		{"rita", "Hi, away until 4 Dec\n\nRita", &handoff.AwayUntil{Until: inBerlin(12, 4, 0, 0)}},
		{"rita", "away till 4.12.", &handoff.AwayUntil{Until: inBerlin(12, 4, 0, 0)}},
		{"rita", "away until 4 décembre", &handoff.AwayUntil{Until: inBerlin(12, 4, 0, 0)}},
		{"rita", "reject – budget, timeframe", &handoff.Reject{
			Criteria: []string{"budget", "timeframe"}}}, {"rita", "REJECT: BUDGET", &handoff.Reject{
			Criteria: []string{"budget"}}},
		{"rita", "Hi Quinn,\nreject: no budget\nThey told me so on the phone.\nBest,\nRita",
			&handoff.Reject{Criteria: []string{"budget"}, Note: "no budget\nThey told me so on the phone."}},
		// quoted, hidden in prose, somebody else's
		{"rita", "> accept", nil}, {"rita", ">accept", nil}, {"rita", "| accept", nil}, {"rita", "> accept\n> Thanks", nil},
		{"rita", "> decline\naccept", &handoff.Accept{}}, {"rita", "accept\n> reject: budget", &handoff.Accept{}},
		{"rita", "You can answer accept or decline.", nil}, {"rita", "I would accept if the price were right.", nil},
		{"rita", "Not accepted", nil}, {"rita", "I do not accept", nil}, {"rita", "I can't accept", nil},
		{"rita", "accept not", nil},
		{"rita", "should I accept", nil}, {"rita", "never accept", nil}, {"rita", "Quinn wrote: accept", nil},
		{"rita", "I think we held it", nil}, {"rita", "not held", nil}, {"rita", "almost cancelled", nil},
		{"mara", "don't assign Bo", nil}, {"mara", "do not keep", nil}, {"mara", "never hold 2h", nil},
		{"quinn", "do not cancel", nil}, {"quinn", "don't cancel!", nil}, {"quinn", "cancel?", nil},
		{"quinn", "why cancel", nil},
		// in other languages
		{"rita", "Angenommen", &handoff.Accept{}}, {"rita", "Ich nehme an.", &handoff.Accept{}},
		{"rita", "Ich nehme den Termin an", &handoff.Accept{}}, {"rita", "J'accepte", &handoff.Accept{}},
		{"rita", "Accepté, merci", &handoff.Accept{}}, {"rita", "Acepto, gracias", &handoff.Accept{}},
		{"rita", "Accetto", &handoff.Accept{}}, {"rita", "Aceito, obrigada", &handoff.Accept{}},
		{"rita", "Ik accepteer", &handoff.Accept{}}, {"rita", "承諾します", &handoff.Accept{}},
		{"rita", "Hallo Quinn,\n\nzugesagt\n\nViele Grüße\nRita", &handoff.Accept{}},
		{"rita", "Ich lehne ab: bin in Oslo", &handoff.Decline{Note: "bin in Oslo"}},
		{"rita", "abgelehnt", &handoff.Decline{}}, {"rita", "Je refuse", &handoff.Decline{}},
		{"rita", "Rechazo", &handoff.Decline{}}, {"rita", "Recuso.", &handoff.Decline{}},
		{"rita", "Ik wijs af", &handoff.Decline{}},
		{"rita", "nicht qualifiziert: Budget", &handoff.Reject{Criteria: []string{"budget"}}},
		{"rita", "Ich habe geantwortet", &handoff.ReplyReported{}}, {"rita", "J'ai répondu", &handoff.ReplyReported{}},
		{"rita", "hat stattgefunden", &handoff.Judge{Outcome: handoff.OutcomeHeld}},
		{"rita", "a eu lieu", &handoff.Judge{Outcome: handoff.OutcomeHeld}},
		{"rita", "Nicht erschienen", &handoff.Judge{Outcome: handoff.OutcomeNoShow}},
		{"rita", "niet komen opdagen", &handoff.Judge{Outcome: handoff.OutcomeNoShow}},
		{"quinn", "Bitte verschieben auf Donnerstag 15 Uhr", &handoff.Move{Start: thu}},
		{"quinn", "déplacer à jeudi 15h", &handoff.Move{Start: thu}},
		{"quinn", "mover al jueves a las 15h", &handoff.Move{Start: thu}},
		{"quinn", "spostare a giovedì alle 15", &handoff.Move{Start: thu}},
		{"quinn", "mover para quinta às 15h", &handoff.Move{Start: thu}},
		{"quinn", "verplaatsen naar donderdag 15 uur", &handoff.Move{Start: thu}},
		{"quinn", "Bitte absagen", &handoff.Cancel{}}, {"quinn", "annuler, merci", &handoff.Cancel{}},
		{"quinn", "cancelar por favor", &handoff.Cancel{}},
		{"quinn", "Wie ist der Stand?", &handoff.Status{}}, {"mara", "Ich übernehme", &handoff.Take{}},
		{"mara", "Je prends", &handoff.Take{}},
		// slips of the pen
		{"rita", "acept", ask("I read this as `accept`.")}, {"rita", "Acecpt.", ask("I read this as `accept`.")},
		{"rita", "declien", ask("`decline`")}, {"rita", "rejct: budget", ask("I read this as `reject: budget`.")},
		{"quinn", "cancle", ask("`cancel`")},
		{"mara", "asign Bo", ask("I read this as `assign Bo`.")}, {"mara", "extned 2h", ask("`extend 2h`")},
		{"quinn", "staus", ask("`status`")}, {"rita", "acept?", nil}, {"rita", "aceptable", nil},
		{"rita", "Relied on it", nil}, {"rita", "repled", ask("`replied`")},
		{"mara", "assign Bob", ask("Did you mean Bo Lindqvist?")},
		{"mara", "assign Lindqvst", ask("Did you mean Bo Lindqvist?")},
		{"mara", "assign Jsoé", ask("Did you mean José Álvarez?")},
		{"mara", "assign Rta Moss", ask("Did you mean Rita Moss?")},
		{"mara", "assign Ritta", ask("Did you mean Rita Vance or Rita Moss?")},
		{"quinn", "rep Alvares", ask("Did you mean José Álvarez?")}, {"mara", "assign Xu", ask("The reps are")},
	} {
		t.Run(string(row.by)+"/"+row.text, func(t *testing.T) { row.check(t, grammarHandoff()) })
	}
}

// Several commands in one mail are taken in their order, all or none.
func TestReadCommands(t *testing.T) {
	thu := inBerlin(11, 26, 15, 0)
	one := []handoff.Fact{&handoff.Accept{}}
	question := func(words string) []handoff.Fact { return []handoff.Fact{ask(words)} }
	for _, row := range []struct {
		by   handoff.PersonID
		text string
		want []handoff.Fact
	}{
		{"rita", "accept", one}, {"rita", "Hi,\n\naccept\n\nBest,\nRita", one}, {"rita", "yes let's do it", nil},
		{"rita", "accept\nI will call them tomorrow and send the deck.", one},
		{"rita", "replied\naccept", []handoff.Fact{&handoff.ReplyReported{}, &handoff.Accept{}}},
		{"rita", "Hi,\n\n1. accept\n2. replied to Pat\n\nThanks\nRita",
			[]handoff.Fact{&handoff.Accept{}, &handoff.ReplyReported{}}},
		{"rita", "- held\n- opportunity https://crm.example/o/17",
			[]handoff.Fact{&handoff.Judge{Outcome: handoff.OutcomeHeld},
				&handoff.OpportunityMade{Link: "https://crm.example/o/17"}}},
		{"rita", "no-show\nnurture until 1 March 2027", []handoff.Fact{&handoff.Judge{Outcome: handoff.OutcomeNoShow},
			&handoff.NurtureUntil{Until: inBerlin(3, 1, 9, 0).AddDate(1, 0, 0)}}},
		{"rita", "decline: I am in Oslo\nthe whole week\naway until 4 Dec",
			[]handoff.Fact{&handoff.Decline{Note: "I am in Oslo\nthe whole week"},
				&handoff.AwayUntil{Until: inBerlin(12, 4, 0, 0)}}},
		{"quinn", "rep Bo\nmove Thu 26 Nov 15:00\nstatus", []handoff.Fact{&handoff.NameRep{Rep: "bo"},
			&handoff.Move{Start: thu}, &handoff.Status{}}},
		{"mara", "assign Bo\nhold 2h", []handoff.Fact{&handoff.Assign{Rep: "bo"}, &handoff.Hold{For: 2 * time.Hour}}},
		{"rita", "accept\ndecline", question("do not go together")},
		{"rita", "accept\naccept", question("do not go together")},
		{"rita", "held\nno-show", question("do not go together")},
		{"quinn", "cancel\nmove Thu 26 Nov 15:00", question("do not go together")},
		{"mara", "assign Bo\ntake", question("do not go together")},
		{"rita", "no-show\nopportunity OPP-1", question("do not go together")},
		{"mara", "assign Rita\nhold 2h", question("nothing yet")},
		{"rita", "accept\nreplied\nIt was a good call and they want the offer by Friday.",
			[]handoff.Fact{&handoff.Accept{}, &handoff.ReplyReported{}}},
		{"rita", "The call went well, see the notes.\naccept\nreplied",
			[]handoff.Fact{&handoff.Accept{}, &handoff.ReplyReported{}}},
		{"rita", "Pat is a waste of time, they have no money.\nreject: budget", []handoff.Fact{&handoff.Reject{
			Criteria: []string{"budget"}, Note: "Pat is a waste of time, they have no money."}}},
		{"rita", "We talked for an hour\n\nheld", []handoff.Fact{&handoff.Judge{Outcome: handoff.OutcomeHeld}}},
		{"rita", "I would rather not\nmove to Thu 26 Nov 15:00", nil},
		{"rita", "replied\n\nI called Pat this morning.", []handoff.Fact{&handoff.ReplyReported{}}},
		{"rita", "held\nI called them yesterday", []handoff.Fact{&handoff.Judge{Outcome: handoff.OutcomeHeld}}},
		{"rita", "accept\nBut only at four.", nil}, {"rita", "accept\nCould we do Friday at 16:00?", nil},
		{"rita", "replied\nI accept", []handoff.Fact{&handoff.ReplyReported{}, &handoff.Accept{}}},
		{"rita", "Hi Pat,\nlooking forward to it.\naccept", question("accept")}, {"rita", "> held\n> opportunity OPP-1", nil},
		{"", "accept\nreplied", nil},
	} {
		got, ok := ReadCommands(row.text, grammarHandoff(), fromPerson(row.by), grammarConfig(), grammarNow)
		if ok != (len(row.want) > 0) || len(got) != len(row.want) {
			t.Errorf("%q of %s gives %d commands %v, want %d", row.text, row.by, len(got), got, len(row.want))
			continue
		}
		for i, want := range row.want {
			if asked, is := want.(*unclearAs); is {
				if u, unclear := got[i].(*handoff.Unclear); !unclear || !strings.Contains(said(u.Ask), asked.ask) {
					t.Errorf("%q gives %+v, want a question with %q", row.text, got[i], asked.ask)
				}
				continue
			}
			handoff.SetHeader(want, fromPerson(row.by))
			if d := cmp.Diff(want, got[i]); d != "" {
				t.Errorf("%q, command %d (-want +got):\n%s", row.text, i, d)
			}
		}
	}
}
