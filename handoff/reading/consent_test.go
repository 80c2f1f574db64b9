package reading

import (
	"strings"
	"testing"
)

// TestConsent: only a bare yes is one, and only a bare no; all else is asked once more.
func TestConsent(t *testing.T) {
	answers := map[string][]string{
		"yes": {
			"yes", "Yes.", "YES!", "y", "yep", "Yes, that was me.", "yes that's mine", "Yes please", "YES, please do",
			"Hi,\n\nyes, that was me.\n\nRita", "Hi, yes", "Hello Acme Handoff,\nyes\n",
			"Yes\n\nBest regards,\nRita Vance\nAccount Executive | Acme\n+49 30 1234", "yes\nRita", "Yes.\n\nThanks!\nR.",
			"yes, thanks, Rita", "Yes - Rita", "Yes, it is mine", "I confirm this", "confirmed", "Go ahead",
			"OK", "Okay.", "sure", "Correct", "That was me", "It's from me.", "I wrote it", "Yes yes", "yes 👍",
			"yes\n\nRita Vance\nAcme GmbH, Musterstr. 1\nThis mail is confidential and is not meant for anybody but the one " +
				"to whom it was sent.",
			"Ja", "Ja, bestätigt", "Ja, das war ich", "Ja, bitte.", "Das ist von mir", "Stimmt",
			"Hallo,\nja\n\nViele Grüße\nRita", "Jawohl!", "Bestätigt",
			"Oui !", "Oui, c'est moi", "Oui, c’est bien moi.", "d'accord", "Je confirme",
			"Bonjour,\n\noui\n\nCordialement,\nRita", "Oui, s'il vous plaît",
			"Sí", "Sí, soy yo", "Confirmo", "Sí, por favor", "sì", "Sì, confermo", "Va bene", "Sim", "sim, fui eu",
			"Confirmado", "Ja, dat klopt", "Akkoord", "Dat was ik", "Ja graag",
			"Ja, det stämmer", "Ja tak", "Kyllä", "Tak", "Tak, potwierdzam", "Ano", "Igen", "Da", "Evet", "Ναι", "Да",
			"Да, это я", "так", "はい", "はい、お願いします", "確認しました", "是的", "네",
		},
		"no": {
			"no", "No.", "nope", "No, that was not me.", "No, that wasn't me", "Not me!", "That wasn't me", "Hi,\nno\nRita",
			"stop", "It is not mine.", "I didn't send this", "No, not from me, Rita",
			"Nein", "Nein, das war ich nicht", "Nein, das ist nicht von mir!", "Nicht von mir", "non", "Non, ce n'est pas moi",
			"Não", "não fui eu", "No, no soy yo", "No, non sono io", "Nee, dat was ik niet", "Nej", "Nie", "Нет", "いいえ", "아니요",
		},
		"": {
			"", "What is this?", "accept", "yesterday I wrote", "Yes, but move it to Friday", "Yes? That was not me", "Yes?",
			"I am out of office", "Okinawa", "notes follow", "Thanks\nyes",
			"Okay, phishing again. IT please block this sender.", "Yes, I know this kind - this wasn't me!",
			"OK, who wrote this?", "Ja, aber das ist nicht von mir", "Oui mais ce n'est pas moi",
			"Confirmed: your request was received. Ticket 4711", "Yes\n\nThis wasn't me", "yes\nbut who wrote it?",
			"ok\nRita\n\nPS: I did not write that", "yes\nRita\nThat wasn't me, by the way.",
			"Yes, I got your question", "Sure, I'll have a look", "OK, I'll ask IT", "Okay thanks, will check",
			"Right, another one of these", "Yeah, right", "Yes we received your mail", "yes, it is spam",
			"Ok ich schaue mir das an", "Ja, ich habe deine Mail bekommen", "Ja nein", "Klar, weiter so mit dem Spam",
			"Stimmt das denn", "Ja, wer hat das geschickt?", "In Ordnung, ich melde mich",
			"Oui, je regarde", "D'accord, mais qui a écrit ça ?", "Sí, pero no es mío", "Sí, ¿qué es esto?",
			"Va bene, ma non l'ho scritto io", "Sim, mas não fui eu", "Ja, maar dat ben ik niet", "はい、でも私ではありません",
			"No problem, that's mine", "No worries, yes", "No, wait, yes", "Nein, ich meine ja", "Noted", "Not sure", "please",
			"Bitte", "thanks", "Yes no", "👍", "approved your ticket", "Your request has been confirmed.",
			"Yes.\nIT: please block", "yes\nno", "Yes; not", "Correct me if I am wrong", "Sure?", "Hi",
			"yes\n\nAnd cancel the meeting with Globex", "Ja, det var ikke mig", "Tak for din mail", "OK - phishing",
			"Yes, Rita?",
		},
	}
	n := 0
	for want, texts := range answers {
		n += len(texts)
		for _, text := range texts {
			got := ""
			if yes, no := Consent(text, "Rita Vance", "Vance, Rita"); yes && no {
				got = "both"
			} else if yes {
				got = "yes"
			} else if no {
				got = "no"
			}
			if got != want {
				t.Errorf("%q is %q, want %q", text, got, want)
			}
		}
	}
	if n < 60 {
		t.Errorf("%d phrases only", n)
	}
}

// FuzzConsent: more words never turn an answer into a yes or a no, and both at once is nothing.
func FuzzConsent(f *testing.F) {
	for _, s := range []string{"yes", "Hi,\nyes, that was me\n\nBest,\nRita", "no", "OK, who wrote this?"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		yes, no := Consent(text, "Rita Vance")
		if yes && no {
			t.Errorf("%q is both", text)
		}
		if doubting, _ := Consent(strings.TrimRight(text, "\r\n \t")+" but I did not send that", "Rita Vance"); doubting {
			t.Errorf("%q with a doubt is a yes", text)
		}
		if asked, _ := Consent("OK?\n"+text, "Rita Vance"); asked {
			t.Errorf("%q below a question is a yes", text)
		}
	})
}
