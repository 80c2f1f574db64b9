package reading

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handoffd/handoff"
	"handoffd/handoff/text"
)

// grammarNow is a Monday, 09:30 in Berlin.
var grammarNow = time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC)

// grammarConfig has two reps of one first name, and a rep whose id is not his name.
func grammarConfig() *handoff.Config {
	person := func(id handoff.PersonID, name, zone string, emails ...string) handoff.Person {
		return handoff.Person{ID: id, Name: name, Emails: emails, Zone: zone, Hours: handoff.OfficeHours(9, 17),
			Link: "https://meet.acme.example/" + string(id)}
	}
	c := &handoff.Config{Address: "handoff@acme.example", Name: "Acme", Admin: "admin",
		People: map[handoff.PersonID]handoff.Person{}}
	for _, p := range []handoff.Person{
		person("quinn", "Quinn Ames", "Europe/Berlin", "quinn@acme.example"),
		person("rita", "Rita Vance", "Europe/Berlin", "rita@acme.example", "r.vance@acme.example"),
		person("ritam", "Rita Moss", "America/New_York", "rita.moss@acme.example"),
		person("bo", "Bo Lindqvist", "Europe/Berlin", "bo@acme.example"),
		person("rep7", "José Álvarez", "Europe/Madrid", "jose@acme.example"),
		person("mara", "Mara Stone", "Europe/Berlin", "mara@acme.example"),
		person("vito", "Vito Hale", "Europe/Berlin", "vito@acme.example"),
		person("ada", "Ada Lowe", "Europe/Berlin", "ada@acme.example"),
		person("admin", "Sam Root", "Europe/Berlin", "admin@acme.example"),
	} {
		c.People[p.ID] = p
	}
	c.Teams = []handoff.Team{{
		Name: "north", Qualifiers: []handoff.PersonID{"quinn"}, Reps: []handoff.PersonID{"rita", "ritam", "bo", "rep7",
			"left"}, Managers: []handoff.PersonID{"mara", "vito"}, Advocates: []handoff.PersonID{"ada"},
		Policy: handoff.DefaultPolicy(), Fields: handoff.DefaultFields(), Criteria: handoff.DefaultCriteria(),
		Duration: 30 * time.Minute,
	}}
	return c
}

func inBerlin(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, handoff.Location("Europe/Berlin"))
}

var (
	pat = handoff.Contact{Name: "Pat Kim", Address: "pat@globex.example"}
	lee = handoff.Contact{Name: "Lee Wong", Address: "lee@globex.example"}
)

// briefRow is a text and what is to be understood; nil or zero means nothing.
type briefRow struct {
	name, text string
	fields     map[string]string
	prospects  []handoff.Contact
	start, end time.Time
	place      string
	wish       handoff.PersonID
	wishText   string
	asks       []string // a part of each question
	keys       int
	noAddress  string
}

func (row briefRow) check(t *testing.T, got BriefRead) {
	t.Helper()
	want := BriefRead{Fields: row.fields, Prospects: row.prospects, Start: row.start, End: row.end, Place: row.place,
		Wish: row.wish, WishText: row.wishText, Keys: row.keys, NoAddress: row.noAddress}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(BriefRead{}, "Ask", "Zone", "Duration",
		"Prose")); d != "" {
		t.Errorf("%q is read wrongly (-want +got):\n%s", row.text, d)
	}
	if len(got.Ask) != len(row.asks) {
		t.Fatalf("%q asks %q, want %d questions", row.text, got.Ask, len(row.asks))
	}
	for i, part := range row.asks {
		if !strings.Contains(said(got.Ask[i]), part) {
			t.Errorf("%q asks %q, which lacks %q", row.text, said(got.Ask[i]), part)
		}
	}
}

var (
	need = map[string]string{"need": "faster quotes"}
	tue  = inBerlin(11, 24, 15, 0)
)

var briefRows = []briefRow{
	{name: "plain", text: "Need: faster quotes", fields: need, keys: 1},
	{name: "case and accents", text: "NÉED: faster quotes", fields: need, keys: 1},
	{name: "label", text: "Current solution: spreadsheets", fields: map[string]string{"solution": "spreadsheets"},
		keys: 1},
	{name: "word", text: "Problem: quotes take days", fields: map[string]string{"pain": "quotes take days"}, keys: 1},
	{name: "hyphen bullet", text: "- Need: faster quotes", fields: need, keys: 1},
	{name: "star bullet", text: "* Need: faster quotes", fields: need, keys: 1},
	{name: "dot bullet", text: "• Need: faster quotes", fields: need, keys: 1},
	{name: "dash bullet", text: "– Need: faster quotes", fields: need, keys: 1},
	{name: "number", text: "1. Need: faster quotes", fields: need, keys: 1},
	{name: "number in brackets", text: "2) Need: faster quotes", fields: need, keys: 1},
	{name: "bold with colon", text: "**Need:** faster quotes", fields: need, keys: 1},
	{name: "bold", text: "**Need**: faster quotes", fields: need, keys: 1},
	{name: "one star", text: "*Need:* faster quotes", fields: need, keys: 1},
	{name: "underlined", text: "__Need__: faster quotes", fields: need, keys: 1},
	{name: "hyphen", text: "Need - faster quotes", fields: need, keys: 1},
	{name: "dash", text: "Need – faster quotes", fields: need, keys: 1},
	{name: "long dash", text: "Need—faster quotes", fields: need, keys: 1},
	{name: "full width", text: "Need：faster quotes", fields: need, keys: 1},
	{name: "tab", text: "Need\tfaster quotes", fields: need, keys: 1},
	{name: "equals", text: "need = faster quotes", fields: need, keys: 1},
	{name: "table row", text: "| Need | faster quotes |", fields: need, keys: 1},
	{name: "no-break space", text: "Need\u00a0: faster quotes", fields: need, keys: 1},
	{name: "explained key", text: "Need (in one line): faster quotes", fields: need, keys: 1},
	{name: "cells below cells", text: "Need\nfaster quotes\n\nPain\nquotes take days",
		fields: map[string]string{"need": "faster quotes", "pain": "quotes take days"}, keys: 2},
	{name: "empty cell", text: "Need\nfaster quotes\nBudget\nPain\nquotes take days",
		fields: map[string]string{"need": "faster quotes", "pain": "quotes take days"}, keys: 2},
	{name: "heading", text: "**Need**\nfaster quotes\n\n## Pain\nquotes take days",
		fields: map[string]string{"need": "faster quotes", "pain": "quotes take days"}, keys: 2},
	{name: "a lone key word is prose", text: "Need\nfaster quotes"},
	{name: "value below", text: "Need:\nfaster quotes", fields: need, keys: 1},
	{name: "list below", text: "Need:\n- faster quotes\n- fewer clicks\nBudget: 10k",
		fields: map[string]string{"need": "- faster quotes\n- fewer clicks", "budget": "10k"}, keys: 2},
	{name: "wrapped", text: "Need: faster\nquotes\nBudget: 10k",
		fields: map[string]string{"need": "faster\nquotes", "budget": "10k"}, keys: 2},
	{name: "paragraphs", text: "Need: faster quotes\n\nThey sell pumps.\n\nBudget: 10k",
		fields: map[string]string{"need": "faster quotes\n\nThey sell pumps.", "budget": "10k"}, keys: 2},
	{name: "closing", text: "Need: faster quotes\n\nBest regards,\nQuinn Ames\nPhone: +49 30 1234\nEmail: " +
		"quinn@other.example", fields: need, keys: 1},
	{name: "closing with name", text: "Need: faster quotes\nThanks, Quinn", fields: need, keys: 1},
	{name: "name alone", text: "Need: faster quotes\n\nQuinn", fields: need, keys: 1},
	{name: "greeting", text: "Hi handoff,\n\nNeed: faster quotes", fields: need, keys: 1},
	{name: "greeting between", text: "Need: faster quotes\nHello Rita,\nsee you", fields: need, keys: 1},
	{name: "twice", text: "Need: faster quotes\nNeed: fewer clicks",
		fields: map[string]string{"need": "faster quotes\nfewer clicks"}, keys: 2},
	{name: "no value", text: "Need:\nBudget: 10k", fields: map[string]string{"budget": "10k"}, keys: 1},
	{name: "place holders", text: "Need: ?\nBudget: tbd\nPain: -\nSource: TBA"},
	{name: "colon in the value", text: "Need: two things: quotes and orders",
		fields: map[string]string{"need": "two things: quotes and orders"}, keys: 1},
	{name: "key with dash, colon in the value", text: "Need – quotes: faster",
		fields: map[string]string{"need": "quotes: faster"}, keys: 1},
	{name: "compound words are no keys", text: "need-to-know: nothing"},
	{name: "company name", text: "Company name: Globex", fields: map[string]string{"company": "Globex"}, keys: 1},
	{name: "unknown key in a field", text: "Need: two things\nfirst: speed",
		fields: map[string]string{"need": "two things\nfirst: speed"}, keys: 1},
	{name: "unknown key after the time", text: "When: Tue 24 Nov 15:00\nCompetitor: Initech", start: tue,
		fields: map[string]string{"Competitor": "Initech"}, keys: 1},
	{name: "unknown keys in a field", text: "Timeframe: now\nPhone: +49 30 1234\nCRM: https://crm.acme.example/7\nTop " +
		"account: yes\n**Region**: EMEA\nWhen: Tue 24 Nov 15:00", start: tue,
		fields: map[string]string{"timeframe": "now", "phone": "+49 30 1234", "CRM": "https://crm.acme.example/7",
			"Top account": "yes", "Region": "EMEA"}, keys: 3},
	{name: "small unknown keys among small ones", text: "need: quotes\ncrm: 77\npain: slow",
		fields: map[string]string{"need": "quotes", "pain": "slow", "crm": "77"}, keys: 2},
	{name: "a digit in a name", text: "Contact: Pat Kim 2 <pat@globex.example>",
		prospects: []handoff.Contact{{Name: "Pat Kim 2", Address: "pat@globex.example"}}, keys: 1},

	{name: "contact", text: "Contact: Pat Kim <pat@globex.example>", prospects: []handoff.Contact{pat}, keys: 1},
	{name: "contact in brackets", text: "Prospect: Pat Kim (PAT@Globex.example)", prospects: []handoff.Contact{pat},
		keys: 1},
	{name: "comma", text: "Lead: Pat Kim, pat@globex.example, +1 555 0100", prospects: []handoff.Contact{pat}, keys: 1},
	{name: "title", text: "Customer: Pat Kim, CTO <pat@globex.example>", prospects: []handoff.Contact{pat}, keys: 1},
	{name: "long title", text: "Contact: Pat Kim, VP of Sales <pat@globex.example>", prospects: []handoff.Contact{pat},
		keys: 1},
	{name: "last name first", text: "Contact: \"Kim, Pat\" <pat@globex.example>", prospects: []handoff.Contact{pat},
		keys: 1},
	{name: "name behind", text: "Contact: pat@globex.example (Pat Kim)", prospects: []handoff.Contact{pat}, keys: 1},
	{name: "company in brackets", text: "Contact: Kim, Pat (Globex) <pat@globex.example>",
		prospects: []handoff.Contact{pat}, keys: 1},
	{name: "numbered", text: "Prospects:\n1. Pat Kim pat@globex.example\n2. Lee Wong lee@globex.example",
		prospects: []handoff.Contact{pat, lee}, keys: 1},
	{name: "mailto in brackets", text: "Contact: Pat Kim [mailto:pat@globex.example]", prospects: []handoff.Contact{pat},
		keys: 1},
	{name: "program text", text: "for (String key : info.keys()) {\n}"},
	{name: "mailto", text: "Contact: Pat Kim pat@globex.example<mailto:pat@globex.example>",
		prospects: []handoff.Contact{pat}, keys: 1},
	{name: "address only", text: "Contact: pat@globex.example",
		prospects: []handoff.Contact{{Address: "pat@globex.example"}}, keys: 1},
	{name: "lines apart", text: "Name: Pat Kim\nE-Mail: pat@globex.example", prospects: []handoff.Contact{pat}, keys: 2},
	{name: "lines apart, title", text: "Email: pat@globex.example\nName: Pat Kim, CTO", prospects: []handoff.Contact{pat},
		keys: 2},
	{name: "two with semicolon", text: "Contacts: Pat Kim <pat@globex.example>; Lee Wong <lee@globex.example>",
		prospects: []handoff.Contact{pat, lee}, keys: 1},
	{name: "two with comma", text: "Contacts: Pat Kim <pat@globex.example>, Lee Wong <lee@globex.example>",
		prospects: []handoff.Contact{pat, lee}, keys: 1},
	{name: "two with and", text: "Contact: Pat Kim pat@globex.example and Lee Wong lee@globex.example",
		prospects: []handoff.Contact{pat, lee}, keys: 1},
	{name: "two lines", text: "Contact:\nPat Kim <pat@globex.example>\nLee Wong <lee@globex.example>",
		prospects: []handoff.Contact{pat, lee}, keys: 1},
	{name: "two names, two mails", text: "Contacts: Pat Kim and Lee Wong\nMails: x\nMail: pat@globex.example, " +
		"lee@globex.example", prospects: []handoff.Contact{pat, lee}, fields: map[string]string{"Mails": "x"}, keys: 2},
	{name: "two names, one mail", text: "Contacts: Pat Kim, Lee Wong\nMail: info@globex.example",
		prospects: []handoff.Contact{{Address: "info@globex.example"}}, keys: 2},
	{name: "which of two names", text: "Contact: Lee Wong, Pat Kim <pat@globex.example>",
		prospects: []handoff.Contact{pat}, keys: 1},
	{name: "the same twice", text: "Contact: Pat Kim <pat@globex.example>\nEmail: Pat@Globex.example",
		prospects: []handoff.Contact{pat}, keys: 2},
	{name: "colleagues are no prospects", text: "Contact: Quinn <quinn@acme.example>, handoff@acme.example, Rita " +
		"<r.vance+x@acme.example>", keys: 1},
	{name: "no address", text: "Contact: Pat Kim", keys: 1, noAddress: "Pat Kim"},
	{name: "broken address", text: "Contact: Pat Kim pat@globex", keys: 1, noAddress: "Pat Kim pat@globex"},
	{name: "phone", text: "Phone: +1 555 0100", fields: map[string]string{"phone": "+1 555 0100"}, keys: 1},

	{name: "when", text: "When: Tue 24 Nov 15:00", start: tue, keys: 1},
	{name: "other word", text: "Termin: Dienstag, 24. November 2026, 15 Uhr", start: tue, keys: 1},
	{name: "date and time", text: "Date: 24 Nov\nNeed: faster quotes\nTime: 15:00", start: tue, fields: need, keys: 3},
	{name: "time before date", text: "Time: 3pm\nDate: Tuesday 24 November 2026", start: tue, keys: 2},
	{name: "zone apart", text: "Date: 24 Nov 2026\nTime: 9:00\nTime zone: America/New_York", start: tue, keys: 3},
	{name: "start and end", text: "Start: 24 Nov 2026 15:00\nEnd: 16:00", start: tue, end: tue.Add(time.Hour), keys: 2},
	{name: "range", text: "When: Tue 24 Nov 15:00-15:45", start: tue, end: tue.Add(45 * time.Minute), keys: 1},
	{name: "duration", text: "When: Tue 24 Nov 15:00\nDuration: 30 min", start: tue, end: tue.Add(30 * time.Minute),
		keys: 2},
	{name: "length in words", text: "Length: half an hour\nWhen: Tue 24 Nov 15:00", start: tue,
		end: tue.Add(30 * time.Minute), keys: 2},
	{name: "no unit", text: "Duration: 30\nWhen: Tue 24 Nov 15:00", start: tue, asks: []string{"How long"}, keys: 2},
	{name: "duration and end differ", text: "When: Tue 24 Nov 15:00-16:00\nDuration: 30 min", start: tue,
		end: tue.Add(time.Hour), asks: []string{"which holds"}, keys: 2},
	{name: "no time", text: "When: Tue 24 Nov", asks: []string{"?"}, keys: 1},
	{name: "weekday does not fit", text: "When: Wed 24 Nov 15:00", asks: []string{"?"}, keys: 1},
	{name: "past", text: "When: 20 Nov 2026 15:00", asks: []string{"?"}, keys: 1},
	{name: "two times", text: "When: Tue 24 Nov 15:00\nWhen: Wed 25 Nov 15:00", asks: []string{""}, keys: 2},
	{name: "their time", text: "When: Tue 24 Nov 15:00\ntheir time", asks: []string{"Whose time"}, keys: 1},
	{name: "blank line ends the time", text: "When: Tue 24 Nov 15:00\n\nPat is looking forward to it.", start: tue,
		keys: 1},
	{name: "a link with the time", text: "Meeting: Tue 24 Nov 15:00 https://zoom.example/j/1", start: tue,
		place: "https://zoom.example/j/1", keys: 1},
	{name: "place", text: "Where: Globex, 1 Main St", place: "Globex, 1 Main St", keys: 1},
	{name: "link", text: "Link: https://zoom.example/j/1?pwd=a", place: "https://zoom.example/j/1?pwd=a", keys: 1},
	{name: "receipt keys", text: "Contact (name and mail address of the prospect): Pat Kim pat@globex.example\nWhen " +
		"(date, time and zone): Tue 24 Nov 15:00\nPlace (address, phone number or link): +1 555 0100",
		prospects: []handoff.Contact{pat}, start: tue, place: "+1 555 0100", keys: 3},

	{name: "rep", text: "Rep: Bo", wish: "bo", keys: 1},
	{name: "rep by id", text: "For: rep7", wish: "rep7", keys: 1},
	{name: "rep without accents", text: "AE: jose alvarez", wish: "rep7", keys: 1},
	{name: "rep by mail", text: "Assign to: r.vance@acme.example", wish: "rita", keys: 1},
	{name: "which rep", text: "Rep: Rita", wishText: "Rita", asks: []string{"Which Rita: Rita Vance or Rita Moss?"},
		keys: 1},
	{name: "unknown rep", text: "Rep: Zoe", wishText: "Zoe", asks: []string{"no rep called “Zoe”"}, keys: 1},
	{name: "a colleague, not a rep", text: "Rep: Mara Stone", wishText: "Mara Stone", asks: []string{"no rep called"},
		keys: 1},
	{name: "any rep", text: "Rep: whoever is next", keys: 1},

	{name: "prose address", text: "Please take Pat Kim <pat@globex.example>, who needs quotes.",
		prospects: []handoff.Contact{pat}},
	{name: "prose, two addresses", text: "pat@globex.example and lee@globex.example"},
	{name: "prose, colleague", text: "Ask rita@acme.example or legal@acme.example."},
	{name: "prose time", text: "Pat and Rita meet on Tuesday 24 November 2026 at 15:00.", start: tue},
	{name: "prose time with somebody", text: "The meeting is on Tue 24 Nov at 3pm with Rita.", start: tue},
	{name: "German prose", text: "Das Treffen ist am Dienstag, 24. November 2026 um 15 Uhr. Danke dir.", start: tue},
	{name: "French prose", text: "Nous nous voyons le mardi 24 novembre 2026 à 15h.", start: tue},
	{name: "only a time", text: "Tue 24 Nov 15:00", start: tue},
	{name: "wrapped prose", text: "The meeting is on Tuesday 24\nNovember at 15:00.", start: tue},
	{name: "prose with doubt", text: "We cannot meet on Tuesday 24 November 2026 at 15:00."},
	{name: "prose with a choice", text: "They can on Tuesday 24 Nov at 15:00 or on Wednesday 25 Nov at 15:00."},
	{name: "prose with a question", text: "Could it be on Tuesday 24 Nov at 15:00?"},
	{name: "prose with two times", text: "We meet on Tue 24 Nov at 15:00. We meet on Wed 25 Nov at 15:00."},
	{name: "prose with more about the time", text: "We meet on Tue 24 Nov at 15:00 their time."},
	{name: "nothing", text: "Thanks for the help!"},
	{name: "empty", text: ""},
	{name: "two questions", text: "When: soon\nRep: Rita", wishText: "Rita", asks: []string{"Which Rita", ""}, keys: 2},
}

func TestReadBrief(t *testing.T) {
	c := grammarConfig()
	for _, row := range briefRows {
		t.Run(row.name, func(t *testing.T) {
			row.check(t, ReadBrief(c, c.Teams[0], row.text, grammarNow, handoff.Location("Europe/Berlin")))
		})
	}
}

func TestReadBriefWhole(t *testing.T) {
	c := grammarConfig()
	text := "Hi,\r\n\r\nhere is a new one.\r\n\r\n**Company:** Globex\r\n**Contact:** Pat Kim <pat@globex.example>\r\n" +
		"**Need** – faster quotes\r\n  in two countries\r\n• Pain points: quotes take days\r\nTimeframe\tQ1\r\nDate: " +
		"24.11.2026\r\nTime: 09:00 (New York)\r\nDuration: 45 minutes\r\nRep: Bo, please\r\n\r\nThanks a lot\r\nQuinn\r\n"
	got := ReadBrief(c, c.Teams[0], text, grammarNow, handoff.Location("Europe/Berlin"))
	want := BriefRead{
		Fields: map[string]string{"company": "Globex", "need": "faster quotes\nin two countries",
			"pain": "quotes take days", "timeframe": "Q1"},
		Prospects: []handoff.Contact{pat}, Start: inBerlin(11, 24, 15, 0), End: inBerlin(11, 24, 15, 45),
		Zone: "America/New_York", Wish: "bo", Duration: 45 * time.Minute, Keys: 9, Prose: "here is a new one.",
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestReadBriefBounds(t *testing.T) {
	c := grammarConfig()
	read := func(text string) BriefRead {
		return ReadBrief(c, c.Teams[0], text, grammarNow, handoff.Location("Europe/Berlin"))
	}
	long := read("Need: " + strings.Repeat("é", 5000)).Fields["need"]
	if len(long) > maxValue || !strings.HasSuffix(long, "é…") {
		t.Errorf("a long value has %d bytes and ends with %q", len(long), long[len(long)-5:])
	}
	if b := read(strings.Repeat("Source: x\n", 300)); b.Keys != maxLines {
		t.Errorf("%d of 300 lines were read, want %d", b.Keys, maxLines)
	}
	var many strings.Builder
	for i := range 40 {
		fmt.Fprintf(&many, "Contact: p%d@globex.example\n", i)
	}
	if b := read(many.String()); len(b.Prospects) != handoff.MaxProspects {
		t.Errorf("%d prospects, want %d", len(b.Prospects), handoff.MaxProspects)
	}
	if b := ReadBrief(c, c.Teams[0], "When: Tue 24 Nov 2026 15:00", grammarNow,
		nil); !b.Start.Equal(time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)) {
		t.Errorf("without a zone the time is read as %v", b.Start)
	}
}

// A word must not be the key of two built-in things: which one it means would be chance.
func TestBuiltInKeysDiffer(t *testing.T) {
	seen := map[string]string{}
	for name, words := range builtIn {
		for _, w := range words {
			if w != text.Fold(w) {
				t.Errorf("%q can never be met; write %q", w, text.Fold(w))
			}
			if other, twice := seen[w]; twice {
				t.Errorf("%q is a key of %s and of %s", w, name, other)
			}
			seen[w] = name
		}
	}
}

func TestAddressesIn(t *testing.T) {
	for text, want := range map[string][]string{
		"pat@globex.example":                   {"pat@globex.example"},
		"<Pat.O'Kim+x@GLOBEX.example>.":        {"pat.o'kim+x@globex.example"},
		"a@b.example,c@d.example":              {"a@b.example", "c@d.example"},
		"mailto:pat@globex.example?subject":    {"pat@globex.example"},
		"pat@@globex.example":                  nil,
		"pat@globex":                           nil,
		"@globex.example":                      nil,
		"pat@-globex.example":                  nil,
		"pat@globex..example":                  nil,
		"p..at@globex.example":                 nil,
		"pat@192.168.1.1":                      nil,
		strings.Repeat("a", 65) + "@b.example": nil,
		"@@@@":                                 nil,
	} {
		var got []string
		for _, a := range addressesIn(text) {
			got = append(got, a.address)
			if !strings.EqualFold(text[a.from:a.to], a.address) {
				t.Errorf("%q in %q is said to stand at %q", a.address, text, text[a.from:a.to])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("addresses in %q: %q, want %q", text, got, want)
		}
	}
}

func TestReadLength(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"2h": 2 * time.Hour, "2 hours": 2 * time.Hour, "90 min": 90 * time.Minute, "90m": 90 * time.Minute,
		"1h30": 90 * time.Minute, "1 h 30 min": 90 * time.Minute,
		"1.5 hours": 90 * time.Minute, "1,5 h": 90 * time.Minute, "half an hour": 30 * time.Minute, "An hour.": time.Hour,
		"0:45": 45 * time.Minute, "30 Minuten": 30 * time.Minute,
		"eine Stunde": time.Hour, "1 hour and 15 minutes": 75 * time.Minute, "45-minute": 45 * time.Minute,
		"1.25h": 75 * time.Minute,
		"30":    0, "": 0, "soon": 0, "h": 0, "99999 min": 0, "1 day": 0, "2h later": 0, "-2h": 0, "1:75": 0,
	} {
		got, ok := readLength(text)
		if got != want || ok != (want != 0) {
			t.Errorf("%q is %v, %v, want %v", text, got, ok, want)
		}
	}
}

// A brief in its canonical form reads back equal, whatever the order, bullets, marks and case.
func TestReadBriefRoundTrip(t *testing.T) {
	c := grammarConfig()
	team := c.Teams[0]
	rapid.Check(t, func(t *rapid.T) {
		want := BriefRead{Fields: map[string]string{}}
		var lines []string
		line := func(label, value string) {
			bullet := rapid.SampledFrom([]string{"", "- ", "* ", "• ", "– ", "1. ", "12) ", "  "}).Draw(t, "bullet")
			mark := rapid.SampledFrom([]string{"%s: %s", "**%s:** %s", "*%s:* %s", "%s – %s", "%s - %s", "%s：%s", "%s\t%s",
				"%s:\n%s", "**%s**: %s", "%s :  %s"}).Draw(t, "mark")
			cased := rapid.SampledFrom([]func(string) string{strings.ToUpper, strings.ToLower,
				func(s string) string { return s }}).Draw(t, "case")
			lines = append(lines, bullet+fmt.Sprintf(mark, cased(label), value))
			want.Keys++
		}
		for _, f := range team.Fields {
			if rapid.Bool().Draw(t, f.Name) {
				want.Fields[f.Name] = rapid.StringMatching(`[b-z]{4,8}x( [b-z]{2,8}x){0,5}(\nq[b-z]{2,8}x y[b-z]{2,6}x z[b-z]{2,`+
					`6}x){0,2}`).Draw(t, "value")
				line(rapid.SampledFrom(append([]string{f.Name, f.Label}, f.Words...)).Draw(t, "key"), want.Fields[f.Name])
			}
		}
		if rapid.Bool().Draw(t, "contact") {
			want.Prospects = []handoff.Contact{pat}
			line("Contact", "Pat Kim <pat@globex.example>")
		}
		if rapid.Bool().Draw(t, "time") {
			want.Start = inBerlin(11, 24, 10, 0).Add(time.Duration(rapid.IntRange(0, 28).Draw(t, "slot")) * 15 * time.Minute)
			want.Zone = "Europe/Berlin"
			line("When", want.Start.Format("Monday 2 January 2006 15:04")+" Europe/Berlin")
		}
		if rapid.Bool().Draw(t, "place") {
			want.Place = "https://zoom.example/j/1"
			line("Place", want.Place)
		}
		text := strings.Join(rapid.Permutation(lines).Draw(t, "order"),
			rapid.SampledFrom([]string{"\n", "\r\n", "\n\n"}).Draw(t, "end"))
		got := ReadBrief(c, team, text, grammarNow, handoff.Location("Europe/Berlin"))
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%q is read wrongly (-want +got):\n%s", text, d)
		}
	})
}
