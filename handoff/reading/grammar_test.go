package reading

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// grammarHandoff is offered to Rita Vance.
func grammarHandoff() handoff.Handoff {
	return handoff.Handoff{ID: "HO-7K3QX2", Team: "north", State: handoff.Offered, Qualifier: "quinn",
		Prospects: []handoff.Contact{pat}, Zone: "Europe/Berlin",
		Start: inBerlin(11, 25, 15, 0), End: inBerlin(11, 25, 15, 30),
		Assignments: []handoff.Assignment{{N: 1, Rep: "rita", Made: grammarNow, Opened: grammarNow}}}
}

func fromPerson(id handoff.PersonID) handoff.About {
	return handoff.About{At: grammarNow, By: handoff.Who{Person: id}, Via: "imap", MessageID: "m1@acme.example",
		Strength: handoff.Seen}
}

// unclearAs is an Unclear whose question has the words in it.
type unclearAs struct {
	handoff.Unclear
	ask string
}

func ask(words string) handoff.Fact { return &unclearAs{ask: words} }

// commandRow is a text of a person and the fact it is; nil means that it is none.
type commandRow struct {
	by   handoff.PersonID
	text string
	want handoff.Fact
}

func (row commandRow) check(t *testing.T, h handoff.Handoff) {
	t.Helper()
	about := fromPerson(row.by)
	got, ok := ReadCommand(row.text, h, about, grammarConfig(), grammarNow)
	if ok != (got != nil) {
		t.Fatalf("%q gives %v and %v", row.text, got, ok)
	}
	switch want := row.want.(type) {
	case nil:
		if ok {
			t.Errorf("%q of %s is the command %s %+v, want none", row.text, row.by, got.Kind(), got)
		}
	case *unclearAs:
		u, is := got.(*handoff.Unclear)
		if !is || !strings.Contains(said(u.Ask), want.ask) || u.Text == "" || u.About != about {
			t.Errorf("%q of %s gives %+v, want a question with %q", row.text, row.by, got, want.ask)
		}
	default:
		handoff.SetHeader(want, about)
		if d := cmp.Diff(row.want, got); d != "" {
			t.Errorf("%q of %s (-want +got):\n%s", row.text, row.by, d)
		}
	}
}

var commandRows = []commandRow{
	// rep
	{"rita", "accept", &handoff.Accept{}}, {"rita", "Accept", &handoff.Accept{}},
	{"rita", "ACCEPTED!", &handoff.Accept{}}, {"rita", "I accept.", &handoff.Accept{}},
	{"rita", "/accept", &handoff.Accept{}},
	{"rita", "`accept`", &handoff.Accept{}}, {"rita", "\"accept\"", &handoff.Accept{}},
	{"rita", "I accept the invitation", &handoff.Accept{}}, {"rita", "Yes, I accept.", &handoff.Accept{}},
	{"rita", "accept please", &handoff.Accept{}}, {"rita", "please accept", &handoff.Accept{}},
	{"rita", "**accept**", &handoff.Accept{}}, {"rita", "I have accepted, thanks", &handoff.Accept{}},
	{"rita", "accept\n\nBest,\nRita", &handoff.Accept{}}, {"rita",
		"Hi,\n\naccept\n\nRita Vance\nAccount Executive, Acme\n+49 30 1234", &handoff.Accept{}},
	{"rita", "accept\r\n\r\nThanks!\r\n", &handoff.Accept{}}, {"rita", "Hello Quinn,\naccepted\nCheers, Rita",
		&handoff.Accept{}}, {"rita", "HO-7K3QX2 accept", &handoff.Accept{}},
	{"rita", "ho-7k3qx2: accept", &handoff.Accept{}}, {"rita", "HO-AAAAAA accept", nil},
	{"rita", "a\u200bccept", &handoff.Accept{}},
	{"rita", "accept?", nil}, {"rita", "I accept that they are slow", nil}, {"rita", "yes let's do it", nil},
	{"rita", "acceptable", nil}, {"rita", "accept. But not at 15:00.", nil},
	{"rita", "accept\nCould we start at four instead?", nil}, {"rita",
		"accept\nThanks\nI would rather meet on Thursday though, is that possible?", nil},
	{"rita", "Sounds great, accepted", nil},
	{"rita", "decline", &handoff.Decline{}}, {"rita", "I decline.", &handoff.Decline{}},
	{"rita", "declined", &handoff.Decline{}}, {"rita", "I have to decline, I am on a flight",
		&handoff.Decline{Note: "I am on a flight"}}, {"rita", "Can't make it", &handoff.Decline{}},
	{"rita", "I can’t make it, sorry", &handoff.Decline{Note: "I can’t make it, sorry"}},
	{"rita", "decline: I am in Oslo", &handoff.Decline{Note: "I am in Oslo"}},
	{"rita", "Decline - in Oslo that day", &handoff.Decline{Note: "in Oslo that day"}},
	{"rita", "decline because I am in Oslo", &handoff.Decline{Note: "because I am in Oslo"}},
	{"rita", "decline\nI am in Oslo that day.\nSorry!", &handoff.Decline{Note: "I am in Oslo that day.\nSorry!"}},
	{"rita", "Decline, sorry.\n\nRita", &handoff.Decline{Note: "sorry."}},
	{"rita", "decline: could we do Friday?", ask("`move TIME`")},
	{"rita", "Can't make it on Tuesday, what about Friday?", nil},
	{"rita", "Can't make it\nWhat about Friday?", ask("`move TIME`")},
	{"rita", "decline in revenue is their problem", nil},
	{"rita", "reject", &handoff.Reject{}}, {"rita", "Reject this lead.", &handoff.Reject{}},
	{"rita", "reject: budget", &handoff.Reject{Criteria: []string{"budget"}}},
	{"rita", "Reject budget", &handoff.Reject{Criteria: []string{"budget"}}},
	{"rita", "reject - no money, wrong timing", &handoff.Reject{Criteria: []string{"budget", "timeframe"},
		Note: "no money, wrong timing"}},
	{"rita", "Not qualified: no decision maker", &handoff.Reject{Criteria: []string{"authority"},
		Note: "no decision maker"}}, {"rita", "not qualified", &handoff.Reject{}},
	{"rita", "reject: they are mean", &handoff.Reject{Note: "they are mean"}},
	{"rita", "reject\nNo budget until 2027.", &handoff.Reject{Criteria: []string{"budget"},
		Note: "No budget until 2027."}},
	{"rita", "reject: budget\nThe need is real though.", &handoff.Reject{Criteria: []string{"budget"},
		Note: "The need is real though."}},
	{"rita", "rejected our last offer because of budget", nil},
	{"rita", "Rejected: authority", &handoff.Reject{Criteria: []string{"authority"}}},
	{"rita", "could not reach", &handoff.Unreachable{}}, {"rita", "Couldn't reach them, 3 attempts",
		&handoff.Unreachable{Attempts: 3}}, {"rita", "could not reach Pat after three calls",
		&handoff.Unreachable{Attempts: 3}},
	{"rita", "could not reach the prospect (4x)", &handoff.Unreachable{Attempts: 4}},
	{"rita", "could not reach, 3 attempts: nobody picks up", &handoff.Unreachable{Attempts: 3, Note: "nobody picks up"}},
	{"rita", "I could not reach Pat Kim\n3 calls, no answer", &handoff.Unreachable{Note: "3 calls, no answer"}},
	{"rita", "could not reach my desk", nil}, {"rita", "unreachable", &handoff.Unreachable{}},
	{"rita", "replied", &handoff.ReplyReported{}}, {"rita", "I've replied", &handoff.ReplyReported{}},
	{"rita", "I have already replied to them.", &handoff.ReplyReported{}}, {"rita", "replied to Bo about lunch", nil},
	{"rita", "I replied to Pat yesterday", &handoff.ReplyReported{}}, {"rita", "wrote to them", &handoff.ReplyReported{}},
	{"rita", "wrote", nil},
	{"rita", "send", &handoff.Send{}}, {"rita", "Please send it", &handoff.Send{}}, {"rita", "send me the deck", nil},
	{"rita", "Send it to me", nil},
	{"rita", "away until 4 Dec", &handoff.AwayUntil{Until: inBerlin(12, 4, 0, 0)}},
	{"rita", "I'm away until Thursday 26 November", &handoff.AwayUntil{Until: inBerlin(11, 26, 0, 0)}},
	{"rita", "Out of office until 4 Dec 13:00", &handoff.AwayUntil{Until: inBerlin(12, 4, 13, 0)}},
	{"rita", "away until tomorrow.", &handoff.AwayUntil{Until: inBerlin(11, 24, 0, 0)}},
	{"rita", "away", ask("Until when")}, {"rita", "away until", ask("Until which day")},
	{"rita", "away until soon", ask("")}, {"rita", "away until 20 Nov 2026", ask("")},
	{"rita", "away until Monday", ask("")},
	{"ritam", "away until 4 Dec", &handoff.AwayUntil{Until: time.Date(2026, 12, 4, 0, 0, 0, 0,
		handoff.Location("America/New_York"))}},
	{"rita", "I am away until Monday and after that I will be in Oslo with the whole team", nil},
	{"rita", "held", &handoff.Judge{Outcome: handoff.OutcomeHeld}},
	{"rita", "Held.", &handoff.Judge{Outcome: handoff.OutcomeHeld}},
	{"rita", "The meeting was held", &handoff.Judge{Outcome: handoff.OutcomeHeld}}, {"rita", "held up in traffic", nil},
	{"rita", "no-show", &handoff.Judge{Outcome: handoff.OutcomeNoShow}},
	{"rita", "No show", &handoff.Judge{Outcome: handoff.OutcomeNoShow}},
	{"rita", "They didn't show up.", &handoff.Judge{Outcome: handoff.OutcomeNoShow}},
	{"quinn", "Not what I heard", &handoff.Disagree{}}, {"quinn", "That's not what I heard!", &handoff.Disagree{}},
	{"quinn", "not what I heard from Rita, she said it went well", nil},
	{"rita", "no-show (us)", &handoff.Judge{Outcome: handoff.OutcomeNoShowUs}},
	{"rita", "It was us", &handoff.Judge{Outcome: handoff.OutcomeNoShowUs}},
	{"rita", "moved", &handoff.Judge{Outcome: handoff.OutcomeMoved}},
	{"rita", "it was rescheduled", &handoff.Judge{Outcome: handoff.OutcomeMoved}}, {"rita", "moved house", nil},
	{"rita", "cancelled", &handoff.Judge{Outcome: handoff.OutcomeCancelled}},
	{"rita", "Canceled", &handoff.Judge{Outcome: handoff.OutcomeCancelled}},
	{"rita", "Held\nThey want a quote by Friday.", nil}, {"rita", "held, went well",
		&handoff.Judge{Outcome: handoff.OutcomeHeld}}, {"rita", "no-show - again",
		&handoff.Judge{Outcome: handoff.OutcomeNoShow}}, {"rita", "cancelled, moved to Friday", nil},
	{"rita", "held, but too short", nil},
	{"rita", "opportunity https://crm.example/o/17", &handoff.OpportunityMade{Link: "https://crm.example/o/17"}},
	{"rita", "Opportunity: <https://crm.example/o/17>.", &handoff.OpportunityMade{Link: "https://crm.example/o/17"}},
	{"rita", "opp OPP-123", &handoff.OpportunityMade{Link: "OPP-123"}},
	{"rita", "opportunity OPP-123 12,000 EUR", &handoff.OpportunityMade{Link: "OPP-123", Amount: euros(12_000)}},
	{"rita", "opportunity https://crm.example/main.aspx?etn=opportunity&id=12",
		&handoff.OpportunityMade{Link: "https://crm.example/main.aspx?etn=opportunity&id=12"}},
	{"rita", "opportunity https://crm.example/o/17 €12k", &handoff.OpportunityMade{Link: "https://crm.example/o/17",
		Amount: euros(12_000)}},
	{"rita", "won 12000 EUR", &handoff.DealWon{Amount: euros(12_000)}}, {"rita", "We won it!", &handoff.DealWon{}},
	{"rita", "Closed won: 12.000 €", &handoff.DealWon{Amount: euros(12_000)}}, {"rita", "won", &handoff.DealWon{}},
	{"rita", "won them over, now to the contract", nil}, {"rita", "won: 12 or 13k", ask("has more than one number")},
	{"rita", "won -5 EUR", ask("“-5 EUR” is not")}, {"rita", "won: -5 EUR", ask("“-5 EUR” is not")},
	{"rita", "won − €5", ask("more than nothing")}, {"rita", "won - 12000 EUR", &handoff.DealWon{Amount: euros(12_000)}},
	{"rita", "won 0 EUR", ask("more than nothing")}, {"rita", "won 5 EUR 3 EUR", ask("more than one number")},
	{"rita", "won 12 XXY", ask("“12 XXY” does not name one currency")}, {"rita", "won 1.2345 EUR", ask("which mark")},
	{"rita", "won 99999999999999 EUR", ask("more than a billion")}, {"rita", "won: lots", ask("“lots” is no sum")},
	{"rita", "won: won 12000 EUR", &handoff.DealWon{Amount: euros(12_000)}},
	{"rita", "won EUR 12 000", &handoff.DealWon{Amount: euros(12_000)}},
	{"rita", "won 12000 EUR a year", ask("more than a sum")},
	{"rita", "won 12000", ask("“12000” names no currency")}, {"rita", "won: 12k", ask("names no currency")},
	{"rita", "opportunity https://crm.example/o/17 12 XXY", unsummed("https://crm.example/o/17", "currency", "12 XXY")},
	{"rita", "opportunity https://crm.example/o/17 -5 EUR", unsummed("https://crm.example/o/17", "sign", "-5 EUR")},
	{"rita", "opportunity https://crm.example/o/17 12000", unsummed("https://crm.example/o/17", "unnamed", "12000")},
	{"rita", "opportunity https://crm.example/o/17 about 12000 EUR a year",
		unsummed("https://crm.example/o/17", "words", "about 12000 EUR a year")},
	{"rita", "opportunity: https://crm.example/o/17 lots of €", unsummed("https://crm.example/o/17", "none", "lots of €")},
	{"rita", "opportunity OPP-123 12 XXY", unsummed("OPP-123", "currency", "12 XXY")},
	{"rita", "opportunity: Globex renewal 1.2345 EUR", unsummed("Globex renewal", "marks", "1.2345 EUR")},
	{"rita", "opportunity: Globex renewal 2027", &handoff.OpportunityMade{Link: "Globex renewal 2027"}},
	{"rita", "lost: no budget", &handoff.DealLost{Note: "no budget"}}, {"rita", "Lost", &handoff.DealLost{}},
	{"rita", "Lost it to Initech", &handoff.DealLost{Note: "to Initech"}}, {"rita", "lost the number, sorry", nil},
	{"mara", "deal lost because they merged", &handoff.DealLost{Note: "because they merged"}},
	{"rita", "opportunity created: https://crm.example/o/17 in the CRM",
		&handoff.OpportunityMade{Link: "https://crm.example/o/17"}},
	{"rita", "opportunity HubSpot 123", &handoff.OpportunityMade{Link: "HubSpot 123"}},
	{"rita", "opportunity 0065g00000X", &handoff.OpportunityMade{Link: "0065g00000X"}},
	{"rita", "opportunity #4711", &handoff.OpportunityMade{Link: "4711"}},
	{"rita", "opportunity: Globex renewal", &handoff.OpportunityMade{Link: "Globex renewal"}},
	{"rita", "opportunity: Globex renewal 12,000 EUR", &handoff.OpportunityMade{Link: "Globex renewal",
		Amount: euros(12_000)}},
	{"rita", "opportunity: HubSpot 123", &handoff.OpportunityMade{Link: "HubSpot 123"}},
	{"rita", "opportunity: javascript://x1", ask("Which opportunity")}, {"rita", "opportunity seen in May 2026", nil},
	{"rita", "opportunity", ask("Which opportunity")}, {"rita", "opportunity knocks", ask("Which opportunity")},
	{"rita", "opportunity javascript://x1", ask("Which opportunity")}, {"rita", "opportunity to sell more here", nil},
	{"rita", "nurture until 1 March 2027", &handoff.NurtureUntil{Until: time.Date(2027, 3, 1, 9, 0, 0, 0,
		handoff.Location("Europe/Berlin"))}}, {"rita", "Nurture until 1.3.2027",
		&handoff.NurtureUntil{Until: time.Date(2027, 3, 1, 9, 0, 0, 0, handoff.Location("Europe/Berlin"))}},
	{"rita", "nurture", ask("Until which day? Answer `nurture until DATE`")},
	{"rita", "nurture for 3 months", &handoff.NurtureUntil{Until: time.Date(2027, 2, 23, 9, 0, 0, 0,
		handoff.Location("Europe/Berlin"))}},
	{"rita", "nurture until March 2027", &handoff.NurtureUntil{Until: time.Date(2027, 3, 1, 9, 0, 0, 0,
		handoff.Location("Europe/Berlin"))}}, {"rita", "nurture until Q2 2027", ask("Until which day")},
	{"rita", "nurture until March 1999", ask("Until which day")}, {"rita", "nurture until next spring", ask("")},
	{"rita", "nurture until 2020-01-01", ask("")},
	{"rita", "move to Tue 24 Nov 15:00", &handoff.Move{Start: tue}}, {"rita", "help", &handoff.Status{Help: true}},
	{"rita", "Commands?", &handoff.Status{Help: true}}, {"rita", "status", &handoff.Status{}},
	{"rita", "Status?", &handoff.Status{}}, {"rita", "status: waiting for Pat", nil},
	{"rita", "yes", nil}, {"rita", "no", nil}, {"rita", "agree", nil}, {"rita", "ok", nil}, {"rita", "Thanks", nil},
	{"rita", "", nil}, {"rita", "\n \n", nil}, {"rita", "👍", nil},
	{"rita", "cancel\naccept", ask("lines of their own")}, {"rita", "accept\ndecline", ask("lines of their own")},
	// qualifier
	{"quinn", "move Tue 24 Nov 15:00", &handoff.Move{Start: tue}},
	{"quinn", "Move it to Tuesday 24 November, 3pm please", &handoff.Move{Start: tue}},
	{"quinn", "move: Tue 24 Nov 15:00-16:00", &handoff.Move{Start: tue, End: tue.Add(time.Hour)}},
	{"quinn", "reschedule to 24.11.2026 15:00", &handoff.Move{Start: tue}},
	{"quinn", "move to 9:00 New York time on 24 Nov 2026", &handoff.Move{Start: tue}},
	{"quinn", "move tomorrow", ask("")}, {"quinn", "move", ask("Which day")},
	{"quinn", "move Wed 24 Nov 15:00", ask("")}, {"quinn", "move to Thursday or Friday at 15:00", ask("")},
	{"quinn", "Move to Thursday 15:00?", nil}, {"quinn", "move forward with the next steps please", nil},
	{"quinn", "move it to the 24th if Rita and Bo can both come by then, otherwise at 3pm", nil},
	{"quinn", "close it", &handoff.Cancel{}}, {"quinn", "Close the lead.", &handoff.Cancel{}},
	{"quinn", "Close to the deadline, but fine", nil}, {"quinn", "let it sleep", ask("Until which day?")},
	{"quinn", "let it sleep until 24 December", &handoff.NurtureUntil{Until: inBerlin(12, 24, 9, 0)}},
	{"quinn", "cancel", &handoff.Cancel{}}, {"quinn", "Cancel the meeting.", &handoff.Cancel{}},
	{"quinn", "please cancel it", &handoff.Cancel{}}, {"quinn", "cancel: Pat fell ill",
		&handoff.Cancel{Note: "Pat fell ill"}}, {"quinn", "cancel culture is a topic", nil},
	{"quinn", "rep Bo", &handoff.NameRep{Rep: "bo"}}, {"quinn", "Rep: Bo Lindqvist", &handoff.NameRep{Rep: "bo"}},
	{"quinn", "rep lindqvist", &handoff.NameRep{Rep: "bo"}}, {"quinn", "rep JOSE", &handoff.NameRep{Rep: "rep7"}},
	{"quinn", "rep rep7", &handoff.NameRep{Rep: "rep7"}},
	{"quinn", "rep Rita", ask("Which Rita: Rita Vance or Rita Moss?")},
	{"quinn", "rep rita moss", &handoff.NameRep{Rep: "ritam"}}, {"quinn", "rep ritam", &handoff.NameRep{Rep: "ritam"}},
	{"quinn", "rep rita.moss@acme.example", &handoff.NameRep{Rep: "ritam"}},
	{"quinn", "rep Zoe", ask("no rep called “Zoe”. The reps are Rita Vance, Rita Moss, Bo Lindqvist and José Álvarez.")},
	{"quinn", "rep", ask("Which rep")}, {"quinn", "rep is on the phone with them", nil},
	{"quinn", "Rep: Bo\nBudget: 10k", nil}, {"quinn", "Budget: 10k", nil}, {"quinn", "rep left", ask("no rep called")},
	{"quinn", "dispute", &handoff.Dispute{}}, {"quinn", "Dispute: they have budget",
		&handoff.Dispute{Note: "they have budget"}}, {"quinn", "separate", &handoff.Separate{}},
	{"quinn", "It is another matter.", &handoff.Separate{}},
	{"quinn", "status please", &handoff.Status{}}, {"quinn", "nudge", &handoff.Nudge{}},
	{"quinn", "slots", &handoff.Slots{}}, {"quinn", "slots Bo", &handoff.Slots{Rep: "bo"}},
	{"quinn", "Free slots of Bo?", &handoff.Slots{Rep: "bo"}}, {"rita", "slots", &handoff.Slots{}},
	{"quinn", "Nudge her please", &handoff.Nudge{}}, {"mara", "remind the rep", &handoff.Nudge{}},
	{"quinn", "nudge in the right direction", nil}, {"quinn", "What is the status?", &handoff.Status{}},
	{"quinn", "assign Bo", &handoff.Assign{Rep: "bo"}}, {"ada", "move Tue 24 Nov 15:00", &handoff.Move{Start: tue}},
	// manager
	{"mara", "Assign Bo.", &handoff.Assign{Rep: "bo"}}, {"mara", "assign it to Bo please", &handoff.Assign{Rep: "bo"}},
	{"mara", "please assign this to Bo Lindqvist, thanks", &handoff.Assign{Rep: "bo"}},
	{"mara", "reassign to @bo", &handoff.Assign{Rep: "bo"}},
	{"mara", "Give it to Bo", &handoff.Assign{Rep: "bo"}}, {"mara", "assign Rita", ask("Which Rita")},
	{"mara", "assign Rita Vance", &handoff.Assign{Rep: "rita"}}, {"mara", "assign", ask("Which rep")},
	{"mara", "assign me", ask("`take`")},
	{"mara", "assign Quinn", ask("no rep called")}, {"mara", "assign somebody who knows the pump business well", nil},
	{"mara", "assign Bo or José", ask("no rep called")}, {"mara", "Assign Bo?", nil},
	{"mara", "hold 2h", &handoff.Hold{For: 2 * time.Hour}}, {"mara", "Hold for 90 minutes",
		&handoff.Hold{For: 90 * time.Minute}}, {"mara", "extend 2h", &handoff.Hold{For: 2 * time.Hour}},
	{"mara", "extend by half an hour", &handoff.Hold{For: 30 * time.Minute}},
	{"mara", "extend it by 1h30", &handoff.Hold{For: 90 * time.Minute}}, {"mara", "hold", ask("For how long")},
	{"mara", "hold 2", ask("For how long")}, {"mara", "hold 2 days", ask("For how long")},
	{"mara", "hold 0h", ask("at most a week")},
	{"mara", "hold 999h", ask("at most a week")}, {"mara", "hold the line", nil}, {"mara", "Hold on, I will ask Bo", nil},
	{"mara", "keep", &handoff.Keep{}}, {"mara", "Keep her", &handoff.Keep{}},
	{"mara", "keep Rita Vance", &handoff.Keep{}}, {"mara", "keep the same rep", &handoff.Keep{}},
	{"mara", "Keep Rita", &handoff.Keep{}}, {"mara", "keep Bo", ask("`assign Bo Lindqvist`")},
	{"mara", "keep me posted", nil},
	{"mara", "take", &handoff.Take{}}, {"mara", "I'll take it", &handoff.Take{}},
	{"mara", "I take over.", &handoff.Take{}}, {"mara", "take care", nil},
	{"mara", "take https://meet.example/m", &handoff.Take{Place: "https://meet.example/m"}},
	{"mara", "take: your office", &handoff.Take{Place: "your office"}}, {"mara", "cancel", &handoff.Cancel{}},
	{"admin", "take", &handoff.Take{}},
	{"mara", "accept", &handoff.Accept{}}, // Decide explains why not
	// nobody of ours
	{"", "accept", nil}, {"nobody", "accept", nil},
}

func TestReadCommand(t *testing.T) {
	h := grammarHandoff()
	for _, row := range commandRows {
		t.Run(string(row.by)+"/"+row.text, func(t *testing.T) { row.check(t, h) })
	}
}

func TestReadCommandOfAProspectIsAReply(t *testing.T) {
	about := handoff.About{At: grammarNow, By: handoff.Who{Address: "pat@globex.example"}}
	if f, ok := ReadCommand("cancel", grammarHandoff(), about, grammarConfig(), grammarNow); ok {
		t.Errorf("the prospect gives the command %s", f.Kind())
	}
}

// Yes and no are commands only for the side that was asked, and never mistaken for an answer to the invitation.
func TestReadCommandAboutAnotherTime(t *testing.T) {
	asked := func(r handoff.Role) handoff.Handoff {
		h := grammarHandoff()
		h.Moving = &handoff.Proposal{By: handoff.RoleProspect, Start: inBerlin(11, 27, 10, 0), End: inBerlin(11, 27, 10, 30),
			Asked: r}
		return h
	}
	for _, row := range []struct {
		asked handoff.Role
		commandRow
	}{
		{handoff.RoleRep, commandRow{"rita", "yes", &handoff.Agree{}}},
		{handoff.RoleRep, commandRow{"rita", "Agreed!", &handoff.Agree{}}},
		{handoff.RoleRep, commandRow{"rita", "Works for me.", &handoff.Agree{}}},
		{handoff.RoleRep, commandRow{"rita", "OK, thanks", &handoff.Agree{}}},
		{handoff.RoleRep, commandRow{"rita", "no", &handoff.Refuse{}}},
		{handoff.RoleRep, commandRow{"rita", "That doesn't work", &handoff.Refuse{}}},
		{handoff.RoleRep, commandRow{"rita", "yes let's do it", nil}},
		{handoff.RoleRep, commandRow{"rita", "no one there", nil}}, {handoff.RoleRep, commandRow{"rita", "yes?", nil}},
		{handoff.RoleRep, commandRow{"rita", "accept", ask("Fri 27 Nov, 10:00 CET")}},
		{handoff.RoleRep, commandRow{"rita", "decline", ask("`refuse`")}},
		{handoff.RoleRep, commandRow{"rita", "decline: I left the team", &handoff.Decline{Note: "I left the team"}}},
		{handoff.RoleRep, commandRow{"quinn", "yes", nil}}, {handoff.RoleRep, commandRow{"mara", "yes", &handoff.Agree{}}},
		{handoff.RoleQualifier, commandRow{"rita", "yes", nil}}, {handoff.RoleQualifier,
			commandRow{"rita", "accept", &handoff.Accept{}}}, {handoff.RoleQualifier,
			commandRow{"quinn", "yes", &handoff.Agree{}}},
		{handoff.RoleQualifier, commandRow{"quinn", "Refuse.", &handoff.Refuse{}}},
		{handoff.RoleQualifier, commandRow{"ada", "agree", &handoff.Agree{}}},
		{handoff.RoleManager, commandRow{"quinn", "yes", nil}}, {handoff.RoleManager,
			commandRow{"mara", "no", &handoff.Refuse{}}},
	} {
		t.Run(string(row.asked)+"/"+string(row.by)+"/"+row.text, func(t *testing.T) { row.check(t, asked(row.asked)) })
	}
}

// Two reps of the same full name can be told apart by what the question shows.
func TestReadCommandNamesakes(t *testing.T) {
	c := grammarConfig()
	p := c.People["ritam"]
	p.Name = "Rita Vance"
	c.People["ritam"] = p
	read := func(text string) handoff.Fact {
		f, _ := ReadCommand(text, grammarHandoff(), fromPerson("mara"), c, grammarNow)
		return f
	}
	u, ok := read("assign Rita Vance").(*handoff.Unclear)
	if !ok || said(u.Ask) != "Which Rita Vance: Rita Vance (rita) or Rita Vance (ritam)?" {
		t.Fatalf("two reps of one name give %+v", u)
	}
	for text, want := range map[string]handoff.PersonID{"assign ritam": "ritam", "assign Rita Vance (rita)": "rita",
		"assign Rita Vance (ritam)": "ritam"} {
		if a, ok := read(text).(*handoff.Assign); !ok || a.Rep != want {
			t.Errorf("%q gives %+v, want %s", text, read(text), want)
		}
	}
}

func TestCommandFor(t *testing.T) {
	for line, want := range map[string]struct {
		id   handoff.ID
		rest string
	}{
		"HO-7K3QX2 assign Rita":       {"HO-7K3QX2", "assign Rita"},
		"ho-7k3qx2: assign Rita.":     {"HO-7K3QX2", "assign Rita."},
		"- HO-7K3QX2 – keep":          {"HO-7K3QX2", "keep"},
		"[HO-7K3Q] take":              {"HO-7K3Q", "take"},
		"`HO-7K3QX2 hold 2h`":         {"HO-7K3QX2", "hold 2h"},
		"> HO-7K3QX2 keep":            {},
		"HO-7K3QX2":                   {},
		"HO-7K3QX2:":                  {},
		"assign Rita":                 {},
		"about HO-7K3QX2 assign Rita": {},
		"HO 7K3QX2 assign":            {},
		"HO-7K assign":                {},
		"HO-7K3QX27K3QX27 assign":     {},
		"":                            {},
		"HO-7K3QX2 " + strings.Repeat("assign ", 60): {},
	} {
		id, rest, ok := CommandFor(line)
		if id != want.id || rest != want.rest || ok != (want.id != "") {
			t.Errorf("%q is %q, %q, %v; want %q, %q", line, id, rest, ok, want.id, want.rest)
		}
	}
}

func TestReadCommandIsShort(t *testing.T) {
	h, c := grammarHandoff(), grammarConfig()
	if f, ok := ReadCommand("decline: "+strings.Repeat("x", maxCommand), h, fromPerson("rita"), c, grammarNow); ok {
		t.Errorf("a text of more than 2 kB is the command %s", f.Kind())
	}
	f, ok := ReadCommand("decline: "+strings.Repeat("é", 800), h, fromPerson("rita"), c, grammarNow)
	if d, is := f.(*handoff.Decline); !ok || !is || len(d.Note) > handoff.MaxNote {
		t.Errorf("a long reason gives %v, %T", ok, f)
	}
}

// Whatever mails offer as an answer is understood, from the role and in the state they offer it, and does what they
// say.
func TestCommandsAreTrue(t *testing.T) {
	filled := strings.NewReplacer("NAME", "Ben Ortiz", "WHO, WHEN, WORDS", "Pat Kim, today, keep me posted", "WHY", "", ": CRITERIA", ": budget", "CRITERION", "budget", "N attempts", "3 attempts",
		"LINK", "https://crm.example/1", "AMOUNT", "12000 EUR", "TIME", "Thu 26 Nov 2026 15:00", "DATE", "1 March 2027")
	senders := map[handoff.Role]handoff.PersonID{handoff.RoleQualifier: "quinn", handoff.RoleRep: "rita",
		handoff.RoleManager: "mara", handoff.RoleAdvocate: "alma", handoff.RoleAdmin: "olga"}
	refusals := []handoff.Code{"managers", "not-yours", "not-assigned", "past", "needs-time", "gone", "not-over",
		"too-late", "finished", "noted", "unclear"}
	// what depends on more than the state: the question that came before, or the hour
	depends := []handoff.Code{"nothing-to-agree", "nothing-to-separate", "nothing-to-send", "has-it", "nothing-to-keep",
		"nothing-to-settle"}
	for _, s := range handoff.States[1:] {
		for role, id := range senders {
			for _, help := range handoff.Commands(role, s) {
				if help.Usage == "Key: value" {
					continue
				}
				w := in(t, s)
				if role == handoff.RoleRep && w.h.Rep() != "" {
					id = w.h.Rep()
				}
				text := filled.Replace(help.Usage)
				f, ok := ReadCommand(text, w.h, byPerson(id, w.now), w.c, w.now)
				agrees := help.Usage == "agree" || help.Usage == "refuse"
				if ok == agrees {
					t.Errorf("%s in %s is offered %q, and %q gives %v", role, s, help.Usage, text, ok)
					continue
				}
				if !ok {
					continue
				}
				d := w.say(f)
				if code := d.Reason.Code; slices.Contains(depends, code) {
					continue
				} else if slices.Contains(refusals, code) || strings.HasSuffix(string(code), "-noted") {
					t.Errorf("%s in %s is offered %q (%s) and gets %s: %s", role, s, help.Usage, help.Effect, code, d.Reason)
				}
			}
		}
	}
}

func TestCommandsByRole(t *testing.T) {
	usages := func(r handoff.Role, s handoff.State) string {
		var out []string
		for _, c := range handoff.Commands(r, s) {
			out = append(out, c.Usage)
		}
		return strings.Join(out, "; ")
	}
	for _, row := range []struct {
		role handoff.Role
		s    handoff.State
		want string
	}{
		{handoff.RoleRep, handoff.Offered, "accept; decline WHY; reject: CRITERIA; could not reach, N attempts; replied; " +
			"send; move TIME; nurture until DATE; do it; away until DATE; keep the time; use my event; keep both; agree; refuse; " +
			"slots; not my fault: WHY; next: WHAT DATE; status; help"},
		{handoff.RoleRep, handoff.Held, "reject: CRITERIA; held; no-show; no-show (us); moved; cancelled; not what I heard; " +
			"opportunity LINK; nurture until DATE; away until DATE; not my fault: WHY; next: WHAT DATE; status; help"},
		{handoff.RoleManager, handoff.Escalated, "assign NAME; take; keep; hold 2h; reject: CRITERIA; move TIME; agree; " +
			"refuse; cancel; slots; count it; drop it; require CRITERION; back; talk; pause until DATE; pause team until DATE; resume team; next: WHAT DATE; status; help"},
		{handoff.RoleManager, handoff.Offered, "assign NAME; take; extend 2h; move TIME; do it; keep the time; cancel; slots; " +
			"nudge; count it; drop it; require CRITERION; back; talk; pause until DATE; pause team until DATE; resume team; next: WHAT DATE; status; help"},
		{handoff.RoleQualifier, handoff.Draft, "Key: value; move TIME; rep NAME; separate; nurture until DATE; keep the time; " +
			"cancel; slots; next: WHAT DATE; status; help"},
		{handoff.RoleQualifier, handoff.Returned, "Key: value; move TIME; rep NAME; dispute WHY; nurture until DATE; keep " +
			"the time; cancel; slots; next: WHAT DATE; status; help"},
		{handoff.RoleAdvocate, handoff.Returned, "Key: value; move TIME; rep NAME; dispute WHY; nurture until DATE; keep " +
			"the time; cancel; slots; next: WHAT DATE; status; help"},
		{handoff.RoleAdmin, handoff.Closed, "count it; drop it; require CRITERION; back; talk; pause until DATE; pause team until DATE; resume team; status; help"},
		{handoff.RoleProspect, handoff.Offered, ""}, {handoff.RoleStranger, handoff.Offered, ""},
		{handoff.RoleQualifier, handoff.New, ""},
	} {
		if got := usages(row.role, row.s); got != row.want {
			t.Errorf("%s in %s can say\n %s, want\n %s", row.role, row.s, got, row.want)
		}
	}
}

// Phrases in the table must be folded, or they can never be met, and one phrase must not be two commands.
func TestCommandPhrases(t *testing.T) {
	seen := map[string]string{}
	for _, c := range commands {
		for _, p := range c.said() {
			if p != text.Fold(p) {
				t.Errorf("%q can never be met; write %q", p, text.Fold(p))
			}
			if other, twice := seen[p]; twice {
				t.Errorf("%q begins %q and %q", p, other, c.usage)
			}
			seen[p] = c.usage
		}
	}
}

// A message of more than one sentence is no command, whatever it begins with; only a reason may follow those that take
// one.
func TestASecondSentenceIsNoCommand(t *testing.T) {
	h, c := grammarHandoff(), grammarConfig()
	single := []string{"accept", "I accept", "replied", "send", "held", "no-show", "moved", "cancelled",
		"opportunity https://crm.example/1", "assign Bo", "take", "keep", "hold 2h", "extend 2h",
		"move Tue 24 Nov 15:00", "rep Bo", "separate", "nurture until 1 March 2027", "away until 4 Dec", "status", "yes"}
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.SampledFrom(single).Draw(t, "first")
		second := strings.Join(rapid.SliceOfN(rapid.StringMatching(`[b-z]{3,9}x`), 5, 12).Draw(t, "words"), " ")
		text := first + rapid.SampledFrom([]string{". ", ".\n", "\n", "\n\n", "! ", ", but "}).Draw(t, "mark") + second + "."
		for _, id := range []handoff.PersonID{"quinn", "rita", "mara"} {
			f, ok := ReadCommand(text, h, fromPerson(id), c, grammarNow)
			if _, unclear := f.(*handoff.Unclear); ok && !unclear {
				t.Fatalf("%q of %s is the command %s", text, id, f.Kind())
			}
		}
	})
}

func euros(n int64) handoff.Amount { return handoff.Amount{Cents: n * 100, Currency: "EUR"} }

// unsummed is an opportunity of whose sum something is not understood.
func unsummed(link string, fault text.AmountFault, said string) handoff.Fact {
	return &handoff.OpportunityMade{Link: link, Ask: handoff.NoAmount(said, fault)}
}

// TestASumWithoutCurrency is in that of the lead, else in that of the costs.
func TestASumWithoutCurrency(t *testing.T) {
	h, c := grammarHandoff(), worldConfig()
	read := func(s string) handoff.Amount {
		switch f, _ := ReadCommand(s, h, fromPerson("rita"), c, grammarNow); f := f.(type) {
		case *handoff.DealWon:
			return f.Amount
		case *handoff.OpportunityMade:
			return f.Amount
		}
		return handoff.Amount{}
	}
	for _, step := range []struct {
		costs, lead, want string
	}{{}, {"CHF", "", "CHF"}, {"CHF", "USD", "USD"}, {"", "USD", "USD"}} {
		c.Cost.Qualifier = handoff.Amount{Cents: 100, Currency: step.costs}
		h.Amount = handoff.Amount{Cents: 100, Currency: step.lead}
		for _, s := range []string{"won 12000", "opportunity https://crm.example/o/17 12,000", "opportunity OPP-1 12k"} {
			want := handoff.Amount{Cents: 1_200_000, Currency: step.want}
			if step.want == "" {
				want = handoff.Amount{}
			}
			if got := read(s); got != want {
				t.Errorf("%q with %+v: %v", s, step, got)
			}
			if got := read(s + " EUR"); got != euros(12_000) {
				t.Errorf("%q in euros: %v", s, got)
			}
		}
	}
}
