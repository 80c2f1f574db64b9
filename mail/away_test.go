package mail

import "testing"

func TestAway(t *testing.T) {
	tests := []struct{ name, text, until, cover string }{
		{"english", "I am out of the office until Monday 30 November. For urgent matters please contact Jane Doe " +
			"(jane@acme.example).", "Monday 30 November", "Jane Doe"},
		{"return wins over until", "I'm away until Friday, 27 November and will be back on Monday, 30 November 2026. " +
			"Reach out to my colleague Neko Nyaan.", "Monday 30 November 2026", "Neko Nyaan"},
		{"address only", "Away till Dec 3rd. Contact support@acme.example instead.", "Dec 3rd", "support@acme.example"},
		{"german", "Ich bin bis einschließlich Freitag, den 27.11. nicht im Büro. In dringenden Fällen wenden Sie sich " +
			"bitte an meine Kollegin Frau Erika Muster.", "Freitag den 27.11.", "Erika Muster"},
		{"german dot", "Ich bin bis zum 30. November im Urlaub.", "30. November", ""},
		{"french", "Je suis absente du bureau jusqu'au lundi 30 novembre inclus. En cas d'urgence, merci de contacter " +
			"Marie Dupont.", "lundi 30 novembre", "Marie Dupont"},
		{"spanish", "Estaré fuera de la oficina hasta el 30 de noviembre de 2026. Póngase en contacto con Ana Ruiz.",
			"30 de noviembre de 2026", "Ana Ruiz"},
		{"italian", "Sono fuori ufficio fino al 30 novembre. Per urgenze rivolgersi a Marco Rossi.", "30 novembre",
			"Marco Rossi"},
		{"portuguese", "Estou de férias até 30 de novembro. Entre em contato com João Silva.", "30 de novembro",
			"João Silva"},
		{"dutch", "Ik ben afwezig tot en met vrijdag 27 november. Neem contact op met Piet Jansen.", "vrijdag 27 november",
			"Piet Jansen"},
		{"polish", "Jestem na urlopie do 30 listopada.", "30 listopada", ""},
		{"russian", "Я в отпуске до 30 ноября. По срочным вопросам обращайтесь к Иван Петров.", "30 ноября", "Иван Петров"},
		{"range", "I am on leave from 23 November to 30 November 2026.", "30 November 2026", ""},
		{"office hours are no absence", "Our hours are Monday to Friday, from 9 to 5.", "", ""},
		{"start is no end", "Ab dem 3. November bin ich nicht im Büro.", "", ""},
		{"in the office", "I'll be back in the office on Monday, December 1st.", "Monday December 1st", ""},
		{"sentence end", "I am out until November 30. Best, Jane", "November 30", ""},
		{"iso", "Out until 2026-11-30.", "2026-11-30", ""},
		{"no date", "I am out of the office until further notice.", "", ""},
		{"no end", "I am on a plane.", "", ""},
		{"who takes it over", "Ich bin nicht im Büro. Meine Vertretung übernimmt Herr Lukas Frank (lukas@acme.example).", "",
			"Lukas Frank"},
		{"who is named", "In my absence, your contact is Colin Reid <colin@acme.example>.", "", "Colin Reid"},
		{"who helps", "Wenn es eilt: Kollege Timo Rau hilft gern (timo@acme.example).", "", "Timo Rau"},
		{"a name before an address", "Frau Petra Sohn vertritt mich: petra@acme.example", "", "Petra Sohn"},
		{"a name behind", "Estaré de viaje. Me sustituye Laura Sáez, laura@acme.example", "", "Laura Sáez"},
		{"a name like a month", "Zastupuje mě Jan Holý, jan@acme.example.", "", "Jan Holý"},
		{"a title", "Absente. Remplaçante : Maud Petit.", "", "Maud Petit"},
		{"who steps in", "I am off. Dana Fox steps in.", "", "Dana Fox"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := away(tt.text)
			if got.Until != tt.until || got.Cover != tt.cover {
				t.Errorf("away(%q) = until %q, cover %q; want %q, %q", tt.text, got.Until, got.Cover, tt.until, tt.cover)
			}
		})
	}
}
