package mail

import (
	"os"
	"strings"
	"testing"
)

// nearMail is one line of testdata/near_*.txt: kind of mail, sender, subject, "r" for an answer, "q" for one that
// quotes, and the text. None has a header of a machine.
type nearMail struct {
	kind string
	raw  []byte
	line string
}

const nearQuote = "\n\nOn Fri, 27 Nov 2026 at 09:12, Rita Rowan <handoff@own.example> wrote:\n\n" +
	"> Hi Ben,\n>\n> I work with companies like Globex. Shall we meet on Wednesday, 2 December at 10:00?\n>\n> Rita\n"

func nearMails(t testing.TB, name string) []nearMail {
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var mails []nearMail
	for line := range strings.Lines(string(data)) {
		f := strings.SplitN(strings.TrimSpace(line), "|", 5)
		thread, text := "", strings.ReplaceAll(f[4], `\n`, "\n")
		if f[3] != "-" {
			thread = inThread
		}
		if f[3] == "q" {
			text += nearQuote
		}
		raw := string(plain(f[2], thread, text))
		raw = strings.Replace(raw, "Rob Roe <rob@acme.example>", f[1], 1)
		raw = strings.Replace(raw, "To: handoff@", "To: Rita Rowan <handoff@", 1)
		raw = strings.Replace(raw, "own.example\r\nSubject", "own.example>\r\nSubject", 1)
		mails = append(mails, nearMail{f[0], []byte(raw), line})
	}
	return mails
}

// A person is never taken for a machine, however near their words are.
func TestNearPeople(t *testing.T) {
	for _, set := range nearSets {
		if !strings.HasSuffix(set, "_people.txt") {
			continue
		}
		for _, n := range nearMails(t, set) {
			if m := Read(n.raw); m.Kind != KindHumanReply {
				t.Errorf("kind %s (%s): %s", m.Kind, m.Why, n.line)
			}
		}
	}
}

func daemonMail(text string) []byte {
	raw := string(plain("Undeliverable: Intro", "", text))
	return []byte(strings.Replace(raw, "rob@acme.example", "mailer-daemon@mx.example", 1))
}

func TestNotFoundIsPermanent(t *testing.T) {
	for _, text := range []string{
		"jane@prospect.example\nThe email address you entered couldn't be found.",
		"jane@prospect.example\nDie eingegebene E-Mail-Adresse konnte nicht gefunden werden.",
		"jane@prospect.example\nL'adresse de messagerie que vous avez entrée est introuvable.",
		"jane@prospect.example\nNo se encontró la dirección de correo electrónico que especificó.",
		"jane@prospect.example\nL'indirizzo di posta elettronica immesso non è stato trovato.",
		"jane@prospect.example\nO endereço de email inserido não foi encontrado.",
		"jane@prospect.example\nNie można odnaleźć wprowadzonego adresu e-mail.",
		"jane@prospect.example\nHet opgegeven e-mailadres is niet gevonden.",
		"jane@prospect.example\nDet gick inte att hitta den angivna e-postadressen.",
		"jane@prospect.example\nIl destinatario è sconosciuto.",
		"jane@prospect.example\nLa dirección de correo electrónico que ha escrito no se encuentra.",
		"<jane@prospect.example>: unable to look up host prospect.example: No address associated with hostname",
		"jane@prospect.example: this account was closed by its owner.",
		"Domain prospect.example has neither MX nor A records, so your mail to jane@prospect.example goes back.",
		"jane@prospect.example\nVastaanottajaa ei löydy.",
		"jane@prospect.example\nDie E-Mail-Adresse ist bei uns nicht zu finden.",
		"jane@prospect.example\n宛先のメールアドレスが見つかりませんでした。",
		"jane@prospect.example\nEl dominio no existe.",
		"<jane@prospect.example>: host mx answered 421 try again later, then 550.",
		"<jane@prospect.example>: 421 4.3.0 busy, then 550 5.1.1 refused",
		"jane@prospect.example: 451 4.4.1 no answer at first.\n" +
			"Giving up: the server says that this mailbox is unknown.",
	} {
		m := Read(daemonMail(text))
		if m.Kind != KindBounce || !m.Bounce.Permanent {
			t.Errorf("kind %s, bounce %v: %s", m.Kind, m.Bounce, text)
		}
	}
	for _, text := range []string{
		"jane@prospect.example: 421 try again later, 450 still busy.",
		"jane@prospect.example\nThe mailbox is full. See the help that was found at your host.",
	} {
		if m := Read(daemonMail(text)); m.Bounce == nil || m.Bounce.Permanent {
			t.Errorf("bounce %v: %s", m.Bounce, text)
		}
	}
}

// A mail that is quoted from top to bottom says so: its text is empty.
func TestAllQuoted(t *testing.T) {
	for _, text := range []string{"> Tuesday works\n> Rob\n", "> a\n\n> b\n", nearQuote} {
		m := Read(plain("Re: Intro", inThread, text))
		if m.Kind != KindHumanReply || m.Text == "" && len(m.Warnings) == 0 {
			t.Errorf("kind %s, text %q, warnings %q: %q", m.Kind, m.Text, m.Warnings, text)
		}
	}
}

// Machines are found without a header: of these at least 95 in 100, and every report of Exchange as a permanent bounce.
func TestNearMachines(t *testing.T) {
	mails, missed := append(nearMails(t, "near_machines.txt"), nearMails(t, "sight_machines.txt")...), 0
	for _, n := range mails {
		m := Read(n.raw)
		if m.Kind == KindHumanReply {
			missed++
			t.Logf("missed: %s", n.line)
		}
		if n.kind == "E" && (m.Kind != KindBounce || !m.Bounce.Permanent) {
			t.Errorf("kind %s (%s), bounce %v: %s", m.Kind, m.Why, m.Bounce, n.line)
		}
	}
	if missed*20 > len(mails) {
		t.Errorf("%d of %d missed", missed, len(mails))
	}
}
