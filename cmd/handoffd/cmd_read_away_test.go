package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// absence is an absence note of Monday 5 October 2026, when its sender is back, and who stands in; empty is not said
// or not for certain.
type absence struct{ text, back, cover string }

var absences = map[string][]absence{
	"en": {
		{"I am out of the office until Monday 12 October. For urgent matters please contact Jane Doe (jane@acme.example).",
			"2026-10-12", "Jane Doe"},
		{"I'm away and will be back on Wednesday. Please contact my colleague Jane Doe.", "2026-10-07", "Jane Doe"},
		{"I am on annual leave until Friday, 9 October inclusive and will have no access to email. Jane Doe is covering " +
			"for me.", "2026-10-10", "Jane Doe"},
		{"I will be out of office from 5 October to 16 October, returning on 19 October.", "2026-10-19", ""},
		{"I am on leave returning January 4th. In my absence reach out to Kim Lee <kim@acme.example>.", "2027-01-04",
			"Kim Lee"},
		{"Out until 2026-10-20. Urgent? Email help@acme.example please.", "2026-10-20", "help@acme.example"},
		{"I'm on vacation through October 9 and back in the office on October 12. Questions can be directed to Ana Ruiz.",
			"2026-10-12", "Ana Ruiz"},
		{"I am travelling this week with limited access to email.", "", ""},
		{"I am out of the office until further notice. Contact Jane Doe at jane@acme.example.", "", "Jane Doe"},
		{"I am on parental leave until 1 February 2027. My cover is Sam Smith.", "2027-02-01", "Sam Smith"},
		{"I'll be out of the office up to and including October 14th.", "2026-10-15", ""},
		{"I am currently out of the office. I will return on Wednesday, 7th of October. If you need help before then, " +
			"please get in touch with Jane Doe on +44 20 7946 0000.", "2026-10-07", "Jane Doe"},
	},
	"de": {
		{"Ich bin bis einschließlich Freitag, den 9. Oktober nicht im Büro. In dringenden Fällen wenden Sie sich bitte an " +
			"meine Kollegin Erika Muster (muster@acme.example).", "2026-10-10", "Erika Muster"},
		{"Ab dem 12. Oktober bin ich wieder erreichbar. Vertretung: Max Mustermann.", "2026-10-12", "Max Mustermann"},
		{"Ich bin ab dem 12.10. wieder im Büro. Ihre E-Mail wird nicht weitergeleitet.", "2026-10-12", ""},
		{"Ich bin vom 5.10. bis 16.10.2026 im Urlaub. Am 19.10. bin ich zurück.", "2026-10-19", ""},
		{"Ich bin am Montag, 12.10.2026 wieder für Sie da. Bitte kontaktieren Sie Frau Erika Muster.", "2026-10-12",
			"Erika Muster"},
		{"Ich bin bis zum 4. Januar abwesend. Es vertritt mich Max Mustermann.", "2027-01-04", "Max Mustermann"},
		{"Ich befinde mich in Elternzeit. Meine Vertretung ist Max Mustermann.", "", "Max Mustermann"},
		{"Ich bin außer Haus und kehre am 12. Oktober zurück.", "2026-10-12", ""},
		{"Derzeit bin ich im Urlaub. Ab Montag, dem 12. Oktober 2026, bin ich wieder erreichbar.", "2026-10-12", ""},
		{"Ich bin bis 9.10. nicht im Haus, bitte wenden Sie sich an vertrieb@acme.example.", "2026-10-09",
			"vertrieb@acme.example"},
		{"Ich bin heute nicht im Büro. Bitte wenden Sie sich an Herrn Max Mustermann.", "", "Max Mustermann"},
	},
	"fr": {
		{"Je suis absente du bureau jusqu'au lundi 12 octobre. En cas d'urgence, merci de contacter Marie Dupont " +
			"(marie@acme.example).", "2026-10-12", "Marie Dupont"},
		{"Je suis en congés jusqu'au 9 octobre inclus. Vous pouvez contacter ma collègue Marie Dupont.", "2026-10-10",
			"Marie Dupont"},
		{"Je suis en vacances du 3 au 14 octobre. Je serai de retour le 15 octobre.", "2026-10-15", ""},
		{"De retour le lundi 12 octobre, je répondrai à votre message.", "2026-10-12", ""},
		{"Je suis absent et serai de retour le 4 janvier. Veuillez contacter Paul Martin.", "2027-01-04", "Paul Martin"},
		{"Absent jusqu'au 12/10/2026. Veuillez vous adresser à Paul Martin.", "2026-10-12", "Paul Martin"},
		{"Je suis en congé maternité. Pour toute demande, contactez Paul Martin.", "", "Paul Martin"},
		{"Je serai de retour au bureau le mardi 13 octobre.", "2026-10-13", ""},
		{"Je suis en déplacement avec un accès limité à mes mails.", "", ""},
		{"Pour toute urgence, vous pouvez joindre Marie Dupont. Retour le 12 octobre 2026.", "2026-10-12", "Marie Dupont"},
	},
	"es": {
		{"Estaré fuera de la oficina hasta el 12 de octubre. Para temas urgentes póngase en contacto con Ana Ruiz " +
			"(ana@acme.example).", "2026-10-12", "Ana Ruiz"},
		{"Estoy de vacaciones hasta el viernes 9 de octubre inclusive. Contacte con mi compañera Ana Ruiz.", "2026-10-10",
			"Ana Ruiz"},
		{"Regreso el lunes 12 de octubre.", "2026-10-12", ""},
		{"Volveré el 4 de enero. En mi ausencia, contacte a Luis Gómez.", "2027-01-04", "Luis Gómez"},
		{"Me reincorporo el 13 de octubre de 2026. Diríjase a Luis Gómez.", "2026-10-13", "Luis Gómez"},
		{"Me encuentro de baja. Puede escribir a soporte@acme.example.", "", "soporte@acme.example"},
		{"Estaré ausente del 5 al 16 de octubre, regreso el 19 de octubre.", "2026-10-19", ""},
		{"Estoy de viaje con acceso limitado al correo.", "", ""},
		{"Fuera de la oficina hasta el 12/10/2026. Por favor contactar a Ana Ruiz.", "2026-10-12", "Ana Ruiz"},
		{"Estaré de vuelta el martes 13 de octubre.", "2026-10-13", ""},
	},
	"it": {
		{"Sono fuori ufficio fino al 12 ottobre. Per urgenze rivolgersi a Marco Rossi (marco@acme.example).", "2026-10-12",
			"Marco Rossi"},
		{"Sono in ferie fino al 9 ottobre compreso. Potete contattare Marco Rossi.", "2026-10-10", "Marco Rossi"},
		{"Rientrerò lunedì 12 ottobre.", "2026-10-12", ""},
		{"Sarò di ritorno il 4 gennaio. In mia assenza contattare Anna Bianchi.", "2027-01-04", "Anna Bianchi"},
		{"Rientro il 13 ottobre 2026.", "2026-10-13", ""},
		{"Sono assente dal 5 al 16 ottobre, rientro il 19 ottobre.", "2026-10-19", ""},
		{"Sono in viaggio con accesso limitato alla posta.", "", ""},
		{"Tornerò il 12 ottobre. Scrivere a info@acme.example.", "2026-10-12", "info@acme.example"},
		{"Sono in maternità. La mia collega Anna Bianchi è a disposizione, contattare Anna Bianchi.", "", "Anna Bianchi"},
		{"Sarò assente fino a venerdì 9 ottobre incluso. Rivolgersi al collega Marco Rossi.", "2026-10-10", "Marco Rossi"},
	},
	"pt": {
		{"Estou de férias até 12 de outubro. Em caso de urgência, entre em contato com João Silva (joao@acme.example).",
			"2026-10-12", "João Silva"},
		{"Estarei ausente até 9 de outubro, inclusive. Contacte o meu colega João Silva.", "2026-10-10", "João Silva"},
		{"Retorno em 13 de outubro.", "2026-10-13", ""},
		{"Regresso a 4 de janeiro. Na minha ausência, contacte Ana Sousa.", "2027-01-04", "Ana Sousa"},
		{"Estarei de volta em 12/10/2026.", "2026-10-12", ""},
		{"Volto em 12 de outubro.", "2026-10-12", ""},
		{"Estou em viagem com acesso limitado ao e-mail.", "", ""},
		{"Estou fora do escritório de 5 a 16 de outubro, regresso a 19 de outubro.", "2026-10-19", ""},
		{"Estou de licença. Favor contatar Ana Sousa.", "", "Ana Sousa"},
		{"Fora do escritório até 12/10. Escreva para apoio@acme.example.", "2026-10-12", "apoio@acme.example"},
	},
	"nl": {
		{"Ik ben afwezig tot en met vrijdag 9 oktober. Neem voor dringende zaken contact op met Piet Jansen " +
			"(piet@acme.example).", "2026-10-10", "Piet Jansen"},
		{"Ik ben tot 12 oktober met vakantie. U kunt contact opnemen met mijn collega Piet Jansen.", "2026-10-12",
			"Piet Jansen"},
		{"Ik ben op maandag 12 oktober weer aanwezig.", "2026-10-12", ""},
		{"Vanaf 4 januari ben ik weer bereikbaar. Bij spoed: Anna de Vries.", "2027-01-04", ""},
		{"Ik ben terug op 13 oktober 2026.", "2026-10-13", ""},
		{"Ik ben weer op kantoor op dinsdag 13 oktober.", "2026-10-13", ""},
		{"Ik ben onderweg en lees mijn mail beperkt.", "", ""},
		{"Ik ben van 5 t/m 16 oktober afwezig. Op 19 oktober ben ik terug.", "2026-10-19", ""},
		{"Ik ben met zwangerschapsverlof. Neem contact op met Anna Smit.", "", "Anna Smit"},
		{"Afwezig tot 12-10-2026. Mail verkoop@acme.example.", "2026-10-12", ""},
	},
	"ja": {
		{"お世話になっております。10月9日まで休暇をいただいております。お急ぎの場合は、田中（tanaka@acme.example）までご連絡ください。", "2026-10-09", "田中"},
		{"10月12日に出社いたします。緊急の場合は営業部の鈴木までご連絡をお願いいたします。", "2026-10-12", "営業部の鈴木"},
		{"休暇のため不在にしております。10月13日（火）に戻ります。", "2026-10-13", ""},
		{"2026年10月9日まで夏季休暇をいただきます。", "2026-10-09", ""},
		{"出張のため不在です。お急ぎの方は佐藤様へご連絡ください。", "", "佐藤"},
		{"育児休暇中です。後任の山田太郎までお問い合わせください。", "", "山田太郎"},
		{"10月9日まで不在にしております。", "2026-10-09", ""},
		{"本日は終日外出しております。", "", ""},
		{"1月4日から出社します。お急ぎの場合はsupport@acme.exampleまでご連絡ください。", "2027-01-04", "support@acme.example"},
		{"10月12日（月）に戻ります。", "2026-10-12", ""},
	},
}

func TestReadAbsences(t *testing.T) {
	for lang, list := range absences {
		if len(list) < 10 {
			t.Errorf("%s: only %d notes", lang, len(list))
		}
		for _, a := range list {
			mail := "From: Rob Roe <rob@acme.example>\r\nTo: handoff@own.example\r\nSubject: Re: Intro\r\nDate: Mon, 05 Oct " +
				"2026 09:00:00 +0200\r\n" +
				"Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + a.text + "\r\n"
			var out, errs strings.Builder
			if code := run(t.Context(), []string{"read", "--json", "-"},
				streams{in: strings.NewReader(mail), out: &out, err: &errs, now: time.Now}); code != exitDone {
				t.Fatalf("%s: exit %d: %s", lang, code, errs.String())
			}
			var got readReport
			if err := json.Unmarshal([]byte(out.String()), &got); err != nil || got.Away == nil {
				t.Fatalf("%s: %v in %s", lang, err, out.String())
			}
			if back, _, _ := strings.Cut(got.Away.Until, "T"); back != a.back || got.Away.Cover != a.cover {
				t.Errorf("%s: %q: back %q, cover %q; want %q, %q", lang, a.text, back, got.Away.Cover, a.back, a.cover)
			}
		}
	}
}
