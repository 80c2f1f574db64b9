package reading

import "testing"

func TestAsksToStop(t *testing.T) {
	for _, text := range []string{
		"Please stop mailing me, remove me from your list.", "Please stop mailing me.", "Stop emailing me!", "stop",
		"Unsubscribe",
		"Hi Quinn,\n\nI'm not interested, please take me off your mailing list.\n\nPat", "Don't contact me again.",
		"Do not email me any more, thanks.",
		"Please remove my email address from your database.", "I don't want to receive any more emails from you.",
		"No more emails please.",
		"Could you please stop sending me these emails?", "Leave me alone.", "Thanks. Please unsubscribe me from this list.",
		"Remove me from your mailing list and delete my data.",
		"Bitte schreiben Sie mir nicht mehr.", "Bitte keine weiteren E-Mails.", "Hören Sie bitte auf, mir zu schreiben.",
		"Bitte entfernen Sie mich aus Ihrem Verteiler.",
		"Ich möchte keine E-Mails mehr von Ihnen erhalten.", "Lassen Sie mich in Ruhe!",
		"Kein Interesse, bitte streichen Sie mich von Ihrer Liste.",
		"Merci de ne plus me contacter.", "Arrêtez de m'écrire.", "Veuillez me retirer de votre liste.", "Ne m'écrivez plus.",
		"Por favor, dejen de escribirme.", "No me escriban más.", "Quítenme de su lista.",
		"Por favor, parem de me enviar e-mails.", "Smettetela di scrivermi.",
		"Cancellatemi dalla vostra lista, per favore.", "Stop met mij te mailen.", "Verwijder mij van uw lijst.",
		"Sluta mejla mig.", "Ta bort mig från er lista.",
		"Proszę usunąć mnie z listy.", "メールを送らないでください。", "请不要再给我发邮件。", "Пожалуйста, не пишите мне больше.",
	} {
		if !AsksToStop(text) {
			t.Errorf("%q asks us to stop", text)
		}
	}
	for _, text := range []string{
		"", "Please stop by our office at 3.", "Could we do Thursday 14:00?",
		"Please don't email me the deck, bring it along.", "Please remove me from the Cc, Dana takes over.",
		"We had to stop mailing customers from that list last year.",
		"How do your clients unsubscribe from your newsletters?", "Our users ask us to remove them from the list all the " +
			"time.",
		"Stop the presses, we got the budget!", "Please don't write to me before Monday, I am travelling.",
		"I will stop mailing you about this, see you Thursday.",
		"Don't send me an invitation, send it to Dana.", "Remove me from your list if the date does not work.",
		"Bitte schicken Sie mir die Agenda.", "Bitte schreiben Sie mir eine Mail.",
		"Merci de me contacter lundi.", "Por favor, escríbanme mañana.", "Let's stop here for today, thank you.",
		"We want to stop sending invoices by mail.", "No, stop, Tuesday is better.",
	} {
		if AsksToStop(text) {
			t.Errorf("%q asks for nothing of the kind", text)
		}
	}
}
