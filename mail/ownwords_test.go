package mail

import (
	"strings"
	"testing"
)

// ownWords are whole texts and what of them was written now: inline answers, banners, footers, disclaimers, and texts
// that only look like one of these.
var ownWords = []struct{ name, body, want string }{
	{"inline with header", "On Mon, Oct 5, 2026 at 9:00 AM Jane Doe <jane@acme.example> wrote:\n\n> What is the " +
		"budget?\n\n50k.\n\n> And when?\n\nThis quarter.\n\nRob\n", "50k.\n\nThis quarter.\n\nRob"},
	{"inline de", "Am 05.10.26 um 09:00 schrieb Jane Doe:\n> Wie hoch ist das Budget?\n50k.\n> Und wann?\nDieses " +
		"Quartal.\n", "50k.\n\nDieses Quartal."},
	{"bottom post with signature", "> Can we meet?\n\nYes.\n\n-- \nRob Roe\nAcme\n", "Yes."},
	{"quote with bars", "Yes.\n\n| From: Jane\n| Can we meet?\n", "Yes.\n\n| From: Jane\n| Can we meet?"},
	{"initials as quote marks", "Jane Doe wrote:\n> Can we meet?\n\nYes.\n", "Yes."},
	{"three levels", "Yes.\n\n> ok\n>> Can we meet?\n>>> accept\n", "Yes."},
	{"an arrow is no quote", "Budget -> 50k\nTime => Q4", "Budget -> 50k\nTime => Q4"},
	{"list of options", "- Tuesday\n- Wednesday\n\nRob", "- Tuesday\n- Wednesday\n\nRob"},
	{"from at the beginning", "From: where do they come?\nWe got them at the fair.",
		"From: where do they come?\nWe got them at the fair."},
	{"to and subject in a brief", "Contact: Jane Doe\nTo: be agreed\nSubject: demo",
		"Contact: Jane Doe\nTo: be agreed\nSubject: demo"},
	{"sent in a sentence", "Sent the offer yesterday.\n\nRob", "Sent the offer yesterday.\n\nRob"},
	{"wrote in a sentence", "She wrote: we want a demo.\n\nRob", "She wrote: we want a demo.\n\nRob"},
	{"a date at the beginning", "2026-10-13 15:00 would be fine.\n\nRob", "2026-10-13 15:00 would be fine.\n\nRob"},
	{"le in French", "Le budget est de 50 k€ :\nvoir ci-dessous.\n", "Le budget est de 50 k€ :\nvoir ci-dessous."},
	{"am in German", "Am Dienstag um 15:00 passt es:\nBitte einladen.\n",
		"Am Dienstag um 15:00 passt es:\nBitte einladen."},
	{"op in Dutch", "Op dinsdag om 15:00 kan ik:\ngraag een uitnodiging.\n",
		"Op dinsdag om 15:00 kan ik:\ngraag een uitnodiging."},
	{"den in Swedish", "Den 13 oktober kl. 15:00 passar:\nskicka inbjudan.\n",
		"Den 13 oktober kl. 15:00 passar:\nskicka inbjudan."},
	{"answer of one word", "Ok\n\nOn Mon, Oct 5, 2026 at 9:00 AM Jane Doe <jane@acme.example> wrote:\n> accept\n", "Ok"},
	{"answer of a weekday", "Monday\nOn Mon, Oct 5, 2026 at 9:00 AM Jane Doe <jane@acme.example> wrote:\n> accept\n",
		"Monday"},
	{"answer of a date", "5 Oct\n5 Oct 2026, 09:00, Jane Doe <jane@acme.example>:\n> accept\n", "5 Oct"},
	{"command above a header block", "accept\n\nFrom: Jane Doe\nSent: Monday\nTo: Rob\nSubject: Intro\n\ndecline\n",
		"accept"},
	{"signature with a dash", "Yes.\n\n--\nRob Roe | Sales | Acme\n+49 30 1234", "Yes."},
	{"signature of em dashes", "Yes.\n\n—\nRob Roe\n+49 30 1234", "Yes."},
	{"signature of underscores", "Yes.\n\n___\nRob Roe\n+49 30 1234", "Yes."},
	{"footer, android", "Yes.\n\nSent from my Android phone\n", "Yes."},
	{"footer, blackberry", "Yes.\n\nSent from my BlackBerry® wireless device\n", "Yes."},
	{"footer, huawei", "Yes.\n\nSent from my Huawei Mobile\n", "Yes."},
	{"footer, excuse", "Yes.\n\nSent from my iPhone, please excuse typos\n", "Yes."},
	{"footer, mail for iPad", "Yes.\n\nSent from my iPad\n", "Yes."},
	{"footer, own words", "Yes.\n\nSent from my mobile device. Please excuse brevity.\n", "Yes."},
	{"footer, ja", "はい。\n\niPhoneから送信\n", "はい。"},
	{"footer, zh", "好的。\n\n发自我的 iPhone\n", "好的。"},
	{"footer, ko", "네.\n\n나의 iPhone에서 보냄\n", "네."},
	{"footer, ru", "Да.\n\nОтправлено с iPhone\n", "Да."},
	{"footer, pl", "Tak.\n\nWysłane z iPhone'a\n", "Tak."},
	{"footer, tr", "Evet.\n\niPhone'umdan gönderildi\n", "Evet."},
	{"footer, fi", "Kyllä.\n\nLähetetty iPhonesta\n", "Kyllä."},
	{"footer, cs", "Ano.\n\nOdesláno z iPhonu\n", "Ano."},
	{"footer, sv", "Ja.\n\nSkickat från min iPhone\n", "Ja."},
	{"footer, da", "Ja.\n\nSendt fra min iPhone\n", "Ja."},
	{"footer, nl", "Ja.\n\nVerstuurd vanaf mijn iPhone\n", "Ja."},
	{"footer, it", "Sì.\n\nInviato da iPhone\n", "Sì."},
	{"footer, pt", "Sim.\n\nEnviado do meu iPhone\n", "Sim."},
	{"footer, yandex ru", "Да.\n\n-- \nОтправлено из Яндекс.Почты для мобильных устройств\n", "Да."},
	{"footer, orange fr", "Oui.\n\nEnvoyé à partir d’Outlook pour Android\n", "Oui."},
	{"footer, gmx", "Ja.\n\nGesendet mit der GMX Mail App\n", "Ja."},
	{"disclaimer en", "Yes.\n\nCONFIDENTIALITY NOTICE: This email is intended only for the named recipient and may " +
		"contain privileged information.\n", "Yes."},
	{"disclaimer below a rule", "Yes.\n\n________________________________\nThis message is confidential and intended " +
		"solely for the addressee. If you are not the intended recipient, delete it.\n", "Yes."},
	{"disclaimer fr", "Oui.\n\nCe message et ses pièces jointes sont confidentiels et destinés exclusivement à leur " +
		"destinataire.\n", "Oui."},
	{"disclaimer es", "Sí.\n\nEste mensaje es confidencial y va dirigido exclusivamente a su destinatario.\n", "Sí."},
	{"disclaimer it", "Sì.\n\nQuesto messaggio è riservato e destinato esclusivamente al destinatario indicato.\n", "Sì."},
	{"disclaimer pt", "Sim.\n\nEsta mensagem é confidencial e destina-se exclusivamente ao seu destinatário.\n", "Sim."},
	{"disclaimer ja", "はい。\n\n本メールには機密情報が含まれている場合があります。\n", "はい。"},
	{"environment", "Yes.\n\nPlease consider the environment before printing this email.\n", "Yes."},
	{"antivirus", "Yes.\n\nThis email has been scanned for viruses by Avast.\nwww.avast.com\n", "Yes."},
	{"banner, mimecast", "This Message originated outside your organization.\n\nYes.", "Yes."},
	{"banner, warning in capitals", "WARNING: EXTERNAL EMAIL - do not click links or open attachments unless you trust " +
		"the sender.\n\nYes.", "Yes."},
	{"banner, rules", "*** EXTERNAL EMAIL ***\n\nYes.", "Yes."},
	{"banner, box", "+----------------------------------------------------------+\n| This email came from outside the " +
		"organization. Be careful. |\n+----------------------------------------------------------+\n\nYes.", "Yes."},
	{"banner, two lines", "EXTERNAL SENDER\nDo not click links unless you know the content is safe.\n\nYes.", "Yes."},
	{"banner fr", "ATTENTION : Cet e-mail provient d'un expéditeur externe. Ne cliquez pas sur les liens.\n\nOui.",
		"Oui."},
	{"banner it", "ATTENZIONE: questa email proviene da un mittente esterno. Non cliccare sui link.\n\nSì.", "Sì."},
	{"banner sv", "VARNING: Detta e-postmeddelande kommer från en extern avsändare.\n\nJa.", "Ja."},
	{"banner pl", "UWAGA: Wiadomość pochodzi spoza organizacji. Nie klikaj w linki.\n\nTak.", "Tak."},
	{"banner ja", "【注意】このメールは外部から送信されました。\n\nはい。", "はい。"},
	{"banner below the quote header stays out", "Yes.\n\nFrom: Jane\nSent: Monday\nTo: Rob\nSubject: Intro\n\nCAUTION: " +
		"This email originated from outside of the organization.\n\naccept", "Yes."},
	{"external in a sentence", "External partners join us, budget 50k.", "External partners join us, budget 50k."},
	{"attention in a sentence", "Attention: the demo moves to Tuesday.", "Attention: the demo moves to Tuesday."},
	{"please note", "Please note that Tuesday is a holiday.", "Please note that Tuesday is a holiday."},
	{"list footer", "Yes.\n\n-- \nYou received this message because you are subscribed to the Google Groups \"Sales\" " +
		"group.\nTo unsubscribe from this group and stop receiving emails from it, send an email to x.\n", "Yes."},
	{"list footer without dashes", "Yes.\n\n_______________________________________________\nSales mailing list -- " +
		"sales@lists.acme.example\nTo unsubscribe send an email to sales-leave@lists.acme.example\n", "Yes."},
	{"signed inline with a quote", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nYes.\n\n> Can we " +
		"meet?\n-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n", "Yes."},
	{"invitation below", "Yes.\n\n-----Original Appointment-----\nFrom: Jane\nWhen: Tuesday\n\naccept", "Yes."},
	{"meeting block", "Yes.\n\n~~~~~~~~~~~~~~~~~~\nJoin the meeting", "Yes.\n\n~~~~~~~~~~~~~~~~~~\nJoin the meeting"},
}

func TestOwnWords(t *testing.T) {
	for _, w := range ownWords {
		t.Run(w.name, func(t *testing.T) {
			if m := Read(plain("Re: Intro", inThread, strings.ReplaceAll(w.body, "\n", "\r\n"))); m.Text != w.want {
				t.Errorf("text %q, want %q", m.Text, w.want)
			}
		})
	}
}

// reactions are no replies, in whatever form clients without reactions get to see them.
func TestReactions(t *testing.T) {
	for _, text := range []string{
		"👍 Rob Roe reacted to your message:", "Rob Roe reacted to your message: 👍",
		"❤️ Rob Roe hat auf Ihre Nachricht reagiert:", "👍 Rob Roe a réagi à votre message :",
		"👍 Rob Roe reaccionó a tu mensaje:", "👍 Rob Roe ha reagito al tuo messaggio:", "👍 Rob Roe reagiu à sua mensagem:",
		"👍 Rob Roe heeft gereageerd op uw bericht:",
		"👍\n\nRob Roe reacted via Gmail <https://www.google.com/gmail/about/>", "Rob Roe reacted with 👍",
		"Liked “Tuesday at 3?”", "Loved “Tuesday at 3?”", "👍 to “ Tuesday at 3? ”", "Rob Roe liked your message",
		"👍 Rob Roe har reagerat på ditt meddelande:", "👍 Rob Roe har reageret på din besked:",
		"👍 Rob Roe zareagował na Twoją wiadomość:", "👍 Rob Roe さんがあなたのメッセージにリアクションしました:",
	} {
		m := Read(plain("Re: Intro", inThread, strings.ReplaceAll(text, "\n", "\r\n")))
		if m.Kind != KindOther || !strings.HasPrefix(m.Why, "reaction") {
			t.Errorf("%q: kind %s (%s), want other because of a reaction", text, m.Kind, m.Why)
		}
	}
	for _, text := range []string{"👍", "Liked the demo, let us meet on Tuesday.",
		"She reacted to your message well. Tuesday?", "Loved it! Tuesday at 3 works."} {
		if m := Read(plain("Re: Intro", inThread, text)); m.Kind != KindHumanReply {
			t.Errorf("%q: kind %s (%s), want human_reply", text, m.Kind, m.Why)
		}
	}
}

func TestRecall(t *testing.T) {
	if m := Read(plain("Recall: Intro", inThread,
		`Rob Roe would like to recall the message, "Intro".`)); m.Kind != KindOther {
		t.Errorf("kind %s (%s), want other", m.Kind, m.Why)
	}
	if m := Read(plain("Recolher: Proposta", "", "Rob Roe deseja recolher a mensagem “Proposta”.")); m.Kind != KindOther {
		t.Errorf("a recall in words that no list has: kind %s (%s)", m.Kind, m.Why)
	}
	if m := Read(plain("Quote: Intro", "", "Jane asked for a quote, see \"Intro\".")); m.Kind != KindHumanReply {
		t.Errorf("somebody names the subject: kind %s (%s)", m.Kind, m.Why)
	}
	if m := Read(plain("Recall: what they need", inThread,
		"You will recall the message of Jane: Tuesday at 3.")); m.Kind != KindHumanReply {
		t.Errorf("kind %s (%s), want human_reply", m.Kind, m.Why)
	}
}

// A gateway that loses Content-Transfer-Encoding leaves the escapes in the text.
func TestResidue(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"lost header", "Dienstag passt mir sehr gut, vielen Dank f=C3=BCr die schnelle Antwort und =\nbis " +
			"dann.=20\n=20\nViele Gr=C3=BC=C3=9Fe", "Dienstag passt mir sehr gut, vielen Dank für die schnelle Antwort und " +
			"bis dann.\n\nViele Grüße"},
		{"arithmetic", "Budget=20\nSeats=30\na=b", "Budget=20\nSeats=30\na=b"},
		{"links", "https://acme.example/?a=20&b=30\nhttps://acme.example/?c=d",
			"https://acme.example/?a=20&b=30\nhttps://acme.example/?c=d"},
	}
	for _, tt := range tests {
		if m := Read(plain("Re: Intro", inThread, tt.body)); m.Text != tt.want {
			t.Errorf("%s: text %q, want %q", tt.name, m.Text, tt.want)
		}
	}
}
