package reading

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// proseRow is a brief in sentences, and the lines that are proposed for it, by "; ".
type proseRow struct{ text, want string }

const (
	whenThu  = "When: Thursday 26 November 2026, 15:00 CET"
	whenFri  = "When: Friday 27 November 2026, 10:00 CET"
	janeLine = "Contact: Jane Doe <jane@globex.example>"
)

var proseRows = []proseRow{
	// English
	{"I set up a call with Pat Kim <pat@globex.example> on Sunday 29 November 2026 at 16:40.",
		"Contact: Pat Kim <pat@globex.example>; When: Sunday 29 November 2026, 16:40 CET"},
	{"Jane Doe from Globex (jane@globex.example, +49 30 1234567) would like a demo next Thursday at 3pm, budget about 20k.", janeLine + "; " + whenThu + "; Phone: +49 30 1234567; Company: Globex; Budget: about 20k"},
	{"Please meet Jane Doe, CTO at Globex Industries. jane@globex.example. Demo on Thursday 26 November at 15:00.",
		janeLine + "; " + whenThu + "; Company: Globex Industries"},
	{"I spoke to Jane Doe of Globex today. You can call her on 030 1234567 or write to jane@globex.example. She needs " +
		"quotes in hours.", janeLine + "; Phone: 030 1234567; Company: Globex; Need: quotes in hours"},
	{"New lead: jane.doe@globex.example, Jane Doe, Globex. Meeting Thursday 3pm. Their pain is lost deals.",
		"Contact: Jane Doe <jane.doe@globex.example>; " + whenThu + "; Company: Globex; Pain: lost deals"},
	{"Talked to jane@globex.example. They are looking for faster quotes, a budget of 20k and the timeframe is this " +
		"quarter.", "Contact: <jane@globex.example>; Need: faster quotes; Timeframe: this quarter; Budget: 20k"},
	{"Jane Doe (Globex) agreed to a demo on Friday 27 November at 10:00. Mail: jane@globex.example, mobile +44 20 7946 " +
		"0958", janeLine + "; " + whenFri + "; Phone: +44 20 7946 0958; Company: Globex"},
	{"We booked Friday 27 Nov 10am with Jane Doe from Globex, jane@globex.example; they have about 20k budget and use " +
		"spreadsheets.", janeLine + "; " + whenFri + "; Company: Globex; Current solution: spreadsheets; Budget: about 20k"},
	{"jane@globex.example wants to see the product tomorrow at 10:00. They are struggling with slow quotes.",
		"Contact: <jane@globex.example>; When: Tuesday 24 November 2026, 10:00 CET; Pain: slow quotes; Request: see the " +
			"product"},
	{"Had a great chat with Jane van der Berg at Globex (j.berg@globex.example). They currently use Excel. No budget yet.", "Contact: Jane van der Berg <j.berg@globex.example>; Company: Globex; Current solution: Excel"},
	{"Jan Novak from Globex, jan@globex.example, Thursday 26 November 15:00. Rita Vance should take it.",
		"Contact: Jan Novak <jan@globex.example>; " + whenThu + "; Company: Globex"},
	{"The contract ends by 15 March 2027 12:00. Contact is jane@globex.example.", "Contact: <jane@globex.example>"},
	{"Call with jane@globex.example on Thursday 26 November 15:00 or Friday 27 November 10:00?",
		"Contact: <jane@globex.example>"},
	{"Jane or Pat, jane@globex.example and pat@globex.example", ""},
	{"What is for lunch?", ""}, {"", ""}, {"Thanks for your help, Rita Vance", ""},
	{"Jane Doe from Globex will join. Budget is 1,200 euros.", "Company: Globex; Budget: 1,200 euros"},
	{"Hi team, just got off the phone with Maria Lopez at Initech (maria.lopez@initech.example, 555-123-4567). She's " +
		"keen on a demo Tuesday Dec 1 at 2pm. Budget around $15,000, and they currently use Salesforce.",
		"Contact: Maria Lopez <maria.lopez@initech.example>; When: Tuesday 1 December 2026, 14:00 CET; Phone: " +
			"555-123-4567; Company: Initech; Current solution: Salesforce; Budget: around $15,000"},
	{"Tom Baker, Head of Sales at Initech, wants to talk on Wednesday at 11. His email is tom.baker@initech.example " +
		"and phone is +1 415 555 0100.",
		"Contact: Tom Baker <tom.baker@initech.example>; When: Wednesday 25 November 2026, 11:00 CET; Phone: +1 415 555 " +
			"0100; Company: Initech; Request: talk"},
	{"Initech needs a new CRM. Contact Bill Lumbergh <bill@initech.example>. Slot: 1 Dec 2026 2pm",
		"Contact: Bill Lumbergh <bill@initech.example>; When: Tuesday 1 December 2026, 14:00 CET; Company: Initech; Need: " +
			"a new CRM"},
	// German
	{"Ich habe mit Herrn Dr. Peter Schmidt von der Initech GmbH telefoniert, er möchte am Dienstag, den 1. Dezember um " +
		"14 Uhr eine Demo. E-Mail: p.schmidt@initech.example, Tel. 0171-2345678. Budget: 15.000 €.",
		"Contact: Peter Schmidt <p.schmidt@initech.example>; When: Tuesday 1 December 2026, 14:00 CET; Phone: " +
			"0171-2345678; Company: Initech GmbH; Budget: 15.000 €"},
	{"Ich habe einen Termin mit Jane Doe von der Globex GmbH (jane@globex.example) am Donnerstag, 26. November 2026 um " +
		"15:00 Uhr. Budget ca. 20.000 Euro.", janeLine + "; " + whenThu + "; Company: Globex GmbH; Budget: ca. 20.000 Euro"},
	{"Frau Jane Doe, Leiterin Einkauf bei Globex, möchte eine Demo am Freitag um 10 Uhr. Telefon 030 1234567, " +
		"jane@globex.example", janeLine + "; " + whenFri + "; Phone: 030 1234567; Company: Globex"},
	{"Demo mit jane@globex.example morgen um 10 Uhr. Sie brauchen schnellere Angebote.",
		"Contact: <jane@globex.example>; When: Tuesday 24 November 2026, 10:00 CET; Need: schnellere Angebote"},
	{"Herr Max Muster aus der Firma Globex (max@globex.example, +49 170 1234567) sucht ein neues System. Problem ist " +
		"die lange Wartezeit.", "Contact: Max Muster <max@globex.example>; Phone: +49 170 1234567; Company: Globex; Need: " +
		"ein neues System; Pain: die lange Wartezeit"},
	{"Neuer Kontakt: Jane Doe, Globex AG, jane@globex.example. Sie nutzen aktuell Excel. Zeitrahmen: dieses Quartal.",
		janeLine + "; Company: Globex; Current solution: Excel; Timeframe: dieses Quartal"},
	{"Termin: nächsten Donnerstag um 15 Uhr, jane@globex.example", "Contact: <jane@globex.example>; " + whenThu},
	{"Mit jane@globex.example am 26.11.2026 um 15:00 vereinbart. Kein Budget bisher.",
		"Contact: <jane@globex.example>; " + whenThu},
	{"Jane Doe von Globex, jane@globex.example. Das Budget liegt bei 20k, der Bedarf ist akut.",
		janeLine + "; Company: Globex; Need: akut; Budget: 20k"},
	{"Sie wollen bis 15. März 2027 12:00 Uhr entscheiden. jane@globex.example", "Contact: <jane@globex.example>"},
	{"Gespräch am 27. November um 10 Uhr mit Jane Doe (jane@globex.example)", janeLine + "; " + whenFri},
	// French
	{"J'ai pris rendez-vous avec Jane Doe de chez Globex (jane@globex.example) jeudi 26 novembre 2026 à 15h. Budget " +
		"d'environ 20k.", janeLine + "; " + whenThu + "; Company: Globex; Budget: environ 20k"},
	{"Appel avec Mme Jane Doe, directrice de Globex, vendredi à 10h00. Tél. 01 23 45 67 89, jane@globex.example",
		janeLine + "; " + whenFri + "; Phone: 01 23 45 67 89; Company: Globex"},
	{"Elle a besoin de devis rapides. jane@globex.example, demain à 10h.",
		"Contact: <jane@globex.example>; When: Tuesday 24 November 2026, 10:00 CET; Need: devis rapides"},
	{"Ils utilisent Excel actuellement, le problème est la lenteur. Contact : Jane Doe <jane@globex.example>",
		janeLine + "; Pain: la lenteur; Current solution: Excel actuellement"},
	{"Nouveau contact Jane Doe de la société Globex, jane@globex.example, le 26/11/2026 à 15h00. Le délai est ce " +
		"trimestre.", janeLine + "; " + whenThu + "; Company: Globex; Timeframe: ce trimestre"},
	{"Démo jeudi prochain à 15h avec jane@globex.example", "Contact: <jane@globex.example>; " + whenThu},
	{"Pas de budget pour l'instant. jane@globex.example", "Contact: <jane@globex.example>"},
	{"Jane Doe, Globex, cherche un nouvel outil : jane@globex.example, +33 6 12 34 56 78",
		janeLine + "; Phone: +33 6 12 34 56 78; Company: Globex; Need: un nouvel outil"},
	{"J'ai eu au téléphone Marie Dupont (Initech), marie.dupont@initech.example. Elle est disponible mardi 1er " +
		"décembre à 14h. Leur budget est de 15 000 €.",
		"Contact: Marie Dupont <marie.dupont@initech.example>; When: Tuesday 1 December 2026, 14:00 CET; Company: Initech;" +
			" Budget: 15 000 €"},
	// Spanish
	{"Hablé con Carlos Ruiz, de Initech: carlos@initech.example, tel. +34 91 123 45 67. Quiere una demo el martes 1 de " +
		"diciembre a las 14:00 y su presupuesto es de unos 15.000 euros.",
		"Contact: Carlos Ruiz <carlos@initech.example>; When: Tuesday 1 December 2026, 14:00 CET; Phone: +34 91 123 45 67;" +
			" Company: Initech; Budget: unos 15.000 euros"},
	{"He quedado con Jane Doe de Globex (jane@globex.example) el jueves 26 de noviembre de 2026 a las 15:00. El " +
		"presupuesto es de 20k.", janeLine + "; " + whenThu + "; Company: Globex; Budget: 20k"},
	{"Llamada con jane@globex.example mañana a las 10:00. Necesitan presupuestos rápidos.",
		"Contact: <jane@globex.example>; When: Tuesday 24 November 2026, 10:00 CET; Need: presupuestos rápidos"},
	{"La señora Jane Doe de la empresa Globex, móvil +34 612 345 678, jane@globex.example, usan Excel.",
		janeLine + "; Phone: +34 612 345 678; Company: Globex; Current solution: Excel"},
	{"Demo el próximo jueves a las 15:00 con jane@globex.example, buscan una herramienta nueva",
		"Contact: <jane@globex.example>; " + whenThu + "; Need: una herramienta nueva"},
	{"Cita el viernes 27 de noviembre a las 10:00 con Jane Doe (jane@globex.example). El problema es la lentitud.",
		janeLine + "; " + whenFri + "; Pain: la lentitud"},
	{"Jane Doe de Globex, teléfono 912 345 678, jane@globex.example. El plazo es este trimestre.",
		janeLine + "; Phone: 912 345 678; Company: Globex; Timeframe: este trimestre"},
	{"Sin presupuesto por ahora. jane@globex.example", "Contact: <jane@globex.example>"},
	// others
	{"Jane Doe da Globex, jane@globex.example, budget 20k", janeLine + "; Company: Globex; Budget: 20k"},
}

func TestReadProse(t *testing.T) {
	c := grammarConfig()
	zone := handoff.Location("Europe/Berlin")
	for _, row := range proseRows {
		got := ReadProse(c, c.Teams[0], row.text, grammarNow, zone)
		if lines := strings.Join(got.Lines(c.Teams[0], handoff.Handoff{}), "; "); lines != row.want {
			t.Errorf("%q\n gives %s\n want  %s", row.text, lines, row.want)
		}
	}
}

// TestProseLinesAreRead: what is proposed is understood as it was meant when it is taken for a brief.
func TestProseLinesAreRead(t *testing.T) {
	c := grammarConfig()
	zone := handoff.Location("Europe/Berlin")
	for _, row := range proseRows {
		p := ReadProse(c, c.Teams[0], row.text, grammarNow, zone)
		lines := p.Lines(c.Teams[0], handoff.Handoff{})
		b := ReadBrief(c, c.Teams[0], strings.Join(lines, "\n"), grammarNow, zone)
		if b.Keys != len(lines) || len(b.Ask) > 0 || !b.Start.Equal(p.Start) || b.Fields[handoff.FieldPhone] != p.Phone {
			t.Errorf("%q: %q are read as %+v", row.text, lines, b)
		}
	}
}

// TestProseKnowsWhatIsKnown: what the brief has is not proposed again.
func TestProseKnowsWhatIsKnown(t *testing.T) {
	c := grammarConfig()
	p := ReadProse(c, c.Teams[0], proseRows[1].text, grammarNow, handoff.Location("Europe/Berlin"))
	h := handoff.Handoff{Prospects: []handoff.Contact{{Address: "jane@globex.example"}}, Start: inBerlin(11, 26, 15, 0),
		Brief: map[string]string{"budget": "20k", "phone": "1"}}
	if got := strings.Join(p.Lines(c.Teams[0], h), "; "); got != janeLine+"; Company: Globex" {
		t.Errorf("proposed is %s", got)
	}
	if said(p.Doubt) == "" {
		t.Error("that next Thursday may be another one is not told")
	}
}

func FuzzReadProse(f *testing.F) {
	for _, row := range proseRows {
		f.Add(row.text)
	}
	c := grammarConfig()
	f.Fuzz(func(t *testing.T, text string) {
		p := ReadProse(c, c.Teams[0], text, grammarNow, time.UTC)
		if !p.Start.IsZero() && !p.Start.After(grammarNow) {
			t.Errorf("%q proposes a time that is over: %s", text, p.Start)
		}
		for _, l := range p.Lines(c.Teams[0], handoff.Handoff{}) {
			if strings.ContainsAny(l, "\n\r") {
				t.Errorf("%q proposes more than a line: %q", text, l)
			}
		}
	})
}
